"""The words of a command line as types of click: words of some kind, and paths, of which none is an address."""

import os
import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

import click

from hipback.errors import quote

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://|\\\\")
"""How an address begins that some libraries would follow, or the name of another computer."""

Values = Callable[[click.Context, str], "list[CompletionItem]"]


class Value(click.types.StringParamType):
    """Words of some kind. Help texts name the kind, and a shell learns what they could be."""

    def __init__(self, name: str, values: Values) -> None:
        self.name = name
        self._values = values

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> "list[CompletionItem]":
        return self._values(ctx, incomplete)


class Path(Value):
    """A file or folder of this computer. What looks like an address is none: nothing is ever fetched.

    `is_read` tells those that a command reads from those that it writes.
    """

    def __init__(self, name: str, values: Values, is_read: bool = False) -> None:
        super().__init__(name, values)
        self.is_read = is_read

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        if ADDRESS.match(value) and not os.path.lexists(value):
            self.fail(f"{quote(value)} is an address and no local file: nothing is fetched or sent", param, ctx)
        return value


def files_read(context: click.Context) -> Iterator[str]:
    """The paths that a command was given to read."""
    for parameter in context.command.params:
        if isinstance(parameter.type, Path) and parameter.type.is_read:
            given = context.params.get(parameter.name or "") or ()
            yield from (given,) if isinstance(given, str) else given

"""How the problems of a file are told by the commands whose result they are."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hipback.errors import Problem

FORMATS = ("text", "json", "github", "sarif")


@contextmanager
def problems_are_the_result(form: str = "text") -> Iterator[None]:
    """Tell the problems of a `BankError` on standard output, in one of the formats, and leave with 1."""
    from hipback.errors import BankError

    try:
        yield
    except BankError as error:
        tell(error.problems, form)
        raise click.exceptions.Exit(1) from None


def tell(problems: "Sequence[Problem]", form: str) -> None:
    """Write the problems to standard output. As text there must be at least one."""
    import sys

    from hipback.cli.streams import has_colour, say_all, say_record, width
    from hipback.codes import read_codes
    from hipback.render.problems import problem_lines
    from hipback.render.problems_as_data import as_github, as_json, as_sarif

    codes = read_codes()
    if form == "text":
        say_all(
            problem_lines(problems, codes, sources_of(problems), width()),
            sys.stdout,
            has_colour(sys.stdout, plain=False),
        )
    else:
        say_record({"json": as_json, "github": as_github, "sarif": as_sarif}[form](problems, codes))


def sources_of(problems: "Iterable[Problem]") -> dict[str, list[str]]:
    """The lines of each file that has a problem."""
    return {file: _lines_of(file) for file in {problem.file for problem in problems}}


def _lines_of(file: str) -> list[str]:
    """The lines as the reader counts them, in letters that the terminal has, so that a caret stands right."""
    import sys

    from hipback.bank import read_regular
    from hipback.errors import FileError
    from hipback.marked import SIZE_AT_MOST

    try:
        text = read_regular(file, SIZE_AT_MOST).decode("utf-8-sig", "replace")
    except FileError:
        return []
    encoding = getattr(sys.stdout, "encoding", None) or "ascii"
    shown = text.encode(encoding, "replace").decode(encoding)
    return [line.removesuffix("\r") for line in shown.split("\n")]

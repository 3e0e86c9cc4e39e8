"""Groups of commands, and every command with the context in which its help is shown."""

from collections.abc import Iterator, Sequence

import click

from hipback.errors import hint, quote


class Commands(click.Group):
    """Lists its commands in the order of use, not of the alphabet, and names the nearest one to a slip."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name[:1].isalnum() and not ctx.resilient_parsing and self.get_command(ctx, name) is None:
            ctx.fail(f"there is no command {quote(name)}, {hint(name, self.list_commands(ctx))}")
        return super().resolve_command(ctx, args)


def all_commands(context: click.Context) -> Iterator[click.Context]:
    """The command of this context and every one below it, in the order of use."""
    yield context
    for name in _names(context):
        below = command_below(context, name)
        if below:
            yield from all_commands(below)


def command_at(root: click.Context, path: Sequence[str]) -> click.Context | None:
    """The command that is called by these words, or None if there is none."""
    found: click.Context | None = root
    for name in path:
        found = command_below(found, name) if found else None
    return found


def command_below(context: click.Context, name: str) -> click.Context | None:
    """One of the commands of a group, by its name."""
    group = context.command
    command = group.get_command(context, name) if isinstance(group, click.Group) else None
    return click.Context(command, info_name=name, parent=context) if command else None


def _names(context: click.Context) -> list[str]:
    return context.command.list_commands(context) if isinstance(context.command, click.Group) else []

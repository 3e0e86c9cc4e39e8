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
    for below in commands_below(context):
        yield from all_commands(below)


def commands_below(context: click.Context) -> Iterator[click.Context]:
    """The commands of a group; a command that is no group has none."""
    group = context.command
    if isinstance(group, click.Group):
        for name in group.list_commands(context):
            command = group.get_command(context, name)
            if command:
                yield click.Context(command, info_name=name, parent=context)


def command_at(root: click.Context, path: Sequence[str]) -> click.Context | None:
    """The command that is called by these words, or None if there is none."""
    found = root
    for name in path:
        below = {each.info_name: each for each in commands_below(found)}
        if name not in below:
            return None
        found = below[name]
    return found

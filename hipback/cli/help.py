"""`hipback help`: the help of a command, or a text on what all commands have in common."""

from collections.abc import Iterable

import click

from hipback.cli.commands import all_commands, command_at
from hipback.cli.values import COMMAND_OR_TOPIC

COLUMNS_AT_MOST = 80


@click.command("help")
@click.argument("words", metavar="[COMMAND]... | [TOPIC]", nargs=-1, type=COMMAND_OR_TOPIC)
@click.pass_context
def help_(context: click.Context, words: tuple[str, ...]) -> None:
    """Show the help of a command, or a topic.

    \b
      hipback help screen
      hipback help bank check
      hipback help privacy

    \b
    The topics are:
      formats         answers, records, banks, pages to print, and what other programs can read
      exit-codes      the number that hipback leaves with, for scripts
      environment     what changes how hipback looks, and where it keeps files
      privacy         what stays on your computer, and how to remove it
      accessibility   screen readers, plain letters, large print, slow hands
      files           the folder of hipback, what lies in it, and who can read it

    The pages of docs/, in the source of hipback, tell more. docs/README.md lists them. If a text is wrong, or
    frightened you, docs/clinical-safety.md tells how to report it.
    """
    command = command_at(context.find_root(), words)
    if command:
        click.echo(command.get_help())
    else:
        _show_topic(context, words)


def _show_topic(context: click.Context, words: Iterable[str]) -> None:
    """Show the topic of this name, which may be written with blanks. Raises `click.UsageError` if there is none."""
    import sys

    from hipback.cli.streams import has_colour, is_plain, say_all, width
    from hipback.document import Heading
    from hipback.errors import hint, quote
    from hipback.help import read_topics
    from hipback.render.text import as_lines

    topics = read_topics()
    topic = topics.get("-".join(words).casefold().replace("_", "-"))
    if not topic:
        root = context.find_root()
        known = {command.command_path.removeprefix(f"{root.command_path} ") for command in all_commands(root)}
        name = " ".join(words)
        raise click.UsageError(f"there is no command or topic {quote(name)}, {hint(name, {*known, *topics})}")
    document = topic.document._replace(blocks=(Heading(topic.title, "title"), *topic.blocks))
    lines = as_lines(document, min(width(), COLUMNS_AT_MOST), is_plain(plain=False))
    say_all(lines, sys.stdout, has_colour(sys.stdout, plain=False))

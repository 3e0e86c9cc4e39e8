"""Pages of the docs that are made as a whole: the help of every command, and the topics of `hipback help`."""

from collections.abc import Iterator
from itertools import groupby
from textwrap import fill

import click

from hipback.cli import hipback
from hipback.cli.commands import all_commands
from hipback.document import Block, Command, Document, Heading, Items, Pair, Words
from hipback.help import read_topics

COLUMNS = 120
TERMINAL = 80
MADE = "<!-- made by docs/make.py: change hipback/help.yaml, or the commands, and run it again -->"


def commands() -> list[click.Context]:
    """Every command, as on a terminal of 80 columns."""
    root = hipback.make_context("hipback", [], resilient_parsing=True, terminal_width=TERMINAL - 2)
    return list(all_commands(root))


def commands_page() -> str:
    """docs/commands.md."""
    parts = [f"## {command.command_path}\n\n```text\n{command.get_help().rstrip()}\n```\n" for command in commands()]
    head = "What each command says of itself, with `--help` or by `hipback help COMMAND`."
    return "\n".join([f"{MADE}\n\n# Commands\n\n{head}\n", *parts])


def topic_pages() -> dict[str, str]:
    """docs/exit-codes.md and the others, by their names."""
    return {f"{topic.id}.md": _page(topic.document) for topic in read_topics().values()}


def _page(document: Document) -> str:
    parts = [MADE, f"# {document.title}", *_parts(document.blocks), "## Please remember", _filled(document.notice)]
    return "\n\n".join(parts) + "\n"


def _parts(blocks: tuple[Block, ...]) -> Iterator[str]:
    """The blocks as Markdown. The words are hipback's own, so what is marked in them stays marked."""
    for kind, run in groupby(blocks, type):
        parts = list(map(_block, run))
        lines = "\n".join(parts)
        yield from [lines] if kind is Pair else [f"```text\n{lines}\n```"] if kind is Command else parts


def _block(block: Block) -> str:
    match block:
        case Heading(words):
            return f"## {words}"
        case Words(text):
            return _filled(text)
        case Items(items):
            return "\n".join(_filled(item, "- ") for item in items)
        case Pair(label, words):
            return _filled(f"`{label}`: {words}", "- ")
        case Command(words):
            return words
        case _:
            raise ValueError(f"no topic has {block}")


def _filled(words: str, first: str = "") -> str:
    return fill(
        words,
        COLUMNS,
        initial_indent=first,
        subsequent_indent=" " * len(first),
        break_on_hyphens=False,
        break_long_words=False,
    )

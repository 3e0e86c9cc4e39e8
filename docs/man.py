"""Man pages, made from what the commands say of themselves, and changing only with it.

A page is written in the `man` macros, which groff and mandoc both read. No word of a help text becomes a request or an
escape of roff.
"""

import re
from collections.abc import Iterable, Iterator
from inspect import cleandoc
from textwrap import wrap

import click
from pages import commands

from hipback import __version__
from hipback.cli.commands import commands_below
from hipback.document import Block, Command, Heading, Items, Pair, Words
from hipback.help import read_topics
from hipback.safety import NOTICE

DAY = "2026-11-22"
"""The day of the version, which changes with it."""
COLUMNS, LONGEST_SENTENCE = 72, 200
AS_THEY_ARE = "\b"
"""Stands before a paragraph whose lines are not to be wrapped."""
SIGNS = {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti"}
"""Signs that roff would take for something else, or print as another."""
SECTIONS = {"exit-codes": "EXIT STATUS", "environment": "ENVIRONMENT", "files": "FILES"}
"""Topics that stand in the page of hipback itself."""


def man_pages() -> dict[str, str]:
    """Every page by the name of its file."""
    return {f"{_name(command)}.1": "\n".join(_tidy(_page(command))) + "\n" for command in commands()}


def _name(command: click.Context) -> str:
    return command.command_path.replace(" ", "-")


def _page(command: click.Context) -> Iterator[str]:
    name = _name(command)
    yield f'.TH {name.upper()} 1 {DAY} "hipback {__version__}" hipback'
    yield from (".ad l", ".nh", ".SH NAME", f"{_text(name)} \\-", *_filled(_short(command).rstrip(".")))
    yield from (".SH SYNOPSIS", f".B {_text(command.command_path)}")
    yield from _filled(" ".join(command.command.collect_usage_pieces(command)))
    yield from (".SH DESCRIPTION", *_paragraphs(cleandoc(command.command.help or "").split("\n\n")))
    yield from _options(command)
    yield from _commands(command)
    if command.parent is None:
        yield from _topics()
    yield from (".SH SEE ALSO", *_see_also(command))


def _short(command: click.Context) -> str:
    """What the command does, in a sentence."""
    return command.command.get_short_help_str(LONGEST_SENTENCE)


def _tidy(lines: Iterable[str]) -> Iterator[str]:
    """Without the paragraphs that would begin where a section has just begun."""
    before = ""
    for line in lines:
        if line != ".PP" or not before.startswith((".SH", ".SS")):
            yield line
        before = line


def _paragraphs(paragraphs: Iterable[str]) -> Iterator[str]:
    for paragraph in paragraphs:
        if paragraph.startswith(AS_THEY_ARE):
            yield from _as_they_are(paragraph.removeprefix(AS_THEY_ARE).strip("\n").split("\n"))
        else:
            yield from (".PP", *_filled(_flat(paragraph)))


def _as_they_are(lines: Iterable[str]) -> Iterator[str]:
    yield from (".PP", ".nf", *(_line(line) for line in lines), ".fi")


def _options(command: click.Context) -> Iterator[str]:
    options = [param for param in command.command.get_params(command) if isinstance(param, click.Option)]
    yield ".SH OPTIONS"
    for words, meaning in filter(None, (option.get_help_record(command) for option in options)):
        yield from (".TP", re.sub(r"(?<!\S)(\\-\S+?)(?=,?( |$))", r"\\fB\1\\fR", _text(words)), *_filled(meaning))


def _commands(command: click.Context) -> Iterator[str]:
    yield from [".SH COMMANDS"][: isinstance(command.command, click.Group)]
    for below in commands_below(command):
        yield from (".TP", f".B {_text(below.info_name or '')}", *_filled(_short(below)))


def _topics() -> Iterator[str]:
    topics = read_topics()
    for id, title in SECTIONS.items():
        yield f".SH {title}"
        yield from (line for block in topics[id].blocks for line in _block(block))
    yield from (".SH NOTICE", *_filled(NOTICE))


def _block(block: Block) -> list[str]:
    match block:
        case Heading(words):
            return [f".SS {_text(words)}"]
        case Words(text):
            return [".PP", *_filled(text)]
        case Items(items):
            return [line for item in items for line in (r".IP \(bu 2", *_filled(item))]
        case Pair(label, words):
            return [".TP", f".B {_text(label)}", *_filled(words)]
        case Command(words):
            return list(_as_they_are([f"  {words}"]))
        case _:
            raise ValueError(f"no topic has {block}")


def _see_also(command: click.Context) -> list[str]:
    """The page above, and those below."""
    near = [*filter(None, [command.parent]), *commands_below(command)]
    *others, last = (f".BR {_text(_name(other))} (1)" for other in near)
    return [*(f"{other}," for other in others), last]


# Words


def _flat(words: str) -> str:
    return " ".join(words.split())


def _filled(words: str) -> list[str]:
    """In short lines, which roff fills again."""
    return [_line(line) for line in wrap(words, COLUMNS, break_on_hyphens=False, break_long_words=False)]


def _line(words: str) -> str:
    """A line of text, whatever it begins with."""
    return rf"\&{_text(words)}" if words.startswith((".", "'")) else _text(words)


def _text(words: str) -> str:
    """The words, each sign only itself."""
    return "".join(SIGNS.get(sign, sign) for sign in words)

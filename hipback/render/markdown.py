"""A `Document` as Markdown (CommonMark), the notice last. No word of a bank can become markup, a link or HTML."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from hipback.document import (
    Bar,
    Blank,
    Block,
    Command,
    Document,
    Figure,
    Gap,
    Heading,
    Items,
    Moment,
    Nested,
    Outline,
    Pair,
    Trend,
    Words,
)
from hipback.layout import visible
from hipback.render.text import bar_words, to_fill

BAR_LENGTH = 40
# The signs that begin markup, a link or an entity somewhere, in CommonMark or in what hosts add to it.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#&|~$^@]|:(?=\S)|(?<=www)\.", re.IGNORECASE)
_AT_THE_START = re.compile(r"^(\d*)([-+=:.)])")


def as_markdown(document: Document) -> str:
    """The document as one file with a newline at its end; a paragraph stands in one line."""
    parts = [f"# {_line(document.title)}", *_blocks(document.under_title)]
    parts += ["## Please remember", _words(document.notice)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Each block as a part of its own; pairs that follow each other are one list."""
    for kind, run in groupby(blocks, type):
        words = map(_block, run)
        yield from ["\n".join(words)] if kind is Pair else words


def _block(block: Block) -> str:
    match block:
        case Heading(words, _, small):
            return f"{'###' if small else '##'} {_line(words)}"
        case Words(text, tone):
            return _strong(_words(text)) if tone else _words(text)
        case Items(items):
            return "\n".join(f"- {_words(item, '  ')}" for item in items)
        case Outline(items):
            return "\n".join(_nested(items, ""))
        case Pair(label, words):
            return f"- {_strong(_line(f'{label}:'))} {_words(words, '  ')}"
        case Bar():
            return bar_words(block, BAR_LENGTH, ascii_only=False)
        case Trend(moments):
            return "\n".join(map(_moment, moments))
        case Command(words):
            return _code(words)
        case Blank(label):
            return to_fill(f"{_line(label)}: ", BAR_LENGTH)
        case Gap() | Figure():
            return ""


def _moment(moment: Moment) -> str:
    bar = f"{bar_words(moment.bar, BAR_LENGTH, ascii_only=False)} " if moment.bar else ""
    return f"- {_strong(_line(f'{moment.label}:'))} {bar}{_words(moment.words)}"


def _nested(items: Iterable[Nested], indent: str) -> Iterator[str]:
    inner = f"{indent}  "
    for item in items:
        yield f"{indent}- {_words(item.words, inner)}"
        yield from _nested(item.below, inner)


def _strong(words: str) -> str:
    return f"**{words}**" if words else ""


def _code(words: str) -> str:
    """As code in one line, between more backticks than there are in it."""
    ticks = "`" * (1 + max(map(len, re.findall("`+", words)), default=0))
    line = " ".join(visible(words).split())
    return f"{ticks} {line} {ticks}" if len(ticks) > 1 else f"`{line}`"


def _line(words: str) -> str:
    """The words in one line, each sign in them only itself."""
    return " ".join(_lines(words))


def _words(words: str, indent: str = "") -> str:
    """The words with their line breaks, each sign in them only itself."""
    return f"\\\n{indent}".join(_lines(words))


def _lines(words: str) -> list[str]:
    return [_escaped(line) for line in map(str.strip, visible(words).split("\n")) if line]


def _escaped(line: str) -> str:
    return _AT_THE_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", line))

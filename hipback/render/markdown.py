"""A `Document` as Markdown (CommonMark), the notice last. No word of a bank can become markup, a link or HTML."""

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from hipback.commonmark import as_words, in_one_line
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


def as_markdown(document: Document) -> str:
    """The document as one file with a newline at its end; a paragraph stands in one line."""
    parts = [f"# {in_one_line(document.title)}", *_blocks(document.under_title)]
    parts += ["## Please remember", as_words(document.notice)]
    return "\n\n".join(filter(None, parts)) + "\n"


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    """Each block as a part of its own; pairs that follow each other are one list."""
    for kind, run in groupby(blocks, type):
        words = map(_block, run)
        yield from ["\n".join(words)] if kind is Pair else words


def _block(block: Block) -> str:
    match block:
        case Heading(words, _, small):
            return f"{'###' if small else '##'} {in_one_line(words)}"
        case Words(text, tone):
            return _strong(as_words(text)) if tone else as_words(text)
        case Items(items):
            return "\n".join(f"- {as_words(item, '  ')}" for item in items)
        case Outline(items):
            return "\n".join(_nested(items, ""))
        case Pair(label, words):
            return f"- {_strong(in_one_line(f'{label}:'))} {as_words(words, '  ')}"
        case Bar():
            return bar_words(block, BAR_LENGTH, ascii_only=False)
        case Trend(moments):
            return "\n".join(map(_moment, moments))
        case Command(words):
            return _code(words)
        case Blank(label):
            return to_fill(f"{in_one_line(label)}: ", BAR_LENGTH)
        case Gap() | Figure():
            return ""


def _moment(moment: Moment) -> str:
    bar = f"{bar_words(moment.bar, BAR_LENGTH, ascii_only=False)} " if moment.bar else ""
    return f"- {_strong(in_one_line(f'{moment.label}:'))} {bar}{as_words(moment.words)}"


def _nested(items: Iterable[Nested], indent: str) -> Iterator[str]:
    inner = f"{indent}  "
    for item in items:
        yield f"{indent}- {as_words(item.words, inner)}"
        yield from _nested(item.below, inner)


def _strong(words: str) -> str:
    return f"**{words}**" if words else ""


def _code(words: str) -> str:
    """As code in one line, between more backticks than there are in it."""
    ticks = "`" * (1 + max(map(len, re.findall("`+", words)), default=0))
    line = " ".join(visible(words).split())
    return f"{ticks} {line} {ticks}" if len(ticks) > 1 else f"`{line}`"

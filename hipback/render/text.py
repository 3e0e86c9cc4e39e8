"""A `Document` as plain lines for a terminal, a pipe or a screen reader, the notice last."""

from collections.abc import Iterable, Iterator, Sequence

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
from hipback.render.lines import Line, bullets, heading, paragraph, reminder, single_spaced

SURE, OPEN, REST = "#", "?", "."
BLOCKS = str.maketrans({SURE: "█", OPEN: "▒", REST: "░"})
BAR_AT_LEAST, BAR_AT_MOST, TO_FILL_AT_MOST = 12, 62, 60


def as_text(document: Document, width: int = 80, ascii_only: bool = True) -> str:
    """The document in lines of at most `width` columns."""
    return "".join(f"{line.text}\n" for line in as_lines(document, width, ascii_only))


def as_lines(document: Document, width: int, ascii_only: bool) -> Iterator[Line]:
    """The lines of the document, the notice last."""
    lines = single_spaced(_lines(document, width, ascii_only))
    return (Line(visible(line.text), line.style) for line in lines)


def _lines(document: Document, width: int, ascii_only: bool) -> Iterator[Line]:
    for block in document.blocks:
        yield from _block(block, width, ascii_only)
    yield from reminder(document.notice, width)


def _block(block: Block, width: int, ascii_only: bool) -> Iterator[Line]:
    match block:
        case Heading(words, tone, small):
            yield from paragraph(words, width) if small else heading(words, width, tone or "heading")
        case Words(text, tone, depth):
            yield from paragraph(text, width, tone, first="  " * depth)
        case Items(items, close=True):
            yield from paragraph("; ".join(items), width, first="    ")
        case Items(items):
            yield from bullets(items, width)
        case Outline(items):
            yield from _nested(items, width, "")
        case Pair(label, words):
            yield from paragraph(f"{label}: {words}", width, first="  ", rest="    ")
        case Bar():
            yield Line(bar_words(block, min(width, BAR_AT_MOST) - 2, ascii_only), "bar")
        case Trend(moments):
            yield from _trend(moments, width, ascii_only)
        case Command(words):
            yield from paragraph(words, width, first="  ")
        case Blank(label):
            yield Line(to_fill(f"{label}: ", width))
        case Gap():
            yield Line()
        case Figure():
            return


def _trend(moments: Sequence[Moment], width: int, ascii_only: bool) -> Iterator[Line]:
    """One line for each time; on a narrow terminal the bar has a line of its own."""
    label = max((len(moment.label) for moment in moments), default=0)
    points = max((len(moment.words) for moment in moments if moment.bar), default=0)
    length = min(width, BAR_AT_MOST) - label - points - 4
    for moment in moments:
        if moment.bar and length >= BAR_AT_LEAST:
            bar = bar_words(moment.bar, length, ascii_only)
            yield Line(f"{moment.label:<{label}} {bar} {moment.words}", "bar")
        else:
            yield from paragraph(f"{moment.label} {moment.words}", width)
            if moment.bar:
                yield Line(bar_words(moment.bar, min(width, BAR_AT_MOST) - 2, ascii_only), "bar")


def _nested(items: Iterable[Nested], width: int, indent: str) -> Iterator[Line]:
    """A list and the lists in it, each further in; not so far that no room is left for words."""
    inner = min(f"{indent}  ", " " * (width // 3))
    for item in items:
        yield from paragraph(item.words, width, first=f"{inner}- ")
        yield from _nested(item.below, width, inner)


def bar_words(bar: Bar, length: int, ascii_only: bool) -> str:
    """The bar drawn with `length` characters."""
    sure = bar.low * length // bar.maximum
    end = -(-bar.high * length // bar.maximum)  # rounded up: what is open is never hidden
    open_ = end - sure if bar.high > bar.low else 0
    drawn = SURE * sure + OPEN * open_ + REST * (length - sure - open_)
    return f"[{drawn}]" if ascii_only else drawn.translate(BLOCKS)


def to_fill(words: str, width: int) -> str:
    """The words, and room to write by hand after them."""
    return words + "_" * (min(width, TO_FILL_AT_MOST) - len(words))

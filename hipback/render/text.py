"""A `Document` as plain lines for a terminal, a pipe or a screen reader, the notice last."""

from collections.abc import Iterator

from hipback.document import Bar, Blank, Block, Command, Document, Gap, Heading, Items, Pair, Words
from hipback.render.lines import Line, bullets, heading, paragraph, reminder, single_spaced

SURE, OPEN, REST = "#", "?", "."
BLOCKS = str.maketrans({SURE: "█", OPEN: "▒", REST: "░"})
BAR_AT_MOST, TO_FILL_AT_MOST = 62, 60


def as_text(document: Document, width: int = 80, ascii_only: bool = True) -> str:
    """The document in lines of at most `width` columns."""
    return "".join(f"{line.text}\n" for line in as_lines(document, width, ascii_only))


def as_lines(document: Document, width: int, ascii_only: bool) -> Iterator[Line]:
    """The lines of the document, the notice last."""
    return single_spaced(_lines(document, width, ascii_only))


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
        case Items(items):
            yield from bullets(items, width)
        case Pair(label, words):
            yield from paragraph(f"{label}: {words}", width, first="  ", rest="    ")
        case Bar():
            yield Line(bar_words(block, min(width, BAR_AT_MOST) - 2, ascii_only), "bar")
        case Command(words):
            yield from paragraph(words, width, first="  ")
        case Blank(label):
            yield Line(to_fill(f"{label}: ", width))
        case Gap():
            yield Line()


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

"""A `Review` as plain lines, to be read, printed and signed; the notice last."""

from collections.abc import Iterable, Iterator

from hipback.render.lines import Line, paragraph, reminder, single_spaced
from hipback.render.text import to_fill
from hipback.review import AGREE, CHANGE, SIGNATURE, Block, Drawing, Entry, Items, Review, Rule, Table, Words
from hipback.sentences import Sentence

INDENT = "  "


def review_text(review: Review, width: int) -> str:
    """The sheet in lines of at most `width` columns."""
    return "".join(f"{line.text}\n" for line in review_lines(review, width))


def review_lines(review: Review, width: int) -> Iterator[Line]:
    """The lines of the sheet."""
    return single_spaced(_lines(review, width))


def _lines(review: Review, width: int) -> Iterator[Line]:
    yield from paragraph(review.title, width, "title")
    for section in review.sections:
        yield from _underlined(section.title, "=", width)
        yield from _inside(section, width, "")
    yield from _underlined("To sign", "=", width)
    yield from paragraph(review.declaration, width)
    for label in SIGNATURE:
        yield Line()
        yield Line(to_fill(f"{label}: ", width))
    yield from reminder(review.notice, width)


def _inside(entry: Entry, width: int, indent: str) -> Iterator[Line]:
    for block in entry.blocks:
        yield from _block(block, width, indent)
    if entry.to_sign:
        yield from paragraph(f"[ ] {AGREE}", width, first=indent)
        yield Line(to_fill(f"{indent}[ ] {CHANGE}: ", width))
    for inner in entry.entries:
        yield from _entry(inner, width)


def _entry(entry: Entry, width: int) -> Iterator[Line]:
    """A heading alone is underlined; a part of the bank has its id behind its title."""
    if not entry.id:
        yield from _underlined(entry.title, "-", width)
        yield from _inside(entry, width, "")
        return
    yield Line()
    yield from paragraph(f"{entry.title} [{entry.id}]", width, "heading")
    yield from _inside(entry, width, INDENT)


def _underlined(words: str, character: str, width: int) -> Iterator[Line]:
    yield Line()
    lines = list(paragraph(words, width, "title"))
    yield from lines
    yield Line(character * max(len(line.text) for line in lines))
    yield Line()


def _block(block: Block, width: int, indent: str) -> Iterator[Line]:
    further = indent + INDENT if block.label else indent
    match block:
        case Words(label, text):
            yield from paragraph(f"{label}: {text}", width, first=indent, rest=further)
        case Rule(label, sentence):
            yield from paragraph(f"{label} {sentence.words}", width, first=indent, rest=further)
            yield from _parts(sentence.parts, width, further)
        case Items(label, items):
            yield from _label(label, width, indent)
            yield from _bullets((item.words for item in items), width, further)
        case Table(label, head, rows):
            yield from _label(label, width, indent)
            yield from _bullets((_row(head, row) for row in rows), width, further)
        case Drawing(_, lines):
            yield from map(Line, lines)


def _label(label: str, width: int, indent: str) -> Iterator[Line]:
    yield from paragraph(f"{label}:" if label else "", width, first=indent)


def _bullets(items: Iterable[str], width: int, indent: str) -> Iterator[Line]:
    for item in items:
        yield from paragraph(item, width, first=f"{indent}- ")


def _parts(parts: Iterable[Sentence], width: int, indent: str) -> Iterator[Line]:
    for part in parts:
        yield from paragraph(part.words, width, first=f"{indent}- ")
        yield from _parts(part.parts, width, indent + INDENT)


def _row(head: tuple[str, ...], row: tuple[str, ...]) -> str:
    """A row of a table in one sentence: what it is about, then each cell with its head."""
    cells = "; ".join(f"{title}: {cell}" for title, cell in zip(head[1:], row[1:], strict=True))
    return f"{row[0]}: {cells}" if cells else row[0]

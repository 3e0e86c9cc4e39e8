"""Words as plain lines for a terminal, a pipe or a screen reader.

Every line is words; its style only says what may be made bold or coloured. Nothing is boxed, folded into a table
or paged: a warning that is not seen does not warn.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hipback.layout import wrap


class Line(NamedTuple):
    """One line; the style is `title`, `warning`, `heading`, `bar` or none."""

    text: str = ""
    style: str = ""


def single_spaced(lines: Iterable[Line]) -> Iterator[Line]:
    """The lines with one empty line where parts end and begin with one."""
    before = Line()
    for line in lines:
        if line.text or before.text:
            yield line
        before = line


def heading(words: str, width: int, style: str = "heading") -> Iterator[Line]:
    """A heading after an empty line."""
    yield Line()
    yield from paragraph(words, width, style)


def bullets(items: Iterable[str], width: int) -> Iterator[Line]:
    """A list of items."""
    for item in items:
        yield from paragraph(item, width, first="  - ")


def paragraph(words: str, width: int, style: str = "", first: str = "", rest: str | None = None) -> Iterator[Line]:
    """Some words; `first` and `rest` stand before the first and the other lines."""
    for line in wrap(words, width, first, rest):
        yield Line(line, style)


def reminder(notice: str, width: int) -> Iterator[Line]:
    """The notice, with which every text ends."""
    yield from heading("Please remember", width)
    yield from paragraph(notice, width)

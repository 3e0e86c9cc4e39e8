"""A `Lesson` as plain lines, the notice last."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from hipback.lesson import Lesson, Part
from hipback.render.lines import Line, bullets, heading, paragraph, reminder, single_spaced


def lesson_lines(lesson: Lesson, width: int) -> Iterator[Line]:
    """The lines of the page."""
    return single_spaced(_lines(lesson, width))


def _lines(lesson: Lesson, width: int) -> Iterator[Line]:
    yield from paragraph(lesson.title, width, "title")
    yield from paragraph(lesson.text, width)
    for section, parts in groupby(lesson.parts, attrgetter("section")):
        yield from heading(section, width)
        for part in parts:
            yield from _part(part, width)
    yield Line()
    yield from paragraph(lesson.draft, width)
    yield from reminder(lesson.notice, width)


def _part(part: Part, width: int) -> Iterator[Line]:
    yield Line()
    yield from paragraph(part.title, width, "title")
    yield from paragraph(part.text, width)
    if part.evidence:
        yield from paragraph(f"How well this is known: {part.evidence}", width)
    for found in part.lists:
        yield from paragraph(found.title, width)
        yield from bullets(found.items, width)

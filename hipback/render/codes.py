"""Codes of problems explained in plain lines, one in full or all in a list."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from hipback.codes import Code
from hipback.render.lines import Line, heading, paragraph
from hipback.render.problems import Codes


def code_lines(code: Code, width: int) -> Iterator[Line]:
    """What is behind one code, what to do, and the two examples."""
    yield from paragraph(f"{code.id}: {code.level}, found by {code.command}", width, "title")
    yield Line()
    yield from paragraph(code.rule, width)
    yield from heading("What to do", width)
    yield from paragraph(code.fix, width)
    for title, example in (("Not so", code.bad), ("But so", code.good)):
        yield from heading(title, width)
        yield from (Line(f"  {line}") for line in example.splitlines())


def code_list(codes: Codes, width: int) -> Iterator[Line]:
    """Every code with the first sentence of its rule, by families."""
    yield from paragraph("Codes of problems. For more on one: hipback bank explain HB206", width, "title")
    for family, members in groupby(codes.values(), attrgetter("family")):
        yield from heading(family, width)
        for code in members:
            yield from paragraph(_first_sentence(code.rule), width, first=f"  {code.id}  ")


def _first_sentence(words: str) -> str:
    first, dot, _ = words.partition(". ")
    return f"{first}." if dot else first

"""Problems as text for an author at a terminal: the place, the line of the file, a caret, and what to do."""

import unicodedata
from collections.abc import Iterator, Mapping, Sequence

from hipback.codes import Code
from hipback.errors import SHOWN_AT_MOST, Problem
from hipback.render.lines import Line, paragraph

Codes = Mapping[str, Code]
NEAR = 1_000
"""Characters on each side of a place, more than fit on any line of a terminal: a file can be one line of millions."""
Sources = Mapping[str, Sequence[str]]
"""The lines of each file that has a problem, as far as they can be read."""


def problem_lines(problems: Sequence[Problem], codes: Codes, sources: Sources, width: int) -> Iterator[Line]:
    """The first problems, each with its line, and how many there are."""
    for problem in problems[:SHOWN_AT_MOST]:
        yield from one_problem(problem, codes, sources, width)
        yield Line()
    yield from paragraph(_ending(problems, codes), width)
    yield from paragraph(f"More on a code: hipback bank explain {problems[0].code}", width)


def one_problem(problem: Problem, codes: Codes, sources: Sources, width: int) -> Iterator[Line]:
    """A problem with its line and what to do."""
    yield Line(printable(str(problem)), "title")
    yield from _excerpt(problem, sources.get(problem.file, ()), width)
    yield from paragraph(f"fix: {codes[problem.code].fix}", width, first="  ", rest="       ")


def _ending(problems: Sequence[Problem], codes: Codes) -> str:
    count, one = len(problems), len(problems) == 1
    shown = f", of which the first {SHOWN_AT_MOST} are shown" if count > SHOWN_AT_MOST else ""
    stops = any(codes[problem.code].level == "error" for problem in problems)
    can = f"cannot be used before {'it is' if one else 'they are'} mended" if stops else "can be used all the same"
    return f"{count} problem{'' if one else 's'}{shown}. The file {can}."


def _excerpt(problem: Problem, lines: Sequence[str], width: int) -> Iterator[Line]:
    """The line of the file and a caret under the column, cut on both sides to what fits."""
    if not "".join(lines[problem.line - 1 : problem.line]).strip():
        return
    line, column = lines[problem.line - 1], problem.column - 1
    before, after = printable(line[:column][-NEAR:]), printable(line[column:][:NEAR])
    room = width - 3  # two blanks before it, and one for a caret behind it
    if columns(before + after) > room:
        before = _last(before, max(room - columns(after), room // 2))
        after = _first(after, room - columns(before))
    yield Line(f"  {before}{after}".rstrip())
    yield Line(f"  {' ' * columns(before)}^")


def _first(words: str, room: int) -> str:
    """As much of the beginning as fits."""
    return words if columns(words) <= room else f"{_fitting(words, room - 3)}..."


def _last(words: str, room: int) -> str:
    """As much of the end as fits."""
    return words if columns(words) <= room else f"...{_fitting(words[::-1], room - 3)[::-1]}"


def _fitting(words: str, room: int) -> str:
    end = min(len(words), room)
    while columns(words[:end]) > room:
        end -= 1
    return words[:end]


def printable(words: str) -> str:
    """The words with every character that a terminal could obey made harmless; as many characters as before."""
    return "".join(sign if sign.isprintable() else " " if sign == "\t" else "?" for sign in words)


def columns(words: str) -> int:
    """How wide a terminal shows these words."""
    return sum(0 if unicodedata.combining(sign) else 1 + (unicodedata.east_asian_width(sign) in "WF") for sign in words)

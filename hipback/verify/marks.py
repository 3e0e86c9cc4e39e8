"""The marks of a `many` question, one more at a time."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from hipback.model import NONE, UNSURE, Answer, Question


def marked(question: Question, base: Answer, option: str) -> Iterator[tuple[Answer, Answer]]:
    """An answer without a mark on an option, with "not sure" there, and with the option chosen: each with the next.

    Nothing if there is a mark already, or if the whole question is open.
    """
    marks = set(base) if isinstance(base, tuple) else {option}
    if marks.isdisjoint({option, option + UNSURE}):
        yield from pairwise(_answer(question, marks | mark) for mark in (set(), {option + UNSURE}, {option}))


def _answer(question: Question, marks: Iterable[str]) -> Answer:
    chosen = set(marks) - {NONE}
    return tuple(mark for id in question.options for mark in (id, id + UNSURE) if mark in chosen) or (NONE,)

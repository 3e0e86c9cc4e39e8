"""Points along a scale: answers that go from much to little, such as often, sometimes and rarely.

A set of answers is a scale if the points of some question rise or fall along it in more than one step. In a set such
as left, right and both they need not.
"""

from collections.abc import Iterator
from itertools import pairwise
from typing import NamedTuple

from hipback.errors import quote
from hipback.marked import Value
from hipback.model import OneOf, Points, Question
from hipback.written import Written

MANY = 3
"""So many other questions must agree before it is told that one does not."""


class Table(NamedTuple):
    """The points of a question in one domain, option by option, and where they are written."""

    question: Question
    points: tuple[int | None, ...]
    place: Value

    @property
    def steps(self) -> list[int]:
        """How far the points go up from one option to the next. An option that is not named gives 0."""
        return [(after or 0) - (before or 0) for before, after in pairwise(self.points)]

    @property
    def direction(self) -> int:
        """1 if the points only rise, -1 if they only fall, otherwise 0."""
        rises, falls = (any(way * step > 0 for step in self.steps) for way in (1, -1))
        return rises - falls

    @property
    def turns(self) -> bool:
        """Whether the points go up and down."""
        return not self.direction and any(self.steps)

    @property
    def shows_a_scale(self) -> bool:
        """Whether the points rise or fall in more than one step."""
        return bool(self.direction) and sum(map(bool, self.steps)) > 1


def check_scales(written: Written) -> None:
    """Note points that go up and down along a scale, and those that do not go as all others on the scale do."""
    tables = list(_tables(written))
    for options in dict.fromkeys(tuple(table.question.options) for table in tables):
        along = [table for table in tables if tuple(table.question.options) == options]
        if any(table.shows_a_scale for table in along):
            for table in along:
                _check(table, [other for other in along if other.question != table.question])


def _check(table: Table, others: list[Table]) -> None:
    options = ", ".join(map(quote, table.question.options))
    usual = [other.direction for other in others if other.direction]
    if table.turns and usual:
        table.place.wrong("HB409", f"these points go up and down along {options}: let them rise, or let them fall")
    elif len(usual) >= MANY and set(usual) == {-table.direction}:
        here, there = ("rise", "fall") if table.direction > 0 else ("fall", "rise")
        table.place.wrong(
            "HB409", f"these points {here} along {options}, but those of all other questions {there}: turn them round"
        )
    for number, option in enumerate(table.question.options):
        beside = [other.points[number] for other in others]
        if table.points[number] is None and len(beside) >= MANY and None not in beside:
            table.place.wrong(
                "HB410",
                f"{quote(option)} gives no points here, but in all other questions with these answers: give it points, "
                "or write 0",
            )


def _tables(written: Written) -> Iterator[Table]:
    """The points of all questions that share their answers with others."""
    bank = written.bank
    for indicator in bank.indicators.values():
        for domain in indicator.domains:
            for points in domain.points:
                question = bank.questions[points.question]
                if question.kind == "one" and written.at("questions", question.id).peek("answers"):
                    place = written.at("questions", question.id, "points", f"{indicator.id}.{domain.id}")
                    yield Table(question, tuple(_along(question, points)), place)


def _along(question: Question, points: Points) -> Iterator[int | None]:
    worth = {option: number for case, number in points.cases if isinstance(case, OneOf) for option in case.options}
    return (worth.get(option) for option in question.options)

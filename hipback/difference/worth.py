"""What answers are worth, by question and domain, however the points were written; and what is worth something else."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from types import MappingProxyType
from typing import NamedTuple

from hipback.model import Bank, Condition, Leaf, Points, Question, Within


class Worth(NamedTuple):
    """What the answers to a question are worth in one domain, and what must hold besides. What is not named gives 0."""

    points: Mapping[str | int, int] = MappingProxyType({})
    guard: Condition | None = None

    def of(self, answer: str | int) -> int:
        """The points of an option or a number."""
        return self.points.get(answer, 0)


NOTHING = Worth()


def worth_in(bank: Bank) -> dict[tuple[str, str], Worth]:
    """By question and `indicator.domain`."""
    found: dict[tuple[str, str], Worth] = {}
    for indicator in bank.indicators.values():
        for domain in indicator.domains:
            for points in domain.points:
                key = points.question, f"{indicator.id}.{domain.id}"
                before = found.get(key, NOTHING).points
                found[key] = Worth({**before, **dict(_each(bank.questions[points.question], points))}, points.guard)
    return found


def _each(question: Question, points: Points) -> Iterator[tuple[str | int, int]]:
    for case, worth in points.cases:
        yield from ((answer, worth) for answer in _answers(question, case))


def _answers(question: Question, case: Leaf) -> Iterable[str | int]:
    if isinstance(case, Within):
        low = question.low if case.low is None else max(case.low, question.low)
        high = question.high if case.high is None else min(case.high, question.high)
        return range(low, high + 1)
    return case[1]  # the options: points are not given for bands


def worth_otherwise(old: Worth, new: Worth, numbers: range) -> Iterator[tuple[str, int, int]]:
    """Answers that are worth something else, with their points before and after; `numbers` in ranges."""
    options = dict.fromkeys(answer for answer in (*old.points, *new.points) if isinstance(answer, str))
    yield from ((option, old.of(option), new.of(option)) for option in options if old.of(option) != new.of(option))
    for (before, after), run in groupby(numbers, lambda number: (old.of(number), new.of(number))):
        if before != after:
            yield _range(list(run)), before, after


def _range(numbers: list[int]) -> str:
    return f"{numbers[0]} to {numbers[-1]}" if len(numbers) > 1 else str(numbers[0])

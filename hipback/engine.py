"""Which questions are asked, what holds, and what it scores: the one evaluator.

The engine knows a bank and `Facts`. Facts may be about one person, a column of people, or everyone who could
be; the engine cannot tell. So it uses `&`, `|` and `~` on truths, `+` on points, and leaves the rest to the
facts: never an `if` on a truth.

A score is an interval that always holds the true score, whatever the open answers turn out to be. It is exact
where an open question feeds one table, and may be wider where two tables lean on the same open answer.
"""

from collections.abc import Iterator
from functools import reduce
from itertools import pairwise
from operator import add, and_, or_
from typing import Any, NamedTuple, Protocol

from hipback.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Bank,
    Condition,
    InBand,
    Indicator,
    Leaf,
    Not,
    OneOf,
    Points,
    Within,
)
from hipback.truth import Truth


class Score(NamedTuple):
    """The least and the most points that the answers allow."""

    low: Any
    high: Any

    def __add__(self, other: "Score") -> "Score":  # type: ignore[override]  # points add up, not tuples
        return Score(self.low + other.low, self.high + other.high)


class Facts(Protocol):
    """What the engine asks of the people it scores."""

    @property
    def always(self) -> Truth:
        """What is so for everyone."""

    def one_of(self, question: str, options: frozenset[str]) -> Truth:
        """Whether the answer is one of these options; an open answer is unknown."""

    def within(self, question: str, low: int | None, high: int | None) -> Truth:
        """Whether the answer is a number in this range; an open answer is unknown."""

    def answered(self, question: str) -> Truth:
        """Whether there is an answer that settles the question; this is never unknown."""

    def weigh(self, truth: Truth, points: int) -> Score:
        """So many points if it is so, none if it is not, and the interval between if that is unknown."""

    def most(self, one: Any, other: Any) -> Any:
        """The greater of two numbers."""

    def cap(self, score: Score, cap: int) -> Score:
        """The score, but at most `cap`."""

    def reaches(self, score: Score, start: int) -> Truth:
        """Whether the score is `start` or more."""

    def exceeds(self, part: Any, whole: Any, per_cent: int) -> Truth:
        """Whether `part` is more than so many per cent of `whole`; this is never unknown."""


class Engine:
    """A bank, and facts about one person or many."""

    def __init__(self, bank: Bank, facts: Facts) -> None:
        self.bank = bank
        self.facts = facts
        self._asked: dict[str, Truth] = {}
        self._bands: dict[str, dict[str, Truth]] = {}

    def asked(self, question: str) -> Truth:
        """Whether the question is put at all; unknown if its branch hangs on something unknown."""
        known = self._asked.get(question)
        if known is None:
            known = self._asked[question] = self.holds(self.bank.questions[question].ask_if)
        return known

    def holds(self, condition: Condition | None) -> Truth:
        """Whether a condition holds. About a question that is not asked, nothing ever holds."""
        match condition:
            case None:
                return self.facts.always
            case OneOf(question, options):
                return self.asked(question) & self.facts.one_of(question, options)
            case Within(question, low, high):
                return self.asked(question) & self.facts.within(question, low, high)
            case AllOf(parts):
                return reduce(and_, map(self.holds, parts))
            case AnyOf(parts):
                return reduce(or_, map(self.holds, parts))
            case Not(part):
                return ~self.holds(part)
            case AtLeast(count, parts):
                return self._at_least(count, parts)
            case InBand(indicator, bands):
                return self.in_band(indicator, bands)

    def _at_least(self, count: int, parts: tuple[Condition, ...]) -> Truth:
        always = self.facts.always
        reached = [always, *[~always] * count]  # reached[n]: at least n of the parts so far
        for part in map(self.holds, parts):
            reached = [always, *(more | (fewer & part) for fewer, more in pairwise(reached))]
        return reached[count]

    def contribution(self, points: Points) -> Score:
        """What one answer gives; where it is missing, the least and the most that it may give."""
        guard = self.holds(points.guard)
        scores = [self.facts.weigh(self.holds(case) & guard, worth) for case, worth in points.cases]
        # At most one case is so: the sure ones add up to it, and the best possible one bounds it.
        return Score(
            reduce(add, (score.low for score in scores)),
            reduce(self.facts.most, (score.high for score in scores)),
        )

    def score(self, indicator: Indicator) -> Score:
        """The points of an indicator, each domain up to its cap."""
        return reduce(
            add,
            (
                self.facts.cap(reduce(add, map(self.contribution, domain.points)), domain.cap)
                for domain in indicator.domains
            ),
        )

    def enough(self, indicator: Indicator) -> Truth:
        """Whether enough of the indicator's questions that were asked have an answer; never unknown."""
        questions = {points.question for domain in indicator.domains for points in domain.points}
        asked = [(self.asked(question), self.facts.answered(question)) for question in sorted(questions)]
        whole = reduce(add, (self.facts.weigh(put, 1).low for put, _ in asked))
        open_ = reduce(add, (self.facts.weigh(put & ~answered, 1).low for put, answered in asked))
        return ~self.facts.exceeds(open_, whole, indicator.at_most_unanswered)

    def bands(self, indicator: str) -> dict[str, Truth]:
        """For each band, from low to high, whether the score lies in it, however many answers are open."""
        known = self._bands.get(indicator)
        if known is None:
            known = self._bands[indicator] = self._bands_of(self.bank.indicators[indicator])
        return known

    def _bands_of(self, indicator: Indicator) -> dict[str, Truth]:
        score = self.score(indicator)
        reached = [self.facts.reaches(score, band.start) & self.holds(band.needs) for band in indicator.bands]
        found, above = {}, ~self.facts.always
        for band, here in zip(reversed(indicator.bands), reversed(reached), strict=True):
            found[band.id], above = here & ~above, here | above
        return dict(reversed(found.items()))

    def in_band(self, indicator: str, bands: frozenset[str]) -> Truth:
        """Whether the band that can be named is one of these; unknown if too few answers were given."""
        always, enough = self.facts.always, self.enough(self.bank.indicators[indicator])
        places = self.bands(indicator)
        yes = reduce(and_, (place.no for band, place in places.items() if band not in bands), always.yes)
        no = reduce(and_, (place.no for band, place in places.items() if band in bands), always.yes)
        return Truth(yes & enough.yes, no & enough.yes)


def leaves(condition: Condition | None) -> Iterator[Leaf]:
    """Every answer and band that a condition names, in order."""
    match condition:
        case None:
            return
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from leaves(part)
        case Not(part):
            yield from leaves(part)
        case _:
            yield condition


def named(condition: Condition | None) -> Iterator[str]:
    """Every question that a condition names, in order; one may come twice."""
    return (leaf.question for leaf in leaves(condition) if not isinstance(leaf, InBand))

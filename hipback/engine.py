"""Which questions are asked, what holds, and what it scores: the one evaluator.

The engine knows a bank and `Facts`. Facts may be about one person, a column of people, or everyone who could
be; the engine cannot tell. So it uses `&`, `|` and `~` on truths, `+` on points, and leaves the rest to the
facts: never an `if` on a truth.

A score is an interval that always holds the true score, whatever the open answers turn out to be. It is exact
where an open question feeds one table, and may be wider where two tables lean on the same open answer.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import reduce
from itertools import accumulate, chain
from operator import add, and_, or_
from typing import Any, NamedTuple, Protocol

from hipback.model import (
    AllOf,
    AnswerIs,
    AnyOf,
    AtLeast,
    Bank,
    Condition,
    Domain,
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


class Standing(NamedTuple):
    """Where the answers stand with one indicator."""

    score: Score
    enough: Truth
    bands: dict[str, Truth]


class Facts(Protocol):
    """What the engine asks of the people it scores."""

    @property
    def always(self) -> Truth:
        """What is so for everyone."""

    def one_of(self, question: str, options: frozenset[str]) -> Truth:
        """Whether the answer is one of these options; an open answer is unknown."""

    def within(self, question: str, low: int | None, high: int | None) -> Truth:
        """Whether the answer is a number in this range; an open answer is unknown."""

    def is_open(self, question: str) -> Truth:
        """Whether there is no answer that settles the question; this is never unknown."""

    def weigh(self, truth: Truth, points: int) -> tuple[Any, Any]:
        """The least and the most of so many points if it is so, none if it is not."""

    def most(self, one: Any, other: Any) -> Any:
        """The greater of two numbers."""

    def cap(self, score: Score, cap: int) -> Score:
        """The score, but at most `cap`."""

    def reaches(self, score: Score, start: int) -> Truth:
        """Whether the score is `start` or more."""

    def exceeds(self, part: Any, whole: Any, per_cent: int) -> Truth:
        """Whether `part` is more than so many per cent of `whole`; this is never unknown."""


class Engine:
    """A bank, and facts about one person or many. What was worked out once is kept."""

    def __init__(self, bank: Bank, facts: Facts, standings: Mapping[str, Standing] | None = None) -> None:
        """`standings` may say of some indicators where the answers stand; they are not worked out then."""
        self.bank = bank
        self.facts = facts
        self._branched = frozenset(id for id, question in bank.questions.items() if question.ask_if)
        self._asked: dict[str, Truth] = {}
        self._leaves: dict[AnswerIs, Truth] = {}
        self._standings = dict(standings or {})

    def asked(self, question: str) -> Truth:
        """Whether the question is put at all; unknown if its branch hangs on something unknown."""
        known = self._asked.get(question)
        if known is None:
            known = self._asked[question] = self.holds(self.bank.questions[question].ask_if)
        return known

    def holds(self, condition: Condition | None) -> Truth:
        """Whether a condition holds. About a question that is not asked, nothing ever holds; of one that is perhaps
        asked, nothing is known."""
        match condition:
            case None:
                return self.facts.always
            case OneOf() | Within():
                return self._leaf(condition)
            case AllOf(parts):
                return reduce(and_, map(self.holds, parts))
            case AnyOf(parts):
                return reduce(or_, map(self.holds, parts))
            case Not(part):
                return ~self.holds(part)
            case AtLeast(least, parts):
                return self._at_least(least, parts)
            case _:
                return self.in_band(condition.indicator, condition.bands)

    def _leaf(self, leaf: AnswerIs) -> Truth:
        known = self._leaves.get(leaf)
        if known is None:
            truth = self.facts.one_of(*leaf) if isinstance(leaf, OneOf) else self.facts.within(*leaf)
            known = self._leaves[leaf] = self._if_asked(leaf.question, truth)
        return known

    def _if_asked(self, question: str, truth: Truth) -> Truth:
        """The truth about an answer, if its question is put; where that is unknown it never is."""
        if question not in self._branched:
            return truth
        asked = self.asked(question)
        return Truth(asked.yes & truth.yes, asked.no | (asked.yes & truth.no))

    def _at_least(self, least: int, parts: tuple[Condition, ...]) -> Truth:
        truths = [self.holds(part) for part in parts]
        reached: list[Truth] = list(accumulate(truths[: len(truths) - least + 1], or_))
        for n in range(1, least):  # reached[k]: more than n of the first n + k + 1 parts hold
            reached = list(accumulate(map(and_, reached, truths[n:]), or_))
        return reached[-1]

    def contribution(self, points: Points) -> Score:
        """What one answer gives; where it is missing, the least and the most that it may give."""
        guard = None if points.guard is None else self.holds(points.guard)
        low, high = 0, 0
        for case, worth in points.cases:  # of which at most one is so: the sure one counts, the best one bounds
            truth = self.holds(case)
            sure, possible = self.facts.weigh(truth if guard is None else truth & guard, worth)
            low, high = self.facts.most(low, sure), self.facts.most(high, possible)
        return Score(low, high)

    def score(self, indicator: str) -> Score:
        """The points of an indicator, each domain up to its cap."""
        return self._standing(indicator).score

    def enough(self, indicator: str) -> Truth:
        """Whether enough of the indicator's questions that were put have an answer; never unknown."""
        return self._standing(indicator).enough

    def bands(self, indicator: str) -> dict[str, Truth]:
        """For each band, from low to high, whether the score lies in it, however many answers are open."""
        return self._standing(indicator).bands

    def in_band(self, indicator: str, bands: frozenset[str]) -> Truth:
        """Whether the band that can be named is one of these; unknown if too few answers were given."""
        enough, everyone = self.enough(indicator).yes, self.facts.always.yes
        outside, inside = everyone, everyone  # whether each band there is ruled out
        for band, place in self.bands(indicator).items():
            if band in bands:
                inside = inside & place.no
            else:
                outside = outside & place.no
        return Truth(outside & enough, inside & enough)

    def _standing(self, indicator: str) -> Standing:
        known = self._standings.get(indicator)
        if known is None:
            known = self._standings[indicator] = self._stand(self.bank.indicators[indicator])
        return known

    def _stand(self, indicator: Indicator) -> Standing:
        score = reduce(add, map(self._domain_score, indicator.domains))
        return Standing(score, self._has_enough(indicator), self.bands_at(indicator, score))

    def _domain_score(self, domain: Domain) -> Score:
        return self.capped(domain, map(self.contribution, domain.points))

    def capped(self, domain: Domain, contributions: Iterable[Score]) -> Score:
        """What some contributions are worth in a domain."""
        low, high = 0, 0
        for least, most in contributions:
            low, high = low + least, high + most
        return self.facts.cap(Score(low, high), domain.cap)

    def _has_enough(self, indicator: Indicator) -> Truth:
        whole, open_ = self.unanswered(indicator)
        return ~self.facts.exceeds(open_, whole, indicator.at_most_unanswered)

    def unanswered(self, indicator: Indicator) -> tuple[Any, Any]:
        """How many of the questions that give points were surely put, and how many of these have no answer."""
        whole, open_ = 0, 0
        for question in dict.fromkeys(points.question for domain in indicator.domains for points in domain.points):
            put, is_open = self.asked(question), self.facts.is_open(question)
            whole += self.facts.weigh(put, 1)[0]
            open_ += self.facts.weigh(put & is_open, 1)[0]
        return whole, open_

    def bands_at(self, indicator: Indicator, score: Score) -> dict[str, Truth]:
        """For each band, from low to high, whether this score lies in it."""
        found, above = {}, ~self.facts.always
        for band in reversed(indicator.bands):
            here = self.facts.reaches(score, band.start) & self.holds(band.needs)
            found[band.id], above = here & ~above, here | above
        return dict(reversed(found.items()))


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


def every_condition(bank: Bank) -> Iterator[Condition]:
    """Every condition of a bank, what gives points included."""
    yield from (question.ask_if for question in bank.questions.values() if question.ask_if)
    for indicator in bank.indicators.values():
        for points in chain.from_iterable(domain.points for domain in indicator.domains):
            yield from (case for case, _ in points.cases)
            if points.guard:
                yield points.guard
        yield from (band.needs for band in indicator.bands if band.needs)
    yield from (flag.when for flag in bank.flags.values())
    yield from (headline.when for headline in bank.headlines if headline.when)
    yield from (pattern.when for pattern in bank.patterns)
    yield from (rule.when for rule in bank.suppressions.values())

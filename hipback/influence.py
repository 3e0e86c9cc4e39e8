"""Which questions decide: for how many people another answer to one question would change what comes out.

Another answer is another option, or another number; where several options can be chosen it is one of them more or less,
or none. All else is kept. A question that comes up only then counts as left open.

Bands and points are compared where a person comes to a summary with both answers: that a sign ends the questions is
told with the urgency. The span of a score is how far apart it can be by the answers to one question; it is taken of the
points that are sure.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from operator import or_
from typing import Any, NamedTuple

from hipback.engine import Engine
from hipback.facts import Everyone, Given
from hipback.interview import Sign
from hipback.model import (
    NONE,
    SKIPPED,
    UNSURE,
    Answer,
    Bank,
    Condition,
    Flag,
    Indicator,
    Leaf,
    Question,
    Urgency,
)
from hipback.outcomes import any_of, named_bands, signs
from hipback.people import People, alike, leaves_by_question, plain_answers
from hipback.planes import Number
from hipback.report import BankName
from hipback.result import bank_name
from hipback.safety import notice
from hipback.truth import Truth
from hipback.verify.points import conditions_of
from hipback.verify.spaces import questions_behind


class OnScore(NamedTuple):
    """What the answers to a question do to one indicator.

    For how many people they decide the band; and of the spans, in points, the greatest and all of them together.
    """

    people: int = 0
    most: int = 0
    together: int = 0

    def __add__(self, other: "OnScore") -> "OnScore":  # type: ignore[override]  # people add up, not tuples
        return OnScore(self.people + other.people, max(self.most, other.most), self.together + other.together)


class OfQuestion(NamedTuple):
    """What a question decides: for how many the urgency, and what it does to the indicators that hang on it.

    It is about those who are asked the question; with indicators about those of them who come to a summary (`scored`).
    """

    asked: int = 0
    scored: int = 0
    urgency: int = 0
    indicators: Mapping[str, OnScore] = {}

    def __add__(self, other: "OfQuestion") -> "OfQuestion":  # type: ignore[override]  # as above
        indicators = {id: self.indicators.get(id, OnScore()) + found for id, found in other.indicators.items()}
        return OfQuestion(
            self.asked + other.asked, self.scored + other.scored, self.urgency + other.urgency, indicators
        )


class Influence(NamedTuple):
    """What every question of a bank decides for so many people, of whom some come to a summary."""

    bank: BankName
    titles: Mapping[str, str]
    people: int
    scored: int
    questions: Mapping[str, OfQuestion]
    notice: str


def influence_in(bank: Bank, crowds: Iterable[People]) -> Influence:
    """The influence of every question on all these people."""
    size, scored, hangs = 0, 0, _Hangs.of(bank)
    questions = dict.fromkeys(bank.questions, OfQuestion())
    for people in crowds:
        crowd = _Crowd(bank, people, hangs)
        size, scored = size + people.size, scored + crowd.scored.bit_count()
        questions = {id: found + crowd.influence(bank.questions[id]) for id, found in questions.items()}
    titles = {indicator.id: indicator.title for indicator in bank.indicators.values()}
    return Influence(bank_name(bank), titles, size, scored, questions, notice(bank))


class _Hangs(NamedTuple):
    """By question the flags and the indicators that hang on its answer. Only these are worked out again."""

    flags: Mapping[str, list[Flag]]
    indicators: Mapping[str, list[str]]
    tells: Mapping[str, list[Leaf]]

    @classmethod
    def of(cls, bank: Bank) -> "_Hangs":
        """As the conditions say."""
        behind_flags = [(flag, questions_behind(bank, [flag.when])) for flag in bank.flags.values()]
        behind = {id: questions_behind(bank, _conditions(found)) for id, found in bank.indicators.items()}
        return cls(
            {id: [flag for flag, questions in behind_flags if id in questions] for id in bank.questions},
            {id: [indicator for indicator, questions in behind.items() if id in questions] for id in bank.questions},
            leaves_by_question(bank),
        )


def _conditions(indicator: Indicator) -> list[Condition]:
    points = conditions_of(points for domain in indicator.domains for points in domain.points)
    return [*points, *(band.needs for band in indicator.bands if band.needs)]


class _Place(NamedTuple):
    """Where people stand with an indicator: the sets of those in each band, and the points that are sure."""

    bands: tuple[int, ...]
    points: Number

    @classmethod
    def of(cls, engine: Engine, indicator: str) -> "_Place":
        """By the one engine."""
        bands = tuple(people for _, people in named_bands(engine, indicator))
        return cls(bands, engine.score(indicator).low)


class _Crowd:
    """Some people, and what comes out for them with their own answers."""

    def __init__(self, bank: Bank, people: People, hangs: _Hangs) -> None:
        self._bank, self._people, self._hangs = bank, people, hangs
        self._facts = _Kept(people.given, people.all, {})
        self._engine = Engine(bank, self._facts)
        self._signs = list(signs(self._engine))
        self._places = {id: _Place.of(self._engine, id) for id in bank.indicators}
        self.scored = people.all & ~_by_urgency(self._signs)[0]

    def influence(self, question: Question) -> OfQuestion:
        """What a question decides for them."""
        asked = self._engine.asked(question.id).yes
        flags, indicators = self._hangs.flags[question.id], self._hangs.indicators[question.id]
        others = list(self._others(question, asked)) if flags or indicators else []
        before = _by_urgency(self._signs)
        rest = _by_urgency([found for found in self._signs if found[0].flag not in flags])
        after = [tuple(map(or_, rest, _by_urgency(signs(other, flags)))) for other in others]
        urgency = any_of(_differ(before[1:], found[1:]) for found in after)
        both = [asked & self.scored & ~found[0] for found in after]
        return OfQuestion(
            asked.bit_count(),
            (asked & self.scored).bit_count(),
            (asked & urgency).bit_count(),
            {id: self._on_score(id, zip(others, both, strict=True)) for id in indicators},
        )

    def _others(self, question: Question, asked: int) -> Iterator[Engine]:
        """The same people, all with another answer to this question; each engine one other answer."""
        given = self._people.given.get(question.id, {})
        unanswered = asked & ~any_of(given.values())
        own = {**given, SKIPPED: given.get(SKIPPED, 0) | unanswered}
        for other in _other_answers(question, self._hangs.tells[question.id]):
            yield Engine(self._bank, self._facts.instead(question.id, _given(own, other)))

    def _on_score(self, indicator: str, others: Iterable[tuple[Engine, int]]) -> OnScore:
        """What other answers do to an indicator, for those who come to a summary with both."""
        own = self._places[indicator]
        moved, least, most = 0, own.points, own.points
        for engine, both in others:
            place = _Place.of(engine, indicator)
            moved |= both & _differ(own.bands, place.bands)
            most = most.instead(place.points, place.points.at_least(most, both))
            least = least.instead(place.points, least.at_least(place.points, both))
        span = most.less(least)
        return OnScore(moved.bit_count(), span.greatest(self._people.all), span.total())


def _by_urgency(found: Iterable[tuple[Sign, int]]) -> tuple[int, ...]:
    """Those whom a sign stops; then those to be seen soon at least, the same day, and at once."""
    all_ = list(found)
    levels = (Urgency.SOON, Urgency.SAME_DAY, Urgency.EMERGENCY)
    return (
        any_of(people for sign, people in all_ if sign.stops),
        *(any_of(people for sign, people in all_ if sign.urgency >= least) for least in levels),
    )


def _differ(before: Iterable[int], after: Iterable[int]) -> int:
    return any_of(one ^ other for one, other in zip(before, after, strict=True))


class _Kept(Everyone):
    """Facts of many people. What was worked out about a question is kept as long as its answers stay."""

    def __init__(self, given: Given, everyone: int, known: Mapping[str, dict[Any, Truth]]) -> None:
        super().__init__(given, everyone)
        self._known = dict(known)

    def instead(self, question: str, sets: Mapping[Answer, int]) -> "_Kept":
        """The same people, who answer one question so."""
        known = {id: truths for id, truths in self._known.items() if id != question}
        return _Kept({**self._given, question: sets}, self._everyone, known)

    def one_of(self, question: str, options: frozenset[str]) -> Truth:
        return self._once((question, options), super().one_of)

    def within(self, question: str, low: int | None, high: int | None) -> Truth:
        return self._once((question, low, high), super().within)

    def is_open(self, question: str) -> Truth:
        return self._once((question,), super().is_open)

    def _once(self, asked: tuple[Any, ...], work: Callable[..., Truth]) -> Truth:
        truths = self._known.setdefault(asked[0], {})
        if asked not in truths:
            truths[asked] = work(*asked)
        return truths[asked]


# Other answers

Other = Callable[[Answer], Answer]
"""From the answer that someone gave to the one that is tried in its place."""


def _given(own: Mapping[Answer, int], other: Other) -> Mapping[Answer, int]:
    """Who answers what, if all give the other answer."""
    found: dict[Answer, int] = {}
    for answer, people in own.items():
        instead = other(answer)
        found[instead] = found.get(instead, 0) | people
    return found


def _other_answers(question: Question, tells: Iterable[Leaf]) -> Iterator[Other]:
    if question.kind == "many":
        yield lambda answer: (NONE,)
        yield from (partial(_marked, option) for option in alike(question, tells))
        yield from (partial(_unmarked, option) for option in question.options if option != NONE)
    else:
        yield from (partial(_always, answer) for answer in plain_answers(question, tells))


def _always(answer: Answer, instead_of: Answer) -> Answer:
    return answer


def _marked(option: str, answer: Answer) -> Answer:
    """One option more, or surely; in place of a way out it alone."""
    marks = answer if isinstance(answer, tuple) else ()
    return (*(mark for mark in marks if mark not in (option, option + UNSURE, NONE)), option)


def _unmarked(option: str, answer: Answer) -> Answer:
    """One option less, if it was chosen."""
    if not isinstance(answer, tuple):
        return answer
    return tuple(mark for mark in answer if mark not in (option, option + UNSURE)) or (NONE,)

"""The rules of a bank as plain two-valued expressions, from which each peer makes its own.

Whoever knows no third value needs each rule twice: as what is `sure`, and as what `may` be so while answers are open.
Between them stands what is not known. "Not" swaps the two, and nothing else is needed.

An expression is made of the tuples below. Numbers compare with a variable; everything else is true or false.
"""

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from hipback.model import (
    NONE,
    UNSURE,
    AllOf,
    AnyOf,
    AtLeast,
    Bank,
    Condition,
    Not,
    OneOf,
    Points,
    Question,
    Within,
)

UNKNOWN, CLOSED = "open", "closed"
"""Instead of an answer: it is open or missing; its question is not put. Of a list it is the only mark."""
NO_NUMBER = -1


class Is(NamedTuple):
    """A variable is one of these texts."""

    name: str
    texts: tuple[str, ...]


class Has(NamedTuple):
    """A variable, which is a list, has one of these marks."""

    name: str
    marks: tuple[str, ...]


class From(NamedTuple):
    """A variable is this number or a greater one."""

    name: str
    number: int


class Known(NamedTuple):
    """A variable that is true or false."""

    name: str


class No(NamedTuple):
    """The part does not hold."""

    part: "Expression"


class All(NamedTuple):
    """Every part holds; without parts, always."""

    parts: tuple["Expression", ...]


class Any(NamedTuple):
    """A part holds; without parts, never."""

    parts: tuple["Expression", ...]


class Count(NamedTuple):
    """So many of the parts hold, or more."""

    least: int
    parts: tuple["Expression", ...]


class First(NamedTuple):
    """The number of the first case that holds; else 0."""

    cases: tuple[tuple["Expression", int], ...]


class Sum(NamedTuple):
    """All the numbers together."""

    parts: tuple["Number", ...]


class Capped(NamedTuple):
    """A number, but at most `cap`."""

    part: "Number"
    cap: int


class Share(NamedTuple):
    """One variable is at most so many per cent of another."""

    part: str
    whole: str
    per_cent: int


class Missing(NamedTuple):
    """A question has no answer at all."""

    name: str


Expression: TypeAlias = Is | Has | From | Known | No | All | Any | Count | Share | Missing
Number: TypeAlias = First | Sum | Capped
"""Row peers need none of `Capped`, `Share` and `Missing`: the host does those."""

ALWAYS = All(())


class Sides(NamedTuple):
    """A rule as what is sure and as what may be so."""

    sure: Expression
    may: Expression


def missing(question: str) -> str:
    """The name of the variable that says whether there is no answer at all."""
    return f"missing_{question}"


def may_be_in(indicator: str, band: str) -> str:
    """The name of the variable that says whether the score may lie in a band."""
    return f"{indicator}_may_be_{band}"


def enough(indicator: str) -> str:
    """The name of the variable that says whether enough questions of an indicator were answered."""
    return f"{indicator}_enough"


class Rules:
    """Both sides of every rule of a bank.

    `closed` says that the host has closed the questions that are not put, `ahead` that what is missing may still be
    answered in any way.
    """

    def __init__(self, bank: Bank, closed: bool = False, ahead: bool = False) -> None:
        self.bank = bank
        self.closed = closed
        self.ahead = ahead

    def sides(self, condition: Condition | None) -> Sides:
        """Both sides of a condition."""
        match condition:
            case None:
                return Sides(ALWAYS, ALWAYS)
            case OneOf(question) | Within(question):
                return self._if_put(self.bank.questions[question], condition)
            case AllOf(parts):
                return Sides(*(All(side) for side in zip(*map(self.sides, parts), strict=True)))
            case AnyOf(parts):
                return Sides(*(Any(side) for side in zip(*map(self.sides, parts), strict=True)))
            case AtLeast(least, parts):
                return Sides(*(Count(least, side) for side in zip(*map(self.sides, parts), strict=True)))
            case Not(part):
                sure, may = self.sides(part)
                return Sides(No(may), No(sure))
            case _:
                return self._in_band(condition.indicator, condition.bands)

    def _if_put(self, question: Question, condition: OneOf | Within) -> Sides:
        leaf = _leaf(question, condition)
        if self.ahead:
            later = Known(missing(question.id))
            leaf = Sides(Any((later, leaf.sure)), All((No(later), leaf.may)))
        if self.closed or not question.ask_if:
            return leaf
        asked = self.sides(question.ask_if)
        return Sides(All((asked.sure, leaf.sure)), All((asked.may, Any((No(asked.sure), leaf.may)))))

    def _in_band(self, indicator: str, bands: frozenset[str]) -> Sides:
        every = [band.id for band in self.bank.indicators[indicator].bands]
        inside = Any(tuple(Known(may_be_in(indicator, band)) for band in every if band in bands))
        outside = Any(tuple(Known(may_be_in(indicator, band)) for band in every if band not in bands))
        known = Known(enough(indicator))
        return Sides(All((known, No(outside))), Any((No(known), inside)))

    def points(self, points: Points) -> tuple[Number, Number]:
        """The least and the most that an answer gives."""
        guard = self.sides(points.guard)
        cases = sorted(points.cases, key=lambda case: -case[1])
        sides = [(self.sides(case), worth) for case, worth in cases]
        return (
            First(tuple((_both(case.sure, guard.sure), worth) for case, worth in sides)),
            First(tuple((_both(case.may, guard.may), worth) for case, worth in sides)),
        )


def _both(one: Expression, other: Expression) -> Expression:
    return one if other == ALWAYS else All((one, other))


def _leaf(question: Question, condition: OneOf | Within) -> Sides:
    if isinstance(condition, Within):
        return _number(question, condition)
    options = tuple(option for option in question.options if option in condition.options)
    if question.kind != "many":
        return Sides(Is(question.id, options), Is(question.id, (*options, UNKNOWN)))
    if NONE in options:
        raise NotImplementedError(f"{question.id}: no peer is told what is so when none of a list is")
    unsure = tuple(option + UNSURE for option in options)
    return Sides(Has(question.id, options), Has(question.id, (*options, *unsure, UNKNOWN)))


def _number(question: Question, condition: Within) -> Sides:
    if question.ask_if:
        raise NotImplementedError(f"{question.id}: no peer is told of a number that is not always asked for")
    low, high = max(condition.low or 0, 0), condition.high
    here: tuple[Expression, ...] = (From(question.id, low),)
    above: tuple[Expression, ...] = () if high is None else (From(question.id, high + 1),)
    sure = All((*here, *map(No, above)))
    below = All((No(From(question.id, low)), From(question.id, NO_NUMBER + 1)))
    return Sides(sure, No(Any((below, *above))))


def names(expression: Expression | Number) -> Iterator[str]:
    """Every variable in an expression; one may come twice."""
    match expression:
        case Is(name) | Has(name) | From(name) | Known(name) | Missing(name):
            yield name
        case No(part) | Capped(part):
            yield from names(part)
        case Share(part, whole):
            yield from (part, whole)
        case First(cases):
            for case, _ in cases:
                yield from names(case)
        case All(parts) | Any(parts) | Count(_, parts) | Sum(parts):
            for part in parts:
                yield from names(part)

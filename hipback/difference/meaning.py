"""Whether two conditions mean the same, however they were written.

Where what they name can turn out in few enough ways, all of these are tried. Where there are too many, the order of
parts, parts that stand twice, groups in groups and a double "not" make no difference: then two conditions may be called
different that are not, but never the other way round.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping
from functools import reduce
from itertools import chain, combinations
from math import prod
from operator import or_
from typing import NamedTuple

from hipback.engine import Engine, Score, Standing, leaves, named
from hipback.model import AllOf, AnyOf, AtLeast, Bank, Condition, InBand, Indicator, Leaf, Not, Question
from hipback.people import People, everyone, ways, ways_at_most
from hipback.truth import Truth

WAYS_AT_MOST = 200_000
"""In how many ways what two conditions name may turn out, if all of these are to be tried."""


class Meaning(NamedTuple):
    """Compares conditions in these banks, of which each may ask a question of other people."""

    banks: tuple[Bank, ...]

    def same(self, one: Condition | None, other: Condition | None) -> bool:
        """Whether the conditions always hold alike, and are always unknown alike."""
        if one is None or other is None:
            return one is other
        return in_order(one) == in_order(other) or all(_alike(bank, one, other) for bank in self.banks)


def in_order(condition: Condition) -> Hashable:
    """A value that is the same for conditions that differ only in the order, the repetition or the nesting of parts."""
    match condition:
        case AllOf() | AnyOf():
            parts = frozenset(map(in_order, _flat(condition)))
            return next(iter(parts)) if len(parts) == 1 else (type(condition), parts)
        case AtLeast(least, parts):
            return AtLeast, least, frozenset(Counter(map(in_order, parts)).items())
        case Not(Not(part)):
            return in_order(part)
        case Not(part):
            return Not, in_order(part)
        case _:
            return condition


def _flat(group: AllOf | AnyOf) -> Iterator[Condition]:
    for part in group.parts:
        if isinstance(part, (AllOf, AnyOf)) and (type(part) is type(group) or len(part.parts) == 1):
            yield from _flat(part)
        else:
            yield part


def _alike(bank: Bank, one: Condition, other: Condition) -> bool:
    """Whether the conditions are alike in every way in which what they name may turn out."""
    tells = [*leaves(one), *leaves(other)]
    asked = _needed(bank.questions, chain(named(one), named(other)))
    tells += chain.from_iterable(leaves(question.ask_if) for question in asked)
    indicators = [bank.indicators[id] for id in {leaf.indicator for leaf in tells if isinstance(leaf, InBand)}]
    if _ways_at_most(asked, indicators, tells) > WAYS_AT_MOST:
        return False
    answers = {question.id: ways(question, tells) for question in asked}
    people = everyone(answers | {_key(indicator): tuple(_places(indicator)) for indicator in indicators})
    engine = Engine(bank, people.facts(), {found.id: _standing(people, found) for found in indicators})
    return engine.holds(one) == engine.holds(other)


def _needed(questions: Mapping[str, Question], ids: Iterable[str]) -> list[Question]:
    """The questions, and those that decide whether they are asked."""
    found: dict[str, Question] = {}
    left = list(ids)
    while left:
        question = questions[left.pop()]
        if question.id not in found:
            found[question.id] = question
            left += named(question.ask_if)
    return list(found.values())


def _ways_at_most(asked: Iterable[Question], indicators: Iterable[Indicator], tells: Iterable[Leaf]) -> int:
    places = prod(1 << len(indicator.bands) for indicator in indicators)
    return places * prod(ways_at_most(question, tells) for question in asked)


def _key(indicator: Indicator) -> str:
    return f"in {indicator.id}"  # no question has such an id


def _places(indicator: Indicator) -> Iterator[tuple[str, ...]]:
    """Where answers may stand: the bands that are possible; none if too few answers were given to name one."""
    bands = [band.id for band in indicator.bands]
    return chain.from_iterable(combinations(bands, count) for count in range(len(bands) + 1))


def _standing(people: People, indicator: Indicator) -> Standing:
    given = people.given[_key(indicator)]
    few = given[()]

    def place(band: str) -> Truth:
        outside = reduce(or_, (some for bands, some in given.items() if isinstance(bands, tuple) and band not in bands))
        return Truth(given[band,], outside)

    return Standing(Score(0, 0), Truth(people.all ^ few, few), {band.id: place(band.id) for band in indicator.bands})

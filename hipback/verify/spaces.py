"""The people that a proof is about: one for every way of answering the questions that matter to some conditions.

An exact space holds every way in which the answers can matter. Bands stand in it free of the points that lead to them:
more may be possible in it than there is, so what it never shows can never be.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain, combinations
from math import prod
from typing import NamedTuple

from hipback.engine import Engine, Score, Standing, leaves
from hipback.facts import EITHER
from hipback.model import Answer, Bank, Condition, InBand, Indicator, Leaf
from hipback.people import People, everyone, ways, ways_at_most
from hipback.truth import UNKNOWN, Truth

PEOPLE_AT_MOST = 1 << 21
"""How many ways of answering are looked at in one proof: a set of so many people takes 256 KiB."""


class Space(NamedTuple):
    """People, and the engine that knows what is so of them. In an inexact one sides say what may be so."""

    people: People
    engine: Engine
    exact: bool

    @property
    def all(self) -> int:
        """Everyone in it, as a set."""
        return self.people.all


def space_of(bank: Bank, conditions: Iterable[Condition], fixed: Mapping[str, Answer] | None = None) -> Space:
    """Everyone who can be told apart by these conditions, but for `fixed` answers, which all of them give."""
    conditions = list(conditions)
    fixed = fixed or {}
    questions = [question for question in questions_behind(bank, conditions) if question not in fixed]
    tells = list(_tells(bank, conditions))
    indicators = sorted({leaf.indicator for leaf in tells if isinstance(leaf, InBand)})
    choices: dict[str, Sequence[Answer]] = {id: _places(bank.indicators[id]) for id in indicators}
    size = prod(map(len, choices.values()))
    left_out = []
    for question in sorted(questions, key=lambda id: ways_at_most(bank.questions[id], tells)):
        size *= ways_at_most(bank.questions[question], tells)
        if size <= PEOPLE_AT_MOST:
            choices[question] = ways(bank.questions[question], tells)
        else:
            left_out.append(question)
    return _space(bank, choices, fixed, exact=not left_out)


def _space(bank: Bank, choices: Mapping[str, Sequence[Answer]], fixed: Mapping[str, Answer], exact: bool) -> Space:
    many = everyone(choices)
    alike = {question: {answer: many.all} for question, answer in fixed.items()}
    people = People(many.size, {id: sets for id, sets in many.given.items() if id in bank.questions} | alike)
    standings = {
        id: _standing(bank.indicators[id], sets, many.all) for id, sets in many.given.items() if id in bank.indicators
    }
    people = people.as_asked(bank) if exact else people
    return Space(people, Engine(bank, people.facts(UNKNOWN if exact else EITHER), standings), exact)


def questions_behind(bank: Bank, conditions: Iterable[Condition]) -> list[str]:
    """The questions that conditions name, and those on which it hangs whether these are asked; in the bank's order."""
    found: set[str] = set()
    waiting = list(conditions)
    while waiting:
        for leaf in leaves(waiting.pop()):
            if not isinstance(leaf, InBand) and leaf.question not in found:
                found.add(leaf.question)
                ask_if = bank.questions[leaf.question].ask_if
                waiting += [ask_if] if ask_if else []
    return [id for id in bank.questions if id in found]


def _tells(bank: Bank, conditions: Sequence[Condition]) -> Iterator[Leaf]:
    """All that the conditions, and those of the questions behind them, tell apart."""
    branches = (bank.questions[id].ask_if for id in questions_behind(bank, conditions))
    return chain.from_iterable(leaves(condition) for condition in (*conditions, *branches))


def _places(indicator: Indicator) -> list[Answer]:
    """Where answers can leave an indicator: the bands that are possible; none where too few answers were given."""
    ids = [band.id for band in indicator.bands]
    return [tuple(chosen) for number in range(len(ids) + 1) for chosen in combinations(ids, number)]


def _standing(indicator: Indicator, sets: Mapping[Answer, int], all_: int) -> Standing:
    bands = {}
    for band in indicator.bands:
        possible = sum(people for places, people in sets.items() if isinstance(places, tuple) and band.id in places)
        alone = sets[(band.id,)]
        bands[band.id] = Truth(alone, all_ & ~possible & ~sets[()])
    return Standing(Score(0, 0), Truth(all_ & ~sets[()], sets[()]), bands)


def most_points(bank: Bank, indicator: Indicator) -> int:
    """The points that nobody can have more of, whatever the answers are."""
    nobody = People(1, {})
    found: int = Engine(bank, nobody.facts(EITHER)).score(indicator.id).low.for_person(0)
    return found

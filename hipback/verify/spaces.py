"""The people that a proof is about: one for every way of answering the questions that matter to some conditions.

An exact space holds every way in which the answers can matter. Bands stand in it free of the points that lead to them:
more may be possible in it than there is, so what it never shows can never be.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
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


def space_of(bank: Bank, conditions: Iterable[Condition], engine: type[Engine] = Engine) -> Space:
    """Everyone who can be told apart by these conditions."""
    return _space(bank, *_everyone(bank, conditions, {}), engine)


def before_and_after(
    bank: Bank, conditions: Iterable[Condition], question: str, changes: Mapping[Answer, Answer]
) -> tuple[Space, Space]:
    """Those of them whose answer to a question can change so, before and after: the same people in the same order."""
    before, exact = _everyone(bank, conditions, {question: tuple(changes)})
    changed: dict[Answer, int] = {}
    for answer, people in before.given[question].items():  # two answers may become the same one
        changed[changes[answer]] = changed.get(changes[answer], 0) | people
    after = before._replace(given={**before.given, question: changed})
    return _space(bank, before, exact), _space(bank, after, exact)


def _everyone(
    bank: Bank, conditions: Iterable[Condition], given: Mapping[str, Sequence[Answer]]
) -> tuple[People, bool]:
    """One person for each way of answering, and whether no way is missing. What is `given` has no other answers."""
    choices, exact = dict(given), True
    for id, count, answers in sorted(_choices(bank, list(conditions), choices), key=lambda choice: choice.at_most):
        if prod(map(len, choices.values())) * count <= PEOPLE_AT_MOST:
            choices[id] = answers()
        else:
            exact = False
    return everyone(choices), exact


def fits(bank: Bank, conditions: Iterable[Condition]) -> bool:
    """Whether the space of these conditions is an exact one."""
    return prod(choice.at_most for choice in _choices(bank, list(conditions), ())) <= PEOPLE_AT_MOST


class _Choice(NamedTuple):
    """A question, or an indicator, with how many ways there are at most to answer it, or to stand with it."""

    id: str
    at_most: int
    answers: Callable[[], Sequence[Answer]]


def _choices(bank: Bank, conditions: Sequence[Condition], given: Iterable[str]) -> Iterator[_Choice]:
    tells = told_apart(bank, conditions)
    for id in sorted({leaf.indicator for leaf in tells if isinstance(leaf, InBand)}):
        indicator = bank.indicators[id]
        yield _Choice(id, 1 << len(indicator.bands), partial(_places, indicator))
    for id in questions_behind(bank, conditions):
        if id not in given:
            question = bank.questions[id]
            yield _Choice(id, ways_at_most(question, tells), partial(ways, question, tells))


def _space(bank: Bank, many: People, exact: bool, engine: type[Engine] = Engine) -> Space:
    people = People(many.size, {id: sets for id, sets in many.given.items() if id in bank.questions})
    standings = {
        id: _standing(bank.indicators[id], sets, many.all) for id, sets in many.given.items() if id in bank.indicators
    }
    people = people.as_asked(bank) if exact else people
    return Space(people, engine(bank, people.facts(UNKNOWN if exact else EITHER), standings), exact)


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


def told_apart(bank: Bank, conditions: Sequence[Condition]) -> list[Leaf]:
    """All that the conditions, and those on which it hangs whether their questions are asked, tell apart."""
    branches = (bank.questions[id].ask_if for id in questions_behind(bank, conditions))
    return list(chain.from_iterable(map(leaves, (*conditions, *branches))))


def names_bands(condition: Condition) -> bool:
    """Whether a condition hangs on bands, which stand free in a space."""
    return any(isinstance(leaf, InBand) for leaf in leaves(condition))


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

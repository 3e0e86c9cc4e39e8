"""People who do not exist, drawn by chance: the same ones for the same bank, seed and frequencies.

They are drawn in blocks, each as sets of people. How many are wanted only says after how many to stop, so the first
ones of a million are those of a thousand. In a block every question has a chance of its own: other frequencies of one
question leave the answers to all others as they were, as far as its branches do.
"""

from bisect import bisect
from collections.abc import Collection, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from random import Random
from types import MappingProxyType
from typing import NamedTuple, TypeAlias, TypeVar

from hipback.frequencies import Frequencies, Weights
from hipback.model import NONE, NOT_SURE, UNSURE, WAYS_OUT, Answer, Bank, Leaf, Question
from hipback.people import (
    OPEN,
    Calm,
    Moods,
    People,
    calm_ways,
    leaves_by_question,
    moods_of,
    plain_answers,
    quiet_people,
)

BLOCK = 8192
CHOSEN = 0.2
"""How many people are drawn at once, and how often each of many options is chosen where nothing else is said."""

Part = TypeVar("Part")
Marks: TypeAlias = tuple[str, ...]
Sets: TypeAlias = dict[Answer, int]
"""By answer the people who give it."""


class Chances(NamedTuple):
    """How people are drawn.

    Where `frequencies` say nothing of a question, its answers are equally likely if `uniform`; if not, many answer it
    calmly, or few would come to a score. A share of the answers is `open` ("not sure"), unless the frequencies of the
    question name a way out; and a share is `missing`.
    """

    seed: int = 1
    frequencies: Frequencies = MappingProxyType({})
    open: float = OPEN
    missing: float = 0.0
    uniform: bool = False


class Cohort:
    """As many people as anyone wants who answer a bank by chance."""

    def __init__(self, bank: Bank, chances: Chances) -> None:
        self._bank, self.chances = bank, chances
        self._weights = {id: _even(question) for id, question in bank.questions.items()} | {**chances.frequencies}

    def people(self, count: int) -> Iterator[People]:
        """So many people, in blocks. Only questions that are surely put to a person have an answer."""
        for number, start in enumerate(range(0, count, BLOCK)):
            yield _cut(self._block(number), min(BLOCK, count - start))

    def _block(self, number: int) -> People:
        draw = _chance(self.chances.seed, number)
        moods = {} if self.chances.uniform else moods_of(self._bank, draw, BLOCK)
        given = {
            id: self._answers(question, _chance(self.chances.seed, number, id), moods)
            for id, question in self._bank.questions.items()
        }
        return People(BLOCK, given).as_asked(self._bank)

    def _answers(self, question: Question, draw: Random, moods: Moods) -> Sets:
        """What everyone would answer to a question."""
        everyone, weights = (1 << BLOCK) - 1, self._weights[question.id]
        some = everyone & ~among(draw, everyone, self.chances.missing)
        quiet, may_be_open = self._quiet(question.id, draw, moods)
        open_ = among(draw, some & may_be_open, 0 if WAYS_OUT & weights.keys() else self.chances.open)
        quiet &= some & ~open_
        calm = shared(draw, quiet, self._calm_weights[question.id]) if quiet else {}
        return _joined({NOT_SURE: open_}, calm, drawn(draw, some & ~open_ & ~quiet, question, weights))

    def _quiet(self, id: str, draw: Random, moods: Moods) -> tuple[int, int]:
        """Who answers a question calmly, and who may leave it open: "not sure" of a sign could stop them as well."""
        if not moods or id in self.chances.frequencies:
            return 0, -1
        quiet = quiet_people(draw, BLOCK, self._calm[id], moods)
        return quiet, ~quiet if self._calm[id].safe else -1

    @cached_property
    def _calm(self) -> Mapping[str, Calm]:
        return calm_ways(self._bank)

    @cached_property
    def _calm_weights(self) -> Mapping[str, Weights]:
        tells = leaves_by_question(self._bank)
        questions = self._bank.questions
        return {id: dict.fromkeys(_whole(questions[id], calm, tells[id]), 1.0) for id, calm in self._calm.items()}


def _chance(*words: object) -> Random:
    """The same chance for the same words."""
    return Random(" ".join(map(str, words)))


def _even(question: Question) -> Weights:
    """The weights by which all answers that settle a question are equally likely."""
    if question.kind == "many":
        return {option: CHOSEN for option in question.options if option != NONE}
    return dict.fromkeys(question.options or range(question.low, question.high + 1), 1.0)


def _whole(question: Question, calm: Calm, tells: Sequence[Leaf]) -> Sequence[Answer]:
    """Calm answers; of numbers all those of which the bank makes the same as of the calm ones."""
    if question.kind in ("one", "many"):
        return calm.answers
    starts = plain_answers(question, tells)
    numbers = range(question.low, question.high + 1)
    return [number for number in numbers if starts[bisect(starts, number) - 1] in calm.answers]


def _joined(*parts: Mapping[Answer, int]) -> Sets:
    found: Sets = {}
    for part in parts:
        for answer, people in part.items():
            found[answer] = found.get(answer, 0) | people
    return {answer: people for answer, people in found.items() if people}


def _cut(people: People, size: int) -> People:
    """The first of some people."""
    all_ = (1 << size) - 1
    given = {id: {answer: some & all_ for answer, some in sets.items()} for id, sets in people.given.items()}
    return People(size, given)


# Chance


def among(draw: Random, people: int, chance: float) -> int:
    """Those of some people whom something befalls that has this chance, to the last bit of the number.

    A coin for everyone decides for half of those who are left, until it is decided for all.
    """
    if chance >= 1:
        return people
    found = 0
    while people and chance:
        chance *= 2
        coin = draw.getrandbits(BLOCK)
        if chance >= 1:
            found, people, chance = found | people & coin, people & ~coin, chance - 1
        else:
            people &= coin
    return found


def shared(draw: Random, people: int, weights: Mapping[Part, float]) -> dict[Part, int]:
    """Some people shared out by weights: halved again and again, until nobody is left, or one part alone."""
    parts, sums = list(weights), [0.0, *accumulate(weights.values())]
    found = {}
    left = [(people, 0, len(parts))]
    while left:
        some, first, end = left.pop()
        if some and end - first == 1:
            found[parts[first]] = some
        elif some:
            middle = (first + end) // 2
            lower = among(draw, some, (sums[middle] - sums[first]) / (sums[end] - sums[first]))
            left += [(some & ~lower, middle, end), (lower, first, middle)]
    return found


def drawn(draw: Random, people: int, question: Question, weights: Weights) -> Sets:
    """What some people answer, by the weights of a question."""
    if question.kind != "many":
        return shared(draw, people, weights)
    ways_out = _or_nothing(draw, people, WAYS_OUT, weights)
    marks: dict[Marks, int] = {(): ways_out.pop("", 0)}
    for option in question.options:
        marks = _marked(marks, _or_nothing(draw, people, (option, option + UNSURE), weights))
    found: Sets = dict(ways_out.items())
    return found | {chosen or (NONE,): some for chosen, some in marks.items()}


def _or_nothing(draw: Random, people: int, answers: Collection[str], weights: Weights) -> dict[str, int]:
    """Who gives which of some answers that exclude each other, by their chances; "" is for none of them."""
    chances = {str(answer): chance for answer, chance in weights.items() if answer in answers}
    return shared(draw, people, {**chances, "": max(0.0, 1 - sum(chances.values()))})


def _marked(before: Mapping[Marks, int], chosen: Mapping[str, int]) -> dict[Marks, int]:
    """Those with the same marks so far, parted by what they chose of one option more."""
    pairs = (
        ((*marks, mark) if mark else marks, some & people)
        for marks, some in before.items()
        for mark, people in chosen.items()
    )
    return {marks: people for marks, people in pairs if people}

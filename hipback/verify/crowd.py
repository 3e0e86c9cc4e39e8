"""People drawn by chance, in whom most of what a bank can say comes out."""

from collections.abc import Iterator, Mapping
from functools import cached_property

from hipback.engine import Engine, Score
from hipback.model import Answer, Bank, Points
from hipback.outcomes import Outcome, any_of, outcomes, scored_people, signs
from hipback.people import People, calm_answers, random_people
from hipback.truth import Truth

DRAWN = 30_000
SEEDS = (1, 2, 3)
"""How many people are drawn at once, and from which seeds: once more for what has not come out in any of them."""

TRIED = 20
"""How many people are tried out one by one."""


class AsMeant(Engine):
    """Takes "in one of all the bands" for what a bank means by it: that enough was answered to name a band."""

    def in_band(self, indicator: str, bands: frozenset[str]) -> Truth:
        all_bands = len(bands) == len(self.bank.indicators[indicator].bands)
        return self.enough(indicator) if all_bands else super().in_band(indicator, bands)


class Keeping(Engine):
    """Keeps what each answer gives: proofs ask it of the same crowd again and again."""

    @cached_property
    def _given(self) -> dict[Points, Score]:
        return {}

    def contribution(self, points: Points) -> Score:
        """What one answer gives."""
        if points not in self._given:
            self._given[points] = super().contribution(points)
        return self._given[points]


class Crowd:
    """Some people, and what comes out for them."""

    def __init__(self, bank: Bank, people: People) -> None:
        self.people = people
        self.engine = Keeping(bank, people.facts())

    @cached_property
    def as_meant(self) -> Engine:
        """The same, but "in one of all the bands" is never unknown."""
        return AsMeant(self.engine.bank, self.people.facts())

    @cached_property
    def outcomes(self) -> dict[Outcome, int]:
        """What comes out, and for whom."""
        return outcomes(self.engine)

    @cached_property
    def scored(self) -> int:
        """Those who come to a summary."""
        return scored_people(self.engine)

    def told(self, flag: str, state: str) -> int:
        """Those who are surely told of a flag: no sign of another one ends the questions before they come to it."""
        others = any_of(people for id, people in self._stopped if id != flag)
        return self.outcomes[Outcome("flag", flag, state)] & ~others

    @cached_property
    def _stopped(self) -> list[tuple[str, int]]:
        """The people whom each flag stops."""
        return [(sign.flag.id, people) for sign, people in signs(self.engine) if sign.stops]


def few(people: int) -> Iterator[int]:
    """The first few of some people, each as a set."""
    for _ in range(min(TRIED, people.bit_count())):
        yield people & -people
        people &= people - 1


def one_who(answers: Mapping[str, Answer]) -> People:
    """One person who would answer so."""
    return People(1, {question: {answer: 1} for question, answer in answers.items()})


def person(bank: Bank, answers: Mapping[str, Answer]) -> Crowd:
    """One person who answers so, where it is asked."""
    return Crowd(bank, one_who(answers).as_asked(bank))


class Crowds:
    """Drawn crowds, each only when it is needed, and the answers of someone who has no sign at all."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self._drawn: list[Crowd] = []

    def __iter__(self) -> Iterator[Crowd]:
        for place, seed in enumerate(SEEDS):
            if place == len(self._drawn):
                self._drawn.append(Crowd(self.bank, random_people(self.bank, DRAWN, seed)))
            yield self._drawn[place]

    @cached_property
    def calm(self) -> dict[str, Answer]:
        """Answers that raise as few flags and give as few points as can be."""
        return calm_answers(self.bank)

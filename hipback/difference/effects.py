"""What a new bank changes for people: for how many of those who answer both banks, with an example of each."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from hipback.difference.change import Effect
from hipback.difference.renames import NO_NAMES, Names
from hipback.difference.sides import URGENCY_LOWERED, Sides, together
from hipback.difference.unions import fit_all, union, with_all_asked
from hipback.interview import Interview
from hipback.model import Answer, Bank
from hipback.people import People, calm_answers, first, random_people

LOOKED_AT = 5
"""Among so many people whom an effect concerns the example is looked for that can be made plainest."""


class Effects:
    """What differs for people between an old bank and a new one, of which the old is given in the names of the new."""

    def __init__(self, old: Bank, new: Bank, names: Names = NO_NAMES) -> None:
        self._old, self._new, self._names = old, new, names
        self._union = with_all_asked(union(new, old))
        self._plain = calm_answers(self._union)

    def drawn(self, size: int, seed: int) -> Iterator[Effect]:
        """What differs for so many people who answer by chance all that either bank asks."""
        return self.of(random_people(self._union, size, seed))

    def of(self, people: People) -> Iterator[Effect]:
        """Everything that differs for some of the people, what matters for safety first."""
        sides = self._sides(people)
        found = {what: some for what, some in sides.differing.items() if some}
        shown = {what: _shown(what, some, sides) for what, some in found.items()}
        examples = [
            _Example.of(trait, people.answers(person), self._plain)
            for trait, some in shown.values()
            for person in _some(some)
        ]
        while any(example.left for example in examples):
            examples = self._plainer(examples)
        for what, (trait, _) in shown.items():
            plainest = min((example for example in examples if example.trait == trait), key=self._needed_by)
            yield self._effect(what, plainest.answers, found[what].bit_count())

    def _sides(self, people: People) -> Sides:
        return Sides.of(self._old, self._new, people)

    def _plainer(self, examples: list["_Example"]) -> list["_Example"]:
        """The examples, plainer up to the next answer that has to stay. Many tries cost little more than one."""
        tried = [(number, plainer) for number, one in enumerate(examples) for plainer in one.plainer(self._plain)]
        sides = self._sides(together([example.answers for _, example in tried]))
        differing = {**sides.differing, **sides.falls}
        still = [found for person, found in enumerate(tried) if differing[found[1].trait] >> person & 1]
        plainest = dict(reversed(still))
        return [plainest[number] for number in range(len(examples))]

    def _needed_by(self, example: "_Example") -> int:
        return sum(answer != self._plain[id] for id, answer in example.answers.items())

    def _effect(self, what: str, example: Mapping[str, Answer], count: int) -> Effect:
        banks = (self._old, self._new)
        asked = {id for bank in banks for id in Interview.start(bank, fit_all(bank, example)).answers}
        answers = {id: answer for id, answer in example.items() if id in asked}
        needed = tuple(id for id, answer in answers.items() if answer != self._plain[id])
        before, after = self._sides(together([example])).words(what)
        old, new = (fit_all(bank, answers) for bank in banks)
        return Effect(what, count, before, after, needed, self._names.back.answers(old), new)


def _shown(what: str, people: int, sides: Sides) -> tuple[str, int]:
    """Those from whom an example is taken, and what is kept of them while it is made plainer.

    Of a lowered urgency the deepest fall is shown; of the rest what does not only follow from a stop, if there is such.
    """
    if what == URGENCY_LOWERED:
        return next((trait, some) for trait, some in sides.falls.items() if some)
    return what, sides.scored & people or people


class _Example(NamedTuple):
    """Someone who has a trait, and the questions at which a plainer answer is still to be tried."""

    trait: str
    answers: Mapping[str, Answer]
    left: tuple[str, ...]

    @classmethod
    def of(cls, trait: str, answers: Mapping[str, Answer], plain: Mapping[str, Answer]) -> "_Example":
        return cls(trait, answers, tuple(id for id in reversed(list(plain)) if answers[id] != plain[id]))

    def plainer(self, plain: Mapping[str, Answer]) -> Iterator["_Example"]:
        """The example with all plain answers that are left, with all but the last, and so on; at last as it is."""
        for count in range(len(self.left), -1, -1):
            answers = {**self.answers, **{id: plain[id] for id in self.left[:count]}}
            yield self._replace(answers=answers, left=self.left[count + 1 :])


def _some(people: int) -> Iterator[int]:
    """The first few persons of a set."""
    for _ in range(min(LOOKED_AT, people.bit_count())):
        yield first(people)
        people &= people - 1

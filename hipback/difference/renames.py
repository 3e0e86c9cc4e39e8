"""What bears another id in a new bank, and the old bank in the names of the new one.

A question, an option or a flag is renamed if its words stand under another id, and under no second one. So a new name
is told once, and not again with every rule that uses it.
"""

from collections import Counter
from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar

from hipback.model import (
    UNSURE,
    AllOf,
    Answer,
    AnyOf,
    AtLeast,
    Bank,
    Condition,
    Indicator,
    Not,
    OneOf,
    Points,
    Question,
    Within,
)

Part = TypeVar("Part")
SomeCondition = TypeVar("SomeCondition", bound=Condition | None)


class Names(NamedTuple):
    """Names in one bank, and what another one calls the same things; options by the question as the first names it."""

    questions: Mapping[str, str] = MappingProxyType({})
    options: Mapping[str, Mapping[str, str]] = MappingProxyType({})
    flags: Mapping[str, str] = MappingProxyType({})

    def question(self, id: str) -> str:
        """What the other bank calls the question."""
        return self.questions.get(id, id)

    def option(self, question: str, id: str) -> str:
        """What the other bank calls the option."""
        return self.options.get(question, {}).get(id, id)

    def flag(self, id: str) -> str:
        """What the other bank calls the flag."""
        return self.flags.get(id, id)

    @property
    def back(self) -> "Names":
        """The same from the other bank to the first."""
        return Names(
            _turned(self.questions),
            {self.question(question): _turned(options) for question, options in self.options.items()},
            _turned(self.flags),
        )

    def answers(self, answers: Mapping[str, Answer]) -> dict[str, Answer]:
        """The answers as they are given to the other bank."""
        return {self.question(id): self._answer(id, answer) for id, answer in answers.items()}

    def _answer(self, question: str, answer: Answer) -> Answer:
        match answer:
            case tuple(marks):
                return tuple(self._mark(question, mark) for mark in marks)
            case str(option):
                return self.option(question, option)
            case number:
                return number

    def _mark(self, question: str, mark: str) -> str:
        option = mark.removesuffix(UNSURE)
        return self.option(question, option) + mark[len(option) :]

    def bank(self, bank: Bank) -> Bank:
        """The bank as if it had been written in the names of the other one."""
        return bank._replace(
            questions={self.question(id): self._question(part) for id, part in bank.questions.items()},
            flags={
                self.flag(id): flag._replace(id=self.flag(id), when=self.condition(flag.when))
                for id, flag in bank.flags.items()
            },
            indicators={id: self._indicator(part) for id, part in bank.indicators.items()},
            headlines=tuple(part._replace(when=self.condition(part.when)) for part in bank.headlines),
            patterns=tuple(part._replace(when=self.condition(part.when)) for part in bank.patterns),
            suppressions={id: part._replace(when=self.condition(part.when)) for id, part in bank.suppressions.items()},
        )

    def _question(self, question: Question) -> Question:
        return question._replace(
            id=self.question(question.id),
            options={self.option(question.id, id): label for id, label in question.options.items()},
            ask_if=self.condition(question.ask_if),
            hurts={place: self.condition(said) for place, said in question.hurts.items()},
        )

    def _indicator(self, indicator: Indicator) -> Indicator:
        return indicator._replace(
            domains=tuple(
                domain._replace(points=tuple(map(self._points, domain.points))) for domain in indicator.domains
            ),
            bands=tuple(band._replace(needs=self.condition(band.needs)) for band in indicator.bands),
        )

    def _points(self, points: Points) -> Points:
        cases = tuple((self.condition(case), worth) for case, worth in points.cases)
        return Points(self.question(points.question), cases, self.condition(points.guard))

    def condition(self, condition: SomeCondition) -> SomeCondition:
        """The condition as the other bank would say it."""
        return self._said(condition)  # type: ignore[return-value]  # each kind stays what it is

    def _said(self, condition: Condition | None) -> Condition | None:
        match condition:
            case OneOf(question, options):
                return OneOf(self.question(question), frozenset(self.option(question, id) for id in options))
            case Within(question, low, high):
                return Within(self.question(question), low, high)
            case AllOf(parts):
                return AllOf(tuple(map(self.condition, parts)))
            case AnyOf(parts):
                return AnyOf(tuple(map(self.condition, parts)))
            case AtLeast(least, parts):
                return AtLeast(least, tuple(map(self.condition, parts)))
            case Not(part):
                return Not(self.condition(part))
            case _:
                return condition


NO_NAMES = Names()


def names_between(old: Bank, new: Bank) -> Names:
    """What parts of the old bank are called in the new one, where that is something else."""
    questions = _paired(old.questions, new.questions, lambda question: question.text)
    options = {
        id: _paired(question.options, new.questions[name].options, str)
        for id, question in old.questions.items()
        if (name := questions.get(id, id)) in new.questions
    }
    flags = _paired(old.flags, new.flags, lambda flag: (flag.label, flag.text))
    return Names(questions, {id: names for id, names in options.items() if names}, flags)


def _paired(old: Mapping[str, Part], new: Mapping[str, Part], words: Callable[[Part], Any]) -> dict[str, str]:
    """Of the ids that are in the old bank alone those whose words stand once in it, and once in the new one."""
    of_old, of_new = ({id: words(part) for id, part in parts.items()} for parts in (old, new))
    once = [{word for word, times in Counter(of.values()).items() if times == 1} for of in (of_old, of_new)]
    come = {words: id for id, words in of_new.items() if id not in old and words in once[0] & once[1]}
    return {id: come[words] for id, words in of_old.items() if id not in new and words in come}


def _turned(names: Mapping[str, str]) -> dict[str, str]:
    return {name: id for id, name in names.items()}

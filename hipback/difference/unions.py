"""Two banks as one, for people who answer both; and what one of the banks makes of such answers."""

from collections.abc import Mapping
from typing import TypeVar

from hipback.errors import AnswersError
from hipback.interview import admit
from hipback.model import NONE, SKIPPED, UNSURE, Answer, Bank, Indicator, Question
from hipback.people import People

Part = TypeVar("Part")


def union(first: Bank, other: Bank) -> Bank:
    """All that stands in either bank. Where they differ the first one counts; the other's part stands beside it."""
    return first._replace(
        questions={
            **other.questions,
            **{id: _joined_question(part, other.questions.get(id, part)) for id, part in first.questions.items()},
        },
        flags=_beside(first.flags, other.flags),
        indicators=_beside(
            {id: _joined_indicator(part, other.indicators.get(id, part)) for id, part in first.indicators.items()},
            other.indicators,
        ),
        headlines=(*first.headlines, *other.headlines),
        patterns=(*first.patterns, *other.patterns),
        chapters=_beside(first.chapters, other.chapters),
        suppressions=_beside(first.suppressions, other.suppressions),
    )


def with_all_asked(bank: Bank) -> Bank:
    """The bank as if it put every question to everyone: so people have an answer wherever another bank asks for it."""
    return bank._replace(questions={id: part._replace(ask_if=None) for id, part in bank.questions.items()})


def _beside(first: Mapping[str, Part], other: Mapping[str, Part]) -> dict[str, Part]:
    """The parts of both; those of the other bank with names that nothing in a file can have, if they are not new."""
    return {**first, **{f"{id}, other" if id in first else id: part for id, part in other.items()}}


def _joined_question(first: Question, other: Question) -> Question:
    return first._replace(
        options={**first.options, **other.options},
        may_not_apply=first.may_not_apply or other.may_not_apply,
        low=min(first.low, other.low),
        high=max(first.high, other.high),
    )


def _joined_indicator(first: Indicator, other: Indicator) -> Indicator:
    known = {band.id for band in first.bands}
    return first._replace(bands=(*first.bands, *(band for band in other.bands if band.id not in known)))


def fit(bank: Bank, question: str, answer: Answer) -> Answer | None:
    """What a bank makes of an answer that was perhaps given to another one: None if it does not know the question.

    Options that it does not have were not chosen; an answer without any other meaning is skipped.
    """
    known = bank.questions.get(question)
    if known is None:
        return None
    if known.kind == "many" and isinstance(answer, tuple):
        answer = tuple(mark for mark in answer if mark.removesuffix(UNSURE) in known.options) or (NONE,)
    try:
        return admit(known, answer)
    except AnswersError:
        return SKIPPED


def fit_all(bank: Bank, answers: Mapping[str, Answer]) -> dict[str, Answer]:
    """What a bank makes of answers to what two banks ask."""
    found = {question: fit(bank, question, answer) for question, answer in answers.items()}
    return {question: answer for question, answer in found.items() if answer is not None}


def fitted(bank: Bank, people: People) -> People:
    """The people as they answer a bank that asks some of what they were asked."""
    given: dict[str, dict[Answer, int]] = {}
    for question, sets in people.given.items():
        for answer, some in sets.items():
            own = fit(bank, question, answer)
            if own is not None:
                found = given.setdefault(question, {})
                found[own] = found.get(own, 0) | some
    return People(people.size, given)

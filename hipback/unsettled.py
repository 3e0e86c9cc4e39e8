"""Which open question could still change which band: answers are tried out, with the same engine."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from hipback.engine import Engine
from hipback.facts import PersonFacts
from hipback.model import NONE, UNSURE, WAYS_OUT, Answer, Bank, Question, Within


class Unsettled(NamedTuple):
    """An open question, of which some answer would change the possible bands of these indicators."""

    question: Question
    could_change: tuple[str, ...]


def unsettled(bank: Bank, answers: Mapping[str, Answer]) -> Iterator[Unsettled]:
    """Every open question that matters to a band, in the order of asking."""
    engine = Engine(bank, PersonFacts(answers))
    now = _possible(engine)
    for question in bank.questions.values():
        if not engine.asked(question.id).yes or not _is_open(answers.get(question.id)):
            continue
        others = [
            _possible(Engine(bank, PersonFacts({**answers, question.id: value})))
            for value in _choices(bank, question, answers.get(question.id))
        ]
        could_change = tuple(id for id, bands in now.items() if any(other[id] != bands for other in others))
        if could_change:
            yield Unsettled(question, could_change)


def _is_open(answer: Answer | None) -> bool:
    if isinstance(answer, tuple):
        return any(mark.endswith(UNSURE) for mark in answer)
    return answer is None or answer in WAYS_OUT


def _possible(engine: Engine) -> dict[str, list[str]]:
    return {id: [band for band, place in engine.bands(id).items() if not place.no] for id in engine.bank.indicators}


def _choices(bank: Bank, question: Question, answer: Answer | None) -> Iterable[Answer]:
    """Answers that differ in what they mean to the scores."""
    if question.kind == "one":
        return list(question.options)
    if question.kind == "many":
        return _marked(question, answer if isinstance(answer, tuple) else ())
    domains = (domain for indicator in bank.indicators.values() for domain in indicator.domains)
    conditions = [case for domain in domains for points in domain.points for case, _ in points.cases]
    ends = (
        end
        for leaf in conditions
        if isinstance(leaf, Within) and leaf.question == question.id
        for end in (leaf.low, leaf.high)
        if end is not None
    )
    return sorted({question.low, question.high, *ends})


def _marked(question: Question, marks: tuple[str, ...]) -> Iterable[Answer]:
    """What was chosen, with none of the open options, with each of them, and with all."""
    chosen = tuple(mark for mark in marks if not mark.endswith(UNSURE))
    open_ = [mark.removesuffix(UNSURE) for mark in marks if mark.endswith(UNSURE)]
    open_ = open_ or [option for option in question.options if option != NONE]
    return [chosen or (NONE,), *((*chosen, option) for option in open_), (*chosen, *open_)]

"""Which open question could still change which band: answers are tried out, with the same engine."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from hipback.engine import Engine
from hipback.facts import Everyone, PersonFacts
from hipback.model import NONE, UNSURE, WAYS_OUT, Answer, Bank, Question, Within


class Unsettled(NamedTuple):
    """An open question, of which some answer would change the possible bands of these indicators."""

    question: Question
    could_change: tuple[str, ...]


def unsettled(bank: Bank, answers: Mapping[str, Answer]) -> Iterator[Unsettled]:
    """Every open question that matters to a band, in the order of asking.

    Each answer is tried out on a person of its own, who else answers the same; all these people are scored at once.
    """
    now = Engine(bank, PersonFacts(answers))
    open_ = [question for id, question in bank.questions.items() if now.asked(id).yes and _is_open(answers.get(id))]
    tried = [(question.id, value) for question in open_ for value in _choices(bank, question, answers.get(question.id))]
    then = Engine(bank, _facts([{**answers, id: value} for id, value in tried]))
    for question in open_:
        who = sum(1 << person for person, (id, _) in enumerate(tried) if id == question.id)
        could_change = tuple(id for id in bank.indicators if _changed(now, then, id) & who)
        if could_change:
            yield Unsettled(question, could_change)


def _facts(rows: Sequence[Mapping[str, Answer]]) -> Everyone:
    """For the engine: the people who answer so."""
    given: dict[str, dict[Answer, int]] = {}
    for person, row in enumerate(rows):
        for question, answer in row.items():
            people = given.setdefault(question, {})
            people[answer] = people.get(answer, 0) | 1 << person
    return Everyone(given, (1 << len(rows)) - 1)


def _changed(now: Engine, then: Engine, indicator: str) -> int:
    """The people for whom other bands are possible than now."""
    changed, everyone = 0, then.facts.always.yes
    for band, place in now.bands(indicator).items():
        changed |= then.bands(indicator)[band].no ^ (everyone if place.no else 0)
    return changed


def _is_open(answer: Answer | None) -> bool:
    if isinstance(answer, tuple):
        return any(mark.endswith(UNSURE) for mark in answer)
    return answer is None or answer in WAYS_OUT


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

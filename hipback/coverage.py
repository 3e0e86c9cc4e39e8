"""What of a bank no written person shows, and a person for each who would: found by search, and written as a case."""

from collections.abc import Iterable, Iterator, Mapping

from hipback.cases import Case, Tried, result_of
from hipback.interview import Interview
from hipback.model import Answer, Bank
from hipback.outcomes import Outcome, all_outcomes, any_of, outcomes_for
from hipback.people import first
from hipback.result import make_report
from hipback.verify.crowd import Crowd, Crowds, person

ANSWER = "answer"


def everything(bank: Bank) -> Iterator[Outcome]:
    """All that a person can show: every option chosen, and whatever can come out."""
    for question in bank.questions.values():
        yield from (Outcome(ANSWER, question.id, option) for option in question.options)
    yield from all_outcomes(bank)


def shown_by(tried: Tried) -> Iterator[Outcome]:
    """What one person shows."""
    for question, answer in tried.interview.answers.items():
        yield from (Outcome(ANSWER, question, str(option)) for option in _marks(answer) or (answer,))
    yield from outcomes_for(tried.interview, tried.report)


def missed(bank: Bank, people: Iterable[Tried]) -> list[Outcome]:
    """What none of these people shows, in the order of the bank."""
    shown = {outcome for tried in people for outcome in shown_by(tried)}
    return [outcome for outcome in everything(bank) if outcome not in shown]


def ready_case(crowds: Crowds, outcome: Outcome, everyone: Mapping[str, Answer]) -> Case | None:
    """A person who shows it and otherwise answers as everyone does, as far as that goes; None if nobody was found."""
    bank = crowds.bank
    usual: dict[str, Answer] = {**crowds.calm, **everyone}
    for crowd in crowds:
        if people := _people(crowd, outcome):
            answers = _nearer(bank, crowd.people.answers(first(_usual(crowd, people, usual))), usual, outcome)
            interview = Interview.start(bank, {**usual, **answers})
            report = make_report(interview)
            tried = Tried(Case(str(outcome), 0, {}, interview.answers, result_of(interview, report)), interview, report)
            if outcome in shown_by(tried):
                return tried.case
    return None


def _people(crowd: Crowd, outcome: Outcome) -> int:
    """Who shows it, and has no sign that would end the questions before: the others may not come to show it."""
    if outcome.kind == ANSWER:
        given = crowd.people.given[outcome.id]
        chosen = any_of(people for answer, people in given.items() if _chooses(answer, outcome.state))
        return chosen & crowd.scored or chosen
    if outcome.kind == "flag":
        return crowd.told(outcome.id, outcome.state) or crowd.outcomes[outcome]
    return crowd.outcomes[outcome] & crowd.scored or crowd.outcomes[outcome]


def _chooses(answer: Answer, option: str) -> bool:
    return option in answer if isinstance(answer, tuple) else answer == option


def _usual(crowd: Crowd, people: int, usual: Mapping[str, Answer]) -> int:
    """Of some people those who answer much as is usual."""
    for question, answer in usual.items():
        people = people & crowd.people.given[question].get(answer, 0) or people
    return people


def _nearer(
    bank: Bank, answers: Mapping[str, Answer], usual: Mapping[str, Answer], outcome: Outcome
) -> Mapping[str, Answer]:
    """The answers with as many of the usual ones, and as few marks, as leave the outcome as it is."""

    def left(nearer: Mapping[str, Answer]) -> int:
        return _people(person(bank, {**usual, **nearer}), outcome)

    for question in [question for question in answers if answers[question] != usual[question]]:
        if left(nearer := {**answers, question: usual[question]}):
            answers = nearer
            continue
        for mark in _marks(answers[question]):
            fewer = tuple(other for other in _marks(answers[question]) if other != mark)
            if fewer and left(nearer := {**answers, question: fewer}):
                answers = nearer
    return answers


def _marks(answer: Answer) -> tuple[str, ...]:
    return answer if isinstance(answer, tuple) else ()

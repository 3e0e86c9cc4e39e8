"""Which warning signs the answers deny, which were not asked about, and what lists of signs tell."""

from collections.abc import Iterable, Mapping

from hipback.engine import Engine, leaves
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.model import NONE, UNSURE, Answer, Bank, Flag, OneOf, Question
from hipback.truth import Truth


def denied(interview: Interview) -> list[Flag]:
    """The flags that the given answers surely deny.

    What hangs on a question that was never put is not denied, so here every question counts as put.
    """
    bank = interview.bank
    engine = _AllPut(bank, PersonFacts(interview.answers))
    return [flag for flag in bank.flags.values() if engine.holds(flag.when).no]


class _AllPut(Engine):
    """Takes every question as put."""

    def asked(self, question: str) -> Truth:
        return self.facts.always


def not_asked(interview: Interview) -> list[Flag]:
    """The flags that were not found, and that the given answers do not deny either."""
    known = {flag.id for flag in denied(interview)}
    silent = [sign.flag for sign in interview.signs if sign.state in ("no", "open")]
    return [flag for flag in silent if flag.id not in known]


def told_by_flags(bank: Bank, answers: Mapping[str, Answer], found: Iterable[Flag]) -> set[str]:
    """The questions that are lists of signs, and of which the flags that were found tell each sign that was marked.

    A list of signs has for each of its options a flag that asks for this option alone.
    """
    own, told = _own_options(bank.flags.values()), _own_options(found)
    lists = [bank.questions[id] for id in own.keys() & answers.keys() if bank.questions[id].kind == "many"]
    whole = [question for question in lists if question.options.keys() - {NONE} <= own[question.id]]
    return {
        question.id for question in whole if _marked(question, answers[question.id]) <= told.get(question.id, set())
    }


def _marked(question: Question, answer: Answer) -> set[str]:
    """What may be so by an answer to a list."""
    marks = answer if isinstance(answer, tuple) else question.options
    return {mark.removesuffix(UNSURE) for mark in marks} - {NONE}


def _own_options(flags: Iterable[Flag]) -> dict[str, set[str]]:
    """By list the options for which there is a flag of their own."""
    own: dict[str, set[str]] = {}
    for leaf in (leaf for flag in flags if not flag.out_of_scope for leaf in leaves(flag.when)):
        if isinstance(leaf, OneOf) and len(leaf.options) == 1:
            own.setdefault(leaf.question, set()).update(leaf.options)
    return own

"""Which warning signs the answers deny, which were not asked about, and what lists of signs tell."""

from collections.abc import Iterable

from hipback.engine import Engine, leaves
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.model import NONE, UNSURE, Answer, Bank, Flag, OneOf, Question


def denied(interview: Interview) -> list[Flag]:
    """The flags that the given answers surely deny.

    What hangs on a question that was never put is not denied, so here every question counts as put.
    """
    bank = interview.bank
    put = {id: question._replace(ask_if=None) for id, question in bank.questions.items()}
    engine = Engine(bank._replace(questions=put), PersonFacts(interview.answers))
    return [flag for flag in bank.flags.values() if engine.holds(flag.when).no]


def not_asked(interview: Interview) -> list[Flag]:
    """The flags that were not found, and that the given answers do not deny either."""
    known = {flag.id for flag in denied(interview)}
    silent = [sign.flag for sign in interview.signs if sign.state in ("no", "open")]
    return [flag for flag in silent if flag.id not in known]


def told_by_flags(bank: Bank, question: Question, answer: Answer, found: Iterable[Flag]) -> bool:
    """Whether the question is a list of signs, and the flags that were found tell each that was marked in it.

    A list of signs has for each of its options a flag that asks for this option alone.
    """
    if question.kind != "many":
        return False
    options = question.options.keys() - {NONE}
    marked = {mark.removesuffix(UNSURE) for mark in answer} if isinstance(answer, tuple) else options
    return options <= _own_options(question, bank.flags.values()) and marked - {NONE} <= _own_options(question, found)


def _own_options(question: Question, flags: Iterable[Flag]) -> set[str]:
    """The options of a question for which there is a flag of their own."""
    asked = (leaf for flag in flags if not flag.out_of_scope for leaf in leaves(flag.when))
    alone = (leaf for leaf in asked if isinstance(leaf, OneOf) and len(leaf.options) == 1)
    return {option for leaf in alone if leaf.question == question.id for option in leaf.options}

"""That no answer lowers the urgency: from "no" to "not sure" to "yes" it only ever rises.

A flag whose condition has no "not" in it rises with every sign in it. Of any other one it is looked at all ways of
answering the questions behind it, and behind the flags that lean on the same answers.
"""

from collections.abc import Iterator, Sequence

from hipback.engine import Engine, leaves
from hipback.errors import quote
from hipback.interview import Interview
from hipback.model import (
    NONE,
    NOT_SURE,
    AllOf,
    Answer,
    AnyOf,
    AtLeast,
    Bank,
    Condition,
    Flag,
    Not,
    OneOf,
    Question,
    Urgency,
    Within,
)
from hipback.outcomes import any_of, signs
from hipback.people import first, ways
from hipback.verify.claims import Claim, wrong
from hipback.verify.crowd import Crowds, few
from hipback.verify.marks import marked
from hipback.verify.spaces import questions_behind, space_of
from hipback.written import Written

WHAT = "flags never lower the urgency as signs are added"


def urgency_rises(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """Of every flag above routine, that no sign hides it without another flag that is as urgent."""
    for flag in written.bank.flags.values():
        if flag.urgency > Urgency.ROUTINE:
            yield Claim(WHAT) if _rises(flag.when) else _looked_at(written, crowds, flag)


def _rises(condition: Condition) -> bool:
    """Whether a condition can only come nearer to being so as options are added: nothing in it is turned round.

    Numbers say how old someone is or how bad it is; they are no signs that are added.
    """
    match condition:
        case OneOf(_, options):
            return NONE not in options
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return all(map(_rises, parts))
        case Not(part):
            return all(isinstance(leaf, Within) for leaf in leaves(part))
        case _:
            return True


def _looked_at(written: Written, crowds: Crowds, flag: Flag) -> Claim:
    """Of a flag that some sign can hide: whether another flag is as urgent then."""
    bank, place = written.bank, written.key("flags", flag.id, "when")
    complete = True
    for question in questions_behind(bank, [flag.when]):
        for before, after, option in _moves(bank, bank.questions[question], flag):
            lost, exact = _lost(bank, [flag, *_flags_on(bank, question, option)], question, before, after)
            complete = complete and exact
            for answers in lost:
                if example := _example(bank, crowds.calm | answers, question, before, after):
                    message = (
                        f"{quote(option)} of {quote(question)} hides {quote(flag.id)}, and no flag as urgent is left"
                    )
                    return wrong(WHAT, place, "HB512", message, example)
            complete = complete and not lost
    return Claim(WHAT, unproved="" if complete else f"{place.place}: whether a sign hides {quote(flag.id)}")


def _moves(bank: Bank, question: Question, flag: Flag) -> Iterator[tuple[Answer, Answer, str]]:
    """Two answers to a question, of which the second has one sign more, or is less sure to have none, and that sign."""
    turned = [other.when for other in bank.flags.values() if other == flag or not _rises(other.when)]
    tells = [leaf for when in turned for leaf in leaves(when)]
    if question.kind == "one":
        signs_of = {
            option
            for other in bank.flags.values()
            for leaf in leaves(other.when)
            for option in _options(leaf, question)
        }
        calm = [option for option in question.options if option not in signs_of]
        yield from ((before, after, after) for before in calm for after in signs_of)
        yield from ((before, NOT_SURE, before) for before in calm)
    elif question.kind == "many":
        for option in question.options:
            if option != NONE:
                for base in ways(question, tells):
                    yield from ((before, after, option) for before, after in marked(question, base, option))


def _options(leaf: Condition, question: Question) -> frozenset[str]:
    return leaf.options if isinstance(leaf, OneOf) and leaf.question == question.id else frozenset()


def _flags_on(bank: Bank, question: str, option: str) -> list[Flag]:
    """The flags that lean on an option."""
    return [
        flag
        for flag in bank.flags.values()
        if any(option in _options(leaf, bank.questions[question]) for leaf in leaves(flag.when))
    ]


def _lost(
    bank: Bank, flags: Sequence[Flag], question: str, before: Answer, after: Answer
) -> tuple[list[dict[str, Answer]], bool]:
    """People for whom these flags are less urgent after than before, and whether everyone was looked at."""
    spaces = [space_of(bank, [flag.when for flag in flags], {question: answer}) for answer in (before, after)]
    lost = 0
    for least in (Urgency.SOON, Urgency.SAME_DAY, Urgency.EMERGENCY):
        one, other = (_urgent(space.engine, flags, least) for space in spaces)
        lost |= one & ~other
    return [spaces[0].people.answers(first(person)) for person in few(lost)], spaces[0].exact


def _urgent(engine: Engine, flags: Sequence[Flag], least: Urgency) -> int:
    return any_of(people for sign, people in signs(engine) if sign.flag in flags and sign.urgency >= least)


def _example(
    bank: Bank, answers: dict[str, Answer], question: str, before: Answer, after: Answer
) -> dict[str, Answer] | None:
    """The answers with the sign, if a whole screening is less urgent with it than without."""
    one, other = (Interview.start(bank, {**answers, question: answer}) for answer in (before, after))
    return other.answers if _highest(other) < _highest(one) else None


def _highest(interview: Interview) -> Urgency:
    return max((sign.urgency for sign in interview.signs), default=Urgency.ROUTINE)

"""That no answer lowers the urgency: from "no" to "not sure" to "yes" it only ever rises.

A flag whose condition has no "not" in it rises with every sign in it. Of any other one it is looked at all ways of
answering the questions behind it, and behind the flags that lean on the same answers. A sign is an option that some
flag names. Numbers are none: they say how old someone is, or how bad it is.

It is about people who answer every question. A screening that a sign stops asks less; where that leaves a more urgent
flag open, its report says that the urgency is not known.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import product
from typing import NamedTuple

from hipback.engine import Engine, leaves, named
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
from hipback.people import first
from hipback.verify.claims import Claim, proved, unproved, wrong
from hipback.verify.crowd import Crowds, few
from hipback.verify.marks import Changes, marked
from hipback.verify.spaces import before_and_after
from hipback.written import Written

WHAT = "flags never lower the urgency as signs are added"


def urgency_rises(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """Of every flag above routine, that no sign hides it without another flag that is as urgent."""
    flags = [flag for flag in written.bank.flags.values() if flag.urgency > Urgency.ROUTINE]
    for flag in flags:
        place = written.key("flags", flag.id, "when")
        yield proved(WHAT, place) if _rises(flag.when) else _looked_at(written, crowds, flag, flags)


def _rises(condition: Condition) -> bool:
    """Whether a condition can only come nearer to being so as signs are added: nothing in it is turned round."""
    match condition:
        case OneOf(_, options):
            return NONE not in options
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return all(map(_rises, parts))
        case Not(part):
            return all(isinstance(leaf, Within) for leaf in leaves(part))
        case _:
            return True


def _looked_at(written: Written, crowds: Crowds, flag: Flag, flags: Sequence[Flag]) -> Claim:
    """Of a flag that some sign can hide: whether another flag is as urgent then."""
    bank, place = written.bank, written.key("flags", flag.id, "when")
    clear = True
    for added in _signs(bank, flag, flags):
        before, after = before_and_after(bank, [flag.when for flag in added.flags], added.question, added.changes)
        lost = _lost(before.engine, after.engine, added.flags)
        for one in map(first, few(lost)):
            answers = crowds.calm | before.people.answers(one) | after.people.answers(one)
            earlier = answers | {added.question: before.people.answers(one)[added.question]}
            if example := _example(bank, flag, earlier, answers):
                message = f"{added} hides {quote(flag.id)}, and no flag as urgent is left"
                return wrong(WHAT, place, "HB512", message, example)
        clear = clear and bool(added.changes) and before.exact and not lost
    return proved(WHAT, place) if clear else unproved(WHAT, place, f"whether a sign hides {quote(flag.id)}")


class _Added(NamedTuple):
    """A sign that is added to the answers to a question; the flag that it could hide, and those that lean on it."""

    question: str
    sign: str
    changes: Changes
    flags: Sequence[Flag]

    def __str__(self) -> str:
        return f"{quote(self.sign)} of {quote(self.question)}"


def _signs(bank: Bank, flag: Flag, flags: Sequence[Flag]) -> Iterator[_Added]:
    """Every way in which a sign can be added to the questions of a flag."""
    for id in dict.fromkeys(named(flag.when)):
        question = bank.questions[id]
        if question.kind == "one":
            yield from _choices(question, flag, flags)
        elif question.kind == "many":
            yield from _marks(question, flag, flags)


def _choices(question: Question, flag: Flag, flags: Sequence[Flag]) -> Iterator[_Added]:
    """From an option that is no sign (all of those are alike) to one that is, and to "not sure"."""
    signs_of = [option for option in question.options if option in _named(question, flags)]
    calm = [option for option in question.options if option not in signs_of][:1]
    alone = [NOT_SURE] if len(signs_of) == 1 else []
    for before, sign in product([*calm, *alone], signs_of):
        yield _Added(question.id, sign, {before: sign}, _leaning(question, {sign}, flag, flags))
    for before in calm:
        yield _Added(question.id, "not sure", {before: NOT_SURE}, _leaning(question, set(signs_of), flag, flags))


def _marks(question: Question, flag: Flag, flags: Sequence[Flag]) -> Iterator[_Added]:
    """One mark more on an option that this flag names; on any one, if it names that there is none."""
    own = _named(question, [flag])
    for option in question.options:
        if option != NONE and not own.isdisjoint({option, NONE}):
            leaning = _leaning(question, {option, NONE}, flag, flags)
            tells = [leaf for other in leaning for leaf in leaves(other.when)]
            yield _Added(question.id, option, marked(question, option, tells), leaning)


def _named(question: Question, flags: Iterable[Flag]) -> set[str]:
    """The options of a question that flags name."""
    found = (leaf for flag in flags for leaf in leaves(flag.when))
    return {
        option for leaf in found if isinstance(leaf, OneOf) and leaf.question == question.id for option in leaf.options
    }


def _leaning(question: Question, options: set[str], flag: Flag, flags: Iterable[Flag]) -> list[Flag]:
    """A flag, and all others that lean on one of these options."""
    return [flag, *(other for other in flags if other != flag and options & _named(question, [other]))]


def _lost(before: Engine, after: Engine, flags: Sequence[Flag]) -> int:
    """The people who had the first of these flags before, and have none that is as urgent after."""
    return any_of(
        _urgent(before, flags[:1], least) & ~_urgent(after, flags, least)
        for least in Urgency
        if least > Urgency.ROUTINE
    )


def _urgent(engine: Engine, flags: Iterable[Flag], least: Urgency) -> int:
    return any_of(people for sign, people in signs(engine, flags) if sign.urgency >= least)


def _example(
    bank: Bank, flag: Flag, before: Mapping[str, Answer], after: Mapping[str, Answer]
) -> Mapping[str, Answer] | None:
    """The answers after, if no sign of that screening is as urgent as the flag was before."""
    one, other = (Interview.start(bank, answers) for answers in (before, after))
    least = max(sign.urgency for sign in one.signs if sign.flag == flag)
    return other.answers if all(sign.urgency < least for sign in other.signs) else None

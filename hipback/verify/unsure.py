"""That silence is never taken for a "no", and that whoever has no sign is told the urgent ones all the same.

A flag is made of answers by "all", "any", "so many of these" and "not", and none of them knows more than its parts.
So it is looked at each answer that a flag names, and at those on which it hangs whether its question is put: beside all
ways of giving the others, each is taken back, and each mark is made a "not sure". Nothing may become known by that.
"""

from collections.abc import Iterator, Sequence

from hipback.engine import leaves
from hipback.errors import quote
from hipback.model import NOT_SURE, UNSURE, Answer, Bank, Leaf, Question, Urgency
from hipback.people import alike, ways
from hipback.safety import warning_signs
from hipback.verify.claims import Claim, proved, unproved
from hipback.verify.crowd import Crowds
from hipback.verify.marks import Changes
from hipback.verify.spaces import before_and_after, questions_behind, told_apart
from hipback.written import Written

OPEN = "an answer that is left open, or not sure, never takes a sign away"
NET = "urgent signs are told once more to whoever has none of them"


def silence_is_no_no(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """The claims about all flags."""
    bank = written.bank
    stay = {leaf: _stays_open(bank, leaf) for flag in bank.flags.values() for leaf in leaves(flag.when)}
    net = {label for _, labels in warning_signs(bank, least=Urgency.SAME_DAY) for label in labels}
    for flag in bank.flags.values():
        place = written.key("flags", flag.id)
        doubt = f"whether an open answer takes the flag {quote(flag.id)} away"
        yield proved(OPEN, place) if all(map(stay.get, leaves(flag.when))) else unproved(OPEN, place, doubt)
        if flag.urgency >= Urgency.SAME_DAY and not flag.out_of_scope:
            doubt = f"whether the flag {quote(flag.id)} is told to whoever does not have it"
            yield proved(NET, place) if flag.label in net else unproved(NET, place, doubt)


def _stays_open(bank: Bank, leaf: Leaf) -> bool:
    """Whether nothing becomes known of an answer, yes or no, as an answer behind it is left open."""
    tells = told_apart(bank, [leaf])
    return all(
        _knows_no_more(bank, leaf, id, changes)
        for id in questions_behind(bank, [leaf])
        for changes in _opened(bank.questions[id], tells)
    )


def _knows_no_more(bank: Bank, leaf: Leaf, question: str, changes: Changes) -> bool:
    before, after = before_and_after(bank, [leaf], question, changes)
    known, left = before.engine.holds(leaf), after.engine.holds(leaf)
    return before.exact and not (left.yes & ~known.yes) | (left.no & ~known.no)


def _opened(question: Question, tells: Sequence[Leaf]) -> Iterator[Changes]:
    """What becomes of each answer when it is taken back, and when one of its marks is no longer sure."""
    answers = ways(question, tells)
    yield dict.fromkeys(answers, NOT_SURE)
    for option in alike(question, tells):
        doubted = {answer: _doubted(answer, option) for answer in answers}
        yield {answer: other for answer, other in doubted.items() if other != answer}


def _doubted(answer: Answer, option: str) -> Answer:
    """The same marks, but not sure of this one."""
    if not isinstance(answer, tuple):
        return answer
    return tuple(mark + UNSURE if mark == option else mark for mark in answer)

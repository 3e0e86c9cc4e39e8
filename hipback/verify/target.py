"""Whether something can come about in a bank.

First people drawn by chance are looked at: what comes out for one of them can come about. For what is left, then, all
ways of answering the questions behind it: what comes out in none of them never comes about.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from hipback.engine import Engine
from hipback.marked import Value
from hipback.model import Bank, Condition, Flag
from hipback.outcomes import any_of, signs
from hipback.people import first
from hipback.verify.claims import Claim, proved, unproved, wrong
from hipback.verify.crowd import Crowd, Crowds, few, person
from hipback.verify.spaces import Space, fits, questions_behind, space_of


class Target(NamedTuple):
    """Something that must be able to come about.

    `out` are the people of a crowd for whom it does; `able` are those of an engine whom its `conditions` let, whatever
    else there is in the bank. `ruled_out` may know without looking at anyone that it does not come about. `can` says
    that it can, and `never` that it does not, and what to do.
    """

    what: str
    place: Value
    code: str
    can: str
    never: str
    out: Callable[[Crowd], int]
    able: Callable[[Engine], int]
    conditions: Sequence[Condition]
    in_summary: bool = True
    ruled_out: Callable[[], bool] = lambda: False


def can_come_about(bank: Bank, target: Target, crowds: Crowds) -> Claim:
    """Whether it can: shown by someone, or told of everyone that it does not."""
    if any(target.out(crowd) for crowd in crowds):
        return proved(target.what, target.place)
    if target.ruled_out():
        return wrong(target.what, target.place, target.code, target.never)
    space, able = able_people(bank, target)
    if space.exact and not able:
        return wrong(target.what, target.place, target.code, target.never)
    if any(target.out(person(bank, crowds.calm | space.people.answers(first(one)))) for one in few(able)):
        return proved(target.what, target.place)
    return unproved(target.what, target.place, f"whether {target.can}")


def able_people(bank: Bank, target: Target) -> tuple[Space, int]:
    """All ways of answering what is behind a target, and those that let it come about."""
    stops = _stops(bank, target.conditions) if target.in_summary else []
    space = space_of(bank, [*target.conditions, *(flag.when for flag in stops)])
    able = target.able(space.engine)
    return space, able & ~_stopped(space.engine, stops) if space.exact else able


def _stops(bank: Bank, conditions: Sequence[Condition]) -> list[Flag]:
    """All flags that stop if they are few, or else those that hang on nothing but what is behind these conditions."""
    stops = [flag for flag in bank.flags.values() if flag.stops]
    behind = set(questions_behind(bank, conditions))
    few_enough = fits(bank, [*conditions, *(flag.when for flag in stops)])
    return [flag for flag in stops if few_enough or behind.issuperset(questions_behind(bank, [flag.when]))]


def _stopped(engine: Engine, flags: Iterable[Flag]) -> int:
    """The people whom one of these flags stops."""
    return any_of(people for sign, people in signs(engine, flags) if sign.stops)

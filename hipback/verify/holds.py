"""Whether each condition of a bank, and each part of one, can hold and can fail, and whether a part changes a thing."""

from collections.abc import Iterator
from functools import cached_property
from itertools import combinations

from hipback.engine import Engine
from hipback.marked import Value
from hipback.model import AllOf, AnyOf, AtLeast, Bank, Condition, InBand, Not
from hipback.verify.claims import Claim, proved, unproved, wrong
from hipback.verify.crowd import AsMeant, Crowds
from hipback.verify.spaces import Space, names_bands, space_of
from hipback.written import Written

CAN = "conditions, and parts of them, can hold and can fail"
DIFFER = "conditions of which any is enough differ from each other"


def conditions_hold(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """Of every condition, but for what only points hang on, claims about itself and its parts."""
    bank = written.bank
    for condition in _whose_reach_is_looked_at(bank):
        yield from _Judge(written, crowds, condition, reach=True).claims(condition)
    for condition in _others(bank):
        yield from _Judge(written, crowds, condition, reach=False).claims(condition)


def _whose_reach_is_looked_at(bank: Bank) -> Iterator[Condition]:
    """Those of which it is told elsewhere that they never hold: what hangs on them never comes about."""
    yield from (question.ask_if for question in bank.questions.values() if question.ask_if)
    yield from (flag.when for flag in bank.flags.values())
    yield from (band.needs for indicator in bank.indicators.values() for band in indicator.bands if band.needs)
    yield from (headline.when for headline in bank.headlines if headline.when)
    yield from (pattern.when for pattern in bank.patterns)


def _others(bank: Bank) -> Iterator[Condition]:
    for indicator in bank.indicators.values():
        tables = (points for domain in indicator.domains for points in domain.points)
        yield from {points.guard: None for points in tables if points.guard}
    yield from (rule.when for rule in bank.suppressions.values())


class _Judge:
    """Judges the parts of one condition: in a crowd, and where that does not show it, in the space of the condition."""

    def __init__(self, written: Written, crowds: Crowds, whole: Condition, reach: bool) -> None:
        self._written = written
        self._crowds = crowds
        self._whole = whole
        self._reach = reach

    @cached_property
    def _space(self) -> Space:
        return space_of(self._written.bank, [self._whole], engine=AsMeant)

    def claims(self, condition: Condition) -> list[Claim]:
        """About the parts first: a condition with a part that is wrong is not told of once more."""
        parts = () if self._stands_for_others(condition) else _parts(condition)
        found = [claim for part in parts for claim in self.claims(part)]
        if all(claim.proved for claim in found):
            own = self._can_hold_and_fail(condition)
            if own.proved and isinstance(condition, AnyOf):
                found += (self._differ(one, other) for one, other in combinations(parts, 2))
            found += [] if self._is_told_elsewhere(condition, own) else [own]
        return found

    def _is_told_elsewhere(self, condition: Condition, claim: Claim) -> bool:
        return self._reach and condition is self._whole and claim.problem is not None and claim.problem.code == "HB312"

    def _stands_for_others(self, condition: Condition) -> bool:
        """Whether it was written as the name of patterns, or of an urgency: those are looked at by themselves."""
        place = self._written.condition(condition)
        return place.is_named("pattern") or place.is_named("urgency")

    def _can_hold_and_fail(self, condition: Condition) -> Claim:
        place, drawn = self._written.condition(condition), next(iter(self._crowds)).as_meant.holds(condition)
        if drawn.yes and drawn.no:
            return proved(CAN, place)
        able = self._space.engine.holds(condition)
        if not drawn.yes and not able.yes:
            return wrong(CAN, place, "HB312", "no answers can make this true: take it out, or mend it")
        if not drawn.no and not able.no:
            return wrong(CAN, place, "HB313", "no answers can make this false: take it out, or mend it")
        if (self._space.exact and not names_bands(condition)) or self._drawn(condition):
            return proved(CAN, place)
        return unproved(CAN, place, "whether this can be true for some and false for others")

    def _drawn(self, condition: Condition) -> bool:
        """Whether it holds for some who were drawn by chance, and fails for others."""
        truths = [crowd.as_meant.holds(condition) for crowd in self._crowds]
        return any(truth.yes for truth in truths) and any(truth.no for truth in truths)

    def _differ(self, one: Condition, other: Condition) -> Claim:
        """Of conditions of which any is enough, none must hold only where another one does."""
        first, second = self._written.condition(one), self._written.condition(other)
        engine = next(iter(self._crowds)).engine
        here, there = _changes(engine, one, other), _changes(engine, other, one)
        if here and there:
            return proved(DIFFER, second)
        space = space_of(self._written.bank, [one, other])
        if space.exact and not (there or _changes(space.engine, other, one)):
            return wrong(DIFFER, second, "HB316", _shadowed(second, first))
        if space.exact and not (here or _changes(space.engine, one, other)):
            return wrong(DIFFER, first, "HB316", _shadowed(first, second))
        if space.exact and not names_bands(AnyOf((one, other))):
            return proved(DIFFER, second)
        return unproved(DIFFER, second, f"whether this differs from the condition {_where(first, second)}")


def _shadowed(place: Value, other: Value) -> str:
    return f"whenever this is true, so is the condition {_where(other, place)}: take this out, or mend it"


def _where(other: Value, here: Value) -> str:
    return f"on line {other.line}" if other.line != here.line else f"at column {other.column} of this line"


def _parts(condition: Condition) -> tuple[Condition, ...]:
    """What a condition is made of, less bands by themselves: whether each can be reached is looked at elsewhere."""
    match condition:
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return tuple(part for part in parts if not isinstance(part, InBand))
        case Not(part) if not isinstance(part, InBand):
            return (part,)
        case _:
            return ()


def _changes(engine: Engine, part: Condition, other: Condition) -> int:
    """The people for whom a part changes what comes of "part or other"."""
    here, there = engine.holds(part), engine.holds(other)
    changed: int = (here.yes & ~there.yes) | (there.no & ~here.no)
    return changed

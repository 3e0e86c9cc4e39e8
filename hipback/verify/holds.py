"""Whether each condition of a bank, and each part of one, can hold and can fail, and whether a part changes a thing."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from itertools import permutations

from hipback.engine import Engine, leaves
from hipback.model import AllOf, AnyOf, AtLeast, Bank, Condition, InBand, Leaf, Not
from hipback.outcomes import rest_of
from hipback.truth import Truth
from hipback.verify.claims import Claim, wrong
from hipback.verify.crowd import Crowds
from hipback.verify.spaces import Space, space_of
from hipback.written import Written

CAN = "conditions, and parts of them, can hold and can fail"
DIFFER = "conditions of which any is enough differ from each other"


def conditions_hold(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """Of every condition, but for what only points hang on, claims about itself and its parts."""
    for condition in _conditions(written.bank):
        yield from _Judge(written, crowds, condition).claims(condition)


def _conditions(bank: Bank) -> Iterator[Condition]:
    yield from (question.ask_if for question in bank.questions.values() if question.ask_if)
    for indicator in bank.indicators.values():
        tables = (points for domain in indicator.domains for points in domain.points)
        yield from {points.guard: None for points in tables if points.guard}
        yield from (band.needs for band in indicator.bands if band.needs)
    yield from (flag.when for flag in bank.flags.values())
    yield from (headline.when for headline in bank.headlines if headline.when)
    yield from (pattern.when for pattern in bank.patterns)
    yield from (rule.when for rule in bank.suppressions.values())


class _Judge:
    """Judges the parts of one condition: in a crowd, and where that does not show it, in the space of the condition."""

    def __init__(self, written: Written, crowds: Crowds, whole: Condition) -> None:
        self._written = written
        self._crowds = crowds
        self._whole = whole

    @cached_property
    def _space(self) -> Space:
        return space_of(self._written.bank, [self._whole])

    def claims(self, condition: Condition) -> list[Claim]:
        """About the parts first: a condition with a part that is wrong is not told of once more."""
        parts = () if self._stands_for_others(condition) else _parts(condition)
        found = [claim for part in parts for claim in self.claims(part)]
        if all(claim.proved for claim in found):
            found.append(self._can_hold_and_fail(condition))
            if found[-1].proved and isinstance(condition, AnyOf):
                found += self._differ(parts)
        return found

    def _stands_for_others(self, condition: Condition) -> bool:
        """Whether it was written as the name of patterns, or of an urgency: those are looked at by themselves."""
        place = self._written.condition(condition)
        return place.is_named("pattern") or place.is_named("urgency")

    def _can_hold_and_fail(self, condition: Condition) -> Claim:
        engines = [crowd.engine for crowd in self._crowds]
        holds = any(self._held(engine, condition) for engine in engines)
        fails = any(engine.holds(condition).no for engine in engines)
        if holds and fails:
            return Claim(CAN)
        place = self._written.condition(condition)
        if not holds and not self._held(self._space.engine, condition):
            return wrong(CAN, place, "HB312", "no answers can make this true: take it out, or mend it")
        if not fails and not self._space.engine.holds(condition).no:
            return wrong(CAN, place, "HB313", "no answers can make this false: take it out, or mend it")
        return self._shown_by_space(CAN, condition, "whether this can be true for some and false for others")

    def _held(self, engine: Engine, condition: Condition) -> int:
        """For whom it holds. Of "in one of all the bands" the contrary is only ever not sure, and meant so."""
        truth = engine.holds(condition)
        lacks_a_band = any(self._is_any_band(leaf) for leaf in leaves(condition))
        return rest_of(engine, truth.no) if lacks_a_band else truth.yes

    def _is_any_band(self, leaf: Leaf) -> bool:
        bands = self._written.bank.indicators
        return isinstance(leaf, InBand) and len(leaf.bands) == len(bands[leaf.indicator].bands)

    def _differ(self, parts: Sequence[Condition]) -> Iterator[Claim]:
        """Of conditions of which any is enough, none must hold only where another one does."""
        engine = next(iter(self._crowds)).engine
        truths = [engine.holds(part) for part in parts]
        for (part, here), (other, there) in permutations(zip(parts, truths, strict=True), 2):
            shown = _not_only_where(here, there) or self._changes_something(part, other)
            yield Claim(DIFFER) if shown else self._shadowed(part, other)

    def _changes_something(self, part: Condition, other: Condition) -> int:
        engine = space_of(self._written.bank, [part, other]).engine
        return _not_only_where(engine.holds(part), engine.holds(other))

    def _shadowed(self, part: Condition, other: Condition) -> Claim:
        line = self._written.condition(other).line
        message = f"whenever this is true, so is the condition on line {line}: take this out, or mend it"
        return wrong(DIFFER, self._written.condition(part), "HB316", message)

    def _shown_by_space(self, what: str, condition: Condition, question: str) -> Claim:
        """Proved, if all ways of answering were looked at; bands that stand free of their points prove nothing."""
        free = any(isinstance(leaf, InBand) for leaf in leaves(self._whole))
        if self._space.exact and not free:
            return Claim(what)
        return Claim(what, unproved=f"{self._written.condition(condition).place}: {question}")


def _parts(condition: Condition) -> tuple[Condition, ...]:
    """What a condition is made of, less bands by themselves: whether each can be reached is looked at elsewhere."""
    match condition:
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            return tuple(part for part in parts if not isinstance(part, InBand))
        case Not(part) if not isinstance(part, InBand):
            return (part,)
        case _:
            return ()


def _not_only_where(here: Truth, there: Truth) -> int:
    """The people for whom "here" changes what comes of "here or there"."""
    changed: int = (here.yes & ~there.yes) | (there.no & ~here.no)
    return changed

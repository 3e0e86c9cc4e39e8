"""Whether two conditions mean the same, however they were written.

Where what they name can turn out in few enough ways, all of these are tried. Where there are too many, the order of
parts, parts that stand twice, groups in groups and a double "not" make no difference: then two conditions may be called
different that are not, but never the other way round.
"""

from collections import Counter
from collections.abc import Hashable, Iterator
from typing import NamedTuple

from hipback.model import AllOf, AnyOf, AtLeast, Bank, Condition, Not
from hipback.verify.spaces import space_of


class Meaning(NamedTuple):
    """Compares conditions in these banks, of which each may ask a question of other people."""

    banks: tuple[Bank, ...]

    def same(self, one: Condition | None, other: Condition | None) -> bool:
        """Whether the conditions always hold alike, and are always unknown alike."""
        if one is None or other is None:
            return one is other
        return in_order(one) == in_order(other) or all(_alike(bank, one, other) for bank in self.banks)


def in_order(condition: Condition) -> Hashable:
    """A value that is the same for conditions that differ only in the order, the repetition or the nesting of parts."""
    match condition:
        case AllOf() | AnyOf():
            parts = frozenset(map(in_order, _flat(condition)))
            return next(iter(parts)) if len(parts) == 1 else (type(condition), parts)
        case AtLeast(least, parts):
            return AtLeast, least, frozenset(Counter(map(in_order, parts)).items())
        case Not(Not(part)):
            return in_order(part)
        case Not(part):
            return Not, in_order(part)
        case _:
            return condition


def _flat(group: AllOf | AnyOf) -> Iterator[Condition]:
    for part in group.parts:
        if isinstance(part, (AllOf, AnyOf)) and (type(part) is type(group) or len(part.parts) == 1):
            yield from _flat(part)
        else:
            yield part


def _alike(bank: Bank, one: Condition, other: Condition) -> bool:
    space = space_of(bank, [one, other])
    return space.exact and space.engine.holds(one) == space.engine.holds(other)

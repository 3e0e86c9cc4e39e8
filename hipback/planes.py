"""Whole numbers of many people at once, as planes of bits: people are added up as fast as one person is.

Bit i of plane n is the 2**n of the number of person i. Numbers are never negative.
"""

from itertools import zip_longest


class Number:
    """A number for each of many people."""

    __slots__ = ("planes",)

    def __init__(self, planes: tuple[int, ...]) -> None:
        self.planes = planes

    @classmethod
    def of(cls, number: int, people: int) -> "Number":
        """This number for these people, and 0 for all others."""
        return cls(tuple(people if number >> plane & 1 else 0 for plane in range(number.bit_length())))

    def __add__(self, other: "Number | int") -> "Number":
        if isinstance(other, int):  # the 0 from which a sum starts
            return self
        sums, carry = [], 0
        for one, two in zip_longest(self.planes, other.planes, fillvalue=0):
            either = one ^ two
            sums.append(either ^ carry)
            carry = (one & two) | (either & carry)
        return Number((*sums, carry) if carry else tuple(sums))

    __radd__ = __add__

    def times(self, factor: int) -> "Number":
        """So many times the number."""
        found = Number(())
        for place in range(factor.bit_length()):
            if factor >> place & 1:
                found = found + Number((*([0] * place), *self.planes))
        return found

    def at_least(self, other: "Number", people: int) -> int:
        """Of some people those whose number is not less than the other."""
        more, same = 0, people
        for one, two in reversed(list(zip_longest(self.planes, other.planes, fillvalue=0))):
            more |= same & one & ~two
            same &= ~(one ^ two)
        return more | same

    def instead(self, other: "Number", people: int) -> "Number":
        """The number, but the other one for these people."""
        pairs = zip_longest(self.planes, other.planes, fillvalue=0)
        return Number(tuple((one & ~people) | (two & people) for one, two in pairs))

    def less(self, other: "Number") -> "Number":
        """The number less another that is greater for nobody."""
        left, borrow = [], 0
        for one, two in zip_longest(self.planes, other.planes, fillvalue=0):
            left.append(one ^ two ^ borrow)
            borrow = (~one & (two | borrow)) | (two & borrow)
        return Number(tuple(left))

    def total(self) -> int:
        """The numbers of all people together."""
        return sum(plane.bit_count() << place for place, plane in enumerate(self.planes))

    def greatest(self, people: int) -> int:
        """The greatest number of some people; 0 for nobody."""
        found = 0
        for place, plane in reversed(list(enumerate(self.planes))):
            if people & plane:
                found, people = found | 1 << place, people & plane
        return found

    def for_person(self, person: int) -> int:
        """The number of one of the people, who count from 0."""
        return sum((plane >> person & 1) << place for place, plane in enumerate(self.planes))

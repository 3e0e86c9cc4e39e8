"""Three-valued truth for one person, for a column of people, or for a set of bits.

A `Truth` is a pair: known to be so, known not to be so. Neither means that we cannot tell. Each side may be a
`bool`, a numpy array of them, or an `int` used as a set of bits: all that is needed of a side is `&` and `|`.
"""

from typing import Any, NamedTuple, NoReturn

_new = tuple.__new__  # half the time of Truth(...), of which one person's score takes a thousand


class Truth(NamedTuple):
    """Known to be so, known not to be so; neither means that we cannot tell."""

    yes: Any
    no: Any

    def __and__(self, other: "Truth") -> "Truth":
        return _new(Truth, (self.yes & other.yes, self.no | other.no))

    def __or__(self, other: "Truth") -> "Truth":
        return _new(Truth, (self.yes | other.yes, self.no & other.no))

    def __invert__(self) -> "Truth":
        return _new(Truth, (self.no, self.yes))

    def __bool__(self) -> NoReturn:
        raise TypeError("a Truth has two sides: ask for .yes or for .no")


YES = Truth(True, False)
NO = Truth(False, True)
UNKNOWN = Truth(False, False)

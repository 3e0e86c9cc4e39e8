"""What a proof comes to: it is so, it is not so, or it could not be told."""

from collections.abc import Mapping
from typing import NamedTuple

from hipback.errors import Problem
from hipback.marked import Value
from hipback.model import Answer


class Claim(NamedTuple):
    """Something that must be so of a bank.

    `what` says of what kind it is: claims of one kind are counted together. `place` is where in the file it is about.
    It is proved unless there is a `problem`, or `unproved` says what could not be told. `example` are answers that show
    the problem; there are none where the problem is that no answers lead to something.
    """

    what: str
    place: str
    problem: Problem | None = None
    example: Mapping[str, Answer] | None = None
    unproved: str = ""

    @property
    def proved(self) -> bool:
        """Whether it is so for everyone who could be."""
        return self.problem is None and not self.unproved


def proved(what: str, place: Value) -> Claim:
    """A claim that is so."""
    return Claim(what, place.place)


def wrong(what: str, place: Value, code: str, message: str, example: Mapping[str, Answer] | None = None) -> Claim:
    """A claim that is not so."""
    return Claim(what, place.place, place.problem(code, message), example)


def unproved(what: str, place: Value, doubt: str) -> Claim:
    """A claim of which it could not be told whether it is so: `whether the flag 'fever' can come up`."""
    return Claim(what, place.place, unproved=doubt)

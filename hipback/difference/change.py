"""What differs between two banks, as plain data, the same for every format."""

from collections.abc import Mapping
from enum import IntEnum
from typing import NamedTuple

from hipback.model import Answer

ADDED, REMOVED, RENAMED, MOVED = "added", "removed", "renamed", "moved"
REWORDED, CHANGED, RAISED, LOWERED = "reworded", "changed", "raised", "lowered"


class VersionPart(IntEnum):
    """A part of a version such as 1.2.3. A higher one always wins.

    MAJOR: stored answers or results may no longer fit, or may mean something else.
    MINOR: they fit, but a person may answer or get something else, or there is more to read.
    PATCH: the same answers give the same result, in other words or with other sources.
    """

    PATCH = 0
    MINOR = 1
    MAJOR = 2

    @property
    def word(self) -> str:
        """The word that people use."""
        return self.name.lower()


class Change(NamedTuple):
    """One difference in meaning. `where` are the keys that lead to it in the file; what there is none of is empty."""

    kind: str
    where: tuple[str, ...]
    before: str
    after: str
    raises: VersionPart


class Versions(NamedTuple):
    """What the differences ask of the version: the part that rises, and the lowest that is right.

    `least` is empty where nothing is asked, since the banks are not versions of one bank.
    """

    raises: VersionPart | None
    least: str
    enough: bool


def numbers(version: str) -> tuple[int, ...]:
    """A version as numbers, which can be compared.

    >>> numbers("1.10.0") > numbers("1.9.0")
    True
    """
    return tuple(map(int, version.split(".")))


class Effect(NamedTuple):
    """One thing that comes out differently: for how many people, and an example.

    For the person of the example `before` came out of the old bank and `after` comes out of the new one. The answers
    are those that each bank knows of what either asks; those to `needed` are not the plainest that there are.
    """

    what: str
    people: int
    before: str
    after: str
    needed: tuple[str, ...]
    old_answers: Mapping[str, Answer]
    new_answers: Mapping[str, Answer]


class CaseChanged(NamedTuple):
    """A written person for whom something differs, and answers of theirs that do not fit the new bank."""

    name: str
    line: int
    differences: Mapping[str, tuple[str, str]]
    unfit: tuple[str, ...]


class OnPeople(NamedTuple):
    """What differs for so many people, drawn by chance from a seed."""

    size: int
    seed: int
    effects: tuple[Effect, ...]


class OnCases(NamedTuple):
    """What differs for the written people of a file."""

    file: str
    size: int
    changed: tuple[CaseChanged, ...]


class BankFile(NamedTuple):
    """A bank that was compared, and where it was read."""

    file: str
    id: str
    version: str


class Comparison(NamedTuple):
    """All that is told of two banks."""

    old: BankFile
    new: BankFile
    changes: tuple[Change, ...]
    versions: Versions
    people: OnPeople
    cases: OnCases | None

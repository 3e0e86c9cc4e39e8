"""What the version of a bank must become."""

from collections.abc import Iterable

from hipback.difference.change import Change, VersionPart, Versions, numbers
from hipback.model import Bank

PATCH, MINOR, MAJOR = VersionPart


def versions(old: Bank, new: Bank, changes: Iterable[Change]) -> Versions:
    """Which version the new bank must have at least. Versions count only among banks of one id.

    A version never falls. As long as its first number is 0 nothing is promised yet: any higher one will do.
    """
    raises = max((change.raises for change in changes), default=None)
    if old.id != new.id:
        return Versions(raises, "", True)
    major, minor, patch = numbers(old.version)
    lowest = {
        None: (major, minor, patch),
        PATCH: (major, minor, patch + 1),
        MINOR: (major, minor + 1, 0),
        MAJOR: (major + 1, 0, 0),
    }[raises if major or raises is None else PATCH]
    return Versions(raises, ".".join(map(str, lowest)), numbers(new.version) >= lowest)

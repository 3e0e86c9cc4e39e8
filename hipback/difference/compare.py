"""Two banks compared: what differs, what it changes for people, and what the version must become."""

from collections.abc import Sequence

from hipback.cases import Case
from hipback.difference.change import BankFile, Comparison, OnCases, OnPeople
from hipback.difference.effects import Effects
from hipback.difference.on_cases import cases_changed
from hipback.difference.parts import differences
from hipback.difference.renames import names_between
from hipback.difference.versions import versions
from hipback.model import Bank

Written = tuple[str, Sequence[Case]]
"""A file, and the people who are written there."""


def compare(files: tuple[str, str], old: Bank, new: Bank, written: Written | None, size: int, seed: int) -> Comparison:
    """All that is told of an old bank and a new one, with so many people drawn by chance from a seed.

    Where nothing differs nothing can come out differently, and nobody is asked.
    """
    names = names_between(old, new)
    old_renamed = names.bank(old)
    changes = differences(old_renamed, new, names)
    effects = Effects(old_renamed, new, names).drawn(size, seed) if changes and size else ()
    file, cases = written or ("", ())
    changed = cases_changed(old_renamed, new, names, cases) if changes else ()
    return Comparison(
        BankFile(files[0], old.id, old.version),
        BankFile(files[1], new.id, new.version),
        changes,
        versions(old, new, changes),
        OnPeople(size, seed, tuple(effects)),
        OnCases(file, len(cases), tuple(changed)) if written else None,
    )

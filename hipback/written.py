"""A bank together with where everything in it stands, for those who tell its author about it."""

from typing import NamedTuple

from hipback.bank import bank_of, read_regular
from hipback.errors import Problem
from hipback.marked import SIZE_AT_MOST, Value, read_yaml
from hipback.model import Bank, Condition


class Written(NamedTuple):
    """A bank, and the values of the file that it was read from."""

    bank: Bank
    root: Value

    @classmethod
    def read(cls, path: str) -> "Written":
        """The bank in this file. Raises `BankError` with all of its problems, or `FileError`."""
        return cls.of(read_regular(path, SIZE_AT_MOST), path)

    @classmethod
    def of(cls, source: bytes, file: str) -> "Written":
        """The bank that these bytes are. Raises `BankError` with all of its problems."""
        root = read_yaml(source, file)
        return cls(bank_of(root, source), root)

    def at(self, *path: str) -> Value:
        """What stands under these keys, as deep as the file goes: `at("flags", "saddle", "text")`."""
        found = self.root
        for name in path:
            found = found.peek(name) or found
        return found

    def key(self, *path: str) -> Value:
        """The last of these keys itself; without such a key, what stands above it."""
        above = self.at(*path[:-1])
        return above.key(path[-1]) or above

    def condition(self, condition: Condition) -> Value:
        """Where a condition of the bank, or a part of one, was written."""
        return next(place for part, place in self.root.marks.made if part is condition)

    def note(self, problem: Problem) -> None:
        """Note a problem that was found by other means than reading."""
        self.root.marks.note(problem)

    @property
    def problems(self) -> list[Problem]:
        """What has been found wrong with it since it was read."""
        return self.root.marks.problems

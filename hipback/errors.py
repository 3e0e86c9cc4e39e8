"""What a user can be told. Only the command line catches these, and shows them as they are.

HipbackError
├── BankError      a bank is wrong: every problem with its place
├── AnswersError   words of a person do not fit, or are missing: every one of them
├── TableError     a table of answers has columns that no question has
└── FileError      something cannot be read or written
    └── BusyError  another window is at it
"""

from collections.abc import Collection, Sequence
from typing import NamedTuple

SHOWN_AT_MOST = 50


class Problem(NamedTuple):
    """What is wrong in a bank, where, and what would be right. Lines and columns count from 1."""

    file: str
    line: int
    column: int
    code: str
    message: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}: {self.code} {self.message}"


class HipbackError(Exception):
    """Something a user can mend; its text is made for the user."""


class BankError(HipbackError):
    """A bank that cannot be used, with all of its problems in the order of the file."""

    def __init__(self, problems: Sequence[Problem]) -> None:
        self.problems = sorted(problems, key=lambda problem: (problem.file, problem.line, problem.column))
        super().__init__(_lines([str(problem) for problem in self.problems]))


class AnswersError(HipbackError):
    """Answers or other words of a person that are wrong or missing, one sentence each."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(_lines(self.sentences))


class TableError(HipbackError):
    """Columns that do not fit a bank, one sentence each."""

    def __init__(self, sentences: Sequence[str]) -> None:
        self.sentences = tuple(sentences)
        super().__init__(_lines(self.sentences))


class FileError(HipbackError):
    """A file or folder that cannot be used, and what to do."""


class BusyError(FileError):
    """A screening that is open in another window."""


def _lines(sentences: Sequence[str]) -> str:
    shown, hidden = sentences[:SHOWN_AT_MOST], len(sentences) - SHOWN_AT_MOST
    return "\n".join([*shown, f"... and {hidden} more"] if hidden > 0 else shown)


def quote(words: str) -> str:
    """The author's own words, short enough for one line."""
    one_line = " ".join(words.split())
    return f"'{one_line}'" if len(one_line) <= 60 else f"'{one_line[:57]}...'"


def hint(word: str, allowed: Collection[str]) -> str:
    """What would be right: the nearest word, or all of them if none is near."""
    from difflib import get_close_matches  # only an author with a problem waits for it

    known = sorted(allowed)
    near = get_close_matches(word, known, n=1)
    if near:
        return f"did you mean {quote(near[0])}?"
    return f"use {_or(known)}" if 0 < len(known) <= 12 else "none like it exists"


def _or(words: list[str]) -> str:
    *first, last = map(quote, words)
    return f"{', '.join(first)} or {last}" if first else last

"""What an author has against slips: `bank check`, `bank verify` and `bank test`, tried on a changed bank.

It stops at the first finding at a right line, or at the first written person for whom something else comes out. What
is quick is tried first: `check`, then the few people who have most to do with what was changed, then `verify`, and then
all other people.
"""

import re
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import cache
from math import sqrt
from pathlib import Path
from typing import NamedTuple

from hipback.bank import default_bank_path, read_bank
from hipback.cases import Case, read_cases, try_case
from hipback.difference.parts import differences
from hipback.difference.renames import names_between
from hipback.errors import BankError, Problem
from hipback.lint import lint
from hipback.model import Bank
from hipback.verify import verify
from hipback.written import Written
from mutations.page import Mutation

CASES = Path(__file__).parent.parent / "cases.yaml"

NEAREST = 10
"""How many people are tried before `verify`, which takes as long as sixty people."""

CHECK, VERIFY, TEST, HARMLESS, MISSED = "check", "verify", "test", "harmless", "missed"


class Outcome(NamedTuple):
    """Which tool told of a slip, or that none did, or that it does no harm; and what was told, with the place."""

    tool: str
    told: str = ""


def outcome(mutation: Mutation) -> Outcome:
    """What becomes of a slip."""
    try:
        written = Written.of(mutation.text.encode(), "questions.yaml")
    except BankError as error:
        found = _at_right_line(error.problems, mutation)
        return Outcome(CHECK, found) if found else Outcome(MISSED, f"told elsewhere: {error.problems[0]}")
    told = (Outcome(tool, found) for tool, found in _told(written, mutation) if found)
    return next(told, None) or Outcome(_left(written.bank))


def _told(written: Written, mutation: Mutation) -> Iterator[tuple[str, str]]:
    """What each tool tells of a bank that can be read; nothing if it is content."""
    lint(written)
    yield CHECK, _at_right_line(written.problems, mutation)
    try:
        people = read_cases(CASES.read_bytes(), "tests/cases.yaml", written.bank)
    except BankError as error:
        yield TEST, str(error.problems[0])
        return
    people = _nearest_first(people, mutation.names)
    yield TEST, _differing(written.bank, people[:NEAREST])
    yield VERIFY, _at_right_line(_findings(written), mutation)
    yield TEST, _differing(written.bank, people[NEAREST:])


def _at_right_line(problems: Iterable[Problem], mutation: Mutation) -> str:
    return next((str(problem) for problem in problems if problem.line in mutation.lines), "")


def _findings(written: Written) -> Iterable[Problem]:
    """What is not so; and behind all that, what could not be proved, since that is told as well."""
    doubts = []
    for claim in verify(written):
        if claim.problem:
            yield claim.problem
        elif claim.unproved:
            file, line, column = claim.place.split(":")
            doubts.append(Problem(file, int(line), int(column), "not proved:", claim.unproved))
    yield from doubts


def _left(bank: Bank) -> str:
    """What a slip is that nothing tells of: it does no harm if `bank diff` finds no difference in meaning."""
    names = names_between(_shipped(), bank)
    return MISSED if differences(names.bank(_shipped()), bank, names) else HARMLESS


@cache
def _shipped() -> Bank:
    return read_bank(default_bank_path())


# Written people


def _differing(bank: Bank, people: Iterable[Case]) -> str:
    """The first person who is not as written."""
    differing = (case for case in people if try_case(bank, case).differences)
    return next((f"tests/cases.yaml:{case.line}: {case.name}" for case in differing), "")


def _nearest_first(people: Sequence[Case], names: Collection[str]) -> Sequence[Case]:
    """The people by how many of these words they have to do with; a word that few people share tells more."""
    about = {case.name: _about(case) for case in people}
    often = Counter(word for words in about.values() for word in words)
    nearness = {name: sum(1 / sqrt(often[word]) for word in words & set(names)) for name, words in about.items()}
    return sorted(people, key=lambda case: -nearness[case.name])


def _about(case: Case) -> set[str]:
    """The words of what a person answers other than everyone, and of what must come out."""
    own = {question: answer for question, answer in case.answers.items() if case.everyone.get(question) != answer}
    return set(re.findall(r"\w+", f"{own} {dict(case.result)}"))

"""What a new bank changes for written people."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from hipback.cases import Case, Result, advice_of, read_cases, result_of
from hipback.difference.change import CaseChanged
from hipback.difference.renames import Names
from hipback.difference.sides import Sides, together
from hipback.difference.unions import fit, fit_all, union
from hipback.errors import BankError
from hipback.interview import Interview
from hipback.model import SKIPPED, Answer, Bank, Urgency
from hipback.outcomes import any_of
from hipback.result import make_report

Answers = Mapping[str, Answer]


def read_for_either(source: bytes, file: str, old: Bank, new: Bank) -> tuple[Case, ...]:
    """The people of a file that was written for one of two banks. Raises `BankError` if they fit neither."""
    for bank in (union(old, new), union(new, old)):
        with suppress(BankError):
            return read_cases(source, file, bank)
    return read_cases(source, file, new)  # whose problems are told in its own words


def cases_changed(old: Bank, new: Bank, names: Names, cases: Sequence[Case]) -> list[CaseChanged]:
    """The people for whom something comes out differently, or whose answers do not fit; first those less urgent now.

    The old bank is given in the names of the new one. A question that only one of the banks asks, and to which a person
    has no answer, is skipped.
    """
    skipped = dict.fromkeys(old.questions.keys() ^ new.questions.keys(), SKIPPED)
    answers = [{**skipped, **names.answers(case.answers)} for case in cases]
    doubtful = _doubtful(old, new, answers)
    changed = []
    for person, (case, given) in enumerate(zip(cases, answers, strict=True)):
        differences = _differences(old, new, given) if doubtful >> person & 1 else {}
        unfit = tuple(_unfit(new, names.answers(case.answers)))
        if differences or unfit:
            changed.append(CaseChanged(case.name, case.line, differences, unfit))
    return sorted(changed, key=lambda case: not _lowered(case))


def _doubtful(old: Bank, new: Bank, answers: Sequence[Answers]) -> int:
    """The people for whom a whole screening may come out differently: it is slow, and so looked at for these alone.

    For all others both banks come to a summary, which depends on the last answers alone.
    """
    people = together(answers)
    sides = Sides.of(old, new, people)
    asked = {*old.questions, *new.questions}
    unfinished = any_of(1 << person for person, given in enumerate(answers) if asked - given.keys())
    return any_of(sides.differing.values()) | people.all & ~sides.scored | unfinished


def _differences(old: Bank, new: Bank, answers: Answers) -> dict[str, tuple[str, str]]:
    before, after = _result(old, answers), _result(new, answers)
    found = {key: (before.get(key, ()), after.get(key, ())) for key in dict.fromkeys([*before, *after])}
    return {key: _words(key, *values) for key, values in found.items() if values[0] != values[1]}


def _result(bank: Bank, answers: Answers) -> Result:
    """What comes out, with the advice that is shown in place of that which is not."""
    interview = Interview.start(bank, fit_all(bank, answers))
    found = dict(result_of(interview, make_report(interview)))
    hidden = found.pop("not_shown")
    return {**found, "shown": tuple(sorted(advice_of(bank).difference(hidden)))}


def _unfit(bank: Bank, answers: Answers) -> Iterator[str]:
    """Answers that the bank does not take as they are."""
    for question, answer in answers.items():
        if fit(bank, question, answer) != answer:
            words = ", ".join(answer) if isinstance(answer, tuple) else answer
            yield f"{question}: {words}"


def _words(key: str, before: Any, after: Any) -> tuple[str, str]:
    """Two values; of names of which there may be many, those that are gone and those that have come."""
    if key in _LISTS:
        return _joined(_without(before, after), ", "), _joined(_without(after, before), ", ")
    return _joined(before, " or "), _joined(after, " or ")


_LISTS = ("flags", "not_sure", "patterns", "suppressed", "shown")


def _without(names: Sequence[str], others: Sequence[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name not in others)


def _joined(value: Any, by: str) -> str:
    return (by.join(value) or "nothing") if isinstance(value, tuple) else str(value)


def _lowered(found: CaseChanged) -> bool:
    order = ["open", *(urgency.word for urgency in Urgency)]
    before, after = found.differences.get("urgency", ("open", "open"))
    return order.index(before) > order.index(after)

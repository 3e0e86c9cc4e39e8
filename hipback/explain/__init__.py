"""Why a result is what it is: from an interview and its report to an `Explanation`.

Nothing is decided here: what is so is asked of the engine, and what came out stands in the report.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hipback.explain.result import Result
from hipback.explain.rules import Rules
from hipback.explain.scores import Scores
from hipback.explain.subjects import Subjects, names
from hipback.explain.what_if import what_if
from hipback.explanation import Explanation, Source, Whole
from hipback.interview import Interview
from hipback.lessons import CHECKED
from hipback.model import Answer, Bank
from hipback.report import Report

__all__ = ["explain", "names"]


def explain(
    interview: Interview, report: Report, name: str | None = None, changes: Mapping[str, Answer] | None = None
) -> Explanation:
    """The whole result; or only what bears a name, what other answers would move, or both.

    Raises `AnswersError` if nothing in the bank bears the name.
    """
    result = Result.of(interview, report)
    subjects = Subjects(result).named(name) if name is not None else ()
    moved = what_if(interview, report, changes) if changes else None
    whole = None if subjects or moved else _whole(result)
    return Explanation(report, whole, subjects, moved, tuple(_sources(result.bank, (whole, subjects))))


def _whole(result: Result) -> Whole:
    bank, report, rules, scores = result.bank, result.report, Rules(result), Scores(result)
    signs = tuple(rules.signs())
    if not report.scored:
        return Whole(len(bank.flags), signs)
    return Whole(
        flags=len(bank.flags),
        signs=signs,
        indicators=tuple(map(scores.why, report.indicators)),
        headlines=tuple(map(rules.headline, bank.headlines)),
        patterns=tuple(map(rules.pattern, bank.patterns)),
        suppressions=tuple(map(rules.suppression, bank.suppressions.values())),
        advice=tuple(rules.advice()),
    )


def _sources(bank: Bank, told: Any) -> Iterator[Source]:
    """Every reference behind what is told, in the order of the bank."""
    cited = set(_cited(told))
    for found in bank.references.values():
        if found.id in cited:
            yield Source(found.id, found.text, found.strength, found.figures, CHECKED[found.figures])


def _cited(told: Any) -> Iterator[str]:
    """The references that some data names, however deep."""
    if isinstance(told, tuple):
        yield from getattr(told, "references", ())
        for part in told:
            yield from _cited(part)

"""What other answers would move: the same way through the bank once more, with the same engine."""

from collections.abc import Iterator, Mapping
from itertools import chain

from hipback.engine import Engine
from hipback.explain.reasons import TOO_FEW
from hipback.explain.rules import title_of
from hipback.explanation import Change, Named, Shift, WhatIf
from hipback.facts import PersonFacts
from hipback.interview import Interview, words_of
from hipback.model import Answer
from hipback.report import FlagFound, IndicatorResult, Report
from hipback.result import make_report

NO_ANSWER = "no answer"


def what_if(interview: Interview, report: Report, changes: Mapping[str, Answer]) -> WhatIf:
    """What comes out otherwise with these answers in place of those that were given."""
    changed = _with_answers(interview, changes)
    left_open: list[Named] = []
    while report.scored and (question := changed.question):
        left_open.append(Named(question.id, question.label))
        changed = changed.skip()
    after = make_report(changed)
    withheld = report.warned and not _as_urgent(report, after)
    return WhatIf(
        changes=tuple(_change(interview, changed, id, answer) for id, answer in changes.items()),
        left_open=tuple(left_open),
        shifts=() if withheld else tuple(_shifts((interview, report), (changed, after))),
        withheld=withheld,
        report=after,
    )


def _with_answers(interview: Interview, changes: Mapping[str, Answer]) -> Interview:
    """The interview of someone who gives these answers, and else the same."""
    given = {**interview.given, **interview.answers, **changes}
    undone = {id: answer for id, answer in interview.undone.items() if id not in changes}
    return Interview.start(interview.bank, given, undone)


def _as_urgent(before: Report, after: Report) -> bool:
    """Whether every sign that is told of stays, as sure and as urgent as it is or more so."""
    signs = {flag.id: flag for flag in after.flags}
    return all(flag.id in signs and _no_less(flag, signs[flag.id]) for flag in before.flags)


def _no_less(before: FlagFound, after: FlagFound) -> bool:
    return after.urgency >= before.urgency and (after.state == "yes" or before.state != "yes")


def _change(before: Interview, after: Interview, id: str, answer: Answer) -> Change:
    question = before.bank.questions[id]
    old = before.answers.get(id)
    return Change(
        question=id,
        label=question.label,
        before=NO_ANSWER if old is None else words_of(question, old),
        after=words_of(question, answer),
        asked=id in after.answers,
    )


Said = tuple[Interview, Report]
Stands = Iterator[tuple[str, str, str, str]]
"""Something that can shift: its kind, id and title, and how it stands in words."""

ORDER = ("urgency", "flag", "score", "points", "band", "headline", "pattern", "suppression", "advice", "question")
"""The kinds, what matters most first."""


def _shifts(before: Said, after: Said) -> Iterator[Shift]:
    """All that differs. Where only one of them has a score, that is told in place of each of its parts."""
    stands = _stands if before[1].scored == after[1].scored else _stands_above
    old, new = ({(kind, id): (title, words) for kind, id, title, words in stands(*said)} for said in (before, after))
    for key in sorted(dict.fromkeys(chain(old, new)), key=lambda key: ORDER.index(key[0])):
        title, _ = old.get(key) or new[key]
        was, becomes = (told.get(key, ("", ""))[1] for told in (old, new))
        if was != becomes:
            yield Shift(*key, title, was, becomes)


def _stands_above(interview: Interview, report: Report) -> Stands:
    """The urgency, the signs, and whether there is a score."""
    yield "urgency", "", "How soon to be seen", "open" if report.urgency is None else report.urgency.word
    for flag in report.flags:
        yield "flag", flag.id, flag.label, {"yes": "so", "not_sure": "not sure"}[flag.state]
    yield "score", "", "The scores", "told" if report.scored else "not told"


def _stands(interview: Interview, report: Report) -> Stands:
    yield from _stands_above(interview, report)
    for found in report.indicators:
        yield "points", found.id, found.title, _points(found)
        yield "band", found.id, found.title, " or ".join(found.possible_labels) if found.enough else TOO_FEW
    if report.headline:
        yield "headline", "", "The message", report.headline[1]
    yield from (("pattern", found.id, found.title, "shown") for found in report.patterns)
    titles = {rule.id: title_of(rule) for rule in interview.bank.suppressions.values()}
    yield from (("suppression", found.id, titles[found.id], "holds advice back") for found in report.suppressed)
    yield from (("advice", found.id, found.title, "shown") for found in report.advice)
    engine = Engine(interview.bank, PersonFacts(report.answers))
    for question in interview.bank.questions.values():
        if engine.asked(question.id).yes:
            yield "question", question.id, question.label, "asked"


def _points(found: IndicatorResult) -> str:
    return str(found.low) if found.low == found.high else f"{found.low} to {found.high}"

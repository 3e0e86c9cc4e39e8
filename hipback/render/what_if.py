"""What other answers would move, to read. It never tells anyone to answer otherwise, and no sign looks gone."""

from collections.abc import Iterator

from hipback.document import Block, Heading, Items, Words
from hipback.explanation import Change, Shift, WhatIf
from hipback.model import Urgency
from hipback.render.reasons import HOW_SOON
from hipback.render.warning import scope, warnings
from hipback.report import Report

TITLE = "With other answers"
ONLY_TRUE = "This only shows how the list works. Only true answers count."
WITHHELD = "Your answers hold a sign that comes first. So it is not shown what other answers would move."
IF_TRUE = "If one of these other answers is the true one, this is for you:"
STAYS = "The signs that your own answers name still count. Other answers do not take them away."
NOTHING = "Nothing changes."
LEFT_OPEN = "Then these questions come up too. They have no answer here, so they count as open:"
NOT_ASKED = "This question is not asked then, so the answer does not count"
KINDS = {
    "flag": "Warning sign",
    "points": "Points",
    "band": "Band",
    "pattern": "Pattern",
    "suppression": "Leaves out advice",
    "advice": "Advice",
    "question": "Question",
}
URGENCIES = {urgency.word: words for urgency, words in HOW_SOON.items()}
URGENCIES |= {"routine": "no sign of this list sets a time", "open": "not known yet"}
ABSENT = {
    "flag": "not told",
    "pattern": "not shown",
    "suppression": "does not apply",
    "advice": "not shown",
    "question": "not asked",
}


def what_if(found: WhatIf) -> Iterator[Block]:
    """The other answers, and each thing that moves, before and after."""
    yield Heading(TITLE, "title")
    yield Items(tuple(map(_change, found.changes)))
    yield Words(ONLY_TRUE)
    if found.withheld:
        yield Words(WITHHELD)
        return
    signs = [shift for shift in found.shifts if shift.kind == "flag"]
    if any(shift.after for shift in signs):
        yield from _if_true(found.report)
    if any(not shift.after for shift in signs):
        yield Words(STAYS)
    if found.left_open:
        yield Words(LEFT_OPEN)
        yield Items(tuple(named.title for named in found.left_open))
    yield Heading("What moves")
    yield Items(tuple(map(_shift, found.shifts))) if found.shifts else Words(NOTHING)


def _if_true(report: Report) -> Iterator[Block]:
    """What the other answers warn of, for whom they are the true ones."""
    blocks = [*warnings(report, [urgency for urgency in HOW_SOON if urgency > Urgency.ROUTINE]), *scope(report)]
    if blocks:
        yield Words(IF_TRUE)
        yield from blocks


def _change(change: Change) -> str:
    words = f"{change.label}: {change.before} -> {change.after}"
    return words if change.asked else f"{words} ({NOT_ASKED})"


def _shift(shift: Shift) -> str:
    before, after = (_stands(shift, words) for words in (shift.before, shift.after))
    title = f"{KINDS[shift.kind]}: {shift.title}" if shift.kind in KINDS else shift.title
    return f"{title}: {before} -> {after}"


def _stands(shift: Shift, words: str) -> str:
    if shift.kind == "urgency":
        return URGENCIES[words]
    return words or ABSENT[shift.kind]

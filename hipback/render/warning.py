"""What warns: how soon to be seen and what to do, sign by sign, and whether the questions are made for this person.

Every form that is to be read begins with it.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter
from typing import Protocol

from hipback.document import Block, Gap, Heading, Items, Words
from hipback.model import Urgency
from hipback.report import FlagFound, Report
from hipback.safety import SAFETY_NET

TITLES = {
    Urgency.EMERGENCY: "GET EMERGENCY HELP NOW: DO NOT WAIT",
    Urgency.SAME_DAY: "TALK TO A DOCTOR OR NURSE TODAY",
    Urgency.SOON: "SEE A DOCTOR WITHIN TWO WEEKS",
    Urgency.ROUTINE: "MENTION THIS AT YOUR NEXT VISIT",
}
LESSER = "EMERGENCY HELP COMES FIRST. TELL THEM ABOUT THESE SIGNS TOO"
URGENT = (Urgency.EMERGENCY, Urgency.SAME_DAY)
NOT_FOR_YOU = "THESE QUESTIONS ARE NOT MADE FOR YOU"
MAYBE_NOT_FOR_YOU = "WHO THESE QUESTIONS ARE FOR"


class Result(Protocol):
    """What there is to warn of: in a report, or in a record of an earlier one."""

    @property
    def urgency(self) -> Urgency | None: ...
    @property
    def actions(self) -> tuple[str, ...]: ...
    @property
    def flags(self) -> tuple[FlagFound, ...]: ...
    @property
    def out_of_scope(self) -> tuple[FlagFound, ...]: ...


def scope(report: Result) -> Iterator[Block]:
    """Whether the list is made for this person; where they did not say, for whom it is made."""
    found = [flag for flag in report.flags if flag.out_of_scope]
    if not found:
        return
    yield Heading(NOT_FOR_YOU if report.out_of_scope else MAYBE_NOT_FOR_YOU, "title")
    yield from _chosen(report.out_of_scope or found)


def warnings(report: Result, urgencies: Iterable[Urgency] = tuple(TITLES)) -> Iterator[Block]:
    """Flags of these urgencies, in plain wrapped lines, outside anything that could hide them."""
    for urgency in urgencies:
        flags = [flag for flag in report.flags if flag.urgency == urgency and not flag.out_of_scope]
        if flags or (report.actions and report.urgency == urgency):
            yield from what_to_do(report, urgency)
        yield from _chosen(flags)


def what_to_do(report: Result, urgency: Urgency) -> Iterator[Block]:
    """The heading over the signs of an urgency, and what to do if there is no higher one."""
    lesser = report.urgency == Urgency.EMERGENCY > urgency
    yield Heading(LESSER if lesser else TITLES[urgency], "warning")
    for action in report.actions if report.urgency == urgency else ():
        yield Words(action, "warning")
    yield Gap()


def safety_net(report: Report) -> Iterator[Block]:
    """What to do if one of the signs to watch for starts."""
    if report.safety_net:
        yield Heading("When not to wait")
        for urgency, labels in report.safety_net:
            yield Words(SAFETY_NET[urgency])
            yield Items(labels)


def _chosen(flags: Iterable[FlagFound]) -> Iterator[Block]:
    """Each sign in the words of the answers, and under it what it means for the person."""
    flags = tuple(flags)
    for words, state in (("You chose:", "yes"), ("You were not sure about:", "not_sure")):
        found = [flag for flag in flags if flag.state == state]
        if not found:
            continue
        yield Words(words)
        for text, alike in groupby(found, attrgetter("text")):
            yield Items(tuple(dict.fromkeys(given for flag in alike for given in flag.because or (flag.label,))))
            yield Words(text, depth=2)
        yield Gap()

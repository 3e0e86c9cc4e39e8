"""A `Report` as a sheet to take to an appointment, one page in print: what was answered, and no score.

Whoever examines the person reads its first half in a minute; the other half is for the person to keep.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from operator import attrgetter

from hipback.document import Blank, Block, Document, Heading, Items, Pair, Words
from hipback.model import NONE, Urgency
from hipback.render.summary import made_with
from hipback.render.warning import URGENT, scope, warnings, what_to_do
from hipback.report import Answered, FlagFound, Report, Signs
from hipback.safety import ASK_AT_A_VISIT, SAFETY_NET, UNFINISHED

TITLE = "For a visit"
WHAT_IT_IS = "The answers of a person to a list of questions. This is not a diagnosis."
TO_FILL_IN = ("The pain began", "What I have tried", "Medicines I take", "What worries me most")
NOT_TO_WAIT = "When not to wait"
ASK_AT_MOST = 5


def visit(report: Report) -> Document:
    """The sheet; a warning sign that should not wait stands first."""
    bank = report.bank
    return Document(TITLE, bank.language, tuple(_blocks(report)), report.notice, sheet=True)


def _blocks(report: Report) -> Iterator[Block]:
    emergency = report.urgency == Urgency.EMERGENCY
    yield from _first(report)
    yield Heading(TITLE, "title")
    yield Words(" ".join([WHAT_IT_IS, *filter(None, made_with(report))]))
    if not report.scored and not report.warned:
        yield Words(UNFINISHED)
    yield from _signs(report, emergency)
    yield from _answers(report)
    yield Heading("To fill in")
    yield from map(Blank, TO_FILL_IN)
    if not emergency:
        yield Heading("To ask")
        yield Items(tuple(dict.fromkeys((*report.ask, *ASK_AT_A_VISIT)))[:ASK_AT_MOST])
        yield from _when_not_to_wait(report)


def _first(report: Report) -> Iterator[Block]:
    """What cannot wait, and whether the questions are made for this person at all."""
    if report.urgency in URGENT:
        yield from warnings(report, URGENT)
    elif any(flag.urgency == Urgency.SOON for flag in report.flags):
        yield from what_to_do(report, Urgency.SOON)
    if report.out_of_scope:
        yield from scope(report)


def _signs(report: Report, emergency: bool) -> Iterator[Block]:
    """The signs that were named and do not stand at the top, and what is known of the others."""
    found = [flag for flag in report.flags if flag.urgency not in URGENT and not flag.out_of_scope]
    told = [*_pair("Yes", _labels(found, "yes")), *_pair("Not sure", _labels(found, "not_sure"))]
    told += _all_others(report) if emergency else _others(report)
    if told:
        yield Heading("Warning signs")
        yield from told


def _all_others(report: Report) -> Iterator[Block]:
    """In an emergency the other signs are only named: nothing should keep from calling for help."""
    yield from _pair("No", [label for _, labels in report.denied for label in labels])
    yield from _pair("Not asked", ["any other sign"] if report.not_asked else [])


def _others(report: Report) -> Iterator[Block]:
    states = {"no": _to_watch(report.denied), "not asked": _to_watch(report.not_asked)}
    said = " or ".join(state for state, signs in states.items() if signs)
    yield from _pair(said.capitalize(), [f'those under "{NOT_TO_WAIT}"'] if said else [])


def _to_watch(signs: Signs) -> Mapping[Urgency, tuple[str, ...]]:
    return {urgency: labels for urgency, labels in signs if urgency >= Urgency.SOON}


def _labels(flags: Iterable[FlagFound], state: str) -> list[str]:
    return [flag.label for flag in flags if flag.state == state]


def _answers(report: Report) -> Iterator[Block]:
    """The answers in the words that were chosen, a paragraph for each section."""
    told = [found for found in report.answered if _tells_more(report, found)]
    often = Counter(found.words for found in told)
    if told:
        yield Heading("What was answered")
    for section, answered in groupby(told, attrgetter("section")):
        lines = "\n".join(_together(answered, often))
        yield Pair(section, f"\n{lines}") if section else Words(lines, depth=1)


def _tells_more(report: Report, found: Answered) -> bool:
    """Whether it is an answer that neither a sign tells nor only says that none of a list is so."""
    return not found.told_by_flags and report.answers[found.question] != (NONE,)


def _together(answered: Iterable[Answered], often: Counter[str]) -> Iterator[str]:
    """Questions with the same answer in one line, behind it; an answer that nothing else has, behind its question."""
    labels: dict[str, list[str]] = {}
    for found in answered:
        labels.setdefault(found.words, []).append(found.label)
    for words, alike in labels.items():
        yield f"{words}: {'; '.join(alike)}" if often[words] > 1 else f"{alike[0]}: {words}"


def _when_not_to_wait(report: Report) -> Iterator[Block]:
    """The signs that were denied or not asked about, and what to do if one of them starts."""
    denied, not_asked = _to_watch(report.denied), _to_watch(report.not_asked)
    levels = sorted({*denied, *not_asked}, reverse=True)
    if levels:
        yield Heading(NOT_TO_WAIT)
    for level in levels:
        yield Heading(SAFETY_NET[level], small=True)
        yield from _close("So far no:", denied.get(level, ()))
        yield from _close("Not asked:", not_asked.get(level, ()))


def _close(label: str, signs: tuple[str, ...]) -> Iterator[Block]:
    if signs:
        yield Words(label, depth=1)
        yield Items(signs, close=True)


def _pair(label: str, words: Iterable[str]) -> Iterator[Block]:
    told = "; ".join(words)
    if told:
        yield Pair(label, told)

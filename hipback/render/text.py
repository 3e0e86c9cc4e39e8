"""A `Report` as plain lines for a terminal, a pipe or a screen reader.

Every line is words; its style only says what may be made bold or coloured. Nothing is boxed, folded into a table
or paged: a warning that is not seen does not warn.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hipback.layout import wrap
from hipback.model import Urgency
from hipback.report import Contribution, FlagFound, IndicatorResult, Report
from hipback.safety import UNFINISHED

STANDS_OUT_AT_MOST = 8
SURE, OPEN, REST = "#", "?", "."
BLOCKS = str.maketrans({SURE: "█", OPEN: "▒", REST: "░"})

TITLES = {
    Urgency.EMERGENCY: "GET EMERGENCY HELP NOW",
    Urgency.SAME_DAY: "TALK TO A DOCTOR OR NURSE TODAY",
    Urgency.SOON: "SEE A DOCTOR WITHIN TWO WEEKS",
    Urgency.ROUTINE: "MENTION THIS AT YOUR NEXT VISIT",
}
NOT_FOR_YOU = "THESE QUESTIONS ARE NOT MADE FOR YOU"
MAYBE_NOT_FOR_YOU = "WHO THESE QUESTIONS ARE FOR"
SAFETY_NET = {
    Urgency.EMERGENCY: "Get emergency help at once if any of these starts:",
    Urgency.SAME_DAY: "Talk to a doctor or nurse the same day if any of these starts:",
}


class Line(NamedTuple):
    """One line of the report; the style is `title`, `warning`, `heading`, `bar` or none."""

    text: str = ""
    style: str = ""


def as_text(report: Report, width: int = 80, ascii_only: bool = True) -> str:
    """The report in lines of at most `width` columns."""
    return "".join(f"{line.text}\n" for line in as_lines(report, width, ascii_only))


def as_lines(report: Report, width: int, ascii_only: bool) -> Iterator[Line]:
    """The lines of the report, the notice last."""
    before = Line()
    for line in _parts(report, width, ascii_only):
        if line.text or before.text:  # parts end and begin with an empty line: one is enough
            yield line
        before = line


def _parts(report: Report, width: int, ascii_only: bool) -> Iterator[Line]:
    if report.scored:
        yield from _completed(report, width, ascii_only)
    elif report.warned:
        yield from _stopped(report, width)
    else:
        yield from _unfinished(report, width)
    yield from _heading("Please remember", width)
    yield from _paragraph(report.notice, width)


def _stopped(report: Report, width: int) -> Iterator[Line]:
    """One plain screen: what to do now, and why. No score."""
    yield from _scope(report, width)
    if report.urgency is not None and report.urgency >= Urgency.SAME_DAY:
        yield from _warnings(report, width, Urgency.SAME_DAY)
    else:
        yield from _warnings(report, width)
        yield from _safety_net(report, width)


def _unfinished(report: Report, width: int) -> Iterator[Line]:
    yield from _paragraph("Not finished", width, "title")
    yield from _paragraph(UNFINISHED, width)
    yield Line()
    yield from _warnings(report, width)
    yield from _answers(report, width)
    yield from _safety_net(report, width)


def _completed(report: Report, width: int, ascii_only: bool) -> Iterator[Line]:
    yield from _warnings(report, width)
    yield from _scope(report, width)
    yield from _paragraph("Your summary", width, "title")
    yield from _paragraph(f"{report.bank.title}, version {report.bank.version}. {report.draft}".strip(), width)
    yield Line()
    if report.headline:
        yield from _paragraph(report.headline[1], width)
    for indicator in report.indicators:
        yield from _indicator(indicator, width, ascii_only)
    yield from _unsettled(report, width)
    yield from _patterns(report, width)
    yield from _tell(report, width)
    yield from _answers(report, width)
    yield from _safety_net(report, width)


def _scope(report: Report, width: int) -> Iterator[Line]:
    """Whether the list is made for this person; where they did not say, for whom it is made."""
    found = [flag for flag in report.flags if flag.out_of_scope]
    if not found:
        return
    yield from _paragraph(NOT_FOR_YOU if report.out_of_scope else MAYBE_NOT_FOR_YOU, width, "title")
    for text in dict.fromkeys(flag.text for flag in report.out_of_scope or found):
        yield from _paragraph(text, width)
    yield Line()


def _warnings(report: Report, width: int, least: Urgency = Urgency.ROUTINE) -> Iterator[Line]:
    """Flags by urgency, in plain wrapped lines, outside anything that could hide them."""
    for urgency in sorted((urgency for urgency in Urgency if urgency >= least), reverse=True):
        flags = [flag for flag in report.flags if flag.urgency == urgency and not flag.out_of_scope]
        actions = report.actions if report.urgency == urgency else ()
        if flags or actions:
            yield from _paragraph(TITLES[urgency], width, "warning")
            for action in actions:
                yield from _paragraph(action, width, "warning")
            yield Line()
        yield from _chosen(flags, "yes", "You chose:", width)
        yield from _chosen(flags, "not_sure", "You were not sure about:", width)


def _chosen(found: Iterable[FlagFound], state: str, heading: str, width: int) -> Iterator[Line]:
    flags = [flag for flag in found if flag.state == state]
    if not flags:
        return
    yield from _paragraph(heading, width)
    yield from _list(dict.fromkeys(words for flag in flags for words in flag.because or (flag.label,)), width)
    for text in dict.fromkeys(flag.text for flag in flags):
        yield from _paragraph(text, width)
    yield Line()


def _indicator(found: IndicatorResult, width: int, ascii_only: bool) -> Iterator[Line]:
    yield from _heading(f"{found.title}: {_band_words(found)}", width)
    yield Line(_bar(found, min(width, 62) - 2, ascii_only), "bar")
    yield from _paragraph(_points_words(found), width)
    if found.text:
        yield from _paragraph(found.text, width)
    given = _standing_out(found)
    if given:
        yield from _paragraph("What stands out:", width)
        yield from _list((f"{given.label}: {given.words}" for given in given[:STANDS_OUT_AT_MOST]), width)
    if len(given) > STANDS_OUT_AT_MOST:
        yield from _paragraph(f"and {len(given) - STANDS_OUT_AT_MOST} more", width, first="  ")


def _standing_out(found: IndicatorResult) -> list[Contribution]:
    """What surely gave points, the most first."""
    return sorted((given for given in found.contributions if given.low), key=lambda given: -given.low)


def _band_words(found: IndicatorResult) -> str:
    if not found.enough:
        return "not enough answers"
    return found.band_label or " or ".join(found.possible_labels)


def _points_words(found: IndicatorResult) -> str:
    points = str(found.low) if found.low == found.high else f"{found.low} to {found.high}"
    return f"{points} of {found.maximum} points{'' if found.low == found.high else ', since some answers are open'}."


def _bar(found: IndicatorResult, length: int, ascii_only: bool) -> str:
    sure = found.low * length // found.maximum
    end = -(-found.high * length // found.maximum)  # rounded up: what is open is never hidden
    open_ = end - sure if found.high > found.low else 0
    bar = SURE * sure + OPEN * open_ + REST * (length - sure - open_)
    return f"[{bar}]" if ascii_only else bar.translate(BLOCKS)


def _unsettled(report: Report, width: int) -> Iterator[Line]:
    titles = {indicator.id: indicator.title for indicator in report.indicators}
    if report.unsettled:
        yield from _heading("What is still open", width)
        yield from _paragraph("An answer to these could still change your summary:", width)
        yield from _list(
            (f"{found.label} ({', '.join(titles[id] for id in found.could_change)})" for found in report.unsettled),
            width,
        )


def _patterns(report: Report, width: int) -> Iterator[Line]:
    if report.patterns:
        yield from _heading("Patterns in your answers", width)
        for found in report.patterns:
            yield from _paragraph(f"{found.title}:", width)
            yield from _paragraph(found.text, width, first="  ")


def _tell(report: Report, width: int) -> Iterator[Line]:
    """What to take to an appointment."""
    yield from _heading("What to tell a professional", width)
    flags = [f"{flag.label}{' (not sure)' if flag.state == 'not_sure' else ''}" for flag in report.flags]
    signs = [
        f"{given.label}: {given.words}" for indicator in report.indicators for given in _standing_out(indicator)[:3]
    ]
    yield from _list(
        dict.fromkeys([*flags, *signs]) or ["Where it hurts, since when, and what makes it better or worse"], width
    )
    yield from _paragraph("What to ask:", width)
    yield from _list(report.ask, width)


def _answers(report: Report, width: int) -> Iterator[Line]:
    if not report.answered:
        return
    yield from _heading("What you answered", width)
    section = ""
    for found in report.answered:
        if found.section != section:
            section = found.section
            yield from _paragraph(section, width)
        yield from _paragraph(f"{found.label}: {found.words}", width, first="  ", rest="    ")


def _safety_net(report: Report, width: int) -> Iterator[Line]:
    if not report.safety_net:
        return
    yield from _heading("When not to wait", width)
    for urgency, labels in report.safety_net:
        yield from _paragraph(SAFETY_NET[urgency], width)
        yield from _list(labels, width)


def _heading(words: str, width: int) -> Iterator[Line]:
    yield Line()
    yield from _paragraph(words, width, "heading")


def _list(items: Iterable[str], width: int) -> Iterator[Line]:
    for item in items:
        yield from _paragraph(item, width, first="  - ")


def _paragraph(words: str, width: int, style: str = "", first: str = "", rest: str | None = None) -> Iterator[Line]:
    for line in wrap(words, width, first, rest):
        yield Line(line, style)

"""A `Report` as plain lines: warnings first, the notice last."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from hipback.model import Urgency
from hipback.render.lines import Line, bullets, heading, paragraph, reminder, single_spaced
from hipback.report import Contribution, FlagFound, IndicatorResult, Report
from hipback.safety import COUNTS, SAFETY_NET, UNFINISHED

STANDS_OUT_AT_MOST = 8
SURE, OPEN, REST = "#", "?", "."
BLOCKS = str.maketrans({SURE: "█", OPEN: "▒", REST: "░"})

TITLES = {
    Urgency.EMERGENCY: "GET EMERGENCY HELP NOW: DO NOT WAIT",
    Urgency.SAME_DAY: "TALK TO A DOCTOR OR NURSE TODAY",
    Urgency.SOON: "SEE A DOCTOR WITHIN TWO WEEKS",
    Urgency.ROUTINE: "MENTION THIS AT YOUR NEXT VISIT",
}
LESSER = "EMERGENCY HELP COMES FIRST. TELL THEM ABOUT THESE SIGNS TOO"
HOW_TO = "Leave out what is not named here. To read how each one is done, run:"
URGENT = (Urgency.EMERGENCY, Urgency.SAME_DAY)
NOT_FOR_YOU = "THESE QUESTIONS ARE NOT MADE FOR YOU"
MAYBE_NOT_FOR_YOU = "WHO THESE QUESTIONS ARE FOR"


def as_text(report: Report, width: int = 80, ascii_only: bool = True) -> str:
    """The report in lines of at most `width` columns."""
    return "".join(f"{line.text}\n" for line in as_lines(report, width, ascii_only))


def as_lines(report: Report, width: int, ascii_only: bool) -> Iterator[Line]:
    """The lines of the report, the notice last."""
    yield from single_spaced(_parts(report, width, ascii_only))


def _parts(report: Report, width: int, ascii_only: bool) -> Iterator[Line]:
    if report.scored:
        yield from _completed(report, width, ascii_only)
    elif report.warned:
        yield from _stopped(report, width)
    else:
        yield from _unfinished(report, width)
    yield from reminder(report.notice, width)


def _stopped(report: Report, width: int) -> Iterator[Line]:
    """One plain screen: what to do now, and why. No score."""
    yield from _scope(report, width)
    if report.urgency is not None and report.urgency >= Urgency.SAME_DAY:
        yield from _warnings(report, width, URGENT)
    else:
        yield from _warnings(report, width)
        yield from _safety_net(report, width)


def _unfinished(report: Report, width: int) -> Iterator[Line]:
    yield from paragraph("Not finished", width, "title")
    yield from paragraph(UNFINISHED, width)
    yield Line()
    yield from _warnings(report, width)
    yield from _answers(report, width)
    yield from _safety_net(report, width)


def _completed(report: Report, width: int, ascii_only: bool) -> Iterator[Line]:
    yield from _warnings(report, width, (*URGENT, Urgency.SOON))
    yield from _scope(report, width)
    yield from paragraph("Your summary", width, "title")
    yield from paragraph(" ".join(filter(None, _on_the_summary(report))), width)
    yield Line()
    if report.headline:
        yield from paragraph(report.headline[1], width)
    yield from paragraph(COUNTS, width)
    for indicator in report.indicators:
        yield from _indicator(indicator, width, ascii_only)
    yield from _unsettled(report, width)
    yield from _patterns(report, width)
    yield Line()
    yield from _warnings(report, width, (Urgency.ROUTINE,))
    yield from _tell(report, width)
    yield from _advice(report, width)
    yield from _answers(report, width)
    yield from _safety_net(report, width)
    yield from _again(report, width)


def _on_the_summary(report: Report) -> Iterator[str]:
    """What it was made with, and when."""
    yield f"{report.bank.title}, version {report.bank.version} of {report.bank.reviewed}."
    yield f"Answered on {report.finished[:10]}." if report.finished else ""
    yield report.draft


def _again(report: Report, width: int) -> Iterator[Line]:
    """What stands at the top of a long summary and must not be lost: a sign that should be seen about soon."""
    signs = [flag.label for flag in report.flags if flag.urgency == Urgency.SOON]
    if signs:
        yield from heading("Once more", width)
        yield from paragraph(TITLES[Urgency.SOON], width, "warning")
        yield from bullets(signs, width)


def _scope(report: Report, width: int) -> Iterator[Line]:
    """Whether the list is made for this person; where they did not say, for whom it is made."""
    found = [flag for flag in report.flags if flag.out_of_scope]
    if not found:
        return
    yield from paragraph(NOT_FOR_YOU if report.out_of_scope else MAYBE_NOT_FOR_YOU, width, "title")
    yield from _chosen(report.out_of_scope or found, width)


def _warnings(report: Report, width: int, urgencies: Iterable[Urgency] = tuple(TITLES)) -> Iterator[Line]:
    """Flags of these urgencies, in plain wrapped lines, outside anything that could hide them."""
    for urgency in urgencies:
        flags = [flag for flag in report.flags if flag.urgency == urgency and not flag.out_of_scope]
        actions = report.actions if report.urgency == urgency else ()
        if flags or actions:
            lesser = report.urgency == Urgency.EMERGENCY > urgency
            yield from paragraph(LESSER if lesser else TITLES[urgency], width, "warning")
            for action in actions:
                yield from paragraph(action, width, "warning")
            yield Line()
        yield from _chosen(flags, width)


def _chosen(flags: Iterable[FlagFound], width: int) -> Iterator[Line]:
    """Each sign in the words of the answers, and under it what it means for the person."""
    for words, state in (("You chose:", "yes"), ("You were not sure about:", "not_sure")):
        found = [flag for flag in flags if flag.state == state]
        yield from paragraph(words if found else "", width)
        for text, alike in groupby(found, attrgetter("text")):
            yield from bullets(dict.fromkeys(given for flag in alike for given in flag.because or (flag.label,)), width)
            yield from paragraph(text, width, first="    ")
        yield Line()


def _indicator(found: IndicatorResult, width: int, ascii_only: bool) -> Iterator[Line]:
    yield from heading(f"{found.title}: {_band_words(found)}", width)
    yield Line(_bar(found, min(width, 62) - 2, ascii_only), "bar")
    yield from paragraph(_points_words(found), width)
    if found.text:
        yield from paragraph(found.text, width)
    given = _standing_out(found)
    if given:
        yield from paragraph("What stands out:", width)
        yield from bullets((f"{given.label}: {given.words}" for given in given[:STANDS_OUT_AT_MOST]), width)
    if len(given) > STANDS_OUT_AT_MOST:
        yield from paragraph(f"and {len(given) - STANDS_OUT_AT_MOST} more", width, first="  ")


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
        yield from heading("What is still open", width)
        yield from paragraph("An answer to these could still change your summary:", width)
        yield from bullets(
            (f"{found.label} ({', '.join(titles[id] for id in found.could_change)})" for found in report.unsettled),
            width,
        )


def _patterns(report: Report, width: int) -> Iterator[Line]:
    if report.patterns:
        yield from heading("Patterns in your answers", width)
        for found in report.patterns:
            yield from paragraph(f"{found.title}:", width)
            yield from paragraph(found.text, width, first="  ")
            yield from paragraph(f"A question to ask: {found.ask}", width, first="  ")


def _advice(report: Report, width: int) -> Iterator[Line]:
    """What may be worth a try, by its title alone; first why some of it is not shown."""
    if not report.advice and not report.suppressed:
        return
    yield from heading("What you can do", width)
    yield from bullets(dict.fromkeys(found.text for found in report.suppressed), width)
    yield from paragraph(report.care, width)
    for (_, section), topics in groupby(report.advice, attrgetter("chapter", "section")):
        yield from paragraph(section, width)
        yield from bullets((topic.title for topic in topics), width)
    yield from paragraph(HOW_TO if report.care else "", width)
    for chapter in dict.fromkeys(found.chapter for found in report.advice if report.care):
        yield from paragraph(f"hipback learn {chapter}", width, first="  ")


def _tell(report: Report, width: int) -> Iterator[Line]:
    """What to take to an appointment."""
    yield from heading("What to tell a professional", width)
    flags = [f"{flag.label}{' (not sure)' if flag.state == 'not_sure' else ''}" for flag in report.flags]
    signs = [
        f"{given.label}: {given.words}" for indicator in report.indicators for given in _standing_out(indicator)[:3]
    ]
    yield from bullets(
        dict.fromkeys([*flags, *signs]) or ["Where it hurts, since when, and what makes it better or worse"], width
    )
    if not report.patterns:  # each pattern ends with its own question
        yield from paragraph("What to ask:", width)
        yield from bullets(report.ask, width)


def _answers(report: Report, width: int) -> Iterator[Line]:
    if not report.answered:
        return
    yield from heading("What you answered", width)
    for section, answered in groupby(report.answered, attrgetter("section")):
        yield from paragraph(section, width)
        for found in answered:
            yield from paragraph(f"{found.label}: {found.words}", width, first="  ", rest="    ")


def _safety_net(report: Report, width: int) -> Iterator[Line]:
    if report.safety_net:
        yield from heading("When not to wait", width)
        for urgency, labels in report.safety_net:
            yield from paragraph(SAFETY_NET[urgency], width)
            yield from bullets(labels, width)

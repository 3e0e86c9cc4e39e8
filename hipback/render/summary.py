"""A `Report` as a summary to read: warnings first, the notice last."""

from collections.abc import Iterator
from itertools import groupby
from operator import attrgetter

from hipback.document import Bar, Block, Command, Document, Figure, Gap, Heading, Items, Mark, Pair, Words
from hipback.model import Urgency
from hipback.render.warning import TITLES, URGENT, safety_net, scope, warnings
from hipback.report import Contribution, IndicatorResult, Report
from hipback.safety import COUNTS, UNFINISHED

STANDS_OUT_AT_MOST = 8

TITLE = "Your summary"
HOW_TO = "Leave out what is not named here. To read how each one is done, run:"


def summary(report: Report) -> Document:
    """The whole summary, the warnings first."""
    return Document(TITLE, report.bank.language, tuple(_blocks(report)), report.notice)


def _blocks(report: Report) -> Iterator[Block]:
    if report.scored:
        return _completed(report)
    return _stopped(report) if report.warned else _unfinished(report)


def _stopped(report: Report) -> Iterator[Block]:
    """One plain screen: what to do now, and why. No score."""
    yield from scope(report)
    if report.urgency is not None and report.urgency >= Urgency.SAME_DAY:
        yield from warnings(report, URGENT)
    else:
        yield from warnings(report)
        yield from safety_net(report)


def _unfinished(report: Report) -> Iterator[Block]:
    yield Heading("Not finished", "title")
    yield Words(UNFINISHED)
    yield Gap()
    yield from warnings(report)
    yield from _answers(report, *_figure(report))
    yield from safety_net(report)


def _completed(report: Report) -> Iterator[Block]:
    yield from warnings(report, (*URGENT, Urgency.SOON))
    yield from scope(report)
    yield Heading(TITLE, "title")
    yield Words(" ".join(filter(None, made_with(report))))
    yield Gap()
    if report.headline:
        yield Words(report.headline[1])
    yield from _figure(report)
    yield Words(COUNTS)
    for indicator in report.indicators:
        yield from _indicator(indicator)
    yield from _unsettled(report)
    yield from _patterns(report)
    yield Gap()
    yield from warnings(report, (Urgency.ROUTINE,))
    yield from _tell(report)
    yield from _advice(report)
    yield from _answers(report)
    yield from safety_net(report)
    yield from _again(report)


def made_with(report: Report) -> Iterator[str]:
    """What a report was made with, and when."""
    yield f"{report.bank.title}, version {report.bank.version} of {report.bank.reviewed}."
    yield f"Answered on {report.finished[:10]}." if report.finished else ""
    yield report.draft


def _figure(report: Report) -> Iterator[Block]:
    """Where the person said that it hurts. The answers tell it in words."""
    if report.places:
        yield Figure(tuple(Mark(found.id, found.state == "yes", "; ".join(found.words)) for found in report.places))


def _again(report: Report) -> Iterator[Block]:
    """What stands at the top of a long summary and must not be lost: a sign that should be seen about soon."""
    signs = [flag.label for flag in report.flags if flag.urgency == Urgency.SOON]
    if signs:
        yield Heading("Once more")
        yield Words(TITLES[Urgency.SOON], "warning")
        yield Items(tuple(signs))


def _indicator(found: IndicatorResult) -> Iterator[Block]:
    yield Heading(f"{found.title}: {_band_words(found)}")
    yield Bar(found.low, found.high, found.maximum)
    yield Words(_points_words(found))
    if found.text:
        yield Words(found.text)
    given = _standing_out(found)
    if given:
        yield Words("What stands out:")
        yield Items(tuple(f"{given.label}: {given.words}" for given in given[:STANDS_OUT_AT_MOST]))
    if len(given) > STANDS_OUT_AT_MOST:
        yield Words(f"and {len(given) - STANDS_OUT_AT_MOST} more", depth=1)


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


def _unsettled(report: Report) -> Iterator[Block]:
    titles = {indicator.id: indicator.title for indicator in report.indicators}
    if report.unsettled:
        yield Heading("What is still open")
        yield Words("An answer to these could still change your summary:")
        yield Items(
            tuple(f"{found.label} ({', '.join(titles[id] for id in found.could_change)})" for found in report.unsettled)
        )


def _patterns(report: Report) -> Iterator[Block]:
    if report.patterns:
        yield Heading("Patterns in your answers")
        for found in report.patterns:
            yield Heading(found.title, small=True)
            yield Words(found.text, depth=1)
            yield Words(f"A question to ask: {found.ask}", depth=1)


def _advice(report: Report) -> Iterator[Block]:
    """What may be worth a try, by its title alone; first why some of it is not shown."""
    if not report.advice and not report.suppressed:
        return
    yield Heading("What you can do")
    if report.suppressed:
        yield Items(tuple(dict.fromkeys(found.text for found in report.suppressed)))
    if report.care:
        yield Words(report.care)
    for (_, section), topics in groupby(report.advice, attrgetter("chapter", "section")):
        yield from _small(section)
        yield Items(tuple(topic.title for topic in topics))
    if report.care:
        yield Words(HOW_TO)
        for chapter in dict.fromkeys(found.chapter for found in report.advice):
            yield Command(f"hipback learn {chapter}")


def _tell(report: Report) -> Iterator[Block]:
    """What to take to an appointment."""
    yield Heading("What to tell a professional")
    flags = [f"{flag.label}{' (not sure)' if flag.state == 'not_sure' else ''}" for flag in report.flags]
    signs = [
        f"{given.label}: {given.words}" for indicator in report.indicators for given in _standing_out(indicator)[:3]
    ]
    said = dict.fromkeys([*flags, *signs]) or ["Where it hurts, since when, and what makes it better or worse"]
    yield Items(tuple(said))
    if not report.patterns:  # each pattern ends with its own question
        yield Words("What to ask:")
        yield Items(report.ask)


def _answers(report: Report, *first: Block) -> Iterator[Block]:
    if not report.answered:
        return
    yield Heading("What you answered")
    yield from first
    for section, answered in groupby(report.answered, attrgetter("section")):
        yield from _small(section)
        for found in answered:
            yield Pair(found.label, found.words)


def _small(section: str) -> Iterator[Block]:
    """The heading of a section; the first questions of a bank may have none."""
    if section:
        yield Heading(section, small=True)

"""What a FHIR response says, to read: an XHTML element with few tags and no styles, warnings first, the notice last.

It is for a clinic, which may see nothing else of the response. So it holds the signs, the points and the answers, and
not what a summary tells the person.
"""

from collections.abc import Iterable, Iterator
from html import escape
from itertools import groupby

from hipback.document import Block, Heading, Items, Pair, Words
from hipback.layout import visible
from hipback.render.warning import scope, warnings
from hipback.report import IndicatorResult, Report
from hipback.safety import COUNTS, UNFINISHED

XHTML = "http://www.w3.org/1999/xhtml"


def narrative(report: Report) -> str:
    """The `div` that the text of the resource holds."""
    language = escape(report.bank.language)
    parts = f"{_written(_blocks(report))}<p>{_words(report.notice)}</p>"
    return f'<div xmlns="{XHTML}" lang="{language}" xml:lang="{language}">{parts}</div>'


def _blocks(report: Report) -> Iterator[Block]:
    yield from warnings(report)
    yield from scope(report)
    yield Heading(report.bank.title)
    if not report.scored and not report.warned:
        yield Words(UNFINISHED)
    if report.draft:
        yield Words(report.draft)
    if report.scored:
        yield Heading("Points")
        yield Words(COUNTS)
        yield from (Pair(found.title, _points(found)) for found in report.indicators)
    if report.answered:
        yield Heading("Answers")
        yield from (Pair(found.label, found.words) for found in report.answered)


def _points(found: IndicatorResult) -> str:
    points = str(found.low) if found.low == found.high else f"{found.low} to {found.high}"
    return f"{points} of {found.maximum}"


def _written(blocks: Iterable[Block]) -> str:
    """The blocks in order; pairs that follow each other are one list."""
    found = []
    for kind, run in groupby(blocks, type):
        words = "".join(map(_block, run))
        found.append(f"<dl>{words}</dl>" if kind is Pair else words)
    return "".join(found)


def _block(block: Block) -> str:
    match block:
        case Heading(words):
            return f"<h2>{_words(words)}</h2>"
        case Words(text, tone):
            return f"<p><b>{_words(text)}</b></p>" if tone else f"<p>{_words(text)}</p>"
        case Items(items):
            return f"<ul>{''.join(f'<li>{_words(item)}</li>' for item in items)}</ul>"
        case Pair(label, words):
            return f"<dt>{_words(label)}</dt><dd>{_words(words)}</dd>"
        case _:  # rests between thoughts; no warning has a picture
            return ""


def _words(words: str) -> str:
    """The words with their line breaks."""
    return escape(visible(words).strip("\n")).replace("\n", "<br/>")

"""An `Explanation` to read: what warns first, then what was asked for, the sources, and the notice last."""

from collections.abc import Iterator

from hipback.document import Block, Document, Heading, Items, Words
from hipback.explanation import Explanation
from hipback.model import Urgency
from hipback.render.reasons import HOW_SOON, TITLE, Numbers
from hipback.render.subjects import subject
from hipback.render.warning import scope, warnings
from hipback.render.what_if import what_if
from hipback.render.whole import whole
from hipback.report import Report
from hipback.safety import UNFINISHED

ABOUT_SOURCES = (
    "A source of strength A fits these questions best. B is weaker, and C is what experts think or teach. Behind that "
    "stands whether its figures were looked up for this list."
)


def explanation(found: Explanation) -> Document:
    """The whole text."""
    report, numbers = found.report, Numbers(found.sources)
    blocks = [*_above(report), *_asked_for(found, numbers)]
    if sources := numbers.items():
        blocks += [Heading("Where this comes from"), Words(ABOUT_SOURCES), Items(sources)]
    return Document(TITLE, report.bank.language, tuple(blocks), report.notice)


def _above(report: Report) -> Iterator[Block]:
    """What warns stands first, as in every form; then that there is no result, if the questions were not finished."""
    yield from warnings(report, [urgency for urgency in HOW_SOON if urgency > Urgency.ROUTINE])
    yield from scope(report)
    if not (report.scored or report.warned):
        yield Heading("Not finished", "title")
        yield Words(UNFINISHED)


def _asked_for(found: Explanation, numbers: Numbers) -> Iterator[Block]:
    if found.whole:
        yield from whole(found.report, found.whole, numbers)
    for one in found.subjects:
        yield from subject(one, numbers)
    if found.what_if:
        yield from what_if(found.what_if)

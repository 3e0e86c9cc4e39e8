"""The results of many people, counted: to read on a terminal."""

from collections.abc import Iterable, Iterator

from hipback.document import Bar, Block, Document, Heading, Moment, Trend, Words
from hipback.tally import Count, Tally

TITLE = "The results of many people"
NO_RESULT = "None of them has a result."
URGENCY = 'The most urgent sign decides. "Not known" means that a sign that could raise it was not asked about.'
BANDS = (
    '"No band" means that more than one is possible, or that too few questions have an answer. "No score" means that a '
    "warning sign stands in its place."
)
FLAGS = "Those that are surely there. One person may have several."
NO_FLAGS = "None was surely there."


def tally(found: Tally) -> Document:
    """What was counted, each number with a bar."""
    return Document(TITLE, found.language, tuple(_blocks(found)), found.notice)


def _blocks(found: Tally) -> Iterator[Block]:
    sound = found.people - found.problems
    yield Heading(TITLE, "title")
    yield Words(f"{found.people:,} people. {_problems(found.problems)}")
    if not sound:
        yield Words(NO_RESULT)
        return
    yield Heading("How soon to be seen")
    yield _bars(found.urgency, sound)
    yield Words(URGENCY)
    for title, bands in found.indicators:
        yield Heading(title)
        yield _bars([*bands, Count("no score", found.no_score)], sound)
    yield Words(BANDS)
    yield Heading("The most frequent warning signs")
    yield _bars(found.flags, sound)
    yield Words(FLAGS if found.flags else NO_FLAGS)


def _problems(number: int) -> str:
    match number:
        case 0:
            return "None of them has problems."
        case 1:
            return "1 of them has problems, and counts nowhere below."
        case _:
            return f"{number:,} of them have problems, and count nowhere below."


def _bars(counts: Iterable[Count], people: int) -> Trend:
    """A bar for each count, as long as its share."""
    return Trend(tuple(Moment(name, Bar(each, each, people), _share(each, people)) for name, each in counts))


def _share(count: int, people: int) -> str:
    return f"{count:,} ({count * 100 / people:.1f} %)"

"""The screenings that were kept, as plain data: the newest first, and their scores side by side."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hipback.labels import Labels
from hipback.record import Record, Scored

NEWEST = "newest"


class Kept(NamedTuple):
    """A kept record, the name to type for it, and the words of its bank where that bank is at hand.

    `altered` says that its answers are known to come to another result, so that somebody has changed the file.
    """

    name: str
    path: str
    record: Record
    labels: Labels
    altered: bool = False


class Unfinished(NamedTuple):
    """A screening to go on with, by `command`.

    `warned` says that a warning sign was chosen in it, as far as the bank is at hand.
    """

    name: str
    path: str
    bank_version: str
    saved: str
    answers: int
    warned: bool
    command: str


class Unreadable(NamedTuple):
    """A file that is no kept screening, and why; `ours` says that hipback once wrote it."""

    name: str
    path: str
    reason: str
    ours: bool


class History(NamedTuple):
    """All that is in the folder."""

    folder: str
    kept: tuple[Kept, ...] = ()
    unfinished: tuple[Unfinished, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()


class Moment(NamedTuple):
    """An indicator at one time; None where there was no score."""

    kept: Kept
    score: Scored | None


class Course(NamedTuple):
    """One indicator over time, from the oldest to the newest."""

    id: str
    title: str
    maximum: int
    moments: tuple[Moment, ...]


class Trend(NamedTuple):
    """All indicators over time, of the records that were made with the bank of the newest; the others are left out."""

    courses: tuple[Course, ...]
    left_out: tuple[Kept, ...]


def newest_first(kept: Iterable[Kept]) -> tuple[Kept, ...]:
    """In the order of the time when they were finished; those without a time last."""
    return tuple(sorted(kept, key=when, reverse=True))


def when(kept: Kept) -> tuple[str, str]:
    """By what records are put in order of time: of two in the same second, by their paths."""
    return kept.record.finished, kept.path


def trend_of(kept: Sequence[Kept]) -> Trend:
    """The scores side by side. Points of two banks cannot be compared, even if the names are the same."""
    ordered = newest_first(kept)
    same = [one for one in reversed(ordered) if one.record.bank.sha256 == ordered[0].record.bank.sha256]
    found = {score.id: score.maximum for one in same for score in one.record.indicators}
    return Trend(
        tuple(_course(id, maximum, same) for id, maximum in found.items()),
        tuple(one for one in ordered if one not in same),
    )


def _course(indicator: str, maximum: int, kept: Sequence[Kept]) -> Course:
    title = kept[0].labels.indicator(indicator)
    return Course(indicator, title, maximum, tuple(_moment(one, indicator) for one in kept))


def _moment(kept: Kept, indicator: str) -> Moment:
    return Moment(kept, next((found for found in kept.record.indicators if found.id == indicator), None))

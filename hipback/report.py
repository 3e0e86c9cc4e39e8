"""The result of an interview as plain data, the same for every format.

The notice is a field of every `Report`; a bank can add to it but not remove it, and every format prints it last.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple, TypeAlias

from hipback.model import Answer, Urgency, private

Signs: TypeAlias = tuple[tuple[Urgency, tuple[str, ...]], ...]
"""The labels of warning signs of each urgency, the most urgent first."""


class BankName(NamedTuple):
    """Which bank a report is made with; `language` is the code of the language of its texts."""

    id: str
    version: str
    title: str
    language: str
    status: str
    reviewed: str
    sha256: str


@dataclass(frozen=True)
class FlagFound:
    """A warning sign that is so (`yes`), or of which the person is not sure (`not_sure`)."""

    id: str
    state: str
    urgency: Urgency
    out_of_scope: bool
    label: str
    text: str
    because: tuple[str, ...]
    references: tuple[str, ...]


@private
@dataclass(frozen=True)
class Contribution:
    """What one answer gave, in points; `answer` is None where the question never came up."""

    question: str
    label: str
    answer: Answer | None
    words: str
    domain: str
    low: int
    high: int


@dataclass(frozen=True)
class IndicatorResult:
    """A score from `low` to `high` of `maximum` points; `band` is None where more than one is possible."""

    id: str
    title: str
    low: int
    high: int
    maximum: int
    band: str | None
    band_label: str
    text: str
    possible_bands: tuple[str, ...]
    possible_labels: tuple[str, ...]
    enough: bool
    contributions: tuple[Contribution, ...]


@dataclass(frozen=True)
class PatternFound:
    """A pattern that the answers surely show, a question to take to a professional, and the answers that made it."""

    id: str
    title: str
    text: str
    ask: str
    because: tuple[str, ...]


@dataclass(frozen=True)
class Advice:
    """Something to try, headed by its section; the page of the chapter tells more."""

    id: str
    chapter: str
    section: str
    title: str
    text: str


@dataclass(frozen=True)
class Suppressed:
    """Why some advice is not shown, in the words of what holds instead."""

    id: str
    text: str


@dataclass(frozen=True)
class StillOpen:
    """A question without an answer, which could still change the bands of these indicators."""

    question: str
    label: str
    could_change: tuple[str, ...]


class Place(NamedTuple):
    """A place of the body of which the person said that it hurts (`yes`), or is `not_sure`; and the answers in words.

    Whoever skipped a question said nothing of its place.
    """

    id: str
    state: str
    words: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """An answer in words; `section` is the heading under which it was asked.

    `told_by_flags` says that warning signs of the report tell all that was marked: the question is a list of signs.
    """

    question: str
    section: str
    label: str
    words: str
    told_by_flags: bool = False


@private
@dataclass(frozen=True)
class Report:
    """Everything a format may show. `urgency` is None while a warning sign has not been asked about.

    Each warning sign is one of `flags`, or `denied` by the answers for sure, or `not_asked`, at least not to the end.
    What stands from `indicators` on is empty unless the screening was completed without a sign that stops it. `care`
    goes with exercises, where any are shown. Times are ISO 8601, or empty where none is known.
    """

    program: str
    bank: BankName
    status: str
    started: str
    finished: str
    urgency: Urgency | None
    actions: tuple[str, ...]
    flags: tuple[FlagFound, ...]
    answered: tuple[Answered, ...]
    answers: Mapping[str, Answer]
    parked: Mapping[str, Answer]
    denied: Signs
    not_asked: Signs
    safety_net: Signs
    draft: str
    notice: str
    places: tuple[Place, ...] = ()
    indicators: tuple[IndicatorResult, ...] = ()
    headline: tuple[str, str] | None = None
    patterns: tuple[PatternFound, ...] = ()
    ask: tuple[str, ...] = ()
    advice: tuple[Advice, ...] = ()
    suppressed: tuple[Suppressed, ...] = ()
    care: str = ""
    unsettled: tuple[StillOpen, ...] = ()

    @property
    def scored(self) -> bool:
        """Whether the screening came to a score."""
        return bool(self.indicators)

    @property
    def warned(self) -> bool:
        """Whether a sign, or that the tool is not made for this person, stands in place of a score."""
        return bool(self.out_of_scope) or any(flag.urgency >= Urgency.SAME_DAY for flag in self.flags)

    @property
    def out_of_scope(self) -> tuple[FlagFound, ...]:
        """The reasons why the tool is not made for this person."""
        return tuple(flag for flag in self.flags if flag.out_of_scope and flag.state == "yes")

"""What a checked bank is: frozen data, no reading, no logic.

A `Bank` is made by `hipback.bank` alone, so everything that stands here is known to fit together: every
option that a condition names exists, `ask_if` names only earlier questions, bands rise from 0.

All of it is named tuples, which take a quarter of the time of dataclasses to define: the first question waits for that.
"""

from collections.abc import Iterable, Iterator, Mapping
from enum import IntEnum
from typing import Any, NamedTuple, TypeAlias, TypeVar

Answer: TypeAlias = str | int | tuple[str, ...]
"""An option, a number, or the marks of a `many` question: `("pee", "leak?")` is chosen, and not sure."""

NOT_SURE = "not_sure"
RATHER_NOT_SAY = "rather_not_say"
DOES_NOT_APPLY = "does_not_apply"
SKIPPED = "skipped"
WAYS_OUT = frozenset({NOT_SURE, RATHER_NOT_SAY, DOES_NOT_APPLY, SKIPPED})
"""Answers that leave a question open. None of them is ever a "no"."""

NONE = "none"
"""The standing option of a `many` question that excludes all others."""

UNSURE = "?"
"""The mark behind an option of a `many` question of which the person is not sure."""


PLACES = ("low_back", "buttock", "outer_hip", "groin", "front_thigh", "knee", "below_knee")
"""Places of the body that a question can be about. The figure of a report shows each of them."""


class Urgency(IntEnum):
    """How soon someone should be seen; a higher one always wins."""

    ROUTINE = 0
    SOON = 1
    SAME_DAY = 2
    EMERGENCY = 3

    @property
    def word(self) -> str:
        """The word that banks and records use."""
        return self.name.lower()


Kind = TypeVar("Kind", bound=type)


def private(kind: Kind) -> Kind:
    """Show only the kind of a value that holds answers of a person, so that no message can ever hold them."""
    type.__setattr__(kind, "__repr__", lambda self: f"<{type(self).__name__}>")
    return kind


def _own_kind(kind: Kind) -> Kind:
    """Make values equal to their own kind alone: as mere tuples `AllOf((a,))` would equal `AnyOf((a,))`."""

    def same(self: tuple[Any, ...], other: object) -> bool:
        return type(other) is kind and tuple.__eq__(self, other)

    methods = {
        "__eq__": same,
        "__ne__": lambda self, other: not same(self, other),
        "__hash__": tuple.__hash__,
    }
    for name, method in methods.items():
        setattr(kind, name, method)
    return kind


@_own_kind
class OneOf(NamedTuple):
    """The answer to a question is one of these options."""

    question: str
    options: frozenset[str]


@_own_kind
class Within(NamedTuple):
    """The answer to a question is a number from `low` to `high`; None leaves that end open."""

    question: str
    low: int | None
    high: int | None


@_own_kind
class InBand(NamedTuple):
    """The score of an indicator lies in one of these bands."""

    indicator: str
    bands: frozenset[str]


@_own_kind
class AllOf(NamedTuple):
    """Every part holds."""

    parts: tuple["Condition", ...]


@_own_kind
class AnyOf(NamedTuple):
    """At least one part holds."""

    parts: tuple["Condition", ...]


@_own_kind
class Not(NamedTuple):
    """The part does not hold."""

    part: "Condition"


@_own_kind
class AtLeast(NamedTuple):
    """At least `least` of the parts hold."""

    least: int
    parts: tuple["Condition", ...]


AnswerIs = OneOf | Within
Leaf = AnswerIs | InBand
Condition = Leaf | AllOf | AnyOf | Not | AtLeast


STRENGTHS = ("A", "B", "C")
FIGURES = ("verified", "second_hand", "not_verified")


class Reference(NamedTuple):
    """A source: its citation, strength of evidence (A, B, C), and how well its figures were verified."""

    id: str
    text: str
    strength: str
    figures: str


class Question(NamedTuple):
    """A question as it is put. `options` is in the order of asking, without the standing ways out.

    `low`, `high` and `unit` belong to a number, `ends` to a scale from 0 to 10. `hurts` says by place which of its
    options tell of pain there.
    """

    id: str
    kind: str
    label: str
    text: str
    help: str
    why: str
    references: tuple[str, ...]
    options: Mapping[str, str]
    section: str = ""
    sketch: str = ""
    ask_if: Condition | None = None
    may_not_apply: bool = False
    low: int = 0
    high: int = 10
    unit: str = ""
    ends: tuple[str, str] = ("", "")
    covers: tuple[str, ...] = ()
    hurts: Mapping[str, OneOf] = {}


class Points(NamedTuple):
    """What one answer is worth: cases of which at most one can be so, and what must hold besides."""

    question: str
    cases: tuple[tuple[AnswerIs, int], ...]
    guard: Condition | None = None


class Domain(NamedTuple):
    """Points that are related and so count for no more than `cap` together."""

    id: str
    title: str
    cap: int
    points: tuple[Points, ...]


class Band(NamedTuple):
    """A range of the score. It is reached from `start` points on, if its anchor `needs` holds."""

    id: str
    start: int
    label: str
    text: str
    needs: Condition | None


class Indicator(NamedTuple):
    """A score from 0 to the sum of the caps. More than `at_most_unanswered` per cent open: no band."""

    id: str
    title: str
    at_most_unanswered: int
    domains: tuple[Domain, ...]
    bands: tuple[Band, ...]

    @property
    def maximum(self) -> int:
        """The highest score, in points."""
        return sum(domain.cap for domain in self.domains)


class Flag(NamedTuple):
    """A warning sign, or (`out_of_scope`) a reason why the tool is not made for this person."""

    id: str
    urgency: Urgency
    when: Condition
    label: str
    text: str
    not_sure: str
    out_of_scope: bool
    references: tuple[str, ...]

    @property
    def stops(self) -> bool:
        """Whether the sign ends the interview, without a score."""
        return self.out_of_scope or self.urgency >= Urgency.SAME_DAY

    @property
    def urgency_if_unsure(self) -> Urgency:
        """The urgency where the person is not sure: of an emergency sign, the same day; of most others, their own.

        Someone who would rather not tell their age is not sent away for being, perhaps, a child.
        """
        return Urgency.ROUTINE if self.out_of_scope else min(self.urgency, Urgency.SAME_DAY)


class Headline(NamedTuple):
    """The message for a combination of bands; the last of a bank has no condition."""

    id: str
    when: Condition | None
    text: str


class Pattern(NamedTuple):
    """A description that some answers share, with one question to take to a professional."""

    id: str
    title: str
    when: Condition
    text: str
    ask: str
    references: tuple[str, ...]


class Topic(NamedTuple):
    """Something to learn, with an honest note on how well it is known. A `section` heads it and those after it."""

    id: str
    section: str
    title: str
    text: str
    evidence: str
    references: tuple[str, ...]


class Chapter(NamedTuple):
    """Topics that belong together. Topics of a chapter of `advice` also come with a summary."""

    id: str
    title: str
    text: str
    advice: bool
    topics: tuple[Topic, ...]


def topics_of_advice(chapters: Iterable[Chapter]) -> Iterator[tuple[Chapter, Topic]]:
    """The topics that may come with a summary, each with its chapter."""
    return ((chapter, topic) for chapter in chapters if chapter.advice for topic in chapter.topics)


class Suppression(NamedTuple):
    """When some topics of advice are not shown, and what is said instead. `general` if it names those that stay.

    It applies unless `when` surely does not hold: not sure holds advice back just as yes does.
    """

    id: str
    title: str
    when: Condition
    hides: frozenset[str]
    general: bool
    text: str


class Bank(NamedTuple):
    """A whole checked bank, and the bytes of the file that it was read from."""

    id: str
    version: str
    title: str
    status: str
    reviewed: str
    review_by: str
    languages: tuple[str, ...]
    welcome: str
    notice: str
    without_flags: str
    references: Mapping[str, Reference]
    questions: Mapping[str, Question]
    flags: Mapping[str, Flag]
    indicators: Mapping[str, Indicator]
    headlines: tuple[Headline, ...]
    patterns: tuple[Pattern, ...]
    chapters: Mapping[str, Chapter]
    suppressions: Mapping[str, Suppression]
    sketches: Mapping[str, str]
    source: bytes

    @property
    def sha256(self) -> str:
        """The digest of the file, which tells whether answers were given to these very questions."""
        from hashlib import sha256

        return sha256(self.source).hexdigest()

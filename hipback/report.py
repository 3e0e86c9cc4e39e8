"""The result of an interview as plain data, the same for every format.

The notice is a field of every `Report`; a bank can add to it but not remove it, and every format prints it last.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from hipback import __version__
from hipback.engine import Engine, leaves
from hipback.facts import PersonFacts
from hipback.interview import Interview, Sign, words_of
from hipback.model import (
    UNSURE,
    Answer,
    Bank,
    Condition,
    Indicator,
    OneOf,
    Points,
    Question,
    Suppression,
    Urgency,
    Within,
)
from hipback.safety import ACTIONS, EXERCISE_CARE, GENERAL_ASK, draft, notice, warning_signs
from hipback.unsettled import unsettled

PATTERNS_AT_MOST = 3


class BankName(NamedTuple):
    """Which bank a report is made with."""

    id: str
    version: str
    title: str
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
    """Why some advice is not shown, and what holds instead."""

    id: str
    title: str
    text: str


@dataclass(frozen=True)
class StillOpen:
    """A question without an answer, which could still change the bands of these indicators."""

    question: str
    label: str
    could_change: tuple[str, ...]


@dataclass(frozen=True)
class Answered:
    """An answer in words; `section` is the heading under which it was asked."""

    question: str
    section: str
    label: str
    words: str


@dataclass(frozen=True)
class Report:
    """Everything a format may show. `urgency` is None while a warning sign has not been asked about.

    `indicators`, `headline`, `patterns`, `advice`, `suppressed` and `unsettled` are empty unless the screening was
    completed without a sign that stops it; so is `care`, which goes with exercises. Times are ISO 8601, or empty
    where none is known.
    """

    program: str
    bank: BankName
    status: str
    started: str
    finished: str
    urgency: Urgency | None
    actions: tuple[str, ...]
    flags: tuple[FlagFound, ...]
    indicators: tuple[IndicatorResult, ...]
    headline: tuple[str, str] | None
    patterns: tuple[PatternFound, ...]
    advice: tuple[Advice, ...]
    care: str
    suppressed: tuple[Suppressed, ...]
    ask: tuple[str, ...]
    unsettled: tuple[StillOpen, ...]
    answered: tuple[Answered, ...]
    answers: Mapping[str, Answer]
    parked: Mapping[str, Answer]
    safety_net: tuple[tuple[Urgency, tuple[str, ...]], ...]
    draft: str
    notice: str

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


def make_report(interview: Interview, started: str = "", finished: str = "", ended: bool = False) -> Report:
    """The result so far. `ended` says that the person ended the interview with questions left."""
    bank, answers = interview.bank, interview.answers
    engine = Engine(bank, PersonFacts(answers))
    signs = interview.signs
    stopped = bool(interview.stopped_by)
    completed = interview.question is None and not stopped
    urgency = _urgency(signs)
    suppressions = [rule for rule in bank.suppressions.values() if completed and not engine.holds(rule.when).no]
    patterns = [pattern for pattern in bank.patterns if completed and engine.holds(pattern.when).yes]
    shown = patterns[:PATTERNS_AT_MOST]
    return Report(
        program=__version__,
        bank=BankName(bank.id, bank.version, bank.title, bank.status, bank.reviewed, bank.sha256),
        status="completed" if completed else "stopped" if stopped or ended else "in_progress",
        started=started,
        finished=finished,
        urgency=urgency,
        actions=ACTIONS[urgency] if urgency is not None else (),
        flags=tuple(_flags(engine, signs, answers)),
        indicators=tuple(_indicator(engine, indicator, answers) for indicator in bank.indicators.values())
        if completed
        else (),
        headline=_headline(engine) if completed else None,
        patterns=tuple(
            PatternFound(
                pattern.id,
                pattern.title,
                pattern.text,
                pattern.ask,
                tuple(dict.fromkeys(because(engine, pattern.when, answers, {"yes"}))),
            )
            for pattern in shown
        ),
        advice=tuple(_advice(bank, suppressions)) if completed else (),
        care=EXERCISE_CARE if completed and not any(rule.general for rule in suppressions) else "",
        suppressed=tuple(Suppressed(rule.id, rule.title, rule.text) for rule in suppressions),
        ask=tuple(pattern.ask for pattern in shown) or ((GENERAL_ASK,) if completed else ()),
        unsettled=tuple(
            StillOpen(question.id, question.label, could_change) for question, could_change in unsettled(bank, answers)
        )
        if completed
        else (),
        answered=tuple(_answered(bank, answers)),
        answers=answers,
        parked=interview.parked,
        safety_net=warning_signs(bank, least=Urgency.SAME_DAY),
        draft=draft(bank),
        notice=notice(bank),
    )


def because(engine: Engine, condition: Condition, answers: Mapping[str, Answer], states: set[str]) -> Iterator[str]:
    """The answers that a condition leans on, in words: those that hold, or those that are open."""
    for leaf in leaves(condition):
        truth = engine.holds(leaf)
        state = "yes" if truth.yes else "no" if truth.no else "not_sure"
        if state in states and isinstance(leaf, (OneOf, Within)):
            yield _leaf_words(engine.bank.questions[leaf.question], leaf, answers.get(leaf.question), state)


def _leaf_words(question: Question, leaf: OneOf | Within, answer: Answer | None, state: str) -> str:
    if isinstance(leaf, OneOf) and question.kind == "many":
        told = leaf.options if not isinstance(answer, tuple) else _told(leaf.options, answer, state)
        return "; ".join(label for option, label in question.options.items() if option in told)
    return question.label if answer is None else f"{question.label}: {words_of(question, answer)}"


def _told(options: frozenset[str], marks: tuple[str, ...], state: str) -> frozenset[str]:
    """Of some options those that were marked so that a condition on them is in this state."""
    if state == "no":
        return options
    sign = UNSURE if state == "not_sure" else ""
    found = frozenset(option for option in options if option + sign in marks)
    return found or options  # that none is so is not sure as soon as another option is


def _urgency(signs: Iterable[Sign]) -> Urgency | None:
    found = max((sign.urgency for sign in signs), default=Urgency.ROUTINE)
    may_be = max((sign.flag.urgency for sign in signs if sign.state == "open"), default=Urgency.ROUTINE)
    return found if found >= Urgency.SAME_DAY or may_be <= found else None


def _flags(engine: Engine, signs: Iterable[Sign], answers: Mapping[str, Answer]) -> Iterator[FlagFound]:
    for sign in sorted(signs, key=lambda sign: -sign.urgency):
        flag = sign.flag
        if sign.text:
            found = tuple(dict.fromkeys(because(engine, flag.when, answers, {sign.state})))
            yield FlagFound(
                flag.id, sign.state, sign.urgency, flag.out_of_scope, flag.label, sign.text, found, flag.references
            )


def _indicator(engine: Engine, indicator: Indicator, answers: Mapping[str, Answer]) -> IndicatorResult:
    score, enough = engine.score(indicator.id), bool(engine.enough(indicator.id).yes)
    places = engine.bands(indicator.id)
    possible = [band for band in indicator.bands if not (enough and places[band.id].no)]
    band = possible[0] if len(possible) == 1 else None
    return IndicatorResult(
        id=indicator.id,
        title=indicator.title,
        low=score.low,
        high=score.high,
        maximum=indicator.maximum,
        band=band.id if band else None,
        band_label=band.label if band else "",
        text=band.text if band else "",
        possible_bands=tuple(band.id for band in possible),
        possible_labels=tuple(band.label for band in possible),
        enough=enough,
        contributions=tuple(_contributions(engine, indicator, answers)),
    )


def _contributions(engine: Engine, indicator: Indicator, answers: Mapping[str, Answer]) -> Iterator[Contribution]:
    for domain in indicator.domains:
        for points in domain.points:
            score = engine.contribution(points)
            if score.high:
                question = engine.bank.questions[points.question]
                answer = _answer_of(question, points, answers)
                words = words_of(question, answer) if answer is not None else ""
                yield Contribution(question.id, question.label, answer, words, domain.id, score.low, score.high)


def _answer_of(question: Question, points: Points, answers: Mapping[str, Answer]) -> Answer | None:
    """The answer that gave the points: of a `many` question the mark of this option alone."""
    answer = answers.get(question.id)
    if not isinstance(answer, tuple):
        return answer
    options = [option for case, _ in points.cases if isinstance(case, OneOf) for option in case.options]
    return tuple(mark for mark in answer if mark.removesuffix(UNSURE) in options)


def _headline(engine: Engine) -> tuple[str, str]:
    headline = next(headline for headline in engine.bank.headlines if engine.holds(headline.when).yes)
    return headline.id, headline.text


def _advice(bank: Bank, suppressions: Iterable[Suppression]) -> Iterator[Advice]:
    hidden = {topic for rule in suppressions for topic in rule.hides}
    for chapter in bank.chapters.values():
        for topic in chapter.topics if chapter.advice else ():
            if topic.id not in hidden:
                yield Advice(topic.id, chapter.id, topic.section, topic.title, topic.text)


def _answered(bank: Bank, answers: Mapping[str, Answer]) -> Iterator[Answered]:
    for id, answer in answers.items():
        question = bank.questions[id]
        yield Answered(id, question.section, question.label, words_of(question, answer))

"""Everything that can come out of a bank, and for whom: for one person after a screening, for many people as sets.

The sets are about people who answer every question that is put. A screening stops at some signs and asks less, so of
the people whom it stops the sets may tell more flags, and more suppressions that surely apply. All else comes out only
in a summary, to which nobody comes whom a sign stops.
"""

from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

from hipback.engine import Engine
from hipback.facts import PersonFacts
from hipback.interview import Interview, Sign
from hipback.model import Bank, Flag, Urgency, topics_of_advice
from hipback.report import Report
from hipback.result import PATTERNS_AT_MOST
from hipback.truth import Truth


class Outcome(NamedTuple):
    """Something that can come out: `flag` `saddle`, `not sure`. Of a band `id` is the indicator, `state` the band."""

    kind: str
    id: str
    state: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.id}" + (f": {self.state}" if self.state else "")


SURE, NOT_SURE = "sure", "not sure"
SHOWN, NOT_SHOWN = "shown", "not shown"
_STATES = {"yes": SURE, "not_sure": NOT_SURE}
"""What is said of the states of a sign that is there, or may be."""


def all_outcomes(bank: Bank) -> Iterator[Outcome]:
    """What can come out of a bank, in the order of the bank."""
    for flag in bank.flags:
        yield from (Outcome("flag", flag, state) for state in (SURE, NOT_SURE))
    for indicator in bank.indicators.values():
        yield from (Outcome("band", indicator.id, band.id) for band in indicator.bands)
    yield from (Outcome("headline", headline.id) for headline in bank.headlines)
    yield from (Outcome("pattern", pattern.id) for pattern in bank.patterns)
    for rule in bank.suppressions:
        yield from (Outcome("suppression", rule, state) for state in (SURE, NOT_SURE))
    for _, topic in topics_of_advice(bank.chapters.values()):
        yield from (Outcome("advice", topic.id, state) for state in (SHOWN, NOT_SHOWN))


def outcomes_for(interview: Interview, report: Report) -> Iterator[Outcome]:
    """What came out for one person whose screening has ended, in the order of the bank.

    It counts to be not sure of a flag about which the bank has nothing to say then. That a suppression surely applies
    also counts where a sign stopped the questions: `hipback learn` tells of it then.
    """
    bank = interview.bank
    for sign in interview.signs:
        if sign.state in _STATES:
            yield Outcome("flag", sign.flag.id, _STATES[sign.state])
    yield from (Outcome("band", found.id, found.band) for found in report.indicators if found.band)
    if report.headline:
        yield Outcome("headline", report.headline[0])
    yield from (Outcome("pattern", pattern.id) for pattern in report.patterns)
    engine = Engine(bank, PersonFacts(interview.answers))
    applied = {rule.id for rule in report.suppressed}
    for id, rule in bank.suppressions.items():
        if engine.holds(rule.when).yes:
            yield Outcome("suppression", id, SURE)
        elif id in applied:
            yield Outcome("suppression", id, NOT_SURE)
    shown = {advice.id for advice in report.advice}
    for _, topic in topics_of_advice(bank.chapters.values()):
        yield Outcome("advice", topic.id, SHOWN if topic.id in shown else NOT_SHOWN)


def outcomes(engine: Engine) -> dict[Outcome, int]:
    """For everything that can come out, in the order of the bank, the people for whom it does.

    The facts of the engine are `Everyone`, and about people who answer every question that is put to them.
    """
    bank = engine.bank
    scored = scored_people(engine)
    found = {Outcome("flag", sign.flag.id, _STATES[sign.state]): people for sign, people in signs(engine)}
    for indicator in bank.indicators:
        found |= {Outcome("band", indicator, id): people & scored for id, people in named_bands(engine, indicator)}
    found |= {Outcome("headline", id): people & scored for id, people in headlines(engine)}
    found |= {Outcome("pattern", id): people & scored for id, people in shown_patterns(engine)}
    hidden = dict.fromkeys((topic.id for _, topic in topics_of_advice(bank.chapters.values())), 0)
    for rule in bank.suppressions.values():
        truth = engine.holds(rule.when)
        found[Outcome("suppression", rule.id, SURE)] = truth.yes
        found[Outcome("suppression", rule.id, NOT_SURE)] = open_for(engine, truth) & scored
        hidden |= {topic: hidden[topic] | rest_of(engine, truth.no) for topic in rule.hides}
    for topic, people in hidden.items():
        found[Outcome("advice", topic, SHOWN)] = scored & ~people
        found[Outcome("advice", topic, NOT_SHOWN)] = rest_of(engine, scored & ~people)
    return found


def signs(engine: Engine, flags: Iterable[Flag] | None = None) -> Iterator[tuple[Sign, int]]:
    """For each of these flags, or of all, the people who have the sign, and those who may have it."""
    for flag in engine.bank.flags.values() if flags is None else flags:
        truth = engine.holds(flag.when)
        yield Sign(flag, "yes"), truth.yes
        yield Sign(flag, "not_sure"), open_for(engine, truth)


def scored_people(engine: Engine) -> int:
    """Those whom no sign stops, and who so come to a summary."""
    return rest_of(engine, any_of(people for sign, people in signs(engine) if sign.stops))


def urgent_people(engine: Engine, least: Urgency) -> int:
    """Those who are to be seen at least this soon."""
    return any_of(people for sign, people in signs(engine) if sign.urgency >= least)


def open_for(engine: Engine, truth: Truth) -> int:
    """Those of whom it cannot be told."""
    return rest_of(engine, truth.yes | truth.no)


def rest_of(engine: Engine, people: int) -> int:
    """All the others."""
    everyone: int = engine.facts.always.yes
    return everyone & ~people


def any_of(sets: Iterable[int]) -> int:
    """Those who are in one set or more."""
    found = 0
    for people in sets:
        found |= people
    return found


def named_bands(engine: Engine, indicator: str) -> Iterator[tuple[str, Any]]:
    """For each band of an indicator, from low to high, the people for whom it can be named."""
    for band in engine.bank.indicators[indicator].bands:
        yield band.id, engine.in_band(indicator, frozenset({band.id})).yes


def headlines(engine: Engine) -> Iterator[tuple[str, int]]:
    """For each headline the people to whom it is said, if they come to a summary."""
    *named, last = engine.bank.headlines
    said, left = 0, engine.facts.always.yes
    for headline in named:
        truth = engine.holds(headline.when)
        yield headline.id, left & truth.yes
        said, left = said | (left & truth.yes), left & truth.no
    yield last.id, rest_of(engine, said)


def shown_patterns(engine: Engine) -> Iterator[tuple[str, Any]]:
    """For each pattern the people to whom it is shown, if they come to a summary: the first few that surely hold."""
    everyone, nobody = engine.facts.always
    fewer_than = [everyone] * PATTERNS_AT_MOST  # those of whom fewer than 1, 2, ... were shown so far
    for pattern in engine.bank.patterns:
        here = engine.holds(pattern.when).yes
        yield pattern.id, here & fewer_than[-1]
        fewer_than = [
            people & (~here | fewer) for people, fewer in zip(fewer_than, [nobody, *fewer_than], strict=False)
        ]

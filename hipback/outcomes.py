"""Everything that can come out of a bank, and for whom: for one person as reported, for many people as sets.

The sets are about people who answer every question. Of those whom a sign stops they tell what all their answers
would; a screening tells them less, since it stops. What is so only in a summary is so of nobody whom a sign stops.
"""

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hipback.engine import Engine
from hipback.facts import PersonFacts
from hipback.interview import Interview, Sign
from hipback.model import Bank, Urgency, topics_of_advice
from hipback.report import Report
from hipback.result import PATTERNS_AT_MOST
from hipback.truth import Truth


class Outcome(NamedTuple):
    """Something that can come out: `flag` `saddle`, `not sure`."""

    kind: str
    id: str
    state: str = ""

    def __str__(self) -> str:
        return f"{self.kind} {self.id}" + (f": {self.state}" if self.state else "")


SURE, NOT_SURE = "sure", "not sure"
SHOWN, NOT_SHOWN = "shown", "not shown"


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
    """What came out for one person. A suppression is told of a person whom a sign stopped as well."""
    bank = interview.bank
    yield from (Outcome("flag", flag.id, SURE if flag.state == "yes" else NOT_SURE) for flag in report.flags)
    yield from (Outcome("band", found.id, found.band) for found in report.indicators if found.band)
    if report.headline:
        yield Outcome("headline", report.headline[0])
    yield from (Outcome("pattern", pattern.id) for pattern in report.patterns)
    engine = Engine(bank, PersonFacts(interview.answers))
    for id, rule in bank.suppressions.items():
        truth = engine.holds(rule.when)
        if not truth.no:
            yield Outcome("suppression", id, SURE if truth.yes else NOT_SURE)
    shown = {advice.id for advice in report.advice}
    for _, topic in topics_of_advice(bank.chapters.values()):
        yield Outcome("advice", topic.id, SHOWN if topic.id in shown else NOT_SHOWN)


def outcomes(engine: Engine) -> dict[Outcome, int]:
    """For everything that can come out, the people for whom it does. The facts of the engine are `Everyone`."""
    bank = engine.bank
    scored = scored_people(engine)
    found: dict[Outcome, int] = {}
    for sign, people in signs(engine):
        found[Outcome("flag", sign.flag.id, SURE if sign.state == "yes" else NOT_SURE)] = people
    found |= {outcome: people & scored for outcome, people in _bands(engine)}
    found |= {Outcome("headline", id): people & scored for id, people in _headlines(engine)}
    found |= {Outcome("pattern", id): people & scored for id, people in _patterns(engine)}
    hidden = dict.fromkeys((topic.id for _, topic in topics_of_advice(bank.chapters.values())), 0)
    for rule in bank.suppressions.values():
        truth = engine.holds(rule.when)
        found[Outcome("suppression", rule.id, SURE)] = truth.yes
        found[Outcome("suppression", rule.id, NOT_SURE)] = _open(engine, truth)
        hidden |= {topic: hidden[topic] | _rest(engine, truth.no) for topic in rule.hides}
    for topic, people in hidden.items():
        found[Outcome("advice", topic, SHOWN)] = scored & ~people
        found[Outcome("advice", topic, NOT_SHOWN)] = _rest(engine, scored & ~people)
    return found


def signs(engine: Engine) -> Iterator[tuple[Sign, int]]:
    """For each flag the people who have the sign, and those who may have it."""
    for flag in engine.bank.flags.values():
        truth = engine.holds(flag.when)
        yield Sign(flag, "yes"), truth.yes
        yield Sign(flag, "not_sure"), _open(engine, truth)


def scored_people(engine: Engine) -> int:
    """Those whom no sign stops, and who so come to a summary."""
    return _rest(engine, _any(people for sign, people in signs(engine) if sign.stops))


def urgent_people(engine: Engine, least: Urgency) -> int:
    """Those who are to be seen at least this soon."""
    return _any(people for sign, people in signs(engine) if sign.urgency >= least)


def _open(engine: Engine, truth: Truth) -> int:
    return _rest(engine, truth.yes | truth.no)


def _rest(engine: Engine, people: int) -> int:
    everyone: int = engine.facts.always.yes
    return everyone & ~people


def _any(sets: Iterable[int]) -> int:
    found = 0
    for people in sets:
        found |= people
    return found


def _bands(engine: Engine) -> Iterator[tuple[Outcome, int]]:
    for indicator in engine.bank.indicators.values():
        for band in indicator.bands:
            yield Outcome("band", indicator.id, band.id), engine.in_band(indicator.id, frozenset({band.id})).yes


def _headlines(engine: Engine) -> Iterator[tuple[str, int]]:
    left = engine.facts.always.yes
    for headline in engine.bank.headlines:
        yield headline.id, left & engine.holds(headline.when).yes
        left &= ~engine.holds(headline.when).yes


def _patterns(engine: Engine) -> Iterator[tuple[str, int]]:
    """The patterns that are shown: the first few that surely hold."""
    fewer_than = [engine.facts.always.yes] * PATTERNS_AT_MOST  # those of whom fewer than 1, 2, ... were shown so far
    for pattern in engine.bank.patterns:
        here = engine.holds(pattern.when).yes
        yield pattern.id, here & fewer_than[-1]
        fewer_than = [people & (~here | fewer) for people, fewer in zip(fewer_than, [0, *fewer_than], strict=False)]

"""What hipback says of one person, as a plain tuple: what every other way of scoring must equal."""

from collections.abc import Mapping
from typing import Any

from hipback.bank import bank_from, default_bank_path, read_regular
from hipback.engine import Engine
from hipback.facts import PersonFacts
from hipback.interview import Interview, Sign, Step
from hipback.model import Answer, Bank, Urgency

FIELDS = ("urgency", "flags", "flags_not_sure", "hip", "back", "patterns", "unanswered")
"""Of a result. `hip` and `back` are (low, high, band). After a sign that stops, the last four are None."""

Result = tuple[Any, ...]
PATTERNS_AT_MOST = 3


def shipped_bank() -> Bank:
    """The bank that hipback brings along."""
    return bank_from(read_regular(default_bank_path(), 10_000_000), "questions.yaml")


def result(bank: Bank, answers: Mapping[str, Answer]) -> Result:
    """All that is measured, for one person."""
    signs = Interview(bank, tuple(Step(*step) for step in answers.items())).signs
    told = _urgency(signs), _in_state(signs, "yes"), _in_state(signs, "not_sure")
    if any(sign.stops for sign in signs):
        return *told, None, None, None, None
    engine = Engine(bank, PersonFacts(answers))
    patterns = [pattern.id for pattern in bank.patterns if engine.holds(pattern.when).yes]
    open_ = sum((engine.asked(id) & engine.facts.is_open(id)).yes for id in bank.questions)
    return *told, *(_standing(engine, id) for id in bank.indicators), patterns[:PATTERNS_AT_MOST], open_


def _urgency(signs: tuple[Sign, ...]) -> str | None:
    """The most urgent sign; None if one that nobody asked about might be more urgent still."""
    found = max((sign.urgency for sign in signs), default=Urgency.ROUTINE)
    may_be = max((sign.flag.urgency for sign in signs if sign.state == "open"), default=Urgency.ROUTINE)
    return found.word if found >= Urgency.SAME_DAY or may_be <= found else None


def _in_state(signs: tuple[Sign, ...], state: str) -> list[str]:
    return [sign.flag.id for sign in signs if sign.state == state]


def _standing(engine: Engine, indicator: str) -> tuple[int, int, str | None]:
    low, high = engine.score(indicator)
    possible = [band for band, place in engine.bands(indicator).items() if not place.no]
    named = engine.enough(indicator).yes and len(possible) == 1
    return low, high, possible[0] if named else None

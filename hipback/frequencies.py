"""How often people are to give each answer, as a researcher writes it: read with places, and checked against a bank.

groin: {often: 1, sometimes: 2, rarely: 7}      weights of options
strength: {lift: 0.2, "give_way?": 0.05}        of many options the chance of each, by itself
age: {18..39: 2, 40..64: 3, 65..: 1}            weights of ranges, or of single numbers
"""

import re
from collections.abc import Mapping
from itertools import pairwise
from typing import TypeAlias

from hipback.errors import BankError, quote
from hipback.kinds import Worth
from hipback.marked import NUMBER, Value, read_yaml
from hipback.model import DOES_NOT_APPLY, NONE, UNSURE, WAYS_OUT, Answer, Bank, Question

Weights: TypeAlias = Mapping[Answer, float]
"""What each answer to a question weighs beside the others; of a `many` question the chance of each mark."""

Frequencies: TypeAlias = Mapping[str, Weights]
"""The weights of some questions, in the order of the bank, whatever the order of the file."""

Ends: TypeAlias = tuple[int, int]

ROUNDED = 1e-9
"""Chances that are written with so much too much together are taken for 1."""

_WEIGHT = re.compile(r"[0-9]{1,9}(\.[0-9]{1,9})?")
_SINGLE = re.compile(NUMBER)
_RANGE = re.compile(Worth.range)


def read_frequencies(source: bytes, file: str, bank: Bank) -> Frequencies:
    """The frequencies in a file, YAML or JSON. Raises `BankError` with every problem."""
    value = read_yaml(source, file)
    found = {}
    for key, inner in value.pairs():
        if key.choice(bank.questions, "question") in bank.questions:
            question = bank.questions[key.text()]
            found[question.id] = _READERS[question.kind](question, inner)
    if value.marks.problems:
        raise BankError(value.marks.problems)
    return found


def _weights(question: Question, value: Value) -> Weights:
    """Of options, and of ways out."""
    allowed = [*question.options, *_ways_out(question)]
    found: dict[Answer, float] = {}
    for key, inner in value.pairs():
        found[key.choice(allowed, f"option of {quote(question.id)}")] = _weight(inner)
    _refuse_nothing(value, sum(found.values()))
    return {name: found[name] for name in allowed if name in found}


def _chances(question: Question, value: Value) -> Weights:
    """Of marks, each by itself, and of ways out for the whole question."""
    options = [option for option in question.options if option != NONE]
    marks = [option + UNSURE for option in options]
    allowed = [*options, *marks, *_ways_out(question)]
    found: dict[Answer, float] = {}
    for key, inner in value.pairs():
        if key.is_named(NONE):
            key.wrong("HB907", f"{quote(NONE)} is what is left where nothing else is drawn: leave it out")
        else:
            found[key.choice(allowed, f"option of {quote(question.id)}")] = _weight(inner, most=1)
    for names in (*zip(options, marks, strict=True), _ways_out(question)):
        _refuse_too_much(value, {name: found[name] for name in names if name in found})
    return {name: found[name] for name in allowed if name in found}


def _ranges(question: Question, value: Value) -> Weights:
    """Of numbers: what a range weighs is shared out evenly among its numbers."""
    found: dict[Answer, float] = {}
    ranges = []
    for key, inner in value.pairs():
        weight = _weight(inner)
        if key.content in _ways_out(question):
            found[key.text()] = weight
        elif ends := _ends(question, key):
            low, high = ends
            ranges.append(ends)
            found |= dict.fromkeys(range(low, high + 1), weight / (high + 1 - low))
    for (_, high), (low, _) in pairwise(sorted(ranges)):
        if low <= high:
            value.wrong("HB403", f"two of these ranges hold {low}: an answer belongs to one range")
    _refuse_nothing(value, sum(found.values()))
    return dict(sorted(found.items(), key=lambda pair: (isinstance(pair[0], str), pair[0])))


_READERS = {"one": _weights, "many": _chances, "number": _ranges, "scale": _ranges}


def _ends(question: Question, key: Value) -> Ends | None:
    """The range that is named, if it holds numbers that can be answered."""
    written = key.text()
    if _SINGLE.fullmatch(written):
        low = high = int(written)
    elif (match := _RANGE.fullmatch(written)) and any(match.groups()):
        low, high = (int(end) if end else limit for end, limit in zip(match.groups(), _limits(question), strict=True))
    else:
        key.wrong("HB402", f"expected a number or a range like '..44', '45..59' or '60..', found {quote(written)}")
        return None
    if question.low <= low <= high <= question.high:
        return low, high
    key.wrong("HB402", f"no range from {question.low} to {question.high} is {quote(written)}")
    return None


def _limits(question: Question) -> Ends:
    return question.low, question.high


def _ways_out(question: Question) -> list[str]:
    return [way for way in sorted(WAYS_OUT) if way != DOES_NOT_APPLY or question.may_not_apply]


def _weight(value: Value, most: int = 999_999_999) -> float:
    """A number that is not negative; a stand-in of 0 if there is none."""
    written = value.text()
    if _WEIGHT.fullmatch(written) and float(written) <= most:
        return float(written)
    if written:
        what = "a chance from 0 to 1 like '0.25'" if most == 1 else "a weight like '3' or '0.25'"
        value.wrong("HB904", f"expected {what}, found {quote(written)}")
    return 0.0


def _refuse_nothing(value: Value, whole: float) -> None:
    if not whole and value.is_mapping():
        value.wrong("HB905", "no answer has a weight above 0: nothing could be drawn")


def _refuse_too_much(value: Value, chances: Weights) -> None:
    """Of marks and ways out of which a person gives one at most."""
    if sum(chances.values()) > 1 + ROUNDED:
        names = " and ".join(quote(str(name)) for name in chances)
        value.wrong("HB906", f"one person gives only one of {names}: their chances are more than 1 together")

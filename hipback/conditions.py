"""Conditions and points as an author writes them, read into the types of the model."""

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from itertools import pairwise

from hipback.errors import quote
from hipback.keys import CONDITION, COUNT, NO_CONDITION, NUMBERS_AT_MOST, RANGE
from hipback.kinds import Worth
from hipback.marked import Value, unique
from hipback.model import (
    WAYS_OUT,
    AllOf,
    AnswerIs,
    AnyOf,
    AtLeast,
    Condition,
    InBand,
    Leaf,
    Not,
    OneOf,
    Points,
    Question,
    Within,
)

_RANGE = re.compile(Worth.range)


class Conditions:
    """Reads conditions that may name these questions, and these indicators with their bands.

    `words` are reserved words that only some conditions may use, and how what stands under them is read.

    A part with a problem is noted and left out; what is left is a stand-in.
    """

    def __init__(
        self,
        questions: Mapping[str, Question],
        bands: Mapping[str, Collection[str]] | None = None,
        what: str = "question",
        words: "Mapping[str, Callable[[Value], Condition]] | None" = None,
    ) -> None:
        self._questions = questions
        self._bands = bands or {}
        self._what = what
        self._words = words or {}

    def read(self, value: Value) -> Condition:
        """A mapping: all of these."""
        pairs = value.pairs()
        if not pairs and value.is_mapping():
            value.wrong(*NO_CONDITION)
        parts = [key.makes(part) for key, inner in pairs if (part := self._part(key, inner))]
        return parts[0] if len(parts) == 1 else value.makes(AllOf(tuple(parts)))

    def _part(self, key: Value, inner: Value) -> Condition | None:
        match key.text():
            case "all":
                return AllOf(CONDITION["all"].kind.read(inner, self))
            case "any":
                return AnyOf(CONDITION["any"].kind.read(inner, self))
            case "not":
                return Not(self.read(inner))
            case "count":
                return self._count(inner)
            case word if word in self._words:
                return self._words[word](inner)
            case name if name in self._questions:
                return self._leaf(self._questions[name], inner)
            case name if name in self._bands:
                return InBand(name, frozenset(read_names(inner, self._bands[name], "band", name)))
            case name:
                near = key.marks.hint(name, {*self._questions, *self._bands})
                key.wrong("HB302", f"no {self._what} {quote(name)}, {near}")
                return None

    def _count(self, value: Value) -> Condition:
        fields = COUNT.read(value)
        parts = fields.read("of", self)
        count = fields["at_least"].number(1, max(1, len(parts)))
        return AtLeast(count, parts)

    def _leaf(self, question: Question, value: Value) -> Leaf:
        if question.kind in ("number", "scale"):
            return self._range(question, value)
        return OneOf(question.id, frozenset(read_names(value, question.options, "option", question.id)))

    def _range(self, question: Question, value: Value) -> Leaf:
        fields = RANGE.read(value)
        if not fields and value.is_mapping():
            value.wrong("HB303", "a range needs 'at_least' or 'at_most' or both")
        before = value.marks.count()
        low, high = (
            fields[name].number(question.low, question.high) if name in fields else None
            for name in ("at_least", "at_most")
        )
        if low is not None and high is not None and low > high and value.marks.count() == before:
            value.wrong("HB303", f"nothing is at least {low} and at most {high}")
        return Within(question.id, low, high)


def read_names(value: Value, allowed: Collection[str], kind: str, of: str = "") -> list[str]:
    """The one name or the list of names that stand here, as far as they are allowed.

    Of which kind they are, and whose, is for a message; it is put together only when there is one.
    """
    names = list(unique(value.items())) if value.is_list() else [value]
    if not names:
        value.wrong("HB301", f"name at least one {_what(kind, of)}")
    found = []
    for name in names:
        word = name.text()
        if word in allowed:
            found.append(word)
        elif word in WAYS_OUT:
            name.wrong("HB304", f"{quote(word)} leaves the question open: a condition cannot name it")
        else:
            name.choice(allowed, _what(kind, of))
    return found


def _what(kind: str, of: str) -> str:
    return f"{kind} of {quote(of)}" if of else kind


def read_points(question: Question, value: Value, conditions: Conditions) -> Iterator[Points]:
    """What the answers to one question are worth in one domain."""
    guard, cases = None, []
    for key, inner in value.pairs():
        if key.text() == "if":
            guard = conditions.read(inner)
        elif case := _case(question, key):
            cases.append((key.makes(case), Worth.points.read(inner)))
    if not cases:
        value.wrong("HB401", f"no answer to {quote(question.id)} gives points here")
    elif question.kind == "many":
        yield from (Points(question.id, (case,), guard) for case in cases)
    else:
        yield Points(question.id, tuple(cases), guard)
        _refuse_overlap(value, cases)


def _case(question: Question, key: Value) -> AnswerIs | None:
    if question.kind in ("one", "many"):
        option = key.choice(question.options, f"option of {quote(question.id)}")
        return OneOf(question.id, frozenset({option}))
    match = _RANGE.fullmatch(key.text())
    if match and any(match.groups()):
        low, high = (int(end) if end else None for end in match.groups())
        if low is not None and high is not None and low > high:
            key.wrong("HB402", f"nothing is in {quote(key.text())}: the lower end comes first")
        return Within(question.id, low, high)
    key.wrong("HB402", f"expected a range like '..44', '45..59' or '60..', found {quote(key.text())}")
    return None


def _refuse_overlap(value: Value, cases: list[tuple[AnswerIs, int]]) -> None:
    ranges = sorted(
        (case.low or 0, NUMBERS_AT_MOST if case.high is None else case.high)
        for case, _ in cases
        if isinstance(case, Within)
    )
    for (_, high), (low, _) in pairwise(ranges):
        if low <= high:
            value.wrong("HB403", f"two of these ranges hold {low}: an answer belongs to one range")

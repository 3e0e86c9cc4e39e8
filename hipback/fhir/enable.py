"""Branches as `enableWhen`, and which items of a form are enabled by some answers.

`enableWhen` knows tests of one answer, all of which or any of which must hold. An item is enabled only where the
groups around it are; so a condition is written as "all of these, and any of those, and any of these others", with a
group for each part but the last. What a test cannot say is refused: above all that an option of a `many` question was
*not* chosen, since readers do not agree on what `!=` means where there are several answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from functools import reduce
from typing import Any, NamedTuple

from hipback.engine import Engine
from hipback.errors import HipbackError, quote
from hipback.fhir.facts import FormulaFacts
from hipback.fhir.formulas import (
    Answered,
    Between,
    Denied,
    Every,
    Formula,
    Said,
    Some,
)
from hipback.fhir.systems import Json, codings, is_number, ways_out
from hipback.model import Bank

CLAUSES_AT_MOST = 500


class Test(NamedTuple):
    """One condition of `enableWhen`: the answer is a code, reaches a number, or exists at all."""

    question: str
    operator: str
    answer: str | int | bool


Clause = frozenset[Test]
"""Tests of which any must hold."""


class Layer(NamedTuple):
    """What one item says: `all` of these tests, or `any` of them."""

    behavior: str
    tests: tuple[Test, ...]


class FhirError(HipbackError):
    """A bank that FHIR cannot express: for each question the reason why its branch cannot be said."""

    def __init__(self, reasons: Mapping[str, str]) -> None:
        self.reasons = dict(reasons)
        super().__init__("\n".join(f"the branch of {quote(id)}: {reason}" for id, reason in self.reasons.items()))


class Branches:
    """For each question of a bank the formula of its branch, and the layers that say it. Raises `FhirError`."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._clauses: dict[str, list[Clause]] = {}
        engine, reasons = Engine(bank, FormulaFacts(bank)), {}
        self.formulas = {id: engine.asked(id).yes for id in bank.questions}
        for id, formula in self.formulas.items():
            try:
                self._clauses[id] = self._all_needed(self._clauses_of(formula))
            except _UnsayableError as error:
                self._clauses[id], reasons[id] = [], str(error)
        if reasons:
            raise FhirError(reasons)

    def layers(self, question: str, *more: Test) -> tuple[Layer, ...]:
        """What the groups around the item say, the outermost first, and last the item itself; `more` must hold too."""
        clauses = self._clauses[question]
        single = [*(test for clause in clauses if len(clause) == 1 for test in clause), *more]
        several = [Layer("any", self._sorted(clause)) for clause in clauses if len(clause) > 1]
        return (*several, *([Layer("all", self._sorted(single))] if single else []))

    def _sorted(self, tests: Iterable[Test]) -> tuple[Test, ...]:
        """In the order of the bank, so that the same bank gives the same bytes."""
        places = {id: place for place, id in enumerate(self._bank.questions)}
        codes = {id: [*codings(self._bank, question)] for id, question in self._bank.questions.items()}

        def place(test: Test) -> tuple[int, str, int]:
            answer = codes[test.question].index(test.answer) if isinstance(test.answer, str) else test.answer
            return places[test.question], test.operator, answer

        return tuple(sorted(tests, key=place))

    def _clauses_of(self, formula: Formula) -> list[Clause]:
        """All of these clauses together say the formula."""
        match formula:
            case Every(parts):
                return [clause for part in parts for clause in self._clauses_of(part)]
            case Some(()):
                raise _UnsayableError("it is never open, which FHIR cannot say")
            case Some(parts):
                return reduce(self._any_of, map(self._clauses_of, parts))
            case Said(question, codes):
                return [frozenset(Test(question, "=", code) for code in codes)]
            case Answered(question) if is_number(self._bank.questions[question]):
                return [frozenset({Test(question, "exists", True)})]
            case Answered(question):
                named = self._bank.questions[question]
                settled = [code for code in codings(self._bank, named) if code not in ways_out(named)]
                return [frozenset(Test(question, "=", code) for code in settled)]
            case Between(question, low, high):
                ends = ((">=", low), ("<=", high))
                return [frozenset({Test(question, sign, end)}) for sign, end in ends if end is not None]
        assert isinstance(formula, Denied), "a branch hangs on no score"
        assert isinstance(formula.part, Said), "only an option of many is denied"
        raise _UnsayableError(
            f"that an option of {quote(formula.part.question)} was not chosen cannot be said in FHIR where several can "
            "be; name the options that open the branch, without 'not'"
        )

    def _any_of(self, one: list[Clause], other: list[Clause]) -> list[Clause]:
        if len(one) * len(other) > CLAUSES_AT_MOST:
            raise _UnsayableError("it needs more conditions than a form can hold; write it with fewer parts")
        return self._all_needed([first | second for first in one for second in other])

    def _all_needed(self, clauses: list[Clause]) -> list[Clause]:
        """Without those that hold as soon as another one does."""
        left = list(dict.fromkeys(clauses))
        for clause in tuple(left):
            if any(self._implies(other, clause) for other in left if other is not clause):
                left.remove(clause)
        return left

    def _implies(self, one: Clause, other: Clause) -> bool:
        return all(test in other or self._needs(test, other) for test in one)

    def _needs(self, test: Test, clause: Clause) -> bool:
        """Whether the clause holds wherever the question of the test is put: without it there is no answer to test."""
        return any(self._implies(known, clause) for known in self._clauses[test.question])


class _UnsayableError(Exception):
    """Why a condition cannot be said."""


def enable_when(bank: Bank, layer: Layer) -> Json:
    """The elements that say a layer. `enableBehavior` is there even with one test: readers differ where it is not."""
    return {"enableWhen": [_condition(bank, test) for test in layer.tests], "enableBehavior": layer.behavior}


def _condition(bank: Bank, test: Test) -> Json:
    found: Json = {"question": test.question, "operator": test.operator}
    match test.answer:
        case bool(answer):
            return found | {"answerBoolean": answer}
        case int(answer):
            return found | {"answerInteger": answer}
        case code:
            return found | {"answerCoding": codings(bank, bank.questions[test.question])[code]}


# Reading it again

Values = Mapping[str, Sequence[Json]]
"""By link id the `answer` elements of a response."""


def enabled(items: Iterable[Json], values: Values) -> frozenset[str]:
    """The link ids of the items that these answers enable. The answer of an item that is not enabled does not count."""
    on: dict[str, None] = {}
    _enable(items, values, on)
    return frozenset(on)


def _enable(items: Iterable[Json], values: Values, on: dict[str, None]) -> None:
    for item in items:
        tests = [_holds(test, values.get(test["question"], ()) if test["question"] in on else ()) for test in _of(item)]
        if not tests or (any(tests) if item.get("enableBehavior") == "any" else all(tests)):
            on[item["linkId"]] = None
            _enable(item.get("item", ()), values, on)


def _of(item: Json) -> Sequence[Json]:
    found: Sequence[Json] = item.get("enableWhen", ())
    return found


def _holds(test: Json, answers: Sequence[Json]) -> bool:
    """What R5 says of each operator, which is clearer than R4: `!=` is the opposite of `=`."""
    wanted = next(_key(value) for name, value in test.items() if name.startswith("answer"))
    found = [_key(value) for answer in answers for name, value in answer.items() if name.startswith("value")]
    match test["operator"]:
        case "exists":
            return bool(found) is wanted
        case "=":
            return wanted in found
        case "!=":
            return wanted not in found
        case ">":
            return any(value > wanted for value in found)
        case "<":
            return any(value < wanted for value in found)
        case ">=":
            return any(value >= wanted for value in found)
        case _:
            return any(value <= wanted for value in found)


def _key(value: Any) -> Any:
    """What two values are compared by: of a coding its system and code, not how it is displayed."""
    return (value.get("system"), value.get("code")) if isinstance(value, dict) else value

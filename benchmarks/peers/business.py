"""business-rules (Python): a rule for each expression, whose action notes that it holds or adds its points.

Its conditions know neither "not" nor counts, so both are written out.
"""

from collections.abc import Callable, Sequence
from itertools import combinations
from typing import Any as Value

from business_rules import run_all
from business_rules.actions import BaseActions, rule_action
from business_rules.fields import FIELD_NUMERIC
from business_rules.variables import (
    BaseVariables,
    boolean_rule_variable,
    numeric_rule_variable,
    select_multiple_rule_variable,
)

from hipback.model import Bank
from peers.host import Context, Host, Run, Stage
from peers.sides import All, Any, Capped, Count, Expression, First, From, Has, Is, Known, No, Number, Sum


def scorer(bank: Bank) -> Value:
    kinds = {id: question.kind for id, question in bank.questions.items()}
    return Host(bank, lambda stage: _compile(stage, kinds)).score


def _compile(stage: Stage, kinds: dict[str, str]) -> Run:
    variables = _variables(stage.names, kinds)
    rules = [rule for place, expression in enumerate(stage.expressions) for rule in _rules(place, expression)]

    def run(context: Context) -> Sequence[Value]:
        actions = Actions(len(stage.expressions))
        run_all(rules, variables(context), actions)
        return actions.values

    return run


class Actions(BaseActions):  # type: ignore[misc]
    """What rules can do: add to one of the values."""

    def __init__(self, count: int) -> None:
        self.values = [0] * count

    @rule_action(params={"place": FIELD_NUMERIC, "points": FIELD_NUMERIC})  # type: ignore[untyped-decorator]
    def add(self, place: int, points: int) -> None:
        self.values[place] += points


def _variables(names: Sequence[str], kinds: dict[str, str]) -> Callable[[Context], Value]:
    """A class with a method for each variable, as the library wants it."""
    return type("Variables", (BaseVariables,), {
        "__init__": lambda self, context: setattr(self, "context", context),
        **{name: _variable(name, kinds.get(name)) for name in names},
    })  # fmt: skip


def _variable(name: str, kind: str | None) -> Value:
    def value(self: Value) -> Value:
        found = self.context[name]
        return [found] if kind == "one" else found

    value.__name__ = name
    if kind is None:
        return boolean_rule_variable(value)
    return select_multiple_rule_variable(options=[])(value) if kind in ("one", "many") else numeric_rule_variable(value)


def _rules(place: int, expression: Expression | Number) -> list[dict[str, Value]]:
    match expression:
        case Sum(parts):
            return [rule for part in parts for rule in _rules(place, part)]
        case First(cases):
            earlier = [No(case) for case, _ in cases]
            return [_rule(All((*earlier[:at], case)), place, points) for at, (case, points) in enumerate(cases)]
        case Capped():
            raise NotImplementedError(f"{expression}: the host does this")
        case _:
            return [_rule(expression, place, 1)]


def _rule(condition: Expression, place: int, points: int) -> dict[str, Value]:
    conditions = _condition(condition, True)
    if not conditions.keys() & {"all", "any"}:
        conditions = {"all": [conditions]}
    return {"conditions": conditions, "actions": [{"name": "add", "params": {"place": place, "points": points}}]}


def _condition(expression: Expression, holds: bool) -> dict[str, Value]:
    match expression:
        case Is(name, texts) | Has(name, texts):
            return _test(name, "shares_at_least_one_element_with" if holds else "shares_no_elements_with", list(texts))
        case From(name, number):
            return _test(name, "greater_than_or_equal_to" if holds else "less_than", number)
        case Known(name):
            return _test(name, "is_true" if holds else "is_false", None)
        case No(part):
            return _condition(part, not holds)
        case All(parts) | Any(parts):
            word = "all" if isinstance(expression, All) == holds else "any"
            return {word: [_condition(part, holds) for part in parts]}
        case Count(least, parts):
            enough = least if holds else len(parts) - least + 1
            ways = combinations([_condition(part, holds) for part in parts], enough)
            return {"any": [{"all": list(way)} for way in ways]}
        case _:
            raise NotImplementedError(f"{expression}: the host does this")


def _test(name: str, operator: str, value: Value) -> dict[str, Value]:
    return {"name": name, "operator": operator, "value": value}

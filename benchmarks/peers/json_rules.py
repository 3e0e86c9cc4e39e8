"""The expressions as JSON Logic: one rule for each stage, whose values `merge` puts into a list."""

from collections.abc import Sequence
from typing import Any as Json

from peers.sides import All, Any, Count, Expression, First, From, Has, Is, Known, No, Number, Sum


def rule(expressions: Sequence[Expression | Number]) -> Json:
    """One rule that gives the values of all."""
    return {"merge": [_logic(expression) for expression in expressions]}


def _logic(expression: Expression | Number) -> Json:
    match expression:
        case Is(name, texts):
            return {"or": [{"===": [{"var": name}, text]} for text in texts]}
        case Has(name, marks):
            return {"or": [{"in": [mark, {"var": name}]} for mark in marks]}
        case From(name, number):
            return {">=": [{"var": name}, number]}
        case Known(name):
            return {"var": name}
        case No(part):
            return {"!": [_logic(part)]}
        case All(parts):
            return {"and": list(map(_logic, parts))} if parts else True
        case Any(parts):
            return {"or": list(map(_logic, parts))} if parts else False
        case Count(least, parts):
            return {">=": [{"+": [{"if": [_logic(part), 1, 0]} for part in parts]}, least]}
        case First(cases):
            return {"if": [value for case, number in cases for value in (_logic(case), number)] + [0]}
        case Sum(parts):
            return {"+": list(map(_logic, parts))}
        case _:
            raise NotImplementedError(f"{expression}: the host does this")

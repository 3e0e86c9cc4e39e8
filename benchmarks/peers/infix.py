"""The expressions as text, for languages that write `a and b` in one way or another."""

from collections.abc import Sequence
from typing import NamedTuple

from peers.sides import All, Any, Count, Expression, First, From, Has, Is, Known, No, Number, Sum


class Infix(NamedTuple):
    """How a language writes what all of them have."""

    both: str = "&&"
    either: str = "||"
    no: str = "!"
    true: str = "true"
    false: str = "false"
    pick: str = "({} ? {} : {})"

    def text(self, expression: Expression | Number) -> str:
        match expression:
            case Is(name, texts):
                return self.joined(self.either, [f'{name} == "{text}"' for text in texts], self.false)
            case Has(name, marks):
                return self.joined(self.either, [f'"{mark}" in {name}' for mark in marks], self.false)
            case From(name, number):
                return f"({name} >= {number})"
            case Known(name):
                return name
            case No(part):
                return f"({self.no} {self.text(part)})"
            case All(parts):
                return self.joined(self.both, [self.text(part) for part in parts], self.true)
            case Any(parts):
                return self.joined(self.either, [self.text(part) for part in parts], self.false)
            case Count(least, parts):
                return f"({self.total([First(((part, 1),)) for part in parts])} >= {least})"
            case First(cases):
                found = "0"
                for case, number in reversed(cases):
                    found = self.pick.format(self.text(case), number, found)
                return found
            case Sum(parts):
                return self.total(parts)
            case _:
                raise NotImplementedError(f"{expression}: the host does this")

    def joined(self, sign: str, parts: Sequence[str], nothing: str) -> str:
        return f"({f' {sign} '.join(parts)})" if parts else nothing

    def total(self, parts: Sequence[Number]) -> str:
        """A sum as a tree of brackets, since some parsers bound how deep a + b + c may nest to the left."""
        if len(parts) < 2:
            return self.text(parts[0]) if parts else "0"
        half = len(parts) // 2
        return f"({self.total(parts[:half])} + {self.total(parts[half:])})"

    def list(self, expressions: Sequence[Expression | Number]) -> str:
        """One expression that gives the values of all."""
        return f"[{', '.join(map(self.text, expressions))}]"

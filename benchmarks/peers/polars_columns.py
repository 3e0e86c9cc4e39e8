"""Polars over a table in memory: enums and numbers, one lazy plan, on one thread."""

from functools import reduce
from operator import add, and_, or_
from typing import Any as Value

import polars as pl

from hipback.model import Bank
from peers import table
from peers.sides import (
    CLOSED,
    NO_NUMBER,
    UNKNOWN,
    All,
    Any,
    Capped,
    Count,
    Expression,
    First,
    From,
    Has,
    Is,
    Known,
    Missing,
    No,
    Number,
    Share,
    Sum,
)


class Plan:
    """How Polars scores the people of a file in the layout of the codebook."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.steps = table.steps(bank)

    def load(self, path: str) -> pl.DataFrame:
        """The file as a table in memory."""
        return pl.read_parquet(path).with_columns(
            _read(name, question) for question in self.bank.questions.values() for name in table.columns_of(question)
        )

    def score(self, people: pl.DataFrame) -> pl.DataFrame:
        """The columns of the result."""
        frame = people.lazy()
        for step in self.steps:
            frame = frame.with_columns(self._written(value).alias(name) for name, value in step.columns.items())
            frame = frame.with_columns(closed for id in step.closed for closed in self._closed(id))
        return frame.select(table.results_wanted(self.bank)).collect(engine="streaming")

    def results(self, scored: pl.DataFrame, people: int) -> list[Value]:
        """The results of the first people."""
        return list(table.results(self.bank, scored.head(people).to_dict(as_series=False)))

    def _closed(self, id: str) -> list[pl.Expr]:
        question, put, may = self.bank.questions[id], pl.col(f"put_{id}"), pl.col(f"may_put_{id}")
        instead = "no" if question.kind == "many" else CLOSED
        kind = _kind(question)
        return [
            pl.when(put).then(pl.col(name)).when(may).then(pl.lit(UNKNOWN, kind)).otherwise(pl.lit(instead, kind))
            .alias(name)
            for name in table.columns_of(question)
        ]  # fmt: skip

    def _written(self, expression: Expression | Number) -> pl.Expr:
        match expression:
            case Is(name, texts):
                open_ = UNKNOWN in texts
                there = [text for text in (*self.bank.questions[name].options, CLOSED) if (text in texts) != open_]
                found = reduce(or_, (pl.col(name) == text for text in there))
                return ~found if open_ else found
            case Has(name, marks):
                columns = [f"{name}___{mark}" for mark in marks if not mark.endswith("?") and mark != UNKNOWN]
                return reduce(or_, (pl.col(c) != "no" if UNKNOWN in marks else pl.col(c) == "yes" for c in columns))
            case Missing(name):
                question = self.bank.questions[name]
                nothing = table.NO_ANSWER if question.kind in ("number", "scale") else table.MISSING
                return pl.col(table.columns_of(question)[0]) == nothing
            case From(name, number):
                return pl.col(name) >= number
            case Known(name):
                return pl.col(name)
            case Share(part, whole, per_cent):
                return pl.col(part).cast(pl.Int16) * 100 <= pl.col(whole).cast(pl.Int16) * per_cent
            case No(part):
                return ~self._written(part)
            case All(parts):
                return reduce(and_, map(self._written, parts)) if parts else pl.lit(True)
            case Any(parts):
                return reduce(or_, map(self._written, parts)) if parts else pl.lit(False)
            case Count(least, parts):
                return reduce(add, (self._written(part).cast(pl.Int8) for part in parts)) >= least
            case First(cases):
                found = pl.lit(0, pl.Int8)
                for case, number in reversed(cases):
                    found = pl.when(self._written(case)).then(pl.lit(number, pl.Int8)).otherwise(found)
                return found
            case Sum(parts):
                return reduce(add, map(self._written, parts))
            case Capped(part, cap):
                return pl.min_horizontal(self._written(part), pl.lit(cap, pl.Int8))


def _kind(question: Value) -> Value:
    return pl.Enum(table.MARKS if question.kind == "many" else table.texts(question))


def _read(name: str, question: Value) -> pl.Expr:
    if question.kind in ("one", "many"):
        return pl.col(name).fill_null(table.MISSING).cast(_kind(question))
    number = pl.col(name).cast(pl.Int16, strict=False).fill_null(NO_NUMBER)
    return pl.when(pl.col(name).is_null()).then(pl.lit(table.NO_ANSWER, pl.Int16)).otherwise(number).alias(name)

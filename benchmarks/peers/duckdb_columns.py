"""DuckDB over a table in memory: enums and numbers, one query, on one thread; the result comes as Arrow."""

from collections.abc import Iterable
from typing import Any as Value

import duckdb

from hipback.model import Bank, Question
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
    """How DuckDB scores the people of a file in the layout of the codebook."""

    def __init__(self, bank: Bank) -> None:
        self.bank = bank
        self.database = duckdb.connect(config={"threads": 1})
        self.query = self._query()

    def load(self, path: str) -> str:
        """The file as a table in memory, of which the name is given."""
        columns = (
            _read(name, question) for question in self.bank.questions.values() for name in table.columns_of(question)
        )
        self.database.execute(f"create table people as select {', '.join(columns)} from read_parquet('{path}')")
        return "people"

    def score(self, people: str) -> Value:
        """The columns of the result."""
        return self.database.sql(self.query).to_arrow_table()

    def results(self, scored: Value, people: int) -> list[Value]:
        """The results of the first people."""
        return list(table.results(self.bank, scored.slice(0, people).to_pydict()))

    def _query(self) -> str:
        """One common table for each step, since a column cannot be used beside its own definition."""
        stages: list[str] = []
        last = "people"
        for step in table.steps(self.bank):
            columns = (f"{self._sql(value)} as {_name(name)}" for name, value in step.columns.items())
            stages.append(f"step_{len(stages)} as (select *, {', '.join(columns)} from {last})")
            last = f"step_{len(stages) - 1}"
            if step.closed:
                closed = ", ".join(column for id in step.closed for column in self._closed(self.bank.questions[id]))
                stages.append(f"step_{len(stages)} as (select * replace ({closed}) from {last})")
                last = f"step_{len(stages) - 1}"
        return f"with {', '.join(stages)} select {', '.join(map(_name, table.results_wanted(self.bank)))} from {last}"

    def _closed(self, question: Question) -> list[str]:
        instead, kind = ("no" if question.kind == "many" else CLOSED), _kind(question)
        put = f"case when put_{question.id} then {{0}} when may_put_{question.id} then '{UNKNOWN}'::{kind}"
        return [
            f"{put} else '{instead}'::{kind} end as {{0}}".format(_name(name)) for name in table.columns_of(question)
        ]

    def _sql(self, expression: Expression | Number) -> str:
        match expression:
            case Is(name, texts):
                open_ = UNKNOWN in texts
                there = [text for text in (*self.bank.questions[name].options, CLOSED) if (text in texts) != open_]
                return f"({_name(name)} {'not ' * open_}in ({_quoted(there)}))"
            case Has(name, marks):
                columns = [_name(f"{name}___{mark}") for mark in marks if not mark.endswith("?") and mark != UNKNOWN]
                test = "<> 'no'" if UNKNOWN in marks else "= 'yes'"
                return f"({f' {test} or '.join(columns)} {test})"
            case Missing(name):
                question = self.bank.questions[name]
                nothing = table.NO_ANSWER if question.kind in ("number", "scale") else f"'{table.MISSING}'"
                return f"({_name(table.columns_of(question)[0])} = {nothing})"
            case From(name, number):
                return f"({_name(name)} >= {number})"
            case Known(name):
                return _name(name)
            case Share(part, whole, per_cent):
                return f"({part} * 100 <= {whole} * {per_cent})"
            case No(part):
                return f"(not {self._sql(part)})"
            case All(parts):
                return f"({' and '.join(map(self._sql, parts))})" if parts else "true"
            case Any(parts):
                return f"({' or '.join(map(self._sql, parts))})" if parts else "false"
            case Count(least, parts):
                ones = [f"{self._sql(part)}::smallint" for part in parts]
                return f"({' + '.join(ones)} >= {least})"
            case First(cases):
                chosen = " ".join(f"when {self._sql(case)} then {number}::smallint" for case, number in cases)
                return f"(case {chosen} else 0::smallint end)"
            case Sum(parts):
                return f"({' + '.join(map(self._sql, parts))})"
            case Capped(part, cap):
                return f"least({self._sql(part)}, {cap}::smallint)"


def _quoted(texts: Iterable[str]) -> str:
    return ", ".join(f"'{text}'" for text in texts)


def _kind(question: Question) -> str:
    texts = table.MARKS if question.kind == "many" else table.texts(question)
    return f"enum({_quoted(texts)})"


def _name(name: str) -> str:
    return f'"{name}"'


def _read(name: str, question: Question) -> str:
    column = _name(name)
    if question.kind in ("one", "many"):
        return f"coalesce({column}, '{table.MISSING}')::{_kind(question)} as {column}"
    number = f"coalesce(try_cast({column} as smallint), {NO_NUMBER})"
    return f"case when {column} is null then {table.NO_ANSWER} else {number} end::smallint as {column}"

"""Scores many people at once, as Arrow: for researchers and services, here or on every machine of a cluster.

Needs the extra `hipback[batch]`.
"""

from collections.abc import Iterable, Iterator, Sequence

import pyarrow as pa

from hipback.batch.answers import Coding, check_columns
from hipback.batch.results import result_columns, result_schema
from hipback.batch.scores import score_columns
from hipback.model import Bank

__all__ = ["result_schema", "score_batches"]

BLOCK = 65_000
"""So many people are scored at once: enough that the time goes into numpy, and few enough for a small memory."""


def score_batches(bank: Bank, batches: Iterable[pa.RecordBatch], keep: Sequence[str] = ()) -> Iterator[pa.RecordBatch]:
    """The results of people whose answers come in batches: a row for each row, in the same order.

    The columns of a batch are questions, laid out as in `hipback.codebook`. Those in `keep` are carried over, and a
    list of reasons in a column `problems` says what is known to be wrong with a row. No answer leaves a question open:
    it is never a zero. A row with a wrong answer has its reasons in `problems`, and nulls elsewhere; it stops nothing.
    Raises `TableError` for columns that do not fit the bank.

    Takes memory for one batch, and for the results of `BLOCK` rows.
    """
    coding, checked = Coding(bank), None
    for batch in batches:
        if batch.schema.names != checked:
            checked = batch.schema.names
            check_columns(bank, checked, keep)
        for start in range(0, batch.num_rows, BLOCK):
            yield _scored(bank, coding, batch.slice(start, BLOCK), keep)


def _scored(bank: Bank, coding: Coding, batch: pa.RecordBatch, keep: Sequence[str]) -> pa.RecordBatch:
    codes, problems = coding(batch)
    columns = [batch.column(name) for name in keep] + result_columns(bank, score_columns(bank, codes), problems)
    return pa.RecordBatch.from_arrays(columns, schema=result_schema(bank, batch.schema, keep))

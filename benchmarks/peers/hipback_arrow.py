"""hipback from Arrow to Arrow in memory: the words are read, and lists of words are made."""

from collections.abc import Sequence
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from hipback.batch import score_batches
from hipback.model import Bank
from reference import Result


class Plan:
    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    def load(self, path: str) -> list[pa.RecordBatch]:
        return list(pq.ParquetFile(path).iter_batches(100_000))

    def score(self, batches: Sequence[pa.RecordBatch]) -> list[pa.RecordBatch]:
        return list(score_batches(self.bank, batches))

    def results(self, scored: Sequence[pa.RecordBatch], people: int) -> list[Result]:
        """The results of the first people."""
        rows = pa.Table.from_batches(scored).slice(0, people).to_pylist()
        return [self._result(row) for row in rows]

    def _result(self, row: dict[str, Any]) -> Result:
        told = row["urgency"], row["flags"], row["flags_not_sure"]
        if row["unanswered"] is None:
            return *told, None, None, None, None
        standings = [tuple(row[f"{id}_{part}"] for part in ("low", "high", "band")) for id in self.bank.indicators]
        return *told, *standings, row["patterns"], row["unanswered"]

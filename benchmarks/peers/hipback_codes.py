"""hipback over columns of codes in memory, a block at a time as `score_batches` does it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import pyarrow.parquet as pq

from hipback.batch import BLOCK
from hipback.batch.answers import Coding
from hipback.batch.scores import Scores, score_columns
from hipback.columns import Codes
from hipback.model import Bank, Urgency
from reference import Result

Block = Mapping[str, Codes]


class Plan:
    def __init__(self, bank: Bank) -> None:
        self.bank = bank

    def load(self, path: str) -> list[Block]:
        """The codes of the people of a file."""
        coding = Coding(self.bank)
        return [coding(batch).codes for batch in pq.ParquetFile(path).iter_batches(BLOCK)]

    def score(self, blocks: Sequence[Block]) -> list[Scores]:
        return [score_columns(self.bank, block) for block in blocks]

    def results(self, scored: Sequence[Scores], people: int) -> list[Result]:
        """The results of the first people."""
        return list(islice((result for block in scored for result in _results(self.bank, block)), people))


def _results(bank: Bank, scores: Scores) -> Iterator[Result]:
    for row, urgency in enumerate(scores.urgency):
        flags = [id for id, people in scores.flags.items() if people[row]]
        not_sure = [id for id, people in scores.flags_not_sure.items() if people[row]]
        told = Urgency(urgency).word if urgency >= 0 else None, flags, not_sure
        if scores.stopped[row]:
            yield *told, None, None, None, None
            continue
        standings = [_standing(bank, id, [int(part[row]) for part in one]) for id, one in scores.indicators.items()]
        patterns = [id for id, people in scores.patterns.items() if people[row]]
        yield *told, *standings, patterns, int(scores.unanswered[row])


def _standing(bank: Bank, indicator: str, found: Sequence[int]) -> tuple[Any, ...]:
    low, high, band = found
    return low, high, bank.indicators[indicator].bands[band].id if band >= 0 else None

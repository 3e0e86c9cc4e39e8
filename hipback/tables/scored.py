"""From the parts of files to results that tell which row they are about."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hipback.batch import score_batches
from hipback.errors import TableError, quote
from hipback.model import Bank
from hipback.tables.columns import FILE, ROW
from hipback.tables.part import Part

PLACE = (pa.field(FILE, pa.dictionary(pa.int32(), pa.string())), pa.field(ROW, pa.int64()))


class Named(NamedTuple):
    """A part, and the name of its file."""

    file: str
    part: Part


def scored(bank: Bank, parts: Iterable[Named], keep: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The results of all rows, in their order. Raises `TableError` where a kept column changes its type."""
    waiting: deque[tuple[str, NDArray[np.int64]]] = deque()
    for results in score_batches(bank, _answers(parts, keep, waiting), keep):
        file, places = waiting.popleft()
        if len(places) > results.num_rows:
            waiting.appendleft((file, places[results.num_rows :]))
        yield _placed(results, file, places[: results.num_rows])


def _answers(parts: Iterable[Named], keep: Sequence[str], waiting: Any) -> Iterator[pa.RecordBatch]:
    """The answers of the parts that have any, all with the same types of what is kept."""
    types: dict[str, pa.DataType] = {}
    for file, part in parts:
        answers = part.answers
        for name in keep:
            kept = answers.schema.field(name).type
            if types.setdefault(name, kept) != kept:
                wanted = f"{types[name]} before: give them one type, or score them one by one"
                raise TableError([f"{file}: the column {quote(name)} holds {kept}, and {wanted}"])
        if answers.num_rows:
            waiting.append((file, part.places))
            yield answers


def _placed(results: pa.RecordBatch, file: str, places: NDArray[np.int64]) -> pa.RecordBatch:
    names = pa.DictionaryArray.from_arrays(np.zeros(len(places), np.int32), pa.array([file], pa.string()))
    return pa.RecordBatch.from_arrays(
        [names, pa.array(places, pa.int64()), *results.columns], schema=pa.schema([*PLACE, *results.schema])
    )

"""A part of a file of many people, as a reader gives it."""

from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray


class Part(NamedTuple):
    """Answers in a row, for `hipback.batch`.

    `places` are the lines or rows of the file in which they stand, from 1. `read` is how many bytes of the file have
    been used up to here. `others` counts the records among them that were made with another version of the bank.
    """

    answers: pa.RecordBatch
    places: NDArray[np.int64]
    read: int
    others: int = 0


def reasons_column(rows: int, reasons: dict[int, list[str]]) -> pa.Array:
    """The column of what is wrong with each row; most have an empty list."""
    counts: Any = np.zeros(rows + 1, np.int32)
    for row, own in reasons.items():
        counts[row + 1] = len(own)
    sentences = [reason for row in sorted(reasons) for reason in reasons[row]]
    return pa.ListArray.from_arrays(pa.array(np.cumsum(counts), pa.int32()), pa.array(sentences, pa.string()))

"""Answers of many people in Parquet, a few thousand rows at a time and only the columns that are wanted."""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq

from hipback.errors import FileError
from hipback.model import Bank
from hipback.tables.columns import check_names
from hipback.tables.part import Part

ROWS = 1 << 16
"""Rows that are read at once."""


def read_parquet(file: BinaryIO, name: str, bank: Bank, keep: Sequence[str]) -> Iterator[Part]:
    """The rows of a file. Raises `TableError` for columns of no question, and `FileError` if it is no Parquet."""
    if not file.seekable():
        raise FileError(f"{name}: Parquet is read from its end, so it cannot come through a pipe: give a file")
    try:
        schema = pq.read_schema(file)
        check_names(name, bank, schema.names, keep)
        texts = [field.name for field in schema if _is_text(field.type) and field.name not in keep]
        source = pq.ParquetFile(file, read_dictionary=texts)
        size, rows, done = file.seek(0, 2), source.metadata.num_rows, 0
        for batch in source.iter_batches(ROWS, use_threads=False):
            places = np.arange(done, done + batch.num_rows) + 1
            done += batch.num_rows
            yield Part(batch, places, size * done // rows)
    except pa.ArrowException as error:
        raise FileError(f"{name} is no Parquet file that can be read: {str(error).splitlines()[0]}") from None


def _is_text(type_: pa.DataType) -> bool:
    return bool(pa.types.is_string(type_) or pa.types.is_large_string(type_) or pa.types.is_string_view(type_))

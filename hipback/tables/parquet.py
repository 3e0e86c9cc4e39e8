"""Answers of many people in Parquet, a few thousand rows at a time and only the columns that are wanted.

A file of a few bytes can say that it holds a text of a gigabyte in each of a million rows. So texts are counted before
they are written out, and each different one is looked at once. Where pages have checksums, these are looked at too.
"""

from collections.abc import Iterator, Sequence
from typing import BinaryIO

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from hipback.batch import BLOCK
from hipback.errors import FileError
from hipback.model import Bank
from hipback.tables.columns import check_names
from hipback.tables.part import Part

GROUP_AT_MOST = 1 << 30
"""Bytes of a row group, unpacked: Arrow may hold as much of it."""

TEXT_AT_MOST = 1 << 28
"""Bytes of the texts that are written out at once."""


def read_parquet(file: BinaryIO, name: str, bank: Bank, keep: Sequence[str]) -> Iterator[Part]:
    """The rows of a file. Raises `TableError` for columns of no question, and `FileError` if it is no Parquet."""
    if not file.seekable():
        raise FileError(f"{name}: Parquet is read from its end, so it cannot come through a pipe: give a file")
    try:
        source = pq.ParquetFile(file)
        check_names(name, bank, source.schema_arrow.names, keep)
        _check_groups(source.metadata, name)
        options = {"read_dictionary": list(_texts(source)), "page_checksum_verification": True}
        source = pq.ParquetFile(file, metadata=source.metadata, **options)
        size, rows, done = file.seek(0, 2), source.metadata.num_rows, 0
        for batch in source.iter_batches(BLOCK, use_threads=False):
            places = np.arange(done, done + batch.num_rows) + 1
            done += batch.num_rows
            yield Part(_plain(batch, name, keep), places, size * done // rows)
    except (pa.ArrowException, UnicodeDecodeError, OSError) as error:
        if isinstance(error, OSError) and error.errno is not None:  # the disk, and not what is on it
            raise
        raise FileError(f"{name} is no Parquet file that can be read: it is damaged, cut, or of another kind") from None


def _check_groups(metadata: pq.FileMetaData, name: str) -> None:
    for number in range(metadata.num_row_groups):
        if metadata.row_group(number).total_byte_size > GROUP_AT_MOST:
            most = f"{GROUP_AT_MOST >> 20:,} MiB"
            raise FileError(f"{name}: its row group {number + 1} is larger than {most}: write it with smaller ones")


def _texts(source: pq.ParquetFile) -> Iterator[str]:
    """The paths of columns of text, and of lists of text."""
    for column in map(source.schema.column, range(len(source.schema))):
        type_ = source.schema_arrow.field(column.path.split(".")[0]).type
        if _is_text(type_.value_type if _is_list(type_) else type_):
            yield column.path


def _plain(batch: pa.RecordBatch, name: str, keep: Sequence[str]) -> pa.RecordBatch:
    """The batch as all readers give it: lists, and texts that are kept, are written out."""
    columns = [
        _written_out(column, name) if _is_list(column.type) or title in keep else column
        for title, column in zip(batch.schema.names, batch.columns, strict=True)
    ]
    for column in columns:
        if pa.types.is_dictionary(column.type):
            column.dictionary.validate(full=True)  # or it is no text
    return pa.RecordBatch.from_arrays(columns, batch.schema.names)


def _written_out(column: pa.Array, name: str) -> pa.Array:
    """A column of texts, or of lists of texts, each in full; any other as it is."""
    texts = column.flatten() if _is_list(column.type) else column
    if not pa.types.is_dictionary(texts.type):
        return column
    texts.dictionary.validate(full=True)
    length = pc.sum(pc.binary_length(texts.dictionary).take(texts.indices)).as_py()
    if (length or 0) > TEXT_AT_MOST:
        raise FileError(f"{name}: {len(column):,} rows hold more than {TEXT_AT_MOST >> 20} MiB of text in one column")
    if _is_list(column.type):
        return column.cast(pa.list_(texts.type.value_type))
    return texts.dictionary_decode()


def _is_list(type_: pa.DataType) -> bool:
    return bool(pa.types.is_list(type_) or pa.types.is_large_list(type_))


def _is_text(type_: pa.DataType) -> bool:
    kinds = pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view
    return any(is_kind(type_) for is_kind in (*kinds, pa.types.is_binary, pa.types.is_large_binary))

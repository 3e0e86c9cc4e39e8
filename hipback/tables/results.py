"""Results of many people as Parquet, CSV or NDJSON, a batch at a time."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from typing import BinaryIO, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from pyarrow import csv as arrow_csv

from hipback.codebook import BETWEEN_MARKS
from hipback.errors import TableError, quote
from hipback.layout import FORMULA_SIGNS
from hipback.tables.columns import ROW

Write: TypeAlias = Callable[[pa.RecordBatch], None]

ROW_GROUP = 1 << 17
"""So many rows stand together in a Parquet file: enough to be compressed well, and few enough to be held."""

FORMULA = f"^[{re.escape(FORMULA_SIGNS)}]"
"""How a cell begins that a spreadsheet may take for a formula."""


@contextmanager
def write_results(form: str, file: BinaryIO, schema: pa.Schema) -> Iterator[Write]:
    """What writes batches of results in one of the `FORMS`. At the end of the context the file is whole, and still
    open. Raises `TableError` for kept columns that the form cannot hold."""
    try:
        with FORMS[form](file, schema) as write:
            yield write
    except pa.ArrowInvalid as error:  # such as an hour of a zone that is not known here
        raise TableError([f"what is kept cannot be written as {form}: {error}"]) from None


@contextmanager
def _parquet(file: BinaryIO, schema: pa.Schema) -> Iterator[Write]:
    waiting: list[pa.RecordBatch] = []
    with pq.ParquetWriter(file, schema, compression="zstd", write_page_checksum=True, **_encoding(schema)) as writer:

        def write_out() -> None:
            writer.write_table(pa.Table.from_batches(waiting, schema))
            waiting.clear()

        def write(batch: pa.RecordBatch) -> None:
            waiting.append(batch)
            if sum(part.num_rows for part in waiting) >= ROW_GROUP:
                write_out()

        yield write
        write_out()


def _encoding(schema: pa.Schema) -> dict[str, list[str]]:
    """A dictionary for columns whose values come again and again, and no least and greatest value of lists."""
    lists = [field.name for field in schema if _is_list_of_texts(field.type)]
    flat = [name for name in schema.names if name not in lists]
    again = [name for name in flat if name != ROW]
    return {"use_dictionary": [*again, *(f"{name}.list.element" for name in lists)], "write_statistics": flat}


@contextmanager
def _csv(file: BinaryIO, schema: pa.Schema) -> Iterator[Write]:
    """Lists as one cell. Words that may come from elsewhere never begin a formula."""
    plain = pa.schema([_plain_field(field) for field in schema])
    with arrow_csv.CSVWriter(file, plain) as writer:
        yield lambda batch: writer.write_batch(
            pa.RecordBatch.from_arrays([_plain_column(column) for column in batch.columns], schema=plain)
        )


def _plain_field(field: pa.Field) -> pa.Field:
    """How a column stands in CSV. Its name is a cell as well."""
    name = f"'{field.name}" if re.match(FORMULA, field.name) else field.name
    type_ = field.type.value_type if pa.types.is_dictionary(field.type) else field.type
    if _is_list_of_texts(type_) or _is_text(type_):
        return pa.field(name, pa.string())
    if not (pa.types.is_primitive(type_) or pa.types.is_decimal(type_) or pa.types.is_null(type_)):
        raise TableError([f"the column {quote(field.name)} cannot be kept in CSV: it holds {field.type}"])
    return pa.field(name, type_)


def _plain_column(column: pa.Array) -> pa.Array:
    if pa.types.is_dictionary(column.type):
        column = column.dictionary_decode()
    if _is_list_of_texts(column.type):
        column = pc.binary_join(column, BETWEEN_MARKS)
    if _is_text(column.type):
        column = column.cast(pa.string())
        risky = pc.match_substring_regex(column, FORMULA)
        return pc.if_else(risky, pc.binary_join_element_wise("'", column, ""), column)
    return column


def _is_text(type_: pa.DataType) -> bool:
    kinds = pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view
    return any(is_kind(type_) for is_kind in kinds)


def _is_list_of_texts(type_: pa.DataType) -> bool:
    return bool(pa.types.is_list(type_) and pa.types.is_string(type_.value_type))


@contextmanager
def _ndjson(file: BinaryIO, schema: pa.Schema) -> Iterator[Write]:
    keys = [json.dumps(name, ensure_ascii=False) for name in schema.names]
    heads = [f"{', ' if number else '{'}{key}: " for number, key in enumerate(keys)]

    def write(batch: pa.RecordBatch) -> None:
        parts = [part for head, column in zip(heads, batch.columns, strict=True) for part in (head, _as_json(column))]
        lines = pc.binary_join_element_wise(*parts, "}\n", "")
        file.write(pc.binary_join(pa.ListArray.from_arrays([0, len(lines)], lines), "")[0].as_buffer())

    yield write


def _as_json(column: pa.Array) -> pa.Array:
    """Each value of a column as JSON; each different text is written out once."""
    if pa.types.is_integer(column.type):
        return pc.fill_null(column.cast(pa.string()), "null")
    if _is_list_of_texts(column.type):
        lengths = pc.fill_null(pc.list_value_length(column), 0)
        ends = pa.concat_arrays([pa.array([0], pa.int32()), pc.cumulative_sum(lengths)])
        members = pc.binary_join(pa.ListArray.from_arrays(ends, _as_json(column.flatten())), ", ")
        return pc.if_else(column.is_valid(), pc.binary_join_element_wise("[", members, "]", ""), "null")
    if pa.types.is_string(column.type):
        column = column.dictionary_encode()
    if pa.types.is_dictionary(column.type):
        return pc.fill_null(_written(column.dictionary).take(column.indices), "null")
    return _written(column)


def _written(column: pa.Array) -> pa.Array:
    """Values one by one; what is no number is null, and what JSON does not know is text."""
    values = (column.cast(pa.string()) if pa.types.is_temporal(column.type) else column).to_pylist()
    plain = (json.loads(json.dumps(value, default=str), parse_constant=lambda word: None) for value in values)
    return pa.array([json.dumps(value, ensure_ascii=False) for value in plain], pa.string())


FORMS: Mapping[str, Callable[[BinaryIO, pa.Schema], AbstractContextManager[Write]]] = {
    "parquet": _parquet,
    "csv": _csv,
    "ndjson": _ndjson,
}

"""Answers of many people as CSV, with commas, semicolons or tabs between cells that are all text.

A row with too many or too few cells keeps its place, as a row with a problem.
"""

import csv
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray
from pyarrow import csv as arrow_csv

from hipback.batch.answers import PROBLEMS
from hipback.errors import FileError
from hipback.model import Bank
from hipback.tables.columns import check_names
from hipback.tables.part import Part, reasons_column

BLOCK = 1 << 24
"""Bytes that are read at once. No row is longer."""

HEADER_AT_MOST = 1 << 20
"""Bytes."""

DELIMITERS = ",;\t"
FIRST_ROW = 2
"""The header is row 1, as in a spreadsheet. Empty lines are no rows."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"
END = "\x03end of the file"
"""A cell of the row that is read after the last one; it is not seen if a quote before it is not closed."""

NOT_UTF8 = "this is not UTF-8: save the file as CSV UTF-8"
OPEN_QUOTE = "a quote is not closed: all up to the next quote stands in one cell"


TEXT = pa.dictionary(pa.int32(), pa.binary())
Numbers: TypeAlias = NDArray[np.int64]


class Header(NamedTuple):
    """The names of the columns, and what stands between cells."""

    names: list[str]
    delimiter: str

    @property
    def end(self) -> str:
        """A row that no person has: it is one cell too long."""
        return self.delimiter * len(self.names) + END


class _WithEnd:
    """A file, and after it a row of its own."""

    closed = False

    def __init__(self, file: BinaryIO, end: str) -> None:
        self._file = file
        self._end = f"\n{end}\n".encode()

    def read(self, size: int) -> bytes:
        content = self._file.read(size)
        if not content:
            content, self._end = self._end, b""
        return content


def read_csv(file: BinaryIO, name: str, bank: Bank, keep: Sequence[str]) -> Iterator[Part]:
    """The rows of a file. Raises `TableError` for columns of no question, and `FileError` if it is no CSV."""
    header = _header(file, name)
    check_names(name, bank, header.names, keep)
    rows = _Rows(header, keep)
    try:
        for batch in filter(len, rows.read(file)):
            yield rows.part(batch)._replace(read=file.tell() if file.seekable() else 0)
        last = rows.rest()
        if not rows.ended:
            raise FileError(f"{name}: a quote in row {rows.next_place - 1} is not closed: all below stands in one cell")
        yield last
    except pa.ArrowInvalid:
        words = f"a quote is not closed, or a row is longer than {BLOCK >> 20} MiB"
        raise FileError(f"{name}: no more can be read from row {rows.next_place} or soon after: {words}") from None


def _header(file: BinaryIO, name: str) -> Header:
    line = file.readline(HEADER_AT_MOST).removeprefix(BYTE_ORDER_MARK)
    while line.count(b'"') % 2 and (more := file.readline(HEADER_AT_MOST)):
        line += more
    if not line:
        raise FileError(f"{name} is empty: the first line of CSV names the columns")
    try:
        text = line.decode()
    except UnicodeDecodeError:
        raise FileError(f"{name}: {NOT_UTF8}") from None
    names, delimiter = max(
        ((next(csv.reader(text.splitlines(True), delimiter=sign)), sign) for sign in DELIMITERS), key=_columns
    )
    return Header(names, delimiter)


def _columns(found: tuple[list[str], str]) -> int:
    return len(found[0])


class _Rows:
    """Reads rows, and remembers those that have another number of cells until their place comes."""

    def __init__(self, header: Header, keep: Sequence[str]) -> None:
        self._header = header
        self._keep = keep
        self._odd: list[tuple[int, str]] = []
        self.next_place = FIRST_ROW
        self.ended = False

    def read(self, file: BinaryIO) -> Any:
        """The batches of rows that have the right number of cells."""
        return arrow_csv.open_csv(
            pa.PythonFile(_WithEnd(file, self._header.end), "r"),
            arrow_csv.ReadOptions(use_threads=False, block_size=BLOCK, column_names=self._header.names),
            arrow_csv.ParseOptions(
                delimiter=self._header.delimiter, newlines_in_values=True, invalid_row_handler=self._put_aside
            ),
            arrow_csv.ConvertOptions(
                column_types=dict.fromkeys(self._header.names, TEXT),
                strings_can_be_null=True,
                null_values=[""],
                check_utf8=False,
            ),
        )

    def _put_aside(self, row: arrow_csv.InvalidRow) -> str:
        if row.text == self._header.end:
            self.ended = True
            return "skip"
        words = f"the row has {row.actual_columns} cells, and the header has {row.expected_columns}"
        self._odd.append((row.number - 1 + FIRST_ROW, words))
        return "skip"

    def part(self, batch: pa.RecordBatch) -> Part:
        """A batch with the odd rows that stand among its own."""
        before = [place - self.next_place - number for number, (place, _) in enumerate(self._odd)]
        own = np.arange(batch.num_rows)
        own += np.searchsorted(before, own, side="right")
        return self._with_odd_rows(batch, own, int(own[-1]) + 1)

    def rest(self) -> Part:
        """The odd rows that are left at the end."""
        empty = pa.RecordBatch.from_arrays([pa.nulls(0, TEXT) for _ in self._header.names], self._header.names)
        last = self._odd[-1][0] if self._odd else self.next_place - 1
        return self._with_odd_rows(empty, np.arange(0), last + 1 - self.next_place)

    def _with_odd_rows(self, batch: pa.RecordBatch, own: Numbers, count: int) -> Part:
        """The next rows: those of the batch at their own places, and odd ones, without any cell, in between."""
        places = np.arange(count) + self.next_place
        source = np.full(count, -1)
        source[own] = np.arange(len(own))
        odd = [row for row in self._odd if row[0] < self.next_place + count]
        reasons = {place - self.next_place: [words] for place, words in odd}
        self._odd = self._odd[len(odd) :]
        self.next_place += count
        rows = batch.take(pa.array(source, mask=source < 0)) if odd else batch
        columns = [self._column(*named, reasons) for named in zip(rows.schema.names, rows.columns, strict=True)]
        names = [*rows.schema.names, PROBLEMS]
        return Part(pa.RecordBatch.from_arrays([*columns, reasons_column(count, reasons)], names), places, 0)

    def _column(self, name: str, column: pa.DictionaryArray, reasons: dict[int, list[str]]) -> pa.Array:
        """The cells as text; of what is none, the reason is noted, and the cell is empty."""
        kept = name in self._keep
        texts, wrong = _texts(column.dictionary, with_lines=kept)
        for number, words in wrong.items():
            for row in pc.indices_nonzero(pc.equal(column.indices, number)).to_pylist():
                reasons.setdefault(row, []).append(f"{name}: {words}")
        coded = pa.DictionaryArray.from_arrays(column.indices, texts)
        return coded.dictionary_decode() if kept else coded


def _texts(cells: pa.Array, with_lines: bool) -> tuple[pa.Array, dict[int, str]]:
    """Different cells as text, and by their numbers what is wrong with some. Only what is kept may hold lines."""
    try:
        texts = cells.cast(pa.string())
        if with_lines or not pc.any(pc.match_substring(texts, "\n")).as_py():
            return texts, {}
    except pa.ArrowInvalid:  # some are not UTF-8
        pass
    different = cells.to_pylist()
    wrong = {number: words for number, cell in enumerate(different) if (words := _wrong_text(cell, with_lines))}
    sound = [None if number in wrong else cell for number, cell in enumerate(different)]
    return pa.array(sound, pa.binary()).cast(pa.string()), wrong


def _wrong_text(cell: bytes, with_lines: bool) -> str:
    try:
        cell.decode()
    except UnicodeDecodeError:
        return NOT_UTF8
    return OPEN_QUOTE if b"\n" in cell and not with_lines else ""

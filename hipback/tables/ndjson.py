"""Answers of many people as JSON, one object a line."""

from collections.abc import Iterator, Mapping, Sequence
from typing import BinaryIO

import numpy as np
import pyarrow as pa

from hipback.batch.answers import PROBLEMS
from hipback.errors import FileError
from hipback.model import Bank
from hipback.tables.columns import check_names
from hipback.tables.lines import LINE_AT_MOST, TOO_LONG, Line, Lines
from hipback.tables.part import Part, reasons_column
from hipback.tables.pieces import Numbers, Pieces, Places

BLOCK = 1 << 22
"""Bytes that are read at once."""

ROWS = 1 << 15
"""A part has no more lines than this, unless a block has: so many people are scored at once."""

REMEMBERED = 1 << 16
"""So many different pieces are remembered from one part to the next."""

BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def read_ndjson(file: BinaryIO, name: str, bank: Bank, keep: Sequence[str]) -> Iterator[Part]:
    """The lines of a file but the blank ones. Raises `TableError` if its first line has a key of no question, and
    `FileError` if it is another kind of file."""
    lines = Lines(bank, keep)
    gathered = _Gathered(lines, keep)
    for block in _blocks(file):
        if gathered.read == 0:
            _check(block, name, bank, lines, keep)
        added = gathered.add(block)
        if gathered.rows + added > ROWS:  # the next block would be as long
            yield gathered.part()
    yield gathered.part()


def _blocks(file: BinaryIO) -> Iterator[bytes]:
    """The file in blocks of whole lines, each line with its end. What is too long to be held is passed over."""
    block = file.read(BLOCK).removeprefix(BYTE_ORDER_MARK)
    while block:
        end = b"" if block.endswith(b"\n") else file.readline(LINE_AT_MOST)
        if len(end) == LINE_AT_MOST and not end.endswith(b"\n"):
            block, end = block[: block.rfind(b"\n") + 1], TOO_LONG
            _pass_over_line(file)
        block += end
        yield block if block.endswith(b"\n") else block + b"\n"
        block = file.read(BLOCK)


def _pass_over_line(file: BinaryIO) -> None:
    while (rest := file.readline(BLOCK)) and not rest.endswith(b"\n"):
        pass


def _check(block: bytes, file: str, bank: Bank, lines: Lines, keep: Sequence[str]) -> None:
    """Refuse what is no file of answers, or has keys of no question, by its first line."""
    first = next(filter(None, map(bytes.strip, block.split(b"\n"))), b"")
    if first.startswith(b"["):
        raise FileError(f"{file} is a JSON list: write one object a line, with no brackets and commas around them")
    if first == b"{":
        raise FileError(f"{file}: the first object goes on in the next line: write one object a line")
    check_names(file, bank, list(dict.fromkeys([*lines.keys(first), *keep])), keep)


class _Gathered:
    """Lines that become one part. `rows` are those gathered, `read` is how many bytes have been used in all."""

    def __init__(self, lines: Lines, keep: Sequence[str]) -> None:
        self._lines = lines
        self._keep = keep
        self._pieces = Pieces(lines.names, keep)
        self._line = 1
        self.read = 0
        self._begin()

    def _begin(self) -> None:
        if len(self._pieces) > REMEMBERED:
            self._pieces = Pieces(self._lines.names, self._keep)
        self._cells: list[Numbers] = []
        self._places: list[Places] = []
        self._reasons: dict[int, list[str]] = {}
        self._others = self.rows = 0

    def add(self, block: bytes) -> int:
        """Take the lines of a block; tells how many it has."""
        texts = block.split(b"\n")[:-1]
        begins = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
        cells, plain = self._pieces.cells(block, begins)
        odd = np.flatnonzero(~plain).tolist()
        read = {row: self._lines.read(texts[row]) for row in odd if texts[row].strip()}
        rows = np.delete(np.arange(len(texts)), [row for row in odd if row not in read])
        for row, line in read.items():
            self._others += line.other
            if line.reasons:
                self._reasons[self.rows + int(np.searchsorted(rows, row))] = list(line.reasons)
        self._cells.append(self._filled(cells, read)[:, rows])
        self._places.append(rows + self._line)
        self._line += len(texts)
        self.rows += len(rows)
        self.read += len(block)
        return len(texts)

    def _filled(self, cells: Numbers, read: Mapping[int, Line]) -> Numbers:
        """The cells with those of lines that were read by themselves."""
        found = [(row, *self._pieces.place(*cell)) for row, line in read.items() for cell in line.cells.items()]
        if found:
            rows, columns, numbers = np.array(found).T
            more = len(self._pieces.columns) - len(cells)
            cells = np.pad(cells, ((0, more), (0, 0)), constant_values=-1)
            cells[columns, rows] = numbers
        return cells

    def part(self) -> Part:
        """All that is gathered; nothing is any more."""
        columns = [self._column(number, name) for number, name in enumerate(self._pieces.columns)]
        problems = reasons_column(self.rows, self._reasons)
        answers = pa.RecordBatch.from_arrays([*columns, problems], [*self._pieces.columns, PROBLEMS])
        part = Part(answers, np.concatenate(self._places or [np.arange(0)]), self.read, self._others)
        self._begin()
        return part

    def _column(self, number: int, name: str) -> pa.Array:
        different = pa.array(list(self._pieces.columns[name]), pa.string())
        parts = [cells[number] if number < len(cells) else np.full(cells.shape[1], -1) for cells in self._cells]
        numbers = np.concatenate(parts or [np.arange(0)]).astype(np.int32)
        column = pa.DictionaryArray.from_arrays(pa.array(numbers, mask=numbers < 0), different)
        return column.dictionary_decode() if name in self._keep else column

"""Lines of plain JSON, many at once: each different piece of them is looked at once.

A block of lines is cut in front of each key. A piece such as `"groin": "often", ` comes again and again, and what it
says is worked out once. A line that is made of whole pieces in the right order is plain. All other lines are left to
`hipback.tables.lines`, so nothing is taken from a line that a JSON reader would not find in it.

It takes as long as the fastest decoder that was tried (msgspec, into a typed structure) takes for the same lines, and
its result is columns already, in which the different cells are known. DuckDB takes a tenth longer for columns of text,
or half as long again for blocks of lines; orjson a third longer, and `json` three times as long.
"""

import re
from collections.abc import Collection, Sequence
from typing import TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hipback.errors import AnswersError
from hipback.tables.lines import cell_of, value_of

QUOTE, COLON, BRACE = b'":{'
MIDDLE, LAST, OTHER = range(3)
"""A piece ends with a comma, with its line, or is not as plain as that."""

PIECE = re.compile(rb'"([^"\\]*)":([^\n]*?)(?:,[ \t]*|\}[ \t\r]*(\n.*))', re.DOTALL)
"""A key, its value, and what ends the piece; what stands in the lines below is no part of it."""

Numbers: TypeAlias = NDArray[np.int32]
Places: TypeAlias = NDArray[np.intp]
Bools: TypeAlias = NDArray[np.bool_]


class Pieces:
    """The different pieces that have been met, and for each column the different cells with their numbers."""

    def __init__(self, names: Collection[str], first: Sequence[str]) -> None:
        """`names` are all columns that there may be; they come as they are met, after these `first` ones."""
        self.columns: dict[str, dict[str | None, int]] = {name: {} for name in first}
        self._names = names
        self._numbers = {name: number for number, name in enumerate(first)}
        self._known: dict[bytes, int] = {}
        self._table: Numbers = np.zeros((1, 3), np.int32)

    def __len__(self) -> int:
        return len(self._known)

    def place(self, name: str, cell: str | None) -> tuple[int, int]:
        """The numbers of a column and of a cell in it."""
        cells = self.columns.setdefault(name, {})
        return self._numbers.setdefault(name, len(self._numbers)), cells.setdefault(cell, len(cells))

    def cells(self, block: bytes, begins: Places) -> tuple[Numbers, Bools]:
        """For each column and each line that begins so the number of its cell, below 0 if it has none; and which lines
        are plain. The others have no cells. Each line ends with a newline."""
        signs = np.frombuffer(block, np.uint8)
        starts = _starts_of_keys(signs)
        first = np.searchsorted(starts, begins)
        counts = np.diff(first, append=len(starts))
        lines = np.repeat(np.arange(len(begins)), counts)
        different, which = _different(block, starts)
        known = np.array([self._number(piece) for piece in different], np.intp)
        columns, numbers, ends = self._table[known].T

        wanted = np.full(len(starts), MIDDLE, np.int8)
        wanted[(first + counts - 1)[counts > 0]] = LAST
        plain: Bools = (signs[begins] == BRACE) & (np.append(starts, -1)[first] == begins + 1)
        plain[lines[ends.astype(np.int8)[which] != wanted]] = False

        shape = len(self.columns) + 1, len(begins)  # the last column takes what is in no column
        cells: Numbers = np.full(shape, -1, np.int32)
        cells.reshape(-1)[(columns % shape[0] * shape[1])[which] + lines] = numbers[which]
        cells = cells[:-1]
        plain &= np.count_nonzero(cells >= 0, axis=0) == counts  # or a key stands there twice
        cells[:, ~plain] = -1
        return cells, plain

    def _number(self, piece: bytes) -> int:
        """The row of the table in which a piece stands: its column, its cell and its end."""
        number = self._known.get(piece)
        if number is None:
            number = self._known[piece] = len(self._known)
            if number == len(self._table):
                self._table = np.concatenate([self._table, self._table])
            self._table[number] = self._read(piece)
        return number

    def _read(self, piece: bytes) -> tuple[int, int, int]:
        nothing = -1, 0, OTHER
        found = PIECE.fullmatch(piece)
        if not found:
            return nothing
        key, value, below = found.groups()
        try:
            name, cell = key.decode(), cell_of(value_of(value))
        except (UnicodeDecodeError, AnswersError):
            return nothing
        return (*self.place(name, cell), MIDDLE if below is None else LAST) if name in self._names else nothing


def _starts_of_keys(signs: NDArray[np.uint8]) -> Places:
    """Where keys begin: at the quote before each quote with a colon behind it."""
    quotes = np.flatnonzero(signs == QUOTE)
    closing = np.flatnonzero(signs[1:][quotes] == COLON)  # no quote is the last sign of a block
    return quotes[closing[closing > 0] - 1]


def _different(block: bytes, starts: Places) -> tuple[list[bytes], Places]:
    """The different pieces of a block, each up to the next start, and for each start which of them begins there."""
    bounds = np.append(starts, len(block)).astype(np.int32)
    buffers = [None, pa.py_buffer(bounds), pa.py_buffer(block)]
    coded = pa.BinaryArray.from_buffers(pa.binary(), len(starts), buffers).dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.to_numpy()

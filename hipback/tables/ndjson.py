"""Answers of many people as JSON, one object a line.

A block of lines is cut in front of each key. A piece such as `"groin": "often", ` comes again and again, and what it
says is worked out once. A line that is made of whole pieces in the right order is a plain object. Any other line is
read by itself, and that tells what is wrong with it. So nothing is taken from a line that a JSON reader would not find.
"""

import json
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any, BinaryIO, NamedTuple, NoReturn, TypeAlias

import numpy as np
import pyarrow as pa
from numpy.typing import NDArray

from hipback import RECORD_FORMAT
from hipback.answers import Answers
from hipback.codebook import column_names
from hipback.errors import AnswersError, FileError, hint, quote
from hipback.model import Bank
from hipback.tables.columns import check_names
from hipback.tables.part import Part, reasons_column

BLOCK = 1 << 23
"""Bytes that are read at once."""

LINE_AT_MOST = 1 << 26
"""Bytes. A longer line is no person: memory would be used up before its end."""

REMEMBERED = 1 << 16
"""So many different pieces are remembered from one block to the next."""

QUOTE, COLON, BRACE = b'":{'
BYTE_ORDER_MARK = b"\xef\xbb\xbf"
MIDDLE, LAST, OTHER = range(3)
"""A piece ends with a comma, with its line, or is not as plain as that."""

PIECE = re.compile(rb'"([^"\\]*)":([^\n]*?)(,[ \t]*|\}[ \t\r]*(\n.*))', re.DOTALL)
"""A key, its value, and what ends the piece; what stands in the lines below is no part of it."""

Places: TypeAlias = NDArray[np.intp]
Bools: TypeAlias = NDArray[np.bool_]
Cells: TypeAlias = Mapping[str, str | None]


class Piece(NamedTuple):
    """What a piece says: the column, what stands in it (None for `null`), and how the piece ends."""

    name: str
    cell: str | None
    end: int


class Line(NamedTuple):
    """What a line says that was read by itself. `other` tells that its record was made with another bank."""

    cells: Cells
    reasons: Sequence[str] = ()
    other: bool = False


NOTHING = Piece("", None, OTHER)


def read_ndjson(file: BinaryIO, name: str, bank: Bank, keep: Sequence[str]) -> Iterator[Part]:
    """The lines of a file but the blank ones. Raises `TableError` if its first line has a key of no question, and
    `FileError` if it is another kind of file."""
    lines, place, read = Lines(bank, keep), 1, 0
    for block in _blocks(file, name):
        if place == 1:
            lines.check(block, name)
        read += len(block)
        part, count = lines.part(block, place)
        yield part._replace(read=read)
        place += count


def _blocks(file: BinaryIO, name: str) -> Iterator[bytes]:
    """The file in blocks of whole lines, each line with its end."""
    block = file.read(BLOCK).removeprefix(BYTE_ORDER_MARK)
    while block:
        end = b"" if block.endswith(b"\n") else file.readline(LINE_AT_MOST)
        if len(end) == LINE_AT_MOST:
            raise FileError(f"{name}: a line is longer than {LINE_AT_MOST >> 20} MiB: write one object a line")
        block += end
        yield block if block.endswith(b"\n") else block + b"\n"
        block = file.read(BLOCK)


class Lines:
    """Reads blocks of lines; what was looked at once is remembered."""

    def __init__(self, bank: Bank, keep: Sequence[str]) -> None:
        self._bank = bank
        self._keep = keep
        self._names = {*bank.questions, *column_names(bank), *keep}
        self._pieces: dict[bytes, Piece] = {}

    def check(self, block: bytes, file: str) -> None:
        """Refuse what is no file of answers, or has keys of no question, by its first line."""
        first = next(filter(None, map(bytes.strip, block.split(b"\n"))), b"")
        if first.startswith(b"["):
            raise FileError(f"{file} is a JSON list: write one object a line, with no brackets and commas around them")
        if first == b"{":
            raise FileError(f"{file}: the first object goes on in the next line: write one object a line")
        try:
            value = _value(first)
        except AnswersError:
            return
        if isinstance(value, dict) and not self._is_record(value):
            check_names(file, self._bank, list(value), [name for name in self._keep if name in value])

    def part(self, block: bytes, place: int) -> tuple[Part, int]:
        """The lines of a block, of which the first has this place in the file; and their number, with blank ones."""
        table, texts = Table(self._keep), block.split(b"\n")[:-1]
        plain = self._plain_lines(block, texts, table)
        others, blank, reasons = 0, [], {}
        for row in np.flatnonzero(~plain).tolist():
            if not texts[row].strip():
                blank.append(row)
                continue
            line = self._line(texts[row])
            table.put(row, line.cells)
            others += line.other
            if line.reasons:
                reasons[row] = list(line.reasons)
        rows = np.delete(np.arange(len(texts)), blank)
        return Part(table.batch(rows, reasons), rows + place, 0, others), len(texts)

    # Plain lines

    def _plain_lines(self, block: bytes, texts: Sequence[bytes], table: "Table") -> Bools:
        """Which lines of a block are plain: their cells are then in the table."""
        signs = np.frombuffer(block, np.uint8)
        begins = np.cumsum([0, *(len(text) + 1 for text in texts[:-1])])
        starts = _starts_of_keys(signs)
        first = np.searchsorted(starts, begins)
        counts = np.diff(first, append=len(starts))
        rows = np.repeat(np.arange(len(begins)), counts)
        different, which = _different(block, starts)
        pieces = [self._piece(piece) for piece in different]

        last = (first + counts - 1)[counts > 0]
        wanted = np.full(len(starts), MIDDLE, np.int8)
        wanted[last] = LAST
        found = np.array([piece.end for piece in pieces], np.int8)[which]
        plain: Bools = (signs[begins] == BRACE) & (np.append(starts, -1)[first] == begins + 1)
        plain[rows[found != wanted]] = False
        plain &= table.fill(pieces, which, rows, len(begins)) == counts  # or a key stands there twice
        table.clear(~plain)
        return plain

    def _piece(self, text: bytes) -> Piece:
        known = self._pieces.get(text)
        if known is not None:
            return known
        piece = self._read_piece(text)
        if piece.name not in self._keep:  # what is kept seldom comes again
            if len(self._pieces) == REMEMBERED:
                self._pieces.clear()
            self._pieces[text] = piece
        return piece

    def _read_piece(self, text: bytes) -> Piece:
        found = PIECE.fullmatch(text)
        if not found:
            return NOTHING
        key, value, _, below = found.groups()
        try:
            name, cell = key.decode(), _cell(_value(value))
        except (UnicodeDecodeError, AnswersError):
            return NOTHING
        return NOTHING if name not in self._names else Piece(name, cell, MIDDLE if below is None else LAST)

    # Other lines

    def _line(self, text: bytes) -> Line:
        """What a line says, read by itself."""
        try:
            value = _value(text)
            if not isinstance(value, dict):
                raise AnswersError(['expected an object such as {"groin": "often"}'])
        except AnswersError as error:
            return Line({}, error.sentences)
        kept = {name: _cell_or_none(value[name]) for name in self._keep if name in value}
        try:
            answers, other = self._answers(value)
            return Line({**kept, **self._cells(answers)}, (), other)
        except AnswersError as error:
            return Line(kept, error.sentences)

    def _is_record(self, value: Mapping[str, Any]) -> bool:
        return "format" in value and "format" not in self._names

    def _answers(self, value: Mapping[str, Any]) -> tuple[Mapping[str, Any], bool]:
        """The answers in a line, and whether a record says that they were given to another bank."""
        if not self._is_record(value):
            return {name: cell for name, cell in value.items() if name not in self._keep}, False
        if value["format"] != RECORD_FORMAT:
            wanted = quote(RECORD_FORMAT)
            raise AnswersError([f"the format is {quote(str(value['format']))}, this hipback reads {wanted}"])
        answers, bank = value.get("answers"), value.get("bank")
        if not isinstance(answers, dict):
            raise AnswersError(["the record has no 'answers', or they are no object"])
        told = bank if isinstance(bank, dict) else {}
        id, version, sha256 = (str(told.get(name) or "") for name in ("id", "version", "sha256"))
        return answers, not Answers({}, sha256=sha256, bank=id, version=version).are_for(self._bank)

    def _cells(self, answers: Mapping[str, Any]) -> Cells:
        """The cells of some answers. Raises `AnswersError` with all that cannot be one."""
        wrong = [_no_question(name, self._names) for name in answers if name not in self._names]
        cells = {}
        for name, value in answers.items():
            try:
                cells[name] = _cell(value)
            except AnswersError as error:
                wrong += [f"{quote(name)}: {sentence}" for sentence in error.sentences]
        if wrong:
            raise AnswersError(wrong)
        return cells


def _no_question(name: str, names: Collection[str]) -> str:
    return f"{quote(name)}: there is no such question, {hint(name, names)}"


def _starts_of_keys(signs: NDArray[np.uint8]) -> Places:
    """Where keys begin: at the quote before each quote with a colon behind it."""
    quotes = np.flatnonzero(signs == QUOTE)
    closing = np.flatnonzero(signs[1:][quotes] == COLON)  # the last sign of a block is a newline
    return quotes[closing[closing > 0] - 1]


def _different(block: bytes, starts: Places) -> tuple[list[bytes], Places]:
    """The different pieces of a block, each up to the next start, and for each start which of them begins there."""
    bounds = np.append(starts, len(block)).astype(np.int32)
    buffers = [None, pa.py_buffer(bounds), pa.py_buffer(block)]
    coded = pa.BinaryArray.from_buffers(pa.binary(), len(starts), buffers).dictionary_encode()
    return coded.dictionary.to_pylist(), coded.indices.to_numpy()


# Values


def _value(text: bytes) -> Any:
    """The value that JSON stands for. Raises `AnswersError` where it is none, or could be read in two ways."""
    try:
        return json.loads(text.decode(), object_pairs_hook=_object, parse_constant=_no_constant)
    except UnicodeDecodeError:
        raise AnswersError(["this is not UTF-8"]) from None
    except json.JSONDecodeError as error:
        raise AnswersError([f"this is not JSON: look at column {error.colno}"]) from None
    except (ValueError, RecursionError):
        raise AnswersError(["this is not JSON: a number or a list is out of all bounds"]) from None


def _object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise AnswersError([f"{quote(name)} was given twice" for name in found if names.count(name) > 1])
    return found


def _no_constant(word: str) -> NoReturn:
    raise AnswersError([f"this is not JSON: {word} is no value"])


def _cell(value: Any) -> str | None:
    """A value as `hipback.batch` takes it: text, or a list as JSON; None for `null`. Raises `AnswersError`."""
    if value is None:
        return None
    if isinstance(value, dict):
        raise AnswersError(["an object is no answer"])
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
    if not text.isascii() and any("\ud800" <= sign <= "\udfff" for sign in text):
        raise AnswersError(["half of a character is no text"])
    return text.removesuffix(".0") if isinstance(value, float) else text


def _cell_or_none(value: Any) -> str | None:
    """The same of what is carried over: an object as JSON, and nothing in place of what is no text."""
    try:
        return _cell(json.dumps(value) if isinstance(value, dict) else value)
    except AnswersError:
        return None


class Table:
    """Columns in the making, a row for each line. They come as they are found; those that are kept come first."""

    def __init__(self, keep: Sequence[str]) -> None:
        self._keep = keep
        self._columns: dict[str, dict[str | None, int]] = {name: {} for name in keep}
        self._numbers = {name: number for number, name in enumerate(keep)}
        self._cells: NDArray[np.int32] = np.zeros((0, 0), np.int32)

    def _place(self, name: str, cell: str | None) -> tuple[int, int]:
        """The number of the column, and that of the cell among the different cells in it."""
        column = self._columns.setdefault(name, {})
        return self._numbers.setdefault(name, len(self._numbers)), column.setdefault(cell, len(column))

    def fill(self, pieces: Sequence[Piece], which: Places, rows: Places, lines: int) -> Places:
        """Put pieces in their rows; tells for each row how many of its cells have something in them."""
        places = [(-1, 0) if piece.end == OTHER else self._place(piece.name, piece.cell) for piece in pieces]
        columns, cells = np.array(places, np.int32).reshape(-1, 2).T
        columns[columns < 0] = len(self._columns)  # what is not plain is put aside
        filled = np.full((len(self._columns) + 1, lines), -1, np.int32)
        filled[columns[which], rows] = cells[which]
        self._cells = filled[:-1]
        filled_in: Places = np.count_nonzero(self._cells >= 0, axis=0)
        return filled_in

    def clear(self, rows: Bools) -> None:
        """Take all out of some rows."""
        self._cells[:, rows] = -1

    def put(self, row: int, cells: Cells) -> None:
        """Fill a row that is empty."""
        for name, cell in cells.items():
            column, number = self._place(name, cell)
            if column == len(self._cells):
                self._cells = np.vstack([self._cells, np.full(self._cells.shape[1], -1, np.int32)])
            self._cells[column, row] = number

    def batch(self, rows: Places, reasons: dict[int, list[str]]) -> pa.RecordBatch:
        """Some of the rows, with what is wrong with them by their numbers."""
        arrays = [self._column(name, column[rows]) for name, column in zip(self._columns, self._cells, strict=True)]
        told = {place: reasons[row] for place, row in enumerate(rows.tolist()) if row in reasons}
        return pa.RecordBatch.from_arrays([*arrays, reasons_column(len(rows), told)], [*self._columns, "problems"])

    def _column(self, name: str, places: NDArray[np.int32]) -> pa.Array:
        different = pa.array(list(self._columns[name]), pa.string())
        column = pa.DictionaryArray.from_arrays(pa.array(places, mask=places < 0), different)
        return column.dictionary_decode() if name in self._keep else column

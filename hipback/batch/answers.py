"""From a batch of answers to codes: each different answer is looked at once, by the rules for one row."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from math import prod
from typing import Any, NamedTuple, TypeAlias

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
from numpy.typing import NDArray

from hipback.codebook import BETWEEN_MARKS, column_names, columns_of, results
from hipback.columns import OPEN, Codes, code_type, codes_of, no_answers
from hipback.errors import AnswersError, TableError, hint, quote
from hipback.model import Bank, Question
from hipback.rows import answer_in

PROBLEMS = "problems"
"""The column of what is wrong with each row; a reader may have begun it."""

REMEMBERED = 100_000
"""So many different answers are remembered, of all questions together."""

TABLE_AT_MOST = 1 << 17
"""So many combinations of cells are looked up in a table; more are sorted."""

Cells: TypeAlias = tuple[Any, ...]
Places: TypeAlias = NDArray[np.int32]
Column: TypeAlias = tuple[Sequence[Cells], Places]
"""The different cells of a column, or combinations of cells of some, and for each row the place of its own."""


class Coded(NamedTuple):
    """The codes of every question of a bank, and by row of the batch what is wrong with its answers."""

    codes: Mapping[str, Codes]
    problems: Mapping[int, Sequence[str]]


class Coding:
    """Turns batches of answers to a bank into codes; what was looked up once is remembered."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._code = lru_cache(REMEMBERED)(self._look_up)

    def __call__(self, batch: pa.RecordBatch) -> Coded:
        problems, columns = defaultdict(list, _begun(batch)), dict(zip(batch.schema.names, batch.columns, strict=True))
        codes = {
            id: self._codes(question, columns, problems, batch.num_rows)
            for id, question in self._bank.questions.items()
        }
        return Coded(codes, dict(sorted(problems.items())))

    def _codes(
        self, question: Question, columns: Mapping[str, pa.Array], problems: dict[int, list[str]], rows: int
    ) -> Codes:
        names = tuple(name for name in dict.fromkeys((question.id, *columns_of(question))) if name in columns)
        if not names:
            return no_answers(question, rows)
        own = [_cells(name, columns[name]) for name in names]
        cells, places = _different(own) if len(own) > 1 else own[0]
        found = [self._code(question.id, names, each) for each in cells]
        wrong = np.array([bool(reasons) for _, reasons in found])
        if wrong.any():
            for row in np.flatnonzero(wrong[places]).tolist():
                problems[row].extend(found[places[row]][1])
        codes = _looked_up(np.array([codes for codes, _ in found], code_type(question)).T, places)
        return codes if question.kind == "many" else codes[0]

    def _look_up(self, id: str, names: Sequence[str], cells: Cells) -> tuple[list[int], Sequence[str]]:
        """The codes of an answer, and what is wrong with it."""
        question = self._bank.questions[id]
        try:
            return codes_of(question, answer_in(question, dict(zip(names, cells, strict=True)))), ()
        except AnswersError as error:
            return [OPEN] * len(codes_of(question, None)), error.sentences


def check_columns(bank: Bank, names: Sequence[str], keep: Sequence[str]) -> None:
    """Raises `TableError` for a column that stands twice, is neither a question nor kept, or cannot be kept."""
    known, own = {*bank.questions, *column_names(bank), PROBLEMS, *keep}, {part.name for part in results(bank)}
    wrong = [f"the column {quote(name)} stands there twice" for name in _repeated(names)]
    wrong += [f"there is no column {quote(name)} to keep, {hint(name, names)}" for name in keep if name not in names]
    wrong += [f"the column {quote(name)} cannot be kept: a result has that name" for name in keep if name in own]
    wrong += [f"the column {quote(name)} is no question, {hint(name, known)}" for name in names if name not in known]
    if wrong:
        raise TableError(wrong)


def _repeated(names: Iterable[str]) -> Iterator[str]:
    seen: set[str] = set()
    for name in names:
        if name in seen:
            yield name
        seen.add(name)


def _begun(batch: pa.RecordBatch) -> dict[int, list[str]]:
    """What a reader found wrong with the rows."""
    if PROBLEMS not in batch.schema.names:
        return {}
    reasons = batch.column(PROBLEMS)
    counts = pc.fill_null(pc.list_value_length(reasons), 0).to_numpy(zero_copy_only=False)
    return {row: reasons[row].as_py() for row in np.flatnonzero(counts).tolist()}


def _looked_up(table: Codes, places: Places) -> Codes:
    """The columns of a table, each taken at these places."""
    codes: Codes = np.empty((len(table), len(places)), table.dtype)
    numbers = places.astype(np.intp)
    for column, taken in zip(table, codes, strict=True):
        np.take(column, numbers, out=taken, mode="clip")  # no place is outside, and to look for one takes as long again
    return codes


# Different cells


def _different(columns: Sequence[Column]) -> Column:
    """The different combinations of cells in some columns, and for each row the place of its combination."""
    if len(columns) > 2 and prod(len(cells) for cells, _ in columns) > TABLE_AT_MOST:
        half = len(columns) // 2
        columns = [_different(columns[:half]), _different(columns[half:])]
    sizes = [len(cells) for cells, _ in columns]
    all_places: Any = np.zeros(len(columns[0][1]), np.int32 if prod(sizes) <= TABLE_AT_MOST else np.int64)
    for cells, places in columns:
        all_places *= len(cells)
        all_places += places
    which, places = _that_occur(all_places, prod(sizes))
    combinations = zip(*np.unravel_index(which, sizes), strict=True)
    parts = ((cells[place] for (cells, _), place in zip(columns, each, strict=True)) for each in combinations)
    return [tuple(chain.from_iterable(part)) for part in parts], places


def _that_occur(places: NDArray[Any], most: int) -> tuple[NDArray[Any], Places]:
    """The different places, and for each row where among them its place is."""
    if most > TABLE_AT_MOST:
        which, among = np.unique(places, return_inverse=True)
        return which, among.astype(np.int32)
    occurs, taken = np.zeros(most, np.bool_), places.astype(np.intp)
    occurs[taken] = True
    return np.flatnonzero(occurs), np.take(np.cumsum(occurs, dtype=np.int32) - 1, taken)


def _cells(name: str, column: pa.Array) -> Column:
    """The different cells of a column, None last, and for each row the place of its cell."""
    is_list = pa.types.is_list(column.type) or pa.types.is_large_list(column.type)
    type_ = column.type.value_type if pa.types.is_dictionary(column.type) else column.type
    if not _holds_answers(type_.value_type if is_list else type_, is_list):
        raise TableError([f"the column {quote(name)} holds {type_}: expected text, numbers or lists"])
    coded = (_joined(column) if is_list else column).dictionary_encode()
    values = coded.dictionary.to_pylist()
    cells = [(_marks(value) if is_list else value,) for value in values]
    return [*cells, (None,)], _places(coded.indices, len(cells))


def _holds_answers(type_: pa.DataType, in_list: bool) -> bool:
    """Whether answers can stand in a column of this type, or in lists of it. No day or length of time is one."""
    texts = pa.types.is_string, pa.types.is_large_string, pa.types.is_string_view, pa.types.is_null
    numbers = pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean, pa.types.is_decimal
    return any(is_kind(type_) for is_kind in (texts if in_list else (*texts, *numbers)))


def _places(indices: pa.Array, nothing: int) -> Places:
    """The places of cells, and `nothing` where there is none. Arrow would take ten times as long to fill it in."""
    valid, numbers = indices.buffers()
    rows = slice(indices.offset, indices.offset + len(indices))
    places = np.frombuffer(numbers, indices.type.to_pandas_dtype())[rows].astype(np.int32, copy=False)
    if not indices.null_count:
        return places
    return np.where(np.unpackbits(np.frombuffer(valid, np.uint8), bitorder="little")[rows], places, np.int32(nothing))


def _joined(column: pa.Array) -> pa.Array:
    """Lists of marks, each as one text; an empty place within a list is kept as a mistake."""
    if column.flatten().null_count:
        lists = [marks and [mark or "null" for mark in marks] for marks in column.to_pylist()]
        column = pa.array(lists, pa.list_(pa.string()))
    return pc.binary_join(column, BETWEEN_MARKS)


def _marks(joined: str) -> Cells:
    return tuple(joined.split(BETWEEN_MARKS)) if joined else ()

"""People to measure with: drawn by chance from a fixed seed, as NDJSON and as Parquet in the layout of the codebook.

Most have no sign that stops the questions. Some of their answers are not sure, some were skipped, about one in twenty
is missing, and a few answer a question that was not put to them. Nobody's answers are repeated.
"""

import json
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq
from numpy.typing import NDArray

from hipback.codebook import BETWEEN_MARKS
from hipback.model import DOES_NOT_APPLY, NONE, NOT_SURE, RATHER_NOT_SAY, SKIPPED, UNSURE, Answer, Bank, Question
from hipback.people import random_people

SEED = 20261122
DROPPED = 0.05
STALE = 0.02
CHUNK = 100_000


class Drawn(NamedTuple):
    """What many people answer to one question: the different answers, None among them, and whose is which."""

    answers: Sequence[Answer | None]
    places: NDArray[np.int16]


Crowd = dict[str, Drawn]


def draw(bank: Bank, count: int, seed: int = SEED) -> Crowd:
    """So many people; the same ones for the same seed."""
    people, chance = random_people(bank, count, seed), np.random.default_rng(seed)
    return {id: _drawn(question, people.given[id], count, chance) for id, question in bank.questions.items()}


def _drawn(question: Question, given: Any, count: int, chance: np.random.Generator) -> Drawn:
    ways_out = [NOT_SURE, RATHER_NOT_SAY, SKIPPED, *([DOES_NOT_APPLY] if question.may_not_apply else [])]
    settled = [answer for answer in given if answer != NOT_SURE]
    places = np.zeros(count, np.int16)  # 0 is no answer
    for place, answer in enumerate(settled, 1):
        places[_members(given[answer], count)] = place
    unsure = _members(given.get(NOT_SURE, 0), count)
    places[unsure] = 1 + len(settled) + chance.integers(len(ways_out), size=len(unsure))
    if question.ask_if:
        stale = (places == 0) & (chance.random(count) < STALE)
        places[stale] = chance.integers(1, 1 + len(settled), size=int(stale.sum()))
    places[chance.random(count) < DROPPED] = 0
    return Drawn([None, *settled, *ways_out], places)


def _members(people: int, count: int) -> NDArray[np.intp]:
    """The places of the bits that are set."""
    bits = np.frombuffer(people.to_bytes(-(-count // 8), "little"), np.uint8)
    return np.flatnonzero(np.unpackbits(bits, count=count, bitorder="little"))


def write_ndjson(crowd: Crowd, path: Path) -> None:
    """One object a line, {question: answer}; what is missing is left out."""
    with path.open("wb") as out:
        for part in _parts(crowd):
            pairs = [_chosen([_pair(id, answer) for answer in drawn.answers], places) for id, drawn, places in part]
            lines = pc.utf8_rtrim(pc.binary_join_element_wise(*pairs, ""), characters=", ")
            out.write("".join(f"{{{line}}}\n" for line in lines.to_pylist()).encode())


def write_parquet(crowd: Crowd, path: Path, in_one_cell: bool = False) -> None:
    """One row a person; a column for each question, or for each option of a `many` question but `none`.

    With `in_one_cell` there is a column for each question, and all marks of a person stand in one cell of it.
    """
    writer = None
    for part in _parts(crowd):
        table = pa.table(dict(_whole(part) if in_one_cell else _columns(part)))
        writer = writer or pq.ParquetWriter(path, table.schema)
        writer.write_table(table)
    if writer:
        writer.close()


def _parts(crowd: Crowd) -> Iterator[list[tuple[str, Drawn, NDArray[np.int16]]]]:
    count = len(next(iter(crowd.values())).places)
    for start in range(0, count, CHUNK):
        yield [(id, drawn, drawn.places[start : start + CHUNK]) for id, drawn in crowd.items()]


def _columns(part: list[tuple[str, Drawn, NDArray[np.int16]]]) -> Iterator[tuple[str, pa.Array]]:
    for id, drawn, places in part:
        if any(isinstance(answer, tuple) for answer in drawn.answers):
            for option in _marked(drawn):
                yield f"{id}___{option}", _chosen([_cell(answer, option) for answer in drawn.answers], places)
        else:
            yield id, _chosen([_joined(answer) for answer in drawn.answers], places)


def _whole(part: list[tuple[str, Drawn, NDArray[np.int16]]]) -> Iterator[tuple[str, pa.Array]]:
    for id, drawn, places in part:
        yield id, _chosen([_joined(answer) for answer in drawn.answers], places)


def _joined(answer: Answer | None) -> str | None:
    if isinstance(answer, tuple):
        return BETWEEN_MARKS.join(answer)
    return None if answer is None else str(answer)


def _marked(drawn: Drawn) -> list[str]:
    marks = [mark.removesuffix(UNSURE) for answer in drawn.answers if isinstance(answer, tuple) for mark in answer]
    return [mark for mark in dict.fromkeys(marks) if mark != NONE]


def _cell(answer: Answer | None, option: str) -> str | None:
    if not isinstance(answer, tuple):
        return None if answer is None else str(answer)
    return "yes" if option in answer else NOT_SURE if option + UNSURE in answer else "no"


def _pair(question: str, answer: Answer | None) -> str:
    return "" if answer is None else f"{json.dumps(question)}: {json.dumps(answer)}, "


def _chosen(values: Sequence[str | None], places: NDArray[np.int16]) -> pa.Array:
    return pa.array(values, pa.string()).take(pa.array(places))


def read(path: Path, count: int, start: int = 0) -> list[dict[str, Any]]:
    """The answers of some people, as the standard library reads them from NDJSON."""
    with path.open("rb") as lines:
        return [json.loads(line) for line in islice(lines, start, start + count)]


def admitted(answers: dict[str, Any]) -> dict[str, Answer]:
    """Answers out of JSON as hipback holds them: marks as a tuple."""
    return {id: tuple(answer) if isinstance(answer, list) else answer for id, answer in answers.items()}

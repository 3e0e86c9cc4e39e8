"""Results as Arrow: one row a person, and nothing said of a row in which something is wrong."""

from collections.abc import Mapping, Sequence

import numpy as np
import pyarrow as pa

from hipback.batch.scores import Bools, Numbers, People, Scores
from hipback.codebook import NUMBER, TEXT, TEXTS, results
from hipback.layout import visible
from hipback.model import Bank, Urgency

TYPES = {TEXT: pa.string(), NUMBER: pa.int32(), TEXTS: pa.list_(pa.string())}


def result_schema(bank: Bank, answers: pa.Schema, keep: Sequence[str] = ()) -> pa.Schema:
    """The columns of a result: those that are kept of the answers, then those of `hipback.codebook.results`."""
    own = [pa.field(column.name, TYPES[column.type]) for column in results(bank)]
    return pa.schema([*(answers.field(name) for name in keep), *own])


def result_columns(bank: Bank, scores: Scores, problems: Mapping[int, Sequence[str]]) -> list[pa.Array]:
    """The columns of a result; null for rows with problems, and what makes up a score for those whom a sign stops."""
    wrong = np.zeros(len(scores.stopped), np.bool_)
    wrong[list(problems)] = True
    no_score = wrong | scores.stopped
    columns = [_word([urgency.word for urgency in Urgency], scores.urgency, wrong)]
    columns += [_words(found, wrong) for found in (scores.flags, scores.flags_not_sure)]
    for id, standing in scores.indicators.items():
        columns += [_number(end, no_score) for end in (standing.low, standing.high)]
        columns.append(_word([band.id for band in bank.indicators[id].bands], standing.band, no_score))
    columns += [_words(scores.patterns, no_score), _number(scores.unanswered, no_score)]
    return [*columns, _problems(problems, len(wrong))]


def _number(numbers: Numbers, without: Bools) -> pa.Array:
    return pa.array(np.asarray(numbers, np.int32), mask=without)


def _word(words: Sequence[str], places: Numbers, without: Bools) -> pa.Array:
    """Of each person the word at a place; a place below 0 is none."""
    return pa.array(words, pa.string()).take(pa.array(places, mask=without | (places < 0)))


def _words(found: People, without: Bools) -> pa.Array:
    """For each person the ids of all that was found."""
    rows = [np.flatnonzero(people) for people in found.values()]
    whose = np.concatenate([np.zeros(0, np.intp), *rows])
    in_order = np.argsort(whose.astype(np.min_scalar_type(len(without))), kind="stable")  # in time that grows with them
    which = np.repeat(np.arange(len(rows)), [len(people) for people in rows])[in_order]
    offsets = np.cumsum(np.bincount(whose + 1, minlength=len(without) + 1))
    ids = pa.array(list(found), pa.string()).take(pa.array(which))
    return pa.ListArray.from_arrays(pa.array(offsets, pa.int32()), ids, mask=pa.array(without))


def _problems(problems: Mapping[int, Sequence[str]], rows: int) -> pa.Array:
    counts = np.zeros(rows + 1, np.int32)
    for row, reasons in problems.items():
        counts[row + 1] = len(reasons)
    sentences = [visible(reason) for reasons in problems.values() for reason in reasons]  # it may quote any answer
    return pa.ListArray.from_arrays(pa.array(np.cumsum(counts), pa.int32()), pa.array(sentences, pa.string()))

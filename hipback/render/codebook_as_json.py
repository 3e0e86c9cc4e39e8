"""A codebook as JSON: the same bytes for the same bank. Its schema is `docs/codebook.schema.json`."""

import json
from typing import Any

from hipback.codebook import BETWEEN_MARKS, SEPARATOR, Codebook, Value, Variable
from hipback.sentences import Sentence

FORMAT = "hipback-codebook/1"


def codebook_as_json(found: Codebook) -> str:
    """One JSON document with a newline at its end."""
    told = {
        "format": FORMAT,
        "bank": found.bank._asdict(),
        "separator": SEPARATOR,
        "between_marks": BETWEEN_MARKS,
        "answers": [_answer(column) for column in found.answers],
        "results": [_column(column) for column in found.results],
        "notice": found.notice,
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _answer(column: Variable) -> dict[str, Any]:
    return {
        **_column(column),
        "question": column.question,
        "kind": column.kind,
        "text": column.text,
        "option": column.option or None,
        "option_label": column.option_label or None,
        "unit": column.unit or None,
        "asked_if": _sentence(column.asked_if) if column.asked_if else None,
    }


def _column(column: Variable) -> dict[str, Any]:
    return {
        "name": column.name,
        "type": column.type,
        "label": column.label,
        "empty": column.empty,
        "values": [_value(value) for value in column.values],
    }


def _value(value: Value) -> dict[str, Any]:
    """A code with its label, or a range of numbers; and points, where an answer gives any."""
    points = {"points": {id: score._asdict() for id, score in value.points.items()}} if value.points else {}
    if value.low is None:
        return {"value": value.code, "label": value.label, **points}
    return {"from": value.low, "to": value.high, **points}


def _sentence(sentence: Sentence) -> dict[str, Any]:
    return {"words": sentence.words, "parts": [_sentence(part) for part in sentence.parts]}

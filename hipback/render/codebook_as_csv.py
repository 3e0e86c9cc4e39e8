"""A codebook as a table in CSV: a row for each value of each column, first the bank, last the notice.

No cell begins a formula: before what a spreadsheet would take for one stands an apostrophe.
"""

import csv
import io
from collections.abc import Iterator, Mapping

from hipback.codebook import Codebook, Value, Variable
from hipback.layout import FORMULA_SIGNS, visible
from hipback.sentences import Sentence

HEAD = (
    *("table", "variable", "type", "kind", "question", "label", "text", "option", "option_label", "unit", "asked_if"),
    *("value", "value_label", "from", "to"),
)
"""After these come for each indicator the least and the most points."""

Row = Mapping[str, str | int | None]


def codebook_as_csv(found: Codebook) -> str:
    """The table with its head, as one text; a row ends with a new line."""
    written = io.StringIO()
    rows = csv.DictWriter(written, [*HEAD, *_points_heads(found)], restval="", lineterminator="\n")
    rows.writeheader()
    rows.writerows({name: _cell(cell) for name, cell in row.items()} for row in _rows(found))
    return written.getvalue()


def _points_heads(found: Codebook) -> list[str]:
    """The names of the columns of points, which are those of the results."""
    indicators = dict.fromkeys(id for column in found.answers for value in column.values for id in value.points)
    return [f"{id}_{end}" for id in indicators for end in ("low", "high")]


def _rows(found: Codebook) -> Iterator[Row]:
    about = {"id": found.bank.id, "version": found.bank.version, "title": found.bank.title, "status": found.bank.status}
    about |= {"reviewed": found.bank.reviewed, "sha256": found.bank.sha256}
    yield from ({"table": "bank", "variable": name, "value": value} for name, value in about.items())
    for table, columns in (("answers", found.answers), ("results", found.results)):
        for column in columns:
            yield from _of_column(table, column)
    yield {"table": "bank", "variable": "notice", "value": found.notice}


def _of_column(table: str, column: Variable) -> Iterator[Row]:
    """The values of a column, and last what an empty cell means."""
    about = {
        "table": table,
        "variable": column.name,
        "type": column.type,
        "kind": column.kind,
        "question": column.question,
        "label": column.label,
        "text": column.text,
        "option": column.option,
        "option_label": column.option_label,
        "unit": column.unit,
        "asked_if": _in_one_line(column.asked_if) if column.asked_if else "",
    }
    for value in (*column.values, Value("", column.empty)):
        points = {f"{id}_low": score.low for id, score in value.points.items()}
        points |= {f"{id}_high": score.high for id, score in value.points.items()}
        yield {**about, "value": value.code, "value_label": value.label, "from": value.low, "to": value.high, **points}


def _in_one_line(sentence: Sentence) -> str:
    parts = "; ".join(map(_in_one_line, sentence.parts))
    return f"{sentence.words} ({parts})" if parts else sentence.words


def _cell(cell: str | int | None) -> str | int | None:
    """A cell in one line that no spreadsheet takes for a formula."""
    if not isinstance(cell, str):
        return cell
    words = visible(" ".join(cell.split()))
    return f"'{words}" if words.startswith(tuple(FORMULA_SIGNS)) else words

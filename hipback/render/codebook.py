"""A codebook to read: for each question its columns and what can stand in them, then the columns of results."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import attrgetter

from hipback.codebook import NO, YES, Codebook, Value, Variable
from hipback.document import Block, Document, Heading, Items, Nested, Outline, Pair, Words
from hipback.model import WAYS_OUT
from hipback.render.reasons import points
from hipback.sentences import Sentence

ROWS = (
    'One row is one person. An empty cell, or null, is no answer. It is never a "no": a score keeps the room for all '
    "that an answer might give."
)
HOW_TO_READ = (
    "A question with one answer is one column. Where several options can be chosen, each option is a column that holds "
    'yes, no or not_sure. "No" in all of them is the answer "none of these".',
    "Ways out are answers that leave a question open: not_sure, rather_not_say, does_not_apply and skipped. Where "
    "several options can be chosen, a way out stands in all columns of the question.",
    "Points, in square brackets, are what this answer alone gives if its question is put. It is a range where the rest "
    "hangs on other answers. Do not add them up: related answers count for no more than a cap.",
)
RESULTS = (
    "hipback score writes them after the file and the row that they are about, and after the columns that are kept."
)


def codebook(found: Codebook) -> Document:
    """All of it as a document."""
    title = f"Codebook: {found.bank.title}"
    return Document(title, found.bank.language, (Heading(title, "title"), *_blocks(found)), found.notice)


def _blocks(found: Codebook) -> Iterator[Block]:
    yield Pair("Bank", f"{found.bank.id} {found.bank.version} ({found.bank.status})")
    yield Pair("Day of the last review", found.bank.reviewed)
    yield Pair("SHA-256 of the file", found.bank.sha256)
    yield Heading("How to read it")
    yield Words(ROWS)
    yield Items(HOW_TO_READ)
    yield Heading("Columns of answers")
    by_question = groupby(found.answers, attrgetter("question"))
    yield Outline(tuple(_question(tuple(columns)) for _, columns in by_question))
    yield Heading("Columns of results")
    yield Words(RESULTS)
    yield Outline(tuple(_results(found.results)))


def _question(columns: tuple[Variable, ...]) -> Nested:
    """A question with its only column, or with one for each option."""
    first = columns[0]
    below = [Nested(f"Question: {first.text}")]
    if first.asked_if:
        below.append(_sentence("Asked if ", first.asked_if))
    if first.option:
        below += [*map(_option, columns), _ways_out(first, " in all of its columns")]
    else:
        below += [*_own_values(first), _ways_out(first)]
    return Nested(f"{first.question}: {first.label}", tuple(below))


def _sentence(before: str, sentence: Sentence) -> Nested:
    return Nested(f"{before}{sentence.words}", tuple(_sentence("", part) for part in sentence.parts))


def _option(column: Variable) -> Nested:
    """The column of an option, which gives its points by a yes; rarely a no gives some too."""
    yes, no = (next(value for value in column.values if value.code == code) for code in (YES, NO))
    below = (Nested(_value(no)),) if _worth(no) else ()
    return Nested(f"{column.name}: {column.option_label}{_worth(yes)}", below)


def _own_values(column: Variable) -> Iterator[Nested]:
    """The values that settle a question."""
    values = (value for value in column.values if value.code not in WAYS_OUT)
    return (Nested(_value(value, column.unit)) for value in values)


def _ways_out(column: Variable, where: str = "") -> Nested:
    values = [value for value in column.values if value.code in WAYS_OUT]
    worth = "" if column.option else _worth(values[0])
    return Nested(f"{', '.join(value.code for value in values)}{where}: open{worth}")


def _value(value: Value, unit: str = "") -> str:
    if value.low is None:
        return f"{value.code}: {value.label}{_worth(value)}"
    return f"{value.low} to {value.high}{f' ({unit})' if unit else ''}{_worth(value)}"


def _worth(value: Value) -> str:
    """The points of a value, by indicator; nothing where there are none."""
    worth = [f"{id}: {points(*score)}" for id, score in value.points.items() if score.high]
    return f" [{', '.join(worth)}]" if worth else ""


def _results(columns: Iterable[Variable]) -> Iterator[Nested]:
    """The columns of results; values that stood there before are not told again."""
    told: dict[tuple[Nested, ...], str] = {}
    for column in columns:
        values = tuple(_own_values(column))
        first = told.setdefault(values, column.name) if len(values) > 1 else column.name
        below = values if first == column.name else (Nested(f"The same values as {first}"),)
        yield Nested(f"{column.name}: {column.label} ({column.type})", (*below, Nested(f"Empty: {column.empty}")))

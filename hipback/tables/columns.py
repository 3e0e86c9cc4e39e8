"""Which columns a file of many people may have."""

from collections.abc import Sequence

from hipback.batch.answers import PROBLEMS, check_columns
from hipback.errors import TableError, quote
from hipback.model import Bank

FILE, ROW = "file", "row"
"""Columns that a result begins with: where the answers come from."""

WAY_OUT = "A column that is no question can be carried over to the results: --keep NAME"


def check_names(file: str, bank: Bank, names: Sequence[str], keep: Sequence[str]) -> None:
    """Raises `TableError` for columns that are neither questions nor kept, and for what cannot be kept."""
    wrong = []
    if PROBLEMS in names:  # a name for what readers of hipback find
        wrong.append(f"the column {quote(PROBLEMS)} is no question: rename it, or take it out")
    wrong += [
        f"the column {quote(name)} cannot be kept: a result has that name" for name in (FILE, ROW) if name in keep
    ]
    try:
        check_columns(bank, names, keep)
    except TableError as error:
        wrong.extend(error.sentences)
    refuse(file, wrong)


def refuse(file: str, sentences: Sequence[str]) -> None:
    """Raises `TableError` if there is anything to say, with the way out."""
    if sentences:
        raise TableError([*(f"{file}: {sentence}" for sentence in sentences), WAY_OUT])

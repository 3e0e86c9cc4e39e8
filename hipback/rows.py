"""The answers of one person as a row of a table, and back. `hipback.codebook` tells its columns.

Nothing is lost but one difference that makes none: all options of a `many` question marked as not sure, and "not sure"
of the whole question, lie alike in a table. They mean the same everywhere.
"""

from collections.abc import Iterator, Mapping
from typing import Any

from hipback.codebook import BETWEEN_MARKS, NO, SEPARATOR, YES, column_names, columns_of
from hipback.errors import AnswersError, hint, quote
from hipback.interview import admit
from hipback.model import NONE, NOT_SURE, UNSURE, WAYS_OUT, Answer, Bank, Question

MARKS: Mapping[str, str] = {YES: "", NOT_SURE: UNSURE, "": UNSURE}
"""What stands behind an option whose column holds this; where it holds "no" the option is left out."""


def row_of(bank: Bank, answers: Mapping[str, Answer]) -> dict[str, str | int]:
    """The cells of those questions that have an answer. The others are left out, which is an empty cell."""
    return dict(cell for id, answer in answers.items() for cell in _cells(bank.questions[id], answer))


def _cells(question: Question, answer: Answer) -> Iterator[tuple[str, str | int]]:
    if isinstance(answer, tuple):
        for name in columns_of(question):
            option = name.removeprefix(question.id + SEPARATOR)
            yield name, YES if option in answer else NOT_SURE if option + UNSURE in answer else NO
    else:
        yield from ((name, answer) for name in columns_of(question))


def answers_of(bank: Bank, row: Mapping[str, Any]) -> dict[str, Answer]:
    """The answers of a row, in the order of the bank. Raises `AnswersError` with every cell that is wrong.

    None, an empty text and "not a number" are no answer. The marks of a `many` question may also stand in one cell, in
    a column that is named by the question: as a list, or as a text.
    """
    given = {name: cell for name, cell in row.items() if not _is_empty(cell)}
    names = {*column_names(bank), *bank.questions}
    wrong = [f"{quote(name)}: there is no such column, {hint(name, names)}" for name in given if name not in names]
    answers = {}
    for question in bank.questions.values():
        try:
            value = _value(question, given)
            if value is not None:
                answers[question.id] = admit(question, value)
        except AnswersError as error:
            wrong.extend(error.sentences)
    if wrong:
        raise AnswersError(wrong)
    return answers


def _is_empty(cell: Any) -> bool:
    return cell is None or cell == "" or cell != cell  # "not a number" alone is not equal to itself


def _value(question: Question, given: Mapping[str, Any]) -> Any:
    """What the cells of a question say; None if all of them are empty."""
    found = {name: given[name] for name in columns_of(question) if name in given}
    whole = given.get(question.id)
    if question.kind != "many":
        return int(whole) if isinstance(whole, float) and whole.is_integer() else whole
    if whole is None:
        return _marks(question, found) if found else None
    if found:
        raise AnswersError([f"{question.id}: it has a column of its own, and one for an option; give either"])
    return whole.split(BETWEEN_MARKS) if isinstance(whole, str) and whole not in WAYS_OUT else whole


def _marks(question: Question, found: Mapping[str, Any]) -> str | list[str]:
    """A way out that stands in every column; or what each column says of its option."""
    cells = {name.removeprefix(question.id + SEPARATOR): found.get(name, "") for name in columns_of(question)}
    said = set(cells.values())
    if len(said) == 1 and said <= WAYS_OUT:
        return str(said.pop())
    _refuse(question, cells)
    marks = [option + MARKS[cell] for option, cell in cells.items() if cell != NO]
    open_ = len(marks) == len(cells) and all(mark.endswith(UNSURE) for mark in marks)
    return NOT_SURE if open_ else marks or [NONE]


def _refuse(question: Question, cells: Mapping[str, Any]) -> None:
    """Raises `AnswersError` for each cell that says nothing of its option."""
    wrong = {option: cell for option, cell in cells.items() if cell not in (YES, NO, *MARKS)}
    if wrong:
        raise AnswersError([f"{question.id}{SEPARATOR}{option}: {_reason(cell)}" for option, cell in wrong.items()])


def _reason(cell: Any) -> str:
    if cell in WAYS_OUT:
        return f"{quote(cell)} leaves the whole question open: it stands in all of its columns or in none"
    return f"expected 'yes', 'no' or 'not_sure', found {quote(str(cell))}"

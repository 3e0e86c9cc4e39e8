"""The answers of one person as a row of a table, and back. `hipback.codebook` tells its columns.

Nothing is lost but one difference that makes none: all options of a `many` question marked as not sure, and "not sure"
of the whole question, lie alike in a table. They mean the same everywhere.
"""

import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from hipback.codebook import BETWEEN_MARKS, MARKS, NO, SEPARATOR, YES, column_names, columns_of
from hipback.errors import AnswersError, hint, quote
from hipback.interview import admit
from hipback.model import NONE, NOT_SURE, UNSURE, WAYS_OUT, Answer, Bank, Question


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
            answer = answer_in(question, given)
            if answer is not None:
                answers[question.id] = answer
        except AnswersError as error:
            wrong.extend(error.sentences)
    if wrong:
        raise AnswersError(wrong)
    return answers


def answer_in(question: Question, cells: Mapping[str, Any]) -> Answer | None:
    """The answer to a question in some cells of a row; None if all of its own are empty. Raises `AnswersError`."""
    value = _value(question, {name: _plain(cell) for name, cell in cells.items() if not _is_empty(cell)})
    return None if value is None else admit(question, value)


def _is_empty(cell: Any) -> bool:
    return cell is None or cell == "" or cell != cell  # "not a number" alone is not equal to itself


def _plain(cell: Any) -> Any:
    """A cell as text, in which 52.0 is 52; a list as it is."""
    if isinstance(cell, (list, tuple)):
        return cell
    return str(cell).lower() if isinstance(cell, bool) else str(cell).removesuffix(".0")


def _value(question: Question, given: Mapping[str, Any]) -> Any:
    """What the cells of a question say; None if all of them are empty."""
    whole = given.get(question.id)
    if question.kind != "many":
        return whole
    found = {name: given[name] for name in columns_of(question) if name in given}
    if whole is None:
        return _marks(question, found) if found else None
    if found:
        raise AnswersError([f"{question.id}: it has a column of its own, and one for an option; give either"])
    return _listed(whole) if isinstance(whole, str) and whole not in WAYS_OUT else whole


def _listed(marks: str) -> Any:
    """Marks that stand in one text: as JSON, or with `;` between them."""
    if marks.startswith("["):
        with suppress(ValueError, RecursionError):
            return json.loads(marks)
    return marks.split(BETWEEN_MARKS)


def _marks(question: Question, found: Mapping[str, Any]) -> Any:
    """The way out that stands in the columns; or what each of them says of its option, which is open if it is empty."""
    wrong = [reason for name, cell in found.items() for reason in _wrong_mark(question, name, cell)]
    if wrong:
        raise AnswersError(wrong)
    if len(set(found.values())) == 1 and WAYS_OUT.issuperset(found.values()):
        return next(iter(found.values()))
    cells = {name.removeprefix(question.id + SEPARATOR): found.get(name, "") for name in columns_of(question)}
    said = {option: MARKS.get(cell, NOT_SURE) for option, cell in cells.items()}
    marks = [option + (UNSURE if mark == NOT_SURE else "") for option, mark in said.items() if mark != NO]
    return marks or [NONE]


def _wrong_mark(question: Question, name: str, cell: Any) -> Iterator[str]:
    if isinstance(cell, str) and cell in WAYS_OUT:
        admit(question, cell)
    elif not isinstance(cell, str) or cell not in MARKS:
        yield f"{name}: expected 'yes', 'no' or 'not_sure', found {quote(str(cell))}"

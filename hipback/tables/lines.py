"""The answers in one line of JSON, or what is wrong with it."""

import json
from collections.abc import Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple, NoReturn, TypeAlias

from hipback import RECORD_FORMAT
from hipback.answers import Answers
from hipback.codebook import column_names
from hipback.errors import AnswersError, hint, quote
from hipback.model import Bank

LINE_AT_MOST = 1 << 24
"""Bytes. A longer line is no person: memory would be used up before its end."""

TOO_LONG = b"\x03 a line that is too long"
"""What stands in place of such a line."""

Cells: TypeAlias = Mapping[str, str | None]
"""By column what stands in it: text, or a list as JSON; None for `null`."""


class Line(NamedTuple):
    """What a line says. `other` tells that its record was made with another version of the bank."""

    cells: Cells
    reasons: Sequence[str] = ()
    other: bool = False


class Lines:
    """Reads lines one by one, for a bank and the columns to keep."""

    def __init__(self, bank: Bank, keep: Sequence[str]) -> None:
        self.names = frozenset({*bank.questions, *column_names(bank), *keep})
        self._bank = bank
        self._is_ours = lru_cache(1000)(self._of_this_bank)  # each time the digest of the bank would be taken
        self._keep = keep

    def keys(self, text: bytes) -> list[str]:
        """The columns that a line names, none if it is a record or wrong."""
        try:
            value = value_of(text)
        except AnswersError:
            return []
        return list(value) if isinstance(value, dict) and not self._is_record(value) else []

    def read(self, text: bytes) -> Line:
        """What a line says."""
        if text == TOO_LONG:
            return Line({}, (f"the line is longer than {LINE_AT_MOST >> 20} MiB: write one object a line",))
        try:
            value = value_of(text)
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
        return "format" in value and "format" not in self.names

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
        return answers, not self._is_ours(*(str(told.get(name) or "") for name in ("id", "version", "sha256")))

    def _of_this_bank(self, id: str, version: str, sha256: str) -> bool:
        return Answers({}, bank=id, version=version, sha256=sha256).are_for(self._bank)

    def _cells(self, answers: Mapping[str, Any]) -> Cells:
        """The cells of some answers. Raises `AnswersError` with all that cannot be one."""
        wrong = [_no_question(name, self.names) for name in answers if name not in self.names]
        cells = {}
        for name, value in answers.items():
            try:
                cells[name] = cell_of(value)
            except AnswersError as error:
                wrong += [f"{quote(name)}: {sentence}" for sentence in error.sentences]
        if wrong:
            raise AnswersError(wrong)
        return cells


def _no_question(name: str, names: Collection[str]) -> str:
    return f"{quote(name)}: there is no such question, {hint(name, names)}"


def value_of(text: bytes) -> Any:
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


def cell_of(value: Any) -> str | None:
    """What stands in a column for a value. Raises `AnswersError` where nothing can."""
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
        return cell_of(json.dumps(value) if isinstance(value, dict) else value)
    except AnswersError:
        return None

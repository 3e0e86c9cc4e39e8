"""Answers in a file: a record, or a plain mapping of questions to answers, as JSON or YAML.

JSON is read by the YAML reader, of which it is a part: so a repeated key is never lost, and every value comes as
its author wrote it.
"""

import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from hipback import RECORD_FORMAT
from hipback.errors import AnswersError, BankError, FileError, quote
from hipback.marked import Value, read_yaml
from hipback.model import Bank, private

_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}")


@private
class Answers(NamedTuple):
    """The answers of a file, not yet checked against a bank, and what a record says besides."""

    answers: Mapping[str, str | list[str]]
    parked: Mapping[str, str | list[str]] = MappingProxyType({})
    started: str = ""
    finished: str = ""
    ended: bool = False
    sha256: str = ""
    bank: str = ""
    version: str = ""

    def are_for(self, bank: Bank) -> bool:
        """Whether they were given to this version of the bank, as far as the file tells.

        Raises `AnswersError` if they were given to another bank: the same ids may have other meanings there.
        """
        if self.bank not in ("", bank.id):
            raise AnswersError([f"these are answers to the bank {quote(self.bank)}, not to {quote(bank.id)}"])
        return self.version in ("", bank.version) and self.sha256 in ("", bank.sha256)


def read_answers(source: bytes, file: str) -> Answers:
    """Raises `BankError` where this is no file of answers, `FileError` for a record of an unknown format."""
    return answers_in(read_yaml(source, file), file)


def answers_in(value: Value, file: str) -> Answers:
    """The same of a file that is read already."""
    found = _record(value, file) if value.peek("format") else Answers(_mapping(value))
    if value.marks.problems:
        raise BankError(value.marks.problems)
    return found


def _record(value: Value, file: str) -> Answers:
    format_ = _word(value, "format")
    if format_.startswith("hipback-bank/"):
        raise FileError(f"{file} is a question bank: give a file of answers, and the bank under --bank")
    if format_ != RECORD_FORMAT:
        raise FileError(f"{file}: the format is {quote(format_)}, this hipback reads {quote(RECORD_FORMAT)}")
    fields = {key.text(): part for key, part in value.pairs()}
    if "answers" not in fields:
        value.wrong("HB211", "missing key 'answers' in a record")
    bank = value.peek("bank") or value
    answers, parked = (_mapping(fields[name]) if name in fields else {} for name in ("answers", "parked"))
    return Answers(
        answers=answers,
        parked=parked,
        started=_time(value, "started"),
        finished=_time(value, "finished"),
        ended=_word(value, "status") == "stopped",
        sha256=_word(bank, "sha256"),
        bank=_word(bank, "id"),
        version=_word(bank, "version"),
    )


def _mapping(value: Value) -> dict[str, str | list[str]]:
    return {key.text(): _answer(answer) for key, answer in value.pairs()}


def _answer(value: Value) -> str | list[str]:
    return [item.text() for item in value.items()] if value.is_list() else value.text()


def _word(value: Value, name: str) -> str:
    part = value.peek(name)
    return part.content if part and isinstance(part.content, str) and part.content != "null" else ""


def _time(value: Value, name: str) -> str:
    written = _word(value, name)
    if written and not _TIME.fullmatch(written):
        value.wrong("HB223", f"{quote(name)} is {quote(written)}: expected a time like '2026-11-22T20:00:00+00:00'")
    return written

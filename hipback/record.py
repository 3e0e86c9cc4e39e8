"""A record read again: what it said at its time, in its own words, and nothing scored anew.

Records of earlier programs may lack keys that came later, and those of later ones may hold more. But what stands in
one must be of its kind, and may not contradict itself: nothing is shown that no screening could have said.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NamedTuple, TypeVar

from hipback import RECORD_FORMAT
from hipback.errors import BankError, FileError, quote
from hipback.marked import Value, read_yaml
from hipback.model import Answer, Urgency, private
from hipback.report import FlagFound
from hipback.safety import ACTIONS, NOTICE

NUMBER_AT_MOST = 999_999
STATUSES = ("completed", "stopped", "in_progress")
URGENCIES = {urgency.word: urgency for urgency in Urgency}
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[+-][0-9]{2}:[0-9]{2}")

Part = TypeVar("Part")


class Source(NamedTuple):
    """The bank that a record was made with."""

    id: str
    version: str
    status: str
    sha256: str


class Said(NamedTuple):
    """A text of a bank and its name there; `because` holds the answers that made it, where they are told."""

    id: str
    text: str
    because: tuple[str, ...] = ()


@private
class Given(NamedTuple):
    """What one answer gave, in points; the answer is None where the question never came up."""

    question: str
    answer: Answer | None
    domain: str
    low: int
    high: int


class Scored(NamedTuple):
    """A score from `low` to `high` of `maximum` points; `band` is None where more than one is possible."""

    id: str
    low: int
    high: int
    maximum: int
    band: str | None
    possible_bands: tuple[str, ...]
    contributions: tuple[Given, ...]


class Unsettled(NamedTuple):
    """A question without an answer, and the indicators whose bands it could still change."""

    question: str
    could_change: tuple[str, ...]


@private
class Record(NamedTuple):
    """What one screening came to. Times are ISO 8601, or empty where none is known.

    `urgency` is None where a warning sign had not been asked about; without a score there are no indicators. The
    actions are those of the urgency where an early record holds none, and the notice is never without today's.
    """

    program: str
    bank: Source
    status: str
    started: str
    finished: str
    answers: Mapping[str, Answer]
    parked: Mapping[str, Answer]
    urgency: Urgency | None
    actions: tuple[str, ...]
    flags: tuple[FlagFound, ...]
    indicators: tuple[Scored, ...]
    headline: Said | None
    patterns: tuple[Said, ...]
    advice: tuple[Said, ...]
    care: str
    suppressed: tuple[Said, ...]
    ask: tuple[str, ...]
    unsettled: tuple[Unsettled, ...]
    notice: str

    @property
    def scored(self) -> bool:
        """Whether the screening came to a score."""
        return bool(self.indicators)

    @property
    def out_of_scope(self) -> tuple[FlagFound, ...]:
        """The reasons why the tool was not made for this person."""
        return tuple(flag for flag in self.flags if flag.out_of_scope and flag.state == "yes")

    @property
    def day(self) -> str:
        """The day on which it was finished; empty where that is not known."""
        return self.finished[:10]


def read_record(source: bytes, file: str) -> Record:
    """Raises `BankError` where this is no record, `FileError` for another format or what cannot be."""
    value = read_yaml(source, file)
    _refuse_format(value, file)
    record = _record(value)
    if value.marks.problems:
        raise BankError(value.marks.problems)
    for contradiction in _contradictions(record):
        raise FileError(f"{file}: the record contradicts itself: {contradiction}")
    return record


def is_record(source: bytes, file: str) -> bool:
    """Whether a file says of itself that it is a record, of whatever format. Raises `BankError` if it is no text."""
    return read_yaml(source, file).peek("format") is not None


def _refuse_format(value: Value, file: str) -> None:
    found = value.peek("format")
    name = found.content if found and isinstance(found.content, str) else ""
    if name == RECORD_FORMAT:
        return
    if re.fullmatch(r"hipback-record/\d+", name):
        reason = f"a newer hipback wrote it: its format is {quote(name)}, this hipback reads {quote(RECORD_FORMAT)}"
        raise FileError(f"{file}: {reason}")
    what = f"its format is {quote(name)}" if name else "it does not say its format"
    raise FileError(f"{file} is no record of a screening: {what}, expected {quote(RECORD_FORMAT)}")


def _record(value: Value) -> Record:
    result = _part(value, "result")
    urgency = _maybe(_part(result, "urgency"), _urgency)
    notice = _words(_part(value, "notice"))
    return Record(
        program=_words(_part(value, "hipback")),
        bank=_bank(_part(value, "bank")),
        status=_part(value, "status").choice(STATUSES, "status"),
        started=_maybe(_part(value, "started"), _time) or "",
        finished=_maybe(_part(value, "finished"), _time) or "",
        answers=_answers(_part(value, "answers")),
        parked=_answers(_part(value, "parked")),
        urgency=urgency,
        actions=_late(result, "actions", _texts, ()) or (ACTIONS[urgency] if urgency is not None else ()),
        flags=_list(_part(result, "flags"), _flag),
        indicators=_maybe(_part(result, "indicators"), _indicators) or (),
        headline=_maybe(_part(result, "headline"), _said),
        patterns=_list(_part(result, "patterns"), _said),
        advice=_list(_part(result, "advice"), _said),
        care=_late(result, "care", _words, ""),
        suppressed=_late(result, "suppressed", lambda part: _list(part, _said), ()),
        ask=_texts(_part(result, "ask_your_professional")),
        unsettled=_list(_part(result, "unsettled"), _unsettled),
        notice=notice if NOTICE in notice else f"{NOTICE} {notice}".strip(),
    )


def _bank(value: Value) -> Source:
    id, version, sha256 = (_words(_part(value, key)) for key in ("id", "version", "sha256"))
    return Source(id, version, _late(value, "status", _words, ""), sha256)


def _flag(value: Value) -> FlagFound:
    id = _words(_part(value, "id"))
    return FlagFound(
        id=id,
        state=_part(value, "state").choice(("yes", "not_sure"), "state"),
        urgency=_urgency(_part(value, "urgency")),
        out_of_scope=_late(value, "out_of_scope", _is_true, False),
        label=_late(value, "label", _words, id),
        text=_words(_part(value, "text")),
        because=_texts(_part(value, "because")),
        references=_texts(_part(value, "references")),
    )


def _indicators(value: Value) -> tuple[Scored, ...]:
    return tuple(_scored(id.text(), part) for id, part in value.pairs())


def _scored(id: str, value: Value) -> Scored:
    low, high, maximum = (_points(_part(value, key)) for key in ("low", "high", "max"))
    return Scored(
        id=id,
        low=low,
        high=high,
        maximum=maximum,
        band=_maybe(_part(value, "band"), _words),
        possible_bands=_texts(_part(value, "possible_bands")),
        contributions=_list(_part(value, "contributions"), _given),
    )


def _given(value: Value) -> Given:
    question, domain = (_words(_part(value, key)) for key in ("question", "domain"))
    low, high = (_points(_part(value, key)) for key in ("low", "high"))
    return Given(question, _maybe(_part(value, "answer"), _answer), domain, low, high)


def _said(value: Value) -> Said:
    return Said(_words(_part(value, "id")), _words(_part(value, "text")), _late(value, "because", _texts, ()))


def _unsettled(value: Value) -> Unsettled:
    return Unsettled(_words(_part(value, "question")), _texts(_part(value, "could_change")))


def _answers(value: Value) -> dict[str, Answer]:
    return {id.text(): _answer(answer) for id, answer in value.pairs()}


def _answer(value: Value) -> Answer:
    if value.is_list():
        return tuple(mark.text() for mark in value.items())
    words = value.text()
    return value.number(0, NUMBER_AT_MOST) if words.isdecimal() else words


# Kinds of values


def _part(value: Value, key: str) -> Value:
    """What stands under a key that cannot be missing; a stand-in where it is."""
    named = [part for name, part in value.pairs() if name.is_named(key)]
    if not named and value.is_mapping():
        value.wrong("HB211", f"missing key {quote(key)} in a record")
    return named[0] if named else value.stand_in()


def _late(value: Value, key: str, read: Callable[[Value], Part], missing: Part) -> Part:
    """What stands under a key that early records lack."""
    found = value.peek(key)
    return read(found) if found else missing


def _maybe(value: Value, read: Callable[[Value], Part]) -> Part | None:
    """What stands there, or None for null."""
    return None if value.content in ("null", "") else read(value)


def _list(value: Value, read: Callable[[Value], Part]) -> tuple[Part, ...]:
    return tuple(map(read, value.items()))


def _texts(value: Value) -> tuple[str, ...]:
    return _list(value, _words)


def _words(value: Value) -> str:
    """A text of any length: what a bank allows each part, the record puts together."""
    if isinstance(value.content, str):
        return value.content
    value.wrong("HB201", f"expected a text, found {value.shape()}")
    return ""


def _is_true(value: Value) -> bool:
    return value.choice(("true", "false"), "answer") == "true"


def _urgency(value: Value) -> Urgency:
    return URGENCIES.get(value.choice(URGENCIES, "urgency"), Urgency.EMERGENCY)


def _points(value: Value) -> int:
    return value.number(0, NUMBER_AT_MOST)


def _time(value: Value) -> str:
    written = _words(value)
    if written and not _TIME.fullmatch(written):
        value.wrong("HB223", f"the time is {quote(written)}: expected one like '2026-11-22T20:00:00+00:00'")
    return written


# What no screening could have said


def _contradictions(record: Record) -> Iterator[str]:
    most = max((flag.urgency for flag in record.flags), default=Urgency.ROUTINE)
    if record.scored != (record.status == "completed"):
        yield "only a screening with the status 'completed' has a score, and each of them has one"
    if record.scored != (record.headline is not None):
        yield "a score and a headline go together"
    if record.scored and (record.urgency is None or record.urgency >= Urgency.SAME_DAY):
        yield f"there is no score where the urgency is {record.urgency.word if record.urgency else 'not known'}"
    if most > (record.urgency or Urgency.ROUTINE) and not (record.urgency is None and most < Urgency.SAME_DAY):
        yield f"one of its signs is more urgent ({most.word}) than the whole"
    for found in record.indicators:
        if not found.low <= found.high <= found.maximum:
            yield f"{found.low} to {found.high} of {found.maximum} points cannot be"
        if found.band is not None and found.band not in found.possible_bands:
            yield f"the band {quote(found.band)} is none of its possible bands"

"""From a file to a `Bank`, or to every problem with its place.

Paths are text, here and in the store: the first question does not wait for pathlib.

The tables of `hipback.keys` say what a bank may hold; `docs/writing-a-bank.md` explains it.
"""

import os
import stat
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from hipback.conditions import Conditions, read_points
from hipback.engine import named
from hipback.errors import BankError, FileError, quote
from hipback.keys import BAND, BANK, DOMAIN, FLAG, INDICATOR, OPTIONS, REFERENCE, SKETCH, URGENCIES
from hipback.marked import SIZE_AT_MOST, Value, read_yaml
from hipback.messages import Patterns, Suppressions, Topics, Words, read_headlines
from hipback.model import (
    Band,
    Bank,
    Condition,
    Domain,
    Flag,
    Indicator,
    OneOf,
    Points,
    Reference,
    Urgency,
)
from hipback.questions import Questions

Part = TypeVar("Part")


def default_bank_path() -> str:
    """The bank inside the wheel; in a checkout, the one at the top."""
    here = os.path.dirname(os.path.abspath(__file__))
    shipped = os.path.join(here, "questions.yaml")
    return shipped if os.path.exists(shipped) else os.path.join(os.path.dirname(here), "questions.yaml")


def read_bank(path: "str | os.PathLike[str]") -> Bank:
    """The bank in this file. Raises `BankError` with all of its problems, or `FileError`."""
    return bank_from(read_regular(os.fspath(path), SIZE_AT_MOST), os.fspath(path))


def read_regular(path: str, at_most: int) -> bytes:
    """The bytes of a regular file, but no more than one above `at_most`. Raises `FileError`.

    Looks before it opens: opening a pipe or a device could wait for ever.
    """
    try:
        mode = os.stat(path).st_mode
        if stat.S_ISDIR(mode):
            raise FileError(f"{path} is a folder: give the path of a file")
        if not stat.S_ISREG(mode):
            raise FileError(f"{path} is not a regular file")
        with open(path, "rb") as file:
            return file.read(at_most + 1)
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}") from None
    except ValueError:
        raise FileError(f"cannot read {path!r}: a path cannot hold this character") from None


def bank_from(source: bytes, file: str) -> Bank:
    """The bank that these bytes are. Raises `BankError` with all of its problems."""
    return bank_of(read_yaml(source, file), source)


def bank_of(value: Value, source: bytes) -> Bank:
    """The bank that was written so, in these bytes. Raises `BankError` with all of its problems."""
    bank = _Reader(value).bank(source)
    if value.marks.problems:
        raise BankError(value.marks.problems)
    return bank


class _Reader:
    """Reads the parts of a bank in such an order that each knows those that it may name."""

    def __init__(self, value: Value) -> None:
        self.fields = BANK.read(value)
        self.references = self._parts("references", _reference)
        answers = self._parts("answers", lambda key, value: OPTIONS.read(value))
        self.sketches = self._parts("sketches", lambda key, value: SKETCH.read(value))
        self.questions = Questions(self.references, answers, self.sketches)
        for key, part in self.fields.read("questions"):
            self.questions.add(key, part)
        self.conditions = Conditions(self.questions.read)
        self.points = self._read_points()
        self.indicators = self._parts("indicators", self._indicator)
        self.bands = {name: [band.id for band in indicator.bands] for name, indicator in self.indicators.items()}

    def bank(self, source: bytes) -> Bank:
        fields = self.fields
        fields.read("format")
        flags = self._parts("flags", self._flag)
        self._check_flags(flags)
        patterns = Patterns(self.fields.read("patterns"), self._of_bands, self.references)
        topics = Topics(self.fields.read("chapters"), self.references)
        suppressions = Suppressions(self._of_bands, patterns, flags, topics.advice)
        return Bank(
            id=fields.read("id"),
            version=fields.read("version"),
            title=fields.read("title"),
            status=fields.read("status"),
            reviewed=fields.read("reviewed"),
            review_by=fields.read("review_by"),
            languages=fields.read("languages"),
            welcome=fields.read("welcome"),
            notice=fields.read("notice"),
            without_flags=fields.read("without_flags"),
            references=self.references,
            questions=self.questions.read,
            flags=flags,
            indicators=self.indicators,
            headlines=read_headlines(fields.read("headlines"), self._of_bands({})),
            patterns=patterns.read,
            chapters=topics.chapters,
            suppressions=self._parts("suppressions", suppressions.read),
            sketches=self.sketches,
            source=source,
        )

    def _parts(self, name: str, read: Callable[[Value, Value], Part]) -> dict[str, Part]:
        return {key.id(): read(key, value) for key, value in self.fields.read(name)}

    def _of_bands(self, words: Words) -> Conditions:
        """Conditions that may name indicators, and use these words."""
        return Conditions(self.questions.read, self.bands, "question or indicator", words)

    # Indicators

    def _read_points(self) -> dict[str, list[Points]]:
        """For each `indicator.domain` the points that the questions give in it."""
        found: dict[str, list[Points]] = {
            f"{indicator.text()}.{domain.text()}": []
            for indicator, value in self.fields.read("indicators")
            if (domains := value.peek("domains"))
            for domain, _ in domains.pairs()
        }
        for question, pairs in self.questions.points:
            for key, table in pairs:
                place = key.choice(found, "indicator and domain")
                found.get(place, []).extend(read_points(question, table, self.conditions))
        return found

    def _indicator(self, key: Value, value: Value) -> Indicator:
        if key.text() in self.questions.read:
            key.wrong("HB213", f"{quote(key.text())} is the id of a question already")
        before = value.marks.count()
        fields = INDICATOR.read(value)
        bands = fields.read("bands")
        indicator = Indicator(
            id=key.text(),
            title=fields.read("title"),
            at_most_unanswered=fields.read("at_most_unanswered"),
            domains=tuple(self._domain(key.text(), name, part) for name, part in fields.read("domains")),
            bands=tuple(self._band(name, part) for name, part in bands),
        )
        _check_bands(indicator, [name for name, _ in bands], sound=value.marks.count() == before)
        return indicator

    def _domain(self, indicator: str, key: Value, value: Value) -> Domain:
        fields = DOMAIN.read(value)
        points = self.points[f"{indicator}.{key.text()}"]
        if not points:
            key.wrong("HB404", f"no question gives points in {quote(key.text())}")
        return Domain(key.id(), fields.read("title"), fields.read("cap"), tuple(points))

    def _band(self, key: Value, value: Value) -> Band:
        fields = BAND.read(value)
        needs = fields.read("needs", self.conditions)
        return Band(key.id(), fields.read("from"), fields.read("label"), fields.read("text"), needs)

    # Flags

    def _flag(self, key: Value, value: Value) -> Flag:
        fields = FLAG.read(value)
        before = value.marks.count()
        when = fields.read("when", self.conditions)
        sound = value.marks.count() == before
        out_of_scope = fields.read("out_of_scope")
        if "not_sure" not in fields and not out_of_scope:
            value.wrong("HB501", "missing key 'not_sure': say what to do when the person is not sure of the sign")
        return Flag(
            id=key.text(),
            urgency=URGENCIES.get(fields.read("urgency"), Urgency.ROUTINE),
            when=when,
            label=fields.read("label") if "label" in fields else self._label(when, value, sound),
            text=fields.read("text"),
            not_sure=fields.read("not_sure"),
            out_of_scope=out_of_scope,
            references=fields.read("references", self.references),
        )

    def _label(self, when: Condition, value: Value, sound: bool) -> str:
        """The label of the only option that makes the sign, if it is made by one."""
        if isinstance(when, OneOf) and len(when.options) == 1:
            (option,) = when.options
            return self.questions.read[when.question].options.get(option, "")
        if sound:
            value.wrong("HB502", "missing key 'label': only a flag on a single option takes that option's label")
        return ""

    def _check_flags(self, flags: Mapping[str, Flag]) -> None:
        """Warning signs are asked of everyone, those that stop before anything else; a bank without them says why."""
        fields = self.fields
        if flags and "without_flags" in fields:
            fields["without_flags"].wrong("HB505", "this bank has flags: take out 'without_flags'")
        elif not flags and not fields.read("without_flags"):
            fields["questions"].wrong("HB505", "a bank has 'flags', or says under 'without_flags' why it has none")
        stopping = _deciding(flag for flag in flags.values() if flag.stops)
        soon = _deciding(flag for flag in flags.values() if flag.urgency == Urgency.SOON)
        others_above = False
        for name, place in self.questions.places.items():
            flag = stopping.get(name) or soon.get(name)
            decides = f"{quote(name)} decides the flag {quote(flag)}" if flag else ""
            if not flag:
                others_above = True
            elif others_above and name in stopping:
                place.wrong("HB504", f"{decides}: move it above the questions that decide none")
            elif self.questions.read[name].ask_if:
                place.wrong("HB503", f"{decides}, so everyone is asked: take out 'ask_if'")


def _deciding(flags: Iterable[Flag]) -> dict[str, str]:
    """The questions that decide some flags, each with the first flag that it decides."""
    found: dict[str, str] = {}
    for flag in flags:
        for question in named(flag.when):
            found.setdefault(question, flag.id)
    return found


def _reference(key: Value, value: Value) -> Reference:
    fields = REFERENCE.read(value)
    return Reference(key.text(), fields.read("text"), fields.read("strength"), fields.read("figures"))


def _check_bands(indicator: Indicator, keys: list[Value], sound: bool) -> None:
    starts = [band.start for band in indicator.bands]
    if starts and (starts[0] > 0 or indicator.bands[0].needs):
        keys[0].wrong("HB405", "the first band starts from 0 and needs nothing")
    for key, band, before in zip(keys[1:], indicator.bands[1:], starts, strict=False):
        if sound and not before < band.start <= indicator.maximum:
            key.wrong(
                "HB405",
                f"{quote(band.id)} starts from {band.start}: bands rise, and {quote(indicator.id)} has at most "
                f"{indicator.maximum} points",
            )

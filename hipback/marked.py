"""YAML values that know their line and column, and the problems found while reading them.

A value is read as its author wrote it: no YAML type is guessed, so `yes` is the word yes and `010` is not 8.
Every reader notes a `Problem` instead of raising, and gives a stand-in, so that one run tells all of them.

Values are built from the parser's events and not by its composer: that refuses anchors, aliases, tags and deep
nesting before they can do harm (a composer recurses in C), and it is faster.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any, NoReturn, TypeVar

import yaml

from hipback.characters import Refused, readable, text_of, unreadable
from hipback.errors import SHOWN_AT_MOST, BankError, Problem, hint, quote

SIZE_AT_MOST = 2_000_000
DEPTH_AT_MOST = 64
TEXT_AT_MOST = 2_000

Part = TypeVar("Part")


class PythonLoader(yaml.SafeLoader):
    """The parser in Python. Inside of brackets a question mark ends a text for it, but not for the one in C.

    So it never sees one behind a word, but a sign that no text has.
    """

    _BEHIND_A_WORD = re.compile(r"(?<=[^\s,\[{-])\?")
    _SIGN = "\U0010ffff"

    def __init__(self, text: str) -> None:
        super().__init__(self._BEHIND_A_WORD.sub(self._SIGN, text))

    def get_event(self) -> Any:
        event = super().get_event()  # type: ignore[no-untyped-call]
        if type(event) is yaml.ScalarEvent:
            event.value = event.value.replace(self._SIGN, "?")
        return event


_LOADER = getattr(yaml, "CSafeLoader", PythonLoader)
_ANCHOR = "a value cannot begin with '&' or '*': write out what is meant, or put a text in quotes"
ID = r"[a-z][a-z0-9_]{0,47}"
NUMBER = r"(0|[1-9][0-9]{0,5})"
_ID = re.compile(ID + r"\Z")
_NUMBER = re.compile(NUMBER + r"\Z")


class Marks:
    """The problems of one file, in the making."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: dict[Problem, None] = {}  # in order, and each once, however often a value was read
        self.made: list[tuple[object, Value]] = []

    @property
    def problems(self) -> list[Problem]:
        return list(self._problems)

    def wrong(self, line: int, column: int, code: str, message: str) -> None:
        """Note a problem; lines and columns count from 0 here, as the parser counts them."""
        self.note(Problem(self.file, line + 1, column + 1, code, message))

    def note(self, problem: Problem) -> None:
        """Note a problem that was found elsewhere."""
        self._problems[problem] = None

    def hint(self, word: str, allowed: Collection[str]) -> str:
        """What would be right. To look for it is slow, so it is not done for more problems than can be shown."""
        return hint(word, allowed) if self.count() < SHOWN_AT_MOST else "mend the other problems first"

    def count(self) -> int:
        """How many problems there are. Parts are compared with each other only if reading them added none."""
        return len(self._problems)

    def stop(self, line: int, column: int, code: str, message: str) -> NoReturn:
        """Note a problem after which nothing more can be read."""
        self.wrong(line, column, code, message)
        raise BankError(self.problems)


class Value:
    """A scalar, list or mapping of a YAML file, with its place."""

    __slots__ = ("_mark", "content", "marks")

    def __init__(self, marks: Marks, mark: Any, content: "str | list[Value]") -> None:
        self.marks = marks
        self._mark = mark  # the parser's own, counting from 0
        self.content = content

    @property
    def line(self) -> int:
        """Counted from 1."""
        return int(self._mark.line) + 1

    @property
    def column(self) -> int:
        """Counted from 1."""
        return int(self._mark.column) + 1

    @property
    def place(self) -> str:
        """As it stands before a problem: `bank.yaml:12:5`."""
        return f"{self.marks.file}:{self._mark.line + 1}:{self._mark.column + 1}"

    def problem(self, code: str, message: str) -> Problem:
        """A problem at this place, which is not noted."""
        return Problem(self.marks.file, self._mark.line + 1, self._mark.column + 1, code, message)

    def wrong(self, code: str, message: str) -> None:
        """Note a problem at this place."""
        self.marks.wrong(self._mark.line, self._mark.column, code, message)

    def makes(self, part: Part) -> Part:
        """Remember that this part of a bank was read here."""
        self.marks.made.append((part, self))
        return part

    def text(self) -> str:
        """The words that stand here; a stand-in of none if there are no words."""
        if not isinstance(self.content, str):
            self.wrong("HB201", f"expected a text, found {self.shape()}")
            return ""
        words = self.content.strip()
        if not words:
            self.wrong("HB202", "expected a text, found nothing")
        elif len(words) > TEXT_AT_MOST:
            self.wrong("HB203", f"a text has at most {TEXT_AT_MOST:,} characters, this one has {len(words):,}")
        return words

    def id(self) -> str:
        """A name that other parts can refer to."""
        name = self.text()
        if name and not _ID.match(name):
            self.wrong(
                "HB204",
                f"{quote(name)} is no id: use a-z, 0-9 and _, start with a letter, at most 48 characters",
            )
        return name

    def number(self, least: int = 0, most: int = 100) -> int:
        """A plain whole number in this range; a stand-in of `least` if there is none."""
        written = self.text()
        if _NUMBER.match(written) and least <= int(written) <= most:
            return int(written)
        if written:
            self.wrong("HB205", f"expected a whole number from {least} to {most}, found {quote(written)}")
        return least

    def choice(self, allowed: Collection[str], what: str) -> str:
        """One of the allowed words; `what` says in a message what they are."""
        word = self.text()
        if word and word not in allowed:
            self.wrong("HB206", f"no {what} {quote(word)}, {self.marks.hint(word, allowed)}")
        return word

    def yes_or_no(self) -> bool:
        return self.choice(("yes", "no"), "answer") == "yes"

    def items(self) -> "list[Value]":
        """The values of a list."""
        if type(self.content) is list:
            return self.content
        self.wrong("HB207", f"expected a list, found {self.shape()}")
        return []

    def pairs(self) -> "list[tuple[Value, Value]]":
        """The keys and values of a mapping; a key that was given before is a problem, and left out."""
        return list(self._named().values())

    def fields(
        self,
        required: Collection[str],
        optional: Collection[str],
        what: str,
        elsewhere: Mapping[str, str] | None = None,
    ) -> "dict[str, Value]":
        """The values of a mapping whose keys are known; unknown and missing ones are problems.

        `what` says in a message what the mapping is, and `elsewhere` of other keys where they belong. For a missing
        key there is a stand-in, of whose emptiness nobody is told a second time.
        """
        found = {}
        for name, (key, value) in self._named().items():
            if name in required or name in optional:
                found[name] = value
            else:
                near = (elsewhere or {}).get(name) or self.marks.hint(name, (*required, *optional))
                key.wrong("HB210", f"unknown key {quote(name)} in {what}, {near}")
        for name in required:
            if name not in found:
                found[name] = self.stand_in()
                if self.is_mapping():
                    self.wrong("HB211", f"missing key {quote(name)} in {what}")
        return found

    def stand_in(self) -> "Value":
        """A value in place of one that is missing; nobody is told that it is empty."""
        return Value(Marks(""), self._mark, "")

    def _named(self) -> "dict[str, tuple[Value, Value]]":
        content = self.content
        if type(content) is not Pairs:
            self.wrong("HB208", f"expected keys with values, found {self.shape()}")
            return {}
        kept: dict[str, tuple[Value, Value]] = {}
        for key, value in zip(content[::2], content[1::2], strict=True):
            name = key.text()
            if name in kept:
                key.wrong("HB209", f"{quote(name)} was given before, on line {kept[name][0].line}")
            elif name:
                kept[name] = key, value
        return kept

    def peek(self, name: str) -> "Value | None":
        """The value under a key of a mapping, looked for without noting any problem."""
        _, value = self._place(name)
        return value

    def key(self, name: str) -> "Value | None":
        """The key of that name in a mapping, looked for in the same way."""
        key, _ = self._place(name)
        return key

    def _place(self, name: str) -> "tuple[Value, Value] | tuple[None, None]":
        return self.content.places.get(name, (None, None)) if type(self.content) is Pairs else (None, None)

    def is_named(self, name: str) -> bool:
        """Whether this is the key of that name."""
        return isinstance(self.content, str) and self.content.strip() == name

    def is_mapping(self) -> bool:
        return type(self.content) is Pairs

    def is_list(self) -> bool:
        return type(self.content) is list

    def shape(self) -> str:
        """What stands here, for a message."""
        if isinstance(self.content, str):
            return quote(self.content) if self.content else "nothing"
        return "keys with values" if self.is_mapping() else "a list"


class Pairs(list[Value]):
    """The keys and values of a mapping, by turns."""

    @cached_property
    def places(self) -> dict[str, tuple[Value, Value]]:
        """By its words each key, the first of those that were given twice, with its value."""
        pairs = list(zip(self[::2], self[1::2], strict=True))
        return {key.content.strip(): (key, value) for key, value in reversed(pairs) if isinstance(key.content, str)}


def read_yaml(source: bytes, file: str) -> Value:
    """The only document of a file.

    Raises `BankError` where nothing more can be read: size, encoding, syntax, depth. The problems found
    before and after are gathered in `value.marks.problems`.
    """
    marks = Marks(file)
    if len(source) > SIZE_AT_MOST:
        marks.stop(0, 0, "HB101", f"a file has at most {SIZE_AT_MOST:,} bytes")
    text = text_of(source)
    if isinstance(text, Refused):
        marks.stop(*text)
    try:
        return _document(text, marks)
    except yaml.MarkedYAMLError as error:
        from hipback.slips import explained  # only an author with a problem waits for it

        line, column, message = explained(error, text)
        marks.stop(line, column, "HB103", message)


def _document(text: str, marks: Marks) -> Value:
    """Build the values. A stack takes the place of recursion; its height is the depth."""
    root: list[Value] = []
    stack, top = [root], root
    event: Any  # the stubs know less of events than the parser promises
    for event in iter(_LOADER(text).get_event, None):
        kind = type(event)
        if kind is yaml.ScalarEvent:
            _refuse_extras(event, marks)
            words = event.value if event.style != '"' else _unescaped(event, marks)
            top.append(Value(marks, event.start_mark, words))
        elif kind is yaml.MappingStartEvent or kind is yaml.SequenceStartEvent:
            _refuse_extras(event, marks)
            content = Pairs() if kind is yaml.MappingStartEvent else []
            top.append(Value(marks, event.start_mark, content))
            stack.append(content)
            top = content
            if len(stack) > DEPTH_AT_MOST + 1:
                _stop(event, marks, "HB105", f"nested deeper than {DEPTH_AT_MOST} levels")
        elif kind is yaml.MappingEndEvent or kind is yaml.SequenceEndEvent:
            stack.pop()
            top = stack[-1]
        elif kind is yaml.AliasEvent:
            _stop(event, marks, "HB106", _ANCHOR)
        elif kind is yaml.DocumentStartEvent and root:
            _stop(event, marks, "HB108", "a second document starts here: a file holds one")
    if not root:
        marks.stop(0, 0, "HB109", "the file is empty")
    return root[0]


def _refuse_extras(event: Any, marks: Marks) -> None:
    if event.anchor is not None:
        _stop(event, marks, "HB106", _ANCHOR)
    if event.tag is not None:
        message = "a value cannot begin with '!': take it out, or put a text in quotes"
        marks.wrong(event.start_mark.line, event.start_mark.column, "HB107", message)


def _unescaped(event: Any, marks: Marks) -> str:
    """The words of a quoted scalar, into which an escape such as `\\e` may bring what the file could not hold."""
    words: str = event.value
    if found := unreadable(words):
        marks.wrong(event.start_mark.line, event.start_mark.column, "HB104", found[1])
    return readable(words)


def _stop(event: Any, marks: Marks, code: str, message: str) -> NoReturn:
    marks.stop(event.start_mark.line, event.start_mark.column, code, message)


def unique(values: Iterable[Value]) -> Iterator[Value]:
    """The values without those whose words stood before, which are problems."""
    seen = set()
    for value in values:
        name = value.text()
        if name in seen:
            value.wrong("HB209", f"{quote(name)} was given before")
        elif name:
            seen.add(name)
            yield value

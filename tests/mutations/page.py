"""The text of a bank with the places of everything in it, so that single lines of it can be changed on purpose."""

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hipback.engine import leaves
from hipback.lint.options import place_of
from hipback.marked import Value
from hipback.model import Bank, Condition, OneOf
from hipback.written import Written

Path = tuple[str, ...]

CONDITIONS = frozenset({"ask_if", "when", "needs", "if"})
"""The keys that conditions stand under."""

_PART = re.compile(r":\s+(\[[^\[\]]*\]|\{[^{}]*\}|[^,{}\[\]#]+?)(?=\s*(?:[,\]}#]|$))")
"""What stands behind a key in one line: a list, a mapping, or a word."""


class Entry(NamedTuple):
    """A key, what stands under it, and the mapping that it stands in. `path` are the keys that lead to it."""

    path: Path
    key: Value
    value: Value
    above: Value

    @property
    def name(self) -> str:
        """The key as it is written."""
        return self.path[-1]

    @property
    def indent(self) -> str:
        """The blanks that stand before a line that begins as this one does."""
        return " " * column(self.key)

    @property
    def words(self) -> list[str]:
        """The one word, or the words, that stand under the key."""
        values = self.value.items() if self.value.is_list() else [self.value]
        return [value.content for value in values if isinstance(value.content, str)]


class Edit(NamedTuple):
    """Lines that are taken out, and lines that come in their place. Lines count from 1, as in all messages."""

    out: range
    lines: tuple[str, ...] = ()


class Mutation(NamedTuple):
    """A bank that was changed on purpose.

    A finding counts if it stands at one of `lines`: those that were changed, or that tell of what the change left
    behind. `names` are the words that stand there, and above.
    """

    kind: str
    told: str
    text: str
    lines: frozenset[int]
    names: frozenset[str]


class Page:
    """The text of a sound bank. Nothing changes it: every mutation is a text of its own."""

    def __init__(self, text: str) -> None:
        self.lines = text.split("\n")
        self.written = Written.of(text.encode(), "questions.yaml")
        self.entries = {entry.path: entry for entry in _entries(self.written.root)}

    @property
    def bank(self) -> Bank:
        """What the text means."""
        return self.written.bank

    # Entries

    def under(self, *path: str | None) -> list[Entry]:
        """The entries with such a path, in which None stands for any key."""
        return [
            entry
            for entry in self.entries.values()
            if len(entry.path) == len(path)
            and all(wanted in (None, name) for name, wanted in zip(entry.path, path, strict=True))
        ]

    def answers_named(self, *parts: str) -> list[Entry]:
        """Where the conditions in these parts of the bank name a question."""
        return [
            entry
            for entry in self.entries.values()
            if entry.path[0] in parts and entry.name in self.bank.questions and CONDITIONS.intersection(entry.path[:-1])
        ]

    def is_item(self, entry: Entry) -> bool:
        """Whether it is an item of a list, with a line of its own."""
        return self.line_of(entry)[: column(entry.key)].strip() == "-"

    def begins_line(self, entry: Entry) -> bool:
        """Whether nothing stands before it in its line, neither a bracket nor the dash of an item."""
        return not self.line_of(entry)[: column(entry.key)].strip()

    def as_written(self, entry: Entry) -> str:
        """The key and what stands behind it."""
        return f"{entry.name}: {self.part(entry)}"

    # Lines

    def line(self, *path: str) -> int:
        """The number of the line of a key."""
        return self.entries[path].key.line

    def line_of(self, entry: Entry) -> str:
        """The line that an entry begins in."""
        return self.lines[entry.key.line - 1]

    def block(self, *path: str) -> range:
        """The lines of a key and of all that stands under it, without comments behind it."""
        number = last = self.line(*path)
        own = indent_of(self.lines[number - 1])
        for below, line in enumerate(self.lines[number:], number + 1):
            if not _is_remark(line):
                if indent_of(line) <= own:
                    break
                last = below
        return range(number, last + 1)

    def copy(self, block: range) -> tuple[str, ...]:
        """The lines of a block."""
        return tuple(self.lines[number - 1] for number in block)

    def part(self, entry: Entry) -> str:
        """What stands behind a key in its line; nothing if it goes on in other lines."""
        found = self._part(entry)
        return found[1] if found else ""

    def _part(self, entry: Entry) -> re.Match[str] | None:
        return _PART.match(self.line_of(entry), column(entry.key) + len(str(entry.key.content)))

    def naming(self, word: str, within: str = "") -> set[int]:
        """The lines of all keys and words that are this one, such as an id; perhaps only under some key."""
        found = set()
        for entry in self.entries.values():
            if not within or within in entry.path:
                values = entry.value.items() if entry.value.is_list() else [entry.value]
                found |= {value.line for value in values if value.content == word}
                found |= {entry.key.line} if word in entry.name.split(".") else set()
        return found

    def options(self, condition: Condition) -> set[int]:
        """The lines of the questions and options that a condition names, and other lines that name these options."""
        found: set[int] = set()
        for leaf in leaves(condition):
            if isinstance(leaf, OneOf):
                found.add(self.line("questions", leaf.question))
                question = self.bank.questions[leaf.question]
                for option in leaf.options:
                    found |= {place_of(self.written, question, option).line} | self.naming(option, leaf.question)
        return found

    # Changes

    def above(self, number: int, *lines: str) -> Edit:
        """Lines put in above one."""
        return Edit(range(number, number), lines)

    def below(self, block: range, *lines: str) -> Edit:
        """Lines put in below a block."""
        return self.above(block.stop, *lines)

    def word_instead(self, value: Value, old: str, new: str) -> Edit:
        """A word of the line of a value, from where it begins, written otherwise."""
        line, at = self.lines[value.line - 1], column(value)
        return self.line_instead(value.line, line[:at] + line[at:].replace(old, new, 1))

    def part_instead(self, entry: Entry, new: str) -> Edit:
        """What stands behind a key in its line, written otherwise."""
        found, line = self._part(entry), self.line_of(entry)
        assert found, f"what stands on line {entry.key.line} goes on in others"
        return self.line_instead(entry.key.line, line[: found.start(1)] + new + line[found.end(1) :])

    def line_instead(self, number: int, new: str) -> Edit:
        """A line written otherwise."""
        return Edit(range(number, number + 1), (new,))

    def changed(self, kind: str, told: str, edits: Iterable[Edit], orphans: Iterable[int] = ()) -> Mutation:
        """The mutation that some edits make. `orphans` are other lines at which it may be told, as they are now."""
        in_order = sorted(edits, key=lambda edit: (edit.out.start, edit.out.stop))
        lines, right = list(self.lines), {_now(number, in_order) for number in orphans} - {None}
        for edit in reversed(in_order):
            lines[edit.out.start - 1 : edit.out.stop - 1] = edit.lines
        for number, edit in enumerate(in_order):
            start = edit.out.start + _shift(in_order[:number])
            right |= set(range(start, start + len(edit.lines)))
        return Mutation(kind, told, "\n".join(lines), frozenset(right), frozenset(self._names(in_order)))

    def _names(self, edits: Iterable[Edit]) -> Iterator[str]:
        """The words of the lines that an edit touches, and of the keys above them."""
        for edit in edits:
            touched = [*edit.lines, *self.copy(edit.out), *self._heads(min(edit.out.start, len(self.lines)))]
            yield from re.findall(r"[a-z][a-z0-9_]*", "\n".join(touched))

    def _heads(self, number: int) -> Iterator[str]:
        """The lines of the keys that a line stands under."""
        indent = indent_of(self.lines[number - 1])
        for line in reversed(self.lines[: number - 1]):
            if not _is_remark(line) and indent_of(line) < indent:
                indent = indent_of(line)
                yield line


def column(value: Value) -> int:
    """Where a value begins in its line, counting from 0."""
    return int(value.place.rsplit(":", 1)[1]) - 1


def indent_of(line: str) -> int:
    """How many blanks a line begins with."""
    return len(line) - len(line.lstrip())


def _is_remark(line: str) -> bool:
    return line.lstrip()[:1] in ("", "#")


def _now(number: int, edits: Iterable[Edit]) -> int | None:
    """Where a line stands after the edits; None if it is gone."""
    if any(number in edit.out for edit in edits):
        return None
    return number + _shift(edit for edit in edits if edit.out.stop <= number)


def _shift(edits: Iterable[Edit]) -> int:
    """How many lines more there are after the edits."""
    return sum(len(edit.lines) - len(edit.out) for edit in edits)


def _entries(value: Value, path: Path = ()) -> Iterator[Entry]:
    if value.is_mapping():
        for key, inner in value.pairs():
            own = (*path, key.text())
            yield Entry(own, key, inner, value)
            yield from _entries(inner, own)
    elif value.is_list():
        for number, item in enumerate(value.items()):
            yield from _entries(item, (*path, str(number)))

"""What can stand under a key of a bank. Each kind of value reads what stands there, and notes what is wrong with it.

`hipback.keys` says which kind stands under which key. A reader asks a kind for the value, and `hipback.schema` tells an
editor of it: neither knows more than is written there.

Plain classes, not named tuples: the first question waits for them, and these take a tenth of the time to define.
"""

import re
from collections.abc import Callable, Collection, Mapping
from typing import Any

from hipback.errors import quote
from hipback.marked import Value, unique
from hipback.model import NONE, WAYS_OUT

Empty = tuple[str, str]
"""The code and the message of a problem: here nothing stands where at least one thing must."""

Pairs = list[tuple[Value, Value]]
ITEMS_AT_MOST = 1_000


class Kind:
    """A kind of value. `absent` is what it means that an optional key of this kind is left out."""

    absent: Any = ""
    read: Callable[..., Any]


class Text(Kind):
    """Words for a person to read."""

    read = staticmethod(Value.text)


class Id(Kind):
    """A name that other parts can refer to."""

    read = staticmethod(Value.id)


class Version(Kind):
    """The version of a bank."""

    form = r"[0-9]+\.[0-9]+\.[0-9]+"

    def read(self, value: Value) -> str:
        written = value.text()
        if written and not re.fullmatch(self.form, written):
            value.wrong("HB220", f"expected a version like '1.2.3', found {quote(written)}")
        return written


class Day(Kind):
    """A day of the calendar."""

    form = r"[0-9]{4}-[0-9]{2}-[0-9]{2}"

    def read(self, value: Value) -> str:
        from datetime import date

        written = value.text()
        try:
            sound = date.fromisoformat(written).isoformat() == written
        except ValueError:
            sound = False
        if written and not sound:
            value.wrong("HB221", f"expected a day like '2026-11-22', found {quote(written)}")
        return written


class Number(Kind):
    """A whole number in a range."""

    def __init__(self, least: int, most: int) -> None:
        self.least, self.most = least, most

    def read(self, value: Value) -> int:
        return value.number(self.least, self.most)


class Choice(Kind):
    """One of a few words, which are the same for every bank."""

    def __init__(self, what: str, *words: str) -> None:
        self.what, self.words = what, words

    def read(self, value: Value) -> str:
        return value.choice(self.words, self.what)


class Format(Choice):
    """Which kind of file it is, and for which version of hipback."""

    def __init__(self, name: str) -> None:
        super().__init__("format", name)
        self.kind = name.partition("/")[0]

    def read(self, value: Value) -> str:
        written = value.text()
        if written in self.words or not re.fullmatch(rf"{self.kind}/[0-9]+", written):
            return super().read(value)
        value.wrong(
            "HB206", f"another hipback reads the format {quote(written)}, this one reads {quote(self.words[0])}"
        )
        return written


class YesOrNo(Kind):
    """A choice to be made only where the answer is yes."""

    absent = False
    read = staticmethod(Value.yes_or_no)


class Name(Kind):
    """The id of something that stands elsewhere in the bank."""

    def __init__(self, what: str) -> None:
        self.what = what

    def read(self, value: Value, known: Collection[str]) -> str:
        return value.choice(known, self.what)


class Names(Kind):
    """A list of such ids."""

    absent = ()

    def __init__(self, what: str, empty: Empty | None = None) -> None:
        self.what, self.empty = what, empty

    def read(self, value: Value, known: Collection[str]) -> tuple[str, ...]:
        return tuple(item.choice(known, self.what) for item in unique(_items(value, self.empty)))


class Texts(Kind):
    """A list of words."""

    absent = ()

    def __init__(self, empty: Empty | None = None) -> None:
        self.empty = empty

    def read(self, value: Value) -> tuple[str, ...]:
        return tuple(item.text() for item in unique(_items(value, self.empty)))


class Ends(Kind):
    """What the two ends of a scale mean."""

    def read(self, value: Value) -> tuple[str, str]:
        ends = [item.text() for item in value.items()]
        if len(ends) == 2:
            return ends[0], ends[1]
        if value.is_list():
            value.wrong("HB218", "give two labels: what 0 means, and what 10 means")
        return "", ""


class Options(Kind):
    """Option id → label, in the order of asking."""

    absent: Mapping[str, str] = {}
    taken = (*sorted(WAYS_OUT), NONE, "if")

    def read(self, value: Value) -> dict[str, str]:
        options = {}
        for key, label in value.pairs():
            name = key.id()
            if name in self.taken:
                key.wrong("HB216", f"{quote(name)} is a word of hipback itself: leave it out, or choose another id")
            options[name] = label.text()
        if not options and value.is_mapping():
            value.wrong("HB217", "a question has at least one option")
        return options


class Sketch(Kind):
    """A drawing."""

    columns = 38

    def read(self, value: Value) -> str:
        value.text()  # notes what is wrong with it; but a drawing keeps its first blanks
        drawing = value.content.rstrip() if isinstance(value.content, str) else ""
        widest = max(map(len, drawing.splitlines()), default=0)
        if widest > self.columns:
            value.wrong("HB219", f"a sketch is at most {self.columns} characters wide, this one has {widest}")
        if other := re.search(r"[^\x00-\x7f]", drawing):
            value.wrong("HB219", f"a sketch has only characters of an English keyboard, '{other[0]}' is none")
        return drawing


class When(Kind):
    """A condition, which may use these words beside those of every condition. What reads it knows the questions."""

    absent = None

    def __init__(self, *words: str) -> None:
        self.words = words

    def read(self, value: Value, conditions: Any) -> Any:
        return conditions.read(value)


class OneOrMore(Kind):
    """One word or a list of them, in a condition; what reads conditions knows them."""

    def __init__(self, kind: "Name | Choice") -> None:
        self.kind = kind


class Whens(Kind):
    """A list of conditions."""

    def __init__(self, empty: Empty) -> None:
        self.empty = empty

    def read(self, value: Value, conditions: Any) -> Any:
        return tuple(map(conditions.read, _items(value, self.empty)))


class Worth(Kind):
    """What answers are worth: indicator and domain, and in each the points of options, or of ranges of a number."""

    absent = ()
    range = r"([0-9]{1,3})?\.\.([0-9]{1,3})?"
    points = Number(0, 100)

    def __init__(self, by: str) -> None:
        self.by = by

    def read(self, value: Value) -> Pairs:
        return value.pairs()


class Hurts(Kind):
    """Places of the body, and under each the options that tell of pain there."""

    absent = ()

    def __init__(self, *places: str) -> None:
        self.places = places

    def read(self, value: Value) -> Pairs:
        return value.pairs()


class Key:
    """What stands under a key, a sentence on it that an author understands, and perhaps an example."""

    def __init__(self, kind: Kind, about: str, example: Any = None) -> None:
        self.kind, self.about, self.example = kind, about, example


class Part(Kind):
    """A mapping whose keys are known. Messages call it `what`. Exactly one of the keys in `either` must be there.

    `elsewhere` tells of keys that others like it have where they belong.
    """

    def __init__(
        self,
        what: str,
        about: str,
        required: Mapping[str, Key],
        optional: Mapping[str, Key] | None = None,
        either: Collection[str] = (),
        elsewhere: Mapping[str, str] | None = None,
    ) -> None:
        self.what, self.about, self.either, self.elsewhere = what, about, either, elsewhere or {}
        self.required, self.optional = required, optional or {}
        self.keys = {**self.required, **self.optional}
        self.kinds = {name: key.kind for name, key in self.keys.items()}

    def read(self, value: Value) -> "Fields":
        fields = Fields(value.fields(self.required, self.optional, self.what, self.elsewhere))
        fields.part = self
        return fields


class Each(Kind):
    """Things of one kind by their ids, in the order of the file. Words that are `taken` are no ids here."""

    absent = ()

    def __init__(self, kind: Kind, empty: Empty | None = None, taken: Collection[str] = ()) -> None:
        self.kind, self.empty, self.taken = kind, empty, taken

    def read(self, value: Value) -> Pairs:
        pairs = value.pairs()
        if self.empty and not pairs and value.is_mapping():
            value.wrong(*self.empty)
        for key, _ in pairs if self.taken else ():
            if key.text() in self.taken:
                key.wrong("HB213", f"{quote(key.text())} is a word of the conditions: choose another id")
        return pairs


class Fields(dict[str, Value]):
    """What stands under the keys of a part."""

    __slots__ = ("part",)
    part: Part

    def read(self, name: str, *known: Any) -> Any:
        """What stands under the key, read as its kind is; some kinds need to know what can be named there."""
        kind = self.part.kinds[name]
        return kind.read(self[name], *known) if name in self else kind.absent

    def has_either(self) -> bool:
        """Whether exactly one is there of the keys of which one must be."""
        return len(self.keys() & self.part.either) == 1


def _items(value: Value, empty: Empty | None) -> list[Value]:
    items = value.items()
    if len(items) > ITEMS_AT_MOST:
        value.wrong("HB110", f"a list has at most {ITEMS_AT_MOST:,} values, this one has {len(items):,}")
        return []
    if empty and not items and value.is_list():
        value.wrong(*empty)
    return items

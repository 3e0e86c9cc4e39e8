"""One question of a bank as an author writes it."""

from collections.abc import Mapping
from typing import Any

from hipback.conditions import NUMBERS_AT_MOST, Conditions, refuse_reserved
from hipback.errors import quote
from hipback.marked import Value, unique
from hipback.model import NONE, WAYS_OUT, Question

_REQUIRED = ("label", "text", "help", "why", "references")
_OPTIONAL = ("kind", "section", "may_not_apply", "ask_if", "sketch", "points", "covers")
_REQUIRED_BY_KIND = {"one": (), "many": (), "number": ("from", "to", "unit"), "scale": ("ends",)}
_OPTIONAL_BY_KIND = {
    "one": ("options", "answers"),
    "many": ("options", "answers", "none"),
    "number": (),
    "scale": (),
}


class Questions:
    """Reads questions one by one; each may name those that stand above it."""

    def __init__(
        self,
        references: Mapping[str, Any],
        answers: Mapping[str, dict[str, str]],
        sketches: Mapping[str, str],
    ) -> None:
        self._references = references
        self._answers = answers
        self._sketches = sketches
        self._section = ""
        self.read: dict[str, Question] = {}
        self.places: dict[str, Value] = {}
        self.points: list[tuple[Question, Value]] = []

    def add(self, key: Value, value: Value) -> None:
        """Read one more question; its points are kept for later, since they may name questions below."""
        name = key.id()
        refuse_reserved(key)
        written = value.peek("kind")
        kind = written.content if written and isinstance(written.content, str) else "one"
        what = f"a question of the kind {quote(kind)}" if kind in _REQUIRED_BY_KIND else "a question"
        fields = value.fields(
            (*_REQUIRED, *_REQUIRED_BY_KIND.get(kind, ())),
            (*_OPTIONAL, *_OPTIONAL_BY_KIND.get(kind, ())),
            what,
        )
        if "kind" in fields:
            fields["kind"].choice(_REQUIRED_BY_KIND, "kind")
        question = Question(id=name, **self._common(fields), **self._of_kind(kind, value, fields))
        self.read[name], self.places[name] = question, key
        if "points" in fields:
            self.points.append((question, fields["points"]))

    def _common(self, fields: Mapping[str, Value]) -> dict[str, Any]:
        found: dict[str, Any] = {name: fields[name].text() for name in ("label", "text", "help", "why")}
        found["references"] = read_sources(fields["references"], self._references)
        if "section" in fields:
            self._section = fields["section"].text()
        found["section"] = self._section
        if "may_not_apply" in fields:
            found["may_not_apply"] = fields["may_not_apply"].yes_or_no()
        if "ask_if" in fields:
            found["ask_if"] = Conditions(self.read, what="earlier question").read(fields["ask_if"])
        if "sketch" in fields:
            found["sketch"] = fields["sketch"].choice(self._sketches, "sketch")
        if "covers" in fields:
            found["covers"] = tuple(item.text() for item in unique(fields["covers"].items()))
        return found

    def _of_kind(self, kind: str, value: Value, fields: Mapping[str, Value]) -> dict[str, Any]:
        match kind:
            case "one":
                return {"kind": kind, "options": self._options(value, fields)}
            case "many":
                none = fields["none"].text() if "none" in fields else "None of these"
                return {"kind": kind, "options": self._options(value, fields) | {NONE: none}}
            case "number":
                before = value.marks.count()
                low, high = (fields[name].number(0, NUMBERS_AT_MOST) for name in ("from", "to"))
                if low >= high and value.marks.count() == before:
                    fields["to"].wrong("HB205", f"'to' must be more than 'from', which is {low}")
                return {"kind": kind, "options": {}, "low": low, "high": high, "unit": fields["unit"].text()}
            case "scale":
                return {"kind": kind, "options": {}, "ends": _ends(fields["ends"])}
            case _:
                return {"kind": "one", "options": {}}

    def _options(self, value: Value, fields: Mapping[str, Value]) -> dict[str, str]:
        if ("options" in fields) == ("answers" in fields):
            value.wrong("HB215", "give either 'options', or the name of a set of 'answers'")
            return {}
        if "options" in fields:
            return read_options(fields["options"])
        return self._answers.get(fields["answers"].choice(self._answers, "set of answers"), {})


def read_options(value: Value) -> dict[str, str]:
    """Option id → label, in the order of asking."""
    options = {}
    for key, label in value.pairs():
        name = key.id()
        if name in WAYS_OUT or name in (NONE, "if"):
            key.wrong(
                "HB216",
                f"{quote(name)} stands by itself and is no option to write: leave it out or choose another id",
            )
        options[name] = label.text()
    if len(options) < 1 and value.is_mapping():
        value.wrong("HB217", "a question has at least one option")
    return options


def read_sources(value: Value, references: Mapping[str, Any]) -> tuple[str, ...]:
    """References by their ids."""
    if value.is_list() and not value.items():
        value.wrong("HB212", "name at least one reference")
    return tuple(item.choice(references, "reference") for item in unique(value.items()))


def _ends(value: Value) -> tuple[str, str]:
    ends = [item.text() for item in value.items()]
    if len(ends) == 2:
        return ends[0], ends[1]
    if value.is_list():
        value.wrong("HB218", "give two labels: what 0 means, and what 10 means")
    return "", ""

"""One question of a bank as an author writes it."""

from collections.abc import Mapping
from typing import Any

from hipback.conditions import Conditions, read_names
from hipback.keys import QUESTION, QUESTIONS
from hipback.kinds import Fields, Pairs
from hipback.marked import Value
from hipback.model import NONE, PLACES, OneOf, Question


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
        self._conditions = Conditions(self.read, what="earlier question")
        self.places: dict[str, Value] = {}
        self.points: list[tuple[Question, Pairs]] = []

    def add(self, key: Value, value: Value) -> None:
        """Read one more question; its points are kept for later, since they may name questions below."""
        name = key.id()
        written = value.peek("kind")
        kind = written.content if written and isinstance(written.content, str) else "one"
        fields = QUESTIONS.get(kind, QUESTION).read(value)
        fields.read("kind")
        question = Question(id=name, **self._common(fields), **self._of_kind(kind, value, fields))
        question = question._replace(hurts=_hurts(question, fields))
        self.read[name], self.places[name] = question, key
        self.points.append((question, fields.read("points")))

    def _common(self, fields: Fields) -> dict[str, Any]:
        found: dict[str, Any] = {name: fields.read(name) for name in ("label", "text", "help", "why")}
        found["references"] = fields.read("references", self._references)
        self._section = fields.read("section") or self._section
        found["section"] = self._section
        found["may_not_apply"] = fields.read("may_not_apply")
        found["ask_if"] = fields.read("ask_if", self._conditions)
        found["sketch"] = fields.read("sketch", self._sketches)
        found["covers"] = fields.read("covers")
        return found

    def _of_kind(self, kind: str, value: Value, fields: Fields) -> dict[str, Any]:
        match kind:
            case "one":
                return {"kind": kind, "options": self._options(value, fields)}
            case "many":
                none = fields.read("none") if "none" in fields else "None of these"
                return {"kind": kind, "options": self._options(value, fields) | {NONE: none}}
            case "number":
                before = value.marks.count()
                low, high = fields.read("from"), fields.read("to")
                if low >= high and value.marks.count() == before:
                    fields["to"].wrong("HB205", f"'to' must be more than 'from', which is {low}")
                return {"kind": kind, "options": {}, "low": low, "high": high, "unit": fields.read("unit")}
            case "scale":
                return {"kind": kind, "options": {}, "ends": fields.read("ends")}
            case _:
                return {"kind": "one", "options": {}}

    def _options(self, value: Value, fields: Fields) -> dict[str, str]:
        if not fields.has_either():
            value.wrong("HB215", "give either 'options', or the name of a set of 'answers', and not both")
            return {}
        own: dict[str, str] = fields.read("options")
        return own or self._answers.get(fields.read("answers", self._answers), {})


def _hurts(question: Question, fields: Fields) -> dict[str, OneOf]:
    """By place the options that tell of pain there."""
    pairs = fields.read("hurts") if question.options else ()  # other kinds of question have no such key
    return {
        place.choice(PLACES, "place"): OneOf(
            question.id, frozenset(read_names(options, question.options, "option", question.id))
        )
        for place, options in pairs
    }

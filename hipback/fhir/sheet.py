"""A FHIR QuestionnaireResponse beside its form: which item answers which, and which items are enabled."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from hipback.fhir.enable import enabled
from hipback.fhir.systems import Json

KINDS = {"integer": ("valueInteger", int), "choice": ("valueCoding", dict), "coding": ("valueCoding", dict)}
"""For each type of item of our forms the kind of its answers."""

FINISHED = ("completed", "amended")
"""The status of a response that lacks nothing."""


class Asked(NamedTuple):
    """An item of the form, and the link ids of the items around it, from the outside in."""

    item: Json
    around: tuple[str, ...]


NOT_ASKED = Asked({}, ())


class Place(NamedTuple):
    """An item of the response, the link ids of the items around it, and what the form asks there, if it does."""

    item: Json
    around: tuple[str, ...]
    asked: Asked

    @property
    def link(self) -> str:
        """Its link id; empty where it has none."""
        return str(self.item.get("linkId", ""))

    @property
    def known(self) -> bool:
        """Whether the form has this item."""
        return self.asked is not NOT_ASKED

    @property
    def answers(self) -> list[Json]:
        """Its answers."""
        return listed(self.item, "answer")

    @property
    def type(self) -> str:
        """What kind of item it is in the form."""
        return str(self.asked.item.get("type", ""))

    def fits(self, answer: Json) -> bool:
        """Whether this is the kind of answer that the item takes; of an item that takes none anything fits."""
        name, kind = KINDS.get(self.type, ("", type(None)))
        return type(answer.get(name)) is kind

    @property
    def options(self) -> list[Json]:
        """What can be chosen here; nothing where it is not a matter of choice."""
        return listed(self.asked.item, "answerOption")


class Sheet:
    """A response beside its form. What in either is of a wrong shape is passed over."""

    def __init__(self, response: Json, form: Json) -> None:
        self.response = response
        self.form = form
        self.asked = {str(item.get("linkId")): Asked(item, around) for item, around in _items(form, ())}
        self.places = [
            Place(item, around, self.asked.get(str(item.get("linkId")), NOT_ASKED))
            for item, around in _items(response, ())
        ]
        self.answers: dict[str, list[Json]] = {}
        for place in self.places:
            self.answers.setdefault(place.link, []).extend(filter(place.fits, place.answers))
        self.enabled = enabled(listed(form, "item"), self.answers)

    @property
    def finished(self) -> bool:
        """Whether it is said to lack nothing."""
        return self.response.get("status") in FINISHED

    @property
    def narrative(self) -> str:
        """The XHTML to read; empty where there is none."""
        text = self.response.get("text")
        return str(text.get("div", "")) if isinstance(text, dict) else ""


def _items(holder: Json, around: tuple[str, ...]) -> Iterator[tuple[Json, tuple[str, ...]]]:
    """Every item with the link ids around it, those inside of answers included."""
    for item in listed(holder, "item"):
        yield item, around
        inside = (*around, str(item.get("linkId", "")))
        for part in (item, *listed(item, "answer")):
            yield from _items(part, inside)


def listed(holder: Mapping[str, Any], key: str) -> list[Json]:
    """The elements of a list; none where there is no list."""
    found = holder.get(key)
    return [part for part in found if isinstance(part, dict)] if isinstance(found, list) else []


def values_of(element: Json) -> dict[str, Any]:
    """What an answer, an option or an extension says, by the name of the kind of value: one, unless it is wrong."""
    return {key: value for key, value in element.items() if key.startswith("value")}


def value_of(element: Json) -> Any:
    """The value itself, or None."""
    return next(iter(values_of(element).values()), None)

"""What must be so of a QuestionnaireResponse, by itself and against its form, as one table of rules.

No validator at hand compares a response with its form; so these rules do. Where an id is FHIR's own (`qrs-1`, `ele-1`),
the rule is as well. What may be open until a response is completed is asked of completed ones alone.
"""

import re
from collections.abc import Callable, Iterator
from html import escape
from typing import Any, NamedTuple
from xml.etree import ElementTree

from hipback.fhir.conformance import empties
from hipback.fhir.sheet import NOT_ASKED, Place, Sheet, listed, value_of, values_of
from hipback.fhir.systems import CORE, NOTICE, Json

STATUSES = ("in-progress", "completed", "amended", "entered-in-error", "stopped")
KEYS = frozenset(
    {
        *("resourceType", "id", "meta", "implicitRules", "language", "text", "contained", "extension"),
        *("modifierExtension", "identifier", "basedOn", "partOf", "questionnaire", "status", "subject", "encounter"),
        *("authored", "author", "source", "item"),
    }
)
ITEM_KEYS = frozenset({"id", "extension", "modifierExtension", "linkId", "definition", "text", "answer", "item"})
ANSWER_KEYS = frozenset({"id", "extension", "modifierExtension", "item"})
"""Besides the value."""

XHTML = "{http://www.w3.org/1999/xhtml}"
TAGS = frozenset({f"{XHTML}{name}" for name in ("div", "h2", "p", "b", "ul", "li", "dl", "dt", "dd", "br")})
"""The tags that our narratives need, of the few that a narrative may have."""

_MOMENT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]+)?(Z|[+-][0-9]{2}:[0-9]{2})")


class Rule(NamedTuple):
    """A rule, and the places where a sheet breaks it: link ids, or paths in the resource."""

    id: str
    words: str
    breaks: Callable[[Sheet], Iterator[str]]


# The resource


def _type(sheet: Sheet) -> Iterator[str]:
    if sheet.response.get("resourceType") != "QuestionnaireResponse":
        yield "resourceType"


def _shape(sheet: Sheet) -> Iterator[str]:
    holders = [("", sheet.response), *((place.link, place.item) for place in sheet.places)]
    for link, holder in holders:
        for key in ("item", "answer"):
            if key in holder and listed(holder, key) != holder[key]:
                yield f"{link}.{key}".removeprefix(".")


def _keys(sheet: Sheet) -> Iterator[str]:
    yield from sorted(sheet.response.keys() - KEYS)
    for place in sheet.places:
        yield from (f"{place.link}.{key}" for key in sorted(place.item.keys() - ITEM_KEYS))
        for answer in place.answers:
            unknown = answer.keys() - ANSWER_KEYS - values_of(answer).keys()
            yield from (f"{place.link}.answer.{key}" for key in sorted(unknown))


def _status(sheet: Sheet) -> Iterator[str]:
    if sheet.response.get("status") not in STATUSES:
        yield "status"


def _form(sheet: Sheet) -> Iterator[str]:
    if sheet.response.get("questionnaire") != f"{sheet.form.get('url')}|{sheet.form.get('version')}":
        yield "questionnaire"


def _authored(sheet: Sheet) -> Iterator[str]:
    if not _MOMENT.fullmatch(str(sheet.response.get("authored", "2000-01-01T00:00:00Z"))):
        yield "authored"


def _identifier(sheet: Sheet) -> Iterator[str]:
    """One in R4, a list of them in R5."""
    found = sheet.response.get("identifier")
    names = found if isinstance(found, list) else [found]
    if not all(isinstance(name, dict) and name.get("system") and name.get("value") for name in names):
        yield "identifier"


def _narrative(sheet: Sheet) -> Iterator[str]:
    written = sheet.narrative
    try:
        root = ElementTree.fromstring(written if "<!" not in written else "")  # a definition could grow without end
    except ElementTree.ParseError:
        yield "text"
        return
    if root.tag != f"{XHTML}div" or not TAGS.issuperset(part.tag for part in root.iter()):
        yield "text"


def _notice(sheet: Sheet) -> Iterator[str]:
    notice = str(sheet.asked.get(NOTICE, NOT_ASKED).item.get("text", ""))
    words = re.sub("<[^>]*>", " ", sheet.narrative)
    if not _plain(words).endswith(_plain(escape(notice))):
        yield "text"


def _plain(words: str) -> str:
    return " ".join(words.split())


# Items


def _linked(sheet: Sheet) -> Iterator[str]:
    return (".".join((*place.around, "item")) for place in sheet.places if not place.link)


def _known(sheet: Sheet) -> Iterator[str]:
    return (place.link for place in sheet.places if place.link and not place.known)


def _nested(sheet: Sheet) -> Iterator[str]:
    return (place.link for place in sheet.places if place.known and place.asked.around != place.around)


def _ordered(sheet: Sheet) -> Iterator[str]:
    order = {link: number for number, link in enumerate(sheet.asked)}
    last = -1
    for link in (place.link for place in sheet.places if place.known):
        if order[link] < last:
            yield link
        last = max(last, order[link])


def _once(sheet: Sheet) -> Iterator[str]:
    links = [place.link for place in sheet.places if place.link]
    return (link for link in dict.fromkeys(links) if links.count(link) > 1)


def _worded(sheet: Sheet) -> Iterator[str]:
    known = (place for place in sheet.places if place.known and "text" in place.item)
    return (place.link for place in known if place.item["text"] != place.asked.item.get("text"))


def _either(sheet: Sheet) -> Iterator[str]:
    return (place.link for place in sheet.places if "answer" in place.item and "item" in place.item)


# Answers


def _silent(sheet: Sheet) -> Iterator[str]:
    return (place.link for place in sheet.places if place.answers and place.type in ("group", "display"))


def _inside(sheet: Sheet) -> Iterator[str]:
    return (place.link for place in sheet.places if any("item" in answer for answer in place.answers))


def _valued(sheet: Sheet) -> Iterator[str]:
    return (place.link for place in sheet.places if any(len(values_of(answer)) != 1 for answer in place.answers))


def _of_kind(sheet: Sheet) -> Iterator[str]:
    return (place.link for place in sheet.places if not all(map(place.fits, place.answers)))


def _in_range(sheet: Sheet) -> Iterator[str]:
    for place in sheet.places:
        given = [answer["valueInteger"] for answer in place.answers if type(answer.get("valueInteger")) is int]
        ends = {str(one.get("url")): value_of(one) for one in listed(place.asked.item, "extension")}
        low, high = (ends.get(f"{CORE}/{end}") for end in ("minValue", "maxValue"))
        if any((low is not None and number < low) or (high is not None and number > high) for number in given):
            yield place.link


def _offered(sheet: Sheet) -> Iterator[str]:
    for place in sheet.places:
        offered = [value_of(option) for option in place.options]
        if offered and any(value_of(answer) not in offered for answer in place.answers):
            yield place.link


def _single(sheet: Sheet) -> Iterator[str]:
    several = (place for place in sheet.places if place.known and len(place.answers) > 1)
    return (place.link for place in several if not place.asked.item.get("repeats"))


def _distinct(sheet: Sheet) -> Iterator[str]:
    return (place.link for place in sheet.places if _has_twins(list(map(value_of, place.answers))))


def _has_twins(values: list[Any]) -> bool:
    return any(value in values[:number] for number, value in enumerate(values))


def _alone(sheet: Sheet) -> Iterator[str]:
    for place in sheet.places:
        alone = [value_of(option) for option in place.options if _is_exclusive(option)]
        if len(place.answers) > 1 and any(value_of(answer) in alone for answer in place.answers):
            yield place.link


def _is_exclusive(option: Json) -> bool:
    marks = (one for one in listed(option, "extension") if one.get("url") == f"{CORE}/questionnaire-optionExclusive")
    return any(map(value_of, marks))


# A completed response


def _put(sheet: Sheet) -> Iterator[str]:
    answered: list[Place] = [place for place in sheet.places if place.known and place.answers] if sheet.finished else []
    return (place.link for place in answered if place.link not in sheet.enabled)


def _required(sheet: Sheet) -> Iterator[str]:
    enabled = sheet.enabled if sheet.finished else frozenset()
    wanted = (link for link, asked in sheet.asked.items() if link in enabled and asked.item.get("required"))
    return (link for link in wanted if not sheet.answers.get(link))


RULES = (
    Rule("type", "the resource is a QuestionnaireResponse", _type),
    Rule("shape", "items and answers are lists of elements", _shape),
    Rule("keys", "every key is one that FHIR knows there", _keys),
    Rule("ele-1", "nothing is empty: no text, no list, no element", lambda sheet: empties(sheet.response, "")),
    Rule("status", f"the status is one of {', '.join(STATUSES)}", _status),
    Rule("form", "'questionnaire' is the address of the form, with its version", _form),
    Rule("authored", "'authored' tells day, time to the second, and zone", _authored),
    Rule("identifier", "there is an identifier, with its system", _identifier),
    Rule("narrative", "there is a text in XHTML, of few tags", _narrative),
    Rule("notice", "the text ends with the notice of the form", _notice),
    Rule("link", "every item has a link id", _linked),
    Rule("known", "every item is one of the form", _known),
    Rule("nesting", "an item stands inside the items that it stands inside in the form", _nested),
    Rule("order", "items stand in the order of the form", _ordered),
    Rule("qrs-2", "an item stands there once, with all of its answers", _once),
    Rule("text", "the text of an item is that of the form", _worded),
    Rule("qrs-1", "an item has answers or items, and not both", _either),
    Rule("silent", "no group or display has an answer", _silent),
    Rule("inside", "no answer has items inside, as none has in the form", _inside),
    Rule("value", "every answer has one value", _valued),
    Rule("kind", "a value is of the kind of its item", _of_kind),
    Rule("range", "a number is one that the form allows", _in_range),
    Rule("options", "an answer is one of the options, with its system, code and display", _offered),
    Rule("repeats", "there is one answer, unless the item repeats", _single),
    Rule("distinct", "no answer stands there twice", _distinct),
    Rule("exclusive", "an option that excludes the others stands alone", _alone),
    Rule("enabled", "once completed, only items that are enabled have answers", _put),
    Rule("required", "once completed, every required answer is there", _required),
)


def findings(response: Json, form: Json) -> Iterator[str]:
    """Every rule that a response to this form breaks, at each place: `groin: options: ...`."""
    sheet = Sheet(response, form)
    for rule in RULES:
        yield from (f"{place}: {rule.id}: {rule.words}" for place in rule.breaks(sheet))

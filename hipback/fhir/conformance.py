"""What must be so of a Questionnaire that hipback writes, as one table of rules.

No validator at hand knows them all, and one rule of R4 itself is wrong (`que-12` lets two conditions pass without
`enableBehavior`). Where an id is FHIR's own (`que-2`, `sdc-2`) the rule is at least as strict; those that begin with
`form` are ours, and hold for what hipback writes, not for every form.
"""

import re
from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from hipback.fhir.systems import CORE, NOTICE, SDC, Json

QUESTIONS = ("integer", "decimal", "string", "text")
TYPES = {"R4": ("group", "display", "choice", *QUESTIONS), "R5": ("group", "display", "coding", *QUESTIONS)}
"""The types of items that hipback may write; FHIR knows more."""

OPERATORS = ("exists", "=", "!=", ">", "<", ">=", "<=")
KEYS = frozenset(
    {
        *("resourceType", "meta", "language", "extension", "url", "version", "name", "title", "status", "experimental"),
        *("subjectType", "date", "description", "purpose", "lastReviewDate", "item"),
    }
)
ITEM_KEYS = frozenset(
    {
        *("linkId", "extension", "text", "type", "enableWhen", "enableBehavior", "required", "repeats", "readOnly"),
        *("answerOption", "item"),
    }
)
OWN_KEYS = {"R4": frozenset[str](), "R5": frozenset({"versionAlgorithmCoding", "answerConstraint"})}
"""What only one version of FHIR knows."""

BOOLEANS = ("experimental", "required", "repeats", "readOnly", "valueBoolean", "answerBoolean")


class Form(NamedTuple):
    """A Questionnaire of a version of FHIR, and its items in the order in which they stand."""

    resource: Json
    version: str
    items: list[Json]

    @property
    def places(self) -> dict[Any, int]:
        """By link id where an item first stands among all."""
        return {item.get("linkId"): place for place, item in reversed(list(enumerate(self.items)))}


class Rule(NamedTuple):
    """A rule, and the places where a form breaks it: link ids, or names of elements."""

    id: str
    words: str
    breaks: Callable[[Form], Iterator[str]]


def _items(holder: Json) -> Iterator[Json]:
    for item in holder.get("item", ()):
        yield item
        yield from _items(item)


# The form


def _unknown_keys(form: Form) -> Iterator[str]:
    yield from sorted(form.resource.keys() - KEYS - OWN_KEYS[form.version])
    for item in form.items:
        yield from (f"{item.get('linkId')}.{key}" for key in sorted(item.keys() - ITEM_KEYS - OWN_KEYS[form.version]))


def empties(value: Any, path: str) -> Iterator[str]:
    """Where nothing stands, or only blanks."""
    if value is None or value in ([], {}) or (isinstance(value, str) and not value.strip()):
        yield path
    elif isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            yield from empties(part, f"{path}.{key}".removeprefix("."))


def _not_booleans(value: Any, path: str) -> Iterator[str]:
    if isinstance(value, (dict, list)):
        for key, part in value.items() if isinstance(value, dict) else enumerate(value):
            if key in BOOLEANS and not isinstance(part, bool):
                yield f"{path}.{key}".removeprefix(".")
            yield from _not_booleans(part, f"{path}.{key}".removeprefix("."))


def _is_semver(form: Form) -> bool:
    if form.version == "R5":
        algorithms = [form.resource.get("versionAlgorithmCoding", {})]
    else:
        url = f"{CORE}/artifact-versionAlgorithm"
        algorithms = [found.get("valueCoding", {}) for found in _extensions(form.resource, url)]
    wanted = ("http://hl7.org/fhir/version-algorithm", "semver")
    return [(found.get("system"), found.get("code")) for found in algorithms] == [wanted]


def _extensions(element: Json, url: str) -> list[Json]:
    return [found for found in element.get("extension", ()) if found.get("url") == url]


def _notice_is_last(form: Form) -> bool:
    last = form.items[-1] if form.items else {}
    words = " ".join(str(last.get("text", "?")).split())
    return (last.get("linkId"), last.get("type")) == (NOTICE, "display") and words in _unescaped(form.resource)


def _unescaped(resource: Json) -> str:
    """The description as it reads: it is Markdown, in which a sign that is meant stands behind a backslash."""
    return " ".join(re.sub(r"\\(.)", r"\1", str(resource.get("description", "")), flags=re.DOTALL).split())


# Items


def _repeated_links(form: Form) -> Iterator[str]:
    links = [item.get("linkId") for item in form.items]
    return (str(link) for link in dict.fromkeys(links) if links.count(link) > 1)


def _has_bad_link(item: Json) -> bool:
    return not re.fullmatch(r"\S{1,255}", str(item.get("linkId", "")))


def _wrong_types(form: Form) -> Iterator[str]:
    return (str(item.get("linkId")) for item in form.items if item.get("type") not in TYPES[form.version])


def _is_choice(item: Json) -> bool:
    return item.get("type") in ("choice", "coding")


def _is_badly_nested(item: Json) -> bool:
    return bool(item.get("item")) != (item["type"] == "group") if item.get("type") in ("group", "display") else False


def _is_display_with(*keys: str) -> Callable[[Json], bool]:
    return lambda item: item.get("type") == "display" and not item.keys().isdisjoint(keys)


def _may_be_typed(item: Json) -> bool:
    return item.get("type") == "coding" and item.get("answerConstraint") != "optionsOnly"


def _leaves_behavior_open(item: Json) -> bool:
    return ("enableWhen" in item) != (item.get("enableBehavior") in ("all", "any"))


def _has_with(key: str, expression: str) -> Callable[[Json], bool]:
    return lambda item: key in item and bool(_extensions(item, f"{SDC}/sdc-questionnaire-{expression}"))


def _is_worked_out_and_open(item: Json) -> bool:
    return bool(_extensions(item, f"{SDC}/sdc-questionnaire-calculatedExpression")) and not item.get("readOnly")


def _bad_codings(form: Form) -> Iterator[str]:
    """Codings that lack a part, or that two options share."""
    for item in form.items:
        codings = [option.get("valueCoding", {}) for option in item.get("answerOption", ())]
        names = [(coding.get("system"), coding.get("code")) for coding in codings]
        whole = all(coding.keys() >= {"system", "code", "display"} for coding in codings)
        if not whole or len(set(names)) < len(names):
            yield str(item.get("linkId"))


# Conditions


def _conditions(form: Form) -> Iterator[tuple[Json, Json, Any]]:
    """Each condition with its item, and the value that it names."""
    for item in form.items:
        for condition in item.get("enableWhen", ()):
            values = [value for key, value in condition.items() if key.startswith("answer")]
            yield item, condition, values[0] if len(values) == 1 else None


def _is_misshapen(form: Form, item: Json, condition: Json, value: Any) -> bool:
    return value is None or condition.get("operator") not in OPERATORS or len(condition) != 3


def _exists_otherwise(form: Form, item: Json, condition: Json, value: Any) -> bool:
    return (condition.get("operator") == "exists") != isinstance(value, bool)


def _looks_ahead(form: Form, item: Json, condition: Json, value: Any) -> bool:
    """Whether it names no item, or none that stands above; or an item that is not answered."""
    place = form.places.get(condition.get("question"), len(form.items))
    return place >= form.places[item.get("linkId")] or form.items[place].get("type") in ("group", "display")


def _names_no_answer(form: Form, item: Json, condition: Json, value: Any) -> bool:
    """Whether the question named has no such answer."""
    if condition.get("operator") == "exists":
        return False
    question = form.items[form.places.get(condition.get("question"), 0)]
    options = [option.get("valueCoding") for option in question.get("answerOption", ())]
    return value not in options if _is_choice(question) else type(value) is not int


# Expressions


def _expressions(holder: Json) -> Iterator[Json]:
    """Every expression of an element and of the extensions in it."""
    for extension in holder.get("extension", ()):
        if "valueExpression" in extension:
            yield extension["valueExpression"]
        yield from _expressions(extension)


def _bad_expressions(form: Form) -> Iterator[str]:
    for item in form.items:
        for expression in _expressions(item):
            named = re.fullmatch(r"[A-Za-z0-9\-.]{1,64}", expression.get("name", "none"))
            if not named or expression.get("language") != "text/fhirpath" or not expression.get("expression"):
                yield str(item.get("linkId"))


# The table


def _form(id: str, words: str, name: str, test: Callable[[Form], Any]) -> Rule:
    """A rule on one element of the form."""
    return Rule(id, words, lambda form: iter(() if test(form) else (name,)))


def _element(id: str, words: str, name: str, pattern: str) -> Rule:
    """A rule on what one element of the form says."""
    return _form(id, words, name, lambda form: re.fullmatch(pattern, str(form.resource.get(name, ""))))


def _items_break(id: str, words: str, test: Callable[[Json], Any]) -> Rule:
    """A rule that an item breaks where this is so."""
    return Rule(id, words, lambda form: (str(item.get("linkId")) for item in form.items if test(item)))


def _conditions_break(id: str, words: str, test: Callable[[Form, Json, Json, Any], Any]) -> Rule:
    """A rule that a condition breaks where this is so of the form, the item, the condition, and the value it names."""
    return Rule(
        id,
        words,
        lambda form: (str(item.get("linkId")) for item, *rest in _conditions(form) if test(form, item, *rest)),
    )


RULES = (
    _element("form-type", "it is a Questionnaire", "resourceType", "Questionnaire"),
    Rule("form-keys", "it has no element that this version of FHIR does not know", _unknown_keys),
    Rule("ele-1", "nothing is empty", lambda form: empties(form.resource, "")),
    Rule("form-boolean", "what is true or false is not written as text", lambda form: _not_booleans(form.resource, "")),
    _element("form-status", "the status is a word that FHIR knows", "status", "draft|active|retired|unknown"),
    _element("cnl-0", "the name is a capital letter, then letters, digits and _", "name", "[A-Z][A-Za-z0-9_]{1,254}"),
    _element("cnl-1", "the address is absolute, without |, # and blanks", "url", r"\w+:[^|# ]+"),
    _element("form-version", "the version has three numbers", "version", r"\d+\.\d+\.\d+"),
    _form("sdc-2", "it says that its version has three numbers", "version", _is_semver),
    _element("form-date", "the date of the review is a day", "lastReviewDate", r"\d{4}-\d\d-\d\d"),
    _form("form-notice", "the notice is in the description, and the last item", "description", _notice_is_last),
    Rule("que-2", "every link id is there once", _repeated_links),
    _items_break("que-15", "a link id has 1 to 255 letters and no blanks", _has_bad_link),
    Rule("form-item-type", "an item has a type that this version of FHIR knows", _wrong_types),
    _items_break("form-text", "every item has a text", lambda item: not item.get("text")),
    _items_break("que-1", "a group holds items, and a display holds none", _is_badly_nested),
    _items_break("que-6", "a display is neither required nor repeated", _is_display_with("required", "repeats")),
    _items_break("que-9", "a display is not read only", _is_display_with("readOnly")),
    _items_break("que-5", "only a choice has options", lambda item: "answerOption" in item and not _is_choice(item)),
    _items_break(
        "form-options", "a choice has options", lambda item: _is_choice(item) and not item.get("answerOption")
    ),
    _items_break("que-14", "in R5 a choice says that only its options can be chosen", _may_be_typed),
    _items_break("que-11", "no item has a default answer", lambda item: "initial" in item),
    Rule("sdc-base-2", "a coding has a system, a code and a display, and no two options have the same", _bad_codings),
    _conditions_break("form-condition", "a condition has a question, an operator and one answer", _is_misshapen),
    _conditions_break("que-7", "whether there is an answer is asked with true or false", _exists_otherwise),
    _conditions_break("form-question", "a condition names a question above it", _looks_ahead),
    _conditions_break("form-answer", "a condition names an answer that its question has", _names_no_answer),
    _items_break("que-12", "conditions say whether all or any must hold", _leaves_behavior_open),
    _items_break(
        "sdc-1", "options are written down or worked out, not both", _has_with("answerOption", "answerExpression")
    ),
    _items_break(
        "sdc-behave-2",
        "conditions are written down or worked out, not both",
        _has_with("enableWhen", "enableWhenExpression"),
    ),
    _items_break("form-calculated", "what is worked out is read only", _is_worked_out_and_open),
    Rule("form-expression", "an expression is FHIRPath, and its name is fit for FHIR", _bad_expressions),
)


def findings(questionnaire: Json, version: str = "R4") -> Iterator[str]:
    """Every rule that a form of a version of FHIR breaks, at each place: `groin: que-1: ...`."""
    form = Form(questionnaire, version, list(_items(questionnaire)))
    for rule in RULES:
        yield from (f"{place}: {rule.id}: {rule.words}" for place in rule.breaks(form))

"""What an editor can know of a bank: a JSON Schema, made from the tables that the reader reads with.

It is draft-07, which yaml-language-server (the YAML support of most editors) knows best: to complete keys, to tell of
them, and `if` all work there. `patternErrorMessage` is a word of its own, which others pass over.

An editor reads values by YAML 1.2: `yes` is a word there as it is here, but `18` is a number, `true` is neither, and
`null` and nothing at all are one and the same. hipback reads every value as it is written. So the schema takes numbers
and `true` as texts; a whole number may stand in quotes. Two things it refuses though hipback would read them: the bare
word `null` or `~` as a text, which an editor cannot tell from an empty value, and blanks around a word in quotes.

It never says that a bank is right. Names must exist, bands must rise, a key stands once, the last headline has no
condition, and much more: only `hipback bank check` knows.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from hipback.keys import BANK, CONDITION, FLAG, HEADLINE, LAST_HEADLINE, QUESTION, QUESTIONS, RANGE, RESERVED, WORDS
from hipback.kinds import (
    Choice,
    Day,
    Each,
    Ends,
    Hurts,
    Id,
    Key,
    Kind,
    Name,
    Names,
    Number,
    OneOrMore,
    Options,
    Part,
    Sketch,
    Text,
    Texts,
    Version,
    When,
    Whens,
    Worth,
    YesOrNo,
)
from hipback.marked import ID, NUMBER, TEXT_AT_MOST

Schema = dict[str, Any]

_CHECK = "An editor sees the form of a bank only. Run 'hipback bank check' to see whether all of it fits together."
_AN_ID = "An id has a-z, 0-9 and _, starts with a letter, and has at most 48 characters"


def _said(message: str) -> Schema:
    """What an editor says of a wrong value, in place of its own words."""
    return {"errorMessage": message, "patternErrorMessage": message}


_NAME = {"type": ["string", "boolean"], "pattern": f"^{ID}$", **_said(_AN_ID)}
_TEXT = {
    "type": ["string", "number", "boolean"],
    "pattern": rf"^\s*\S([\s\S]{{0,{TEXT_AT_MOST - 2}}}\S)?\s*$",
    **_said(f"Write a text here, of at most {TEXT_AT_MOST:,} characters"),
}


def schema_text() -> str:
    """The schema as a file, the same bytes each time."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


def schema() -> Schema:
    """What an editor can know of a bank."""
    parts = {_name(part): _part(part) for part in [*_parts_in(BANK), *QUESTIONS.values()]}
    conditions = {_condition_name(words): _condition(words) for words in _words_in([BANK, *_parts_in(BANK)])}
    whole = {**parts, _name(QUESTION): _question(), **conditions}
    return {
        "$schema": "http://json-schema.org/draft-07/schema#",
        "$id": "urn:hipback:bank:1",
        **_part(BANK),
        "description": f"{BANK.about} {_CHECK}",
        "definitions": dict(sorted(whole.items())),
    }


def _parts_in(part: Part) -> Iterable[Part]:
    """The parts that stand under ids somewhere in this one."""
    for key in part.keys.values():
        if isinstance(key.kind, Each) and isinstance(key.kind.kind, Part):
            yield key.kind.kind
            yield from _parts_in(key.kind.kind)


def _words_in(parts: Iterable[Part]) -> list[tuple[str, ...]]:
    """The words that conditions may use, for every sort of condition."""
    kinds = [key.kind for part in parts for key in part.keys.values()]
    return sorted({kind.words for kind in kinds if isinstance(kind, When)})


def _name(part: Part) -> str:
    """`a question of the kind 'one'` → `question_of_the_kind_one`."""
    return "_".join(part.what.replace("'", "").split()[1:])


def _title(name: str) -> str:
    return name.replace("_", " ").capitalize()


def _key(name: str, key: Key, words: tuple[str, ...] = ()) -> Schema:
    """What may stand under a key, said to an author."""
    condition = ": a condition" if isinstance(key.kind, When) else ""  # an editor calls by it what it expects
    said = {"title": _title(name) + condition, "description": key.about}
    example = {} if key.example is None else {"examples": [key.example]}
    return said | _value(key.kind, words) | said | example


def _part(part: Part, words: tuple[str, ...] = ()) -> Schema:
    """A mapping whose keys are known."""
    either = {"oneOf": [{"required": [name]} for name in part.either]} if part.either else {}
    return {
        "title": _title(_name(part)),
        "description": part.about,
        "type": "object",
        "properties": {name: _key(name, key, words) for name, key in part.keys.items()},
        "required": list(part.required),
        "additionalProperties": False,
        **either,
        **_BESIDES.get(part.what, {}),
    }


_BESIDES: Mapping[str, Schema] = {
    FLAG.what: {
        "if": {"properties": {"out_of_scope": {"const": "yes"}}, "required": ["out_of_scope"]},
        "else": {"required": ["not_sure"]},
    },
    HEADLINE.what: {"required": list(LAST_HEADLINE.required)},
}
"""Rules that the reader adds to its tables: HB501; and which headline is the last, an editor cannot tell."""


def _question() -> Schema:
    """The keys of a question hang on its kind; without one it is of the kind one."""
    found: Schema = {"$ref": f"#/definitions/{_name(QUESTIONS['one'])}"}
    for kind in ("scale", "number", "many"):
        found = {
            "if": {"properties": {"kind": {"const": kind}}, "required": ["kind"]},
            "then": {"$ref": f"#/definitions/{_name(QUESTIONS[kind])}"},
            "else": found,
        }
    return {"title": "Question", "description": QUESTIONS["one"].about, **found}


def _value(kind: Kind, words: tuple[str, ...] = ()) -> Schema:
    """What may stand for a value of this kind; in a condition, with these words."""
    match kind:
        case Text():
            return _TEXT
        case Id():
            return _NAME
        case Version():
            return _formed(kind.form, "Write the version like 1.2.3")
        case Day():
            return _formed(kind.form, "Write the day like 2026-11-22")
        case Number():
            bounds = {"minimum": kind.least, "maximum": kind.most}
            message = f"Write a whole number from {kind.least} to {kind.most}"
            return {"type": ["integer", "string"], **bounds, "pattern": f"^{NUMBER}$", **_said(message)}
        case Choice():
            return {"type": "string", "enum": list(kind.words)}
        case YesOrNo():
            return {"type": "string", "enum": ["yes", "no"], "errorMessage": "Write yes or no"}
        case Name():
            return _NAME
        case Names():
            return _list(_named(kind.what), bool(kind.empty)) | {"uniqueItems": True}
        case Texts():
            return _list(_of("Text", "Words for a person to read.") | _TEXT, bool(kind.empty))
        case Ends():
            return _list(_of("End", "What this end of the scale means.") | _TEXT) | {"minItems": 2, "maxItems": 2}
        case Options():
            label = _of("Option", "The words of this option, as a person reads them.") | _TEXT
            names = _without(kind.taken)
            return {"type": "object", "propertyNames": names, "additionalProperties": label, "minProperties": 1}
        case Sketch():
            line = rf"[\t -~]{{0,{kind.columns}}}"
            message = f"Draw with plain ASCII, at most {kind.columns} columns wide"
            return _TEXT | {"pattern": rf"^(?=[\s\S]*\S)({line}\n)*{line}\s*$", **_said(message)}
        case When():
            return {"$ref": f"#/definitions/{_condition_name(words or kind.words)}"}
        case Whens():
            return _list({"$ref": f"#/definitions/{_condition_name(words)}"}, bool(kind.empty))
        case OneOrMore():
            return _one_or_more(kind.kind)
        case Worth():
            return _worth(kind)
        case Hurts():
            return {
                "type": "object",
                "propertyNames": {"type": "string", "enum": list(kind.places)},
                "additionalProperties": _of("Options", "The options that tell of pain there.")
                | _one_or_more(Name("option")),
            }
        case Each():
            return _each(kind)
    assert isinstance(kind, Part), kind
    return _part(kind, words)


def _of(title: str, description: str) -> Schema:
    return {"title": title, "description": description}


def _named(what: str) -> Schema:
    return _of(what.capitalize(), f"The id of a {what}." if what[0] not in "aeiou" else f"The id of an {what}.") | _NAME


def _formed(form: str, message: str) -> Schema:
    return {"type": "string", "pattern": f"^{form}$", **_said(message)}


def _list(item: Schema, one_at_least: bool = False) -> Schema:
    least = {"minItems": 1} if one_at_least else {}
    return {"type": "array", "items": item, **least, "errorMessage": "Write a list here, such as [one, two]"}


def _each(kind: Each) -> Schema:
    """A mapping whose keys are ids."""
    part = {"$ref": f"#/definitions/{_name(kind.kind)}"} if isinstance(kind.kind, Part) else _value(kind.kind)
    return {
        "type": "object",
        "propertyNames": _without(kind.taken),
        "additionalProperties": _of(*_NAMED[type(kind.kind)]) | part if type(kind.kind) in _NAMED else part,
        **({"minProperties": 1} if kind.empty else {}),
    }


_NAMED = {
    Options: (
        "Set of answers",
        "Options that several questions share: an id for each, and the words that people read.",
    ),
    Sketch: ("Drawing", "A drawing in plain letters and signs. The words of its question must make sense without it."),
}


def _without(words: Iterable[str]) -> Schema:
    """Ids, but for some words."""
    if not words:
        return _NAME
    taken = sorted(words)
    return _NAME | {"pattern": f"^(?!({'|'.join(taken)})$){ID}$"} | _said(f"{_AN_ID}. Taken: {', '.join(taken)}")


def _worth(kind: Worth) -> Schema:
    """Indicator and domain → option or range → points, with a condition besides."""
    in_range = {
        "type": "string",
        "pattern": rf"^(if|(?!\.\.$){kind.range})$",
        **_said("Write a range like 45..59 or 60.."),
    }
    points = _of("Points", f"What this {kind.by} is worth, a whole number.") | _value(kind.points)
    table = {
        "title": "Indicator and domain",
        "description": f"The points of each {kind.by}. Under 'if' stands a condition that must be so besides.",
        "type": "object",
        "properties": {"if": _of("If", "A condition that must be so besides.") | _value(When())},
        "propertyNames": _NAME if kind.by == "option" else in_range,
        "additionalProperties": points,
        "minProperties": 1,
        "if": {"required": ["if"]},
        "then": {"minProperties": 2},
    }
    place = _formed(rf"{ID}\.{ID}", "Write the indicator and its domain, such as hip.place")
    return {"type": "object", "propertyNames": place, "additionalProperties": table}


# Conditions


def _condition_name(words: tuple[str, ...]) -> str:
    return "_with_".join(["condition", "_and_".join(words)]) if words else "condition"


def _condition(words: tuple[str, ...]) -> Schema:
    """A condition that may use these words: a mapping of which all must be so."""
    keys = CONDITION | {word: WORDS[word] for word in words}
    return {
        "title": "Condition",
        "description": "Questions and the answers that are meant. With several of them, all must be so.",
        "type": "object",
        "properties": {name: _key(name, key, words) for name, key in keys.items()},
        "propertyNames": _without(RESERVED.difference(keys)),
        "additionalProperties": _answer(),
        "minProperties": 1,
    }


def _answer() -> Schema:
    """What a condition may say of a question; which of it is right hangs on the question."""
    said = "An option, a list of options, or for a number a range such as {at_least: 50}. Of an indicator: its bands."
    return {
        **_of("Answer", said),
        **_one_or_more(Name("option")),
        **{key: value for key, value in _part(RANGE).items() if key in ("properties", "additionalProperties")},
        "type": ["string", "boolean", "array", "object"],
        "minProperties": 1,
        "examples": ["often", ["often", "sometimes"], {"at_least": 50}],
    }


def _one_or_more(kind: Name | Choice) -> Schema:
    """One word or a list of them, where it can be in one piece: an editor tells more plainly what is wrong with it."""
    if isinstance(kind, Name):
        return _NAME | _list(_named(kind.what), True) | {"type": ["string", "boolean", "array"], "uniqueItems": True}
    one = _of(kind.what.capitalize(), f"One {kind.what}.") | _value(kind)
    many = _of("List", "Any one of a list.") | _list(one, True) | {"uniqueItems": True}
    return {"anyOf": [one, many]}

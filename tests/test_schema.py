"""The schema for editors: it is sound, says something of every key, and agrees with the reader on the form of a bank.

A bank is shown to the schema as an editor sees it: the text of the file, read by the core rules of YAML 1.2.
"""

import json
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from jsonschema import Draft7Validator

from hipback.bank import bank_from, default_bank_path
from hipback.errors import BankError, Problem
from hipback.keys import RESERVED, URGENCIES
from hipback.marked import ID, Pairs, Value, read_yaml
from hipback.schema import schema, schema_text

TOP = Path(__file__).parent.parent
BANKS = Path(__file__).parent / "banks"
SMALL = BANKS / "small.yaml"
SCHEMA = schema()
VALIDATOR = Draft7Validator(SCHEMA)


# As an editor sees a bank


class _Editor(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
    """YAML 1.2, core rules: only true and false, null, and numbers are no words."""

    yaml_implicit_resolvers: dict[str, Any] = {}  # noqa: RUF012 as PyYAML has it


class _Author(getattr(yaml, "CSafeDumper", yaml.SafeDumper)):
    """Writes nothing for nothing, and every part out in full."""

    def ignore_aliases(self, data: object) -> bool:
        return True


_Editor.add_implicit_resolver(
    "tag:yaml.org,2002:bool", re.compile(r"(true|True|TRUE|false|False|FALSE)$"), list("tTfF")
)
_Editor.add_implicit_resolver("tag:yaml.org,2002:null", re.compile(r"(~|null|Null|NULL|)$"), ["~", "n", "N", ""])
_Editor.add_implicit_resolver("tag:yaml.org,2002:int", re.compile(r"[-+]?[0-9]+$"), list("-+0123456789"))
_Editor.add_implicit_resolver(
    "tag:yaml.org,2002:float",
    re.compile(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$"),
    list("-+.0123456789"),
)
_Author.add_representer(type(None), lambda author, _: author.represent_scalar("tag:yaml.org,2002:null", ""))


def seen(text: str) -> Any:
    return yaml.load(text, Loader=_Editor)


def refused(text: str) -> list[str]:
    """Where and what an editor marks."""
    found = VALIDATOR.iter_errors(seen(text))
    return sorted(f"{'.'.join(map(str, error.absolute_path))}: {error.validator}" for error in found)


def small_with(old: str, new: str) -> str:
    """The small bank with one thing changed."""
    text = SMALL.read_text(encoding="utf-8")
    assert old in text
    return text.replace(old, new, 1)


# The schema itself


def test_the_schema_is_a_sound_one():
    Draft7Validator.check_schema(SCHEMA)


def test_the_schema_is_the_same_every_time():
    assert schema_text() == schema_text() == json.dumps(SCHEMA, indent=2, ensure_ascii=False) + "\n"


def test_the_file_in_the_docs_is_the_schema_of_today():
    assert (TOP / "docs" / "bank.schema.json").read_text(encoding="utf-8") == schema_text(), "run docs/make.py"


def test_the_command_prints_the_schema():
    told = subprocess.run([sys.executable, "-m", "hipback", "bank", "schema"], capture_output=True, timeout=60)
    assert (told.returncode, told.stdout, told.stderr) == (0, schema_text().encode(), b"")


def test_the_shipped_bank_and_a_new_one_name_a_schema_for_editors():
    assert (
        Path(default_bank_path())
        .read_text(encoding="utf-8")
        .startswith("# yaml-language-server: $schema=docs/bank.schema.json\n")
    )
    assert (
        (TOP / "hipback" / "new_bank.yaml")
        .read_text(encoding="utf-8")
        .startswith("# yaml-language-server: $schema=hipback-bank.schema.json\n")
    )


def nodes(node: Any, path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every value that the schema speaks of."""
    for name, inner in {**node.get("properties", {}), **node.get("definitions", {})}.items():
        yield f"{path}/{name}", inner
        yield from nodes(inner, f"{path}/{name}")
    for word in ("items", "additionalProperties"):
        if isinstance(node.get(word), dict):
            yield f"{path}/{word}", node[word]
            yield from nodes(node[word], f"{path}/{word}")


def test_every_value_has_a_title_and_a_description():
    def said(node: dict[str, Any]) -> dict[str, Any]:
        name = node.get("$ref", "").removeprefix("#/definitions/")
        return SCHEMA["definitions"].get(name, {}) | node

    missing = [path for path, node in nodes(SCHEMA) if not (said(node).get("title") and said(node).get("description"))]
    assert (missing, SCHEMA["title"]) == ([], "Bank")


def test_every_mapping_is_closed():
    opened = [
        path for path, node in nodes(SCHEMA) if node.get("type") == "object" and "additionalProperties" not in node
    ]
    assert opened == []


def test_the_examples_fit_where_they_stand():
    resolver = {"definitions": SCHEMA["definitions"]}
    wrong = [
        path
        for path, node in nodes(SCHEMA)
        for example in node.get("examples", [])
        if not Draft7Validator(resolver | node).is_valid(example)
    ]
    assert wrong == []


# Sound banks


@pytest.mark.parametrize(
    "path",
    [default_bank_path(), *map(str, BANKS.rglob("*bank.yaml")), str(SMALL), str(BANKS / "examples.yaml")],
    ids=lambda path: str(Path(path).relative_to(TOP)),
)
def test_sound_banks_are_welcome(path):
    assert refused(Path(path).read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: A small bank", "title: 5"),
        ("title: A small bank", "title: true"),
        ("title: A small bank", "title: 2026-11-22"),
        ("title: A small bank", f"title: |\n  {'t' * 2000}\n\n"),
        ("version: 1.2.3", 'version: "1.2.3"'),
        ("reviewed: 2026-11-22", "reviewed: '2026-11-22'"),
        ("to: 120", 'to: "120"'),
        ("languages: [en]", "languages: [en, no]"),
        ("{yes: Yes, no: No}", "{yes: Yes, no: No, true: 1, false: 2.50}"),
        ("when: {soon: yes}", "when: {soon: [yes, no]}"),
        ("keeps: []", "keeps: [walking, bridge]"),
        ("when: {urgency: soon}", "when: {urgency: [soon, same_day]}"),
        ("when: {pattern: stiff}", "when: {pattern: [stiff]}"),
        ("45..59: 1", "..59: 1"),
    ],
)
def test_what_is_written_as_hipback_reads_it_is_welcome(old, new):
    text = small_with(old, new)
    assert (bank_from(text.encode(), "bank.yaml").id, refused(text)) == ("small", [])


# What an editor marks


@pytest.mark.parametrize(
    ("old", "new", "marks"),
    [
        ("title: A small bank", "title:", ["title: type"]),
        ("title: A small bank", 'title: "  "', ["title: pattern"]),
        ("title: A small bank", f"title: {'t' * 2001}", ["title: pattern"]),
        ("title: A small bank\n", "", [": required"]),
        ("title: A small bank", "title: A small bank\ntilte: Another", [": additionalProperties"]),
        ("id: small", "id: Small bank", ["id: pattern"]),
        ("version: 1.2.3", "version: 1.2", ["version: type"]),
        ("reviewed: 2026-11-22", "reviewed: 22.11.2026", ["reviewed: pattern"]),
        ("status: draft", "status: final", ["status: enum"]),
        ("languages: [en]", "languages: en", ["languages: type"]),
        ("languages: [en]", "languages: []", ["languages: minItems"]),
        ("strength: A", "strength: D", ["references.khan.strength: enum"]),
        ("kind: many", "kind: several", ["questions.now.kind: enum"]),
        ("    kind: scale\n", "", ["questions.rest_pain: additionalProperties", "questions.rest_pain: oneOf"]),
        ("to: 120", "to: 1200", ["questions.age.to: maximum"]),
        ("60..: 2", "60: 2", ["questions.age.points.hip.history: type"]),
        (
            "may_not_apply: yes",
            "may_not_apply: true",
            ["questions.socks.may_not_apply: enum", "questions.socks.may_not_apply: type"],
        ),
        ("ask_if: {socks: [some, a_lot]}", "ask_if: socks", ["questions.socks_cause.ask_if: type"]),
        ("ask_if: {socks: [some, a_lot]}", "ask_if: {pattern: stiff}", ["questions.socks_cause.ask_if: pattern"]),
        ("out_of_scope: yes", "out_of_scope: no", ["flags.child: required"]),
        ("urgency: emergency", "urgency: now", ["flags.saddle.urgency: enum"]),
        ("    not_sure: If this might be true, get seen today.\n", "", ["flags.saddle: required"]),
        ("from: 0, label: Few", "from: none, label: Few", ["indicators.hip.bands.few.from: pattern"]),
        ("keeps: []", "keeps: []\n    hides: [bridge]", ["suppressions.be_seen: oneOf"]),
        ("hides: [stretch]", "hides: []", ["suppressions.numb_foot.hides: minItems"]),
        ("ends: [no pain, the worst pain]", "ends: [no pain]", ["questions.rest_pain.ends: minItems"]),
        ("  leg: |2\n", f"  leg: |2\n      {'-' * 40}\n", ["sketches.leg: pattern"]),
    ],
)
def test_an_editor_marks_what_the_reader_refuses(old, new, marks):
    text = small_with(old, new)
    with pytest.raises(BankError):
        bank_from(text.encode(), "bank.yaml")
    assert refused(text) == marks


# On 200 banks that are changed somewhere, the schema and the reader agree.
#
# A problem that the reader finds is one of three:
#   of the form       it can be seen without knowing the rest of the bank: the schema refuses such a bank
#   beyond            names that must exist, order, bands that must rise ...: the schema knows nothing of it
#   of either         what fits there hangs on a question elsewhere, but the schema may see that it fits nowhere
# A bank with nothing but problems beyond, or with none, is welcome to the schema.

CHANGES = 200
BEYOND = {
    "HB205": r"'to' must be more",
    "HB211": r"missing key 'when' in a headline",
    "HB210": r"unknown key 'when' in the last headline",
    "HB213": r".* is the id of a question already",
    "HB221": r".*found '[0-9]{4}-[0-9]{2}-[0-9]{2}'",
    "HB303": r"nothing is at least",
    "HB304": "",
    "HB305": "",
    "HB306": "",
    "HB402": r"nothing is in",
    "HB403": "",
    "HB404": r"no question gives points in",
    "HB405": r"(?!an indicator has at least one)",
    "HB502": "",
    "HB503": "",
    "HB504": "",
    "HB505": "",
    "HB601": "",
}
"""How the messages of these codes begin that a schema cannot know; the others of the same code are of the form."""

EITHER = {"HB209", "HB401"}
"""Words that stand twice in a list, which may be texts; and no points given, perhaps because no such option exists."""

OF_FIXED_WORDS = r"no (format|status|strength|word for figures|kind|urgency|answer) '"
A_NAME = r"no (?P<what>[a-z ]+(?: of '[^']*')?) '(?P<word>[^']*)', "
OUT_OF_BOUNDS = r"expected a whole number from (?P<least>\d+) to (?P<most>\d+), found '(?P<word>.*)'"


def kind_of(problem: Problem, answers: set[str]) -> str:
    """Whether a problem is of the form, beyond, or of either. `answers` are the places of answers in conditions."""
    code, message = problem.code, problem.message
    if code in EITHER or (code in {"HB201", "HB208"} and str(problem).partition(": ")[0] in answers):
        return "either"
    beyond = code in BEYOND and re.match(BEYOND[code], message)
    if beyond or _names_nothing(code, message) or _is_narrower(code, message):
        return "beyond"
    return "form"


def _names_nothing(code: str, message: str) -> bool:
    """A name that could be right in another bank."""
    if code not in {"HB206", "HB302"} or re.match(OF_FIXED_WORDS, message):
        return False
    what, word = re.match(A_NAME, message).group("what", "word")
    forms = {"indicator and domain": rf"{ID}\.{ID}", "urgency of a flag": "|".join(URGENCIES)}
    return bool(re.fullmatch(forms.get(what, ID), word)) and not (code == "HB302" and word in RESERVED)


def _is_narrower(code: str, message: str) -> bool:
    """A number that another question, or a longer list of conditions, would allow."""
    if code != "HB205":
        return False
    least, most, word = re.match(OUT_OF_BOUNDS, message).group("least", "most", "word")
    fixed = {("0", "100"), ("1", "1000"), ("0", "10000"), ("0", "999")}
    return (least, most) not in fixed and bool(re.fullmatch("[1-9][0-9]{0,2}" if least == "1" else "[0-9]{1,3}", word))


def answers_in(value: Value, condition: bool = False) -> Iterator[str]:
    """The places where a condition says which answers are meant."""
    pairs = list(zip(value.content[::2], value.content[1::2], strict=True)) if type(value.content) is Pairs else []
    for key, inner in pairs:
        if condition and key.content not in RESERVED:
            yield inner.place
        yield from answers_in(inner, condition or key.content in {"when", "ask_if", "needs", "if"})
    for item in value.content if value.is_list() else []:
        yield from answers_in(item, condition)


# How a bank is changed

Place = tuple[Any, Any]
"""A mapping or a list, and a key or a position in it."""


def places(part: Any) -> Iterator[Place]:
    """Every place in a bank."""
    keys = part if isinstance(part, dict) else range(len(part)) if isinstance(part, list) else ()
    for key in list(keys):
        yield part, key
        yield from places(part[key])


def is_mapping(part: Any, key: Any) -> bool:
    return isinstance(part[key], dict)


def is_list(part: Any, key: Any) -> bool:
    return isinstance(part[key], list)


def is_number(part: Any, key: Any) -> bool:
    return type(part[key]) is int


def is_word(part: Any, key: Any) -> bool:
    return isinstance(part[key], str)


def is_key(part: Any, key: Any) -> bool:
    return isinstance(part, dict)


def anything(part: Any, key: Any) -> bool:
    return True


def puts(*values: Any) -> Callable[[Any, Any, Random], None]:
    """Puts one of these in the place of what is there."""

    def put(part: Any, key: Any, random: Random) -> None:
        part[key] = deepcopy(random.choice(values))

    return put


def take_out(part: Any, key: Any, random: Random) -> None:
    del part[key]


def add_a_key(part: Any, key: Any, random: Random) -> None:
    part[key][random.choice(["remark", "text", "when", "if", "Not an id", "skipped", "1..2"])] = "a_word"


def rename(part: Any, key: Any, random: Random) -> None:
    """In its place in the order."""
    new = random.choice([key[:-1], f"{key}s", key.upper(), "any", "", "x" * 49, "9th", "not_sure"])
    items = [(new if name == key else name, value) for name, value in part.items()]
    part.clear()
    part.update(items)


def shuffle(part: Any, key: Any, random: Random) -> None:
    items = list(part[key].items())
    random.shuffle(items)
    part[key] = dict(items)


def twice(part: Any, key: Any, random: Random) -> None:
    part[key] = part[key] * 2


def to_a_list(part: Any, key: Any, random: Random) -> None:
    part[key] = list(part[key].values())


def wrapped(part: Any, key: Any, random: Random) -> None:
    part[key] = random.choice([[part[key]], {"all": part[key]}])


WORDS = [
    "",
    "  ",
    "often",
    "yes",
    "soon",
    "Another text.",
    "A: b",
    "x" * 2001,
    "1.2.3",
    "2026-02-31",
    "many",
    None,
    True,
]
CHANGE: list[tuple[Callable[[Any, Any], bool], Callable[[Any, Any, Random], None]]] = [
    (is_key, take_out),
    (is_mapping, add_a_key),
    (is_key, rename),
    (is_mapping, shuffle),
    (is_mapping, to_a_list),
    (is_mapping, puts({}, None, "a text", [])),
    (is_list, puts([], {}, None, "a_word", ["a_word"], [[]])),
    (is_list, twice),
    (is_number, puts(-1, 0, 1, 7, 101, 1_000, 10_001, 1_000_000, 1.5, "many")),
    (is_word, puts(*WORDS)),
    (is_word, puts("Another text.", 5, 2.5, "ein anderer Text")),
    (anything, puts(None, [], {}, "a_word", 5, ["a_word"], {"a_word": "another"})),
    (anything, wrapped),
]


def changed(bank: Any, random: Random) -> str:
    """The bank with one change somewhere, as an author would save it."""
    bank = deepcopy(bank)
    fits, change = random.choice(CHANGE)
    part, key = random.choice([place for place in places(bank) if fits(*place)])
    change(part, key, random)
    return yaml.dump(bank, Dumper=_Author, sort_keys=False, allow_unicode=True, width=1_000)


def problems_in(text: str) -> list[Problem]:
    try:
        bank_from(text.encode(), "bank.yaml")
    except BankError as error:
        return error.problems
    return []


def verdict(text: str) -> tuple[bool, set[str], list[str]]:
    """Whether the schema refuses a bank, of what kinds its problems are, and the codes of those beyond."""
    problems, answers = problems_in(text), set(answers_in(read_yaml(text.encode(), "bank.yaml")))
    kinds = {problem: kind_of(problem, answers) for problem in problems}
    beyond = [problem.code for problem, kind in kinds.items() if kind == "beyond"]
    return not VALIDATOR.is_valid(seen(text)), set(kinds.values()), beyond


@pytest.mark.no_cover
def test_the_schema_and_the_reader_agree_on_changed_banks(capsys):
    small, shipped = (seen(Path(path).read_text(encoding="utf-8")) for path in (SMALL, default_bank_path()))
    told: Counter[str] = Counter()
    beyond: Counter[str] = Counter()
    for seed in range(CHANGES):
        text = changed(small if seed % 10 else shipped, Random(seed))
        refuses, kinds, codes = verdict(text)
        assert kinds & {"form", "either"} if refuses else "form" not in kinds, f"seed {seed}: {problems_in(text)}"
        told["refused by both" if refuses else "by the reader alone" if kinds else "welcome to both"] += 1
        beyond.update(set() if refuses else codes)
    with capsys.disabled():
        print(f"\n{CHANGES} changed banks: {dict(told)}, for {dict(beyond)}")
    assert min(told["refused by both"], told["welcome to both"], told["by the reader alone"]) > CHANGES // 20

"""The record of a screening as JSON: it keeps to its schema, and the same answers give the same bytes."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hipback.answers import read_answers
from hipback.bank import default_bank_path, read_bank
from hipback.interview import Interview, admit_all
from hipback.model import Bank
from hipback.render.as_json import as_json
from hipback.result import make_report
from hipback.safety import NOTICE

jsonschema = pytest.importorskip("jsonschema")

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "record.schema.json").read_text(encoding="utf-8"))
SMALL = read_bank(Path(__file__).parent / "banks" / "small.yaml")
SHIPPED = read_bank(default_bank_path())
STARTED, FINISHED = "2026-11-22T20:00:00+00:00", "2026-11-22T20:06:10+00:00"

NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
FULL = NO_SIGNS | {"groin": "often", "socks": "some", "socks_cause": "hip", "numb": ("foot",), "rest_pain": 3}
WAYS = {
    "full": FULL,
    "empty": {},
    "partial": {"now": ("none",), "today": ("none",)},
    "signs_done": NO_SIGNS,
    "emergency": {"now": ("saddle",)},
    "emergency_not_sure": {"now": ("saddle?",), "today": ("none",)},
    "same_day": {"now": ("none",), "today": ("fever",)},
    "same_day_not_sure": {"now": ("none",), "today": ("fever?",)},
    "list_not_sure": {"now": "not_sure", "today": "skipped"},
    "soon": FULL | {"soon": "yes"},
    "soon_not_sure": FULL | {"soon": "not_sure"},
    "out_of_scope": NO_SIGNS | {"age": 17},
    "age_not_told": FULL | {"age": "rather_not_say"},
    "all_open": {**NO_SIGNS, **dict.fromkeys(["groin", "socks", "numb", "rest_pain"], "skipped")},
    "not_sure_of_an_option": FULL | {"numb": ("foot?", "thigh")},
    "parked": FULL | {"socks": "no"},
    "all_advice": FULL | {"groin": "rarely", "numb": ("none",)},
}


def record(name: str, ended: bool = False) -> str:
    """The record of the small bank for one of the ways through it."""
    return as_json(make_report(Interview.start(SMALL, given=WAYS[name]), STARTED, FINISHED, ended))


def check(text: str) -> None:
    jsonschema.Draft202012Validator(SCHEMA).validate(json.loads(text))


def nodes(schema: object, path: str = "") -> Iterator[tuple[str, dict]]:
    """Every schema inside a schema, with its place."""
    if isinstance(schema, dict):
        yield path or "(the whole)", schema
        for key in ("items", "additionalProperties", "propertyNames", "if", "then", "else"):
            if isinstance(schema.get(key), dict):
                yield from nodes(schema[key], f"{path}/{key}")
        for key in ("properties", "$defs"):
            for name, part in schema.get(key, {}).items():
                yield from nodes(part, f"{path}/{key}/{name}")
        for number, part in enumerate(schema.get("anyOf", [])):
            yield from nodes(part, f"{path}/anyOf/{number}")


# The schema itself


def test_the_schema_is_a_schema():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


def test_every_part_of_the_schema_is_described():
    assert [path for path, node in nodes(SCHEMA) if not node.get("description")] == []


def test_every_object_of_the_schema_is_closed():
    assert [
        path
        for path, node in nodes(SCHEMA)
        if node.get("type") in ("object", ["object", "null"])
        and "else" not in path
        and "additionalProperties" not in node
    ] == []


# Every way out


@pytest.mark.hazard("HZ-14", "HZ-36")
@pytest.mark.parametrize("ended", [False, True], ids=["open", "ended"])
@pytest.mark.parametrize("name", WAYS)
def test_every_record_keeps_to_the_schema(name, ended):
    check(record(name, ended))


@pytest.mark.parametrize(
    ("name", "status", "urgency"),
    [
        ("full", "completed", "routine"),
        ("empty", "in_progress", None),
        ("partial", "in_progress", None),
        ("emergency", "stopped", "emergency"),
        ("same_day", "stopped", "same_day"),
        ("same_day_not_sure", "stopped", "same_day"),
        ("emergency_not_sure", "stopped", "same_day"),
        ("soon", "completed", "soon"),
        ("out_of_scope", "stopped", "same_day"),
    ],
)
def test_a_record_tells_its_status_and_urgency(name, status, urgency):
    found = json.loads(record(name))
    assert (found["status"], found["result"]["urgency"]) == (status, urgency)


@pytest.mark.hazard("HZ-02", "HZ-36")
@pytest.mark.parametrize("name", ["empty", "partial", "emergency", "same_day", "out_of_scope", "list_not_sure"])
def test_there_is_no_score_before_the_end_or_with_a_sign_that_stops(name):
    result = json.loads(record(name, ended=True))["result"]
    assert result["indicators"] is None
    assert result["headline"] is None
    assert [result[key] for key in ("patterns", "advice", "suppressed", "unsettled")] == [[], [], [], []]


def test_a_record_tells_the_advice_and_why_some_of_it_is_not_given():
    result = json.loads(record("soon_not_sure"))["result"]
    assert json.loads(record("full"))["result"]["advice"] == [
        {"id": "walking", "text": "Take short walks, and rest when you like."}
    ]
    assert (result["advice"], result["suppressed"]) == (
        [],
        [
            {"id": "be_seen", "text": "See a doctor first."},
            {"id": "numb_foot", "text": "A stretch may pull on a sore nerve."},
            {"id": "stiff_hip", "text": "Do not force a stiff hip."},
        ],
    )


@pytest.mark.parametrize("key", ["advice", "suppressed"])
def test_the_schema_refuses_advice_and_its_reasons_before_the_end(key):
    found = json.loads(record("partial"))
    found["result"][key] = [{"id": "walking", "text": "Take short walks."}]
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(found)


@pytest.mark.parametrize(
    "written",
    [
        pytest.param([{"id": "walking"}], id="without words"),
        pytest.param([{"id": "walking", "text": ""}], id="with empty words"),
        pytest.param([{"id": "Walking", "text": "T"}], id="with no id"),
        pytest.param([{"id": "walking", "text": "T", "title": "W"}], id="with more"),
        pytest.param(None, id="not at all"),
    ],
)
@pytest.mark.parametrize("key", ["advice", "suppressed"])
def test_the_schema_refuses_advice_and_reasons_that_do_not_keep_to_it(key, written):
    found = json.loads(record("full"))
    found["result"][key] = written
    assert not jsonschema.Draft202012Validator(SCHEMA).is_valid(found)


def test_whoever_quits_has_a_stopped_record():
    assert json.loads(record("partial", ended=True))["status"] == "stopped"


def test_times_may_be_unknown():
    found = json.loads(as_json(make_report(Interview.start(SMALL))))
    assert (found["started"], found["finished"]) == (None, None)
    jsonschema.Draft202012Validator(SCHEMA).validate(found)


def test_a_whole_record_says_this():
    found = json.loads(record("emergency"))
    program, digest = found.pop("hipback"), found["bank"].pop("sha256")
    actions = found["result"].pop("actions")
    assert (bool(program), digest, len(actions)) == (True, SMALL.sha256, 3)
    assert found == {
        "format": "hipback-record/1",
        "bank": {"id": "small", "version": "1.2.3", "status": "draft"},
        "status": "stopped",
        "started": STARTED,
        "finished": FINISHED,
        "answers": {"now": ["saddle"]},
        "parked": {},
        "result": {
            "urgency": "emergency",
            "flags": [
                {
                    "id": "saddle",
                    "state": "yes",
                    "urgency": "emergency",
                    "out_of_scope": False,
                    "label": "New numbness between your legs",
                    "text": "Nerves may need help now.",
                    "because": ["New numbness between your legs"],
                    "references": ["khan"],
                }
            ],
            "indicators": None,
            "headline": None,
            "patterns": [],
            "advice": [],
            "care": "",
            "suppressed": [],
            "ask_your_professional": [],
            "unsettled": [],
        },
        "notice": f"{NOTICE} Tests never replace a visit.",
    }


# What stays the same


@pytest.mark.parametrize("name", WAYS)
def test_the_same_answers_bank_and_clock_give_the_same_bytes(name):
    again = read_bank(Path(__file__).parent / "banks" / "small.yaml")
    mixed = dict(reversed(WAYS[name].items()))
    assert as_json(make_report(Interview.start(again, given=mixed), STARTED, FINISHED)) == record(name)


@pytest.mark.parametrize("name", WAYS)
def test_a_record_ends_with_a_newline_and_its_last_key_is_the_notice(name):
    text = record(name)
    assert text.endswith('"\n}\n')
    assert list(json.loads(text))[-1] == "notice"
    assert json.loads(text)["notice"].startswith(NOTICE)


def read_again(bank: Bank, text: str) -> str:
    """A new record of a record."""
    found = read_answers(text.encode(), "record.json")
    interview = Interview.start(bank, admit_all(bank, found.answers), admit_all(bank, found.parked))
    return as_json(make_report(interview, found.started, found.finished, found.ended))


@pytest.mark.parametrize("ended", [False, True], ids=["open", "ended"])
@pytest.mark.parametrize("name", WAYS)
def test_a_record_that_is_read_gives_the_same_record_again(name, ended):
    assert read_again(SMALL, record(name, ended)) == record(name, ended)


def test_a_record_after_a_step_back_gives_the_same_record_again():
    interview = Interview.start(SMALL, given=WAYS["full"]).back().back()
    text = as_json(make_report(interview, STARTED, FINISHED, ended=True))
    check(text)
    assert read_again(SMALL, text) == text


# Laws, with the shipped bank


@some.composite
def interviews(draw: some.DrawFn, bank: Bank) -> Interview:
    """An interview of some length, with any answers."""
    interview = Interview.start(bank)
    for _ in range(draw(some.integers(0, len(bank.questions)))):
        question = interview.question
        if question is None:
            break
        ways = ["not_sure", "skipped", "rather_not_say"]
        if question.kind in ("number", "scale"):
            answers = some.one_of(some.integers(question.low, question.high), some.sampled_from(ways))
        elif question.kind == "one":
            answers = some.sampled_from([*question.options, *ways])
        else:
            marks = [option + mark for option in question.options if option != "none" for mark in ("", "?")]
            one = some.sampled_from(marks).map(lambda mark: [mark])
            answers = some.one_of(*[some.just(["none"])] * 20, one, some.sampled_from(ways))
        interview = interview.answer(draw(answers))
    return interview


@settings(max_examples=40)
@given(interviews(SHIPPED), some.booleans())
def test_any_record_of_the_shipped_bank_keeps_to_the_schema(interview, ended):
    check(as_json(make_report(interview, STARTED, FINISHED, ended)))


@settings(max_examples=40)
@given(interviews(SHIPPED))
def test_any_record_that_is_read_gives_the_same_answers_and_result_again(interview):
    text = as_json(make_report(interview, STARTED, FINISHED, ended=False))
    assert read_again(SHIPPED, text) == text


def test_an_answer_that_was_taken_back_does_not_come_back_as_a_result():
    interview = Interview.start(SMALL).answer(("saddle",)).back()
    text = as_json(make_report(interview, STARTED, FINISHED, ended=True))
    assert json.loads(text)["parked"] == {"now": ["saddle"]}
    assert json.loads(read_again(SMALL, text))["result"]["flags"] == []

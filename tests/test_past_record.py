"""Records read again: what they said at their time, and a clear word for what cannot be read or cannot be true."""

import json
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from hipback.bank import read_bank
from hipback.errors import BankError, FileError, HipbackError
from hipback.interview import Interview
from hipback.labels import Labels, labels_for
from hipback.model import Bank, Urgency
from hipback.record import Given, Record, Said, Source, Unsettled, is_record, read_record
from hipback.render.as_json import as_json
from hipback.report import FlagFound, Report
from hipback.result import make_report
from hipback.safety import ACTIONS, NOTICE

SMALL = read_bank(Path(__file__).parent / "banks" / "small.yaml")
STARTED, FINISHED = "2026-11-22T20:00:00+00:00", "2026-11-22T20:06:10+00:00"
NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
FULL = NO_SIGNS | {"groin": "often", "socks": "some", "socks_cause": "hip", "numb": ("foot",), "rest_pain": 3}
WAYS = {
    "full": FULL,
    "empty": {},
    "partial": {"now": ("none",), "today": ("none",)},
    "emergency": {"now": ("saddle",)},
    "same_day_not_sure": {"now": ("none",), "today": ("fever?",)},
    "soon": FULL | {"soon": "yes"},
    "out_of_scope": NO_SIGNS | {"age": 17},
    "all_open": {**NO_SIGNS, **dict.fromkeys(["groin", "socks", "numb", "rest_pain"], "skipped")},
    "not_sure_of_an_option": FULL | {"numb": ("foot?", "thigh")},
    "parked": FULL | {"socks": "no"},
}


def report_of(way: str, bank: Bank = SMALL) -> Report:
    return make_report(Interview.start(bank, given=WAYS[way]), STARTED, FINISHED, ended=True)


def source_of(way: str) -> bytes:
    return as_json(report_of(way)).encode()


def changed(way: str, *path: str | int, to: object) -> bytes:
    """A record in which one value is another; `...` takes it out."""
    content = json.loads(source_of(way))
    place = content
    for key in path[:-1]:
        place = place[key]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return json.dumps(content).encode()


def read(source: bytes) -> Record:
    return read_record(source, "a.json")


def told(source: bytes) -> str:
    with pytest.raises(HipbackError) as caught:
        read(source)
    return str(caught.value)


# What is read


@pytest.mark.parametrize("way", WAYS)
def test_a_record_says_what_the_report_said(way):
    report, record = report_of(way), read(source_of(way))
    assert (record.program, record.status, record.started, record.finished) == (
        report.program,
        report.status,
        STARTED,
        FINISHED,
    )
    assert record.bank == Source("small", "1.2.3", "draft", SMALL.sha256)
    assert (record.answers, record.parked) == (report.answers, report.parked)
    assert (record.urgency, record.actions, record.flags) == (report.urgency, report.actions, report.flags)
    assert (record.ask, record.care, record.notice) == (report.ask, report.care, report.notice)
    assert (record.scored, record.out_of_scope) == (report.scored, report.out_of_scope)
    assert record.headline == (Said(*report.headline) if report.headline else None)
    assert record.patterns == tuple(Said(found.id, found.text, found.because) for found in report.patterns)
    assert record.advice == tuple(Said(found.id, found.text) for found in report.advice)
    assert record.suppressed == tuple(Said(found.id, found.text) for found in report.suppressed)
    assert record.unsettled == tuple(Unsettled(found.question, found.could_change) for found in report.unsettled)


@pytest.mark.parametrize("way", WAYS)
def test_a_record_has_the_scores_of_the_report(way):
    report, record = report_of(way), read(source_of(way))
    assert [found._replace(contributions=()) for found in record.indicators] == [
        (found.id, found.low, found.high, found.maximum, found.band, found.possible_bands, ())
        for found in report.indicators
    ]
    assert [found.contributions for found in record.indicators] == [
        tuple(Given(one.question, one.answer, one.domain, one.low, one.high) for one in found.contributions)
        for found in report.indicators
    ]


def test_the_day_is_that_of_the_end():
    assert read(source_of("full")).day == "2026-11-22"
    assert read(changed("full", "finished", to=None)).day == ""


# Earlier and later formats


def test_keys_that_came_later_may_be_missing():
    content = json.loads(source_of("emergency"))
    for key in ("actions", "care", "suppressed"):
        del content["result"][key]
    del content["bank"]["status"], content["result"]["flags"][0]["label"], content["result"]["flags"][0]["out_of_scope"]
    record = read(json.dumps(content).encode())
    assert record.actions == ACTIONS[Urgency.EMERGENCY]
    assert (record.care, record.suppressed, record.bank.status) == ("", (), "")
    assert record.flags[0] == FlagFound(
        "saddle", "yes", Urgency.EMERGENCY, False, "saddle", record.flags[0].text, record.flags[0].because, ("khan",)
    )


def test_without_an_urgency_there_is_nothing_to_do():
    record = read(changed("partial", "result", "actions", to=...))
    assert (record.urgency, record.actions) == (None, ())


def test_keys_that_are_not_known_are_passed_over():
    assert read(changed("full", "more", to={"a": [1]})) == read(source_of("full"))


def test_a_newer_format_is_told():
    assert told(changed("full", "format", to="hipback-record/2")) == (
        "a.json: a newer hipback wrote it: its format is 'hipback-record/2', this hipback reads 'hipback-record/1'"
    )


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        (b'{"format": "hipback-shared/1"}', "its format is 'hipback-shared/1', expected 'hipback-record/1'"),
        (b'{"format": "hipback-record/x"}', "its format is 'hipback-record/x', expected 'hipback-record/1'"),
        (b'{"format": ["hipback-record/1"]}', "it does not say its format, expected 'hipback-record/1'"),
        (b"age: 50\n", "it does not say its format, expected 'hipback-record/1'"),
        (b"[]", "it does not say its format, expected 'hipback-record/1'"),
        (b"null", "it does not say its format, expected 'hipback-record/1'"),
    ],
)
def test_another_format_is_told(source, reason):
    assert told(source) == f"a.json is no record of a screening: {reason}"


def test_a_record_is_told_from_other_answers():
    assert is_record(source_of("empty"), "a.json")
    assert not is_record(b"age: 50\n", "a.yaml")


def test_the_notice_of_today_is_never_missing():
    assert read(changed("full", "notice", to="All is well.")).notice == f"{NOTICE} All is well."
    assert read(changed("full", "notice", to="")).notice == NOTICE


# What cannot be read


@pytest.mark.parametrize(
    ("path", "to", "message"),
    [
        (["status"], "done", "HB206 no status 'done', use 'completed', 'in_progress' or 'stopped'"),
        (["status"], ..., "HB211 missing key 'status' in a record"),
        (["result"], ..., "HB211 missing key 'result' in a record"),
        (["result"], [], "HB208 expected keys with values, found a list"),
        (["bank"], "hipback", "HB208 expected keys with values, found 'hipback'"),
        (["answers"], None, "HB208 expected keys with values, found 'null'"),
        (["answers", "age"], {}, "HB201 expected a text, found keys with values"),
        (["answers", "age"], 5_000_000, "HB205 expected a whole number from 0 to 999999, found '5000000'"),
        (["finished"], "yesterday", "HB223 the time is 'yesterday': expected one like '2026-11-22T20:00:00+00:00'"),
        (["finished"], [], "HB201 expected a text, found a list"),
        (["notice"], [], "HB201 expected a text, found a list"),
        (["result", "urgency"], "high", "HB206 no urgency 'high'"),
        (["result", "urgency"], ..., "HB211 missing key 'urgency' in a record"),
        (["result", "flags"], ..., "HB211 missing key 'flags' in a record"),
        (["result", "flags"], {}, "HB207 expected a list, found keys with values"),
        (["result", "flags", 0], "fever", "HB208 expected keys with values, found 'fever'"),
        (["result", "flags", 0, "state"], "no", "HB206 no state 'no'"),
        (["result", "flags", 0, "out_of_scope"], "perhaps", "HB206 no answer 'perhaps'"),
        (["result", "flags", 0, "because"], [[]], "HB201 expected a text, found a list"),
        (
            ["result", "indicators", "hip", "low"],
            "many",
            "HB205 expected a whole number from 0 to 999999, found 'many'",
        ),
        (["result", "indicators", "hip", "low"], -1, "HB205 expected a whole number from 0 to 999999, found '-1'"),
        (["result", "indicators", "hip", "band"], [], "HB201 expected a text, found a list"),
    ],
    ids=str,
)
def test_what_is_of_another_kind_is_told_with_its_place(path, to, message):
    first, *_ = told(changed("soon", *path, to=to)).splitlines()
    assert first.startswith("a.json:1:")
    assert message in first


def test_every_problem_is_told_at_once():
    content = json.loads(source_of("full")) | {"status": "done", "notice": []}
    with pytest.raises(BankError) as caught:
        read(json.dumps(content).encode())
    assert [problem.code for problem in caught.value.problems] == ["HB206", "HB201"]


def test_a_key_that_is_given_twice_is_told():
    source = source_of("full").replace(b'"status": "completed"', b'"status": "completed", "status": "stopped"')
    assert "HB209 'status' was given before" in told(source)


def test_an_escape_sequence_is_told_and_goes_no_further():
    message = told(source_of("full").replace(b'"often"', b'"\\u001b[2J"'))
    assert "HB104 a character that cannot be seen, U+001B: take it out" in message
    assert "\x1b" not in message


# What cannot be true


@pytest.mark.parametrize(
    ("way", "path", "to", "reason"),
    [
        ("full", ["status"], "stopped", "only a screening with the status 'completed' has a score"),
        ("emergency", ["status"], "completed", "only a screening with the status 'completed' has a score"),
        ("full", ["result", "headline"], None, "a score and a headline go together"),
        ("full", ["result", "urgency"], "same_day", "there is no score where the urgency is same_day"),
        ("full", ["result", "urgency"], None, "there is no score where the urgency is not known"),
        ("soon", ["result", "urgency"], "routine", "one of its signs is more urgent (soon) than the whole"),
        ("emergency", ["result", "urgency"], "soon", "one of its signs is more urgent (emergency) than the whole"),
        ("emergency", ["result", "urgency"], None, "one of its signs is more urgent (emergency) than the whole"),
        ("full", ["result", "indicators", "hip", "low"], 99, "points cannot be"),
        ("full", ["result", "indicators", "hip", "max"], 0, "points cannot be"),
        ("full", ["result", "indicators", "hip", "band"], "other", "the band 'other' is none of its possible bands"),
    ],
)
def test_what_no_screening_could_have_said_is_told(way, path, to, reason):
    message = told(changed(way, *path, to=to))
    assert message.startswith("a.json: the record contradicts itself: ")
    assert reason in message


def test_a_routine_sign_is_no_contradiction_while_the_urgency_is_not_known():
    content = json.loads(source_of("partial"))
    content["result"]["flags"] = json.loads(source_of("soon"))["result"]["flags"]
    assert read(json.dumps(content).encode()).urgency is None


@settings(max_examples=150)
@given(data=some.data())
def test_a_record_that_was_cut_or_changed_anywhere_is_read_or_told(data):
    source = source_of(data.draw(some.sampled_from(sorted(WAYS))))
    place = data.draw(some.integers(0, len(source) - 1))
    instead = data.draw(some.binary(max_size=3))
    with suppress(BankError, FileError):
        read(source[:place] + instead + source[place + data.draw(some.integers(0, 30)) :])


# The words for the names in a record


def test_the_words_are_those_of_the_bank_with_this_digest():
    labels = labels_for(SMALL.sha256, [SMALL._replace(source=b""), SMALL])
    assert labels.bank is SMALL
    assert (labels.question("groin"), labels.answer("groin", "often")) == ("Pain in the groin", "Often (most days)")
    assert labels.answer("numb", ("foot?", "thigh")) == "In the foot (not sure); In the thigh"
    assert (labels.indicator("hip"), labels.bands("hip", ["few", "some"])) == ("Hip signs", "Few or Some")
    assert labels.pattern(SMALL.patterns[0].id) == SMALL.patterns[0].title


@pytest.mark.hazard("HZ-09", "HZ-63")
def test_a_bank_of_another_digest_lends_no_words():
    assert labels_for("0" * 64, [SMALL]) == Labels()


def test_without_a_bank_the_names_stand_for_themselves():
    labels = Labels()
    assert (labels.question("groin"), labels.indicator("hip"), labels.pattern("x")) == ("groin", "hip", "x")
    assert labels.bands("hip", ["few", "some"]) == "few or some"
    assert [labels.answer("x", answer) for answer in ("often", "not_sure", "skipped", 52, ("foot?", "thigh"))] == [
        "often",
        "Not sure",
        "Skipped",
        "52",
        "foot (not sure); thigh",
    ]


def test_names_that_the_bank_does_not_know_stand_for_themselves():
    labels = Labels(SMALL)
    assert (labels.question("x"), labels.indicator("x"), labels.pattern("x")) == ("x", "x", "x")
    assert (labels.bands("hip", ["x"]), labels.bands("x", ["few"])) == ("x", "few")
    assert (labels.answer("x", "often"), labels.answer("groin", "never")) == ("often", "never")

"""Answers in a file: a record or a plain mapping, as JSON or YAML."""

import pytest

from hipback.answers import Answers, read_answers
from hipback.errors import AnswersError, BankError, FileError

RECORD = """\
{
  "format": "hipback-record/1",
  "hipback": "1.0.0",
  "bank": {"id": "small", "version": "1.2.3", "sha256": "0a1b"},
  "status": "stopped",
  "started": "2026-11-22T20:00:00+00:00",
  "finished": "2026-11-22T20:06:10+00:00",
  "answers": {"age": 52, "groin": "often", "numb": ["foot", "thigh?"]},
  "parked": {"socks_cause": "hip"},
  "notice": "See someone."
}
"""


def problems_of(source: str) -> str:
    with pytest.raises(BankError) as caught:
        read_answers(source.encode(), "answers.json")
    return str(caught.value)


def test_a_record_is_read_with_its_times_its_bank_and_its_parked_answers():
    assert read_answers(RECORD.encode(), "record.json") == Answers(
        answers={"age": "52", "groin": "often", "numb": ["foot", "thigh?"]},
        parked={"socks_cause": "hip"},
        started="2026-11-22T20:00:00+00:00",
        finished="2026-11-22T20:06:10+00:00",
        ended=True,
        sha256="0a1b",
        bank="small",
        version="1.2.3",
    )


@pytest.mark.parametrize("status", ["completed", "in_progress"])
def test_a_record_that_was_not_stopped_was_not_ended(status):
    assert read_answers(RECORD.replace("stopped", status).encode(), "record.json").ended is False


def test_a_record_may_say_no_more_than_its_answers():
    source = b'{"format": "hipback-record/1", "answers": {"age": 52}}'
    assert read_answers(source, "record.json") == Answers({"age": "52"})


def test_a_record_without_answers_is_a_problem():
    assert problems_of("format: hipback-record/1\nparked: {age: 52}\n") == (
        "answers.json:1:1: HB211 missing key 'answers' in a record"
    )


def test_a_time_that_is_not_known_is_null():
    source = RECORD.replace('"2026-11-22T20:06:10+00:00"', "null")
    assert read_answers(source.encode(), "record.json").finished == ""


@pytest.mark.parametrize(
    "source", ['{"age": 52, "numb": ["foot"]}', "age: 52\nnumb: [foot]\n", "age: 52\nnumb:\n- foot\n"]
)
def test_a_plain_mapping_is_read_from_json_and_from_yaml(source):
    assert read_answers(source.encode(), "answers") == Answers({"age": "52", "numb": ["foot"]})


def test_a_mapping_without_answers_is_read():
    assert read_answers(b"{}", "answers.json") == Answers({})


def test_a_value_stays_as_it_was_written():
    source = b"a: yes\nb: 010\nc: 1:30\n"
    assert read_answers(source, "answers.yaml").answers == {"a": "yes", "b": "010", "c": "1:30"}


@pytest.mark.parametrize("format", ["hipback-record/2", "fhir"])
def test_a_record_of_another_format_is_refused(format):
    with pytest.raises(FileError) as caught:
        read_answers(RECORD.replace("hipback-record/1", format).encode(), "record.json")
    assert str(caught.value) == f"record.json: the format is '{format}', this hipback reads 'hipback-record/1'"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        ("[age, 52]", "1:1: HB208 expected keys with values, found a list"),
        ("often", "1:1: HB208 expected keys with values, found 'often'"),
        ("", "1:1: HB109 the file is empty"),
        ('{"age": 52, "age": 53}', "1:13: HB209 'age' was given before, on line 1"),
        ('{"age": {"years": 52}}', "1:9: HB201 expected a text, found keys with values"),
        ('{"numb": [["foot"]]}', "1:11: HB201 expected a text, found a list"),
        ('{"age": ""}', "1:9: HB202 expected a text, found nothing"),
        ('{"format": "hipback-record/1"}', "1:1: HB211 missing key 'answers' in a record"),
        ('{"format": "hipback-record/1", "answers": null}', "1:43: HB208 expected keys with values, found 'null'"),
        (
            '{"format": "hipback-record/1", "answers": {"age": 52}, "answers": {"age": 53}}',
            "1:56: HB209 'answers' was given before, on line 1",
        ),
    ],
)
def test_what_is_no_file_of_answers_is_told_with_its_place(source, problem):
    assert problems_of(source) == f"answers.json:{problem}"


def test_a_time_in_a_record_that_is_no_time_is_a_problem():
    assert problems_of(RECORD.replace("2026-11-22T20:00:00+00:00", "yesterday")) == (
        "answers.json:1:1: HB223 'started' is 'yesterday': expected a time like '2026-11-22T20:00:00+00:00'"
    )


def test_a_bank_in_the_place_of_answers_is_told():
    with pytest.raises(FileError) as caught:
        read_answers(b"format: hipback-bank/1\nid: small\n", "bank.yaml")
    assert str(caught.value) == "bank.yaml is a question bank: give a file of answers, and the bank under --bank"


@pytest.mark.parametrize(
    ("told", "same"),
    [
        ({}, True),
        ({"bank": "small"}, True),
        ({"bank": "small", "version": "1.2.3"}, True),
        ({"version": "1.2.4"}, False),
        ({"sha256": "0" * 64}, False),
        ({"bank": "small", "version": "1.2.3", "sha256": "0" * 64}, False),
    ],
)
def test_it_is_known_as_far_as_it_is_told_whether_answers_are_for_this_version_of_a_bank(told, same, small):
    assert Answers({}, **told).are_for(small) is same
    assert Answers({}, **{"sha256": small.sha256} | told).are_for(small) is same


def test_answers_to_another_bank_are_refused(small):
    with pytest.raises(AnswersError) as caught:
        Answers({}, bank="large").are_for(small)
    assert str(caught.value) == "these are answers to the bank 'large', not to 'small'"

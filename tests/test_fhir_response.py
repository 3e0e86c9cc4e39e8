"""Answers in FHIR: a response is its form filled in, it keeps to its rules, and the record can be had back."""

import json
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from copy import deepcopy
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from generated import banks
from hipback.answers import Answers, answers_in
from hipback.bank import bank_from, default_bank_path, read_bank
from hipback.errors import AnswersError, BankError, HipbackError
from hipback.fhir.enable import FhirError
from hipback.fhir.questionnaire import questionnaire
from hipback.fhir.read_response import read_response
from hipback.fhir.response import as_fhir, response
from hipback.fhir.response_conformance import RULES, findings
from hipback.fhir.systems import VERSIONS, WAYS_OUT_SYSTEM
from hipback.interview import Interview, admit_all
from hipback.marked import read_yaml
from hipback.model import DOES_NOT_APPLY, NONE, UNSURE, WAYS_OUT, Answer, Bank, Question
from hipback.render.as_json import as_json
from hipback.render.narrative import narrative
from hipback.report import Report
from hipback.result import make_report

HERE = Path(__file__).parent
BANKS = {
    "shipped": read_bank(default_bank_path()),
    **{
        name: read_bank(HERE / "banks" / name / "bank.yaml" if "-" in name else HERE / "banks" / f"{name}.yaml")
        for name in ("small", "examples", "nine-statements")
    },
}
FORMS = {(bank.id, version): questionnaire(bank, version) for bank in BANKS.values() for version in VERSIONS}
SMALL = BANKS["small"]
STARTED, FINISHED = "2026-11-22T20:00:00+00:00", "2026-11-22T20:06:10+00:00"

NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
FULL = NO_SIGNS | {"groin": "often", "socks": "some", "socks_cause": "hip", "numb": ("foot", "thigh?"), "rest_pain": 3}
WAYS = {
    "full": FULL,
    "partial": NO_SIGNS | {"age": "rather_not_say", "socks": "no"},
    "stopped": {"now": ("none",), "today": ("fever?",), "soon": "yes", "age": 50},
    "empty": {},
}
"""A completed record, one on its way with parked answers, one that a sign has stopped, and one without an answer."""
PARKED = {"partial": {"socks_cause": "hip", "numb": ("foot",)}}


def report_of(name: str) -> Report:
    """The report of the small bank on one of the ways through it."""
    return made(SMALL, WAYS[name], PARKED.get(name, {}))


def made(
    bank: Bank, answers: dict[str, Answer], parked: dict[str, Answer] | None = None, ended: bool = False
) -> Report:
    return make_report(Interview.start(bank, answers, parked), STARTED, FINISHED, ended)


def filled(report: Report, bank: Bank = SMALL, version: str = "R4", subject: str = "") -> dict:
    return response(report, bank, FORMS[bank.id, version], narrative(report), version, subject)


def read(text: str) -> Answers:
    return read_response(read_yaml(text.encode(), "response.json"), "response.json")


# What it holds


@pytest.mark.parametrize("name", WAYS)
def test_a_response_is_as_it_was_looked_at(name):
    expected = HERE / "expected" / f"small-{name}.fhir.json"
    assert as_fhir(filled(report_of(name))) == expected.read_text(encoding="utf-8")


# Records by chance


def drawn(draw: Random, question: Question) -> Answer:
    """One of the answers that a question admits."""
    if draw.random() < 0.15:
        return draw.choice(sorted(WAYS_OUT if question.may_not_apply else WAYS_OUT - {DOES_NOT_APPLY}))
    match question.kind:
        case "one":
            return draw.choice(list(question.options))
        case "many":
            marks = ((draw.choice(("", "", option, option + UNSURE))) for option in question.options if option != NONE)
            return (draw.random() < 0.7 and (NONE,)) or tuple(filter(None, marks)) or (NONE,)
    return draw.randint(question.low, question.high)


def some_report(bank: Bank, seed: int) -> Report:
    """Of someone who answers some or all questions by chance, and has taken some answers back."""
    draw = Random(seed)
    chance, back = draw.choice((1, 1, 0.9, 0.5)), draw.choice((0, 0.1))
    answers = {id: drawn(draw, question) for id, question in bank.questions.items() if draw.random() < chance}
    parked = {id: answers.pop(id) for id in list(answers) if draw.random() < back}
    return made(bank, answers, parked, draw.random() < 0.3)


of_any_bank = given(some.sampled_from(list(BANKS)), some.integers(0, 10**6), some.sampled_from(list(VERSIONS)))


def admitted(bank: Bank, found: Answers) -> Answers:
    return found._replace(answers=admit_all(bank, found.answers), parked=admit_all(bank, found.parked))


@settings(max_examples=100)
@of_any_bank
def test_from_a_record_to_fhir_and_back_nothing_is_lost(name, seed, version):
    bank, report = BANKS[name], some_report(BANKS[name], seed)
    record = answers_in(read_yaml(as_json(report).encode(), "record.json"), "record.json")
    found = admitted(bank, read(as_fhir(filled(report, bank, version))))
    assert found == admitted(bank, record)
    again = make_report(Interview.start(bank, found.answers, found.parked), found.started, found.finished, found.ended)
    assert as_json(again) == as_json(report)


@settings(max_examples=100)
@of_any_bank
def test_a_response_keeps_to_its_form(name, seed, version):
    bank, report = BANKS[name], some_report(BANKS[name], seed)
    assert list(findings(filled(report, bank, version), FORMS[bank.id, version])) == []


@settings(max_examples=50)
@given(banks, some.integers(0, 10**6), some.sampled_from(list(VERSIONS)))
def test_so_it_is_with_any_bank_that_fhir_can_express(bank, seed, version):
    try:
        form = questionnaire(bank, version)
    except FhirError:
        return
    report = some_report(bank, seed)
    written = response(report, bank, form, narrative(report), version)
    assert list(findings(written, form)) == []
    found = admitted(bank, read(as_fhir(written)))
    again = make_report(Interview.start(bank, found.answers, found.parked), found.started, found.finished, found.ended)
    assert as_json(again) == as_json(report)


def test_the_same_record_gives_the_same_bytes():
    assert as_fhir(filled(report_of("full"))) == as_fhir(filled(report_of("full")))


def test_another_record_has_another_identifier():
    found = {filled(report_of(name))["identifier"]["value"] for name in WAYS}
    assert len(found) == len(WAYS)


def test_nobody_is_named_unless_wanted():
    assert filled(report_of("full")).keys().isdisjoint({"subject", "author", "source", "encounter"})
    assert filled(report_of("full"), subject="Patient/12")["subject"] == {"reference": "Patient/12"}


def test_in_r5_identifiers_are_a_list():
    found = report_of("full")
    assert filled(found, version="R5")["identifier"] == [filled(found)["identifier"]]


@pytest.mark.parametrize("name", ["stopped", "partial", "empty"])
def test_there_is_no_score_without_a_result(name):
    assert '"hip-least"' not in as_fhir(filled(report_of(name)))


def test_times_that_are_not_known_are_left_out():
    report = make_report(Interview.start(SMALL, FULL))
    found = filled(report)
    assert "authored" not in found
    assert (read(as_fhir(found)).started, read(as_fhir(found)).finished) == ("", "")


def test_the_words_of_a_bank_are_never_markup():
    source = SMALL.source.replace(b"label: Weight loss", b"label: <script>alert(1)</script> & <b>more</b>")
    bank = bank_from(source.replace(b"title: A small bank", b"title: A </div> bank"), "bank.yaml")
    report = made(bank, FULL | {"soon": "not_sure"})
    form = questionnaire(bank)
    found = response(report, bank, form, narrative(report))
    assert list(findings(found, form)) == []
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &lt;b&gt;more&lt;/b&gt;" in found["text"]["div"]


# Read again, whoever wrote it


def edited(change: Callable[[dict], object], name: str = "full") -> str:
    """The response after a change."""
    found = filled(report_of(name))
    change(found)
    return as_fhir(found)


def items_of(holder: dict) -> Iterator[dict]:
    for item in holder.get("item", []):
        yield item
        yield from items_of(item)


def item(resource: dict, link: str) -> dict:
    """The item with this link id, wherever it stands."""
    return next(found for found in items_of(resource) if found["linkId"] == link)


def inside(resource: dict, link: str) -> list[dict]:
    """The items inside this one."""
    return item(resource, link)["item"]


def coding(resource: dict, link: str) -> dict:
    return item(resource, link)["answer"][0]["valueCoding"]


def test_items_without_an_answer_tell_nothing():
    def add(found: dict) -> None:
        found["item"].append({"linkId": "soon-section", "item": [{"linkId": "soon", "text": "Soon?"}]})
        found["item"].append({"linkId": "form-notice", "text": "Notice"})

    assert read(edited(add)) == read(edited(lambda found: None))


def test_answers_are_found_however_deep_they_stand():
    def move(found: dict) -> None:
        held = item(found, "soon")
        item(found, "now")["answer"][0]["item"] = [dict(held)]
        held.clear()
        held["linkId"] = "soon"

    assert read(edited(move)).answers == read(edited(lambda found: None)).answers


def test_a_time_of_another_program_is_taken_to_the_second():
    changed = edited(lambda found: found.update(authored="2026-11-22T20:06:10.123Z"))
    assert read(changed).finished == "2026-11-22T20:06:10+00:00"


def test_words_that_are_displayed_do_not_matter():
    changed = edited(lambda found: coding(found, "groin").update(display="Souvent"))
    assert read(changed) == read(edited(lambda found: None))


def test_a_response_without_a_digest_is_of_a_bank_by_its_version():
    read_again = read(edited(lambda found: found.pop("extension")))
    assert (read_again.bank, read_again.version, read_again.sha256) == ("small", "1.2.3", "")
    assert read_again.are_for(SMALL)
    assert not read_again._replace(version="1.2.4").are_for(SMALL)
    with pytest.raises(AnswersError, match=r"^these are answers to the bank 'other', not to 'small'$"):
        read_again._replace(bank="other").are_for(SMALL)


def test_a_corrected_response_is_read_like_a_completed_one():
    assert read(edited(lambda found: found.update(status="amended"))) == read(edited(lambda found: None))


OWN = "https://hipback.invalid/fhir/CodeSystem/small"
WRONG = {
    "a_form": (
        lambda found: found.update(resourceType="Questionnaire"),
        "response.json is a FHIR resource of the type 'Questionnaire': give a QuestionnaireResponse",
    ),
    "another_form": (
        lambda found: found.update(questionnaire="http://example.org/q|1"),
        "response.json answers the form 'http://example.org/q|1': hipback reads answers to its own forms, which are "
        "https://hipback.invalid/fhir/Questionnaire/...",
    ),
    "no_form": (
        lambda found: found.pop("questionnaire"),
        "response.json does not say which form it answers: hipback reads answers to its own forms, which are "
        "https://hipback.invalid/fhir/Questionnaire/...",
    ),
    "entered_in_error": (
        lambda found: found.update(status="entered-in-error"),
        "response.json was entered in error, as its status says: its answers are not used",
    ),
    "unknown_status": (
        lambda found: found.update(status="finished"),
        "response.json: the status is 'finished', use 'amended', 'completed', 'in-progress' or 'stopped'",
    ),
    "another_system": (
        lambda found: coding(found, "groin").update(system="http://loinc.org", code="LA6270-8"),
        f"groin: the code 'LA6270-8' is of the system 'http://loinc.org', expected {OWN}/groin",
    ),
    "a_way_out_of_the_wrong_system": (
        lambda found: coding(found, "groin").update(code="not_sure"),
        f"groin: the code 'not_sure' is of the system '{OWN}/groin', expected "
        "https://hipback.invalid/fhir/CodeSystem/ways-out",
    ),
    "a_text": (
        lambda found: item(found, "groin").update(answer=[{"valueString": "Often"}]),
        "groin: expected either 'valueCoding' or 'valueInteger', found 'valueString'",
    ),
    "two_values": (
        lambda found: item(found, "age")["answer"][0].update(valueDecimal=50),
        "age: expected either 'valueCoding' or 'valueInteger', found 'valueInteger' and 'valueDecimal'",
    ),
    "no_value": (
        lambda found: item(found, "age").update(answer=[{}]),
        "age: expected either 'valueCoding' or 'valueInteger', found nothing",
    ),
    "a_way_out_and_an_answer": (
        lambda found: item(found, "numb")["answer"].append(
            {"valueCoding": {"system": "https://hipback.invalid/fhir/CodeSystem/ways-out", "code": "not_sure"}}
        ),
        "numb: 'not_sure' stands alone or not at all",
    ),
    "changed_meaning": (
        lambda found: found.update(modifierExtension=[{"url": "http://example.org/not", "valueBoolean": True}]),
        "line 1: a 'modifierExtension' changes what is meant, hipback knows none",
    ),
    "unknown_question": (
        lambda found: item(found, "groin").update(linkId="groyne"),
        f"groyne: the code 'often' is of the system '{OWN}/groin', expected {OWN}/groyne",
    ),
}


@pytest.mark.parametrize("name", WRONG)
def test_what_cannot_be_read_is_told(name):
    change, sentence = WRONG[name]
    with pytest.raises(HipbackError) as caught:
        read(edited(change))
    assert str(caught.value) == sentence


def test_an_item_that_is_answered_twice_is_told():
    with pytest.raises(AnswersError) as caught:
        read(edited(lambda found: found["item"].append(dict(item(found, "soon")))))
    assert re.fullmatch(r"soon: answered twice, on line \d+ and on line \d+", str(caught.value))


def test_a_number_and_a_way_out_of_it_are_two_answers():
    out = {"linkId": "age-open", "answer": [{"valueCoding": {"system": WAYS_OUT_SYSTEM, "code": "not_sure"}}]}
    with pytest.raises(AnswersError, match=r"^age: answered twice"):
        read(edited(lambda found: found["item"].append(out)))


def test_what_is_no_fhir_is_told_with_its_place():
    with pytest.raises(BankError) as caught:
        read(edited(lambda found: item(found, "soon").pop("linkId")))
    assert re.fullmatch(r"response.json:\d+:\d+: HB211 missing key 'linkId' in an item", str(caught.value))
    with pytest.raises(BankError, match="HB223 'authored' is '2026-11-22T20:06:10': expected a time like"):
        read(edited(lambda found: found.update(authored="2026-11-22T20:06:10")))
    with pytest.raises(BankError, match="HB209 'linkId' was given before"):
        read(edited(lambda found: None).replace('"linkId"', '"linkId": "twice", "linkId"', 1))


def test_two_options_where_one_may_be_are_told():
    found = read(edited(lambda found: item(found, "groin")["answer"].append({"valueCoding": coding(found, "groin")})))
    with pytest.raises(AnswersError) as caught:
        admit_all(SMALL, found.answers)
    assert str(caught.value) == "groin: expected the id of one option, found a list: 'often', 'often'"


JUNK = (None, "", 0, True, [], {}, [[]], [{}], "x", {"a": 1}, "not_sure", 1.5)


def spots(value: object) -> Iterator[tuple[Any, Any]]:
    """Every part of a resource: what holds it, and under which name or number."""
    if isinstance(value, (dict, list)):
        for key, part in list(value.items() if isinstance(value, dict) else enumerate(value)):
            yield value, key
            yield from spots(part)


@settings(max_examples=50)
@given(some.sampled_from(list(WAYS)), some.integers(0, 10**6), some.sampled_from(JUNK))
def test_a_damaged_response_is_read_or_told(name, seed, junk):
    found = filled(report_of(name))
    holder, key = Random(seed).choice(list(spots(found)))
    holder[key] = deepcopy(junk)
    with suppress(HipbackError):
        admitted(SMALL, read(as_fhir(found)))


# The rules


HELP = {"linkId": "rest_pain-help"}
SAID = {"linkId": "form-notice", "answer": [{"valueBoolean": True}]}
BROKEN = {
    "type": (lambda found: found.update(resourceType="Questionnaire"), "resourceType"),
    "shape": (lambda found: item(found, "back-most").update(answer={"valueInteger": 6}), "back-most.answer"),
    "keys": (lambda found: item(found, "soon")["answer"][0].update(display="No"), "soon.answer.display"),
    "ele-1": (lambda found: found.update(extension=[{"url": ""}]), "extension.0.url"),
    "status": (lambda found: found.update(status="finished"), "status"),
    "form": (
        lambda found: found.update(questionnaire="https://hipback.invalid/fhir/Questionnaire/small"),
        "questionnaire",
    ),
    "authored": (lambda found: found.update(authored="2026-01-01T10:00:00"), "authored"),
    "identifier": (lambda found: found["identifier"].pop("system"), "identifier"),
    "narrative": (lambda found: found["text"].update(div="<p>" + found["text"]["div"]), "text"),
    "notice": (lambda found: found["text"].update(div=found["text"]["div"].replace("do not wait.", "wait.")), "text"),
    "link": (lambda found: inside(found, "groin-section").append({"text": "More"}), "groin-section.item"),
    "known": (lambda found: found["item"].append({"linkId": "more"}), "more"),
    "nesting": (lambda found: found["item"].append(inside(found, "form-scores").pop()), "back-most"),
    "order": (
        lambda found: inside(found, "now-section").insert(1, inside(found, "now-section").pop()),
        "today",
    ),
    "qrs-2": (lambda found: inside(found, "groin-section").append(item(found, "rest_pain")), "rest_pain"),
    "text": (lambda found: item(found, "soon").update(text="Did you lose weight?"), "soon"),
    "qrs-1": (lambda found: item(found, "rest_pain").update(item=[HELP]), "rest_pain"),
    "silent": (
        lambda found: found["item"].append({"linkId": "form-notice", "answer": [{"valueBoolean": True}]}),
        "form-notice",
    ),
    "inside": (
        lambda found: item(found, "rest_pain")["answer"][0].update(item=[{"linkId": "rest_pain-help"}]),
        "rest_pain",
    ),
    "value": (lambda found: item(found, "age")["answer"][0].update(valueString="fifty"), "age"),
    "kind": (lambda found: item(found, "back-most").update(answer=[{"valueInteger": True}]), "back-most"),
    "range": (lambda found: item(found, "age").update(answer=[{"valueInteger": 121}]), "age"),
    "options": (lambda found: coding(found, "soon").update(code="perhaps"), "soon"),
    "repeats": (lambda found: item(found, "rest_pain")["answer"].append({"valueInteger": 4}), "rest_pain"),
    "distinct": (lambda found: item(found, "numb")["answer"].append(item(found, "numb")["answer"][0]), "numb"),
    "exclusive": (lambda found: item(found, "numb")["answer"].append(none_of(found, "numb")), "numb"),
    "enabled": (lambda found: coding(found, "socks").update(code="no", display="No"), "socks_cause"),
    "required": (lambda found: inside(found, "groin-section").pop(0), "groin"),
}
"""For each rule a change that breaks it and no other one, and where."""


def none_of(found: dict, link: str) -> dict:
    """The answer that excludes all others."""
    return {"valueCoding": coding(found, link) | {"code": "none", "display": "None of these"}}


@pytest.mark.parametrize("rule", BROKEN)
def test_a_rule_finds_what_breaks_it_and_no_other_rule_does(rule):
    change, place = BROKEN[rule]
    found = filled(report_of("full"))
    change(found)
    words = {rule.id: rule.words for rule in RULES}
    assert list(findings(found, FORMS["small", "R4"])) == [f"{place}: {rule}: {words[rule]}"]


def test_every_rule_is_tried():
    assert list(BROKEN) == [rule.id for rule in RULES]


@pytest.mark.parametrize("shape", [None, "x", 4, [], {}, [[]], {"item": 4}])
def test_the_rules_can_look_at_anything(shape):
    for key in ("item", "answer", "text", "identifier", "extension", "status", "authored", "questionnaire"):
        found = filled(report_of("full")) | {key: shape}
        items = found["item"] if isinstance(found["item"], list) else []
        found["item"] = [*items, {"linkId": shape, "answer": shape}]
        assert list(findings(found, FORMS["small", "R4"]))


@pytest.mark.parametrize("tag", ["script", "img", "a", "style"])
def test_a_narrative_holds_few_tags(tag):
    found = filled(report_of("full"))
    found["text"]["div"] = found["text"]["div"].replace("<h2>", f"<{tag}/><h2>", 1)
    assert list(findings(found, FORMS["small", "R4"])) == ["text: narrative: there is a text in XHTML, of few tags"]


def test_what_may_be_open_until_the_end_is_not_asked_before():
    found = filled(report_of("full"))
    found["status"] = "in-progress"
    inside(found, "groin-section").pop(0)
    assert list(findings(found, FORMS["small", "R4"])) == []


# The command line

BANK_FILE = str(HERE / "banks" / "small.yaml")


def run(*words: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hipback", *words, "--bank", BANK_FILE]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, timeout=60, encoding="utf-8")


@pytest.fixture
def kept(tmp_path):
    """A record in a file."""
    path = tmp_path / "record.json"
    path.write_text(as_json(report_of("full")), encoding="utf-8")
    return path


def test_a_report_as_fhir_is_read_back_to_the_same_record(kept, tmp_path):
    told = run("report", str(kept), "--format", "fhir")
    assert (told.returncode, told.stderr, told.stdout) == (0, "", as_fhir(filled(report_of("full"))))
    again = run("report", "-", "--format", "json", stdin=told.stdout)
    assert (again.returncode, again.stderr, again.stdout) == (0, "", kept.read_text(encoding="utf-8"))


def test_a_file_that_is_named_so_is_fhir(kept, tmp_path):
    path = tmp_path / "response.fhir.json"
    assert run("report", str(kept), "-o", str(path)).returncode == 0
    assert path.read_text(encoding="utf-8") == as_fhir(filled(report_of("full")))


def test_version_and_subject_are_told(kept):
    told = run("report", str(kept), "--format", "fhir", "--fhir-version", "R5", "--subject", "Patient/12")
    assert told.stdout == as_fhir(filled(report_of("full"), version="R5", subject="Patient/12"))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--subject", "Patient/12"], "--fhir-version and --subject go with --format fhir, and the form is text"),
        (["--format", "json", "--fhir-version", "R4"], "--fhir-version and --subject go with --format fhir"),
        (["--format", "fhir", "--subject", "John"], "--subject takes a reference such as Patient/123, found 'John'"),
        (["--format", "fhir", "--fhir-version", "R6"], "'R6' is not one of 'R4', 'R5'"),
    ],
)
def test_a_wrong_wish_is_wrong_usage(words, sentence, kept):
    told = run("report", str(kept), *words)
    assert (told.returncode, told.stdout) == (2, "")
    assert sentence in told.stderr


def test_a_screening_takes_its_answers_from_a_response(tmp_path):
    path = tmp_path / "response.json"
    path.write_text(as_fhir(filled(report_of("full"))), encoding="utf-8")
    told = run("screen", "--answers", str(path), "--json", "-")
    assert (told.returncode, told.stderr) == (0, "")
    assert json.loads(told.stdout)["answers"] == json.loads(as_json(report_of("full")))["answers"]


def test_a_response_to_another_version_of_the_form_is_told():
    text = as_fhir(filled(report_of("full"))).replace("|1.2.3", "|1.2.2")
    told = run("report", "-", stdin=text)
    assert told.returncode == 0
    assert told.stderr == "standard input was made with another version of the bank. This result is by version 1.2.3.\n"


def test_all_that_is_wrong_with_a_response_is_told_at_once():
    def spoil(found: dict) -> None:
        coding(found, "groin").update(system="http://loinc.org")
        item(found, "soon")["answer"].append({"valueString": "no"})

    told = run("report", "-", stdin=edited(spoil))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.splitlines() == [
        "soon: expected either 'valueCoding' or 'valueInteger', found 'valueString'",
        f"groin: the code 'often' is of the system 'http://loinc.org', expected {OWN}/groin",
    ]

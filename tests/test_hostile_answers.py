"""Answers that mean harm, or were made by accident, in files and typed: the cases A01 to A35, under the oracle."""

import json
import re
import subprocess
from itertools import product
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import answers_to
from hipback.answers import read_answers
from hipback.bank import default_bank_path, read_bank
from hipback.errors import AnswersError, HipbackError
from hipback.interview import Interview, admit_all
from hipback.model import Bank, Urgency
from hipback.result import make_report
from hipback.safety import NOTICE
from hipback.terminal import TRIES_AT_MOST, understood
from hostile.answers import FILES, GOOD, having
from oracle import check, check_words, letters, run, run_alike
from test_terminal import COMPLETE, NO_SIGNS, Talk, answer_to, talk

HERE = Path(__file__).parent
NOT_FINISHED = "This screening is not finished, so there is no result"
WORDS = ["[red]x[/red]", "=1+1", "<b>x</b>", "\u05d0\u05d1", "😀", "\x1b]0;x\x07", "quit now"]
SMALL = str(HERE / "banks" / "small.yaml")


@pytest.mark.hazard("HZ-16")
@pytest.mark.parametrize("case", FILES)
def test_hostile(case, tmp_path, figure):
    for name, file in FILES[case].items():
        path = tmp_path / "answers"
        path.write_bytes(file.source)
        ran = run_alike("report", "--bank", SMALL, "answers", here=tmp_path)
        check(ran, int(bool(file.words)), shows=() if file.words else [NOTICE, "Hip signs"])
        assert [words for words in file.words if words not in ran.err] == [], (name, ran.err)
        if file.words:
            assert not ran.out
    figure("answers", f"files/{case}", len(FILES[case]), wrong=0)


def refused(source: bytes, bank) -> bool:
    """Whether a file of answers is refused, with sentences that harm no terminal."""
    try:
        admit_all(bank, read_answers(source, "answers").answers)
    except HipbackError as error:
        check_words(str(error))
        return True
    return False


@pytest.mark.usefixtures("each_loader")
def test_a07_half_a_file_is_no_set_of_answers(small):
    whole = having()
    assert [end for end in range(1, len(whole)) if not refused(whole[:end], small)] == []
    assert not refused(whole, small)


@pytest.mark.hazard("HZ-09")
def test_a10_answers_to_another_bank_are_refused(tmp_path):
    record = {"format": "hipback-record/1", "bank": {"id": "other"}, "answers": GOOD}
    (tmp_path / "record.json").write_text(json.dumps(record))
    for words in (["report"], ["explain"], ["screen", "--no-save", "--answers"]):
        ran = run(*words, "record.json", "--bank", SMALL, here=tmp_path)
        check(ran, 1)
        assert "these are answers to the bank 'other', not to 'small'" in ran.err


@pytest.mark.parametrize("bank", [{"id": "small", "version": "0.0.1"}, {"id": "small", "sha256": "0" * 64}])
def test_a10_answers_to_another_version_of_the_bank_are_told(bank, tmp_path):
    record = {"format": "hipback-record/1", "bank": bank, "answers": GOOD}
    (tmp_path / "record.json").write_text(json.dumps(record))
    ran = run("report", "--bank", SMALL, "record.json", here=tmp_path)
    check(ran, 0, shows=[NOTICE])
    assert "was made with another version of the bank" in ran.err


def test_a11_an_answer_to_a_question_that_is_not_put_is_told_and_not_scored(tmp_path):
    (tmp_path / "answers").write_bytes(having(socks="no", socks_cause="both"))
    ran = run("screen", "--no-save", "--bank", SMALL, "--answers", "answers", here=tmp_path)
    check(ran, 0, shows=[NOTICE])
    assert "Not used, since the question was not put: socks_cause" in ran.err
    without = {id: answer for id, answer in GOOD.items() if id != "socks_cause"} | {"socks": "no"}
    (tmp_path / "without").write_text(json.dumps(without))
    assert run("screen", "--no-save", "--bank", SMALL, "--answers", "without", here=tmp_path).out == ran.out


@pytest.mark.hazard("HZ-06", "HZ-13")
@pytest.mark.parametrize("left_out", [("now", "today"), ("groin", "socks", "numb", "rest_pain")])
def test_a12_without_the_warning_signs_or_half_of_the_answers_nothing_is_said_to_be_well(left_out, tmp_path):
    (tmp_path / "answers").write_text(json.dumps({id: GOOD[id] for id in GOOD if id not in left_out}))
    ran = run("report", "--bank", SMALL, "answers", here=tmp_path)
    check(ran, 0, shows=[NOTICE, NOT_FINISHED, "Get emergency help at once if"])
    assert "Hip signs" not in ran.out
    asked = run("screen", "--no-save", "--bank", SMALL, "--answers", "answers", here=tmp_path)
    check(asked, 1)
    assert left_out[0] in asked.err


@pytest.mark.parametrize("words", [["report", "-"], ["screen", "--no-save", "--answers", "-"], ["screen", "--no-save"]])
def test_a13_a_line_without_end_is_not_read_to_its_end(words, tmp_path):
    with subprocess.Popen(["head", "-c", "1G", "/dev/zero"], stdout=subprocess.PIPE) as endless:
        ran = run(*words, "--bank", SMALL, here=tmp_path, given=endless.stdout)
        endless.kill()
    check(ran, 1, megabytes=100)


@pytest.mark.parametrize(
    ("given_so", "code", "words"),
    [
        (["soon=no=yes"], 1, "soon: no option 'no=yes'"),
        (["soon="], 2, "--set takes question=answer, found 'soon='"),
        (["=no"], 1, "'': there is no such question"),
        (["soon"], 2, "--set takes question=answer, found 'soon'"),
        (["soon=yes", "soon=no"], 2, "--set names 'soon' twice"),
        (["soon=\x1b[31m"], 1, "soon: no option"),
        (["soon=\udcff"], 1, "soon: no option"),
    ],
)
def test_a14_a_setting_is_a_question_and_an_answer(given_so, code, words, tmp_path):
    options = [word for setting in given_so for word in ("--set", setting)]
    ran = run("screen", "--no-save", "--bank", SMALL, *options, here=tmp_path)
    check(ran, code)
    assert words in ran.err


TYPED = {
    "2": "no",
    "2\r": "no",
    " 2 ": "no",
    "\u00a02\u3000": "no",
    "no": "no",
    "NO": "no",
    "\uff2e\uff4f": "no",
    "No\t": "no",
    "\uff12": "no",
    "1": "yes",
    "y": "yes",
    "n": None,  # also the first letter of "not sure"
    "ye": "yes",
    "3": "not_sure",
    "not sure": "not_sure",
    "0": None,
    "5": None,
    "-1": None,
    "+2": None,
    "2.0": None,
    "1e0": None,
    "0x2": None,
    "2_0": None,
    "\u0662": None,
    "\u00b2": "no",  # as wide as any other two, once it is made plain
    "99999999999999999999": None,
    "nan": None,
    "": None,
    "   ": None,
    "2\0": None,
    "\x1b[A": None,
    "2\x1b": None,
    "\ufffd": None,
    "[red]": None,
    "=1+1": None,
    "x" * 1_000_000: None,
}


@pytest.mark.hazard("HZ-06", "HZ-16")
@pytest.mark.parametrize(("typed", "answer"), TYPED.items(), ids=[repr(typed[:20]) for typed in TYPED])
def test_a16_what_is_typed_at_a_question_means_one_thing_or_nothing(typed, answer, small):
    assert answer_to(small, "soon", typed) == answer


NUMBERS = {"3": 3, "03": 3, " 3 ": 3, "\uff13": 3, "10": 10, "0": 0}
NO_NUMBERS = ["11", "-1", "+3", "3,5", "3.0", "1e1", "1_0", "0x3", "\u0663", "nan", "inf", "3\0", "9" * 400]


@pytest.mark.hazard("HZ-16")
@pytest.mark.parametrize(("typed", "answer"), [*NUMBERS.items(), *((words, None) for words in NO_NUMBERS)])
def test_a05_a_number_is_typed_in_plain_digits(typed, answer, small):
    assert answer_to(small, "rest_pain", typed) == answer


NO_REPLIES = [
    *("-1", "+2", "2.0", "1e0", "0x2", "2_0", "\u0662", "9" * 20, "nan", "", "   ", "2\0", "\x1b[A", "2\x1b", "\ufffd"),
    *("[red]", "x" * 100_000, *WORDS, *("11.5", "3.0", "1e1", "1_0", "inf", "3\0", "9" * 400)),
]
"""What is typed, and is no answer to any question of the shipped bank."""


@pytest.mark.hazard("HZ-06", "HZ-16", "HZ-23")
def test_hostile_replies_are_no_answer_to_any_question_of_the_shipped_bank(figure):
    bank = read_bank(default_bank_path())
    tried = [(question, typed) for question in bank.questions.values() for typed in NO_REPLIES]
    wrong = [(question.id, typed[:20]) for question, typed in tried if understood(question, typed)[1] not in ("", ())]
    figure("answers", "hostile replies to every question", len(tried), wrong=len(wrong))
    assert wrong == []


def played(bank: Bank, draw: Random) -> Interview:
    """A whole screening, in most of which no sign ends it early."""
    interview = Interview.start(bank)
    while question := interview.question:
        calm = ("none",) if question.kind == "many" and draw.random() < 0.9 else None
        interview = interview.answer(calm or draw.choice(answers_to(question)))
    return interview


@pytest.mark.no_cover
def test_whoever_stops_after_any_answer_and_goes_on_comes_to_the_same_result(small, tries, figure):
    different, compared = 0, 0
    for bank, number in product([small, read_bank(default_bank_path())], range(tries(2, 40))):
        whole = played(bank, Random(number))
        for stop in range(len(whole.steps)):
            saved = json.loads(json.dumps(dict(whole.steps[:stop])))
            again = Interview.start(bank, admit_all(bank, saved))
            for step in whole.steps[stop:]:
                again = again.answer(step.answer)
            compared += 1
            different += make_report(again) != make_report(whole)
    figure("answers", "resume points compared", compared, different=different)
    assert different == 0


def test_a15_lines_may_end_as_on_other_systems(small):
    assert answer_to(small, "soon", "no\r") == "no"


def test_a17_the_last_line_may_lack_its_end(small):
    lines = iter(["no"])
    told = Talk([])
    told.screen = told.screen._replace(read=lambda: next(lines, ""))
    told.hold(Interview.start(small, given={id: NO_SIGNS[id] for id in ("now", "today")}))
    assert told.last.answers["soon"] == "no"


@pytest.mark.parametrize("sign", ["\0", "\x1b", "\x9b", "\x7f", "\u202e", "\ufffd", "\u200b"])
def test_a18_a_character_that_cannot_be_seen_is_never_a_mark_of_doubt(sign, small):
    assert answer_to(small, "numb", f"1{sign}") is None
    check_words(talk(small, "numb", f"1{sign}", sign).text)


@pytest.mark.parametrize("source", ["yes", "/dev/zero"])
def test_a19_whoever_says_the_same_for_ever_is_left(source, tmp_path, small):
    command = ["yes", "zzz"] if source == "yes" else ["cat", source]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as endless:
        check(run("screen", "--no-save", "--bank", SMALL, here=tmp_path, given=endless.stdout), 1)
        endless.kill()
    told = talk(small, "soon", *["zzz"] * 100)
    assert (len(list(told.unread)), "Let us stop here." in told.text) == (100 - TRIES_AT_MOST, True)


@pytest.mark.hazard("HZ-06")
def test_a20_without_a_terminal_it_says_how_to_give_answers(tmp_path):
    ran = run("screen", "--no-save", "--bank", SMALL, here=tmp_path)
    check(ran, 1)
    assert "give each answer by --answers or --set" in ran.err


@pytest.mark.hazard("HZ-06")
def test_a21_an_emergency_is_told_though_other_answers_are_missing(tmp_path, small):
    (tmp_path / "answers").write_text('{"now": ["saddle"]}')
    ran = run("screen", "--no-save", "--bank", SMALL, "--answers", "answers", here=tmp_path)
    check(ran, 0, shows=[NOTICE, small.flags["saddle"].text])
    assert "Hip signs" not in ran.out


@pytest.mark.hazard("HZ-06")
def test_a22_enter_alone_is_never_an_answer(small):
    told = talk(small, "now", *[""] * 50)
    assert told.last.answers == {}
    assert talk(small, "now", "", "", "none").last.answers["now"] == ("none",)


@pytest.mark.hazard("HZ-07")
def test_a23_not_sure_of_everything_calls_for_care_and_has_no_score(small):
    told = Talk(["not sure"] * 3 + ["1"]).hold(Interview.start(small))
    flags = [flag for flag in small.flags.values() if flag.not_sure and flag.urgency >= Urgency.SAME_DAY]
    report = make_report(told.last, ended=True)
    assert not report.scored
    assert {flag.text for flag in report.flags} >= {flag.not_sure for flag in flags}


@pytest.mark.hazard("HZ-43")
def test_a24_a_sign_that_is_taken_back_was_told_and_is_asked_again(small):
    told = Talk(["1", "2", "none"]).hold(Interview.start(small))
    assert "New numbness between your legs" in told.text
    assert "Is that right?" in told.text
    assert told.last.answers["now"] == ("none",)


@pytest.mark.hazard("HZ-05", "HZ-23")
@pytest.mark.parametrize(
    "words", ["[red]x[/red]", "=1+1", "<b>x</b>", "\u05d0\u05d1", "😀", "\x1b]0;x\x07", "quit now"]
)
def test_a26_hostile_words_are_refused_and_shown_harmlessly(words, small):
    told = talk(small, "soon", words)
    assert told.last.answers.get("soon") is None
    assert "is none of the answers" in told.text
    check_words(told.text)


@pytest.mark.hazard("HZ-22")
def test_a27_of_many_pasted_lines_each_that_counts_is_said_again(small):
    told = Talk(["none", "none", "2", "50", "1", "2", "1", "1", "3", *["1"] * 21]).hold(Interview.start(small))
    assert told.text.count("You chose:") == len(told.last.answers)


def test_a28_going_back_and_asking_for_help_for_ever_changes_nothing(small):
    told = Talk(["back"] * 1_000 + ["help"] * 1_000).hold(Interview.start(small))
    assert (told.last.answers, len(told.states)) == ({}, 1)
    forth = Talk(["none", "back"] * 500).hold(Interview.start(small))
    assert (forth.last.answers, len(forth.last.undone)) == ({}, 1)


def test_a29_an_option_by_its_number_its_word_or_its_beginning_is_the_same(small):
    assert {answer_to(small, "groin", typed) for typed in ("2", "sometimes", "some", "SOMETIMES")} == {"sometimes"}


@pytest.mark.parametrize(
    ("typed", "answer"), [("17", 17), ("0", 0), ("120", 120), ("121", None), ("150", None), ("199x", None)]
)
def test_a30_an_age_that_nobody_has_is_asked_again(typed, answer, small):
    told = talk(small, "age", typed)
    assert told.last.answers.get("age") == answer
    assert ("Under 18" in told.text) == (answer is not None and answer < 18)


def test_a31_the_record_of_the_program_is_a_file_of_answers(tmp_path):
    (tmp_path / "answers").write_bytes(having())
    first = run("report", "--bank", SMALL, "answers", "--format", "json", here=tmp_path)
    (tmp_path / "record").write_text(first.out)
    again = run("report", "--bank", SMALL, "record", "--format", "json", here=tmp_path)
    check(again, 0, shows=[NOTICE])
    assert again.out == first.out


def test_a34_every_question_says_why_it_is_asked_and_how_to_understand_it():
    bank = read_bank(default_bank_path())
    for question in bank.questions.values():
        assert question.why
        assert question.help


@pytest.mark.hazard("HZ-16", "HZ-23")
@given(st.text() | st.sampled_from(sorted(TYPED, key=len)[:-1]))
def test_whatever_is_typed_is_an_answer_or_is_asked_again(small, typed):
    for question in small.questions.values():
        command, answer = understood(question, typed)
        assert not (command and answer)
        if answer:  # of several marks, none is no answer either
            assert admit_all(small, {question.id: answer}) == {question.id: answer}


JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text() | st.sampled_from(sorted(GOOD)), inner),
)


@settings(max_examples=40)
@given(JSON)
def test_any_json_is_a_set_of_answers_or_is_refused(small, value):
    assert refused(json.dumps(value).encode(), small) in (True, False)


@given(st.permutations(sorted(GOOD)))
def test_the_order_of_answers_changes_nothing(small, order):
    first, other = (
        make_report(Interview.start(small, admit_all(small, {id: GOOD[id] for id in ids}))) for ids in (GOOD, order)
    )
    assert other == first


def test_a_message_tells_no_answer_but_the_wrong_one(tmp_path):
    (tmp_path / "answers").write_bytes(having(age="old"))
    ran = run("report", "--bank", SMALL, "answers", here=tmp_path)
    assert [answer for answer in ("often", "some", "hip", "foot", "none") if answer in ran.err] == []


def test_what_is_near_is_looked_for_as_long_as_it_is_shown(small):
    with pytest.raises(AnswersError) as caught:
        admit_all(small, {f"agee{number}": "x" for number in range(51)})
    assert caught.value.sentences[-2:] == (
        "'agee49': there is no such question, did you mean 'age'?",
        "'agee50': there is no such question, mend the others first",
    )


def test_every_case_is_tried_or_does_not_apply():
    tried = {*FILES, *(f"A{number}" for number in re.findall(r"def test_a(\d\d)_", Path(__file__).read_text()))}
    listed = set(re.findall(r"(?m)^- (A\d\d):", (HERE / "hostile" / "not_applicable_A.md").read_text()))
    assert tried | listed == {f"A{number:02}" for number in range(1, 36)}
    assert tried & listed == set()


def test_the_good_answers_are_the_complete_ones():
    assert letters(str(list(GOOD))) == letters(str(list(COMPLETE)))

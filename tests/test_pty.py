"""Whole runs of the real program on a pseudo-terminal: what a person sees, and what stays on the disk."""

import json
import shlex
import signal
import stat
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipback.bank import bank_from, default_bank_path, read_bank
from hipback.interview import Interview
from hipback.model import Bank, Question
from hipback.render.as_json import as_json
from hipback.result import make_report
from hipback.safety import ACTIONS, NOTICE, NUMBERS
from hipback.store import Store
from window import CHOICE, QUESTION, Window, close_all

SMALL = Path(__file__).parent / "banks" / "small.yaml"
RESUME = "hipback screen --resume"
LISTS = {"one": "1", "many": "none", "number": "52", "scale": "3"}


@pytest.fixture
def data(private_folders: Path) -> Path:
    """The folder in which the program keeps its files."""
    return private_folders / "data"


@pytest.fixture(scope="module")
def shipped() -> Bank:
    return read_bank(default_bank_path())


@pytest.fixture(autouse=True)
def _closed_windows() -> Iterator[None]:
    """A window that a failed test leaves open is closed before the next test."""
    yield
    close_all()


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.rglob("*"))


def reply_of(question: Question) -> str:
    """A sensible answer of someone without a warning sign."""
    return LISTS[question.kind]


def replies(bank: Bank) -> list[str]:
    """What someone without a warning sign types from the first question to the last."""
    interview, typed = Interview.start(bank), []
    while question := interview.question:
        typed.append(reply_of(question))
        value = {"one": next(iter(question.options), ""), "many": ["none"], "number": 52, "scale": 3}[question.kind]
        interview = interview.answer(value)
    return typed


def saved(data: Path, bank: Bank, **answers: object) -> None:
    """Leave an unfinished screening with these answers, saved just now."""
    saved_at(data, bank, time.time(), **answers)


def saved_at(data: Path, bank: Bank, moment: float, **answers: object) -> None:
    stamp = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(moment))
    Store(str(data)).save(Interview.start(bank, answers), stamp, stamp)


NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
SMALL_REPLIES = ["none", "none", "no", "50", "often", "some", "my hip", "1", "3"]


# Whole runs


def test_a_whole_run_goes_from_the_welcome_to_the_notice_and_keeps_a_copy_if_asked(data, shipped):
    window = Window("")
    window.answer(*replies(shipped), "yes")
    assert window.end() == 0
    assert window.seen.startswith(f"{shipped.title}\n")
    assert shipped.welcome in window.flat
    assert "Your summary" in window.seen
    assert NOTICE in window.flat.partition("Your summary")[2]
    [copy] = data.glob("record-*.json")
    assert names(data) == ["hipback.lock", copy.name]
    assert stat.S_IMODE(copy.stat().st_mode) == 0o600
    assert stat.S_IMODE(data.stat().st_mode) == 0o700
    record = json.loads(copy.read_bytes())
    assert (record["status"], len(record["answers"])) == ("completed", len(replies(shipped)))
    assert str(copy) in window.flat.replace(" ", "") or str(copy) in window.flat
    assert window.flat.endswith("To see it again, run: hipback history")


def test_a_whole_run_on_a_narrow_and_dumb_terminal_is_plain_and_leaves_nothing_if_asked(data, shipped):
    window = Window("", term="dumb", columns=40)
    window.answer(*replies(shipped), "no")
    assert window.end() == 0
    assert "\x1b" not in window.raw
    assert window.seen.isascii()
    assert max(len(line) for line in window.seen.splitlines()) <= 40
    assert NOTICE in window.flat.partition("Your summary")[2]
    assert names(data) == ["hipback.lock"]


@pytest.mark.hazard("HZ-19", "HZ-29")
@pytest.mark.parametrize(("term", "columns"), [("xterm", 80), ("dumb", 40)])
def test_an_emergency_ends_with_numbers_and_the_notice_and_without_a_score(term, columns, data):
    window = Window("", term, columns)
    window.answer("1", "yes")
    assert window.end() == 0
    told = window.flat.partition("GET EMERGENCY HELP NOW: DO NOT WAIT")[2]
    assert [words for words in (*ACTIONS[3], NUMBERS, NOTICE) if words not in told] == []
    assert told.endswith(NOTICE)
    assert "Your summary" not in window.seen
    assert " points" not in told
    assert names(data) == ["hipback.lock"]


def test_an_emergency_that_was_a_slip_goes_on_with_the_same_question():
    window = Window("")
    window.answer("1", "no")
    window.wait()
    assert "Your earlier answer: New numbness" in window.flat.rpartition("Question 1,")[2]
    window.answer("none")
    window.wait()
    assert "Question 2," in window.seen
    window.answer("quit")
    assert window.end() == 0
    assert "GET EMERGENCY HELP NOW: DO NOT WAIT" not in window.seen


def test_a_screening_that_is_gone_on_with_comes_to_the_record_of_its_answers(data, tmp_path):
    """But for `finished`: that is when it was gone on with."""
    bank, path = read_bank(SMALL), tmp_path / "record.json"
    answers = {**NO_SIGNS, "groin": "often", "socks": "no", "socks_cause": "hip", "numb": ("foot",), "rest_pain": 3}
    saved(data, bank, **answers)
    started = Store(str(data)).load("small").started
    window = Window(f"--bank {SMALL} --resume --json {path}")
    window.answer("yes")
    assert window.end() == 0
    [copy] = data.glob("record-*.json")
    assert path.read_bytes() == copy.read_bytes()
    found = json.loads(path.read_bytes())
    expected = as_json(make_report(Interview.start(bank, answers), started, found["finished"], ended=True))
    assert path.read_text(encoding="utf-8") == expected


# Forgetting


FORGET = "Anything else keeps it: "


def kept(data: Path) -> list[str]:
    """Two kept records; what is in the folder then."""
    for name in ("a0000001", "b0000002"):
        (data / f"record-{name}.json").write_text("{", encoding="utf-8")
    return names(data)


@pytest.mark.parametrize("reply", ["", "y", "no", "yes please", " "])
def test_forget_removes_nothing_unless_yes_is_typed(reply, data):
    before = kept(data)
    window = Window("--all", command="forget")
    window.wait(FORGET)
    assert str(data / "record-a0000001.json") in window.seen
    window.answer(reply)
    assert window.end() == 0
    assert window.flat.endswith("Nothing was removed.")
    assert names(data) == before


def test_forget_removes_what_it_named_when_yes_is_typed(data):
    kept(data)
    window = Window("b0", command="forget")
    window.wait(FORGET)
    window.answer("Yes")
    assert window.end() == 0
    assert f"removed: {data / 'record-b0000002.json'}\n" in window.seen
    assert names(data) == ["record-a0000001.json"]


def test_the_end_of_input_removes_nothing(data):
    before = kept(data)
    window = Window("--all", command="forget")
    window.wait(FORGET)
    window.child.sendeof()
    assert window.end() == 0
    assert names(data) == before


def test_an_interrupt_at_the_question_removes_nothing(data):
    before = kept(data)
    window = Window("--all", command="forget")
    window.wait(FORGET)
    window.child.sendintr()
    assert window.end() == 130
    assert names(data) == before


def test_a_screening_that_is_open_in_another_window_is_not_forgotten(data):
    window = Window(f"--bank {SMALL}")
    window.answer("none")
    window.wait()
    other = Window("--all --yes", command="forget")
    assert other.end() == 1
    assert "this screening is open in another window: finish it there first" in other.flat
    assert names(data) == ["small.lock", "small.unfinished.json"]


# Stopping and going on


@pytest.mark.hazard("HZ-14", "HZ-48")
def test_quit_ends_with_the_notice_and_resume_goes_on_where_it_was(shipped):
    first = Window("")
    first.answer("none", "none", "none", "quit")
    assert first.end() == 0
    assert "Not finished" in first.seen
    assert NOTICE in first.flat.partition("Not finished")[2]
    assert RESUME in first.flat
    second = Window("--resume")
    second.wait()
    assert second.flat.startswith("You have an unfinished screening with 3 answers.")
    assert "Question 4," in second.seen
    assert shipped.questions["other_now"].text in second.flat
    second.answer("quit")
    assert second.end() == 0


@pytest.mark.hazard("HZ-18")
def test_without_an_option_the_person_is_asked_whether_to_go_on():
    first = Window("")
    first.answer("none", "quit")
    first.end()
    second = Window("")
    second.answer("1")
    second.wait()
    assert "Question 2," in second.seen
    second.answer("quit")
    assert second.end() == 0


def test_starting_again_removes_the_earlier_answers_as_it_says(data, small):
    saved(data, small, now=("none",), today=("none",))
    window = Window(f"--bank {SMALL}")
    window.answer("2", "quit")
    assert window.end() == 0
    assert names(data) == ["small.lock"]


def test_fresh_starts_again_without_asking(data, small):
    saved(data, small, now=("none",), today=("none",))
    window = Window(f"--bank {SMALL} --fresh")
    window.wait()
    assert "What would you like?" not in window.flat
    assert "Question 1," in window.seen
    window.answer("quit")
    assert window.end() == 0
    assert names(data) == ["small.lock"]


def test_resume_without_an_unfinished_screening_says_so():
    window = Window("--resume")
    window.wait()
    assert window.flat.startswith("There is no unfinished screening. This is a new one.")
    window.answer("quit")
    assert window.end() == 0


def test_quit_before_the_first_answer_promises_nothing(data):
    window = Window("")
    window.answer("quit")
    assert window.end() == 0
    assert NOTICE in window.flat
    assert RESUME not in window.flat
    assert names(data) == ["hipback.lock"]


@pytest.mark.hazard("HZ-25")
@pytest.mark.parametrize("count", [1, 4])
def test_a_kill_after_some_answers_loses_none_of_them(count, data, shipped):
    window = Window("")
    window.answer(*["none"] * count)
    window.wait()
    window.kill()
    assert len(Store(str(data)).load("hipback").steps) == count
    again = Window("--resume")
    again.wait()
    assert f"with {count} answer" in again.flat
    assert f"Question {count + 1}," in again.seen
    again.answer("quit")
    assert again.end() == 0


def test_ctrl_c_is_130_and_tells_how_to_resume_and_the_notice(data):
    window = Window("")
    window.answer("none", "none")
    window.wait()
    window.child.sendintr()
    assert window.end() == 130
    assert RESUME in window.flat
    assert NOTICE in window.flat
    assert "Traceback" not in window.seen
    assert len(Store(str(data)).load("hipback").steps) == 2


@pytest.mark.hazard("HZ-03")
def test_ctrl_c_does_not_hide_a_warning():
    window = Window("")
    window.answer("1")
    window.wait(CHOICE)
    window.child.sendintr()
    assert window.end() == 130
    assert NUMBERS in window.flat
    assert NOTICE in window.flat


@pytest.mark.parametrize("words", ["", "--resume"])
def test_ctrl_c_when_asked_what_to_do_is_130_and_keeps_the_answers(words, data, small):
    saved(data, small, **NO_SIGNS)
    window = Window(f"--bank {SMALL} {words}")
    window.wait(CHOICE, QUESTION)
    window.child.sendintr()
    assert window.end() == 130
    assert "Traceback" not in window.seen
    assert len(Store(str(data)).load("small").steps) == 4


def test_ctrl_c_at_the_offer_of_a_copy_is_130_after_the_notice_was_shown(data, small):
    window = Window(f"--bank {SMALL}")
    window.answer(*SMALL_REPLIES)
    window.wait(CHOICE)
    assert small.notice in window.flat
    window.child.sendintr()
    assert window.end() == 130
    assert "Traceback" not in window.seen
    assert list(data.glob("record-*")) == []


def test_after_a_kill_at_the_offer_of_a_copy_the_summary_is_shown_again(data, small):
    window = Window(f"--bank {SMALL}")
    window.answer(*SMALL_REPLIES)
    window.wait(CHOICE)
    window.kill()
    again = Window(f"--bank {SMALL} --resume")
    again.answer("no")
    assert again.end() == 0
    assert "Your summary" in again.seen
    assert small.notice in again.flat
    assert names(data) == ["small.lock"]


@pytest.mark.hazard("HZ-25")
def test_quit_at_the_offer_of_a_copy_keeps_nothing(data):
    window = Window(f"--bank {SMALL}")
    window.answer(*SMALL_REPLIES, "quit")
    assert window.end() == 0
    assert names(data) == ["small.lock"]


def test_an_arrow_key_does_not_move_about_on_the_screen():
    window = Window(f"--bank {SMALL}", term="dumb")
    window.answer("\x1b[A")
    window.wait()
    window.answer("quit")
    assert window.end() == 0
    assert "\x1b" not in window.raw


def test_ctrl_d_is_like_quit(data):
    window = Window("")
    window.answer("none", "none")
    window.wait()
    window.child.sendeof()
    assert window.end() == 0
    assert "Not finished" in window.seen
    assert NOTICE in window.flat
    assert RESUME in window.flat
    assert len(Store(str(data)).load("hipback").steps) == 2


@pytest.mark.hazard("HZ-03", "HZ-25")
def test_a_terminal_that_goes_away_loses_no_answer(data):
    window = Window("")
    window.answer("none", "none")
    window.wait()
    window.child.kill(signal.SIGHUP)
    window.end()
    assert len(Store(str(data)).load("hipback").steps) == 2


@pytest.mark.hazard("HZ-25")
def test_no_save_leaves_nothing_on_the_disk(private_folders, small):
    before = sorted(map(str, private_folders.rglob("*")))
    for last in (["quit"], ["1", "yes"]):
        window = Window(f"--no-save --bank {SMALL}")
        window.answer(*last)
        assert window.end() == 0
        assert RESUME not in window.flat
    whole = Window(f"--no-save --bank {SMALL}")
    whole.answer(*SMALL_REPLIES)
    assert whole.end() == 0
    assert "Keep a copy" not in whole.seen
    assert sorted(map(str, private_folders.rglob("*"))) == before


# Warnings that were due


@pytest.mark.hazard("HZ-03", "HZ-49")
@pytest.mark.parametrize("words", ["", "--resume", "--fresh"])
def test_a_warning_that_was_due_comes_first_at_the_next_start(words, data, small):
    window = Window(f"--bank {SMALL}")
    window.answer("1")
    window.wait(CHOICE)
    window.kill()
    assert small.flags["saddle"].text not in window.flat
    again = Window(f"--bank {SMALL} {words}")
    again.child.expect_exact(["GET EMERGENCY HELP NOW: DO NOT WAIT", QUESTION])
    assert again.child.after == "GET EMERGENCY HELP NOW: DO NOT WAIT"
    assert again.end() == 0
    assert small.flags["saddle"].text in again.flat
    assert NUMBERS in again.flat
    assert again.flat.endswith(small.notice)
    assert names(data) == ["small.lock"]


@pytest.mark.hazard("HZ-03")
@pytest.mark.parametrize("words", ["", "--resume", "--fresh"])
def test_a_same_day_sign_that_was_due_is_told_again_before_anything_is_asked(words, data, shipped):
    saved(data, shipped, nerve_now=("genitals",))
    window = Window(words)
    window.wait(QUESTION, CHOICE)
    assert shipped.flags["genitals"].text in window.flat
    window.child.sendeof()


def test_a_slip_at_an_earlier_list_can_be_mended_where_it_was_made(data, shipped):
    none = dict.fromkeys(["nerve_now", "injury_now", "body_now", "other_now"], ("none",))
    saved(data, shipped, **none)
    window = Window("--resume")
    window.answer("fever", "none", "none", "no")
    window.wait()
    assert shipped.questions["ill_today"].text in window.flat.rpartition("No, let me answer again")[2]
    window.answer("quit")
    assert window.end() == 0


# What was saved long ago, or with other questions


@pytest.mark.hazard("HZ-08")
@pytest.mark.parametrize("hours", [25, 24 * 400, -2])
def test_after_a_day_or_with_a_date_to_come_the_warning_signs_are_asked_again(hours, data, small):
    saved_at(data, small, time.time() - hours * 3600, **NO_SIGNS, groin="often")
    window = Window(f"--bank {SMALL} --resume")
    window.wait()
    assert "the warning signs are asked again" in window.flat
    assert "Question 1," in window.seen
    assert "Your earlier answer: None of these. Type keep to leave it so." in window.flat
    window.answer("keep", "keep", "keep", "keep")
    window.wait()
    assert small.questions["socks"].text in window.flat
    assert small.questions["groin"].text not in window.flat
    window.answer("quit")
    assert window.end() == 0


@pytest.mark.hazard("HZ-08")
def test_within_a_day_nothing_is_asked_again(data, small):
    saved_at(data, small, time.time() - 23 * 3600, **NO_SIGNS)
    window = Window(f"--bank {SMALL} --resume")
    window.wait()
    assert "asked again" not in window.flat
    assert small.questions["groin"].text in window.flat
    window.answer("quit")
    assert window.end() == 0


@pytest.mark.hazard("HZ-09", "HZ-10")
def test_with_other_questions_each_answer_is_only_offered_and_what_does_not_fit_is_listed(data, small):
    source = SMALL.read_text(encoding="utf-8")
    source = source.replace("  soon:\n", "  slimmer:\n").replace("when: {soon: yes}", "when: {slimmer: yes}")
    older = bank_from(source.encode(), "older.yaml")
    saved(data, older, now=("none",), today=("none",), slimmer="no", age=50, groin="often")
    window = Window(f"--bank {SMALL} --resume")
    window.wait()
    assert "The questions have changed since." in window.flat
    assert "do not fit the questions any more: slimmer." in window.flat
    assert "Your earlier answer: None of these. Type keep" in window.flat
    window.answer("keep", "keep", "no", "keep")
    window.wait()
    assert "Your earlier answer: Often (most days). Type keep" in window.flat
    window.answer("quit")
    assert window.end() == 0


def test_a_damaged_screening_is_told_and_fresh_keeps_it_aside(data, small):
    saved(data, small, **NO_SIGNS)
    file = data / "small.unfinished.json"
    file.write_bytes(file.read_bytes()[:-20])
    damaged = file.read_bytes()
    window = Window(f"--bank {SMALL}")
    assert window.end() == 1
    assert "is damaged: start again with --fresh" in window.flat
    assert file.read_bytes() == damaged
    fresh = Window(f"--bank {SMALL} --fresh")
    fresh.answer("none", "quit")
    assert fresh.end() == 0
    assert (data / "small.unfinished.json.damaged").read_bytes() == damaged
    assert len(Store(str(data)).load("small").steps) == 1


# Two windows, and where things go


def test_a_second_window_is_told_that_the_screening_is_open_elsewhere(data):
    first = Window("")
    first.answer("none")
    first.wait()
    second = Window("")
    assert second.end() == 1
    assert "this screening is open in another window" in second.flat
    third = Window("--no-save")
    third.answer("quit")
    assert third.end() == 0
    first.answer("quit")
    assert first.end() == 0
    assert len(Store(str(data)).load("hipback").steps) == 1


@pytest.mark.parametrize("last", [["quit"], ["pee", "yes"]])
def test_the_record_goes_to_a_file_while_the_questions_show_on_the_terminal(last, tmp_path):
    window = Window(f"--json - --bank {SMALL} > {shlex.quote(str(tmp_path / 'record.json'))}")
    window.answer(*last)
    assert window.end() == 0
    record = json.loads((tmp_path / "record.json").read_bytes())
    assert record["status"] == "stopped"
    assert "In the last two weeks" in window.flat
    assert NOTICE in window.flat
    assert "hipback-record" not in window.flat


def test_a_whole_run_with_the_summary_in_a_file(tmp_path, data):
    window = Window(f"--bank {SMALL} > {shlex.quote(str(tmp_path / 'summary.txt'))}")
    window.answer(*SMALL_REPLIES, "no")
    assert window.end() == 0
    summary = (tmp_path / "summary.txt").read_text(encoding="utf-8")
    assert "Your summary" in summary
    assert "Your summary" not in window.seen
    assert "\x1b" not in summary


@pytest.mark.hazard("HZ-45")
def test_a_folder_that_cannot_be_used_is_told_and_the_questions_still_come(tmp_path, monkeypatch):
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("HIPBACK_HOME", str(tmp_path / "file" / "data"))
    window = Window("")
    window.answer("pee", "yes")
    assert window.end() == 0
    assert "your answers will not be kept" in window.flat
    assert NUMBERS in window.flat

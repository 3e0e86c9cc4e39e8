"""Two banks of other kinds, written from the docs alone: a part that overrides the whole, and three of five."""

import subprocess
import sys
from itertools import product
from pathlib import Path

import pytest

from hipback.bank import read_bank
from hipback.interview import Interview
from hipback.model import Answer, Bank
from hipback.result import make_report

BANKS = Path(__file__).parent / "banks"
NINE = read_bank(BANKS / "nine-statements" / "bank.yaml")
FIVE = read_bank(BANKS / "five-findings" / "bank.yaml")
DAYS = ["bags", "chair", "bed", "car"]
THOUGHTS = ["trust", "reason", "alone", "cross"]
NO_SIGNS = {"now": ("none",), "today": ("none",), "age": 45}


def run(*words: str) -> tuple[int, str]:
    """Exit code and standard output of a whole run."""
    told = subprocess.run([sys.executable, "-m", "hipback", *words], capture_output=True, encoding="utf-8", timeout=60)
    return told.returncode, told.stdout


def headline(bank: Bank, answers: dict[str, Answer]) -> str:
    return make_report(Interview.start(bank, answers)).headline[0]


@pytest.mark.parametrize("name", ["nine-statements", "five-findings"])
def test_the_bank_has_no_problem(name):
    assert run("bank", "check", str(BANKS / name / "bank.yaml"))[0] == 0


@pytest.mark.parametrize("name", ["nine-statements", "five-findings"])
def test_all_of_it_is_proved(name):
    code, told = run("bank", "verify", str(BANKS / name / "bank.yaml"))
    assert (code, told.partition("\n")[0]) == (0, f"{BANKS / name / 'bank.yaml'}: all is proved.")


@pytest.mark.parametrize(("name", "people"), [("nine-statements", 17), ("five-findings", 16)])
def test_its_written_people_get_what_is_written(name, people):
    told = f"{people} people: {people} as written, 0 not.\n"
    assert run("bank", "test", str(BANKS / name / "bank.yaml")) == (0, told)


# Nine statements, of which the last five override the total


def group(days: int, thoughts: int) -> str:
    """The rule as one would write it in a paper."""
    if thoughts >= 4:
        return "thoughts"
    return "few" if days + thoughts <= 3 else "several"


def test_whoever_answers_all_nine_is_in_the_group_of_the_rule():
    for days in product((0, 1), repeat=4):
        for *thoughts, room in product((0, 1), repeat=5):
            marks = dict(zip([*DAYS, *THOUGHTS], [*days, *thoughts], strict=True))
            answers = {name: "yes" if mark else "no" for name, mark in marks.items()}
            found = headline(NINE, NO_SIGNS | answers | {"room": 7 if room else 6})
            assert found == group(sum(days), sum(thoughts) + room), marks


@pytest.mark.no_cover
def test_an_open_answer_gives_no_group_that_another_answer_would_change():
    for left_open in [*DAYS, *THOUGHTS]:
        for others in product(("yes", "no"), repeat=7):
            answers = dict(zip([name for name in [*DAYS, *THOUGHTS] if name != left_open], others, strict=True))
            possible = {headline(NINE, NO_SIGNS | answers | {left_open: word, "room": 3}) for word in ("yes", "no")}
            found = headline(NINE, NO_SIGNS | answers | {left_open: "not_sure", "room": 3})
            assert found in (possible if len(possible) == 1 else {"open"}), (left_open, answers)


# Three of five findings


@pytest.mark.parametrize("findings", list(product((False, True), repeat=5)))
def test_three_of_five_are_counted_whichever_they_are(findings):
    old, squats, front, hard, socks = findings
    answers = {
        "age": 50 if old else 49,
        "squat": "sometimes" if squats else "rarely",
        "places": ("groin", "front") if front else ("outside",),
        "hard": "more_hard" if hard else "one_hard",
        "socks": "yes",
        "socks_cause": "hip" if socks else "other",
    }
    assert headline(FIVE, answers) == ("three" if sum(findings) >= 3 else "fewer")


def test_a_bank_without_flags_says_so():
    assert FIVE.without_flags.startswith("This list asks about no warning signs.")

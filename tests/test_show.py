"""`hipback bank show`: a question as people see it, what comes out, and the sheet for a review."""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from hipback.bank import default_bank_path, read_bank
from hipback.examples import Examples
from hipback.lint import lint
from hipback.model import OneOf
from hipback.outcomes import all_outcomes, outcomes_for
from hipback.render.review import review_text
from hipback.result import make_report
from hipback.reviews import make_review
from hipback.safety import NOTICE
from hipback.written import Written

pexpect = pytest.importorskip("pexpect")

SMALL = Path(__file__).parent / "banks" / "small.yaml"
SOCKS_CAUSE = """\

Where it hurts

Question 7, then 2 more
What makes it hard?
  1 My hip
  2 My back
  3 Both
  4 Not sure
  5 Rather not say
Type the number that fits best.
Or: help, why, back, skip, quit.
Your answer: help
What stops you first.
Type the number that fits best.
help: these words. why: why this is asked. back: the question before. skip:
leave it open. quit: stop here; your answers are kept for later if saving is on.
Your answer: why
Both can make it hard.
Where this comes from:
  - Common teaching.
Your answer:\x20
"""


def show(*words: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A run of `hipback bank show` without a terminal."""
    left = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "HIPBACK_DEBUG")
    kept = {name: value for name, value in os.environ.items() if name not in left}
    return subprocess.run(
        [sys.executable, "-m", "hipback", "bank", "show", *words],
        capture_output=True,
        encoding="utf-8",
        env={**kept, "LC_ALL": "C.UTF-8", "TERM": "xterm", **more},
        timeout=60,
    )


def on_terminal(words: str, *typed: str, columns: int = 80, term: str = "xterm") -> str:
    """All that is seen in a terminal when this is run and these words are typed at a question; then it is closed."""
    left = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "HIPBACK_DEBUG")
    kept = {name: value for name, value in os.environ.items() if name not in left}
    child = pexpect.spawn(
        "bash",
        ["-c", f"exec {shlex.quote(sys.executable)} -m hipback {words}"],
        env={**kept, "TERM": term, "LC_ALL": "C.UTF-8"},
        dimensions=(50, columns),
        encoding="utf-8",
        timeout=20,
    )
    child.delaybeforesend = None
    seen = ""
    for word in typed:
        child.expect_exact("Your answer: ")
        seen += child.before + child.after
        child.sendline(word)
    child.expect([pexpect.EOF, "Your answer: "] if typed else pexpect.EOF)
    seen += child.before + (child.after if typed else "")
    child.close(force=True)
    return seen


# Questions


def test_a_question_is_shown_with_its_help_and_why():
    told = show("socks_cause", "--bank", str(SMALL))
    assert (told.returncode, told.stdout, told.stderr) == (0, SOCKS_CAUSE, "--- question socks_cause\n")


@pytest.mark.parametrize(("columns", "term"), [(80, "xterm"), (40, "xterm"), (80, "dumb")])
def test_it_is_letter_for_letter_what_a_screening_shows(columns, term):
    bank = f"--bank {shlex.quote(str(SMALL))}"
    known = "--set now=none --set today=none --set soon=yes --set age=45"
    screening = on_terminal(f"screen {bank} {known} --no-save", "help", "why", columns=columns, term=term)
    shown = on_terminal(f"bank show groin {bank}", columns=columns, term=term)
    assert "Do you feel pain in the groin?" in screening
    assert shown == f"--- question groin\r\n{screening}\r\n"
    assert ("\x1b[" in shown) is (term == "xterm")


def test_a_plain_preview_has_neither_colour_nor_pictures():
    rich = show("groin", "--bank", str(SMALL), FORCE_COLOR="1").stdout
    plain = show("groin", "--bank", str(SMALL), "--plain", FORCE_COLOR="1").stdout
    assert "\x1b[1mDo you feel pain in the groin?\x1b[0m" in rich
    assert " /  \\" in rich
    assert "\x1b" not in plain
    assert " /  \\" not in plain
    assert plain.isascii()


def test_forty_columns_are_kept():
    lines = show("socks_cause", "--bank", str(SMALL), COLUMNS="40").stdout.splitlines()
    assert max(map(len, lines)) <= 40


def test_without_a_name_the_first_screen_and_every_question_is_shown():
    told, bank = show("--bank", str(SMALL)), read_bank(SMALL)
    assert told.returncode == 0
    assert told.stdout.startswith("A small bank\n")
    assert told.stderr.splitlines() == ["--- first screen", *(f"--- question {id}" for id in bank.questions)]
    assert re.findall("Question (\\d)", told.stdout) == list("123456789")
    assert told.stdout.count("Your answer: why") == 9


def test_every_question_of_the_shipped_bank_is_shown():
    told, bank = show(), read_bank(default_bank_path())
    words = " ".join(told.stdout.split())
    assert told.returncode == 0
    assert [id for id, question in bank.questions.items() if " ".join(question.text.split()) not in words] == []
    assert told.stderr.count("\n") == 1 + len(bank.questions)


def test_a_question_that_nobody_comes_to_is_told(tmp_path):
    path = tmp_path / "bank.yaml"
    path.write_text(
        SMALL.read_text().replace("ask_if: {socks: [some, a_lot]}", "ask_if: {soon: yes, all: [{soon: no}]}")
    )
    told = show("socks_cause", "--bank", str(path))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == (
        "--- question socks_cause: nobody was found to whom this is shown. `hipback bank verify` looks for the cause\n"
    )


# What comes out


def test_a_warning_sign_is_shown_as_the_result_tells_it():
    told = show("saddle", "--bank", str(SMALL))
    assert told.stderr.splitlines() == [
        "--- flag saddle: sure, in a result with as few signs as can be",
        "--- flag saddle: not sure, in a result with as few signs as can be",
    ]
    sure, unsure = told.stdout.split("Please remember")[:2]
    assert "GET EMERGENCY HELP NOW: DO NOT WAIT" in sure
    assert "Nerves may need help now." in sure
    assert "TALK TO A DOCTOR OR NURSE TODAY" in unsure
    assert "If this might be true, get seen today." in unsure
    assert " ".join(told.stdout.split()).endswith(f"{NOTICE} Tests never replace a visit.")


def test_all_that_bears_a_name_is_shown():
    told = show("hip.some", "--bank", str(SMALL))
    assert told.stderr == "--- band hip: some, in a result with as few signs as can be\n"
    assert "Hip signs: Some" in told.stdout
    both = show("stiff", "--bank", str(SMALL))
    assert "--- pattern stiff" in both.stderr
    assert "\nA stiff hip\n" in both.stdout


def test_a_suppression_that_can_only_be_open_is_shown_where_it_is_open():
    told = show("open_answers", "--bank", str(SMALL))
    assert told.returncode == 0
    assert told.stderr.splitlines() == [
        "--- suppression open_answers: sure: nobody was found to whom this is shown. "
        "`hipback bank verify` looks for the cause",
        "--- suppression open_answers: not sure, in a result with as few signs as can be",
    ]
    assert "Too many answers are open to pick an exercise." in told.stdout


def test_a_topic_is_shown_as_it_can_be_read():
    told = show("bridge", "--bank", str(SMALL))
    assert (told.returncode, told.stderr) == (0, "--- hipback learn bridge\n")
    assert told.stdout.startswith("Bridges\n")
    assert "Lie on your back and lift your hips." in told.stdout


# Mistakes


def test_an_unknown_name_is_told_with_the_nearest():
    told = show("saddel", "--bank", str(SMALL))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "nothing that is shown is called 'saddel', did you mean 'saddle'?\n"


def test_an_empty_name_is_no_name_at_all():
    told = show("", "--bank", str(SMALL))
    assert (told.returncode, told.stderr) == (1, "nothing that is shown is called '', none like it exists\n")


def test_a_file_in_the_place_of_a_name_is_told_how_to_give_it():
    told = show(str(SMALL))
    assert told.returncode == 2
    assert f"{SMALL} is a file. To show a bank of your own, write: --bank {SMALL}" in told.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("--review", "groin"), "the sheet is about the whole bank: take out 'groin'"),
        (("--format", "html"), "--format and -o write the sheet for a review: add --review"),
        (("-o", "sheet.html"), "--format and -o write the sheet for a review: add --review"),
    ],
)
def test_options_that_do_not_fit_together_are_told(words, message):
    told = show(*words)
    assert told.returncode == 2
    assert message in told.stderr


def test_a_bank_with_problems_is_not_shown(tmp_path):
    path = tmp_path / "bank.yaml"
    path.write_text(SMALL.read_text().replace("answers: often", "answers: oftn"))
    told = show("groin", "--bank", str(path))
    assert (told.returncode, told.stdout) == (1, "")
    assert "no set of answers 'oftn', did you mean 'often'?" in told.stderr


# The sheet


def test_the_sheet_is_printed_as_text():
    told, written = show("--review", "--bank", str(SMALL)), Written.read(str(SMALL))
    lint(written)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == review_text(make_review(written), 80)


def test_what_the_proofs_find_is_among_the_findings(tmp_path):
    path = tmp_path / "bank.yaml"
    path.write_text(
        SMALL.read_text().replace(
            "needs: {groin: often, socks: [some, a_lot]}", "needs: {groin: often, not: {groin: often}}"
        )
    )
    told = show("--review", "--bank", str(path))
    findings = told.stdout.partition("What needs a look")[2].partition("\nQuestions\n")[0]
    assert "- Line 173: no answers reach the band 'many' of 'hip'" in findings


def test_what_check_would_warn_of_is_among_the_findings():
    told = show("--review", "--bank", str(SMALL))
    findings = told.stdout.partition("What needs a look")[2].partition("\nQuestions\n")[0]
    assert "- Line 106: nothing depends on 'rest_pain'" in findings


def test_the_sheet_is_printed_as_a_page():
    told = show("--review", "--format", "html", "--bank", str(SMALL))
    assert told.stdout.startswith('<!DOCTYPE html>\n<html lang="en" dir="ltr">\n')
    assert told.stdout.endswith("</html>\n")


@pytest.mark.parametrize(
    ("name", "words", "start"),
    [
        ("sheet.html", (), "<!DOCTYPE html>"),
        ("sheet.HTM", (), "<!DOCTYPE html>"),
        ("sheet.txt", (), "For review: A small bank\n"),
        ("sheet.txt", ("--format", "html"), "<!DOCTYPE html>"),
        ("sheet.html", ("--format", "text"), "For review: A small bank\n"),
    ],
)
def test_the_sheet_is_written_to_a_file_in_the_format_of_its_name(tmp_path, name, words, start):
    path = tmp_path / name
    told = show("--review", "--bank", str(SMALL), "-o", str(path), *words)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", f"The sheet is in {path}\n")
    assert path.read_text().startswith(start)
    assert os.listdir(tmp_path) == [name]


def test_a_folder_in_the_place_of_the_file_is_told(tmp_path):
    told = show("--review", "--bank", str(SMALL), "-o", str(tmp_path))
    assert (told.returncode, told.stderr) == (1, f"cannot write {tmp_path}: it is a folder\n")


# Examples of people


@pytest.mark.parametrize("path", [SMALL, Path(default_bank_path())], ids=["small", "shipped"])
def test_everyone_who_is_found_for_a_question_is_asked_it_next(path):
    bank = read_bank(path)
    examples = Examples(bank)
    assert [id for id in bank.questions if examples.at(id).question.id != id] == []


def test_everyone_who_is_found_for_something_that_comes_out_has_it():
    bank = read_bank(default_bank_path())
    examples = Examples(bank)
    found = {outcome: examples.of(outcome) for outcome in all_outcomes(bank) if outcome.kind == "flag"}
    signs = {
        outcome: set(outcomes_for(interview, make_report(interview)))
        for outcome, interview in found.items()
        if interview
    }
    assert [outcome for outcome, out in signs.items() if outcome not in out] == []


def test_nobody_is_found_for_what_cannot_be(small):
    never = small.questions["numb"]._replace(ask_if=OneOf("soon", frozenset()))
    bank = small._replace(questions={**small.questions, "numb": never})
    assert Examples(bank).at("numb") is None


def test_nobody_is_found_for_a_sign_that_cannot_be(small):
    never = small.flags["saddle"]._replace(when=OneOf("now", frozenset()))
    bank = small._replace(flags={**small.flags, "saddle": never})
    sure = next(outcome for outcome in all_outcomes(bank) if outcome.id == "saddle")
    assert Examples(bank).of(sure) is None

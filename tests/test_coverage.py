"""What no written person shows, the ready cases for it, and what `hipback bank test` tells of them."""

import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hipback.cases import as_written, read_cases, try_case
from hipback.coverage import everything, missed, ready_case, shown_by
from hipback.render.cases import case_as_yaml
from hipback.verify.crowd import Crowds

SMALL = Path(__file__).parent / "banks" / "small.yaml"
QUIET = """\
everyone: {now: none, today: none, soon: no, age: 50, groin: rarely, socks: no, numb: none, rest_pain: 2}
people:
  - name: Quiet
    result: {urgency: routine, hip: few, back: few}
"""


@pytest.fixture
def quiet(small):
    [case] = read_cases(QUIET.encode(), "cases.yaml", small)
    return try_case(small, case)


def run(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "hipback", "bank", "test", *words]
    return subprocess.run(command, capture_output=True, text=True, cwd=cwd)


def test_what_a_person_shows_are_the_options_chosen_and_what_comes_out(quiet):
    assert [str(outcome) for outcome in shown_by(quiet)] == [
        "answer now: none",
        "answer today: none",
        "answer soon: no",
        "answer age: 50",
        "answer groin: rarely",
        "answer socks: no",
        "answer numb: none",
        "answer rest_pain: 2",
        "band hip: few",
        "band back: few",
        "headline few",
        "advice walking: shown",
        "advice stretch: shown",
        "advice bridge: shown",
    ]


def test_what_nobody_shows_is_told_in_the_order_of_the_bank(small, quiet):
    shown = set(shown_by(quiet))
    left = [outcome for outcome in everything(small) if outcome not in shown]
    assert missed(small, [quiet]) == left
    assert [str(outcome) for outcome in left[:4]] == [
        "answer now: saddle",
        "answer now: pee",
        "answer today: fever",
        "answer today: fall",
    ]


def test_nobody_at_all_shows_nothing(small):
    assert missed(small, []) == list(everything(small))


def test_a_ready_case_shows_what_it_is_for_and_passes_as_it_is_written(small, quiet):
    crowds = Crowds(small)
    for outcome in missed(small, [quiet]):
        if case := ready_case(crowds, outcome, quiet.case.everyone):
            own = {
                question: answer
                for question, answer in case.answers.items()
                if quiet.case.answers.get(question) != answer
            }
            written = QUIET + case_as_yaml("Ready", own, as_written(small, case.result))
            ready = try_case(small, read_cases(written.encode(), "cases.yaml", small)[1])
            assert ready.differences == {}
            assert outcome in set(shown_by(ready))


def test_what_can_never_come_about_has_nobody_to_show_it(small, quiet):
    crowds = Crowds(small)
    nobody = [str(outcome) for outcome in missed(small, [quiet]) if not ready_case(crowds, outcome, {})]
    assert nobody == ["suppression open_answers: sure"]  # who is in no band is never surely so


def test_a_ready_case_is_as_near_to_everyone_as_it_can_be(small, quiet):
    crowds = Crowds(small)
    [saddle] = [outcome for outcome in missed(small, [quiet]) if str(outcome) == "answer now: saddle"]
    assert ready_case(crowds, saddle, quiet.case.everyone).answers["now"] == ("saddle",)


# The command


def test_coverage_is_told_with_ready_cases_and_exit_code_1(tmp_path):
    (tmp_path / "cases.yaml").write_text(QUIET, encoding="utf-8")
    told = run(str(SMALL), "cases.yaml", "--coverage", cwd=tmp_path)
    assert told.returncode == 1
    assert told.stdout.startswith(
        """\
1 person: 1 as written, 0 not.

no case shows answer now: saddle; this one would:

  - name: "shows answer now: saddle"
    answers:
      now: [saddle]
    result:
"""
    )


def test_junit_names_each_person_and_what_differs(tmp_path):
    (tmp_path / "cases.yaml").write_text(QUIET.replace("back: few", "back: some"), encoding="utf-8")
    told = run(str(SMALL), "cases.yaml", "--junit", "junit.xml", cwd=tmp_path)
    suite = ElementTree.parse(tmp_path / "junit.xml").getroot()[0]
    assert (told.returncode, suite.attrib) == (
        1,
        {"name": "cases.yaml", "tests": "1", "failures": "1", "errors": "0", "skipped": "0"},
    )
    assert [(test.attrib, test[0].attrib) for test in suite] == [
        (
            {"classname": "cases.yaml", "name": "Quiet", "file": "cases.yaml", "line": "3"},
            {"message": "back: some is written, few came out"},
        )
    ]


def test_junit_that_cannot_be_written_is_told(tmp_path):
    (tmp_path / "cases.yaml").write_text(QUIET, encoding="utf-8")
    told = run(str(SMALL), "cases.yaml", "--junit", "no/junit.xml", cwd=tmp_path)
    assert (told.returncode, told.stderr) == (1, "cannot write no/junit.xml: No such file or directory\n")

"""Written people: read with their places, tried on a bank, and `hipback bank test`, which tells where they differ."""

import subprocess
import sys
from pathlib import Path

import pytest

from hipback.cases import read_cases, try_case
from hipback.errors import BankError

HERE = Path(__file__).parent
SMALL = HERE / "banks" / "small.yaml"
CASES = """\
everyone:
  now: none
  today: none
  soon: no
  age: 50
  groin: rarely
  socks: no
  numb: none
  rest_pain: 2
people:
  - name: Quiet
    story: Someone in whom nothing hurts.
    result:
      urgency: routine
      hip: few
      back: few
  - name: Stiff
    answers: {groin: often, socks: a_lot, socks_cause: hip, numb: ["foot?"]}
    result:
      urgency: routine
      hip: many
      back: [few, some]
      headline: open
      patterns: [stiff]
      suppressed: [stiff_hip, numb_foot]
      shown: [walking]
  - name: Urgent
    answers: {now: [saddle, "pee?"]}
    result: {urgency: emergency, flags: [saddle], not_sure: [pee], not_shown: all}
"""


def problems_with(small, old: str, new: str) -> list[str]:
    with pytest.raises(BankError) as caught:
        read_cases(CASES.replace(old, new, 1).encode(), "cases.yaml", small)
    return str(caught.value).splitlines()


def test_a_person_answers_as_everyone_does_but_for_their_own_answers(small):
    quiet, stiff, urgent = read_cases(CASES.encode(), "cases.yaml", small)
    assert (quiet.name, quiet.line, quiet.notes) == ("Quiet", 11, {"story": "Someone in whom nothing hurts."})
    assert quiet.answers == {
        "now": ("none",),
        "today": ("none",),
        "soon": "no",
        "age": 50,
        "groin": "rarely",
        "socks": "no",
        "numb": ("none",),
        "rest_pain": 2,
    }
    assert stiff.answers["numb"] == ("foot?",)
    assert urgent.result == {
        "urgency": "emergency",
        "flags": ("saddle",),
        "not_sure": ("pee",),
        "hip": ("none",),
        "back": ("none",),
        "patterns": (),
        "suppressed": (),
        "not_shown": ("bridge", "stretch", "walking"),
        "unanswered": (),
    }


def test_nothing_has_to_be_said_of_everyone(small):
    [case] = read_cases(b"people: [{name: A, answers: {now: saddle}, result: {urgency: emergency}}]", "c.yaml", small)
    assert case.answers == {"now": ("saddle",)}


def test_where_all_comes_out_as_written_nothing_differs(small):
    cases = read_cases(CASES.encode(), "cases.yaml", small)
    assert [try_case(small, case).differences for case in cases] == [{}, {}, {}]


def test_what_differs_is_told_as_it_is_written_and_as_it_came_out(small):
    written = CASES.replace("urgency: routine\n      hip: few\n      back: few", "urgency: soon\n      hip: some", 1)
    [quiet, *_] = read_cases(written.encode(), "cases.yaml", small)
    assert try_case(small, quiet).differences == {
        "urgency": ("soon", "routine"),
        "hip": (("some",), ("few",)),
        "back": (("none",), ("few",)),
    }


def test_a_question_that_was_left_out_is_told(small):
    [quiet, *_] = read_cases(CASES.replace("  socks: no\n", "").encode(), "cases.yaml", small)
    assert try_case(small, quiet).differences["unanswered"] == ((), ("socks",))


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("name: Stiff", "name: Quiet", "17:11: HB901 'Quiet' is the name of another person already"),
        ("  groin: rarely", "  groin: rare", "6:10: HB902 groin: no option 'rare', did you mean 'rarely'?"),
        ("  age: 50", "  age: old", "5:8: HB902 age: expected a whole number from 0 to 120, found 'old'"),
        ("  groin: rarely", "  gron: rarely", "6:3: HB206 no question 'gron', did you mean 'groin'?"),
        ("flags: [saddle]", "flags: [sadle]", "29:42: HB206 no id in 'flags' 'sadle', did you mean 'saddle'?"),
        ("hip: many", "hip: lots", "21:12: HB206 no band of 'hip' 'lots', use 'few', 'many', 'none' or 'some'"),
        ("headline: open", "headline: opn", "23:17: HB206 no headline 'opn', did you mean 'open'?"),
        ("shown: [walking]", "shown: [wlaking]", "26:15: HB206 no topic of advice 'wlaking', did you mean 'walking'?"),
        (
            "not_shown: all",
            "not_shown: all, shown: [walking]",
            "29:13: HB903 say either which advice is 'shown', or which is 'not_shown'",
        ),
        (
            "result: {urgency: emergency,",
            "result: {urgency: now,",
            "29:23: HB206 no urgency 'now', use 'emergency', 'open', 'routine', 'same_day' or 'soon'",
        ),
        (
            "    story: ",
            "    tale: ",
            "12:5: HB210 unknown key 'tale' in a person, use 'answers', 'differs', 'group', 'name', 'result', 'sign' "
            "or 'story'",
        ),
    ],
)
def test_a_mistake_in_a_case_is_told_with_its_place(small, old, new, problem):
    assert problems_with(small, old, new) == [f"cases.yaml:{problem}"]


# The command


def bank_test(*words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hipback", "bank", "test", *words], capture_output=True, encoding="utf-8", timeout=60
    )


@pytest.fixture
def beside(tmp_path):
    """A folder with the small bank, and a file of cases beside it."""
    (tmp_path / "bank.yaml").write_bytes(SMALL.read_bytes())
    (tmp_path / "cases.yaml").write_text(CASES, encoding="utf-8")
    return tmp_path


def test_people_beside_the_bank_are_tried(beside):
    told = bank_test(str(beside / "bank.yaml"))
    assert (told.returncode, told.stdout, told.stderr) == (0, "3 people: 3 as written, 0 not.\n", "")


def test_a_person_who_gets_something_else_is_told_with_the_line(beside):
    cases = beside / "others.yaml"
    cases.write_text(CASES.replace("hip: few", "hip: [some, many]").replace("back: few", ""), encoding="utf-8")
    told = bank_test(str(beside / "bank.yaml"), str(cases))
    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout == (
        f"{cases}:11: Quiet\n"
        "  hip: some, many is written, few came out\n"
        "  back: none is written, few came out\n"
        "3 people: 2 as written, 1 not.\n"
    )


def test_every_mistake_in_the_cases_is_told(beside):
    cases = beside / "cases.yaml"
    cases.write_text(CASES.replace("  groin: rarely", "  gron: rarely").replace("hip: many", "hip: lots"), "utf-8")
    told = bank_test(str(beside / "bank.yaml"), str(cases))
    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout == (
        f"{cases}:6:3: HB206 no question 'gron', did you mean 'groin'?\n"
        "    gron: rarely\n"
        "    ^\n"
        "  fix: Use one of the words, or first add the part that you name.\n"
        "\n"
        f"{cases}:21:12: HB206 no band of 'hip' 'lots', use 'few', 'many', 'none' or 'some'\n"
        "        hip: lots\n"
        "             ^\n"
        "  fix: Use one of the words, or first add the part that you name.\n"
        "\n"
        "2 problems. The file cannot be used before they are mended.\n"
        "More on a code: hipback bank explain HB206\n"
    )


def test_without_cases_it_says_what_to_give(beside):
    (beside / "cases.yaml").unlink()
    bank = beside / "bank.yaml"
    told = bank_test(str(bank))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == f"there is no cases.yaml beside {bank}: give the file of cases\n"


def test_the_people_of_the_shipped_bank_are_found_in_its_tests():
    told = bank_test()
    assert told.returncode == 0
    assert told.stdout.endswith(" as written, 0 not.\n")

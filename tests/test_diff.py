"""`hipback bank diff`, as an author uses it: what is told, how the program leaves, and the examples that it writes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

SMALL_FILE = Path(__file__).parent / "banks" / "small.yaml"
SMALL = SMALL_FILE.read_text(encoding="utf-8")
LESS = (
    ("  pee:\n    urgency: emergency", "  pee:\n    urgency: same_day"),
    ("hip.place: {often: 4, sometimes: 2}", "hip.place: {often: 3, sometimes: 2}"),
)
"""One flag that is less urgent, and one answer that is worth less."""

PEOPLE = """\
everyone: {now: [none], today: [none], soon: no, age: 50, groin: rarely, socks: no, numb: [none], rest_pain: 0}
people:
  - {name: Calm, result: {urgency: routine}}
  - {name: Stiff, answers: {groin: often, socks: some, socks_cause: hip}, result: {urgency: routine}}
  - {name: Bladder, answers: {now: [pee]}, result: {urgency: emergency}}
  - {name: Numb, answers: {numb: [foot, "thigh?"]}, result: {urgency: routine}}
"""


def edited(*edits: tuple[str, str]) -> str:
    """The small bank with some words in place of others."""
    text = SMALL
    for before, after in edits:
        text = text.replace(before, after)
    return text


def run(*words: str, columns: str = "80") -> subprocess.CompletedProcess[str]:
    """A whole run of the program."""
    return subprocess.run(
        [sys.executable, "-m", "hipback", *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": columns, "LC_ALL": "C.UTF-8"},
        timeout=120,
    )


def diff(*words: str, columns: str = "80") -> subprocess.CompletedProcess[str]:
    return run("bank", "diff", *words, columns=columns)


def flat(text: str) -> str:
    """The words of a text, however it is wrapped."""
    return " ".join(text.split())


@pytest.fixture
def files(tmp_path: Path) -> tuple[str, str]:
    """An old bank and a new one, and people who are written beside it."""
    old, new = tmp_path / "old.yaml", tmp_path / "new.yaml"
    old.write_text(SMALL, encoding="utf-8")
    new.write_text(edited(*LESS), encoding="utf-8")
    (tmp_path / "cases.yaml").write_text(PEOPLE, encoding="utf-8")
    return str(old), str(new)


WHOLE = """\
From small 1.2.3 to small 1.2.3

LESS URGENT THAN BEFORE: 365 OF 100,000 PEOPLE
This matters most: a warning may reach someone too late. Make sure that it is
meant.
  An example: emergency before, same_day now.
  What matters: now.
  Answers:
    {now: [pee], today: [none]}

What it changes for people
100,000 people were drawn by chance (seed 1) and answered both banks. They are
not like real people: the counts tell what can happen, not how often it will.

Another band of hip: 864 of 100,000
  An example: many before, some now.
  What matters: age, groin, socks.
  Answers:
    {now: [none], today: [none], soon: no, age: 45, groin: often, socks: some,
    socks_cause: hip, numb: [none], rest_pain: 0}

What it changes for written people
There are 4 people in cases.yaml; for 2 of them something differs.
  - Bladder (line 5)
    urgency: emergency before, same_day now
  - Stiff (line 4)
    hip: many before, some now

Flags
  - pee, urgency: lowered from emergency to same_day [minor]

Questions
  - groin, often: 4 -> 3 points in hip.place [minor]

The version
Answers that were kept still fit, but people may answer differently or get
another result. So the second number of the version must rise (minor): make it
1.3.0 or higher.
"""


def test_what_matters_most_is_told_first_and_the_version_last(files, monkeypatch):
    monkeypatch.chdir(Path(files[0]).parent)
    told = diff("old.yaml", "new.yaml")
    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout == WHOLE


def test_the_same_bank_has_no_difference_in_meaning(files):
    told = diff(files[0], files[0])
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == "From small 1.2.3 to small 1.2.3\n\nThe version\nNo difference in meaning.\n"


def test_a_version_that_rose_enough_is_exit_0(files):
    Path(files[1]).write_text(edited(*LESS, ("1.2.3", "1.3.0")), encoding="utf-8")
    told = diff(*files, "--people", "100")
    assert told.returncode == 0
    assert flat(told.stdout).endswith("So the second number of the version must rise (minor), and it did.")


def test_a_version_that_fell_is_told(files):
    Path(files[1]).write_text(edited(("1.2.3", "1.2.2")), encoding="utf-8")
    told = diff(*files)
    assert told.returncode == 1
    assert flat(told.stdout).endswith(
        "No difference in meaning. But a version never falls: make it 1.2.3 or higher. Or was the newer bank given "
        "first? The old one comes first."
    )


def test_two_banks_are_told_to_be_two(files):
    Path(files[1]).write_text(
        edited(("id: small", "id: other"), ("status: draft", "status: reviewed")), encoding="utf-8"
    )
    told = diff(*files, "--people", "100")
    assert told.returncode == 0
    assert flat(told.stdout).endswith("These are two banks, small and other: their versions are not compared.")
    assert "Nothing comes out differently for any of them." in flat(told.stdout)
    assert "nothing differs for them" in flat(told.stdout)


def test_long_values_and_rules_stand_below_each_other_and_alike_ones_together(files):
    new = edited(
        ("{socks: [some, a_lot], groin: [often, sometimes]}", "{socks: a_lot, groin: [often, sometimes]}"),
        ("    section: Where it hurts", "    section: Where it hurts you most, on most days, as far as you can tell"),
        ("     /  \\\n", "    /    \\\n"),
        ("status: draft", "status: reviewed"),
    )
    Path(files[1]).write_text(new, encoding="utf-8")
    told = diff(*files, "--people", "0", columns="60")
    assert (
        told.stdout[told.stdout.index("The bank itself") : told.stdout.index("The version")]
        == """\
The bank itself
  - status: changed from draft to reviewed [patch]

Questions
  - groin, socks, socks_cause, numb, rest_pain, section:
    reworded [minor]
      before: Where it hurts
      now: Where it hurts you most, on most days, as far as
        you can tell

Patterns
  - stiff, when: changed [minor]
      before:
        all of these are so:
        - "Trouble with socks" is "Some trouble" or "A lot
          of trouble"
        - "Pain in the groin" is "Often (most days)" or
          "Sometimes (some days)"
      now:
        all of these are so:
        - "Trouble with socks" is "A lot of trouble"
        - "Pain in the groin" is "Often (most days)" or
          "Sometimes (some days)"

Sketches
  - leg: changed [minor]
      before:
          /\\
         /  \\
      now:
          /\\
        /    \\

"""
    )


def test_answers_that_no_longer_fit_and_open_bands_are_told(files):
    new = edited(("foot: In the foot", "toes: In the toes"), ("numb: foot", "numb: toes"), ("{foot:", "{toes:"))
    Path(files[1]).write_text(new, encoding="utf-8")
    told = diff(*files, "--people", "0").stdout
    assert (
        told[told.index("  - Numb") : told.index("\nQuestions")]
        == """\
  - Numb (line 6)
    back: some before, few or some now
    suppressed: numb_foot before, nothing now
    shown: nothing before, stretch now
    the new bank has no such answer: numb: foot, thigh?
"""
    )


def test_the_difference_for_programs(files, monkeypatch):
    monkeypatch.chdir(Path(files[0]).parent)
    told = diff("old.yaml", "new.yaml", "--people", "2000", "--format", "json")
    emergency = {"now": ["pee"], "today": ["none"]}
    found = json.loads(told.stdout)
    assert found["people"]["effects"].pop()["what"] == "band of hip"
    assert found == {
        "format": "hipback-difference/1",
        "old": {"file": "old.yaml", "id": "small", "version": "1.2.3"},
        "new": {"file": "new.yaml", "id": "small", "version": "1.2.3"},
        "version": {"raises": "minor", "least": "1.3.0", "enough": False},
        "changes": [
            {
                "kind": "lowered",
                "where": ["flags", "pee", "urgency"],
                "before": "emergency",
                "after": "same_day",
                "raises": "minor",
            },
            {
                "kind": "lowered",
                "where": ["questions", "groin", "points", "hip.place", "often"],
                "before": "4",
                "after": "3",
                "raises": "minor",
            },
        ],
        "people": {
            "count": 2000,
            "seed": 1,
            "effects": [
                {
                    "what": "urgency lowered",
                    "people": 21,
                    "before": "emergency",
                    "after": "same_day",
                    "needed": ["now"],
                    "old_answers": emergency,
                    "new_answers": emergency,
                }
            ],
        },
        "cases": {
            "file": "cases.yaml",
            "count": 4,
            "changed": [
                {
                    "name": "Bladder",
                    "line": 5,
                    "differences": {"urgency": {"before": "emergency", "after": "same_day"}},
                    "unfit": [],
                },
                {"name": "Stiff", "line": 4, "differences": {"hip": {"before": "many", "after": "some"}}, "unfit": []},
            ],
        },
    }


def test_programs_are_told_where_there_are_no_cases_and_no_difference():
    told = json.loads(diff(str(SMALL_FILE), str(SMALL_FILE), "--format", "json").stdout)
    assert (told["changes"], told["cases"], told["version"]) == (
        [],
        None,
        {"raises": None, "least": "1.2.3", "enough": True},
    )


def test_examples_are_files_that_report_accepts(files, tmp_path):
    assert diff(*files, "--people", "2000", "--examples", str(tmp_path / "a" / "b")).returncode == 1
    folder = tmp_path / "a" / "b"
    assert sorted(file.name for file in folder.iterdir()) == ["band-of-hip.yaml", "urgency-lowered.yaml"]
    assert (folder / "urgency-lowered.yaml").read_text(encoding="utf-8") == "now: [pee]\ntoday: [none]\n"
    example = str(folder / "band-of-hip.yaml")
    assert "Hip signs: Many" in run("report", example, "--bank", files[0]).stdout
    assert "Hip signs: Some" in run("report", example, "--bank", files[1]).stdout


def test_examples_are_two_files_where_the_banks_take_other_answers(files, tmp_path):
    new = (
        edited(*LESS)
        .replace("  socks:\n", "  shoes:\n")
        .replace("{socks:", "{shoes:")
        .replace(" socks: [", " shoes: [")
    )
    Path(files[1]).write_text(new, encoding="utf-8")
    told = diff(*files, "--people", "2000", "--examples", str(tmp_path / "examples"))
    assert "  Answers to the old bank:\n" in told.stdout
    assert "  Answers to the new bank:\n" in told.stdout
    one, other = (str(tmp_path / "examples" / f"band-of-hip-{which}.yaml") for which in ("old", "new"))
    assert "Hip signs: Many" in run("report", one, "--bank", files[0]).stdout
    assert "Hip signs: Some" in run("report", other, "--bank", files[1]).stdout


def test_examples_that_cannot_be_written_are_told(files):
    told = diff(*files, "--people", "100", "--examples", files[0])
    assert (told.returncode, told.stderr) == (1, f"cannot make the folder {files[0]}: File exists\n")


def test_the_problems_of_both_banks_are_told(files):
    for file in files:
        Path(file).write_text(edited(("status: draft", "status: dratf")), encoding="utf-8")
    told = diff(*files)
    assert told.returncode == 1
    assert [line.partition(":")[0] for line in told.stdout.splitlines() if "HB206 no status" in line] == [
        files[1],
        files[0],
    ]


@pytest.mark.parametrize("words", [["old.yaml"], ["old.yaml", "new.yaml", "--people", "-1"], ["a", "b", "c"]])
def test_wrong_usage_of_diff_is_exit_2(words):
    assert diff(*words).returncode == 2


def test_a_file_that_is_not_there_is_exit_1(files):
    told = diff(files[0], "nothing.yaml")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "cannot read nothing.yaml: No such file or directory\n"


@pytest.mark.parametrize("columns", ["40", "80"])
def test_no_line_of_a_difference_is_too_wide(files, columns):
    told = diff(*files, "--people", "2000", columns=columns)
    assert max(map(len, told.stdout.splitlines())) <= int(columns)

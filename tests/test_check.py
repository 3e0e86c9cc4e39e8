"""`hipback bank check` and `hipback bank explain`: problems for people and for programs."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
import yaml

from hipback import __version__
from hipback.codes import Code, read_codes
from hipback.errors import Problem
from hipback.render.codes import code_list
from hipback.render.problems import problem_lines
from hipback.render.problems_as_data import as_github, as_json, as_sarif

TOP = Path(__file__).parent.parent
SMALL = TOP / "tests" / "banks" / "small.yaml"
SOUND = SMALL.with_name("examples.yaml")
CODES = read_codes()
TABLE = {
    "HB901": Code("HB901", "error", "All is so. Or else.", "Do this.", "a: 1\n", "a: 2\n"),
    "HB902": Code("HB902", "warning", "It is better so.", "Do that.", "b: 1\n", "b: 2\n", "verify"),
}


def bank(*words: str, columns: int = 80, folder: Path | None = None, **more: str) -> subprocess.CompletedProcess[str]:
    """A run of `hipback bank` in a folder, on a terminal of so many columns."""
    return subprocess.run(
        [sys.executable, "-m", "hipback", "bank", *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": str(columns), "PYTHONUTF8": "1", "NO_COLOR": "1", **more},
        timeout=60,
        cwd=folder,
    )


@pytest.fixture
def small_with(tmp_path):
    """Makes `bank.yaml` of the small bank with one change in it, and gives its folder."""

    def change(old: str, new: str) -> Path:
        source = SMALL.read_text(encoding="utf-8")
        assert old in source
        (tmp_path / "bank.yaml").write_text(source.replace(old, new, 1), encoding="utf-8")
        return tmp_path

    return change


def lines_of(line: str, column: int, width: int = 40) -> list[str]:
    """The lines that are shown of one problem in a file of one line, without the place and the fix."""
    told = problem_lines([Problem("f", 1, column, "HB901", "so")], TABLE, {"f": [line]}, width)
    return [line.text for line in told][1:3]


# For people


def test_a_problem_is_told_with_its_line_a_caret_and_what_to_do(small_with):
    told = bank("check", "bank.yaml", folder=small_with("    help: Or to wash", "    hlep: Or to wash"))
    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout == (
        "bank.yaml:77:5: HB211 missing key 'help' in a question of the kind 'one'\n"
        "      label: Trouble with socks\n"
        "      ^\n"
        "  fix: Add the key, with its value, to the part that begins here.\n"
        "\n"
        "bank.yaml:81:5: HB210 unknown key 'hlep' in a question of the kind 'one', did you mean 'help'?\n"
        "      hlep: Or to wash your feet.\n"
        "      ^\n"
        "  fix: Correct the spelling, move the key to where it belongs, or take it out.\n"
        "\n"
        "2 problems. The file cannot be used before they are mended.\n"
        "More on a code: hipback bank explain HB211\n"
    )


def test_it_fits_a_narrow_terminal(small_with):
    told = bank("check", "bank.yaml", columns=40, folder=small_with("{saddle: New", "{Saddle: New"))
    assert told.stdout.splitlines()[1:] == [
        "      options: {Saddle: New numbness...",
        "                ^",
        "  fix: Choose such a name, and use it",
        "       wherever the part is named.",
        "",
        "bank.yaml:118:17: HB206 no option of 'now' 'saddle', did you mean 'Saddle'?",
        "      when: {now: saddle}",
        "                  ^",
        "  fix: Use one of the words, or first",
        "       add the part that you name.",
        "",
        "2 problems. The file cannot be used",
        "before they are mended.",
        "More on a code: hipback bank explain",
        "HB204",
    ]


def test_a_long_line_is_cut_around_the_column():
    words = "abcdefghi " * 10
    assert lines_of(words, 3) == ["  abcdefghi abcdefghi abcdefghi abcd...", "    ^"]
    assert lines_of(words, 51) == ["  ...fghi abcdefghi abcdefghi abcdef...", "                    ^"]
    assert lines_of(words, 99) == ["  ...ghi abcdefghi abcdefghi abcdefghi", "                                     ^"]
    assert lines_of(words, 101) == [
        "  ...ghi abcdefghi abcdefghi abcdefghi",
        "                                       ^",
    ]


def test_the_caret_stands_under_its_column_whatever_stands_before_it():
    assert lines_of("\ta\tb", 4) == ["   a b", "     ^"]
    assert lines_of("漢字 x", 4) == ["  漢字 x", "       ^"]
    assert lines_of("e\u0301 x", 4) == ["  e\u0301 x", "    ^"]


def test_no_character_of_a_file_or_its_name_is_obeyed_by_the_terminal():
    problem = Problem("\x1b[2J\n.yaml", 1, 2, "HB901", "so \x9b")
    told = problem_lines([problem], TABLE, {problem.file: ["a\x1b[31m\u202eb\x00\x85"]}, 80)
    assert [line.text for line in told][:3] == ["?[2J?.yaml:1:2: HB901 so ?", "  a?[31m?b??", "   ^"]


def test_a_line_that_is_empty_or_not_there_is_not_shown():
    assert lines_of("only one", 1) == ["  only one", "  ^"]
    assert lines_of(" ", 1) == ["  fix: Do this.", ""]
    told = problem_lines([Problem("f", 2, 1, "HB901", "so")], TABLE, {"f": ["only one"]}, 80)
    assert [line.text for line in told][:2] == ["f:2:1: HB901 so", "  fix: Do this."]


def test_findings_alone_do_not_say_that_the_file_cannot_be_used():
    told = [line.text for line in problem_lines([Problem("f", 1, 1, "HB902", "so")], TABLE, {}, 80)]
    assert told[-2:] == ["1 problem. The file can be used all the same.", "More on a code: hipback bank explain HB902"]


def test_at_most_50_problems_are_shown():
    problems = [Problem("f", line, 1, "HB901", "so") for line in range(1, 121)]
    told = [line.text for line in problem_lines(problems, TABLE, {}, 80)]
    assert (told[147], told[150]) == (
        "f:50:1: HB901 so",
        "120 problems, of which the first 50 are shown. The file cannot be used before",
    )


def test_the_line_is_right_in_files_of_any_make(tmp_path):
    file = tmp_path / "bank.yaml"
    file.write_bytes(b"\xef\xbb\xbfformat: hipback-bank/1\r\nid: \xc3\xa9 \xff\r\n")
    told = bank("check", str(file))
    assert told.stdout.splitlines()[:3] == [
        f"{file}:2:7: HB102 this is not UTF-8: save the file as UTF-8",
        "  id: é \ufffd",
        "        ^",
    ]


def test_a_terminal_without_the_letters_still_gets_the_caret_right(small_with):
    folder = small_with("title: A small bank", "title: [Öl]")
    told = bank("check", "bank.yaml", folder=folder, PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert told.stdout.splitlines()[1:3] == ["  title: [?l]", "         ^"]


def test_a_file_that_cannot_be_read_is_no_problem_of_a_bank(tmp_path):
    told = bank("check", "none.yaml", "--format", "json", folder=tmp_path)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "cannot read none.yaml: No such file or directory\n"


def test_several_banks_are_told_one_after_the_other(small_with):
    folder = small_with("version: 1.2.3", "version: 1")
    (folder / "more.yaml").write_text(SOUND.read_text(encoding="utf-8"), encoding="utf-8")
    told = bank("check", "bank.yaml", "more.yaml", folder=folder)
    assert (told.returncode, told.stderr) == (1, "")
    assert told.stdout.splitlines()[:1] + told.stdout.splitlines()[-3:] == [
        "bank.yaml:4:10: HB220 expected a version like '1.2.3', found '1'",
        "1 problem. The file cannot be used before it is mended.",
        "More on a code: hipback bank explain HB220",
        "more.yaml: no problems. 10 questions, 3 flags, 1 indicator, 4 patterns.",
    ]


def test_the_problems_of_several_banks_are_one_document_for_a_program(small_with):
    folder = small_with("version: 1.2.3", "version: 1")
    told = bank("check", "bank.yaml", str(SOUND), "bank.yaml", "--format", "json", folder=folder)
    found = json.loads(told.stdout)["problems"]
    assert (told.returncode, [problem["code"] for problem in found]) == (1, ["HB220"])


def test_the_hook_for_pre_commit_checks_files_with_the_names_of_banks():
    (hook,) = yaml.safe_load((TOP / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    names = ["bank.yaml", "banks/my-bank.yaml", "my_bank.yml", "bank-notes.yaml", "databank.yaml", "cases.yaml"]
    assert (hook["entry"], hook["language"]) == ("hipback bank check", "python")
    assert [bool(re.search(hook["files"], name)) for name in names] == [True, True, True, False, False, False]


# For programs


@pytest.mark.parametrize(
    ("form", "told"),
    [("json", '{\n  "format": "hipback-problems/1",\n  "problems": []\n}\n'), ("github", "")],
)
def test_a_good_bank_has_no_problems_in_any_format(form, told):
    found = bank("check", str(SOUND), "--format", form)
    assert (found.returncode, found.stdout, found.stderr) == (0, told, "")


def test_sarif_of_a_good_bank_has_no_results():
    found = bank("check", str(SOUND), "--format", "sarif")
    [run] = json.loads(found.stdout)["runs"]
    assert (found.returncode, run["results"], found.stderr) == (0, [], "")
    assert [rule["id"] for rule in run["tool"]["driver"]["rules"]] == list(CODES)


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_every_problem_is_told_to_a_program(form, tmp_path):
    file = tmp_path / "bank.yaml"
    file.write_text("".join(f"key_{number}: 1\n" for number in range(60)), encoding="utf-8")
    told = bank("check", str(file), "--format", form)
    assert (told.returncode, told.stdout.count('"HB210",'), told.stderr) == (1, 60 + (form == "sarif"), "")


def test_problems_as_json():
    problems = [Problem("a\udcff.yaml", 2, 5, "HB902", "no question 'é'")]
    assert as_json(problems, TABLE).isascii()
    assert json.loads(as_json(problems, TABLE)) == {
        "format": "hipback-problems/1",
        "problems": [
            {
                "file": "a\udcff.yaml",
                "line": 2,
                "column": 5,
                "code": "HB902",
                "message": "no question 'é'",
                "level": "warning",
                "fix": "Do that.",
            }
        ],
    }


def test_problems_as_annotations_on_github():
    problems = [
        Problem("a,b:c%\n.yaml", 2, 5, "HB901", "100 %: this,\r\nor that"),
        Problem("bank.yaml", 1, 1, "HB902", "so"),
    ]
    assert as_github(problems, TABLE) == (
        "::error file=a%2Cb%3Ac%25%0A.yaml,line=2,col=5,title=HB901::100 %25: this,%0D%0Aor that%0Afix: Do this.\n"
        "::warning file=bank.yaml,line=1,col=1,title=HB902::so%0Afix: Do that.\n"
    )


def test_problems_as_sarif():
    problems = [
        Problem("my banks/a:b\udcff.yaml", 2, 5, "HB902", "no question 'é'"),
        Problem("/b.yaml", 1, 1, "HB901", "so"),
    ]
    assert json.loads(as_sarif(problems, TABLE)) == {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {
                    "driver": {
                        "name": "hipback",
                        "version": __version__,
                        "rules": [
                            {
                                "id": "HB901",
                                "shortDescription": {"text": "All is so. Or else."},
                                "help": {"text": "Do this.\n\nNot so:\na: 1\n\nBut so:\na: 2\n"},
                                "defaultConfiguration": {"level": "error"},
                            },
                            {
                                "id": "HB902",
                                "shortDescription": {"text": "It is better so."},
                                "help": {"text": "Do that.\n\nNot so:\nb: 1\n\nBut so:\nb: 2\n"},
                                "defaultConfiguration": {"level": "warning"},
                            },
                        ],
                    }
                },
                "columnKind": "unicodeCodePoints",
                "results": [
                    {
                        "ruleId": "HB902",
                        "ruleIndex": 1,
                        "level": "warning",
                        "message": {"text": "no question 'é'"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "my%20banks/a%3Ab%FF.yaml"},
                                    "region": {"startLine": 2, "startColumn": 5},
                                }
                            }
                        ],
                    },
                    {
                        "ruleId": "HB901",
                        "ruleIndex": 0,
                        "level": "error",
                        "message": {"text": "so"},
                        "locations": [
                            {
                                "physicalLocation": {
                                    "artifactLocation": {"uri": "file:///b.yaml"},
                                    "region": {"startLine": 1, "startColumn": 1},
                                }
                            }
                        ],
                    },
                ],
            }
        ],
    }


# explain


@pytest.mark.parametrize("word", ["HB221", "hb221", "221", " Hb221 "])
def test_a_code_is_explained_with_two_examples(word):
    told = bank("explain", word)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == (
        "HB221: error, found by hipback bank check\n"
        "\n"
        "A day is written year-month-day. Written otherwise, 03/04 is another day in\n"
        "another country.\n"
        "\n"
        "What to do\n"
        "Write it like 2026-11-22.\n"
        "\n"
        "Not so\n"
        "  reviewed: 22 November 2026\n"
        "\n"
        "But so\n"
        "  reviewed: 2026-11-22\n"
    )


def test_an_explanation_fits_a_narrow_terminal():
    told = bank("explain", "HB221", columns=40)
    assert told.stdout.splitlines()[:6] == [
        "HB221: error, found by hipback bank",
        "check",
        "",
        "A day is written year-month-day. Written",
        "otherwise, 03/04 is another day in",
        "another country.",
    ]


def test_a_code_that_a_report_finds_says_so():
    assert bank("explain", "HB223").stdout.startswith("HB223: error, found by hipback report\n")


@pytest.mark.parametrize("word", ["HB999", "often"])
def test_an_unknown_code_is_wrong_usage(word):
    told = bank("explain", word)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.endswith(f"Error: there is no code '{word}': `hipback bank explain` lists all codes\n")


def test_without_a_code_all_are_listed_by_what_they_are_about():
    told = bank("explain")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(
        "Codes of problems. For more on one: hipback bank explain HB206\n"
        "\n"
        "The file itself\n"
        "  HB101  A file has at most 2,000,000 bytes.\n"
        "  HB102  A file is saved as UTF-8.\n"
    )


def test_each_code_takes_one_line_of_the_list():
    codes = [line.text[2:7] for line in code_list(CODES, 80) if line.text.startswith("  ")]
    assert codes == list(CODES)

"""The command line without a terminal: streams, exit codes, sentences for mistakes, colour, and folders."""

import json
import os
import re
import shlex
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from hipback import __version__
from hipback.bank import default_bank_path, read_bank
from hipback.cli.folders import data_folder
from hipback.errors import FileError
from hipback.safety import NOTICE, NUMBERS

SMALL = Path(__file__).parent / "banks" / "small.yaml"
SOUND = SMALL.with_name("examples.yaml")
SMALL_NOTICE = f"{NOTICE} Tests never replace a visit."
COMMANDS = [
    [],
    ["screen"],
    ["report"],
    ["explain"],
    ["history"],
    ["history", "list"],
    ["history", "show"],
    ["history", "trend"],
    ["history", "export"],
    ["compare"],
    ["forget"],
    ["learn"],
    ["score"],
    ["cohort"],
    ["bank"],
    ["bank", "new"],
    ["bank", "check"],
    ["bank", "explain"],
    ["bank", "verify"],
    ["bank", "show"],
    ["bank", "diff"],
    ["bank", "fhir"],
    ["bank", "codebook"],
    ["bank", "schema"],
    ["help"],
    ["completion"],
]
LEAVES = [
    ["screen"],
    ["report"],
    ["explain"],
    ["history", "list"],
    ["history", "show"],
    ["history", "trend"],
    ["history", "export"],
    ["compare"],
    ["forget"],
    ["learn"],
    ["score"],
    ["cohort"],
    ["bank", "new"],
    ["bank", "check"],
    ["bank", "explain"],
    ["bank", "verify"],
    ["bank", "show"],
    ["bank", "diff"],
    ["bank", "fhir"],
    ["bank", "codebook"],
    ["bank", "schema"],
    ["help"],
    ["completion"],
]
ANSWERS = """\
now: [none]
today: [none]
soon: no
age: 50
groin: often
socks: some
socks_cause: hip
numb: [foot]
rest_pain: 3
"""
EMERGENCY = ANSWERS.replace("now: [none]", "now: [saddle]")
UNFINISHED = "now: [none]\n"
QUIET = {
    "HIPBACK_DEBUG",
    "ACCESSIBLE",
    "NO_COLOR",
    "FORCE_COLOR",
    "COLUMNS",
    "LC_ALL",
    "LC_CTYPE",
    "LANG",
    "TERM",
    "PYTHONUTF8",
    "PYTHONIOENCODING",
    "PYTHONUNBUFFERED",
    "XDG_DATA_HOME",
}


def environment(**more: str) -> dict[str, str]:
    """The surroundings of a run: UTF-8, an ordinary terminal type, and what is asked for."""
    kept = {name: value for name, value in os.environ.items() if name not in QUIET}
    return {**kept, "LC_ALL": "C.UTF-8", "TERM": "xterm", **more}


def run(*words: str, said: str = "", **more: str) -> subprocess.CompletedProcess[str]:
    """A whole run of the program; `said` is its standard input, `more` goes to its environment."""
    return subprocess.run(
        [sys.executable, "-m", "hipback", *words],
        input=said,
        capture_output=True,
        encoding="utf-8",
        env=environment(**more),
        timeout=60,
    )


def in_shell(line: str, **more: str) -> subprocess.CompletedProcess[str]:
    """A line of bash in which `hipback` is the program."""
    program = f'hipback() {{ {shlex.quote(sys.executable)} -m hipback "$@"; }}; '
    return subprocess.run(
        ["bash", "-c", program + line],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
        env=environment(**more),
        timeout=60,
    )


def code(line: str, **more: str) -> subprocess.CompletedProcess[str]:
    """Some lines of Python, and then the command line."""
    return subprocess.run(
        [sys.executable, "-c", f"{line}\nfrom hipback.cli import main\nmain()", "screen", "--no-save"],
        input="",
        capture_output=True,
        encoding="utf-8",
        env=environment(**more),
        timeout=60,
    )


def flat(text: str) -> str:
    """The words of a text, however it is wrapped."""
    return " ".join(text.split())


@pytest.fixture
def answers(tmp_path: Path) -> str:
    """A file with an answer to every question of the small bank."""
    file = tmp_path / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    return str(file)


@pytest.fixture
def emergency(tmp_path: Path) -> str:
    """A file of answers with an emergency sign."""
    file = tmp_path / "emergency.yaml"
    file.write_text(EMERGENCY, encoding="utf-8")
    return str(file)


# The fixture that keeps the tests away from the real home


def test_no_test_sees_the_real_home(private_folders):
    told = run("screen", "--bank", str(SMALL), said="")
    assert told.returncode == 1
    assert [os.environ["HOME"], os.environ["HIPBACK_HOME"]] == [
        str(private_folders / "user"),
        str(private_folders / "data"),
    ]
    assert list(private_folders.rglob("*/*")) == []


# Help and versions


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_is_on_standard_output_and_at_most_100_columns_wide(command):
    told = run(*command, "--help", COLUMNS="200")
    assert (told.returncode, told.stderr) == (0, "")
    assert max(map(len, told.stdout.splitlines())) <= 100


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_help_gives_an_example_before_the_options(command):
    told = run(*command, "--help").stdout
    assert re.search(r"^ +hipback \w+", told.partition("Options:")[0], re.MULTILINE)


def test_h_is_short_for_help():
    assert run("screen", "-h").stdout == run("screen", "--help").stdout


def test_hipback_alone_gives_a_short_help():
    told = run()
    assert (told.returncode, told.stderr) == (0, "")
    assert len(told.stdout.splitlines()) <= 25
    assert told.stdout == run("--help").stdout


def test_the_help_lists_the_most_used_command_first():
    commands = run().stdout.partition("Commands:\n")[2].splitlines()
    assert [line.split()[0] for line in commands] == [
        *["screen", "report", "explain", "history", "compare", "forget", "learn", "score", "cohort", "bank"],
        *["help", "completion"],
    ]


def test_the_version_has_three_lines():
    bank = read_bank(default_bank_path())
    told = run("--version")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"hipback {__version__}\nbank hipback {bank.version} ({bank.status})\nformat hipback-bank/1\n"


def test_a_misspelt_command_gets_a_suggestion_and_exit_2():
    told = run("scren")
    assert (told.returncode, told.stdout) == (2, "")
    assert "did you mean 'screen'?" in told.stderr


def test_a_misspelt_option_gets_a_suggestion_and_exit_2():
    told = run("screen", "--anwers", "file")
    assert (told.returncode, told.stdout) == (2, "")
    assert "--answers" in told.stderr


def test_a_command_cannot_be_shortened():
    assert run("scr").returncode == 2


# Without a terminal


def test_every_missing_answer_is_listed_without_a_terminal():
    told = run("screen", "--bank", str(SMALL))
    assert (told.returncode, told.stdout) == (1, "")
    assert [line.split(":")[0] for line in told.stderr.splitlines()[1:]] == [
        "now",
        "today",
        "soon",
        "age",
        "groin",
        "socks",
        "numb",
        "rest_pain",
    ]


def test_only_what_is_missing_is_listed():
    told = run("screen", "--bank", str(SMALL), "--answers", "-", "--set", "socks=some", said=UNFINISHED)
    assert told.returncode == 1
    assert [line.split(":")[0] for line in told.stderr.splitlines()[1:]] == [
        "today",
        "soon",
        "age",
        "groin",
        "socks_cause",
        "numb",
        "rest_pain",
    ]


def test_a_closed_standard_input_is_no_terminal(answers):
    told = in_shell(f"hipback screen --bank {SMALL} --answers {answers} <&-")
    assert (told.returncode, told.stderr) == (0, "")
    assert flat(told.stdout).endswith(SMALL_NOTICE)


def test_given_answers_make_a_summary_that_ends_with_the_notice(answers):
    told = run("screen", "--bank", str(SMALL), "--answers", answers)
    assert (told.returncode, told.stderr) == (0, "")
    assert "Hip and back may both play a part." in told.stdout
    assert flat(told.stdout).endswith(SMALL_NOTICE)


def test_nothing_is_saved_without_a_terminal(answers, private_folders):
    run("screen", "--bank", str(SMALL), "--answers", answers)
    run("report", "--bank", str(SMALL), answers)
    assert list((private_folders / "data").iterdir()) == []


def test_answers_come_from_standard_input():
    told = run("screen", "--bank", str(SMALL), "--answers", "-", said=ANSWERS)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.hazard("HZ-36")
def test_a_warning_sign_does_not_change_the_exit_code(emergency):
    told = run("screen", "--bank", str(SMALL), "--answers", emergency)
    assert told.returncode == 0
    assert told.stdout.startswith("GET EMERGENCY HELP NOW: DO NOT WAIT\n")
    assert NUMBERS in flat(told.stdout)
    assert flat(told.stdout).endswith(SMALL_NOTICE)
    assert "Your summary" not in told.stdout
    assert " points" not in told.stdout


def test_answers_that_are_not_used_are_told():
    told = run("screen", "--bank", str(SMALL), "--answers", "-", said=ANSWERS.replace("socks: some", "socks: no"))
    assert (told.returncode, told.stderr) == (0, "Not used, since the question was not put: socks_cause\n")


# --set


def test_set_gives_one_answer():
    told = run("screen", "--bank", str(SMALL), "--answers", "-", "--set", "age=61", "--json", "-", said=ANSWERS)
    assert json.loads(told.stdout)["answers"]["age"] == 61


def test_set_gives_several_options_of_one_question():
    told = run(
        "screen", "--bank", str(SMALL), "--answers", "-", "--set", "numb=foot,thigh?", "--json", "-", said=ANSWERS
    )
    assert json.loads(told.stdout)["answers"]["numb"] == ["foot", "thigh?"]


def test_all_answers_can_come_from_set():
    given = [f"--set={line.replace(': ', '=').translate({91: '', 93: ''})}" for line in ANSWERS.splitlines()]
    told = run("screen", "--bank", str(SMALL), *given)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("setting", ["age", "age=", "=50"])
def test_set_without_a_question_or_an_answer_is_wrong_usage_or_a_wrong_answer(setting):
    told = run("screen", "--bank", str(SMALL), "--set", setting)
    assert told.returncode in (1, 2)
    assert "Traceback" not in told.stderr


def test_set_twice_for_one_question_is_wrong_usage():
    told = run("screen", "--bank", str(SMALL), "--set", "age=50", "--set", "age=51")
    assert told.returncode == 2
    assert "--set names 'age' twice" in told.stderr


# The record


def test_json_on_standard_output_is_nothing_but_json(answers):
    told = run("screen", "--bank", str(SMALL), "--answers", answers, "--json", "-")
    assert (told.returncode, told.stderr) == (0, "")
    record = json.loads(told.stdout)
    assert (record["format"], record["status"]) == ("hipback-record/1", "completed")
    assert told.stdout.endswith("}\n")


def test_json_is_utf_8_in_every_locale(tmp_path):
    bank = tmp_path / "bank.yaml"
    bank.write_text(SMALL.read_text(encoding="utf-8").replace("visit.", "caf\u00e9."), encoding="utf-8")
    file = tmp_path / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    line = f"hipback screen --bank {bank} --answers {file} --json -"
    told = in_shell(line, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert json.loads(told.stdout)["notice"].endswith("Tests never replace a caf\u00e9.")


def test_json_in_a_file_is_private_and_whole(answers, tmp_path):
    told = run("screen", "--bank", str(SMALL), "--answers", answers, "--json", str(tmp_path / "record.json"))
    assert (told.returncode, flat(told.stderr)) == (0, f"The record is in {tmp_path}/record.json")
    assert flat(told.stdout).endswith(SMALL_NOTICE)
    assert stat.S_IMODE((tmp_path / "record.json").stat().st_mode) == 0o600
    assert json.loads((tmp_path / "record.json").read_bytes())["status"] == "completed"
    assert sorted(file.name for file in tmp_path.iterdir()) == ["answers.yaml", "record.json"]


def test_the_path_of_the_record_is_told_in_one_piece(answers, tmp_path):
    told = run(
        "screen", "--bank", str(SMALL), "--answers", answers, "--json", str(tmp_path / "record.json"), COLUMNS="20"
    )
    assert f"{tmp_path}/record.json" in told.stderr


def test_json_into_a_folder_that_does_not_exist_is_told_and_the_summary_is_still_shown(answers, tmp_path):
    told = run("screen", "--bank", str(SMALL), "--answers", answers, "--json", str(tmp_path / "no" / "record.json"))
    assert told.returncode == 1
    assert told.stderr == f"cannot write {tmp_path}/no/record.json: No such file or directory\n"
    assert flat(told.stdout).endswith(SMALL_NOTICE)


def test_json_onto_a_folder_is_told(answers, tmp_path):
    told = run("screen", "--bank", str(SMALL), "--answers", answers, "--json", str(tmp_path))
    assert (told.returncode, told.stderr) == (1, f"cannot write {tmp_path}: it is a folder\n")


def test_json_into_a_device_that_is_full_is_told(answers):
    told = run("screen", "--bank", str(SMALL), "--answers", answers, "--json", "/dev/full")
    assert (told.returncode, told.stderr) == (1, "cannot write /dev/full: No space left on device\n")


# Mistakes in answers and banks


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("age: fifty\n", "age: expected a whole number from 0 to 120, found 'fifty'"),
        ("age: [1, 2]\n", "age: expected a whole number from 0 to 120, found"),
        ("groin: oftn\n", "groin: no option 'oftn', did you mean 'often'?"),
        ("groni: often\n", "'groni': there is no such question, did you mean 'groin'?"),
        ("numb: []\n", "numb: expected a list of options, found an empty one; if none is true write [none]"),
        ("now: [none, pee]\n", "now: 'none' stands alone or not at all"),
        ('{"age": 50', "HB"),
        ("- age\n- 50\n", "HB"),
        ("", "HB"),
        ("age: 50\nage: 51\n", "HB"),
        ("age: &a 50\n", "HB"),
        ("\x00", "HB"),
        ('{"format": "hipback-record/9", "answers": {}}', "the format is 'hipback-record/9', this hipback reads"),
    ],
)
@pytest.mark.parametrize("command", ["screen", "report"])
def test_wrong_answers_end_with_exit_1_and_a_sentence(command, source, sentence, tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_text(source, encoding="utf-8")
    words = {"screen": ["--answers", str(file)], "report": [str(file)]}[command]
    told = run(command, "--bank", str(SMALL), *words)
    assert (told.returncode, told.stdout) == (1, "")
    assert sentence in told.stderr
    assert "Traceback" not in told.stderr


def test_every_wrong_answer_is_told_at_once():
    told = run("screen", "--bank", str(SMALL), "--answers", "-", said="age: old\ngroin: never\nfoot: yes\n")
    assert (told.returncode, len(told.stderr.splitlines())) == (1, 3)


def test_answers_that_are_no_text_are_told(tmp_path):
    file = tmp_path / "answers.yaml"
    file.write_bytes(b"age: \xff\xfe\n")
    told = run("report", "--bank", str(SMALL), str(file))
    assert (told.returncode, told.stdout) == (1, "")
    assert str(file) in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.hazard("HZ-05")
def test_no_escape_sequence_of_a_file_reaches_the_terminal(tmp_path):
    file = tmp_path / "answers.json"
    file.write_text('{"\\u001b[2J": "x", "age": "\\u009b31m"}', encoding="utf-8")
    told = run("report", "--bank", str(SMALL), str(file))
    assert told.returncode == 1
    assert "\x1b" not in told.stderr
    assert "\x9b" not in told.stderr


@pytest.mark.parametrize(
    "option", [["screen", "--answers"], ["report"], ["screen", "--bank"], ["learn", "--bank"], ["bank", "check"]]
)
def test_a_file_that_is_missing_is_told(option, tmp_path):
    told = run(*option, str(tmp_path / "no.yaml"))
    assert (told.returncode, told.stdout) == (1, "")
    assert str(tmp_path / "no.yaml") in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize(
    "option", [["screen", "--answers"], ["report"], ["screen", "--bank"], ["learn", "--bank"], ["bank", "check"]]
)
def test_a_folder_in_place_of_a_file_is_told(option, tmp_path):
    told = run(*option, str(tmp_path))
    assert (told.returncode, told.stdout) == (1, "")
    assert str(tmp_path) in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("option", [["screen", "--answers"], ["report"], ["bank", "check"]])
def test_a_pipe_that_nobody_writes_to_does_not_hang(option, tmp_path):
    os.mkfifo(tmp_path / "pipe")
    told = run(*option, str(tmp_path / "pipe"))
    assert (told.returncode, told.stdout) == (1, "")
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("option", [["screen", "--answers"], ["report"], ["bank", "check"]])
def test_a_file_that_may_not_be_read_is_told(option, tmp_path):
    (tmp_path / "secret.yaml").touch(mode=0)
    if os.access(tmp_path / "secret.yaml", os.R_OK):
        pytest.skip("root may read everything")
    told = run(*option, str(tmp_path / "secret.yaml"))
    assert (told.returncode, told.stdout) == (1, "")
    assert f"{tmp_path}/secret.yaml: Permission denied" in told.stderr


def test_a_bank_with_many_faults_is_told_with_every_place(tmp_path):
    bank = tmp_path / "bank.yaml"
    bank.write_text("format: hipback-bank/1\nid: x\nquestions:\n  a: {kind: magic}\n  b: 3\n", encoding="utf-8")
    told = run("screen", "--bank", str(bank))
    assert (told.returncode, told.stdout) == (1, "")
    assert len(told.stderr.splitlines()) > 5
    assert all(re.match(rf"{re.escape(str(bank))}:\d+:\d+: HB\d+ \w", line) for line in told.stderr.splitlines())


# report


def test_report_shows_the_summary_again(answers, tmp_path):
    record = tmp_path / "record.json"
    first = run("screen", "--bank", str(SMALL), "--answers", answers, "--json", str(record))
    again = run("report", "--bank", str(SMALL), str(record))
    assert (again.returncode, again.stderr, again.stdout) == (0, "", first.stdout)


def test_report_gives_the_record_again_to_the_byte(answers, tmp_path):
    record = tmp_path / "record.json"
    run("screen", "--bank", str(SMALL), "--answers", answers, "--json", str(record))
    again = run("report", "--bank", str(SMALL), str(record), "--format", "json")
    assert (again.returncode, again.stderr, again.stdout) == (0, "", record.read_text(encoding="utf-8"))


def test_report_reads_standard_input():
    told = run("report", "--bank", str(SMALL), "-", said=ANSWERS)
    assert (told.returncode, told.stderr) == (0, "")


@pytest.mark.parametrize("form", ["text", "json"])
def test_report_writes_a_private_file_with_the_same_words(form, answers, tmp_path):
    out = tmp_path / "out"
    told = run("report", "--bank", str(SMALL), answers, "--format", form, "-o", str(out), COLUMNS="80")
    shown = run("report", "--bank", str(SMALL), answers, "--format", form, "--plain", COLUMNS="80")
    assert (told.returncode, told.stdout) == (0, "")
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert out.read_text(encoding="utf-8") == shown.stdout


def test_report_of_unfinished_answers_gives_no_result():
    told = run("report", "--bank", str(SMALL), "-", said=UNFINISHED)
    assert told.returncode == 0
    assert told.stdout.startswith("Not finished\nThis screening is not finished, so there is no result.")
    assert flat(told.stdout).endswith(SMALL_NOTICE)


@pytest.mark.hazard("HZ-09", "HZ-17")
def test_report_tells_that_the_bank_was_another(answers, tmp_path):
    record = tmp_path / "record.json"
    run("screen", "--bank", str(SMALL), "--answers", answers, "--json", str(record))
    bank = tmp_path / "bank.yaml"
    bank.write_text(SMALL.read_text(encoding="utf-8").replace("1.2.3", "1.2.4"), encoding="utf-8")
    told = run("report", "--bank", str(bank), str(record))
    assert told.returncode == 0
    assert told.stderr == f"{record} was made with another version of the bank. This result is by version 1.2.4.\n"


def test_a_report_of_an_unknown_form_is_wrong_usage(answers):
    assert run("report", answers, "--format", "pdf").returncode == 2


# learn


def test_learn_alone_tells_what_there_is_to_read():
    told = run("learn", "--bank", str(SMALL), COLUMNS="100")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(
        f"What you can read about\n\nHow hips and backs work\nhipback learn --bank {SMALL} how\n"
        "Parts of it:\n  - neighbours\n"
    )
    assert flat(told.stdout).endswith(SMALL_NOTICE)


def test_every_page_that_the_shipped_bank_tells_of_can_be_read():
    names = re.findall(r"^hipback learn (\w+)$", run("learn").stdout, re.MULTILINE)
    assert names[-2:] == ["warning_signs", "references"]
    assert [(told.returncode, told.stderr) for told in (run("learn", name) for name in names)] == [(0, "")] * len(names)


def test_learn_shows_a_topic_and_ends_with_the_notice():
    told = run("learn", "stretch", "--bank", str(SMALL), COLUMNS="80")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"{STRETCH}\n{REMINDER}"


STRETCH = """\
A stretch for the hip
Start small. It should ease the pain, not sharpen it. Stop and get help if pain
goes further down a leg, or if a warning sign starts.

Kneel on one knee and lean forward until the front of the hip feels a gentle
pull.
How well this is known: It lets a hip bend more. Whether it eases pain is not
known well.
Leave it out if:
  - You lost weight without trying
  - A foot is numb
Where this comes from:
  - Khan and others, 2004.
  - Common teaching.

No clinician has signed this question list yet. It is a draft.
"""
REMINDER = """\
Please remember
This is for learning only. It is not a diagnosis, and it cannot rule anything
out. Please see a professional about your pain, such as a doctor or a
physiotherapist. If you get worse, or if you are worried, do not wait. Tests
never replace a visit.
"""


def test_learn_takes_a_name_with_blanks_or_hyphens():
    plain = run("learn", "try_out", "--bank", str(SMALL))
    assert plain.stdout.startswith("Things to try\n")
    assert run("learn", "Try out", "--bank", str(SMALL)).stdout == plain.stdout
    assert run("learn", "try-out", "--bank", str(SMALL)).stdout == plain.stdout


def test_a_topic_that_does_not_exist_is_exit_1_and_a_suggestion():
    told = run("learn", "strech", "--bank", str(SMALL))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == ("there is no topic 'strech', did you mean 'stretch'?\nTo see them all, run: hipback learn\n")


def test_a_name_of_two_words_needs_no_quotes():
    told = run("learn", "Warning", "signs", "--bank", str(SMALL))
    assert (told.returncode, told.stdout) == (0, run("learn", "warning_signs", "--bank", str(SMALL)).stdout)


def test_learn_keeps_nothing(private_folders):
    run("learn", "stretch", "--bank", str(SMALL))
    assert list((private_folders / "data").iterdir()) == []


def test_learn_colours_titles_only_if_asked():
    told = run("learn", "how", "--bank", str(SMALL), FORCE_COLOR="1")
    plain = run("learn", "how", "--bank", str(SMALL), "--plain", FORCE_COLOR="1")
    assert "\x1b[1mHow hips and backs work\x1b[0m" in told.stdout
    assert "\x1b" not in plain.stdout
    assert re.sub(r"\x1b\[[\d;]+m", "", told.stdout) == plain.stdout


@pytest.mark.parametrize("columns", ["20", "40", "80", "100"])
def test_a_page_is_no_wider_than_the_terminal(columns):
    told = run("learn", "try_out", "--bank", str(SMALL), COLUMNS=columns)
    assert max(map(len, told.stdout.splitlines())) <= int(columns)


@pytest.mark.parametrize("place", [">&-", "> /dev/full"])
def test_a_page_that_cannot_be_shown_is_exit_1(place):
    told = in_shell(f"hipback learn how --bank {SMALL} {place}")
    assert told.returncode == 1
    assert told.stderr != ""
    assert "Traceback" not in told.stderr


# bank check


def test_the_shipped_bank_is_checked_without_a_file():
    told = run("bank", "check")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith(f"{default_bank_path()}: no problems. ")


def test_a_good_bank_has_no_problems():
    told = run("bank", "check", str(SOUND))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"{SOUND}: no problems. 10 questions, 3 flags, 1 indicator, 4 patterns.\n"


def test_the_problems_of_a_bank_are_the_result_of_a_check(tmp_path):
    bank = tmp_path / "bank.yaml"
    bank.write_text(SMALL.read_text(encoding="utf-8").replace("groin: often", "groin: oftn"), encoding="utf-8")
    told = run("bank", "check", str(bank))
    assert told.returncode == 1
    first = told.stdout.splitlines()[0]
    assert re.fullmatch(rf"{re.escape(str(bank))}:\d+:\d+: HB\d+ .*'oftn'.*did you mean 'often'\?", first)


# Streams that fail


@pytest.mark.hazard("HZ-04", "HZ-14")
@pytest.mark.parametrize(
    "command", [["--help"], ["--version"], ["bank", "check"], *([*leaf, "--help"] for leaf in LEAVES)]
)
@pytest.mark.parametrize("place", [">&-", "> /dev/full"])
def test_output_that_is_lost_is_exit_1(command, place):
    told = in_shell(f"hipback {' '.join(command)} {place}")
    assert told.returncode == 1
    assert told.stderr != ""
    assert "Traceback" not in told.stderr


@pytest.mark.hazard("HZ-04")
@pytest.mark.parametrize("buffering", [{}, {"PYTHONUNBUFFERED": "1"}], ids=["buffered", "unbuffered"])
def test_a_warning_that_cannot_be_shown_goes_to_standard_error(buffering, emergency):
    told = in_shell(f"hipback screen --bank {SMALL} --answers {emergency} > /dev/full", **buffering)
    assert told.returncode == 1
    assert "GET EMERGENCY HELP NOW: DO NOT WAIT" in told.stderr
    assert SMALL_NOTICE in flat(told.stderr)
    assert "Traceback" not in told.stderr


@pytest.mark.hazard("HZ-04", "HZ-14")
@pytest.mark.parametrize("place", [">&-", "> /dev/full"])
@pytest.mark.parametrize("form", ["text", "json"])
def test_a_report_that_cannot_be_shown_is_exit_1(form, place, answers):
    told = in_shell(f"hipback report --bank {SMALL} {answers} --format {form} {place}")
    assert told.returncode == 1
    assert told.stderr != ""
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("place", [">&-", "> /dev/full"])
def test_a_record_that_cannot_be_shown_is_exit_1(place, answers):
    told = in_shell(f"hipback screen --bank {SMALL} --answers {answers} --json - {place}")
    assert told.returncode == 1
    assert told.stderr != ""
    assert "Traceback" not in told.stderr


@pytest.mark.parametrize("place", ["2>&-", "2> /dev/full"])
def test_a_standard_error_that_fails_does_not_take_the_result_away(place, answers):
    told = in_shell(f"hipback screen --bank {SMALL} --answers {answers} {place}")
    assert told.returncode == 0
    assert flat(told.stdout).endswith(SMALL_NOTICE)


@pytest.mark.parametrize("place", ["2>&-", "2> /dev/full", ">&- 2>&-", "> /dev/full 2> /dev/full"])
def test_missing_answers_are_exit_1_even_if_nobody_can_be_told(place):
    assert in_shell(f"hipback screen --bank {SMALL} {place}").returncode == 1


@pytest.mark.parametrize("command", ["report --bank {bank} {file}", "--help", "bank check {bad}"])
def test_a_reader_who_stops_reading_is_no_fault(command, answers, tmp_path):
    bad = tmp_path / "bad.yaml"
    bad.write_text("".join(f"key{number}: 1\n" for number in range(60)), encoding="utf-8")
    line = command.format(bank=SMALL, file=answers, bad=bad)
    told = in_shell(f"hipback {line} | head -1")
    assert len(told.stdout.splitlines()) == 1
    assert "Traceback" not in told.stderr
    assert "Exception" not in told.stderr


@pytest.mark.hazard("HZ-04")
def test_a_closed_pipe_does_not_hide_a_warning(emergency):
    told = in_shell(f"hipback screen --bank {SMALL} --answers {emergency} | true; exit ${{PIPESTATUS[0]}}")
    assert "Traceback" not in told.stderr
    assert told.returncode in (0, 1)  # a small text may be in the pipe before it closes
    assert told.returncode == 0 or "GET EMERGENCY HELP NOW: DO NOT WAIT" in told.stderr


# Colour and plain words


@pytest.mark.hazard("HZ-05", "HZ-26")
@pytest.mark.parametrize(
    "surroundings",
    [{}, {"NO_COLOR": "1"}, {"TERM": "dumb"}, {"NO_COLOR": "1", "FORCE_COLOR": "1"}, {"ACCESSIBLE": "1"}],
)
def test_there_is_no_escape_sequence(surroundings, answers):
    told = run("screen", "--bank", str(SMALL), "--answers", answers, **surroundings)
    assert told.returncode == 0
    assert "\x1b" not in told.stdout + told.stderr


def test_force_color_colours_a_pipe(answers):
    told = run("report", "--bank", str(SMALL), answers, FORCE_COLOR="1")
    plain = run("report", "--bank", str(SMALL), answers)
    assert "\x1b[1mYour summary\x1b[0m" in told.stdout
    assert re.sub(r"\x1b\[[\d;]+m", "", told.stdout) == plain.stdout


def test_plain_wins_over_force_color(answers):
    told = run("report", "--bank", str(SMALL), answers, "--plain", FORCE_COLOR="1")
    assert told.stdout.isascii()
    assert "\x1b" not in told.stdout


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize("surroundings", [{}, {"FORCE_COLOR": "1"}], ids=["plain", "colour"])
def test_words_that_look_like_markup_come_out_letter_by_letter(surroundings, tmp_path):
    words = "See [bold]x[/bold], [/], [red], :warning: and <b>this</b>."
    bank = tmp_path / "bank.yaml"
    source = SMALL.read_text(encoding="utf-8")
    bank.write_text(
        source.replace("Tests never replace a visit.", f'"{words}"').replace("Some trouble", f'"{words}"'), "utf-8"
    )
    told = run("report", "--bank", str(bank), "-", said=ANSWERS, COLUMNS="100", **surroundings)
    shown = flat(re.sub(r"\x1b\[[\d;]*m", "", told.stdout))
    assert (told.returncode, told.stderr) == (0, "")
    assert shown.endswith(f"{NOTICE} {words}")
    assert f"Trouble with socks: {words}" in shown


def test_the_record_is_never_coloured(answers):
    told = run("report", "--bank", str(SMALL), answers, "--format", "json", FORCE_COLOR="1")
    assert "\x1b" not in told.stdout


@pytest.mark.hazard("HZ-26")
@pytest.mark.parametrize("surroundings", [{"NO_COLOR": "1"}, {"TERM": "dumb"}, {"TERM": ""}, {"ACCESSIBLE": "1"}])
def test_plain_surroundings_get_ascii(surroundings, answers):
    assert run("report", "--bank", str(SMALL), answers, **surroundings).stdout.isascii()


def test_the_whole_notice_comes_in_an_ascii_locale(answers):
    told = run(
        "report",
        "--bank",
        str(SMALL),
        answers,
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONIOENCODING="ascii",
        PYTHONCOERCECLOCALE="0",
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.isascii()
    assert flat(told.stdout).endswith(SMALL_NOTICE)


@pytest.mark.hazard("HZ-04")
def test_a_character_that_the_terminal_lacks_does_not_cost_the_rest(tmp_path):
    bank = tmp_path / "bank.yaml"
    bank.write_text(
        SMALL.read_text(encoding="utf-8").replace("replace a visit.", "replace a caf\u00e9."), encoding="utf-8"
    )
    file = tmp_path / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    told = in_shell(
        f"hipback report --bank {bank} {file}",
        LC_ALL="C",
        PYTHONUTF8="0",
        PYTHONIOENCODING="ascii",
        PYTHONCOERCECLOCALE="0",
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert flat(told.stdout).endswith("Tests never replace a caf\\xe9.")


@pytest.mark.parametrize("columns", ["20", "40", "80", "100"])
def test_the_summary_is_no_wider_than_the_terminal(columns, answers):
    told = run("report", "--bank", str(SMALL), answers, COLUMNS=columns)
    assert max(map(len, told.stdout.splitlines())) <= int(columns)


@pytest.mark.hazard("HZ-04")
@pytest.mark.parametrize("columns", ["0", "-3", "x", "1", "99999999999999999999", ""])
def test_columns_that_make_no_sense_still_give_a_summary(columns, answers):
    told = run("report", "--bank", str(SMALL), answers, COLUMNS=columns)
    assert (told.returncode, told.stderr) == (0, "")
    assert max(map(len, told.stdout.splitlines())) <= 100


# Bugs


BUG = "import hipback.bank\ndef bug(path):\n    raise RuntimeError('boom')\nhipback.bank.read_bank = bug"


@pytest.mark.hazard("HZ-49")
def test_a_bug_is_exit_3_without_a_traceback():
    told = code(BUG)
    assert (told.returncode, told.stdout) == (3, "")
    assert "bug in hipback" in told.stderr
    assert "Traceback" not in told.stderr


@pytest.mark.hazard("HZ-49")
def test_a_bug_ends_with_the_notice():
    assert code(BUG).stderr.endswith(f"\n\n{NOTICE}\n")


def test_a_bug_shows_where_it_came_up_when_asked():
    told = code(BUG, HIPBACK_DEBUG="1")
    assert told.returncode == 3
    assert "in bug\nRuntimeError\n\nThis is a bug in hipback." in told.stderr


# Where files are kept


def test_hipback_home_comes_first(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    monkeypatch.setenv("HIPBACK_HOME", str(tmp_path))
    assert data_folder() == str(tmp_path)


@pytest.mark.parametrize("relative", ["hipback", "./x", "~/x"])
def test_a_relative_hipback_home_is_refused(monkeypatch, relative):
    monkeypatch.setenv("HIPBACK_HOME", relative)
    with pytest.raises(FileError) as caught:
        data_folder()
    assert str(caught.value) == f"HIPBACK_HOME is '{relative}': give a path that starts with /"


def test_the_data_folder_of_the_user_comes_next(monkeypatch):
    monkeypatch.delenv("HIPBACK_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", "/data")
    assert data_folder() == "/data/hipback"


@pytest.mark.skipif(sys.platform == "darwin", reason="there it is the Library")
@pytest.mark.parametrize("shared", ["", "data", "./data", "~/data"])
def test_an_empty_or_relative_data_folder_is_as_good_as_none(monkeypatch, shared):
    monkeypatch.setenv("HIPBACK_HOME", "")
    monkeypatch.setenv("XDG_DATA_HOME", shared)
    monkeypatch.setenv("HOME", "/home/someone")
    assert data_folder() == "/home/someone/.local/share/hipback"


@pytest.mark.parametrize("home", ["", "home", None])
def test_without_a_home_the_way_out_is_told(monkeypatch, home):
    monkeypatch.delenv("HIPBACK_HOME")
    monkeypatch.delenv("HOME")
    if home is not None:
        monkeypatch.setenv("HOME", home)
    with pytest.raises(FileError) as caught:
        data_folder()
    assert str(caught.value) == "there is no home folder: set HIPBACK_HOME to the path of a folder, or use --no-save"

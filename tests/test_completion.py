"""What shells complete. The scripts are tried in the shells themselves, on a terminal, where these are installed."""

import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pexpect
import pytest
from click.shell_completion import get_completion_class

from hipback.cli import hipback
from hipback.cli.completion import SHELLS, VARIABLE
from test_cli import SMALL, environment, in_shell, run

BANK = f"--bank {SMALL}"


def completed(line: str, shell: str = "bash") -> list[str]:
    """What the script of a shell is told for a line, of which the last word is not complete."""
    words = line.split(" ")
    number = words[-1] if shell == "fish" else str(len(words) - 1)
    with pytest.MonkeyPatch.context() as surroundings:
        surroundings.setenv("COMP_WORDS", line)
        surroundings.setenv("COMP_CWORD", number)
        told = get_completion_class(shell)(hipback, {}, "hipback", VARIABLE).complete()
    return list(filter(None, told.splitlines()))


def asked(line: str, first: str = "") -> subprocess.CompletedProcess[str]:
    """A whole run as the script of bash makes it, after a line of Python."""
    words = {"COMP_WORDS": line, "COMP_CWORD": str(line.count(" ")), VARIABLE: "bash_complete"}
    return subprocess.run(
        [sys.executable, "-c", f"{first}\nfrom hipback.cli import main\nmain()"],
        env=environment(**words),
        capture_output=True,
        text=True,
        timeout=60,
    )


# What is completed


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("hipback scr", ["plain,screen"]),
        ("hipback bank sh", ["plain,show"]),
        ("hipback screen --a", ["plain,--answers"]),
        ("hipback report --format js", ["plain,json"]),
        ("hipback report --format = js", ["plain,json"]),
        ("hipback report an", ["file,an"]),
        ("hipback screen --bank ", ["file,"]),
        ("hipback bank verify --examples ", ["dir,"]),
        ("hipback bank explain hb20", [f"plain,HB20{number}" for number in range(1, 10)]),
        ("hipback help bank ch", ["plain,check"]),
        ("hipback help bank check ", []),
        ("hipback help exi", ["plain,exit-codes"]),
        ("hipback help pr", ["plain,privacy"]),
        ("hipback completion ", ["plain,bash", "plain,zsh", "plain,fish"]),
        (f"hipback learn {BANK} ho", ["plain,how"]),
        (f"hipback learn {BANK} how ", []),
        (f"hipback bank show {BANK} so", ["plain,soon", "plain,socks", "plain,socks_cause"]),
        (f"hipback screen {BANK} --set so", ["plain,soon=", "plain,socks=", "plain,socks_cause="]),
        (f"hipback screen {BANK} --set groin = of", ["plain,often"]),
        (f"hipback screen {BANK} --set = groin = of", ["plain,often"]),
        (f"hipback screen {BANK} --set nowhere = ", []),
        (f"hipback explain a.json {BANK} so", ["plain,socks", "plain,socks_cause", "plain,soon"]),
        (f"hipback explain {BANK} --if groin = r", ["plain,rarely", "plain,rather_not_say"]),
    ],
)
def test_what_bash_is_told(line, values):
    assert completed(line) == values


def test_one_question_that_fits_brings_its_answers():
    assert completed(f"hipback screen {BANK} --set gr") == [
        "plain,groin=often",
        "plain,groin=sometimes",
        "plain,groin=rarely",
        "plain,groin=not_sure",
        "plain,groin=rather_not_say",
    ]


def test_of_a_list_more_options_are_completed_but_none_that_stands_alone():
    assert completed(f"hipback screen {BANK} --set now = saddle,") == ["plain,saddle,pee"]


def test_zsh_and_fish_are_told_the_words_too():
    line = f"hipback screen {BANK} --set groin=o"
    assert completed(line, "zsh") == ["plain", "groin=often", "Often (most days)"]
    assert completed(line, "fish") == ["plain,groin=often\tOften (most days)"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_an_option_stays_before_its_value(shell):
    assert "--format=json" in " ".join(completed("hipback report --format=js", shell))


@pytest.mark.parametrize("bank", ["/nowhere", ".", "/dev/null", __file__])
def test_a_bank_that_cannot_be_read_completes_nothing(bank):
    assert completed(f"hipback screen --bank {bank} --set ") == []


@pytest.mark.parametrize(
    ("line", "first", "outcome"),
    [
        ("hipback bank sh", "", (0, "plain,show\n", "")),
        (f"hipback screen --bank {__file__} --set ", "", (0, "\n", "")),
        ("hipback screen --set ", "import hipback.bank; hipback.bank.read_bank = None", (3, "", "")),
    ],
    ids=["a command", "a broken bank", "a bug"],
)
def test_nothing_but_completions_comes_out(line, first, outcome):
    told = asked(line, first)
    assert (told.returncode, told.stdout, told.stderr) == outcome


def test_completing_leaves_no_trace(private_folders, monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    completed(f"hipback screen {BANK} --set ")
    completed("hipback history show ")
    folders = (tmp_path, private_folders / "data", private_folders / "user")
    assert [path for folder in folders for path in folder.iterdir()] == []


# Names of kept screenings


@pytest.fixture
def kept(private_folders: Path) -> None:
    """A folder with two kept screenings and one that is not finished."""
    for name in ("record-3f9a0000.json", "record-b2000000.json", "hipback.unfinished.json", "hipback.lock", "mine.txt"):
        (private_folders / "data" / name).touch()


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("hipback history show ", ["plain,newest", "plain,3f9a0000", "plain,b2000000"]),
        ("hipback history export 3f", ["plain,3f9a0000"]),
        ("hipback forget ", ["plain,3f9a0000", "plain,b2000000", "plain,hipback"]),
        ("hipback compare 3f9a0000 b", ["plain,b2000000"]),
        ("hipback compare answers", ["file,answers"]),
        ("hipback explain n", ["plain,newest"]),
        ("hipback explain ./a", ["file,./a"]),
    ],
)
def test_kept_screenings_are_completed_by_their_names(line, values):
    assert completed(line) == values


def test_where_nothing_is_kept_only_files_are_left():
    assert completed("hipback history show ") == []
    assert completed("hipback explain ") == ["file,"]


def test_a_folder_that_cannot_be_there_completes_nothing(monkeypatch):
    monkeypatch.setenv("HIPBACK_HOME", "nowhere")
    assert completed("hipback forget ") == []


# The command


@pytest.mark.parametrize("shell", SHELLS)
def test_the_script_is_printed(shell):
    told = run("completion", shell)
    assert (told.returncode, told.stderr) == (0, "")
    assert f"_HIPBACK_COMPLETE={shell}_complete" in told.stdout


def test_an_unknown_shell_is_a_wrong_usage():
    told = run("completion", "csh")
    assert (told.returncode, told.stdout) == (2, "")
    assert "'bash', 'zsh', 'fish'" in told.stderr


def test_each_script_is_right_by_its_shell(tmp_path):
    for shell in filter(shutil.which, SHELLS):
        told = in_shell(f"hipback completion {shell} > {tmp_path}/script && {shell} -n {tmp_path}/script")
        assert (shell, told.returncode, told.stdout, told.stderr) == (shell, 0, "", "")


# In a shell

BEGINNINGS: Mapping[str, tuple[list[str], list[str]]] = {
    "bash": (["--norc", "--noprofile", "-i"], ['eval "$(hipback completion bash)"']),
    "zsh": (
        ["-f", "-i"],
        ["autoload -U compinit && compinit -D -u", 'eval "$(hipback completion zsh)"'],
    ),
    "fish": (
        ["--no-config", "-i"],
        ["hipback completion fish | source"],
    ),
}
TO_THE_BEGINNING = "\x01"


def typed(shell: str, keys: str, folder: Path) -> str:
    """The line that stands on a terminal after these keys, with `echo` put before it to see it."""
    hipback = folder / "hipback"
    hipback.write_text(f'#!/bin/sh\nexec {sys.executable} -m hipback "$@"\n', encoding="utf-8")
    hipback.chmod(0o755)
    surroundings = environment(TERM="xterm" if shell == "fish" else "dumb", COLUMNS="200")
    surroundings["PATH"] = f"{folder}:{surroundings['PATH']}"
    options, lines = BEGINNINGS[shell]
    child = pexpect.spawn(
        shell, options, env=surroundings, cwd=folder, encoding="utf-8", dimensions=(40, 200), timeout=20
    )
    for line in [*lines, "echo begin''ning"]:
        child.sendline(line)
    child.expect_exact("beginning\r\n")
    child.send(f"{keys}{TO_THE_BEGINNING}echo echo''ed \r")
    child.expect(r"echoed ([^\r]+)\r\n")
    child.close(force=True)
    return child.match[1]


@pytest.mark.parametrize("shell", SHELLS)
@pytest.mark.parametrize(
    ("keys", "line"),
    [
        ("hipback scr\t", "hipback screen"),
        ("hipback screen --bank b.yaml --set gro\tof\t", "hipback screen --bank b.yaml --set groin=often"),
        ("hipback report ans\t", "hipback report answers.yaml"),
        ("hipback report --format=js\t", "hipback report --format=json"),
        ("hipback screen --bank b.yaml --set now=saddle,p\t", "hipback screen --bank b.yaml --set now=saddle,pee"),
    ],
    ids=["a command", "an answer", "a file", "a value", "one more answer"],
)
def test_tab_completes_in_the_shell_itself(shell, keys, line, tmp_path):
    if not shutil.which(shell):
        pytest.skip(f"there is no {shell} here")
    shutil.copy(SMALL, tmp_path / "b.yaml")
    (tmp_path / "answers.yaml").touch()
    assert typed(shell, keys, tmp_path) == line

"""`hipback bank new`: the bank that it writes is sound, and nothing that is there already is touched."""

import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from hipback.bank import read_bank
from hipback.model import Urgency

TOLD = """\
my-bank.yaml is a small bank to start from, and cases.yaml holds a written person to try it on.
Open the bank in an editor, change it step by step, and after each step run:

  hipback bank check my-bank.yaml     is anything written wrongly?
  hipback bank verify my-bank.yaml    does all of it work together, and is it safe?
  hipback bank test my-bank.yaml      does each written person get what should come out?
  hipback screen --bank my-bank.yaml  what does a person see?
"""


@pytest.fixture
def here(tmp_path, monkeypatch):
    """An empty folder, in which the program runs."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*words: str) -> tuple[int, str, str]:
    """Exit code, standard output and standard error of a whole run."""
    told = subprocess.run([sys.executable, "-m", "hipback", *words], capture_output=True, encoding="utf-8", timeout=60)
    return told.returncode, told.stdout, told.stderr


def files(folder: Path) -> dict[str, str]:
    return {str(path.relative_to(folder)): path.read_text() for path in folder.rglob("*") if path.is_file()}


def test_it_writes_two_files_and_tells_what_to_do_next(here):
    assert run("bank", "new") == (0, "", TOLD)
    assert set(files(here)) == {"my-bank.yaml", "cases.yaml"}


def test_the_bank_is_sound(here):
    run("bank", "new")
    told = "my-bank.yaml: no problems. 7 questions, 5 flags, 1 indicator, 1 pattern.\n"
    assert run("bank", "check", "my-bank.yaml") == (0, told, "")


def test_all_of_the_bank_is_proved(here):
    run("bank", "new")
    code, told, _ = run("bank", "verify", "my-bank.yaml")
    assert (code, told.partition("\n")[0]) == (0, "my-bank.yaml: all is proved.")


def test_the_written_person_gets_what_is_written(here):
    run("bank", "new")
    assert run("bank", "test", "my-bank.yaml") == (0, "1 person: 1 as written, 0 not.\n", "")


def test_it_goes_to_a_place_of_ones_own(here):
    (here / "back pain").mkdir()
    code, _, told = run("bank", "new", "back pain/first.yaml")
    assert (code, set(files(here))) == (0, {"back pain/first.yaml", "back pain/cases.yaml"})
    commands = [line.rpartition("  ")[0].strip() for line in told.splitlines() if line.startswith("  ")]
    assert [shlex.split(command)[-1] for command in commands] == ["back pain/first.yaml"] * 4


def test_the_bank_shows_what_a_bank_is_made_of(here):
    run("bank", "new")
    bank = read_bank("my-bank.yaml")
    assert {flag.urgency for flag in bank.flags.values()} == {Urgency.EMERGENCY, Urgency.SAME_DAY, Urgency.SOON}
    assert all(flag.not_sure for flag in bank.flags.values())
    assert {question.kind for question in bank.questions.values()} == {"one", "many", "number"}
    assert [band.id for band in bank.indicators["stiff"].bands] == ["few", "some", "many"]
    assert [headline.id for headline in bank.headlines] == ["stiff", "few", "open"]
    assert [pattern.id for pattern in bank.patterns] == ["sit_and_rise"]
    assert bank.status == "draft"


def test_the_bank_begins_with_the_line_that_helps_editors(here):
    run("bank", "new")
    first = files(here)["my-bank.yaml"].splitlines()[0]
    assert first == "# yaml-language-server: $schema=hipback-bank.schema.json"


@pytest.mark.parametrize("name", ["my-bank.yaml", "cases.yaml"])
def test_a_file_that_is_there_is_never_replaced(here, name):
    (here / name).write_text("my own")
    code, shown, told = run("bank", "new")
    assert (code, shown) == (1, "")
    assert told == f"{name} is there already, and is never replaced: give another name, or a folder of its own\n"
    assert files(here) == {name: "my own"}


def test_a_link_that_leads_nowhere_is_never_replaced(here):
    (here / "my-bank.yaml").symlink_to("gone")
    assert run("bank", "new")[0] == 1
    assert [path.name for path in here.iterdir()] == ["my-bank.yaml"]


@pytest.mark.parametrize(
    ("file", "told"),
    [
        ("none/a.yaml", "there is no folder none: make it first, or give another place"),
        ("there", "there is a folder: give the path of a file, such as there/my-bank.yaml"),
        ("there/", "there/ is a folder: give the path of a file, such as there/my-bank.yaml"),
        (
            "there/cases.yaml",
            "cases.yaml is the name of the file of cases: give the bank another name",
        ),
        (f"there/{'a' * 300}", f"cannot write there/{'a' * 300}: File name too long"),
    ],
)
def test_a_place_that_cannot_be_is_told(here, file, told):
    (here / "there").mkdir()
    assert run("bank", "new", file) == (1, "", f"{told}\n")
    assert files(here) == {}


def test_where_one_file_cannot_be_written_no_file_is_left(here):
    """No file may grow above 4 KiB here: that is enough for the cases, which come first, but not for the bank."""
    line = "ulimit -f 4; trap '' XFSZ; exec " + shlex.join([sys.executable, "-m", "hipback", "bank", "new"])
    told = subprocess.run(["bash", "-c", line], capture_output=True, encoding="utf-8", timeout=60)
    assert (told.returncode, told.stderr) == (1, "cannot write my-bank.yaml: File too large\n")
    assert files(here) == {}

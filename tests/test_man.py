"""The man pages and docs/commands.md: made from the help of the commands, up to date, and right by their readers."""

import re
import shutil
import subprocess
from pathlib import Path

import man
import pages
import pytest

from test_cli import run

DOCS = Path(__file__).parent.parent / "docs"
MAN = man.man_pages()
READERS = {
    "mandoc": ["mandoc", "-T", "lint", "-W", "warning"],
    "groff": ["groff", "-man", "-Tutf8", "-ww", "-z"],
}


def test_every_command_has_a_page_that_is_up_to_date_and_no_other_is_there():
    assert {file.name: file.read_text(encoding="utf-8") for file in (DOCS / "man").iterdir()} == MAN, "run docs/make.py"


def test_the_reference_of_commands_is_up_to_date():
    assert (DOCS / "commands.md").read_text(encoding="utf-8") == pages.commands_page(), "run docs/make.py"


def test_the_pages_of_topics_are_up_to_date():
    written = {name: (DOCS / name).read_text(encoding="utf-8") for name in pages.topic_pages()}
    assert written == pages.topic_pages(), "run docs/make.py"


@pytest.mark.parametrize("command", [[], ["screen"], ["bank", "check"]], ids=" ".join)
def test_the_reference_is_what_a_terminal_of_80_columns_shows(command):
    told = run(*command, "--help", COLUMNS="80").stdout
    assert f"## {' '.join(['hipback', *command])}\n\n```text\n{told}```\n" in pages.commands_page()


@pytest.mark.parametrize("reader", READERS)
def test_those_who_show_man_pages_find_nothing_wrong(reader, tmp_path):
    if not shutil.which(reader):
        pytest.skip(f"there is no {reader} here")
    for name, page in MAN.items():
        (tmp_path / name).write_text(page, encoding="utf-8")
    told = subprocess.run([*READERS[reader], *sorted(MAN)], cwd=tmp_path, capture_output=True, text=True, timeout=60)
    assert (told.returncode, told.stdout, told.stderr) == (0, "", "")


def test_a_page_shows_what_the_help_says():
    if not shutil.which("mandoc"):
        pytest.skip("there is no mandoc here")
    told = subprocess.run(
        ["mandoc", "-T", "ascii", "-O", "width=78"],
        input=MAN["hipback-bank-explain.1"],
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert re.sub(".\b", "", told.stdout) == SHOWN


SHOWN = """\
HIPBACK-BANK-EXPLAIN(1)             hipback            HIPBACK-BANK-EXPLAIN(1)

NAME
       hipback-bank-explain - Explain the code of a problem

SYNOPSIS
       hipback bank explain [OPTIONS] [CODE]

DESCRIPTION
       Explain the code of a problem: what must be so, what to do, and two
       examples.

         hipback bank explain HB206
         hipback bank explain         all codes

       The letters may be small or left out: 206 is HB206.

OPTIONS
       -h, --help
              Show this message and exit.

SEE ALSO
       hipback-bank(1)

hipback 1.0.0                     2026-11-22           HIPBACK-BANK-EXPLAIN(1)
"""


def test_words_are_never_taken_for_roff():
    assert man._filled(".so /etc/passwd") == [r"\&.so /etc/passwd"]
    assert man._filled("'br") == [r"\&\(aqbr"]
    assert man._filled(r"a\fBb -c `d` ~ ^") == [r"a\efBb \-c \(gad\(ga \(ti \(ha"]


def test_no_page_names_the_day_of_its_making():
    days = {day for page in MAN.values() for day in re.findall(r"\d{4}-\d\d-\d\d", page)}
    assert days == {man.DAY}

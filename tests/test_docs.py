"""`docs/writing-a-bank.md`: whoever follows it word by word gets what it shows, and it is easy to read."""

import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest
import textstat

from hipback.cli.bank import COMMANDS
from hipback.errors import BankError

DOCS = Path(__file__).parent.parent / "docs"
PAGE = (DOCS / "writing-a-bank.md").read_text(encoding="utf-8")
PROSE = re.sub(r"^```.*?^```$", "", PAGE, flags=re.DOTALL | re.MULTILINE)
SECTIONS = re.split(r"^##+ ", PROSE, flags=re.MULTILINE)[1:]


def loaded(name: str) -> ModuleType:
    """A script in `docs/`, which is no package."""
    spec = importlib.util.spec_from_file_location(name, DOCS / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


tutorial, tables = loaded("tutorial"), loaded("tables")


# The page


def test_every_piece_is_sound_and_every_command_prints_what_is_shown():
    assert tutorial.followed(tables.with_tables(PAGE)) == PAGE, "run docs/make.py"


@pytest.mark.parametrize("name", ["fhir.md", "data.md", "scoring.md", "cohort.md"])
def test_every_command_of_a_page_for_researchers_prints_what_is_shown(name):
    page = (DOCS / name).read_text(encoding="utf-8")
    assert tutorial.followed(page) == page, "run docs/make.py"


def test_every_link_within_the_page_leads_somewhere():
    headings = re.findall(r"^##+ (.+)$", PROSE, re.MULTILINE)
    anchors = {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}
    assert set(re.findall(r"\]\(#([^)]+)\)", PROSE)) <= anchors


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_for_authors_is_told(command):
    assert f"hipback bank {command}" in PAGE


def test_every_part_of_a_bank_has_its_table():
    """But for a range, a count and the last headline, which need no more than a sentence."""
    shown = set(re.findall(r"<!-- keys: (\w+) -->", PAGE))
    assert shown == {*tables.PARTS, "condition"} - {"range", "count", "last headline"}


@pytest.mark.parametrize("section", SECTIONS, ids=lambda section: section.partition("\n")[0])
def test_it_is_easy_to_read(section):
    lines = [line for line in section.splitlines()[1:] if not line.startswith("|")]
    words = re.sub(r"`[^`]*`", "word", " ".join(lines))
    assert len(words.split()) < 10 or textstat.flesch_kincaid_grade(words) <= 8


# What it is followed with


def test_a_block_that_says_nothing_of_itself_is_refused():
    with pytest.raises(ValueError, match="a block says of itself ''"):
        tutorial.followed("```\nhello\n```\n")


def test_an_example_with_a_mistake_is_refused():
    with pytest.raises(BankError, match="HB211 missing key 'title' in a bank"):
        tutorial.followed("```yaml\nformat: hipback-bank/1\n```\n")


def test_a_file_can_be_used_by_the_commands_below_it_and_a_program_is_only_read():
    page = "```csv a.csv\na,b\n1,2\n```\n\n```r\nstop()\n```\n\n```console\n$ cat a.csv\n```\n"
    assert tutorial.followed(page) == page.replace("$ cat a.csv\n", "$ cat a.csv\na,b\n1,2\n")


def test_what_a_command_prints_is_put_in_place_of_what_was_shown():
    assert tutorial.followed("```console\n$ echo new; echo words\nold\n```\n") == (
        "```console\n$ echo new; echo words\nnew\nwords\n```\n"
    )


def test_lines_that_are_left_out_stay_left_out():
    page = "```console\n$ seq 9\n1\nx\n...\n6\nx\n...\n```\n"
    assert tutorial.followed(page) == "```console\n$ seq 9\n1\n2\n...\n6\n7\n...\n```\n"


def test_a_line_that_is_gone_is_not_passed_over():
    with pytest.raises(ValueError, match="'12' is not in list"):
        tutorial.followed("```console\n$ seq 9\n...\n12\n```\n")


@pytest.mark.parametrize(
    ("before", "piece", "after"),
    [
        ("a: 1", "b: 2", "a: 1\nb: 2"),
        ("a: 1\nb: 2", "a: 3", "a: 3\nb: 2"),
        ("a:\n  x: 1\nb: 2", "a:\n  y: 2", "a:\n  x: 1\n  y: 2\nb: 2"),
        ("a:\n  x: 1\n  y: 2", "a:   # more\n  x: 3", "a:\n  x: 3\n  y: 2"),
        ("a:\n  when:\n    x: 1", "a:\n  when:\n    y: 2", "a:\n  when:\n    y: 2"),
        ("a: {x: 1}", "a:\n  y: 2", "a:\n  y: 2"),
        ("a: 1", "# why\nb: 2", "a: 1\n# why\nb: 2"),
        ("", "a:\n  b:\n    c: 1", "a:\n  b:\n    c: 1"),
    ],
    ids=["new", "replaced", "inside", "replaced inside", "a condition", "in one line", "a comment", "into nothing"],
)
def test_a_piece_is_laid_over_a_file_as_an_author_would_do_it(before, piece, after):
    assert tutorial.laid_over(before.splitlines(), piece.splitlines()) == after.splitlines()

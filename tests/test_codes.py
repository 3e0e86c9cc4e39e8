"""Every code has one entry in the table, and the examples of each are what they say that they are."""

import re
import runpy
from pathlib import Path
from textwrap import dedent, indent

import pytest
from click.testing import CliRunner

import hipback
from hipback.cli import hipback as program
from hipback.codes import read_codes

PACKAGE = Path(hipback.__file__).parent
BANKS = Path(__file__).parent / "banks"
DOCS = Path(__file__).parent.parent / "docs"
BANK = (BANKS / "examples.yaml").read_text(encoding="utf-8")
CASES = (BANKS / "examples-cases.yaml").read_text(encoding="utf-8")
CODES = read_codes()


def laid_over(snippet: str, whole: str) -> str:
    """The whole, in which the keys of the snippet replace those of the same name, or stand behind them all.

    Works on lines, since some snippets are wrong YAML: keys in a column begin parts, and what a key alone in its line
    has below it is laid over in its turn.
    """
    own = {key_of(part): part for part in parts_of(whole)}
    new: dict[str, str] = {}
    for part in parts_of(snippet):
        key = key_of(part)
        new[key] = new.get(key, "") + merged_part(part, own.get(key, ""))
    return "".join((own | new).values())


def parts_of(text: str) -> list[str]:
    return [part for part in re.split(r"(?m)^(?=[^\s#])", text) if part.strip()]


def key_of(part: str) -> str:
    return part.partition(":")[0]


def merged_part(part: str, before: str) -> str:
    """One part over the one of the same name, key by key if both have keys below."""
    (head, below), (_, below_before) = split_head(part), split_head(before)
    if head.endswith(":") and below and before.startswith(f"{head}\n") and not below.startswith("-"):
        return f"{head}\n{indent(laid_over(below, below_before), '  ')}"
    return part


def split_head(part: str) -> tuple[str, str]:
    head, _, below = part.partition("\n")
    return head, dedent(below)


WRITTEN_OTHERWISE = {
    "HB101": b"#" * 2_000_001,
    "HB102": BANK.replace("A stiff hip", "A stiff h\xfcft").encode("latin-1"),
    "HB109": b"# nothing but remarks\n",
    "HB110": laid_over(CODES["HB110"].bad.replace("…", "en, " * 1_000), BANK).encode(),
    "HB203": laid_over(CODES["HB203"].bad.replace("…", "of the leg, " * 200), BANK).encode(),
}
"""Bad examples that cannot be written as a piece of YAML, or not in a few lines."""


@pytest.fixture
def told(tmp_path):
    """What the program says of an example, and its exit code, by the command that finds the code."""
    file = tmp_path / "example.yaml"
    bank = BANKS / "examples.yaml"
    whole = {"test": CASES, "report": "", "cohort": ""}
    command = {
        "test": ["bank", "test", str(bank), str(file)],
        "report": ["report", "--bank", str(bank), str(file)],
        "cohort": ["cohort", "--n", "1", "--bank", str(bank), "--frequencies", str(file)],
    }

    def run(code: hipback.codes.Code, example: bytes) -> tuple[str, int]:
        file.write_bytes(example)
        found = CliRunner().invoke(program, command.get(code.found_by, ["bank", code.found_by, str(file)]))
        return f"{found.output}{found.exception or ''}", found.exit_code

    def run_piece(code: hipback.codes.Code, piece: str) -> tuple[str, int]:
        return run(code, laid_over(piece, whole.get(code.found_by, BANK)).encode())

    run.piece = run_piece
    return run


def test_every_code_in_the_program_has_one_entry_and_every_entry_is_a_code_of_the_program():
    sources = [file.read_text(encoding="utf-8") for file in PACKAGE.rglob("*.py")]
    noted = {code for source in sources for code in re.findall(r'"(HB[0-9]{3})"', source)}
    assert set(CODES) == noted


def test_the_table_is_in_order_and_names_each_code_once():
    table = (PACKAGE / "codes.yaml").read_text(encoding="utf-8")
    assert re.findall(r"(?m)^(\w+):$", table) == sorted(CODES)


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_an_entry_says_all_that_it_has_to(code):
    assert code.level in ("error", "warning")
    assert code.found_by in ("check", "verify", "test", "fhir", "report", "cohort")
    assert all((code.rule, code.fix, code.bad, code.good))
    assert code.fix.endswith(".")
    assert "." not in code.fix.removesuffix(".").replace("1.0.0", "").replace("..", "")


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_a_bad_example_gives_its_code(code, told):
    example = WRITTEN_OTHERWISE.get(code.id)
    words, exit_code = told(code, example) if example else told.piece(code, code.bad)
    assert (code.id in re.findall(r"(?m)^\S+:[0-9]+:[0-9]+: (HB[0-9]{3}) ", words), exit_code) == (True, 1), words


@pytest.mark.parametrize("code", CODES.values(), ids=list(CODES))
def test_a_good_example_gives_no_problem(code, told):
    words, exit_code = told.piece(code, code.good)
    assert (re.findall("HB[0-9]{3}", words), exit_code) == ([], 0), words


def test_the_examples_are_laid_over_a_bank_without_problems(told):
    assert told(CODES["HB201"], BANK.encode())[1] == 0
    assert told(CODES["HB901"], CASES.encode())[1] == 0


def test_the_page_is_as_the_table():
    page = (DOCS / "bank-codes.md").read_text(encoding="utf-8")
    made = runpy.run_path(str(DOCS / "codes.py"))["codes_page"](page)
    assert page == made, "run docs/make.py"


def test_what_is_laid_over_replaces_adds_and_repeats():
    whole = "a: 1\nb:\n  c: 2\n  d: 3\n"
    assert laid_over("e: 5\nb:\n  d: 4\n  d: 6\n", whole) == "a: 1\nb:\n  c: 2\n  d: 4\n  d: 6\ne: 5\n"

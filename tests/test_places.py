"""Where the parts of a bank stand, for those who tell its author about them."""

from pathlib import Path

import pytest

from hipback.engine import leaves
from hipback.errors import BankError
from hipback.written import Written

SMALL = Path(__file__).parent / "banks" / "small.yaml"
LINES = SMALL.read_text(encoding="utf-8").splitlines()
WRITTEN = Written.read(str(SMALL))


def line_of(value) -> str:
    return LINES[value.line - 1].strip()


def test_a_value_and_its_key_are_found_by_the_names_that_lead_there():
    assert line_of(WRITTEN.key("flags", "saddle")).startswith("saddle:")
    assert line_of(WRITTEN.at("flags", "saddle", "urgency")) == "urgency: emergency"


def test_what_is_not_there_is_told_where_it_is_missing():
    assert WRITTEN.key("flags", "saddle", "label") is WRITTEN.at("flags", "saddle")


def test_every_part_of_every_condition_is_found():
    bank = WRITTEN.bank
    conditions = [flag.when for flag in bank.flags.values()] + [pattern.when for pattern in bank.patterns]
    for condition in conditions:
        for leaf in leaves(condition):
            assert leaf[0] in line_of(WRITTEN.condition(leaf))


def test_what_is_found_wrong_later_is_told_with_its_place():
    written = Written.read(str(SMALL))
    written.key("flags", "saddle").wrong("HB000", "a word about it")
    line = LINES.index(next(line for line in LINES if line.strip() == "saddle:")) + 1
    assert [str(problem) for problem in written.problems] == [f"{SMALL}:{line}:3: HB000 a word about it"]


def test_a_bank_that_cannot_be_read_tells_its_problems_at_once(tmp_path):
    file = tmp_path / "bank.yaml"
    file.write_text("format: hipback-bank/1\n", encoding="utf-8")
    with pytest.raises(BankError):
        Written.read(str(file))

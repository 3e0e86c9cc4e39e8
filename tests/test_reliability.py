"""The page of figures: what was measured is told with its count, and nothing else is."""

import json
import re
from pathlib import Path

import pytest
from reliability import FUZZED, GOOD, MUTATED, ROWS, Outcome, Row, collected, outcome, read_data, reliability_page

from fuzz.targets import TARGETS
from mutants import TESTS

SAVES = Row("Saves lose nothing", ("saves/*",), 100)
EACH = Row("Nothing unexpected comes", ("fuzz/bank", "fuzz/answers"), 1_000, of_each=True)
MUTANTS = Row("Changes are seen", ("mutants/*",), share=95)


@pytest.mark.parametrize(
    ("row", "figures", "tried", "short"),
    [
        (SAVES, {}, 0, "not measured"),
        (SAVES, {"saves": {"tried": 500, "lost": 0}}, 0, "not measured"),
        (SAVES, {"saves/a": {"tried": 60, "lost": 0}, "saves/b": {"tried": 40, "lost": 0}}, 100, ""),
        (SAVES, {"saves/a": {"tried": 99, "lost": 0}}, 99, "fewer than 100"),
        (SAVES, {"saves/a": {"tried": 1_000, "lost": 2, "right": 998}}, 1_000, "not all well: 2 lost"),
        (SAVES, {"saves/a": {"tried": 9, "lost": 1}}, 9, "fewer than 100; not all well: 1 lost"),
        (EACH, {"fuzz/bank": {"tried": 1_000, "unexpected": 0}}, 1_000, "not measured: answers"),
        (
            EACH,
            {"fuzz/bank": {"tried": 9, "unexpected": 0}, "fuzz/answers": {"tried": 1_000, "unexpected": 0}},
            1_009,
            "fewer than 1,000: bank 9",
        ),
        (MUTANTS, {"mutants/engine": {"tried": 200, "survived": 10, "killed": 190}}, 200, ""),
        (MUTANTS, {"mutants/engine": {"tried": 200, "survived": 11}}, 200, "not all well: 11 survived"),
    ],
)
def test_a_promise_is_reached_or_it_is_said_why_not(row, figures, tried, short):
    found = outcome(row, figures)
    assert (found.tried, found.short) == (tried, short)


def test_counts_of_all_figures_of_a_promise_are_added():
    figures = {name: {"tried": 1, "lost": 0, "day": "2026-11-23", "ways": 3} for name in ("saves/a", "saves/b")}
    assert outcome(SAVES, figures) == Outcome(2, {"lost": 0}, "fewer than 100")


def test_what_was_not_measured_is_told_so_and_not_left_out(monkeypatch, tmp_path):
    monkeypatch.setattr("reliability.DATA", tmp_path / "nothing.json")
    page = reliability_page()
    assert "Measured: never. Machine: none." in page
    assert page.count("| - | - | not measured |") == len(ROWS)


def test_every_figure_that_was_collected_stands_on_the_page():
    figures, page = read_data()["figures"], reliability_page()
    assert [key for key in figures if f"| {key.replace('/', ': ', 1)} | " not in page] == []


def test_what_was_tried_in_many_ways_is_one_line(monkeypatch, tmp_path):
    (tmp_path / "cache" / "saves" / "kills").mkdir(parents=True)
    for name in "ab":
        (tmp_path / "cache" / "saves" / "kills" / name).write_text('{"tried": 60, "lost": 0, "long": true}')
    monkeypatch.setattr("reliability.CACHE", tmp_path / "cache")
    (tmp_path / "data.json").write_text(json.dumps({"machine": "this one", "figures": collected()}))
    monkeypatch.setattr("reliability.DATA", tmp_path / "data.json")
    page = reliability_page()
    assert "| saves: kills | 2 | 120 | 0 lost |" in page
    assert re.search(r"Measured: 20\d\d-\d\d-\d\d\. Machine: this one\.", page)


def test_how_much_nothing_says_is_told_in_plain_words():
    assert "**0 of n is worth about 3 in n**" in reliability_page()


def test_every_group_of_figures_belongs_to_a_promise():
    told = re.compile(r"figure\(\s*\"(\w+)\",")
    groups = {name for path in Path(__file__).parent.glob("test_*.py") for name in told.findall(path.read_text())}
    assert groups - {pattern.partition("/")[0] for row in ROWS for pattern in row.figures} == set()


def test_the_page_asks_for_every_reader_that_is_fuzzed_and_every_module_that_is_mutated():
    assert set(FUZZED) == {f"fuzz/{name}*" for name in TARGETS}
    assert set(MUTATED) == set(TESTS)


def test_a_count_of_an_unknown_name_is_taken_for_harm():
    assert GOOD.isdisjoint({"lost", "false", "unseen", "unexpected", "different", "mismatches"})
    assert outcome(SAVES, {"saves/a": {"tried": 100, "oddities": 1}}).short == "not all well: 1 oddities"

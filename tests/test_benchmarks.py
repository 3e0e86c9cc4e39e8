"""What benchmarks compare tells the same of everyone, or its figures say nothing."""

import subprocess
import sys
from importlib import import_module
from pathlib import Path

import pytest

import by_hand
import crowd
import goals
import peers
from hipback.model import DOES_NOT_APPLY, NOT_SURE, SKIPPED
from reference import result, shipped_bank

BENCHMARKS = Path(__file__).parents[1] / "benchmarks"


@pytest.fixture(scope="module")
def bank():
    return shipped_bank()


@pytest.fixture(scope="module")
def files(bank, tmp_path_factory):
    folder = tmp_path_factory.mktemp("people")
    drawn = crowd.draw(bank, 400, seed=1)
    crowd.write_ndjson(drawn, folder / "people.ndjson")
    crowd.write_parquet(drawn, folder / "people.parquet")
    return folder


@pytest.fixture(scope="module")
def people(files):
    return crowd.read(files / "people.ndjson", 400)


def test_what_is_written_by_hand_says_the_same_as_hipback(bank, people):
    """If the bank has changed, `by_hand.py` has to follow it."""
    found = [by_hand.score(answers) for answers in people]

    assert found == [result(bank, crowd.admitted(answers)) for answers in people]


def test_what_is_written_by_hand_knows_the_signs_in_the_order_of_the_bank(bank):
    assert list(by_hand.ORDER) == list(bank.flags)


@pytest.mark.parametrize("peer", [pytest.param(peer, id=peer.module) for peer in peers.ROWS])
def test_an_engine_of_rules_says_the_same_as_by_hand(bank, people, peer):
    if not peer.version:
        pytest.skip(f"{peer.package} is not installed")
    score = import_module(f"peers.{peer.module}").scorer(bank)

    assert [score(answers) for answers in people[:30]] == [by_hand.score(answers) for answers in people[:30]]


@pytest.mark.parametrize("peer", [pytest.param(peer, id=peer.module) for peer in peers.COLUMNS])
def test_an_engine_of_tables_says_the_same_as_by_hand(bank, files, people, peer):
    if not peer.version:
        pytest.skip(f"{peer.package} is not installed")
    plan = import_module(f"peers.{peer.module}").Plan(bank)
    scored = plan.score(plan.load(str(files / "people.parquet")))

    assert plan.results(scored, 400) == [by_hand.score(answers) for answers in people]


def test_the_people_are_the_same_for_the_same_seed(bank, files, tmp_path):
    crowd.write_ndjson(crowd.draw(bank, 400, seed=1), tmp_path / "again.ndjson")

    assert (tmp_path / "again.ndjson").read_bytes() == (files / "people.ndjson").read_bytes()


def test_the_people_leave_things_open_in_every_way(people):
    given = {str(answer) for answers in people for answer in answers.values()}

    assert {NOT_SURE, SKIPPED, DOES_NOT_APPLY} <= given
    assert any("?" in answer for answer in given)
    assert 0.02 < sum("groin" not in answers for answers in people) / len(people) < 0.1


def test_a_figure_is_judged():
    verdicts = {row[0]: row[2:] for row in goals.judged({"columns": 50.0, "parquet": 12.0, "memory": 660.0})}

    assert verdicts["scoring columns in memory, against by hand"] == ["50 times", "reached"]
    assert verdicts["Parquet to Parquet, whole command, against NDJSON by hand"] == [
        "12 times",
        f"not reached, by 20%: {goals.PARQUET_LIMIT}",
    ]
    assert verdicts["peak memory of a whole command"] == ["660 MiB", "not reached, by 10%"]
    assert verdicts["the same against zen-engine"] == ["", "not measured"]


def test_the_command_says_what_it_does():
    said = subprocess.run(
        [sys.executable, BENCHMARKS / "run.py", "--help"], capture_output=True, text=True, check=True
    ).stdout

    assert "--quick" in said

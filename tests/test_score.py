"""`hipback score`, run as a whole: files of many people in, results out, and a clear end for all that is wrong."""

import csv
import json
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import pexpect
import pyarrow.parquet as pq
import pytest

from hipback.cli import hipback as program
from hipback.cli.progress import words
from hipback.cli.tables import files_of
from hipback.errors import FileError, HipbackError
from hipback.render.tally import tally
from hipback.render.text import as_text
from hipback.tally import Bands, Count, Tally
from test_cli import SMALL, environment, run

PEOPLE = """\
{"now": ["none"], "today": ["none"], "soon": "no", "age": 50, "groin": "often", "rest_pain": 3}
{"now": ["saddle"]}

{"now": ["none"], "groin": "oftn"}
"""
SOME, URGENT, WRONG = PEOPLE.replace("\n\n", "\n").splitlines()


@pytest.fixture
def people(tmp_path):
    """A file with three people, one of whom has a wrong answer."""
    path = tmp_path / "people.ndjson"
    path.write_text(PEOPLE)
    return path


def score(*arguments, said="", **more):
    return run("score", *map(str, arguments), "--bank", str(SMALL), said=said, **more)


def left_in(folder):
    return sorted(path.name for path in folder.iterdir())


# Results


def test_results_are_written_with_the_rows_that_they_are_about(people, tmp_path):
    told = score(people, "-o", tmp_path / "out.ndjson")
    first, second, third = map(json.loads, (tmp_path / "out.ndjson").read_text().splitlines())
    assert [row["row"] for row in (first, second, third)] == [1, 2, 4]
    assert {row["file"] for row in (first, second, third)} == {str(people)}
    assert (first["hip_low"], first["hip_high"], first["flags"], first["problems"]) == (5, 9, [], [])
    assert (second["urgency"], second["flags"], second["hip_low"]) == ("emergency", ["saddle"], None)
    assert third["problems"] == ["groin: no option 'oftn', did you mean 'often'?"]
    assert {third[name] for name in ("urgency", "hip_low", "hip_band")} == {None}
    assert told.returncode == 1
    assert told.stdout == ""
    assert told.stderr == (
        f"3 rows. The results are in {tmp_path / 'out.ndjson'}.\n"
        "1 row with problems, and no result for it:\n"
        f"  {people}:4: groin: no option 'oftn', did you mean 'often'?\n"
    )


def test_every_form_of_output_tells_the_same(people, tmp_path):
    for form in ("ndjson", "csv", "parquet"):
        assert score(people, "-o", tmp_path / f"out.{form}").returncode == 1
    lines = [json.loads(line) for line in (tmp_path / "out.ndjson").read_text().splitlines()]
    assert pq.read_table(tmp_path / "out.parquet").to_pylist() == lines
    with open(tmp_path / "out.csv", newline="") as file:
        cells = list(csv.DictReader(file))
    flat = [{name: ";".join(cell) if isinstance(cell, list) else cell for name, cell in row.items()} for row in lines]
    assert cells == [{name: "" if cell is None else str(cell) for name, cell in row.items()} for row in flat]


def test_every_form_of_input_tells_the_same(tmp_path):
    (tmp_path / "people.ndjson").write_text('{"groin": "often", "age": 50}\n')
    (tmp_path / "people.csv").write_text("groin,age\noften,50\n")
    pq.write_table(_table(groin=["often"], age=[50]), tmp_path / "people.parquet")
    told = score(tmp_path / "people.*", "-o", "-")
    assert (told.returncode, told.stderr) == (0, "3 rows.\n")
    found = [json.loads(line) for line in told.stdout.splitlines()]
    assert [(Path(row.pop("file")).name, row.pop("row")) for row in found] == [
        ("people.csv", 2),
        ("people.ndjson", 1),
        ("people.parquet", 1),
    ]
    assert found == [found[0]] * 3


def _table(**columns):
    import pyarrow as pa

    return pa.table(columns)


def test_standard_input_is_read_and_standard_output_written():
    told = score("-", "-o", "-", "--from", "csv", said="groin\noften\n")
    assert (told.returncode, told.stderr) == (0, "1 row.\n")
    assert told.stdout.startswith('{"file": "standard input", "row": 2, "urgency": null, ')


def test_columns_are_kept(tmp_path):
    (tmp_path / "people.csv").write_text("id,groin\n=a,often\n")
    told = score(tmp_path / "people.csv", "--keep", "id", "-o", tmp_path / "out.csv")
    assert told.returncode == 0
    header, row = csv.reader((tmp_path / "out.csv").read_text().splitlines())
    assert (header[:3], row[1:3]) == (["file", "row", "id"], ["2", "'=a"])


def test_records_of_another_version_of_the_bank_are_scored_and_counted():
    record = '{"format": "hipback-record/1", "bank": {"id": "small", "version": "1"}, "answers": {"groin": "often"}}\n'
    told = score("-", "-o", "-", said=record)
    assert told.returncode == 0
    assert told.stderr == (
        "1 row.\n1 of them was made with another version of the bank. All results are by version 1.2.3.\n"
    )


def test_a_record_of_another_bank_is_a_row_with_a_problem():
    record = '{"format": "hipback-record/1", "bank": {"id": "another"}, "answers": {"groin": "often"}}\n'
    told = score("-", "-o", "-", said=record)
    assert told.returncode == 1
    assert "standard input:1: these are answers to the bank 'another', not to 'small'\n" in told.stderr


def test_the_first_problems_are_told_and_all_are_in_the_output():
    told = score("-", "-o", "-", said="x\n" * 7)
    assert told.returncode == 1
    assert told.stderr.splitlines() == [
        "7 rows.",
        "7 rows with problems, and no result for them:",
        *(f"  standard input:{row}: this is not JSON: look at column 1" for row in range(1, 6)),
        "  ... and more: the column 'problems' tells them all",
    ]
    assert len(told.stdout.splitlines()) == 7


# Files


def test_a_pattern_stands_for_the_files_that_fit_sorted_and_each_once(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for name in ("b.csv", "a.csv", "c.txt", "[x].csv"):
        Path(name).touch()
    Path("d.csv").mkdir()
    assert files_of(["b.csv", "*.csv", "-", "./a.csv"]) == ["b.csv", "[x].csv", "a.csv", "-"]
    assert files_of(["[x].csv"]) == ["[x].csv"]
    with pytest.raises(FileError, match=r"no file has a name like '\*.parquet'"):
        files_of(["*.parquet"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (["people.ndjson", "-o", "people.ndjson"], "cannot write people.ndjson: it is an input as well"),
        (["people.ndjson", "-o", "./link.ndjson"], "cannot write ./link.ndjson: it is an input as well"),
        (["people.ndjson", "-o", "folder.csv"], "cannot write folder.csv: it is a folder"),
        (["people.ndjson", "-o", "no/out.csv"], "cannot write no/out.csv: No such file or directory"),
        (["people.ndjson", "-o", "out"], "out: its name does not tell what it holds; known are .ndjson, "),
        (["people.txt", "-o", "out.csv"], "people.txt: its name does not tell what it holds; known are .ndjson, "),
        (["no.csv", "-o", "out.csv"], "cannot read no.csv: No such file or directory"),
        (["folder.csv", "-o", "out.csv"], "cannot read folder.csv: it is a folder; for all files in it give a pat"),
        (["empty.ndjson", "-o", "out.csv"], "there are no answers in empty.ndjson"),
        (["empty.csv", "-o", "out.csv"], "empty.csv is empty: the first line of CSV names the columns"),
        (["empty.parquet", "-o", "out.csv"], "empty.parquet is no Parquet file that can be read: "),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_files_that_cannot_be_are_refused_and_nothing_is_written(people, tmp_path, monkeypatch, arguments, words):
    monkeypatch.chdir(tmp_path)
    Path("link.ndjson").symlink_to("people.ndjson")
    Path("folder.csv").mkdir()
    for name in ("people.txt", "empty.ndjson", "empty.csv", "empty.parquet"):
        Path(name).touch()
    before = left_in(tmp_path)
    with pytest.raises(HipbackError) as caught:
        program.main(["score", *arguments, "--bank", str(SMALL)], standalone_mode=False)
    assert str(caught.value).startswith(words)
    assert left_in(tmp_path) == before


def test_kept_columns_of_two_types_are_refused(tmp_path):
    pq.write_table(_table(id=[1], groin=["often"]), tmp_path / "a.parquet")
    pq.write_table(_table(id=["b"], groin=["often"]), tmp_path / "b.parquet")
    told = score(tmp_path / "*.parquet", "--keep", "id", "-o", tmp_path / "out.csv")
    assert told.returncode == 1
    assert "b.parquet: the column 'id' holds string, and int64 before: give them one type" in told.stderr
    assert left_in(tmp_path) == ["a.parquet", "b.parquet"]


@pytest.mark.parametrize("arguments", [[], ["-"]])
def test_there_must_be_something_to_read_and_something_to_do(arguments):
    assert score(*arguments).returncode == 2


def test_an_output_is_private_and_replaces_what_stood_there(people, tmp_path):
    out = tmp_path / "out.ndjson"
    out.write_text("old")
    out.chmod(0o644)
    score(people, "-o", out)
    assert stat.S_IMODE(out.stat().st_mode) == 0o600
    assert len(out.read_text().splitlines()) == 3
    assert left_in(tmp_path) == ["out.ndjson", "people.ndjson"]


def test_a_pipe_is_written_into(people, tmp_path):
    pipe = tmp_path / "out.csv"
    os.mkfifo(pipe)
    with subprocess.Popen(["cat", pipe], stdout=subprocess.PIPE) as reader:
        assert score(people, "-o", pipe).returncode == 1
        assert len(reader.communicate()[0].splitlines()) == 4


@pytest.mark.parametrize("form", ["ndjson", "csv", "parquet"])
def test_a_full_disk_leaves_nothing_behind(people, tmp_path, form):
    out = tmp_path / f"out.{form}"
    out.write_text("old")
    limited = ["bash", "-c", 'ulimit -f 0; exec "$@"', "-", sys.executable, "-m", "hipback", "score"]
    told = subprocess.run(
        [*limited, people, "-o", out, "--bank", SMALL], capture_output=True, encoding="utf-8", env=environment()
    )
    assert (told.returncode, told.stderr) == (1, f"cannot write {out}: File too large\n")
    assert out.read_text() == "old"
    assert left_in(tmp_path) == [out.name, "people.ndjson"]


def test_an_interruption_leaves_nothing_behind(tmp_path):
    child = subprocess.Popen(
        [sys.executable, "-m", "hipback", "score", "-", "-o", tmp_path / "out.csv", "--bank", SMALL],
        stdin=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(),
    )
    with child:
        child.stdin.write((SOME + "\n").encode() * 60_000)
        child.stdin.flush()
        while not left_in(tmp_path):
            time.sleep(0.02)
        child.send_signal(signal.SIGINT)
        child.stdin.close()
        assert child.wait(30) == 130
    assert left_in(tmp_path) == []


def test_without_the_extra_it_says_how_to_install_it():
    line = "import sys; sys.modules['numpy'] = None; from hipback.cli import main; main()"
    told = subprocess.run(
        [sys.executable, "-c", line, "score", "-", "-o", "-"], input="", capture_output=True, encoding="utf-8"
    )
    assert told.returncode == 1
    assert told.stderr == (
        "hipback score needs numpy and pyarrow, which are not here. To install them: pip install 'hipback[batch]'\n"
    )


# The summary and the progress


def test_a_summary_alone_is_shown_on_standard_output(people):
    told = score(people, "--summary", "--plain")
    assert told.returncode == 1
    assert told.stdout.startswith("The results of many people\n3 people. 1 of them has problems, and counts nowhere ")
    assert told.stdout.endswith("Tests\nnever replace a visit.\n")


COUNTED = Tally(
    people=12_000,
    problems=2_000,
    no_score=2_500,
    urgency=(Count("emergency", 1_000), Count("routine", 8_999), Count("not known", 1)),
    indicators=(Bands("Hip-related signs", (Count("few", 7_500), Count("no band", 0))),),
    flags=(Count("saddle", 1_000), Count("fever", 333)),
    language="en",
    notice="See a professional.",
)


def test_a_summary_counts_and_draws():
    assert as_text(tally(COUNTED), 60) == SUMMARY


SUMMARY = """\
The results of many people
12,000 people. 2,000 of them have problems, and count
nowhere below.

How soon to be seen
emergency [###..............................] 1,000 (10.0 %)
routine   [#############################....] 8,999 (90.0 %)
not known [.................................] 1 (0.0 %)
The most urgent sign decides. "Not known" means that a sign
that could raise it was not asked about.

Hip-related signs
few      [#########################.........] 7,500 (75.0 %)
no band  [..................................] 0 (0.0 %)
no score [########..........................] 2,500 (25.0 %)
"No band" means that more than one is possible, or that too
few questions have an answer. "No score" means that a
warning sign stands in its place.

The most frequent warning signs
saddle [###.................................] 1,000 (10.0 %)
fever  [#...................................] 333 (3.3 %)
Those that are surely there. One person may have several.

Please remember
See a professional.
"""


def test_a_summary_of_people_without_results_says_so():
    nobody = COUNTED._replace(people=2, problems=2)
    assert (
        as_text(tally(nobody), 60)
        == """\
The results of many people
2 people. 2 of them have problems, and count nowhere below.
None of them has a result.

Please remember
See a professional.
"""
    )


def test_a_summary_without_signs_says_so():
    assert "None was surely there.\n" in as_text(tally(COUNTED._replace(flags=())), 60)


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        ((50_000, 500, 1_000, 10.0), "50 %, 10 s left, 50,000 rows (5,000/s)"),
        ((50_000, 100, 10_000, 10.0), "1 %, 16 min left, 50,000 rows (5,000/s)"),
        ((50_000, 100, 0, 10.0), "50,000 rows (5,000/s)"),
        ((50_000, 0, 1_000, 10.0), "50,000 rows (5,000/s)"),
    ],
)
def test_progress_is_told_in_words(told, expected):
    assert words(*told) == expected


def test_progress_moves_on_a_terminal_and_is_gone_at_the_end(people, tmp_path):
    child = pexpect.spawn(
        sys.executable,
        ["-m", "hipback", "score", str(people), "-o", str(tmp_path / "out.csv"), "--bank", str(SMALL)],
        env=environment(),
        encoding="utf-8",
        timeout=30,
    )
    child.expect(pexpect.EOF)
    assert "100 %, 0 s left, 3 rows (" in child.before

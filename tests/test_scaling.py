"""What `docs/scaling.md` shows runs, in a real Spark and a real Dask too, and comes to what comes out here.

What is not installed is left out, and says so.
"""

import importlib.util
import json
import re
import runpy
import shlex
import shutil
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from crowd import draw, write_ndjson, write_parquet
from hipback.bank import default_bank_path, read_bank
from hipback.batch import score_batches
from hipback.tables import read_ndjson

TOP = Path(__file__).parent.parent
PAGE = (TOP / "docs" / "scaling.md").read_text(encoding="utf-8")
PEOPLE, LINES, FILES = 20_000, 3000, 4
SHIPPED = read_bank(default_bank_path())
QUIET = [
    "--master 'local[2]'",
    "--driver-java-options '-XX:TieredStopAtLevel=1 -XX:+UseSerialGC'",  # a session is short
    "--conf spark.ui.enabled=false",
    "pyspark-shell",
]


def needs(*names):
    """Leaves a test out where a package is missing, or Java."""
    missing = [name for name in names if not (shutil.which(name) or importlib.util.find_spec(name))]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


# People


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Answers of many people as Parquet in several files, and of some as lines of JSON."""
    folder, crowd = tmp_path_factory.mktemp("people"), draw(SHIPPED, PEOPLE)
    write_parquet(crowd, folder / "drawn.parquet")
    (folder / "answers.parquet").mkdir()
    people = with_mistakes(pq.read_table(folder / "drawn.parquet"))
    for number in range(FILES):
        part = people.slice(number * PEOPLE // FILES, PEOPLE // FILES)
        pq.write_table(part, folder / "answers.parquet" / f"{number}.parquet")
    write_ndjson(crowd, folder / "drawn.ndjson")
    lines = (folder / "drawn.ndjson").read_text(encoding="utf-8").splitlines()[:LINES]
    numbered = [json.dumps({"person": f"p{number}"} | json.loads(line)) for number, line in enumerate(lines)]
    numbered[7:9] = ['{"person": "p7", "groin": "oftenn"}', '{"person": "p8", "grion": "often"}', "", "no JSON"]
    (folder / "answers.ndjson").write_text("\n".join(numbered) + "\n", encoding="utf-8")
    return folder


def with_mistakes(people):
    """The same people with a number each, and some wrong answers."""
    for column, cell, every in [("age", "250", 97), ("groin", "perhaps", 101), ("nerve_now___saddle", "oui", 103)]:
        cells = [cell if row % every == 0 else told for row, told in enumerate(people[column].to_pylist())]
        people = people.set_column(people.column_names.index(column), column, [pa.array(cells, pa.string())])
    return people.append_column("person", pa.array(range(PEOPLE)))


def in_order(rows):
    return sorted(rows, key=lambda row: (row["person"] is None, row["person"]))


def written(path):
    return in_order(pq.read_table(path).to_pylist())


@pytest.fixture(scope="module")
def of_rows(folder):
    """The results of the rows, as they come out here."""
    answers = pq.read_table(folder / "answers.parquet").to_batches()
    return [row for batch in score_batches(SHIPPED, answers, ["person"]) for row in batch.to_pylist()]


@pytest.fixture(scope="module")
def of_lines(folder):
    """The results of the lines, as they come out here."""
    with (folder / "answers.ndjson").open("rb") as file:
        answers = [part.answers for part in read_ndjson(file, "answers.ndjson", SHIPPED, ["person"])]
    return in_order(row for batch in score_batches(SHIPPED, answers, ["person"]) for row in batch.to_pylist())


def test_some_of_these_people_have_problems_and_some_have_scores_that_are_ranges(of_rows, of_lines):
    assert len(of_rows) == PEOPLE
    assert 500 < sum(bool(row["problems"]) for row in of_rows) < 700
    assert sum(row["hip_low"] != row["hip_high"] for row in of_rows) > 1000
    assert len(of_lines) == LINES + 1
    assert sum(bool(row["problems"]) for row in of_lines) == 3


# The page


def command(example, answers):
    """The arguments of the command of the page that scores these answers by this example."""
    return shlex.split(re.search(rf"^python examples/{example} ({answers} .*)$", PAGE, re.MULTILINE)[1])


def program(imported):
    """The program of the page that imports this."""
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)
    return next(block for block in blocks if f"import {imported}" in block)


@pytest.fixture
def follow(folder, tmp_path, monkeypatch):
    """Runs a program of the page beside the answers, and tells the values that it comes to."""

    def run(imported):
        file = tmp_path / "program.py"
        file.write_text(program(imported), encoding="utf-8")
        monkeypatch.chdir(folder)
        return runpy.run_path(str(file), run_name="__main__")

    return run


def test_a_folder_of_parquet_is_scored(follow, folder, of_rows):
    follow("pyarrow.dataset")
    assert written(folder / "results") == of_rows


@needs("duckdb")
def test_what_duckdb_selects_is_scored_and_counted(follow, of_rows):
    counts = follow("duckdb")["counts"]
    assert dict(counts) == Counter(row["urgency"] for row in of_rows[:1000])


@needs("polars")
def test_a_data_frame_of_polars_is_scored(follow, of_rows):
    assert follow("polars")["results"].to_dicts() == of_rows


@needs("ray")
@pytest.mark.filterwarnings("ignore")
def test_ray_comes_to_the_same_results(follow, folder, of_rows):
    follow("ray")
    assert written(folder / "scores.ray") == of_rows


# Spark


@pytest.fixture(scope="module")
def spark_settings(tmp_path_factory):
    """Two workers that nobody else can reach; a session that is begun lasts as long as this file."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_LOCAL_IP", "127.0.0.1")
        patch.setenv("SPARK_LOCAL_DIRS", str(tmp_path_factory.mktemp("spark")))
        patch.setenv("PYSPARK_SUBMIT_ARGS", " ".join(QUIET))
        patch.setenv("PYSPARK_PYTHON", sys.executable)
        yield
        from pyspark.sql import SparkSession

        SparkSession.builder.getOrCreate().stop()


@pytest.fixture
def spark(folder, monkeypatch, spark_settings):
    """Runs the example as the command line does."""

    def run(*arguments):
        monkeypatch.chdir(folder)
        monkeypatch.setattr(sys, "argv", ["spark_score.py", *arguments])
        runpy.run_path(str(TOP / "examples" / "spark_score.py"), run_name="__main__")

    return run


@needs("pyspark", "java")
def test_spark_comes_to_the_same_results_from_parquet(spark, folder, of_rows):
    spark(*command("spark_score.py", "answers.parquet"))
    assert len(list((folder / "scores.parquet").glob("*.parquet"))) > 1  # or nothing was shared out
    assert written(folder / "scores.parquet") == of_rows


@needs("pyspark", "java")
def test_spark_comes_to_the_same_results_from_lines_of_json(spark, folder, of_lines):
    spark(*command("spark_score.py", "answers.ndjson"))
    assert written(folder / "scores") == of_lines


@needs("pyspark", "java")
def test_spark_is_not_asked_to_score_columns_that_are_no_question(spark):
    with pytest.raises(SystemExit) as refused:
        spark("answers.parquet", "nothing.parquet")
    assert refused.value.code.startswith("answers.parquet: the column 'person' is no question, ")


@needs("pyspark", "java")
def test_spark_writes_over_nothing(spark, folder):
    with pytest.raises(SystemExit) as refused:
        spark("answers.parquet", "answers.parquet", "--keep", "person")
    assert "already exists" in refused.value.code
    assert len(list((folder / "answers.parquet").iterdir())) == FILES


@needs("pyspark")
def test_a_slip_in_the_first_line_of_a_batch_stops_nothing():
    score_lines = runpy.run_path(str(TOP / "examples" / "spark_score.py"))["score_lines"]
    lines = pa.record_batch({"value": ['{"grion": "often"}', '{"groin": "often"}']})
    found = [row["problems"] for batch in score_lines(SHIPPED, [], [lines]) for row in batch.to_pylist()]
    assert found == [["'grion': there is no such question, did you mean 'groin'?"], []]


# Dask


@needs("dask", "distributed")
def test_dask_comes_to_the_same_results(folder, of_rows):
    shutil.rmtree(folder / "scores", ignore_errors=True)
    example, arguments = TOP / "examples" / "dask_score.py", command("dask_score.py", "answers.parquet")
    subprocess.run([sys.executable, example, *arguments], cwd=folder, check=True, timeout=300)
    assert written(folder / "scores") == of_rows

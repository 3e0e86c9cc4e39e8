"""Scores the answers of many people on a Spark cluster, each as `hipback score` would.

    python examples/spark_score.py ANSWERS SCORES [--bank FILE] [--keep COLUMN]...

Needs `pip install "hipback[spark]"` and Java, and hipback on every machine. `docs/scaling.md` tells more.
"""

import argparse
import os
import sys
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from io import BytesIO

import pyarrow as pa
from pyspark.errors import AnalysisException
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql.pandas.types import from_arrow_schema
from pyspark.sql.types import StringType, StructField, StructType

from hipback.bank import default_bank_path, read_bank
from hipback.batch import BLOCK, result_schema, score_batches
from hipback.errors import HipbackError
from hipback.model import Bank
from hipback.tables import read_ndjson
from hipback.tables.columns import check_names

Batches = Iterable[pa.RecordBatch]


def score_parquet(spark: SparkSession, path: str, bank: Bank, keep: Sequence[str]) -> DataFrame:
    """The results of people whose answers are rows of Parquet, and the columns of their own in `keep`."""
    answers = spark.read.parquet(path)
    check_names(path, bank, answers.columns, keep)
    schema = spark_schema(bank, [answers.schema[name] for name in keep])
    return answers.mapInArrow(partial(score_batches, bank, keep=keep), schema)


def score_ndjson(spark: SparkSession, path: str, bank: Bank, keep: Sequence[str]) -> DataFrame:
    """The same of lines of JSON. hipback reads them, so that no line and no key is passed over without a word."""
    check_names(path, bank, keep, keep)
    schema = spark_schema(bank, [StructField(name, StringType()) for name in keep])
    return spark.read.text(path).mapInArrow(partial(score_lines, bank, keep), schema)


def score_lines(bank: Bank, keep: Sequence[str], batches: Batches) -> Iterator[pa.RecordBatch]:
    """The results of lines that come in batches."""
    return score_batches(bank, (answers for batch in batches for answers in read_lines(batch, bank, keep)), keep)


def read_lines(batch: pa.RecordBatch, bank: Bank, keep: Sequence[str]) -> Iterator[pa.RecordBatch]:
    """The answers in some lines. hipback refuses a file for its first line, so these get one that is always right."""
    file = BytesIO(b"\n".join([b"{}", *batch["value"].cast("binary").to_pylist()]))
    for part in read_ndjson(file, "answers", bank, keep):
        yield part.answers.filter(pa.array(part.places > 1))


def spark_schema(bank: Bank, kept: Sequence[StructField]) -> StructType:
    """The columns of a result, as Spark calls their types."""
    return StructType([*kept, *from_arrow_schema(result_schema(bank, pa.schema([])))])


def main() -> None:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description="Score the answers of many people on a Spark cluster.")
    parser.add_argument("answers", help="Parquet, or lines of JSON if the name ends with .ndjson or .jsonl")
    parser.add_argument("scores", help="a new folder, for Parquet")
    parser.add_argument("--bank", default=default_bank_path(), metavar="FILE")
    parser.add_argument("--keep", default=[], action="append", metavar="COLUMN")
    given = parser.parse_args()

    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
    builder = SparkSession.builder.appName("hipback")
    spark = builder.config("spark.sql.execution.arrow.maxRecordsPerBatch", BLOCK).getOrCreate()
    score = score_ndjson if given.answers.endswith((".ndjson", ".jsonl")) else score_parquet
    try:
        score(spark, given.answers, read_bank(given.bank), given.keep).write.parquet(given.scores)
    except (HipbackError, AnalysisException) as error:
        sys.exit(str(error))


if __name__ == "__main__":
    main()

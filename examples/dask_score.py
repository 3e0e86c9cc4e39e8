"""Scores the answers of many people on a Dask cluster, each as `hipback score` would.

    python examples/dask_score.py ANSWERS SCORES [--bank FILE] [--keep COLUMN]... [--scheduler ADDRESS]

Needs `pip install "hipback[dask]"` on every machine. `docs/scaling.md` tells more.
"""

import argparse
import sys
from collections.abc import Sequence
from functools import partial

import dask.dataframe as dd
import pandas as pd
import pyarrow as pa
from dask.distributed import Client, LocalCluster

from hipback.bank import default_bank_path, read_bank
from hipback.batch import result_schema, score_batches
from hipback.errors import HipbackError
from hipback.model import Bank
from hipback.tables.columns import check_names


def score_parquet(path: str, bank: Bank, keep: Sequence[str]) -> dd.DataFrame:
    """The results of people whose answers are rows of Parquet, and the columns of their own in `keep`."""
    answers = dd.read_parquet(path, dtype_backend="pyarrow")
    check_names(path, bank, list(answers.columns), keep)
    return answers.map_partitions(partial(score_frame, bank, keep))


def score_frame(bank: Bank, keep: Sequence[str], answers: pd.DataFrame) -> pd.DataFrame:
    """The same of rows in memory. No cell comes out but as Arrow: a whole number that may be null stays one."""
    table = pa.Table.from_pandas(answers, preserve_index=False)
    results = score_batches(bank, table.to_batches(), keep)
    schema = result_schema(bank, table.schema, keep)
    return pa.Table.from_batches(results, schema).to_pandas(types_mapper=pd.ArrowDtype)


def main() -> None:
    """What the command line asks for."""
    parser = argparse.ArgumentParser(description="Score the answers of many people on a Dask cluster.")
    parser.add_argument("answers", help="Parquet")
    parser.add_argument("scores", help="a folder, for Parquet")
    parser.add_argument("--bank", default=default_bank_path(), metavar="FILE")
    parser.add_argument("--keep", default=[], action="append", metavar="COLUMN")
    parser.add_argument("--scheduler", metavar="ADDRESS", help="of the cluster; without it, this machine")
    given = parser.parse_args()

    with Client(given.scheduler or LocalCluster(dashboard_address=None)):
        try:
            score_parquet(given.answers, read_bank(given.bank), given.keep).to_parquet(given.scores, write_index=False)
        except HipbackError as error:
            sys.exit(str(error))


if __name__ == "__main__":
    main()

"""Files of many people: readers of their answers, and writers of their results, a part of the file at a time.

Needs the extra `hipback[batch]`. Files are opened by who calls; all of it raises `OSError` where one cannot be read or
written, and `HipbackError` where it is not what it should be.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import BinaryIO, TypeAlias

from hipback.model import Bank
from hipback.tables.delimited import read_csv
from hipback.tables.ndjson import read_ndjson
from hipback.tables.parquet import read_parquet
from hipback.tables.part import Part

Read: TypeAlias = Callable[[BinaryIO, str, Bank, Sequence[str]], Iterator[Part]]

READERS: Mapping[str, Read] = {"ndjson": read_ndjson, "csv": read_csv, "parquet": read_parquet}
"""What reads a file in each form: the open file, its name, the bank, and the columns to keep."""

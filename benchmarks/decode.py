"""Only decodes NDJSON, in one of the ways that Python has for it: no program that scores can be faster than that.

python benchmarks/decode.py WAY PEOPLE.ndjson
"""

import sys
from collections.abc import Callable
from typing import Any

from reference import shipped_bank


def standard(path: str) -> None:
    import json

    with open(path, "rb") as lines:
        for line in lines:
            json.loads(line)


def orjson(path: str) -> None:
    from orjson import loads

    with open(path, "rb") as lines:
        for line in lines:
            loads(line)


def msgspec(path: str) -> None:
    """With a type for each question, which is faster than without."""
    from msgspec.json import Decoder

    decode: Callable[[bytes], Any] = Decoder(_struct()).decode
    with open(path, "rb") as lines:
        for line in lines:
            decode(line)


def _struct() -> type:
    from msgspec import UNSET, UnsetType, defstruct

    kinds: dict[str, Any] = {"one": str, "many": list[str] | str}
    questions = shipped_bank().questions.items()
    fields = [(id, kinds.get(question.kind, int | str) | UnsetType, UNSET) for id, question in questions]
    person: type = defstruct("Person", fields)
    return person


def duckdb(path: str) -> None:
    """Into a table, on one thread. Lists are kept as JSON, since a way out may stand in place of a list."""
    import duckdb

    columns = ", ".join(f"{id!r}: '{_type(question.kind)}'" for id, question in shipped_bank().questions.items())
    source = f"read_json('{path}', format='newline_delimited', columns={{{columns}}})"
    duckdb.connect(config={"threads": 1}).execute(f"create table people as select * from {source}")


def _type(kind: str) -> str:
    return "json" if kind == "many" else "varchar"


def polars(path: str) -> None:
    """Into a table of text, on one thread."""
    import polars

    kinds = dict.fromkeys(shipped_bank().questions, polars.String)
    polars.scan_ndjson(path, schema=kinds).collect(engine="streaming")


WAYS: dict[str, Callable[[str], None]] = {way.__name__: way for way in (standard, orjson, msgspec, duckdb, polars)}


def main() -> None:
    """Decode, and throw away."""
    _, way, path = sys.argv
    WAYS[way](path)


if __name__ == "__main__":
    main()

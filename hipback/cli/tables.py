"""Files of many people: which are meant, what they hold, and where results go."""

import glob
import io
import os
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, BinaryIO

from hipback.errors import FileError, quote
from hipback.layout import visible

ENDINGS: Mapping[str, str] = {
    ".ndjson": "ndjson",
    ".jsonl": "ndjson",
    ".csv": "csv",
    ".tsv": "csv",
    ".parquet": "parquet",
}
"""What a file holds, by the end of its name."""

STANDARD = "-"
"""Standard input, or standard output."""


def form_of(path: str) -> str:
    """What a file holds, by its name. Raises `FileError` if that does not tell."""
    form = "ndjson" if path == STANDARD else ENDINGS.get(os.path.splitext(path)[1].lower())
    if form is None:
        raise FileError(f"{path}: its name does not tell what it holds; known are {', '.join(ENDINGS)}")
    return form


def name_of(path: str) -> str:
    """What an input is called in messages and results: a name of a file may be no text."""
    return "standard input" if path == STANDARD else visible(path)


def files_of(patterns: Iterable[str]) -> list[str]:
    """The files that are meant, each once; those of a pattern sorted. Raises `FileError` for what cannot be read."""
    found: dict[str, str] = {}
    for pattern in patterns:
        for path in _files_of(pattern):
            found.setdefault(path if path == STANDARD else os.path.realpath(path), path)
    for path in found.values():
        with opened(path):
            pass
    return list(found.values())


def _files_of(pattern: str) -> list[str]:
    """A file is taken by its name, even if that looks like a pattern."""
    if pattern == STANDARD or os.path.lexists(pattern) or not glob.has_magic(pattern):
        return [pattern]
    found = sorted(path for path in glob.glob(pattern, recursive=True) if not os.path.isdir(path))
    if not found:
        raise FileError(f"no file has a name like {quote(pattern)}")
    return found


@contextmanager
def opened(path: str) -> Iterator[BinaryIO]:
    """A file to read. Raises `FileError`."""
    if path == STANDARD:
        if sys.stdin is None:
            raise FileError("standard input is closed")
        yield sys.stdin.buffer
        return
    if os.path.isdir(path):
        raise FileError(
            f"cannot read {path}: it is a folder; for all files in it give a pattern such as '{path}/*.csv'"
        )
    with _opened(path) as file:
        yield file


def _opened(path: str) -> BinaryIO:
    try:
        return open(path, "rb")
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}") from None


def size_of(path: str) -> int:
    """Bytes; 0 if nothing tells."""
    return os.path.getsize(path) if os.path.isfile(path) else 0


class _Whole(io.FileIO):
    """A file of which every write is whole; Arrow does not look whether it was."""

    def write(self, content: Any) -> int:
        rest = memoryview(content).cast("B")
        while rest:
            rest = rest[super().write(rest) or 0 :]
        return memoryview(content).nbytes


@contextmanager
def to_write(output: str) -> Iterator[Any]:
    """Where results go. A file gets its name at the end, when it is whole; a pipe or a device cannot wait for that.
    Raises `FileError`."""
    from hipback.disk import to_be_whole

    if output == STANDARD:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    try:
        if os.path.exists(output) and not os.path.isfile(output):
            with _Whole(output, "wb") as file:
                yield file
        else:
            with to_be_whole(output, f"{output}.{os.urandom(4).hex()}.half") as number:
                yield _Whole(number, "wb", closefd=False)
    except OSError as error:
        raise FileError(f"cannot write {output}: {error.strerror or error}") from None

"""Private files and folders: a file under its final name is whole, and it and its folder are synced.

A file is written beside its place, synced and renamed. Files are 0600 in folders of 0700. All of it raises `OSError`.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress


def write_whole(path: str, content: bytes, half_written: str) -> None:
    """Put a private file under its final name when it is whole, and synced."""
    write_parts(path, [content], half_written)


def write_parts(path: str, parts: Iterable[bytes], half_written: str) -> None:
    """The same of a file that comes in parts. If they end too early, nothing of it is left."""
    with to_be_whole(path, half_written) as file:
        for part in parts:
            _write(file, part)


@contextmanager
def to_be_whole(path: str, half_written: str) -> Iterator[int]:
    """A private file that gets its final name when the block ends; if that comes too early, nothing of it is left."""
    file = os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
    try:
        try:
            yield file
            os.fsync(file)
        finally:
            os.close(file)
        os.replace(half_written, path)
    except BaseException:
        remove(half_written)
        raise
    sync(os.path.dirname(path) or ".")


def _write(file: int, content: bytes) -> None:
    rest = memoryview(content)
    while rest:
        rest = rest[os.write(file, rest) :]


def sync(folder: str) -> None:
    """Have what is in a folder, and what is not, survive a power cut."""
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY | os.O_CLOEXEC)
    try:
        os.fsync(file)
    finally:
        os.close(file)


def mode_of(path: str) -> int:
    """What a path leads to, without following a link; 0 for nothing."""
    try:
        return os.lstat(path).st_mode
    except OSError:
        return 0


def make_private(folder: str) -> None:
    """Have a folder with its parents; `os.makedirs` would leave the parents open to others."""
    if not os.path.isdir(folder):
        make_private(os.path.dirname(folder))
        os.mkdir(folder, 0o700)


def remove(path: str) -> None:
    """Take a file off the disk, if it is there."""
    with suppress(FileNotFoundError):
        os.unlink(path)

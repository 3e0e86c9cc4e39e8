"""Private files and folders: a file under its final name is whole, and it and its folder are synced.

A file is written beside its place, synced and renamed. Files are 0600 in folders of 0700. All of it raises `OSError`.
"""

import errno
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress

CANNOT_SYNC_A_FOLDER = {errno.EINVAL, errno.ENOTSUP}
"""What some file systems say to it, such as those of a network: nothing more can be done there."""


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
    file = os.open(half_written, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
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
    file = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(file)
    except OSError as error:
        if error.errno not in CANNOT_SYNC_A_FOLDER:
            raise
    finally:
        os.close(file)


def let_go(lock: int) -> None:
    """Close the file of a lock. Nothing was written to it, so an error in closing it costs nothing."""
    with suppress(OSError):
        os.close(lock)


def mode_of(path: str) -> int:
    """What a path leads to, without following a link; 0 for nothing."""
    try:
        return os.lstat(path).st_mode
    except FileNotFoundError:
        return 0


def make_private(folder: str) -> None:
    """Have a folder with its parents, synced; `os.makedirs` would leave the parents open to others."""
    if os.path.isdir(folder):
        return
    parent = os.path.dirname(folder)
    make_private(parent)
    try:
        os.mkdir(folder, 0o700)
    except FileExistsError:
        if not os.path.isdir(folder):  # else another window was first
            raise NotADirectoryError(errno.ENOTDIR, "it is not a folder") from None
    sync(parent)


def belongs_to_us(folder: str) -> bool:
    """Whether it is the folder of the user who runs the program: the owner could open any other again."""
    return os.stat(folder).st_uid == os.geteuid()


def remove(path: str) -> bool:
    """Take a file off the disk; whether it was there."""
    try:
        os.unlink(path)
    except FileNotFoundError:
        return False
    return True

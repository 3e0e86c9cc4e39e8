"""Where hipback keeps its files, and where it writes those that a user names."""

import os
import sys
from collections.abc import Iterable
from contextlib import suppress

import click

from hipback.cli.parameters import files_read
from hipback.errors import FileError


def data_folder() -> str:
    """`HIPBACK_HOME`, or the user's folder for data of programs. Raises `FileError` if there is none.

    Empty and relative values are as good as none: they would put health answers into the current folder.
    """
    wanted, shared, home = (os.environ.get(name, "") for name in ("HIPBACK_HOME", "XDG_DATA_HOME", "HOME"))
    if wanted and not os.path.isabs(wanted):
        raise FileError(f"HIPBACK_HOME is {wanted!r}: give a path that starts with /")
    if wanted:
        return wanted
    if os.path.isabs(shared):
        return os.path.join(shared, "hipback")
    if os.path.isabs(home):
        data = "Library/Application Support" if sys.platform == "darwin" else ".local/share"
        return os.path.join(home, data, "hipback")
    raise FileError("there is no home folder: set HIPBACK_HOME to the path of a folder, or use --no-save")


def make_folder(path: str) -> None:
    """Have a folder that a user names; a new one is private. Raises `FileError`."""
    try:
        os.makedirs(path, mode=0o700, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot make the folder {path}: {error.strerror}") from None


def check_output(path: str, inputs: Iterable[str] = ()) -> None:
    """Raises `FileError` for a folder, and for a file that the command reads or that hipback keeps: it would be lost.

    `inputs` are files that it reads besides those that are named by the words of the command.
    """
    if os.path.isdir(path):
        raise FileError(f"cannot write {path}: it is a folder")
    if not os.path.isfile(path):
        return
    context = click.get_current_context(silent=True)
    for read in (*inputs, *(files_read(context) if context else ())):
        if os.path.isfile(read) and os.path.samefile(read, path):
            raise FileError(f"cannot write {path}: it is an input as well")
    if _is_kept(path):
        raise FileError(f"cannot write {path}: hipback keeps this file itself")


def _is_kept(path: str) -> bool:
    with suppress(FileError, OSError):
        return os.path.samefile(os.path.dirname(path) or ".", data_folder())
    return False

"""Where hipback keeps its files."""

import os
import sys
from pathlib import Path

from hipback.errors import FileError


def data_folder() -> Path:
    """`HIPBACK_HOME`, or the user's folder for data of programs. Raises `FileError` if there is none.

    Empty and relative values are as good as none: they would put health answers into the current folder.
    """
    wanted = os.environ.get("HIPBACK_HOME", "")
    if wanted:
        if not Path(wanted).is_absolute():
            raise FileError(f"HIPBACK_HOME is {wanted!r}: give a path that starts with /")
        return Path(wanted)
    shared = os.environ.get("XDG_DATA_HOME", "")
    if Path(shared).is_absolute():
        return Path(shared) / "hipback"
    home = os.environ.get("HOME", "")
    if not Path(home).is_absolute():
        raise FileError("there is no home folder: set HIPBACK_HOME to the path of a folder, or use --no-save")
    return Path(home) / ("Library/Application Support" if sys.platform == "darwin" else ".local/share") / "hipback"

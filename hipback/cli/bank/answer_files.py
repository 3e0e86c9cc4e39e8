"""Files of answers that show what a command tells of a bank."""

import os
from collections.abc import Mapping

from hipback.cli.streams import write_file
from hipback.errors import FileError
from hipback.model import Answer
from hipback.render.answers import as_yaml


def write_answers(folder: str, files: Mapping[str, Mapping[str, Answer]]) -> None:
    """Write answers to files by their names, in a folder that is made if need be. Raises `FileError`."""
    try:
        os.makedirs(folder, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot make the folder {folder}: {error.strerror}") from None
    for name, answers in files.items():
        write_file(os.path.join(folder, name), as_yaml(answers))

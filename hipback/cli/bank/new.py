"""`hipback bank new`: a small bank to start from, with a written person to try it on."""

import click

from hipback.cli.values import OUTPUT

CASES = "cases.yaml"
"""Where `hipback bank test` looks for written people, beside the bank."""


@click.command()
@click.argument("file", type=OUTPUT, default="my-bank.yaml")
def new(file: str) -> None:
    """Write a small bank to start from, and a file of cases beside it.

    \b
      hipback bank new
      hipback bank new back-pain/my-bank.yaml

    Without FILE the bank is my-bank.yaml, in this folder. The cases are in cases.yaml in the same folder. Both explain
    themselves: open them in any editor for plain text. A file that is there already is never replaced.
    """
    import os
    from shlex import quote

    cases = os.path.join(os.path.dirname(file), CASES)
    _refuse(file, cases)
    _write({cases: _template("new_cases.yaml"), file: _template("new_bank.yaml")})
    bank = quote(file)
    click.echo(
        f"{file} is a small bank to start from, and {cases} holds a written person to try it on.\n"
        "Open the bank in an editor, change it step by step, and after each step run:\n\n"
        f"  hipback bank check {bank}     is anything written wrongly?\n"
        f"  hipback bank verify {bank}    does all of it work together, and is it safe?\n"
        f"  hipback bank test {bank}      does each written person get what should come out?\n"
        f"  hipback screen --bank {bank}  what does a person see?",
        err=True,
    )


def _refuse(file: str, cases: str) -> None:
    """Raises `FileError` if the files cannot be new: better now than with one of the two written."""
    import os

    from hipback.errors import FileError

    folder = os.path.dirname(file)
    if folder and not os.path.isdir(folder):
        raise FileError(f"there is no folder {folder}: make it first, or give another place")
    if os.path.isdir(file) or not os.path.basename(file):
        raise FileError(f"{file} is a folder: give the path of a file, such as {os.path.join(file, 'my-bank.yaml')}")
    if os.path.basename(file) == CASES:
        raise FileError(f"{CASES} is the name of the file of cases: give the bank another name")
    for path in filter(os.path.lexists, (file, cases)):
        raise FileError(f"{path} is there already, and is never replaced: give another name, or a folder of its own")


def _template(name: str) -> bytes:
    """A file of the package."""
    import os

    import hipback

    with open(os.path.join(os.path.dirname(hipback.__file__), name), "rb") as file:
        return file.read()


def _write(contents: dict[str, bytes]) -> None:
    """Write all of these files, or none. Raises `FileError`."""
    import os
    from contextlib import ExitStack

    from hipback.errors import FileError

    with ExitStack() as undo:
        for path, content in contents.items():
            try:
                with open(path, "xb") as file:
                    undo.callback(os.unlink, path)
                    file.write(content)
            except OSError as error:
                raise FileError(f"cannot write {path}: {error.strerror}") from None
        undo.pop_all()

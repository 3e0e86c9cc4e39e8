"""`hipback bank check`: what is wrong with a bank, and where."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hipback.cli.bank.problems import FORMATS
from hipback.cli.values import FILE

if TYPE_CHECKING:
    from hipback.errors import Problem
    from hipback.model import Bank


@click.command()
@click.argument("files", type=FILE, metavar="[FILE]...", nargs=-1)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="The form.")
def check(files: tuple[str, ...], form: str) -> None:
    """Tell every problem of a bank, or of several: where it is, and what to do.

    \b
      hipback bank check my-bank.yaml
      hipback bank check my-bank.yaml --format sarif > problems.sarif

    Without FILE the bank of hipback itself is checked. The formats json, github and sarif are for other programs. It
    leaves with 1 if there is a problem, and with 0 if there is none.
    """
    from hipback.bank import default_bank_path
    from hipback.cli.bank.problems import tell
    from hipback.layout import visible

    found = {path: _checked(path) for path in files or [default_bank_path()]}
    problems = [problem for told, _ in found.values() for problem in told]
    if form != "text":
        tell(problems, form)
    else:
        for path, (told, counts) in found.items():
            tell(told, form) if told else click.echo(visible(f"{path}: no problems. {counts}."))
    if problems:
        raise click.exceptions.Exit(1)


def _checked(path: str) -> "tuple[Sequence[Problem], str]":
    """The problems of the bank in this file, and how much there is in it."""
    from hipback.errors import BankError
    from hipback.lint import lint
    from hipback.written import Written

    try:
        written = Written.read(path)
        lint(written)
        if written.problems:
            raise BankError(written.problems)
    except BankError as error:
        return error.problems, ""
    return (), _counts(written.bank)


def _counts(bank: "Bank") -> str:
    parts = {
        "question": bank.questions,
        "flag": bank.flags,
        "indicator": bank.indicators,
        "pattern": bank.patterns,
    }
    return ", ".join(f"{len(part)} {name}{'' if len(part) == 1 else 's'}" for name, part in parts.items())

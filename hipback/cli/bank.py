"""`hipback bank`: for those who write banks."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


@click.group()
def bank() -> None:
    """Check a question bank, and try it on written people.

    \b
      hipback bank check my-bank.yaml
      hipback bank test my-bank.yaml my-cases.yaml
    """


@bank.command()
@click.argument("file", required=False)
def check(file: str | None) -> None:
    """Tell every problem of a bank, each with its line and column.

    \b
      hipback bank check my-bank.yaml

    Without FILE the bank of hipback itself is checked.
    """
    from hipback.bank import default_bank_path, read_bank

    path = file or default_bank_path()
    with _problems_are_the_result():
        found = read_bank(path)
    click.echo(
        f"{path}: no problems. {len(found.questions)} questions, {len(found.flags)} flags, "
        f"{len(found.indicators)} indicators, {len(found.patterns)} patterns."
    )


@bank.command()
@click.argument("file", required=False)
@click.argument("cases", required=False)
def test(file: str | None, cases: str | None) -> None:
    """Try written people: does the bank make of their answers what is written?

    \b
      hipback bank test my-bank.yaml my-cases.yaml

    Without CASES they are read from cases.yaml beside the bank, or from tests/cases.yaml there.
    """
    from hipback.bank import default_bank_path, read_bank, read_regular
    from hipback.cases import read_cases, try_case
    from hipback.marked import SIZE_AT_MOST

    path = file or default_bank_path()
    people = cases or _cases_beside(path)
    found = read_bank(path)
    with _problems_are_the_result():
        written = read_cases(read_regular(people, SIZE_AT_MOST), people, found)
    others = [(case, differences) for case in written if (differences := try_case(found, case).differences)]
    for case, differences in others:
        click.echo(f"{people}:{case.line}: {case.name}")
        for key, (expected, out) in differences.items():
            click.echo(f"  {key}: {_words(expected)} is written, {_words(out)} came out")
    click.echo(f"{len(written)} people: {len(written) - len(others)} as written, {len(others)} not.")
    if others:
        raise click.exceptions.Exit(1)


@contextmanager
def _problems_are_the_result() -> Iterator[None]:
    """Tell the problems of a file on standard output, and how many they are beside it."""
    from hipback.errors import BankError

    try:
        yield
    except BankError as error:
        click.echo(error)
        click.echo(f"{len(error.problems)} problems", err=True)
        raise click.exceptions.Exit(1) from None


def _cases_beside(bank_file: str) -> str:
    import os

    from hipback.errors import FileError

    folder = os.path.dirname(bank_file)
    places = [os.path.join(folder, "cases.yaml"), os.path.join(folder, "tests", "cases.yaml")]
    found = next(filter(os.path.exists, places), None)
    if found is None:
        raise FileError(f"there is no cases.yaml beside {bank_file}: give the file of cases")
    return found


def _words(value: object) -> str:
    return (", ".join(value) or "nothing") if isinstance(value, tuple) else str(value)

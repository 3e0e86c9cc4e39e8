"""`hipback bank diff`: what differs in meaning between two versions of a bank, and what that changes for people."""

from typing import TYPE_CHECKING

import click

from hipback.cli.values import FILE, FOLDER

if TYPE_CHECKING:
    from hipback.difference.change import Comparison
    from hipback.difference.compare import Written
    from hipback.model import Bank


@click.command()
@click.argument("old", type=FILE)
@click.argument("new", type=FILE)
@click.option(
    "--cases",
    "cases_file",
    type=FILE,
    help="Written people. Else cases.yaml beside NEW, or tests/cases.yaml there.",
)
@click.option(
    "--people", default=100_000, show_default=True, type=click.IntRange(0, 1_000_000), help="How many to draw."
)
@click.option("--seed", default=1, show_default=True, help="Draw other people.")
@click.option("--examples", "folder", type=FOLDER, help="Write the answers of each example into this folder.")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form."
)
def diff(old: str, new: str, cases_file: str | None, people: int, seed: int, folder: str | None, form: str) -> None:
    """Tell what differs in meaning between two versions of a bank, and for whom something else comes out.

    \b
      hipback bank diff my-bank-1.yaml my-bank.yaml
      hipback bank diff my-bank-1.yaml my-bank.yaml --examples examples

    Comments, quotes and the order of keys make no difference. It leaves with 1 if the version of NEW must be higher.
    """
    import sys

    from hipback.cli.bank.problems import problems_are_the_result
    from hipback.cli.streams import has_colour, say_all, say_record, width
    from hipback.difference.compare import compare
    from hipback.render.difference import difference_lines
    from hipback.render.difference_as_json import as_json

    with problems_are_the_result(form):
        banks = _read_both(old, new)
        cases = _read_cases(cases_file or _cases_beside(new), *banks)
    found = compare((old, new), *banks, cases, people, seed)
    if form == "json":
        say_record(as_json(found))
    else:
        say_all(difference_lines(found, width()), sys.stdout, has_colour(sys.stdout, plain=False))
    if folder is not None:
        _write_examples(folder, found)
    if not found.versions.enough:
        raise click.exceptions.Exit(1)


def _read_both(*files: str) -> "tuple[Bank, Bank]":
    """The banks. Raises `BankError` with the problems of both."""
    from hipback.bank import read_bank
    from hipback.errors import BankError, Problem

    banks: list[Bank] = []
    problems: list[Problem] = []
    for file in files:
        try:
            banks.append(read_bank(file))
        except BankError as error:
            problems += error.problems
    if problems:
        raise BankError(problems)
    old, new = banks
    return old, new


def _cases_beside(bank_file: str) -> str | None:
    from hipback.cli.bank.test import cases_beside
    from hipback.errors import FileError

    try:
        return cases_beside(bank_file)
    except FileError:
        return None


def _read_cases(file: str | None, old: "Bank", new: "Bank") -> "Written | None":
    from hipback.bank import read_regular
    from hipback.difference.on_cases import read_for_either
    from hipback.marked import SIZE_AT_MOST

    return None if file is None else (file, read_for_either(read_regular(file, SIZE_AT_MOST), file, old, new))


def _write_examples(folder: str, found: "Comparison") -> None:
    """A file for each example, or two where the banks do not take the same answers."""
    from hipback.cli.bank.answer_files import write_answers

    files = {}
    for effect in found.people.effects:
        name = effect.what.replace(" ", "-")
        if effect.old_answers == effect.new_answers:
            files[f"{name}.yaml"] = effect.new_answers
        else:
            files |= {f"{name}-old.yaml": effect.old_answers, f"{name}-new.yaml": effect.new_answers}
    write_answers(folder, files)

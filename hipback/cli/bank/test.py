"""`hipback bank test`: written people, and what a bank makes of them."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hipback.cli.values import FILE, OUTPUT

if TYPE_CHECKING:
    from hipback.cases import Tried
    from hipback.model import Bank


@click.command()
@click.argument("file", type=FILE, required=False)
@click.argument("cases", type=FILE, required=False)
@click.option("--coverage", is_flag=True, help="Tell what no case shows, with a ready case for each.")
@click.option("--junit", type=OUTPUT, help="Write the outcome of each case to this file, as JUnit XML.")
def test(file: str | None, cases: str | None, coverage: bool, junit: str | None) -> None:
    """Try written people: does the bank make of their answers what is written?

    \b
      hipback bank test my-bank.yaml my-cases.yaml
      hipback bank test my-bank.yaml --coverage

    Without CASES they are read from cases.yaml beside the bank, or from tests/cases.yaml there.

    With --coverage it also looks for options that nobody chooses, and for flags, bands, headlines, patterns and advice
    that come out for nobody. A ready case is what the bank makes of someone today: read it before you keep it.
    """
    from hipback.bank import default_bank_path, read_bank, read_regular
    from hipback.cases import read_cases, try_case
    from hipback.cli.bank.problems import problems_are_the_result
    from hipback.cli.streams import write_file
    from hipback.marked import SIZE_AT_MOST
    from hipback.render.cases import as_junit, difference_lines

    path = file or default_bank_path()
    people = cases or cases_beside(path)
    with problems_are_the_result():
        bank = read_bank(path)
        written = read_cases(read_regular(people, SIZE_AT_MOST), people, bank)
    tried = [try_case(bank, case) for case in written]
    others = [each for each in tried if each.differences]
    for each in others:
        click.echo(f"{people}:{each.case.line}: {each.case.name}")
        for line in difference_lines(each.differences):
            click.echo(f"  {line}")
    people_words = "1 person" if len(written) == 1 else f"{len(written)} people"
    click.echo(f"{people_words}: {len(written) - len(others)} as written, {len(others)} not.")
    if junit:
        write_file(junit, as_junit(people, [(each.case.name, each.case.line, each.differences) for each in tried]))
    missed = _tell_missed(bank, tried) if coverage else 0
    if others or missed:
        raise click.exceptions.Exit(1)


def _tell_missed(bank: "Bank", tried: "Sequence[Tried]") -> int:
    """Tell what nobody shows, each with a person who would; how many of those people there are."""
    from hipback.cases import as_written
    from hipback.coverage import everything, missed, ready_case
    from hipback.render.cases import case_as_yaml
    from hipback.verify.crowd import Crowds

    everyone = tried[0].case.everyone if tried else {}
    crowds, all_, left = Crowds(bank), sum(1 for _ in everything(bank)), missed(bank, tried)
    ready = {outcome: ready_case(crowds, outcome, everyone) for outcome in left}
    for outcome, case in ready.items():
        if case:
            own = {question: answer for question, answer in case.answers.items() if everyone.get(question) != answer}
            click.echo(f"\nno case shows {outcome}; this one would:\n")
            click.echo(case_as_yaml(f"shows {outcome}", own, as_written(bank, case.result)), nl=False)
    for outcome in (outcome for outcome, case in ready.items() if not case):
        click.echo(f"\nno case shows {outcome}, and nobody was found who would: it may never come about")
    found = sum(1 for case in ready.values() if case)
    click.echo(
        f"\nThe cases show {all_ - len(left)} of the {all_ - len(left) + found} things that were found to come about."
    )
    return found


def cases_beside(bank_file: str) -> str:
    """The file of the people that are written for a bank. Raises `FileError` if there is none."""
    import os

    from hipback.errors import FileError

    folder = os.path.dirname(bank_file)
    places = [os.path.join(folder, "cases.yaml"), os.path.join(folder, "tests", "cases.yaml")]
    found = next(filter(os.path.exists, places), None)
    if found is None:
        raise FileError(f"there is no cases.yaml beside {bank_file}: give the file of cases")
    return found

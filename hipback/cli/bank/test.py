"""`hipback bank test`: written people, and what a bank makes of them."""

import click


@click.command()
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
    from hipback.cli.bank.problems import problems_are_the_result
    from hipback.marked import SIZE_AT_MOST

    path = file or default_bank_path()
    people = cases or _cases_beside(path)
    with problems_are_the_result():
        found = read_bank(path)
        written = read_cases(read_regular(people, SIZE_AT_MOST), people, found)
    others = [(case, differences) for case in written if (differences := try_case(found, case).differences)]
    for case, differences in others:
        click.echo(f"{people}:{case.line}: {case.name}")
        for key, (expected, out) in differences.items():
            click.echo(f"  {key}: {_words(expected)} is written, {_words(out)} came out")
    click.echo(f"{len(written)} people: {len(written) - len(others)} as written, {len(others)} not.")
    if others:
        raise click.exceptions.Exit(1)


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

"""`hipback bank check`: what is wrong with a bank, and where."""

import click


@click.command()
@click.argument("file", required=False)
def check(file: str | None) -> None:
    """Tell every problem of a bank, each with its line and column.

    \b
      hipback bank check my-bank.yaml

    Without FILE the bank of hipback itself is checked.
    """
    from hipback.bank import default_bank_path, read_bank
    from hipback.cli.bank.problems import problems_are_the_result

    path = file or default_bank_path()
    with problems_are_the_result():
        found = read_bank(path)
    click.echo(
        f"{path}: no problems. {len(found.questions)} questions, {len(found.flags)} flags, "
        f"{len(found.indicators)} indicators, {len(found.patterns)} patterns."
    )

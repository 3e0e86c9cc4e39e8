"""`hipback bank`: for those who write banks."""

import click


@click.group()
def bank() -> None:
    """Check a question bank.

    \b
      hipback bank check my-bank.yaml
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
    from hipback.errors import BankError

    path = file or default_bank_path()
    try:
        found = read_bank(path)
    except BankError as error:
        click.echo(error)
        click.echo(f"{len(error.problems)} problems", err=True)
        raise click.exceptions.Exit(1) from None
    click.echo(
        f"{path}: no problems. {len(found.questions)} questions, {len(found.flags)} flags, "
        f"{len(found.indicators)} indicators, {len(found.patterns)} patterns."
    )

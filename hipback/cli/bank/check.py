"""`hipback bank check`: what is wrong with a bank, and where."""

import click

from hipback.cli.bank.problems import FORMATS


@click.command()
@click.argument("file", required=False)
@click.option("--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="The form.")
def check(file: str | None, form: str) -> None:
    """Tell every problem of a bank: where it is, and what to do.

    \b
      hipback bank check my-bank.yaml
      hipback bank check my-bank.yaml --format sarif > problems.sarif

    Without FILE the bank of hipback itself is checked. The formats json, github and sarif are for other programs. It
    leaves with 1 if there is a problem, and with 0 if there is none.
    """
    from hipback.bank import default_bank_path
    from hipback.cli.bank.problems import problems_are_the_result, tell
    from hipback.errors import BankError
    from hipback.lint import lint
    from hipback.written import Written

    path = file or default_bank_path()
    with problems_are_the_result(form):
        written = Written.read(path)
        lint(written)
        if written.problems:
            raise BankError(written.problems)
    bank = written.bank
    if form != "text":
        tell([], form)
        return
    parts = {
        "question": bank.questions,
        "flag": bank.flags,
        "indicator": bank.indicators,
        "pattern": bank.patterns,
    }
    counts = ", ".join(f"{len(part)} {name}{'' if len(part) == 1 else 's'}" for name, part in parts.items())
    click.echo(f"{path}: no problems. {counts}.")

"""`hipback bank fhir`: a bank as a Questionnaire of FHIR."""

from typing import TYPE_CHECKING

import click

from hipback.cli.values import FILE, OUTPUT

if TYPE_CHECKING:
    from hipback.fhir.systems import Json


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option(
    "--fhir-version",
    "version",
    type=click.Choice(["R4", "R5"]),
    default="R4",
    show_default=True,
    help="R4 is 4.0.1, R5 is 5.0.0.",
)
@click.option(
    "--expr",
    type=click.Choice(["portable", "weight"]),
    default="portable",
    show_default=True,
    help="How scores are written: for every FHIRPath engine, or with weight() where that is true.",
)
@click.option("-o", "--output", type=OUTPUT, help="Write the form to this file.")
def fhir(file: str | None, version: str, expr: str, output: str | None) -> None:
    """Print a bank as a Questionnaire of FHIR: questions, options, branches, and scores that work themselves out.

    \b
      hipback bank fhir my-bank.yaml -o my-bank.fhir.json
      hipback bank fhir my-bank.yaml --fhir-version R5

    Without FILE it is the bank that comes with hipback. The form tells what to do where one answer is a warning sign,
    but it gives no summary: someone must look at the answers. A bank that FHIR cannot express is refused, with each
    place. docs/fhir.md tells how all of it is expressed.
    """
    from hipback.bank import default_bank_path
    from hipback.cli.streams import say_record, write_file
    from hipback.fhir.response import as_fhir

    form = as_fhir(_form(file or default_bank_path(), version, expr))
    if output and output != "-":
        write_file(output, form)
        click.echo(f"The form is in {output}", err=True)
    else:
        say_record(form)


def _form(path: str, version: str, expr: str) -> "Json":
    """The form. Raises `BankError` with the place of each branch that cannot be said."""
    from hipback.errors import BankError, quote
    from hipback.fhir.enable import FhirError
    from hipback.fhir.questionnaire import questionnaire
    from hipback.written import Written

    written = Written.read(path)
    try:
        return questionnaire(written.bank, version, expr)
    except FhirError as error:
        for id, reason in error.reasons.items():
            written.at("questions", id, "ask_if").wrong("HB801", f"the branch of {quote(id)}: {reason}")
        raise BankError(written.problems) from None

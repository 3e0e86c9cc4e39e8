"""`hipback bank codebook`: how the answers of many people lie in a table, and what stands in their results."""

import click

from hipback.cli.values import FILE, OUTPUT

FORMS = ("text", "csv", "json", "markdown", "html")


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--format", "form", type=click.Choice(FORMS), help="What it is written as.")
@click.option("-o", "--output", type=OUTPUT, default="-", help="Write to this file instead of standard output.")
@click.option("--plain", is_flag=True, help="ASCII only, no colour and no pictures.")
def codebook(file: str | None, form: str | None, output: str, plain: bool) -> None:
    """Tell the columns of a table of answers, what can stand in each, and the columns of results.

    \b
      hipback bank codebook
      hipback bank codebook my-bank.yaml -o codebook.csv

    Without FILE it is the bank that comes with hipback. The name of the output tells the form: .csv has a row for each
    value of each column, for a spreadsheet or a statistics program; .json is for other programs; .md and .html are to
    read. --format says it where the name does not. docs/data.md explains how such tables are scored.
    """
    from hipback.bank import default_bank_path, read_bank
    from hipback.cli.forms import form_of, give, give_document
    from hipback.codebook import Codebook, results, variables
    from hipback.result import bank_name
    from hipback.safety import notice

    bank = read_bank(file or default_bank_path())
    found = Codebook(bank_name(bank), variables(bank), results(bank), notice(bank))
    match form or form_of(output, FORMS):
        case "csv":
            from hipback.render.codebook_as_csv import codebook_as_csv

            give(codebook_as_csv(found), output)
        case "json":
            from hipback.render.codebook_as_json import codebook_as_json

            give(codebook_as_json(found), output)
        case told:
            from hipback.render.codebook import codebook as document

            give_document(document(found), told, output, plain)
    if output != "-":
        click.echo(f"The codebook is in {output}", err=True)

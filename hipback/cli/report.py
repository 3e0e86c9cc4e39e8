"""`hipback report`: the result of answers in a file."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import click

from hipback.cli.values import FILE

if TYPE_CHECKING:
    from hipback.document import Document
    from hipback.report import Report


def _summary(found: "Report") -> "Document":
    from hipback.render.summary import summary

    return summary(found)


def _json(found: "Report") -> str:
    from hipback.render.as_json import as_json

    return as_json(found)


DOCUMENTS: Mapping[str, tuple[Callable[["Report"], "Document"], str]] = {
    "text": (_summary, "text"),
    "markdown": (_summary, "markdown"),
    "html": (_summary, "html"),
}
"""Forms to read: what is told, and how it is written."""

RECORDS: Mapping[str, Callable[["Report"], str]] = {
    "json": _json,
}
"""Forms for programs."""

FORMS = (*DOCUMENTS, *RECORDS)


@click.command()
@click.argument("file", type=FILE)
@click.option("--format", "form", type=click.Choice(FORMS), help="The form. Without this: as the output file is named.")
@click.option("-o", "--output", type=FILE, default="-", help="Write to this file instead of standard output.")
@click.option("--bank", "bank_file", type=FILE, help="Use this question bank.")
@click.option("--plain", is_flag=True, help="ASCII only, no colour.")
def report(file: str, form: str | None, output: str, bank_file: str | None, plain: bool) -> None:
    """Show the summary of answers that were kept in FILE ("-" reads standard input).

    \b
      hipback report answers.json
      hipback report answers.json -o summary.html     a page to read or to print
      hipback report answers.yaml --format json -o record.json
    """
    from hipback.cli.forms import form_of, give, give_document

    found = _report_of(file, bank_file)
    form = form or form_of(output, FORMS)
    if form in RECORDS:
        give(RECORDS[form](found), output)
    else:
        told, written = DOCUMENTS[form]
        give_document(told(found), written, output, plain)


def _report_of(file: str, bank_file: str | None) -> "Report":
    """The report on the answers in a file, by this bank."""
    from hipback.bank import default_bank_path, read_bank
    from hipback.cli.wanted import read_wanted
    from hipback.interview import Interview, admit_all
    from hipback.result import make_report

    bank = read_bank(bank_file or default_bank_path())
    wanted = read_wanted(file)
    if wanted.sha256 and wanted.sha256 != bank.sha256:
        click.echo(
            f"{file} was made with another version of the bank. This result is by version {bank.version}.", err=True
        )
    interview = Interview.start(bank, admit_all(bank, wanted.answers), admit_all(bank, wanted.parked))
    return make_report(interview, wanted.started, wanted.finished, wanted.ended)

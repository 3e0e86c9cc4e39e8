"""`hipback report`: the result of answers in a file."""

import re
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

import click

from hipback.cli.values import FILE, OUTPUT

if TYPE_CHECKING:
    from hipback.document import Document
    from hipback.model import Bank
    from hipback.report import Report


def _summary(found: "Report") -> "Document":
    from hipback.render.summary import summary

    return summary(found)


def _visit(found: "Report") -> "Document":
    from hipback.render.visit import visit

    return visit(found)


def _json(found: "Report") -> str:
    from hipback.render.as_json import as_json

    return as_json(found)


DOCUMENTS: Mapping[str, tuple[Callable[["Report"], "Document"], str]] = {
    "text": (_summary, "text"),
    "markdown": (_summary, "markdown"),
    "html": (_summary, "html"),
    "visit": (_visit, ""),
    "visit-markdown": (_visit, "markdown"),
    "visit-html": (_visit, "html"),
}
"""Forms to read: what is told, and how it is written; if nothing tells how, as the output file is named."""

RECORDS: Mapping[str, Callable[["Report"], str]] = {
    "json": _json,
}
"""Forms for programs."""

FHIR = "fhir"
FORMS = (*DOCUMENTS, *RECORDS, FHIR)
REFERENCE = re.compile(r"[A-Z][A-Za-z]+/[A-Za-z0-9.-]{1,64}|(https?|urn):\S+")
"""What FHIR takes for a reference to a person."""


@click.command(short_help="Show the summary of answers in a file.")
@click.argument("file", type=FILE)
@click.option("--format", "form", type=click.Choice(FORMS), help="The form. Without this: as the output file is named.")
@click.option("-o", "--output", type=OUTPUT, default="-", help="Write to this file instead of standard output.")
@click.option("--bank", "bank_file", type=FILE, help="Use this question bank.")
@click.option("--plain", is_flag=True, help="ASCII only, no colour.")
@click.option("--fhir-version", type=click.Choice(["R4", "R5"]), help="The version of FHIR. Without this: R4.")
@click.option("--subject", metavar="REFERENCE", help="Whose answers they are, in FHIR. Without this nothing tells it.")
def report(
    file: str,
    form: str | None,
    output: str,
    bank_file: str | None,
    plain: bool,
    fhir_version: str | None,
    subject: str | None,
) -> None:
    """Show the summary of answers that were kept in FILE ("-" reads standard input).

    \b
      hipback report answers.json
      hipback report answers.json -o summary.html     a page to read or to print
      hipback report answers.json --format visit -o visit.html     one page to take to an appointment
      hipback report answers.yaml --format json -o record.json
      hipback report answers.json --format fhir -o response.json
    """
    from hipback.bank import default_bank_path, read_bank
    from hipback.cli.forms import form_of, give, give_document

    form = form or form_of(output, FORMS)
    _check_fhir(form, fhir_version, subject)
    bank = read_bank(bank_file or default_bank_path())
    found = _report_of(file, bank)
    if form == FHIR:
        give(_fhir(found, bank, fhir_version or "R4", subject or ""), output)
    elif form in RECORDS:
        give(RECORDS[form](found), output)
    else:
        told, written = DOCUMENTS[form]
        give_document(told(found), written or form_of(output, ("markdown", "html")), output, plain)


def _check_fhir(form: str, version: str | None, subject: str | None) -> None:
    """Refuse what only FHIR has where another form is wanted, and a subject that is no reference."""
    if form != FHIR and (version is not None or subject is not None):
        raise click.UsageError(f"--fhir-version and --subject go with --format fhir, and the form is {form}")
    if subject is not None and not REFERENCE.fullmatch(subject):
        raise click.UsageError(f"--subject takes a reference such as Patient/123, found {subject!r}")


def _fhir(found: "Report", bank: "Bank", version: str, subject: str) -> str:
    from hipback.fhir.questionnaire import questionnaire
    from hipback.fhir.response import as_fhir, response
    from hipback.render.narrative import narrative

    form = questionnaire(bank, version)
    return as_fhir(response(found, bank, form, narrative(found), version, subject))


def _report_of(file: str, bank: "Bank") -> "Report":
    """The report on the answers in a file, by this bank."""
    from hipback.cli.wanted import read_wanted, tell_another_bank
    from hipback.interview import Interview, admit_all
    from hipback.result import make_report

    wanted = read_wanted(file)
    tell_another_bank(file, wanted, bank)
    interview = Interview.start(bank, admit_all(bank, wanted.answers), admit_all(bank, wanted.parked))
    return make_report(interview, wanted.started, wanted.finished, wanted.ended)

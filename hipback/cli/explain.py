"""`hipback explain`: why a result is what it is, and why not another."""

from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from hipback.explanation import Explanation
    from hipback.model import Bank

FORMS = ("text", "markdown", "html", "json")


@click.command()
@click.argument("record", required=False)
@click.argument("name", metavar="[QUESTION|RULE]", required=False)
@click.option("--if", "settings", multiple=True, metavar="ID=ANSWER", help="Show what this other answer would move.")
@click.option("--json", "as_data", is_flag=True, help="The same as JSON, like --format json.")
@click.option("--format", "form", type=click.Choice(FORMS), help="The form. Without this: as the output file is named.")
@click.option("-o", "--output", default="-", help="Write to this file instead of standard output.")
@click.option("--bank", "bank_file", help="Use this question bank.")
@click.option("--plain", is_flag=True, help="ASCII only, no colour.")
def explain(
    record: str | None,
    name: str | None,
    settings: tuple[str, ...],
    as_data: bool,
    form: str | None,
    output: str,
    bank_file: str | None,
    plain: bool,
) -> None:
    """Tell why a result is what it is, and why not another.

    \b
      hipback explain answers.json                     the whole result
      hipback explain answers.json groin               one question: what its answer did
      hipback explain answers.json hip.some            one rule, here a band, part by part
      hipback explain answers.json --if groin=rarely   what another answer would move

    RECORD is a record or a file of answers ("-" reads standard input). Without it the newest record that you kept is
    taken. QUESTION or RULE is an id of the bank, such as that of a question, a warning sign, a message, a pattern, a
    topic, a scale or a band.
    """
    from hipback.bank import default_bank_path, read_bank
    from hipback.cli.forms import form_of, give, give_document
    from hipback.render.explanation import explanation
    from hipback.render.explanation_as_json import explanation_as_json

    bank = read_bank(bank_file or default_bank_path())
    found = _explained(bank, record, name, settings)
    form = form or ("json" if as_data else form_of(output, FORMS))
    if form == "json":
        give(explanation_as_json(found), output)
    else:
        give_document(explanation(found), form, output, plain)


def _explained(bank: "Bank", record: str | None, name: str | None, settings: tuple[str, ...]) -> "Explanation":
    from hipback.cli.wanted import read_settings, read_wanted
    from hipback.explain import explain as explain_result
    from hipback.interview import Interview, admit_all
    from hipback.result import make_report

    if record is not None and name is None and _is_name(bank, record):
        record, name = None, record
    file = record if record is not None else _newest()
    wanted = read_wanted(file)
    if wanted.sha256 and wanted.sha256 != bank.sha256:
        click.echo(
            f"{file} was made with another version of the bank. This result is by version {bank.version}.", err=True
        )
    interview = Interview.start(bank, admit_all(bank, wanted.answers), admit_all(bank, wanted.parked))
    report = make_report(interview, wanted.started, wanted.finished, wanted.ended)
    return explain_result(interview, report, name, admit_all(bank, read_settings(settings, "--if")))


def _is_name(bank: "Bank", word: str) -> bool:
    """Whether the only argument is no file but something of the bank."""
    import os

    from hipback.explain import names

    return not os.path.exists(word) and (word.isidentifier() or word in names(bank))


def _newest() -> str:
    """The record that was kept last. Raises `UsageError` if there is none."""
    from hipback.cli.folders import data_folder
    from hipback.store import Store

    path = Store(data_folder()).newest()
    if path is None:
        raise click.UsageError("no record is kept yet: give a file, as in `hipback explain answers.json`")
    click.echo(f"This is about {path}", err=True)
    return path

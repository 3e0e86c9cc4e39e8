"""`hipback explain`: why a result is what it is, and why not another."""

from typing import TYPE_CHECKING

import click

from hipback.cli.values import EXPLAINED, FILE, KEPT_OR_FILE, OUTPUT, SETTING

if TYPE_CHECKING:
    from hipback.answers import Answers
    from hipback.explanation import Explanation
    from hipback.model import Bank

FORMS = ("text", "markdown", "html", "json")


@click.command()
@click.argument("record", type=KEPT_OR_FILE, metavar="[RECORD]", required=False)
@click.argument("name", type=EXPLAINED, metavar="[QUESTION|RULE]", required=False)
@click.option("--if", "settings", type=SETTING, multiple=True, metavar="ID=ANSWER", help="Show what this would move.")
@click.option("--json", "as_data", is_flag=True, help="Write JSON for programs.")
@click.option("--format", "form", type=click.Choice(FORMS), help="The form. Without this: as the output file is named.")
@click.option("-o", "--output", type=OUTPUT, default="-", help="Write to this file instead of standard output.")
@click.option("--bank", "bank_file", type=FILE, help="Use this question bank.")
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

    RECORD is a record or a file of answers ("-" reads standard input), or the name of a kept screening. Without it
    the newest one that you kept is taken. QUESTION or RULE is an id of the bank: of a question, a warning sign, a
    message, a pattern, an indicator, a band, a topic, or a rule that leaves out advice.
    """
    from hipback.bank import default_bank_path, read_bank
    from hipback.cli.forms import form_of, give, give_document

    bank = read_bank(bank_file or default_bank_path())
    found = _explained(bank, record, name, settings)
    form = "json" if as_data else form or form_of(output, FORMS)
    if form == "json":
        from hipback.render.explanation_as_json import explanation_as_json

        give(explanation_as_json(found), output)
    else:
        from hipback.render.explanation import explanation

        give_document(explanation(found), form, output, plain)


def _explained(bank: "Bank", record: str | None, name: str | None, settings: tuple[str, ...]) -> "Explanation":
    from hipback.cli.wanted import read_settings
    from hipback.explain import explain as explain_result
    from hipback.interview import Interview, admit_all
    from hipback.result import make_report

    changes = admit_all(bank, read_settings(settings, "--if"))
    wanted, name = _wanted(bank, record, name)
    if not wanted.are_for(bank):
        click.echo(f"The answers are to another version of the bank. This is by version {bank.version}.", err=True)
    interview = Interview.start(bank, admit_all(bank, wanted.answers), admit_all(bank, wanted.parked))
    report = make_report(interview, wanted.started, wanted.finished, wanted.ended)
    return explain_result(interview, report, name, changes)


def _wanted(bank: "Bank", record: str | None, name: str | None) -> tuple["Answers", str | None]:
    """The answers, and what of the bank to explain. One word alone may be either."""
    import os

    from hipback.cli.kept import the_store
    from hipback.cli.wanted import read_wanted
    from hipback.errors import AnswersError, hint, quote
    from hipback.explain import names
    from hipback.history import NEWEST

    if record is not None and (record == "-" or (os.path.exists(record) and not os.path.isdir(record))):
        return read_wanted(record), name
    if record is None or (name is None and record in names(bank)):
        return _kept(NEWEST), record or name
    if record == NEWEST or any(stored.name.startswith(record) for stored in the_store().files()):
        return _kept(record), name
    lost = f"{quote(record)} is no file and no kept screening"
    raise AnswersError([lost if name else f"{lost}, and nothing in the bank, {hint(record, names(bank))}"])


def _kept(name: str) -> "Answers":
    """The answers of a kept screening."""
    from hipback.cli.kept import content_of, find, the_store
    from hipback.cli.wanted import answers_of
    from hipback.errors import FileError
    from hipback.history import NEWEST

    store = the_store()
    if name == NEWEST and store.newest() is None:
        raise FileError("no screening is kept yet: give a file, as in `hipback explain answers.json`")
    stored = find(store, name)
    click.echo(f"This is about {stored.path}", err=True)
    return answers_of(content_of(stored).encode(), stored.path)

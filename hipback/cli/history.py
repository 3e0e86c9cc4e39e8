"""`hipback history`: the screenings that were kept, each as it was then, and their scores over time."""

import os
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hipback.cli.commands import Commands
from hipback.cli.values import FILE, KEPT, OUTPUT

if TYPE_CHECKING:
    from hipback.document import Document
    from hipback.history import Kept
    from hipback.model import Bank
    from hipback.store import Stored

FORMS = ("text", "markdown", "html")
_form = click.option(
    "--format", "form", type=click.Choice(FORMS), help="The form. Without this: as the output file is named."
)
_output = click.option(
    "-o", "--output", type=OUTPUT, default="-", help="Write to this file instead of standard output."
)
_bank = click.option("--bank", "bank_file", type=FILE, help="Take the words of this question bank too.")
_plain = click.option("--plain", is_flag=True, help="ASCII only, no colour.")


@click.group(cls=Commands, invoke_without_command=True)
@click.pass_context
def history(ctx: click.Context) -> None:
    """See the screenings that you kept.

    \b
      hipback history                        list them, the newest first
      hipback history show newest            read one again, as it was then
      hipback history trend                  the scores over time
      hipback history export newest -o my.json --share
    """
    if ctx.invoked_subcommand is None:
        ctx.invoke(list_)


@history.command("list")
@click.option("--json", "as_data", is_flag=True, help="Write JSON for programs.")
@_bank
@_plain
def list_(as_data: bool, bank_file: str | None, plain: bool) -> None:
    """List them, the newest first.

    \b
      hipback history list
      hipback history list --json

    Each has a short name to type. Its first letters do if they fit no other, and "newest" is the newest one.
    """
    from hipback.cli.forms import give, give_document
    from hipback.cli.kept import known_banks, read_history, the_store
    from hipback.safety import notice

    banks = known_banks(bank_file)
    found = read_history(the_store(), banks)
    if as_data:
        from hipback.render.history_as_json import history_as_json

        give(history_as_json(found, notice(banks[0])), "-")
    else:
        from hipback.render.history import history_list

        give_document(history_list(found, notice(banks[0])), "text", "-", plain)


@history.command()
@click.argument("name", type=KEPT)
@click.option("--again", is_flag=True, help="Score the answers again, with the questions of today.")
@_form
@_output
@_bank
@_plain
def show(name: str, again: bool, form: str | None, output: str, bank_file: str | None, plain: bool) -> None:
    """Read one again as it was then, in its own words.

    \b
      hipback history show newest
      hipback history show 3f9a
      hipback history show 3f9a --again

    Nothing is scored anew but with --again, which also tells what answers do not fit the questions of today.
    """
    from hipback.cli.forms import form_of, give_document
    from hipback.cli.kept import find, judged, known_banks, read_kept, the_store

    banks, store = known_banks(bank_file), the_store()
    kept = judged(read_kept(find(store, name), banks))
    if again:
        then, now = kept.record.bank.version, banks[0].version
        click.echo(f"Made with version {then} of the questions. Scored again with version {now}.", err=True)
    document = _again(kept, banks[0]) if again else _then(kept)
    give_document(document, form or form_of(output, FORMS), output, plain)


def _then(kept: "Kept") -> "Document":
    from hipback.model import Urgency
    from hipback.render.history import as_it_was
    from hipback.safety import warning_signs

    bank = kept.labels.bank
    return as_it_was(kept, warning_signs(bank, Urgency.SAME_DAY) if bank else ())


def _again(kept: "Kept", bank: "Bank") -> "Document":
    from hipback.interview import Interview, carry
    from hipback.render.history import scored_again
    from hipback.result import make_report

    record = kept.record
    answers, lost = carry(bank, record.answers)
    parked, lost_too = carry(bank, record.parked)
    interview = Interview.start(bank, answers, parked)
    report = make_report(interview, record.started, record.finished, ended=True)
    new = tuple(question.label for question in interview.missing)
    return scored_again(report, kept, (*lost, *lost_too), new)


@history.command()
@_form
@_output
@_bank
@_plain
def trend(form: str | None, output: str, bank_file: str | None, plain: bool) -> None:
    """See the scores over time, one bar for each time.

    \b
      hipback history trend
      hipback history trend -o trend.html

    Only those that were made with the same questions as the newest one stand side by side.
    """
    from hipback.cli.forms import form_of, give_document
    from hipback.cli.kept import NONE_KEPT, known_banks, read_history, the_store
    from hipback.errors import FileError
    from hipback.history import trend_of
    from hipback.render.history import trend as drawn

    found = read_history(the_store(), known_banks(bank_file))
    if not found.kept:
        raise FileError(NONE_KEPT)
    give_document(drawn(trend_of(found.kept), found.kept[0]), form or form_of(output, FORMS), output, plain)


@history.command()
@click.argument("names", type=KEPT, nargs=-1, metavar="[NAME]...")
@click.option("-o", "--output", type=OUTPUT, help="The file; or the folder, where it is not one NAME alone.")
@click.option("--share", is_flag=True, help="Make a copy to share: no day, no exact age.")
def export(names: tuple[str, ...], output: str | None, share: bool) -> None:
    """Write records to files, byte by byte as they were kept. Without a NAME, all of them.

    \b
      hipback history export newest -o record.json
      hipback history export -o folder
      hipback history export newest --share -o shared.json

    A copy to share holds the month and no day, and ten years of an age and not the age. Yet answers can point to
    a person: share it only with people you trust. docs/shared.schema.json describes it.
    """
    from hipback.cli.forms import give
    from hipback.cli.kept import NONE_KEPT, find, the_store
    from hipback.errors import AnswersError, FileError

    store = the_store()
    found = [find(store, name) for name in names] or [one for one in store.files() if one.kind == "record"]
    if not found:
        raise FileError(NONE_KEPT)
    if len(names) != 1 and not output:
        raise click.UsageError("give a folder after -o, or one NAME alone")
    contents, left_out = _contents(list(dict.fromkeys(found)), share)
    if len(names) == 1 and contents:
        give(next(iter(contents.values())), output or "-")
    elif output:
        _fill(output, contents)
    if left_out:
        raise AnswersError(left_out)


def _contents(found: Sequence["Stored"], share: bool) -> tuple[dict[str, str], list[str]]:
    """What to write, by the name of its file, and why some is left out. All of it is read before any is written.

    Even the name of the file of a copy to share is not that of the record.
    """
    from hipback.cli.kept import content_of, read_kept
    from hipback.errors import HipbackError
    from hipback.render.shared import as_shared

    contents, left_out = {}, []
    for number, stored in enumerate(found, start=1):
        name = f"shared-{number}.json" if share else os.path.basename(stored.path)
        try:
            contents[name] = as_shared(read_kept(stored, ()).record) if share else content_of(stored)
        except HipbackError as error:
            left_out.append(str(error))
    return contents, left_out


def _fill(folder: str, contents: dict[str, str]) -> None:
    from hipback.cli.folders import make_folder
    from hipback.cli.streams import write_file

    make_folder(folder)
    for name, content in contents.items():
        path = os.path.join(folder, name)
        write_file(path, content)
        click.echo(f"written: {path}", err=True)

"""`hipback bank show`: what people see of a bank, and the sheet for a clinician who reviews it."""

import click

from hipback.cli.values import FILE, OUTPUT, SHOWN

HTML_ENDINGS = (".html", ".htm")


@click.command()
@click.argument("question", type=SHOWN, required=False)
@click.option("--bank", "bank_file", type=FILE, help="Show this question bank.")
@click.option("--plain", is_flag=True, help="ASCII only, no colour and no pictures.")
@click.option("--review", is_flag=True, help="Print a sheet for a clinician who reviews and signs the bank.")
@click.option("--format", "form", type=click.Choice(["text", "html"]), help="What the sheet is written as.")
@click.option("-o", "--output", type=OUTPUT, help="Write the sheet to this file.")
def show(
    question: str | None, bank_file: str | None, plain: bool, review: bool, form: str | None, output: str | None
) -> None:
    """Show what a person sees of a bank: every question, or one.

    \b
      hipback bank show --bank my-bank.yaml             the first screen and all questions
      hipback bank show groin --bank my-bank.yaml       one question, its help, and why it is asked
      hipback bank show saddle --bank my-bank.yaml      a warning sign, as the result tells it
      hipback bank show --review -o my-bank.html --bank my-bank.yaml

    QUESTION is an id of the file. It may also be that of a warning sign, a headline, a pattern or a suppression, or a
    band such as hip.some: then a result is shown in which it comes out. The id of a chapter or a topic shows its page.
    Lines that start with --- are for you alone, and go to standard error.

    With --review it prints all that is in the bank, each rule as a sentence, for a clinician to read, mark and sign.
    """
    from hipback.bank import default_bank_path

    path = bank_file or default_bank_path()
    _refuse_file(question)
    if review and question is not None:
        raise click.UsageError(f"the sheet is about the whole bank: take out {question!r}")
    if review:
        _print_sheet(path, plain, form, output)
    elif form or output:
        raise click.UsageError("--format and -o write the sheet for a review: add --review")
    else:
        _preview(question, path, plain)


def _refuse_file(name: str | None) -> None:
    """Other commands take the bank so: tell how this one does."""
    import os

    if name is not None and not name.isidentifier() and os.path.isfile(name):
        raise click.UsageError(f"{name} is a file. To show a bank of your own, write: --bank {name}")


def _preview(name: str | None, path: str, plain: bool) -> None:
    from hipback.bank import read_bank
    from hipback.cli.preview import Preview

    preview = Preview(read_bank(path), plain)
    if not (preview.named(name) if name is not None else preview.everything()):
        raise click.exceptions.Exit(1)


def _print_sheet(path: str, plain: bool, form: str | None, output: str | None) -> None:
    """The sheet on standard output, or in a file, whose ending tells the format if nothing else does."""
    import sys

    from hipback.cli.streams import has_colour, say_all, say_record, width, write_file
    from hipback.lint import lint
    from hipback.render.review import review_lines, review_text
    from hipback.render.review_html import review_html
    from hipback.reviews import make_review
    from hipback.verify import verify
    from hipback.written import Written

    written = Written.read(path)
    lint(written)
    claims = list(verify(written))
    for problem in [claim.problem for claim in claims if claim.problem]:
        written.note(problem)
    sheet = make_review(written, [claim.unproved for claim in claims if claim.unproved])
    html = form == "html" or (form is None and output is not None and output.lower().endswith(HTML_ENDINGS))
    if output and output != "-":
        write_file(output, review_html(sheet) if html else review_text(sheet, width()))
        click.echo(f"The sheet is in {output}", err=True)
    elif html:
        say_record(review_html(sheet))
    else:
        say_all(review_lines(sheet, width()), sys.stdout, has_colour(sys.stdout, plain))

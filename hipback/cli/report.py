"""`hipback report`: the result of answers in a file."""

import click


@click.command()
@click.argument("file")
@click.option(
    "--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True, help="The form."
)
@click.option("-o", "--output", default="-", help="Write to this file instead of standard output.")
@click.option("--bank", "bank_file", help="Use this question bank.")
@click.option("--plain", is_flag=True, help="ASCII only, no colour.")
def report(file: str, form: str, output: str, bank_file: str | None, plain: bool) -> None:
    """Show the summary of answers that were kept in FILE ("-" reads standard input).

    \b
      hipback report answers.json
      hipback report answers.yaml --format json -o record.json
    """
    import sys

    from hipback.bank import default_bank_path, read_bank
    from hipback.cli.streams import has_colour, is_plain, say_all, say_record, width, write_file
    from hipback.cli.wanted import read_wanted
    from hipback.interview import Interview, admit_all
    from hipback.render.as_json import as_json
    from hipback.render.summary import summary
    from hipback.render.text import as_lines, as_text
    from hipback.result import make_report

    bank = read_bank(bank_file or default_bank_path())
    wanted = read_wanted(file)
    if wanted.sha256 and wanted.sha256 != bank.sha256:
        click.echo(
            f"{file} was made with another version of the bank. This result is by version {bank.version}.", err=True
        )
    interview = Interview.start(bank, admit_all(bank, wanted.answers), admit_all(bank, wanted.parked))
    found = make_report(interview, wanted.started, wanted.finished, wanted.ended)
    if output != "-":
        write_file(output, as_json(found) if form == "json" else as_text(summary(found)))
    elif form == "json":
        say_record(as_json(found))
    else:
        say_all(as_lines(summary(found), width(), is_plain(plain)), sys.stdout, has_colour(sys.stdout, plain))

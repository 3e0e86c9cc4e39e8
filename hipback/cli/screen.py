"""`hipback screen`: the whole way of a person, from the first question to the notice."""

import click

from hipback.cli.values import FILE, OUTPUT, SETTING


@click.command()
@click.option("--answers", "file", type=FILE, help='Take answers from this JSON or YAML file ("-" is standard input).')
@click.option("--set", "settings", type=SETTING, multiple=True, help="Take one answer from here.")
@click.option("--json", "record_file", type=OUTPUT, help='Write the record as JSON ("-" for standard output).')
@click.option("--plain", is_flag=True, help="ASCII only, no colour and no pictures.")
@click.option("--no-save", is_flag=True, help="Keep nothing on disk, not even to resume.")
@click.option("--resume/--fresh", default=None, help="Go on with an unfinished screening, or start again.")
@click.option("--bank", "bank_file", type=FILE, help="Use this question bank.")
def screen(
    file: str | None,
    settings: tuple[str, ...],
    record_file: str | None,
    plain: bool,
    no_save: bool,
    resume: bool | None,
    bank_file: str | None,
) -> None:
    """Answer the questions and read the summary.

    \b
      hipback screen
      hipback screen --json answers.json
      hipback screen --answers answers.yaml --json - < /dev/null

    Without a terminal nothing is asked: then every answer must be given, and every missing one is listed.
    Answers after --set can be seen by other users of this computer while hipback runs, and stay in the history
    of your shell; a file given by --answers does not have this fault.
    """
    from hipback.cli.session import Session, Wishes

    Session(Wishes(file, settings, record_file, plain, no_save, resume, bank_file)).run()

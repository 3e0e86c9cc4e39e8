"""`hipback compare`: what changed from one screening to another."""

import click

from hipback.cli.values import FILE, KEPT_OR_FILE, OUTPUT

FORMS = ("text", "markdown", "html", "json")


@click.command()
@click.argument("names", type=KEPT_OR_FILE, nargs=-1, metavar="[A B]")
@click.option("--json", "as_data", is_flag=True, help="Write JSON for programs.")
@click.option("--format", "form", type=click.Choice(FORMS), help="The form. Without this: as the output file is named.")
@click.option("-o", "--output", type=OUTPUT, default="-", help="Write to this file instead of standard output.")
@click.option("--bank", "bank_file", type=FILE, help="Take the words of this question bank too.")
@click.option("--plain", is_flag=True, help="ASCII only, no colour.")
def compare(
    names: tuple[str, ...], as_data: bool, form: str | None, output: str, bank_file: str | None, plain: bool
) -> None:
    """See what changed between two screenings, and what that moved.

    \b
      hipback compare                    the two newest that you kept
      hipback compare 3f9a newest        two of those that hipback history lists
      hipback compare old.json new.json  two files of answers

    Points count signs. Fewer points do not mean that you are better, and more do not mean that you are worse.
    """
    from hipback.cli.forms import form_of, give, give_document
    from hipback.cli.kept import find_or_read, judged, known_banks, read_history, the_store
    from hipback.comparison import compare as compared
    from hipback.errors import FileError

    if len(names) not in (0, 2) or names == ("-", "-"):
        raise click.UsageError("give two names or files, or none for the two newest")
    banks = known_banks(bank_file)
    if names:
        one, other = (find_or_read(name, banks) for name in names)
    else:
        kept = read_history(the_store(), banks).kept
        if len(kept) < 2:
            raise FileError("there are not two kept screenings yet: see hipback history, or give two files")
        other, one = kept[:2]
    found = compared(judged(one), judged(other))
    form = "json" if as_data else form or form_of(output, FORMS)
    if form == "json":
        from hipback.render.history_as_json import comparison_as_json

        give(comparison_as_json(found), output)
    else:
        from hipback.render.comparison import comparison

        give_document(comparison(found), form, output, plain)

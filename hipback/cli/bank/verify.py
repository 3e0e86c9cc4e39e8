"""`hipback bank verify`: what is proved of a bank."""

from typing import TYPE_CHECKING

import click

from hipback.cli.values import FILE, FOLDER

if TYPE_CHECKING:
    from hipback.errors import Problem


@click.command()
@click.argument("file", type=FILE, required=False)
@click.option("--examples", "folder", type=FOLDER, help="Write the answers of each example to a file in this folder.")
def verify(file: str | None, folder: str | None) -> None:
    """Prove of a bank that all of it works together, and that it is safe.

    \b
      hipback bank verify my-bank.yaml
      hipback bank verify my-bank.yaml --examples found/

    It looks at every way of answering the questions that matter. What is not so is told with its place, and with
    answers that show it: `hipback report` reads them. What could not be proved is told as well; nothing is passed over.
    It leaves with 0 only if all is proved.

    Last come the hazards that this is about, by their numbers in docs/hazards.md: which are proved, tried on some
    people, or not proved.

    Without FILE the bank of hipback itself is looked at.
    """
    import sys

    from hipback import verify as proofs
    from hipback.bank import default_bank_path
    from hipback.cli.bank.answer_files import write_answers
    from hipback.cli.bank.problems import problems_are_the_result, sources_of
    from hipback.cli.streams import has_colour, say_all, width
    from hipback.codes import read_codes
    from hipback.render.verdict import verdict_lines
    from hipback.written import Written

    path = file or default_bank_path()
    with problems_are_the_result():
        written = Written.read(path)
    claims = list(proofs.verify(written))
    problems = [claim.problem for claim in claims if claim.problem]
    lines = verdict_lines(path, claims, read_codes(), sources_of(problems), width())
    say_all(lines, sys.stdout, has_colour(sys.stdout, plain=False))
    if folder:
        write_answers(
            folder, {_name(claim.problem): claim.example for claim in claims if claim.problem and claim.example}
        )
    if not all(claim.proved for claim in claims):
        raise click.exceptions.Exit(1)


def _name(problem: "Problem") -> str:
    return f"{problem.code}-line-{problem.line}-column-{problem.column}.yaml"

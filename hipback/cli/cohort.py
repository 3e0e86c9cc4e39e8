"""`hipback cohort`: made-up people for studies of a bank, and which questions decide for them."""

from typing import TYPE_CHECKING, Any

import click

from hipback.cli.values import FILE, OUTPUT

if TYPE_CHECKING:
    from hipback.cohort import Cohort
    from hipback.model import Bank

PEOPLE, PEOPLE_FOR_INFLUENCE = 1_000, 10_000
FORMS = ("text", "markdown", "html", "json")
NOT_REAL = "drawn by chance, not real, and not like patients"


class Share(click.FloatRange):
    """A number from 0 to 1; "nan" is none."""

    def __init__(self) -> None:
        super().__init__(0, 1)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        found: float = super().convert(value, param, ctx)
        if found != found:
            self.fail(f"{value} is not in the range 0<=x<=1.", param, ctx)
        return found


@click.command()
@click.option(
    "--n", "count", type=click.IntRange(min=1), help="How many people. Else 1,000, or 10,000 for --influence."
)
@click.option("--seed", type=click.IntRange(min=0), default=1, show_default=True, help="Draw other people.")
@click.option("--frequencies", "file", type=FILE, help="Take how often answers are given from this file.")
@click.option("--uniform", is_flag=True, help="Make all answers equally likely. Nearly everyone has a sign then.")
@click.option("--open", "open_", type=Share(), default=0.05, show_default=True, help='The share of "not sure".')
@click.option("--missing", type=Share(), default=0, show_default=True, help="The share of answers to leave out.")
@click.option("--influence", is_flag=True, help="Show which questions decide, in place of the people.")
@click.option("--json", "as_data", is_flag=True, help="With --influence: write JSON for programs.")
@click.option("-o", "--output", type=OUTPUT, default="-", help="Write to this file instead of standard output.")
@click.option("--bank", "bank_file", type=FILE, help="Use this question bank.")
@click.option("--plain", is_flag=True, help="With --influence: ASCII only, no colour.")
def cohort(
    count: int | None,
    seed: int,
    file: str | None,
    uniform: bool,
    open_: float,
    missing: float,
    influence: bool,
    as_data: bool,
    output: str,
    bank_file: str | None,
    plain: bool,
) -> None:
    """Make up people for research, or show which questions decide.

    \b
      hipback cohort --n 1000 --seed 7 -o people.ndjson
      hipback cohort --n 1000 --frequencies often.yaml -o people.ndjson
      hipback cohort --influence

    The people do not exist. They are drawn by chance, and the shares of their answers are not those of patients. What
    comes out for them tells what a bank can do, and not how often it will.

    Each line of the output is one person: a JSON object of questions and answers, as hipback score reads it. The same
    bank, options and seed give the same bytes, and the first people of many are those of few. Only questions that are
    surely put have an answer.

    Most have no sign that would end the questions, so that they come to a score; some have few signs, some have many.
    With --frequencies you say how often answers are given. docs/cohort.md tells how.
    """
    from hipback.bank import default_bank_path, read_bank
    from hipback.cli.wanted import read_source
    from hipback.cohort import Chances, Cohort
    from hipback.frequencies import read_frequencies

    if (as_data or plain) and not influence:
        raise click.UsageError("--json and --plain belong to --influence: people are always written as JSON lines")
    bank = read_bank(bank_file or default_bank_path())
    frequencies = read_frequencies(*read_source(file), bank) if file else {}
    people = Cohort(bank, Chances(seed, frequencies, open_, missing, uniform))
    if influence:
        _show_influence(bank, people, count or PEOPLE_FOR_INFLUENCE, "json" if as_data else "", output, plain)
    else:
        _write(people, count or PEOPLE, output)


def _write(cohort: "Cohort", count: int, output: str) -> None:
    from hipback.cli.forms import give_in_parts
    from hipback.render.people import as_ndjson

    give_in_parts(map(as_ndjson, cohort.people(count)), output)
    people = "1 made-up person" if count == 1 else f"{count:,} made-up people"
    where = "" if output == "-" else f" in {output}"
    click.echo(f"{people}{where}: {NOT_REAL}", err=True)


def _show_influence(bank: "Bank", cohort: "Cohort", count: int, form: str, output: str, plain: bool) -> None:
    """Work out the influence of all questions on so many people, and tell it."""
    from hipback.cli.forms import form_of, give, give_document
    from hipback.influence import influence_in

    found = influence_in(bank, cohort.people(count))
    form = form or form_of(output, FORMS)
    if form == "json":
        from hipback.render.influence_as_json import influence_as_json

        give(influence_as_json(found, cohort.chances), output)
    else:
        from hipback.render.influence import influence

        give_document(influence(found, cohort.chances.seed), form, output, plain)

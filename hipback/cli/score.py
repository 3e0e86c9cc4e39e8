"""`hipback score`: the results of many people."""

import gc
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import chain
from typing import IO, TYPE_CHECKING, Any

import click

from hipback.cli.values import FILE, OUTPUT
from hipback.errors import FileError, HipbackError

if TYPE_CHECKING:
    from hipback.cli.progress import Tell
    from hipback.model import Bank
    from hipback.tables.counts import Counts
    from hipback.tables.results import Write
    from hipback.tables.scored import Named

FORMS = ("ndjson", "csv", "parquet")
NEEDS = "hipback score needs numpy and pyarrow, which are not here. To install them: pip install 'hipback[batch]'"


@click.command(short_help="Score the answers of many people.")
@click.argument("inputs", metavar="INPUT...", nargs=-1, required=True, type=FILE)
@click.option("-o", "--output", type=OUTPUT, help="Write the results to this .parquet, .csv or .ndjson file.")
@click.option("--from", "form", type=click.Choice(FORMS), help="What the inputs hold. Without this: as they are named.")
@click.option("--keep", multiple=True, metavar="COLUMN", help="Carry this column over to the results.")
@click.option("--summary", is_flag=True, help="Show how often each result came out.")
@click.option("--bank", "bank_file", type=FILE, help="Use this question bank.")
@click.option("--plain", is_flag=True, help="ASCII only, no colour, no progress.")
def score(
    inputs: tuple[str, ...],
    output: str | None,
    form: str | None,
    keep: tuple[str, ...],
    summary: bool,
    bank_file: str | None,
    plain: bool,
) -> int:
    """Score the answers of many people, for research.

    \b
      hipback score people.ndjson -o results.parquet
      hipback score 'site-*.csv' -o results.csv --keep patient --summary
      hipback cohort --n 1000 | hipback score - -o - > results.ndjson

    The inputs hold one person a line or row: NDJSON with answers or whole records, CSV, or Parquet. "hipback bank
    codebook" tells the columns, and docs/scoring.md the rest. An input named "-" is standard input, as NDJSON if --from
    does not say otherwise. An output named "-" is standard output, as NDJSON.

    Each row of the results tells the file and row that it is about. A row with a wrong answer has its reasons under
    "problems" and no result, and the command leaves with 1. The results are written beside the output first, and get
    its name when they are whole.
    """
    from hipback.bank import default_bank_path, read_bank
    from hipback.cli.folders import check_output
    from hipback.cli.tables import files_of, form_of

    if output is None and not summary:
        raise click.UsageError("give -o FILE for the results, or --summary, or both")
    _need_extra()
    from hipback.tables.counts import Counts

    gc.enable()  # a long run leaves circles behind
    bank = read_bank(bank_file or default_bank_path())
    if output is not None:
        form_of(output)
    files = [(path, form or form_of(path)) for path in files_of(inputs)]
    if output is not None:
        check_output(output, [path for path, _ in files])
    counts = Counts(bank, in_full=summary)
    _score(bank, files, keep, output, counts, plain)
    if summary:
        _show(counts, sys.stderr if output == "-" else sys.stdout, plain)
    return _tell(bank, counts, output)


def _need_extra() -> None:
    """Raises `HipbackError` where the extra is not installed."""
    from importlib.util import find_spec

    if not (find_spec("numpy") and find_spec("pyarrow")):
        raise HipbackError(NEEDS)


def _score(
    bank: "Bank",
    files: Sequence[tuple[str, str]],
    keep: Sequence[str],
    output: str | None,
    counts: "Counts",
    plain: bool,
) -> None:
    """Write the results of all files, and count them."""
    from hipback.cli.progress import progress
    from hipback.cli.tables import name_of, size_of
    from hipback.tables.scored import scored

    with progress(sum(size_of(path) for path, _ in files), plain) as tell:
        results = scored(bank, _parts(bank, files, keep, counts, tell), keep)
        first = next(results, None)
        if first is None:
            raise FileError(f"there are no answers in {', '.join(name_of(path) for path, _ in files)}")
        with _writer(output, first.schema) as write:
            for batch in chain([first], results):
                write(batch)
                counts.add(batch)


def _parts(
    bank: "Bank", files: Iterable[tuple[str, str]], keep: Sequence[str], counts: "Counts", tell: "Tell"
) -> "Iterator[Named]":
    """All files, a part at a time."""
    from hipback.cli.tables import name_of, opened, size_of
    from hipback.tables import READERS
    from hipback.tables.scored import Named

    rows = before = 0
    for path, form in files:
        name = name_of(path)
        with opened(path) as file:
            try:
                for part in READERS[form](file, name, bank, keep):
                    yield Named(name, part)
                    counts.others += part.others
                    rows += part.answers.num_rows
                    tell(rows, before + part.read)
            except OSError as error:
                raise FileError(f"cannot read {name}: {error.strerror or error}") from None
        before += size_of(path)


@contextmanager
def _writer(output: str | None, columns: Any) -> "Iterator[Write]":
    """What takes the results; nothing is done with them where only a summary is wanted."""
    from hipback.cli.tables import form_of, to_write
    from hipback.tables.results import write_results

    if output is None:
        yield lambda batch: None
        return
    with to_write(output) as file, write_results(form_of(output), file, columns) as write:
        yield write


def _show(counts: "Counts", stream: IO[str] | None, plain: bool) -> None:
    from hipback.cli.streams import has_colour, is_plain, say_all, width
    from hipback.render.tally import tally
    from hipback.render.text import as_lines

    say_all(as_lines(tally(counts.tally()), width(), is_plain(plain)), stream, has_colour(stream, plain))


def _tell(bank: "Bank", counts: "Counts", output: str | None) -> int:
    """Say what became of the rows; 1 if something is wrong with some of them."""
    from hipback.layout import visible

    for line in _told(bank, counts, output):
        click.echo(visible(line), err=True)
    return 1 if counts.problems else 0


def _told(bank: "Bank", counts: "Counts", output: str | None) -> Iterator[str]:
    where = "" if output in (None, "-") else f" The results are in {output}."
    yield f"{counts.people:,} {_rows(counts.people)}.{where}"
    if counts.others:
        words = f"{counts.others:,} of them {_are(counts.others)} made with another version of the bank."
        yield f"{words} All results are by version {bank.version}."
    if counts.problems:
        them = "it" if counts.problems == 1 else "them"
        yield f"{counts.problems:,} {_rows(counts.problems)} with problems, and no result for {them}:"
        yield from (f"  {problem}" for problem in counts.first_problems)
        if counts.problems > len(counts.first_problems):
            yield "  ... and more: the column 'problems' tells them all"


def _rows(number: int) -> str:
    return "row" if number == 1 else "rows"


def _are(number: int) -> str:
    return "was" if number == 1 else "were"

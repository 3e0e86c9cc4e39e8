"""The page docs/reliability.md: how often each promise was tried, and what came of it, from docs/reliability.json.

    python docs/reliability.py    collect what the last runs of the tests have told, and write both anew

The fixture `figure` of the tests, `tests/fuzz/run.py` and `tests/mutants.py` leave their figures under the cache of
pytest, in the folder `reliability`. What is not there was "not measured"; nothing is written by hand.
"""

import json
import os
import platform
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime
from fnmatch import fnmatch
from pathlib import Path
from textwrap import fill
from typing import Any, NamedTuple

TOP = Path(__file__).parent.parent
CACHE = TOP / ".pytest_cache" / "v" / "reliability"
DATA = TOP / "docs" / "reliability.json"
PAGE = TOP / "docs" / "reliability.md"
COLUMNS = 120

Figure = Mapping[str, Any]
"""The last `day`, in how many `ways` something was tried, how often, and counts by their names."""

GOOD = {"right", "killed", "explained", "seen", "saved", "refused", "accepted", "also_sampled", "megabytes"}
"""Counts that tell of no harm. All others must be 0."""


# What was measured


def collected() -> dict[str, Figure]:
    """The figures of the last runs by group and kind. What was tried in many ways is added up, and the ways counted."""
    found: dict[str, Counter[str]] = {}
    days: dict[str, set[str]] = {}
    for path in sorted(path for path in CACHE.rglob("*") if path.is_file()):
        kind = "/".join(path.relative_to(CACHE).parts[:2])
        figure = json.loads(path.read_text(encoding="utf-8"))
        figure.pop("long", None)
        found.setdefault(kind, Counter()).update({"ways": 1, **figure})
        days.setdefault(kind, set()).add(datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat())
    return {kind: {"day": max(days[kind]), **counts} for kind, counts in sorted(found.items())}


def machine() -> str:
    """Where the figures were measured."""
    system = f"{platform.system()} {platform.release().split('-')[0]} on {platform.machine()}"
    return f"{system}, {os.cpu_count()} processors, Python {platform.python_version()}"


def read_data() -> dict[str, Any]:
    """What was committed; nothing was measured where there is no file."""
    return json.loads(DATA.read_text(encoding="utf-8")) if DATA.exists() else {"machine": "", "figures": {}}


# What is aimed at


class Row(NamedTuple):
    """A promise: in words, the figures that tell of it, and how often at least each part or all of it is to be tried.

    `of_each` says that each figure is to reach `at_least` by itself. `share` is how much of it at least must be well,
    in per cent, where not all must.
    """

    promise: str
    figures: tuple[str, ...]
    at_least: int = 1
    of_each: bool = False
    share: int = 100


FUZZED = ("fuzz/bank*", "fuzz/answers*", "fuzz/record*", "fuzz/unfinished*", "fuzz/fhir*")
MUTATED = (
    "truth",
    "engine",
    "facts",
    "signs",
    "unsettled",
    "interview",
    "store",
    "disk",
    "bank",
    "terminal",
    "answers",
)
RESUMED = ("terminal/interviews*", "answers/resume points*")

ROWS = (
    Row("Question banks that mean harm are read or refused rightly, by both YAML parsers alike", ("banks/*",)),
    Row(
        "Answers that mean harm, in files and typed, are never taken for other ones",
        ("answers/files*", "answers/hostile*"),
    ),
    Row("Whatever bytes are read, only a sentence comes of it", FUZZED, 1_000_000, of_each=True),
    Row("A call that fails while saving or forgetting costs no saved answer", ("storage/faults in process",), 200),
    Row("A kill or an error at a call of the system costs no saved answer", ("storage/system calls",), 100),
    Row("A power cut costs no saved answer", ("storage/states after a power cut*",), 500),
    Row("Two or more windows at once lose nothing", ("storage/saves by four writers*",), 800),
    Row("A bit that flips in a file is told", ("storage/bits flipped*",)),
    Row("A wrong bit in a Parquet file with checksums is told", ("batch/wrong bits*with checksums",), 1_000, share=99),
    Row("A signal costs no answer and leaves no odd terminal", ("terminal/signals*",), 1_000),
    Row("A kill between an answer and its warning: the warning opens the next start", ("terminal/kills*",)),
    Row("The whole notice and every warning are seen on every terminal", ("terminal/cells*",), 288),
    Row("A screening that was stopped anywhere and gone on with comes to the same result", RESUMED),
    Row("A table of people comes to what each of them comes to", ("batch/*against single runs*",), 10_000),
    Row("Tables that mean harm are refused or scored rightly", ("batch/*hostile*",)),
    Row(
        "Hostile words come out letter by letter, in every field and every format",
        ("words/hostile words*", "words/signs*"),
        60 * 8 * 6,
    ),
    Row("No answer is found outside its place, and no connection is opened", ("privacy/*",)),
    Row("Whoever builds the wheel and the sources again gets the same bytes", ("supply/*",), 2),
    Row("A change for the worse in the core turns a test red", tuple(f"mutants/{name}" for name in MUTATED), share=95),
    Row("The plainest changes for the worse each turn a test red", ("plainest mutants/*",)),
    Row("Every hazard has a test", ("hazards/hazards*",), 25),
    Row("A hazard that can be proved is proved of the bank", ("hazards/proofs*",), 7),
)


class Outcome(NamedTuple):
    """What came of a promise: how often it was tried, all counts, and what is missing to what was aimed at."""

    tried: int
    counts: Counter[str]
    short: str


def outcome(row: Row, figures: Mapping[str, Figure]) -> Outcome:
    """What came of a promise, as far as anything was measured."""
    own = {key: figure for key, figure in figures.items() if any(fnmatch(key, name) for name in row.figures)}
    counts: Counter[str] = Counter()
    for figure in own.values():
        counts.update(_counts(figure))
    tried = sum(figure["tried"] for figure in own.values())
    silent = [_short(name).rstrip("*") for name in row.figures if not any(fnmatch(key, name) for key in own)]
    short = [f"not measured: {', '.join(silent)}"] if silent else []
    return Outcome(tried, counts, "; ".join([*short, *_missing(row, own, tried, counts)]) if own else "not measured")


def _counts(figure: Figure) -> dict[str, int]:
    return {name: count for name, count in figure.items() if name not in ("tried", "day", "ways")}


def _missing(row: Row, own: Mapping[str, Figure], tried: int, counts: Mapping[str, int]) -> Iterator[str]:
    """By how much it was not reached."""
    if row.of_each:
        few = [f"{_short(key)} {figure['tried']:,}" for key, figure in own.items() if figure["tried"] < row.at_least]
        yield from [f"fewer than {row.at_least:,}: {', '.join(few)}"] if few else []
    elif tried < row.at_least:
        yield f"fewer than {row.at_least:,}"
    harm = {name: count for name, count in counts.items() if count and name not in GOOD}
    if harm and sum(harm.values()) * 100 > tried * (100 - row.share):
        yield f"not all well: {_said(harm)}"


def _short(key: str) -> str:
    return key.partition("/")[2]


def _said(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in counts.items()) or "-"


# The page

HEAD = """\
<!-- made by docs/reliability.py from docs/reliability.json: run the tests with --long, and it again -->

# Reliability

How often each promise of hipback was tried, and what came of it. It is for those who pass hipback on to others, and
for those who change it. What can go wrong for a person stands in [the hazard log](hazards.md).

Nobody can try everything, so a count says little without how often it was tried. **0 of n is worth about 3 in n**: if
nothing was lost in 1,000 tries, then it may still be lost in up to 3 of 1,000 others like them, and that is all that
can be said with some trust. These tries were chosen by people who knew the program, so other ones may go worse.
"""

AGAIN = """\
## How to run it again

With every change the tests try each of these a few times, in the minutes that a change can wait. They are tried as
often as is told here by:

- `python -m pytest --long` tries all that the tests try. It takes an hour or more.
- `python tests/fuzz/run.py bank --runs 1000000` feeds the reader of banks with rubbish; so it is done with `answers`,
  `record`, `fhir` and `unfinished`.
- `python tests/mutants.py` breaks the core on purpose, change by change, and looks whether a test turns red. What no
  test notices is listed with its reason in `tests/mutants.md`.
- `python docs/reliability.py` then collects the figures and writes this page. A figure that was not collected is "not
  measured", and none is ever written by hand.

## What is taken for granted

The promises hold where these things hold. Where they do not, hipback tells what it can see, and cannot see all.

- **Systems.** Linux, with Python 3.11 or newer. Files are kept private by the rights of POSIX, and locks are those of
  POSIX too, so Windows is not aimed at.
- **File systems.** A rename within one folder puts a whole file in the place of another, or does nothing. Local file
  systems of Linux do so, such as ext4, xfs, btrfs and tmpfs. A network disk, or a program that copies the folder
  elsewhere, may show half of it to others.
- **What `fsync` promises.** When it returns, what was written survives a power cut, and so does a name once its folder
  was synced. A disk that only says so can lose the last answers. The checksum in each save then tells of what is
  damaged, but brings nothing back. Where a folder cannot be synced, hipback goes on without.
- **Power cuts** were tried by a model. It keeps what was synced, and loses, cuts or reorders the rest in every way that
  it knows. No plug was pulled.
- **Locks.** A lock keeps a second window of hipback out, on one computer. A disk without locks is told and used. Two
  windows there can still save over each other.
- **The clock.** It tells how old answers are. With a clock that is days behind, old answers look new. A date that is
  still to come counts as old. No result depends on the clock.
- **The account.** Whoever can read the files or the memory of the account can read the answers. Backups keep what was
  removed, and a disk may keep traces.
- **Python and its libraries** are taken to do what they say: click, rich and PyYAML, and for many people numpy and
  pyarrow.

## What was never tried

- People. No one has used hipback as a patient, and no clinician has signed its questions.
- Real power cuts, broken disks, network disks, and memory that fails.
- A second machine: all was measured on one, and the wheel was built twice there, in two folders, time zones and umasks.
- macOS and Windows, and terminals other than those of the tests. A real screen reader.
- Someone who means harm and has the same account, or runs the computer.
- Years: files that lie for long, and versions of Python and of the libraries that do not exist yet.
"""


def reliability_page() -> str:
    """docs/reliability.md, from what was committed."""
    data = read_data()
    figures = data["figures"]
    days = sorted({figure["day"] for figure in figures.values()})
    when = days[0] if len(days) == 1 else f"{days[0]} to {days[-1]}" if days else "never"
    blocks = [HEAD, "## The figures\n", _filled(f"Measured: {when}. Machine: {data['machine'] or 'none'}.\n")]
    blocks += [_promises(figures), "## Each figure\n", _every(figures), AGAIN]
    return "\n".join(blocks)


def _promises(figures: Mapping[str, Figure]) -> str:
    lines = (_promise(row, outcome(row, figures)) for row in ROWS)
    return _table(("promise", "target", "tried", "what was found", "reached"), lines)


def _promise(row: Row, found: Outcome) -> str:
    tried = f"{found.tried:,}" if found.tried else "-"
    return f"| {row.promise} | {_target(row)} | {tried} | {_said(found.counts)} | {found.short or 'reached'} |"


def _target(row: Row) -> str:
    often = f"{row.at_least:,} or more{' each' if row.of_each else ''}; " if row.at_least > 1 else ""
    return often + ("all well" if row.share == 100 else f"{row.share} of 100 or more")


def _every(figures: Mapping[str, Figure]) -> str:
    lines = (
        f"| {key.replace('/', ': ', 1)} | {figure['ways']} | {figure['tried']:,} | {_said(_counts(figure))} |"
        for key, figure in figures.items()
    )
    return _table(("what was tried", "ways", "how often", "what was found"), lines)


def _table(heads: Iterable[str], rows: Iterable[str]) -> str:
    heads = tuple(heads)
    return "\n".join([f"| {' | '.join(heads)} |", "|---" * len(heads) + "|", *rows, ""])


def _filled(words: str) -> str:
    return fill(words, COLUMNS, break_on_hyphens=False, break_long_words=False) + "\n"


def main() -> None:
    """Collect, and write."""
    data = {"machine": machine(), "figures": collected()}
    DATA.write_text(json.dumps(data, indent=2) + "\n", encoding="utf-8")
    PAGE.write_text(reliability_page(), encoding="utf-8")


if __name__ == "__main__":
    main()

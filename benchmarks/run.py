"""Everything that is measured, in one order, with ratios: see benchmarks/README.md.

    python benchmarks/run.py [--quick] [--n PEOPLE] [--only SECTION] [-o RESULTS.md]

Fails where something crashes or where two ways of scoring differ, never because of a figure.
"""

import argparse
import platform
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import NamedTuple

import goals
import machine
import startup
from machine import HIPBACK, MARKS, PEOPLE, TABLE, Ended, RunError, by_turns, median
from peers import CEL, COLUMNS, OWN_COLUMNS, ROWS, ZEN

PEERS_THAT_START = ("yamllint", "sqlite-utils", "pre-commit", "copier", "http", "rich")
DECODERS = ("standard", "orjson", "msgspec", "duckdb", "polars")
REACHED = "Figures to reach"
BY_HAND = "by hand, NDJSON, results thrown away"
SCORE = {
    "ndjson": "hipback score, NDJSON to Parquet",
    "parquet": "hipback score, Parquet to Parquet",
    "marks": "hipback score, Parquet with all marks of a question in one cell, to Parquet",
}
INPUTS = {"ndjson": PEOPLE, "parquet": TABLE, "marks": MARKS}


class Effort(NamedTuple):
    """How much is done.

    For how many people; how many of them every way of scoring is checked with; seconds for each row peer; runs of
    columns and of commands; runs of what starts; and whether a tenth of the people is measured too, and all is judged.
    """

    people: int
    checked: int
    seconds: float
    runs: int
    starts: int
    growth: bool


class Table(NamedTuple):
    """A table of figures, and what must be known to read it."""

    title: str
    text: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]

    def __str__(self) -> str:
        rows = [self.head, *self.rows]
        widths = [max(len(row[place]) for row in rows) for place in range(len(self.head))]
        lines = [" | ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)) for row in rows]
        lines.insert(1, " | ".join("-" * width for width in widths))
        return "\n".join([f"## {self.title}", "", self.text, "", *(f"| {line} |" for line in lines), ""])


Figures = dict[str, float]


def starting(effort: Effort, folders: Mapping[int, Path], figures: Figures) -> Table:
    """How long a person waits until a program says something."""
    commands = dict(startup.COMMANDS)
    for name in PEERS_THAT_START:
        found = shutil.which(name, path=str(Path(sys.executable).parent)) or shutil.which(name)
        if found:
            commands[f"{name} --help"] = [found, "--help"], b""
    found_ = startup.medians(commands, effort.starts)
    hello = found_[startup.HELLO_WORLD]
    rows = [[name, f"{seconds * 1000:.0f} ms", f"{seconds / hello:.2f}"] for name, seconds in found_.items()]
    text = f"Medians of {effort.starts} whole processes on a terminal of their own, by turns."
    return Table("Start-up", text, ("command", "until it says something", "times hello-world"), rows)


def one_by_one(effort: Effort, folders: Mapping[int, Path], figures: Figures) -> Table:
    """One person after the other: hipback, and every engine of rules."""
    rows: list[list[str]] = []
    by_hand: list[float] = []
    for peer in ROWS:
        if not peer.version:
            rows.append([peer.name, "not installed", "", "", "", ""])
            continue
        _now(f"{peer.name}, {effort.checked:,} people checked")
        found = machine.measured("rows", peer.module, folders[max(folders)], effort.checked, effort.seconds)
        each = found["each"]
        by_hand += [hand / each for hand, _ in found["times"]]
        ratio = statistics.median(own / hand for hand, own in found["times"])
        taken = statistics.median(own / each for _, own in found["times"])
        figures[peer.name] = ratio
        checked, ready = f"{found['checked']:,}", f"{found['build'] * 1000:.0f} ms"
        rows.append([f"{peer.name} {peer.version}", f"{1 / taken:,.0f}", f"{ratio:.1f}", ready, checked, peer.covers])
    hand = statistics.median(by_hand) if by_hand else 0.0
    rows.insert(0, ["by hand", f"{1 / hand:,.0f}" if hand else "", "1", "", "", "everything"])
    head = ("way", "people/s", "times slower than by hand", "made ready in", "checked", "what it works out itself")
    text = (
        "From the answers of one person, a plain dict, to the result, on one core. Every ratio is of one process, in "
        "which people are scored by hand and by the peer by turns. `checked`: so many people had identical results."
    )
    return Table("One person after the other", text, head, rows)


def in_columns(effort: Effort, folders: Mapping[int, Path], figures: Figures) -> Table:
    """Columns in memory: hipback, and engines of tables."""
    rows = []
    for peer in COLUMNS:
        if not peer.version:
            rows.append([peer.name, *["not installed", ""] * len(folders), ""])
            continue
        cells: list[str] = []
        seconds: dict[int, float] = {}
        ratio = 0.0
        for people, folder in folders.items():
            _now(f"{peer.name}, {people:,} people")
            found = machine.measured("columns", peer.module, folder, effort.checked, effort.runs)
            seconds[people] = statistics.median(own for _, own in found["times"])
            ratio = statistics.median(hand / found["by_hand"] / own * people for hand, own in found["times"])
            cells += [f"{people / seconds[people]:,.0f}", f"{ratio:.1f}"]
        if peer.name == OWN_COLUMNS:
            figures["columns"], figures["growth_columns"] = ratio, _growth(seconds)
        rows.append([f"{peer.name} {peer.version}", *cells, peer.covers])
    head = [cell for people in folders for cell in (f"people/s of {people:,}", "times faster than by hand")]
    text = (
        "One core, one thread. Answers lie in memory as the engine likes them best, and its results stay there: "
        "reading and writing are no part of this. `Arrow to Arrow` starts from text and ends in lists of words."
    )
    return Table("Columns in memory", text, ("way", *head, "what it gives"), rows)


def whole_files(effort: Effort, folders: Mapping[int, Path], figures: Figures) -> Table:
    """Whole commands, from outside: from the start of the process to its end."""
    rows: list[list[str]] = []
    seconds: dict[str, dict[int, float]] = {}
    memory: list[float] = []
    for people, folder in folders.items():
        _now(f"whole files of {people:,} people, {effort.runs} times")
        ended = by_turns(_commands(folder), effort.runs)
        for source in SCORE:
            _check(folder / f"{source}.results.parquet", folder, people, effort)
        ended |= _on_all_cores(folder)
        hand = median(ended[BY_HAND])
        for name, found in ended.items():
            seconds.setdefault(name, {})[people] = median(found)
            most = max(one.memory for one in found)
            memory += [most] * (name in SCORE.values())
            cells = f"{people:,}", f"{median(found):.2f} s", f"{hand / median(found):.2f}", f"{most:.0f} MiB"
            rows.append([name, *cells])
    people = max(folders)
    for source, name in SCORE.items():
        figures[source] = seconds[BY_HAND][people] / seconds[name][people]
        figures[f"growth_{source}"] = _growth(seconds[name])
    decoding = min(taken[people] for name, taken in seconds.items() if name.startswith("only decode"))
    figures["decoding"] = seconds[SCORE["ndjson"]][people] / decoding
    figures["memory"] = max(memory)
    text = (
        "Whole processes, start-up included, in seconds of the processor, on one core; `all cores` in seconds of the "
        f"clock, once. Files are in the page cache; medians of {effort.runs} by turns. "
        f"The first {effort.checked:,} results in each file were identical to those of one person at a time."
    )
    return Table("Whole files", text, ("command", "people", "time", "times faster than by hand", "most memory"), rows)


def _commands(folder: Path) -> dict[str, Callable[[], Ended]]:
    people = folder / PEOPLE
    commands: dict[str, Callable[[], Ended]] = {
        name: partial(machine.run, _score(source, folder)) for source, name in SCORE.items()
    }
    commands[BY_HAND] = partial(machine.python, "whole_by_hand.py", people)
    for way in DECODERS:
        if way == "standard" or find_spec(way):
            commands[f"only decode NDJSON: {way} {_version(way)}"] = partial(machine.python, "decode.py", way, people)
    return commands


def _score(source: str, folder: Path) -> list[str]:
    return [HIPBACK, "score", str(folder / INPUTS[source]), "-o", str(folder / f"{source}.results.parquet")]


def _on_all_cores(folder: Path) -> dict[str, list[Ended]]:
    return {f"{name}, all cores": [machine.run_on_all_cores(_score(source, folder))] for source, name in SCORE.items()}


def _version(package: str) -> str:
    return f"library {platform.python_version()}" if package == "standard" else version(package)


def _check(results: Path, folder: Path, people: int, effort: Effort) -> None:
    found = machine.measured("file", results, folder, effort.checked)
    if found["people"] != people:
        raise RunError(f"{results.name}: results of {found['people']} people instead of {people}")


def _growth(seconds: Mapping[int, float]) -> float:
    """How many times as long ten times as many people take."""
    few, many = min(seconds), max(seconds)
    return seconds[many] / seconds[few] * 10 / (many / few)


def reached(figures: Figures, people: int) -> Table:
    """The figures to reach."""
    for figure, names in (("columns_zen", ZEN), ("columns_cel", CEL)):
        found = [figures[name] for name in names if name in figures]
        if found and "columns" in figures:
            figures[figure] = figures["columns"] * min(found)
    text = "One core, medians, each ratio of one run. `By hand` is `by_hand.py`: see the README beside it."
    if people != goals.PEOPLE:
        text += f" These figures are of {people:,} people, so they say little: the goals are for {goals.PEOPLE:,}."
    return Table(REACHED, text, ("work", "wanted", "found", ""), list(goals.judged(figures)))


def measured(effort: Effort, sections: Collection[str]) -> Iterator[Table]:
    """Each table as soon as it is there; the figures to reach come last."""
    figures: Figures = {}
    with tempfile.TemporaryDirectory() as work:
        sizes = (effort.people // 10, effort.people) if effort.growth else (effort.people,)
        folders = {people: Path(work, str(people)) for people in sizes}
        for people, folder in folders.items():
            folder.mkdir()
            _now(f"drawing {people:,} people")
            machine.measured("people", people, folder)
        for name in sections:
            yield SECTIONS[name](effort, folders, figures)
    if effort.growth:
        yield reached(figures, effort.people)


SECTIONS: Mapping[str, Callable[[Effort, Mapping[int, Path], Figures], Table]] = {
    "start": starting,
    "rows": one_by_one,
    "columns": in_columns,
    "files": whole_files,
}


def _now(doing: str) -> None:
    """Say on the side what is going on, since some of it takes minutes."""
    print(f"{datetime.now():%H:%M:%S} {doing}", file=sys.stderr, flush=True)


def heading(effort: Effort, core: int | None) -> str:
    """When, on what, and with which versions."""
    packages = ("numpy", "pyarrow", "duckdb", "polars", "click", "rich", "pyyaml")
    versions = ", ".join(f"{name} {version(name)}" for name in packages if _is_installed(name))
    where = "on any core, since this system cannot keep a process to one" if core is None else f"kept to core {core}"
    return (
        f"# Results\n\nMade by `python benchmarks/run.py --n {effort.people}`; see README.md beside it."
        f"\n\n* Date: {datetime.now(UTC):%Y-%m-%d}\n* Machine: {machine.described()}; all processes {where}"
        f"\n* hipback {version('hipback')}; {versions}\n"
    )


def _is_installed(package: str) -> bool:
    try:
        return bool(version(package))
    except PackageNotFoundError:
        return False


def main() -> None:
    """Read the command line, measure, and write the results."""
    options = _options().parse_args()
    effort = QUICK if options.quick else FULL
    effort = effort._replace(people=options.n or effort.people)
    core, others, start = machine.pin(), machine.Others(), time.monotonic()
    said = [heading(effort, core)]
    print(said[0])
    try:
        for table in measured(effort, [options.only] if options.only else list(SECTIONS)):
            print(table, flush=True)
            said.insert(1 if table.title == REACHED else len(said), str(table))
    except RunError as failure:
        sys.exit(str(failure))
    busy = "unknown" if others.cores is None else f"{others.cores:.2f}"
    end = f"Cores that other programs used meanwhile: {busy} on average. All took {time.monotonic() - start:.0f} s.\n"
    print(end)
    if options.output:
        options.output.write_text("\n".join([*said, end]), encoding="utf-8")


QUICK = Effort(people=2_000, checked=100, seconds=0.3, runs=1, starts=3, growth=False)
FULL = Effort(people=goals.PEOPLE, checked=1_000, seconds=3, runs=3, starts=15, growth=True)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="About a minute, for few people: figures say little then.")
    parser.add_argument("--n", type=int, metavar="PEOPLE", help="How many people; a million, or 2,000 with --quick.")
    parser.add_argument("-o", "--output", type=Path, metavar="FILE", help="Also write the results to a file.")
    parser.add_argument("--only", choices=SECTIONS, help="Measure only this.")
    return parser


if __name__ == "__main__":
    main()

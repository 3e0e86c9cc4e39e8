"""What one process measures for `run.py`: it prints one object as JSON. Each way of scoring has a process of its own.

    python benchmarks/measure.py people COUNT FOLDER
    python benchmarks/measure.py rows MODULE FOLDER CHECKED SECONDS
    python benchmarks/measure.py columns MODULE FOLDER CHECKED RUNS
    python benchmarks/measure.py file RESULTS FOLDER CHECKED

The hand-written function is timed by turns with each way of scoring, so every ratio is of one process. Times are those
of the processor, on which other programs weigh less than on the clock.
"""

import json
import sys
import time
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

import by_hand
import crowd
from machine import MARKS, PEOPLE, TABLE
from reference import FIELDS, Result, result, shipped_bank

ROUNDS = 5
BY_HAND = 20_000
"""So many people are scored by hand in one run of a comparison with columns."""

Found = dict[str, Any]


def people(count: str, folder: str) -> Found:
    """Draw people and write them down, with a few for checks."""
    bank, start = shipped_bank(), time.perf_counter()
    drawn = crowd.draw(bank, int(count))
    crowd.write_ndjson(drawn, Path(folder, PEOPLE))
    crowd.write_parquet(drawn, Path(folder, TABLE))
    crowd.write_parquet(drawn, Path(folder, MARKS), in_one_cell=True)
    sizes = {name: Path(folder, name).stat().st_size for name in (PEOPLE, TABLE, MARKS)}
    return {"seconds": time.perf_counter() - start, "questions": len(bank.questions), "bank": bank.sha256, **sizes}


def rows(module: str, folder: str, checked: str, seconds: str) -> Found:
    """How long a person takes, in seconds: by hand, and by the peer. `seconds` is what the peer may use."""
    bank, start = shipped_bank(), time.perf_counter()
    score: Callable[[Any], Result] = import_module(f"peers.{module}").scorer(bank)
    build = time.perf_counter() - start
    some = crowd.read(Path(folder, PEOPLE), int(checked))
    start = time.perf_counter()
    found = [score(answers) for answers in some]
    rate = len(some) / (time.perf_counter() - start)
    _same([result(bank, crowd.admitted(answers)) for answers in some], found)
    _same(found, [by_hand.score(answers) for answers in some])
    size = max(4, min(20_000, int(rate * float(seconds) / ROUNDS)))
    times = []
    for turn in range(ROUNDS):
        some = crowd.read(Path(folder, PEOPLE), size, turn * size) or some
        times.append(_by_turns([partial(_each, by_hand.score, some), partial(_each, score, some)]))
    return {"build": build, "checked": int(checked), "people": size * ROUNDS, "each": len(some), "times": times}


def columns(module: str, folder: str, checked: str, runs: str) -> Found:
    """How long all people of a table in memory take, and some of them by hand."""
    bank = shipped_bank()
    plan = import_module(f"peers.{module}").Plan(bank)
    loaded = plan.load(str(Path(folder, TABLE)))
    some = crowd.read(Path(folder, PEOPLE), max(int(checked), BY_HAND))
    wanted = [by_hand.score(answers) for answers in some[: int(checked)]]
    _same(wanted, plan.results(plan.score(loaded), len(wanted)))
    times = [_by_turns([lambda: _each(by_hand.score, some), lambda: plan.score(loaded)]) for _ in range(int(runs))]
    return {"checked": len(wanted), "by_hand": len(some), "times": times}


def file(results: str, folder: str, checked: str) -> Found:
    """Whether a file of results tells of the first people what is so, and whether it tells of all."""
    from pyarrow.parquet import ParquetFile

    from peers.hipback_arrow import Plan

    bank, parquet = shipped_bank(), ParquetFile(results)
    some = crowd.read(Path(folder, PEOPLE), int(checked))
    batch = next(parquet.iter_batches(len(some)))
    _same([result(bank, crowd.admitted(answers)) for answers in some], Plan(bank).results([batch], len(some)))
    return {"checked": len(some), "people": parquet.metadata.num_rows}


def _each(score: Callable[[Any], Result], people: Sequence[Any]) -> None:
    for answers in people:
        score(answers)


def _by_turns(works: Sequence[Callable[[], object]]) -> list[float]:
    """Seconds of each."""
    times = []
    for work in works:
        start = time.process_time()
        work()
        times.append(time.process_time() - start)
    return times


def _same(wanted: Sequence[Result], found: Sequence[Result]) -> None:
    """End the process at the first person of whom two ways of scoring tell something else."""
    if len(wanted) != len(found):
        sys.exit(f"{len(wanted)} people, but results of {len(found)}")
    for person, (one, other) in enumerate(zip(wanted, found, strict=True), 1):
        for field, value, instead in zip(FIELDS, one, other, strict=True):
            if value != instead:
                sys.exit(f"person {person}: {field} should be {value!r}, but is {instead!r}")


def main() -> None:
    work, *arguments = sys.argv[1:]
    works: dict[str, Callable[..., Found]] = {"people": people, "rows": rows, "columns": columns, "file": file}
    print(json.dumps(works[work](*arguments)))


if __name__ == "__main__":
    main()

"""The machine that is measured on: what it is, how busy others keep it, and the time and memory of processes."""

import json
import os
import platform
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

HERE = Path(__file__).parent
HIPBACK = str(Path(sys.executable).with_name("hipback"))
PEOPLE, TABLE, MARKS = "people.ndjson", "people.parquet", "people.marks.parquet"
"""The files of people in the folder of a run."""

ONE_THREAD = dict.fromkeys(("POLARS_MAX_THREADS", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"), "1")


class Ended(NamedTuple):
    """A process that has ended well: its seconds, its most memory in MiB, what it said.

    On one core they are seconds of the processor, in which other programs weigh less; on all cores those of the clock.
    """

    seconds: float
    memory: float
    output: str


class RunError(Exception):
    """A process did not end well, or told something else than the others."""


def pin() -> int | None:
    """Keep this process and all that it starts on one core; which one, or None where that cannot be done."""
    if not hasattr(os, "sched_setaffinity"):
        return None
    core = max(os.sched_getaffinity(0))
    os.sched_setaffinity(0, {core})
    return core


def run_on_all_cores(command: Sequence[str]) -> Ended:
    """Run a command to its end without keeping it to one core."""
    start = time.perf_counter()
    if not hasattr(os, "sched_setaffinity"):
        return run(command, {})._replace(seconds=time.perf_counter() - start)
    one = os.sched_getaffinity(0)
    os.sched_setaffinity(0, range(os.cpu_count() or 1))
    try:
        return run(command, {})._replace(seconds=time.perf_counter() - start)
    finally:
        os.sched_setaffinity(0, one)


def run(command: Sequence[str], threads: Mapping[str, str] = ONE_THREAD) -> Ended:
    """Run a command to its end. Raises `RunError` with what it said last."""
    environment = {**os.environ, **threads}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment)
    output = process.stdout.read() if process.stdout else ""
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RunError(f"{' '.join(command)} ended with {process.returncode}:\n{output[-2000:]}")
    return Ended(used.ru_utime + used.ru_stime, used.ru_maxrss / 1024, output)


def python(script: str, *arguments: object) -> Ended:
    """Run a script that stands beside this one."""
    return run([sys.executable, str(HERE / script), *map(str, arguments)])


def measured(*arguments: object) -> dict[str, Any]:
    """What `measure.py` tells."""
    found: dict[str, Any] = json.loads(python("measure.py", *arguments).output.splitlines()[-1])
    return found


def by_turns(works: Mapping[str, Callable[[], Ended]], runs: int) -> dict[str, list[Ended]]:
    """Each of them once, then each once more, and so on."""
    found: dict[str, list[Ended]] = {name: [] for name in works}
    for _ in range(runs):
        for name, work in works.items():
            found[name].append(work())
    return found


def median(ended: Sequence[Ended]) -> float:
    return statistics.median(one.seconds for one in ended)


def described() -> str:
    """Processor, cores, memory, system and Python."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = f"{platform.system()} {platform.release()}, Python {platform.python_version()}"
    return f"{_processor()}, {os.cpu_count()} cores, {memory:.0f} GiB; {system}"


def _processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.split(": ", 1)[1] for line in lines if line.startswith("model name")), platform.machine())


class Others:
    """How many cores other programs use meanwhile, on average; None where the system does not tell."""

    def __init__(self) -> None:
        self._start = time.monotonic(), _busy(), _own()

    @property
    def cores(self) -> float | None:
        start, busy, own = self._start
        now = _busy()
        if busy is None or now is None:
            return None
        return max(0.0, (now - busy - (_own() - own)) / max(time.monotonic() - start, 0.1))


def _busy() -> float | None:
    """Seconds that all processors together have worked since the machine was started."""
    try:
        fields = Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0].split()[1:9]
    except OSError:
        return None
    values = list(map(int, fields))
    return (sum(values) - values[3] - values[4]) / os.sysconf("SC_CLK_TCK")


def _own() -> float:
    return sum(os.times()[:4])

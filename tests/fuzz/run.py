"""Fuzzes what reads strangers' bytes: `python tests/fuzz/run.py bank --runs 1000000`. See tests/README.md.

Only a `HipbackError` may leave a target; anything else, or an input that takes too long, ends the run and is written
beside the corpus found so far. Needs atheris.
"""

import argparse
import gc
import json
import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from random import Random

ROOT = Path(__file__).parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests")]
LONGEST, SECONDS, MEGABYTES = 1_050, 5, 1_024
"""Of an input its bytes, and what it may take of processor and memory: more is a fault."""
AS_BYTES = 0.5
"""How often bytes are changed instead of parts."""
SPARED = ["hipback.marked", "hipback.characters", "hipback.lint", "hipback.engine", "hipback.facts"]
"""Modules of few branches and many rounds: to watch which ways they go takes most of the time."""


def fuzz(target: str, options: list[str]) -> None:
    """Run libFuzzer in this process, which ends with it."""
    import atheris

    with atheris.instrument_imports(include=["hipback"], exclude=SPARED):
        from fuzz.targets import TARGETS, reading
    from fuzz.mutate import mutated, parts_of, sealed

    gc.freeze()
    parts = parts_of([path.read_bytes() for path in sorted(corpus_of(target).iterdir())])

    def mutate(source: bytes, longest: int, seed: int) -> bytes:
        draw = Random(seed)
        found = mutated(source, draw, parts) if draw.random() > AS_BYTES else None
        if target == "unfinished":
            found = sealed(found or source) if draw.random() > AS_BYTES else found
        return found if found and len(found) <= longest else atheris.Mutate(source, longest)

    itself = f"{sys.executable} {__file__} {target} --"  # what a merge runs, once more for each part
    atheris.Setup([itself, *options], limited(reading(TARGETS[target])), custom_mutator=mutate)
    atheris.Fuzz()


def limited(read: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, in time: that of the processor, since libFuzzer's own limit counts how long others take, too."""

    def too_long(*_: object) -> None:
        raise TimeoutError(f"took longer than {SECONDS} seconds")

    def read_in_time(source: bytes) -> None:
        signal.setitimer(signal.ITIMER_VIRTUAL, SECONDS)
        read(source)
        signal.setitimer(signal.ITIMER_VIRTUAL, 0)

    signal.signal(signal.SIGVTALRM, too_long)
    return read_in_time


def run(target: str, runs: int, seed: int) -> int:
    """Fuzz in a process of its own, tell how often, and make the corpus small; 1 if there was a fault."""
    work = ROOT / ".pytest_cache" / "d" / "fuzz" / target
    work.mkdir(parents=True, exist_ok=True)
    limits = [f"-max_len={LONGEST}", "-timeout=1200", f"-rss_limit_mb={MEGABYTES}"]
    options = [
        f"-runs={runs}",
        f"-seed={seed}",
        "-mutate_depth=1",
        "-print_final_stats=1",
        f"-artifact_prefix={work.parent}/{target}-",
    ]
    told = _libfuzzer(target, [*limits, *options, str(work), str(corpus_of(target))])
    done = re.search(r"stat::number_of_executed_units: *(\d+)", told)
    _tell(target, int(done[1]) if done else 0, int("ERROR: libFuzzer" in told or not done))
    if "ERROR: libFuzzer" in told or not done:
        print(f"a fault: the input is {work.parent}/{target}-..., what it led to stands above")
        return 1
    return 0


def shrink(target: str, kept: int) -> None:
    """Take into the committed corpus the smallest inputs that reach all that was reached, up to so many bytes.

    What a person has named stays: it may be a find, and reach no more than others do.
    """
    work = ROOT / ".pytest_cache" / "d" / "fuzz" / target
    small = work.with_name(f"{target}-small")
    small.mkdir(exist_ok=True)
    _libfuzzer(target, ["-merge=1", f"-max_len={LONGEST}", str(small), str(corpus_of(target)), str(work)])
    if not any(small.iterdir()):
        raise RuntimeError("nothing was merged: the corpus stays as it is")
    for path in corpus_of(target).iterdir():
        if re.fullmatch("[0-9a-f]{12}", path.name):
            path.unlink()
    named = {path.read_bytes() for path in corpus_of(target).iterdir()}
    found = {path.name[:12]: path.read_bytes() for path in small.iterdir()}
    for name, source in sorted(found.items(), key=lambda item: len(item[1])):
        kept -= len(source)
        if kept >= 0 and source not in named:
            (corpus_of(target) / name).write_bytes(source)


def corpus_of(target: str) -> Path:
    return Path(__file__).parent / "corpus" / target


def _libfuzzer(target: str, options: list[str]) -> str:
    """What it says, which is shown too."""
    command = [sys.executable, __file__, target, "--", *options]
    lines = []
    with subprocess.Popen(command, stderr=subprocess.PIPE, text=True, errors="replace", env=_environment()) as process:
        for line in process.stderr or ():
            sys.stderr.write(line)
            lines.append(line)
    return "".join(lines)


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONHASHSEED": "0"}


def _tell(target: str, tried: int, unexpected: int) -> None:
    """Where docs/reliability.md has its figures from, in the same shape as those of the tests."""
    path = ROOT / ".pytest_cache" / "v" / "reliability" / "fuzz" / target
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"tried": tried, "unexpected": unexpected, "long": True}))


if __name__ == "__main__":
    if "--" in sys.argv:
        fuzz(sys.argv[1], sys.argv[3:])
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=sorted(path.name for path in corpus_of("").iterdir()))
    parser.add_argument("--runs", type=int, default=1_000_000, help="how many inputs are tried")
    parser.add_argument("--seed", type=int, default=0, help="another number tries others")
    parser.add_argument("--shrink", type=int, metavar="BYTES", help="make the corpus small instead")
    given = parser.parse_args()
    sys.exit(shrink(given.target, given.shrink) if given.shrink else run(given.target, given.runs, given.seed))

"""How long a person waits: for the help, and for the first question, against a click program that says hello.

    python benchmarks/startup.py

Prints medians of 15 whole processes each, run by turns on a pseudo-terminal, and their ratios. Only the ratios can
be compared between machines. It never fails because of a figure.
"""

import os
import pty
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path

RUNS = 15
HELLO = "import click\n@click.command()\ndef main():\n    click.echo('Hello')\nmain()\n"
HIPBACK = str(Path(sys.executable).with_name("hipback"))
FIRST_QUESTION = b"Your answer: "


def seconds(command: Sequence[str], home: str, until: bytes) -> float:
    """From the start of a process on a terminal of its own until these bytes were seen, or until its end."""
    ours, theirs = pty.openpty()
    environment = {**os.environ, "HIPBACK_HOME": home, "TERM": "xterm"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    start = time.perf_counter()
    process = subprocess.Popen(command, stdin=theirs, stdout=theirs, stderr=theirs, env=environment)
    os.close(theirs)
    seen = b""
    while not until or until not in seen:
        try:
            part = os.read(ours, 65536)
        except OSError:  # the other end was closed
            break
        seen += part
    if not until:
        process.wait()
    taken = time.perf_counter() - start
    if until and until not in seen:
        sys.exit(f"{' '.join(command)} never said {until.decode()!r}, but:\n{seen.decode(errors='replace')}")
    process.kill()
    process.wait()
    os.close(ours)
    return taken


def medians(commands: Mapping[str, tuple[Sequence[str], bytes]], runs: int = RUNS) -> dict[str, float]:
    """Seconds of whole processes, run by turns; each is a command, and what it says when a person can go on."""
    with tempfile.TemporaryDirectory() as home:
        times: dict[str, list[float]] = {name: [] for name in commands}
        for run in range(runs + 1):
            for name, (command, until) in commands.items():
                taken = seconds(command, home, until)
                if run:  # the first round only warms up
                    times[name].append(taken)
    return {name: statistics.median(taken) for name, taken in times.items()}


HELLO_WORLD = "hello-world click program"
COMMANDS: dict[str, tuple[Sequence[str], bytes]] = {
    HELLO_WORLD: ([sys.executable, "-c", HELLO], b""),
    "hipback --help": ([HIPBACK, "--help"], b""),
    "hipback screen, first question": ([HIPBACK, "screen"], FIRST_QUESTION),
}


def main() -> None:
    """Run the three by turns and print their medians and ratios."""
    found = medians(COMMANDS)
    print(f"medians of {RUNS} whole processes, Python {sys.version.split()[0]}")
    for name, median in found.items():
        print(f"{name:34} {median * 1000:7.1f} ms   {median / found[HELLO_WORLD]:5.2f} times hello-world")


if __name__ == "__main__":
    main()

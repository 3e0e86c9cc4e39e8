"""How long the proofs of a bank take, and how much memory: `hipback bank verify` on the shipped bank.

    python benchmarks/verify.py

Prints medians of five whole processes each, run by turns: of one that only reads the bank, and of one that proves it;
their ratio, which can be compared between machines; and the most memory that either held. It never fails because of a
figure.
"""

import os
import statistics
import sys

RUNS = 5
READ = (
    "from hipback.written import Written; from hipback.bank import default_bank_path; Written.read(default_bank_path())"
)
COMMANDS = {"read": ["-c", READ], "prove": ["-m", "hipback", "bank", "verify"]}


def measured(arguments: list[str]) -> tuple[float, float]:
    """Seconds of the processor, and MiB, of one process that says nothing."""
    silent = [(os.POSIX_SPAWN_OPEN, 1, os.devnull, os.O_WRONLY, 0)]
    child = os.posix_spawn(sys.executable, [sys.executable, *arguments], os.environ, file_actions=silent)
    _, _, used = os.wait4(child, 0)
    return used.ru_utime + used.ru_stime, used.ru_maxrss / 1024


def main() -> None:
    """Measure both."""
    runs = [{name: measured(arguments) for name, arguments in COMMANDS.items()} for _ in range(RUNS)]
    seconds = {name: statistics.median(run[name][0] for run in runs) for name in COMMANDS}
    for name in COMMANDS:
        memory = max(run[name][1] for run in runs)
        print(f"{name:<6} {seconds[name]:6.2f} s of the processor, {memory:4.0f} MiB at most")
    print(f"to prove takes {seconds['prove'] / seconds['read']:.1f} times as long as to read")


if __name__ == "__main__":
    main()

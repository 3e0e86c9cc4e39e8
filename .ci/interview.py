"""Plays a whole interview with an installed hipback on a pseudo-terminal: python .ci/interview.py PATH/TO/hipback

Answers every question, keeps a copy, and looks for the summary, the notice and the copy.
"""

import os
import re
import sys
import tempfile
from pathlib import Path

import pexpect


def reply_to(seen: str) -> str:
    """An answer that fits what was asked since the last prompt."""
    if "low back (A)" in seen:
        return "1"
    if "How old are you" in seen:
        return "52"
    if "Type a number from 0 to 10" in seen:
        return "4"
    none = re.search(r"(\d+) None of these", seen)
    return none[1] if none else "2"


def main() -> None:
    """Play, and fail loudly if the end is not what it should be."""
    program = sys.argv[1]
    with tempfile.TemporaryDirectory() as home:
        environment = {"HOME": home, "PATH": os.defpath, "TERM": "xterm", "LANG": "C.UTF-8"}
        child = pexpect.spawn(
            program, ["screen"], env=environment, encoding="utf-8", dimensions=(40, 80), timeout=30, cwd=home
        )
        questions = 0
        while child.expect_exact(["Your answer: ", "Keep a copy of your answers on this computer?"]) == 0:
            questions += 1
            child.sendline(reply_to(child.before))
        summary = child.before
        child.expect_exact("Your choice: ")
        child.sendline("yes")
        child.expect(pexpect.EOF)
        child.close()
        copies = list(Path(home).rglob("record-*.json"))
    wanted = ("Your summary", "Hip-related signs", "Back and nerve signs", "When not to wait", "It is not a diagnosis")
    missing = [words for words in wanted if words not in summary]
    if missing or child.exitstatus != 0 or len(copies) != 1 or questions < 40:
        sys.exit(f"missing {missing}, exit {child.exitstatus}, {len(copies)} copies, {questions} questions\n{summary}")
    print(f"played {questions} questions to the notice")


if __name__ == "__main__":
    main()

"""Does all that a page tells its reader to do, and shows what hipback says to it.

Each block of the page says behind its fence what it is:

    yaml FILE   a piece to lay over this file: what is new is added, what is there already is replaced
    yaml        an example: laid over a copy of the bank as it then stands, it must leave a bank without problems
    console     commands, each behind a `$`, and what they print; `...` stands for lines that are left out
    csv FILE    a whole file, as it stands; so it is with json
    python      a piece of a program that is only to be read; so it is with r
"""

import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pexpect

from hipback.bank import read_bank

BANK = "my-bank.yaml"
PROMPTS = ("Your answer: ", "Your choice: ")
LEFT_OUT = "..."
COLUMNS = 80
BLOCK = re.compile(r"^```(?P<what>.*)\n(?P<lines>(?:.*\n)*?)```$", re.MULTILINE)
WHOLE = {"when", "needs", "ask_if", "options", "headlines", "people"}
"""Keys under which a piece never adds: it replaces all that was there."""


def followed(page: str, *files: Path) -> str:
    """The page as it reads today, for someone who has these files. Raises `ValueError` for a block of another kind."""
    with tempfile.TemporaryDirectory() as folder:
        for file in files:
            shutil.copy(file, folder)
        return BLOCK.sub(lambda block: _block(block, Path(folder)), page)


def _block(block: re.Match[str], folder: Path) -> str:
    lines = block["lines"].splitlines()
    match block["what"].split():
        case ["yaml", name]:
            (folder / name).write_text(_over(folder / name, lines), encoding="utf-8")
        case ["yaml"]:
            example = folder / "example.yaml"
            example.write_text(_over(folder / BANK, lines), encoding="utf-8")
            read_bank(example)
            example.unlink()
        case ["csv" | "json", name]:
            (folder / name).write_text(block["lines"], encoding="utf-8")
        case ["python" | "r"]:
            pass
        case ["console"]:
            lines = list(_session(lines, folder))
        case _:
            raise ValueError(f"a block says of itself {block['what']!r}:\n{block['lines']}")
    return "\n".join([f"```{block['what']}", *lines, "```"])


# Files


def _over(file: Path, piece: list[str]) -> str:
    before = file.read_text(encoding="utf-8").splitlines() if file.exists() else []
    return "\n".join(laid_over(before, piece)) + "\n"


def laid_over(before: list[str], piece: list[str]) -> list[str]:
    """Lines of YAML with the lines of a piece among them, as an author would put them by hand."""
    found = _entries(before)
    for key, lines in _entries(piece).items():
        old = found.get(key)
        found[key] = [old[0], *laid_over(old[1:], lines[1:])] if old and _grows(key, old, lines) else lines
    return [line for lines in found.values() for line in lines]


def _grows(key: str, *entries: list[str]) -> bool:
    heads = [lines[0].partition("#")[0].rstrip() for lines in entries if len(lines) > 1]
    return key not in WHOLE and len(heads) == len(entries) and all(head.endswith(":") for head in heads)


def _entries(lines: list[str]) -> dict[str, list[str]]:
    """The entries of a mapping by their keys; comments belong to the entry below, blank lines to the one above."""
    indent = min((_indent(line) for line in lines if line.strip()), default=0)
    found: dict[str, list[str]] = {}
    comments: list[str] = []
    for line in lines:
        if line.strip() and _indent(line) == indent and line.lstrip().startswith("#"):
            comments.append(line)
        elif line.strip() and _indent(line) == indent:
            found[line.partition(":")[0].strip()] = [*comments, line]
            comments = []
        else:
            found[next(reversed(found))].append(line)
    return found


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


# Commands


def _session(shown: list[str], folder: Path) -> Iterator[str]:
    """The commands of a block, and what each of them prints."""
    starts = [number for number, line in enumerate(shown) if line.startswith("$ ")]
    for start, end in zip(starts, [*starts[1:], len(shown)], strict=True):
        yield shown[start]
        yield from _like(shown[start + 1 : end], _run(shown[start][2:], shown[start + 1 : end], folder))


def _run(command: str, shown: list[str], folder: Path) -> list[str]:
    """What is seen on a terminal. In a screening the replies that are shown are given, up to the next prompt."""
    prompts = PROMPTS if command.startswith("hipback screen") else ()
    replies = [line.partition(": ")[2] for line in shown if line.startswith(prompts)]
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    surroundings = {"PATH": path, "HIPBACK_HOME": str(folder / ".hipback"), "TERM": "dumb", "PYTHONUTF8": "1"}
    child = pexpect.spawn(
        "bash", ["-c", command], env=surroundings, cwd=folder, encoding="utf-8", dimensions=(50, COLUMNS), timeout=60
    )
    child.delaybeforesend = None
    seen = ""
    for reply in replies:
        child.expect_exact(list(prompts))
        seen += child.before + child.after
        child.sendline(reply)
    last = child.expect_exact([pexpect.EOF, *prompts])
    seen += child.before + ("", *prompts)[last]
    child.close(force=True)
    return [line.rstrip() for line in seen.replace("\r\n", "\n").strip("\n").splitlines()]


def _like(shown: list[str], seen: list[str]) -> Iterator[str]:
    """What is seen, without the lines that are left out: from each `...` to the line that stands below it."""
    place = 0
    for number, part in enumerate(_parts(shown)):
        if number:
            yield LEFT_OUT
            place = seen.index(part[0], place) if part else len(seen)
        end = place + len(part) if LEFT_OUT in shown else len(seen)
        yield from seen[place:end]
        place = end


def _parts(lines: list[str]) -> list[list[str]]:
    parts: list[list[str]] = [[]]
    for line in lines:
        if line == LEFT_OUT:
            parts.append([])
        else:
            parts[-1].append(line)
    return parts

"""What must hold after every run of the program, however hostile what it was given.

`run` starts it as a real process and looks at the folders around it before and after; `check` holds the run against
the promises, U1 to U10. `run_alike` does it twice: with both YAML parsers, and other seeds for the order of sets.
"""

import hashlib
import json
import os
import re
import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import IO, NamedTuple

GUARDED = Path(__file__).with_name("guarded.py")
CANARY = "ZEBRA7731"
"""Put into answers, free words and labels: no message, log or file outside the data folder may ever hold it."""

DOCUMENTED = {0, 1, 2, 130}  # 3 is a bug, and never right
KILLED_AFTER = 30
"""Seconds by the clock on the wall, far more than the bound on its own time: this machine may be busy."""

UNSEEN = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
INSIDES = re.compile(
    r'Traceback|File "|site-packages|\.py\b|\b[A-Za-z]+(Error|Exception|Warning)\b|NoneType|<.* object at'
)
QUIET = re.compile(r"HIPBACK_DEBUG|ACCESSIBLE|.*COLOR|COLUMNS|LC_.*|LANG.*|TERM|PYTHON.*|XDG_.*|COV_.*")


class Ran(NamedTuple):
    """A run that has ended. `seconds` are its own; `memory` is in MB, or None where it was killed.

    `touched` are the files outside the data folder that are not as they were; `left` those in the data folder.
    """

    words: tuple[str, ...]
    code: int
    out: str
    err: str
    seconds: float
    memory: float | None
    touched: tuple[str, ...]
    left: tuple[str, ...]


def run(
    *words: str,
    here: Path,
    given: bytes | IO[bytes] = b"",
    env: Mapping[str, str] | None = None,
    limits: Mapping[int, int] | None = None,
    pure: bool = False,
    seed: int = 0,
) -> Ran:
    """Run `hipback` with these words in the folder `here`.

    `given` is standard input, as bytes or as an open file; `limits` are those of `resource`, by their numbers; `pure`
    hides the YAML parser in C.
    """
    data = Path(os.environ["HIPBACK_HOME"])
    places, env = (data.parent, here), surroundings(PYTHONHASHSEED=str(seed), **(env or {}))
    with _file(given) as stdin, _file(b"") as stdout, _file(b"") as stderr, tempfile.NamedTemporaryFile() as memory:
        wishes = json.dumps({"limits": limits or {}, "pure": pure, "memory": memory.name})
        before = _listing(places, data)
        process = subprocess.Popen(
            [sys.executable, "-P", GUARDED, wishes, *words],
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            cwd=here,
            env=env,
        )
        seconds = _waited(process)
        after = _listing(places, data)
        return Ran(
            words=words,
            code=process.returncode,
            out=_read(stdout),
            err=_read(stderr),
            seconds=seconds,
            memory=int(used) / 1024 if (used := memory.read()) else None,
            touched=tuple(sorted(path for path, _ in before.items() ^ after.items())),
            left=tuple(sorted(path.name for path in data.rglob("*"))),
        )


def run_alike(*words: str, here: Path, given: bytes = b"", env: Mapping[str, str] | None = None) -> Ran:
    """Run it twice, otherwise each time; both must end alike (U10)."""
    first = run(*words, here=here, given=given, env=env, seed=0)
    second = run(*words, here=here, given=given, env=env, seed=1, pure=True)
    assert (second.code, second.out, second.err) == (first.code, first.out, first.err)
    return first._replace(touched=tuple(sorted({*first.touched, *second.touched})))


def check(
    ran: Ran,
    code: int,
    *,
    shows: Iterable[str] = (),
    writes: Iterable[Path] = (),
    seconds: float = 2,
    megabytes: float = 256,
) -> None:
    """Hold a run against all promises. `shows` are texts that must be seen, `writes` files that it may write.

    A result shown with exit code 0 names the notice and its warnings in `shows`.
    """
    told = f"{ran.words}: {ran.code}\n{ran.out[-2000:]}\n{ran.err[-2000:]}"
    assert code in DOCUMENTED
    assert ran.code == code, told
    assert ran.seconds <= seconds, f"{ran.seconds} s. {told}"
    assert ran.memory is not None, told
    assert ran.memory <= megabytes, f"{ran.memory} MB. {told}"
    check_words(ran.out + ran.err)
    if code:
        assert len(ran.err.splitlines()) <= 60, told
        assert ran.err.strip() or ran.out.strip(), "it failed without a word"
    for home in {os.environ["HOME"], CANARY}.difference(ran.words):
        assert home not in ran.err, told
    assert set(ran.touched) <= {str(path) for path in writes}, told
    assert not [name for name in ran.left if name.startswith(".half-")], ran.left
    seen = letters(ran.out)
    for text in shows:
        assert letters(text) in seen, f"not seen: {text}\n{told}"


def check_words(words: str) -> None:
    """Nothing that garbles a terminal, and nothing of the insides of the program (U2, U3)."""
    assert not (found := UNSEEN.search(words)), (
        f"U+{ord(found[0]):04X} in {words[max(0, found.start() - 80) :][:160]!r}"
    )
    assert not (found := INSIDES.search(words)), words[max(0, found.start() - 80) :][:160]


def letters(words: str) -> str:
    """The letters and digits alone, so that line breaks, boxes and indents do not matter (U6)."""
    return "".join(filter(str.isalnum, words))


def surroundings(**more: str) -> dict[str, str]:
    """The environment of a run: UTF-8, an ordinary terminal type, folders of its own, and what is asked for."""
    kept = {name: value for name, value in os.environ.items() if not QUIET.fullmatch(name)}
    temporary = Path(os.environ["HIPBACK_HOME"]).parent / "temporary"
    temporary.mkdir(exist_ok=True)
    return {**kept, "LC_ALL": "C.UTF-8", "TERM": "xterm", "TMPDIR": str(temporary), **more}


def _file(given: bytes | IO[bytes]) -> IO[bytes]:
    """An open file that holds these bytes; an open file stays as it is."""
    if not isinstance(given, bytes):
        return given
    file = tempfile.TemporaryFile()  # noqa: SIM115  # the caller closes it
    file.write(given)
    file.seek(0)
    return file


def _read(file: IO[bytes]) -> str:
    """What was written, which must be UTF-8."""
    file.seek(0)
    return file.read().decode()


def _waited(process: subprocess.Popen[bytes]) -> float:
    """Wait for its end, and give the seconds of the processor that it took. Whoever hangs is killed."""
    timer = threading.Timer(KILLED_AFTER, process.kill)
    timer.start()
    _, status, usage = os.wait4(process.pid, 0)
    timer.cancel()
    process.returncode = os.waitstatus_to_exitcode(status)
    return usage.ru_utime + usage.ru_stime


def _listing(places: Iterable[Path], data: Path) -> dict[str, str]:
    """By path what is in these folders, but not in the data folder: the mode and the digest of each file."""
    found = {path for place in places for path in place.rglob("*") if not path.is_relative_to(data)}
    return {str(path): f"{path.lstat().st_mode:o} {_digest(path)}" for path in found}


def _digest(path: Path) -> str:
    if path.is_symlink():
        return os.readlink(path)
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""

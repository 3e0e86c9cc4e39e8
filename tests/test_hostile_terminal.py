"""What terminals, signals and closed windows may do to a screening: the cases T01 to T40, on real terminals.

Whatever is done to the window, no answer that was acknowledged is lost, and a warning is seen: at once, or first of all
at the next start.
"""

import json
import os
import re
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from random import Random
from typing import NamedTuple

import pexpect
import pyte
import pytest
from wcwidth import wcswidth

from hipback.answers import read_answers
from hipback.bank import default_bank_path, read_bank
from hipback.cli.streams import has_colour, is_plain
from hipback.interview import Interview, admit_all
from hipback.layout import wrap
from hipback.render.as_json import as_json
from hipback.result import make_report
from hipback.safety import NOTICE
from hipback.store import Store
from hostile.terminals import STREAMS, TERMINALS, WIDTHS, Cell, cells, sample
from kept import FULL
from oracle import INSIDES, check, check_words, letters, run, surroundings
from test_pty import SMALL, SMALL_REPLIES, replies
from test_storage_faults import _is_traced, needs_strace
from test_terminal import Talk
from window import CHOICE, PROGRAM, QUESTION, Window, close_all

HERE = Path(__file__).parent
SHIPPED = read_bank(default_bank_path())
REPLIES = [*SMALL_REPLIES, "no"]
"""What someone types who answers all, and keeps no copy."""

pytestmark = pytest.mark.no_cover


@pytest.fixture(autouse=True)
def _closed_windows() -> Iterator[None]:
    yield
    close_all()


@pytest.fixture
def data(private_folders: Path) -> Path:
    """The folder in which the program keeps its files."""
    return private_folders / "data"


def answers(data: Path, bank: str = "small") -> dict:
    """The answers that are on the disk."""
    saved = Store(str(data)).load(bank)
    return dict(saved.steps) if saved else {}


def record(path: Path) -> dict:
    """A record without its times."""
    return {key: value for key, value in json.loads(path.read_bytes()).items() if key not in ("started", "finished")}


# What is seen, wherever it is shown


ANSWERS = (HERE.parent / "examples" / "answers.yaml").read_bytes()
EXAMPLE = admit_all(SHIPPED, read_answers(ANSWERS, "answers.yaml").answers)
NOW = Interview.start(SHIPPED, {"nerve_now": tuple(SHIPPED.questions["nerve_now"].options)[:-1]})
SOON = Interview.start(
    SHIPPED, EXAMPLE | {id: tuple(SHIPPED.questions[id].options)[:-1] for id in ("body_soon", "bones_soon")}
)


def texts(interview: Interview) -> list[str]:
    """What must be seen of a result: every warning, and the notice."""
    found = make_report(interview, ended=True)
    return [*(flag.text for flag in found.flags), found.notice]


def in_cell(cell: Cell, folder: Path) -> tuple[int, str]:
    """The exit code of a screening with all answers given, and all that a person can see of it."""
    interview = SOON if cell.soon else NOW
    (folder / "answers.json").write_text(as_json(make_report(interview, ended=True)))
    line = f"--no-save --answers {folder / 'answers.json'}"
    more = {"TERM": "xterm", **TERMINALS[cell.terminal]}
    encoding = more.get("PYTHONIOENCODING", "utf-8")
    if cell.stream == "pipe":
        ran = subprocess.run(
            f"{PROGRAM} screen {line} | cat",
            shell=True,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            env={**surroundings(COLUMNS=str(cell.width)), **more},
        )
        assert not ran.stderr
        return ran.returncode, ran.stdout.decode(encoding)
    to = {"terminal": "", "file": f"> {folder / 'out'}", "full": "> /dev/full"}[cell.stream]
    window = Window(f"{line} {to}", columns=cell.width, **{"term": more.pop("TERM"), **more})
    code = window.end()
    assert not window.is_odd
    if cell.stream == "file":
        return code, (folder / "out").read_bytes().decode(encoding)
    return code, on_screen(window.raw, cell.width)


def on_screen(raw: str, columns: int) -> str:
    """What stands on a terminal of this width, if it is high enough to hold all."""
    width = columns or 80
    screen = pyte.Screen(width, raw.count("\n") + len(raw) // width + 10)
    pyte.Stream(screen).feed(raw)
    return "\n".join(screen.display)


@pytest.mark.hazard("HZ-04")
def test_t15_t16_t19_t20_t21_t22_t23_in_every_cell_the_notice_and_every_flag_is_seen(tries, figure, tmp_path):
    """With each change some cells, with every value of each axis; with `--long` all of them."""
    tried = tries(list(sample(1)), cells())
    unseen = {}
    for cell in tried:
        code, shown = in_cell(cell, tmp_path)
        seen = letters(re.sub(r"\x1b\[[\d;]*m", "", shown))
        missing = [text for text in texts(SOON if cell.soon else NOW) if letters(text) not in seen]
        if missing or code != (cell.stream == "full"):
            unseen[str(cell)] = (code, missing)
    figure("terminal", "cells of terminals, widths and streams", len(tried), unseen=len(unseen))
    assert unseen == {}


@pytest.mark.hazard("HZ-04")
@pytest.mark.parametrize("columns", ["0", "1", "-5", "100000000"])
def test_t21_a_width_that_makes_no_sense_hides_nothing_in_colour(columns, tmp_path):
    """The library that colours the result writes nothing at all where there are no columns."""
    (tmp_path / "answers").write_text(as_json(make_report(NOW, ended=True)))
    done = subprocess.run(
        [sys.executable, "-m", "hipback", "report", tmp_path / "answers"],
        capture_output=True,
        encoding="utf-8",
        env=surroundings(COLUMNS=columns, FORCE_COLOR="1"),
    )
    seen = letters(re.sub(r"\x1b\[[\d;]*m", "", done.stdout))
    assert (done.returncode, [text for text in texts(NOW) if letters(text) not in seen]) == (0, [])
    assert "\x1b[1m" in done.stdout


def test_the_cells_are_all_there_and_a_sample_has_every_value():
    assert len(cells()) == 2 * 12 * 6 * 4
    assert len(texts(NOW)) == 7
    assert len(texts(SOON)) == 18
    for axis, values in enumerate((TERMINALS, WIDTHS, STREAMS, (False, True))):
        assert {cell[axis] for cell in sample(7)} == set(values)


# Signals, at moments that nobody chose


WAIT = "code=$?; while [ $code = 148 ]; do echo WOKEN; fg; code=$?; done; exit $code"
JOB = f"set -m; {{}}; {WAIT}"
"""As in a shell with jobs: whenever the program is stopped, as by Ctrl-Z, the shell goes on, and then wakes it."""

SIGNALS = ("INT", "TERM", "HUP", "INT INT", "TSTP")
LAST = len(REPLIES)


class Harm(NamedTuple):
    """What a signal did that none may do; `ending` is an exit code that is not right after it, or 0."""

    lost: bool
    odd: bool
    traceback: bool
    ending: int


def signalled(seed: int, folder: Path) -> Harm | None:
    """A screening that meets a signal: before the first question, or a few milliseconds after one of the replies.

    None if it was over before the signal came.
    """
    chance, out = Random(seed), folder / "out.json"
    which, at = SIGNALS[seed % len(SIGNALS)], chance.randrange(0, LAST + 1)
    words = f"--plain --bank {SMALL} --json {out}"
    window = Window(words, shell=JOB if which == "TSTP" else "exec {}", HIPBACK_HOME=str(folder))
    window.child.expect_exact("A small bank")
    for number, reply in enumerate(["", *REPLIES]):
        if number:
            to_question(window, number)
            window.child.sendline(reply)
        if number == at:
            time.sleep(chance.uniform(0, 0.03))
            send(window, which)
            if which != "TSTP":
                break
    code = window.end()
    if not ("WOKEN" in window.seen if which == "TSTP" else code):
        return None
    acknowledged = window.seen.count(QUESTION) - 1
    kept, whole = answers(folder), out.exists() and record(out) == COMPLETE
    lost = not whole and (len(kept) < acknowledged or kept != dict(list(FULL.items())[: len(kept)]))
    right = {"INT": (130, -2), "TERM": (-15,), "HUP": (-1,), "TSTP": (0,)}[which.split()[0]]
    return Harm(lost, window.is_odd, bool(INSIDES.search(window.flat)), 0 if code in right else code)


def to_question(window: Window, number: int) -> None:
    """Wait until this question, or the choice behind the last one, is there to be answered."""
    window.child.expect_exact(f"Question {number}," if number < LAST else "Keep a copy")
    window.child.expect_exact(QUESTION if number < LAST else CHOICE)


def send(window: Window, which: str) -> None:
    """One signal to what stands in front, or two; nothing where all is over."""
    with suppress(OSError):
        for number, name in enumerate(which.split()):
            time.sleep(0.005 * number)
            group = os.tcgetpgrp(window.child.child_fd)
            if group > 1:  # 0 where all is over, which would mean this very process
                os.killpg(group, signal.Signals[f"SIG{name}"])


COMPLETE = {
    key: value
    for key, value in json.loads(as_json(make_report(Interview.start(read_bank(SMALL), FULL), "", ""))).items()
    if key not in ("started", "finished")
}


def test_t04_t06_t07_t08_t33_signals_at_any_moment_lose_nothing(tries, figure, tmp_path):
    tried, harm = 0, {}
    for seed in count():
        if tried == tries(10, 1000):
            break
        found = signalled(seed, tmp_path / str(seed))
        tried += found is not None
        if found and any(found):
            harm[seed] = found
    figure(
        "terminal",
        "signals at random moments",
        tried,
        lost=sum(found.lost for found in harm.values()),
        odd=sum(found.odd for found in harm.values()),
        tracebacks=sum(found.traceback for found in harm.values()),
    )
    assert harm == {}


@pytest.mark.parametrize("module", ["hipback.cli", "yaml", "hipback.cli.session"])
def test_t04_ctrl_c_while_the_program_starts_is_quiet(module):
    code = (
        "import os, signal, sys\n"
        "class Finder:\n"
        "    def find_spec(name, *_):\n"
        f"        if name == {module!r}: os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Finder)\n"
        "from hipback.__main__ import main\n"
        "main()"
    )
    window = Window("", shell=f"exec {sys.executable} -c {shlex.quote(code)} screen; : {{}}")
    assert window.end() in (130, -signal.SIGINT)
    assert window.seen.strip() == ""


# Stopped and gone on with


STOPS = ("quit", "^D", "^C", "kill", "hangup")


def stop(window: Window, how: str) -> None:
    """Leave a screening at the question that waits."""
    if how == "quit":
        window.answer("quit")
    elif how == "^D":
        window.child.sendeof()
    elif how == "^C":
        window.child.sendintr()
    else:
        window.child.kill(signal.SIGKILL if how == "kill" else signal.SIGHUP)
    window.end()


def stopped_and_resumed(bank: Path, typed: list[str], after: int, how: str, out: Path) -> dict:
    """The record of somebody who stops after some answers, and goes on later."""
    window = Window(f"--plain --fresh --bank {bank}")
    window.answer(*typed[:after])
    window.wait(QUESTION, CHOICE)
    stop(window, how)
    window = Window(f"--plain --resume --bank {bank} --json {out}")
    rest = typed[after:] if after < len(typed) or how != "quit" else []
    window.answer(*rest, "no")
    assert window.end() == 0
    return record(out)


def test_t02_t03_whoever_stops_at_any_question_and_goes_on_comes_to_the_same(tries, figure, small, tmp_path):
    """By `quit`, the end of input, Ctrl-C, a kill, or a window that goes away."""
    out, different = tmp_path / "out", []
    few = [(SMALL, SMALL_REPLIES, 0, "^D"), (SMALL, SMALL_REPLIES, 5, "quit")]
    all_ = [(SMALL, SMALL_REPLIES, after, how) for after in range(len(SMALL_REPLIES)) for how in STOPS]
    typed = replies(SHIPPED)
    path = default_bank_path()
    all_ += [(path, typed, after, STOPS[after % len(STOPS)]) for after in range(len(typed))]
    tried = tries(few, all_)
    whole = {SMALL: COMPLETE}
    if len(tried) > len(few):
        whole[path] = stopped_and_resumed(path, typed, 0, "quit", out)
    for bank, words, after, how in tried:
        if stopped_and_resumed(bank, words, after, how, out) != whole[bank]:
            different.append((bank.name, after, how))
    figure("terminal", "interviews stopped and gone on with", len(tried), different=len(different))
    assert different == []


# At every call of the system between an answer and what comes of it


class Way(NamedTuple):
    """What is typed before strace takes hold and after it, and the words that must come then or at the next start."""

    before: tuple[str, ...]
    typed: tuple[str, ...]
    told: str


WARNED = {
    "emergency": Way((), ("1", "yes"), "Nerves may need help now."),
    "same day": Way(("none",), ("fever", "yes"), "Have this checked today."),
    "not sure": Way((), ("2?",), "If this might be true, get seen today."),
}


def held(way: Way, home: Path, log: Path, inject: str = "") -> Window:
    """A window whose program is killed, or gets a signal, at one of its calls to the system; it has ended."""
    window = Window(f"--plain --bank {SMALL}", HIPBACK_HOME=str(home))
    window.answer(*way.before)
    window.wait()
    words = ["-e", f"inject={inject}"] if inject else []
    strace = subprocess.Popen(
        ["strace", "-q", "-o", log, "-s", "200", "-p", str(window.child.pid), *words], stderr=subprocess.PIPE
    )
    if not _is_traced(window.child.pid, strace):
        pytest.skip("strace may not look into other processes here: no call can be made to fail")
    with suppress(pexpect.EOF, OSError):
        window.answer(*way.typed)
        window.wait(QUESTION, CHOICE)
        window.child.sendeof()
    window.code = window.end()
    strace.communicate(timeout=30)
    return window


def calls_until(way: Way, folder: Path) -> list[tuple[str, int]]:
    """Every call from the answer to the words that come of it, by its name and number."""
    held(way, folder / "untouched", folder / "log")
    names = []
    for line in (folder / "log").read_text().splitlines():
        names.append(re.match(r"\w*", line)[0])
        if f'"{way.told}' in line or f"    {way.told}" in line:
            break
    else:
        raise AssertionError("the words never came")
    return [(name, names[: at + 1].count(name)) for at, name in enumerate(names) if name]


@needs_strace
@pytest.mark.hazard("HZ-03")
@pytest.mark.parametrize("sign", WARNED)
def test_t38_after_a_kill_between_the_answer_and_its_warning_it_comes_first(sign, tries, figure, tmp_path):
    """First of all, or as soon as the question is answered again, if that was not saved yet: then it is put first."""
    way, unseen, tried, saved_ = WARNED[sign], [], 0, 0
    points = calls_until(way, tmp_path)
    words = [point for point in points if point[0] == "write"][-1:]  # when all is done but this
    for name, at in tries(words, points):
        home = tmp_path / f"{name} {at}"
        killed = held(way, home, tmp_path / "log", f"{name}:signal=KILL:when={at}")
        if killed.code != -signal.SIGKILL:
            continue  # the call before which it was to be killed did not come
        tried += 1
        steps = answers(home)
        again = Window(f"--plain --resume --bank {SMALL}", HIPBACK_HOME=str(home))
        with suppress(pexpect.EOF):
            again.wait(QUESTION, CHOICE)
        first = letters(way.told) in letters(again.seen)
        saved_ += len(steps) > len(way.before)
        if not first and (len(steps) > len(way.before) or CHOICE in killed.seen):
            unseen.append((name, at))
        if not first and f"Question {len(way.before) + 1}," not in again.flat:
            unseen.append((name, at, "not asked again"))
        close_all()
    figure("terminal", f"kills between an answer and its warning/{sign}", tried, unseen=len(unseen), saved=saved_)
    assert unseen == []
    assert tried


@needs_strace
@pytest.mark.hazard("HZ-03")
@pytest.mark.parametrize("sign", WARNED)
def test_t05_ctrl_c_between_an_answer_and_its_warning_does_not_hide_it(sign, tries, figure, tmp_path):
    """Once the answer was taken: before that the question is open, and is put again at the next start."""
    way, unseen, tried = WARNED[sign], [], 0
    points = calls_until(way, tmp_path)
    rest = [point for point in points if point[0] == "ioctl"][-1:]
    for name, at in tries(rest, points):
        home = tmp_path / f"{name} {at}"
        window = held(way, home, tmp_path / "log", f"{name}:signal=INT:when={at}")
        if window.code == 0:
            continue  # it did not come so far
        tried += 1
        told = letters(way.told) in letters(window.seen)
        if not told and (len(answers(home)) > len(way.before) or CHOICE in window.seen):
            unseen.append((name, at))
        if window.code != 130 or window.is_odd or INSIDES.search(window.flat):
            unseen.append((name, at, window.code))
    figure(
        "terminal", f"signals between an answer and its warning/{sign}", tried, lost=len(unseen), odd=0, tracebacks=0
    )
    assert unseen == []
    assert tried


SAVE = Way(("none", "none", "no", "50"), ("often",), "Question 6,")


@needs_strace
@pytest.mark.parametrize("name", ["INT", "TERM"])
def test_t05_t07_a_signal_at_any_call_of_a_save_loses_nothing_and_tells_the_truth(name, tries, figure, small, tmp_path):
    points, harm, tried = calls_until(SAVE, tmp_path), [], 0
    sync = [point for point in points if point[0] == "fsync"][:1]
    for call, at in tries(sync, points):
        home = tmp_path / f"{call} {at}"
        window = held(SAVE, home, tmp_path / "log", f"{call}:signal={name}:when={at}")
        if window.code == 0:
            continue  # it did not come so far
        tried += 1
        saved_ = len(answers(home))
        right = window.code in (130, -signal.SIGINT) if name == "INT" else window.code == -signal.SIGTERM
        listed = 5 if "Pain in the groin: Often" in window.flat else 4  # it tells which answers it means
        truth = "Your answers are saved." not in window.flat or saved_ >= listed
        noticed = name != "INT" or small.notice in window.flat
        if saved_ < 4 or window.is_odd or INSIDES.search(window.flat) or not (right and truth and noticed):
            harm.append((call, at, window.code, saved_, window.flat[-300:]))
    figure("terminal", f"signals at the calls of a save/{name}", tried, lost=len(harm), odd=0, tracebacks=0)
    assert harm == []
    assert tried


@pytest.mark.hazard("HZ-22")
def test_a27_what_is_pasted_answers_only_the_question_that_was_read(data):
    """The rest of a paste would answer lists that nobody has seen yet, and take back what it had said."""
    window = Window(f"--plain --bank {SMALL}")
    window.answer("1\n2\nnone\nnone\nno\n50")
    window.wait(CHOICE)
    assert answers(data) == {"now": ("saddle",)}
    window.answer("no\nnone\nnone\nno\nquit")
    window.wait()
    assert answers(data) == {}
    window.answer("zzz\n" * 40)
    window.wait()
    window.answer("none", "none", "no", "50")
    window.wait()
    assert list(answers(data)) == ["now", "today", "soon", "age"]


def test_a27_a_file_of_answers_is_read_to_its_end(tmp_path):
    """What is no terminal is never emptied."""
    (tmp_path / "answers").write_text(json.dumps(FULL))
    done = subprocess.run(
        f"cat {tmp_path / 'answers'} | {PROGRAM} screen --no-save --bank {SMALL} --answers - --json -",
        shell=True,
        capture_output=True,
        env=surroundings(),
    )
    assert (done.returncode, json.loads(done.stdout)["status"]) == (0, "completed")


# A window that goes away, or a shell that does other things


def ended(window: Window) -> None:
    """Wait for the end of a program whose terminal is gone; one that does not end is killed, and told."""
    for _ in range(600):
        if not window.child.ptyproc.isalive():
            return
        time.sleep(0.05)
    window.child.kill(signal.SIGKILL)
    raise AssertionError("it did not end")


@pytest.mark.parametrize("shell", ["exec {}", "trap '' HUP; exec {}"], ids=["t08", "t09"])
def test_t08_t09_when_the_window_is_closed_the_program_ends_and_keeps_the_answers(shell, data):
    window = Window(f"--plain --bank {SMALL}", shell=shell)
    window.answer("none", "none", "no")
    window.wait()
    window.child.ptyproc.fileobj.close()
    ended(window)
    assert list(answers(data)) == ["now", "today", "soon"]


def test_t10_a_program_that_is_made_to_stop_leaves_no_picture_of_its_memory(data, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    window = Window(f"--plain --bank {SMALL}", shell="ulimit -c unlimited; exec {}")
    window.answer("none")
    window.wait()
    limits = Path(f"/proc/{window.child.pid}/limits")
    assert not limits.exists() or re.search(r"Max core file size +1 +1 ", limits.read_text())
    window.child.sendcontrol("\\")
    assert window.end() == -signal.SIGQUIT
    assert list(tmp_path.iterdir()) == []
    assert list(answers(data)) == ["now"]


def test_t11_after_ctrl_z_and_fg_the_prompt_comes_again(data):
    window = Window(f"--plain --bank {SMALL}", shell=JOB)
    window.wait()
    window.child.send("non")
    window.child.sendcontrol("z")
    window.child.expect_exact("WOKEN")
    window.wait()
    window.answer("none")
    window.wait()
    assert "Question 2," in window.seen
    window.answer("quit")
    assert window.end() == 0
    assert answers(data) == {"now": ("none",)}


def test_t12_in_the_background_it_waits_until_it_is_fetched(data):
    stopped = "while ! grep -q 'State:.T' /proc/$!/status; do sleep 0.05; done; echo STOPPED"
    window = Window(f"--plain --bank {SMALL}", shell=f"set -m; {{}} & {stopped}; fg; {WAIT}")
    window.child.expect_exact("STOPPED")
    assert answers(data) == {}
    window.answer("none", "quit")
    assert window.end() == 0
    assert answers(data) == {"now": ("none",)}


def test_t13_the_text_fits_itself_to_a_window_that_changes(small):
    window = Window(f"--plain --no-save --bank {SMALL}", columns=80)
    window.wait()
    for columns, reply in ((10, "why"), (200, "help"), (40, "pee"), (10, "yes")):
        window.child.setwinsize(50, columns)
        before = len(window.seen)
        window.answer(reply)
        if reply == "yes":
            assert window.end() == 0
        else:
            window.wait(QUESTION, CHOICE)
        assert max(map(len, window.seen[before:].splitlines())) <= max(20, min(columns, 100))
    assert letters(small.flags["pee"].text) in letters(window.seen)
    assert letters(small.notice) in letters(window.seen)


def test_t18_without_any_stream_a_file_is_still_written_whole(tmp_path):
    """A file that is opened first takes the number of a stream that is closed: nothing else may be written into it."""
    (tmp_path / "answers").write_text(json.dumps(FULL))
    line = f"{PROGRAM} screen --no-save --bank {SMALL} --answers answers --json out <&- >&- 2>&-; echo $?"
    done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, env=surroundings(), encoding="utf-8")
    assert done.stdout == "1\n"
    assert not (tmp_path / "out").exists() or record(tmp_path / "out") == COMPLETE
    assert {path.name for path in tmp_path.iterdir()} <= {"answers", "out"}
    line = line.replace("screen --no-save", "report").replace("--answers answers --json out", "answers -o out.json")
    done = subprocess.run(line, shell=True, cwd=tmp_path, capture_output=True, env=surroundings(), encoding="utf-8")
    assert record(tmp_path / "out.json") == COMPLETE


# What a terminal is told, and what it takes


@pytest.mark.parametrize(
    ("told", "plain", "colour"),
    [
        ({}, False, False),
        ({"NO_COLOR": ""}, False, False),
        ({"NO_COLOR": "1"}, True, False),
        ({"FORCE_COLOR": ""}, False, False),
        ({"FORCE_COLOR": "1"}, False, True),
        ({"FORCE_COLOR": "0"}, False, True),
        ({"NO_COLOR": "1", "FORCE_COLOR": "1"}, True, False),
        ({"TERM": "dumb", "FORCE_COLOR": "1"}, True, False),
    ],
)
def test_t22_what_is_told_of_colour_is_kept_to(told, plain, colour, monkeypatch):
    """What standard output is here is a file."""
    for name in ("NO_COLOR", "FORCE_COLOR", "ACCESSIBLE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in {"TERM": "xterm", **told}.items():
        monkeypatch.setenv(name, value)
    with open(os.devnull, "w", encoding="utf-8") as stream, monkeypatch.context() as patch:
        patch.setattr(sys, "stdout", stream)
        assert (is_plain(False), has_colour(stream, False)) == (plain, colour)


def test_t23_a_result_in_utf_16_is_whole(tmp_path):
    (tmp_path / "answers").write_text(json.dumps(FULL))
    done = subprocess.run(
        [sys.executable, "-m", "hipback", "report", "--bank", SMALL, tmp_path / "answers"],
        capture_output=True,
        env=surroundings(PYTHONIOENCODING="utf-16"),
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert letters(done.stdout.decode("utf-16")).endswith(letters(read_bank(SMALL).notice))


def test_t25_t35_a_megabyte_that_is_pasted_is_one_reply_or_none(data):
    """The terminal itself cuts a line at 4,095 letters; the rest is let go."""
    window = Window(f"--plain --bank {SMALL}")
    window.wait()
    pasted = "none and more of it " * 50_000
    for start in range(0, len(pasted), 4000):
        window.child.send(pasted[start : start + 4000])
        window.child.expect([r"[^\x00]+", pexpect.TIMEOUT], timeout=0)  # what it echoes must be read
    window.answer("")
    window.wait()
    assert answers(data) == {}
    status = Path(f"/proc/{window.child.pid}/status")
    assert not status.exists() or int(re.search(r"VmHWM:\s+(\d+)", status.read_text())[1]) < 100_000
    window.answer("none")
    window.wait()
    window.answer("quit")
    assert window.end() == 0
    assert not window.is_odd
    assert answers(data) == {"now": ("none",)}


@pytest.mark.parametrize("keys", ["\x1b[A\x1b[D", "\x1b[31mx", "\x1b]0;x\x07", "\x1b[200~none\x1b[201~", "\x16\x03no"])
def test_t26_keys_that_are_no_letters_are_no_answer_and_are_never_echoed_as_they_are(keys, small):
    told = Talk([keys.replace("\x16", "")]).hold(Interview.start(small))
    assert told.last.answers == {}
    check_words(told.text)


def test_t26_t34_keys_edit_the_line_as_everywhere(data):
    window = Window(f"--plain --bank {SMALL}", shell="stty erase ^? kill ^U werase ^W lnext ^V; exec {}")
    for keys in ("fever\x15none", "no\x04ne\x7f\x7fne", "yes \x17no", "\x1b[200~5\x1b[201~", "\x16\x03", "5\x7f50"):
        window.answer(keys)
    window.wait()
    window.answer("quit")
    assert window.end() == 0
    assert answers(data) == {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
    assert "\x1b" not in window.raw


RIGHT_TO_LEFT = {
    "Often (most days)": "\u05dc\u05e2\u05ea\u05d9\u05dd [1] 3 \u05e7\u05e8\u05d5\u05d1\u05d5\u05ea",
    "Sometimes (some days)": "\u0623\u062d\u064a\u0627\u0646\u0627 (5) x",
}


def test_t27_words_from_right_to_left_stand_in_their_order_each_behind_its_number(tmp_path):
    source = SMALL.read_text()
    for words, other in RIGHT_TO_LEFT.items():
        source = source.replace(words, f'"{other}"')
    (tmp_path / "bank.yaml").write_text(source)
    ran = run("bank", "show", "groin", "--bank", "bank.yaml", here=tmp_path)
    check(ran, 0)
    shown = [line.rstrip() for line in on_screen(ran.out.replace("\n", "\r\n"), 80).splitlines()]
    assert [f"{number:3} {words}" in shown for number, words in enumerate(RIGHT_TO_LEFT.values(), 1)] == [True, True]


WIDE = "\u4f60\u597d" * 40 + "\U0001f468\u200d\U0001f469\u200d\U0001f467 \U0001f1e9\U0001f1ea e\u0301 \uff37"


@pytest.mark.parametrize("width", [20, 21, 40, 80])
@pytest.mark.parametrize("first", ["", "  1 ", "Pain: "])
def test_t28_letters_that_are_two_columns_wide_are_counted_so(width, first):
    for words in (WIDE, f"x {WIDE}", " ".join(WIDE), f"{WIDE}\nand more"):
        lines = wrap(words, width, first)
        assert max(map(wcswidth, lines)) <= width
        assert "".join("".join(lines).split()) == "".join(f"{first}{words}".split())


def test_t28_in_a_summary_too(tmp_path):
    source = (
        SMALL.read_text().replace("Often (most days)", WIDE[:80]).replace("Tests never replace a visit.", WIDE[:80])
    )
    (tmp_path / "bank.yaml").write_text(source)
    (tmp_path / "answers").write_text(json.dumps(FULL))
    ran = run("report", "answers", "--bank", "bank.yaml", here=tmp_path, env={"COLUMNS": "40"})
    check(ran, 0, shows=[WIDE[:80]])
    assert max(map(wcswidth, ran.out.splitlines())) <= 40


def test_t29_t30_t32_t40_no_pager_stands_before_a_warning_and_no_colour_is_needed_to_read_it(tmp_path):
    """No other program is started; and of all codes for a terminal only bold, cyan and yellow are used."""
    (tmp_path / "answers").write_text(json.dumps({**FULL, "soon": "yes"}))
    window = Window(
        f"--bank {SMALL} {tmp_path / 'answers'}",
        command="report",
        PAGER=f"touch {tmp_path / 'pager'}; cat",
        LESSOPEN=f"|touch {tmp_path / 'opened'} %s",
    )
    assert window.end() == 0
    assert [path.name for path in tmp_path.iterdir()] == ["answers"]
    assert set(re.findall(r"\x1b.[\d;]*.", window.raw)) == {
        *("\x1b[0m", "\x1b[1m", "\x1b[1;36m", "\x1b[36m"),
    }
    assert "\x1b[1mSEE A DOCTOR WITHIN TWO WEEKS\x1b[0m" in window.raw
    assert not set(window.raw.replace("\r\n", "\n")) & set("\r\b\a\t\v\f\x7f")


def test_t31_a_terminal_that_is_held_is_waited_for(tries, data):
    window = Window(f"--plain --bank {SMALL}")
    window.wait()
    window.child.sendcontrol("s")
    window.answer("none")
    assert window.child.expect([pexpect.TIMEOUT, QUESTION], timeout=tries(1, 60)) == 0
    window.child.sendcontrol("q")
    window.wait()
    assert "Question 2," in window.seen
    window.answer("quit")
    assert window.end() == 0
    assert answers(data) == {"now": ("none",)}


BROKEN = "import hipback.cli.session as session; session.ask = 1; from hipback.cli import main; main()"


def test_t33_a_bug_leaves_the_terminal_as_it_was():
    window = Window("", shell=f"exec {sys.executable} -c '{BROKEN}' screen --no-save; echo {{}}")
    assert window.end() == 3
    assert not window.is_odd
    assert "Traceback" not in window.seen
    assert NOTICE in window.flat


def test_t39_thousands_of_prompts_take_no_more_memory(tries, small):
    """A number that is refused, a question that is helped with, a step back and forth."""
    window = Window(f"--plain --no-save --bank {SMALL}")
    sizes = []
    for number in range(tries(120, 10_000)):
        window.answer(("help", "zzz", "none", "back", "why")[number % 5])
        if number % 40 == 39:
            window.wait(QUESTION)
            status = Path(f"/proc/{window.child.pid}/status")
            if not status.exists():
                pytest.skip("here nothing tells how much memory a program takes")
            sizes.append(int(re.search(r"VmRSS:\s+(\d+)", status.read_text())[1]))
    assert sizes[-1] - sizes[0] < 1000, sizes
    window.answer("quit")
    assert window.end() == 0


# All cases


ELSEWHERE = {
    "T01": "test_pty.py::test_the_record_goes_to_a_file_while_the_questions_show_on_the_terminal",
    "T14": "test_cli.py::test_a_reader_who_stops_reading_is_no_fault",
    "T17": "test_cli.py::test_a_standard_error_that_fails_does_not_take_the_result_away",
    "T36": "test_hostile_answers.py::test_a20_without_a_terminal_it_says_how_to_give_answers",
}
ALSO = {
    "T04": "test_pty.py::test_ctrl_c_is_130_and_tells_how_to_resume_and_the_notice",
    "T08": "test_pty.py::test_a_terminal_that_goes_away_loses_no_answer",
    "T15": "test_cli.py::test_a_report_that_cannot_be_shown_is_exit_1",
    "T16": "test_cli.py::test_a_warning_that_cannot_be_shown_goes_to_standard_error",
    "T21": "test_cli.py::test_columns_that_make_no_sense_still_give_a_summary",
}


def test_every_case_is_tried_or_told_not_to_apply():
    tests = re.findall(r"^def test_(\w+)", Path(__file__).read_text(), re.M)
    tried = {id.upper() for name in tests for id in re.findall(r"(?<![a-z])t\d\d", name)}
    left_out = set(re.findall(r"^- (T\d\d):", (HERE / "hostile" / "not_applicable_T.md").read_text(), re.M))
    assert tried | left_out | ELSEWHERE.keys() == {f"T{number:02}" for number in range(1, 41)}
    assert not tried & left_out
    assert not ELSEWHERE.keys() & (tried | left_out)
    for place in (*ELSEWHERE.values(), *ALSO.values()):
        file, _, name = place.partition("::")
        assert f"def {name}(" in (HERE / file).read_text()

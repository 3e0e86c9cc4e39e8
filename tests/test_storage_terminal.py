"""Screenings on a terminal whose disk is full, cannot be written, is slow, or goes away: the rest of S01 to S38.

Some such disks only root can make, others need strace to look into the program: those tests say why they are left out.
"""

import os
import re
import shlex
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hipback.interview import Interview
from hipback.model import Bank
from hipback.store import Store

pexpect = pytest.importorskip("pexpect")

HERE = Path(__file__).parent
SMALL = HERE / "banks" / "small.yaml"
CASES = {f"S{number:02}" for number in range(1, 39)}
PROMPT = "Your answer: "
NOT_SAVED = "This answer is not saved."
NOT_KEPT = "You can go on, but your answers will not be kept."
ALL_SAVED = "Your answers are saved. To go on later, run: hipback screen --resume"
NOT_ALL_SAVED = "Not all of your answers are saved."
REPLIES = ["none", "none", "no", "50", "often", "some", "my hip", "1", "3"]
OPEN: list["Window"] = []

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can make such a disk")
needs_strace = pytest.mark.skipif(
    not shutil.which("strace"), reason="strace is not installed: no call can be made to fail"
)


class Window:
    """A terminal in which a screening with the small bank runs."""

    def __init__(self, words: str = "", before: str = "exec") -> None:
        kept = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "NO_COLOR", "FORCE_COLOR")}
        program = f"{shlex.quote(sys.executable)} -m hipback screen --plain --bank {shlex.quote(str(SMALL))} {words}"
        self.child = pexpect.spawn(
            "bash",
            ["-c", f"{before} {program}"],
            env={**kept, "TERM": "xterm", "LC_ALL": "C.UTF-8"},
            dimensions=(50, 100),
            encoding="utf-8",
            timeout=20,
        )
        self.child.delaybeforesend = None
        self.all = ""
        OPEN.append(self)

    def put(self, prompt: str = PROMPT) -> str:
        """All that is shown until the next question waits."""
        self.child.expect_exact(prompt)
        return self._flat(self.child.before)

    def answer(self, *replies: str) -> str:
        """Answer the question that waits, and those that follow; what is shown after the last reply."""
        for reply in replies:
            self.child.sendline(reply)
            shown = self.put()
        return shown

    def end(self, reply: str = "quit") -> str:
        """Give a last reply; what is shown after it."""
        self.child.sendline(reply)
        return self.ended()

    def ended(self) -> str:
        """What is shown until the end."""
        self.child.expect(pexpect.EOF)
        self.child.close()
        return self._flat(self.child.before)

    def _flat(self, words: str) -> str:
        self.all += words
        return " ".join(words.split())


@pytest.fixture(autouse=True)
def _closed_windows() -> Iterator[None]:
    yield
    while OPEN:
        OPEN.pop().child.close(force=True)


@pytest.fixture
def data(private_folders: Path) -> Path:
    """The folder in which the program keeps its files."""
    return private_folders / "data"


@pytest.fixture
def mounted(data: Path) -> Iterator[Callable[..., None]]:
    """Mounts something on the data folder, and takes it away in the end."""
    times = 0

    def mount(*words: str) -> None:
        nonlocal times
        done = subprocess.run(["mount", *words, data], capture_output=True, text=True)
        if done.returncode:
            pytest.skip(f"no disk can be mounted here: {done.stderr.strip()}")
        times += "remount" not in words[-1]

    yield mount
    for _ in range(times):
        subprocess.run(["umount", "--lazy", data], check=True)


def answers(data: Path) -> dict:
    """The answers that are on the disk."""
    saved = Store(str(data)).load("small")
    return dict(saved.steps) if saved else {}


def leave(data: Path, bank: Bank, **given: object) -> None:
    """An unfinished screening, saved just now."""
    moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())
    Store(str(data)).save(Interview.start(bank, given), moment, moment)


def fill(data: Path) -> Path:
    """Fill a disk to its last byte; the file that does it."""
    path = data / "filling"
    with open(path, "wb", buffering=0) as file:
        for size in (4096, 1):
            try:
                while file.write(bytes(size)):
                    pass
            except OSError:
                pass
    return path


@pytest.mark.hazard("HZ-25", "HZ-45")
@needs_root
def test_s05_on_a_full_disk_no_answer_is_said_to_be_saved_until_there_is_room_again(data, mounted):
    mounted("-t", "tmpfs", "-o", "size=64k,mode=700", "tmpfs")
    window = Window()
    window.put()
    assert NOT_SAVED not in window.answer(*REPLIES[:4])
    filling = fill(data)
    assert "No space left on device. This answer is not saved." in window.answer(REPLIES[4])
    assert list(answers(data)) == ["now", "today", "soon", "age"]
    filling.unlink()
    assert NOT_SAVED not in window.answer(REPLIES[5])
    assert list(answers(data)) == ["now", "today", "soon", "age", "groin", "socks"]
    fill(data)
    assert NOT_SAVED in window.answer(REPLIES[6])
    ended = window.end()
    assert NOT_ALL_SAVED in ended
    assert ALL_SAVED not in ended
    assert len(answers(data)) == 6


@needs_root
def test_s05_a_disk_that_was_full_from_the_start_stops_nobody(data, mounted):
    mounted("-t", "tmpfs", "-o", "size=64k,nr_inodes=2,mode=700", "tmpfs")
    fill(data)
    window = Window()
    assert NOT_KEPT in window.put()
    assert NOT_SAVED not in window.answer(*REPLIES[:4])
    assert "saved" not in window.end().replace("not saved", "")
    assert answers(data) == {}


@pytest.mark.hazard("HZ-03", "HZ-45")
@needs_root
def test_s01_a_disk_that_cannot_be_written_is_told_once_and_what_was_due_is_still_told(data, mounted, small):
    leave(data, small, now=("saddle", "pee?"))
    mounted("--bind", str(data))
    mounted("-o", "bind,ro,remount")
    window = Window()
    first = window.put()
    assert f"Read-only file system. {NOT_KEPT}" in first
    assert "You have an unfinished screening with 1 answer." in first
    assert small.flags["saddle"].text in first
    assert "Read-only" not in window.answer(*REPLIES[:4])
    assert ALL_SAVED not in window.end()
    assert len(answers(data)) == 1


@needs_root
def test_s30_a_folder_that_was_made_unchangeable_is_told_once(data):
    if subprocess.run(["chattr", "+i", data], capture_output=True).returncode:
        pytest.skip("this disk has no folders that cannot be changed")
    try:
        window = Window()
        assert f"Operation not permitted. {NOT_KEPT}" in window.put()
        assert "permitted" not in window.answer(*REPLIES[:3])
        window.end()
    finally:
        subprocess.run(["chattr", "-i", data], check=True)
    assert list(data.iterdir()) == []


@pytest.mark.hazard("HZ-25")
@pytest.mark.parametrize("mask", ["000", "022", "077", "777"])
def test_s21_all_is_private_with_every_umask_and_can_be_read_again(mask, private_folders, monkeypatch):
    new = private_folders / "new" / "parent" / "data"
    monkeypatch.setenv("HIPBACK_HOME", str(new))
    window = Window(before=f"umask {mask}; exec")
    window.put()
    window.answer(*REPLIES[:2])
    assert ALL_SAVED in window.end()
    window = Window("--resume --json out.json", before=f"umask {mask}; cd {private_folders}; exec")
    window.put()
    window.answer(*REPLIES[2:-1])
    window.child.sendline(REPLIES[-1])
    window.put("Your choice: ")
    assert "Kept in" in window.end("yes")
    found = {path: stat.S_IMODE(path.lstat().st_mode) for path in (private_folders / "new").rglob("*")}
    found[private_folders / "new"] = stat.S_IMODE((private_folders / "new").stat().st_mode)
    assert {mode for path, mode in found.items() if path.is_dir()} == {0o700}
    assert {mode for path, mode in found.items() if path.is_file()} == {0o600}
    assert stat.S_IMODE((private_folders / "out.json").stat().st_mode) == 0o600


def test_s29_a_folder_that_goes_away_is_told_and_stops_nobody(data):
    window = Window()
    window.put()
    window.answer(*REPLIES[:2])
    shutil.rmtree(data)
    assert f"No such file or directory. {NOT_SAVED}" in window.answer(REPLIES[2])
    assert NOT_ALL_SAVED in window.end()
    assert window.child.exitstatus == 0


@pytest.mark.hazard("HZ-25")
def test_s34_without_saving_not_even_the_folder_is_made(private_folders, monkeypatch):
    monkeypatch.setenv("HIPBACK_HOME", str(private_folders / "none"))
    window = Window("--no-save")
    window.put()
    window.answer(*REPLIES[:3])
    assert "saved" not in window.end().replace("not saved", "")
    assert not (private_folders / "none").exists()


def test_answers_that_were_given_beforehand_are_saved_before_it_is_said(data):
    window = Window("--set now=none")
    window.put()
    assert ALL_SAVED in window.end()
    assert answers(data) == {"now": ("none",)}


@needs_strace
def test_s13_a_disk_without_locks_is_told_once_and_used(data):
    window = Window(before=_failing("flock", "error=ENOLCK"))
    assert "This disk cannot lock files. So please answer in one window only." in window.put()
    assert "lock" not in window.answer(*REPLIES[:3])
    assert ALL_SAVED in window.end()
    assert len(answers(data)) == 3


@needs_strace
def test_s36_a_slow_disk_is_waited_for_and_can_be_interrupted(data):
    """Each sync takes a second, and a save has two."""
    window = Window(before=_failing("fsync", "delay_enter=1000000"))
    window.put()
    before = time.monotonic()
    window.answer(REPLIES[0])
    assert time.monotonic() - before > 1.5
    assert len(answers(data)) == 1
    window.child.sendline(REPLIES[1])
    time.sleep(0.3)
    window.child.sendintr()
    shown = window.ended()
    assert (ALL_SAVED in shown) != (NOT_ALL_SAVED in shown)
    assert len(answers(data)) == 1 + (ALL_SAVED in shown)
    assert window.child.exitstatus == 130 or window.child.signalstatus == signal.SIGINT


@needs_strace
@pytest.mark.parametrize("call", ["rename", "fsync"])
def test_s07_a_disk_that_fails_at_every_save_is_told_at_each(call, data):
    """The person goes on: what a warning says must not wait for a disk."""
    window = Window(before=_failing(call, "error=EIO"))
    window.put()
    for reply in REPLIES[:2]:
        assert f"Input/output error. {NOT_SAVED}" in window.answer(reply)
    assert NOT_ALL_SAVED in window.end()
    assert answers(data) == {}


def _failing(call: str, how: str) -> str:
    """What to put before a program so that strace lets one of its calls fail."""
    return f"exec strace -f -q -o /dev/null -e trace={call} -e inject={call}:{how}"


# All cases


def test_every_case_is_tried_or_told_not_to_apply():
    told = (HERE / "hostile" / "not_applicable_S.md").read_text()
    tests = "".join((HERE / f"test_storage_{name}.py").read_text() for name in ("faults", "terminal"))
    tried = {
        id.upper()
        for name in re.findall(r"^def test_(\w+)", tests, re.M)
        for id in re.findall(r"(?<![a-z])s\d\d", name)
    }
    left_out = set(re.findall(r"^- (S\d\d):", told, re.M))
    assert tried | left_out == CASES
    assert tried & left_out == set()

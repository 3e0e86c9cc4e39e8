"""What disks, kills, power cuts and other windows may do to a saved screening: the cases S01 to S38.

Whoever was told that an answer is saved finds it again, and nothing half-written is ever taken for whole.
"""

import errno
import fcntl
import mmap
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
import warnings
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from hipback.bank import bank_from
from hipback.cli.folders import data_folder
from hipback.cli.kept import content_of, find, judged, read_kept
from hipback.cli.resume import begin
from hipback.cli.streams import write_file
from hipback.errors import BankError, BusyError, FileError
from hipback.interview import Interview
from hipback.model import Bank
from hipback.store import Store
from hipback.terminal import Screen
from hostile import disks, saves
from hostile.disks import DIES, ERRORS, SHORT, STAYS_FULL, Faulty, Recorder, crashes
from kept import FULL, record_of
from oracle import CANARY, check, run

SAVES = Path(saves.__file__).with_name("saves")
SMALL = Path(__file__).parent / "banks" / "small.yaml"

OLD = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
NEW = {**OLD, "groin": "often", "socks": "some"}
TIME = "2026-11-22T20:06:10+00:00"
DAMAGED = "damaged"


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store whose folder is not there yet."""
    return Store(str(tmp_path / "data"))


def save(store: Store, bank: Bank, answers: dict = NEW) -> None:
    store.save(Interview.start(bank, answers), TIME, TIME)


def saved(store: Store, bank: Bank, answers: dict = OLD) -> Path:
    """Leave an unfinished screening; its path."""
    store.make_folder()
    save(store, bank, answers)
    return Path(store.folder) / "small.unfinished.json"


def found(store: Store) -> object:
    """What the next start finds: answers, nothing, or damage."""
    try:
        unfinished = store.load("small")
    except FileError:
        return DAMAGED
    return dict(unfinished.steps) if unfinished else None


def age(store: Store) -> int:
    """The age that was saved; 0 for nothing at all, -1 for damage."""
    now = found(store)
    return now["age"] if isinstance(now, dict) else 0 if now is None else -1


def names(folder: Path | str) -> list[str]:
    return sorted(os.listdir(folder))


def mode(path: Path | str) -> int:
    return stat.S_IMODE(os.lstat(path).st_mode)


# One call of the program to the system fails: every call, every error


class Job(NamedTuple):
    """Something that a disk may stop: what is there before, what is done, what may be found if it failed, or if not."""

    before: Callable[[Store, Bank], object]
    do: Callable[[Store, Bank], object]
    failed: tuple[object, ...]
    done: tuple[object, ...]
    found: Callable[[Store], object] = found


def _nothing(*_: object) -> None:
    pass


def _damage(store: Store, bank: Bank) -> None:
    saved(store, bank).write_bytes(b"{")


def _saved_alone(store: Store, bank: Bank) -> None:
    """With a lock that nobody holds any more."""
    with store.alone("small"):
        save(store, bank, OLD)


def _save_alone(store: Store, bank: Bank) -> None:
    with store.alone("small"):
        save(store, bank)


def _go_on(store: Store, bank: Bank) -> None:
    with store.alone("small"):
        earlier = store.load("small")
        save(store, bank, {**dict(earlier.steps if earlier else ()), **NEW})


def _set_aside(store: Store, _: Bank) -> None:
    with store.alone("small"):
        store.set_aside("small")


def _aside(store: Store) -> object:
    """What is there, or the damaged file that was kept."""
    kept = Path(store.folder, "small.unfinished.json.damaged")
    return kept.read_bytes() if kept.exists() else found(store)


def _remove(store: Store, _: Bank) -> None:
    with store.alone("small"):
        store.remove("small")


def _forget(store: Store, _: Bank) -> None:
    for stored in store.files():
        if stored.kind == "unfinished":
            store.forget(stored)


def _record(store: Store, _: Bank) -> None:
    Path(store.keep(record_of(FULL))).rename(Path(store.folder, "record-00000000.json"))


def _keep(store: Store, _: Bank) -> None:
    with store.alone("small"):
        store.keep(record_of(FULL, day=2))


def _records(store: Store) -> object:
    """How many records are there, all of them whole."""
    records = [stored for stored in store.files() if stored.kind == "record"]
    return len(records) if all(content_of(stored) in (record_of(FULL), record_of(FULL, 2)) for stored in records) else 0


def _output(store: Store) -> Path:
    return Path(store.folder, "out.json")


def _before_output(store: Store, _: Bank) -> None:
    store.make_folder()
    _output(store).write_text("old")


def _write(store: Store, _: Bank) -> None:
    write_file(str(_output(store)), "new" * 1000)


def _written(store: Store) -> object:
    return {"old": "old", "new" * 1000: "new"}.get(_output(store).read_text()) if _output(store).exists() else None


def _export(store: Store, _: Bank) -> None:
    write_file(str(_output(store)), content_of(find(store, "newest")))


def _exported(store: Store) -> object:
    return _output(store).exists() and _output(store).read_text() == record_of(FULL)


JOBS = {
    "the first save": Job(_nothing, _save_alone, (None, NEW), (NEW,)),
    "a later save": Job(saved, _save_alone, (OLD, NEW), (NEW,)),
    "going on": Job(saved, _go_on, (OLD, NEW), (NEW,)),
    "setting aside what is damaged": Job(_damage, _set_aside, (DAMAGED, b"{"), (b"{",), _aside),
    "starting again": Job(saved, _set_aside, (OLD, None), (None,)),
    "the end": Job(saved, _remove, (OLD, None), (None,)),
    "forgetting what was open": Job(_saved_alone, _forget, (OLD, None), (None,)),
    "forgetting": Job(saved, _forget, (OLD, None), (None,)),
    "keeping a copy": Job(_record, _keep, (1, 2), (2,), _records),
    "a new output": Job(lambda store, _: store.make_folder(), _write, (None, "new"), ("new",), _written),
    "an output over another": Job(_before_output, _write, ("old", "new"), ("new",), _written),
    "exporting": Job(_record, _export, (False, True), (True,), _exported),
}


@pytest.mark.hazard("HZ-25", "HZ-45")
@pytest.mark.parametrize("job", JOBS)
def test_s06_s07_s08_whatever_call_fails_it_is_told_and_nothing_saved_is_lost(job, small, tmp_path, figure):
    """All of it in this process: the Nth call fails, for each N until a run meets no fault any more."""
    tried = lost = false = 0
    judged_ = JOBS[job]
    judged_.do(_prepared(judged_, small, tmp_path / "first"), small)  # what is imported on the way is there now
    for fault in (*ERRORS, SHORT, STAYS_FULL, DIES):
        for at in range(1, 1000):
            store = _prepared(judged_, small, tmp_path / f"{fault} {at}")
            told, faulty = _try(judged_.do, store, small, at, fault)
            tried += bool(faulty.hit)
            now = judged_.found(store)
            lost += now not in (*judged_.failed, *judged_.done)
            false += not told and now not in judged_.done
            _no_half_is_left(store, faulty)
            if faulty.calls < at:
                break
        assert not told, "a run without a fault succeeds"
    figure("storage", f"faults in process/{job}", tried, lost=lost, false=false)
    assert tried > 20
    assert (lost, false) == (0, 0)


def _prepared(job: Job, bank: Bank, folder: Path) -> Store:
    store = Store(str(folder))
    job.before(store, bank)
    return store


def _try(do: Callable, store: Store, bank: Bank, at: int, fault: int) -> tuple[bool, Faulty]:
    """Whether the fault was told, and what it was; no file may be left open."""
    files = len(os.listdir("/proc/self/fd")) if os.path.isdir("/proc/self/fd") else 0
    told = False
    with pytest.MonkeyPatch.context() as patch:
        faulty = Faulty(patch, at, fault)
        with suppress(FileError):
            told = True
            do(store, bank)
            told = False
    assert not files or len(os.listdir("/proc/self/fd")) == files
    return told, faulty


def _no_half_is_left(store: Store, faulty: Faulty) -> None:
    """Not after the next start; an output has none, and keeps what could not be removed because the disk died."""
    with store.alone("small"):
        left = [name for name in names(store.folder) if "half" in name]
    assert not left or (faulty.fault == DIES and left[0].startswith("out.json")) or faulty.hit == "unlink", left


def test_s07_a_sync_that_failed_is_not_asked_for_again(store, small, monkeypatch):
    """The second call would say that all is well: Linux forgets what it could not write."""
    path, calls = saved(store, small), []

    def fails(file: int) -> None:
        calls.append(file)
        raise OSError(errno.EIO, os.strerror(errno.EIO))

    before = path.read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fails)
        with pytest.raises(FileError, match=r"cannot save in .*: Input/output error"):
            save(store, small)
    assert len(calls) == 1
    assert path.read_bytes() == before


@pytest.mark.parametrize("number", [errno.EINVAL, errno.ENOTSUP], ids=errno.errorcode.get)
def test_s08_a_disk_that_cannot_sync_a_folder_can_be_used(number, store, small, monkeypatch):
    real = os.fsync

    def no_folders(file: int) -> None:
        if stat.S_ISDIR(os.fstat(file).st_mode):
            raise OSError(number, os.strerror(number))
        real(file)

    monkeypatch.setattr(os, "fsync", no_folders)
    _save_alone(store, small)
    assert found(store) == NEW


def test_s08_with_no_file_left_to_open_it_is_told(tmp_path):
    ran = run("history", "list", here=tmp_path, limits={resource.RLIMIT_NOFILE: 4})
    check(ran, 1)
    assert "Too many open files" in ran.err


# The same with the calls of the system itself, and kills


INJECTED = re.compile(
    r"open(at)?|write|fsync|close|rename(at2?)?|unlink(at)?|mkdir(at)?|chmod|fchmodat2?|flock|getdents64"
)
needs_strace = pytest.mark.skipif(
    not shutil.which("strace"), reason="strace is not installed: no call can be made to fail"
)


class Ended(NamedTuple):
    """How a traced process ended: the signal or 0, how much it had acknowledged, whether it told of a failure."""

    signal: int
    told: int
    failed: bool
    calls: tuple[str, ...]


def _several_saves(store: Store, bank: Bank, tell: Callable[[], None]) -> None:
    with store.alone("small"):
        for age in (1, 2, 3):
            save(store, bank, {**OLD, "age": age})
            tell()


def _forget_and_tell(store: Store, bank: Bank, tell: Callable[[], None]) -> None:
    _forget(store, bank)
    tell()


def _write_and_tell(store: Store, bank: Bank, tell: Callable[[], None]) -> None:
    _write(store, bank)
    tell()


def traced(work: Callable[[Callable[[], None]], None], inject: str, log: Path) -> Ended:
    """Do some work in a process of its own, in which strace lets a call fail, or kills."""
    with mmap.mmap(-1, 2) as notes:
        ready, go = os.pipe()
        with warnings.catch_warnings(action="ignore"):  # that there are threads: the child touches none of them
            child = os.fork()
        if not child:
            _work(work, notes, ready)
        os.close(ready)
        words = ["-e", f"inject={inject}"] if inject else []
        strace = subprocess.Popen(
            ["strace", "-q", "-o", log, "-p", str(child), "-e", "trace=desc,file", *words],
            stderr=subprocess.PIPE,
        )
        try:
            if not _is_traced(child, strace):
                os.kill(child, signal.SIGKILL)
                pytest.skip("strace may not look into other processes here: no call can be made to fail")
            os.write(go, b"!")
        finally:
            os.close(go)
            status = os.waitpid(child, 0)[1]
            strace.communicate(timeout=30)
        calls = tuple(line.partition("(")[0] for line in log.read_text().splitlines() if "(" in line)
        return Ended(os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, notes[0], bool(notes[1]), calls)


def _work(work: Callable[[Callable[[], None]], None], notes: mmap.mmap, ready: int) -> None:
    """In the child: wait, work, and note in shared memory what is done, since calls may fail."""

    def tell() -> None:
        notes[0] += 1

    code = 1
    try:
        os.read(ready, 1)
        work(tell)
        code = 0
    except FileError:
        notes[1] = 1
        code = 0
    finally:
        os._exit(code)


def _is_traced(child: int, strace: subprocess.Popen) -> bool:
    """Wait until strace has taken hold of a process."""
    for _ in range(2000):
        if strace.poll() is not None:
            return False
        if "TracerPid:\t0\n" not in Path(f"/proc/{child}/status").read_text():
            return True
        time.sleep(0.002)
    return False


@pytest.mark.hazard("HZ-03", "HZ-25")
@needs_strace
@pytest.mark.parametrize("fault", ["signal=KILL", "error=ENOSPC", "error=EIO"])
def test_s09_s27_a_kill_or_an_error_at_any_call_of_the_system_loses_nothing_that_was_told(
    fault, small, tmp_path, figure
):
    tried = lost = false = 0
    for name, at in _calls_of(_several_saves, small, tmp_path):
        store = Store(str(tmp_path / f"{name} {at}"))
        ended = traced(partial(_several_saves, store, small), f"{name}:{fault}:when={at}", tmp_path / "log")
        tried += 1
        lost += age(store) not in range(ended.told, 4)
        assert ended.signal == (signal.SIGKILL if "KILL" in fault else 0), (name, at, ended)
        false += not (ended.signal or ended.failed or ended.told == 3)
        with store.alone("small"):
            assert [name for name in names(store.folder) if "half" in name] == []
    figure("storage", f"system calls/saves: {fault}", tried, lost=lost, false=false)
    assert tried >= 25
    assert (lost, false) == (0, 0)


@needs_strace
@pytest.mark.parametrize("fault", ["signal=KILL", "error=EIO"])
@pytest.mark.parametrize(
    ("before", "work", "found_", "either", "done"),
    [
        (saved, _forget_and_tell, found, (OLD, None), None),
        (_before_output, _write_and_tell, _written, ("old", "new"), "new"),
    ],
    ids=["forget", "output"],
)
def test_s09_a_kill_or_an_error_while_forgetting_or_writing(
    fault, before, work, found_, either, done, small, tmp_path, figure, request
):
    tried = 0
    for name, at in _calls_of(work, small, tmp_path, before):
        store = Store(str(tmp_path / f"{name} {at}"))
        before(store, small)
        ended = traced(partial(work, store, small), f"{name}:{fault}:when={at}", tmp_path / "log")
        tried += 1
        assert found_(store) in either, (name, at)
        assert not ended.told or found_(store) == done, (name, at)
        assert ended.signal or ended.failed or ended.told, (name, at)
    figure("storage", f"system calls/{request.node.callspec.id}", tried, lost=0, false=0)
    assert tried >= 4


def _calls_of(work: Callable, bank: Bank, folder: Path, before: Callable = _nothing) -> list[tuple[str, int]]:
    """Every call of the system that a job makes, by its name and number; the last `close` and so on included."""
    store = Store(str(folder / "untouched"))
    before(store, bank)
    calls = traced(partial(work, store, bank), "", folder / "log").calls
    known = [name for name in calls if INJECTED.fullmatch(name)]
    return [(name, at) for name in sorted(set(known)) for at in range(1, known.count(name) + 1)]


# Power cuts


def _whole_screening(store: Store, bank: Bank, recorder: Recorder) -> None:
    """Eight answers, each saved and told; a copy that is kept; the end."""
    with store.alone("small"):
        for age in range(1, 9):
            save(store, bank, {**OLD, "age": age})
            recorder.told(f"answer {age}")
        store.keep(record_of(FULL))
        recorder.told("kept")
        store.remove("small")
        recorder.told("removed")


def _recorded(store: Store, bank: Bank, left_out: str = "") -> list[disks.Event]:
    with pytest.MonkeyPatch.context() as patch:
        recorder = Recorder(patch)
        _whole_screening(store, bank, recorder)
    return [event for event in recorder.events if event.kind != left_out]


def _wrong(crash: disks.Crash, folder: Path) -> str:
    """What somebody would miss after this power cut, or take for whole though it is not."""
    store = Store(str(folder))
    if crash.files is not None:
        folder.mkdir()
        for name, content in crash.files.items():
            (folder / name).write_bytes(content)
    now, told = age(store), len([words for words in crash.told if words.startswith("answer")])
    wrong = []
    if now not in range(told, told + 2) and not (now == 0 and "kept" in crash.told):
        wrong.append(f"{now} after answer {told}")
    if "removed" in crash.told and now:
        wrong.append("it is still there")
    records = [content_of(stored) for stored in store.files() if stored.kind == "record"]
    if set(records) - {record_of(FULL)} or len(records) < ("kept" in crash.told):
        wrong.append("the copy")
    with store.alone("small"):
        left = [name for name in names(folder) if "half" in name]
    return ", ".join([*wrong, *left])


@pytest.mark.hazard("HZ-25")
def test_s10_a_power_cut_at_any_moment_loses_nothing_that_was_told(small, store, tmp_path, figure):
    tried = 0
    for crash in crashes(_recorded(store, small), cuts=64):
        tried += 1
        assert _wrong(crash, tmp_path / f"{tried}") == ""
    figure("storage", "states after a power cut", tried, lost=0, false=0)
    assert tried >= 500


@pytest.mark.parametrize("left_out", ["sync", "sync folder"])
def test_s10_without_a_sync_a_power_cut_would_lose_answers(left_out, small, store, tmp_path):
    """The model has teeth: what it finds with a sync left out."""
    events = _recorded(store, small, left_out)
    states = crashes(events[: 3 * len(events) // 10], cuts=4)
    assert any(_wrong(crash, tmp_path / f"{number}") for number, crash in enumerate(states))


def test_s10_the_folder_that_is_made_survives_too(small, store, tmp_path):
    """And the folders above it: each is synced into the one above."""
    deep = Store(str(tmp_path / "a" / "b" / "data"))
    events = _recorded(deep, small)
    made = [event.path for event in events if event.kind == "mkdir"]
    synced = [event.path for event in events[: 2 * len(made)] if event.kind == "sync folder"]
    assert synced == [os.path.dirname(path) for path in made]


def test_s10_what_was_forgotten_or_set_aside_stays_so_after_a_power_cut(small, store):
    saved(store, small)
    with pytest.MonkeyPatch.context() as patch:
        recorder = Recorder(patch)
        _forget(store, small)
    assert [event.kind for event in recorder.events] == ["unlink", "sync folder"]
    _damage(store, small)
    with pytest.MonkeyPatch.context() as patch:
        recorder = Recorder(patch)
        store.set_aside("small")
    assert [event.kind for event in recorder.events] == ["rename", "sync folder"]


# Several windows


ADD = """
import os, sys, time
from hipback.bank import read_bank
from hipback.errors import BusyError
from hipback.interview import Interview
from hipback.store import Store

store, interview = Store(sys.argv[1]), Interview.start(read_bank(sys.argv[2]))
print("ready", flush=True)
input()
done = 0
while done < int(sys.argv[3]):
    try:
        with store.alone("small"):
            earlier = store.load("small")
            store.save(interview, "", str(int(earlier.saved if earlier else 0) + 1))
            done += 1
    except BusyError:
        time.sleep(0.001)
"""


HOLD = """
import sys
from hipback.store import Store

with Store(sys.argv[1]).alone("small"):
    print("held", flush=True)
    input()
"""


def _python(code: str, *words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *words],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
    )


@pytest.mark.hazard("HZ-25")
def test_s11_four_writers_at_once_lose_nothing(store, figure):
    """From the making of the folder on, all at the same time."""
    writers = [_python(ADD, store.folder, str(SMALL), "200") for _ in range(4)]
    for writer in writers:
        assert writer.stdout.readline() == "ready\n"
    for writer in writers:
        writer.stdin.write("\n")
        writer.stdin.flush()
    assert [writer.communicate(timeout=60)[1] for writer in writers] == [""] * 4
    assert store.load("small").saved == "800"
    figure("storage", "saves by four writers", 800, lost=0, false=0)


def test_s11_a_folder_that_another_window_makes_first_is_taken(tmp_path, small, store, monkeypatch):
    real = os.mkdir

    def second(path: str, mode: int = 0o777) -> None:
        real(path, mode)
        raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST))

    with monkeypatch.context() as patch:
        patch.setattr(os, "mkdir", second)
        store.make_folder()
    saved(store, small)
    assert found(store) == OLD


def test_s12_s28_what_is_open_is_neither_opened_again_nor_forgotten_until_its_window_is_killed(store, small):
    path = saved(store, small)
    window = _python(HOLD, store.folder)
    assert window.stdout.readline() == "held\n"
    with pytest.raises(BusyError), store.alone("small"):
        pass
    with pytest.raises(BusyError):
        _forget(store, small)
    assert path.exists()
    window.kill()
    window.communicate()
    _forget(store, small)
    with store.alone("small"):
        assert found(store) is None


def test_s27_only_what_is_ours_and_whose_lock_is_held_is_swept(store, small, monkeypatch):
    store.make_folder()
    for name in (".half-small-00000000", ".half-other-00000000", ".half-smaller-00000000", ".half", "x.half-small-0"):
        Path(store.folder, name).touch()
    Path(store.folder, ".half-small-00000001").mkdir()
    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", lambda *_: (_ for _ in ()).throw(OSError(errno.ENOLCK, "")))
        with store.alone("small") as held:
            assert not held
            assert len(names(store.folder)) == 7
    with store.alone("small"):
        pass
    assert names(store.folder) == [
        *(".half", ".half-other-00000000", ".half-small-00000001", ".half-smaller-00000000"),
        *("small.lock", "x.half-small-0"),
    ]


def test_s35_a_copy_made_in_the_middle_of_a_save_can_be_read(store, small):
    path = saved(store, small)
    writer = _python(ADD.replace("store.load", "None and store.load"), store.folder, str(SMALL), "100")
    writer.stdout.readline()
    writer.stdin.write("\n")
    writer.stdin.flush()
    copies = set()
    while writer.poll() is None:
        copies.add(path.read_bytes())
    writer.communicate()
    assert copies
    for copy in copies:
        path.write_bytes(copy)
        assert found(store) in (OLD, {})


# Damage, and what was never ours


WHOLE = {
    *("1-whole", "1-of-the-year-2039", "1-in-a-leap-second", "1-without-a-time-zone"),
    *("1-of-answers-that-are-none", "1-utf-16"),
}
FOREIGN = {"0-whole", "99-whole", "99-of-another-shape"}
SAVED = sorted(path.stem for path in SAVES.iterdir())


@pytest.mark.parametrize("name", SAVED)
def test_s14_s15_s16_s17_saves_of_every_format_are_read_or_told_and_never_changed(name, store):
    store.make_folder()
    path = Path(store.folder, "small.unfinished.json")
    shutil.copyfile(SAVES / f"{name}.json", path)
    told = ""
    try:
        store.load("small")
    except FileError as error:
        told = str(error)
    aside = "start again with --fresh, which keeps it as small.unfinished.json.damaged"
    expected = f"is of another hipback: use that one, or {aside}" if name in FOREIGN else f"is damaged: {aside}"
    assert told == ("" if name in WHOLE else f"the unfinished screening in {path} {expected}")
    assert path.read_bytes() == (SAVES / f"{name}.json").read_bytes()


def test_s16_the_saves_that_are_kept_are_those_that_are_described():
    assert {name: (SAVES / f"{name}.json").read_bytes() for name in SAVED} == saves.FILES


@pytest.mark.parametrize("name", sorted(WHOLE))
def test_s38_whatever_time_was_saved_the_screening_can_be_gone_on_with(name, store, small):
    store.make_folder()
    shutil.copyfile(SAVES / f"{name}.json", Path(store.folder, "small.unfinished.json"))
    begun, words = _begun(store, small)
    assert begun.interview.question
    assert "Each is put again" in words  # the digest of the bank in these files is none


def test_s14_a_bit_that_flips_in_a_kept_record_is_never_shown_as_if_it_were_whole(store, small, figure):
    """The bank being at hand, a record that does not come to its own result is told to be altered."""
    path = Path(store.keep(record_of(FULL)))
    [stored] = store.files()
    whole = judged(read_kept(stored, [small]))
    source, unnoticed, tried = path.read_bytes(), [], 0
    assert not whole.altered
    for place in range(0, len(source), 13):
        flipped = bytearray(source)
        flipped[place] ^= 1 << place % 7
        path.write_bytes(flipped)
        tried += 1
        with suppress(FileError, BankError):
            now = judged(read_kept(stored, [small]))
            if not now.altered and now.record.answers != whole.record.answers and now.labels.bank:
                unnoticed.append((place, source[place - 20 : place + 20]))
    figure("storage", "bits flipped in a record", tried, lost=0, false=0)
    assert unnoticed == []


ODD = {
    "empty": lambda path: path.write_bytes(b""),
    "deep": lambda path: path.write_bytes(b"[" * 100_000),
    "huge": lambda path: (path.touch(), os.truncate(path, 200_000_000)),
    "pipe": os.mkfifo,
    "folder": lambda path: path.mkdir(),
    "endless": lambda path: path.symlink_to("/dev/zero"),
}


@pytest.mark.parametrize("odd", ODD)
def test_s15_what_is_odd_under_the_name_of_a_save_is_told_at_once_and_the_others_are_listed(
    odd, store, private_folders
):
    data = Store(str(private_folders / "data"))
    data.keep(record_of(FULL))
    for name in ("small.unfinished.json", "record-00000000.json"):
        ODD[odd](Path(data.folder, name))
    before = time.process_time()
    assert found(data) == DAMAGED
    assert os.path.basename(data.newest()) != "record-00000000.json"
    assert time.process_time() - before < 1
    ran = run("history", "list", here=private_folders)
    check(ran, 0)
    assert "small.unfinished.json" in ran.out
    assert len(data.files()) == 3


def test_s17_what_a_later_hipback_saved_is_listed_for_removal_and_left_as_it_is(private_folders):
    path = private_folders / "data" / "small.unfinished.json"
    shutil.copyfile(SAVES / "99-whole.json", path)
    ran = run("forget", "--all", "--dry-run", here=private_folders)
    check(ran, 0)
    assert f"would remove: {path}\n" in ran.out
    assert path.read_bytes() == (SAVES / "99-whole.json").read_bytes()


def test_s20_links_that_were_planted_lead_nowhere(store, small, tmp_path):
    store.make_folder()
    victim = tmp_path / "victim"
    victim.write_bytes(saves.WHOLE)
    for name in ("small.unfinished.json", "out.json"):
        Path(store.folder, name).symlink_to(victim)
    os.link(victim, Path(store.folder, "record-00000000.json"))
    assert found(store) == DAMAGED
    store.set_aside("small")
    save(store, small)
    store.keep("{}")
    write_file(str(_output(store)), "new")
    assert victim.read_bytes() == saves.WHOLE
    assert found(store) == NEW
    Path(store.folder, "small.lock").symlink_to(victim)
    with pytest.raises(FileError), store.alone("small"):
        pass


def test_s20_the_name_of_what_is_half_written_cannot_be_guessed_and_is_never_taken_over(store, small, monkeypatch):
    store.make_folder()
    Path(store.folder, ".half-00000000").symlink_to("/dev/null")
    monkeypatch.setattr(os, "urandom", bytes)
    with pytest.raises(FileError, match="File exists"):
        save(store, small)


# Folders


@pytest.mark.parametrize("home", ["", "home", "./home", "~"])
def test_s02_without_a_home_nothing_is_put_into_the_current_folder(home, tmp_path):
    ran = run("history", here=tmp_path, env={"HIPBACK_HOME": "", "HOME": home, "XDG_DATA_HOME": ""})
    check(ran, 1)
    assert "set HIPBACK_HOME" in ran.err
    assert names(tmp_path) == []


def test_s02_without_any_of_these_names_neither(monkeypatch):
    for name in ("HIPBACK_HOME", "XDG_DATA_HOME", "HOME"):
        monkeypatch.delenv(name, raising=False)
    with pytest.raises(FileError, match="set HIPBACK_HOME"):
        data_folder()


@pytest.mark.parametrize("shared", ["", "share", "./share", "~/share"])
def test_s03_an_empty_or_relative_folder_for_data_is_ignored(shared, monkeypatch):
    monkeypatch.delenv("HIPBACK_HOME")
    monkeypatch.setenv("XDG_DATA_HOME", shared)
    monkeypatch.setenv("HOME", "/home/somebody")
    assert data_folder().startswith("/home/somebody/")


@pytest.mark.parametrize("below", ["", "deeper"])
def test_s04_a_file_or_a_link_to_nowhere_is_no_folder(below, tmp_path):
    (tmp_path / "file").touch()
    (tmp_path / "link").symlink_to(tmp_path / "nowhere")
    for name in ("file", "link"):
        with pytest.raises(FileError, match=r"cannot save in .*: it is not a folder"):
            Store(str(tmp_path / name / below)).make_folder()
    assert names(tmp_path) == ["file", "link"]


def test_s04_s22_a_folder_that_others_can_read_or_write_is_closed_and_so_is_what_is_saved(store, small):
    path = saved(store, small)
    os.chmod(store.folder, 0o777)
    os.chmod(path, 0o644)
    _save_alone(store, small)
    assert (mode(store.folder), mode(path)) == (0o700, 0o600)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
def test_s04_the_folder_of_another_user_is_refused(store):
    os.mkdir(store.folder)
    os.chown(store.folder, 65534, -1)
    with pytest.raises(FileError, match="it belongs to another user"), store.alone("small"):
        pass
    assert names(store.folder) == []


@pytest.mark.hazard("HZ-25")
def test_s26_what_was_forgotten_cannot_be_found_in_any_file(private_folders, small):
    data = private_folders / "data"
    store = Store(str(data))
    saved(store, small)
    store.keep(f'{{"{CANARY}": 1}}')
    for name in (".half-small-00000000", "small.lock", "other.unfinished.json", "small.unfinished.json.damaged"):
        (data / name).write_text(CANARY)
    ran = run("forget", "--all", "--yes", here=private_folders)
    check(ran, 0, shows=["Backups may hold what was removed, and a disk may keep traces of it for a while."])
    assert not data.exists()
    assert CANARY not in "".join(path.read_text() for path in private_folders.rglob("*") if path.is_file())


@pytest.mark.parametrize(
    "name", ["../../etc/passwd", "/etc/passwd", "", "0", "..", "record-", "-rf", "\u00e9", "\x1b[2J"]
)
def test_s25_a_name_is_never_a_path(name, private_folders):
    for number in range(2):
        (private_folders / "data" / f"record-0000000{number}.json").write_text(record_of(FULL))
    for words in (["history", "show"], ["forget", "--yes"]):
        ran = run(*words, "--", name, here=private_folders)
        check(ran, 1)
    assert names(private_folders / "data") == ["record-00000000.json", "record-00000001.json"]


def test_s31_s32_what_is_half_written_stands_beside_its_place_and_every_name_is_plain(small, store, monkeypatch):
    monkeypatch.setenv("TMPDIR", "/nowhere")
    events = _recorded(store, small)
    changes = [event for event in events if event.kind in ("create", "rename", "unlink")]
    paths = [path for event in changes for path in (event.path, event.other) if path]
    inside = {os.path.basename(path) for path in paths if os.path.dirname(path) == store.folder}
    assert {os.path.dirname(path) for path in paths} == {store.folder}
    assert all(re.fullmatch(r"[a-z0-9._-]+", name) for name in inside)
    assert len({name.casefold() for name in inside}) == len(inside)


# Time


def test_s19_the_newest_is_told_by_its_record_and_names_are_random(store):
    assert len({store.keep(record_of(FULL, day=3)) for _ in range(20)}) == 20
    newest = store.keep(record_of(FULL, day=9))
    store.keep(record_of(FULL, day=1))
    assert store.newest() == newest
    assert "2026" not in "".join(names(store.folder))


ASKED_AGAIN = "the warning signs are asked again"


@pytest.mark.hazard("HZ-08")
@pytest.mark.parametrize(
    ("hours", "again"), [(0, False), (23.9, False), (24.1, True), (24 * 366, True), (-1, True), (-24 * 366 * 73, True)]
)
def test_s19_s33_after_a_day_and_before_it_was_saved_the_warning_signs_are_asked_again(hours, again, store, small):
    moment = time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime(time.time() - hours * 3600))
    store.make_folder()
    store.save(Interview.start(small, NEW), moment, moment)
    begun, words = _begun(store, small)
    assert (ASKED_AGAIN in words) == again
    assert begun.interview.question.id == ("now" if again else "socks_cause")
    assert {"groin", "socks"} <= {**begun.interview.answers, **begun.interview.given}.keys()


@pytest.mark.hazard("HZ-09")
def test_s18_after_a_change_of_the_questions_all_are_asked_again_and_it_is_said(store, small):
    earlier = bank_from(SMALL.read_bytes().replace(b"kind of question", b"sort of question"), "earlier.yaml")
    saved(store, earlier, NEW)
    begun, words = _begun(store, small)
    assert "The questions have changed since." in words
    assert begun.interview.answers == {}
    assert begun.interview.question.id == "now"


def _begun(store: Store, bank: Bank) -> tuple:
    """What a person who goes on with a screening begins with, and all that is said to them."""
    said: list[str] = []
    screen = Screen(lambda: "", lambda words, _: said.append(words), lambda: 1000)
    return begin(Interview.start(bank), store, True, screen), " ".join(said)


# Speed


def test_s37_a_save_takes_as_long_with_many_answers_as_with_few(store, small):
    """Five hundred answers are some ten kilobytes: the disk takes longer than they do."""
    store.make_folder()

    def seconds(answers: int) -> float:
        long = Interview.start(small)._replace(steps=tuple((f"question_{at}", "yes") for at in range(answers)))
        taken = []
        for _ in range(15):
            before = time.process_time()
            store.save(long, TIME, TIME)
            taken.append(time.process_time() - before)
        return min(taken)

    assert seconds(500) < seconds(5) + 0.01


def test_s23_five_hundred_copies_are_found_by_their_names_at_once(store):
    store.make_folder()
    for number in range(500):
        Path(store.folder, f"record-{number:08x}.json").write_text("{}")
    before = time.process_time()
    assert len(store.files()) == 500
    assert find(store, "0000001f").kind == "record"
    assert time.process_time() - before < 0.3

"""Screenings on disk: private, whole or not there, never lost by a failure, a kill or a second window."""

import errno
import fcntl
import hashlib
import json
import os
import signal
import stat
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from hipback.errors import FileError
from hipback.interview import Interview
from hipback.model import Bank
from hipback.store import Store, Unfinished

EARLIER, LATER = "2026-11-22T20:00:00+00:00", "2026-11-22T20:06:10+00:00"
ANSWERS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50, "groin": "not_sure"}
MORE = ANSWERS | {"socks": "some", "socks_cause": "hip", "numb": ("foot", "thigh?")}


@pytest.fixture
def store(tmp_path: Path) -> Store:
    """A store whose folder is not there yet."""
    return Store(str(tmp_path / "data"))


@pytest.fixture
def umask() -> Iterator[None]:
    """Whatever a test does to the umask ends with it."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def kept(store: Store, bank: Bank, answers: dict | None = None) -> bytes:
    """Save some answers; the bytes on the disk."""
    store.make_folder()
    store.save(Interview.start(bank, given=ANSWERS if answers is None else answers), EARLIER, LATER)
    return file_of(store).read_bytes()


def file_of(store: Store) -> Path:
    return Path(store.folder) / "small.unfinished.json"


def names(store: Store) -> list[str]:
    return sorted(os.listdir(store.folder))


def mode(path: Path | str) -> int:
    return stat.S_IMODE(os.stat(path).st_mode)


# Round trips


def test_nothing_is_touched_before_it_is_needed(store):
    assert store.load("small") is None
    store.remove("small")
    store.set_aside("small")
    assert not os.path.exists(store.folder)


def test_what_is_saved_is_loaded(store, small):
    kept(store, small)
    assert store.load("small") == Unfinished("1.2.3", small.sha256, EARLIER, LATER, tuple(ANSWERS.items()), {})


def test_every_kind_of_answer_comes_back_as_it_was(store, small):
    interview = Interview.start(small, given=MORE).back().answer(("thigh",)).skip().back().back()
    store.make_folder()
    store.save(interview, EARLIER, LATER)
    loaded = store.load("small")
    assert dict(loaded.steps) == interview.answers
    assert loaded.kept == {"numb": ("thigh",), "rest_pain": "skipped"}


def test_an_interview_without_answers_can_be_saved(store, small):
    kept(store, small, {})
    assert store.load("small").steps == ()


def test_a_later_save_takes_the_place_of_an_earlier_one(store, small):
    kept(store, small)
    kept(store, small, MORE)
    assert dict(store.load("small").steps) == MORE
    assert names(store) == ["small.unfinished.json"]


def test_each_bank_has_its_own(store, small):
    kept(store, small)
    assert store.load("other") is None


def test_what_is_removed_is_gone(store, small):
    kept(store, small)
    store.remove("small")
    assert store.load("small") is None
    assert names(store) == []


def test_what_is_set_aside_is_removed_if_it_is_whole(store, small):
    kept(store, small)
    store.set_aside("small")
    assert names(store) == []


def test_a_copy_is_kept_as_it_is_under_a_name_that_says_nothing(store):
    path = Path(store.keep('{"caf\u00e9": 1}\n'))
    assert path.read_text(encoding="utf-8") == '{"caf\u00e9": 1}\n'
    assert (path.parent, path.name[:7], path.suffix) == (Path(store.folder), "record-", ".json")


def test_copies_do_not_take_the_place_of_each_other(store):
    assert store.keep("{}") != store.keep("{}")
    assert len(names(store)) == 2


# The newest copy


def test_without_a_folder_or_a_copy_there_is_no_newest(store):
    assert store.newest() is None
    store.make_folder()
    assert store.newest() is None


def test_the_newest_copy_is_the_one_that_was_finished_last_whatever_its_name(store):
    store.keep(f'{{"finished": "{EARLIER}"}}')
    newest = store.keep(f'{{"finished": "{LATER}"}}')
    store.keep('{"finished": null}')
    assert store.newest() == newest


@pytest.mark.parametrize(
    "content",
    ["", "{", "[]", "3", "{}", "\0", "[" * 100_000, '{"finished": [9999]}'],
    ids=["empty", "cut", "list", "number", "no time", "zero", "deep", "no text"],
)
def test_a_damaged_copy_is_passed_over(content, store):
    store.keep(content)
    assert store.newest() is None
    newest = store.keep('{"finished": null}')
    assert store.newest() == newest


def test_a_foreign_file_is_not_taken_for_a_copy(store):
    store.make_folder()
    (Path(store.folder) / "answers.json").write_text(f'{{"finished": "{LATER}"}}', encoding="utf-8")
    assert store.newest() is None


def test_a_folder_that_cannot_be_read_is_told(store, monkeypatch):
    store.make_folder()
    Failing(monkeypatch, "listdir", 1, errno.EACCES)
    with pytest.raises(FileError) as caught:
        store.newest()
    assert str(caught.value) == f"cannot read {store.folder}: Permission denied"


# What is in the folder, and how it is forgotten


def test_every_file_is_known_by_its_name_kind_by_kind(store, small):
    kept(store, small)
    copy = Path(store.keep("{}"))
    ours = ["small.unfinished.json.damaged", ".half-small-0a1b2c3d", ".half-0a1b2c3d", "small.lock"]
    for name in [*ours, "notes.txt", "record-1.json", "Record-0a1b2c3d.json", "1.lock", ".half-x"]:
        (Path(store.folder) / name).write_bytes(b"")
    (Path(store.folder) / "record-0a1b2c3d.json").symlink_to(copy)
    (Path(store.folder) / "other.lock").mkdir()
    assert [(found.name, found.kind, found.bank) for found in store.files()] == [
        (copy.name[7:15], "record", ""),
        ("small", "unfinished", "small"),
        ("small.unfinished.json.damaged", "damaged", "small"),
        (".half-0a1b2c3d", "half", ""),
        (".half-small-0a1b2c3d", "half", "small"),
        ("small.lock", "lock", "small"),
        (".half-x", "other", ""),
        ("1.lock", "other", ""),
        ("Record-0a1b2c3d.json", "other", ""),
        ("notes.txt", "other", ""),
        ("other.lock", "other", ""),
        ("record-0a1b2c3d.json", "other", ""),
        ("record-1.json", "other", ""),
    ]
    assert sorted(os.path.basename(found.path) for found in store.files()) == names(store)


def test_what_is_half_written_is_known_by_its_name_with_a_window_and_without(store, small, monkeypatch):
    real, seen = os.replace, []

    def looked_at(half: str, whole: str) -> None:
        seen.extend((found.kind, found.bank) for found in store.files() if found.path == half)
        real(half, whole)

    monkeypatch.setattr(os, "replace", looked_at)
    store.keep("{}")
    with store.alone("small"):
        kept(store, small)
    assert seen == [("half", ""), ("half", "small")]


def test_a_file_that_goes_while_the_folder_is_read_is_none_of_ours(store, monkeypatch):
    store.make_folder()
    monkeypatch.setattr(os, "listdir", lambda _: ["record-0a1b2c3d.json"])
    assert [found.kind for found in store.files()] == ["other"]


@pytest.mark.hazard("HZ-25")
def test_what_is_forgotten_is_gone_and_the_rest_is_there(store, small):
    kept(store, small)
    store.keep("{}")
    with store.alone("small"):
        pass
    [record, unfinished, lock] = store.files()
    store.forget(unfinished)
    assert [found.name for found in store.files()] == [record.name, lock.name]
    assert not store.remove_folder()
    store.forget(lock)
    store.forget(record)
    assert store.remove_folder()
    assert not os.path.exists(store.folder)


def test_what_is_open_in_another_window_is_not_forgotten(store, small):
    with Store(store.folder).alone("small"):
        kept(store, small)
        for found in store.files():
            with pytest.raises(FileError) as caught:
                store.forget(found)
            assert str(caught.value) == "this screening is open in another window: finish it there first"
    assert names(store) == ["small.lock", "small.unfinished.json"]


def test_a_record_is_forgotten_whatever_is_open(store):
    store.keep("{}")
    with Store(store.folder).alone("small"):
        [record, _] = store.files()
        store.forget(record)
    assert names(store) == ["small.lock"]


def test_a_lock_that_was_forgotten_while_we_waited_for_it_is_made_again(store, monkeypatch):
    """Another window has the file of the lock open, `forget` removes it, and then the other window gets the lock."""
    real, calls = fcntl.flock, []

    def forgotten_first(file, how):
        if not calls:
            os.unlink(Path(store.folder) / "small.lock")
        calls.append(file)
        real(file, how)

    with monkeypatch.context() as patch:
        patch.setattr(fcntl, "flock", forgotten_first)
        with store.alone("small"):
            patch.undo()
            with pytest.raises(FileError), Store(store.folder).alone("small"):
                pass
    assert len(calls) == 2


@pytest.mark.parametrize(("name", "number"), [("unlink", errno.EACCES), ("fsync", errno.EIO)])
def test_what_cannot_be_forgotten_is_told(name, number, store, monkeypatch):
    path = store.keep("{}")
    [record] = store.files()
    with monkeypatch.context() as patch:
        Failing(patch, name, 1, number)
        with pytest.raises(FileError) as caught:
            store.forget(record)
    assert str(caught.value) == f"cannot remove {path}: {os.strerror(number)}"


# Privacy


@pytest.mark.hazard("HZ-25")
@pytest.mark.parametrize("mask", [0, 0o022, 0o077], ids=oct)
def test_files_and_folders_are_private_with_every_umask(mask, tmp_path, small, umask):
    store = Store(str(tmp_path / "new" / "parent" / "data"))
    os.umask(mask)
    with store.alone("small"):
        kept(store, small)
        copy = store.keep("{}")
    folders = [tmp_path / "new", tmp_path / "new" / "parent", Path(store.folder)]
    files = [file_of(store), copy, Path(store.folder) / "small.lock"]
    assert [mode(folder) for folder in folders] == [0o700] * 3
    assert [mode(file) for file in files] == [0o600] * 3


def test_a_folder_that_was_open_to_others_is_closed(store):
    os.mkdir(store.folder, 0o777)
    os.chmod(store.folder, 0o777)
    store.make_folder()
    assert mode(store.folder) == 0o700


def test_the_lock_of_another_place_is_not_followed(store, tmp_path):
    store.make_folder()
    os.symlink(tmp_path / "elsewhere", Path(store.folder) / "small.lock")
    with pytest.raises(FileError), store.alone("small"):
        pass
    assert not (tmp_path / "elsewhere").exists()


def test_a_lock_that_becomes_a_link_while_something_is_forgotten_is_not_followed(store, small, tmp_path, monkeypatch):
    kept(store, small)
    [unfinished] = store.files()
    file = os.lstat(file_of(store))
    (tmp_path / "elsewhere").touch()
    os.symlink(tmp_path / "elsewhere", Path(store.folder) / "small.lock")
    monkeypatch.setattr(os, "lstat", lambda _: file)  # as it was when it was looked at
    with pytest.raises(FileError) as caught:
        store.forget(unfinished)
    assert str(caught.value) == f"cannot save in {store.folder}: Too many levels of symbolic links"


# Damage


def damaged(store: Store) -> bool:
    """Whether loading tells of damage, as it should, and leaves the file as it is."""
    before = file_of(store).read_bytes()
    told = ""
    try:
        store.load("small")
    except FileError as error:
        told = str(error)
    sentence = (
        f"the unfinished screening in {file_of(store)} is damaged: start again with --fresh, which keeps it as "
        "small.unfinished.json.damaged"
    )
    return told == sentence and file_of(store).read_bytes() == before


def test_a_file_that_was_cut_at_any_byte_is_told(store, small):
    whole = kept(store, small)
    unnoticed = []
    for length in range(len(whole)):
        file_of(store).write_bytes(whole[:length])
        if not damaged(store):
            unnoticed.append(length)
    assert unnoticed == []


@pytest.mark.hazard("HZ-25")
def test_a_bit_that_flipped_is_told(store, small):
    whole = kept(store, small)
    loaded = store.load("small")
    wrong = []
    for place in range(len(whole)):
        for bit in range(8):
            flipped = bytearray(whole)
            flipped[place] ^= 1 << bit
            file_of(store).write_bytes(flipped)
            if not damaged(store) and store.load("small") != loaded:
                wrong.append((place, bit))
    assert wrong == []


@pytest.mark.parametrize(
    "content",
    [b"", b"\0" * 4096, b"null", b"3", b'"checksum"', b"[]", b"{}", b"\xff\xfe", b"[" * 100_000, b'{"checksum": 1}'],
    ids=["empty", "zeros", "null", "number", "text", "list", "mapping", "bytes", "deep", "checksum"],
)
def test_a_file_that_holds_something_else_is_damaged(content, store):
    store.make_folder()
    file_of(store).write_bytes(content)
    assert damaged(store)


def rewritten(store: Store, small: Bank, **changes: object) -> None:
    """Put other words into the file, with the checksum that they should have; the keys stand in another order."""
    content = {**json.loads(kept(store, small)), **changes}
    del content["checksum"]
    checksum = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    file_of(store).write_text(json.dumps({"checksum": checksum, **dict(reversed(content.items()))}))


def test_the_order_of_the_keys_means_nothing(store, small):
    rewritten(store, small)
    assert dict(store.load("small").steps) == ANSWERS


@pytest.mark.parametrize("word", ["\x1b[2J", 3, None], ids=["an escape", "a number", "nothing"])
def test_a_word_that_cannot_be_shown_is_damage(word, store, small):
    rewritten(store, small, started=word)
    assert damaged(store)


def test_a_file_whose_format_was_changed_by_hand_is_damaged(store, small):
    whole = kept(store, small)
    file_of(store).write_bytes(whole.replace(b"hipback-unfinished/1", b"hipback-unfinished/2"))
    assert damaged(store)


def test_a_file_of_another_hipback_is_told_apart_from_a_damaged_one(store, small):
    rewritten(store, small, format="hipback-unfinished/2")
    with pytest.raises(FileError) as caught:
        store.load("small")
    assert str(caught.value) == (
        f"the unfinished screening in {file_of(store)} is of another hipback: use that one, or start again with "
        "--fresh, which keeps it as small.unfinished.json.damaged"
    )


def test_a_damaged_file_is_kept_aside_before_a_fresh_start(store, small):
    broken = kept(store, small)[:-5]
    file_of(store).write_bytes(broken)
    store.set_aside("small")
    assert names(store) == ["small.unfinished.json.damaged"]
    assert (Path(store.folder) / "small.unfinished.json.damaged").read_bytes() == broken
    kept(store, small)
    assert dict(store.load("small").steps) == ANSWERS


def test_a_folder_in_place_of_the_file_is_told_and_kept_aside(store):
    os.makedirs(file_of(store))
    with pytest.raises(FileError, match=r"is damaged: start again with --fresh"):
        store.load("small")
    store.set_aside("small")
    assert names(store) == ["small.unfinished.json.damaged"]


def test_a_file_that_cannot_be_looked_at_is_told(store, small, monkeypatch):
    kept(store, small)
    with monkeypatch.context() as patch:
        Failing(patch, "lstat", 1, errno.EACCES)
        with pytest.raises(FileError) as caught:
            store.load("small")
    assert str(caught.value) == f"cannot read {file_of(store)}: Permission denied"


# Two windows


def test_a_second_window_is_kept_out(store):
    with store.alone("small"), pytest.raises(FileError) as caught, Store(store.folder).alone("small"):
        pass
    assert str(caught.value) == ("this screening is open in another window: finish it there, or use --no-save here")


def test_the_second_window_may_come_in_when_the_first_has_gone(store):
    with store.alone("small"):
        pass
    with Store(store.folder).alone("small"):
        pass


def test_the_lock_is_given_back_after_a_failure(store):
    with pytest.raises(RuntimeError), store.alone("small"):
        raise RuntimeError
    with Store(store.folder).alone("small"):
        pass


def test_each_bank_has_its_own_lock(store):
    with store.alone("small"), Store(store.folder).alone("other"):
        pass


def test_a_window_that_was_killed_holds_nothing(store):
    child = run_child(store.folder, "with store.alone('small'):\n    print('held', flush=True)\n    input()")
    assert child.stdout.readline() == "held\n"
    with pytest.raises(FileError), store.alone("small"):
        pass
    kill(child)
    with store.alone("small"):
        pass


# What a kill leaves behind


def test_what_was_left_half_written_is_swept(store, small):
    whole = kept(store, small)
    (Path(store.folder) / ".half-small-0a1b2c3d").write_bytes(whole[:40])
    with store.alone("small"):
        assert names(store) == ["small.lock", "small.unfinished.json"]
    assert file_of(store).read_bytes() == whole


def test_what_another_bank_is_writing_is_left_alone(store):
    store.make_folder()
    (Path(store.folder) / ".half-other-0a1b2c3d").write_bytes(b"{")
    with store.alone("small"):
        pass
    assert names(store) == [".half-other-0a1b2c3d", "small.lock"]


def test_a_copy_that_was_left_half_written_is_swept(store):
    child = run_child(
        store.folder, "os.replace = lambda *_: os._exit(9)\nwith store.alone('small'):\n    store.keep('{}')"
    )
    assert child.wait(timeout=30) == 9
    child.stdout.close()
    child.stdin.close()
    with store.alone("small"):
        pass
    assert names(store) == ["small.lock"]


@pytest.mark.hazard("HZ-25")
@pytest.mark.parametrize("call", ["write", "fsync", "replace"])
def test_a_kill_in_the_middle_of_a_save_leaves_the_saved_state(call, store, small):
    whole = kept(store, small)
    bank = Path(__file__).parent / "banks" / "small.yaml"
    child = run_child(
        store.folder,
        f"os.{call} = lambda *_: os._exit(9)\n"
        f"with store.alone('small'):\n"
        f"    store.save(Interview.start(read_bank({str(bank)!r})), '', '')",
    )
    assert child.wait(timeout=30) == 9
    child.stdout.close()
    child.stdin.close()
    with store.alone("small"):
        assert file_of(store).read_bytes() == whole
        assert names(store) == ["small.lock", "small.unfinished.json"]


@pytest.mark.hazard("HZ-25")
def test_a_kill_between_two_saves_loses_nothing_that_was_acknowledged(store, small):
    bank = Path(__file__).parent / "banks" / "small.yaml"
    child = run_child(
        store.folder,
        f"interview = Interview.start(read_bank({str(bank)!r}), given={{'now': ('none',), 'today': ('none',)}})\n"
        "with store.alone('small'):\n"
        "    for age in range(100_000):\n"
        "        store.save(interview.answer('no').answer(age % 120), '', str(age))\n"
        "        print(age, flush=True)",
    )
    acknowledged = [child.stdout.readline() for _ in range(25)][-1]
    kill(child, leave_output=True)
    told = [acknowledged, *child.stdout.readlines()]
    child.stdout.close()
    whole = [line for line in told if line.endswith("\n")]
    assert int(store.load("small").saved) >= int(whole[-1])


def run_child(folder: str, code: str) -> subprocess.Popen[str]:
    """A second Python with a store of the same folder."""
    head = (
        "import os\nfrom hipback.bank import read_bank\nfrom hipback.interview import Interview\n"
        f"from hipback.store import Store\nstore = Store({folder!r})\n"
    )
    return subprocess.Popen(
        [sys.executable, "-c", head + code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8"
    )


def kill(child: subprocess.Popen[str], leave_output: bool = False) -> None:
    os.kill(child.pid, signal.SIGKILL)
    child.wait(timeout=30)
    child.stdin.close()
    if not leave_output:
        child.stdout.close()


# What the disk may do


class Failing:
    """A function of `os` that fails at one of its calls, and works as ever at the others."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, name: str, at: int, number: int) -> None:
        self.real, self.at, self.number, self.calls = getattr(os, name), at, number, 0
        monkeypatch.setattr(os, name, self)

    def __call__(self, *words, **more):
        self.calls += 1
        if self.calls == self.at:
            raise OSError(self.number, os.strerror(self.number))
        return self.real(*words, **more)


def no_lock(monkeypatch: pytest.MonkeyPatch, number: int) -> None:
    """Let every lock fail."""

    def fails(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(fcntl, "flock", fails)


@pytest.mark.hazard("HZ-25", "HZ-45")
@pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO, errno.EDQUOT, errno.EROFS], ids=errno.errorcode.get)
@pytest.mark.parametrize(
    ("name", "at"), [("open", 1), ("open", 2), ("write", 1), ("fsync", 1), ("fsync", 2), ("replace", 1)]
)
def test_a_save_that_fails_is_told_and_loses_nothing(name, at, number, store, small, monkeypatch):
    kept(store, small)
    with monkeypatch.context() as patch:
        Failing(patch, name, at, number)
        with pytest.raises(FileError) as caught:
            store.save(Interview.start(small, given=MORE), EARLIER, LATER)
    assert str(caught.value) == f"cannot save in {store.folder}: {os.strerror(number)}"
    assert dict(store.load("small").steps) in (ANSWERS, MORE)
    assert names(store) == ["small.unfinished.json"]
    kept(store, small, MORE)
    assert dict(store.load("small").steps) == MORE


@pytest.mark.parametrize(("name", "at"), [("write", 1), ("fsync", 1), ("replace", 1)])
def test_a_save_that_fails_before_the_rename_leaves_the_earlier_one(name, at, store, small, monkeypatch):
    whole = kept(store, small)
    with monkeypatch.context() as patch:
        Failing(patch, name, at, errno.EIO)
        with pytest.raises(FileError):
            store.save(Interview.start(small, given=MORE), EARLIER, LATER)
    assert file_of(store).read_bytes() == whole


def test_short_writes_still_make_a_whole_file(store, small, monkeypatch):
    real = os.write
    monkeypatch.setattr(os, "write", lambda file, content: real(file, bytes(content[:7])))
    kept(store, small)
    monkeypatch.undo()
    assert dict(store.load("small").steps) == ANSWERS


def test_a_disk_that_becomes_full_after_a_short_write_loses_nothing(store, small, monkeypatch):
    whole, real, calls = kept(store, small), os.write, []

    def write(file: int, content: memoryview) -> int:
        calls.append(file)
        if len(calls) > 3:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return real(file, bytes(content[:50]))

    with monkeypatch.context() as patch:
        patch.setattr(os, "write", write)
        with pytest.raises(FileError):
            store.save(Interview.start(small, given=MORE), EARLIER, LATER)
    assert file_of(store).read_bytes() == whole
    assert names(store) == ["small.unfinished.json"]


@pytest.mark.parametrize(("name", "at"), [("open", 1), ("write", 1), ("fsync", 1), ("fsync", 2), ("replace", 1)])
def test_a_copy_that_cannot_be_kept_is_told(name, at, store, monkeypatch):
    store.make_folder()
    with monkeypatch.context() as patch:
        Failing(patch, name, at, errno.ENOSPC)
        with pytest.raises(FileError):
            store.keep("{}")
    assert [name for name in names(store) if name.startswith(".")] == []


@pytest.mark.parametrize("name", ["mkdir", "chmod"])
def test_a_folder_that_cannot_be_made_is_told(name, store, monkeypatch):
    with monkeypatch.context() as patch:
        Failing(patch, name, 1, errno.EROFS)
        with pytest.raises(FileError) as caught:
            store.make_folder()
    assert str(caught.value) == f"cannot save in {store.folder}: Read-only file system"


def test_a_file_where_the_folder_should_be_is_told(tmp_path):
    (tmp_path / "data").write_text("", encoding="utf-8")
    with pytest.raises(FileError) as caught:
        Store(str(tmp_path / "data")).make_folder()
    assert str(caught.value) == f"cannot save in {tmp_path / 'data'}: it is not a folder"


def test_a_folder_of_another_user_is_told_and_left_as_it_is(store, monkeypatch):
    os.mkdir(store.folder, 0o755)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    with pytest.raises(FileError) as caught:
        store.make_folder()
    assert str(caught.value) == f"cannot save in {store.folder}: it belongs to another user"
    assert mode(store.folder) == 0o755


@pytest.mark.parametrize("name", ["open", "listdir"])
def test_a_lock_that_cannot_be_had_is_told(name, store, monkeypatch):
    with monkeypatch.context() as patch:
        Failing(patch, name, 1, errno.EIO)
        with pytest.raises(FileError) as caught, store.alone("small"):
            pass
    assert str(caught.value) == f"cannot save in {store.folder}: Input/output error"
    with store.alone("small"):
        pass


@pytest.mark.parametrize("number", [errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS], ids=errno.errorcode.get)
def test_a_disk_without_locks_is_told_and_can_be_used(number, store, small, monkeypatch):
    no_lock(monkeypatch, number)
    with store.alone("small") as held:
        kept(store, small)
    assert not held
    assert dict(store.load("small").steps) == ANSWERS


def test_a_lock_that_fails_otherwise_is_told(store, monkeypatch):
    no_lock(monkeypatch, errno.EIO)
    with pytest.raises(FileError) as caught, store.alone("small"):
        pass
    assert str(caught.value) == f"cannot save in {store.folder}: Input/output error"


@pytest.mark.parametrize("name", ["open", "lstat"])
def test_a_lock_that_cannot_be_looked_at_before_something_is_forgotten_is_told(name, store, small, monkeypatch):
    with store.alone("small"):
        kept(store, small)
    unfinished = store.files()[0]
    with monkeypatch.context() as patch:
        Failing(patch, name, 1, errno.EIO)
        with pytest.raises(FileError) as caught:
            store.forget(unfinished)
    assert str(caught.value) == f"cannot save in {store.folder}: Input/output error"
    assert names(store) == ["small.lock", "small.unfinished.json"]


def test_a_lock_that_cannot_be_held_before_something_is_forgotten_is_told(store, small, monkeypatch):
    with store.alone("small"):
        kept(store, small)
    unfinished = store.files()[0]
    no_lock(monkeypatch, errno.EIO)
    with pytest.raises(FileError) as caught:
        store.forget(unfinished)
    assert str(caught.value) == f"cannot save in {store.folder}: Input/output error"


def test_a_file_that_cannot_be_removed_is_told(store, small, monkeypatch):
    kept(store, small)
    with monkeypatch.context() as patch:
        Failing(patch, "unlink", 1, errno.EIO)
        with pytest.raises(FileError) as caught:
            store.remove("small")
    assert str(caught.value) == f"cannot save in {store.folder}: Input/output error"


def test_a_damaged_file_that_cannot_be_kept_aside_is_told(store, small, monkeypatch):
    broken = kept(store, small)[:-5]
    file_of(store).write_bytes(broken)
    with monkeypatch.context() as patch:
        Failing(patch, "replace", 1, errno.EIO)
        with pytest.raises(FileError) as caught:
            store.set_aside("small")
    assert str(caught.value) == f"cannot save in {store.folder}: Input/output error"
    assert file_of(store).read_bytes() == broken


def test_a_saved_file_says_what_it_is(store, small):
    content = json.loads(kept(store, small))
    assert content.pop("checksum")
    assert content == {
        "format": "hipback-unfinished/1",
        "bank": {"id": "small", "version": "1.2.3", "sha256": small.sha256},
        "started": EARLIER,
        "saved": LATER,
        "steps": [["now", ["none"]], ["today", ["none"]], ["soon", "no"], ["age", 50], ["groin", "not_sure"]],
        "kept": {},
    }

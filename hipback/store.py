"""Screenings on disk: the unfinished one of each bank, saved after every answer, and copies that were kept.

A file under its final name is whole: it is written beside it, synced, renamed, and the folder is synced too. A
checksum inside tells damage, a lock keeps a second window out. Files are 0600 in folders of 0700. The caller
says which folder, and what time it is.

JSON and digests are imported where they are used: the first question does not wait for them.
"""

import errno
import fcntl
import os
import re
import stat
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any, NamedTuple

from hipback.bank import read_regular
from hipback.disk import belongs_to_us, let_go, make_private, mode_of, remove, sync, write_whole
from hipback.errors import BusyError, FileError
from hipback.interview import Interview
from hipback.marked import ID, SIZE_AT_MOST
from hipback.model import Answer, private

FORMAT = "hipback-unfinished/1"
_WITHOUT_LOCKS = {errno.ENOLCK, errno.ENOTSUP, errno.ENOSYS}
_SUFFIX = ".unfinished.json"
_HALF_WRITTEN = ".half-"
_KINDS = {
    "record": r"record-(?P<name>[0-9a-f]{8})\.json",
    "unfinished": rf"(?P<name>(?P<bank>{ID}))\.unfinished\.json",
    "damaged": rf"(?P<bank>{ID})\.unfinished\.json\.damaged",
    "half": rf"\.half-((?P<bank>{ID})-)?[0-9a-f]{{8}}",
    "lock": rf"(?P<bank>{ID})\.lock",
}


@private
class Unfinished(NamedTuple):
    """A saved screening: times are ISO 8601, `steps` are in the order of answering."""

    bank_version: str
    bank_sha256: str
    started: str
    saved: str
    steps: tuple[tuple[str, Answer], ...]
    kept: Mapping[str, Answer]


class Stored(NamedTuple):
    """A file in the folder, and the `name` that a person types for it.

    Its kind is `record`, `unfinished`, `damaged` (an unfinished screening that was set aside), `half` (left by a kill),
    `lock`, or `other` for what is not ours. The `bank` is empty where the name of the file tells none.
    """

    name: str
    kind: str
    bank: str
    path: str


class Store:
    """A folder of screenings. Nothing is touched on disk before the first call that needs it."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self._half_written = _HALF_WRITTEN

    @contextmanager
    def alone(self, bank: str) -> Iterator[bool]:
        """Hold the unfinished screening of a bank; whether the disk has locks, without which nobody is kept out.

        Raises `BusyError` if another window holds it, `FileError` if nothing can be saved.
        """
        self.make_folder()
        with _told(self.folder):
            lock, held = self._locked(bank)
        try:
            self._half_written = f"{_HALF_WRITTEN}{bank}-"
            if held:
                self._sweep()
            yield held
        finally:
            let_go(lock)

    def load(self, bank: str) -> Unfinished | None:
        """The unfinished screening of a bank. Raises `FileError` if it is damaged; it is never overwritten then."""
        import json

        path = self._path(bank)
        source = _source(path)
        if source is None:
            return None
        fresh = f"start again with --fresh, which keeps it as {os.path.basename(path)}.damaged"
        try:
            saved = _unfinished(json.loads(source))
        except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
            raise FileError(f"the unfinished screening in {path} is damaged: {fresh}") from None
        if saved is None:
            raise FileError(f"the unfinished screening in {path} is of another hipback: use that one, or {fresh}")
        return saved

    def save(self, interview: Interview, started: str, saved: str) -> None:
        """Put the interview on disk; when this returns it survives a kill and a power cut. Raises `FileError`."""
        import json

        bank = interview.bank
        content = {
            "format": FORMAT,
            "bank": {"id": bank.id, "version": bank.version, "sha256": bank.sha256},
            "started": started,
            "saved": saved,
            "steps": interview.steps,
            "kept": interview.parked,
        }
        self._write(self._path(bank.id), json.dumps({**content, "checksum": _checksum(content)}).encode())

    def set_aside(self, bank: str) -> None:
        """Give way to a new screening: a damaged file is kept under another name, any other is removed."""
        try:
            self.load(bank)
        except FileError:
            path = self._path(bank)
            with _told(self.folder):
                os.replace(path, f"{path}.damaged")
                sync(self.folder)
        self.remove(bank)

    def remove(self, bank: str) -> None:
        """Take the unfinished screening off the disk, for good."""
        with _told(self.folder):
            if remove(self._path(bank)):
                sync(self.folder)

    def keep(self, record: str) -> str:
        """Keep a copy of a record, under a name that says nothing of it. Raises `FileError`."""
        self.make_folder()
        path = self._in(f"record-{os.urandom(4).hex()}.json")
        self._write(path, record.encode())
        return path

    def newest(self) -> str | None:
        """The path of the record that was finished last, or None if none is kept; damaged ones are passed over.

        The time stands in the record: names say nothing, and a copy of the folder has times of its own.
        """
        found = [stored.path for stored in self.files() if stored.kind == "record"]
        dated = [(finished, path) for path in found if (finished := _finished(path)) is not None]
        return max(dated)[1] if dated else None

    def files(self) -> tuple[Stored, ...]:
        """All that is in the folder, kind by kind. Raises `FileError` if it cannot be read."""
        try:
            found = [self._stored(name) for name in self._names()]
        except OSError as error:
            raise FileError(f"cannot read {self.folder}: {error.strerror}") from None
        return tuple(stored for kind in (*_KINDS, "other") for stored in found if stored.kind == kind)

    def forget(self, stored: Stored) -> None:
        """Take a file off the disk for good. Raises `FileError` if a window has it open, or it cannot be removed."""
        with self._not_open(stored.bank):
            try:
                os.unlink(stored.path)
                sync(self.folder)
            except OSError as error:
                raise FileError(f"cannot remove {stored.path}: {error.strerror}") from None

    def remove_folder(self) -> bool:
        """Whether the folder could be removed, since nothing is left in it."""
        try:
            os.rmdir(self.folder)
        except OSError:
            return False
        return True

    def _stored(self, name: str) -> Stored:
        """What a file is, by its name; a link or a folder is never ours."""
        path = self._in(name)
        for kind, pattern in _KINDS.items() if stat.S_ISREG(mode_of(path)) else ():
            if found := re.fullmatch(pattern, name):
                return Stored(found.groupdict().get("name", name), kind, found.groupdict().get("bank") or "", path)
        return Stored(name, "other", "", path)

    def _names(self) -> list[str]:
        try:
            return sorted(os.listdir(self.folder))
        except FileNotFoundError:
            return []

    def _locked(self, bank: str) -> tuple[int, bool]:
        """The lock of a bank, open, and whether it is held. One that was removed meanwhile keeps nobody out: again."""
        path = self._in(f"{bank}.lock")
        while True:
            lock = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
            try:
                held = _lock(lock, ", or use --no-save here")
                if os.path.exists(path) and os.path.samestat(os.fstat(lock), os.stat(path)):
                    return lock, held
            except BaseException:
                let_go(lock)
                raise
            let_go(lock)

    @contextmanager
    def _not_open(self, bank: str) -> Iterator[None]:
        """Hold the lock of a bank if there is one; nothing is made where nothing is."""
        path = self._in(f"{bank}.lock")
        with _told(self.folder):
            there = stat.S_ISREG(mode_of(path))
            lock = os.open(path, os.O_RDWR | os.O_NOFOLLOW) if there else None
        if lock is None:
            yield
            return
        try:
            with _told(self.folder):
                _lock(lock, " first")
            yield
        finally:
            let_go(lock)

    def _path(self, bank: str) -> str:
        return self._in(f"{bank}{_SUFFIX}")

    def _in(self, name: str) -> str:
        return os.path.join(self.folder, name)

    def _sweep(self) -> None:
        """Take away what a kill has left half-written."""
        with _told(self.folder):
            for name in os.listdir(self.folder):
                path = self._in(name)
                if name.startswith(self._half_written) and stat.S_ISREG(mode_of(path)):
                    remove(path)

    def make_folder(self) -> None:
        """Have the folder, for this user alone. Raises `FileError`."""
        with _told(self.folder):
            make_private(self.folder)
            if not belongs_to_us(self.folder):
                raise PermissionError(errno.EPERM, "it belongs to another user")
            os.chmod(self.folder, 0o700)

    def _write(self, path: str, content: bytes) -> None:
        with _told(self.folder):
            write_whole(path, content, self._in(f"{self._half_written}{os.urandom(4).hex()}"))


def _lock(file: int, instead: str) -> bool:
    """Hold a lock; whether the disk has locks at all. Raises `BusyError` if another window holds it."""
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        raise BusyError(f"this screening is open in another window: finish it there{instead}") from None
    except OSError as error:
        if error.errno not in _WITHOUT_LOCKS:
            raise
        return False
    return True


def _source(path: str) -> bytes | None:
    """The bytes of a file, none for what is no file: a pipe would keep us waiting. None where nothing is."""
    try:
        mode = os.lstat(path).st_mode
    except FileNotFoundError:
        return None
    except OSError as error:
        raise FileError(f"cannot read {path}: {error.strerror}") from None
    return read_regular(path, SIZE_AT_MOST) if stat.S_ISREG(mode) else b""


def _unfinished(content: Any) -> Unfinished | None:
    """What a file holds; None for a whole one of another format. Raises `ValueError` and others if it is damaged."""
    found = content.pop("checksum")
    if found != _checksum(content):
        raise ValueError("the checksum does not fit")
    if content["format"] != FORMAT:
        return None
    words = [content["bank"]["version"], content["bank"]["sha256"], content["started"], content["saved"]]
    if not all(isinstance(word, str) and word.isprintable() for word in [*words, *dict(content["steps"])]):
        raise TypeError("these are no words")
    return Unfinished(
        bank_version=content["bank"]["version"],
        bank_sha256=content["bank"]["sha256"],
        started=content["started"],
        saved=content["saved"],
        steps=tuple((question, _frozen(answer)) for question, answer in content["steps"]),
        kept={question: _frozen(answer) for question, answer in content["kept"].items()},
    )


def _finished(path: str) -> str | None:
    """When the record in a file was finished, empty if it does not say; None for what is no record."""
    import json

    try:
        finished = json.loads(read_regular(path, SIZE_AT_MOST))["finished"]
        return finished if isinstance(finished, str) else "" if finished is None else None
    except (FileError, ValueError, KeyError, TypeError, RecursionError):
        return None


def _frozen(answer: Any) -> Answer:
    return tuple(answer) if isinstance(answer, list) else answer


def _checksum(content: Mapping[str, Any]) -> str:
    import json
    from hashlib import sha256

    return sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()


@contextmanager
def _told(folder: str) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise FileError(f"cannot save in {folder}: {error.strerror}") from None

"""Disks that fail and disks that lose their power: what a program asks of `os`, call by call.

`Faulty` has one call fail. `Recorder` writes the calls down, and `crashes` tells in which states a disk may be found
after a power cut at any of them: what was not synced may be there, in part, in another order, or not at all.
"""

import builtins
import errno
import fcntl
import itertools
import os
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any, NamedTuple

import pytest

CHANGING = ("open", "write", "fsync", "replace", "unlink", "mkdir", "chmod", "rmdir")
LOOKING = ("close", "listdir", "lstat", "stat", "fstat")
ERRORS = (
    *(errno.ENOSPC, errno.EIO, errno.EINTR, errno.EROFS, errno.EDQUOT, errno.EACCES, errno.EMFILE),
    *(errno.ENAMETOOLONG, errno.ENOLCK, errno.EXDEV),
)
SHORT = -1
"""A write that takes only some of the bytes."""
STAYS_FULL = -2
"""Such a write, after which every other one finds the disk full."""
DIES = -3
"""A disk that takes no change from some call on, not even the removal of a file."""


class Faulty:
    """One call of `os`, counted from 1, meets a fault: an error by its number, or one of the kinds above."""

    def __init__(self, patch: pytest.MonkeyPatch, at: int, fault: int) -> None:
        self.at, self.fault, self.calls, self.hit = at, fault, 0, ""
        for name in (*CHANGING, *LOOKING):
            patch.setattr(os, name, partial(self._call, name, getattr(os, name)))
        patch.setattr(fcntl, "flock", partial(self._call, "flock", fcntl.flock))
        patch.setattr(builtins, "open", partial(self._call, "read", builtins.open))

    def _call(self, name: str, real: Callable[..., Any], *words: Any, **more: Any) -> Any:
        self.calls += 1
        now, later = self.calls == self.at, self.hit and self.calls > self.at
        if now and (self.fault >= 0 or (name == "write" if self.fault > DIES else name in CHANGING)):
            self.hit = name
        if self.hit and now and self.fault in (SHORT, STAYS_FULL):
            return real(words[0], bytes(words[1][: max(1, len(words[1]) // 2)]))
        if self.hit and now and self.fault >= 0:
            return self._failed(name, real, words, self.fault)
        if later and self.fault == STAYS_FULL and name == "write":
            return self._failed(name, real, words, errno.ENOSPC)
        if self.hit and (now or later) and self.fault == DIES and name in CHANGING:
            return self._failed(name, real, words, errno.EIO)
        return real(*words, **more)

    def _failed(self, name: str, real: Callable[..., Any], words: tuple[Any, ...], number: int) -> Any:
        if name == "close":  # the file is closed nevertheless, as Linux does it
            real(*words)
        raise OSError(number, os.strerror(number))


# Power cuts


class Event(NamedTuple):
    """What was asked of the disk: `mkdir`, `create`, `write`, `sync`, `rename`, `unlink`, `sync folder`; or `told`.

    Files are numbered in the order in which they were made. `told` means: somebody relies on what was done so far.
    """

    kind: str
    path: str = ""
    other: str = ""
    file: int = 0
    content: bytes = b""


class Recorder:
    """Writes down what is asked of the disk, and lets it be done."""

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.events: list[Event] = []
        self._files: dict[int, int] = {}
        self._folders: dict[int, str] = {}
        self._made = itertools.count(1)
        self._real = {name: getattr(os, name) for name in (*CHANGING, "close")}
        for name in self._real:
            if hasattr(self, f"_{name}"):
                patch.setattr(os, name, getattr(self, f"_{name}"))

    def told(self, words: str) -> None:
        self.events.append(Event("told", words))

    def _open(self, path: str, flags: int, mode: int = 0o777) -> int:
        new = flags & os.O_CREAT and not os.path.lexists(path)
        file = self._real["open"](path, flags, mode)
        if flags & os.O_DIRECTORY:
            self._folders[file] = path
        elif new:
            self._files[file] = next(self._made)
            self.events.append(Event("create", path, file=self._files[file]))
        return file

    def _write(self, file: int, content: bytes) -> int:
        done = self._real["write"](file, content)
        if file in self._files:
            self.events.append(Event("write", file=self._files[file], content=bytes(content[:done])))
        return done

    def _fsync(self, file: int) -> None:
        self._real["fsync"](file)
        if file in self._folders:
            self.events.append(Event("sync folder", self._folders[file]))
        elif file in self._files:
            self.events.append(Event("sync", file=self._files[file]))

    def _close(self, file: int) -> None:
        self._real["close"](file)
        self._files.pop(file, None)
        self._folders.pop(file, None)

    def _replace(self, path: str, other: str) -> None:
        self._real["replace"](path, other)
        self.events.append(Event("rename", path, other))

    def _unlink(self, path: str) -> None:
        self._real["unlink"](path)
        self.events.append(Event("unlink", path))

    def _mkdir(self, path: str, mode: int = 0o777) -> None:
        self._real["mkdir"](path, mode)
        self.events.append(Event("mkdir", path))


class Crash(NamedTuple):
    """What may be found after a power cut: what was told before it, and the files of a folder, None if it is gone."""

    told: tuple[str, ...]
    files: Mapping[str, bytes] | None


def crashes(events: list[Event], cuts: int) -> Iterator[Crash]:
    """Every state of the one folder after a power cut before, between and after these events; each one once.

    Changes of a folder reach the disk in any order until it is synced, and each wholly or not at all. Of bytes that
    are not synced any of `cuts` beginnings may be there, or zeros in place of all or of the first half of them.
    """
    seen = set()
    for end in range(len(events) + 1):
        told = tuple(event.path for event in events[:end] if event.kind == "told")
        for files in _states(events[:end], cuts):
            key = (told, None if files is None else tuple(sorted(files.items())))
            if key not in seen:
                seen.add(key)
                yield Crash(told, files)


def _states(events: list[Event], cuts: int) -> Iterator[Mapping[str, bytes] | None]:
    certain, open_ = _changes(events)
    for chosen in _choices(len(open_)):
        kept = {number for number, yes in zip(open_, chosen, strict=True) if yes} | certain
        if any(event.kind == "mkdir" and number not in kept for number, event in enumerate(events)):
            yield None
            continue
        names = _names([events[number] for number in sorted(kept)], events)
        contents = [_contents(events, file, cuts) for file in names.values()]
        for found in itertools.product(*contents):
            yield dict(zip(names, found, strict=True))


def _choices(number: int) -> Iterator[tuple[bool, ...]]:
    """Which of so many changes reached the disk: any; if nobody synced for long, the first or the last."""
    if number <= 6:
        yield from itertools.product((False, True), repeat=number)
        return
    for at in range(number + 1):
        yield (True,) * at + (False,) * (number - at)
        yield (False,) * at + (True,) * (number - at)


def _changes(events: list[Event]) -> tuple[set[int], list[int]]:
    """The numbers of the changes of folders that are on the disk for certain, and of those that may be."""
    certain, open_ = set(), []
    for number, event in enumerate(events):
        if event.kind in ("mkdir", "create", "rename", "unlink"):
            open_.append(number)
        elif event.kind == "sync folder":
            synced = {each for each in open_ if os.path.dirname(events[each].path) == event.path}
            certain |= synced
            open_ = [each for each in open_ if each not in synced]
    return certain, open_


def _names(changes: list[Event], events: list[Event]) -> dict[str, int]:
    """The number of the file under each name after some of these changes: a rename can be there without its file."""
    files = {event.path: event.file for event in events if event.kind == "create"}
    names: dict[str, int] = {}
    for event in changes:
        match event.kind:
            case "create":
                names[event.path] = event.file
            case "rename":
                names[event.other] = files[event.path]
                names.pop(event.path, None)
            case "unlink":
                names.pop(event.path, None)
    return {os.path.basename(path): file for path, file in names.items()}


def _contents(events: list[Event], file: int, cuts: int) -> list[bytes]:
    """What may be read in a file: what was synced, and anything of what was not."""
    synced = written = b""
    for event in events:
        if event.file == file and event.kind == "write":
            written += event.content
        elif event.file == file and event.kind == "sync":
            synced = written
    if synced == written:
        return [written]
    length, half = len(written), len(written) // 2
    torn = [written[: length * cut // cuts] for cut in range(cuts + 1)]
    return sorted({synced, *torn, bytes(length), bytes(half) + written[half:]})

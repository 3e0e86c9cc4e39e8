"""How far a long run has come, on standard error, if a person sits there."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeAlias

import click

from hipback.cli.streams import is_plain, is_terminal

Tell: TypeAlias = Callable[[int, int], None]
"""Takes the rows that are done, and the bytes of input that were used for them."""

SECONDS = 10
"""Between two lines where nothing may move on the screen."""

WITH_BAR = 70
"""Columns. A narrower screen has room for words alone."""


@contextmanager
def progress(size: int, plain: bool) -> Iterator[Tell]:
    """For an input of so many bytes; 0 if nobody knows. Whatever moved is gone at the end."""
    if not is_terminal(sys.stderr):
        yield lambda rows, read: None
    elif is_plain(plain):
        yield _Lines(size)
    else:
        with _bar(size) as tell:
            yield tell


class _Lines:
    """A new line now and then, which a screen reader can read and which stays."""

    def __init__(self, size: int) -> None:
        self._size = size
        self._start = self._told = time.monotonic()

    def __call__(self, rows: int, read: int) -> None:
        now = time.monotonic()
        if now - self._told >= SECONDS:
            self._told = now
            click.echo(words(rows, read, self._size, now - self._start), err=True)


def words(rows: int, read: int, size: int, seconds: float) -> str:
    """How far it has come after so many seconds; what matters most is first, as a narrow screen cuts the rest off."""
    rate = f"{rows:,} rows ({round(rows / seconds):,}/s)"
    if not 0 < read <= size:
        return rate
    left = round(seconds * (size - read) / read)
    return f"{read * 100 // size} %, {_time(left)} left, {rate}"


def _time(seconds: int) -> str:
    return f"{seconds} s" if seconds < 100 else f"{round(seconds / 60)} min"


@contextmanager
def _bar(size: int) -> Iterator[Tell]:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn

    console, told = Console(stderr=True), TextColumn("{task.description}")
    columns = (BarColumn(bar_width=console.width // 3), told) if console.width >= WITH_BAR else (told,)
    with Progress(*columns, console=console, transient=True) as shown:
        task, start = shown.add_task("", total=size or None), time.monotonic()

        def tell(rows: int, read: int) -> None:
            shown.update(task, completed=read, description=words(rows, read, size, time.monotonic() - start))

        yield tell

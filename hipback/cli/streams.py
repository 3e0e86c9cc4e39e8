"""What the commands share: where results and words go, and how a screen looks."""

import errno
import os
import sys
from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import IO, Any, TypeVar

import click

from hipback.errors import FileError
from hipback.layout import WIDEST, fit

Stream = TypeVar("Stream", bound=IO[str])

# Meaning never rests on these: a heading, a warning and a bar are so in words as well. Questions are styled by
# click, which is there already; the result by rich, for which the first question would have to wait.
STYLES: Mapping[str, Mapping[str, Any]] = {
    "title": {"bold": True},
    "warning": {"bold": True},
    "heading": {"bold": True, "fg": "cyan"},
    "question": {"bold": True},
}
RICH_STYLES = {"title": "bold", "warning": "bold", "heading": "bold cyan", "bar": "cyan"}


def width() -> int:
    """The columns to write in: as told by COLUMNS, or as wide as the terminal."""
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told[:6]):
        return fit(int(told[:6]))
    for stream in (1, 2, 0):
        with suppress(OSError):
            return fit(os.get_terminal_size(stream).columns or 80)
    return 80


def is_terminal(stream: IO[str] | None) -> bool:
    """Whether a person sits at this stream; a closed stream is None."""
    return stream is not None and stream.isatty()


def is_plain(plain: bool) -> bool:
    """Whether to keep to ASCII without pictures: asked for, or all that the terminal can show."""
    encoding = (getattr(sys.stdout, "encoding", None) or "ascii").lower().replace("-", "")
    asked = any(os.environ.get(name) for name in ("ACCESSIBLE", "NO_COLOR"))
    return plain or asked or (os.environ.get("TERM") or "dumb") == "dumb" or not encoding.startswith("utf")


def has_colour(stream: IO[str] | None, plain: bool) -> bool:
    """Whether to style words on this stream."""
    return not is_plain(plain) and (is_terminal(stream) or bool(os.environ.get("FORCE_COLOR")))


def styled(words: str, style: str, colour: bool) -> str:
    """The words with their style, if the stream takes colour."""
    return click.style(words, **STYLES[style]) if colour and words and style in STYLES else words


def say_all(lines: Iterable[tuple[str, str]], stream: IO[str] | None, colour: bool) -> None:
    """Write lines and be sure that they are out. Raises `OSError` if they are not."""
    opened = _opened(stream)
    if colour:
        _say_in_colour(lines, opened)
    else:
        opened.writelines(f"{words}\n" for words, _ in lines)
    opened.flush()


def say_record(record: str) -> None:
    """Write JSON to standard output, as UTF-8 whatever the terminal speaks. Raises `OSError`."""
    say_in_parts([record])


def say_in_parts(parts: Iterable[str]) -> None:
    """The same of what is too long to be held as a whole."""
    stream = _opened(sys.stdout)
    stream.flush()
    for part in parts:
        stream.buffer.write(part.encode())
    stream.buffer.flush()


def _opened(stream: Stream | None) -> Stream:
    if stream is None:
        raise OSError(errno.EBADF, "standard output is closed")
    return stream


def _say_in_colour(lines: Iterable[tuple[str, str]], stream: IO[str]) -> None:
    """By rich, which knows the colours of the terminal; as `Text`, in which no word is taken for markup.

    It is told a size, though the lines fit already: it believes COLUMNS=0, and then writes nothing at all.
    """
    from rich.console import Console
    from rich.text import Text

    console = Console(file=stream, force_terminal=True, soft_wrap=True, highlight=False, width=WIDEST, height=WIDEST)
    for words, style in lines:
        text = Text(words, RICH_STYLES.get(style, ""))
        text.highlight_regex("▒+", "yellow")  # the open part of a bar
        console.print(text)


def write_file(path: str, content: str) -> None:
    """Write a private file as a whole, in place of any that stands there. Raises `FileError`."""
    write_in_parts(path, [content])


def write_in_parts(path: str, parts: Iterable[str]) -> None:
    """The same of a file that is too long to be held as a whole."""
    from hipback.cli.folders import check_output
    from hipback.disk import write_parts

    check_output(path)
    try:
        if os.path.exists(path) and not os.path.isfile(path):
            with open(path, "w", encoding="utf-8") as file:  # a pipe or a device cannot be replaced
                file.writelines(parts)
        else:
            write_parts(path, (part.encode() for part in parts), f"{path}.{os.urandom(4).hex()}.half")
    except OSError as error:
        raise FileError(f"cannot write {path}: {error.strerror}") from None

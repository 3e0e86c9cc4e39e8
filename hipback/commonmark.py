"""Words in CommonMark, each sign in them only itself: no word of a bank can become markup, a link or HTML."""

import re

from hipback.layout import visible

# The signs that begin markup, a link or an entity somewhere, in CommonMark or in what hosts add to it.
_ANYWHERE = re.compile(r"[\\`*_{}\[\]<>#&|~$^@]|:(?=\S)|(?<=www)\.", re.IGNORECASE)
_AT_THE_START = re.compile(r"^(\d*)([-+=:.)])")


def as_words(words: str, indent: str = "") -> str:
    """The words with their line breaks; `indent` stands before all lines but the first."""
    return f"\\\n{indent}".join(_lines(words))


def in_one_line(words: str) -> str:
    """The words in one line."""
    return " ".join(_lines(words))


def _lines(words: str) -> list[str]:
    return [_escaped(line) for line in map(str.strip, visible(words).split("\n")) if line]


def _escaped(line: str) -> str:
    return _AT_THE_START.sub(r"\1\\\2", _ANYWHERE.sub(r"\\\g<0>", line))

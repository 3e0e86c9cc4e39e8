"""From the bytes of a file to text that both YAML parsers, the one in C and the one in Python, read alike.

What only one of the two would refuse, or what each would read in its own way, is refused or made plain before either
of them sees it; and so is what nobody can see in a text.
"""

import re
from typing import NamedTuple

from hipback.layout import CONTROL

_NOT_UTF_8 = "HB102", "this is not UTF-8: save the file as UTF-8"
_MARKS = re.compile("[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]{5}")
_HEX = "[0-9a-fA-F]"
_ESCAPE = re.compile(  # of no such character; it begins with what is rare, so that it is found fast
    rf"\\(?<!\\\\)(?:\\\\)*((?:u|U0000)[dD][89a-fA-F]{_HEX}{{2}}|U(?!000|0010){_HEX}{{8}})"
)
_VERSION = re.compile(r"(?: *(?:#.*)?\n)*+%YAML 1\.[0-9] *\n")
_DIRECTIVE = re.compile("^%", re.MULTILINE)
_INDENT = re.compile(r"^( *)\t[ \t]*[^ \t\n]", re.MULTILINE)


class Refused(NamedTuple):
    """Why a file cannot be read, and where; lines and columns count from 0, as the parsers count them."""

    line: int
    column: int
    code: str
    message: str


def text_of(source: bytes) -> str | Refused:
    """The text of a file, with a line feed behind every line and without tabs."""
    source = source.removeprefix(b"\xef\xbb\xbf")
    if b"\0" in source[:4]:  # as UTF-16 and UTF-32 have it there
        return Refused(0, 0, *_NOT_UTF_8)
    try:
        text = source.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        before = source[: error.start].decode("utf-8").replace("\r\n", "\n")
        return _refused(before, len(before), *_NOT_UTF_8)
    if found := unreadable(text):
        return _refused(text, found[0], "HB104", found[1])
    if wrong := _wrong_yaml(text):
        return _refused(text, wrong[0], "HB103", wrong[1])
    return text.replace("\t", " ")


def unreadable(text: str) -> tuple[int, str] | None:
    """Where in a text something stands that nobody can see or read, and what to say of it."""
    if found := CONTROL.search(text):
        return found.start(), f"a character that cannot be seen, U+{ord(found[0]):04X}: take it out"
    if not text.isascii() and (found := _MARKS.search(text)):
        return found.start(), "too many marks on one letter to read it: take them out"
    return None


def readable(text: str) -> str:
    """The text without what is `unreadable` in it."""
    return _MARKS.sub("", CONTROL.sub(" ", text)).replace("\t", " ")


def _wrong_yaml(text: str) -> tuple[int, str] | None:
    """What one parser would refuse and the other take, and what to say of it."""
    version = _VERSION.match(text)
    if found := _DIRECTIVE.search(text, version.end() if version else 0):
        return found.start(), "a line cannot begin with '%' here: put a text in quotes, or take the line out"
    if "\\" in text and (found := _ESCAPE.search(text)):
        return found.start(1) - 1, r"in double quotes '\' has a meaning of its own: use single quotes"
    # In JSON nothing hangs on the indent. Elsewhere a tab there could mean another depth than it seems to.
    if "\t" in text and not text.lstrip().startswith(("{", "[")) and (found := _INDENT.search(text)):
        return found.end(1), "a tab stands here: indent with blanks"
    return None


def _refused(text: str, position: int, code: str, message: str) -> Refused:
    before = text[:position]
    return Refused(before.count("\n"), len(before) - (before.rfind("\n") + 1), code, message)

"""What can be learned, as plain data, the same for every format."""

from typing import NamedTuple

WARNING_SIGNS, REFERENCES = "warning_signs", "references"
"""What can be learned of every bank, besides its chapters and topics; no topic bears these names."""


class List(NamedTuple):
    """Some items under a title."""

    title: str
    items: tuple[str, ...]


class Part(NamedTuple):
    """A piece of a page; what it has none of is empty. A `section` heads it and those after it."""

    section: str = ""
    title: str = ""
    text: str = ""
    evidence: str = ""
    lists: tuple[List, ...] = ()


class Lesson(NamedTuple):
    """A page to read: on a chapter, a topic, the warning signs or the references of a bank."""

    title: str
    text: str
    parts: tuple[Part, ...]
    draft: str
    notice: str

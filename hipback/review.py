"""All that a bank holds as plain data, for someone who reads it in order to sign it: the same for every format."""

from typing import NamedTuple

from hipback.sentences import Sentence

AGREE, CHANGE = "agree", "change"
SIGNATURE = ("Name", "Role", "Date", "Signature")
"""What is filled in by hand: beside each part, and at the end."""


class Words(NamedTuple):
    """Some words under a label."""

    label: str
    text: str


class Rule(NamedTuple):
    """A condition: the label leads into the sentence."""

    label: str
    sentence: Sentence


class Item(NamedTuple):
    """One of a list; `to` is the anchor of what it speaks of, or nothing."""

    words: str
    to: str = ""


class Items(NamedTuple):
    """A list under a label."""

    label: str
    items: tuple[Item, ...]


class Table(NamedTuple):
    """Rows under a head. The first cell of a row says what the row is about."""

    label: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Drawing(NamedTuple):
    """A picture in plain characters."""

    label: str
    lines: tuple[str, ...]


Block = Words | Rule | Items | Table | Drawing


class Entry(NamedTuple):
    """A part of the bank, with the parts in it. To one `to_sign` a reader agrees, or notes a change.

    Anchors are unique in a review; what is only a heading has no id.
    """

    anchor: str
    id: str
    title: str
    blocks: tuple[Block, ...] = ()
    entries: tuple["Entry", ...] = ()
    to_sign: bool = False


class Review(NamedTuple):
    """The whole sheet. `language` is the code of the language that the texts of the bank are in.

    The `declaration` is what a clinician signs.
    """

    title: str
    language: str
    sections: tuple[Entry, ...]
    declaration: str
    notice: str

"""The topics of `hipback help`, and with them pages of the docs: what is told once about all commands."""

import os
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

import yaml

from hipback.document import Block, Command, Document, Heading, Items, Pair, Words
from hipback.safety import NOTICE

LANGUAGE = "en"


class HelpTopic(NamedTuple):
    """A text with its title, and what it is about in a few words."""

    id: str
    title: str
    about: str
    for_person: bool
    blocks: tuple[Block, ...]

    @property
    def document(self) -> Document:
        """The text as it is told in every form."""
        return Document(self.title, LANGUAGE, self.blocks, NOTICE)


def read_topics() -> Mapping[str, HelpTopic]:
    """Every topic by its id, in the order of the file."""
    path = os.path.join(os.path.dirname(__file__), "help.yaml")
    with open(path, encoding="utf-8") as file:
        table = yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {id: _topic(id, **entry) for id, entry in table.items()}


def _topic(id: str, title: str, about: str, text: list[Any], **other: str) -> HelpTopic:
    blocks = tuple(block for entry in text for block in _blocks(entry))
    return HelpTopic(id, title, about, other["for"] == "person", blocks)


def _blocks(entry: Any) -> Iterator[Block]:
    match entry:
        case {"heading": words}:
            yield Heading(words)
        case {"list": items}:
            yield Items(tuple(items))
        case {"names": names}:
            yield from (Pair(name, words) for name, words in names.items())
        case {"type": words}:
            yield Command(words)
        case words:
            yield Words(words)

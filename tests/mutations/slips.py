"""What a slip is, and what makers of slips share."""

from collections.abc import Callable, Iterable, Sequence
from random import Random

from hipback.model import OneOf
from mutations.page import Edit, Entry, Page

Slip = tuple[str, list[Edit], set[int]]
"""What was done, in a sentence; the edits; and other lines at which it may rightly be told."""

Make = Callable[[Page, Random], Slip]
"""Draws a place in a page, and makes a slip there."""


def dotted(path: Iterable[str]) -> str:
    """The keys that lead to a place."""
    return ".".join(path)


def listed(options: Sequence[str]) -> str:
    """Options as a condition names them."""
    return options[0] if len(options) == 1 else f"[{', '.join(options)}]"


def lines_of_options(page: Page, entry: Entry) -> set[int]:
    """The lines of the options that stand under a question in a condition."""
    return page.options(OneOf(entry.name, frozenset(entry.words)))


def narrowed(page: Page, random: Random, entry: Entry) -> Slip:
    """One of the options that a condition names is left out."""
    gone = random.choice(entry.words)
    kept = [word for word in entry.words if word != gone]
    told = f"{dotted(entry.path[:2])} hangs on {entry.name}: {listed(kept)}, and no longer on {gone}"
    return told, [page.part_instead(entry, listed(kept))], set(page.block(*entry.path[:2]))


def renamed(page: Page, path: tuple[str, str], new: str) -> tuple[str, ...]:
    """The lines of a part, under another id."""
    first, *rest = page.copy(page.block(*path))
    return first.replace(path[1], new, 1), *rest


def put_below(page: Page, entry: Entry, *lines: str) -> Edit:
    """Lines below all that stands under a key, indented as far as the key."""
    return page.below(page.block(*entry.path), *(f"{entry.indent}{line}" for line in lines))

"""Terminals, locales, widths and streams under which a warning must be seen: the axes of one matrix."""

from collections.abc import Iterator, Mapping
from itertools import product
from random import Random
from typing import NamedTuple

TERMINALS: Mapping[str, Mapping[str, str]] = {
    "usual": {},
    "dumb": {"TERM": "dumb"},
    "no TERM": {"TERM": ""},
    "unknown TERM": {"TERM": "nonesuch"},
    "odd TERM": {"TERM": "xterm-💩"},
    "C": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "ascii": {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    "latin-1": {"PYTHONIOENCODING": "latin-1"},
    "no such locale": {"LC_ALL": "xx_YY.nonesuch", "LANG": "xx_YY"},
    "NO_COLOR": {"NO_COLOR": "1", "FORCE_COLOR": "1"},
    "FORCE_COLOR": {"FORCE_COLOR": "1", "TERM": "xterm-256color"},
    "ACCESSIBLE": {"ACCESSIBLE": "1"},
}
WIDTHS = (0, 2, 10, 40, 80, 400)
STREAMS = ("terminal", "file", "pipe", "full")
"""Where the result goes, while the person sits at a terminal; but for the pipe, where nobody does."""


class Cell(NamedTuple):
    """Where a warning is to be seen, by the names above; `soon` tells of two sets of signs which one it is."""

    terminal: str
    width: int
    stream: str
    soon: bool

    def __str__(self) -> str:
        return f"{self.terminal}, {self.width}, {self.stream}, {'soon' if self.soon else 'now'}"


def cells() -> list[Cell]:
    """All there are."""
    return [Cell(*axes) for axes in product(TERMINALS, WIDTHS, STREAMS, (False, True))]


def sample(seed: int) -> Iterator[Cell]:
    """As few as there are terminals, and every value of each axis among them."""
    chance = Random(seed)
    axes = [[*(list(axis) * len(TERMINALS))[: len(TERMINALS)]] for axis in (WIDTHS, STREAMS, (False, True))]
    for axis in axes:
        chance.shuffle(axis)
    return map(Cell, TERMINALS, *axes)

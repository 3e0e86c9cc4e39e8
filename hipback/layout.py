"""Words laid out in lines of a terminal."""

import textwrap

NARROWEST, WIDEST = 20, 100


def fit(columns: int) -> int:
    """A width that words can be read in, whatever the terminal says of itself."""
    return max(NARROWEST, min(columns, WIDEST))


def wrap(words: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most `width` columns; `first` and `rest` stand before the first and the other lines.

    Line breaks in the words are kept. Without `rest` the other lines are indented as far as the first.
    """
    indent = " " * len(first) if rest is None else rest
    lines: list[str] = []
    for paragraph in words.split("\n"):
        lines += textwrap.wrap(
            paragraph,
            width,
            initial_indent=indent if lines else first,
            subsequent_indent=indent,
            break_on_hyphens=False,
        )
    return lines

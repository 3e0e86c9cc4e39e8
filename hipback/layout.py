"""Words laid out in lines of a terminal, and what in them nobody could see."""

import re
import textwrap

NARROWEST, WIDEST = 20, 100
_FILLING = "\0"
# Terminals obey C0 and C1 controls; bidirectional overrides change what a reader sees; others hide inside of words.
CONTROL = re.compile(
    r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff"
    r"\xad\u200b\u2060-\u2064\U000e0000-\U000e007f]"
)

FORMULA_SIGNS = "=+-@\t\r\uff1d\uff0b\uff0d\uff20"
"""How a cell begins that a spreadsheet may take for a formula; some take wide signs for the others."""


def fit(columns: int) -> int:
    """A width that words can be read in, whatever the terminal says of itself."""
    return max(NARROWEST, min(columns, WIDEST))


def wrap(words: str, width: int, first: str = "", rest: str | None = None) -> list[str]:
    """Lines of at most `width` columns; `first` and `rest` stand before the first and the other lines.

    Line breaks in the words are kept. Without `rest` the other lines are indented as far as the first.
    """
    indent = " " * len(first) if rest is None else rest
    lines: list[str] = []
    spread = words if words.isascii() else _spread(words)
    if spread != words:
        width -= 1  # a line may begin with a letter whose first column was left on the line above
    for paragraph in spread.split("\n"):
        lines += textwrap.wrap(
            paragraph,
            width,
            initial_indent=indent if lines else first,
            subsequent_indent=indent,
            break_on_hyphens=False,
        )
    return lines if spread == words else [line.replace(_FILLING, "") for line in lines]


def _spread(words: str) -> str:
    """The words with a filling for the second column that a letter takes, as those of Chinese and Japanese do."""
    from unicodedata import east_asian_width

    return "".join(f"{_FILLING}{letter}" if east_asian_width(letter) in "WF" else letter for letter in words)


def visible(words: str) -> str:
    """The words with a sign in place of every character that cannot be seen but could garble the others."""
    return CONTROL.sub("\ufffd", words)

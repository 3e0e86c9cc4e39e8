"""What the YAML parser stumbles over, said for an author who does not know YAML.

Its own words speak of tokens, nodes and block mappings; and the parser in C and the one in Python choose others.
"""

import re
from typing import Any, NamedTuple

import yaml


class Slip(NamedTuple):
    """How both parsers speak of it, what its line is up to there, what to say, and whether it began further above.

    `above` is what stands in the line above it, if the slip was made there; and if that is the only line between a key
    and this one, `too_deep` says that it is indented deeper.
    """

    words: str
    line: str
    message: str
    began: bool = False
    above: str = ""
    too_deep: bool = False


_START = "a text cannot begin with {sign}: put it in quotes"
_ONE_QUOTE = r"""[^'"]*['"][^'"]*$"""
_INDENT = "this line is not indented like those that it belongs to"
_TAG = "a value cannot begin with '!': put a text in quotes"
_TOO_DEEP = "this line is indented deeper than the one below, which belongs to the same key"
_NO_COLON = "no ':' behind this: write a key and its value, or indent what goes on from above"
_NO_BLANK = "a blank is missing behind the ':' of this line"
SLIPS = (
    Slip("values are not allowed", r".*:\s", "a second ': ' in one line: put the text behind the first one in quotes"),
    Slip("values are not allowed", "", _NO_COLON, above=r"[\w.]+( [^:]*)?$"),
    Slip("values are not allowed|expected ':'$", "", _NO_BLANK, above=r"[\w.]+:[^\s:]"),
    Slip("values are not allowed", "", f"{_INDENT}, or a line above it has no blank behind its ':'"),
    Slip("keys are not allowed", "", _START),
    Slip("entries are not allowed", "", "a list begins in a line of its own: if this is a text, put it in quotes"),
    Slip("cannot start", "", _START),
    Slip("expected (tag )?URI|expected '>'|whitespace or", "", _TAG, began=True),
    Slip("document start", "", "take out the line above that begins with '%' or '...'"),
    Slip("alphabetic or numeric", "", "a text cannot begin with '&' or '*': put it in quotes"),
    Slip(
        "comment or|chomping or",
        "",
        "a text behind '>' or '|' begins in the next line: move it there, or put it all in quotes",
    ),
    Slip("end of stream", "", "this quote is opened and never closed", began=True),
    Slip("expected ':'$", "", _NO_COLON, began=True),
    Slip("escape|hexa?decimal", "", r"in double quotes '\' has a meaning of its own: use single quotes", began=True),
    Slip("',' or '", "$", "this bracket is opened and never closed", began=True),
    Slip("',' or '", "", "a comma or a closing bracket is missing before this: the bracket opens on line {opened}"),
    Slip("node content", "", "a value is missing before {sign}: if this begins a text, put it in quotes"),
    Slip("expected key|block end", r"\s*\S$", _TOO_DEEP, above=r"[\w.]+:", too_deep=True),
    Slip("expected key|block end|'-' indicator", r"\s*\S$", f"{_INDENT}, or mixes a list with keys"),
    Slip("expected key|block end", _ONE_QUOTE, "this quote was opened above: close it where its text ends"),
    Slip("expected key|block end", "", "a quote or bracket ends before this: put all of it in quotes of another kind"),
)
"""The first that fits is told. `line` is matched from its start to the place, and is empty at the end of the file."""


def explained(error: yaml.MarkedYAMLError, text: str) -> tuple[int, int, str]:
    """Line and column, counting from 0, and what to say."""
    problem = error.problem or error.context or ""
    place: Any = error.problem_mark or error.context_mark
    began: Any = error.context_mark or place
    lines = text.split("\n")
    line = lines[place.line] if place.line < len(lines) else ""
    at_end = not "\n".join([line[place.column :], *lines[place.line + 1 :]]).strip()
    before = "" if at_end else line[: place.column + 1]
    number, above = _line_above(lines, place.line)
    too_deep = _indent(_line_above(lines, number)[1]) < place.column < _indent(above)
    for slip in SLIPS:
        if slip.too_deep and not too_deep:
            continue
        if re.search(slip.words, problem) and re.match(slip.line, before) and re.match(slip.above, above.strip()):
            if slip.above:
                return number, _indent(above), slip.message
            told = began if slip.began else place
            return told.line, told.column, slip.message.format(sign=f"'{before[-1:]}'", opened=began.line + 1)
    return place.line, place.column, f"this is not YAML: {problem}"


def _line_above(lines: list[str], number: int) -> tuple[int, str]:
    """The nearest line above one in which something stands, and its number."""
    above = ((place, lines[place]) for place in range(number - 1, -1, -1))
    return next(((place, line) for place, line in above if line.strip()), (0, ""))


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())

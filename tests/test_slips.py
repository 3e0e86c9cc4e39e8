"""Slips in YAML are told in words for an author who does not know it, and alike by both parsers."""

import pytest

from hipback.errors import BankError
from hipback.marked import read_yaml

pytestmark = pytest.mark.usefixtures("each_loader")

INDENT = "this line is not indented like those that it belongs to"
NO_BLANK = f"{INDENT}, or a line above it has no blank behind its ':'"
NO_COLON = "no ':' behind this: write a key and its value, or indent what goes on from above"
TOO_DEEP = "this line is indented deeper than the one below, which belongs to the same key"
MIXED = f"{INDENT}, or mixes a list with keys"
NOT_CLOSED = "a comma or a closing bracket is missing before this: the bracket opens on line 1"
ENDS = "a quote or bracket ends before this: put all of it in quotes of another kind"


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (
            "help: Please note: stop",
            "1:18: HB103 a second ': ' in one line: put the text behind the first one in quotes",
        ),
        ("a:\n  b: c\n    d: e", f"3:6: HB103 {NO_BLANK}"),
        ("a:\n  b:c\n\n  d: e", "2:3: HB103 a blank is missing behind the ':' of this line"),
        ("a:\n  b\n    c: d", f"2:3: HB103 {NO_COLON}"),
        ("a:\n  b it hurts\n  c: d", f"2:3: HB103 {NO_COLON}"),
        ("a:\n  b [c, d]\n  e: f", f"2:3: HB103 {NO_COLON}"),
        ("a:\n  b:c or d\n  e: f", "2:3: HB103 a blank is missing behind the ':' of this line"),
        ("a: ? b", "1:4: HB103 a text cannot begin with '?': put it in quotes"),
        ("a: - b", "1:4: HB103 a list begins in a line of its own: if this is a text, put it in quotes"),
        ("a:\n\tb: c", "2:1: HB103 a tab stands here: indent with blanks"),
        ("a:\n  b: c\n\td: e", "3:1: HB103 a tab stands here: indent with blanks"),
        ("a: @home", "1:4: HB103 a text cannot begin with '@': put it in quotes"),
        ("a: *very* sore", "1:9: HB103 a text cannot begin with '&' or '*': put it in quotes"),
        (
            "a: > 50 years",
            "1:6: HB103 a text behind '>' or '|' begins in the next line: move it there, or put it all in quotes",
        ),
        (
            "a: >b c",
            "1:5: HB103 a text behind '>' or '|' begins in the next line: move it there, or put it all in quotes",
        ),
        ("a: !< b", "1:4: HB103 a value cannot begin with '!': put a text in quotes"),
        ("a: b\n...\nc: d", "3:1: HB103 take out the line above that begins with '%' or '...'"),
        ("a: 'b\nc: d", "1:4: HB103 this quote is opened and never closed"),
        ("a: b\nc\nd: e", f"2:1: HB103 {NO_COLON}"),
        ('a: "b \\q"', r"1:4: HB103 in double quotes '\' has a meaning of its own: use single quotes"),
        ('a: "b \\xq"', r"1:4: HB103 in double quotes '\' has a meaning of its own: use single quotes"),
        ("a: [b, c\n", "1:4: HB103 this bracket is opened and never closed"),
        ("a: {b: c", "1:4: HB103 this bracket is opened and never closed"),
        ("a: [b\nc: d", f"2:2: HB103 {NOT_CLOSED}"),
        ("a: {b: 1 c: 2}", f"1:11: HB103 {NOT_CLOSED}"),
        ("a: , b", "1:4: HB103 a value is missing before ',': if this begins a text, put it in quotes"),
        ("a:\n    b: c\n  d: e", f"2:5: HB103 {TOO_DEEP}"),
        ("a:\n    b: c\n    d: e\n  f: g", f"4:3: HB103 {MIXED}"),
        ("a:\n  b: c\n  - d", f"3:3: HB103 {MIXED}"),
        ("a:\n  - b\n  c: d", f"3:3: HB103 {MIXED}"),
        ("a: 'it's'", f"1:8: HB103 {ENDS}"),
        ('a: "so" they say', f"1:9: HB103 {ENDS}"),
        ('a: "b\nc: "d"', "2:5: HB103 this quote was opened above: close it where its text ends"),
        ("a: [hurt] more", f"1:11: HB103 {ENDS}"),
    ],
)
def test_a_slip_is_told_in_plain_words(source, problem):
    with pytest.raises(BankError) as caught:
        read_yaml(source.encode(), "file.yaml")
    assert str(caught.value) == f"file.yaml:{problem}"


def test_what_is_no_usual_slip_is_told_in_the_words_of_the_parser():
    with pytest.raises(BankError, match=r"^file\.yaml:1:2: HB103 this is not YAML: .*indicator"):
        read_yaml(b"|01 a", "file.yaml")

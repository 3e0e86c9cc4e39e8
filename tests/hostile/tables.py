"""Files of many people that mean harm, or were made by accident: the cases B01 to B20 that come in files, as bytes.

All are answers to the small bank. `FILES` holds by case a few files by name: what is in each, the rows that come out,
and the words that are told. Where nothing comes out, the whole file is refused.
"""

from typing import NamedTuple

REFUSED = -1


class Hostile(NamedTuple):
    """A file with a column `id` that is kept if it is there, the number of rows that come out, and what is told."""

    source: bytes
    rows: int
    words: tuple[str, ...] = ()


ROW = b'{"groin": "often"}\n'
OPEN = "is not closed: all below stands in one cell"
NO_OPTION = "use 'often', 'rarely' or 'sometimes'"


def among(line: bytes, words: str) -> Hostile:
    """A line of NDJSON between two others."""
    return Hostile(ROW + line + b"\n" + ROW, 3, (f"file.ndjson:2: {words}",))


def cell(written: str, words: str = "", column: str = "now___saddle") -> Hostile:
    """A cell in a table of two columns."""
    source = f"groin,{column}\noften,{written}\n".encode()
    return Hostile(source, 1, (f"file.csv:2: {column}: {words}",) if words else ())


MARK = "expected 'yes', 'no' or 'not_sure', found"
WHOLE = "expected a whole number from 0 to 120, found"

FILES: dict[str, dict[str, Hostile]] = {
    "B01": {
        "file.ndjson": Hostile(
            ROW * 4_999 + b"{x\n" + ROW * 5_000, 10_000, ("1 row with problems", "file.ndjson:5000:")
        ),
        "last.ndjson": Hostile(ROW * 9 + b'{"groin": "oft', 10, ("last.ndjson:10: this is not JSON",)),
    },
    "B02": {
        "blank.ndjson": Hostile(b"\n" + ROW + b" \t \r\n\n" + ROW + b"\n\n", 2),
        "crlf.ndjson": Hostile(ROW.replace(b"\n", b"\r\n") * 2, 2),
        "mark.ndjson": Hostile(b"\xef\xbb\xbf" + ROW, 1),
        "no-end.ndjson": Hostile(ROW.rstrip(), 1),
        "crlf.csv": Hostile(b"\xef\xbb\xbfgroin,age\r\noften,1\r\n\r\nrarely,2", 2),
    },
    "B03": {
        "file.ndjson": Hostile(
            ROW + b'{"groin": "' + b"x" * 30_000_000 + b'"}\n' + ROW,
            3,
            ("file.ndjson:2: the line is longer than 16 MiB: write one object a line",),
        ),
        "one.ndjson": Hostile(b'{"groin": "often"}' * 1_200_000, 1, ("one.ndjson:1: the line is longer",)),
    },
    "B04": {
        "file.ndjson": among(b'{"age": NaN}', "this is not JSON: NaN is no value"),
        "infinite/file.ndjson": among(b'{"age": -Infinity}', "this is not JSON: -Infinity is no value"),
        "large/file.ndjson": among(b'{"age": 1e999}', f"age: {WHOLE} 'Infinity'"),
        "twice/file.ndjson": among(b'{"groin": "often", "groin": "rarely"}', "'groin' was given twice"),
        "deep/file.ndjson": among(b'{"groin": ' + b"[" * 100_000 + b"}", "this is not JSON: a number or a list is out"),
        "digits/file.ndjson": among(b'{"age": ' + b"9" * 5_000 + b"}", "this is not JSON: a number or a list is out"),
        "half/file.ndjson": among(b'{"groin": "\\ud800"}', "'groin': half of a character is no text"),
        "bytes/file.ndjson": among(b'{"groin": "\xff"}', "this is not UTF-8"),
        "key/file.ndjson": among(b'{"__proto__": 1}', "'__proto__': there is no such question"),
    },
    "B05": {
        "file.ndjson": Hostile(b'{"id": "a", "groin": "often"}\n{"id": "a", "groin": "rarely"}\n', 2),
        "file.csv": Hostile(b"id,groin\na,often\na,often\n", 2),
    },
    "B06": {
        "semicolons.csv": Hostile(b"groin;age\noften;52\n", 1),
        "tabs.tsv": Hostile(b"groin\tage\noften\t52\n", 1),
        "utf-16.csv": Hostile("groin,age\noften,52\n".encode("utf-16"), REFUSED, ("save the file as CSV UTF-8",)),
        "latin-1.csv": Hostile("groin,âge\noften,52\n".encode("latin-1"), REFUSED, ("save the file as CSV UTF-8",)),
        "twice.csv": Hostile(b"groin,groin\noften,often\n", REFUSED, ("the column 'groin' stands there twice",)),
        "blanks.csv": Hostile(b" groin,age\noften,52\n", REFUSED, ("'groin' is no question, did you mean 'groin'?",)),
        "missing.csv": Hostile(b"groin\noften\n", 1),
        "extra.csv": Hostile(b"groin,name\noften,x\n", REFUSED, ("the column 'name' is no question", "--keep NAME")),
        "empty-name.csv": Hostile(b"groin,\noften,x\n", REFUSED, ("the column '' is no question",)),
        "bars.csv": Hostile(b"groin|age\noften|52\n", REFUSED, ("the column 'groin|age' is no question",)),
        "no-header.csv": Hostile(b"often,52\n", REFUSED, ("the column 'often' is no question",)),
    },
    "B07": {
        "kept-last.csv": Hostile(
            b'groin,id\nrarely,"x\n' + b"often,y\n" * 9_999, REFUSED, (f"a quote in row 2 {OPEN}",)
        ),
        "kept-first.csv": Hostile(
            b'id,groin\n"x,rarely\n' + b"y,often\n" * 9_999, REFUSED, (f"a quote in row 2 {OPEN}",)
        ),
        "answer.csv": Hostile(b'age,groin\n1,"often\n' + b"2,often\n" * 9_999, REFUSED, (f"a quote in row 2 {OPEN}",)),
        "last.csv": Hostile(b'groin,id\nrarely,x\noften,"y', REFUSED, (f"a quote in row 3 {OPEN}",)),
        "only.csv": Hostile(b'groin\n"', REFUSED, (f"a quote in row 2 {OPEN}",)),
        "header.csv": Hostile(b'"groin,age\noften,1\n', REFUSED, ("is no question",)),
        "closed-later.csv": Hostile(
            b'groin,age\n"often,1\noften,2\n"rarely,3\nrarely,4\n',
            2,
            ("closed-later.csv:2: groin: a quote is not closed",),
        ),
    },
    "B08": {
        "lines.csv": Hostile(
            b'id,groin\n"a\nb",often\nc,"often\n"\n', 2, ("lines.csv:3: groin: a quote is not closed",)
        ),
        "long.csv": Hostile(b"id,groin\n" + b"x" * 200_000 + b",often\n", 1),
        "long-answer.csv": Hostile(
            b"groin\n" + b"x" * 200_000 + b"\n", 1, ("long-answer.csv:2: groin: no option 'xxx",)
        ),
        "nul.csv": Hostile(b"groin,age\noft\0en,1\nrarely,2\n", 2, ("nul.csv:2: groin: no option 'oft",)),
        "short.csv": Hostile(
            b"groin,age\noften\nrarely,2\n", 2, ("short.csv:2: the row has 1 cells, and the header has 2",)
        ),
        "wide.csv": Hostile(
            b"groin,age\noften,1,2\nrarely,2\n", 2, ("wide.csv:2: the row has 3 cells, and the header",)
        ),
        "too-long.csv": Hostile(
            b"groin\noften\n" + b"x" * 40_000_000, REFUSED, ("no more can be read from row", "longer than 16 MiB")
        ),
    },
    "B09": {
        "true/file.csv": cell("true"),
        "one/file.csv": cell("1"),
        "float/file.csv": cell("1.0"),
        "empty/file.csv": cell(""),
        "TRUE/file.csv": cell("TRUE", f"{MARK} 'TRUE'"),
        "01/file.csv": cell("01", f"{MARK} '01'"),
        "NA/file.csv": cell("NA", f"{MARK} 'NA'"),
        "dash/file.csv": cell("-", f"{MARK} '-'"),
        "day/file.csv": cell("2-Jan", f"{MARK} '2-Jan'"),
        "number/file.csv": cell("52", "", "age"),
        "number-1.0/file.csv": cell("52.0", "", "age"),
        "number-empty/file.csv": cell("", "", "age"),
        "number-nothing/file.csv": cell("-", f"{WHOLE} '-'", "age"),
        "number-NA/file.csv": cell("NA", f"{WHOLE} 'NA'", "age"),
        "number-0/file.csv": cell("052", "", "age"),
        "number-comma/file.csv": cell('"52,0"', f"{WHOLE} '52,0'", "age"),
        "number-power/file.csv": cell("5e1", f"{WHOLE} '5e1'", "age"),
        "number-wide/file.csv": cell("\uff15\uff12", f"{WHOLE} '\uff15\uff12'", "age"),
        "number-blanks/file.csv": cell(" 52", f"{WHOLE} '52'", "age"),
    },
}

"""Files of answers that mean harm, or were made by accident: the cases A01 to A35 that come in files, as bytes.

All are answers to the small bank. `FILES` holds by case a few files by name: what is in each, and the words that are
said of it; without words the file is as good as the whole answers.
"""

import json
from typing import Any, NamedTuple

from oracle import CANARY

GOOD: dict[str, Any] = {
    "now": ["none"],
    "today": ["none"],
    "soon": "no",
    "age": 50,
    "groin": "often",
    "socks": "some",
    "socks_cause": "hip",
    "numb": ["foot"],
    "rest_pain": 3,
}


class Hostile(NamedTuple):
    """A file, and the words that are said of it."""

    source: bytes
    words: tuple[str, ...] = ()


def having(**others: Any) -> bytes:
    """The good answers with some others in their place."""
    return json.dumps(GOOD | others).encode()


def written(question: str, words: str) -> bytes:
    """The good answers, with one written so, letter by letter."""
    return having(**{question: "HERE"}).replace(b'"HERE"', words.encode("utf-8", "surrogatepass"))


WHOLE = "expected a whole number from 0 to 10, found"

FILES: dict[str, dict[str, Hostile]] = {
    "A01": {
        "word": Hostile(having(age="old"), ("age: expected a whole number from 0 to 120, found 'old'",)),
        "list": Hostile(having(age=[50]), ("age: expected a whole number from 0 to 120",)),
        "mapping": Hostile(having(age={"years": 50}), ("expected a text, found keys with values",)),
        "null": Hostile(having(age=None), ("age: expected a whole number from 0 to 120, found 'null'",)),
        "all-at-once": Hostile(
            having(age="old", soon="maybe", rest_pain=[1], numb="arm"), ("age:", "soon:", "rest_pain:", "numb:")
        ),
    },
    "A02": {
        "question": Hostile(having(agee=50), ("'agee': there is no such question, did you mean 'age'?",)),
        "option": Hostile(having(groin="offen"), ("groin: no option 'offen', did you mean 'often'?",)),
        "below": Hostile(having(rest_pain=-1), (f"rest_pain: {WHOLE} '-1'",)),
        "above": Hostile(having(rest_pain=11), (f"rest_pain: {WHOLE} '11'",)),
    },
    "A03": {
        "true-for-a-scale": Hostile(having(rest_pain=True), (f"rest_pain: {WHOLE} 'true'",)),
        "one-for-yes": Hostile(having(soon=1), ("soon: no option '1', use 'no' or 'yes'",)),
        "true-for-yes": Hostile(having(soon=True), ("soon: no option 'true', use 'no' or 'yes'",)),
        "fraction": Hostile(having(rest_pain=3.0), (f"rest_pain: {WHOLE} '3.0'",)),
        "number-in-quotes": Hostile(having(rest_pain="3")),
    },
    "A04": {
        words: Hostile(written("rest_pain", words), (f"rest_pain: {WHOLE} '{words}'",))
        for words in ("NaN", "Infinity", "-Infinity", "1e999", ".nan", "1e0")
    },
    "A05": {
        words: Hostile(written("rest_pain", f'"{words}"'), (f"rest_pain: {WHOLE} '{words}'",))
        for words in ("1_0", "\u0663", "\uff13", "\u00b2", "+3", "0x3", "3,5", "1e1")
    },
    "A06": {
        "twice": Hostile(b'{"soon": "yes", ' + having()[1:], ("HB209", "'soon' was given before, on line 1")),
        "escaped": Hostile(b'{"so\\u006fn": "yes", ' + having()[1:], ("HB209", "'soon' was given before")),
    },
    "A08": {
        "two-texts": Hostile(having() + having(), ("HB103",)),
        "two-lines": Hostile(having() + b"\n" + having(), ("HB103",)),
        "bom": Hostile(b"\xef\xbb\xbf" + having()),
        "utf-16": Hostile(having().decode().encode("utf-16"), ("HB102", "save the file as UTF-8")),
        "utf-16-without-bom": Hostile(having().decode().encode("utf-16-le"), ("HB102", "save the file as UTF-8")),
        "comment-of-javascript": Hostile(b"// mine\n" + having(), ("HB103",)),
        "tabs": Hostile(json.dumps(GOOD, indent="\t").encode()),
        "single-quotes": Hostile(having().replace(b'"', b"'")),
        "crlf": Hostile(json.dumps(GOOD, indent=1).replace("\n", "\r\n").encode()),
    },
    "A09": {
        "brackets": Hostile(b"[" * 100_000, ("HB105", "nested deeper than 64 levels")),
        "mappings": Hostile(b'{"a":' * 100_000, ("HB105",)),
        "digits": Hostile(written("age", "9" * 5_000), ("HB203",)),
        "half-a-pair": Hostile(written("soon", r'"\ud800"'), ("HB103",)),
        "nul": Hostile(written("soon", r'"no\u0000"'), ("HB104", "U+0000")),
        "raw-nul": Hostile(written("soon", '"no\0"'), ("HB104", "U+0000")),
        "escape": Hostile(written("soon", r'"\u001b[31mno"'), ("HB104", "U+001B")),
        "huge": Hostile(b" " * 2_000_001, ("HB101",)),
    },
    "A11": {"not-put": Hostile(having(socks="no", socks_cause="both"))},
    "A31": {
        "markdown": Hostile(b"# Your summary\n\n- one\n- two\n", ("HB208",)),
        "html": Hostile(b"<!doctype html>\n<html><body>Hello</body></html>\n", ("HB208",)),
        "bank": Hostile(b"format: hipback-bank/1\n", ("is a question bank",)),
        "newer": Hostile(b'{"format": "hipback-record/99"}', ("hipback-record/99",)),
    },
    "A32": {
        "keys": Hostile(
            json.dumps({f"key_{number}": CANARY for number in range(10_000)}).encode(), ("... and 9950 more",)
        )
    },
}

"""Question banks that mean harm, or were made by accident: the cases Y01 to Y60, as bytes.

`BANKS` holds by case a few files by name: what is in each, and the first problem that is told of it ("" for none).
"""

from pathlib import Path
from typing import NamedTuple

SMALL = (
    (Path(__file__).parents[1] / "banks" / "small.yaml")
    .read_text()
    .replace("when: {numb: foot}", "when: {numb: foot, rest_pain: {at_least: 8}}")
    .replace("Too many answers are open to pick an exercise.", "Too many answers are open.")
)
"""The small bank, mended where `hipback bank check` found it wanting."""


class Hostile(NamedTuple):
    """A file, and how the first problem that is told of it begins: its place, its code, its words."""

    source: bytes
    problem: str


def small(old: str, new: str) -> bytes:
    """The small bank with another fragment in place of one."""
    assert SMALL.count(old) == 1, old
    return SMALL.replace(old, new).encode()


def welcome(words: str) -> bytes:
    """The small bank with these words as its welcome, written as they are."""
    return small("This small bank is for tests.", words)


def questions(number: int, more: str = "") -> bytes:
    """The small bank with so many more questions, each of which is asked only if the one before was answered so."""
    text = "\n".join(
        f"""\
  q{place}:
    label: Question {place}
    text: Is this the {place}th?
    answers: yes_no
    help: The number {place}.
    why: To have {number}.
    references: [khan]{more.format(before=place - 1, number=place) if place else ""}"""
        for place in range(number)
    )
    return small("  rest_pain:\n", f"{text}\n  rest_pain:\n")


BOMB = "a: &a [x]\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} [{', '.join(['*' + chr(97 + n)] * 9)}]\n" for n in range(9)
)
MERGE = "a: &a {x: y}\n" + "".join(
    f"{chr(98 + n)}: &{chr(98 + n)} {{<<: [{', '.join(['*' + chr(97 + n)] * 9)}]}}\n" for n in range(9)
)

PATTERN = """\
  {id}:
    title: Pattern {id}
    when: {{pattern: {other}}}
    text: Something.
    ask: What is this?
    references: [khan]
"""
HIDDEN = (0x200B, 0xAD, 0x2060, 0xE0041)
"""A space without width, a soft hyphen, a joiner of words, and a tag."""

BANKS: dict[str, dict[str, Hostile]] = {
    "Y01": {"aliases": Hostile(BOMB.encode(), "1:4: HB106")},
    "Y02": {"merges": Hostile(MERGE.encode(), "1:4: HB106")},
    "Y03": {"a-long-text": Hostile(f"a: &a {'x' * 100_000}\nb: [{'*a,' * 50_000}]".encode(), "1:4: HB106")},
    "Y04": {
        "in-itself": Hostile(b"a: &a [*a]", "1:4: HB106"),
        "as-a-key": Hostile(b"&a {*a: 1}", "1:1: HB106"),
        "merged": Hostile(b"a: &a {<<: *a}", "1:4: HB106"),
    },
    "Y05": {
        "urgency-merged-and-lowered": Hostile(
            small("  saddle:\n    urgency: emergency", "  saddle:\n    <<: {urgency: emergency}\n    urgency: routine"),
            "117:5: HB210",
        ),
        "urgency-from-an-anchor": Hostile(
            small("  saddle:\n    urgency: emergency", "  saddle: &b\n    <<: *b\n    urgency: routine"),
            "116:11: HB106",
        ),
    },
    "Y06": {"unknown": Hostile(b"a: *nope", "1:4: HB106"), "twice": Hostile(b"a: &x b\nc: &x d", "1:4: HB106")},
    "Y07": {"questions": Hostile(SMALL.encode() + questions(200) * 60, "1:1: HB101")},
    "Y08": {
        "one-line": Hostile(b"a: " + b"x" * 3_000_000, "1:1: HB101"),
        "one-comment": Hostile(b"# " + b"x" * 3_000_000, "1:1: HB101"),
        "blank-lines": Hostile(b"\n" * 3_000_000, "1:1: HB101"),
    },
    "Y09": {"lists": Hostile(b"[" * 10_000 + b"]" * 10_000, "1:65: HB105")},
    "Y10": {"lists": Hostile(b"[" * 26_000 + b"]" * 26_000, "1:65: HB105")},
    "Y11": {
        "lists": Hostile(b"- " * 26_000 + b"x", "1:129: HB105"),
        "mappings": Hostile(b"{a: " * 26_000, "1:257: HB105"),
    },
    "Y12": {
        "small": Hostile("".join(f"{' ' * n}a:\n" for n in range(1_900)).encode(), "65:65: HB105"),
        "large": Hostile("".join(f"{' ' * n}a:\n" for n in range(5_000)).encode(), "1:1: HB101"),
    },
    "Y13": {"lists": Hostile(b"[" * 10_000, "1:65: HB105"), "mappings": Hostile(b"{" * 10_000, "1:65: HB105")},
    "Y15": {
        "key": Hostile(small("title: A small bank\n", "title: A small bank\ntitle: Another\n"), "6:1: HB209"),
        "in-braces": Hostile(
            small("strength: A, figures: verified", "strength: A, strength: C, figures: verified"), "13:55: HB209"
        ),
    },
    "Y16": {
        "escaped": Hostile(
            small("    out_of_scope: yes\n", '    out_of_scope: yes\n    "out\\u005fof_scope": no\n'), "160:5: HB209"
        )
    },
    "Y17": {
        "question": Hostile(small("  rest_pain:\n", "  groin:\n"), "106:3: HB209"),
        "option": Hostile(small("options: {no: No, some:", "options: {no: No, no:"), "79:23: HB209"),
        "case-of-a-question": Hostile(small("  rest_pain:\n", "  Groin:\n"), "106:3: HB204"),
        "case-of-an-option": Hostile(
            small("options: {no: No, some: Some", "options: {no: No, No: Some"), "79:23: HB204"
        ),
    },
    "Y18": {
        "indent": Hostile(b"a:\n\tb: c", "2:1: HB103"),
        "behind-a-colon": Hostile(b"a:\tb", "1:1: HB210"),
        "before-a-comment": Hostile(b"a: b\t# c", "1:1: HB210"),
        "in-a-valid-bank": Hostile(small("title: A small bank", "title:\tA small bank"), ""),
        "between-list-and-text": Hostile(b"-\ta", "1:1: HB208"),
        "in-a-blank-line": Hostile(b"a: b\n\t\nc: d", "1:1: HB210"),
        "in-braces": Hostile(b"{a:\tb,\tc: d}", "1:1: HB211"),
        "in-quotes": Hostile(b"a: 'b\tc'", "1:1: HB210"),
        "in-a-block": Hostile(b"a: |\n  b\tc\n\t\n  d", "1:1: HB210"),
        "at-the-end": Hostile(b"a: b\n\t", "1:1: HB210"),
        "before-a-key": Hostile(b"\ta: b", "1:1: HB103"),
        "behind-a-question-mark": Hostile(b"?\ta\n: b", "1:1: HB211"),
    },
    "Y19": {
        "first": Hostile(b"\xef\xbb\xbf" + SMALL.encode(), ""),
        "twice": Hostile(b"\xef\xbb\xbf\xef\xbb\xbf" + SMALL.encode(), "1:1: HB104"),
        "in-line-2": Hostile("a: b\n\ufeffc: d".encode(), "2:1: HB104"),
    },
    "Y20": {
        "utf-16-with-bom": Hostile(SMALL.encode("utf-16"), "1:1: HB102"),
        "utf-16-le": Hostile(SMALL.encode("utf-16-le"), "1:1: HB102"),
        "utf-16-be": Hostile(SMALL.encode("utf-16-be"), "1:1: HB102"),
        "utf-32": Hostile(SMALL.encode("utf-32"), "1:1: HB102"),
        "utf-32-le": Hostile(SMALL.encode("utf-32-le"), "1:1: HB102"),
    },
    "Y21": {
        "latin-1": Hostile(b"a: b\nb: caf\xe9", "2:7: HB102"),
        "bytes": Hostile(b"\xff\xfe\xfd", "1:1: HB102"),
        "overlong": Hostile(b"a: \xc0\xaf", "1:4: HB102"),
        "surrogate": Hostile(b"a: b\xed\xa0\x80", "1:5: HB102"),
        "cut": Hostile("a: ü".encode()[:-1], "1:4: HB102"),
    },
    "Y22": {
        "nul": Hostile(b"a: b\nc: d\x00", "2:5: HB104"),
        "esc": Hostile(b"a: b\nc: d\x1b[31m", "2:5: HB104"),
        "c1": Hostile("a: b\nc: d\x9b2J".encode(), "2:5: HB104"),
        "del": Hostile(b"a: b\nc: d\x7f", "2:5: HB104"),
        "bell-in-a-comment": Hostile(b"a: b\n# d\x07", "2:4: HB104"),
    },
    "Y23": {
        name: Hostile(welcome(f'"stop {escape}"'), "9:10: HB104")
        for name, escape in {
            "esc": r"\e[31m",
            "csi": r"\x9b2J",
            "bell": r"\a",
            "return": r"\r",
            "backspace": r"\b",
            "nul": r"\0",
            "next-line": r"\N",
            "line-separator": r"\L",
            "paragraph-separator": r"\P",
            "nul-by-number": r"\U00000000",
            "tab-vertical": r"\v",
        }.items()
    },
    "Y24": {
        **{
            f"{letter:X}": Hostile(welcome(f"Call {chr(letter)}999"), "9:15: HB104")
            for letter in (*range(0x202A, 0x202F), *range(0x2066, 0x206A))
        },
        "escaped": Hostile(welcome(r'"Call \u202e999"'), "9:10: HB104"),
        "allowed-marks": Hostile(welcome("Call \u200e999\u200f, \u061cor wait."), ""),
    },
    "Y25": {
        **{
            f"id-{letter:X}": Hostile(small("  rest_pain:\n", f"  rest{chr(letter)}_pain:\n"), "106:7: HB104")
            for letter in HIDDEN
        },
        **{f"text-{letter:X}": Hostile(welcome(f"This is{chr(letter)} a test."), "9:17: HB104") for letter in HIDDEN},
        "id-with-a-variant": Hostile(small("  rest_pain:\n", "  rest\ufe0f_pain:\n"), "106:3: HB204"),
        "text-with-a-variant": Hostile(welcome("This is a \u2764\ufe0f test."), ""),
    },
    "Y26": {
        "surrogate": Hostile(welcome(r'"a \uD800"'), "9:13: HB103"),
        "pair": Hostile(welcome(r'"a \uD83D\uDE00"'), "9:13: HB103"),
        "no-character": Hostile(welcome(r'"a \uFFFF"'), "9:10: HB104"),
        "no-character-raw": Hostile(welcome("a \uffff"), "9:12: HB104"),
        "beyond": Hostile(welcome(r'"a \U00110000"'), "9:13: HB103"),
        "marks": Hostile(welcome("e" + "\u0301" * 200), "9:11: HB104"),
    },
    "Y28": {
        "options": Hostile(
            small(
                "options: {no: No, some: Some trouble",
                "options: {no: No, yes: Yes, off: Off, on: On, some: Some trouble",
            ),
            "",
        )
    },
    "Y29": {
        "options": Hostile(
            small("options: {no: No, some: Some", "options: {yes: 2, no: 0, 1: a, 1.0: b, true: c, ~: d, some: Some"),
            "79:30: HB204",
        )
    },
    "Y30": {
        "version-1.10": Hostile(small("version: 1.2.3", "version: 1.10"), "4:10: HB220"),
        "version-1.0": Hostile(small("version: 1.2.3", "version: 1.0"), "4:10: HB220"),
        **{
            f"from-{written}": Hostile(small("    to: 120", f"    to: {written}"), "57:9: HB205")
            for written in ("010", "1:30", "1_000", "0x1F", "+7", "1.0", "1e2", "٣")
        },
        "label-010": Hostile(small("label: Age", "label: 010"), ""),
    },
    "Y31": {"day": Hostile(small("reviewed: 2026-11-22", "reviewed: 2024-02-30"), "7:11: HB221")},
    "Y32": {
        tag: Hostile(welcome(f"{tag} {words}"), "9:10: HB107")
        for tag, words in {
            "!!int": '""',
            "!!bool": "maybe",
            "!!timestamp": "foo",
            "!!float": "abc",
            "!!binary": "aGk=",
            "!!set": "{a}",
            "!!omap": "[a: b]",
            "!": "a",
        }.items()
    },
    "Y33": {
        "call": Hostile(b'!!python/object/apply:os.system ["touch pwned"]', "1:1: HB107"),
        "by-another-name": Hostile(
            b'%TAG !e! tag:yaml.org,2002:python/object/\n---\n!e!apply:os.system ["touch pwned"]', "1:1: HB103"
        ),
    },
    "Y34": {
        f"points-{written}": Hostile(
            small("{often: 4, sometimes: 2}", f"{{often: {written}, sometimes: 2}}"), "74:26: HB205"
        )
        for written in (".nan", ".inf", "1e999", "1.0e+999", "1e5", "-.inf", "NaN", "-1", "101", "1.5")
    },
    "Y35": {
        "digits": Hostile(small("    to: 120", f"    to: {'9' * 1_900}"), "57:9: HB205"),
        "more-digits": Hostile(small("    to: 120", f"    to: {'9' * 5_000}"), "57:9: HB203"),
        "hexadecimal": Hostile(small("    to: 120", f"    to: 0x{'f' * 5_000}"), "57:9: HB203"),
        "sixties": Hostile(small("    to: 120", f"    to: {'1:' * 300}5"), "57:9: HB205"),
    },
    "Y36": {
        "empty": Hostile(b"", "1:1: HB109"),
        "comments": Hostile(b"# one\n# two\n", "1:1: HB109"),
        "end": Hostile(b"---\n...\n", "2:1: HB208"),
        "word": Hostile(b"bank", "1:1: HB208"),
        "list": Hostile(b"- a\n- b\n", "1:1: HB208"),
        "null": Hostile(b"~", "1:1: HB208"),
        "braces": Hostile(b"{}", "1:1: HB211"),
    },
    "Y37": {
        "two": Hostile(b"a: b\n---\nc: d\n", "2:1: HB108"),
        "text-behind-the-end": Hostile(b"a: b\n...\nc: d\n", "3:1: HB103"),
        "version": Hostile(b"%YAML 3.0\n---\na: b\n", "1:1: HB103"),
        "two-empty": Hostile(b"---\n---\n", "2:1: HB108"),
        "unknown-directive": Hostile(b"%FOO bar\n" + b"---\n" + SMALL.encode(), "1:1: HB103"),
        "two-versions": Hostile(b"%YAML 1.1\n%YAML 1.1\n---\na: b\n", "2:1: HB103"),
    },
    "Y38": {
        "list": Hostile(b"? [a, b]\n: c", "1:1: HB211"),
        "null": Hostile(b": a", "1:1: HB103"),
        "empty": Hostile(b"'': a", "1:1: HB202"),
        "long": Hostile(b"k" * 1_100 + b": a", "1:1101: HB103"),
        "very-long": Hostile(b"? " + b"k" * 3_000 + b"\n: a", "1:1: HB211"),
        "mapping": Hostile(b"{{a: b}: c}", "1:1: HB211"),
    },
    "Y43": {
        **{
            name: Hostile(small("  rest_pain:\n", f"  {id}:\n"), "106:3: HB204")
            for name, id in {
                "line-feed": '"a\\nb"',
                "slash": "a/b",
                "dots": "..",
                "long": "x" * 300,
                "one-too-long": "x" * 49,
                "cyrillic": "r\u043est_pain",
                "emoji": "pain\U0001f600",
                "digit": "1a",
                "underscore": "_a",
                "device": "CON",
                "format": '"%s"',
                "null": "~",
                "hyphen": "a-b",
                "dot": "a.b",
            }.items()
        },
        "blank": Hostile(small("  rest_pain:\n", '  " ":\n'), "106:3: HB202"),
        "empty": Hostile(small("  rest_pain:\n", "  '':\n"), "106:3: HB202"),
    },
    "Y44": {
        "unknown": Hostile(small("ask_if: {socks: [some, a_lot]}", "ask_if: {sock: [some, a_lot]}"), "90:14: HB302"),
        "forward": Hostile(small("ask_if: {socks: [some, a_lot]}", "ask_if: {numb: foot}"), "90:14: HB302"),
        "self": Hostile(small("ask_if: {socks: [some, a_lot]}", "ask_if: {socks_cause: hip}"), "90:14: HB302"),
        "two-patterns": Hostile(
            small(
                "patterns:\n",
                "patterns:\n" + PATTERN.format(id="one", other="two") + PATTERN.format(id="two", other="one"),
            ),
            "196:21: HB305",
        ),
        "three-patterns": Hostile(
            small(
                "patterns:\n",
                "patterns:\n"
                + PATTERN.format(id="one", other="two")
                + PATTERN.format(id="two", other="three")
                + PATTERN.format(id="three", other="one"),
            ),
            "196:21: HB305",
        ),
        "pattern-of-itself": Hostile(
            small("when: {socks: [some, a_lot], groin: [often, sometimes]}", "when: {pattern: stiff}"), "196:21: HB305"
        ),
    },
    "Y45": {"chain": Hostile(questions(1_500, "\n    ask_if: {{q{before}: yes}}"), "12097:3: HB407")},
    "Y46": {
        "not": Hostile(
            small(
                "{socks: [some, a_lot]}\n    help", "{not: " * 10_000 + "{socks: some}" + "}" * 10_000 + "\n    help"
            ),
            "90:379: HB105",
        ),
        "not-32": Hostile(
            small("{socks: [some, a_lot]}\n    help", "{not: " * 32 + "{socks: some}" + "}" * 32 + "\n    help"), ""
        ),
        "any": Hostile(
            small("{socks: [some, a_lot]}\n    help", "{any: [" + "{socks: some}," * 2_000 + "]}\n    help"),
            "90:19: HB110",
        ),
    },
    "Y47": {
        **{
            name: Hostile(small("ask_if: {socks: [some, a_lot]}", f"ask_if: {words}"), "90:13: HB208")
            for name, words in {
                "nots": "not " * 400 + "socks",
                "brackets": "'" + "(" * 201 + "'",
                "power": "9**9**9",
                "class": "().__class__",
                "if-else": "x if y else z",
            }.items()
        },
        "import": Hostile(small("ask_if: {socks: [some, a_lot]}", "ask_if: {__import__: os}"), "90:14: HB302"),
        "class-as-a-question": Hostile(
            small("ask_if: {socks: [some, a_lot]}", "ask_if: {__class__: yes}"), "90:14: HB302"
        ),
    },
    "Y49": {
        f"points-{written}": Hostile(
            small("{often: 4, sometimes: 2}", f"{{often: {written}, sometimes: 2}}"), "74:26: HB205"
        )
        for written in ("0.1", "0.7", "1e308")
    },
    "Y50": {
        "gap": Hostile(
            small(
                "few: {from: 0, label: Few, text: Few signs point to the back.}",
                "few: {from: 1, label: Few, text: Few signs point to the back.}",
            ),
            "184:7: HB405",
        ),
        "overlap": Hostile(small("some: {from: 4, label: Some", "some: {from: 0, label: Some"), "185:7: HB405"),
        "order": Hostile(small("        from: 7\n", "        from: 2\n"), "173:7: HB405"),
        "negative": Hostile(small("some: {from: 4, label: Some", "some: {from: -4, label: Some"), "185:20: HB205"),
        "beyond-the-most": Hostile(small("some: {from: 4, label: Some", "some: {from: 7, label: Some"), "185:7: HB405"),
        "one-value-wide": Hostile(small("some: {from: 4, label: Some", "some: {from: 1, label: Some"), ""),
    },
    "Y51": {
        "no-notice": Hostile(small("notice: Tests never replace a visit.", 'notice: ""'), "10:9: HB202"),
        "blank-notice": Hostile(small("notice: Tests never replace a visit.", 'notice: " "'), "10:9: HB202"),
        "invisible-notice": Hostile(small("notice: Tests never replace a visit.", 'notice: "\u200b"'), "10:10: HB104"),
    },
    "Y52": {
        "no-flags": Hostile(
            SMALL[: SMALL.index("flags:\n")].encode() + SMALL[SMALL.index("indicators:\n") :].encode(), "26:3: HB505"
        )
    },
    "Y53": {"faults": Hostile(questions(300, "".join(f"\n    fault{n}: {n}" for n in range(30))), "120:5: HB210")},
    "Y54": {
        "digits": Hostile(welcome("1" * 60_000), "9:10: HB203"),
        "words": Hostile(welcome("word" * 10_000), "9:10: HB203"),
        "just-short-enough": Hostile(welcome("1" * 2_000), ""),
    },
    "Y55": {"questions": Hostile(questions(10_000), "106:3: HB407")},
    "Y57": {
        "format": Hostile(small("format: hipback-bank/1", "format: hipback-bank/99"), "2:9: HB206"),
        "requires": Hostile(small("format: hipback-bank/1", 'format: hipback-bank/1\nrequires: ">=9"'), "3:1: HB210"),
        "bare": Hostile(small("format: hipback-bank/1", "format: 99"), "2:9: HB206"),
    },
    "Y58": {
        "top": Hostile(small("format: hipback-bank/1", "format: hipback-bank/1\nflagz: {}"), "3:1: HB210"),
        "flag": Hostile(small("    out_of_scope: yes\n", "    out_of_scop: yes\n"), "155:5: HB501"),
        "urgency": Hostile(
            small("  child:\n    urgency: same_day", "  child:\n    urgencie: same_day"), "155:5: HB210"
        ),
    },
    "Y59": {
        "yaml-1.2": Hostile(b"%YAML 1.2\n---\n" + SMALL.encode(), ""),
        "yaml-1.1": Hostile(b"%YAML 1.1\n---\n" + SMALL.encode(), ""),
    },
    "Y60": {
        "crlf": Hostile(SMALL.replace("\n", "\r\n").encode(), ""),
        "cr": Hostile(SMALL.replace("\n", "\r").encode(), "1:55: HB104"),
        "next-line": Hostile(SMALL.replace("\n", "\x85").encode(), "1:55: HB104"),
        "line-separator": Hostile(SMALL.replace("\n", "\u2028").encode(), "1:55: HB104"),
    },
}

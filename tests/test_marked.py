"""YAML values that know their place: what is refused before it can do harm, and what is read as it was written."""

import pytest

from hipback.errors import BankError
from hipback.marked import Value, read_yaml, unique

pytestmark = pytest.mark.usefixtures("each_loader")


def problems_of(source: bytes) -> str:
    with pytest.raises(BankError) as caught:
        read_yaml(source, "file.yaml")
    return str(caught.value)


def problems_after(value: Value) -> list[str]:
    return [str(problem) for problem in value.marks.problems]


# What is read


@pytest.mark.parametrize(
    ("source", "text"),
    [
        (b"yes", "yes"),
        (b"010", "010"),
        (b"1:30", "1:30"),
        (b"2026-11-22", "2026-11-22"),
        (b"~", "~"),
        (b"null", "null"),
        (b"'  a  '", "a"),
        (b'"a\\tb"', "a b"),
        (b"a\tb", "a b"),
        (b"|\n  a\n  b\n", "a\nb"),
        (b">-\n  a\n  b\n", "a b"),
        ("é 😀".encode(), "é 😀"),
        (b"\xef\xbb\xbfyes", "yes"),
        (b"yes # a comment\r\n", "yes"),
    ],
)
def test_a_text_is_read_as_its_author_wrote_it(source, text):
    assert read_yaml(source, "file.yaml").text() == text


def test_a_value_knows_its_line_and_column():
    ((_, value),) = read_yaml(b"\na:\n  - b\n", "file.yaml").pairs()
    (item,) = value.items()
    item.wrong("HB999", "look here")
    assert problems_after(item) == ["file.yaml:3:5: HB999 look here"]


def test_a_list_and_a_mapping_tell_what_they_are():
    values = read_yaml(b"[[], {}, a]", "file.yaml").items()
    assert [(value.is_list(), value.is_mapping(), value.shape()) for value in values] == [
        (True, False, "a list"),
        (False, True, "keys with values"),
        (False, False, "'a'"),
    ]


@pytest.mark.parametrize("text", ["Does it hurt? Say so", "Why?", "a?b", "Really??"])
def test_a_question_mark_ends_no_text_in_brackets(text):
    ((_, value),) = read_yaml(f"{{a: {text}}}".encode(), "file.yaml").pairs()
    assert value.text() == text


def test_json_is_read_too():
    value = read_yaml(b'{"a": [1, "b\\/c"],"d":true}', "file.json")
    assert [(key.text(), inner.shape()) for key, inner in value.pairs()] == [("a", "a list"), ("d", "'true'")]


def test_a_value_can_be_looked_for_without_a_problem():
    value = read_yaml(b"{a: b}", "file.yaml")
    found = value.peek("a")
    assert (found and found.text(), value.peek("c"), found and found.peek("a")) == ("b", None, None)


def test_values_that_stood_before_are_left_out():
    value = read_yaml(b"[a, b, a, '']", "file.yaml")
    assert [item.text() for item in unique(value.items())] == ["a", "b"]
    assert problems_after(value) == [
        "file.yaml:1:8: HB209 'a' was given before",
        "file.yaml:1:11: HB202 expected a text, found nothing",
    ]


def test_a_key_that_was_given_before_is_left_out():
    value = read_yaml(b"a: b\na: c\n", "file.yaml")
    assert [(key.text(), inner.text()) for key, inner in value.pairs()] == [("a", "b")]
    assert problems_after(value) == ["file.yaml:2:1: HB209 'a' was given before, on line 1"]


def test_a_key_that_is_no_word_is_left_out():
    value = read_yaml(b"? [a]\n: b\n", "file.yaml")
    assert (value.pairs(), problems_after(value)) == ([], ["file.yaml:1:3: HB201 expected a text, found a list"])


@pytest.mark.parametrize(
    ("source", "number"),
    [(b"0", 0), (b"7", 7), (b"100", 100)],
)
def test_a_plain_whole_number_is_read(source, number):
    assert read_yaml(source, "file.yaml").number() == number


@pytest.mark.hazard("HZ-16")
@pytest.mark.parametrize("written", ["101", "-1", "+1", "1.5", "1e2", "007", "0x1", "1_0", "٣"])
def test_no_other_number_is_read(written):
    value = read_yaml(written.encode(), "file.yaml")
    assert (value.number(), problems_after(value)) == (
        0,
        [f"file.yaml:1:1: HB205 expected a whole number from 0 to 100, found '{written}'"],
    )


@pytest.mark.parametrize(
    ("source", "what", "found"),
    [
        (b"a", "a list", "'a'"),
        (b"''", "a list", "nothing"),
        (b"{}", "a list", "keys with values"),
        (b"a", "keys with values", "'a'"),
        (b"[]", "keys with values", "a list"),
    ],
)
def test_what_has_another_shape_is_told(source, what, found):
    value = read_yaml(source, "file.yaml")
    assert (value.items() if what == "a list" else value.pairs()) == []
    assert problems_after(value)[0].endswith(f"expected {what}, found {found}")


def test_of_what_stands_in_for_a_missing_key_nobody_is_told_a_second_time():
    value = read_yaml(b"{}", "file.yaml")
    missing = value.fields(("a",), (), "a thing")["a"]
    assert (missing.text(), missing.items(), missing.number(3)) == ("", [], 3)
    assert problems_after(value) == ["file.yaml:1:1: HB211 missing key 'a' in a thing"]


def test_a_thing_that_is_no_mapping_misses_no_keys():
    value = read_yaml(b"a", "file.yaml")
    value.fields(("a",), (), "a thing")
    assert problems_after(value) == ["file.yaml:1:1: HB208 expected keys with values, found 'a'"]


# What is refused


@pytest.mark.parametrize(
    ("source", "problem"),
    [
        (b" " * 2_000_001, "1:1: HB101 a file has at most 2,000,000 bytes"),
        (b"a: b\nc: \xff", "2:4: HB102 this is not UTF-8: save the file as UTF-8"),
        (b"\xef\xbb\xbfid: \xff", "1:5: HB102 this is not UTF-8: save the file as UTF-8"),
        (b"a: b\xc3", "1:5: HB102 this is not UTF-8: save the file as UTF-8"),
        (b"a: 'b", "1:4: HB103 this quote is opened and never closed"),
        (b"a: b\x1b[0m", "1:5: HB104 a character that cannot be seen, U+001B: take it out"),
        (b"a:\r\n  b\x00", "2:4: HB104 a character that cannot be seen, U+0000: take it out"),
        (b"a: b\rc: d", "1:5: HB104 a character that cannot be seen, U+000D: take it out"),
        ("a: b\u202e".encode(), "1:5: HB104 a character that cannot be seen, U+202E: take it out"),
        ("a: b\u2028".encode(), "1:5: HB104 a character that cannot be seen, U+2028: take it out"),
        ("a: b\ufeff".encode(), "1:5: HB104 a character that cannot be seen, U+FEFF: take it out"),
        (b"[" * 65 + b"]" * 65, "1:65: HB105 nested deeper than 64 levels"),
        (b"[" * 1_000_000, "1:65: HB105 nested deeper than 64 levels"),
        (
            b"a: &b c",
            "1:4: HB106 a value cannot begin with '&' or '*': write out what is meant, or put a text in quotes",
        ),
        (
            b"a: &b [c]",
            "1:4: HB106 a value cannot begin with '&' or '*': write out what is meant, or put a text in quotes",
        ),
        (b"a: *b", "1:4: HB106 a value cannot begin with '&' or '*': write out what is meant, or put a text in quotes"),
        (b"a: b\n---\nc: d\n", "2:1: HB108 a second document starts here: a file holds one"),
        (b"", "1:1: HB109 the file is empty"),
        (b"# a comment\n", "1:1: HB109 the file is empty"),
    ],
)
def test_what_cannot_be_read_at_all_is_told_with_its_place(source, problem):
    assert problems_of(source) == f"file.yaml:{problem}"


def test_sixty_four_levels_are_not_too_deep():
    assert read_yaml(b"[" * 64 + b"]" * 64, "file.yaml").is_list()


@pytest.mark.parametrize(
    "source",
    [b'"\\U00110000"', b'"\\UFFFFFFFF"', b'"\\ud800"', b"%YAML 1." + b"1" * 5000, b"a:\n%TAG ! a\n", b"---\n%FOO"],
    ids=[
        "no character",
        "far beyond",
        "half a pair",
        "a version without end",
        "a name for tags",
        "an unknown directive",
    ],
)
def test_what_one_loader_alone_stumbles_over_is_told_by_both(source):
    with pytest.raises(
        BankError, match=r"^file\.yaml:[12]:[12]: HB103 (a line cannot begin with '%' here|in double quotes )"
    ):
        read_yaml(source, "file.yaml")


@pytest.mark.parametrize("source", [b"!!str a", b"! a", b"!a [b]", b"!!map {}", b"!!python/object:os.system a"])
def test_tags_are_refused(source):
    value = read_yaml(source, "file.yaml")
    assert problems_after(value) == [
        "file.yaml:1:1: HB107 a value cannot begin with '!': take it out, or put a text in quotes"
    ]


@pytest.mark.hazard("HZ-05")
def test_an_escape_brings_in_no_control_character():
    value = read_yaml(b'a: "b\\e[0m"', "file.yaml")
    ((_, text),) = value.pairs()
    assert (text.text(), problems_after(value)) == (
        "b [0m",
        ["file.yaml:1:4: HB104 a character that cannot be seen, U+001B: take it out"],
    )


def test_a_merge_key_is_a_key_like_any_other():
    value = read_yaml(b"<<: {a: b}", "file.yaml")
    value.fields((), ("a",), "a thing")
    assert problems_after(value) == ["file.yaml:1:1: HB210 unknown key '<<' in a thing, use 'a'"]


def test_the_nearest_word_is_looked_for_as_long_as_it_can_be_shown():
    value = read_yaml(b"[" + b", ".join([b"offen"] * 51) + b"]", "file.yaml")
    for item in value.items():
        item.choice(["often", "rarely"], "word")
    problems = problems_after(value)
    assert problems[0] == "file.yaml:1:2: HB206 no word 'offen', did you mean 'often'?"
    assert problems[50] == "file.yaml:1:352: HB206 no word 'offen', mend the other problems first"

"""How answers lie in a table: the columns of a bank, rows that lose nothing, and the codebook that tells of them."""

import csv
import io
import json
from collections.abc import Iterable, Mapping
from itertools import compress, product
from pathlib import Path
from random import Random

import jsonschema
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import answers_to, banks, draw_answers
from hipback.bank import default_bank_path, read_bank
from hipback.batch.answers import Coding
from hipback.codebook import Codebook, Value, Variable, column_names, columns_of, results, variables
from hipback.columns import codes_of
from hipback.engine import Score
from hipback.errors import AnswersError, HipbackError
from hipback.facts import PersonFacts
from hipback.layout import visible
from hipback.model import NONE, Answer, Bank, Domain, OneOf, Points, Question
from hipback.render.codebook import codebook
from hipback.render.codebook_as_csv import codebook_as_csv
from hipback.render.codebook_as_json import codebook_as_json
from hipback.render.markdown import as_markdown
from hipback.render.text import as_text
from hipback.result import PATTERNS_AT_MOST, bank_name
from hipback.rows import answers_of, row_of
from hipback.safety import notice
from hipback.sentences import Sentence
from test_cli import flat, run

SMALL = Path(__file__).parent / "banks" / "small.yaml"
EXAMPLES = SMALL.with_name("examples.yaml")
few = settings(max_examples=50)
SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "codebook.schema.json").read_text(encoding="utf-8"))

# Columns


def test_a_question_is_one_column_and_many_is_one_for_each_option_but_none(small):
    assert columns_of(small.questions["groin"]) == ("groin",)
    assert columns_of(small.questions["now"]) == ("now___saddle", "now___pee")


def test_the_columns_of_a_bank_are_in_its_order(small):
    assert column_names(small) == (
        *("now___saddle", "now___pee", "today___fever", "today___fall", "soon", "age", "groin", "socks"),
        *("socks_cause", "numb___foot", "numb___thigh", "rest_pain"),
    )


def test_a_bank_of_which_two_columns_would_have_one_name_has_no_table(small):
    own = small.questions["soon"]._replace(id="now___pee")
    with pytest.raises(HipbackError, match="two columns would be called 'now___pee': take '___' out of the ids"):
        column_names(small._replace(questions={**small.questions, "now___pee": own}))


# Rows


def test_answers_lie_in_a_row(small):
    answers = {"now": ("pee",), "today": ("none",), "age": 52, "socks": "does_not_apply", "numb": ("thigh?",)}
    assert row_of(small, answers) == {
        "now___saddle": "no",
        "now___pee": "yes",
        "today___fever": "no",
        "today___fall": "no",
        "age": 52,
        "socks": "does_not_apply",
        "numb___foot": "no",
        "numb___thigh": "not_sure",
    }


def test_a_way_out_of_a_question_with_options_stands_in_all_of_its_columns(small):
    assert row_of(small, {"now": "skipped"}) == {"now___saddle": "skipped", "now___pee": "skipped"}


def all_unsure(question: Question) -> Answer:
    """Every option of a `many` question, marked as not sure."""
    return tuple(f"{option}?" for option in question.options if option != NONE)


@given(banks, st.integers(0, 2**32))
def test_a_row_loses_nothing_but_what_makes_no_difference(bank, seed):
    answers = draw_answers(Random(seed), bank, chance=0.8)
    again = {id: "not_sure" if given == all_unsure(bank.questions[id]) else given for id, given in answers.items()}
    assert answers_of(bank, row_of(bank, answers)) == again


@few
@given(banks)
def test_every_answer_to_every_question_comes_back(bank):
    for id, question in bank.questions.items():
        answers = [answer for answer in answers_to(question) if answer != all_unsure(question)]
        assert [answers_of(bank, row_of(bank, {id: answer})) for answer in answers] == [{id: each} for each in answers]


@few
@given(banks)
def test_all_options_not_sure_means_the_same_as_the_question_not_sure(bank):
    for id, question in bank.questions.items():
        if question.kind == "many":
            marked, whole = PersonFacts({id: all_unsure(question)}), PersonFacts({id: "not_sure"})
            assert marked.is_open(id) == whole.is_open(id)
            for some in subsets(question.options):
                assert marked.one_of(id, some) == whole.one_of(id, some)


def subsets(options: Iterable[str]) -> list[frozenset[str]]:
    """Some of these in every way, but not none of them."""
    names = list(options)
    return [frozenset(compress(names, chosen)) for chosen in product((0, 1), repeat=len(names)) if any(chosen)]


FROM_OTHERS = {"now": ("saddle",), "numb": ("foot",)}


@pytest.mark.parametrize(
    ("row", "answers"),
    [
        ({}, {}),
        ({"age": None, "groin": "", "rest_pain": float("nan"), "now___pee": None}, {}),
        ({"age": "52.0", "rest_pain": 3.0}, {"age": 52, "rest_pain": 3}),
        ({"age": "rather_not_say", "soon": "yes"}, {"soon": "yes", "age": "rather_not_say"}),
        ({"now___saddle": "no", "now___pee": "no"}, {"now": ("none",)}),
        ({"now___saddle": "yes", "now___pee": ""}, {"now": ("saddle", "pee?")}),
        ({"now___saddle": "no"}, {"now": ("pee?",)}),
        ({"now___saddle": "not_sure"}, {"now": "not_sure"}),
        ({"now___saddle": "skipped"}, {"now": "skipped"}),
        ({"now___saddle": "rather_not_say", "now___pee": "yes"}, {"now": ("saddle?", "pee")}),
        ({"now___saddle": True, "now___pee": 0.0, "numb___foot": 1, "numb___thigh": "false"}, FROM_OTHERS),
        ({"now": "saddle;pee?"}, {"now": ("saddle", "pee?")}),
        ({"now": '["saddle", "pee?"]'}, {"now": ("saddle", "pee?")}),
        ({"now___saddle": "1.0", "now___pee": "0.0"}, {"now": ("saddle",)}),
        ({"now": "none", "numb": "foot"}, {"now": ("none",), "numb": ("foot",)}),
        ({"now": ["pee?"], "numb": "skipped"}, {"now": ("pee?",), "numb": "skipped"}),
    ],
    ids=str,
)
def test_a_row_is_read(small, row, answers):
    assert answers_of(small, row) == answers


@pytest.mark.parametrize(
    ("marks", "reason"),
    [
        ("[]", "now: expected a list of options, found an empty one; if none is true write [none]"),
        ("[pee", "now: no option '[pee', did you mean 'pee'?"),
        ('["pee", 3]', "now: expected a list of options, found '['pee', 3]'"),
    ],
)
def test_marks_that_cannot_be_told_apart_are_wrong(small, marks, reason):
    with pytest.raises(AnswersError) as caught:
        answers_of(small, {"now": marks})
    assert caught.value.sentences == (reason,)


def test_every_cell_that_is_wrong_is_told(small):
    row = {
        "grion": "often",
        "now___saddle": "does_not_apply",
        "now___pee": "yes",
        "today___fever": "maybe",
        "today___fall": ["yes"],
        "socks": "does not apply",
        "age": 52.5,
        "numb": "foot",
        "numb___thigh": "no",
        "soon": "[yes",
    }
    with pytest.raises(AnswersError) as caught:
        answers_of(small, row)
    assert caught.value.sentences == (
        "'grion': there is no such column, did you mean 'groin'?",
        "now: this question always applies, use 'not_sure' or 'rather_not_say'",
        "today___fever: expected 'yes', 'no' or 'not_sure', found 'maybe'",
        "today___fall: expected 'yes', 'no' or 'not_sure', found '['yes']'",
        "soon: no option '[yes', did you mean 'yes'?",
        "age: expected a whole number from 0 to 120, found '52.5'",
        "socks: no option 'does not apply', use 'a_lot', 'no' or 'some'",
        "numb: it has a column of its own, and one for an option; give either",
    )


CELLS = [
    "yes",
    "no",
    "not_sure",
    "1",
    "false",
    "skipped",
    "does_not_apply",
    "often",
    "3",
    "4.0",
    "12",
    "maybe",
    "",
    None,
]


@few
@given(banks, st.integers(0, 2**32))
def test_a_row_is_read_as_a_batch_is(bank, seed):
    """Its codes are those of the answers. A row in which something is wrong is wrong for both."""
    draw = Random(seed)
    row = {name: draw.choice(CELLS[: draw.choice([3, 13])]) for name in column_names(bank) if draw.random() < 0.9}
    batch = pa.RecordBatch.from_pydict({name: pa.array([cell], pa.string()) for name, cell in row.items()})
    coded = Coding(bank)(batch)
    try:
        answers = answers_of(bank, row)
    except AnswersError:
        assert coded.problems
        return
    assert not coded.problems
    for id, question in bank.questions.items():
        assert coded.codes[id].reshape(-1).tolist() == codes_of(question, answers.get(id))


# What can stand in a column


def column(bank: Bank, name: str) -> Variable:
    """A column of answers."""
    return next(found for found in variables(bank) if found.name == name)


def worth(bank: Bank, name: str, code: str) -> Mapping[str, Score]:
    """The points of a value."""
    return next(value.points for value in column(bank, name).values if value.code == code)


def test_an_option_is_told_with_the_points_that_it_gives_whatever_else_is_so(small):
    assert worth(small, "socks", "a_lot") == {"hip": (0, 4)}  # they count only for some of those who tell the cause
    assert worth(small, "groin", "often") == {"hip": (4, 4)}
    assert worth(small, "groin", "rather_not_say") == {"hip": (0, 4)}
    assert worth(small, "soon", "yes") == {}


def test_a_question_that_is_not_always_put_is_told_with_the_points_that_it_gives_if_it_is(small):
    assert column(small, "socks_cause").asked_if == Sentence(
        '"Trouble with socks" is "Some trouble" or "A lot of trouble"'
    )
    assert worth(small, "socks_cause", "both") == {"back": (2, 2)}


def test_numbers_that_give_the_same_points_are_one_range(small):
    ranges = [(value.low, value.high, value.points["hip"]) for value in column(small, "age").values if not value.code]
    assert ranges == [(0, 44, (0, 0)), (45, 59, (1, 1)), (60, 120, (2, 2))]


def test_none_of_these_may_give_points_that_the_no_of_each_option_shares(small):
    foot_or_none = ((OneOf("numb", frozenset({"foot"})), 4), (OneOf("numb", frozenset({NONE})), 3))
    domain = Domain("signs", "Signs", 6, (Points("numb", foot_or_none),))
    bank = small._replace(indicators={"back": small.indicators["back"]._replace(domains=(domain,))})
    assert [(value.code, value.points["back"]) for value in column(bank, "numb___foot").values] == [
        ("yes", (4, 4)),
        ("no", (0, 3)),
        ("not_sure", (0, 4)),
        ("rather_not_say", (0, 4)),
        ("skipped", (0, 4)),
    ]


@few
@given(banks)
def test_the_columns_are_told_in_their_order_and_every_cell_of_a_row_is_told(bank):
    told = {found.name: found for found in variables(bank)}
    assert tuple(told) == column_names(bank)
    for id, question in bank.questions.items():
        for answer in answers_to(question):
            for name, cell in row_of(bank, {id: answer}).items():
                assert [value for value in told[name].values if cell == value.code or is_within(cell, value)]


def is_within(cell: str | int, value: Value) -> bool:
    """Whether a cell is a number of this range."""
    return isinstance(cell, int) and value.low is not None and value.low <= cell <= value.high


def test_the_results_say_at_most_three_patterns_as_long_as_that_is_so(small):
    assert PATTERNS_AT_MOST == 3
    assert next(found.label for found in results(small) if found.name == "patterns").endswith("at most three")


# The codebook as it is told


def codebook_of(bank: Bank) -> Codebook:
    """All of it."""
    return Codebook(bank_name(bank), variables(bank), results(bank), notice(bank))


def expected(name: str) -> str:
    """What people see."""
    return (Path(__file__).parent / "expected" / name).read_text(encoding="utf-8")


def test_the_codebook_as_text(small):
    assert as_text(codebook(codebook_of(small))) == expected("codebook-small.txt")


def test_the_codebook_as_csv(small):
    assert codebook_as_csv(codebook_of(small)) == expected("codebook-small.csv")


def test_the_codebook_as_json(small):
    assert codebook_as_json(codebook_of(small)) == expected("codebook-small.json")


def test_the_text_fits_into_40_columns(small):
    lines = as_text(codebook(codebook_of(small)), width=40).splitlines()
    assert [line for line in lines if len(line) > 40 and " " in line.strip()] == []


@pytest.mark.parametrize("file", [SMALL, default_bank_path(), EXAMPLES], ids=["small", "shipped", "examples"])
def test_json_is_as_its_schema_says(file):
    told = codebook_as_json(codebook_of(read_bank(file)))
    jsonschema.validate(json.loads(told), SCHEMA, cls=jsonschema.Draft202012Validator)


@pytest.mark.parametrize("words", ["=1+1", "+1", "-1", "@x", "\t=1", "\r\n=1", " =1"])
def test_no_cell_of_the_csv_begins_a_formula(small, words):
    asked = small.questions["soon"]._replace(label=words, text=words, options={"yes": words})
    written = codebook_as_csv(codebook_of(small._replace(title=words, questions={"soon": asked})))
    cells = [cell for row in csv.reader(io.StringIO(written)) for cell in row]
    assert [cell for cell in cells if cell[:1] in tuple("=+-@\t\r")] == []
    assert cells.count(f"'{words.strip()}") == 12


def test_no_control_character_of_a_bank_comes_out(small):
    bank = small._replace(title="A\x1b[31m", questions={"soon": small.questions["soon"]._replace(text="B\x07\u202e")})
    found = codebook_of(bank)
    for told in (codebook_as_csv(found), as_text(codebook(found)), as_markdown(codebook(found))):
        assert visible(told) == told


# The command


def test_the_codebook_of_the_shipped_bank_is_told():
    found = run("bank", "codebook", "--format", "csv")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout == codebook_as_csv(codebook_of(read_bank(default_bank_path())))


@pytest.mark.parametrize(("name", "golden"), [("c.csv", "csv"), ("c.JSON", "json"), ("c.txt", "txt"), ("c", "txt")])
def test_the_name_of_the_file_tells_the_form(tmp_path, name, golden):
    file = tmp_path / name
    found = run("bank", "codebook", str(SMALL), "-o", str(file))
    assert (found.returncode, found.stdout, found.stderr) == (0, "", f"The codebook is in {file}\n")
    assert file.read_text(encoding="utf-8") == expected(f"codebook-small.{golden}")


@pytest.mark.parametrize(
    ("form", "begins", "last"), [("markdown", "# Codebook: A small bank\n", -1), ("html", "<!DOCTYPE html>", -4)]
)
def test_it_can_be_read_as_a_page(form, begins, last):
    found = run("bank", "codebook", str(SMALL), "--format", form)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith(begins)
    assert "Tests never replace a visit." in found.stdout.splitlines()[last]


def test_a_bank_with_problems_has_no_codebook(tmp_path):
    file = tmp_path / "bank.yaml"
    file.write_text("format: hipback-bank/1\n", encoding="utf-8")
    found = run("bank", "codebook", str(file))
    assert (found.returncode, found.stdout) == (1, "")
    assert f"{file}:1:1: HB211 missing key 'id' in a bank" in found.stderr


def test_a_bank_of_which_two_columns_would_have_one_name_is_told(tmp_path):
    file = tmp_path / "bank.yaml"
    file.write_text(SMALL.read_text(encoding="utf-8").replace("\n  rest_pain:", "\n  now___pee:"), encoding="utf-8")
    found = run("bank", "codebook", str(file))
    assert (found.returncode, found.stdout) == (1, "")
    assert flat(found.stderr).startswith("two columns would be called 'now___pee'")

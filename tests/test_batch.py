"""A table of people comes to the results that each of them comes to."""

import json
from random import Random

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generated import banks, draw_answers
from hipback import codebook
from hipback.bank import default_bank_path, read_bank
from hipback.batch import BLOCK, result_schema, score_batches
from hipback.engine import Engine
from hipback.errors import TableError
from hipback.facts import PersonFacts
from hipback.interview import Interview, Step
from hipback.model import Urgency
from hipback.people import random_people
from hipback.result import make_report
from hipback.rows import row_of

SHIPPED = read_bank(default_bank_path())
WORSE = "'active', 'bending', 'cross', 'low', 'none', 'sitting', 'stairs' or 'standing'"
seeds = st.integers(0, 999_999)


def expected(bank, answers):
    """What the results of one person are, said of the person alone."""
    signs = Interview(bank, tuple(Step(*answer) for answer in answers.items())).signs
    engine = Engine(bank, PersonFacts(answers))
    found = max((sign.urgency for sign in signs), default=Urgency.ROUTINE)
    may_be = max((sign.flag.urgency for sign in signs if sign.state == "open"), default=Urgency.ROUTINE)
    known = found >= Urgency.SAME_DAY or may_be <= found
    flags = {state: [sign.flag.id for sign in signs if sign.state == state] for state in ("yes", "not_sure")}
    row = {"urgency": found.word if known else None, "flags": flags["yes"], "flags_not_sure": flags["not_sure"]}
    scored = not any(sign.stops for sign in signs)
    for indicator in bank.indicators.values():
        score = engine.score(indicator.id)
        bands = [band.id for band in indicator.bands if engine.in_band(indicator.id, frozenset({band.id})).yes]
        row[f"{indicator.id}_low"], row[f"{indicator.id}_high"] = score if scored else (None, None)
        row[f"{indicator.id}_band"] = bands[0] if scored and bands else None
    patterns = [pattern.id for pattern in bank.patterns if engine.holds(pattern.when).yes][:3]
    put = [id for id in bank.questions if engine.asked(id).yes]
    row["patterns"] = patterns if scored else None
    row["unanswered"] = sum(engine.facts.is_open(id).yes for id in put) if scored else None
    return row | {"problems": []}


def table(bank, rows):
    """Rows as `hipback.rows` lays them out, each column of text."""
    laid = [{name: str(cell) for name, cell in row_of(bank, row).items()} for row in rows]
    return pa.RecordBatch.from_pylist(laid, pa.schema([(name, pa.string()) for name in codebook.column_names(bank)]))


def scored(bank, *batches, keep=()):
    return [row for batch in score_batches(bank, batches, keep) for row in batch.to_pylist()]


@pytest.mark.hazard("HZ-15")
@given(banks, seeds)
def test_a_table_comes_to_what_each_person_comes_to(bank, seed):
    draw = Random(seed)
    rows = [draw_answers(draw, bank, chance) for chance in (1, 1, 1, 0.8, 0.5, 0)]
    assert scored(bank, table(bank, rows)) == [expected(bank, row) for row in rows]


def people(count, seed, missing=0.0):
    """People of the shipped bank, some of whose answers are missing."""
    draw, drawn = Random(seed), random_people(SHIPPED, count, seed)
    everybody = [drawn.answers(person) for person in range(count)]
    return [{id: answer for id, answer in row.items() if draw.random() >= missing} for row in everybody]


@pytest.mark.parametrize("missing", [0, 0.05, 0.5])
def test_people_of_the_shipped_bank_come_to_what_each_of_them_comes_to(missing):
    rows = people(300, 6, missing)
    assert scored(SHIPPED, table(SHIPPED, rows)) == [expected(SHIPPED, row) for row in rows]


def test_who_finishes_a_screening_has_the_result_of_the_report():
    for row in people(40, 7):
        report = make_report(Interview.start(SHIPPED, row))
        assert report.status in ("completed", "stopped")
        assert agrees(scored(SHIPPED, table(SHIPPED, [report.answers]))[0], report)


def agrees(found, report):
    """Whether a row says what the report of a finished screening says."""
    told = {flag.id for flag in report.flags if flag.state == "not_sure"}
    return (
        found["urgency"] == (report.urgency.word if report.urgency is not None else None)
        and set(found["flags"]) == {flag.id for flag in report.flags if flag.state == "yes"}
        and told == {id for id in found["flags_not_sure"] if SHIPPED.flags[id].not_sure}
        and all(
            (found[f"{each.id}_low"], found[f"{each.id}_high"], found[f"{each.id}_band"])
            == (each.low, each.high, each.band)
            for each in report.indicators
        )
        and found["patterns"] == ([each.id for each in report.patterns] if report.scored else None)
    )


def listed(bank, row):
    """Answers as a plain mapping, as JSON holds them."""
    return {id: list(answer) if isinstance(answer, tuple) else str(answer) for id, answer in row.items()}


def test_lists_and_json_and_marks_in_one_cell_are_taken_alike():
    rows = [listed(SHIPPED, row) for row in people(60, 8, 0.1)]
    wanted = scored(SHIPPED, table(SHIPPED, people(60, 8, 0.1)))
    as_json = [{id: json.dumps(cell) if isinstance(cell, list) else cell for id, cell in row.items()} for row in rows]
    joined = [{id: ";".join(cell) if isinstance(cell, list) else cell for id, cell in row.items()} for row in rows]
    text = pa.schema([(id, pa.string()) for id in SHIPPED.questions])
    assert scored(SHIPPED, pa.RecordBatch.from_pylist(as_json, text)) == wanted
    assert scored(SHIPPED, pa.RecordBatch.from_pylist(joined, text)) == wanted


def small_table(**columns):
    return pa.RecordBatch.from_pydict(columns)


def problems(batch, keep=()):
    return [row["problems"] for row in scored(SHIPPED, batch, keep=keep)]


def test_a_column_of_lists_is_a_question_whose_options_are_marked():
    lists = [["stairs"], ["stairs", "sitting?"], ["none"], None, [], [None]]
    rows = scored(SHIPPED, small_table(worse=pa.array(lists, pa.list_(pa.string()))))
    answers = [{"worse": ("stairs",)}, {"worse": ("stairs", "sitting?")}, {"worse": ("none",)}, {}]
    assert rows[:4] == [expected(SHIPPED, row) for row in answers]
    assert scored(SHIPPED, small_table(worse=[["stairs"], ["none"]])) == [rows[0], rows[2]]
    assert [row["problems"] for row in rows[4:]] == [
        ["worse: expected a list of options, found an empty one; if none is true write [none]"],
        ["worse: no option 'null', use " + WORSE],
    ]


@pytest.mark.hazard("HZ-06", "HZ-16")
def test_numbers_may_come_as_whole_numbers_as_floats_and_as_text_and_nan_is_no_answer():
    whole = scored(SHIPPED, small_table(age=[52, None]))
    assert whole == [expected(SHIPPED, {"age": 52}), expected(SHIPPED, {})]
    assert scored(SHIPPED, small_table(age=[52.0, float("nan")])) == whole
    assert scored(SHIPPED, small_table(age=["52", ""])) == whole
    assert scored(SHIPPED, small_table(age=pa.array(["52", None]).dictionary_encode())) == whole


def test_a_wrong_answer_leaves_its_row_without_a_result_and_all_others_with_theirs():
    batch = small_table(age=[52, 200, 52], groin=["often", "oftne", "rarely"])
    first, wrong, last = scored(SHIPPED, batch)
    assert first == expected(SHIPPED, {"age": 52, "groin": "often"})
    assert last == expected(SHIPPED, {"age": 52, "groin": "rarely"})
    assert wrong == dict.fromkeys(first) | {
        "problems": [
            "age: expected a whole number from 0 to 120, found '200'",
            "groin: no option 'oftne', did you mean 'often'?",
        ]
    }


def test_what_a_reader_found_wrong_comes_first():
    found = pa.array([None, [], ["the line ends too soon"]], pa.list_(pa.string()))
    batch = small_table(groin=["often", "often", "x"], problems=found)
    assert problems(batch) == [
        [],
        [],
        ["the line ends too soon", "groin: no option 'x', use 'often', 'rarely' or 'sometimes'"],
    ]


def test_columns_to_keep_are_carried_over_as_they_are():
    batch = small_table(id=[7, 8], groin=["often", "x"])
    rows = scored(SHIPPED, batch, keep=["id", "groin"])
    assert [(row["id"], row["groin"], bool(row["problems"])) for row in rows] == [(7, "often", False), (8, "x", True)]


@pytest.mark.parametrize(
    ("columns", "keep", "told"),
    [
        (["groim"], [], "the column 'groim' is no question, did you mean 'groin'?"),
        (["groin", "groin"], [], "the column 'groin' stands there twice"),
        (["groin"], ["id"], "there is no column 'id' to keep, use 'groin'"),
        (["urgency"], ["urgency"], "the column 'urgency' cannot be kept: a result has that name"),
        (["worse___none"], [], "the column 'worse___none' is no question, did you mean 'worse___low'?"),
    ],
)
def test_columns_that_do_not_fit_are_told(columns, keep, told):
    batch = pa.RecordBatch.from_arrays([pa.array(["often"])] * len(columns), names=columns)
    with pytest.raises(TableError) as error:
        scored(SHIPPED, batch, keep=keep)
    assert str(error.value) == told


def test_a_column_of_a_kind_that_holds_no_answers_is_told():
    with pytest.raises(TableError, match=r"the column 'groin' holds struct<a: int64>: expected text, numbers or lists"):
        scored(SHIPPED, small_table(groin=[{"a": 1}]))


@pytest.mark.parametrize("cell", ["[", "[" * 100_000, '["groin"', '[{"a": 1}]', "[1]", "[1.5, null]"])
def test_a_cell_that_looks_like_json_and_is_none_is_a_problem_of_its_row(cell):
    assert len(problems(small_table(groin=[cell]))[0]) == 1
    assert len(problems(small_table(worse=[cell]))[0]) == 1


def test_answers_of_which_hardly_two_are_alike_are_taken_as_well():
    """So many combinations that no table of all of them could be made."""
    draw, question = Random(1), SHIPPED.questions["worse"]
    names = codebook.columns_of(question)
    wrong = [{name: draw.choice(["yes", "no", str(draw.random())]) for name in names} for _ in range(900)]
    found = problems(pa.RecordBatch.from_pylist(wrong, pa.schema([(name, pa.string()) for name in names])))
    assert [bool(reasons) for reasons in found] == [not {*row.values()} <= {"yes", "no"} for row in wrong]


def test_many_people_come_in_blocks_and_nobody_is_lost():
    batch = small_table(age=[number % 100 for number in range(2 * BLOCK + 5)])
    parts = list(score_batches(SHIPPED, [batch, batch.slice(0, 0), batch.slice(3, 4)], keep=["age"]))
    assert [part.num_rows for part in parts] == [BLOCK, BLOCK, 5, 4]
    assert pa.Table.from_batches(parts[:3]).column("age").to_pylist() == batch.column("age").to_pylist()
    assert parts[3].to_pylist() == parts[0].slice(3, 4).to_pylist()
    assert all(part.schema == result_schema(SHIPPED, batch.schema, ["age"]) for part in parts)

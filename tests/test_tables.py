"""Files of many people are read as their lines and rows are, one by one, and nothing of them is lost."""

import io
import json

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hipback.errors import FileError, TableError
from hipback.tables import READERS, delimited, ndjson, results
from hipback.tables.counts import Counts
from hipback.tables.lines import Lines
from hipback.tables.part import Part
from hipback.tables.results import write_results
from hipback.tables.scored import Named, scored
from hipback.tally import Bands, Count

RECORD = (
    '{"format": "hipback-record/1", "bank": {"id": "%s", "version": "%s"}, '
    '"answers": {"groin": "often", "now": ["none"]}, "x": [{}]}'
)


def read(form, source, bank, keep=()):
    """All parts of a file: rows as dicts, each with its place; and how many records are of another bank."""
    parts = list(READERS[form](io.BytesIO(source), "people", bank, keep))
    rows = [
        {"row": place} | {name: cell for name, cell in row.items() if cell not in (None, [])}
        for part in parts
        for place, row in zip(part.places.tolist(), part.answers.to_pylist(), strict=True)
    ]
    return rows, sum(part.others for part in parts)


def rows(form, source, bank, keep=()):
    return read(form, source, bank, keep)[0]


# NDJSON


def test_a_line_is_a_person(small):
    source = b'{"groin": "often", "age": 52}\n{"now": ["saddle", "pee?"], "rest_pain": 3}\n'
    assert rows("ndjson", source, small) == [
        {"row": 1, "groin": "often", "age": "52"},
        {"row": 2, "now": '["saddle", "pee?"]', "rest_pain": "3"},
    ]


@pytest.mark.parametrize(
    "source",
    [
        b'{"groin":"often","age":52}',
        b'\xef\xbb\xbf{"groin": "often", "age": 52}\r\n',
        b'\n\n{"age": 52,\t"groin": "often" }\n  \n',
        b' { "groin" : "often", "age": 52.0 } ',
        b'{"gr\\u006fin": "often", "age": 52, "now": null}\n',
        b'{"groin": "\\u006fften", "age": 52}\n\n\n',
    ],
)
def test_an_object_can_be_written_in_many_ways(small, source):
    assert [{**row, "row": 0} for row in rows("ndjson", source, small)] == [{"row": 0, "groin": "often", "age": "52"}]


def test_blank_lines_are_no_people_and_keep_the_numbers_of_the_others(small):
    source = b'\n{"age": 1}\n \t\n\r\n{"age": 2}\n'
    assert rows("ndjson", source, small) == [{"row": 2, "age": "1"}, {"row": 5, "age": "2"}]


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        (b"often", "this is not JSON: look at column 1"),
        (b'{"groin": "often"', "this is not JSON: look at column 18"),
        (b'{"groin": "often"}}', "this is not JSON: look at column 19"),
        (b'{"groin": "often"} {', "this is not JSON: look at column 20"),
        (b'{"groin": "often",}', "this is not JSON: look at column 19"),
        (b'{"groin": "of\x00ten"}', "this is not JSON: look at column 14"),
        (b'{"groin": NaN}', "this is not JSON: NaN is no value"),
        (b'{"age": ' + b"9" * 5000 + b"}", "this is not JSON: a number or a list is out of all bounds"),
        (b'{"now": ' + b"[" * 100_000 + b"}", "this is not JSON: a number or a list is out of all bounds"),
        (b'["groin"]', 'expected an object such as {"groin": "often"}'),
        (b'{"groin": "oft\xe9n"}', "this is not UTF-8"),
        (b'{"groin": "\\ud800"}', "'groin': half of a character is no text"),
        (b'{"groin": {"often": true}}', "'groin': an object is no answer"),
        (b'{"groin": "often", "groin": "rarely"}', "'groin' was given twice"),
        (b'{"grion": "often"}', "'grion': there is no such question, did you mean 'groin'?"),
        (b'{"format": "hipback-record/2", "answers": {}}', "the format is 'hipback-record/2', this hipback reads "),
        (b'{"format": "hipback-record/1"}', "the record has no 'answers', or they are no object"),
        (b'{"format": "hipback-record/1", "answers": []}', "the record has no 'answers', or they are no object"),
    ],
    ids=lambda value: value[:40] if isinstance(value, bytes) else "",
)
def test_a_line_that_is_wrong_has_a_reason_and_leaves_the_others_alone(small, line, reason):
    found = rows("ndjson", b'{"age": 1}\n' + line + b'\n{"age": 3}\n', small)
    (told,) = found[1].pop("problems")
    assert told.startswith(reason)
    assert found == [{"row": 1, "age": "1"}, {"row": 2}, {"row": 3, "age": "3"}]


def test_the_answers_of_a_record_are_read_and_those_of_another_version_are_counted(small):
    lines = [
        RECORD % (small.id, small.version),
        RECORD % (small.id, "0.0.1"),
        RECORD % ("other", "1.0.0"),
        '{"age": 3}',
    ]
    found, others = read("ndjson", "\n".join(lines).encode(), small)
    answers = {"groin": "often", "now": '["none"]'}
    wrong = {"problems": ["these are answers to the bank 'other', not to 'small'"]}
    assert found == [{"row": 1, **answers}, {"row": 2, **answers}, {"row": 3, **wrong}, {"row": 4, "age": "3"}]
    assert others == 1


def test_what_is_kept_is_carried_over_even_from_a_line_with_a_problem(small):
    source = b'{"id": "a", "age": 1}\n{"id": 2.50, "age": {}}\n{"id": {"x": [1]}, "age": 1}\n{"id": "\\ud800"}\n'
    found = rows("ndjson", source, small, ["id"])
    assert [row.get("id") for row in found] == ["a", "2.5", '{"x": [1]}', None]
    assert [row.get("problems") for row in found] == [None, ["'age': an object is no answer"], None, None]


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b'[{"age": 1},\n{"age": 2}]\n', "people is a JSON list: write one object a line"),
        (b'{\n  "age": 1\n}\n', "people: the first object goes on in the next line: write one object a line"),
    ],
)
def test_json_that_is_not_one_object_a_line_is_refused(small, source, words):
    with pytest.raises(FileError, match=words):
        rows("ndjson", source, small)


def test_a_first_line_that_is_wrong_is_a_problem_like_any_other(small):
    assert [list(row) for row in rows("ndjson", b'x\n{"age": 1}\n', small)] == [["row", "problems"], ["row", "age"]]


@pytest.mark.parametrize("length", [85, 1000])
def test_a_line_that_is_too_long_is_passed_over(small, monkeypatch, length):
    monkeypatch.setattr(ndjson, "LINE_AT_MOST", 80)
    monkeypatch.setattr(ndjson, "BLOCK", 10)
    source = b'{"age": 1}\n{"age": "' + b"1" * length + b'"}\n{"age": 3}\n{"age": "' + b"1" * length
    told = {"problems": ["the line is longer than 16 MiB: write one object a line"]}
    assert rows("ndjson", source, small) == [
        {"row": 1, "age": "1"},
        {"row": 2} | told,
        {"row": 3, "age": "3"},
        {"row": 4} | told,
    ]


def test_keys_of_no_question_are_refused_by_the_first_line(small):
    with pytest.raises(TableError) as caught:
        rows("ndjson", b'{"grion": "often", "id": 1, "file": 2}\n', small, ["file"])
    assert caught.value.sentences == (
        "people: the column 'file' cannot be kept: a result has that name",
        "people: the column 'grion' is no question, did you mean 'groin'?",
        "people: the column 'id' is no question, none like it exists",
        "A column that is no question can be carried over to the results: --keep NAME",
    )


PARTS = [
    *('{"', '"', '": ', '":', ", ", ",", "}", "}\n", "}\r\n", "\n", "{", '{"age": 5}\n', '{"groin": "often"}\n', " "),
    *('"groin"', '"age"', '"now"', '"id"', '"grion"', '"often"', '["pee?"]', "5", "null", "[1,\n2]", "{}", '"a\\":b"'),
    *('"groin": "often"', '"age": 5', '"id": "x"', '"x":{"age": 1}', "\\", "é", '"now": ["saddle", "pee"]'),
]


@given(st.lists(st.sampled_from(PARTS), max_size=30), st.integers(1, 60))
@example(['{"now": [1,\n2]}\n'], 60)
@example(['{"age": 5\n}\n'], 60)
@example(['{"age": 5}\n', "{"], 60)
@example(['{"age": 5} {\n', '{"age": 5}\n'], 60)
@example(['":5}\n', '{"age": 5}\n'], 60)
@example(['{"age": 5, "groin": "often", "age": 5}\n', '{"age": 5, "age": null}\n'], 60)
@example(['["age": 5}\n', '{"age": 5}\x0c\n', '{"age": 5,\x0c"groin": "often"}\n', '{"age":\x0c5}\n'], 60)
@example(['{"age": 5,}\n', '{,"age": 5}\n', '{"age": 5} x\n', '{"age": 5}{"age": 6}\n'], 60)
def test_many_lines_at_once_are_read_as_each_of_them_is(small, parts, block):
    source = ('{"age": 1}\n' + "".join(parts)).encode()
    lines = Lines(small, ["id"])
    expected = []
    for number, text in enumerate(source.split(b"\n"), 1):
        if text.strip():
            line = lines.read(text)
            cells = {name: cell for name, cell in line.cells.items() if cell is not None}
            expected.append({"row": number, **cells, **({"problems": list(line.reasons)} if line.reasons else {})})
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(ndjson, "BLOCK", block)
        patch.setattr(ndjson, "ROWS", 3)
        patch.setattr(ndjson, "REMEMBERED", 5)
        assert rows("ndjson", source, small, ["id"]) == expected


# CSV


def test_a_row_is_a_person_and_the_header_is_row_1(small):
    source = b'groin,age,now___saddle,now\noften,52,,"saddle;pee?"\n\n,,yes,\n'
    assert rows("csv", source, small) == [
        {"row": 2, "groin": "often", "age": "52", "now": "saddle;pee?"},
        {"row": 3, "now___saddle": "yes"},
    ]


@pytest.mark.parametrize(
    "source",
    [
        b"groin,age\noften,52",
        b"\xef\xbb\xbfgroin,age\r\noften,52\r\n",
        b"groin;age\noften;52\n",
        b'"groin"\t"age"\n"often"\t52\n',
        b'groin,age,"an\nid"\noften,52,x\n',
    ],
)
def test_csv_can_be_written_in_many_ways(small, source):
    found = rows("csv", source, small, ["an\nid"] if b"id" in source else [])
    assert [{**row, "an\nid": ""} for row in found] == [{"row": 2, "groin": "often", "age": "52", "an\nid": ""}]


@pytest.mark.parametrize("block", [1 << 22, 40])
def test_a_row_with_too_many_or_too_few_cells_keeps_its_place(small, monkeypatch, block):
    monkeypatch.setattr(delimited, "BLOCK", block)
    few, many = ([f"the row has {number} cells, and the header has 2"] for number in (1, 3))
    source = b"groin,age\nx\noften,1\nrarely,2\nx\nx,y,z\noften,5\noften,6\nx,y,z\nx\n"
    assert rows("csv", source, small) == [
        {"row": 2, "problems": few},
        {"row": 3, "groin": "often", "age": "1"},
        {"row": 4, "groin": "rarely", "age": "2"},
        {"row": 5, "problems": few},
        {"row": 6, "problems": many},
        {"row": 7, "groin": "often", "age": "5"},
        {"row": 8, "groin": "often", "age": "6"},
        {"row": 9, "problems": many},
        {"row": 10, "problems": few},
    ]


def test_a_cell_that_is_no_text_is_a_problem_of_its_row(small):
    source = b'id,groin,age\n\xe9,oft\xe9n,1\nb,"often\nc,rarely",2\n"d\ne",often,3\n'
    assert rows("csv", source, small, ["id"]) == [
        {
            "row": 2,
            "age": "1",
            "problems": [
                "id: this is not UTF-8: save the file as CSV UTF-8",
                "groin: this is not UTF-8: save the file as CSV UTF-8",
            ],
        },
        {
            "row": 3,
            "id": "b",
            "age": "2",
            "problems": ["groin: a quote is not closed: all up to the next quote stands in one cell"],
        },
        {"row": 4, "id": "d\ne", "groin": "often", "age": "3"},
    ]


def test_what_is_kept_may_hold_lines_and_no_answer_may(small):
    found = rows("csv", b'id,age\n"d\ne",3\nf,"4\n"\n', small, ["id"])
    assert [list(row) for row in found] == [["row", "id", "age"], ["row", "id", "problems"]]


def test_a_header_alone_has_no_people(small):
    assert rows("csv", b"groin,age\n", small) == []
    assert rows("csv", b"groin,age", small) == []


@pytest.mark.parametrize(
    ("source", "words"),
    [
        (b"", "people is empty: the first line of CSV names the columns"),
        (b"gro\xefn,age\n", "people: this is not UTF-8: save the file as CSV UTF-8"),
    ],
)
def test_what_is_no_csv_is_refused(small, source, words):
    with pytest.raises(FileError, match=words):
        rows("csv", source, small)


def test_a_quote_that_is_never_closed_is_told(small, monkeypatch):
    monkeypatch.setattr(delimited, "BLOCK", 50)
    source = b'groin,age\noften,1\n"often,2\n' + b"often,3\n" * 50
    with pytest.raises(FileError, match=r"people: no more can be read from row [23] or soon after: a quote is not "):
        rows("csv", source, small)


def test_arrow_reads_a_row_more_than_there_is():
    file = delimited._WithEnd(io.BytesIO(b"groin\noften"), ",end")
    assert [file.read(8), file.read(8), file.read(8), file.read(8)] == [b"groin\nof", b"ten", b"\n,end\n", b""]


def test_columns_of_no_question_are_refused(small):
    with pytest.raises(TableError) as caught:
        rows("csv", b"groin,id,groin,,problems\n", small)
    assert caught.value.sentences == (
        "people: the column 'problems' is no question: rename it, or take it out",
        "people: the column 'groin' stands there twice",
        "people: the column 'id' is no question, none like it exists",
        "people: the column '' is no question, none like it exists",
        "A column that is no question can be carried over to the results: --keep NAME",
    )


# Parquet


def parquet(**columns):
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file)
    return file.getvalue()


def test_parquet_has_rows_and_columns_of_many_types(small):
    text = pa.array(["often", None])
    source = parquet(
        groin=text,
        soon=pa.array(["yes", "no"], pa.large_string()),
        socks=pa.array(["some", None], pa.string_view()),
        age=[52.0, None],
        rest_pain=pa.array([3, 4], pa.int8()),
        now=[["saddle", "pee?"], None],
        numb=text.dictionary_encode(),
        limp=pa.nulls(2),
    )
    found = rows("parquet", source, small, ["limp"])
    assert found == [
        {
            "row": 1,
            "groin": "often",
            "soon": "yes",
            "socks": "some",
            "age": 52.0,
            "rest_pain": 3,
            "now": ["saddle", "pee?"],
            "numb": "often",
        },
        {"row": 2, "soon": "no", "rest_pain": 4},
    ]


def test_what_is_no_parquet_is_refused(small):
    with pytest.raises(FileError, match="people is no Parquet file that can be read: "):
        rows("parquet", b"PAR1 and nothing more", small)


class Pipe(io.BytesIO):
    """What can be read from the beginning alone."""

    def seekable(self):
        return False


def test_parquet_cannot_come_through_a_pipe(small):
    with pytest.raises(FileError, match="people: Parquet is read from its end, so it cannot come through a pipe"):
        list(READERS["parquet"](Pipe(parquet(groin=["often"])), "people", small, ()))


def test_csv_can_come_through_a_pipe(small):
    (part, _) = READERS["csv"](Pipe(b"groin\noften\n"), "people", small, ())
    assert (part.answers["groin"].to_pylist(), part.read) == (["often"], 0)


# Results


SCHEMA = pa.schema(
    [
        ("file", pa.dictionary(pa.int32(), pa.string())),
        ("row", pa.int64()),
        ("id", pa.string()),
        ("weight", pa.float64()),
        ("flags", pa.list_(pa.string())),
        ("low", pa.int32()),
    ]
)
ROWS = [
    {"file": "=x.csv", "row": 1, "id": "=1+1", "weight": 1.5, "flags": ["a", 'b "c"'], "low": 3},
    {"file": "=x.csv", "row": 2, "id": None, "weight": float("nan"), "flags": [], "low": None},
    {"file": "=x.csv", "row": 3, "id": "ä\n", "weight": None, "flags": None, "low": 0},
]


def written(form, schema=SCHEMA, rows=ROWS):
    file = io.BytesIO()
    batch = pa.RecordBatch.from_pylist([{**row, "file": None} for row in rows], schema)
    files = pa.DictionaryArray.from_arrays(np.zeros(len(rows), np.int32), pa.array(["=x.csv"]))
    batch = batch.set_column(0, schema.field(0), files)
    with write_results(form, file, schema) as write:
        write(batch.slice(0, 1))
        write(batch.slice(1))
    return file


def test_results_are_written_as_json_lines():
    lines = written("ndjson").getvalue().decode().splitlines()
    assert [json.loads(line) for line in lines] == [ROWS[0], {**ROWS[1], "weight": None}, ROWS[2]]


def test_results_are_written_as_csv_in_which_no_cell_begins_a_formula():
    assert written("csv").getvalue().decode() == (
        '"file","row","id","weight","flags","low"\n'
        '"\'=x.csv",1,"\'=1+1",1.5,"a;b ""c""",3\n'
        '"\'=x.csv",2,,nan,"",\n'
        '"\'=x.csv",3,"ä\n",,,0\n'
    )


@pytest.mark.parametrize("group", [1, 1 << 17])
def test_results_are_written_as_parquet(monkeypatch, group):
    monkeypatch.setattr(results, "ROW_GROUP", group)
    table = pq.read_table(written("parquet"))
    assert table.schema.types[1:] == SCHEMA.types[1:]
    assert table.to_pylist()[::2] == ROWS[::2]


def test_csv_cannot_hold_columns_of_structures():
    schema = pa.schema([("file", pa.string()), ("id", pa.struct([("x", pa.int32())]))])
    words = "the column 'id' cannot be kept in CSV: it holds struct<x: int32>"
    with pytest.raises(TableError, match=words), write_results("csv", io.BytesIO(), schema):
        pass


# From answers to results, and their counts


def parts_of(small, *sources):
    for name, source in zip("ab", sources, strict=False):
        yield from (Named(name, part) for part in READERS["ndjson"](io.BytesIO(source), name, small, ["id"]))


def test_each_result_tells_its_file_and_line_however_the_rows_are_cut(small, monkeypatch):
    monkeypatch.setattr("hipback.batch.BLOCK", 2)
    three = b'{"id": "x"}\n{"id": "y"}\n\n{"id": "z"}\n'
    found = [row for batch in scored(small, parts_of(small, three, b"", three), ["id"]) for row in batch.to_pylist()]
    places = [(row["file"], row["row"], row["id"]) for row in found]
    assert places == [("a", 1, "x"), ("a", 2, "y"), ("a", 4, "z")]


def test_files_without_people_are_passed_over(small):
    batches = list(scored(small, parts_of(small, b"\n", b'{"id": "x"}\n'), ["id"]))
    assert [row["file"] for batch in batches for row in batch.to_pylist()] == ["b"]


def test_what_is_kept_has_one_type(small):
    parts = (Named(str(id), Part(pa.record_batch({"id": [id]}), np.array([1]), 0)) for id in (1, "x"))
    with pytest.raises(TableError, match="x: the column 'id' holds string, and int64 before: give them one type"):
        list(scored(small, parts, ["id"]))


PEOPLE = b"""\
{"now": ["none"], "today": ["none"], "soon": "no", "age": 50, "groin": "often", "rest_pain": 3}
{"now": ["none"], "today": ["none"], "soon": "yes", "age": 50, "groin": "often"}
{"now": ["saddle"]}
{"groin": "oftn"}
{}
"""


def counts(small, in_full):
    found = Counts(small, in_full)
    for batch in scored(small, parts_of(small, PEOPLE), ["id"]):
        found.add(batch)
    return found


def test_results_are_counted(small):
    found = counts(small, in_full=True).tally()
    assert (found.people, found.problems, found.no_score) == (5, 1, 1)
    assert [count for count in found.urgency if count.people] == [
        ("emergency", 1),
        ("soon", 1),
        ("routine", 1),
        ("not known", 1),
    ]
    assert found.indicators == (
        Bands("Hip signs", (Count("few", 0), Count("some", 0), Count("many", 0), Count("no band", 3))),
        Bands("Back signs", (Count("few", 0), Count("some", 0), Count("no band", 3))),
    )
    assert found.flags == (Count("saddle", 1), Count("weight", 1))


def test_problems_are_counted_in_any_case(small):
    found = counts(small, in_full=False)
    assert (found.people, found.problems) == (5, 1)
    assert found.first_problems == ["a:4: groin: no option 'oftn', did you mean 'often'?"]
    assert found.tally().flags == ()

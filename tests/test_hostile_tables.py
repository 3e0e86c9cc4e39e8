"""Tables of many people that mean harm, or were made by accident: the cases B01 to B21."""

import csv
import errno
import io
import json
import os
import re
import shutil
import subprocess
import sys
from functools import cache, partial
from pathlib import Path
from random import Random

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from hipback.cli import hipback as program
from hipback.errors import FileError, HipbackError, TableError
from hipback.interview import Interview
from hipback.layout import visible
from hipback.model import Bank
from hipback.report import Report
from hipback.result import make_report
from hipback.rows import row_of
from hipback.tables import READERS, parquet
from hipback.tables.results import write_results
from hipback.tables.scored import Named, scored
from hostile.tables import FILES, REFUSED, ROW
from oracle import check, check_words, run
from test_batch import SHIPPED, agrees, expected, people

HERE = Path(__file__).parent
SMALL = str(HERE / "banks" / "small.yaml")
TRIED = [(case, name) for case, files in FILES.items() for name in files]


def score(capsys, *words: object) -> tuple[int, str]:
    """Run the command in this process: how it ends, and what it tells."""
    try:
        code = program.main(["score", *map(str, words), "--bank", SMALL], standalone_mode=False)
    except HipbackError as error:
        code, words_told = 1, str(error)
    else:
        words_told = capsys.readouterr().err
    check_words(words_told)
    return code, words_told


def lines_of(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text().splitlines()]


@pytest.mark.hazard("HZ-16")
@pytest.mark.parametrize(("case", "name"), TRIED, ids=lambda word: word)
def test_hostile(case, name, tmp_path, capsys):
    file, path, out = FILES[case][name], tmp_path / name, tmp_path / "out.ndjson"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(file.source)
    keep = ["--keep", "id"] if b"id" in file.source[:10] else []
    code, told = score(capsys, path, *keep, "-o", out)
    assert [words for words in file.words if words not in told] == [], told
    assert code == int(bool(file.words)), told
    assert out.exists() == (file.rows != REFUSED)
    if file.rows != REFUSED:
        rows = lines_of(out)
        assert len(rows) == file.rows
        assert sum(bool(row["problems"]) for row in rows) == len(file.words[-1:])
        assert [row for row in rows if row["problems"] and row["urgency"]] == []


def test_hostile_lines_and_rows_are_told_by_the_real_command(tmp_path):
    """One run of as much of it as can stand in one file."""
    lines = [file.source.splitlines()[1] for file in FILES["B04"].values()]
    (tmp_path / "people.ndjson").write_bytes(b"\n".join([ROW.strip(), *lines, ROW.strip()]))
    ran = run("score", "people.ndjson", "-o", "out.csv", here=tmp_path)
    check(ran, 1, writes=[tmp_path / "out.csv"], seconds=8, megabytes=300)
    assert f"{len(lines)} rows with problems" in ran.err


# B01 to B09: whatever stands in a file, its rows are all there


def draw_file(draw: Random) -> bytes:
    """Lines of all the files above that have lines, whole or cut."""
    all_lines = [
        line for case in ("B02", "B04", "B05") for file in FILES[case].values() for line in file.source.split(b"\n")
    ]
    lines = draw.choices([line for line in all_lines if len(line) < 1_000], k=draw.randint(1, 60))
    return b"\n".join(line[: draw.choice([1, 5, None, None])] for line in lines)


@pytest.mark.hazard("HZ-15")
@pytest.mark.no_cover
def test_b18_what_goes_in_comes_out_in_its_order(tries, figure, small):
    draw, rows, lost = Random(18), 0, 0
    for _ in range(tries(40, 4_000)):
        source = ROW + draw_file(draw)
        wanted = [number for number, line in enumerate(source.split(b"\n"), 1) if line.strip()]
        found = [row["row"] for row in results(small, "ndjson", source, ["id"])]
        rows, lost = rows + len(wanted), lost + (found != wanted)
    figure("batch", "rows of hostile files", rows, files_with_lost_rows=lost)
    assert lost == 0


def results(bank: Bank, form: str, source: bytes, keep: list[str]) -> list[dict]:
    parts = (Named("file", part) for part in READERS[form](io.BytesIO(source), "file", bank, keep))
    return [row for batch in scored(bank, parts, keep) for row in batch.to_pylist()]


@pytest.mark.parametrize("name", ["\udcff", "\x1b[31m", "a\nb", "\u202e"])
def test_b18_a_name_that_is_no_text_is_told_as_far_as_it_can_be(name, tmp_path, capsys):
    (tmp_path / f"{name}.ndjson").write_bytes(ROW + b"x\n")
    for form in ("ndjson", "csv", "parquet"):
        assert score(capsys, tmp_path / f"{name}.ndjson", "-o", tmp_path / f"out.{form}")[0] == 1
    told = [Path(row["file"]).name for row in lines_of(tmp_path / "out.ndjson")]
    assert told == [visible(f"{name}.ndjson")] * 2


# B10: no cell begins a formula

FORMULAS = [f"{sign}1+1" for sign in "=+-@\t\r\uff1d\uff0b\uff0d\uff20"] + [
    "=cmd|' /C calc'!A0",
    '=HYPERLINK("http://x")',
    "@SUM(1)",
]
TEXTS = [pa.string(), pa.large_string(), pa.string_view(), pa.dictionary(pa.int32(), pa.string())]


def as_csv(*columns: pa.Array, names: list[str]) -> list[list[str]]:
    """What is written of kept columns, read by another reader; numbers have no quotes."""
    file, batch = io.BytesIO(), pa.RecordBatch.from_arrays(list(columns), names)
    with write_results("csv", file, batch.schema) as write:
        write(batch)
    return list(csv.reader(io.StringIO(file.getvalue().decode(), newline=""), strict=True))


@pytest.mark.parametrize("type_", TEXTS, ids=str)
def test_b10_no_cell_of_text_begins_a_formula_and_no_name_of_a_column(type_):
    column = pa.array(FORMULAS).cast(type_) if "view" not in str(type_) else pa.array(FORMULAS, type_)
    head, *rows = as_csv(column, names=["=1+1"])
    assert head == ["'=1+1"]
    assert [cell for (cell,) in rows] == [f"'{formula}" for formula in FORMULAS]


def test_b10_no_list_begins_a_formula_and_numbers_stay_numbers():
    lists = pa.array([["=1", "b"], ["a", "=1"], []])
    rows = as_csv(lists, pa.array([-1, 2, None]), pa.array([-1.5, None, 2.0]), names=["list", "whole", "float"])
    assert rows[1:] == [["'=1;b", "-1", "-1.5"], ["a;=1", "2", ""], ["", "", "2"]]


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet"])
def test_b10_a_formula_comes_through_every_form_as_it_was_but_for_csv(form, tmp_path, capsys):
    people, out = tmp_path / "=people.csv", tmp_path / f"out.{form}"
    with people.open("w", newline="") as file:
        csv.writer(file).writerows([["=1+1", "groin"], *([formula, "often"] for formula in FORMULAS)])
    assert score(capsys, people, "--keep", "=1+1", "-o", out)[0] == 0
    if form == "csv":
        rows = list(csv.DictReader(io.StringIO(out.read_bytes().decode(), newline="")))
        assert [row["'=1+1"] for row in rows] == [f"'{formula}" for formula in FORMULAS]
    else:
        rows = pq.read_table(out).to_pylist() if form == "parquet" else lines_of(out)
        assert [row["=1+1"] for row in rows] == FORMULAS


# B11, B12, B20: Parquet


def parquet_of(checked: bool = True, **columns: object) -> bytes:
    file = io.BytesIO()
    pq.write_table(pa.table(columns), file, write_page_checksum=checked)
    return file.getvalue()


THREE = {
    "id": ["p1", "p2", None] * 3,
    "groin": ["often", "rarely", None] * 3,
    "age": [52.0, None, 7] * 3,
    "now": [["saddle"], ["none"], None] * 3,
    "today": ["none", "fever", ""] * 3,
}


def test_b11_a_parquet_file_that_was_cut_is_refused(small):
    source = parquet_of(**THREE)
    for end in range(0, len(source), 7):
        with pytest.raises(FileError, match=r"^file is no Parquet file that can be read: [^\n]+$"):
            results(small, "parquet", source[:end], ["id"])


@pytest.mark.no_cover
@pytest.mark.parametrize("checked", [True, False], ids=["with checksums", "without"])
def test_b11_a_parquet_file_with_a_wrong_bit_does_no_harm(checked, small, tries, figure):
    """Only checksums of pages can tell whether the file was changed; what describes the pages has none."""
    source, draw = parquet_of(checked, **THREE), Random(11)
    whole, tried, silent = results(small, "parquet", source, ["id"]), tries(150, 10_000), 0
    for _ in range(tried):
        bit = draw.randrange(len(source) * 8)
        try:
            found = results(small, "parquet", with_wrong_bit(source, bit), ["id"])
        except HipbackError as error:
            check_words(visible(str(error)))  # as it is shown
        else:
            silent += any(row not in whole for row in found if not row["problems"])
    figure(
        "batch", f"wrong bits in a Parquet file {'with' if checked else 'without'} checksums", tried, not_seen=silent
    )
    assert silent <= tried * (0.01 if checked else 0.05)


def with_wrong_bit(source: bytes, bit: int) -> bytes:
    changed = bytearray(source)
    changed[bit // 8] ^= 1 << bit % 8
    return bytes(changed)


def test_b11_what_hipback_writes_has_checksums(tmp_path, capsys):
    (tmp_path / "people.ndjson").write_bytes(ROW * 100)
    assert score(capsys, tmp_path / "people.ndjson", "-o", tmp_path / "out.parquet")[0] == 0
    source = (tmp_path / "out.parquet").read_bytes()
    end = len(source) - 8 - int.from_bytes(source[-8:-4], "little")
    bits = range(100, 8 * end, 211)
    assert sum(map(partial(is_refused, source), bits)) > 0.7 * len(bits)  # the others are in what heads a page


def is_refused(source: bytes, bit: int) -> bool:
    """Whether one that looks at checksums refuses the file after this change."""
    try:
        pq.ParquetFile(io.BytesIO(with_wrong_bit(source, bit)), page_checksum_verification=True).read()
    except (OSError, pa.ArrowException):
        return True
    return False


def test_b11_a_disk_that_cannot_be_read_is_not_taken_for_a_damaged_file(small):
    class Broken(io.BytesIO):
        def read(self, *_: object) -> bytes:
            raise OSError(errno.EIO, "Input/output error")

    with pytest.raises(OSError, match="Input/output error"):
        next(READERS["parquet"](Broken(parquet_of(**THREE)), "file", small, ["id"]))


NO_ANSWERS = {
    "days": pa.array([18_000], pa.date32()),
    "moments": pa.array([1], pa.timestamp("ns")),
    "zones": pa.array([1], pa.timestamp("us", tz="No/Where")),
    "lengths": pa.array([1], pa.duration("ns")),
    "bytes": pa.array([b"often"]),
    "structures": pa.array([{"a": 1}]),
    "maps": pa.array([[("a", 1)]], pa.map_(pa.string(), pa.int64())),
    "lists of numbers": pa.array([[1]]),
    "lists of lists": pa.array([[["a"]]]),
}


@pytest.mark.parametrize("column", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_b11_what_can_be_no_answer_is_refused_and_can_be_kept(column, small):
    with pytest.raises(TableError, match=r"the column 'age' holds .+: expected text, numbers or lists"):
        results(small, "parquet", parquet_of(age=column), [])
    (part,) = READERS["parquet"](io.BytesIO(parquet_of(groin=["often"], id=column)), "file", small, ["id"])
    assert part.answers.num_rows == 1


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet"])
@pytest.mark.parametrize("column", NO_ANSWERS.values(), ids=NO_ANSWERS)
def test_b11_whatever_is_kept_is_written_or_told(column, form):
    file, batch = io.BytesIO(), pa.RecordBatch.from_arrays([column], ["id"])
    try:
        with write_results(form, file, batch.schema) as write:
            write(batch)
    except TableError:
        assert form == "csv" or (form, column.type) == ("ndjson", NO_ANSWERS["zones"].type)
    else:
        assert form != "ndjson" or json.loads(file.getvalue(), parse_constant=pytest.fail)


def test_b11_columns_of_decimals_and_dictionaries_are_answers_too(small):
    from decimal import Decimal

    for age in (pa.array([Decimal(52)]), pa.array([52]), pa.array(["52"]).dictionary_encode(), pa.array([52.0])):
        (row,) = results(small, "parquet", parquet_of(groin=["often"], age=age), [])
        assert row["problems"] == []
    assert results(small, "parquet", parquet_of(groin=pa.array([], pa.string())), []) == []


@pytest.mark.hazard("HZ-06", "HZ-16")
def test_b12_nothing_and_no_number_are_no_answer_and_never_a_zero(small):
    """Other programs write a column of numbers with a gap as floats, and "not a number" in the gap."""
    rows = results(small, "parquet", parquet_of(rest_pain=[3, None], age=[52.0, float("nan")]), [])
    alike = results(small, "csv", b"rest_pain,age\n3,52\n,\n", [])
    assert [{**row, "row": 0} for row in rows] == [{**row, "row": 0} for row in alike]
    wrong = results(small, "parquet", parquet_of(age=[float("inf"), 52.5, -1.0]), [])
    assert [row["problems"] for row in wrong] == [
        [f"age: expected a whole number from 0 to 120, found '{word}'"] for word in ("inf", "52.5", "-1")
    ]


def test_b12_no_number_is_null_in_json(small):
    batch = pa.RecordBatch.from_pydict({"id": [float("nan"), float("inf"), -1.5], "more": [{"x": float("nan")}] * 3})
    file = io.BytesIO()
    with write_results("ndjson", file, batch.schema) as write:
        write(batch)
    lines = [json.loads(line, parse_constant=pytest.fail) for line in file.getvalue().splitlines()]
    assert [line["id"] for line in lines] == [None, None, -1.5]
    assert lines[0]["more"] == {"x": None}


def bomb(column: str, type_: pa.DataType) -> bytes:
    """Less than a thousand bytes that say the same long text in each of many rows: of 4 GB in all."""
    rows, text = parquet.BLOCK, "x" * 65_536
    cells = pa.DictionaryArray.from_arrays(pa.array([0] * rows, pa.int32()), pa.array([text]))
    if pa.types.is_list(type_):
        cells = pa.ListArray.from_arrays(pa.array(range(rows + 1), pa.int32()), cells)
    file = io.BytesIO()
    pq.write_table(pa.table({column: cells}), file, compression="zstd", store_schema=False)
    return file.getvalue()


@pytest.mark.parametrize(
    ("column", "type_"), [("id", pa.string()), ("now", pa.list_(pa.string()))], ids=["kept", "list"]
)
def test_b20_a_few_bytes_do_not_become_gigabytes(column, type_, small):
    source, used = bomb(column, type_), pa.default_memory_pool().max_memory()
    assert len(source) < 2_000
    with pytest.raises(FileError, match="file: 65,000 rows hold more than 256 MiB of text in one column"):
        results(small, "parquet", source, ["id"] if column == "id" else [])
    assert pa.default_memory_pool().max_memory() - used < 50_000_000


def test_b20_the_same_long_word_in_each_row_is_looked_at_once(small):
    parts = READERS["parquet"](io.BytesIO(bomb("groin", pa.string())), "file", small, [])
    assert sum(part.answers.nbytes for part in parts) < 1_000_000


def test_b20_a_row_group_that_is_too_large_is_refused(small, monkeypatch):
    monkeypatch.setattr(parquet, "GROUP_AT_MOST", 1 << 20)
    with pytest.raises(FileError, match="file: its row group 1 is larger than 1 MiB: write it with smaller ones"):
        results(small, "parquet", parquet_of(groin=["often", "x" * 2_000_000]), [])


# B13: nothing is fetched

ADDRESSES = [
    "s3://b/x.parquet",
    "http://a/x.csv",
    "hdfs://a/x.ndjson",
    "file:///etc/x.csv",
    "gs://a/*.csv",
    r"\\a\x.csv",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_b13_an_address_is_no_local_file(address, tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "people.ndjson").write_bytes(ROW)
    for words in ([address, "-o", "out.csv"], ["people.ndjson", "-o", address], ["people.ndjson", "--bank", address]):
        with pytest.raises(SystemExit) as ended:
            program.main(["score", *words])
        assert ended.value.code == 2
        assert "is an address and no local file: nothing is fetched or sent" in capsys.readouterr().err
    assert os.listdir() == ["people.ndjson"]


def test_b13_what_looks_like_an_address_may_be_a_folder_of_this_computer(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("s3:/b").mkdir(parents=True)
    Path("s3:/b/x.ndjson").write_bytes(ROW)
    assert score(capsys, "s3://b/x.ndjson", "-o", "out.csv") == (0, "1 row. The results are in out.csv.\n")


def test_b13_arrow_gets_open_files_and_never_names(tmp_path):
    """Under a guard that ends the program at the first socket."""
    (tmp_path / "people.parquet").write_bytes(parquet_of(groin=["often"]))
    (tmp_path / "people.csv").write_text("groin\noften\n")
    words = ["people.parquet", "people.csv", "--bank", SMALL, "-o", "out.parquet"]
    ran = run("score", *words, here=tmp_path)
    check(ran, 0, writes=[tmp_path / "out.parquet"], seconds=8, megabytes=300)


BY_NAME = re.compile(r"read_table|read_schema|memory_map|OSFile|input_stream|output_stream|\bfs\b|dataset|read_csv\(\"")


def test_b13_nothing_is_used_that_takes_a_name():
    sources = (HERE.parent / "hipback" / "tables").glob("*.py")
    assert [path.name for path in sources if BY_NAME.search(path.read_text())] == []


@pytest.mark.skipif(not shutil.which("unshare"), reason="unshare is not installed")
def test_b13_it_works_where_there_is_no_network(tmp_path, tries):
    if not tries(0, 1):
        pytest.skip("only with --long")
    (tmp_path / "people.parquet").write_bytes(parquet_of(groin=["often"]))
    alone = ["unshare", "-rn", sys.executable, "-m", "hipback", "score", "--bank", SMALL]
    for name, code in (("people.parquet", 0), ("s3://bucket/x.parquet", 2)):
        told = subprocess.run([*alone, name, "-o", "out.csv"], cwd=tmp_path, capture_output=True, encoding="utf-8")
        assert told.returncode == code, told.stderr


# B15 to B19: the output


def test_b15_the_bank_is_never_written_over(tmp_path, monkeypatch, capsys):
    monkeypatch.chdir(tmp_path)
    Path("people.ndjson").write_bytes(ROW)
    Path("bank.csv").write_bytes(Path(SMALL).read_bytes())
    Path("link.csv").symlink_to("bank.csv")
    os.link("bank.csv", "hard.csv")
    for name in ("bank.csv", "./bank.csv", "link.csv", "hard.csv"):
        with pytest.raises(FileError, match=f"cannot write {name}: it is an input as well"):
            program.main(["score", "people.ndjson", "--bank", "bank.csv", "-o", name], standalone_mode=False)
    assert Path("bank.csv").read_bytes() == Path(SMALL).read_bytes()


@pytest.mark.parametrize("form", ["csv", "ndjson", "parquet"])
def test_b16_another_run_gives_the_same_bytes(form, tmp_path, capsys):
    people, out = tmp_path / "people.ndjson", tmp_path / f"out.{form}"
    people.write_bytes(ROW * 50 + b"x\n" + ROW * 50)
    written = []
    for _ in range(2):
        assert score(capsys, people, "-o", out)[0] == 1
        written.append(out.read_bytes())
        out.unlink()
    assert written[0] == written[1]


def test_b17_whoever_reads_may_stop(tmp_path):
    (tmp_path / "people.ndjson").write_bytes(ROW * 20_000)
    command = f"{sys.executable} -m hipback score people.ndjson --bank {SMALL} -o - | head -1; exit ${{PIPESTATUS[0]}}"
    told = subprocess.run(["bash", "-c", command], cwd=tmp_path, capture_output=True, encoding="utf-8")
    assert told.returncode in (0, 1)
    assert (len(told.stdout.splitlines()), told.stderr) == (1, "")


@pytest.mark.no_cover
def test_b19_many_people_take_no_more_memory_than_few(tmp_path, tries, figure, monkeypatch):
    """Each row is another, and is read and written in a process of its own."""
    if not tries(0, 1):
        pytest.skip("only with --long")
    monkeypatch.setattr("oracle.KILLED_AFTER", 600)
    memory = {}
    for form in ("csv", "ndjson"):
        for count in (10_000, 1_000_000):
            write_people(tmp_path / f"people.{form}", form, count)
            words = [f"people.{form}", "--keep", "id", "--bank", SMALL, "-o", f"out.{form}"]
            ran = run("score", *words, here=tmp_path)
            check(ran, 0, writes=[tmp_path / f"out.{form}"], seconds=60, megabytes=350)
            memory[count] = round(ran.memory)
        figure("batch", f"rows in one file of {form}", count, megabytes=memory[count])
        assert memory[1_000_000] - memory[10_000] < 150, memory


def write_people(path: Path, form: str, count: int) -> None:
    with path.open("w") as file:
        if form == "csv":
            file.write("id,groin,age\n")
            file.writelines(f"{number},often,{number % 99}\n" for number in range(count))
        else:
            file.writelines(f'{{"id": {number}, "groin": "often", "age": {number % 99}}}\n' for number in range(count))


# Batch against single runs


@pytest.mark.hazard("HZ-15")
@pytest.mark.hazard("HZ-15")
@pytest.mark.no_cover
@pytest.mark.parametrize("form", ["ndjson", "csv", "parquet"])
def test_many_people_at_once_come_to_what_each_of_them_comes_to(form, tmp_path, tries, figure):
    """Half of them finished, half with gaps; each row against the report and against the engine for this person."""
    singles = alone(tries(15, 5_000))
    path, out = tmp_path / f"people.{form}", tmp_path / "out.ndjson"
    path.write_bytes(written(SHIPPED, [report.answers for report, _ in singles], form))
    code = program.main(["score", str(path), "-o", str(out)], standalone_mode=False)
    found = [{name: cell for name, cell in row.items() if name not in ("file", "row")} for row in lines_of(out)]
    wrong = [row for row, single in zip(found, singles, strict=True) if not fits(row, *single)]
    figure("batch", f"batch against single runs, from {form}", len(found), mismatches=len(wrong))
    assert (code, wrong) == (0, [])


@cache
def alone(count: int) -> list[tuple[Report, dict]]:
    """The report for each person, and the row that the engine gives for this person alone."""
    rows = (*people(count, 5), *people(count, 6, 0.2))
    reports = [make_report(Interview.start(SHIPPED, row)) for row in rows]
    return [(report, expected(SHIPPED, report.answers)) for report in reports]


def fits(row: dict, report: Report, wanted: dict) -> bool:
    return row == wanted and (agrees(row, report) or report.status not in ("completed", "stopped"))


def written(bank: Bank, rows: list[dict], form: str) -> bytes:
    """The answers as a file."""
    if form == "ndjson":
        return "".join(f"{json.dumps(row)}\n" for row in rows).encode()
    laid = [row_of(bank, row) for row in rows]
    names = list(dict.fromkeys(name for row in laid for name in row))
    if form == "parquet":
        return parquet_of(**{name: [None if name not in row else str(row[name]) for row in laid] for name in names})
    text = io.StringIO(newline="")
    table = csv.DictWriter(text, names, restval="")
    table.writeheader()
    table.writerows(laid)
    return text.getvalue().encode()


def test_every_case_is_tried_or_does_not_apply():
    tried = {*FILES, *(f"B{number}" for number in re.findall(r"def test_b(\d\d)_", Path(__file__).read_text()))}
    listed = set(re.findall(r"(?m)^- (B\d\d):", (HERE / "hostile" / "not_applicable_B.md").read_text()))
    assert tried | listed == {f"B{number:02}" for number in range(1, 22)}
    assert tried & listed == set()

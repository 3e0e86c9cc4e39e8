"""`hipback history`, `compare` and `forget` as they are run: names, files, bad input, and what is left on the disk."""

import json
import os
import stat
from pathlib import Path

import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as some

from hipback.answers import read_answers
from hipback.cli import hipback
from hipback.interview import Interview, admit_all
from hipback.record import read_record
from hipback.render.shared import ABOUT, as_shared, coarse
from hipback.safety import notice
from hipback.store import Store
from kept import EARLIER, FULL, OPEN, PARTIAL, SMALL, SOON, changed, record_of
from kept import PATH as BANK
from test_cli import environment, flat, in_shell, run

jsonschema = pytest.importorskip("jsonschema")

DOCS = Path(__file__).parents[1] / "docs"
NONE_KEPT = "no screening is kept yet: at its end, hipback screen asks whether you want to keep a copy\n"
ELSEWHERE = (
    "Copies that you wrote elsewhere, by -o or --json, are still there. hipback does not know where they are. "
    "Backups may hold what was removed, and a disk may keep traces of it for a while.\n"
)


@pytest.fixture
def data(private_folders: Path) -> Path:
    """The folder in which the program keeps its files."""
    return private_folders / "data"


def keep(data: Path, name: str, record: str) -> Path:
    """A record that is kept under a name of our choice."""
    path = data / f"record-{name}.json"
    path.write_text(record, encoding="utf-8")
    path.chmod(0o600)
    return path


@pytest.fixture
def three(data: Path) -> list[Path]:
    """Three kept records, the newest of them with a sign to be seen about soon."""
    return [
        keep(data, "c0000001", record_of(FULL, 1)),
        keep(data, "a0000002", record_of(OPEN, 2)),
        keep(data, "a1000003", record_of(SOON, 3)),
    ]


def leave_off(data: Path, answers: dict) -> Path:
    """An unfinished screening."""
    Store(str(data)).save(Interview.start(SMALL, answers), "2026-11-22T20:00:00+00:00", "2026-11-22T20:10:00+00:00")
    return data / "small.unfinished.json"


def names(folder: Path) -> list[str]:
    return sorted(os.listdir(folder))


def lines(text: str) -> list[str]:
    return text.splitlines()


# The list


def test_history_alone_lists_the_newest_first(three):
    told = run("history", "list", "--bank", str(BANK))
    assert (told.returncode, told.stderr) == (0, "")
    assert [line[:8] for line in lines(told.stdout) if ": 2026-" in line] == ["a1000003", "a0000002", "c0000001"]
    assert flat(told.stdout).endswith(notice(SMALL))


def test_history_alone_is_the_list(three):
    assert run("history").stdout == run("history", "list").stdout


@pytest.mark.parametrize("there", [True, False])
def test_a_folder_that_is_empty_or_missing_is_no_mistake(there, data):
    if not there:
        data.rmdir()
    told = run("history")
    assert (told.returncode, told.stderr) == (0, "")
    assert "No screening is kept here." in told.stdout
    assert data.exists() is there


def test_damaged_foreign_and_newer_files_are_listed_with_a_sentence_and_left_alone(three, data):
    keep(data, "00000000", "{")
    keep(data, "00000001", changed(record_of(FULL), format="hipback-record/2"))
    (data / "small.unfinished.json").write_text("{", encoding="utf-8")
    (data / "small.unfinished.json.damaged").write_text("{", encoding="utf-8")
    (data / "notes.txt").write_text("mine", encoding="utf-8")
    (data / "record-00000002.json").mkdir()
    (data / "record-00000003.json").symlink_to("/etc/passwd")
    before = names(data)
    told = run("history")
    assert (told.returncode, told.stderr) == (0, "")
    text = flat(told.stdout)
    for sentence in [
        "00000000: it is damaged, or was changed by hand (line 2)",
        "00000001: ",
        "a newer hipback wrote it: its format is 'hipback-record/2', this hipback reads 'hipback-record/1'",
        "small.unfinished.json is damaged",
        "small.unfinished.json.damaged: it was not finished when it was damaged",
        "notes.txt: hipback did not make it, and leaves it alone",
        "record-00000002.json: hipback did not make it, and leaves it alone",
        "record-00000003.json: hipback did not make it, and leaves it alone",
    ]:
        assert sentence in text
    assert names(data) == before


def test_a_screening_that_was_left_off_at_a_sign_comes_first(three, data):
    leave_off(data, {"now": ("saddle",)})
    told = run("history", "list", "--bank", str(BANK))
    assert told.stdout.startswith(
        "You left off at a warning sign. Please read first what to do. Run:\n  hipback screen --resume --bank FILE\n"
    )


def test_an_unfinished_screening_is_listed(data):
    leave_off(data, PARTIAL)
    text = flat(run("history").stdout)
    assert "small: 2 answers, saved on 2026-11-22 at 20:10 UTC, with version 1.2.3 of the questions." in text


def test_the_list_is_json_if_asked(three, data):
    leave_off(data, PARTIAL)
    found = json.loads(run("history", "list", "--json").stdout)
    assert found["format"] == "hipback-history/1"
    assert [one["name"] for one in found["kept"]] == ["a1000003", "a0000002", "c0000001"]
    assert [one["name"] for one in found["unfinished"]] == ["small"]
    assert list(found)[-1] == "notice"


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_is_told(three):
    three[0].chmod(0)
    assert "Permission denied" in flat(run("history").stdout)


def test_a_file_where_the_folder_should_be_is_told(private_folders):
    told = run("history", HIPBACK_HOME=str(BANK))
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == f"cannot read {BANK}: Not a directory\n"


@pytest.mark.parametrize("words", [["list"], ["list", "--json"]], ids=" ".join)
def test_a_file_whose_name_is_no_text_is_listed(words, data):
    Path(os.fsdecode(os.fsencode(data) + b"/\xff\x1b[2J\n.txt")).touch()
    told = run("history", *words)
    assert (told.returncode, told.stderr) == (0, "")
    assert "\x1b" not in told.stdout
    assert "hipback did not make it, and leaves it alone" in told.stdout


# One of them, by its name


@pytest.mark.parametrize("name", ["newest", "a1000003", "a1", "record-a1000003.json"])
def test_a_record_is_found_by_its_name_or_the_beginning_of_it(name, three):
    told = run("history", "show", name, "--bank", str(BANK))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("SEE A DOCTOR WITHIN TWO WEEKS\n")
    assert "Your summary of 2026-11-03 at 20:06 UTC" in told.stdout


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("a", "'a' fits several: a0000002, a1000003"),
        ("zzz", "there is no kept screening 'zzz': use 'a0000002', 'a1000003', 'c0000001', 'newest' or 'small'"),
        ("c0000002", "there is no kept screening 'c0000002': did you mean 'c0000001'?"),
        ("", "there is no kept screening ''"),
        ("small", "small is no kept record: it is not finished: go on with it by hipback screen --resume"),
    ],
)
def test_a_name_that_fits_nothing_or_too_much_is_told(name, sentence, three, data):
    leave_off(data, PARTIAL)
    told = run("history", "show", name)
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith(sentence)


def test_without_any_record_there_is_no_newest(data):
    told = run("history", "show", "newest")
    assert (told.returncode, told.stdout, told.stderr) == (1, "", NONE_KEPT)


def test_a_name_is_looked_for_in_vain_where_nothing_is_kept(data):
    assert run("history", "show", "a1").stderr == "there is no kept screening 'a1': none is kept\n"


def test_a_record_is_shown_as_it_was_and_with_again_as_it_would_be_today(data):
    old = json.loads(record_of(FULL, 1, EARLIER))
    old["answers"] |= {"tail": "often"}
    keep(data, "a0000001", json.dumps(old))
    told = run("history", "show", "newest", "--bank", str(BANK))
    assert "  groin: often\n" in told.stdout
    assert "with version 1.1.0 of the questions" in flat(told.stdout)
    again = run("history", "show", "newest", "--again", "--bank", str(BANK))
    assert again.stderr == "Made with version 1.1.0 of the questions. Scored again with version 1.2.3.\n"
    assert "  Pain in the groin: Often (most days)\n" in again.stdout
    assert "These answers do not fit the questions any more, so they do not count:\n  - tail: often\n" in again.stdout


def test_a_damaged_record_is_told_with_its_place(data):
    path = keep(data, "a0000001", '{"format": "hipback-record/1",\n"status": "done"}')
    told = run("history", "show", "a0")
    assert (told.returncode, told.stdout) == (1, "")
    assert f"{path}:2:11: HB206 no status 'done'" in told.stderr
    assert f"{path}:1:1: HB211 missing key 'result' in a record" in told.stderr


@pytest.mark.parametrize(("form", "start"), [("markdown", "# A summary that you kept"), ("html", "<!DOCTYPE html>")])
def test_a_record_is_shown_in_other_forms(form, start, three):
    assert run("history", "show", "c0", "--format", form).stdout.startswith(start)


@pytest.mark.hazard("HZ-63")
def test_a_result_that_its_answers_do_not_give_is_not_relied_on(data):
    """Somebody has made of a sign a no, but left the answer."""
    record = json.loads(record_of(SOON, 1))
    record["result"] |= {"urgency": "routine", "flags": [], "actions": []}
    path = keep(data, "a0000001", json.dumps(record))
    keep(data, "a0000002", record_of(FULL, 2))
    told = flat(run("history", "show", "a0000001", "--bank", str(BANK)).stdout)
    assert told.startswith("This file was changed a0000001: Its answers do not lead to the result that stands in it.")
    assert f"hipbackreport{path}" in told.replace(" ", "")
    told = flat(run("compare", "--bank", str(BANK)).stdout)
    assert told.startswith("This file was changed a0000001: ")
    assert told.count("This file was changed") == 1


def test_what_another_version_of_hipback_said_is_left_to_it(data):
    keep(data, "a0000001", changed(record_of(FULL, 1), hipback="0.9.0", notice="Other words."))
    assert "This file was changed" not in run("history", "show", "newest", "--bank", str(BANK)).stdout


# The trend


def test_the_trend_is_drawn_in_the_terminal_and_as_a_page(three, data, tmp_path):
    told = run("history", "trend", "--bank", str(BANK), "--plain")
    assert "2026-11-02 [############??????????????????............] 3 to 7\n" in told.stdout
    assert run("history", "trend", "-o", str(tmp_path / "trend.html")).returncode == 0
    assert (tmp_path / "trend.html").read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_there_is_no_trend_of_nothing(data):
    told = run("history", "trend")
    assert (told.returncode, told.stdout, told.stderr) == (1, "", NONE_KEPT)


# Export


def test_a_record_is_exported_byte_by_byte(three, tmp_path):
    told = run("history", "export", "newest", "-o", str(tmp_path / "mine.json"))
    assert (told.returncode, told.stdout) == (0, "")
    assert (tmp_path / "mine.json").read_bytes() == three[2].read_bytes()
    assert stat.S_IMODE((tmp_path / "mine.json").stat().st_mode) == 0o600
    assert run("history", "export", "newest").stdout == three[2].read_text(encoding="utf-8")


def test_several_records_or_all_of_them_go_into_a_folder(three, tmp_path):
    assert run("history", "export", "-o", str(tmp_path / "all")).returncode == 0
    assert run("history", "export", "a0", "c0", "c0", "-o", str(tmp_path / "two")).returncode == 0
    assert {path.name: path.read_bytes() for path in three} == {
        path.name: path.read_bytes() for path in (tmp_path / "all").iterdir()
    }
    assert names(tmp_path / "two") == ["record-a0000002.json", "record-c0000001.json"]
    assert stat.S_IMODE((tmp_path / "all").stat().st_mode) == 0o700


def test_what_can_be_exported_is_exported_and_the_rest_is_told(three, data, tmp_path):
    newer = keep(data, "b0000001", changed(record_of(FULL), format="hipback-record/2"))
    (data / "record-b0000002.json").write_bytes(b"\xff")
    told = run("history", "export", "-o", str(tmp_path / "all"))
    assert told.returncode == 1
    assert told.stderr.endswith(f"{data}/record-b0000002.json is damaged: it is not UTF-8\n")
    assert (tmp_path / "all" / newer.name).read_bytes() == newer.read_bytes()
    told = run("history", "export", "-o", str(tmp_path / "shared"), "--share")
    assert told.returncode == 1
    assert "a newer hipback wrote it" in told.stderr
    assert len(names(tmp_path / "shared")) == 3


@pytest.mark.parametrize("words", [[], ["a0", "c0"]])
def test_several_records_need_a_folder(words, three):
    told = run("history", "export", *words)
    assert (told.returncode, told.stdout) == (2, "")
    assert "give a folder after -o, or one NAME alone" in told.stderr


def test_a_folder_that_cannot_be_made_is_told(three):
    told = run("history", "export", "-o", f"{BANK}/x")
    assert (told.returncode, told.stderr) == (1, f"cannot make the folder {BANK}/x: Not a directory\n")


def test_there_is_nothing_to_export_where_nothing_is_kept(data):
    assert run("history", "export", "-o", "x").stderr == NONE_KEPT


def test_an_unfinished_screening_is_not_exported(data):
    leave_off(data, PARTIAL)
    told = run("history", "export", "small")
    assert (told.returncode, told.stdout) == (1, "")
    assert "it is not finished" in told.stderr


# A copy to share


def shared(record: str) -> dict:
    return json.loads(as_shared(read_record(record.encode(), "a.json")))


@pytest.mark.hazard("HZ-64")
def test_a_shared_copy_says_what_it_is_and_ends_with_the_notice():
    found = shared(record_of(FULL, 9))
    assert (found["format"], found["about"], list(found)[-1]) == ("hipback-shared/1", ABOUT, "notice")


@pytest.mark.hazard("HZ-64")
@pytest.mark.parametrize("answers", [FULL, OPEN, SOON, PARTIAL, {}, {"now": ("saddle",)}], ids=str)
@pytest.mark.parametrize("day", [0, 9])
def test_a_shared_copy_keeps_to_its_schema_and_holds_no_day_no_age_and_no_parked_answer(answers, day):
    record = record_of(answers, day)
    text = as_shared(read_record(record.encode(), "a.json"))
    schema = json.loads((DOCS / "shared.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(json.loads(text))
    assert "2026-11-" not in text
    assert "20:06" not in text
    assert "50 years" not in text
    assert not {"started", "finished", "parked"} & json.loads(text).keys()


def test_a_shared_copy_keeps_what_a_reader_needs():
    found = shared(record_of(SOON, 9))
    assert (found["month"], found["status"], found["result"]["urgency"]) == ("2026-11", "completed", "soon")
    assert found["answers"] == {
        **{id: list(answer) if isinstance(answer, tuple) else answer for id, answer in SOON.items()},
        "age": "50-59",
    }
    assert found["result"]["flags"][0]["text"] == "See someone within two weeks."
    assert found["result"]["indicators"]["hip"]["low"] == 7


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (0, 0),
        (10, 10),
        (11, "11-19"),
        (19, "11-19"),
        (20, "20-29"),
        (89, "80-89"),
        (90, "90-or-more"),
        (104, "90-or-more"),
        ("often", "often"),
        (("foot",), ("foot",)),
    ],
)
def test_a_number_above_ten_becomes_ten_years(answer, told):
    assert coarse(answer) == told


def test_the_names_of_shared_files_are_not_those_of_the_records(three, tmp_path):
    assert run("history", "export", "-o", str(tmp_path / "shared"), "--share").returncode == 0
    assert names(tmp_path / "shared") == ["shared-1.json", "shared-2.json", "shared-3.json"]


# Compare


def test_compare_alone_takes_the_two_newest(three):
    told = run("compare", "--bank", str(BANK))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.startswith("SEE A DOCTOR WITHIN TWO WEEKS\n")
    assert "  Before: a0000002, 2026-11-02" in told.stdout
    assert told.stdout == run("compare", "newest", "a0", "--bank", str(BANK)).stdout


def test_compare_takes_files_as_well(three, tmp_path):
    plain = tmp_path / "plain.yaml"
    plain.write_text("now: [none]\ntoday: [none]\nsoon: no\nage: 51\n", encoding="utf-8")
    told = run("compare", str(plain), "newest", "--bank", str(BANK), "--json")
    found = json.loads(told.stdout)
    assert (found["format"], found["before"]["file"], found["after"]["name"]) == (
        "hipback-comparison/1",
        str(plain),
        "a1000003",
    )
    assert {"question": "age", "before": 51, "after": 50} in found["answers"]
    piped = run("compare", "newest", "-", "--bank", str(BANK), said=three[0].read_text(encoding="utf-8"))
    assert "standard input, 2026-11-01" in piped.stdout


def test_two_files_are_compared_where_there_is_no_folder_for_data(tmp_path):
    for name, answers in [("one", FULL), ("other", OPEN)]:
        (tmp_path / name).write_text(record_of(answers), encoding="utf-8")
    told = run("compare", str(tmp_path / "one"), str(tmp_path / "other"), HIPBACK_HOME="", HOME="")
    assert (told.returncode, told.stderr) == (0, "")


def test_a_name_wins_over_a_file_and_a_file_is_taken_where_no_name_fits(three, tmp_path):
    (tmp_path / "newest").write_text("age: 51\n", encoding="utf-8")
    (tmp_path / "mine").write_text(record_of(FULL, 9), encoding="utf-8")
    told = in_shell(f"cd {tmp_path} && hipback compare newest mine --bank {BANK}")
    assert "Before: a1000003" in told.stdout
    assert "After: mine, 2026-11-09" in told.stdout


@pytest.mark.parametrize("words", [["a"], ["a", "b", "c"], ["-", "-"]])
def test_compare_takes_two_or_none(words, three):
    told = run("compare", *words)
    assert (told.returncode, told.stdout) == (2, "")
    assert "give two names or files, or none for the two newest" in told.stderr


def test_one_record_cannot_be_compared(data):
    keep(data, "a0000001", record_of(FULL))
    told = run("compare")
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr.startswith("there are not two kept screenings yet")


@pytest.mark.parametrize("file", ["no.json", "./no.json", "bank"])
def test_a_file_that_is_none_is_told(file, three):
    told = run("compare", "newest", str(BANK) if file == "bank" else file)
    assert (told.returncode, told.stdout) == (1, "")
    assert "Traceback" not in told.stderr


def test_a_comparison_is_written_in_other_forms(three, tmp_path):
    for name, start in [("a.md", "# What changed"), ("a.html", "<!DOCTYPE html>"), ("a.json", "{")]:
        assert run("compare", "-o", str(tmp_path / name)).returncode == 0
        assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


# Forget


def test_forget_removes_what_it_names_and_nothing_else(three, data):
    told = run("forget", "a0", "c0", "--yes")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == f"removed: {three[1]}\nremoved: {three[0]}\n{ELSEWHERE}"
    assert names(data) == ["record-a1000003.json"]


def test_a_dry_run_tells_what_forget_then_removes(three, data):
    leave_off(data, PARTIAL)
    dry = run("forget", "--all", "--dry-run")
    assert (dry.returncode, len(names(data))) == (0, 4)
    real = run("forget", "--all", "--yes")
    assert lines(real.stdout) == [
        *(line.replace("would remove", "removed") for line in lines(dry.stdout)[:-1]),
        f"removed: {data}",
        ELSEWHERE.strip(),
    ]
    assert not data.exists()


def test_forget_all_removes_damaged_half_written_and_lock_files_and_leaves_what_is_not_ours(three, data):
    ours = [
        "record-00000000.json",
        "small.unfinished.json.damaged",
        ".half-small-0a1b2c3d",
        ".half-0a1b2c3d",
        "small.lock",
    ]
    for name in [*ours, "notes.txt", "record-1.json", "SMALL.lock"]:
        (data / name).write_text("{", encoding="utf-8")
    (data / "record-00000001.json").symlink_to(BANK)
    told = run("forget", "--all", "--yes")
    assert (told.returncode, told.stderr) == (0, "")
    assert names(data) == ["SMALL.lock", "notes.txt", "record-00000001.json", "record-1.json"]
    assert BANK.exists()
    assert [line for line in lines(told.stdout) if "notes" in line] == []


FILES = [
    "record-00000000.json",
    "record-0000000a.json",
    "small.unfinished.json",
    "small.unfinished.json.damaged",
    "small.lock",
    ".half-small-0a1b2c3d",
    "notes.txt",
    "record-.json",
    "small.unfinished.json.bak",
]


@pytest.mark.hazard("HZ-25")
@settings(max_examples=40)
@given(there=some.sets(some.sampled_from(FILES)))
def test_forget_removes_exactly_what_it_lists(there, tmp_path_factory):
    folder = tmp_path_factory.mktemp("data")
    for name in there:
        (folder / name).write_text("{", encoding="utf-8")
    runner = CliRunner(env={"HIPBACK_HOME": str(folder)})
    dry = lines(runner.invoke(hipback, ["forget", "--all", "--dry-run"]).stdout)
    listed = {Path(line.removeprefix("would remove: ")).name for line in dry if line.startswith("would remove: ")}
    runner.invoke(hipback, ["forget", "--all", "--yes"])
    assert listed == there & set(FILES[:6])
    assert (set(names(folder)) if folder.exists() else set()) == there - listed


def test_forget_without_a_terminal_needs_yes(three, data):
    told = run("forget", "--all")
    assert (told.returncode, told.stdout) == (2, "")
    assert "this is not a terminal: use --yes to remove, or --dry-run to see what would be removed" in told.stderr
    assert len(names(data)) == 3


@pytest.mark.parametrize("words", [["--yes"], ["a0", "--all", "--yes"]])
def test_forget_needs_names_or_all_but_not_both(words, three, data):
    assert run("forget", *words).returncode == 2
    assert len(names(data)) == 3


def test_forget_removes_nothing_if_one_name_is_wrong(three, data):
    told = run("forget", "a0", "zzz", "--yes")
    assert (told.returncode, told.stdout) == (1, "")
    assert len(names(data)) == 3


def test_there_may_be_nothing_to_forget(data):
    data.rmdir()
    told = run("forget", "--all", "--yes")
    assert (told.returncode, told.stdout) == (0, "Nothing is kept, so there is nothing to remove.\n")


def test_a_screening_that_is_open_elsewhere_is_left_and_told(three, data):
    leave_off(data, PARTIAL)
    with Store(str(data)).alone("small"):
        told = run("forget", "--all", "--yes")
    assert told.returncode == 1
    assert names(data) == ["small.lock", "small.unfinished.json"]
    assert told.stderr == "".join(
        f"not removed: {data}/{name}: this screening is open in another window: finish it there first\n"
        for name in ("small.unfinished.json", "small.lock")
    )


@pytest.mark.skipif(os.geteuid() == 0, reason="root may remove everything")
def test_a_file_that_cannot_be_removed_is_told_and_the_others_are_removed(three, data):
    data.chmod(0o500)
    told = run("forget", "--all", "--yes")
    data.chmod(0o700)
    assert (told.returncode, len(names(data))) == (1, 3)
    assert "Permission denied" in told.stderr


# Round trips


@pytest.mark.parametrize(
    "answers",
    [FULL | {"socks": "no"}, {"now": ("saddle",)}, PARTIAL, {}],
    ids=["parked", "stopped", "partial", "empty"],
)
def test_a_record_that_is_read_and_written_again_is_the_same_bytes(answers, data):
    path = keep(data, "a0000001", record_of(answers, 1))
    told = run("report", str(path), "--bank", str(BANK), "--format", "json")
    assert told.stdout == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "answers", [FULL | {"socks": "no"}, {"now": ("saddle",), "age": 50}], ids=["parked", "stopped"]
)
def test_an_export_that_is_answered_again_differs_in_its_times_alone(answers, data, tmp_path):
    """`started` and `finished` are when it was answered, and a second run cannot know when that was."""
    keep(data, "a0000001", record_of(answers, 1))
    exported, again = tmp_path / "exported.json", tmp_path / "again.json"
    assert run("history", "export", "newest", "-o", str(exported)).returncode == 0
    told = run("screen", "--answers", str(exported), "--json", str(again), "--bank", str(BANK))
    assert told.returncode == 0
    differing = [
        (one.strip().partition(":")[0], other.strip().partition(":")[0])
        for one, other in zip(lines(exported.read_text()), lines(again.read_text()), strict=True)
        if one != other
    ]
    assert differing == [('"started"', '"started"'), ('"finished"', '"finished"')]


def test_what_was_parked_is_parked_again():
    record = record_of(FULL | {"socks": "no"}, 1)
    found = read_answers(record.encode(), "a.json")
    again = Interview.start(SMALL, admit_all(SMALL, found.answers), admit_all(SMALL, found.parked))
    assert again.parked == {"socks_cause": "hip"}


def test_the_environment_of_these_tests_has_its_own_folder(data):
    assert environment()["HIPBACK_HOME"] == str(data)

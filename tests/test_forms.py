"""In which form `hipback report` writes: as asked, or as the file is named; the same bytes on every way."""

import json
from pathlib import Path

import pytest

from hipback.cli.forms import form_of
from hipback.cli.report import FORMS
from test_cli import run

ANSWERS = Path(__file__).parent.parent / "examples" / "answers.yaml"
BEGINS = {
    "text": "Your summary\n",
    "markdown": "# Your summary\n",
    "html": "<!DOCTYPE html>\n",
    "json": '{\n  "format": "hipback-record/1",\n',
}


@pytest.mark.parametrize(
    ("name", "form"),
    [
        ("a.txt", "text"),
        ("a.md", "markdown"),
        ("a.html", "html"),
        ("a.htm", "html"),
        ("a.HTML", "html"),
        ("a.json", "json"),
        ("a.md.txt", "text"),
        ("a.docx", "text"),
        ("html", "text"),
        (".md", "markdown"),
    ],
)
def test_the_name_of_a_file_tells_its_form(name, form):
    assert form_of(name, FORMS) == form


def test_a_name_tells_no_form_that_a_command_does_not_have():
    assert form_of("a.html", ("text", "json")) == "text"


@pytest.mark.parametrize(("name", "form"), [("a.txt", "text"), ("a.md", "markdown"), ("a.html", "html")])
def test_a_file_is_written_in_the_form_of_its_name(tmp_path, name, form):
    done = run("report", str(ANSWERS), "-o", str(tmp_path / name))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(BEGINS[form])


@pytest.mark.parametrize("form", ["markdown", "json"])
def test_a_form_that_is_asked_for_is_written_whatever_the_file_is_called(tmp_path, form):
    name = tmp_path / "a.html"
    done = run("report", str(ANSWERS), "--format", form, "-o", str(name))
    assert done.returncode == 0
    assert name.read_text(encoding="utf-8").startswith(BEGINS[form])


@pytest.mark.parametrize("form", ["markdown", "html"])
def test_standard_output_and_a_file_hold_the_same_bytes_whatever_the_terminal_speaks(tmp_path, form):
    run("report", str(ANSWERS), "--format", form, "-o", str(tmp_path / "file"))
    done = run("report", str(ANSWERS), "--format", form, LC_ALL="C", PYTHONUTF8="0", PYTHONIOENCODING="ascii")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == (tmp_path / "file").read_text(encoding="utf-8")


def test_a_form_that_does_not_exist_is_a_wrong_usage():
    done = run("report", str(ANSWERS), "--format", "pdf")
    assert (done.returncode, done.stdout) == (2, "")
    assert "'pdf' is not one of 'text', 'markdown', 'html'" in done.stderr


def test_a_record_becomes_the_same_page_as_the_answers_that_it_was_made_of(tmp_path):
    run("report", str(ANSWERS), "-o", str(tmp_path / "record.json"))
    assert json.loads((tmp_path / "record.json").read_text())["status"] == "completed"
    pages = [run("report", str(file), "--format", "html").stdout for file in (ANSWERS, tmp_path / "record.json")]
    assert pages[0] == pages[1] != ""


def test_nothing_is_written_if_the_answers_are_wrong(tmp_path):
    (tmp_path / "wrong.yaml").write_text("groin: perhaps\n")
    done = run("report", str(tmp_path / "wrong.yaml"), "-o", str(tmp_path / "out.html"))
    assert (done.returncode, done.stdout) == (1, "")
    assert not (tmp_path / "out.html").exists()


def test_a_page_cannot_take_the_place_of_a_folder(tmp_path):
    done = run("report", str(ANSWERS), "-o", str(tmp_path))
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"cannot write {tmp_path}: it is a folder\n"

"""Question banks that mean harm, or were made by accident: the cases Y01 to Y60, under the oracle."""

import hashlib
import os
import re
import resource
import socket
import time
from pathlib import Path

import pytest
import yaml

from hipback.bank import bank_from, read_bank
from hipback.errors import BankError
from hipback.lint import lint
from hipback.marked import PythonLoader
from hipback.written import Written
from hostile.banks import BANKS, SMALL, small
from oracle import check, check_words, run, run_alike

HERE = Path(__file__).parent
LARGE = {"Y45", "Y53", "Y55"}
"""Cases that take their time."""
FILES = [
    pytest.param(file, id=f"Y14-{case}-{name}")
    for case, files in BANKS.items()
    for name, file in files.items()
    if case != "Y55"
]


def told(source: bytes) -> str:
    """All that `hipback bank check` has to say of a bank."""
    try:
        written = Written.of(source, "bank.yaml")
        lint(written)
    except BankError as error:
        return str(error)
    return str(BankError(written.problems))


@pytest.mark.hazard("HZ-05", "HZ-16")
@pytest.mark.parametrize("file", FILES)
def test_both_parsers_say_the_same_of_the_same_place(file, monkeypatch, request, figure):
    monkeypatch.setattr("hipback.marked._LOADER", yaml.CSafeLoader)
    by_c = told(file.source)
    monkeypatch.setattr("hipback.marked._LOADER", PythonLoader)
    assert told(file.source) == by_c
    assert by_c.startswith(f"bank.yaml:{file.problem}") if file.problem else not by_c
    assert len(by_c.splitlines()) <= 51
    check_words(by_c)
    figure("banks", f"files with both parsers/{request.node.callspec.id}", 1, disagreements=0)


@pytest.mark.hazard("HZ-05", "HZ-14", "HZ-16", "HZ-17")
@pytest.mark.parametrize("case", BANKS)
def test_hostile(case, tmp_path, figure):
    for name, file in BANKS[case].items():
        (tmp_path / f"{name}.yaml").write_bytes(file.source)
    names = sorted(path.name for path in tmp_path.iterdir())
    runs = run_alike if sum(path.stat().st_size for path in tmp_path.iterdir()) < 2_000 else run
    ran = runs("bank", "check", *names, here=tmp_path)
    check(ran, int(any(file.problem for file in BANKS[case].values())), seconds=8 if case in LARGE else 2)
    for name, file in BANKS[case].items():
        assert f"{name}.yaml:{file.problem}" in ran.out if file.problem else f"{name}.yaml: no problems." in ran.out
    figure("banks", f"files as a command/{case}", len(names), right=len(names), crashes=0, hangs=0)


@pytest.mark.parametrize("name", ["lists", "mappings"])
def test_y10_deep_nesting_does_no_harm_where_the_stack_is_small(name, tmp_path):
    (tmp_path / "bank.yaml").write_bytes({**BANKS["Y10"], **BANKS["Y11"]}[name].source)
    ran = run("bank", "check", "bank.yaml", here=tmp_path, limits={resource.RLIMIT_STACK: 1_048_576})
    check(ran, 1, shows=["nested deeper than 64 levels"])


MARKUP = {
    "a": "Pain [a] none [b] some",
    "b": "Closed [/] and x[/y]",
    "c": "A [link=file:///etc/passwd]x[/link]",
    "d": "Or [conceal]call 999[/conceal]",
    "e": ":warning: stop",
    "f": "It ends with a \\",
    "g": "[red]Red[/red] & <b>bold</b>",
}


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize("colour", ["", "1"])
def test_y27_what_looks_like_markup_is_shown_letter_by_letter(colour, tmp_path):
    options = ", ".join(f"{id}: '{label}'" for id, label in MARKUP.items())
    (tmp_path / "bank.yaml").write_bytes(small("options: {no: No, some:", f"options: {{no: No, {options}, some:"))
    ran = run(
        "bank", "show", "socks", "--bank", "bank.yaml", here=tmp_path, env={"COLUMNS": "100", "FORCE_COLOR": colour}
    )
    assert ran.code == 0
    seen = re.sub("\x1b\\[[0-9;]*m", "", ran.out)
    assert [label for label in MARKUP.values() if label not in seen] == []


@pytest.mark.parametrize(
    "path", ["folder", "missing", "pipe", "/dev/zero", "/dev/tty", "socket", "loop", "/proc/self/mem", "closed", ""]
)
def test_y39_what_is_no_file_is_refused_at_once(path, tmp_path):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "loop").symlink_to("loop")
    (tmp_path / "closed").touch(mode=0o000)
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(tmp_path / "socket"))
        began = time.monotonic()
        ran = run("bank", "check", path, here=tmp_path)
    assert time.monotonic() - began < 10
    check(ran, 1)
    assert ran.err if os.geteuid() or path != "closed" else "the file is empty" in ran.out


@pytest.mark.parametrize("path", ["-", "/dev/stdin"])
def test_y40_a_bank_is_a_file_and_no_stream(path, tmp_path):
    read, write = os.pipe()
    with os.fdopen(read, "rb") as given:
        check(run("bank", "check", path, here=tmp_path, given=given), 1)
    os.close(write)


@pytest.mark.parametrize(
    "name", ["line\nfeed.yaml", "\x1b[31mred.yaml", "-bank.yaml", "\udcff.yaml", "a\u202eb.yaml", "b:1:2.yaml"]
)
@pytest.mark.parametrize("content", [None, "a: 'b", SMALL], ids=["missing", "wrong", "sound"])
def test_y41_a_strange_name_does_no_harm(name, content, tmp_path):
    if content is not None:
        (tmp_path / name).write_text(content)
    check(run("bank", "check", "--", name, here=tmp_path), int(content != SMALL))


def test_y42_a_bank_is_what_was_read_and_knows_the_digest_of_that(tmp_path):
    path = tmp_path / "bank.yaml"
    path.write_text(SMALL)
    bank = read_bank(path)
    path.write_text("cut")
    assert (bank.source.decode(), bank.sha256) == (SMALL, hashlib.sha256(SMALL.encode()).hexdigest())


@pytest.mark.parametrize(
    ("case", "name"), [("Y59", "yaml-1.2"), ("Y59", "yaml-1.1"), ("Y60", "crlf"), ("Y19", "first")]
)
def test_y59_how_lines_end_and_what_stands_above_changes_no_meaning(case, name):
    found = bank_from(BANKS[case][name].source, "bank.yaml")
    assert found._replace(source=b"") == bank_from(SMALL.encode(), "bank.yaml")._replace(source=b"")


def test_y28_a_word_stays_a_word():
    bank = bank_from(BANKS["Y28"]["options"].source, "bank.yaml")
    assert list(bank.questions["socks"].options)[:4] == ["no", "yes", "off", "on"]


def test_every_case_is_tried_or_does_not_apply():
    tried = {*BANKS, "Y14", *(f"Y{number}" for number in re.findall(r"def test_y(\d\d)_", Path(__file__).read_text()))}
    listed = set(re.findall(r"(?m)^- (Y\d\d):", (HERE / "hostile" / "not_applicable_Y.md").read_text()))
    assert tried | listed == {f"Y{number:02}" for number in range(1, 61)}
    assert tried & listed == set()

"""Nothing leaves this computer, and nothing of the answers lies where nobody looks: the cases P01 to P32.

Those of what hipback is made of and how it is packed stand in `test_packaging.py`.
"""

import ast
import hashlib
import json
import os
import re
import resource
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import click
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st

import hipback
from hipback.answers import read_answers
from hipback.bank import bank_from
from hipback.cli import hipback as program
from hipback.cli.commands import all_commands
from hipback.cli.values import FILE, FOLDER, KEPT_OR_FILE, OUTPUT
from hipback.comparison import compare
from hipback.errors import HipbackError
from hipback.explain import explain
from hipback.interview import Interview, admit_all, carry
from hipback.record import read_record
from hipback.render.as_json import as_json
from hipback.result import make_report
from hipback.safety import NOTICE
from hipback.store import Store
from hostile.answers import GOOD
from hostile.banks import SMALL
from kept import kept
from oracle import CANARY, check, letters, run, surroundings

HERE = Path(__file__).parent
PACKAGE = Path(hipback.__file__).parent
BANK = SMALL.replace("a_lot: A lot of trouble", f"{CANARY.lower()}: {CANARY}").replace("a_lot", CANARY.lower())
"""The small bank, with a canary among the options and the words of its socks."""

SECRET = {**GOOD, "socks": CANARY.lower(), "age": 77}
"""Answers that nobody else may ever see."""

needs_strace = pytest.mark.skipif(not shutil.which("strace"), reason="strace is not installed: no call can be watched")


# No network, no other program, nothing written elsewhere

COMMANDS = [
    "screen --bank bank.yaml --answers answers.json --json out.json",
    "report record.json --bank bank.yaml -o out.html",
    "report record.json --bank bank.yaml --format fhir",
    "explain record.json --bank bank.yaml",
    "history",
    "history export newest --share -o out.json",
    "compare record.json record.json",
    "forget --all --yes",
    "learn",
    "help privacy",
    "completion bash",
    "bank check bank.yaml",
    "bank verify bank.yaml",
    "score people.csv --bank bank.yaml -o out.parquet",
    "score s3://here/people.parquet --bank bank.yaml -o out.csv",
    "score s3://elsewhere/people.parquet --bank bank.yaml -o out.csv",
]
WRITES = re.compile(r'(?:openat|open)\((?:AT_FDCWD, )?"(?P<path>[^"]*)".*O_(?:WRONLY|RDWR|CREAT)')
NOWHERE = {"/dev/null", "/dev/tty"}


@pytest.fixture
def here(tmp_path: Path, private_folders: Path) -> Path:
    """A folder with a bank, and secret answers to it as they are, as a record and as tables; a record is kept, too.

    The path of one table looks like an address.
    """
    bank = bank_from(BANK.encode(), "bank.yaml")
    record = as_json(make_report(Interview.start(bank, admit_all(bank, SECRET)), "", "2026-11-22T20:06:10+00:00"))
    store = Store(str(private_folders / "data"))
    store.keep(record)
    row = {"age": "77", "socks": CANARY.lower()}
    files = {"bank.yaml": BANK, "answers.json": json.dumps(SECRET), "record.json": record}
    for name, content in {**files, "people.csv": f"{','.join(row)}\n{','.join(row.values())}\n"}.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "s3:" / "here").mkdir(parents=True)
    pq.write_table(pa.table({name: [value] for name, value in row.items()}), tmp_path / "s3:/here/people.parquet")
    return tmp_path


@pytest.mark.hazard("HZ-25", "HZ-59")
@pytest.mark.no_cover
@needs_strace
@pytest.mark.parametrize("command", COMMANDS)
def test_p01_p03_p17_p18_p31_a_command_opens_no_socket_and_writes_where_it_was_told(
    command, here, private_folders, figure
):
    calls, home = here / "calls", private_folders / "user"
    wishes = json.dumps({"limits": {}, "pure": False, "memory": os.devnull})
    caches = {f"XDG_{kind}_HOME": str(home / kind) for kind in ("CACHE", "CONFIG", "STATE")}
    watched = ["strace", "-f", "-qq", "--seccomp-bpf", "-e", "trace=%network,execve,open,openat", "-o", str(calls)]
    told = subprocess.run(
        [*watched, sys.executable, "-P", str(HERE / "guarded.py"), wishes, *command.split()],
        cwd=here,
        env=surroundings(PYTHONDONTWRITEBYTECODE="1", **caches),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        encoding="utf-8",
    )
    assert told.returncode == (2 if "elsewhere" in command else 0), told.stderr
    traced = calls.read_text()
    assert re.findall(r".*(?:socket|connect|bind|sendto)\(.*", traced) == []
    assert len(re.findall(r"\bexecve\(", traced)) == 1
    written = {call["path"] for call in WRITES.finditer(traced)} - NOWHERE
    assert {path for path in written if not is_ours(path, private_folders / "data")} == set()
    assert list(home.rglob("*")) == []
    assert CANARY.lower() not in told.stderr.lower()
    figure("privacy", f"commands traced/{COMMANDS.index(command)}", 1, sockets=0, children=0, leaks=0)


def is_ours(path: str, data: Path) -> bool:
    """Whether it is in the data folder, or is the output that was asked for, or half of that."""
    return Path(path).is_relative_to(data) or path.startswith("out.")


@pytest.mark.hazard("HZ-59")
@pytest.mark.parametrize(
    "line",
    ["import subprocess; subprocess.run(['true'])", "import os; os.system('true')"]
    + [f"import socket; {call}" for call in ("socket.socket().close()", "socket.getaddrinfo('127.0.0.1', 1)")],
)
def test_p02_no_test_passes_in_which_the_program_reaches_out(line):
    with pytest.raises(pytest.fail.Exception, match="hipback"):
        exec(line, {"__name__": "hipback.report"})
    exec(line, {"__name__": "tests"})


ADDRESSES = re.compile(r"\b[a-z0-9+.-]+://[^\s\"'{}<>)]*")
REVIEWED = {
    "http://hl7.org/fhir/version-algorithm",  # names in FHIR, which nobody ever opens
    "http://hl7.org/fhir/questionnaire-item-control",
    "http://hl7.org/fhir/StructureDefinition",
    "http://hl7.org/fhir/uv/sdc/StructureDefinition",
    "https://hipback.invalid/fhir",
    "http://www.w3.org/1999/xhtml",  # names of languages
    "http://json-schema.org/draft-07/schema#",
    "https://json.schemastore.org/sarif-2.1.0.json",
    "file://",  # of a file on this computer, in SARIF
}


def test_p04_every_address_in_the_program_was_looked_at():
    files = [path for path in PACKAGE.rglob("*") if path.suffix in {".py", ".yaml"}]
    texts = [path.read_text() for path in [*files, PACKAGE.parent / "questions.yaml"]]
    assert {found for text in texts for found in ADDRESSES.findall(text)} == REVIEWED


PATHS = [
    (*context.command_path.split()[1:], *((parameter.opts[-1],) if isinstance(parameter, click.Option) else ()))
    for context in all_commands(click.Context(program, info_name="hipback"))
    for parameter in context.command.params
    if parameter.type in (FILE, FOLDER, KEPT_OR_FILE, OUTPUT)
]
"""Every place of a command line where a path can stand, and the words before it."""


ADDRESSES_GIVEN = ("s3://bucket/a.parquet", "http://127.0.0.1:9/a.yaml", r"\\server\share\a.csv", "file:///etc/passwd")


@pytest.mark.hazard("HZ-59")
@pytest.mark.parametrize("address", ADDRESSES_GIVEN)
def test_p05_an_address_is_no_file(address, figure):
    told = {words: CliRunner().invoke(program, [*words, address]) for words in PATHS}
    refused = {words for words, ran in told.items() if (ran.exit_code, ran.stdout) == (2, "")}
    followed = [words for words, ran in told.items() if words not in refused or "nothing is fetched" not in ran.stderr]
    number = ADDRESSES_GIVEN.index(address)
    figure("privacy", f"addresses in place of files/{number}", len(PATHS), followed=len(followed))
    assert followed == []
    assert len(PATHS) > 40


# Crashes


BUG = "import hipback.result\ndef bug(*values): raise ValueError(values)\nhipback.result._indicator = bug"
MEDDLES = "import rich.traceback\nrich.traceback.install(show_locals=True)\n"


@pytest.mark.hazard("HZ-25", "HZ-49")
@pytest.mark.no_cover
@pytest.mark.parametrize("debug", ["", "1"])
def test_p10_p12_p24_a_bug_shows_no_answer_whoever_wants_to_see_more(debug, here, private_folders, figure):
    (here / "meddles").mkdir()
    (here / "meddles" / "sitecustomize.py").write_text(MEDDLES)
    before = contents(here)
    program = f"{BUG}\nfrom hipback.cli import main\nmain()"
    told = subprocess.run(
        [sys.executable, "-c", program, "report", "record.json", "--bank", "bank.yaml"],
        cwd=here,
        env=surroundings(PYTHONPATH=str(here / "meddles"), HIPBACK_DEBUG=debug, PYTHONDONTWRITEBYTECODE="1"),
        capture_output=True,
        encoding="utf-8",
    )
    assert (told.returncode, told.stdout) == (3, "")
    canaries = told.stderr.lower().count(CANARY.lower())
    figure("privacy", f"crashes with answers at hand/{debug or 0}", 1, leaks=canaries)
    assert canaries == 0
    assert ("ValueError" in told.stderr, "in bug" in told.stderr) == (bool(debug), bool(debug))
    assert letters("To see where, run it again with HIPBACK_DEBUG=1. That shows no answers.") in letters(told.stderr)
    assert told.stderr.endswith(f"\n\n{NOTICE}\n")
    assert contents(here) == before
    assert contents(private_folders / "user") == {}


def contents(folder: Path) -> Mapping[str, bytes]:
    return {str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.hazard("HZ-25")
@pytest.mark.no_cover
@pytest.mark.skipif(not Path("/proc/self/limits").exists(), reason="only Linux tells of the limits of a process")
def test_p13_a_process_that_is_killed_leaves_no_answers_behind(here):
    most = resource.getrlimit(resource.RLIMIT_CORE)[1]
    line = f"ulimit -c {'unlimited' if most == -1 else most}; exec {sys.executable} -m hipback screen --answers -"
    with subprocess.Popen(
        ["bash", "-c", f"{line} --bank bank.yaml"],
        cwd=here,
        env=surroundings(PYTHONFAULTHANDLER="1"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdin
        assert process.stderr
        process.stdin.write(json.dumps(SECRET).encode())
        process.stdin.flush()
        wait_for(Path(f"/proc/{process.pid}/limits"), r"Max core file size +1 +1 ")
        process.send_signal(signal.SIGABRT)
        _, status = os.waitpid(process.pid, 0)
        said = process.stderr.read().decode()
        process.returncode = 0
    assert (os.WTERMSIG(status), os.WCOREDUMP(status)) == (signal.SIGABRT, False)
    assert "Fatal Python error: Aborted" in said
    assert CANARY.lower() not in said.lower()
    assert [path.name for path in here.iterdir() if "core" in path.name.split(".")] == []


def wait_for(path: Path, words: str) -> None:
    for _ in range(1000):
        if re.search(words, path.read_text()):
            return
        time.sleep(0.01)
    raise AssertionError(f"{words!r} never came up in {path}")


# What Python can be told to do


@cache
def trees() -> Mapping[Path, ast.Module]:
    """Every module of the program, taken apart."""
    return {path: ast.parse(path.read_text()) for path in PACKAGE.rglob("*.py")}


@pytest.mark.no_cover
@pytest.mark.parametrize("way", [["-m", "hipback"], ["-P", "-m", "hipback"]], ids=" ".join)
def test_p14_a_module_in_the_current_folder_is_never_taken_for_one_of_ours(way, tmp_path):
    for name in ("click", "yaml", "rich", "json", "signal", "sitecustomize", "usercustomize", "resource", "hipback_"):
        (tmp_path / f"{name}.py").write_text(f"open('{CANARY}', 'w')\nraise SystemExit('planted')\n")
    told = subprocess.run(
        [sys.executable, *way, "--version"], cwd=tmp_path, env=surroundings(), capture_output=True, encoding="utf-8"
    )
    assert (told.returncode, told.stderr) == (0, "")
    assert not (tmp_path / CANARY).exists()


def test_p15_what_is_asserted_only_helps_to_check_types():
    asserted = [
        ast.unparse(node.test) for tree in trees().values() for node in ast.walk(tree) if isinstance(node, ast.Assert)
    ]
    narrows = re.compile(r"isinstance\([\w.]+, \w+\)|[\w.]+( is not None)?")
    assert [test for test in asserted if not narrows.fullmatch(test)] == []


@pytest.mark.no_cover
def test_p15_without_asserts_the_same_comes_out(here):
    def said(*flags: str) -> bytes:
        words = [sys.executable, *flags, "-m", "hipback", "report", "record.json", "--bank", "bank.yaml"]
        return subprocess.run(words, cwd=here, env=surroundings(), capture_output=True, check=True).stdout

    assert said("-O") == said()


def test_p16_the_help_warns_of_answers_on_the_command_line():
    told = " ".join(CliRunner().invoke(program, ["screen", "--help"]).stdout.split())
    assert "Answers after --set can be seen by other users of this computer" in told
    assert '("-" is standard input)' in told


def test_p19_p28_p29_the_page_on_privacy_tells_what_the_program_cannot_do():
    told = " ".join((PACKAGE.parent / "docs" / "privacy.md").read_text().split())
    for words in (
        "The window may still show what you typed.",
        "Programs such as Dropbox or iCloud copy some folders to the internet.",
        "If you remove hipback, your answers stay on this computer.",
    ):
        assert words in told


def test_p20_a_record_tells_by_its_digest_which_bank_asked(here):
    record = json.loads((here / "record.json").read_text())
    assert record["bank"]["sha256"] == hashlib.sha256(BANK.encode()).hexdigest()


@pytest.mark.parametrize("key", ["command: ls", "include: other.yaml", "url: https://example.org", "plugin: os"])
def test_p20_a_bank_can_name_no_file_no_address_and_no_command(key):
    with pytest.raises(HipbackError, match=f"unknown key '{key.split(':')[0]}'"):
        bank_from(f"{key}\n{BANK}".encode(), "bank.yaml")


def test_p21_the_program_asks_for_no_plug_ins():
    loads = r"\b(entry_points|iter_modules|pkg_resources|__import__)\b|\b(exec|eval)\(|import_module\((?!f.hipback\.)"
    calls = re.compile(loads)
    assert [path.name for path in PACKAGE.rglob("*.py") if calls.search(path.read_text())] == []


@pytest.mark.no_cover
def test_p25_to_import_it_writes_nothing_says_nothing_and_takes_no_time(tmp_path):
    line = "import time; t = time.process_time(); import hipback; raise SystemExit(time.process_time() - t > 0.1)"
    told = subprocess.run([sys.executable, "-c", line], cwd=tmp_path, env=surroundings(), capture_output=True)
    assert (told.returncode, told.stdout, told.stderr) == (0, b"", b"")
    assert list(tmp_path.iterdir()) == []


# Values and messages


SOCKS = ["no", "some", CANARY.lower(), "not_sure", "does_not_apply"]
NAMES = ["sockz", "ages", "zzz"]
OPEN_BANK = bank_from(BANK.encode(), "bank.yaml")


def leaks(words: str) -> bool:
    return CANARY.lower() in words.lower() or "77" in words


@pytest.mark.hazard("HZ-25")
@given(wrong=st.sampled_from(["old", "-1", "121", "", "x" * 300, "no"]), question=st.sampled_from(["age", *NAMES]))
def test_p11_what_is_said_of_a_wrong_answer_tells_no_other(wrong, question):
    with pytest.raises(HipbackError) as caught:
        admit_all(OPEN_BANK, {**SECRET, "rest_pain": "11", question: wrong})
    assert not leaks(str(caught.value) + repr(caught.value))


@pytest.mark.hazard("HZ-25")
@given(to=st.integers(0, len(SECRET)))
def test_p11_no_value_that_holds_answers_shows_them(to):
    given = admit_all(OPEN_BANK, dict(list(SECRET.items())[:to]))
    interview = Interview.start(OPEN_BANK, given)
    report = make_report(interview, ended=True)
    source = as_json(report).encode()
    held = kept(given, bank=OPEN_BANK)
    values = [
        interview,
        *interview.steps,
        interview.back(),
        report,
        read_record(source, "a"),
        read_answers(source, "a"),
    ]
    values += [carry(OPEN_BANK, given), held, compare(held, held), explain(interview, report)]
    assert not leaks("".join(map(repr, values)))


MADE_UP = {"cases", "cohort", "coverage", "difference", "entries", "frequencies", "influence", "people", "verify"}
"""Rooms in which nobody's answers are: those of people who do not exist."""


def test_p11_every_kind_of_value_with_answers_is_private():
    shown = [
        f"{path.name}: {node.name}"
        for path, tree in trees().items()
        if path.relative_to(PACKAGE).parts[0].removesuffix(".py") not in MADE_UP
        for node in tree.body
        if isinstance(node, ast.ClassDef) and holds_answers(node)
        if "private" not in map(ast.unparse, node.decorator_list)
    ]
    assert shown == []


def holds_answers(kind: ast.ClassDef) -> bool:
    fields = [ast.unparse(part.annotation) for part in kind.body if isinstance(part, ast.AnnAssign)]
    return any(re.search(r"\bAnswer\b", field) for field in fields)


# Files


def test_p27_names_of_files_tell_nothing_of_a_person(here, private_folders):
    [path] = (private_folders / "data").iterdir()
    assert re.fullmatch(r"record-[0-9a-f]{8}\.json", path.name)


@pytest.mark.hazard("HZ-25")
@pytest.mark.no_cover
@pytest.mark.parametrize("words", [["screen", "--answers", "answers.json", "--json"], ["report", "record.json", "-o"]])
def test_p28_what_is_written_is_for_the_user_alone(words, here):
    mask = os.umask(0)
    try:
        ran = run(*words, "out.json", "--bank", "bank.yaml", here=here)
    finally:
        os.umask(mask)
    check(ran, 0, writes=[here / "out.json"])
    assert stat.S_IMODE((here / "out.json").stat().st_mode) == 0o600


# All cases


def test_every_case_is_tried_or_does_not_apply():
    tests = "".join((HERE / f"test_{name}.py").read_text() for name in ("privacy", "packaging"))
    names = re.findall(r"(?m)^def test_(\w+)", tests)
    tried = {id.upper() for name in names for id in re.findall(r"(?<![a-z])p\d\d", name)}
    listed = set(re.findall(r"(?m)^- (P\d\d):", (HERE / "hostile" / "not_applicable_P.md").read_text()))
    assert tried | listed == {f"P{number:02}" for number in range(1, 33)}
    assert tried & listed == set()

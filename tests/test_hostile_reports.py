"""Reports and exports: the cases R01 to R23. What hostile words do in them is tried in test_hostile_words.py."""

import base64
import hashlib
import json
import os
import re
import resource
import stat
import time
from pathlib import Path
from xml.etree import ElementTree

import pytest

from hipback import cli
from hipback.cli import hipback as program
from hipback.cli.streams import write_file
from hipback.errors import FileError
from hipback.model import Urgency
from hipback.record import read_record
from hipback.render.cases import as_junit
from hipback.render.page import page
from hipback.render.warning import TITLES
from hipback.safety import NOTICE
from hostile.words import WORDS
from oracle import check, letters, run
from test_hostile_words import PEOPLE, PLACES, Page, Told, as_read, harmless, of_person, read, record_source

pytestmark = pytest.mark.no_cover
HERE = Path(__file__).parent
BANK = HERE / "banks" / "small.yaml"
SOURCES = sorted((HERE.parent / "hipback").rglob("*.py"))


def told_as(*forms: str) -> dict[str, str]:
    """All that is told in these forms, by name."""
    return {name: told.text for name, told in harmless().items() if told.form in forms}


def of(name: str) -> Told:
    return harmless()[name]


# R03 to R05, R19, R22: pages


def test_r03_a_page_says_first_that_nothing_else_belongs_to_it():
    for html in told_as("html").values():
        charset, policy, *_ = [attributes for tag, attributes in elements(html) if tag == "meta"]
        assert charset == {"charset": "utf-8"}
        assert policy["http-equiv"] == "Content-Security-Policy"
        assert html.index("Content-Security-Policy") < html.index("<title>") < html.index("<style>")
        (style,) = re.findall("<style>(.*?)</style>", html, re.DOTALL)
        digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
        assert policy["content"].startswith(f"default-src 'none'; style-src 'sha256-{digest}';")


def elements(html: str) -> list[tuple[str, dict[str, str | None]]]:
    return [
        (each[0], dict(each[1]))
        for each in Page(html).elements
        if isinstance(each, tuple) and isinstance(each[1], list)
    ]


ELSEWHERE = re.compile(
    r"https?:|//|url\(|@import|src=|srcset|<(script|link|base|iframe|form|object|embed|img|use|video|audio)\b|refresh",
    re.I,
)


def test_r04_a_page_asks_for_nothing_from_elsewhere(figure):
    asks = [name for name, html in told_as("html").items() if asks_for_more(html)]
    figure("words", "pages that ask for nothing", len(told_as("html")), requests=len(asks))
    assert asks == []


def asks_for_more(html: str) -> bool:
    all_attributes = [attributes for _, attributes in elements(html)]
    named = {name for attributes in all_attributes for name in attributes}
    links = [attributes["href"] or "" for attributes in all_attributes if "href" in attributes]
    return bool(
        ELSEWHERE.search(html)
        or [name for name in named if name.startswith("on") or name in ("style", "action")]
        or [link for link in links if not link.startswith("#")]
    )


def test_r05_no_page_is_made_by_rich():
    made_by_rich = re.compile(r"(export|save)_(html|svg|text)|record=True|CONSOLE_HTML")
    assert [path.name for path in SOURCES if made_by_rich.search(path.read_text())] == []


@pytest.mark.parametrize(("language", "way"), [("en", "ltr"), ("ar", "rtl"), ("he-IL", "rtl"), ("fa", "rtl")])
def test_r19_a_page_tells_its_language_and_which_way_it_is_read(language, way):
    assert elements(page("A title", language, ""))[0] == ("html", {"lang": language, "dir": way})


@pytest.mark.parametrize(("person", "urgency"), [("soon", Urgency.SOON), ("stopped", Urgency.EMERGENCY)])
def test_r22_a_warning_can_be_read_on_paper_without_colours(person, urgency):
    for name, html in told_as("html").items():
        if name.startswith(f"{person} ") and "explanation" not in name:
            assert TITLES[urgency] in Page(re.sub("<style>.*?</style>", "", html, flags=re.DOTALL)).words


# R08, R14, R16, R21, R23: what is told


@pytest.mark.parametrize(
    "path", [path for path in SOURCES if path.parent.name in ("render", "fhir")], ids=lambda path: path.stem
)
def test_r08_json_holds_no_number_that_json_does_not_know(path):
    calls = re.findall(r"json\.dumps\((?:[^()]|\([^()]*\))*\)", path.read_text())
    assert [call for call in calls if "allow_nan=False" not in call] == []


def test_r08_keys_that_mean_something_to_programs_are_no_keys_here(tmp_path):
    record = json.loads(record_source("finished")) | {"__proto__": {"x": 1}, "constructor": "x"}
    assert read_record(json.dumps(record).encode(), "a.json") == read_record(
        record_source("finished").encode(), "a.json"
    )


@pytest.mark.hazard("HZ-14")
def test_r14_the_notice_is_whole_and_last_in_every_form_to_read():
    whole = letters(f"{NOTICE} Zq{PLACES.index(('notice',))}z")
    for name, text in told_as("text", "rich", "markdown", "html").items():
        words = letters(re.sub(r"<style>.*?</style>|<[^>]*>|\x1b\[[0-9;]*m", "", text.replace("&#x27;", "'")))
        assert words.endswith(whole) or name == "terminal", name  # there the result follows, which ends so


@pytest.mark.parametrize("person", PEOPLE)
def test_r14_every_form_for_programs_holds_the_notice_and_every_warning(person):
    record = json.loads(of(f"{person} record").text)
    assert NOTICE in record["notice"]
    response = json.loads(of(f"{person} response").text)
    for words in (NOTICE, *(flag["text"] for flag in record["result"]["flags"])):
        assert letters(words) in letters(re.sub("<[^>]*>", "", response["text"]["div"]))


def test_r16_what_is_not_finished_says_so_and_names_no_band():
    bands = [number for number, place in enumerate(PLACES) if "bands" in place]
    for name, told in harmless().items():
        if name.startswith("not finished"):
            assert [band for band in bands if f"Zq{band}z" in told.text] == []
            assert re.search("not finished|in_progress|in-progress|stopped|NotFinished", told.text, re.I), name


@pytest.mark.hazard("HZ-36")
@pytest.mark.parametrize("person", PEOPLE)
def test_r21_who_reads_a_record_without_the_notice_still_meets_the_urgency(person):
    record = json.loads(record_source(person))
    assert record["format"] == "hipback-record/1"
    assert next(iter(record["result"])) == "urgency"
    assert record["result"]["indicators"] is None or record["result"]["urgency"] in ("routine", "soon")


def test_r23_a_report_tells_by_which_bank_it_was_made():
    title = PLACES.index(("title",))
    assert f"Zq{title}z, version 1.2.3 of 2026-11-22." in " ".join(of("finished summary as text").text.split())
    bank, _ = read(tuple(f"Zq{number}z" for number in range(len(PLACES))))
    for name in ("finished record", "finished response", "codebook as json", "review as html"):
        assert bank.sha256 in of(name).text


def test_r09_the_report_of_tests_is_xml_whatever_people_and_files_are_called():
    people = [(as_read(word), number, {"urgency": ("soon", as_read(word))}) for number, word in enumerate(WORDS)]
    suite = ElementTree.fromstring(as_junit("\x1b[31m\udcff.yaml", people).encode())
    assert [case.get("name") for case in suite.iter("testcase")] == [name for name, _, _ in people]
    assert {case.get("file") for case in suite.iter("testcase")} == {"\ufffd[31m\ufffd.yaml"}


# R11 to R13, R15, R20: files


@pytest.fixture
def answers(tmp_path, monkeypatch):
    """A folder with answers, and a bank."""
    monkeypatch.chdir(tmp_path)
    Path("answers.json").write_text(record_source("finished"))
    Path("bank.yaml").write_bytes(BANK.read_bytes())
    return tmp_path


def report(*words: str) -> None:
    program.main(["report", "answers.json", "--bank", "bank.yaml", *words], standalone_mode=False)


@pytest.mark.parametrize("name", ["answers.json", "./answers.json", "bank.yaml", "link", "hard"])
def test_r11_nothing_that_is_read_is_written_over(answers, name):
    Path("link").symlink_to("answers.json")
    os.link("bank.yaml", "hard")
    with pytest.raises(FileError, match=f"cannot write {name}: it is an input as well"):
        report("-o", name)
    assert Path("answers.json").read_text() == record_source("finished")
    assert Path("bank.yaml").read_bytes() == BANK.read_bytes()


def test_r11_nothing_that_hipback_keeps_is_written_over(answers):
    kept = Path(os.environ["HIPBACK_HOME"]) / "record-00000001.json"
    kept.write_text("kept")
    with pytest.raises(FileError, match=r"cannot write .*: hipback keeps this file itself"):
        report("-o", str(kept))
    assert kept.read_text() == "kept"


def test_r11_a_folder_is_no_file_and_a_link_is_replaced_and_not_followed(answers):
    Path("folder").mkdir()
    Path("victim").write_text("victim")
    Path("link.md").symlink_to("victim")
    with pytest.raises(FileError, match="cannot write folder: it is a folder"):
        report("-o", "folder")
    report("-o", "link.md")
    assert (Path("victim").read_text(), Path("link.md").is_symlink()) == ("victim", False)
    assert Path("link.md").read_text().startswith("# Your summary")


def test_r11_a_device_that_is_full_is_told(answers):
    with pytest.raises(FileError, match="cannot write /dev/full: No space left on device"):
        report("-o", "/dev/full")


@pytest.mark.hazard("HZ-14")
@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_r12_a_disk_that_fills_up_takes_nothing_away(answers, unbuffered):
    Path("out.html").write_text("old")
    limits = {resource.RLIMIT_FSIZE: 2_000}
    env = {"PYTHONUNBUFFERED": unbuffered, "PYTHONDONTWRITEBYTECODE": "1"}  # Python would leave half of a file
    words = ["report", "answers.json", "--bank", "bank.yaml"]
    ran = run(*words, "-o", "out.html", here=answers, limits=limits, env=env)
    check(ran, 1)
    assert "cannot write out.html: File too large" in ran.err
    assert sorted(os.listdir()) == ["answers.json", "bank.yaml", "out.html"]
    cut = run(*words, "--format", "html", here=answers, limits=limits, env=env)
    assert (cut.code, cut.err) == (1, "could not write the output: File too large\n")


def test_r12_half_of_a_file_of_the_program_is_not_taken_for_an_interruption(monkeypatch, capsys):
    """Python says "end of file" of it, of which click makes what it makes of Ctrl-C."""

    def stop(**_: object) -> None:
        raise EOFError

    monkeypatch.setattr(program, "invoke", lambda context: stop())
    monkeypatch.setattr("sys.argv", ["hipback"])
    assert cli._run() == cli.BUG
    assert "This is a bug in hipback." in capsys.readouterr().err


def test_r13_a_report_is_for_its_owner_alone(tmp_path):
    before = os.umask(0)
    try:
        write_file(str(tmp_path / "report.md"), "words")
    finally:
        os.umask(before)
    assert stat.S_IMODE((tmp_path / "report.md").stat().st_mode) == 0o600


@pytest.mark.parametrize("form", ["html", "fhir"])
def test_r15_the_same_bytes_come_out_wherever_and_whenever(answers, form):
    written = []
    for seed, zone in ((0, "UTC"), (1, "Pacific/Kiritimati")):
        out = answers / f"{seed}.{form}"
        words = ["report", "answers.json", "--bank", "bank.yaml", "--format", form, "-o", str(out)]
        env = {"TZ": zone, "LC_ALL": ("C.UTF-8", "POSIX")[seed], "COLUMNS": str(40 + 60 * seed)}
        check(run(*words, here=answers, env=env, seed=seed, pure=bool(seed)), 0, writes=[out])
        written.append(out.read_bytes())
    assert written[0] == written[1]


def test_r20_long_texts_take_no_long_time():
    bank, _ = read(tuple(f"{number:04} " + "word " * 398 for number in range(len(PLACES))))
    began = time.process_time()
    longest = max(len(told.text) for _, told in of_person(bank, PEOPLE["soon"]))
    assert time.process_time() - began < 8  # for a dozen reports
    assert longest > 50_000


def test_every_case_is_tried_or_does_not_apply():
    sources = [(HERE / name).read_text() for name in ("test_hostile_reports.py", "test_hostile_words.py")]
    tried = {f"R{number}" for source in sources for number in re.findall(r"def test_r(\d\d)_", source)}
    listed = set(re.findall(r"(?m)^- (R\d\d):", (HERE / "hostile" / "not_applicable_R.md").read_text()))
    assert tried | listed == {f"R{number:02}" for number in range(1, 24)}
    assert tried & listed == set()

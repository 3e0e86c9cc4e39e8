"""The document on clinical safety: what it names is there. The last tests check hazards that no other file looks at."""

import ast
import re
from pathlib import Path

import pytest
from hazards import read_log

import hipback
from hipback.bank import default_bank_path, read_bank
from hipback.interview import Interview
from hipback.lessons import make_lesson
from hipback.model import Urgency
from hipback.render.summary import summary
from hipback.render.text import as_text
from hipback.result import make_report

TOP = Path(__file__).parent.parent
DOCUMENT = (TOP / "docs" / "clinical-safety.md").read_text(encoding="utf-8")
BANK = read_bank(default_bank_path())

NETWORK = {"socket", "ssl", "http", "urllib", "ftplib", "smtplib", "asyncio", "socketserver", "xmlrpc", "webbrowser"}
OTHER_PROGRAMS = {"subprocess", "multiprocessing", "pty"}


def rows(marker: str) -> list[list[str]]:
    """The cells of every row of a table whose first cell begins like this."""
    lines = [line for line in DOCUMENT.splitlines() if line.startswith(f"| {marker}")]
    return [[cell.strip() for cell in line.strip().strip("|").split("|")] for line in lines]


def imported(path: Path) -> set[str]:
    """The first names of all modules that a file imports."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name.split(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.split(".")[0])
    return found


def flat(text: str) -> str:
    return " ".join(text.split())


# The document


def test_every_hazard_that_the_text_points_to_exists():
    _, hazards = read_log()
    assert set(re.findall(r"HZ-\d+", DOCUMENT)) <= hazards.keys()


def test_every_flag_that_is_called_judgement_exists():
    named = [flag for _, flags, _ in rows("RF") for flag in re.findall(r"`(\w+)`", flags)]
    assert named != []
    assert [flag for flag in named if flag not in BANK.flags] == []


def test_urgencies_that_are_judgement_are_named_as_in_the_bank():
    numbers = [10, 18, 24, 25, 26, 27, 28, 32, 37, 38]
    assert [number for number, _, _ in rows("RF")] == [f"RF{number}" for number in numbers]


def test_no_figure_of_a_study_is_told():
    assert re.findall(r"\d ?%|\d per cent|\d\.\d|\d in \d|\bratio\b|sensitivity|specificity", DOCUMENT) == []


def test_prose_is_at_most_112_columns_wide():
    assert [line for line in DOCUMENT.splitlines() if len(line) > 112 and not line.startswith("|")] == []


# Proofs


@pytest.mark.hazard("HZ-13", "HZ-30")
def test_few_signs_are_never_called_all_clear():
    few = [indicator.bands[0].text for indicator in BANK.indicators.values()]
    headlines = [headline.text for headline in BANK.headlines if headline.id.startswith("few")]
    assert [text for text in (*few, *headlines) if "cannot rule out" not in flat(text)] == []
    assert [] not in (few, headlines)


@pytest.mark.hazard("HZ-13", "HZ-30", "HZ-48")
def test_who_has_no_sign_is_told_every_urgent_one_again():
    quiet = {
        id: ("none",) if question.kind == "many" else next(iter(question.options), question.low)
        for id, question in BANK.questions.items()
    }
    report = make_report(Interview.start(BANK, given=quiet | {"back_pain": "yes", "age": 50}))
    _, _, told = flat(as_text(summary(report), 80)).partition("When not to wait")
    urgent = [flag for flag in BANK.flags.values() if flag.urgency >= Urgency.SAME_DAY and not flag.out_of_scope]
    assert report.status == "completed"
    assert [flag.label for flag in urgent if flat(flag.label) not in told] == []


@pytest.mark.hazard("HZ-40")
def test_the_page_of_exercises_begins_with_who_should_do_none():
    lesson = make_lesson(BANK, "steps")
    [care] = lesson.parts[0].lists
    assert care.title == "Do none of the exercises if:"
    for rule in ("urgent", "soon_sign", "operated", "pregnant", "strong_pain"):
        assert BANK.suppressions[rule].title in care.items


@pytest.mark.hazard("HZ-59")
@pytest.mark.parametrize("path", sorted(Path(hipback.__file__).parent.rglob("*.py")), ids=lambda path: path.name)
def test_no_module_can_reach_a_network(path):
    assert imported(path) & (NETWORK | OTHER_PROGRAMS) == set()

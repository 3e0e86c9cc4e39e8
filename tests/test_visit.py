"""The sheet for a visit: answers and signs in the words of the bank, no score, and the notice last on every way out."""

from itertools import dropwhile, takewhile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import bank_of, draw_answers
from hipback.answers import read_answers
from hipback.bank import bank_from, default_bank_path, read_bank
from hipback.document import Block, Document, Heading, Items, Pair
from hipback.interview import Interview, admit_all
from hipback.model import Answer, Bank, Urgency
from hipback.people import random_people
from hipback.render import style
from hipback.render.html import as_html
from hipback.render.markdown import as_markdown
from hipback.render.text import as_text
from hipback.render.visit import visit
from hipback.render.warning import TITLES
from hipback.report import Report
from hipback.result import make_report
from hipback.safety import ASK_AT_A_VISIT, COUNTS, GENERAL_ASK
from test_cli import run

EXPECTED = Path(__file__).parent / "expected"
ANSWERS = Path(__file__).parent.parent / "examples" / "answers.yaml"
SMALL = read_bank(Path(__file__).parent / "banks" / "small.yaml")
SHIPPED = read_bank(default_bank_path())
MANY = 120
PEOPLE = random_people(SHIPPED, MANY, seed=3)
NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
FULL = NO_SIGNS | {"groin": "often", "socks": "some", "socks_cause": "hip", "numb": ("foot", "thigh?"), "rest_pain": 3}
WAYS: dict[str, dict[str, Answer]] = {
    "full": FULL,
    "soon": FULL | {"soon": "yes"},
    "partial": {"now": ("none",), "today": ("none",), "soon": "not_sure"},
    "today": {"now": ("pee?",), "today": ("fall",)},
    "stopped": {"now": ("saddle", "pee?")},
    "child": NO_SIGNS | {"age": 12},
    "empty": {},
}


def report_of(bank: Bank, answers: dict[str, Answer]) -> Report:
    return make_report(Interview.start(bank, given=answers), finished="2026-11-23T08:00:00+00:00", ended=True)


def sheet(answers: dict[str, Answer], bank: Bank = SMALL) -> Document:
    return visit(report_of(bank, answers))


def part(document: Document, heading: str) -> list[Block]:
    """The blocks under a heading."""
    after = list(dropwhile(lambda block: block != Heading(heading), document.blocks))[1:]
    return list(takewhile(lambda block: not isinstance(block, Heading) or block.small, after))


def flat(text: str) -> str:
    """The words of a text, however it is wrapped."""
    return " ".join(text.split())


def body(page: str) -> str:
    """A page without its style."""
    return page[page.index("<body>") :]


# The whole sheet


@pytest.mark.parametrize("way", WAYS)
def test_the_sheet_as_text(way):
    assert as_text(sheet(WAYS[way])) == (EXPECTED / f"visit-{way}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("way", ["full", "partial", "stopped", "empty"])
def test_the_sheet_as_markdown(way):
    assert as_markdown(sheet(WAYS[way])) == (EXPECTED / f"visit-{way}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("way", ["full", "partial", "stopped", "empty"])
def test_the_sheet_as_a_page(way):
    assert body(as_html(sheet(WAYS[way]))) == (EXPECTED / f"visit-{way}.body.html").read_text(encoding="utf-8")


def test_the_sheet_of_the_shipped_bank():
    given = admit_all(SHIPPED, read_answers(ANSWERS.read_bytes(), ANSWERS.name).answers)
    text = as_text(sheet(given, SHIPPED))
    assert text == (EXPECTED / "visit-shipped.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("form", "name", "begins"),
    [
        ("visit", "sheet.txt", "For a visit\n"),
        ("visit", "sheet.md", "# For a visit\n"),
        ("visit", "sheet.html", "<!DOCTYPE html>\n"),
        ("visit", "sheet.json", "For a visit\n"),
        ("visit-markdown", "sheet.html", "# For a visit\n"),
        ("visit-html", "sheet", "<!DOCTYPE html>\n"),
    ],
)
def test_the_sheet_is_written_as_it_is_asked_for_and_else_as_the_file_is_named(tmp_path, form, name, begins):
    done = run("report", str(ANSWERS), "--format", form, "-o", str(tmp_path / name))
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(begins)


def test_on_a_narrow_terminal_no_line_of_the_sheet_is_wider():
    done = run("report", str(ANSWERS), "--format", "visit", COLUMNS="40")
    assert (done.returncode, done.stderr) == (0, "")
    assert max(map(len, done.stdout.splitlines())) <= 40


@pytest.mark.parametrize(("letters", "size"), [(1, "10.5pt"), (5000, "8.6pt"), (6800, "7.4pt"), (20_000, "7.4pt")])
def test_a_sheet_with_few_words_is_printed_larger(letters, size):
    assert f"body {{ font-size: {size};" in style.sheet(letters)


# What stands on it


def test_questions_with_the_same_answer_share_a_line_and_others_stand_before_theirs(small):
    answers = FULL | {"socks": "not_sure", "groin": "not_sure", "rest_pain": 7}
    assert part(sheet(answers), "What was answered")[2:] == [
        Pair(
            "Where it hurts",
            "\nNot sure: Pain in the groin; Trouble with socks\nNumb places: In the foot; In the thigh (not sure)\n"
            "Pain at rest: 7 of 10",
        )
    ]


def test_a_list_of_which_none_is_so_is_left_out(small):
    assert "Numb places" not in as_text(sheet(FULL | {"numb": ("none",)}))


def test_a_list_of_signs_is_left_to_the_signs_unless_they_do_not_tell_what_was_marked(small):
    old = b"    label: A fall when old\n    when: {today: fall, age: {at_least: 70}}\n"
    bank = bank_from(small.source.replace(b"    when: {today: fall}\n", old), "bank.yaml")
    assert "Signs to have checked today: A fall with new pain" in as_text(sheet(FULL | {"today": ("fall",)}, bank))
    assert "Signs to have checked today" not in as_text(sheet(FULL | {"today": ("fall",)}))


def test_without_sections_the_answers_follow_each_other(small):
    sections = [b"    section: Warning signs\n", b"    section: About you\n", b"    section: Where it hurts\n"]
    source = small.source
    for section in sections:
        source = source.replace(section, b"")
    text = as_text(sheet(FULL, bank_from(source, "bank.yaml")))
    assert "What was answered\n  Weight loss: No\n  Age: 50 years\n  Pain in the groin: Often (most days)\n" in text


def test_a_sign_that_can_wait_two_weeks_stands_first_and_then_by_its_name():
    document = sheet(WAYS["soon"])
    assert document.blocks[0] == Heading(TITLES[Urgency.SOON], "warning")
    assert part(document, "Warning signs") == [Pair("Yes", "Weight loss"), Pair("No", 'those under "When not to wait"')]


def test_signs_are_told_apart_by_what_was_answered():
    assert part(sheet({"now": ("none",), "today": ("none",), "soon": "not_sure"}), "Warning signs") == [
        Pair("Not sure", "Weight loss"),
        Pair("No", 'those under "When not to wait"'),
    ]
    assert part(sheet({"now": ("none",)}), "Warning signs") == [
        Pair("No or not asked", 'those under "When not to wait"')
    ]
    assert part(sheet({}), "Warning signs") == [Pair("Not asked", 'those under "When not to wait"')]
    assert part(sheet(WAYS["stopped"]), "Warning signs") == [Pair("Not asked", "any other sign")]
    assert part(sheet({"now": ("saddle",)}), "Warning signs") == [
        Pair("No", "New trouble when you pee"),
        Pair("Not asked", "any other sign"),
    ]


def test_in_an_emergency_nothing_keeps_from_calling():
    document = sheet(WAYS["stopped"])
    assert document.blocks[0] == Heading(TITLES[Urgency.EMERGENCY], "warning")
    assert part(document, "To ask") == part(document, "When not to wait") == []


def test_the_questions_of_patterns_come_before_the_general_ones_and_there_are_three_to_five():
    assert part(sheet(FULL), "To ask") == [Items(("Could you check how my hip bends?", *ASK_AT_A_VISIT))]
    assert GENERAL_ASK in ASK_AT_A_VISIT


def test_a_bank_without_flags_and_patterns_has_a_sheet(small):
    document = sheet(FULL, small._replace(flags={}, patterns=(), suppressions={}))
    headings = [block.words for block in document.blocks if isinstance(block, Heading)]
    assert headings == ["For a visit", "What was answered", "To fill in", "To ask"]
    assert [block for block in document.blocks if isinstance(block, Pair) and not block.label] == []
    assert part(document, "To ask") == [Items((GENERAL_ASK, *(ask for ask in ASK_AT_A_VISIT if ask != GENERAL_ASK)))]


def test_signs_for_which_nobody_needs_to_hurry_are_not_told_as_a_reason_to(small):
    later = {"weight": small.flags["weight"]._replace(urgency=Urgency.ROUTINE)}
    document = sheet(FULL, small._replace(flags=later, suppressions={}))
    assert part(document, "Warning signs") == part(document, "When not to wait") == []


# Whoever answers


def check(report: Report, bank: Bank) -> None:
    """What holds for everyone."""
    document = visit(report)
    text = flat(as_text(document))
    assert text.endswith(report.notice)
    for flag in report.flags:
        assert flag.out_of_scope or flat(flag.label) in text or all(flat(words) in text for words in flag.because)
    if report.urgency != Urgency.EMERGENCY:
        watched = {label for _, labels in report.safety_net for label in labels} - {flag.label for flag in report.flags}
        assert {label for label in watched if flat(label) not in text} == set()
        assert [3 <= len(block.items) <= 5 for block in part(document, "To ask")] == [True]
    bands = [band.text for indicator in bank.indicators.values() for band in indicator.bands]
    results = [COUNTS, report.care, *bands, *(headline.text for headline in bank.headlines)]
    results += [found.text for found in report.advice]
    assert [words for words in results if words and flat(words) in text] == []
    assert " points" not in text


@pytest.mark.hazard("HZ-65")
@pytest.mark.parametrize("person", range(MANY))
def test_every_sign_stands_on_the_sheet_no_score_does_and_the_notice_is_last(person):
    answers = PEOPLE.answers(person)
    if person % 3 == 0:  # who quits
        answers = dict(list(answers.items())[: person % len(answers)])
    report = report_of(SHIPPED, answers)
    check(report, SHIPPED)
    titles = [indicator.title for indicator in SHIPPED.indicators.values()]
    assert [title for title in titles if title in as_text(visit(report))] == []


@settings(max_examples=100)
@given(seed=st.integers(0, 60), draw=st.randoms(use_true_random=False), chance=st.sampled_from([0.3, 0.7, 1.0]))
def test_the_same_is_so_of_any_bank(seed, draw, chance):
    bank = bank_of(seed)
    document = visit(report_of(bank, draw_answers(draw, bank, chance)))
    assert flat(as_text(document)).endswith(document.notice)

"""The report as text: the notice always last, every warning whole, no score where none may be, honest bars."""

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from hipback.bank import bank_from, default_bank_path, read_bank
from hipback.interview import Interview
from hipback.render import text as plain
from hipback.render.lines import Line
from hipback.render.summary import summary
from hipback.render.warning import NOT_FOR_YOU
from hipback.report import Report
from hipback.result import make_report
from hipback.safety import GENERAL_ASK

SMALL = read_bank(Path(__file__).parent / "banks" / "small.yaml")
SHIPPED = read_bank(default_bank_path())
NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
FULL = NO_SIGNS | {"groin": "often", "socks": "some", "socks_cause": "hip", "numb": ("foot",), "rest_pain": 3}
SHIPPED_SIGNS = {question.id: ("none",) for question in SHIPPED.questions.values() if question.kind == "many"} | {
    "back_pain": "yes",
    "age": 50,
}
SHIPPED_FULL = {
    question.id: "often" if "often" in question.options else next(iter(question.options), 5)
    for question in SHIPPED.questions.values()
} | SHIPPED_SIGNS
WAYS = {
    "finished": (SMALL, FULL),
    "finished, some open": (SMALL, FULL | {"socks": "not_sure"}),
    "finished, all open": (SMALL, NO_SIGNS | dict.fromkeys(["groin", "socks", "numb", "rest_pain"], "skipped")),
    "soon": (SMALL, FULL | {"soon": "yes"}),
    "emergency": (SMALL, FULL | {"now": ("saddle", "pee?")}),
    "two same-day signs": (SMALL, FULL | {"today": ("fever", "fall")}),
    "same day": (SMALL, FULL | {"today": ("fever",)}),
    "unsure": (SMALL, FULL | {"now": ("pee?",)}),
    "unsure of a whole list": (SMALL, FULL | {"now": "not_sure"}),
    "out of scope": (SMALL, FULL | {"age": 12}),
    "quit": (SMALL, {"now": ("none",), "today": ("none",)}),
    "quit with a sign": (SMALL, {"now": ("pee?",)}),
    "no answers": (SMALL, {}),
    "shipped, finished": (SHIPPED, SHIPPED_FULL),
    "shipped, all open": (
        SHIPPED,
        SHIPPED_SIGNS | dict.fromkeys(SHIPPED_FULL.keys() - SHIPPED_SIGNS.keys(), "skipped"),
    ),
    "shipped, emergency": (SHIPPED, SHIPPED_FULL | {"nerve_now": ("saddle", "pee", "bowel?")}),
    "shipped, same day": (SHIPPED, SHIPPED_FULL | {"ill_today": ("fever",)}),
    "shipped, soon": (SHIPPED, SHIPPED_FULL | {"body_soon": ("weight", "sweats?")}),
    "shipped, unsure": (SHIPPED, SHIPPED_FULL | {"other_now": ("harm?",)}),
    "shipped, pregnant": (SHIPPED, SHIPPED_FULL | {"about_you": ("pregnant", "operation")}),
    "shipped, no back pain": (SHIPPED, SHIPPED_FULL | {"back_pain": "no"}),
    "shipped, child": (SHIPPED, SHIPPED_FULL | {"age": 15}),
    "shipped, quit": (SHIPPED, {"nerve_now": ("none",)}),
    "shipped, no answers": (SHIPPED, {}),
}
SCORED = [
    *["finished", "finished, some open", "finished, all open", "soon"],
    *["shipped, finished", "shipped, all open", "shipped, soon"],
]
every_way = pytest.mark.parametrize("way", WAYS)
every_width = pytest.mark.parametrize("width", [20, 40, 80, 100])
every_form = pytest.mark.parametrize("ascii_only", [True, False], ids=["ascii", "pictures"])


def report_of(way: str) -> Report:
    bank, answers = WAYS[way]
    return make_report(Interview.start(bank, given=answers), ended=True)


def as_lines(report: Report, width: int, ascii_only: bool) -> Iterator[Line]:
    return plain.as_lines(summary(report), width, ascii_only)


def as_text(report: Report, width: int = 80, ascii_only: bool = True) -> str:
    return plain.as_text(summary(report), width, ascii_only)


def flat(text: str) -> str:
    """The words of a text, however it is wrapped."""
    return " ".join(text.split())


def letters(text: str) -> str:
    """The letters and figures of a text alone: it may have been wrapped and indented anywhere."""
    return re.sub(r"[^a-z0-9]", "", text.lower())


# Every way out


@pytest.mark.hazard("HZ-14", "HZ-30")
@every_form
@every_width
@every_way
def test_the_whole_notice_is_the_last_thing(way, width, ascii_only):
    report = report_of(way)
    assert report.notice != ""
    assert flat(as_text(report, width, ascii_only)).endswith(report.notice)


@pytest.mark.hazard("HZ-04", "HZ-26")
@every_form
@every_width
@every_way
def test_no_line_is_wider_than_the_width(way, width, ascii_only):
    lines = as_text(report_of(way), width, ascii_only).splitlines()
    assert [line for line in lines if len(line) > width and len(line.split()) > 1] == []


@pytest.mark.hazard("HZ-04", "HZ-29")
@every_form
@every_width
@every_way
def test_every_warning_and_every_action_is_whole(way, width, ascii_only):
    report = report_of(way)
    shown = letters(as_text(report, width, ascii_only))
    assert [
        words for words in (*report.actions, *(flag.text for flag in report.flags)) if letters(words) not in shown
    ] == []


@pytest.mark.hazard("HZ-21")
@every_form
@pytest.mark.parametrize("way", [way for way in WAYS if way not in SCORED])
def test_there_is_no_score_bar_band_or_pattern_without_an_end(way, ascii_only):
    bank, _ = WAYS[way]
    text = as_text(report_of(way), 80, ascii_only)
    bands = [words for indicator in bank.indicators.values() for band in indicator.bands for words in (band.text,)]
    titles = [indicator.title for indicator in bank.indicators.values()]
    results = [
        *bands,
        *titles,
        *(headline.text for headline in bank.headlines),
        *(found.text for found in bank.patterns),
        *(topic.text for chapter in bank.chapters.values() for topic in chapter.topics),
        *(found.text for found in bank.suppressions.values()),
    ]
    assert [words for words in results if letters(words) in letters(text)] == []
    assert re.findall(r"\bpoints\b|[#\u2588\u2592\u2591]|\[[.?]", text) == []
    assert [line for line in as_lines(report_of(way), 80, ascii_only) if line.style == "bar"] == []


@pytest.mark.parametrize("way", SCORED)
def test_with_an_end_there_is_a_bar_for_each_indicator(way):
    report = report_of(way)
    lines = list(as_lines(report, 80, ascii_only=True))
    assert len([line for line in lines if line.style == "bar"]) == len(report.indicators)


@every_width
@every_way
def test_ascii_only_is_ascii(way, width):
    assert as_text(report_of(way), width, ascii_only=True).isascii()


@pytest.mark.hazard("HZ-34")
@pytest.mark.parametrize("way", ["emergency", "same day", "unsure", "shipped, emergency", "shipped, same day", "soon"])
def test_the_warning_comes_first(way):
    report = report_of(way)
    assert next(iter(as_lines(report, 80, ascii_only=True))).style == "warning"
    assert flat(as_text(report)).partition(report.actions[0])[0].isupper()


@pytest.mark.hazard("HZ-34")
def test_a_sign_to_be_seen_about_soon_is_told_once_more_at_the_end():
    assert section(report_of("soon"), "Once more") == "SEE A DOCTOR WITHIN TWO WEEKS\n  - Weight loss"


def test_without_such_a_sign_nothing_is_told_twice():
    assert section(report_of("finished"), "Once more") == ""


@pytest.mark.hazard("HZ-08", "HZ-35")
def test_the_summary_says_what_it_was_made_with_and_when():
    bank, answers = WAYS["finished"]
    report = make_report(Interview.start(bank, given=answers), finished="2026-11-22T20:06:10+00:00")
    assert as_text(report).partition("\n\n")[0] == (
        "Your summary\nA small bank, version 1.2.3 of 2026-11-22. Answered on 2026-11-22. No clinician\n"
        "has signed this question list yet. It is a draft."
    )


def test_out_of_scope_is_told_with_its_text_first():
    assert as_text(report_of("out of scope")).startswith(
        f"{NOT_FOR_YOU}\nYou chose:\n  - Age: 12 years\n    This tool is made for adults. Please see someone today.\n"
    )


def test_an_emergency_is_one_plain_screen():
    assert as_text(report_of("emergency")) == (
        "GET EMERGENCY HELP NOW: DO NOT WAIT\n"
        "Call for emergency help now. Or have someone take you to an emergency room.\n"
        "In Europe call 112. In the UK call 999. In the USA and Canada call 911. In\n"
        "Australia call 000. In any other place, call your local number.\n"
        "Do not drive yourself. Do not wait for more signs.\n"
        "\n"
        "You chose:\n"
        "  - New numbness between your legs\n"
        "    Nerves may need help now.\n"
        "\n"
        "EMERGENCY HELP COMES FIRST. TELL THEM ABOUT THESE SIGNS TOO\n"
        "\n"
        "You were not sure about:\n"
        "  - New trouble when you pee\n"
        "    If this might be true, get seen today.\n"
        "\n"
        "Please remember\n"
        "This is for learning only. It is not a diagnosis, and it cannot rule anything\n"
        "out. Please see a professional about your pain, such as a doctor or a\n"
        "physiotherapist. If you get worse, or if you are worried, do not wait. Tests\n"
        "never replace a visit.\n"
    )


# Patterns and advice


def section(report: Report, title: str) -> str:
    """The lines under a heading, to the next one."""
    return as_text(report).partition(f"\n{title}\n")[2].partition("\n\n")[0]


def test_a_pattern_ends_with_its_question():
    assert section(report_of("finished"), "Patterns in your answers") == (
        "A stiff hip\n"
        "  Some answers tell of a hip that does not bend freely.\n"
        "  A question to ask: Could you check how my hip bends?"
    )


def test_what_holds_advice_back_stands_before_what_is_left():
    assert section(report_of("finished"), "What you can do") == (
        "  - A stretch may pull on a sore nerve.\n"
        "  - Do not force a stiff hip.\n"
        "Start small. It should ease the pain, not sharpen it. Stop and get help if pain\n"
        "goes further down a leg, or if a warning sign starts.\n"
        "  - Walking\n"
        "Leave out what is not named here. To read how each one is done, run:\n"
        "  hipback learn try_out"
    )


def test_advice_is_headed_by_its_sections():
    report = make_report(Interview.start(SMALL, given=FULL | {"groin": "rarely", "numb": ("none",)}))
    assert section(report, "What you can do") == (
        "Start small. It should ease the pain, not sharpen it. Stop and get help if pain\n"
        "goes further down a leg, or if a warning sign starts.\n"
        "  - Walking\n"
        "On the floor\n"
        "  - A stretch for the hip\n"
        "  - Bridges\n"
        "Leave out what is not named here. To read how each one is done, run:\n"
        "  hipback learn try_out"
    )


def test_where_all_advice_is_held_back_the_reasons_stand_alone():
    assert section(report_of("soon"), "What you can do") == (
        "  - See a doctor first.\n  - A stretch may pull on a sore nerve.\n  - Do not force a stiff hip."
    )


def test_of_two_chapters_of_advice_none_stands_under_the_section_of_the_other():
    more = b"chapters:\n  water: {title: W, text: T, advice: yes, topics: {swim: {title: Swim, text: T, evidence: E, "
    source = SMALL.source.replace(b"chapters:\n", more + b"references: [khan]}}}\n", 1)
    bank = bank_from(source, "bank.yaml")
    report = make_report(Interview.start(bank, given=FULL | {"groin": "rarely", "numb": ("none",)}))
    assert [found.title for found in report.advice][:2] == ["Swim", "Walking"]
    assert section(report, "What you can do").endswith("  hipback learn water\n  hipback learn try_out")


def test_where_exercise_is_held_back_nothing_is_said_on_how_to_do_it():
    source = SMALL.source.replace(b"keeps: []", b"keeps: [walking]", 1)
    report = make_report(
        Interview.start(bank_from(source, "bank.yaml"), given=FULL | {"soon": "yes", "numb": ("none",)})
    )
    assert "hipback learn" not in section(report, "What you can do")


def test_what_to_ask_stands_with_each_pattern_alone():
    assert "What to ask:" not in as_text(report_of("finished"))


def test_without_a_pattern_there_is_one_thing_to_ask():
    report = make_report(Interview.start(SMALL, given=FULL | {"groin": "rarely", "numb": ("none",), "socks": "no"}))
    assert section(report, "What to tell a professional").endswith(f"What to ask:\n  - {GENERAL_ASK}")


def test_a_reason_that_two_suppressions_share_is_told_once():
    source = SMALL.source.replace(b"Do not force a stiff hip.", b"A stretch may pull on a sore nerve.")
    report = make_report(Interview.start(bank_from(source, "bank.yaml"), given=FULL | {"soon": "yes"}))
    assert section(report, "What you can do") == "  - See a doctor first.\n  - A stretch may pull on a sore nerve."


def test_a_bank_without_advice_has_no_heading_for_it():
    bank = bank_from(SMALL.source.partition(b"chapters:")[0], "bank.yaml")
    assert "What you can do" not in as_text(make_report(Interview.start(bank, given=FULL)))


# Bars


def bar(low: int, high: int, maximum: int, width: int = 62, ascii_only: bool = True) -> str:
    """The bar of a report whose first score is this."""
    report = report_of("finished")
    first = replace(report.indicators[0], low=low, high=high, maximum=maximum)
    lines = as_lines(replace(report, indicators=(first,)), width, ascii_only)
    [found] = [line.text for line in lines if line.style == "bar"]
    return found


@pytest.mark.parametrize(
    ("low", "high", "maximum", "expected"),
    [
        (0, 0, 10, "." * 60),
        (10, 10, 10, "#" * 60),
        (5, 5, 10, "#" * 30 + "." * 30),
        (0, 10, 10, "?" * 60),
        (2, 5, 10, "#" * 12 + "?" * 18 + "." * 30),
        (0, 1, 44, "?" * 2 + "." * 58),
        (43, 44, 44, "#" * 58 + "?" * 2),
        (22, 44, 44, "#" * 30 + "?" * 30),
    ],
)
def test_a_bar_shows_what_is_sure_what_is_open_and_the_rest(low, high, maximum, expected):
    assert bar(low, high, maximum) == f"[{expected}]"


@pytest.mark.parametrize("score", [(0, 0), (0, 44), (1, 2), (7, 31), (44, 44)])
@pytest.mark.parametrize("width", [20, 40, 80])
def test_all_bars_are_of_one_length(score, width):
    assert len(bar(*score, 44, width)) == min(width, 62)
    assert len(bar(*score, 44, width, ascii_only=False)) == min(width, 62) - 2


def test_a_bar_of_blocks_shows_the_same():
    assert bar(2, 5, 10, ascii_only=False) == "\u2588" * 12 + "\u2592" * 18 + "\u2591" * 30


@pytest.mark.hazard("HZ-31")
@pytest.mark.parametrize("open_", range(1, 45))
def test_what_is_open_is_never_hidden(open_):
    assert "?" in bar(44 - open_, 44, 44, width=20)
    assert "?" in bar(0, open_, 44, width=20)


def test_a_score_that_is_known_has_nothing_open():
    assert [low for low in range(45) if "?" in bar(low, low, 44)] == []


# Words as their author wrote them


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize("words", ["[bold]x[/bold]", "[/]", "[red]", ":warning:", "<b>x</b>", "{x}", "%s", "\\\\n"])
def test_words_that_look_like_markup_come_out_letter_by_letter(words):
    source = SMALL.source.decode()
    for text in ("Nerves may need help now.", "Hip and back may both play a part.", "Tests never replace a visit."):
        source = source.replace(text, f"'{words}'")
    bank = bank_from(source.encode(), "small.yaml")
    stopped = make_report(Interview.start(bank, given={"now": ("saddle",)}))
    finished = make_report(Interview.start(bank, given=FULL))
    assert f"\n    {words}\n" in as_text(stopped)
    assert f"\n{words}\n" in as_text(finished)
    assert flat(as_text(finished)).endswith(f" {words}")

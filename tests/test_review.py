"""The sheet for a clinician: all of a bank stands in it, in text and as a page that nothing can be injected into."""

import re
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import pytest

from hipback.bank import default_bank_path
from hipback.entries import Entries
from hipback.errors import Problem
from hipback.marked import Value
from hipback.render.review import review_text
from hipback.render.review_html import review_html
from hipback.review import Entry, Item, Items, Review, Rule, Table, Words
from hipback.reviews import make_review
from hipback.sentences import Sentence
from hipback.written import Written

HERE = Path(__file__).parent
SMALL = HERE / "banks" / "small.yaml"
HOSTILE = """<script>alert("1")</script> & <b onclick='x'>"""


@pytest.fixture(scope="module")
def shipped() -> Written:
    return Written.read(default_bank_path())


def small_with(*changes: tuple[str, str]) -> Written:
    """The small bank with other words in the place of some."""
    source = SMALL.read_text()
    for old, new in changes:
        assert old in source
        source = source.replace(old, new)
    return Written.of(source.encode(), "small.yaml")


def section(review: Review, anchor: str) -> Entry:
    return next(found for found in review.sections if found.anchor == anchor)


def flat(text: str) -> str:
    return " ".join(text.split())


class Page(HTMLParser):
    """What a browser would see: the words, the tags with their attributes, and the headings."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.tags, self.open = "", [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "style" not in self.open:
            self.words += data

    def values(self, name: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        return [attributes[name] for _, attributes in self.tags if name in attributes]


# What stands in it


def test_the_sheet_of_the_small_bank_is_this_text():
    expected = (HERE / "expected" / "small-review.txt").read_text(encoding="utf-8")
    assert review_text(make_review(Written.read(str(SMALL))), 80) == expected


def texts(value: Value) -> list[str]:
    """Every word and text that an author wrote, apart from the names of keys."""
    if isinstance(value.content, str):
        return [flat(value.content)]
    inner = [part for _, part in value.pairs()] if value.is_mapping() else value.items()
    return [text for part in inner for text in texts(part)]


@pytest.mark.parametrize("form", ["text", "html"])
def test_every_text_of_the_shipped_bank_stands_in_its_sheet(shipped, form):
    review = make_review(shipped)
    sheet = flat(review_text(review, 100) if form == "text" else Page(review_html(review)).words)
    drawings = {flat(drawing) for drawing in shipped.bank.sketches.values()}
    words_of_the_reader = {"hipback-bank/1", "yes", "many", "one", "number", "scale", "verified", "second_hand"}
    written = set(texts(shipped.root)) - drawings - words_of_the_reader
    sets = set(shipped.bank.flags) | {"often", "trouble", "yes_no", "not_verified"}
    assert {text for text in written - sets if text not in sheet} == set()


@pytest.mark.parametrize("form", ["text", "html"])
def test_every_id_of_the_shipped_bank_stands_in_its_sheet(shipped, form):
    review, bank = make_review(shipped), shipped.bank
    sheet = review_text(review, 100) if form == "text" else Page(review_html(review)).words
    ids = [
        *bank.questions,
        *(option for question in bank.questions.values() for option in question.options),
        *bank.flags,
        *bank.indicators,
        *(domain.id for indicator in bank.indicators.values() for domain in indicator.domains),
        *(band.id for indicator in bank.indicators.values() for band in indicator.bands),
        *(headline.id for headline in bank.headlines),
        *(pattern.id for pattern in bank.patterns),
        *bank.chapters,
        *(topic.id for chapter in bank.chapters.values() for topic in chapter.topics),
        *bank.suppressions,
        *bank.references,
        *bank.sketches,
    ]
    assert [id for id in ids if f"[{id}]" not in sheet] == []


def test_every_weight_of_the_shipped_bank_stands_in_the_table_of_its_question(shipped):
    make, bank = Entries(shipped.bank), shipped.bank
    blocks = {id: make.question(question).blocks for id, question in bank.questions.items()}
    tables = {
        id: {cell for block in found if isinstance(block, Table) for row in block.rows for cell in row[1:]}
        for id, found in blocks.items()
    }
    weights = [
        (points.question, str(number))
        for indicator in bank.indicators.values()
        for domain in indicator.domains
        for points in domain.points
        for _, number in points.cases
    ]
    assert [(question, number) for question, number in weights if number not in tables[question]] == []


def test_ranges_of_two_scores_are_cut_so_that_each_row_is_true():
    points = "      hip.history: {45..59: 1, 60..: 2}\n"
    review = make_review(small_with((points, points + "      back.signs: {..17: 3, 70..: 2}\n")))
    age = section(review, "questions").entries[1].entries[0]
    assert [block for block in age.blocks if isinstance(block, Table)] == [
        Table(
            "Points",
            ("Answer", "Hip signs, History", "Back signs, Signs"),
            (
                ("from 0 to 17 years", "0", "3"),
                ("from 18 to 44 years", "0", "0"),
                ("from 45 to 59 years", "1", "0"),
                ("from 60 to 69 years", "2", "0"),
                ("from 70 to 120 years", "2", "2"),
            ),
        )
    ]


def test_options_give_points_in_each_column_of_their_table(shipped):
    history = Entries(shipped.bank).question(shipped.bank.questions["front_thigh"])
    assert [block for block in history.blocks if isinstance(block, (Table, Rule))] == [
        Table(
            "Points",
            ("Answer", "Hip-related signs, Where it hurts", "Hip-related signs, Your past"),
            (
                ("Often (most days) [often]", "4", "2"),
                ("Sometimes (some days) [sometimes]", "2", "2"),
                ("Rarely or never [rarely]", "0", "0"),
            ),
        ),
        Rule(
            'The points for "Hip-related signs, Your past" count only if',
            Sentence(
                "all of these are so:",
                (
                    Sentence(
                        '"Your past" includes "Steroid tablets or shots for 3 weeks or more in the past 2 years" or '
                        '"Heavy drinking for some years"'
                    ),
                    Sentence('"Pain in the groin" is neither "Often (most days)" nor "Sometimes (some days)"'),
                ),
            ),
        ),
        Rule(
            "The figure of a report marks the place front_thigh if",
            Sentence('"Pain at the front of the thigh" is "Often (most days)" or "Sometimes (some days)"'),
        ),
    ]


def test_anchors_are_unique_and_every_link_leads_to_one(shipped):
    page = Page(review_html(make_review(shipped)))
    anchors, links = page.values("id"), page.values("href")
    assert len(anchors) == len(set(anchors))
    assert {link for link in links if link.removeprefix("#") not in anchors} == set()


# Findings


def test_problems_that_were_noted_are_findings_with_their_lines():
    written = Written.read(str(SMALL))
    written.at("questions", "groin", "help").wrong("HB999", "this could be shorter")
    line = written.at("questions", "groin", "help").line
    assert section(make_review(written), "findings").blocks == (
        Items(
            "",
            (
                Item("No clinician has signed this question list yet. It is a draft."),
                Item(f"Line {line}: this could be shorter (HB999)"),
                Item("Figures not looked up: Common teaching. [opinion]", "reference-opinion"),
            ),
        ),
    )


def test_a_bank_without_findings_says_so():
    written = small_with(("draft", "reviewed"), ("not_verified", "verified"))
    review = make_review(written)
    assert section(review, "findings").blocks == (Items("", (Item("Nothing was found."),)),)
    assert section(review, "about").blocks[1] == Words("Status", "reviewed. A clinician has signed it.")


def test_a_bank_without_signs_patterns_or_chapters_has_no_empty_parts():
    source = SMALL.read_text()
    start, end = source.index("\nflags:"), source.index("\nindicators:")
    messages = source.index("\npatterns:")
    why = "without_flags: These questions are about comfort alone."
    written = Written.of(f"{why}\n{source[:start]}{source[end:messages]}".encode(), "bare.yaml")
    review = make_review(written)
    assert [part.title for part in review.sections] == [
        "About this bank",
        "How to read this sheet",
        "What needs a look",
        "Questions",
        "Drawings",
        "Indicators",
        "Headlines",
        "Sources",
    ]
    assert section(review, "about").blocks[6:8] == (
        Words("Why there are no warning signs", "These questions are about comfort alone."),
        Words("Every result ends with", review.notice),
    )


def test_questions_without_a_heading_and_sources_behind_nothing_are_told_so():
    unused = "  unused: {text: Nobody, strength: B, figures: verified}\n"
    opinion = "  opinion: {text: Common"
    review = make_review(small_with(("    section: Warning signs\n", ""), (opinion, unused + opinion)))
    assert section(review, "questions").entries[0].title == "Without a heading"
    assert section(review, "references").entries[1] == Entry(
        "reference-unused",
        "unused",
        "Nobody",
        (
            Words("Strength", "B: Small studies, studies of something near to it, and guidance"),
            Words("Figures", "looked up"),
            Items("Behind", (Item("nothing"),)),
        ),
    )


# Text


@pytest.mark.parametrize("width", [40, 80])
def test_no_line_of_text_is_wider_than_asked_for(shipped, width):
    lines = review_text(make_review(shipped), width).splitlines()
    assert [line for line in lines if len(line) > width and len(line.split()) > 1] == []


def test_the_notice_is_last_in_text():
    review = make_review(Written.read(str(SMALL)))
    assert flat(review_text(review, 60)).endswith(f"Please remember {review.notice}")


# The page


def test_words_of_a_bank_are_words_in_the_page_and_nothing_else():
    hostile = "'" + HOSTILE.replace("'", "''") + "'"
    written = small_with(
        ("title: A small bank", f"title: {hostile}"),
        ("Sometimes (some days)", hostile),
        ("label: Pain in the groin", f"label: {hostile}"),
        ("Nerves may need help now.", hostile),
        ("section: About you", f"section: {hostile}"),
        ("notice: Tests never replace a visit.", f"notice: {hostile}"),
        ('"Khan and others, 2004."', hostile),
        ("title: A stiff hip", f"title: {hostile}"),
        ("title: Where it hurts", f"title: {hostile}"),
        ("languages: [en]", """languages: ['en" onload="x']"""),
    )
    html = review_html(make_review(written))
    plain = Page(review_html(make_review(Written.read(str(SMALL)))))
    page = Page(html)
    assert [tag for tag, _ in page.tags] == [tag for tag, _ in plain.tags]
    assert [list(attributes) for _, attributes in page.tags] == [list(attributes) for _, attributes in plain.tags]
    assert page.words.count(HOSTILE) > 9
    assert page.values("lang") == ['en" onload="x']
    assert "<script" not in html
    assert "<b " not in html


def test_a_drawing_cannot_leave_its_place():
    page = Page(review_html(make_review(small_with(("      /\\\n", "      </pre><script>x</script>\n")))))
    assert "</pre><script>x</script>" in page.words
    assert "script" not in [tag for tag, _ in page.tags]


def test_line_breaks_of_a_text_are_kept_in_the_page():
    html = review_html(make_review(small_with(("text: They are neighbours.", "text: |\n      One.\n      Two."))))
    assert "One.<br>Two." in html


def test_the_page_loads_nothing_and_runs_nothing(shipped):
    html = review_html(make_review(shipped))
    page = Page(html)
    assert {tag for tag, _ in page.tags} & {
        "script",
        "link",
        "img",
        "iframe",
        "object",
        "form",
        "input",
        "base",
    } == set()
    assert page.values("src") == []
    assert [link for link in page.values("href") if not link.startswith("#")] == []
    assert page.values("content")[0].startswith("default-src 'none'; style-src 'sha256-")
    assert "url(" not in html
    assert "@import" not in html


def test_the_page_has_a_title_a_language_and_headings_in_steps(shipped):
    page = Page(review_html(make_review(shipped)))
    levels = [int(tag[1]) for tag, _ in page.tags if re.fullmatch("h[1-6]", tag)]
    assert page.values("lang") == ["en"]
    assert levels.count(1) == 1
    assert [(one, next_) for one, next_ in pairwise(levels) if next_ > one + 1] == []
    assert page.values("charset") == ["utf-8"]


def test_tables_have_heads_for_columns_and_rows(shipped):
    page = Page(review_html(make_review(shipped)))
    rows = [tag for tag, _ in page.tags].count("tr")
    assert set(page.values("scope")) == {"col", "row"}
    assert page.values("scope").count("row") == rows - [tag for tag, _ in page.tags].count("thead")


def test_the_notice_is_last_on_the_page():
    review = make_review(Written.read(str(SMALL)))
    assert flat(Page(review_html(review)).words).endswith(f"Please remember {review.notice}")


def test_every_part_can_be_agreed_to_or_changed():
    html = review_html(make_review(Written.read(str(SMALL))))
    # 9 questions, 7 flags, 2 indicators, 4 headlines, 1 pattern, 4 topics, 4 suppressions
    assert html.count('class="sign"') == 31
    assert html.count('class="signature"') == 4


def test_a_band_for_any_number_of_answers_is_said_to_hang_on_the_answers_alone():
    sheet = review_text(make_review(small_with(("at_most_unanswered: 30", "at_most_unanswered: 100"))), 80)
    assert sheet.count("No band is named: only if it is open which") == 2


def test_what_was_found_by_other_means_is_among_the_problems():
    written = small_with()
    found = Problem("small.yaml", 3, 1, "HB411", "no answers reach it")
    written.note(found)
    assert written.problems == [found]

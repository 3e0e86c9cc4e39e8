"""A report as Markdown and as a page: all of it, the notice last, and no word of a bank is anything but words."""

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hipback.bank import bank_from, default_bank_path, read_bank
from hipback.document import (
    Bar,
    Blank,
    Block,
    Command,
    Document,
    Figure,
    Gap,
    Heading,
    Items,
    Mark,
    Moment,
    Nested,
    Outline,
    Pair,
    Trend,
    Words,
)
from hipback.interview import Interview
from hipback.layout import visible
from hipback.model import PLACES, Bank
from hipback.render.html import as_html
from hipback.render.markdown import as_markdown
from hipback.render.pictures import OUTLINE, SPOTS, bar_picture, body_picture
from hipback.render.summary import summary
from hipback.render.text import as_text
from hipback.report import Report
from hipback.result import make_report

HERE = Path(__file__).parent
SMALL = read_bank(HERE / "banks" / "small.yaml")
SHIPPED = read_bank(default_bank_path())
PLACED = bank_from(
    SMALL.source.replace(b"    sketch: leg\n", b"    hurts: {groin: [often, sometimes]}\n", 1).replace(
        b"    options: {foot:", b"    hurts: {below_knee: foot, front_thigh: thigh}\n    options: {foot:"
    ),
    "small.yaml",
)
"""The small bank, with places of the body."""

NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
FULL = NO_SIGNS | {"groin": "often", "socks": "some", "socks_cause": "skipped", "numb": ("foot", "thigh?")}
FULL |= {"rest_pain": 3}
WAYS = {
    "full": FULL,
    "partial": NO_SIGNS | {"soon": "yes", "groin": "not_sure"},
    "stopped": FULL | {"now": ("saddle", "pee?")},
    "empty": {},
}
MORE_WAYS = WAYS | {
    "all open": NO_SIGNS | dict.fromkeys(["groin", "socks", "numb", "rest_pain"], "skipped"),
    "soon": FULL | {"soon": "yes"},
    "same day": FULL | {"today": ("fever",)},
    "not for them": FULL | {"age": 12},
}
every_way = pytest.mark.parametrize("way", MORE_WAYS)


def report_of(way: str, bank: Bank = PLACED) -> Report:
    answers = MORE_WAYS[way]
    finished = "2026-11-22T20:06:10+00:00" if way == "full" else ""
    return make_report(Interview.start(bank, given=answers), finished=finished, ended=True)


def letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())


class Page(HTMLParser):
    """What a browser makes of a page: its elements with their attributes, and its words but for those of pictures."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.words, self.elements, self.open = "", [], []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not {"style", "svg", "head", "figcaption"} & set(self.open):
            self.words += data

    @property
    def names(self) -> list[str]:
        return [name for name, _ in self.elements]


def shown_by(markdown: str) -> tuple[list[str], str]:
    """What CommonMark, with the tables and strokes of GitHub, makes of a text: kinds of parts, and the words."""
    tokens = list(inside(MarkdownIt("commonmark").enable(["table", "strikethrough"]).parse(markdown)))
    return [token.type for token in tokens], "".join(token.content for token in tokens if not token.children)


def inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield from inside(token.children or [])
        elif token.type not in ("text", "text_special", "softbreak", "hardbreak") or token.content:
            yield token


# What stands in it


@pytest.mark.parametrize("way", WAYS)
def test_a_record_is_written_in_markdown(way):
    assert as_markdown(summary(report_of(way))) == (HERE / "expected" / f"small-{way}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("way", WAYS)
def test_a_record_is_written_as_a_page(way):
    _, body = as_html(summary(report_of(way))).split("</head>\n")
    assert body == (HERE / "expected" / f"small-{way}.body.html").read_text(encoding="utf-8")


@pytest.mark.hazard("HZ-14")
@every_way
def test_every_form_says_the_same_words_with_the_notice_last(way):
    document = summary(report_of(way))
    text = letters(as_text(document._replace(blocks=document.under_title), 80).translate({ord("?"): None}))
    text = letters(document.title) + text
    page = Page(as_html(document))
    assert letters(shown_by(as_markdown(document))[1]) == text
    assert letters(page.words) == text
    assert text.endswith(letters(document.notice))


@every_way
def test_a_report_has_the_same_bytes_each_time(way):
    once, again = (summary(report_of(way)) for _ in range(2))
    assert (as_html(once), as_markdown(once)) == (as_html(again), as_markdown(again))


@pytest.mark.hazard("HZ-67")
@pytest.mark.parametrize("way", ["stopped", "same day", "not for them"])
def test_a_page_that_warns_shows_no_picture_and_no_exercise(way):
    document = summary(report_of(way))
    assert "<svg" not in as_html(document)
    assert "hipback learn" not in as_html(document) + as_markdown(document)
    assert not [block for block in document.blocks if isinstance(block, (Bar, Figure))]


def test_a_warning_is_a_landmark_of_its_own_above_the_summary():
    page = Page(as_html(summary(report_of("soon"))))
    parts = [attributes for name, attributes in page.elements if name == "section"]
    assert parts[0] == {"class": "warning", "aria-labelledby": "part-1"}
    assert ("h2", {"id": "part-1"}) in page.elements
    assert parts[1] == {}


@every_way
def test_headings_stand_in_order(way):
    page = Page(as_html(summary(report_of(way))))
    levels = [int(name[1]) for name in page.names if name in ("h1", "h2", "h3", "h4")]
    assert levels[0] == 1
    assert [later for level, later in pairwise(levels) if later > level + 1 or later == 1] == []


@pytest.mark.parametrize("way", WAYS)
def test_the_page_loads_nothing_and_runs_nothing(way):
    html = as_html(summary(report_of(way)))
    page = Page(html)
    assert set(page.names) & {"script", "link", "img", "iframe", "object", "embed", "form", "a", "use", "base"} == set()
    attributes = {name for _, attributes in page.elements for name in attributes}
    assert attributes & {"style", "src", "href", "srcset", "action"} == set()
    assert [name for name in attributes if name.startswith("on")] == []
    assert "default-src 'none'; style-src 'sha256-" in html
    assert html.count("<style>") == 1
    assert "url(" not in html
    assert "@import" not in html


# No word is anything but words

HOSTILE = (
    """<script>alert(1)</script> "><img src=x onerror=alert(1)> ](javascript:alert(1)) [a](http://b.c) ![a](b) &amp; """
    """&#60;b&#62; `code` ``` | a | ~~no~~ **no** __no__ <!-- --> ]]> http://b.c www.b.c a@b.c \\ <b.c> $x$ [^1] <br>"""
)
WORDS = {"text", "label", "title", "help", "why", "welcome", "notice", "section", "ask", "evidence", "unit", "not_sure"}


def hostile(value: Any, key: str = "") -> Any:
    """A bank as it is written, with other words in every place where people read words."""
    match value:
        case dict():
            return {
                name: hostile(part, "text" if key in ("options", "often") else name) for name, part in value.items()
            }
        case list():
            return [hostile(part) for part in value]
        case _:
            return HOSTILE if key in WORDS else value


def hostile_bank() -> Bank:
    written = hostile(yaml.load(PLACED.source, yaml.BaseLoader))
    return bank_from(json.dumps(written).encode(), "hostile.yaml")


def attributes_of(page: Page) -> set[tuple[str, str]]:
    return {(name, attribute) for name, attributes in page.elements for attribute in attributes}


@pytest.mark.hazard("HZ-05")
@every_way
def test_words_of_a_bank_add_nothing_to_a_page(way):
    page, plain = (Page(as_html(summary(report_of(way, bank)))) for bank in (hostile_bank(), PLACED))
    assert set(page.names) == set(plain.names)
    assert attributes_of(page) == attributes_of(plain)
    assert HOSTILE in page.words


@pytest.mark.hazard("HZ-05")
@every_way
def test_words_of_a_bank_add_nothing_to_markdown(way):
    kinds, words = shown_by(as_markdown(summary(report_of(way, hostile_bank()))))
    assert {"link_open", "image", "html_inline", "html_block", "fence", "code_block", "table_open", "s_open"} & set(
        kinds
    ) == set()
    assert kinds.count("code_inline") <= 1  # the command to type
    assert HOSTILE in words


NASTY = (
    *("<script>", '"><img src=x onerror=x>', "](javascript:x)", "[a](b)", "![", "&amp;", "&#60;", "&", "<", ">", '"'),
    *("'", "`", "```", "|", "~~", "*", "**", "_", "__", "# ", "- ", "+ ", "1. ", "2) ", "> ", "=", "===", "---", ":"),
    *("\n", "\n\n", "\r", "\t", "    ", "\\", "\\\n", "<!--", "]]>", "http://a.b", "www.a.b", "a@b.c", "$", "^", "{"),
    *("\x1b[31m", "\x00", "\x9b", "\u202e", "\u2066", "\u2028", "\x0b", "\ud800", "\u00a0", "\ufeff", "é", "דג", "语"),
)
words = st.lists(st.sampled_from([*NASTY, "word ", "word"])).map("".join)
some_words = st.tuples(words, words).map("word".join)
"""Words may begin and end with anything, but there is something to read in them."""

bars = st.sampled_from([Bar(0, 0, 4), Bar(1, 3, 4), Bar(4, 4, 4)])
nested = st.recursive(
    st.builds(Nested, some_words), lambda inner: st.builds(Nested, some_words, st.tuples(inner)), max_leaves=3
)
blocks = st.one_of(
    st.builds(Heading, some_words, st.sampled_from(["", "title", "warning"]), st.booleans()),
    st.builds(Words, some_words, st.sampled_from(["", "warning"]), st.sampled_from([0, 1, 2])),
    st.builds(Items, st.lists(some_words, min_size=1, max_size=3).map(tuple)),
    st.builds(Outline, st.lists(nested, min_size=1, max_size=2).map(tuple)),
    st.builds(Pair, some_words, some_words),
    bars,
    st.builds(Figure, st.tuples(st.builds(Mark, st.sampled_from(PLACES), st.booleans(), some_words))),
    st.builds(Trend, st.tuples(st.builds(Moment, some_words, st.none() | bars, some_words))),
    st.builds(Command, some_words),
    st.builds(Blank, some_words),
    st.just(Gap()),
)
documents = st.builds(
    Document, some_words, st.sampled_from(["en", 'x" onload="y']), st.lists(blocks, max_size=6).map(tuple), some_words
)


def plain(value: Any) -> Any:
    """The same document with harmless words."""
    match value:
        case Document():
            return Document("title", "en", tuple(map(plain, value.under_title)), "word")
        case Heading():
            return value._replace(words="word")
        case Words():
            return value._replace(text="word")
        case Items(items):
            return Items(("word",) * len(items))
        case Outline(items):
            return Outline(tuple(map(plain, items)))
        case Nested(_, below):
            return Nested("word", tuple(map(plain, below)))
        case Pair():
            return Pair("word", "word")
        case Figure(marks):
            return Figure(tuple(mark._replace(words="word") for mark in marks))
        case Trend(moments):
            return Trend(tuple(moment._replace(label="word", words="word") for moment in moments))
        case Command():
            return Command("word")
        case Blank():
            return Blank("word")
        case _:
            return value


def said(value: Any) -> Iterator[str]:
    """All words of a document, in order; but those of figures, which stand elsewhere as well."""
    match value:
        case Document():
            yield value.title
            for block in value.under_title:
                yield from said(block)
            yield f"Please remember{value.notice}"
        case Heading() | Words() | Command() | Blank() | Nested():
            yield value[0]
            yield from said(value.below) if isinstance(value, Nested) else ()
        case Items(items):
            yield from items
        case Outline(items) | Trend(items):
            yield from said(items)
        case Pair(label, text) | Moment(label, _, text):
            yield f"{label}:{text}" if isinstance(value, Pair) else f"{label}{text}"
        case tuple() if not isinstance(value, (Bar, Figure, Gap)):
            for part in value:
                yield from said(part)


def signs(found: str) -> str:
    """Every sign of a text but blanks, and what bars and rooms to fill are drawn with."""
    return "".join(sign for sign in found if not sign.isspace() and sign not in "█▒░_:")


@pytest.mark.no_cover
@given(documents)
def test_whatever_words_say_a_page_has_only_the_elements_of_the_writer(document):
    page, harmless = Page(as_html(document)), Page(as_html(plain(document)))
    assert [name for name in page.names if name != "br"] == [name for name in harmless.names if name != "br"]
    assert signs(page.words) == signs(visible("".join(said(document))))


@pytest.mark.no_cover
@given(documents)
def test_whatever_words_say_markdown_has_only_the_parts_of_the_writer(document):
    found, harmless = shown_by(as_markdown(document)), shown_by(as_markdown(plain(document)))
    without = ("text", "text_special", "hardbreak")
    assert [kind for kind in found[0] if kind not in without] == [kind for kind in harmless[0] if kind not in without]
    assert signs(found[1]) == signs(visible("".join(said(document))))


@given(documents)
def test_every_form_can_be_written_as_utf_8_without_a_control_character(document):
    for written in (as_html(document), as_markdown(document)):
        assert written.encode()
        assert visible(written) == written


# Pictures


def picture(svg: str) -> ElementTree.Element:
    return ElementTree.fromstring(svg)


def test_a_bar_is_full_where_it_is_sure_and_hatched_where_it_is_open():
    svg = picture(bar_picture(Bar(18, 20, 40)))
    assert svg.attrib["role"] == "img"
    assert svg.findtext("title") == "18 to 20 of 40 points"
    assert svg.find("rect[@class='sure']").attrib["width"] == "270"
    (open_,) = svg.findall("svg")
    assert (open_.attrib["x"], open_.attrib["width"]) == ("270", "30")
    assert open_.find("path[@class='hatch']") is not None


@pytest.mark.parametrize(("low", "wide"), [(0, "0"), (40, "600")])
def test_a_bar_without_an_open_part_has_no_hatching(low, wide):
    svg = picture(bar_picture(Bar(low, low, 40)))
    assert svg.findtext("title") == f"{low} of 40 points"
    assert svg.find("rect[@class='sure']").attrib["width"] == wide
    assert svg.findall("svg") == []


def test_the_figure_shows_every_place_that_a_bank_can_name():
    assert {place for spots in SPOTS.values() for place in spots} == set(PLACES)


def test_every_place_lies_on_the_body():
    widest, lowest = max(x for x, _ in OUTLINE), max(y for _, y in OUTLINE)
    spots = [spot for view in SPOTS.values() for spot in view.values()]
    assert [spot for spot in spots if spot.x + spot.wide > widest or spot.y + spot.high > lowest] == []


def test_a_place_bears_its_number_on_both_sides_and_a_question_mark_where_it_is_not_sure():
    figure = Figure((Mark("low_back", True, "Back"), Mark("outer_hip", False, "Hip"), Mark("groin", True, "Groin")))
    back, front = picture(body_picture(figure)).findall("g")
    assert [label.text for label in back.iter("text")] == ["Back", "1", "2?", "2?"]
    assert [label.text for label in front.iter("text")] == ["Front", "2?", "2?", "3", "3"]
    assert [group.attrib["class"] for group in back.findall("g")] == ["sure", "unsure", "unsure"]


@pytest.mark.hazard("HZ-18", "HZ-67")
def test_the_words_of_marks_stand_beside_the_figure_in_its_order():
    html = as_html(summary(report_of("full")))
    beside = html[html.index("<ol>") : html.index("</ol>")]
    assert beside == (
        "<ol><li>Pain in the groin: Often (most days)</li><li>Numb places: In the thigh (not sure)</li>"
        "<li>Numb places: In the foot</li>"
    )


def test_without_a_place_there_is_no_figure():
    assert "<figure" not in as_html(summary(report_of("all open")))
    assert "<figure" not in as_html(summary(report_of("full", SMALL)))


def block_kinds(document: Document) -> list[type[Block]]:
    return [type(block) for block in document.blocks]


def test_a_report_that_is_not_finished_shows_the_figure_with_its_answers():
    kinds = block_kinds(summary(report_of("partial")))
    assert Bar not in kinds
    assert Figure in kinds

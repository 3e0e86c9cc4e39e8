"""A report in a real browser: it reads well, prints on few pages, and no rule of accessibility is broken.

    pip install -e '.[browser]' && apt install chromium

Without both these tests are left out. CHROMIUM may name the program; then they are not.
"""

import os
import re
import shutil
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest

from hipback.bank import bank_from, default_bank_path, read_bank
from hipback.interview import Interview
from hipback.model import Answer
from hipback.render.comparison import comparison
from hipback.render.html import as_html
from hipback.render.review_html import review_html
from hipback.render.summary import summary
from hipback.render.visit import visit
from hipback.result import make_report
from hipback.reviews import make_review
from hipback.written import Written
from test_comparison import COMPARED
from test_history import DOCUMENTS

CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
if not CHROMIUM:
    pytest.skip("there is no chromium on this computer", allow_module_level=True)
if not os.environ.get("CHROMIUM"):
    pytest.importorskip("axe_playwright_python", reason="the extra `browser` is not installed")

from axe_playwright_python.sync_playwright import Axe  # noqa: E402
from playwright.sync_api import Browser, Page, sync_playwright  # noqa: E402

SHIPPED = read_bank(default_bank_path())
SMALL = Path(__file__).parent / "banks" / "small.yaml"
WIDE, NARROW = 1280, 320
MARKS = ("<script>document.title = 'run'</script>", "<img src=x onerror=\"document.title = 'run'\">")


def everything(**other: Answer) -> dict[str, Answer]:
    """Someone who has no warning sign, and of all else as much as can be."""
    given = {
        question.id: "often" if "often" in question.options else next(iter(question.options), 5)
        for question in SHIPPED.questions.values()
    }
    lists = (question for question in SHIPPED.questions.values() if question.kind == "many")
    signs = {question.id: ("none",) for question in lists if "Signs" in question.section}
    marks = {
        question.id: tuple(option for option in question.options if option != "none")
        for question in SHIPPED.questions.values()
        if question.kind == "many" and question.id not in signs
    }
    return given | marks | signs | {"back_pain": "yes", "age": 50, "about_you": ("none",)} | other


PEOPLE = {
    "full": everything(),
    "not sure": everything(outer_hip="not_sure", groin="not_sure", below_knee="skipped"),
    "partial": {"nerve_now": ("none",)},
    "stopped": everything(nerve_now=("saddle", "pee?")),
    "empty": {},
}
HISTORY = {
    **{f"history {name}": DOCUMENTS[name] for name in ("list", "trend-urgent", "show-open")},
    "compare": comparison(COMPARED["soon-gone"]),
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield started
        started.close()


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a page for each of the people, and the review of a small bank."""
    folder = tmp_path_factory.mktemp("pages")
    for name, answers in PEOPLE.items():
        report = make_report(Interview.start(SHIPPED, given=answers), ended=True)
        assert (report.status == "completed") == (name in ("full", "not sure"))
        (folder / f"{name}.html").write_text(as_html(summary(report)), encoding="utf-8")
        (folder / f"visit {name}.html").write_text(as_html(visit(report)), encoding="utf-8")
    for name, document in HISTORY.items():
        (folder / f"{name}.html").write_text(as_html(document), encoding="utf-8")
    (folder / "review.html").write_text(review_html(make_review(Written.read(str(SMALL)))), encoding="utf-8")
    return folder


def opened(browser: Browser, file: Path, width: int = WIDE, **options: Any) -> Page:
    page = browser.new_page(viewport={"width": width, "height": 800}, **options)
    page.goto(file.as_uri())
    return page


@pytest.mark.parametrize(
    ("name", "width", "colours"),
    [
        *((name, WIDE, "light") for name in PEOPLE),
        *((name, NARROW, "dark") for name in [*PEOPLE, *HISTORY, "review", "visit full"]),
    ],
)
def test_no_rule_of_accessibility_is_broken(browser, pages, name, width, colours):
    page = opened(browser, pages / f"{name}.html", width, color_scheme=colours, bypass_csp=True)
    found = Axe().run(page)
    assert found.violations_count == 0, found.generate_report()
    assert len(found.response["passes"]) > 10
    page.close()


@pytest.mark.parametrize("name", PEOPLE)
def test_a_page_asks_for_nothing_else_and_breaks_no_rule_of_its_own(browser, pages, name):
    page = browser.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.goto((pages / f"{name}.html").as_uri())
    assert asked == [(pages / f"{name}.html").as_uri()]
    assert said == []
    page.close()


@pytest.mark.parametrize("name", [*PEOPLE, *HISTORY])
def test_nothing_is_cut_off_on_a_narrow_screen(browser, pages, name):
    page = opened(browser, pages / f"{name}.html", NARROW)
    assert page.evaluate("document.documentElement.scrollWidth") <= NARROW
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize(("name", "at_most"), [("full", 3), ("not sure", 3), ("partial", 2), ("stopped", 1)])
def test_a_report_is_printed_on_few_pages(browser, pages, name, at_most, paper):
    page = opened(browser, pages / f"{name}.html")
    assert 1 <= len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) <= at_most
    page.close()


@pytest.mark.parametrize("paper", ["A4", "Letter"])
@pytest.mark.parametrize("name", PEOPLE)
def test_a_sheet_for_a_visit_is_printed_on_one_page(browser, pages, name, paper):
    page = opened(browser, pages / f"visit {name}.html")
    assert len(re.findall(rb"/Type\s*/Page\b", page.pdf(format=paper))) == 1
    page.close()


def test_the_colours_follow_the_wish_of_the_reader(browser, pages):
    page = opened(browser, pages / "full.html", color_scheme="light")
    colour = "getComputedStyle(document.body).backgroundColor"
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(colour) == "rgb(20, 23, 27)"
    page.emulate_media(media="print")
    assert page.evaluate(colour) == "rgb(255, 255, 255)"
    page.close()


@pytest.mark.parametrize("width", [WIDE, NARROW])
@pytest.mark.parametrize("name", ["full", "not sure"])
def test_the_numbers_in_the_figure_can_be_told_apart(browser, pages, name, width):
    page = opened(browser, pages / f"{name}.html", width)
    numbers = page.locator("svg.body g g text")
    boxes = [numbers.nth(place).bounding_box() for place in range(numbers.count())]
    assert len(boxes) == {"full": 17, "not sure": 13}[name]
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
    assert [box for box in boxes if box["x"] < 0 or box["x"] + box["width"] > width] == []
    page.close()


def overlap(one: dict[str, float], other: dict[str, float]) -> bool:
    return all(
        one[start] < other[start] + other[size] and other[start] < one[start] + one[size]
        for start, size in (("x", "width"), ("y", "height"))
    )


@pytest.mark.parametrize("width", [WIDE, NARROW])
def test_what_to_do_now_is_on_the_first_screen(browser, pages, width):
    page = opened(browser, pages / "stopped.html", width)
    box = page.get_by_text("Call for emergency help now").bounding_box()
    assert box["y"] + box["height"] < 800
    page.close()


def test_words_that_look_like_a_program_do_not_run(browser, tmp_path):
    title, label = ("'" + words.replace("'", "''") + "'" for words in MARKS)
    source = SHIPPED.source.decode().replace("Low back pain and the hips", title).replace("Pain in the groin", label)
    report = make_report(Interview.start(bank_from(source.encode(), "bank.yaml"), given=everything()))
    (tmp_path / "page.html").write_text(as_html(summary(report)), encoding="utf-8")
    page = opened(browser, tmp_path / "page.html", bypass_csp=True)
    assert page.evaluate("[document.scripts.length, document.images.length]") == [0, 0]
    assert page.title() == "Your summary"
    assert MARKS[1] in page.inner_text("main")
    page.close()

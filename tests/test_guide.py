"""The pages of docs/: whoever does what they tell gets what they show, they are easy to read, and every link holds."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
import textstat
from make import DOCS, FOLLOWED, TOP, followed

PAGES = sorted(DOCS.glob("*.md"))
FOR_A_PERSON = ["first-screening", "reading-your-summary", "stopping-and-going-on", "privacy", "accessibility"]


def written(name: str) -> str:
    """A page as it is."""
    return (DOCS / f"{name}.md").read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """The headings of a page, as links name them."""
    headings = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^a-z0-9 -]", "", heading.lower()).replace(" ", "-") for heading in headings}


def sections(page: str) -> Iterator[str]:
    """The words of each part of a page, without what a terminal shows, and links as their words."""
    prose = re.sub(r"^```.*?^```$|^<!--.*?-->$", "", page, flags=re.DOTALL | re.MULTILINE)
    prose = re.sub(r"\[([^\]]*)\]\([^)]*\)", r"\1", re.sub(r"`[^`]*`", "word", prose))
    for section in re.split(r"^#+ .*$", prose, flags=re.MULTILINE):
        yield re.sub(r"^- ", "", section, flags=re.MULTILINE)


@pytest.mark.parametrize("name", FOLLOWED)
def test_every_command_of_a_page_prints_what_is_shown(name):
    assert followed(written(name), TOP / "examples" / "answers.yaml") == written(name), "run docs/make.py"


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_every_link_leads_somewhere(page):
    links = re.findall(r"\]\(([^)#]*)(?:#([^)]+))?\)", page.read_text(encoding="utf-8"))
    inside = [(page.parent / file if file else page, anchor) for file, anchor in links if ":" not in file]
    assert [file for file, _ in inside if not file.exists()] == []
    assert [anchor for file, anchor in inside if anchor and anchor not in anchors(file)] == []


def test_every_page_is_in_the_list_of_all_pages():
    listed = set(re.findall(r"\]\(([\w-]+)\.md\)", written("README")))
    assert listed == {page.stem for page in PAGES} - {"README"}


@pytest.mark.parametrize("name", FOR_A_PERSON)
def test_a_page_for_a_person_is_easy_to_read(name):
    hard = {words: textstat.flesch_kincaid_grade(words) for words in sections(written(name)) if len(words.split()) > 9}
    assert {words: grade for words, grade in hard.items() if grade > 6} == {}


@pytest.mark.parametrize("name", [*FOR_A_PERSON, "record", "formats", "environment", "exit-codes", "files", "README"])
def test_no_sentence_shouts(name):
    assert "!" not in re.sub(r"<!--.*?-->", "", written(name))


@pytest.mark.parametrize("name", FOR_A_PERSON)
def test_a_page_for_a_person_has_no_percentage_and_no_long_sentence(name):
    assert "%" not in written(name)
    sentences = [sentence for words in sections(written(name)) for sentence in re.split(r"[.?:]\s|\n\n", words)]
    assert [sentence for sentence in sentences if len(sentence.split()) > 20] == []


def test_the_page_on_the_record_names_every_key():
    schema = json.loads((DOCS / "record.schema.json").read_text(encoding="utf-8"))["properties"]
    rows = re.findall(r"^\| (`.+?) \|", written("record"), re.MULTILINE)
    told = re.findall(r"`(\w+)`", " ".join(rows))
    assert set(told) == {*schema, *schema["result"]["properties"]}

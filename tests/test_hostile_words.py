"""Words that mean harm, in every field of a bank and of a record, in every form.

A bank is told twice: with harmless words, each of which can be found again, and with hostile ones in their places. What
a reader of the form then finds must be the same but for the words, and these as they were given.
"""

import csv
import io
import json
import re
from collections.abc import Callable, Iterator
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
import yaml
from markdown_it import MarkdownIt
from markdown_it.token import Token

from hipback.bank import bank_from
from hipback.cli.streams import say_all
from hipback.codebook import Codebook, results, variables
from hipback.comparison import compare
from hipback.document import Document
from hipback.errors import BankError
from hipback.explain import explain
from hipback.fhir.conformance import findings
from hipback.fhir.questionnaire import questionnaire
from hipback.fhir.response import as_fhir, response
from hipback.fhir.response_conformance import findings as findings_of_response
from hipback.history import History, Kept, Unreadable, trend_of
from hipback.interview import Interview
from hipback.labels import labels_for
from hipback.layout import visible
from hipback.lessons import make_contents, make_lesson
from hipback.model import Bank
from hipback.record import read_record
from hipback.render.as_json import as_json
from hipback.render.codebook import codebook
from hipback.render.codebook_as_csv import codebook_as_csv
from hipback.render.codebook_as_json import codebook_as_json
from hipback.render.comparison import comparison
from hipback.render.explanation import explanation
from hipback.render.explanation_as_json import explanation_as_json
from hipback.render.history import as_it_was, history_list, trend
from hipback.render.history_as_json import comparison_as_json, history_as_json
from hipback.render.html import as_html
from hipback.render.lesson import lesson_lines
from hipback.render.markdown import as_markdown
from hipback.render.narrative import narrative
from hipback.render.review import review_text
from hipback.render.review_html import review_html
from hipback.render.summary import summary
from hipback.render.text import as_lines, as_text
from hipback.render.visit import visit
from hipback.result import bank_name, make_report
from hipback.reviews import make_review
from hipback.safety import notice
from hipback.terminal import welcome
from hipback.written import Written
from hostile.words import REFUSED, WORDS
from test_terminal import Talk

pytestmark = pytest.mark.no_cover
HERE = Path(__file__).parent
SOURCE = (HERE / "banks" / "small.yaml").read_text()

# Banks

FIELDS = {
    *("title", "welcome", "notice", "section", "label", "text", "help", "why", "unit", "not_sure", "ask", "evidence"),
    "none",
}
GROUPS = {"options", "often", "yes_no", "ends"}
"""Keys below which each value is words."""

Place = tuple[str | int, ...]


def places(value: Any, path: Place = ()) -> Iterator[Place]:
    """Where in a bank people read words."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        if isinstance(part, str) and (key in FIELDS or GROUPS & {*path[-1:]}):
            yield (*path, key)
        else:
            yield from places(part, (*path, key))


def field_of(place: Place) -> str:
    """The field of a bank at a place, such as `questions.label`, without the names that its author chose."""
    return ".".join(str(key) for key in place if key in FIELDS | GROUPS or key == place[0])


WRITTEN = json.dumps(yaml.load(SOURCE, yaml.BaseLoader))
PLACES = tuple(places(json.loads(WRITTEN)))
MARK = re.compile(r"Zq(\d+)z")
HARMLESS = tuple(f"Zq{number}z" for number in range(len(PLACES)))


def bank_with(words: dict[Place, str]) -> bytes:
    """The small bank with other words in some places, as JSON, which is YAML."""
    written = json.loads(WRITTEN)
    for (*path, last), word in words.items():
        part = written
        for key in path:
            part = part[key]
        part[last] = word
    return json.dumps(written, ensure_ascii=False).encode("utf-8", "surrogatepass")


def hostile_words(turn: int) -> tuple[str, ...]:
    """A word for each place. In as many turns as there are words, each of them stands in each place."""
    return tuple(WORDS[(turn + number) % len(WORDS)] for number in range(len(PLACES)))


def as_read(word: str) -> str:
    """How a word stands in a bank that was read: tabs are blanks, and there are none around it."""
    return word.replace("\t", " ").strip()


# What is told of a bank

NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
FULL = NO_SIGNS | {"groin": "often", "socks": "some", "socks_cause": "hip", "numb": ("foot",), "rest_pain": 3}
PEOPLE = {
    "finished": FULL,
    "soon": FULL | {"soon": "yes", "socks": "not_sure", "numb": ("none",)},
    "stopped": FULL | {"now": ("saddle", "pee?")},
    "not made for them": FULL | {"age": 12},
    "not finished": {"now": ("none",), "today": ("none",)},
}
TYPED = [line for reply in ["3", "3", "2", "50", "1", "2", "1", "1", "3"] for line in ("help", "why", reply)]


class Told(NamedTuple):
    """What was told: its form, such as `html`, and the whole text."""

    form: str
    text: str


Find = Callable[[str], Any]


def all_told(bank: Bank, written: Written) -> Iterator[tuple[str, Told]]:
    """By name all that hipback can tell of a bank, in every form."""
    for name, answers in PEOPLE.items():
        yield from ((f"{name} {what}", told) for what, told in of_person(bank, answers))
    yield "form", Told("fhir", as_fhir(questionnaire(bank)))
    columns = Codebook(bank_name(bank), variables(bank), results(bank), notice(bank))
    yield from documents("codebook", codebook(columns))
    yield "codebook as csv", Told("csv", codebook_as_csv(columns))
    yield "codebook as json", Told("json", codebook_as_json(columns))
    lessons = [make_contents(bank), *(make_lesson(bank, name) for name in (*bank.chapters, *topics(bank)))]
    yield "lessons", Told("text", as_words(line.text for lesson in lessons for line in lesson_lines(lesson, 60)))
    review = make_review(written)
    yield "review", Told("sheet", review_text(review, 70))
    yield "review as html", Told("html", review_html(review))
    yield "terminal", Told("text", interview(bank))


def topics(bank: Bank) -> list[str]:
    return [topic.id for chapter in bank.chapters.values() for topic in chapter.topics]


def as_words(lines: Iterator[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


def interview(bank: Bank) -> str:
    """What is said at a terminal to someone who asks for all help, and finishes."""
    told = Talk(TYPED)
    welcome(bank, told.screen, "2026-11-22")
    assert told.hold(Interview.start(bank)).last.question is None
    return as_words(iter(told.lines))


def of_person(bank: Bank, answers: dict[str, Any]) -> Iterator[tuple[str, Told]]:
    begun = Interview.start(bank, given=answers)
    report = make_report(begun, ended=True)
    yield from documents("summary", summary(report))
    yield from documents("visit", visit(report))
    yield "record", Told("json", as_json(report))
    form = questionnaire(bank)
    yield "response", Told("fhir", as_fhir(response(report, bank, form, narrative(report))))
    why = explain(begun, report)
    yield from documents("explanation", explanation(why))
    yield "explanation as json", Told("json", explanation_as_json(why))


def documents(name: str, document: Document) -> Iterator[tuple[str, Told]]:
    """A document in every form in which it can be read."""
    yield f"{name} as text", Told("text", as_text(document))
    yield f"{name} on a terminal", Told("rich", in_colour(document))
    yield f"{name} as markdown", Told("markdown", as_markdown(document))
    yield f"{name} as html", Told("html", as_html(document))


def in_colour(document: Document) -> str:
    stream = io.StringIO()
    say_all(as_lines(document, 100, ascii_only=False), stream, colour=True)
    return stream.getvalue()


# What a reader of a form finds in it: its parts, and the words in them


def in_text(told: str) -> tuple[Any, str]:
    return None, re.sub(r"\[[#?.]{8,}\]", "", told)


def in_rich(told: str) -> tuple[Any, str]:
    """Only colours are allowed, each of which ends."""
    words = re.sub(r"\x1b\[(0|1|33|36|1;33|1;36)m|[█▒░]{8,}", "", told)
    assert "\x1b" not in words
    return None, words


def in_markdown(told: str) -> tuple[Any, str]:
    """By CommonMark, and the tables and strokes of GitHub."""
    parser = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    tokens = list(inside(parser.parse(told)))
    kinds = [token.type for token in tokens if token.type not in ("text", "text_special", "hardbreak", "softbreak")]
    return kinds, "".join(token.content for token in tokens if not token.children)


def inside(tokens: list[Token]) -> Iterator[Token]:
    for token in tokens:
        if token.type == "inline":
            yield from inside(token.children or [])
        else:
            yield token


class Page(HTMLParser):
    """The elements of a page with all of their attributes, and its words."""

    def __init__(self, told: str) -> None:
        super().__init__()
        self.elements: list[Any] = []
        self.words = ""
        self.feed(told)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.words += " "
        if tag != "br":
            self.elements.append((tag, attrs))

    def handle_endtag(self, tag: str) -> None:
        self.elements.append(tag)

    def handle_data(self, data: str) -> None:
        self.words += data

    def handle_comment(self, data: str) -> None:
        self.elements.append(("comment", data))

    def handle_decl(self, decl: str) -> None:
        self.elements.append(("declaration", decl))

    def handle_pi(self, data: str) -> None:
        self.elements.append(("instruction", data))

    def unknown_decl(self, data: str) -> None:
        self.elements.append(("declaration", data))


def in_html(told: str) -> tuple[Any, str]:
    page = Page(told)
    return page.elements, page.words


def in_xml(told: str) -> tuple[Any, str]:
    root = ElementTree.fromstring(told)
    return [(part.tag, part.attrib) for part in root.iter() if not part.tag.endswith("}br")], "".join(root.itertext())


def once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    assert len({key for key, _ in pairs}) == len(pairs)
    return dict(pairs)


def in_json(told: str) -> tuple[Any, list[str]]:
    """Its shape, and all texts in their order; digests are of each bank alone."""
    texts: list[str] = []

    def shape(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: shape(part) for key, part in value.items()}
        if isinstance(value, list):
            return [shape(part) for part in value]
        if isinstance(value, str):
            texts.append(value)
            return "text"
        return value

    found = shape(json.loads(told, object_pairs_hook=once, parse_constant=pytest.fail))
    return found, texts


def in_fhir(told: str) -> tuple[Any, list[str]]:
    """As JSON, in which one text is XHTML and two are Markdown."""
    found = json.loads(told)
    parts = []
    for holder, key, reader in (
        (found.get("text", {}), "div", in_xml),
        (found, "description", in_markdown),
        (found, "purpose", in_markdown),
    ):
        if key in holder:
            part, words = reader(holder[key])
            parts.append(part)
            holder[key] = "".join(words.split())
    shape, texts = in_json(json.dumps(found))
    return [shape, parts], texts


def in_csv(told: str) -> tuple[Any, list[str]]:
    rows = list(csv.reader(io.StringIO(told, newline=""), strict=True))
    cells = [cell for row in rows for cell in row]
    assert [cell for cell in cells if cell.startswith(FORMULA)] == []
    return [len(row) for row in rows], cells


READERS: dict[str, Callable[[str], tuple[Any, Any]]] = {
    "text": in_text,
    "rich": in_rich,
    "sheet": in_text,
    "markdown": in_markdown,
    "html": in_html,
    "json": in_json,
    "fhir": in_fhir,
    "csv": in_csv,
}


FORMULA = tuple("=+-@\t\r\uff1d\uff0b\uff0d\uff20")
DIGEST = re.compile("[0-9a-f]{64}|[0-9a-f]{32}")


def found_in(told: Told, words: tuple[str, ...] = ()) -> tuple[Any, list[str]]:
    """The parts and the words of a form, with other words in place of the harmless ones.

    Blanks make no difference, and a digest is of one bank alone. In CSV an apostrophe stands before a formula. On a
    sheet headings are underlined, as long as they are.
    """
    assert told.form == "rich" or visible(told.text) == told.text
    parts, texts = READERS[told.form](told.text)
    found = []
    for text in [texts] if isinstance(texts, str) else texts:
        text = DIGEST.sub("DIGEST", MARK.sub(lambda mark: words[int(mark[1])], text))
        text = re.sub("[-=_]", "", text) if told.form == "sheet" else text
        formula = told.form == "csv" and text.startswith(FORMULA)
        found.append("".join(f"'{text}".split() if formula else text.split()))
    return parts, found


@cache
def harmless() -> dict[str, Told]:
    """What is told of the bank with harmless words."""
    return dict(all_told(*read(HARMLESS)))


def read(words: tuple[str, ...]) -> tuple[Bank, Written]:
    source = bank_with(dict(zip(PLACES, words, strict=True)))
    return bank_from(source, "bank.yaml"), Written.of(source, "bank.yaml")


def test_every_field_of_a_bank_is_tried_in_many_forms():
    seen: dict[int, set[str]] = {number: set() for number in range(len(PLACES))}
    for told in harmless().values():
        for number in MARK.findall(told.text):
            seen[int(number)].add(told.form)
    assert [PLACES[number] for number, forms in seen.items() if len(forms) < 2] == []
    assert len({field_of(place) for place in PLACES}) >= 30
    assert len(WORDS) >= 60
    assert len(READERS) >= 6


@pytest.mark.hazard("HZ-05")
def test_r01_hostile_words_of_a_bank_come_out_letter_by_letter(tries, figure):
    """R01, R02, R06, R07, R08, R18: each form has its own parts and no others, and the words are those given."""
    turns, cells, wrong = tries(range(0, len(WORDS), 64), range(len(WORDS))), 0, []
    for turn in turns:
        words = hostile_words(turn)
        told = dict(all_told(*read(words)))
        assert told.keys() == harmless().keys()
        for name, plain in harmless().items():
            cells += len({*MARK.findall(plain.text)})
            if found_in(told[name]) != found_in(plain, tuple(map(as_read, words))):
                wrong.append((turn, name))
    figure("words", "hostile words, in each field and each form", cells, escapes=len(wrong), requests=0)
    assert wrong == []


def test_r07_hostile_words_break_no_rule_of_fhir(tries):
    broken = []
    for turn in tries((11,), range(0, len(WORDS), 5)):
        bank, _ = read(hostile_words(turn))
        form = questionnaire(bank)
        broken += [*findings(form), *findings(questionnaire(bank, "R5"), "R5")]
        for answers in PEOPLE.values():
            report = make_report(Interview.start(bank, given=answers), ended=True)
            broken += findings_of_response(response(report, bank, form, narrative(report)), form)
    assert broken == []


@pytest.mark.hazard("HZ-05")
def test_r09_what_nobody_can_see_is_refused_in_every_field_of_a_bank(tries, figure):
    cells = [(place, word) for place in PLACES for word in REFUSED.values()][:: tries(49, 1)]
    taken = [cell for cell in cells if not is_refused(*cell)]
    figure("words", "signs that nobody can see, in each field of a bank", len(cells), taken=len(taken))
    assert taken == []


def is_refused(place: Place, word: str) -> bool:
    """Whether the bank is refused for it, and the message brings no such sign."""
    with pytest.raises(BankError) as caught:
        bank_from(bank_with({place: word}), "bank.yaml")
    return bool(re.match(r"bank\.yaml:1:\d+: HB10[24] ", str(caught.value))) and visible(str(caught.value)) == str(
        caught.value
    )


# Records: what one says in its own words


def record_source(person: str) -> str:
    return as_json(make_report(Interview.start(SMALL, given=PEOPLE[person]), STARTED, FINISHED, ended=True))


STARTED, FINISHED = "2026-11-22T20:00:00+00:00", "2026-11-22T20:06:10+00:00"
SMALL = bank_from(SOURCE.encode(), "small.yaml")
SAID = {"text", "label", "because", "care", "ask_your_professional", "actions", "notice", "references"}


def said_in(value: Any, path: Place = ()) -> Iterator[Place]:
    """Where in a record there are words."""
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, part in pairs:
        if isinstance(part, str) and part and SAID & {key, *path[-1:]}:
            yield (*path, key)
        else:
            yield from said_in(part, (*path, key))


def with_words(record: str, words: list[str]) -> bytes:
    written = json.loads(record)
    for (*path, last), word in zip(said_in(json.loads(record)), words, strict=True):
        part = written
        for key in path:
            part = part[key]
        part[last] = word
    return json.dumps(written, ensure_ascii=False).encode("utf-8", "surrogatepass")


def of_record(source: bytes, names: tuple[str, ...]) -> Iterator[tuple[str, Told]]:
    """All that is told of a record that was kept, in its own words, and of files beside it with these names."""
    record = read_record(source, "record.json")
    kept = Kept("00000001", "/home/record-00000001.json", record, labels_for("", []))
    other = Kept("00000002", "/home/record-00000002.json", SOON, labels_for("", []))
    yield from documents("record", as_it_was(kept, ()))
    beside = tuple(Unreadable(name, f"/home/{name}", "it is damaged", True) for name in names)
    found = History("/home", (kept,), unreadable=beside)
    yield from documents("list", history_list(found, record.notice))
    yield "list as json", Told("json", history_as_json(found, record.notice))
    yield from documents("comparison", comparison(compare(kept, other)))
    yield "comparison as json", Told("json", comparison_as_json(compare(kept, other)))
    if record.scored:
        yield from documents("trend", trend(trend_of([kept]), kept))


SOON = read_record(record_source("soon").encode(), "soon.json")


@pytest.mark.hazard("HZ-05")
@pytest.mark.parametrize("person", PEOPLE)
def test_r01_hostile_words_of_a_record_come_out_letter_by_letter(person, tries, figure):
    record = record_source(person)
    count = len(list(said_in(json.loads(record))))
    plain = dict(of_record(with_words(record, list(HARMLESS[:count])), HARMLESS[:3]))
    cells, wrong = 0, []
    for turn in tries(range(7, len(WORDS), 60), range(len(WORDS))):
        words = [WORDS[(turn + number) % len(WORDS)] for number in range(max(count, 3))]
        told_words = words[:count]
        told = dict(of_record(with_words(record, told_words), tuple(map(as_read, words[:3]))))
        for name in plain:
            cells += len({*MARK.findall(plain[name].text)})
            if found_in(told[name]) != found_in(plain[name], tuple(map(as_read, words))):
                wrong.append((turn, name))
    figure("words", f"hostile words, in each field of a record ({person})", cells, escapes=len(wrong))
    assert wrong == []

"""Every text that a person can meet: how easily it reads, how long its sentences are, and what it never says.

What is never said stands in `hipback.lint.wording`, for every bank; here the texts of the program are looked at too.

Easily means the Flesch-Kincaid grade, computed by textstat with the syllables of a dictionary of sounds. A formula
is no reader: it finds long words and long sentences, and nothing else.
"""

import ast
import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import pytest
import textstat

import hipback
from hipback.bank import default_bank_path, read_bank
from hipback.lint.wording import (
    CHANCES,
    DISEASES,
    EASY,
    FRIGHTENING,
    GRADED_FROM,
    LONGEST_SENTENCE,
    URGENT,
    VERDICTS,
    said,
)
from hipback.model import Bank, Flag, Question, Urgency
from hipback.render.warning import TITLES
from hipback.safety import ACTIONS

BANK = read_bank(default_bank_path())
AS_LONG_AS = {
    "apixaban": "emergency",
    "parkinson's": "another",
    "piriformis": "emergency",
    "physiotherapist": "responsibility",
    "physiotherapists": "responsibility",
    "physiotherapy": "responsibility",
    "prednisone": "another",
    "scaly": "other",
    "warfarin": "another",
}
"""Words that the dictionary does not have and textstat would count too short: each is read as one as long as it."""

SPEAKING = [
    *["render/history.py", "render/comparison.py", "render/shared.py", "cli/forget.py"],
    *["safety.py", "terminal.py", "lessons.py", "cli/session.py", "cli/resume.py"],
    *["render/text.py", "render/lesson.py", "render/lines.py", "render/explanation.py", "render/reasons.py"],
    *["render/scores.py", "render/subjects.py", "render/what_if.py", "render/whole.py"],
    *["render/visit.py", "render/warning.py"],
]
"""Where the program speaks to everyone. What it says of wrong options and wrong banks is for those who write them."""

JUDGING = [*VERDICTS, *CHANCES]


class Page(NamedTuple):
    """What is read together, part by part, and the highest grade that it may have."""

    place: str
    parts: Mapping[str, str]
    most: int = EASY


# All that can be met


def pages(bank: Bank) -> Iterator[Page]:
    """The texts of a bank. Citations are for looking up, and not for reading."""
    yield Page("welcome", {"title": bank.title, "text": bank.welcome})
    yield Page("notice", {"text": bank.notice})
    yield Page("without_flags", {"text": bank.without_flags})
    for question in bank.questions.values():
        yield Page(f"question {question.id}", dict(_put(question)))
        yield Page(f"help of {question.id}", {"text": question.help})
        yield Page(f"why of {question.id}", {"text": question.why})
    yield from results(bank)
    for chapter in bank.chapters.values():
        yield Page(f"chapter {chapter.id}", {"title": chapter.title, "text": chapter.text})
    yield from topics(bank, advice=False)
    yield from topics(bank, advice=True)


def results(bank: Bank) -> Iterator[Page]:
    """What a bank says about a person."""
    for flag in bank.flags.values():
        yield Page(f"label of flag {flag.id}", {"label": flag.label})
        yield Page(f"text of flag {flag.id}", {"text": flag.text}, _most(flag))
        yield Page(f"not_sure of flag {flag.id}", {"text": flag.not_sure}, _most(flag))
    for indicator in bank.indicators.values():
        domains = {f"domain {domain.id}": domain.title for domain in indicator.domains}
        yield Page(f"indicator {indicator.id}", {"title": indicator.title} | domains)
        for band in indicator.bands:
            yield Page(f"band {indicator.id}.{band.id}", {"title": band.label, "text": band.text})
    for headline in bank.headlines:
        yield Page(f"headline {headline.id}", {"text": headline.text})
    for pattern in bank.patterns:
        yield Page(f"pattern {pattern.id}", {"title": pattern.title, "text": pattern.text, "ask": pattern.ask})
    for rule in bank.suppressions.values():
        yield Page(f"suppression {rule.id}", {"label": rule.title, "text": rule.text})


def topics(bank: Bank, advice: bool) -> Iterator[Page]:
    """What can be learned; advice comes with a summary as well."""
    for chapter in bank.chapters.values():
        for topic in chapter.topics if chapter.advice == advice else ():
            parts = {"section": topic.section, "title": topic.title, "text": topic.text, "evidence": topic.evidence}
            yield Page(f"topic {topic.id}", parts)


def what_to_do() -> Iterator[Page]:
    """What the program itself says of each urgency."""
    for urgency, actions in ACTIONS.items():
        parts = {"title": TITLES[urgency]} | {f"action {number}": text for number, text in enumerate(actions, 1)}
        yield Page(f"what to do: {urgency.word}", parts, URGENT if urgency >= Urgency.SAME_DAY else EASY)


def spoken(modules: Iterable[str]) -> Iterator[Page]:
    """Every string of two words or more in some modules; what is filled in is read as "one"."""
    for module in modules:
        tree = ast.parse((Path(hipback.__file__).parent / module).read_text())
        yield Page(f"hipback/{module}", {place: text for place, text in _strings(tree) if len(text.split()) > 1})


def _put(question: Question) -> Iterator[tuple[str, str]]:
    yield from {"section": question.section, "label": question.label, "text": question.text}.items()
    yield from ((f"option {option}", label) for option, label in question.options.items())
    yield from {"unit": question.unit, "end 0": question.ends[0], "end 10": question.ends[1]}.items()


def _most(flag: Flag) -> int:
    return URGENT if flag.urgency >= Urgency.SAME_DAY else EASY


def _strings(tree: ast.Module) -> Iterator[tuple[str, str]]:
    docstrings = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    pieces = {piece for node in ast.walk(tree) if isinstance(node, ast.JoinedStr) for piece in node.values}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant | ast.JoinedStr) and node not in docstrings | pieces:
            yield f"line {node.lineno}, column {node.col_offset}", _string(node)


def _string(node: ast.expr) -> str:
    match node:
        case ast.Constant(value=str(text)):
            return text
        case ast.JoinedStr(values=parts):
            return "".join(_string(part) or "one" for part in parts)
        case _:
            return ""


PAGES = [*pages(BANK), *what_to_do(), *spoken(SPEAKING)]
RESULTS = [*results(BANK), *topics(BANK, advice=True), *what_to_do(), *spoken(["safety.py", "render/text.py"])]


# How it reads


def too_hard(page: Page) -> list[str]:
    """What of a page has too high a grade: each text by itself, and the page as a whole."""
    whole = " ".join(text if text.endswith((".", "?", "!")) else f"{text}." for text in page.parts.values() if text)
    texts = {part: text for part, text in {**page.parts, "all": whole}.items() if len(text.split()) >= GRADED_FROM}
    graded = [(part, grade(text), text) for part, text in texts.items()]
    return [f"{part}: grade {found:.1f}: {text}" for part, found, text in graded if found > page.most]


def grade(text: str) -> float:
    """The Flesch-Kincaid grade, in which a number counts as a word of one syllable."""
    return textstat.flesch_kincaid_grade(read(text))


def read(text: str) -> str:
    """A text in words that can be counted. No dictionary has all pairs with a hyphen: they are read as two words."""
    known = re.sub(r"[\w']+", lambda found: AS_LONG_AS.get(found[0].lower(), found[0]), text)
    return known.replace("-", " ")


def too_long(page: Page) -> list[str]:
    """Sentences of too many words. A colon ends none; a label is one."""
    sentences = [sentence for text in page.parts.values() for sentence in re.split(r"(?<=[.?!])\s+", text)]
    return [sentence for sentence in sentences if len(sentence.split()) > LONGEST_SENTENCE]


@pytest.mark.hazard("HZ-11", "HZ-71")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.place)
def test_it_is_easy_to_read(page):
    assert too_hard(page) == []


@pytest.mark.hazard("HZ-11", "HZ-71")
def test_no_sentence_is_longer_than_20_words():
    assert [(page.place, sentence) for page in PAGES for sentence in too_long(page)] == []


@pytest.mark.parametrize(
    ("word", "syllables"),
    [("numb", 1), ("numbness", 2), ("genitals", 3), ("emergency", 4), ("examination", 5), ("physiotherapist", 6)],
)
def test_syllables_are_counted_as_they_are_said(word, syllables):
    assert textstat.syllable_count(read(word)) == syllables


def test_a_hard_text_is_found():
    page = Page("here", {"title": "Osteoarthritis", "text": "Immediate medical evaluation is recommended."})
    assert [found.partition(":")[0] for found in too_hard(page)] == ["text", "all"]


def test_a_long_sentence_is_found():
    assert too_long(Page("here", {"text": f"It is short. {'It is long ' * 7}now."})) == [f"{'It is long ' * 7}now."]


# What is never said


def says(words: str, text: str) -> bool:
    return bool(said((words,), text))


def saying(words: str, pages: Iterable[Page]) -> list[str]:
    return [f"{page.place}: {text}" for page in pages for text in page.parts.values() if says(words, text)]


def told(pages: Iterable[Page]) -> Iterator[Page]:
    """What a result adds to the labels, which a person knew; without advice, which may say for whom it is not."""
    for page in pages:
        if not page.place.startswith("topic "):
            yield page._replace(parts={part: text for part, text in page.parts.items() if part != "label"})


@pytest.mark.hazard("HZ-24")
@pytest.mark.parametrize("words", FRIGHTENING)
def test_nothing_frightens(words):
    assert saying(words, PAGES) == []


@pytest.mark.hazard("HZ-12", "HZ-13", "HZ-31")
@pytest.mark.parametrize("words", JUDGING)
def test_no_result_judges_or_gives_a_chance(words):
    assert saying(words, RESULTS) == []


@pytest.mark.hazard("HZ-31")
def test_no_topic_gives_a_figure():
    topics_of_bank = [topic for chapter in BANK.chapters.values() for topic in chapter.topics]
    texts = [text for topic in topics_of_bank for text in (topic.title, topic.text, topic.evidence)]
    assert [text for text in texts if re.search(r"\d", text)] == []


@pytest.mark.hazard("HZ-12")
@pytest.mark.parametrize("words", DISEASES)
def test_no_result_names_a_disease(words):
    assert saying(words, told(RESULTS)) == []


@pytest.mark.parametrize(
    "text",
    [
        "You have a sore hip.",
        "This is unlikely.",
        "Your risk score is 12.",
        "This is probably your back.",
        "It is improbable.",
        "Your pain is severe.",
        "The test is positive.",
        "A doctor can diagnose it.",
        "About 12 % of people feel this.",
        "About 12% of people feel this.",
        "About 12 per cent feel this.",
        "About 12 percent feel this.",
        "About 1 in 10 people feel this.",
        "Nine out of ten get better.",
    ],
)
def test_a_judgement_is_found(text):
    assert [words for words in JUDGING if says(words, text)] != []


@pytest.mark.parametrize(
    "text", ["Degenerative changes", "Wear and tear", "A worn-out joint", "It is crumbling.", "A misaligned hip"]
)
def test_a_frightening_word_is_found(text):
    assert [words for words in FRIGHTENING if says(words, text)] != []


@pytest.mark.parametrize("text", ["It may be cancer.", "Osteoarthritis", "A blood clot", "Spinal stenosis"])
def test_a_disease_is_found(text):
    assert [words for words in DISEASES if says(words, text)] != []


@pytest.mark.parametrize(
    "text",
    ["A brisk walk", "Change position often.", "Name several signs.", "It is not a diagnosis.", "Put on your clothes."],
)
def test_plain_words_are_let_through(text):
    assert [words for words in (*FRIGHTENING, *JUDGING, *DISEASES) if says(words, text)] == []

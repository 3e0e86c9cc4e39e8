"""The reading grade, and how far it agrees with textstat, which has a dictionary of sounds."""

import re
from pathlib import Path

import pytest
import textstat

from hipback.bank import default_bank_path
from hipback.lint.grade import grade, sentences, syllables, words
from hipback.lint.wording import EASY, GRADED_FROM, texts_of
from hipback.written import Written

TEXTS = [text.words for text in texts_of(Written.read(default_bank_path())) if len(words(text.words)) >= GRADED_FROM]
HARD = [
    "Immediate medical evaluation is recommended.",
    "Osteoarthritis is a degenerative condition of the joint.",
    "Please consult your physiotherapist prior to commencing any exercise programme.",
    "Your symptoms are consistent with neurological involvement of the lower extremities.",
    "Persistent inflammation may necessitate additional investigation by a rheumatologist.",
    "The examination identified a significant limitation of internal rotation.",
    "Numerous individuals experience radiating discomfort following prolonged sitting.",
    "Seek urgent assistance if you notice deteriorating sensation or diminished bladder control.",
    "Anti-inflammatory medication is contraindicated during pregnancy.",
    "Reassurance and education are the principal components of conservative management.",
    "Avoid provocative activities and gradually increase your tolerance for physical exertion.",
    "A previous fracture substantially increases vulnerability to subsequent injuries.",
    "Kindly indicate the frequency with which you encounter difficulties ascending the stairs.",
    "The questionnaire evaluates potential contributions of the hip to lumbar symptoms.",
    "Associated abdominal pain requires immediate attention from emergency personnel.",
]


def textstat_grade(text: str) -> float:
    """As tests/test_words.py grades: pairs with a hyphen are two words."""
    return textstat.flesch_kincaid_grade(text.replace("-", " "))


# How it counts


@pytest.mark.parametrize(
    ("count", "spoken"),
    [
        (1, "a the hope asked walked called aches through you knee 5 1984 mm hmm caused eased don't you're they'll"),
        (
            2,
            "wanted boxes muscle settled being quiet's able hopeful headaches safely movement someone didn't isn't",
        ),
        (3, "period medium area ideas easier usual's element's radiate anyone positive everything"),
        (4, "emergency diagnosis diagnosing diabetes reassurance radiating society dialysis experience"),
        (5, "rheumatologist examination association individual university"),
        (6, "physiotherapist osteoarthritis responsibility irritability"),
    ],
)
def test_syllables_are_counted_as_a_word_is_said(count, spoken):
    assert {word: syllables(word) for word in spoken.split()} == dict.fromkeys(spoken.split(), count)


def test_capitals_and_curly_apostrophes_change_nothing():
    assert [syllables(word) for word in words("Emergency EMERGENCY doesn\N{RIGHT SINGLE QUOTATION MARK}t")] == [4, 4, 2]


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Sit down. Rest!  Better?", ["Sit down.", "Rest!", "Better?"]),
        ("Move often, e.g. walk, i.e. do not sit.", ["Move often, e.g. walk, i.e. do not sit."]),
        ("Ask Dr. Who, vs. Mr. Smith. Then rest.", ["Ask Dr. Who, vs. Mr. Smith.", "Then rest."]),
        (
            "Walks, swims, etc. are fine. Or rest etc. Go on.",
            ["Walks, swims, etc. are fine.", "Or rest etc.", "Go on."],
        ),
        ("It takes 1.5 hours (or more.) Then it ends", ["It takes 1.5 hours (or more.)", "Then it ends"]),
        ('He said "Stop." We did.', ['He said "Stop."', "We did."]),
        ("Try these:\nWalk\nSwim", ["Try these:", "Walk", "Swim"]),
        ("One line that\ngoes on below.", ["One line that goes on below."]),
        ("No end", ["No end"]),
        ("  ", []),
    ],
)
def test_a_sentence_ends_where_a_reader_stops(text, parts):
    assert sentences(text) == parts


def test_words_are_what_is_said():
    assert words("Well-known: call 116-123, or don't (at 1:30).") == [
        *["Well", "known", "call", "116", "123", "or", "don't", "at", "1:30"],
    ]


def test_the_grade_is_that_of_the_formula():
    assert grade("The cat sat on the mat.") == pytest.approx(0.39 * 6 + 11.8 - 15.59)
    assert grade("We ask about your answers. They stay here.") == pytest.approx(0.39 * 8 / 2 + 11.8 * 10 / 8 - 15.59)


def test_a_very_short_sentence_makes_nothing_easier():
    assert grade("Call now. Medical evaluation is recommended.") == pytest.approx(0.39 * 6 / 1 + 11.8 * 15 / 6 - 15.59)


@pytest.mark.parametrize("text", ["", "...", " - "])
def test_what_has_no_words_has_no_grade(text):
    assert grade(text) == 0


# How far it agrees


def test_nearly_every_text_of_the_shipped_bank_has_the_grade_that_textstat_finds():
    apart = sorted(abs(grade(text) - textstat_grade(text)) for text in TEXTS)
    assert len(TEXTS) > 700
    assert apart[int(0.98 * len(TEXTS))] <= 0.5
    assert apart[-1] <= 2


@pytest.mark.parametrize("text", HARD)
def test_a_hard_text_is_found_wherever_textstat_finds_it(text):
    assert textstat_grade(text) > EASY + 1
    assert grade(text) > EASY


def test_no_text_passes_that_textstat_puts_more_than_one_grade_above_the_limit():
    docs = Path(__file__).parents[1] / "docs"
    pieces = [piece for file in docs.glob("*.md") for piece in re.split(r"\n\s*\n", file.read_text(encoding="utf-8"))]
    prose = [" ".join(piece.split()) for piece in pieces if not re.search(r"[|`#{}\[\]<>*:=]", piece)]
    graded = [text for text in (*prose, *TEXTS, *HARD) if len(words(text)) >= GRADED_FROM]
    assert [text for text in graded if grade(text) <= EASY and textstat_grade(text) > EASY + 1] == []


def test_the_longest_word_takes_no_time():
    assert syllables("ba" * 1_000_000) == 1_000_000

"""Which questions decide: the counts are what trying every other answer of every person comes to."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from jsonschema import validate

from generated import banks
from hipback.cohort import Chances, Cohort
from hipback.engine import Engine
from hipback.facts import PersonFacts
from hipback.influence import Influence, OfQuestion, OnScore, influence_in
from hipback.interview import Sign
from hipback.model import NONE, Answer, Bank, Question, Urgency
from hipback.people import People, everyone
from hipback.render.html import as_html
from hipback.render.influence import influence
from hipback.render.markdown import as_markdown
from hipback.render.text import as_text
from hipback.safety import NOTICE
from test_cli import run

SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "influence.schema.json").read_text(encoding="utf-8"))
EXPECTED = Path(__file__).parent / "expected"
SMALL = Path(__file__).parent / "banks" / "small.yaml"
CALM = {
    "now": [("none",)],
    "today": [("none",)],
    "soon": ["no"],
    "age": [30],
    "groin": ["rarely"],
    "socks": ["no"],
    "numb": [("none",)],
    "rest_pain": [0],
}


# By trying


class Came:
    """What comes out for one person with these answers."""

    def __init__(self, bank: Bank, answers: Mapping[str, Answer]) -> None:
        self.engine = engine = Engine(bank, PersonFacts(answers))
        truths = [(flag, engine.holds(flag.when)) for flag in bank.flags.values()]
        signs = [Sign(flag, "yes" if truth.yes else "not_sure") for flag, truth in truths if not truth.no]
        self.scored = not any(sign.stops for sign in signs)
        self.urgency = max((sign.urgency for sign in signs), default=Urgency.ROUTINE)
        self.points = {id: engine.score(id).low for id in bank.indicators}
        self.bands = {id: named_band(engine, id) for id in bank.indicators}


def named_band(engine: Engine, indicator: str) -> str | None:
    bands = [band.id for band in engine.bank.indicators[indicator].bands]
    return next((band for band in bands if engine.in_band(indicator, frozenset({band})).yes), None)


def other_answers(question: Question, answer: Answer | None) -> Iterator[Answer]:
    """Every other option or number; of several options one more, one less, or none."""
    if question.kind == "one":
        yield from question.options
    elif question.kind != "many":
        yield from range(question.low, question.high + 1)
    else:
        marks = answer if isinstance(answer, tuple) else ()
        yield (NONE,)
        for option in question.options.keys() - {NONE}:
            rest = tuple(mark for mark in marks if mark not in (option, f"{option}?"))
            yield (*(mark for mark in rest if mark != NONE), option)
            yield rest or (NONE,)


def tried(bank: Bank, people: People) -> dict[str, OfQuestion]:
    """The influence of each question, by trying out every answer of every person."""
    found = {}
    persons = [people.answers(number) for number in range(people.size)]
    before = [Came(bank, answers) for answers in persons]
    for question in bank.questions.values():
        asked = [number for number, came in enumerate(before) if came.engine.asked(question.id).yes]
        after = {
            number: [
                Came(bank, {**persons[number], question.id: other})
                for other in other_answers(question, persons[number].get(question.id))
            ]
            for number in asked
        }
        scored = {number: [came for came in after[number] if came.scored] for number in asked if before[number].scored}
        indicators = {id: on_score(id, before, scored) for id in bank.indicators}
        urgency = sum(any(came.urgency != before[number].urgency for came in after[number]) for number in asked)
        found[question.id] = OfQuestion(len(asked), len(scored), urgency, indicators)
    return found


def on_score(id: str, before: list[Came], after: Mapping[int, list[Came]]) -> OnScore:
    spans = []
    for number, others in after.items():
        points = [came.points[id] for came in (before[number], *others)]
        spans.append(max(points) - min(points))
    moved = sum(any(came.bands[id] != before[number].bands[id] for came in others) for number, others in after.items())
    return OnScore(moved, max(spans, default=0), sum(spans))


def with_all_indicators(found: Influence) -> dict[str, OfQuestion]:
    """An indicator that does not hang on a question is not moved by it."""
    still = dict.fromkeys(found.titles, OnScore())
    return {id: of._replace(indicators={**still, **of.indicators}) for id, of in found.questions.items()}


@given(banks, st.integers(0, 9999), st.booleans(), st.sampled_from([0.0, 0.3]))
@settings(max_examples=60)
def test_the_counts_are_what_trying_every_answer_comes_to(bank, seed, uniform, missing):
    (people,) = Cohort(bank, Chances(seed, open=0.2, missing=missing, uniform=uniform)).people(6)
    assert with_all_indicators(influence_in(bank, [people])) == tried(bank, people)


def test_the_counts_of_the_small_bank_are_what_trying_every_answer_comes_to(small):
    (people,) = Cohort(small, Chances(seed=4)).people(20)
    assert with_all_indicators(influence_in(small, [people])) == tried(small, people)


# What counts


def of_one(bank: Bank, question: str, **changed: Answer) -> OfQuestion:
    """The influence of a question on one calm person with some other answers."""
    ways = {**CALM, **{id: [answer] for id, answer in changed.items()}}
    return influence_in(bank, [everyone(ways)]).questions[question]


@pytest.mark.parametrize(
    ("question", "changed", "expected"),
    [
        ("groin", {}, OfQuestion(1, 1, 0, {"hip": OnScore(1, 4, 4)})),
        ("age", {}, OfQuestion(1, 1, 1, {"hip": OnScore(0, 2, 2)})),
        ("rest_pain", {}, OfQuestion(1, 1, 0, {})),
        ("now", {}, OfQuestion(1, 1, 1, {})),
        ("soon", {}, OfQuestion(1, 1, 1, {})),
        ("soon", {"now": ("saddle",)}, OfQuestion(1, 0, 0, {})),
        ("socks", {}, OfQuestion(1, 1, 0, {"hip": OnScore(), "back": OnScore(1)})),
        (
            "socks",
            {"socks": "some", "socks_cause": "hip"},
            OfQuestion(1, 1, 0, {"hip": OnScore(0, 4, 4), "back": OnScore()}),
        ),
        ("socks_cause", {}, OfQuestion(0, 0, 0, {"hip": OnScore(), "back": OnScore()})),
    ],
    ids=[
        "a band",
        "points but no band",
        "nothing",
        "a stop",
        "a sign",
        "less than a sign that is there",
        "a question that comes up anew and counts as open",
        "with that question answered",
        "not asked",
    ],
)
def test_what_a_question_decides_for_one_person(small, question, changed, expected):
    assert of_one(small, question, **changed) == expected


def test_who_skipped_a_question_could_give_any_other_answer(small):
    assert of_one(small, "groin", groin="skipped") == of_one(small, "groin")


def test_blocks_of_people_add_up(small):
    cohort = Cohort(small, Chances())
    one, other = (influence_in(small, [people]) for people in cohort.people(9000))
    both = influence_in(small, cohort.people(9000))
    groin = both.questions["groin"]
    assert (both.people, both.scored) == (9000, one.scored + other.scored)
    assert groin == one.questions["groin"] + other.questions["groin"]
    assert groin.indicators["hip"].most == 4


# As it is told


@pytest.fixture(scope="module")
def found(small) -> Influence:
    return influence_in(small, Cohort(small, Chances(seed=3)).people(500))


@pytest.mark.parametrize("width", [80, 40])
def test_it_is_told_with_bars(found, width):
    told = as_text(influence(found, seed=3), width)
    assert told == (EXPECTED / f"influence-{width}.txt").read_text(encoding="utf-8")
    assert max(map(len, told.splitlines())) <= width


def test_it_is_told_as_markdown_too(found):
    assert as_markdown(influence(found, seed=3)).startswith("# Which questions decide\n\nA small bank, version 1.2.3")


def test_on_a_page_the_bars_count_people(found):
    page = as_html(influence(found, seed=3))
    assert f"<title>{found.questions['now'].urgency} of 500 people</title>" in page


def test_where_nothing_is_decided_it_is_said(small):
    """The one sign is an emergency, so nothing else matters; and of bands there is none."""
    stopped = everyone({**CALM, "now": [("saddle", "pee")], "age": [30]})
    told = " ".join(as_text(influence(influence_in(small, [stopped]), seed=1)).split())
    nobody = "Nobody's changes by another answer to one question alone."
    assert told.count(nobody) == 2
    assert "How soon to be seen For how many of all 1 another answer" in told


def test_a_band_can_change_without_a_point_for_sure(small):
    """Socks open a question that gives points: until it is answered no band can be named."""
    told = as_text(influence(influence_in(small, [everyone(CALM)]), seed=1))
    assert "socks [##########################] 1; no points for sure\n" in told


def test_as_json_it_holds_all_that_is_needed_to_draw_the_people_again():
    told = run("cohort", "--influence", "--n", "500", "--seed", "3", "--json", "--bank", str(SMALL))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == (EXPECTED / "influence.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("chances", [["--uniform", "--missing", "0.5"], ["--frequencies", "-"]], ids=" ".join)
def test_the_json_is_as_its_schema_says(chances):
    told = run("cohort", "--influence", "--n", "9", "--json", *chances, said="groin: {often: 1}\nage: {18..20: 3}\n")
    validate(json.loads(told.stdout), SCHEMA)


def test_the_name_of_the_file_tells_the_form(tmp_path):
    for name in ("a.json", "a.md", "a.html", "a.txt"):
        told = run("cohort", "--influence", "--n", "50", "--bank", str(SMALL), "-o", str(tmp_path / name))
        assert (told.returncode, told.stdout, told.stderr) == (0, "", "")
    json.loads((tmp_path / "a.json").read_text(encoding="utf-8"))
    starts = {name: (tmp_path / name).read_text(encoding="utf-8")[:9] for name in ("a.md", "a.html", "a.txt")}
    assert starts == {"a.md": "# Which q", "a.html": "<!DOCTYPE", "a.txt": "Which que"}


def test_on_a_terminal_it_ends_with_the_notice():
    told = run("cohort", "--influence", "--n", "50", "--plain", "--bank", str(SMALL))
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout.isascii()
    assert " ".join(told.stdout.split()).endswith(f"{NOTICE} Tests never replace a visit.")

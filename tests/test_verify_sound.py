"""Nothing is called proved of a bank that looking at everyone contradicts, and nothing is called wrong that is not."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import pairwise
from math import prod
from random import Random
from typing import Any

import pytest

from everybody import (
    ByAnswer,
    Everybody,
    Worth,
    answers_that_differ,
    lowered_in,
    scoring_questions,
    signs_added,
    signs_named,
    some_of,
    urgent_for,
    with_mark,
    worse_answers,
)
from generated import draw_bank, draw_tangled_bank
from hipback.bank import default_bank_path
from hipback.engine import Engine
from hipback.errors import BankError
from hipback.interview import Interview, admit
from hipback.model import NONE, UNSURE, WAYS_OUT, Answer, Indicator, Question, Urgency
from hipback.outcomes import outcomes, outcomes_for, scored_people
from hipback.people import People, calm_answers
from hipback.report import Report
from hipback.result import make_report
from hipback.verify import crowd, spaces, verify
from hipback.verify.claims import Claim
from hipback.written import Written

pytestmark = pytest.mark.no_cover  # to watch which lines are tried takes three times as long, and is done elsewhere


def some_now(numbers: Sequence[int]) -> list[Any]:
    """A fifth of them with every change, all with `--long`."""
    return [
        number if place % 5 == 1 else pytest.param(number, marks=pytest.mark.long)
        for place, number in enumerate(numbers)
    ]


# Small banks, of which everyone can be looked at

PEOPLE_AT_MOST = 30_000
"""Banks with more ways of answering are passed over."""


def small_banks(seeds: range) -> Iterator[Written]:
    """Every other one is tangled."""
    for seed in seeds:
        draw = draw_tangled_bank if seed % 2 else draw_bank
        try:
            written = Written.of(json.dumps(draw(Random(seed))).encode(), f"{seed}.yaml")
        except BankError:
            continue
        if prod(map(len, answers_that_differ(written.bank).values())) <= PEOPLE_AT_MOST:
            yield written


def state(claim: Claim) -> str:
    return "proved" if claim.proved else "wrong" if claim.problem else "not proved"


def judged(written: Written) -> Iterator[str]:
    """What comes of each claim about a bank: its state, or that it is not true."""
    truths: dict[tuple[str, str], set[bool]] = {}
    for what, place, so in Everybody(written).truths():
        truths.setdefault((what, place), set()).add(so)
    for claim in verify(written):
        true = state(claim) == "not proved" or claim.proved in truths[claim.what, claim.place]
        yield state(claim) if true else f"not true: {claim}"


@pytest.fixture
def few_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    """With few people drawn by chance more is left to be proved; and it is quicker."""
    monkeypatch.setattr(crowd, "DRAWN", 300)


@pytest.mark.hazard("HZ-01", "HZ-02", "HZ-06", "HZ-07", "HZ-13", "HZ-20", "HZ-21")
@pytest.mark.usefixtures("few_drawn")
@pytest.mark.parametrize("first", some_now(range(0, 400, 40)))
def test_everyone_in_small_banks_agrees_with_what_is_claimed_of_them(first):
    counts = Counter(told for written in small_banks(range(first, first + 40)) for told in judged(written))
    assert counts.keys() <= {"proved", "wrong", "not proved"}
    assert counts["not proved"] < 0.07 * counts.total()  # a third is that such banks seldom hold exercises back


@pytest.mark.usefixtures("few_drawn")
def test_where_hardly_anything_can_be_looked_at_nothing_is_claimed_that_is_not_so(monkeypatch):
    monkeypatch.setattr(spaces, "PEOPLE_AT_MOST", 60)
    monkeypatch.setattr(crowd, "DRAWN", 30)
    counts = Counter(told for written in small_banks(range(1000, 1040)) for told in judged(written))
    assert counts.keys() == {"proved", "wrong", "not proved"}


# The shipped bank: 200,000 sets of answers, drawn in another way than the proofs draw theirs

SHIPPED = Written.read(default_bank_path())
BANK = SHIPPED.bank
CALM = calm_answers(BANK)
BATCHES, BATCH = 10, 20_000
HOW_CALM = (0, 0.5, 0.8, 0.9, 0.95, 0.97, 0.98, 0.99, 0.97, 0.8)
"""How many answers about signs are calm in each batch: none, or so many that most people have one sign or none."""
FLAGS = [flag for flag in BANK.flags.values() if flag.urgency > Urgency.ROUTINE]


def any_answer(draw: Random, question: Question) -> Answer:
    """One of all answers that a question takes: ways out, and marks that are not sure."""
    if draw.random() < 0.1:
        return draw.choice(sorted(WAYS_OUT if question.may_not_apply else WAYS_OUT - {"does_not_apply"}))
    if question.kind == "one":
        return draw.choice(list(question.options))
    if question.kind == "many":
        options, chance = [id for id in question.options if id != NONE], draw.choice((0.05, 0.2, 0.5))
        return tuple(id + draw.choice(("", UNSURE)) for id in options if draw.random() < chance) or (NONE,)
    return draw.randint(question.low, question.high)


@cache
def batch(number: int) -> People:
    """People who would answer every question so, if it were put."""
    draw = Random(f"batch {number}")
    return People(BATCH, {id: drawn(draw, question, HOW_CALM[number]) for id, question in BANK.questions.items()})


def drawn(draw: Random, question: Question, calm: float) -> dict[Answer, int]:
    """Who gives which answer: with this chance the calm one if it is about signs, or else one of some others."""
    calm = calm if signs_named(question, FLAGS) else calm / 2
    answers = list(dict.fromkeys([CALM[question.id], *(any_answer(draw, question) for _ in range(40))]))
    weights = [calm, *[(1 - calm) / (len(answers) - 1)] * (len(answers) - 1)]
    rows = "".join(draw.choices([chr(number) for number in range(len(answers))], weights, k=BATCH))
    places = range(len(answers))
    return {
        answers[place]: int(rows.translate({other: "01"[place == other] for other in places}), 2) for place in places
    }


@cache
def engine(number: int) -> Engine:
    return Engine(BANK, batch(number).as_asked(BANK).facts())


@cache
def claims() -> list[Claim]:
    return list(verify(SHIPPED))


def test_all_is_proved_of_the_shipped_bank():
    assert [claim for claim in claims() if not claim.proved] == []


def test_the_answers_drawn_are_answers():
    for id, sets in batch(3).given.items():
        assert {answer: admit(BANK.questions[id], answer) for answer in sets} == {answer: answer for answer in sets}


@pytest.mark.hazard("HZ-02")
@pytest.mark.parametrize("number", some_now(range(BATCHES)))
def test_adding_a_sign_never_lowers_the_urgency_of_anyone_drawn(number):
    for question in BANK.questions.values():
        own = [flag for flag in FLAGS if signs_named(question, [flag])]
        others = [flag for flag in FLAGS if flag not in own]
        for least in (Urgency.SOON, Urgency.SAME_DAY, Urgency.EMERGENCY):
            beside = urgent_for(engine(number), others, least)
            for before, after in with_signs_added(question, batch(number)):
                assert urgent_for(before, own, least) & ~urgent_for(after, own, least) & ~beside == 0


def with_signs_added(question: Question, people: People) -> Iterator[tuple[Engine, Engine]]:
    """Everyone before and after one sign more."""
    named = signs_named(question, FLAGS)
    if question.kind == "one":
        engines = ByAnswer(BANK, people, question.id)
        yield from ((engines[before], engines[after]) for before, after in signs_added(question, named))
    elif question.kind == "many":
        for option in named - {NONE}:
            marks = (with_marks(question, people, mark) for mark in ("", option + UNSURE, option))
            yield from pairwise(Engine(BANK, marked.facts()) for marked in marks)


def with_marks(question: Question, people: People, mark: str) -> People:
    """The people, of whom all who have no such mark yet have put it on an option."""
    given: dict[Answer, int] = {}
    for answer, those in people.given[question.id].items():
        option = mark.removesuffix(UNSURE)
        lacks = mark and isinstance(answer, tuple) and {option, option + UNSURE}.isdisjoint(answer)
        new = with_mark(question, answer, mark) if lacks else answer
        given[new] = given.get(new, 0) | those
    return people._replace(given={**people.given, question.id: given})


@pytest.mark.parametrize("number", some_now(range(BATCHES)))
def test_a_worse_answer_never_lowers_the_indicator_of_anyone_drawn(number):
    for indicator in BANK.indicators.values():
        for id in scoring_questions(BANK, indicator):
            for before, after in made_worse(indicator, BANK.questions[id], batch(number)):
                assert lowered_in(indicator, before, after) == 0


def made_worse(indicator: Indicator, question: Question, people: People) -> Iterator[tuple[Engine, Engine]]:
    """Everyone before and after an answer got worse."""
    if question.kind == "many":
        for option in question.options:
            if any(Worth(indicator, question).of((option,))):
                marks = (with_marks(question, people, mark) for mark in ("", option + UNSURE, option))
                yield from pairwise(Engine(BANK, marked.as_asked(BANK).facts()) for marked in marks)
    else:
        engines = ByAnswer(BANK, people, question.id)
        pairs = worse_answers(BANK, indicator, question)
        yield from ((engines[before], engines[after]) for before, after in pairs)


@pytest.mark.hazard("HZ-02", "HZ-21")
@pytest.mark.parametrize("number", some_now(range(BATCHES)))
def test_reports_of_people_drawn_say_what_the_sets_say_and_nothing_soothing_beside_a_sign(number):
    found, scored = outcomes(engine(number)), scored_people(engine(number))
    people = batch(number).as_asked(BANK)
    for person in [*some_of(scored, 10), *some_of(people.all & ~scored, 30)]:
        interview = Interview.start(BANK, people.answers(person))
        report = make_report(interview)
        told = set(outcomes_for(interview, report))
        in_sets = {outcome for outcome in found if found[outcome] >> person & 1}
        assert report.scored is bool(scored >> person & 1)
        assert told == in_sets if report.scored else told <= in_sets
        assert not (report.warned and is_soothing(report))


def is_soothing(report: Report) -> bool:
    return bool(report.indicators or report.headline or report.patterns or report.advice or report.care)

"""The engine: which questions are asked, what holds, what it scores, and in which band a score lies."""

import pytest

from hipback.bank import bank_from
from hipback.engine import Engine, Score, Standing, every_condition, leaves, named
from hipback.facts import PersonFacts
from hipback.model import AllOf, AnyOf, AtLeast, InBand, Not, OneOf, Points, Within
from hipback.truth import NO, UNKNOWN, YES

GROIN = OneOf("groin", frozenset({"often"}))
SOCKS = OneOf("socks", frozenset({"a_lot"}))
WEIGHT = OneOf("soon", frozenset({"yes"}))


def engine_of(bank, **answers) -> Engine:
    """The engine for one person of whom these answers are known."""
    return Engine(bank, PersonFacts(answers))


# Which questions are asked


def test_a_question_without_a_branch_is_asked_of_everyone(small):
    assert engine_of(small).asked("groin") == YES


@pytest.mark.parametrize(
    ("answers", "asked"),
    [
        ({"socks": "some"}, YES),
        ({"socks": "no"}, NO),
        ({"socks": "skipped"}, UNKNOWN),
        ({}, UNKNOWN),
    ],
)
def test_a_branch_opens_where_its_condition_surely_holds(small, answers, asked):
    assert engine_of(small, **answers).asked("socks_cause") == asked


def test_about_a_question_that_is_not_asked_nothing_holds(small):
    engine = engine_of(small, socks="no", socks_cause="hip")
    assert engine.holds(OneOf("socks_cause", frozenset({"hip"}))) == NO


@pytest.mark.parametrize("cause", ["hip", "back", "not_sure"])
def test_about_a_question_that_is_perhaps_asked_nothing_is_known(small, cause):
    engine = engine_of(small, socks="not_sure", socks_cause=cause)
    assert engine.holds(OneOf("socks_cause", frozenset({"hip"}))) == UNKNOWN


# What holds


def test_no_condition_always_holds(small):
    assert engine_of(small).holds(None) == YES


@pytest.mark.parametrize(
    ("answer", "truth"),
    [("often", YES), ("rarely", NO), ("not_sure", UNKNOWN), ("rather_not_say", UNKNOWN), ("skipped", UNKNOWN)],
)
def test_an_option_holds_where_it_was_chosen_and_is_open_where_the_answer_is(small, answer, truth):
    assert engine_of(small, groin=answer).holds(GROIN) == truth


@pytest.mark.parametrize(("age", "truth"), [(17, NO), (18, YES), (65, YES), (66, NO), ("skipped", UNKNOWN)])
def test_a_range_holds_from_one_end_to_the_other(small, age, truth):
    assert engine_of(small, age=age).holds(Within("age", 18, 65)) == truth


@pytest.mark.parametrize(
    ("groin", "socks", "truth"),
    [("often", "a_lot", YES), ("often", "skipped", UNKNOWN), ("rarely", "skipped", NO)],
)
def test_all_of_some_parts_holds_where_every_part_does(small, groin, socks, truth):
    assert engine_of(small, groin=groin, socks=socks).holds(AllOf((GROIN, SOCKS))) == truth


@pytest.mark.parametrize(
    ("groin", "socks", "truth"),
    [("often", "skipped", YES), ("rarely", "skipped", UNKNOWN), ("rarely", "no", NO)],
)
def test_any_of_some_parts_holds_where_one_part_does(small, groin, socks, truth):
    assert engine_of(small, groin=groin, socks=socks).holds(AnyOf((GROIN, SOCKS))) == truth


@pytest.mark.parametrize(("groin", "truth"), [("often", NO), ("rarely", YES), ("skipped", UNKNOWN)])
def test_not_holds_where_its_part_does_not(small, groin, truth):
    assert engine_of(small, groin=groin).holds(Not(GROIN)) == truth


@pytest.mark.parametrize(
    ("count", "groin", "socks", "soon", "truth"),
    [
        (1, "often", "skipped", "skipped", YES),
        (2, "often", "a_lot", "skipped", YES),
        (2, "often", "no", "skipped", UNKNOWN),
        (2, "often", "no", "no", NO),
        (2, "skipped", "no", "no", NO),
        (3, "often", "a_lot", "yes", YES),
        (3, "often", "a_lot", "skipped", UNKNOWN),
        (3, "skipped", "skipped", "no", NO),
    ],
)
def test_a_count_holds_where_so_many_parts_do(small, count, groin, socks, soon, truth):
    engine = engine_of(small, groin=groin, socks=socks, soon=soon)
    assert engine.holds(AtLeast(count, (GROIN, SOCKS, WEIGHT))) == truth


# What it scores


def points_of(bank, indicator: str, question: str) -> Points:
    return next(p for d in bank.indicators[indicator].domains for p in d.points if p.question == question)


@pytest.mark.parametrize(
    ("answer", "score"),
    [("often", Score(4, 4)), ("sometimes", Score(2, 2)), ("rarely", Score(0, 0)), ("skipped", Score(0, 4))],
)
def test_an_answer_gives_its_points_and_an_open_one_an_interval(small, answer, score):
    assert engine_of(small, groin=answer).contribution(points_of(small, "hip", "groin")) == score


@pytest.mark.parametrize(
    ("age", "score"),
    [(44, Score(0, 0)), (45, Score(1, 1)), (59, Score(1, 1)), (60, Score(2, 2)), ("skipped", Score(0, 2))],
)
def test_a_number_gives_the_points_of_its_range(small, age, score):
    assert engine_of(small, age=age).contribution(points_of(small, "hip", "age")) == score


@pytest.mark.parametrize(
    ("socks", "cause", "score"),
    [
        ("a_lot", "hip", Score(4, 4)),
        ("a_lot", "back", Score(0, 0)),
        ("a_lot", "skipped", Score(0, 4)),
        ("not_sure", "skipped", Score(0, 4)),
        ("no", "skipped", Score(0, 0)),
    ],
)
def test_points_with_a_guard_count_where_it_holds(small, socks, cause, score):
    engine = engine_of(small, socks=socks, socks_cause=cause)
    assert engine.contribution(points_of(small, "hip", "socks")) == score


def test_a_question_whose_branch_is_closed_gives_no_points(small):
    engine = engine_of(small, socks="no", socks_cause="back")
    assert engine.contribution(points_of(small, "back", "socks_cause")) == Score(0, 0)


@pytest.mark.parametrize(
    ("numb", "score"),
    [
        (("none",), Score(0, 0)),
        (("foot",), Score(4, 4)),
        (("foot", "thigh"), Score(6, 6)),
        (("foot?", "thigh"), Score(2, 6)),
        ("not_sure", Score(0, 6)),
    ],
)
def test_every_mark_of_a_many_question_gives_points_of_its_own(small, numb, score):
    assert engine_of(small, numb=numb, socks="no").score("back") == score


def test_a_domain_counts_for_no_more_than_its_cap(small):
    assert engine_of(small, numb=("foot", "thigh"), socks="some", socks_cause="back").score("back") == Score(6, 6)


def test_a_score_adds_up_the_domains(small):
    engine = engine_of(small, age=70, groin="often", socks="a_lot", socks_cause="both")
    assert engine.score("hip") == Score(10, 10)


def test_without_answers_a_score_may_be_anything(small):
    assert engine_of(small).score("hip") == Score(0, 10)


# Whether enough was answered


@pytest.mark.parametrize(
    ("answers", "enough"),
    [
        ({"age": 40, "groin": "often", "socks": "no"}, YES),
        ({"age": "skipped", "groin": "often", "socks": "no"}, NO),
        ({}, NO),
    ],
)
def test_enough_is_answered_where_the_open_share_is_small(small, answers, enough):
    assert engine_of(small, **answers).enough("hip") == enough


def test_every_question_that_gives_points_and_has_no_answer_counts_as_unanswered(small):
    hip = small.indicators["hip"]
    assert engine_of(small, age=50, groin="often", socks="no").unanswered(hip) == (3, 0)
    assert engine_of(small, age=50, groin="not_sure", socks="skipped").unanswered(hip) == (3, 2)


def test_a_question_that_was_only_perhaps_put_counts_neither_as_put_nor_as_unanswered(small):
    assert engine_of(small, socks="not_sure", numb=("foot",)).unanswered(small.indicators["back"]) == (1, 0)


def test_a_share_that_is_just_allowed_is_enough():
    bank = bank_from(BANK.replace("at_most_unanswered: 30", "at_most_unanswered: 50").encode(), "bank.yaml")
    assert engine_of(bank, groin="often", thigh="skipped").enough("hip") == YES


def test_a_question_that_was_not_asked_counts_neither_as_put_nor_as_open():
    bank = bank_from(BANK.replace("thigh:\n", "thigh:\n    ask_if: {groin: often}\n").encode(), "bank.yaml")
    assert engine_of(bank, groin="rarely").enough("hip") == YES


BANK = """\
format: hipback-bank/1
id: two
version: 1.0.0
title: Two questions
status: draft
reviewed: 2026-11-22
languages: [en]
welcome: Welcome.
without_flags: For tests.
references:
  khan: {text: "Khan, 2004.", strength: A, figures: verified}
questions:
  groin:
    label: Groin
    text: Does it hurt in the groin?
    options: {often: Often, rarely: Rarely}
    help: The crease of the leg.
    why: Hips hurt there.
    references: [khan]
    points:
      hip.place: {often: 4}
  thigh:
    label: Thigh
    text: Does it hurt in the thigh?
    options: {often: Often, rarely: Rarely}
    help: At the front.
    why: Hips hurt there.
    references: [khan]
    points:
      hip.place: {often: 2}
indicators:
  hip:
    title: Hip signs
    at_most_unanswered: 30
    domains:
      place: {title: Place, cap: 6}
    bands:
      few: {from: 0, label: Few, text: Few signs.}
      some: {from: 2, label: Some, text: Some signs.}
      many: {from: 4, label: Many, text: Many signs., needs: {thigh: often}}
headlines:
  open: {text: Thank you.}
"""


# In which band it lies


@pytest.mark.hazard("HZ-15")
@pytest.mark.parametrize(
    ("groin", "thigh", "bands"),
    [
        ("rarely", "rarely", {"few": YES, "some": NO, "many": NO}),
        ("rarely", "often", {"few": NO, "some": YES, "many": NO}),
        ("often", "often", {"few": NO, "some": NO, "many": YES}),
        ("rarely", "skipped", {"few": UNKNOWN, "some": UNKNOWN, "many": NO}),
        ("skipped", "often", {"few": NO, "some": UNKNOWN, "many": UNKNOWN}),
        ("skipped", "skipped", {"few": UNKNOWN, "some": UNKNOWN, "many": UNKNOWN}),
    ],
)
def test_a_band_is_known_where_both_ends_of_the_score_lie_in_it(groin, thigh, bands):
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert engine_of(bank, groin=groin, thigh=thigh).bands("hip") == bands


def test_a_band_whose_anchor_is_missing_falls_to_the_one_below():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert engine_of(bank, groin="often", thigh="rarely").bands("hip") == {"few": NO, "some": YES, "many": NO}


def test_bands_are_told_from_low_to_high():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert list(engine_of(bank).bands("hip")) == ["few", "some", "many"]


@pytest.mark.parametrize(
    ("thigh", "bands", "truth"),
    [
        ("often", {"many"}, YES),
        ("often", {"few", "some"}, NO),
        ("rarely", {"some"}, YES),
        ("rarely", {"some", "many"}, YES),
        ("rarely", {"few", "some", "many"}, YES),
        ("rarely", {"few"}, NO),
        ("skipped", {"some"}, UNKNOWN),
        ("skipped", {"some", "many"}, UNKNOWN),
    ],
)
def test_a_condition_may_name_bands_and_is_open_where_too_few_answers_were_given(thigh, bands, truth):
    bank = bank_from(BANK.encode(), "bank.yaml")
    engine = engine_of(bank, groin="often", thigh=thigh)
    assert engine.holds(InBand("hip", frozenset(bands))) == truth


@pytest.mark.parametrize(("bands", "truth"), [({"some", "many"}, YES), ({"few"}, NO), ({"some"}, UNKNOWN)])
def test_one_of_some_bands_may_be_sure_where_none_of_them_alone_is(bands, truth):
    bank = bank_from(BANK.replace("at_most_unanswered: 30", "at_most_unanswered: 50").encode(), "bank.yaml")
    engine = engine_of(bank, groin="often", thigh="skipped")
    assert engine.holds(InBand("hip", frozenset(bands))) == truth


def test_where_the_answers_stand_may_be_said_and_is_not_worked_out_then(small):
    said = Standing(Score(5, 6), YES, {"few": NO, "some": YES, "many": NO})
    engine = Engine(small, PersonFacts({"groin": "rarely"}), {"hip": said})
    assert (engine.score("hip"), engine.enough("hip"), engine.bands("hip")) == said
    assert engine.holds(InBand("hip", frozenset({"some"}))) == YES


# What a condition names


def test_the_leaves_of_a_condition_come_in_order():
    some = InBand("hip", frozenset({"some"}))
    age = Within("age", 50, None)
    assert list(leaves(AllOf((AnyOf((GROIN, Not(age))), AtLeast(1, (some, SOCKS)))))) == [GROIN, age, some, SOCKS]


def test_no_condition_has_no_leaves():
    assert list(leaves(None)) == []


def test_a_condition_names_questions_and_not_indicators():
    some = InBand("hip", frozenset({"some"}))
    assert list(named(AllOf((GROIN, some, Not(Within("age", 50, None)), GROIN)))) == ["groin", "age", "groin"]


def test_every_condition_of_a_bank_is_known_those_that_give_points_too(small):
    hip = small.indicators["hip"]
    _, movement, _ = hip.domains
    _, _, many = hip.bands
    bank = small._replace(
        indicators={"hip": hip._replace(domains=(movement,), bands=(many,))},
        flags={"weight": small.flags["weight"]},
        headlines=small.headlines[-2:],
        suppressions={"numb_foot": small.suppressions["numb_foot"]},
    )
    trouble, often = OneOf("socks", frozenset({"some", "a_lot"})), OneOf("groin", frozenset({"often"}))
    assert list(every_condition(bank)) == [
        trouble,
        OneOf("socks", frozenset({"a_lot"})),
        OneOf("socks", frozenset({"some"})),
        OneOf("socks_cause", frozenset({"hip", "both"})),
        AllOf((often, trouble)),
        OneOf("soon", frozenset({"yes"})),
        InBand("hip", frozenset({"few"})),
        AllOf((trouble, OneOf("groin", frozenset({"often", "sometimes"})))),
        OneOf("numb", frozenset({"foot"})),
    ]

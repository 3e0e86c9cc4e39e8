"""A bank file becomes a `Bank`, or every problem with its place; both YAML loaders agree on both."""

import os
from collections.abc import Mapping
from pathlib import Path

import pytest

from hipback.bank import bank_from, default_bank_path, read_bank, read_regular
from hipback.errors import BankError, FileError
from hipback.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Band,
    Bank,
    Domain,
    Flag,
    Headline,
    InBand,
    Indicator,
    Not,
    OneOf,
    Pattern,
    Points,
    Question,
    Reference,
    Urgency,
    Within,
)

BANK = """\
format: hipback-bank/1
id: tiny
version: 1.0.0
title: A tiny bank
status: draft
reviewed: 2026-11-22
languages: [en]
welcome: Welcome.
references:
  khan: {text: "Khan, 2004.", strength: A, figures: verified}
answers:
  yes_no: {yes: Yes, no: No}
sketches:
  leg: a leg
questions:
  fever:
    label: Fever
    text: Do you have a fever?
    answers: yes_no
    help: Or chills.
    why: It can not wait.
    references: [khan]
  age:
    kind: number
    label: Age
    text: How old are you?
    from: 18
    to: 120
    unit: years
    help: In whole years.
    why: Age changes the odds.
    references: [khan]
    points:
      hip.past: {45..59: 1, 60..: 2}
  groin:
    label: Groin
    text: Does it hurt in the groin?
    options: {often: Often, rarely: Rarely}
    sketch: leg
    help: The crease of the leg.
    why: Hips hurt there.
    references: [khan]
    points:
      hip.place: {often: 4, if: {age: {at_least: 40}}}
    covers: [groin]
  numb:
    kind: many
    label: Numb
    text: Where is it numb?
    options: {foot: Foot, thigh: Thigh}
    none: Nowhere
    may_not_apply: yes
    ask_if: {groin: often}
    help: Or tingling.
    why: Nerves reach there.
    references: [khan]
  rest:
    kind: scale
    label: Rest
    text: How strong is the pain at rest?
    ends: [none, the worst]
    section: Today
    help: Lying still.
    why: It guides advice.
    references: [khan]
flags:
  fever:
    urgency: same_day
    when: {fever: yes}
    text: See a doctor today.
    not_sure: Call a doctor today.
    references: [khan]
indicators:
  hip:
    title: Hip signs
    at_most_unanswered: 30
    domains:
      past: {title: Past, cap: 2}
      place: {title: Place, cap: 4}
    bands:
      few: {from: 0, label: Few, text: Few signs.}
      some: {from: 2, label: Some, text: Some signs., needs: {groin: often}}
headlines:
  some: {when: {hip: some}, text: Perhaps the hip.}
  open: {text: Thank you.}
patterns:
  stiff:
    title: A stiff hip
    when: {all: [{groin: often}, {hip: some}]}
    text: A hip that does not bend.
    ask: Could you check my hip?
    references: [khan]
"""


pytestmark = pytest.mark.usefixtures("each_loader")


def bank_with(old: str, new: str) -> Bank:
    """The bank above with one thing changed."""
    return bank_from(BANK.replace(old, new, 1).encode(), "bank.yaml")


def problems_with(old: str, new: str) -> list[str]:
    with pytest.raises(BankError) as caught:
        bank_with(old, new)
    return str(caught.value).splitlines()


# What a bank becomes


def test_the_header_is_read_as_written():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert (bank.id, bank.version, bank.title, bank.status, bank.reviewed, bank.languages, bank.welcome) == (
        "tiny",
        "1.0.0",
        "A tiny bank",
        "draft",
        "2026-11-22",
        ("en",),
        "Welcome.",
    )


def test_the_day_of_the_next_review_may_be_told():
    reviewed = "reviewed: 2026-11-22\n"
    assert bank_with(reviewed, f"{reviewed}review_by: 2028-11-22\n").review_by == "2028-11-22"
    assert bank_with(reviewed, reviewed).review_by == ""


def test_every_part_of_a_bank_is_read_in_the_order_of_the_file(small):
    assert {name: list(part) for name, part in small._asdict().items() if isinstance(part, Mapping)} == {
        "references": ["khan", "opinion"],
        "questions": ["now", "today", "soon", "age", "groin", "socks", "socks_cause", "numb", "rest_pain"],
        "flags": ["saddle", "pee", "fever", "fall", "two_today", "weight", "child"],
        "indicators": ["hip", "back"],
        "chapters": ["how", "try_out"],
        "suppressions": ["be_seen", "numb_foot", "stiff_hip", "open_answers"],
        "sketches": ["leg"],
    }
    assert [headline.id for headline in small.headlines] == ["both", "hip", "few", "open"]
    assert [pattern.id for pattern in small.patterns] == ["stiff"]


def test_a_band_may_start_from_the_most_that_can_be_reached():
    assert bank_with("some: {from: 2", "some: {from: 6").indicators["hip"].bands[1].start == 6


def test_a_bank_knows_the_digest_of_its_file():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.sha256 == "526e1120273099983148a2eb74f9bfc32b6f8490a8c58b00be381ed58f27d121"


def test_a_bank_may_add_to_the_notice():
    assert bank_with("welcome: Welcome.", "welcome: Welcome.\nnotice: See someone.").notice == "See someone."


def test_a_reference_tells_its_strength():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.references == {"khan": Reference("khan", "Khan, 2004.", "A", "verified")}


def test_a_question_of_one_answer_takes_a_set_of_answers():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.questions["fever"] == Question(
        id="fever",
        kind="one",
        label="Fever",
        text="Do you have a fever?",
        help="Or chills.",
        why="It can not wait.",
        references=("khan",),
        options={"yes": "Yes", "no": "No"},
    )


def test_a_question_has_its_own_options_a_sketch_and_the_parts_it_covers():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.questions["groin"] == Question(
        id="groin",
        kind="one",
        label="Groin",
        text="Does it hurt in the groin?",
        help="The crease of the leg.",
        why="Hips hurt there.",
        references=("khan",),
        options={"often": "Often", "rarely": "Rarely"},
        sketch="leg",
        covers=("groin",),
    )


def test_a_number_has_a_range_and_a_unit():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.questions["age"] == Question(
        id="age",
        kind="number",
        label="Age",
        text="How old are you?",
        help="In whole years.",
        why="Age changes the odds.",
        references=("khan",),
        options={},
        low=18,
        high=120,
        unit="years",
    )


def test_a_question_of_many_answers_ends_with_none_of_them():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.questions["numb"] == Question(
        id="numb",
        kind="many",
        label="Numb",
        text="Where is it numb?",
        help="Or tingling.",
        why="Nerves reach there.",
        references=("khan",),
        options={"foot": "Foot", "thigh": "Thigh", "none": "Nowhere"},
        ask_if=OneOf("groin", frozenset({"often"})),
        may_not_apply=True,
    )


def test_none_has_a_label_of_its_own_where_the_bank_gives_no_other():
    assert bank_with("    none: Nowhere\n", "").questions["numb"].options["none"] == "None of these"


def test_a_scale_has_two_ends():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.questions["rest"] == Question(
        id="rest",
        kind="scale",
        label="Rest",
        text="How strong is the pain at rest?",
        help="Lying still.",
        why="It guides advice.",
        references=("khan",),
        options={},
        section="Today",
        ends=("none", "the worst"),
    )


def test_a_flag_on_one_option_takes_its_label():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.flags == {
        "fever": Flag(
            id="fever",
            urgency=Urgency.SAME_DAY,
            when=OneOf("fever", frozenset({"yes"})),
            label="Yes",
            text="See a doctor today.",
            not_sure="Call a doctor today.",
            out_of_scope=False,
            references=("khan",),
        )
    }


def test_a_flag_may_have_a_label_of_its_own():
    assert bank_with("when: {fever: yes}", "when: {fever: yes}\n    label: A fever").flags["fever"].label == "A fever"


def test_a_flag_of_the_scope_needs_no_words_for_not_sure():
    flag = bank_with("    not_sure: Call a doctor today.\n", "    out_of_scope: yes\n").flags["fever"]
    assert (flag.out_of_scope, flag.not_sure) == (True, "")


def test_a_routine_flag_may_hang_on_a_question_of_a_branch():
    bank = bank_with("urgency: same_day\n    when: {fever: yes}", "urgency: routine\n    when: {numb: foot}")
    assert bank.flags["fever"].when == OneOf("numb", frozenset({"foot"}))


def test_a_bank_without_flags_says_why():
    before, _, rest = BANK.partition("flags:\n")
    after = rest[rest.index("indicators:") :]
    bank = bank_from((before + "without_flags: A test.\n" + after).encode(), "bank.yaml")
    assert (bank.flags, bank.without_flags) == ({}, "A test.")


def test_an_indicator_gathers_the_points_of_the_questions():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.indicators["hip"] == Indicator(
        id="hip",
        title="Hip signs",
        at_most_unanswered=30,
        domains=(
            Domain("past", "Past", 2, (Points("age", ((Within("age", 45, 59), 1), (Within("age", 60, None), 2))),)),
            Domain(
                "place",
                "Place",
                4,
                (Points("groin", ((OneOf("groin", frozenset({"often"})), 4),), Within("age", 40, None)),),
            ),
        ),
        bands=(
            Band("few", 0, "Few", "Few signs.", None),
            Band("some", 2, "Some", "Some signs.", OneOf("groin", frozenset({"often"}))),
        ),
    )


def test_the_highest_score_is_the_sum_of_the_caps():
    assert bank_from(BANK.encode(), "bank.yaml").indicators["hip"].maximum == 6


def test_every_option_of_a_many_question_gives_its_own_points():
    bank = bank_with(
        "    ask_if: {groin: often}\n", "    points:\n      hip.place: {foot: 1, thigh: 2, if: {fever: no}}\n"
    )
    assert bank.indicators["hip"].domains[1].points[1:] == (
        Points("numb", ((OneOf("numb", frozenset({"foot"})), 1),), OneOf("fever", frozenset({"no"}))),
        Points("numb", ((OneOf("numb", frozenset({"thigh"})), 2),), OneOf("fever", frozenset({"no"}))),
    )


def test_a_guard_of_points_may_name_a_question_below():
    bank = bank_with("if: {age: {at_least: 40}}", "if: {rest: {at_least: 5}}")
    assert bank.indicators["hip"].domains[1].points[0].guard == Within("rest", 5, None)


def test_ranges_of_points_may_be_open_below():
    bank = bank_with("45..59: 1, 60..: 2", "..59: 1, 60..: 2")
    assert bank.indicators["hip"].domains[0].points[0].cases == (
        (Within("age", None, 59), 1),
        (Within("age", 60, None), 2),
    )


def test_headlines_and_patterns_may_name_bands():
    bank = bank_from(BANK.encode(), "bank.yaml")
    some = InBand("hip", frozenset({"some"}))
    assert bank.headlines == (Headline("some", some, "Perhaps the hip."), Headline("open", None, "Thank you."))
    assert bank.patterns == (
        Pattern(
            id="stiff",
            title="A stiff hip",
            when=AllOf((OneOf("groin", frozenset({"often"})), some)),
            text="A hip that does not bend.",
            ask="Could you check my hip?",
            references=("khan",),
        ),
    )


def test_a_question_tells_which_options_mean_pain_in_a_place():
    written = BANK.replace("    covers: [groin]\n", "    hurts: {groin: often, front_thigh: [often, rarely]}\n")
    assert bank_from(written.encode(), "bank.yaml").questions["groin"].hurts == {
        "groin": OneOf("groin", frozenset({"often"})),
        "front_thigh": OneOf("groin", frozenset({"often", "rarely"})),
    }


def test_the_places_of_a_question_may_be_options_of_a_shared_set_or_marks_of_many():
    written = BANK.replace("    help: Or chills.\n", "    help: Or chills.\n    hurts: {low_back: yes}\n").replace(
        "    none: Nowhere\n", "    none: Nowhere\n    hurts: {below_knee: foot}\n"
    )
    questions = bank_from(written.encode(), "bank.yaml").questions
    assert questions["fever"].hurts == {"low_back": OneOf("fever", frozenset({"yes"}))}
    assert questions["numb"].hurts == {"below_knee": OneOf("numb", frozenset({"foot"}))}


def test_a_number_has_no_places():
    assert problems_with("    unit: years\n", "    unit: years\n    hurts: {groin: yes}\n") == [
        "bank.yaml:30:5: HB210 unknown key 'hurts' in a question of the kind 'number', it belongs to the kind 'one' or "
        "'many'"
    ]


def test_a_sketch_keeps_its_lines():
    bank = bank_with("  leg: a leg\n", "  leg: |2\n      /\\\n     /  \\\n\n")
    assert bank.sketches == {"leg": "  /\\\n /  \\"}


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("{groin: often}", OneOf("groin", frozenset({"often"}))),
        ("{groin: [often, rarely]}", OneOf("groin", frozenset({"often", "rarely"}))),
        ("{age: {at_least: 50}}", Within("age", 50, None)),
        ("{age: {at_most: 50}}", Within("age", None, 50)),
        ("{age: {at_least: 50, at_most: 50}}", Within("age", 50, 50)),
        (
            "{groin: often, age: {at_least: 50}}",
            AllOf((OneOf("groin", frozenset({"often"})), Within("age", 50, None))),
        ),
        ("{all: [{groin: often}]}", AllOf((OneOf("groin", frozenset({"often"})),))),
        (
            "{any: [{groin: often}, {not: {fever: no}}]}",
            AnyOf((OneOf("groin", frozenset({"often"})), Not(OneOf("fever", frozenset({"no"}))))),
        ),
        (
            "{count: {at_least: 2, of: [{groin: often}, {fever: yes}]}}",
            AtLeast(2, (OneOf("groin", frozenset({"often"})), OneOf("fever", frozenset({"yes"})))),
        ),
    ],
)
def test_a_condition_is_read_as_written(written, condition):
    assert bank_with("ask_if: {groin: often}", f"ask_if: {written}").questions["numb"].ask_if == condition


# Problems


@pytest.mark.hazard("HZ-14", "HZ-16")
@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("title: A tiny bank", "title: [a]", "4:8: HB201 expected a text, found a list"),
        ("title: A tiny bank", "title: {a: b}", "4:8: HB201 expected a text, found keys with values"),
        ("title: A tiny bank", "title:", "4:7: HB202 expected a text, found nothing"),
        ("title: A tiny bank", 'title: "  "', "4:8: HB202 expected a text, found nothing"),
        (
            "title: A tiny bank",
            f"title: {'t' * 2001}",
            "4:8: HB203 a text has at most 2,000 characters, this one has 2,001",
        ),
        (
            "id: tiny",
            "id: Tiny bank",
            "2:5: HB204 'Tiny bank' is no id: use a-z, 0-9 and _, start with a letter, at most 48 characters",
        ),
        (
            "id: tiny",
            f"id: {'t' * 49}",
            f"2:5: HB204 '{'t' * 49}' is no id: use a-z, 0-9 and _, start with a letter, at most 48 characters",
        ),
        (
            "at_most_unanswered: 30",
            "at_most_unanswered: 101",
            "76:25: HB205 expected a whole number from 0 to 100, found '101'",
        ),
        (
            "at_most_unanswered: 30",
            "at_most_unanswered: 030",
            "76:25: HB205 expected a whole number from 0 to 100, found '030'",
        ),
        ("status: draft", "status: drafty", "5:9: HB206 no status 'drafty', did you mean 'draft'?"),
        ("status: draft", "status: final", "5:9: HB206 no status 'final', use 'draft' or 'reviewed'"),
        (
            "format: hipback-bank/1",
            "format: hipback-bank/2",
            "1:9: HB206 another hipback reads the format 'hipback-bank/2', this one reads 'hipback-bank/1'",
        ),
        ("strength: A", "strength: D", "10:41: HB206 no strength 'D', use 'A', 'B' or 'C'"),
        (
            "figures: verified",
            "figures: checked",
            "10:53: HB206 no word for figures 'checked', use 'not_verified', 'second_hand' or 'verified'",
        ),
        ("languages: [en]", "languages: en", "7:12: HB207 expected a list, found 'en'"),
        ("ask_if: {groin: often}", "ask_if: [groin]", "53:13: HB208 expected keys with values, found a list"),
        ("ask_if: {groin: often}", "ask_if: groin", "53:13: HB208 expected keys with values, found 'groin'"),
        (
            "    help: Or chills.\n",
            "    help: Or chills.\n    help: Or sweats.\n",
            "21:5: HB209 'help' was given before, on line 20",
        ),
        ("languages: [en]", "languages: [en, en]", "7:17: HB209 'en' was given before"),
        (
            "    help: Or chills.\n",
            "    help: Or chills.\n    hlep: Or sweats.\n",
            "21:5: HB210 unknown key 'hlep' in a question of the kind 'one', did you mean 'help'?",
        ),
        ("id: tiny\n", "", "1:1: HB211 missing key 'id' in a bank"),
        ("    unit: years\n", "", "24:5: HB211 missing key 'unit' in a question of the kind 'number'"),
        ("version: 1.0.0", "version: 1.0", "3:10: HB220 expected a version like '1.2.3', found '1.0'"),
        ("2026-11-22", "2026-11-31", "6:11: HB221 expected a day like '2026-11-22', found '2026-11-31'"),
    ],
)
def test_a_value_that_does_not_fit_its_key_is_a_problem(old, new, problem):
    assert problems_with(old, new) == [f"bank.yaml:{problem}"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    references: [khan]\n  age", "    references: []\n  age", "22:17: HB212 name at least one reference"),
        (
            "    references: [khan]\n  age",
            "    references: [kahn]\n  age",
            "22:18: HB206 no reference 'kahn', did you mean 'khan'?",
        ),
        ("  rest:\n", "  any:\n", "57:3: HB213 'any' is a word of the conditions: choose another id"),
        (
            "    options: {foot",
            "    answers: yes_no\n    options: {foot",
            "47:5: HB215 give either 'options', or the name of a set of 'answers', and not both",
        ),
        (
            "    options: {foot: Foot, thigh: Thigh}\n",
            "",
            "47:5: HB215 give either 'options', or the name of a set of 'answers', and not both",
        ),
        (
            "{foot: Foot, thigh: Thigh}",
            "{foot: Foot, not_sure: Perhaps}",
            "50:27: HB216 'not_sure' is a word of hipback itself: leave it out, or choose another id",
        ),
        (
            "{foot: Foot, thigh: Thigh}",
            "{foot: Foot, none: Nowhere}",
            "50:27: HB216 'none' is a word of hipback itself: leave it out, or choose another id",
        ),
        (
            "{foot: Foot, thigh: Thigh}",
            "{foot: Foot, if: If}",
            "50:27: HB216 'if' is a word of hipback itself: leave it out, or choose another id",
        ),
        ("{foot: Foot, thigh: Thigh}", "{}", "50:14: HB217 a question has at least one option"),
        ("ends: [none, the worst]", "ends: [none]", "61:11: HB218 give two labels: what 0 means, and what 10 means"),
        ("ends: [none, the worst]", "ends: none", "61:11: HB207 expected a list, found 'none'"),
        (
            "leg: a leg",
            f"leg: {'l' * 39}",
            "14:8: HB219 a sketch is at most 38 characters wide, this one has 39",
        ),
        (
            "leg: a leg",
            "leg: a lég",
            "14:8: HB219 a sketch has only characters of an English keyboard, 'é' is none",
        ),
        ("leg: a leg", "leg: [a leg]", "14:8: HB201 expected a text, found a list"),
        ("sketch: leg", "sketch: arm", "39:13: HB206 no sketch 'arm', use 'leg'"),
        (
            "covers: [groin]",
            "hurts: {arm: often}",
            "45:13: HB206 no place 'arm', use 'below_knee', 'buttock', 'front_thigh', 'groin', 'knee', 'low_back' or "
            "'outer_hip'",
        ),
        (
            "covers: [groin]",
            "hurts: {groin: [often, seldom]}",
            "45:28: HB206 no option of 'groin' 'seldom', use 'often' or 'rarely'",
        ),
        ("covers: [groin]", "hurts: {groin: []}", "45:20: HB301 name at least one option of 'groin'"),
        ("covers: [groin]", "hurts: groin", "45:12: HB208 expected keys with values, found 'groin'"),
        ("may_not_apply: yes", "may_not_apply: perhaps", "52:20: HB206 no answer 'perhaps', use 'no' or 'yes'"),
        (
            "from: 18\n    to: 120",
            "from: 120\n    to: 120",
            "28:9: HB205 'to' must be more than 'from', which is 120",
        ),
    ],
)
def test_a_question_that_cannot_be_asked_is_a_problem(old, new, problem):
    text = BANK.replace("if: {age: {at_least: 40}}", "if: {fever: no}")
    with pytest.raises(BankError) as caught:
        bank_from(text.replace(old, new, 1).encode(), "bank.yaml")
    assert str(caught.value) == f"bank.yaml:{problem}"


def test_a_kind_that_does_not_exist_is_a_problem():
    assert problems_with("    kind: scale\n    label: Rest", "    kind: range\n    label: Rest") == [
        "bank.yaml:58:11: HB206 no kind 'range', use 'many', 'number', 'one' or 'scale'",
        "bank.yaml:61:5: HB210 unknown key 'ends' in a question, use 'ask_if', 'covers', 'help', 'kind', 'label', "
        "'may_not_apply', 'points', 'references', 'section', 'sketch', 'text' or 'why'",
    ]


def test_a_kind_that_is_no_word_is_a_problem():
    assert "bank.yaml:36:11: HB201 expected a text, found a list" in problems_with(
        "    label: Groin", "    kind: [many]\n    label: Groin"
    )


@pytest.mark.parametrize(
    ("written", "problem"),
    [
        ("{}", "13: HB301 a condition names at least one question"),
        ("{any: []}", "19: HB301 a condition names at least one question"),
        ("{groin: []}", "21: HB301 name at least one option of 'groin'"),
        ("{gorin: often}", "14: HB302 no earlier question 'gorin', did you mean 'groin'?"),
        ("{rest: {at_least: 2}}", "14: HB302 no earlier question 'rest', use 'age', 'fever' or 'groin'"),
        ("{groin: oftne}", "21: HB206 no option of 'groin' 'oftne', did you mean 'often'?"),
        ("{groin: [often, often]}", "29: HB209 'often' was given before"),
        ("{groin: skipped}", "21: HB304 'skipped' leaves the question open: a condition cannot name it"),
        (
            "{groin: [often, not_sure]}",
            "29: HB304 'not_sure' leaves the question open: a condition cannot name it",
        ),
        ("{age: {}}", "19: HB303 a range needs 'at_least' or 'at_most' or both"),
        ("{age: {at_least: 60, at_most: 50}}", "19: HB303 nothing is at least 60 and at most 50"),
        ("{age: {at_least: 17}}", "30: HB205 expected a whole number from 18 to 120, found '17'"),
        ("{age: 50}", "19: HB208 expected keys with values, found '50'"),
        ("{any: {groin: often}}", "19: HB207 expected a list, found keys with values"),
        ("{count: {at_least: 2, of: [{groin: often}]}}", "32: HB205 expected a whole number from 1 to 1, found '2'"),
        ("{count: {of: [{groin: often}]}}", "21: HB211 missing key 'at_least' in a count"),
        ("{not: {}}", "19: HB301 a condition names at least one question"),
    ],
)
def test_a_condition_that_cannot_be_read_is_a_problem(written, problem):
    assert problems_with("ask_if: {groin: often}", f"ask_if: {written}") == [f"bank.yaml:53:{problem}"]


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (
            "hip.place: {often: 4, if: {age: {at_least: 40}}}",
            "hip.place: {if: {age: {at_least: 40}}}",
            [
                "44:18: HB401 no answer to 'groin' gives points here",
                "79:7: HB404 no question gives points in 'place'",
            ],
        ),
        (
            "hip.place",
            "hip.palce",
            [
                "44:7: HB206 no indicator and domain 'hip.palce', did you mean 'hip.place'?",
                "79:7: HB404 no question gives points in 'place'",
            ],
        ),
        ("{often: 4,", "{oftne: 4,", ["44:19: HB206 no option of 'groin' 'oftne', did you mean 'often'?"]),
        ("{often: 4,", "{often: 101,", ["44:26: HB205 expected a whole number from 0 to 100, found '101'"]),
        ("60..: 2", "60: 2", ["34:29: HB402 expected a range like '..44', '45..59' or '60..', found '60'"]),
        ("60..: 2", "..: 2", ["34:29: HB402 expected a range like '..44', '45..59' or '60..', found '..'"]),
        ("45..59", "59..45", ["34:18: HB402 nothing is in '59..45': the lower end comes first"]),
        ("45..59", "45..60", ["34:17: HB403 two of these ranges hold 60: an answer belongs to one range"]),
        (
            "45..59: 1, 60..: 2",
            "..0: 1, 0..0: 2",
            ["34:17: HB403 two of these ranges hold 0: an answer belongs to one range"],
        ),
        ("45..59", "45..", ["34:17: HB403 two of these ranges hold 60: an answer belongs to one range"]),
        (
            "      place: {title: Place, cap: 4}\n",
            "      place: {title: Place, cap: 4}\n      move: {title: Move, cap: 4}\n",
            ["80:7: HB404 no question gives points in 'move'"],
        ),
        ("few: {from: 0", "few: {from: 1", ["81:7: HB405 the first band starts from 0 and needs nothing"]),
        (
            "text: Few signs.}",
            "text: Few signs., needs: {groin: often}}",
            ["81:7: HB405 the first band starts from 0 and needs nothing"],
        ),
        (
            "some: {from: 2",
            "some: {from: 0",
            ["82:7: HB405 'some' starts from 0: bands rise, and 'hip' has at most 6 points"],
        ),
        (
            "some: {from: 2",
            "some: {from: 7",
            ["82:7: HB405 'some' starts from 7: bands rise, and 'hip' has at most 6 points"],
        ),
        (
            "    bands:\n      few: {from: 0, label: Few, text: Few signs.}\n",
            "    bands:\n",
            ["81:7: HB405 the first band starts from 0 and needs nothing"],
        ),
    ],
)
def test_points_and_bands_that_do_not_fit_together_are_problems(old, new, problems):
    assert problems_with(old, new) == [f"bank.yaml:{problem}" for problem in problems]


def test_an_indicator_may_not_have_the_id_of_a_question():
    assert "bank.yaml:74:3: HB213 'hip' is the id of a question already" in problems_with("  rest:\n", "  hip:\n")


def test_an_indicator_may_not_have_the_name_of_a_word_of_the_conditions():
    text = BANK.replace("hip:", "any:").replace("hip.", "any.")
    with pytest.raises(BankError) as caught:
        bank_from(text.encode(), "bank.yaml")
    assert "bank.yaml:74:3: HB213 'any' is a word of the conditions: choose another id" in str(caught.value)


def test_an_indicator_without_domains_is_a_problem():
    text = BANK.replace("headlines:", HOLLOW + "headlines:")
    with pytest.raises(BankError) as caught:
        bank_from(text.encode(), "bank.yaml")
    assert str(caught.value) == "bank.yaml:86:14: HB404 an indicator has at least one domain"


HOLLOW = """\
  back:
    title: Back signs
    at_most_unanswered: 30
    domains: {}
    bands:
      few: {from: 0, label: Few, text: Few signs.}
"""


def test_an_empty_sketch_is_a_problem():
    assert problems_with("  leg: a leg\n", "  leg:\n") == ["bank.yaml:14:7: HB202 expected a text, found nothing"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "  some: {when: {hip: some}, text: Perhaps the hip.}\n  open: {text: Thank you.}\n",
            "  {}\n",
            "84:3: HB406 a bank has at least one headline, without a condition",
        ),
        (
            "open: {text",
            "open: {when: {hip: few}, text",
            "85:16: HB406 the last headline needs no condition: add one behind it, for when no other is said",
        ),
        ("some: {when: {hip: some}, text", "some: {text", "84:9: HB211 missing key 'when' in a headline"),
        ("when: {hip: some}", "when: {hip: sme}", "84:22: HB206 no band of 'hip' 'sme', did you mean 'some'?"),
        ("when: {hip: some}", "when: {hpi: some}", "84:17: HB302 no question or indicator 'hpi', did you mean 'hip'?"),
        ("when: {hip: some}", "when: {hip: []}", "84:22: HB301 name at least one band of 'hip'"),
    ],
)
def test_a_headline_that_cannot_be_chosen_is_a_problem(old, new, problem):
    assert problems_with(old, new) == [f"bank.yaml:{problem}"]


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "    not_sure: Call a doctor today.\n",
            "",
            "68:5: HB501 missing key 'not_sure': say what to do when the person is not sure of the sign",
        ),
        (
            "when: {fever: yes}",
            "when: {fever: [yes, no]}",
            "68:5: HB502 missing key 'label': only a flag on a single option takes that option's label",
        ),
        (
            "when: {fever: yes}",
            "label: Numb\n    when: {any: [{fever: yes}, {age: {at_most: 20}}, {groin: often}, {numb: foot}]}",
            "46:3: HB503 'numb' decides the flag 'fever', so everyone is asked: take out 'ask_if'",
        ),
        (
            "when: {fever: yes}",
            "when: {groin: often}",
            "35:3: HB504 'groin' decides the flag 'fever': move it above the questions that decide none",
        ),
        (
            "urgency: same_day\n    when: {fever: yes}",
            "urgency: routine\n    out_of_scope: yes\n    when: {groin: often}",
            "35:3: HB504 'groin' decides the flag 'fever': move it above the questions that decide none",
        ),
        (
            "welcome: Welcome.",
            "welcome: Welcome.\nwithout_flags: None.",
            "9:16: HB505 this bank has flags: take out 'without_flags'",
        ),
        (
            "urgency: same_day",
            "urgency: today",
            "68:14: HB206 no urgency 'today', use 'emergency', 'routine', 'same_day' or 'soon'",
        ),
        (
            "    when: {fever: yes}\n",
            "    when: {fever: yes}\n    out_of_scope: perhaps\n",
            "70:19: HB206 no answer 'perhaps', use 'no' or 'yes'",
        ),
    ],
)
def test_a_flag_that_someone_could_miss_is_a_problem(old, new, problem):
    assert problems_with(old, new) == [f"bank.yaml:{problem}"]


def test_keys_in_quotes_with_blanks_are_read_as_without():
    bank = bank_with("    kind: many\n", "    ' kind ': many\n")
    assert bank == bank_from(BANK.encode(), "bank.yaml")._replace(source=bank.source)


def test_a_sign_to_be_seen_about_soon_may_lean_on_later_answers():
    bank = bank_with(
        "urgency: same_day\n    when: {fever: yes}", "urgency: soon\n    label: L\n    when: {groin: often}"
    )
    assert bank.flags["fever"].when == OneOf("groin", frozenset({"often"}))


@pytest.mark.hazard("HZ-17", "HZ-52")
def test_a_bank_without_flags_that_does_not_say_why_is_a_problem():
    before, _, rest = BANK.partition("flags:\n")
    with pytest.raises(BankError) as caught:
        bank_from((before + rest[rest.index("indicators:") :]).encode(), "bank.yaml")
    assert str(caught.value) == (
        "bank.yaml:16:3: HB505 a bank has 'flags', or says under 'without_flags' why it has none"
    )


def test_a_bank_in_no_language_is_a_problem():
    assert problems_with("languages: [en]", "languages: []") == [
        "bank.yaml:7:12: HB222 name at least one language, such as 'en'"
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param(
            "ask_if: {groin: often}",
            "ask_if:\n      groin:",
            "54:13: HB202 expected a text, found nothing",
            id="an option left empty",
        ),
        pytest.param(
            "ask_if: {groin: often}",
            "ask_if: {groin: {is: often}}",
            "53:21: HB201 expected a text, found keys with values",
            id="an option that is a mapping",
        ),
        pytest.param(
            "      past: {title: Past, cap: 2}\n",
            "      past: {title: Past, cap: 2}\n      past: {title: Past, cap: 2}\n",
            "79:7: HB209 'past' was given before, on line 78",
            id="a domain given twice",
        ),
        pytest.param("2026-11-22", "", "6:10: HB202 expected a text, found nothing", id="a day left empty"),
        pytest.param(
            "ask_if: {groin: often}",
            "ask_if: {age: {at_least: 50, at_most: 200}}",
            "53:43: HB205 expected a whole number from 18 to 120, found '200'",
            id="an end of a range",
        ),
        pytest.param(
            "from: 18\n    to: 120",
            "from: 18\n    to: 1000",
            "28:9: HB205 expected a whole number from 0 to 999, found '1000'",
            id="an end of a number",
        ),
        pytest.param(
            "cap: 4",
            "cap: four",
            "79:34: HB205 expected a whole number from 1 to 1000, found 'four'",
            id="a cap",
        ),
        pytest.param(
            "some: {from: 4",
            "some: {from: four",
            "82:20: HB205 expected a whole number from 0 to 10000, found 'four'",
            id="the start of a band",
        ),
        pytest.param(
            "when: {fever: yes}",
            "when: {fevre: yes}",
            "69:12: HB302 no question 'fevre', did you mean 'fever'?",
            id="the question of a flag",
        ),
    ],
)
def test_one_fault_is_told_once(old, new, problem):
    text = BANK.replace("if: {age: {at_least: 40}}", "if: {fever: no}").replace("some: {from: 2", "some: {from: 4")
    with pytest.raises(BankError) as caught:
        bank_from(text.replace(old, new, 1).encode(), "bank.yaml")
    assert str(caught.value) == f"bank.yaml:{problem}"


def test_every_problem_of_a_bank_is_told_in_one_run():
    bad = """\
format: hipback-bank/1
id: Bad
version: one
title: A bad bank
status: draft
reviewed: today
languages: [en]
references:
  khan: {text: "Khan, 2004.", strength: A+, figures: verified}
answers:
  often: {often: Often, often: Mostly, not_sure: Perhaps}
questions:
  groin:
    label: Groin
    text: Does it hurt in the groin?
    answers: often
    hlep: The crease of the leg.
    why: Hips hurt there.
    references: [kahn]
    points:
      hip.place: {often: 2}
  numb:
    kind: many
    label: [Numb]
    text: Where is it numb?
    options: {}
    ask_if: {gorin: often}
    help: Or tingling.
    why: Nerves reach there.
    references: khan
flags:
  numb:
    urgency: soon
    label: Numb
    when: {any: []}
    text: See a doctor soon.
    references: [khan]
indicators:
  hip:
    title: Hip signs
    at_most_unanswered: 300
    domains:
      place: {title: Place, cap: 4}
      past: {title: Past, cap: 2}
    bands:
      few: {from: 1, label: Few, text: Few signs.}
headlines:
  open: {text: Thank you., when: {hip: few}}
"""
    with pytest.raises(BankError) as caught:
        bank_from(bad.encode(), "bad.yaml")
    assert str(caught.value).splitlines() == [
        "bad.yaml:1:1: HB211 missing key 'welcome' in a bank",
        "bad.yaml:2:5: HB204 'Bad' is no id: use a-z, 0-9 and _, start with a letter, at most 48 characters",
        "bad.yaml:3:10: HB220 expected a version like '1.2.3', found 'one'",
        "bad.yaml:6:11: HB221 expected a day like '2026-11-22', found 'today'",
        "bad.yaml:9:41: HB206 no strength 'A+', did you mean 'A'?",
        "bad.yaml:11:25: HB209 'often' was given before, on line 11",
        "bad.yaml:11:40: HB216 'not_sure' is a word of hipback itself: leave it out, or choose another id",
        "bad.yaml:14:5: HB211 missing key 'help' in a question of the kind 'one'",
        "bad.yaml:17:5: HB210 unknown key 'hlep' in a question of the kind 'one', did you mean 'help'?",
        "bad.yaml:19:18: HB206 no reference 'kahn', did you mean 'khan'?",
        "bad.yaml:24:12: HB201 expected a text, found a list",
        "bad.yaml:26:14: HB217 a question has at least one option",
        "bad.yaml:27:14: HB302 no earlier question 'gorin', did you mean 'groin'?",
        "bad.yaml:30:17: HB207 expected a list, found 'khan'",
        "bad.yaml:33:5: HB501 missing key 'not_sure': say what to do when the person is not sure of the sign",
        "bad.yaml:35:17: HB301 a condition names at least one question",
        "bad.yaml:41:25: HB205 expected a whole number from 0 to 100, found '300'",
        "bad.yaml:44:7: HB404 no question gives points in 'past'",
        "bad.yaml:46:7: HB405 the first band starts from 0 and needs nothing",
        "bad.yaml:48:34: HB406 the last headline needs no condition: add one behind it, for when no other is said",
    ]


def test_the_problems_of_a_bank_are_values_in_the_order_of_the_file():
    with pytest.raises(BankError) as caught:
        bank_with("version: 1.0.0\ntitle: A tiny bank", "version: 1\ntitle:")
    assert caught.value.problems == [
        ("bank.yaml", 3, 10, "HB220", "expected a version like '1.2.3', found '1'"),
        ("bank.yaml", 4, 7, "HB202", "expected a text, found nothing"),
    ]


def test_at_most_fifty_problems_are_shown():
    many = "".join(f"  bad-{number}: {{a: A}}\n" for number in range(60))
    shown = problems_with("  yes_no: {yes: Yes, no: No}\n", "  yes_no: {yes: Yes, no: No}\n" + many)
    assert (len(shown), shown[49], shown[50]) == (
        51,
        "bank.yaml:62:3: HB204 'bad-49' is no id: use a-z, 0-9 and _, start with a letter, at most 48 characters",
        "... and 10 more",
    )


def test_long_words_of_the_author_are_cut_in_a_message():
    assert problems_with("version: 1.0.0", f"version: {'1' * 61}") == [
        f"bank.yaml:3:10: HB220 expected a version like '1.2.3', found '{'1' * 57}...'"
    ]


# Files


def test_a_bank_is_read_from_a_file(tmp_path):
    path = tmp_path / "bank.yaml"
    path.write_text(BANK)
    assert read_bank(path) == bank_from(BANK.encode(), "bank.yaml")


def test_the_problems_of_a_file_tell_its_path(tmp_path):
    path = tmp_path / "bank.yaml"
    path.write_text(BANK.replace("id: tiny", "id: Tiny"))
    with pytest.raises(BankError) as caught:
        read_bank(path)
    assert caught.value.problems[0].file == str(path)


def test_a_folder_is_no_bank(tmp_path):
    with pytest.raises(FileError) as caught:
        read_bank(tmp_path)
    assert str(caught.value) == f"{tmp_path} is a folder: give the path of a file"


def test_a_pipe_is_refused_before_it_is_opened(tmp_path):
    path = tmp_path / "pipe"
    os.mkfifo(path)
    with pytest.raises(FileError) as caught:
        read_bank(path)
    assert str(caught.value) == f"{path} is not a regular file"


def test_a_file_that_is_not_there_is_told():
    with pytest.raises(FileError) as caught:
        read_bank(Path("/nowhere/bank.yaml"))
    assert str(caught.value) == "cannot read /nowhere/bank.yaml: No such file or directory"


def test_a_path_that_no_file_can_have_is_told():
    with pytest.raises(FileError) as caught:
        read_bank("bank\0.yaml")
    assert str(caught.value) == "cannot read 'bank\\x00.yaml': a path cannot hold this character"


def test_no_more_of_a_file_is_read_than_was_asked_for(tmp_path):
    path = tmp_path / "long"
    path.write_bytes(b"12345678")
    assert read_regular(path, 4) == b"12345"


def test_the_shipped_bank_is_the_one_at_the_top():
    path = Path(default_bank_path())
    assert (path.name, path.exists()) == ("questions.yaml", True)


def test_the_bank_of_an_installed_hipback_lies_in_it_and_that_of_a_checkout_beside_it(tmp_path, monkeypatch):
    monkeypatch.setattr("hipback.bank.__file__", str(tmp_path / "hipback" / "bank.py"))
    assert default_bank_path() == str(tmp_path / "questions.yaml")
    (tmp_path / "hipback").mkdir()
    (tmp_path / "hipback" / "questions.yaml").touch()
    assert default_bank_path() == str(tmp_path / "hipback" / "questions.yaml")

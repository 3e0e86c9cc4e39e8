"""The written people in `cases.yaml`: that each gets what should come out, and what none of them reaches."""

from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from hipback.bank import default_bank_path, read_bank
from hipback.cases import Case, Result, Tried, read_cases, result_of, try_case
from hipback.coverage import missed
from hipback.interview import admit_all
from hipback.model import OneOf, Urgency

BANK = read_bank(default_bank_path())
FILE = Path(__file__).parent / "cases.yaml"
CASES = read_cases(FILE.read_bytes(), "cases.yaml", BANK)
[NOBODY] = read_cases(
    FILE.read_bytes().partition(b"\npeople:")[0] + b"\npeople: [{name: Nobody, result: {urgency: routine}}]",
    "cases.yaml",
    BANK,
)
EVERYONE = NOBODY.answers
"""What each person answers unless their own answers say something else."""

QUESTIONS_AT_MOST = 45

TIERS = {
    "emergency": "01 02 03 04 05 06 08 09 11 12 13 16 17 19 28 29 31 33 35 36 37 42",
    "same_day": "05 07 10 14 15 18 20 21 23 24 25 27 28 30 33 34 36 38 40",
    "soon": "21 22 23 26 32 37 40",
    "routine": "32 38 39 41",
}
"""How urgent RF01 to RF42 are in the notes that the bank was written from. Some are so in two ways."""

PROFILES = {
    "Textbook hip joint, 66": ("many", "few"),
    "Sciatica, 38": ("few", "many"),
    "Stenosis, 74": ("few", "many"),
    "Plain low back pain, 35": ("few", "few"),
    "Outer hip pain with low back pain, 52": ("some", "few"),
    "Groin pain when pivoting, 28": ("many", "few"),
    "Hip and back mixed, 70": ("many", "many"),
    "Sometimes to all that is common, 40": ("few", "few"),
    "Every row of the article's table, 40": ("some", "some"),
}
"""The bands on `hip` and `back` that the notes name for the nine profiles."""

NEVER = ["suppression urgent: not sure", "suppression open_answers: sure"]
"""What comes out for nobody at all: who is not sure of an urgent sign gets no summary; and where too few answers were
given it is unknown in which band someone is, so nobody is surely in none."""

COMMON = {"strength": ["lift", "hands"], "worse": ["active", "standing", "stairs", "low"], "better": "rest"}
"""14 points on `hip` for what is as common with the back."""

PLACES = [{"groin": "sometimes"}, {"front_thigh": "sometimes"}, {"outer_hip": "sometimes"}]
MOVES = [
    {"socks": "some", "socks_cause": "hip"},
    {"socks": "some", "socks_cause": "both"},
    {"buttock": "often", "pivot": "sometimes"},
    {"limp": "sometimes"},
    {"outer_hip": "sometimes", "side_lying": "sometimes"},
    {"car": "a_lot"},
    {"buttock": "often", "walk": "often", "walk_off": "often"},
]
"""What anchors the bands of `hip`: a place that hurts, and a movement that is hard."""


# What none of them reaches


def shown_by_none(people: Iterable[Tried]) -> list[str]:
    """What of the bank no person shows."""
    return [str(outcome) for outcome in missed(BANK, people)]


def out_of(tried: Tried) -> Result:
    return result_of(tried.interview, tried.report)


PEOPLE = {case.name: case for case in CASES}


@cache
def person(name: str) -> Tried:
    return try_case(BANK, PEOPLE[name])


def those_in(*groups: str) -> list[str]:
    return [case.name for case in CASES if case.notes["group"] in groups]


def result_for(answers: Mapping[str, Any]) -> Result:
    return out_of(try_case(BANK, Case("", 0, {}, EVERYONE | admit_all(BANK, answers), {})))


# The file


def test_there_are_at_least_sixty_people():
    assert len(PEOPLE) >= 60


def test_everyone_answers_every_question():
    assert list(EVERYONE) == list(BANK.questions)


def test_everyone_belongs_to_a_group():
    assert {case.notes["group"] for case in CASES} == {"profile", "plain", "flag", "gate", "rule", "awkward"}


# What comes out


@pytest.mark.hazard("HZ-06", "HZ-07", "HZ-21", "HZ-24", "HZ-28", "HZ-32", "HZ-37", "HZ-42", "HZ-44")
@pytest.mark.hazard("HZ-46", "HZ-51", "HZ-53", "HZ-56", "HZ-57", "HZ-58", "HZ-68", "HZ-69", "HZ-70")
@pytest.mark.parametrize("name", PEOPLE)
def test_a_person_gets_what_is_written(name):
    assert person(name).differences == {}


def test_every_option_is_chosen_and_whatever_can_come_out_of_the_bank_comes_out_for_someone():
    """Prints the options, flags, bands, headlines, patterns, suppressions and advice that no person shows."""
    left = shown_by_none(map(person, PEOPLE))
    print(*left, sep="\n", end="")
    assert left == NEVER


def test_what_no_person_reaches_is_named():
    found = shown_by_none([person("Plain low back pain, 35")])
    assert {"answer nerve_now: saddle", "band hip: many", "flag saddle: sure", "advice squats: not shown"} <= set(found)
    assert {"band hip: few", "headline few_few", "advice squats: shown"}.isdisjoint(found)


# Warning signs


def test_every_sign_of_the_notes_comes_out_on_its_own_person_as_urgent_as_they_say():
    people = [person(name) for name in those_in("flag")]
    found = {(out_of(tried)["urgency"], tried.case.notes["sign"]) for tried in people}
    assert found == {(tier, f"RF{number}") for tier, numbers in TIERS.items() for number in numbers.split()}
    assert sorted({sign for _, sign in found}) == [f"RF{number:02}" for number in range(1, 43)]


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize("name", those_in("flag"))
def test_a_person_with_a_sign_is_surely_warned(name):
    assert out_of(person(name))["flags"] != []


@pytest.mark.hazard("HZ-24")
def test_no_flag_comes_up_for_ten_people_with_plain_pain():
    plain = those_in("plain")
    assert len(plain) == 10
    assert {name: person(name).report.flags for name in plain} == dict.fromkeys(plain, ())


SAME_DAY = [
    (flag.when.question, option)
    for flag in BANK.flags.values()
    if flag.urgency is Urgency.SAME_DAY and not flag.out_of_scope and isinstance(flag.when, OneOf)
    for option in flag.when.options
    if option != "unwell"
]


@pytest.mark.parametrize(("question", "option"), SAME_DAY)
def test_a_sign_of_today_together_with_feeling_very_unwell_is_an_emergency(question, option):
    signs = {"other_today": ["unwell"], question: [option, *(["unwell"] if question == "other_today" else [])]}
    assert {"urgency": "emergency"}.items() <= result_for(signs).items()


# Anchors


def test_what_is_common_to_hip_and_back_stays_few():
    assert result_for(COMMON)["hip"] == ("few",)


@pytest.mark.parametrize("anchor", [*PLACES, *MOVES])
def test_one_anchor_is_enough_for_some(anchor):
    assert result_for(COMMON | anchor)["hip"] == ("some",)


@pytest.mark.parametrize("move", MOVES)
@pytest.mark.parametrize("place", PLACES)
def test_a_place_and_a_movement_are_enough_for_many(place, move):
    more = {"startup": "often", "morning": "under_30", "walk": "often", "history": ["family"]}
    assert result_for(COMMON | more | place | move)["hip"] == ("many",)


# The profiles


def test_the_nine_profiles_get_the_bands_of_the_notes_or_say_why_not():
    explained = {name for name in PROFILES if person(name).case.notes.get("differs")}
    bands = {name: tuple(found.band for found in person(name).report.indicators) for name in those_in("profile")}
    assert {name: bands[name] for name in bands.keys() - explained} == {
        name: PROFILES[name] for name in PROFILES.keys() - explained
    }


@pytest.mark.parametrize("name", those_in("profile", "plain"))
def test_a_usual_person_is_asked_at_most_45_questions(name):
    assert len(person(name).interview.steps) <= QUESTIONS_AT_MOST

"""The bank that is shipped: what it asks, what it warns of, how it scores, and how it speaks."""

import re
from collections.abc import Iterator

import pytest

from hipback.bank import default_bank_path, read_bank
from hipback.engine import named
from hipback.interview import Interview
from hipback.model import OneOf, Urgency
from hipback.report import Report, make_report

BANK = read_bank(default_bank_path())
CORE = [
    *["groin", "front_thigh", "outer_hip", "buttock", "hip_to_back", "below_knee", "leg_vs_back", "both_sides"],
    *["socks", "pivot", "limp", "car", "squat", "stairs", "walk", "stand_long", "sit_long", "sit_relief"],
    *["bend_relief", "give_way", "hip_weak", "lift_bend"],
    *["startup", "morning", "activity", "rest", "side_lying", "sleep"],
    *["numb", "leg_weak", "cough", "claud"],
    *["age", "history.hip_dx", "history.child_hip", "history.steroid", "history.alcohol", "history.back_dx"],
    "about_you.hip_metal",
]
COVERED = {
    "table.joint_stiffness",
    "table.hip_or_groin_pain",
    "table.limited_range",
    "table.low_back_pain",
    "table.worse_with_activity",
    "table.walking_or_standing",
    "table.leg_weakness",
    "table.numbness_or_tingling",
    "table.pain_down_the_leg",
    "table.better_with_rest",
    "table.sleep",
    "sign.limited_hip_mobility",
    "sign.hip_pain",
    "sign.long_sitting_or_standing",
    "symptom.hip_pain",
    "symptom.limited_range",
    "symptom.stiffness",
    "symptom.walking_or_standing",
    "symptom.radiating_pain",
    "symptom.weakness",
}
FORBIDDEN = ["you have", "likely", "risk", "degeneration", "wear and tear", "%", "per cent", "percent"]
QUESTIONS = list(BANK.questions)
SIGNS = [question for question in QUESTIONS if any(question in named(flag.when) for flag in BANK.flags.values())]
NO_SIGNS = {
    question: ("none",) if BANK.questions[question].kind == "many" else {"age": 50, "back_pain": "yes"}[question]
    for question in SIGNS
}
OF_ONE_OPTION = [
    flag.id for flag in BANK.flags.values() if isinstance(flag.when, OneOf) and len(flag.when.options) == 1
]
OF_A_LIST = [flag for flag in OF_ONE_OPTION if BANK.questions[BANK.flags[flag].when.question].kind == "many"]


def scoring() -> list[str]:
    """The questions that give points, in the order of asking."""
    given = {
        points.question
        for indicator in BANK.indicators.values()
        for domain in indicator.domains
        for points in domain.points
    }
    return [question for question in QUESTIONS if question in given]


def references_used() -> set[str]:
    parts = (*BANK.questions.values(), *BANK.flags.values(), *BANK.patterns)
    return {reference for part in parts for reference in part.references}


def result_texts() -> Iterator[tuple[str, str]]:
    """What the bank says about a person, with its place: flags, bands, headlines and patterns."""
    for flag in BANK.flags.values():
        yield f"flag {flag.id}", f"{flag.label}. {flag.text} {flag.not_sure}"
    for indicator in BANK.indicators.values():
        for band in indicator.bands:
            yield f"band {indicator.id}.{band.id}", f"{band.label}. {band.text}"
    for headline in BANK.headlines:
        yield f"headline {headline.id}", headline.text
    for pattern in BANK.patterns:
        yield f"pattern {pattern.id}", f"{pattern.title}. {pattern.text} {pattern.ask}"


def texts() -> Iterator[tuple[str, str]]:
    """Everything that a person reads, with its place; citations are not meant for reading."""
    yield "welcome", BANK.welcome
    yield "notice", BANK.notice
    for question in BANK.questions.values():
        yield f"question {question.id}", f"{question.text} {question.help} {question.why}"
        yield f"label of {question.id}", question.label
        for option, label in question.options.items():
            yield f"option {question.id}.{option}", label
    yield from result_texts()


def report_of(flag: str, mark: str = "") -> Report:
    """The report on someone who chose the option of this flag alone."""
    when = BANK.flags[flag].when
    [option] = when.options
    answer = (option + mark,) if BANK.questions[when.question].kind == "many" else option
    return make_report(Interview.start(BANK, given=NO_SIGNS | {when.question: answer}))


# Reading


def test_it_is_read_without_a_problem_as_a_draft():
    assert (BANK.id, BANK.status, BANK.languages, BANK.without_flags) == ("hipback", "draft", ("en",), "")


def test_every_reference_is_used():
    assert sorted(BANK.references.keys() - references_used()) == []


def test_every_sketch_is_used_and_at_most_38_columns_wide():
    assert {question.sketch for question in BANK.questions.values()} - {""} == set(BANK.sketches)
    assert max(len(line) for sketch in BANK.sketches.values() for line in sketch.splitlines()) <= 38


# What is asked


@pytest.mark.parametrize("part", sorted(COVERED))
def test_every_part_of_the_founding_article_is_asked(part):
    assert [question.id for question in BANK.questions.values() if part in question.covers] != []


def test_no_question_covers_a_part_that_does_not_exist():
    assert {part for question in BANK.questions.values() for part in question.covers} == COVERED


def test_there_are_39_core_items():
    assert len(set(CORE)) == 39


@pytest.mark.parametrize("item", CORE)
def test_every_core_item_is_asked(item):
    question, _, option = item.partition(".")
    assert not option or option in BANK.questions[question].options
    assert question in BANK.questions


@pytest.mark.parametrize("question", [item for item in CORE if "." not in item])
def test_a_core_question_is_put_to_everyone(question):
    assert BANK.questions[question].ask_if is None


# Scoring


@pytest.mark.parametrize(("indicator", "maximum", "bands"), [("hip", 44, [0, 10, 22]), ("back", 40, [0, 6, 14])])
def test_the_indicators_have_these_bands(indicator, maximum, bands):
    found = BANK.indicators[indicator]
    assert (found.maximum, [band.start for band in found.bands]) == (maximum, bands)


def test_there_are_two_indicators():
    assert list(BANK.indicators) == ["hip", "back"]


def test_the_quietest_answers_score_nothing():
    answers = {
        question.id: 50 if question.id == "age" else NO_SIGNS.get(question.id, next(iter(question.options or [0])))
        for question in BANK.questions.values()
    }
    quiet = {question: "rarely" for question in QUESTIONS if "rarely" in BANK.questions[question].options}
    others = {
        "leg_vs_back": "equal",
        "both_sides": "nowhere",
        "sit_relief": "no",
        "morning": "not_stiff",
        "numb": ("none",),
        "leg_weak": "no",
        "history": ("none",),
        "age": 30,
    }
    report = make_report(Interview.start(BANK, given=answers | quiet | others | {"rest_pain": 0}))
    assert report.status == "completed"
    assert [(found.id, found.low, found.high, found.band) for found in report.indicators] == [
        ("hip", 0, 0, BANK.indicators["hip"].bands[0].id),
        ("back", 0, 0, BANK.indicators["back"].bands[0].id),
    ]
    assert (report.flags, report.patterns) == ((), ())


# Warning signs


@pytest.mark.parametrize("question", SIGNS)
def test_a_warning_sign_is_asked_of_everyone_before_anything_that_gives_points(question):
    first = next(scored for scored in scoring() if scored != "age")
    assert BANK.questions[question].ask_if is None
    assert QUESTIONS.index(question) < QUESTIONS.index(first)


def test_more_urgent_lists_come_first():
    urgencies = [
        max(
            flag.urgency for flag in BANK.flags.values() if isinstance(flag.when, OneOf) and flag.when.question == list_
        )
        for list_ in SIGNS
        if list_ not in ("back_pain", "age", "about_you")
    ]
    assert urgencies == sorted(urgencies, reverse=True)


def test_the_lists_come_before_the_questions_about_the_person():
    assert SIGNS[-3:] == ["back_pain", "age", "about_you"]


@pytest.mark.parametrize("flag", OF_ONE_OPTION)
def test_one_option_alone_brings_its_flag_with_its_urgency(flag):
    report = report_of(flag)
    assert [(found.id, found.state, found.text) for found in report.flags] == [(flag, "yes", BANK.flags[flag].text)]
    assert report.urgency == (None if flag == "no_back_pain" else BANK.flags[flag].urgency)


@pytest.mark.parametrize("flag", OF_A_LIST)
def test_an_option_of_which_one_is_not_sure_brings_the_cautious_text(flag):
    report = report_of(flag, "?")
    assert [(found.id, found.state, found.text) for found in report.flags] == [
        (flag, "not_sure", BANK.flags[flag].not_sure)
    ]
    assert report.urgency == BANK.flags[flag].urgency_if_unsure


@pytest.mark.parametrize("flag", [flag for flag in OF_ONE_OPTION if BANK.flags[flag].urgency >= Urgency.SAME_DAY])
def test_an_urgent_sign_leaves_no_room_for_a_score(flag):
    report = report_of(flag)
    assert (report.indicators, report.headline, report.patterns, report.status) == ((), None, (), "stopped")


def test_every_option_of_a_list_of_signs_belongs_to_a_flag():
    flagged = {
        (flag.when.question, option)
        for flag in BANK.flags.values()
        if isinstance(flag.when, OneOf)
        for option in flag.when.options
    }
    listed = {
        (question, option)
        for question in SIGNS
        if BANK.questions[question].kind == "many"
        for option in BANK.questions[question].options
        if option != "none"
    }
    assert sorted(listed - flagged) == [("about_you", "hip_metal")]


def test_two_signs_of_the_same_day_are_an_emergency():
    given = NO_SIGNS | {"ill_today": ("fever",), "bones_today": ("foot_drop",)}
    report = make_report(Interview.start(BANK, given=given))
    assert (report.urgency, report.flags[0].id) == (Urgency.EMERGENCY, "several_today")


@pytest.mark.parametrize(
    ("age", "flag", "urgency"),
    [(15, "under_16", Urgency.SAME_DAY), (16, "age_16_17", Urgency.SOON), (17, "age_16_17", Urgency.SOON)],
)
def test_the_list_is_not_for_those_under_18(age, flag, urgency):
    report = make_report(Interview.start(BANK, given=NO_SIGNS | {"age": age}))
    assert ([found.id for found in report.out_of_scope], report.urgency) == ([flag], urgency)


def test_the_list_is_for_those_of_18():
    interview = Interview.start(BANK, given=NO_SIGNS | {"age": 18})
    assert (interview.stopped_by, interview.question.id) == ((), "groin")


# Words


def test_all_of_it_is_ascii():
    assert BANK.source.isascii()


def test_no_sentence_is_longer_than_20_words():
    assert [
        (place, sentence)
        for place, text in texts()
        for sentence in re.split(r"(?<=[.?!])\s+", text)
        if len(sentence.split()) > 20
    ] == []


@pytest.mark.parametrize("words", FORBIDDEN)
def test_a_result_never_says(words):
    pattern = re.compile(rf"(?<![a-z]){re.escape(words)}", re.IGNORECASE)
    assert [place for place, text in result_texts() if pattern.search(text)] == []


def test_every_question_tells_why_it_is_asked_and_helps():
    assert [question.id for question in BANK.questions.values() if not (question.why and question.help)] == []

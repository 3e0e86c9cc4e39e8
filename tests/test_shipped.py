"""The bank that is shipped: what it asks, what it warns of, how it scores, and how it speaks."""

import pytest

from hipback.bank import default_bank_path, read_bank
from hipback.engine import leaves, named
from hipback.interview import Interview
from hipback.model import OneOf, Urgency
from hipback.report import Report
from hipback.result import make_report

BANK = read_bank(default_bank_path())
ALWAYS = [
    *["groin", "front_thigh", "outer_hip", "buttock", "below_knee", "leg_vs_back"],
    *["socks", "limp", "car", "strength", "worse", "better"],
    *["startup", "morning", "sleep", "rest_pain", "legs", "cough", "claud", "course", "history"],
]
ITEMS = [
    *["groin", "front_thigh", "outer_hip", "buttock", "hip_to_back", "knee", "below_knee", "leg_vs_back", "both_sides"],
    *["socks", "pivot", "limp", "car", "worse.cross", "worse.low", "worse.stairs", "walk", "walk_off"],
    *["worse.standing", "worse.sitting", "sit_where", "better.sit_down", "bend_relief", "click"],
    *["strength.give_way", "strength.lift", "strength.back_tired", "one_leg", "strength.hands", "worse.bending"],
    *["startup", "front_tight", "morning", "worse.active", "better.rest", "side_lying", "sleep", "inflam"],
    *["legs.foot", "legs.thigh", "legs.outer_thigh", "legs.weak", "cough", "electric", "claud"],
    *["age", "history.hip_dx", "history.child_hip", "history.hip_injury", "history.family", "history.knee_oa"],
    *["history.steroid", "history.alcohol", "sport", "sit_hours", "history.back_dx", "about_you.operated"],
]
"""Every item of the dossier that is asked; all but one, showing the pain by cupping the hip, are."""

ARTICLE = {
    "table.joint_stiffness": ["startup", "morning", "front_tight"],
    "table.hip_or_groin_pain": ["groin", "outer_hip", "front_thigh"],
    "table.limited_range": ["socks", "pivot", "car", "worse"],
    "table.low_back_pain": ["back_pain"],
    "table.worse_with_activity": ["worse"],
    "table.walking_or_standing": ["walk", "worse", "limp", "claud"],
    "table.leg_weakness": ["legs", "strength"],
    "table.numbness_or_tingling": ["legs"],
    "table.pain_down_the_leg": ["below_knee", "front_thigh"],
    "table.better_with_rest": ["better"],
    "table.sleep": ["sleep", "side_lying"],
    "sign.limited_hip_mobility": ["socks", "pivot", "startup"],
    "sign.hip_pain": ["groin", "outer_hip", "pivot", "worse"],
    "sign.long_sitting_or_standing": ["worse", "sit_where"],
    "symptom.hip_pain": ["groin", "outer_hip", "hip_to_back"],
    "symptom.limited_range": ["socks", "strength"],
    "symptom.stiffness": ["startup"],
    "symptom.walking_or_standing": ["walk", "worse", "strength"],
    "symptom.radiating_pain": ["hip_to_back", "electric"],
    "symptom.weakness": ["strength"],
    "imbalance.front_of_hip": ["front_tight", "sit_where", "strength", "pattern tight_front", "topic hip_flexors"],
    "imbalance.tight_hips": ["socks", "pivot", "startup", "pattern hip_stiffness", "topic tight_hips"],
    "imbalance.weak_hips": ["strength", "one_leg", "pattern weak_hips", "topic weak_glutes"],
    "imbalance.posture": ["topic posture_tilt"],
    "step.1_stretch": [
        *["topic kneeling_stretch", "topic standing_stretch", "topic buttock_stretch", "topic hamstring_stretch"],
    ],
    "step.2_strengthen": [
        *["topic squats", "topic deadlifts", "topic bridges", "topic clamshells", "topic side_leg_lifts"],
    ],
    "step.3_mobilise": ["topic hip_circles", "topic leg_swings", "topic hip_rotations"],
    "step.4_posture": ["topic change_position"],
    "step.5_professional": ["topic get_help"],
    "treatment.exercise": ["topic exercise"],
    "treatment.physical_therapy": ["topic physical_therapy"],
    "treatment.injections": ["topic injections"],
    "treatment.lifestyle": ["topic daily_life"],
    "treatment.devices": ["topic devices"],
    "treatment.surgery": ["topic surgery"],
    "treatment.manual_therapy": ["topic manual_therapy"],
    "link.desk_sitting": ["sit_hours"],
    "link.fibroids": ["flag periods"],
    "link.buttock_pain": ["buttock"],
}
"""Every part of the founding article, and what represents it: questions, flags, patterns and topics."""

QUESTIONS = list(BANK.questions)
SIGNS = [
    question
    for question in QUESTIONS
    if any(
        question in named(flag.when)
        for flag in BANK.flags.values()
        if flag.stops or (flag.urgency > Urgency.ROUTINE and isinstance(flag.when, OneOf))
    )
]
NO_SIGNS = {
    question: ("none",) if BANK.questions[question].kind == "many" else {"age": 50, "back_pain": "yes"}[question]
    for question in SIGNS
}
QUIET = {
    id: ("none",) if question.kind == "many" else "rarely" if "rarely" in question.options else "no"
    for id, question in BANK.questions.items()
    if question.kind == "many" or {"rarely", "no"} & question.options.keys()
} | {
    "rest_pain": 0,
    "back_pain": "yes",
    "age": 30,
    "leg_vs_back": "equal",
    "both_sides": "nowhere",
    "morning": "not_stiff",
    "cough": "nothing",
}
"""Answers of someone in whom nothing hurts but the back, and who has no sign."""

TOPICS = {topic.id: topic for chapter in BANK.chapters.values() for topic in chapter.topics}
OF_ONE_OPTION = [
    flag.id
    for flag in BANK.flags.values()
    if isinstance(flag.when, OneOf) and len(flag.when.options) == 1 and flag.when.question in SIGNS
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
    parts = (*BANK.questions.values(), *BANK.flags.values(), *BANK.patterns, *TOPICS.values())
    return {reference for part in parts for reference in part.references}


def represents(part: str) -> bool:
    """Whether something of the bank that is named like `socks` or `topic squats` is there."""
    kind, _, name = part.rpartition(" ")
    patterns = {pattern.id for pattern in BANK.patterns}
    return name in {"": BANK.questions, "flag": BANK.flags, "pattern": patterns, "topic": TOPICS}[kind]


def report_of(flag: str, mark: str = "") -> Report:
    """The report on someone who chose the option of this flag alone."""
    when = BANK.flags[flag].when
    [option] = when.options
    answer = (option + mark,) if BANK.questions[when.question].kind == "many" else option
    return make_report(Interview.start(BANK, given=QUIET | {when.question: answer}))


# Reading


@pytest.mark.hazard("HZ-31")
def test_it_is_read_without_a_problem_as_a_draft():
    assert (BANK.id, BANK.status, BANK.languages, BANK.without_flags) == ("hipback", "draft", ("en",), "")


@pytest.mark.hazard("HZ-54")
def test_every_reference_is_used():
    assert sorted(BANK.references.keys() - references_used()) == []


def test_every_sketch_is_used_and_at_most_38_columns_wide():
    assert {question.sketch for question in BANK.questions.values()} - {""} == set(BANK.sketches)
    assert max(len(line) for sketch in BANK.sketches.values() for line in sketch.splitlines()) <= 38


# What is asked


@pytest.mark.parametrize("part", ARTICLE)
def test_every_part_of_the_founding_article_is_represented(part):
    assert [name for name in ARTICLE[part] if not represents(name)] == []


def test_the_bank_says_itself_which_question_represents_which_part_of_the_article():
    of_questions = {part: [name for name in names if " " not in name] for part, names in ARTICLE.items()}
    said = {part: [id for id, question in BANK.questions.items() if part in question.covers] for part in ARTICLE}
    assert {part: sorted(names) for part, names in said.items()} == {
        part: sorted(names) for part, names in of_questions.items()
    }


def test_no_question_covers_a_part_that_does_not_exist():
    assert {part for question in BANK.questions.values() for part in question.covers} <= set(ARTICLE)


@pytest.mark.parametrize("item", ITEMS)
def test_every_item_is_asked(item):
    question, _, option = item.partition(".")
    assert not option or option in BANK.questions[question].options
    assert question in BANK.questions


@pytest.mark.parametrize("question", ALWAYS)
def test_what_tells_most_is_put_to_everyone(question):
    assert BANK.questions[question].ask_if is None


def test_everything_else_that_gives_points_is_put_to_some():
    assert [question for question in scoring() if not BANK.questions[question].ask_if] == [
        "age",
        *(question for question in ALWAYS if question in scoring()),
    ]


# Scoring


@pytest.mark.hazard("HZ-15")
@pytest.mark.parametrize(("indicator", "maximum", "bands"), [("hip", 44, [0, 10, 22]), ("back", 40, [0, 6, 14])])
def test_the_indicators_have_these_bands(indicator, maximum, bands):
    found = BANK.indicators[indicator]
    assert (found.maximum, [band.start for band in found.bands]) == (maximum, bands)


def test_there_are_two_indicators():
    assert list(BANK.indicators) == ["hip", "back"]


def test_the_quietest_answers_score_nothing():
    report = make_report(Interview.start(BANK, given=QUIET))
    assert report.status == "completed"
    assert [(found.id, found.low, found.high, found.band) for found in report.indicators] == [
        ("hip", 0, 0, BANK.indicators["hip"].bands[0].id),
        ("back", 0, 0, BANK.indicators["back"].bands[0].id),
    ]
    assert (report.flags, [pattern.id for pattern in report.patterns]) == ((), ["no_pattern"])
    assert [advice.id for advice in report.advice] == [topic.id for topic in BANK.chapters["steps"].topics]


# Warning signs


@pytest.mark.hazard("HZ-01")
@pytest.mark.parametrize("question", SIGNS)
def test_a_warning_sign_is_asked_of_everyone_before_anything_that_gives_points(question):
    first = next(scored for scored in scoring() if scored != "age")
    assert BANK.questions[question].ask_if is None
    assert QUESTIONS.index(question) < QUESTIONS.index(first)


@pytest.mark.hazard("HZ-01")
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


@pytest.mark.hazard("HZ-33")
@pytest.mark.parametrize("flag", OF_ONE_OPTION)
def test_one_option_alone_brings_its_flag_with_its_urgency(flag):
    report = report_of(flag)
    assert [(found.id, found.state, found.text) for found in report.flags] == [(flag, "yes", BANK.flags[flag].text)]
    not_asked_of_all = flag in ("no_back_pain", "nerve_illness")  # the interview ends before all signs are asked about
    assert report.urgency == (None if not_asked_of_all else BANK.flags[flag].urgency)


@pytest.mark.hazard("HZ-07")
@pytest.mark.parametrize("flag", OF_A_LIST)
def test_an_option_of_which_one_is_not_sure_brings_the_cautious_text(flag):
    report = report_of(flag, "?")
    assert [(found.id, found.state, found.text) for found in report.flags] == [
        (flag, "not_sure", BANK.flags[flag].not_sure)
    ]
    assert report.urgency == BANK.flags[flag].urgency_if_unsure


@pytest.mark.hazard("HZ-02", "HZ-21")
@pytest.mark.parametrize("flag", [flag for flag in OF_ONE_OPTION if BANK.flags[flag].urgency >= Urgency.SAME_DAY])
def test_an_urgent_sign_leaves_no_room_for_a_score(flag):
    report = report_of(flag)
    assert (report.indicators, report.headline, report.patterns, report.status) == ((), None, (), "stopped")


@pytest.mark.hazard("HZ-47")
def test_every_option_of_a_list_of_signs_belongs_to_a_flag():
    flagged = {
        (leaf.question, option)
        for flag in BANK.flags.values()
        for leaf in leaves(flag.when)
        if isinstance(leaf, OneOf)
        for option in leaf.options
    }
    listed = {
        (question, option)
        for question in SIGNS
        if BANK.questions[question].kind == "many"
        for option in BANK.questions[question].options
        if option != "none"
    }
    assert sorted(listed - flagged) == [("about_you", "no_walking"), ("about_you", "operated")]


@pytest.mark.parametrize(
    ("question", "private"),
    [
        ("nerve_now", ["genitals"]),
        ("other_now", ["pregnant_pain", "pelvis", "harm"]),
        ("ill_today", ["tb_or_needles"]),
        ("body_soon", ["bleeding", "periods"]),
        ("bones_soon", ["hip_steroids", "hip_illness"]),
        ("history", ["alcohol"]),
    ],
)
def test_what_is_hard_to_say_stands_last_in_its_list(question, private):
    assert list(BANK.questions[question].options)[-len(private) - 1 : -1] == private


@pytest.mark.hazard("HZ-07")
def test_every_flag_tells_what_to_do_if_one_is_not_sure():
    assert [flag.id for flag in BANK.flags.values() if not flag.not_sure] == []


@pytest.mark.hazard("HZ-02")
def test_two_signs_of_the_same_day_are_an_emergency():
    given = NO_SIGNS | {"ill_today": ("fever",), "bones_today": ("foot_drop",)}
    report = make_report(Interview.start(BANK, given=given))
    assert (report.urgency, report.flags[0].id) == (Urgency.EMERGENCY, "several_today")


@pytest.mark.hazard("HZ-20", "HZ-51")
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


def test_every_question_tells_why_it_is_asked_and_helps():
    assert [question.id for question in BANK.questions.values() if not (question.why and question.help)] == []

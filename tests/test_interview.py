"""The interview as a value: asking, answering, going back, warning signs, and what counts as an answer."""

import pytest

from hipback.bank import bank_from
from hipback.errors import SHOWN_AT_MOST, AnswersError
from hipback.interview import Interview, Progress, Step, admit, admit_all, carry
from hipback.model import Not, OneOf, Urgency

NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}


def asked(interview: Interview) -> str | None:
    """The id of the question that is put."""
    return interview.question and interview.question.id


def states(interview: Interview) -> dict[str, str]:
    return {sign.flag.id: sign.state for sign in interview.signs}


# Asking and answering


def test_the_first_question_of_the_bank_comes_first(small):
    assert asked(Interview.start(small)) == "now"


def test_an_answer_leads_to_the_next_question(small):
    assert asked(Interview.start(small).answer(["none"])) == "today"


def test_an_answer_becomes_a_step(small):
    interview = Interview.start(small, given=NO_SIGNS).answer("often").answer("no")
    assert interview.steps == (
        Step("now", ("none",)),
        Step("today", ("none",)),
        Step("soon", "no"),
        Step("age", 50),
        Step("groin", "often"),
        Step("socks", "no"),
    )


def test_the_interview_before_an_answer_stays_as_it_was(small):
    before = Interview.start(small)
    before.answer(["none"])
    assert before == Interview.start(small)


def test_an_open_branch_is_asked(small):
    assert asked(Interview.start(small, given=NO_SIGNS | {"groin": "often"}).answer("some")) == "socks_cause"


def test_a_closed_branch_is_not_asked(small):
    assert asked(Interview.start(small, given=NO_SIGNS | {"groin": "often"}).answer("no")) == "numb"


def test_a_branch_that_hangs_on_an_open_answer_is_not_asked(small):
    assert asked(Interview.start(small, given=NO_SIGNS | {"groin": "often"}).answer("not_sure")) == "numb"


def test_skipping_is_an_answer_that_leaves_the_question_open(small):
    interview = Interview.start(small, given=NO_SIGNS).skip()
    assert (asked(interview), interview.answers["groin"]) == ("socks", "skipped")


def test_after_the_last_answer_no_question_is_left(small):
    given = NO_SIGNS | {"groin": "often", "socks": "no", "numb": ("none",)}
    assert asked(Interview.start(small, given=given).answer("3")) is None


def test_no_answer_is_taken_when_no_question_is_left(small):
    given = NO_SIGNS | {"groin": "often", "socks": "no", "numb": ("none",), "rest_pain": 3}
    with pytest.raises(ValueError, match=r"^no question is open$"):
        Interview.start(small, given=given).answer("often")


def test_an_answer_that_the_question_does_not_offer_is_refused(small):
    with pytest.raises(AnswersError, match=r"^groin: no option 'oftne', did you mean 'often'\?$"):
        Interview.start(small, given=NO_SIGNS).answer("oftne")


# Going back


def test_back_puts_the_last_question_again(small):
    assert asked(Interview.start(small, given=NO_SIGNS).answer("often").back()) == "groin"


def test_back_keeps_the_old_answer_to_be_offered(small):
    interview = Interview.start(small, given=NO_SIGNS).answer("often").back()
    assert (interview.undone, "groin" in interview.answers) == ({"groin": "often"}, False)


def test_back_at_the_start_stays_there(small):
    assert Interview.start(small).back() == Interview.start(small)


def test_back_and_the_same_answer_lead_to_the_same_interview(small):
    interview = Interview.start(small, given=NO_SIGNS).answer("often").answer("some")
    assert interview.back().back().answer("often").answer("some") == interview


def test_back_leaves_a_warning_sign_again(small):
    interview = Interview.start(small).answer(["saddle"]).back().answer(["none"])
    assert (asked(interview), interview.stopped_by) == ("today", ())


def test_an_answer_taken_back_is_offered_again_after_a_change_before_it(small):
    interview = Interview.start(small, given=NO_SIGNS).answer("often").answer("some").back().back().answer("rarely")
    assert (asked(interview), interview.undone) == ("socks", {"socks": "some"})


def test_an_answer_on_a_branch_that_closed_is_parked(small):
    interview = Interview.start(small, given=NO_SIGNS).answer("often").answer("some").answer("hip")
    changed = interview.back().back().answer("no")
    assert (changed.answers.get("socks_cause"), changed.parked) == (None, {"socks_cause": "hip"})


def test_a_parked_answer_is_offered_when_its_branch_opens_again(small):
    interview = Interview.start(small, given=NO_SIGNS).answer("often").answer("some").answer("hip")
    reopened = interview.back().back().answer("no").back().answer("some")
    assert (asked(reopened), reopened.undone["socks_cause"]) == ("socks_cause", "hip")


# Answers known beforehand


def test_answers_known_beforehand_are_taken_up_to_the_first_unknown_one(small):
    interview = Interview.start(small, given={"now": ("none",), "today": ("none",), "groin": "often"})
    assert (asked(interview), interview.answers) == ("soon", {"now": ("none",), "today": ("none",)})


def test_answers_known_beforehand_are_taken_as_soon_as_their_question_comes(small):
    interview = Interview.start(small, given={"today": ("none",), "soon": "no"}).answer(["none"])
    assert (asked(interview), interview.given) == ("age", {})


def test_an_answer_known_beforehand_on_a_closed_branch_is_parked(small):
    interview = Interview.start(small, given=NO_SIGNS | {"groin": "often", "socks": "no", "socks_cause": "hip"})
    assert (asked(interview), interview.parked) == ("numb", {"socks_cause": "hip"})


def test_an_answer_taken_back_is_not_taken_again_unasked(small):
    interview = Interview.start(small, given={"now": ("none",)}, undone={"now": ("none",)})
    assert (asked(interview), interview.undone) == ("now", {"now": ("none",)})


def test_of_two_answers_kept_for_a_question_the_one_taken_back_is_the_newer(small):
    interview = Interview.start(small, given={"groin": "often"}, undone={"groin": "rarely"})
    assert interview.parked == {"groin": "rarely"}


def test_a_replay_leads_to_the_same_place(small):
    interview = Interview.start(small, given=NO_SIGNS).answer("often").answer("some").back()
    assert Interview.start(small, given=interview.answers, undone=interview.undone) == interview


@pytest.mark.hazard("HZ-01")
def test_answers_known_beforehand_do_not_pass_a_warning_sign(small):
    interview = Interview.start(small, given=NO_SIGNS | {"now": ("saddle",)})
    assert (interview.answers, sorted(interview.parked)) == ({"now": ("saddle",)}, ["age", "soon", "today"])


def test_missing_tells_every_question_that_surely_still_comes(small):
    interview = Interview.start(small, given={"now": ("none",), "soon": "no", "groin": "often", "socks": "some"})
    assert [question.id for question in interview.missing] == ["today", "age", "socks_cause", "numb", "rest_pain"]


def test_nothing_is_missing_after_a_warning_sign(small):
    assert Interview.start(small).answer(["saddle"]).missing == ()


# Warning signs


def test_every_flag_is_open_at_first(small):
    assert states(Interview.start(small)) == {
        "saddle": "open",
        "pee": "open",
        "fever": "open",
        "fall": "open",
        "two_today": "open",
        "weight": "open",
        "child": "open",
    }


def test_an_answer_tells_of_each_flag_on_it_by_itself(small):
    assert states(Interview.start(small).answer(["saddle", "pee?"])) == {
        "saddle": "yes",
        "pee": "not_sure",
        "fever": "open",
        "fall": "open",
        "two_today": "open",
        "weight": "open",
        "child": "open",
    }


def test_a_flag_is_not_there_where_its_condition_surely_fails(small):
    assert states(Interview.start(small, given=NO_SIGNS)) == {
        "saddle": "no",
        "pee": "no",
        "fever": "no",
        "fall": "no",
        "two_today": "no",
        "weight": "no",
        "child": "no",
    }


@pytest.mark.parametrize(
    ("given", "stopped_by"),
    [
        ({"now": ("saddle",)}, [("saddle", "yes", Urgency.EMERGENCY)]),
        ({"now": ("saddle?",), "today": ("none",)}, [("saddle", "not_sure", Urgency.SAME_DAY)]),
        (
            {"now": ("saddle?", "pee")},
            [("pee", "yes", Urgency.EMERGENCY), ("saddle", "not_sure", Urgency.SAME_DAY)],
        ),
        (
            {"now": "rather_not_say", "today": ("none",)},
            [("saddle", "not_sure", Urgency.SAME_DAY), ("pee", "not_sure", Urgency.SAME_DAY)],
        ),
        ({"now": ("none",), "today": ("fever",)}, [("fever", "yes", Urgency.SAME_DAY)]),
        (
            {"now": ("none",), "today": ("fever", "fall")},
            [
                ("two_today", "yes", Urgency.EMERGENCY),
                ("fever", "yes", Urgency.SAME_DAY),
                ("fall", "yes", Urgency.SAME_DAY),
            ],
        ),
        (
            {"now": ("none",), "today": ("fever?", "fall")},
            [
                ("fever", "not_sure", Urgency.SAME_DAY),
                ("fall", "yes", Urgency.SAME_DAY),
                ("two_today", "not_sure", Urgency.SAME_DAY),
            ],
        ),
        ({"now": ("none",), "today": ("none",), "soon": "yes"}, []),
        ({"now": ("none",), "today": ("none",), "soon": "no", "age": 17}, [("child", "yes", Urgency.SAME_DAY)]),
    ],
)
def test_a_sign_that_cannot_wait_stops_the_interview_and_the_most_urgent_is_told_first(small, given, stopped_by):
    interview = Interview.start(small, given=given)
    assert [(sign.flag.id, sign.state, sign.urgency) for sign in interview.stopped_by] == stopped_by


def test_no_question_is_put_after_a_sign_that_cannot_wait(small):
    assert asked(Interview.start(small).answer(["saddle"])) is None


@pytest.mark.parametrize("age", ["not_sure", "rather_not_say", "skipped"])
def test_who_does_not_tell_the_age_is_not_sent_away_for_being_a_child_perhaps(small, age):
    interview = Interview.start(small, given=NO_SIGNS | {"age": age})
    assert (states(interview)["child"], asked(interview)) == ("not_sure", "groin")


@pytest.mark.hazard("HZ-20")
def test_being_out_of_scope_stops_the_interview_however_little_urgent_it_is(small):
    interview = Interview.start(bank_with("urgency: same_day\n    label: Adult", "urgency: routine\n    label: Adult"))
    stopped = interview.answer("no").answer("no").answer(50)
    assert [(sign.flag.id, sign.urgency) for sign in stopped.stopped_by] == [("adult", Urgency.ROUTINE)]


@pytest.mark.hazard("HZ-01", "HZ-39")
def test_a_less_urgent_sign_never_hides_a_more_urgent_one_that_is_asked_after_it():
    interview = Interview.start(bank_with("", "")).answer("yes")
    assert (asked(interview), asked(interview.answer("yes")), asked(interview.answer("no"))) == ("saddle", None, None)


@pytest.mark.hazard("HZ-07", "HZ-39")
def test_being_unsure_of_an_emergency_never_hides_another_one_that_is_asked_after_it():
    bank = bank_with("urgency: same_day\n    when: {fever: yes}", "urgency: emergency\n    when: {fever: yes}")
    stopped = Interview.start(bank).answer("not_sure").answer("yes").stopped_by
    assert [(sign.flag.id, sign.state) for sign in stopped] == [("saddle", "yes"), ("fever", "not_sure")]


def test_an_emergency_stops_the_interview_whatever_else_is_still_to_be_asked():
    bank = bank_with("urgency: same_day\n    when: {fever: yes}", "urgency: emergency\n    when: {fever: yes}")
    assert asked(Interview.start(bank).answer("yes")) is None


def test_signs_that_can_wait_are_not_asked_about_where_the_questions_are_not_made_for_this_person():
    text = (
        SIGNS.replace("urgency: same_day\n    when", "urgency: routine\n    out_of_scope: yes\n    when")
        .replace("urgency: emergency", "urgency: soon")
        .replace("urgency: same_day", "urgency: soon")
    )
    stopped = Interview.start(bank_from(text.encode(), "signs.yaml")).answer("yes")
    assert (asked(stopped), [sign.flag.id for sign in stopped.stopped_by]) == (None, ["fever"])


def test_signs_that_cannot_wait_are_asked_about_even_if_the_questions_are_not_made_for_this_person():
    bank = bank_with("urgency: same_day\n    when", "urgency: routine\n    out_of_scope: yes\n    when")
    interview = Interview.start(bank).answer("yes")
    assert (asked(interview), interview.stopped_by) == ("saddle", ())


def test_before_a_sign_stops_the_interview_only_more_urgent_signs_are_missing():
    interview = Interview.start(bank_with("", ""), given={"fever": "yes"})
    assert [question.id for question in interview.missing] == ["saddle"]


def test_a_sign_that_will_stop_the_interview_is_known_before_it_does():
    interview = Interview.start(bank_with("", "")).answer("yes")
    assert [sign.flag.id for sign in interview.stopping] == ["fever"]
    assert interview.stopped_by == ()


@pytest.mark.parametrize(
    ("answer", "text"), [("yes", "See a doctor today."), ("not_sure", "Call a doctor today."), ("no", "")]
)
def test_a_sign_has_words_for_who_has_it_and_for_who_is_not_sure(answer, text):
    assert Interview.start(bank_with("", "")).answer(answer).signs[0].text == text


def test_a_sign_that_was_not_asked_about_has_no_words():
    assert Interview.start(bank_with("", "")).signs[0].text == ""


def test_a_flag_whose_question_never_comes_is_not_sure_and_not_open():
    bank = bank_with("flags:\n", f"flags:\n{STRONG_PAIN}")
    interview = Interview.start(bank, given={"fever": "no", "saddle": "no", "age": "skipped"})
    assert (asked(interview), states(interview)["strong_pain"]) == (None, "not_sure")


STRONG_PAIN = """\
  strong_pain:
    urgency: routine
    label: Strong pain
    when: {rest: {at_least: 5}}
    text: Tell someone about it.
    not_sure: Think about it.
    references: [khan]
"""


SIGNS = """\
format: hipback-bank/1
id: signs
version: 1.0.0
title: Three signs
status: draft
reviewed: 2026-11-22
languages: [en]
welcome: Welcome.
references:
  khan: {text: "Khan, 2004.", strength: A, figures: verified}
answers:
  yes_no: {yes: Yes, no: No}
questions:
  fever:
    label: Fever
    text: Do you have a fever?
    answers: yes_no
    help: Or chills.
    why: It can not wait.
    references: [khan]
  saddle:
    label: Numbness
    text: Are you numb between the legs?
    answers: yes_no
    help: Where a saddle would touch.
    why: It can not wait.
    references: [khan]
  age:
    kind: number
    label: Age
    text: How old are you?
    from: 0
    to: 120
    unit: years
    help: In whole years.
    why: This is for children.
    references: [khan]
  rest:
    kind: scale
    label: Rest
    text: How strong is the pain at rest?
    ends: [none, the worst]
    ask_if: {age: {at_most: 10}}
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
  saddle:
    urgency: emergency
    when: {saddle: yes}
    text: Call for help now.
    not_sure: Get seen today.
    references: [khan]
  adult:
    urgency: same_day
    label: Adult
    when: {age: {at_least: 18}}
    text: This is made for children.
    out_of_scope: yes
    references: [khan]
indicators: {}
headlines:
  open: {text: Thank you.}
"""


def bank_with(old: str, new: str):
    """The bank above with one thing changed."""
    return bank_from(SIGNS.replace(old, new, 1).encode(), "signs.yaml")


def test_a_sign_whose_question_is_not_put_after_an_unsure_answer_is_told_as_unsure_and_not_left_open(small):
    third = small.questions["soon"]._replace(id="third", ask_if=Not(OneOf("socks_cause", frozenset({"hip"}))))
    later = small.flags["weight"]._replace(id="later", urgency=Urgency.ROUTINE, when=OneOf("third", frozenset({"yes"})))
    bank = small._replace(questions={**small.questions, "third": third}, flags={"later": later})
    given = NO_SIGNS | {"groin": "rarely", "socks": "not_sure", "numb": ["none"], "rest_pain": 0}
    interview = Interview.start(bank, given=given)
    assert (asked(interview), states(interview)) == (None, {"later": "not_sure"})


# Progress


def test_progress_counts_the_question_that_is_put_and_those_that_may_come_after_it(small):
    assert Interview.start(small).progress == Progress(number=1, least=7, most=8)


def test_progress_knows_more_when_a_branch_is_decided(small):
    before = Interview.start(small, given=NO_SIGNS | {"groin": "often"})
    found = [before.progress, before.answer("some").progress, before.answer("no").progress, before.skip().progress]
    assert found == [Progress(6, 2, 3), Progress(7, 2, 2), Progress(7, 1, 1), Progress(7, 1, 1)]


def test_after_the_end_nothing_is_left(small):
    given = NO_SIGNS | {"groin": "often", "socks": "no", "numb": ("none",), "rest_pain": 3}
    assert Interview.start(small, given=given).progress == Progress(9, 0, 0)


# What counts as an answer


@pytest.mark.parametrize(
    ("question", "value", "answer"),
    [
        ("groin", "often", "often"),
        ("groin", "not_sure", "not_sure"),
        ("groin", "rather_not_say", "rather_not_say"),
        ("groin", "skipped", "skipped"),
        ("socks", "does_not_apply", "does_not_apply"),
        ("age", 52, 52),
        ("age", "52", 52),
        ("age", "0", 0),
        ("age", "000052", 52),
        ("age", 120, 120),
        ("age", "not_sure", "not_sure"),
        ("rest_pain", "10", 10),
        ("numb", ["foot"], ("foot",)),
        ("numb", "foot", ("foot",)),
        ("numb", ["thigh?", "foot"], ("foot", "thigh?")),
        ("numb", ("none",), ("none",)),
        ("numb", "not_sure", "not_sure"),
    ],
)
def test_an_answer_is_admitted_in_one_form_alone(small, question, value, answer):
    assert admit(small.questions[question], value) == answer


@pytest.mark.hazard("HZ-16")
@pytest.mark.parametrize(
    ("question", "value", "sentence"),
    [
        ("groin", "oftne", "groin: no option 'oftne', did you mean 'often'?"),
        ("groin", "x", "groin: no option 'x', use 'often', 'rarely' or 'sometimes'"),
        ("groin", 4, "groin: expected the id of an option, found '4'"),
        ("groin", True, "groin: expected the id of an option, found 'true'"),
        ("groin", None, "groin: expected the id of an option, found 'None'"),
        ("groin", ["often"], "groin: expected the id of one option, found a list: 'often'"),
        ("groin", ["often", 3], "groin: expected the id of one option, found a list: 'often', '3'"),
        ("groin", "does_not_apply", "groin: this question always applies, use 'not_sure' or 'rather_not_say'"),
        ("age", "121", "age: expected a whole number from 0 to 120, found '121'"),
        ("age", -1, "age: expected a whole number from 0 to 120, found '-1'"),
        ("age", "1e2", "age: expected a whole number from 0 to 120, found '1e2'"),
        ("age", "٣", "age: expected a whole number from 0 to 120, found '٣'"),
        ("age", "", "age: expected a whole number from 0 to 120, found ''"),
        ("age", "0000052", "age: expected a whole number from 0 to 120, found '0000052'"),
        ("age", 52.0, "age: expected a whole number from 0 to 120, found '52.0'"),
        ("age", [52], "age: expected a whole number from 0 to 120, found '[52]'"),
        ("age", 5.5, "age: expected a whole number from 0 to 120, found '5.5'"),
        ("age", True, "age: expected a whole number from 0 to 120, found 'true'"),
        ("rest_pain", "11", "rest_pain: expected a whole number from 0 to 10, found '11'"),
        ("numb", 4, "numb: expected a list of options, found '4'"),
        ("numb", [4], "numb: expected a list of options, found '[4]'"),
        ("numb", [], "numb: expected a list of options, found an empty one; if none is true write [none]"),
        ("numb", ["foto"], "numb: no option 'foto', did you mean 'foot'?"),
        ("numb", ["foot??"], "numb: no option 'foot?', did you mean 'foot'?"),
        ("numb", ["foot", "foot?"], "numb: an option stands here twice"),
        ("numb", ["none", "foot"], "numb: 'none' stands alone or not at all"),
        ("numb", ["none?"], "numb: 'none' stands alone or not at all"),
    ],
)
def test_what_is_no_answer_is_told_with_what_would_be_one(small, question, value, sentence):
    with pytest.raises(AnswersError) as caught:
        admit(small.questions[question], value)
    assert str(caught.value) == sentence


def test_answers_of_a_file_are_admitted_together(small):
    assert admit_all(small, {"age": "52", "numb": ["foot"]}) == {"age": 52, "numb": ("foot",)}


def test_every_wrong_answer_of_a_file_is_told(small):
    with pytest.raises(AnswersError) as caught:
        admit_all(small, {"gorin": "often", "age": "old", "groin": "often", "numb": ["foto", "leg"]})
    assert caught.value.sentences == (
        "'gorin': there is no such question, did you mean 'groin'?",
        "age: expected a whole number from 0 to 120, found 'old'",
        "numb: no option 'foto', did you mean 'foot'?",
        "numb: no option 'leg', use 'foot', 'none' or 'thigh'",
    )


def test_what_would_be_right_is_told_for_the_first_wrong_answers_alone_since_it_is_slow(small):
    with pytest.raises(AnswersError) as caught:
        admit_all(small, {f"groin{number}": "often" for number in range(SHOWN_AT_MOST + 2)})
    near = ["did you mean 'groin'?"] * SHOWN_AT_MOST + ["mend the others first"] * 2
    assert caught.value.sentences == tuple(
        f"'groin{number}': there is no such question, {words}" for number, words in enumerate(near)
    )


def test_earlier_answers_are_carried_over_as_far_as_they_still_fit(small):
    earlier = {"age": "52", "numb": ("foot?",), "gorin": "often", "groin": "often", "socks": "hard"}
    assert carry(small, earlier) == ({"age": 52, "numb": ("foot?",), "groin": "often"}, ("gorin", "socks"))

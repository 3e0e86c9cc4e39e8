"""The result of an interview as plain data: urgency, scores, what is open, and the notice on every way out."""

import pytest

from hipback import __version__
from hipback.bank import bank_from
from hipback.engine import Engine
from hipback.facts import PersonFacts
from hipback.interview import Interview, words_of
from hipback.model import AnyOf, OneOf, Urgency, Within
from hipback.report import (
    Advice,
    Answered,
    BankName,
    Contribution,
    FlagFound,
    IndicatorResult,
    PatternFound,
    Place,
    Report,
    StillOpen,
    Suppressed,
)
from hipback.result import because, make_report
from hipback.safety import ACTIONS, DRAFT, EXERCISE_CARE, GENERAL_ASK, NOTICE

NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
COMPLETE = NO_SIGNS | {"groin": "often", "socks": "some", "socks_cause": "hip", "numb": ("foot",), "rest_pain": 3}


def report_of(bank, *without: str, **answers) -> Report:
    """The report on someone without any sign, who gave these answers and none to the questions in `without`."""
    given = {question: answer for question, answer in (COMPLETE | answers).items() if question not in without}
    return make_report(Interview.start(bank, given=given))


# The whole


def test_a_report_is_plain_data(small):
    assert report_of(small) == Report(
        program=__version__,
        bank=BankName("small", "1.2.3", "A small bank", "en", "draft", "2026-11-22", small.sha256),
        status="completed",
        started="",
        finished="",
        urgency=Urgency.ROUTINE,
        actions=(),
        flags=(),
        indicators=(
            IndicatorResult(
                id="hip",
                title="Hip signs",
                low=7,
                high=7,
                maximum=10,
                band="many",
                band_label="Many",
                text="Many signs point to the hip.",
                possible_bands=("many",),
                possible_labels=("Many",),
                enough=True,
                contributions=(
                    Contribution("groin", "Pain in the groin", "often", "Often (most days)", "place", 4, 4),
                    Contribution("socks", "Trouble with socks", "some", "Some trouble", "movement", 2, 2),
                    Contribution("age", "Age", 50, "50 years", "history", 1, 1),
                ),
            ),
            IndicatorResult(
                id="back",
                title="Back signs",
                low=4,
                high=4,
                maximum=6,
                band="some",
                band_label="Some",
                text="Some signs point to the back.",
                possible_bands=("some",),
                possible_labels=("Some",),
                enough=True,
                contributions=(Contribution("numb", "Numb places", ("foot",), "In the foot", "signs", 4, 4),),
            ),
        ),
        headline=("both", "Hip and back may both play a part."),
        patterns=(
            PatternFound(
                "stiff",
                "A stiff hip",
                "Some answers tell of a hip that does not bend freely.",
                "Could you check how my hip bends?",
                ("Trouble with socks: Some trouble", "Pain in the groin: Often (most days)"),
            ),
        ),
        advice=(Advice("walking", "try_out", "", "Walking", "Take short walks, and rest when you like."),),
        care=EXERCISE_CARE,
        suppressed=(
            Suppressed("numb_foot", "A stretch may pull on a sore nerve."),
            Suppressed("stiff_hip", "Do not force a stiff hip."),
        ),
        ask=("Could you check how my hip bends?",),
        unsettled=(),
        answered=(
            Answered("now", "Warning signs", "Signs to act on now", "None of these", told_by_flags=True),
            Answered(
                "today", "Warning signs", "Signs to have checked today", "None of these today", told_by_flags=True
            ),
            Answered("soon", "Warning signs", "Weight loss", "No"),
            Answered("age", "About you", "Age", "50 years"),
            Answered("groin", "Where it hurts", "Pain in the groin", "Often (most days)"),
            Answered("socks", "Where it hurts", "Trouble with socks", "Some trouble"),
            Answered("socks_cause", "Where it hurts", "What makes socks hard", "My hip"),
            Answered("numb", "Where it hurts", "Numb places", "In the foot"),
            Answered("rest_pain", "Where it hurts", "Pain at rest", "3 of 10"),
        ),
        answers=COMPLETE,
        parked={},
        denied=(
            (
                Urgency.EMERGENCY,
                ("New numbness between your legs", "New trouble when you pee", "Two same-day signs together"),
            ),
            (Urgency.SAME_DAY, ("Fever with new back pain", "A fall with new pain")),
            (Urgency.SOON, ("Weight loss",)),
        ),
        not_asked=(),
        safety_net=(
            (
                Urgency.EMERGENCY,
                ("New numbness between your legs", "New trouble when you pee", "Two same-day signs together"),
            ),
            (Urgency.SAME_DAY, ("Fever with new back pain", "A fall with new pain")),
        ),
        draft=DRAFT,
        notice=f"{NOTICE} Tests never replace a visit.",
    )


def test_a_report_tells_the_times_it_was_given(small):
    report = make_report(
        Interview.start(small), started="2026-11-22T20:00:00+00:00", finished="2026-11-22T20:06:10+00:00"
    )
    assert (report.started, report.finished) == ("2026-11-22T20:00:00+00:00", "2026-11-22T20:06:10+00:00")


def test_a_bank_that_a_clinician_has_signed_is_no_draft(small):
    bank = bank_from(small.source.replace(b"status: draft", b"status: reviewed"), "bank.yaml")
    assert report_of(bank).draft == ""


# Ways out


@pytest.mark.hazard("HZ-14")
@pytest.mark.parametrize(
    ("given", "ended", "status", "urgency", "scored"),
    [
        pytest.param({}, False, "in_progress", None, False, id="before the first answer"),
        pytest.param({}, True, "stopped", None, False, id="ended before the first answer"),
        pytest.param(NO_SIGNS, True, "stopped", Urgency.ROUTINE, False, id="ended after the signs"),
        pytest.param(NO_SIGNS | {"soon": "yes"}, True, "stopped", Urgency.SOON, False, id="ended with a sign"),
        pytest.param({"now": ("saddle",)}, False, "stopped", Urgency.EMERGENCY, False, id="an emergency"),
        pytest.param(NO_SIGNS | {"now": ("pee?",)}, False, "stopped", Urgency.SAME_DAY, False, id="not sure"),
        pytest.param({"now": ("pee?",)}, False, "in_progress", Urgency.SAME_DAY, False, id="not sure, more to come"),
        pytest.param(NO_SIGNS | {"age": 17}, False, "stopped", Urgency.SAME_DAY, False, id="out of scope"),
        pytest.param(COMPLETE, False, "completed", Urgency.ROUTINE, True, id="completed"),
        pytest.param(COMPLETE, True, "completed", Urgency.ROUTINE, True, id="completed and ended"),
        pytest.param(COMPLETE | {"soon": "yes"}, False, "completed", Urgency.SOON, True, id="completed with a sign"),
    ],
)
def test_every_way_out_has_a_status_an_urgency_and_the_notice(small, given, ended, status, urgency, scored):
    report = make_report(Interview.start(small, given=given), ended=ended)
    assert (report.status, report.urgency, report.scored) == (status, urgency, scored)
    assert report.notice == f"{NOTICE} Tests never replace a visit."


@pytest.mark.hazard("HZ-14")
def test_a_bank_that_adds_nothing_to_the_notice_has_it_still(small):
    bank = bank_from(small.source.replace(b"notice: Tests never replace a visit.\n", b""), "bank.yaml")
    assert make_report(Interview.start(bank)).notice == NOTICE


def test_an_unfinished_screening_has_no_result(small):
    report = make_report(Interview.start(small, given=NO_SIGNS | {"groin": "often"}))
    assert (report.indicators, report.headline, report.patterns, report.ask, report.unsettled) == ((), None, (), (), ())
    assert (report.advice, report.suppressed) == ((), ())


def test_after_a_sign_that_cannot_wait_there_is_no_result(small):
    report = report_of(small, now=("saddle",))
    assert (report.indicators, report.headline, report.patterns, report.ask, report.unsettled) == ((), None, (), (), ())
    assert (report.advice, report.suppressed) == ((), ())


def test_parked_answers_are_kept_and_not_scored(small):
    report = report_of(small, socks="no", socks_cause="both")
    assert (report.parked, report.indicators[1].low) == ({"socks_cause": "both"}, 4)


# Urgency and flags


@pytest.mark.hazard("HZ-02")
def test_the_most_urgent_sign_decides_and_is_told_first(small):
    report = report_of(small, now=("saddle", "pee?"))
    assert (report.urgency, report.actions) == (Urgency.EMERGENCY, ACTIONS[Urgency.EMERGENCY])
    assert report.flags == (
        FlagFound(
            id="saddle",
            state="yes",
            urgency=Urgency.EMERGENCY,
            out_of_scope=False,
            label="New numbness between your legs",
            text="Nerves may need help now.",
            because=("New numbness between your legs",),
            references=("khan",),
        ),
        FlagFound(
            id="pee",
            state="not_sure",
            urgency=Urgency.SAME_DAY,
            out_of_scope=False,
            label="New trouble when you pee",
            text="If this might be true, get seen today.",
            because=("New trouble when you pee",),
            references=("khan",),
        ),
    )


def test_a_sign_of_several_answers_tells_each_of_them_once(small):
    report = report_of(small, today=("fever", "fall"))
    assert [(flag.id, flag.because) for flag in report.flags] == [
        ("two_today", ("Fever with new back pain", "A fall with new pain")),
        ("fever", ("Fever with new back pain",)),
        ("fall", ("A fall with new pain",)),
    ]


def test_a_sign_that_can_wait_is_told_with_the_result(small):
    report = report_of(small, soon="yes")
    assert [(flag.id, flag.because) for flag in report.flags] == [("weight", ("Weight loss: Yes",))]
    assert (report.urgency, report.actions, report.scored) == (Urgency.SOON, ACTIONS[Urgency.SOON], True)


@pytest.mark.hazard("HZ-07")
def test_not_being_sure_of_a_sign_gives_the_cautious_text(small):
    report = report_of(small, soon="not_sure")
    assert [(flag.state, flag.text, flag.because) for flag in report.flags] == [
        ("not_sure", "If you think so, mention it soon.", ("Weight loss: Not sure",))
    ]


@pytest.mark.hazard("HZ-13")
def test_while_a_more_urgent_sign_was_not_asked_about_no_urgency_is_told(small):
    report = make_report(Interview.start(small, given={"now": ("none",), "today": ("none",)}))
    assert (report.urgency, report.actions) == (None, ())


def test_a_sign_that_was_not_found_is_denied_or_was_not_asked_about(small):
    report = report_of(small, now=("saddle",))
    assert [flag.id for flag in report.flags] == ["saddle"]
    assert report.denied == ((Urgency.EMERGENCY, ("New trouble when you pee",)),)
    assert report.not_asked == (
        (Urgency.EMERGENCY, ("Two same-day signs together",)),
        (Urgency.SAME_DAY, ("Fever with new back pain", "A fall with new pain")),
        (Urgency.SOON, ("Weight loss",)),
    )


@pytest.mark.hazard("HZ-20")
def test_who_is_out_of_scope_is_told_why(small):
    report = report_of(small, age=17)
    assert [(flag.id, flag.because) for flag in report.out_of_scope] == [("child", ("Age: 17 years",))]


def test_who_is_in_scope_is_told_nothing_about_it(small):
    assert report_of(small).out_of_scope == ()


def test_not_being_sure_of_the_scope_leaves_the_result(small):
    report = report_of(small, age="rather_not_say")
    assert (report.status, report.urgency, report.flags, report.out_of_scope) == ("completed", Urgency.ROUTINE, (), ())


def test_words_for_someone_who_may_be_out_of_scope_come_with_the_result(small):
    words = b"    out_of_scope: yes\n    not_sure: If you are under 18, see someone.\n"
    bank = bank_from(small.source.replace(b"    out_of_scope: yes\n", words), "bank.yaml")
    report = report_of(bank, age="rather_not_say")
    assert [(flag.state, flag.urgency, flag.text, flag.because) for flag in report.flags] == [
        ("not_sure", Urgency.ROUTINE, "If you are under 18, see someone.", ("Age: Rather not say",))
    ]
    assert (report.status, report.out_of_scope) == ("completed", ())


@pytest.mark.parametrize(
    ("answers", "warned"),
    [
        ({}, False),
        ({"soon": "yes"}, False),
        ({"age": "skipped"}, False),
        ({"age": 17}, True),
        ({"today": ("fall?",)}, True),
        ({"now": ("saddle",)}, True),
    ],
)
def test_a_warning_stands_in_place_of_a_score(small, answers, warned):
    report = report_of(small, **answers)
    assert (report.warned, report.scored) == (warned, not warned)


def test_a_bank_without_flags_has_no_signs_to_watch_for(small):
    before, _, rest = small.source.partition(b"flags:\n")
    rest = rest[rest.index(b"indicators:") :].replace(b"{urgency: soon}", b"{soon: yes}")
    source = before + b"without_flags: A test.\n" + rest
    report = report_of(bank_from(source, "bank.yaml"))
    assert (report.safety_net, report.urgency) == ((), Urgency.ROUTINE)


# Scores


@pytest.mark.hazard("HZ-31", "HZ-50")
def test_an_open_answer_widens_the_score_and_leaves_the_band_open(small):
    hip = report_of(small, socks_cause="skipped").indicators[0]
    assert (hip.low, hip.high, hip.band, hip.possible_bands, hip.possible_labels, hip.band_label, hip.text) == (
        5,
        7,
        None,
        ("some", "many"),
        ("Some", "Many"),
        "",
        "",
    )


def test_an_open_answer_that_does_not_matter_leaves_the_band_as_it_is(small):
    report = report_of(small, numb=("foot", "thigh?"))
    assert (report.indicators[1].band, report.unsettled) == ("some", ())


def test_where_too_few_answers_were_given_any_band_is_possible(small):
    hip = report_of(small, groin="skipped", socks="no").indicators[0]
    assert (hip.enough, hip.band, hip.possible_bands) == (False, None, ("few", "some", "many"))


def test_with_too_few_answers_no_band_is_named_even_where_there_is_but_one(small):
    one_band = small.indicators["hip"]._replace(bands=small.indicators["hip"].bands[:1])
    bank = small._replace(indicators={**small.indicators, "hip": one_band})
    hip = report_of(bank, groin="skipped", socks="no").indicators[0]
    assert (hip.enough, hip.band, hip.text, hip.possible_bands) == (False, None, "", ("few",))


def test_a_question_that_was_perhaps_to_be_asked_contributes_without_an_answer(small):
    report = report_of(small, "socks_cause", socks="not_sure")
    assert report.indicators[1].contributions == (
        Contribution("socks_cause", "What makes socks hard", None, "", "signs", 0, 2),
        Contribution("numb", "Numb places", ("foot",), "In the foot", "signs", 4, 4),
    )


def test_of_many_marks_each_contributes_by_itself(small):
    report = report_of(small, numb=("foot?", "thigh"))
    assert report.indicators[1].contributions == (
        Contribution("numb", "Numb places", ("foot?",), "In the foot (not sure)", "signs", 0, 4),
        Contribution("numb", "Numb places", ("thigh",), "In the thigh", "signs", 2, 2),
    )


def test_a_question_of_many_marks_that_was_skipped_contributes_for_each_of_them(small):
    report = report_of(small, numb="skipped")
    assert report.indicators[1].contributions == (
        Contribution("numb", "Numb places", "skipped", "Skipped", "signs", 0, 4),
        Contribution("numb", "Numb places", "skipped", "Skipped", "signs", 0, 2),
    )


def test_open_questions_tell_what_they_could_change(small):
    report = report_of(small, socks_cause="skipped", numb=("none",))
    assert report.unsettled == (StillOpen("socks_cause", "What makes socks hard", ("hip",)),)


# Places


def with_places(small, groin: bytes = b"groin: [often, sometimes]", numb: bytes = b"groin: thigh, below_knee: foot"):
    """The small bank with questions about places of the body."""
    source = small.source.replace(b"    sketch: leg\n", b"    hurts: {%s}\n" % groin, 1)
    return bank_from(source.replace(b"options: {foot:", b"hurts: {%s}\n    options: {foot:" % numb), "bank.yaml")


@pytest.mark.parametrize(
    ("answers", "places"),
    [
        ({"numb": ("none",)}, (Place("groin", "yes", ("Pain in the groin: Often (most days)",)),)),
        ({"groin": "rarely", "numb": ("none",)}, ()),
        (
            {"groin": "rarely"},
            (Place("below_knee", "yes", ("Numb places: In the foot",)),),
        ),
        (
            {"groin": "not_sure", "numb": ("none",)},
            (Place("groin", "not_sure", ("Pain in the groin: Not sure",)),),
        ),
        ({"groin": "skipped", "numb": "rather_not_say"}, ()),
        (
            {"groin": "skipped", "numb": ("thigh?",)},
            (Place("groin", "not_sure", ("Numb places: In the thigh (not sure)",)),),
        ),
        (
            {"groin": "not_sure", "numb": ("thigh", "foot?")},
            (
                Place("groin", "yes", ("Numb places: In the thigh",)),
                Place("below_knee", "not_sure", ("Numb places: In the foot (not sure)",)),
            ),
        ),
        (
            {"numb": ("thigh",)},
            (Place("groin", "yes", ("Pain in the groin: Often (most days)", "Numb places: In the thigh")),),
        ),
    ],
)
def test_places_are_told_where_the_person_said_that_it_hurts_or_was_not_sure(small, answers, places):
    assert report_of(with_places(small), **answers).places == places


def test_an_unfinished_screening_tells_of_the_places_so_far(small):
    given = NO_SIGNS | {"groin": "sometimes"}
    report = make_report(Interview.start(with_places(small), given=given))
    assert report.places == (Place("groin", "yes", ("Pain in the groin: Sometimes (some days)",)),)


# Headlines and patterns


@pytest.mark.parametrize(
    ("answers", "headline"),
    [
        ({}, "both"),
        ({"numb": ("none",)}, "hip"),
        ({"groin": "rarely", "socks": "no"}, "few"),
        ({"groin": "not_sure"}, "open"),
    ],
)
def test_the_first_headline_that_holds_is_told(small, answers, headline):
    assert report_of(small, **answers).headline[0] == headline


def test_a_headline_is_not_told_while_one_above_it_may_hold(small):
    """Whether the back plays a part is open; that the hip does is sure, and yet not all of it."""
    assert report_of(small, numb="not_sure").headline[0] == "open"


def test_a_pattern_is_told_only_where_it_surely_holds(small):
    assert report_of(small, socks="not_sure").patterns == ()


def test_without_a_pattern_there_is_still_something_to_ask(small):
    assert report_of(small, groin="rarely").ask == (GENERAL_ASK,)


def test_at_most_three_patterns_are_told(small):
    pattern = "{title: T, when: {groin: often}, text: T, ask: A%s, references: [khan]}"
    more = "".join(f"  more_{number}: {pattern % number}\n" for number in range(4))
    report = report_of(bank_from(small.source.replace(b"chapters:\n", more.encode() + b"chapters:\n"), "bank.yaml"))
    assert [found.id for found in report.patterns] == ["stiff", "more_0", "more_1"]
    assert report.ask == ("Could you check how my hip bends?", "A0", "A1")


# Advice


def advised(report: Report) -> tuple[list[str], list[str]]:
    """The ids of the advice that is shown, and of the reasons why some is not."""
    return [found.id for found in report.advice], [found.id for found in report.suppressed]


def test_advice_that_nothing_speaks_against_is_shown_in_the_order_of_the_bank(small):
    report = report_of(small, groin="rarely", numb=("thigh",))
    assert report.advice == (
        Advice("walking", "try_out", "", "Walking", "Take short walks, and rest when you like."),
        Advice(
            "stretch",
            "try_out",
            "On the floor",
            "A stretch for the hip",
            "Kneel on one knee and lean forward until the front of the hip feels a gentle pull.",
        ),
        Advice("bridge", "try_out", "On the floor", "Bridges", "Lie on your back and lift your hips."),
    )
    assert report.suppressed == ()


@pytest.mark.hazard("HZ-37", "HZ-38")
@pytest.mark.parametrize(
    ("answers", "shown", "because"),
    [
        pytest.param({"numb": ("foot",)}, ["walking", "bridge"], ["numb_foot"], id="an answer"),
        pytest.param({"numb": ("foot?",)}, ["walking", "bridge"], ["numb_foot"], id="a mark not sure of"),
        pytest.param({"numb": "not_sure"}, ["walking", "bridge"], ["numb_foot"], id="a list not sure of"),
        pytest.param({"numb": "skipped"}, ["walking", "bridge"], ["numb_foot"], id="a question skipped"),
        pytest.param({"groin": "often"}, ["walking", "stretch"], ["stiff_hip"], id="a pattern"),
        pytest.param({"groin": "not_sure"}, ["walking"], ["stiff_hip", "open_answers"], id="a pattern, perhaps"),
        pytest.param({"soon": "yes"}, [], ["be_seen"], id="a sign"),
        pytest.param({"soon": "not_sure"}, [], ["be_seen"], id="a sign, perhaps"),
        pytest.param({"soon": "rather_not_say"}, [], ["be_seen"], id="a sign, not told"),
        pytest.param(
            {"rest_pain": "skipped"}, ["walking", "stretch", "bridge"], [], id="no reason, though an answer is open"
        ),
    ],
)
def test_advice_is_held_back_by_what_is_so_and_by_what_may_be_so(small, answers, shown, because):
    assert advised(report_of(small, **({"groin": "rarely", "numb": ("none",)} | answers))) == (shown, because)


@pytest.mark.hazard("HZ-21")
def test_with_too_few_answers_only_advice_that_is_kept_is_shown(small):
    report = report_of(small, groin="rarely", numb=("none",), socks="skipped", age="skipped")
    assert (report.indicators[0].enough, advised(report)) == (False, (["walking"], ["open_answers"]))


def test_an_open_answer_that_leaves_enough_answers_holds_no_advice_back(small):
    report = report_of(small, groin="rarely", numb=("none",), socks="some", socks_cause="skipped")
    assert (report.indicators[0].enough, advised(report)) == (True, (["walking", "stretch", "bridge"], []))


def test_every_reason_counts_and_is_told_in_the_order_of_the_bank(small):
    assert advised(report_of(small, soon="yes")) == ([], ["be_seen", "numb_foot", "stiff_hip"])


@pytest.mark.hazard("HZ-21")
@pytest.mark.parametrize(
    ("given", "ended"),
    [
        pytest.param({}, False, id="before the first answer"),
        pytest.param(NO_SIGNS | {"groin": "often", "socks": "some"}, False, id="with questions left"),
        pytest.param(NO_SIGNS | {"groin": "often", "socks": "some"}, True, id="ended by the person"),
        pytest.param(COMPLETE | {"now": ("saddle",)}, False, id="stopped by a sign"),
        pytest.param(COMPLETE | {"today": ("fever?",)}, False, id="stopped by what may be a sign"),
        pytest.param(COMPLETE | {"age": 17}, False, id="not made for this person"),
    ],
)
def test_without_an_end_there_is_no_advice_and_no_reason_against_it(small, given, ended):
    assert advised(make_report(Interview.start(small, given=given), ended=ended)) == ([], [])


def test_a_bank_without_chapters_has_no_advice(small):
    bank = bank_from(small.source.partition(b"chapters:")[0], "bank.yaml")
    assert advised(report_of(bank)) == ([], [])


def test_a_chapter_that_is_no_advice_comes_with_no_summary(small):
    before = small.source.partition(b"suppressions:")[0]
    bank = bank_from(before.replace(b"    advice: yes\n", b"    advice: no\n"), "bank.yaml")
    assert advised(report_of(bank)) == ([], [])


# Words


@pytest.mark.parametrize(
    ("question", "answer", "words"),
    [
        ("groin", "often", "Often (most days)"),
        ("groin", "not_sure", "Not sure"),
        ("groin", "rather_not_say", "Rather not say"),
        ("socks", "does_not_apply", "Does not apply to me"),
        ("groin", "skipped", "Skipped"),
        ("age", 50, "50 years"),
        ("rest_pain", 0, "0 of 10"),
        ("numb", ("foot", "thigh?"), "In the foot; In the thigh (not sure)"),
        ("numb", ("none",), "None of these"),
    ],
)
def test_an_answer_is_told_in_the_words_that_were_chosen(small, question, answer, words):
    assert words_of(small.questions[question], answer) == words


NUMB = OneOf("numb", frozenset({"foot", "thigh"}))


@pytest.mark.parametrize(
    ("numb", "state", "words"),
    [
        (("foot",), "yes", ["In the foot"]),
        (("foot", "thigh"), "yes", ["In the foot; In the thigh"]),
        (("foot", "thigh?"), "yes", ["In the foot"]),
        (("thigh?",), "not_sure", ["In the thigh"]),
        ("skipped", "not_sure", ["In the foot; In the thigh"]),
        (("none",), "no", ["In the foot; In the thigh"]),
    ],
)
def test_of_many_marks_only_those_are_a_reason_that_were_chosen(small, numb, state, words):
    answers = {"numb": numb}
    assert list(because(Engine(small, PersonFacts(answers)), NUMB, answers, {state})) == words


def test_that_perhaps_none_of_the_marks_is_so_is_a_reason_with_words(small):
    answers = {"numb": ("thigh?",)}
    nothing = OneOf("numb", frozenset({"none"}))
    assert list(because(Engine(small, PersonFacts(answers)), nothing, answers, {"not_sure"})) == ["None of these"]


def test_only_answers_in_the_given_state_are_reasons(small):
    answers = {"groin": "often", "age": 30, "soon": "skipped"}
    parts = (OneOf("groin", frozenset({"often"})), Within("age", 50, None), OneOf("soon", frozenset({"yes"})))
    engine = Engine(small, PersonFacts(answers))
    assert list(because(engine, AnyOf(parts), answers, {"yes"})) == ["Pain in the groin: Often (most days)"]
    assert list(because(engine, AnyOf(parts), answers, {"no"})) == ["Age: 30 years"]
    assert list(because(engine, AnyOf(parts), answers, {"not_sure"})) == ["Weight loss: Skipped"]


def test_a_question_without_an_answer_is_a_reason_by_its_label(small):
    assert list(because(Engine(small, PersonFacts({})), Within("age", 50, None), {}, {"not_sure"})) == ["Age"]


def test_a_band_is_no_answer_and_so_no_reason(small):
    with_band = small.headlines[1].when
    answers = Interview.start(small, given=COMPLETE).answers
    assert list(because(Engine(small, PersonFacts(answers)), with_band, answers, {"yes"})) == []

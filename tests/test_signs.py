"""Of each warning sign: found, denied by the answers, or not asked about. No sign is ever called denied too early."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generated import bank_of, draw_answers
from hipback.bank import bank_from
from hipback.engine import named
from hipback.interview import Interview
from hipback.model import Bank, Urgency
from hipback.safety import by_urgency
from hipback.signs import denied, not_asked, told_by_flags

NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no"}


def known(bank: Bank, **answers) -> tuple[list[str], list[str]]:
    """The ids of the flags that are denied, and of those that were not asked about."""
    interview = Interview.start(bank, given=answers)
    return [flag.id for flag in denied(interview)], [flag.id for flag in not_asked(interview)]


ALL = ["saddle", "pee", "fever", "fall", "two_today", "weight", "child"]


@pytest.mark.parametrize(
    ("answers", "no", "silent"),
    [
        pytest.param({}, [], ALL, id="nothing was answered"),
        pytest.param({"now": ("none",)}, ALL[:2], ALL[2:], id="one list was answered"),
        pytest.param(NO_SIGNS | {"age": 50}, ALL, [], id="all was answered"),
        pytest.param({"now": ("saddle",)}, ["pee"], ALL[2:], id="a sign that ends the questions"),
        pytest.param({"now": ("saddle?",)}, ["pee"], ALL[2:], id="a sign not sure of"),
        pytest.param(
            {"now": ("none",), "today": ("fever",)},
            ["saddle", "pee", "fall", "two_today"],
            ["weight", "child"],
            id="one of two that count together",
        ),
        pytest.param(
            {"now": ("none",), "today": ("fall?",)},
            ["saddle", "pee", "fever", "two_today"],
            ["weight", "child"],
            id="one of two, not sure",
        ),
        pytest.param({"now": "skipped"}, [], ALL[2:], id="a list skipped"),
    ],
)
def test_what_was_not_asked_is_not_denied(small, answers, no, silent):
    assert known(small, **answers) == (no, silent)


def test_a_sign_on_a_branch_that_was_never_put_is_not_asked(small):
    cough = b"  cough:\n    urgency: routine\n    label: A cough\n    when: {numb: thigh}\n    text: Tell a doctor.\n"
    source = small.source.replace(
        b"  child:\n", cough + b"    not_sure: Tell a doctor.\n    references: [khan]\n  child:\n"
    )
    bank = bank_from(
        source.replace(b"    label: Numb places\n", b"    label: Numb\n    ask_if: {groin: often}\n"), "bank.yaml"
    )
    rest = NO_SIGNS | {"age": 50, "socks": "no", "rest_pain": 0}
    assert known(bank, **rest, groin="rarely") == (ALL, ["cough"])
    assert known(bank, **rest, groin="often", numb=("foot",)) == ([*ALL[:-1], "cough", "child"], [])


@pytest.mark.hazard("HZ-65")
@given(seed=st.integers(0, 60), draw=st.randoms(use_true_random=False), rest=st.randoms(use_true_random=False))
def test_each_flag_is_found_denied_or_not_asked_and_further_answers_take_no_denial_back(seed, draw, rest):
    bank = bank_of(seed)
    first = draw_answers(Random(draw.random()), bank, 0.4)
    interview = Interview.start(bank, given=first)
    no, silent = denied(interview), not_asked(interview)
    found = [sign.flag for sign in interview.signs if sign.state in ("yes", "not_sure")]
    assert sorted(flag.id for flag in [*found, *no, *silent]) == sorted(bank.flags)
    assert [flag.id for flag in no if not interview.answers.keys() & set(named(flag.when))] == []
    later = Interview.start(bank, given=draw_answers(Random(rest.random()), bank) | interview.answers)
    assert {flag.id for flag in no} <= {flag.id for flag in denied(later)}


def test_the_labels_are_told_with_the_most_urgent_first_and_no_reason_of_scope(small):
    assert by_urgency(reversed(small.flags.values())) == (
        (
            Urgency.EMERGENCY,
            ("Two same-day signs together", "New trouble when you pee", "New numbness between your legs"),
        ),
        (Urgency.SAME_DAY, ("A fall with new pain", "Fever with new back pain")),
        (Urgency.SOON, ("Weight loss",)),
    )


@pytest.mark.parametrize(
    ("question", "answer", "found", "told"),
    [
        pytest.param("now", ("none",), [], True, id="none of a list of signs"),
        pytest.param("now", ("pee",), ["pee"], True, id="the one that was marked"),
        pytest.param("now", ("pee?",), ["pee"], True, id="the one not sure of"),
        pytest.param("now", ("saddle", "pee"), ["pee"], False, id="one of two"),
        pytest.param("now", "skipped", ["saddle", "pee"], True, id="any of them, since it was skipped"),
        pytest.param("now", "skipped", ["saddle"], False, id="not all that may be"),
        pytest.param("today", ("fall",), ["fall"], True, id="a list of which a count asks as well"),
        pytest.param("numb", ("none",), [], False, id="a list without flags"),
        pytest.param("soon", "yes", ["weight"], False, id="a question for one answer"),
        pytest.param("age", 12, ["child"], False, id="a number"),
    ],
)
def test_flags_tell_an_answer_if_they_tell_all_that_was_marked_in_a_list_of_signs(small, question, answer, found, told):
    flags = [small.flags[id] for id in found]
    assert told_by_flags(small, {question: answer}, flags) == ({question} if told else set())


def test_a_list_with_one_option_that_no_flag_asks_for_is_no_list_of_signs(small):
    bank = bank_from(small.source.replace(b"{fever: Fever with", b"{cold: A cold, fever: Fever with"), "bank.yaml")
    assert told_by_flags(bank, {"today": ("fever",)}, bank.flags.values()) == set()


def test_a_flag_for_either_of_two_options_does_not_tell_which_one_was_marked(small):
    either = b"label: One or the other\n    when: {now: [saddle, pee]}"
    bank = bank_from(small.source.replace(b"when: {now: pee}", either), "bank.yaml")
    assert told_by_flags(bank, {"now": ("pee",)}, bank.flags.values()) == set()

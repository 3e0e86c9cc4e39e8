"""The interview on a terminal, driven through a `Screen` that reads from a list and writes to a list."""

from collections.abc import Iterable, Iterator

import pytest

from hipback.bank import bank_from
from hipback.interview import Interview, Step
from hipback.layout import wrap
from hipback.model import Bank, OneOf
from hipback.terminal import HELP_AFTER, TRIES_AT_MOST, QuitError, Screen, ask, choose, understood, welcome

NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
TODAY = "2026-11-22"
COMPLETE = NO_SIGNS | {"groin": "often", "socks": "some", "socks_cause": "hip", "numb": ("foot",), "rest_pain": 3}

# Everything that stands before the question of the same id, in the order of the bank.
BEFORE = {question: dict(list(COMPLETE.items())[:count]) for count, question in enumerate(COMPLETE)}


class Talk:
    """What was said to someone who types these replies, and every state of the interview on the way."""

    def __init__(self, replies: Iterable[str], width: int = 80, pictures: bool = True) -> None:
        lines = iter(replies)
        self.said: list[tuple[str, str]] = []
        self.states: list[Interview] = []
        self.screen = Screen(
            lambda: next((f"{line}\n" for line in lines), ""),
            lambda words, style: self.said.append((words, style)),
            lambda: width,
            pictures,
        )
        self.unread: Iterator[str] = lines

    def hold(self, interview: Interview) -> "Talk":
        self.states = [interview, *ask(interview, self.screen)]
        return self

    @property
    def last(self) -> Interview:
        return self.states[-1]

    @property
    def lines(self) -> list[str]:
        return [words for words, _ in self.said]

    @property
    def text(self) -> str:
        return "".join(f"{words}\n" for words, _ in self.said)

    @property
    def flat(self) -> str:
        return " ".join(self.text.split())


def talk(bank: Bank, question: str, *replies: str, width: int = 80, pictures: bool = True) -> Talk:
    """Begin at a question of the small bank, with all before it answered."""
    return Talk(replies, width, pictures).hold(Interview.start(bank, given=BEFORE[question]))


def answer_to(bank: Bank, question: str, *replies: str) -> object:
    """What the record holds of a question after these replies; None if it is still open."""
    return talk(bank, question, *replies).last.answers.get(question)


def between(told: Talk, first: str, end: str = "\0") -> str:
    """What was said from some words up to others."""
    return first + told.text.partition(first)[2].partition(end)[0]


# Whole transcripts: what stands on the screen, with what was typed left out


def test_one_question_looks_like_this(small):
    assert between(talk(small, "soon", "2"), "Question 3", "Question 4") == (
        "Question 3, then at least 5 and at most 6 more\n"
        "Have you lost weight without trying?\n"
        "  1 Yes\n"
        "  2 No\n"
        "  3 Not sure\n"
        "  4 Rather not say\n"
        "Type the number that fits best.\n"
        "Or: help, why, back, skip, quit.\n"
        "Your answer: \n"
        "You chose: No\n"
        "\n"
        "About you\n"
        "\n"
    )


@pytest.mark.hazard("HZ-11")
def test_many_options_look_like_this(small):
    assert between(talk(small, "numb", "1 2?"), "Question 8", "Question 9") == (
        "Question 8, then 1 more\n"
        "Where do you feel numb?\n"
        "  1 In the foot\n"
        "  2 In the thigh\n"
        "  3 None of these\n"
        "  4 Not sure\n"
        "  5 Rather not say\n"
        "Type all numbers that fit, like 1 3. Not sure about one? Add ? to it, like 2?\n"
        "Or: help, why, back, skip, quit.\n"
        "Your answer: \n"
        "You chose: In the foot; In the thigh (not sure)\n"
        "\n"
    )


def test_a_number_looks_like_this(small):
    assert between(talk(small, "age", "50"), "About you", "Where it hurts") == (
        "About you\n"
        "\n"
        "Question 4, then at least 4 and at most 5 more\n"
        "How old are you?\n"
        "Type a number from 0 to 120 years, or: not sure, rather not say.\n"
        "Or: help, why, back, skip, quit.\n"
        "Your answer: \n"
        "You chose: 50 years\n"
        "\n"
    )


def test_a_scale_looks_like_this(small):
    assert between(talk(small, "rest_pain", "3"), "Question 9") == (
        "Question 9, the last one\n"
        "How strong is the pain at rest today?\n"
        "  0 is no pain. 10 is the worst pain.\n"
        "Type a number from 0 to 10, or: not sure, rather not say.\n"
        "Or: help, why, back, skip, quit.\n"
        "Your answer: \n"
        "You chose: 3 of 10\n"
    )


def test_the_confirmation_of_an_emergency_looks_like_this(small):
    assert talk(small, "now", "1 2?", "yes").text.partition("Your answer: \n")[2] == (
        "You chose: New numbness between your legs; New trouble when you pee (not sure)\n"
        "\n"
        "You chose:\n"
        "  - New numbness between your legs\n"
        "\n"
        "You are not sure about:\n"
        "  - New trouble when you pee\n"
        "Is that right?\n"
        "  1 Yes\n"
        "  2 No, let me answer again\n"
        "Your choice: \n"
    )


def test_help_and_why_look_like_this(small):
    assert between(talk(small, "soon", "help", "why"), "Your answer: \n", "\0") == (
        "Your answer: \n"
        "Think of the last half year.\n"
        "Type the number that fits best.\n"
        "help: these words. why: why this is asked. back: the question before. skip:\n"
        "leave it open. quit: stop here; your answers are kept for later if saving is on.\n"
        "Your answer: \n"
        "It is worth a check.\n"
        "Where this comes from:\n"
        "  - Khan and others, 2004.\n"
        "Your answer: \n"
    )


@pytest.mark.hazard("HZ-03", "HZ-04")
def test_a_warning_that_does_not_end_the_questions_looks_like_this(small):
    told = talk(small, "now", "2?")
    assert told.said[told.lines.index("Your answer: ") + 1 :][:8] == [
        ("You chose: New trouble when you pee (not sure)", ""),
        ("", ""),
        ("If this might be true, get seen today.", "warning"),
        ("A few more signs come first. They tell how soon you need help.", "warning"),
        ("", ""),
        ("Question 2, the last one", ""),
        ("Is any of this true today?", "question"),
        ("  1 Fever with new back pain", ""),
    ]


def test_a_first_question_without_a_section_has_no_heading(small):
    bank = bank_from(small.source.replace(b"    section: Warning signs\n", b""), "bank.yaml")
    assert [style for _, style in talk(bank, "now").said if style] == ["question", "prompt"]


def test_a_sketch_stands_above_the_question_in_no_style(small):
    assert talk(small, "groin").said[3:7] == [
        ("Question 5, then at least 3 and at most 4 more", ""),
        ("  /\\", ""),
        (" /  \\", ""),
        ("Do you feel pain in the groin?", "question"),
    ]


def test_a_sketch_is_shown_once_for_questions_in_a_row_that_share_it(small):
    bank = bank_from(small.source.replace(b"  socks:\n", b"  socks:\n    sketch: leg\n", 1), "bank.yaml")
    told = talk(bank, "groin", "1", "back")
    assert told.lines.count("  /\\") == 2
    assert talk(bank, "groin", "1").lines.count("  /\\") == 1


# Every kind of question, every kind of reply


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("1", "often"),
        ("2", "sometimes"),
        ("3", "rarely"),
        ("4", "not_sure"),
        ("5", "rather_not_say"),
        ("often", "often"),
        ("OFTEN", "often"),
        ("o", "often"),
        ("Often (most days)", "often"),
        ("some", "sometimes"),
        ("rarely or", "rarely"),
        ("rarely", "rarely"),
        ("not_sure", "not_sure"),
        ("not sure", "not_sure"),
        ("n", "not_sure"),
        ("rather not say", "rather_not_say"),
        ("rat", "rather_not_say"),
        ("  2  ", "sometimes"),
        ("2\r", "sometimes"),
        ("\tOften\t(most   days) ", "often"),
        ("\uff12", "sometimes"),
        ("\uff2f\uff46\uff54\uff45\uff4e", "often"),
        ("skip", "skipped"),
        ("s", "skipped"),
    ],
)
def test_a_question_with_one_answer_understands(small, reply, answer):
    assert answer_to(small, "groin", reply) == answer


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("1", ("foot",)),
        ("1 2", ("foot", "thigh")),
        ("2 1", ("foot", "thigh")),
        ("1,2", ("foot", "thigh")),
        ("1, 2", ("foot", "thigh")),
        ("2?", ("thigh?",)),
        ("2 ?", ("thigh?",)),
        ("1 2?", ("foot", "thigh?")),
        ("1?,2?", ("foot?", "thigh?")),
        ("foot", ("foot",)),
        ("foot thigh?", ("foot", "thigh?")),
        ("in the f", ("foot",)),
        ("3", ("none",)),
        ("none", ("none",)),
        ("NONE", ("none",)),
        ("None of these", ("none",)),
        ("4", "not_sure"),
        ("not sure", "not_sure"),
        ("5", "rather_not_say"),
        ("rather", "rather_not_say"),
        ("\uff11\u3000\uff12\uff1f", ("foot", "thigh?")),
        ("1 2?\r", ("foot", "thigh?")),
        ("skip", "skipped"),
    ],
)
def test_a_question_with_many_answers_understands(small, reply, answer):
    assert answer_to(small, "numb", reply) == answer


@pytest.mark.parametrize(
    ("reply", "answer"),
    [
        ("0", 0),
        ("50", 50),
        ("120", 120),
        ("050", 50),
        ("\uff15\uff10", 50),
        (" 50 \r", 50),
        ("not sure", "not_sure"),
        ("Not", "not_sure"),
        ("rather not say", "rather_not_say"),
        ("skip", "skipped"),
    ],
)
def test_a_question_for_a_number_understands(small, reply, answer):
    assert answer_to(small, "age", reply) == answer


@pytest.mark.parametrize(
    ("reply", "answer"), [("0", 0), ("10", 10), ("7", 7), ("not sure", "not_sure"), ("rather", "rather_not_say")]
)
def test_a_scale_understands(small, reply, answer):
    assert answer_to(small, "rest_pain", reply) == answer


@pytest.mark.hazard("HZ-70")
@pytest.mark.parametrize("reply", ["5", "does not apply to me", "does not", "DOES_NOT_APPLY"])
def test_a_question_that_may_not_apply_can_be_answered_so(small, reply):
    assert answer_to(small, "socks", reply) == "does_not_apply"


def test_a_question_that_always_applies_does_not_offer_that(small):
    assert answer_to(small, "groin", "does not apply to me") is None


@pytest.mark.parametrize(
    ("question", "reply"),
    [
        ("groin", ""),
        ("groin", "   "),
        ("groin", "0"),
        ("groin", "6"),
        ("groin", "1 2"),
        ("groin", "1?"),
        ("groin", "-1"),
        ("groin", "1.0"),
        ("groin", "oftn"),
        ("groin", "0001"),
        ("groin", "9" * 5000),
        ("soon", "n\u00f3"),
        ("numb", ""),
        ("numb", ","),
        ("numb", "?1"),
        ("numb", "1 1"),
        ("numb", "1 1?"),
        ("numb", "3 1"),
        ("numb", "3?"),
        ("numb", "none?"),
        ("numb", "1 4"),
        ("numb", "6"),
        ("numb", "in the"),
        ("age", ""),
        ("age", "121"),
        ("age", "-5"),
        ("age", "fifty"),
        ("age", "50.5"),
        ("age", "1e2"),
        ("age", "0000050"),
        ("age", "9" * 5000),
        ("rest_pain", "11"),
        ("rest_pain", "3 4"),
    ],
)
def test_a_reply_that_is_no_answer_is_refused_and_the_question_stays_open(small, question, reply):
    told = talk(small, question, reply)
    assert len(told.states) == 1
    assert told.lines.count("Your answer: ") == 2


@pytest.mark.hazard("HZ-06")
@pytest.mark.parametrize("question", ["groin", "numb", "age", "rest_pain"])
def test_enter_alone_asks_again_and_is_never_an_answer(small, question):
    told = talk(small, question, "", "skip")
    assert [state.answers.get(question) for state in told.states] == [None, "skipped"]
    assert "Please type an answer. Enter alone is no answer." in told.lines


@pytest.mark.parametrize("question", ["groin", "numb", "age", "rest_pain"])
def test_help_is_shown_once_after_three_refusals(small, question):
    help_ = small.questions[question].help
    assert help_ not in talk(small, question, *["zzz"] * (HELP_AFTER - 1)).flat
    assert talk(small, question, *["zzz"] * (HELP_AFTER + 3)).flat.count(help_) == 1


@pytest.mark.parametrize("question", ["groin", "numb", "age", "rest_pain"])
def test_the_interview_ends_after_twenty_refusals(small, question):
    told = talk(small, question, *["zzz"] * (TRIES_AT_MOST + 5))
    assert told.lines.count("Your answer: ") == 20
    assert told.lines[-1] == "Let us stop here."
    assert (told.last.question.id, len(list(told.unread))) == (question, 5)


def test_a_reply_that_is_refused_is_told_back_in_few_words(small):
    told = talk(small, "groin", "x" * 500)
    assert "'" + "x" * 57 + "...'" in told.flat
    assert "x" * 60 not in told.flat


@pytest.mark.parametrize(
    ("question", "typed", "meant"),
    [
        ("groin", "HELP", ("help", "")),
        ("groin", "Often ", ("", "often")),
        ("groin", "oftn", ("", "")),
        ("numb", "in the f", ("", ("foot",))),
        ("numb", "1 2?", ("", ("foot", "thigh?"))),
        ("age", "50", ("", 50)),
    ],
)
def test_what_typed_words_would_do_is_known_without_asking(small, question, typed, meant):
    assert understood(small.questions[question], typed) == meant


# Commands


@pytest.mark.parametrize("question", ["now", "soon", "age", "groin", "numb", "rest_pain"])
@pytest.mark.parametrize("word", ["help", "h", "HELP", " Help "])
def test_help_is_given_at_every_question(small, question, word):
    told = talk(small, question, word)
    assert small.questions[question].help in told.flat
    assert "quit: stop here" in told.flat
    assert len(told.states) == 1


@pytest.mark.parametrize("question", ["now", "soon", "age", "groin", "numb", "rest_pain"])
@pytest.mark.parametrize("word", ["why", "w", "?", "Why"])
def test_why_tells_the_reason_and_the_sources(small, question, word):
    told = talk(small, question, word)
    assert small.questions[question].why in told.flat
    [reference] = small.questions[question].references
    assert f"- {small.references[reference].text}" in told.flat
    assert len(told.states) == 1


@pytest.mark.hazard("HZ-48")
@pytest.mark.parametrize("question", ["today", "soon", "age", "groin", "numb", "rest_pain"])
@pytest.mark.parametrize("word", ["back", "b", "BACK"])
def test_back_goes_to_the_question_before(small, question, word):
    told = talk(small, question, word)
    ids = list(COMPLETE)
    assert told.last.question.id == ids[ids.index(question) - 1]


@pytest.mark.hazard("HZ-06")
@pytest.mark.parametrize("question", ["now", "soon", "age", "groin", "numb", "rest_pain"])
@pytest.mark.parametrize("word", ["skip", "s"])
def test_skip_leaves_every_question_open(small, question, word):
    assert answer_to(small, question, word) == "skipped"


@pytest.mark.parametrize("question", ["now", "soon", "age", "groin", "numb", "rest_pain"])
@pytest.mark.parametrize("word", ["quit", "q", "Quit", "\uff51"])
def test_quit_ends_at_every_question(small, question, word):
    told = talk(small, question, word, "1")
    assert (told.last.question.id, list(told.unread)) == (question, ["1"])


@pytest.mark.hazard("HZ-06")
@pytest.mark.parametrize("question", ["now", "soon", "age", "groin", "numb", "rest_pain"])
def test_the_end_of_input_ends_at_every_question(small, question):
    assert talk(small, question).last.question.id == question


def test_back_at_the_first_question_says_so_and_stays(small):
    told = talk(small, "now", "back", "3")
    assert "This is the first question." in told.lines
    assert told.states[1].steps == (Step("now", ("none",)),)


def test_back_offers_the_old_answer_and_keep_takes_it(small):
    told = talk(small, "socks", "back", "keep")
    assert "Your earlier answer: Often (most days). Type keep to leave it so." in told.flat
    assert [state.answers.get("groin") for state in told.states] == ["often", None, "often"]


@pytest.mark.parametrize("word", ["keep", "k", "Keep"])
def test_keep_is_understood_as_a_word_and_as_a_letter(small, word):
    assert talk(small, "rest_pain", "back", word).last.answers["numb"] == ("foot",)


def test_an_old_answer_can_be_replaced(small):
    assert talk(small, "socks", "back", "3").last.answers["groin"] == "rarely"


def test_keep_without_an_old_answer_is_no_answer(small):
    told = talk(small, "groin", "keep")
    assert len(told.states) == 1
    assert "'keep' is none of the answers." in told.flat


def test_a_skipped_question_is_offered_as_skipped(small):
    told = talk(small, "groin", "skip", "back", "keep")
    assert "Your earlier answer: Skipped." in told.flat
    assert told.last.answers["groin"] == "skipped"


def test_one_can_go_back_to_the_very_first_question(small):
    told = talk(small, "rest_pain", *["back"] * 20)
    assert told.last.question.id == "now"
    assert told.last.parked == {question: answer for question, answer in COMPLETE.items() if question != "rest_pain"}


def test_every_answer_is_yielded_at_once(small):
    told = talk(small, "now", "none", "none", "2")
    assert [len(state.steps) for state in told.states] == [0, 1, 2, 3]


# Warning signs


@pytest.mark.hazard("HZ-22")
def test_an_emergency_is_confirmed_once(small):
    told = talk(small, "now", "1", "1", "none")
    assert told.lines.count("Is that right?") == 1
    assert [sign.flag.id for sign in told.last.stopped_by] == ["saddle"]
    assert list(told.unread) == ["none"]


@pytest.mark.parametrize("word", ["2", "no", "No, let me answer again"])
def test_no_puts_the_same_question_again_with_the_old_answer(small, word):
    told = talk(small, "now", "1 2?", word, "none")
    assert [dict(state.steps) for state in told.states] == [
        {},
        {"now": ("saddle", "pee?")},
        {},
        {"now": ("none",)},
    ]
    assert (
        "Your earlier answer: New numbness between your legs; New trouble when you pee (not sure). Type keep"
        in told.flat
    )


@pytest.mark.hazard("HZ-43")
def test_the_end_of_input_at_the_confirmation_counts_as_yes(small):
    assert [sign.flag.id for sign in talk(small, "now", "1").last.stopped_by] == ["saddle"]


@pytest.mark.hazard("HZ-43")
def test_twenty_replies_that_are_neither_yes_nor_no_count_as_yes(small):
    told = talk(small, "now", "1", *["maybe"] * TRIES_AT_MOST, "no")
    assert [sign.flag.id for sign in told.last.stopped_by] == ["saddle"]


@pytest.mark.hazard("HZ-03")
def test_the_interview_is_yielded_before_the_confirmation(small):
    told = Talk(["1", "yes"])
    states = ask(Interview.start(small), told.screen)
    assert next(states).stopped_by != ()
    assert "Is that right?" not in told.flat


def test_an_unsure_emergency_sign_is_told_at_once_and_more_urgent_ones_still_come(small):
    told = talk(small, "now", "2?", "none")
    assert [state.question and state.question.id for state in told.states][:2] == ["now", "today"]
    text = small.flags["pee"].not_sure
    assert text in told.lines
    assert told.lines.index(text) < told.lines.index("Is any of this true today?")


def test_a_warning_is_told_before_another_line_is_read(small):
    """Here nothing more is ever typed."""
    told = talk(small, "now", "2?")
    assert list(told.unread) == []
    assert small.flags["pee"].not_sure in told.lines


def test_a_same_day_sign_ends_the_interview_when_no_more_urgent_one_is_left(small):
    told = talk(small, "today", "fever", "yes")
    assert "Is that right?" in told.lines
    assert [sign.flag.id for sign in told.last.stopped_by] == ["fever"]


def test_two_same_day_signs_are_an_emergency(small):
    told = talk(small, "today", "1 2", "yes")
    assert [sign.flag.id for sign in told.last.stopped_by] == ["two_today", "fever", "fall"]


def test_a_sign_that_does_not_stop_is_not_confirmed(small):
    told = talk(small, "soon", "yes")
    assert "Is that right?" not in told.lines
    assert told.last.question.id == "age"


def test_a_warning_is_said_in_the_style_of_a_warning(small):
    assert (small.flags["pee"].not_sure, "warning") in talk(small, "now", "2?").said


# What is shown


def test_a_section_is_named_when_it_begins(small):
    told = talk(small, "now", "none", "none", "2", "50")
    assert [words for words, style in told.said if style == "heading"] == [
        "Warning signs",
        "About you",
        "Where it hurts",
    ]


def test_a_sketch_is_shown_only_with_pictures(small):
    assert small.sketches["leg"].splitlines()[0] in talk(small, "groin").lines
    assert small.sketches["leg"].splitlines()[0] not in talk(small, "groin", pictures=False).lines


def test_the_progress_counts_and_its_upper_figure_never_rises(small):
    told = talk(small, "now", "none", "none", "2", "50", "1", "2", "1", "1", "3")
    assert [line for line in told.lines if line.startswith("Question ")] == [
        "Question 1, then at least 7 and at most 8 more",
        "Question 2, then at least 6 and at most 7 more",
        "Question 3, then at least 5 and at most 6 more",
        "Question 4, then at least 4 and at most 5 more",
        "Question 5, then at least 3 and at most 4 more",
        "Question 6, then at least 2 and at most 3 more",
        "Question 7, then 2 more",
        "Question 8, then 1 more",
        "Question 9, the last one",
    ]


def test_where_nothing_more_is_sure_to_come_only_the_most_is_told(small):
    last = {
        "only": small.questions["socks"]._replace(id="only"),
        "cause": small.questions["socks_cause"]._replace(id="cause", ask_if=OneOf("only", frozenset({"some"}))),
    }
    told = Talk(["skip"], 80, True).hold(Interview.start(small._replace(questions=last, flags={})))
    assert [line for line in told.lines if line.startswith("Question ")] == ["Question 1, then at most 1 more"]


@pytest.mark.parametrize("width", [20, 40, 80])
def test_no_line_is_wider_than_the_screen(small, width):
    told = talk(small, "now", "h", "w", "x", "none", "none", "2", "50", "h", "w", "1", width=width, pictures=False)
    assert max(map(len, told.lines)) <= width


def test_an_escape_sequence_that_is_typed_is_not_said_again(small):
    told = talk(small, "groin", "\x1b[A\x1b[2J")
    assert "\x1b" not in told.text
    assert "'\ufffd[a\ufffd[2j' is none of the answers. Type a number from 1 to 5." in told.lines


@pytest.mark.hazard("HZ-27", "HZ-47")
def test_the_welcome_says_what_this_is_and_that_it_stays_private(small):
    told = Talk([])
    welcome(small, told.screen, TODAY)
    assert told.said == [
        ("A small bank", "title"),
        ("", ""),
        ("If you feel very ill, or think you need help now, do not wait for these", "warning"),
        ("questions. Call for help.", "warning"),
        ("", ""),
        ("This small bank is for tests.", ""),
        ("", ""),
        ("No clinician has signed this question list yet. It is a draft.", ""),
        ("", ""),
        ("All stays on this computer. Nothing is sent anywhere.", ""),
        ("", ""),
        ("Type the number of your answer and press Enter. At every question you can also", ""),
        ("type a word, or its first letter: help, why, back, skip, quit.", ""),
    ]


@pytest.mark.hazard("HZ-52")
def test_the_welcome_says_if_there_are_no_warning_signs(small):
    reason = "This list asks about no warning signs: it is for a class."
    source = small.source.decode()
    head, _, rest = source.partition("flags:\n")
    rest = rest.partition("indicators:")[2].partition("chapters:")[0]
    bank = bank_from(f'without_flags: "{reason}"\n{head}indicators:{rest}'.encode(), "x.yaml")
    told = Talk([])
    welcome(bank, told.screen, TODAY)
    assert reason in told.flat


@pytest.mark.hazard("HZ-54", "HZ-55")
@pytest.mark.parametrize(("today", "said"), [("2028-11-22", False), ("2028-11-23", True), ("2030-01-01", True)])
def test_the_welcome_says_if_the_questions_are_too_old(small, today, said):
    told = Talk([])
    welcome(small._replace(review_by="2028-11-22"), told.screen, today)
    old = (
        "This question list was to be checked again by 2028-11-22. That day is over, so parts of it may be out of "
        "date. Please look for a newer version, or ask a professional."
    )
    assert (old in told.flat) == said


def test_a_bank_that_names_no_day_is_never_called_too_old(small):
    told = Talk([])
    welcome(small._replace(review_by=""), told.screen, "2999-12-31")
    assert "out of date" not in told.flat


# Choosing


@pytest.mark.parametrize("reply", ["2", "no", "No, thanks", "no, t", "\uff12", " NO "])
def test_a_choice_is_made_by_number_id_or_the_beginning_of_its_label(reply):
    told = Talk([reply])
    assert choose("Coffee?", {"yes": "Yes, please", "no": "No, thanks"}, told.screen) == "no"
    assert told.said == [
        ("Coffee?", "question"),
        ("  1 Yes, please", ""),
        ("  2 No, thanks", ""),
        ("Your choice: ", "prompt"),
    ]


def test_a_choice_that_is_none_is_asked_again():
    told = Talk(["", "3", "maybe", "y"])
    assert choose("Coffee?", {"yes": "Yes, please", "no": "No, thanks"}, told.screen) == "yes"
    assert told.lines.count("Please type a number from 1 to 2.") == 3


def test_a_choice_is_given_up_after_twenty_tries():
    with pytest.raises(QuitError):
        choose("Coffee?", {"yes": "Yes", "no": "No"}, Talk(["maybe"] * 30).screen)


@pytest.mark.parametrize("word", ["quit", "q"])
def test_quit_is_understood_at_a_choice(word):
    with pytest.raises(QuitError):
        choose("Coffee?", {"yes": "Yes", "no": "No"}, Talk([word, "yes"]).screen)


def test_the_end_of_input_at_a_choice_is_told():
    with pytest.raises(EOFError):
        choose("Coffee?", {"yes": "Yes", "no": "No"}, Talk([]).screen)


# Words in lines


def test_words_are_wrapped_and_their_line_breaks_kept():
    assert wrap("one two three\nfour", 9, "- ") == ["- one two", "  three", "  four"]


@pytest.mark.hazard("HZ-07")
@pytest.mark.parametrize("reply", ["n", "no"])
def test_no_to_a_scale_is_not_taken_for_not_sure(small, reply):
    assert answer_to(small, "rest_pain", reply) is None


def test_no_to_a_list_of_signs_is_none_of_them(small):
    assert answer_to(small, "now", "no") == ("none",)

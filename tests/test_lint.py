"""What of a bank can be read and should be better, each at its place."""

import time

import pytest

from hipback.bank import default_bank_path
from hipback.lint import lint
from hipback.written import Written

BANK = """\
format: hipback-bank/1
id: hips
version: 1.0.0
title: Sore hips
status: draft
reviewed: 2026-11-22
languages: [en]
welcome: These questions are about your hips.

references:
  khan: {text: "Khan, 2004.", strength: A, figures: verified}

answers:
  often: {often: Often, sometimes: Sometimes, rarely: Rarely}
  side: {left: Left, both: Both, right: Right}

sketches:
  leg: a leg

questions:
  now:
    kind: many
    label: Signs to act on now
    text: Has any of this started?
    options:
      saddle: New numbness between your legs
      pee: New trouble when you pee
    none: None of these
    help: Think of today.
    why: These signs can not wait.
    references: [khan]
  groin:
    sketch: leg
    label: Pain in the groin
    text: Does it hurt in the groin?
    answers: often
    help: The crease where the leg folds.
    why: Hips hurt there.
    references: [khan]
    points: {hip.place: {often: 4, sometimes: 2}}
  thigh:
    label: Pain in the thigh
    text: Does it hurt in the thigh?
    answers: often
    help: Above the knee.
    why: Hip pain may spread.
    references: [khan]
    points: {hip.place: {often: 4, sometimes: 1}}
  limp:
    label: A limp
    text: Do you limp?
    answers: often
    help: Others may see it.
    why: Sore hips do this.
    references: [khan]
    points: {hip.place: {often: 2, sometimes: 1}}
  sit:
    label: Pain when you sit
    text: Does it hurt to sit?
    answers: often
    help: On a chair.
    why: Sore hips do this.
    references: [khan]
    points: {hip.place: {often: 2, sometimes: 1}}
  which:
    label: Side
    text: Which hip is sore?
    answers: side
    help: Feel with your hand.
    why: It may be both.
    references: [khan]
    points: {hip.place: {both: 2}}
  other:
    label: Side of the knee
    text: Which knee is sore?
    answers: side
    help: Feel with your hand.
    why: It may be both.
    references: [khan]
    points: {hip.place: {left: 1, right: 1}}
  past:
    kind: many
    label: Your past
    text: Which of these is true?
    options:
      hip: A sore hip as a child
      knee: A sore knee as a child
    help: Think back.
    why: The past counts.
    references: [khan]
    points: {hip.place: {hip: 2}}
  rest:
    kind: scale
    label: Pain at rest
    text: How bad is it at rest?
    ends: [no pain, the worst pain]
    help: When you lie still.
    why: It helps to choose.
    references: [khan]

flags:
  saddle:
    urgency: emergency
    when: {now: saddle}
    text: Get help now. It cannot wait.
    not_sure: If this might be true, get seen today.
    references: [khan]
  pee:
    urgency: emergency
    when: {now: pee}
    text: Get help now. Tell them what has changed.
    not_sure: If this might be true, get seen today.
    references: [khan]

indicators:
  hip:
    title: Hip signs
    at_most_unanswered: 30
    domains:
      place: {title: Where it hurts, cap: 12}
    bands:
      few: {from: 0, label: Few, text: You told of few hip signs.}
      some: {from: 4, label: Some, text: You told of some hip signs., needs: {past: [hip, knee]}}

headlines:
  some: {when: {hip: some}, text: Your hips may play a part.}
  open: {text: Thank you for your time.}

patterns:
  sore:
    title: A sore hip
    when: {groin: often}
    text: Sore hips hurt in the groin.
    ask: Could it be my hip?
    references: [khan]

chapters:
  basics:
    title: How hips work
    text: They bear your weight.
    topics:
      wear:
        title: Hips and age
        text: Some pain is likely with age.
        evidence: This is common teaching.
        references: [khan]
  steps:
    title: Steps to try
    text: Go gently.
    advice: yes
    topics:
      walks:
        title: Short walks
        text: Walk as far as it feels good. It may not suit you if you have arthritis.
        evidence: This is common teaching.
        references: [khan]

suppressions:
  worst:
    title: The pain is bad at rest
    when: {rest: {at_least: 7}}
    hides: [walks]
    text: Rest for now, and ask for help.
"""


def findings(old: str = "", new: str = "", bank: str = BANK) -> list[str]:
    """What is found in a bank after one change, as `line:column: code message`."""
    assert old in bank
    written = Written.of(bank.replace(old, new, 1).encode(), "bank.yaml")
    lint(written)
    return [str(problem).removeprefix("bank.yaml:") for problem in sorted(written.problems)]


def codes(old: str, new: str, bank: str = BANK) -> list[str]:
    """The places and codes alone, where the message is known from another test."""
    return [" ".join(found.split(" ")[:2]) for found in findings(old, new, bank)]


def test_a_bank_without_faults_has_no_findings():
    assert findings() == []


def test_the_shipped_bank_has_no_findings_and_is_looked_through_at_once():
    written = Written.read(default_bank_path())
    started = time.process_time()
    lint(written)
    assert written.problems == []
    assert time.process_time() - started < 2


# Texts


@pytest.mark.hazard("HZ-11", "HZ-12")
@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "welcome: These questions are about your hips.",
            "welcome: This investigation concerns musculoskeletal dysfunction.",
            "8:10: HB701 this reads at school grade 26.5, and 6 is the most here: write shorter words than "
            "'musculoskeletal' and 'investigation', or shorter sentences",
        ),
        (
            "help: Think of today.",
            "help: It is a part of you that you may rub and feel with one of your hands as you sit up straight in bed.",
            "29:11: HB702 24 words in one sentence, and 20 is the most: split 'It is a part of you that you may rub "
            "and feel with one of...'",
        ),
        (
            "text: You told of few hip signs.",
            "text: You have a sore hip.",
            "122:40: HB703 'You have' sounds like a diagnosis: say what the answers are seen with",
        ),
        (
            "text: Your hips may play a part.",
            "text: It may be a broken bone or a tumour.",
            "126:35: HB704 'tumour' names an illness as a result: say what to do, and leave the name out",
        ),
        (
            "text: Sore hips hurt in the groin.",
            "text: This is seen in 1 in 10 men.",
            "133:11: HB705 '1 in 10' tells a chance, and answers alone give none: say that it may be so",
        ),
        (
            "why: The past counts.",
            "why: A worn-out joint may ache.",
            "89:10: HB706 'worn-out' frightens: say it in plain words, without it",
        ),
        (
            "text: Which of these is true?",
            "text: Did you fall and/or limp?",
            "84:11: HB707 'and/or' asks two things at once: ask for one of them, or write 'or'",
        ),
        (
            "text: Do you limp?",
            "text: You limp, don't you?",
            "51:11: HB708 'don't you' suggests an answer: ask without it",
        ),
    ],
)
def test_a_text_that_should_be_better_is_told_with_its_place(old, new, finding):
    assert findings(old, new) == [finding]


def test_what_is_said_of_a_sign_for_now_reads_more_easily_than_the_rest():
    hard = "text: Get emergency help now, and keep off the leg until a doctor comes."
    assert findings("text: Get help now. It cannot wait.", hard) == [
        "105:11: HB701 this reads at school grade 5.8, and 5 is the most here: write shorter words than 'emergency', "
        "or shorter sentences"
    ]
    assert findings("why: The past counts.", hard.replace("text", "why")) == []


def test_without_long_words_shorter_sentences_are_asked_for():
    long = f"why: {'It hurts at night or when you get up and ' * 3}so on."
    assert [
        found.partition(": write ")[2] for found in findings("why: The past counts.", long) if "HB701" in found
    ] == ["shorter sentences"]


def test_each_end_of_a_scale_is_a_text():
    assert codes("ends: [no pain, the worst pain]", "ends: [no pain, a hip that may crumble]") == ["96:21: HB706"]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("text: Some pain is likely with age.", "text: A clot or arthritis is likely in 1 in 10."),
        ("text: You told of few hip signs.", "text: Ask for help if you have a sore hip. You have to rest."),
        ("text: You told of few hip signs.", "text: It is not a diagnosis. It is no diagnosis."),
        ("pee: New trouble when you pee", "pee: Cancer now or a stroke"),
        ("title: The pain is bad at rest", "title: You were told of arthritis"),
    ],
)
def test_what_teaches_denies_or_asks_may_name_what_a_result_may_not(old, new):
    assert findings(old, new) == []


def test_advice_says_for_whom_it_is_not_but_gives_no_chance():
    assert codes("text: Walk as far", "text: It is likely that it helps. Walk as far") == ["154:15: HB705"]


def test_words_are_looked_at_in_english_alone():
    assert (
        findings("languages: [en]\nwelcome: These", "languages: [de]\nwelcome: Degenerative Hüfterkrankungen. These")
        == []
    )
    assert codes("languages: [en]\nwelcome: These", "languages: [en-GB]\nwelcome: A hip may crumble. These") == [
        "8:10: HB706"
    ]


# Options


@pytest.mark.parametrize(
    ("label", "offered"),
    [
        ("Not sure", "every question offers 'Not sure' by itself"),
        ("I don\N{RIGHT SINGLE QUOTATION MARK}t know.", "every question offers 'Not sure' by itself"),
        ("I'd rather not say", "every question offers 'Rather not say' by itself"),
        ("Prefer not to answer", "every question offers 'Rather not say' by itself"),
        ("Not applicable", "with 'may_not_apply: yes' the question offers this by itself"),
        ("Skip this question", "every question can be skipped"),
    ],
)
def test_a_way_out_is_no_option_to_write(label, offered):
    assert findings("      knee: A sore knee as a child", f'      knee: "{label}"') == [
        f"87:13: HB228 '{label}' would count as an answer, much like a no: take it out, {offered}"
    ]


def test_the_label_of_none_is_no_way_out():
    assert codes("none: None of these", "none: I do not know") == ["28:11: HB228"]


def test_none_of_these_is_written_where_it_excludes_the_others():
    assert findings("knee: A sore knee as a child", "knee: None of the above") == [
        "87:13: HB229 'None of the above' could be chosen together with others: take it out, and write it as 'none' "
        "beside 'options'"
    ]


def test_none_of_these_in_a_question_with_one_answer_is_an_answer():
    assert (
        findings("side: {left: Left, both: Both, right: Right}", "side: {left: Left, both: None, right: Right}") == []
    )


@pytest.mark.parametrize(
    ("label", "does"),
    [
        ("Back", "gives the command 'back': use more words"),
        ("B", "gives the command 'back': use more words"),
        ("?", "gives the command 'why': use more words"),
        ("1", "chooses 'A sore hip as a child': use more words"),
        ("5", "chooses 'Rather not say': use more words"),
        ("hip", "chooses 'A sore hip as a child': give each option an id that fits its label"),
    ],
)
def test_typing_a_label_must_not_do_something_else(label, does):
    assert findings("knee: A sore knee as a child", f'knee: "{label}"') == [
        f"87:13: HB230 someone who types '{label}' {does}"
    ]


@pytest.mark.parametrize("label", ["2", "99", "Back of the knee", "Knee"])
def test_a_label_that_gives_its_own_option_or_nothing_may_stay(label):
    assert findings("knee: A sore knee as a child", f'knee: "{label}"') == []


def test_an_option_of_shared_answers_is_told_once_and_where_it_is_written():
    assert findings("rarely: Rarely}", "rarely: Unsure}") == [
        "14:55: HB228 'Unsure' would count as an answer, much like a no: take it out, every question offers 'Not sure' "
        "by itself"
    ]


# Things that are alike


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "knee: A sore knee as a child",
            "knee: a sore hip as a child.",
            "87:13: HB227 two options of the question have this label: say how they differ (the other stands on line "
            "86)",
        ),
        (
            "text: Does it hurt in the thigh?",
            "text: Does it hurt in the groin?",
            "43:11: HB709 another question has the same words and the same answers: take one out, or say how they "
            "differ (the other stands on line 35)",
        ),
        (
            "label: Pain in the thigh",
            "label: Pain in the Groin",
            "42:12: HB710 another question has this label, and a summary names questions by their labels: say how they "
            "differ (the other stands on line 34)",
        ),
        (
            "    when: {now: pee}",
            "    label: New numbness between your legs\n    when: {now: pee}",
            "110:5: HB507 another flag of this urgency has the same label, so a list of warning signs names it twice: "
            "say how they differ (the other stands on line 102)",
        ),
        (
            "not_sure: If this might be true, get seen today.",
            "not_sure: Get help.",
            "106:15: HB506 'Get help.' is no advice: say what to do, and why",
        ),
        (
            "not_sure: If this might be true, get seen today.",
            "not_sure: Get help now. It cannot wait.",
            "106:15: HB506 this says the same as 'text': say what to do if it might be true, such as whom to ask",
        ),
    ],
)
def test_what_reads_the_same_is_told_with_the_other_place(old, new, finding):
    assert findings(old, new) == [finding]


def test_a_sign_that_would_be_called_by_a_mere_answer_is_told():
    assert "108:3: HB508 the summary would call this sign 'Often': add a 'label' that says what it is" in findings(
        "    when: {now: pee}", "    when: {groin: often}"
    )


def test_the_same_words_over_other_options_are_another_question():
    assert findings("text: Which of these is true?", "text: Has any of this started?") == []


# Points along a scale


def test_points_that_go_up_and_down_are_told():
    assert findings("{often: 4, sometimes: 2}", "{often: 2, sometimes: 4}") == [
        "40:25: HB409 these points go up and down along 'often', 'sometimes', 'rarely': let them rise, or let them fall"
    ]


def test_points_that_go_another_way_than_all_others_are_told():
    assert findings("{often: 4, sometimes: 2}", "{often: 0, sometimes: 2, rarely: 4}") == [
        "40:25: HB409 these points rise along 'often', 'sometimes', 'rarely', but those of all other questions fall: "
        "turn them round"
    ]


def test_points_that_are_missing_in_one_question_alone_are_told():
    assert findings("{often: 4, sometimes: 2}", "{often: 4}") == [
        "40:25: HB410 'sometimes' gives no points here, but in all other questions with these answers: give it points, "
        "or write 0"
    ]
    assert findings("{often: 4, sometimes: 2}", "{often: 4, sometimes: 0}") == []
    assert findings("{often: 4, sometimes: 2}", "{often: 4, sometimes: 4, rarely: 4}") == []


# Loose ends


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        (
            "references:\n",
            "references:\n  old: {text: Old., strength: C, figures: verified}\n",
            "11:3: HB224 nothing in this bank refers to 'old': name it where it belongs, or take it out",
        ),
        (
            "answers:\n",
            "answers:\n  size: {big: Big}\n",
            "14:3: HB225 no question has the answers 'size': name it where it belongs, or take it out",
        ),
        (
            "    sketch: leg\n",
            "",
            "18:3: HB226 no question shows the sketch 'leg': name it where it belongs, or take it out",
        ),
        (
            "    when: {rest: {at_least: 7}}",
            "    when: {groin: often}",
            "92:3: HB407 nothing depends on 'rest': give it points, name it in a condition, or take it out",
        ),
        (
            "needs: {past: [hip, knee]}",
            "needs: {past: hip}",
            "87:13: HB408 nothing depends on 'knee' by itself: write a flag for it, give it points, name it in a "
            "condition, or take it out",
        ),
    ],
)
def test_an_end_that_hangs_loose_is_told(old, new, finding):
    assert findings(old, new) == [finding]


PEE = BANK[BANK.index("  pee:\n    urgency") : BANK.index("indicators:\n")]
BOTH = BANK[BANK.index("  saddle:\n    urgency") : BANK.index("indicators:\n")]
COUNT = """  two:
    urgency: emergency
    label: Two signs at once
    when: {count: {at_least: 2, of: [{now: saddle}, {now: pee}]}}
    text: Get help now. It cannot wait.
    not_sure: If this might be true, get seen today.
    references: [khan]

"""


def test_a_sign_whose_flag_was_lost_is_told():
    assert findings(BOTH, PEE) == [
        "26:15: HB408 nothing depends on 'saddle' by itself: write a flag for it, give it points, name it in a "
        "condition, or take it out"
    ]


@pytest.mark.parametrize(("flags", "places"), [(BOTH + COUNT, []), (COUNT, []), (PEE + COUNT, ["26:15: HB408"])])
def test_it_is_not_enough_to_count_beside_signs_with_flags_of_their_own(flags, places):
    assert codes(BOTH, flags) == places


@pytest.mark.parametrize(
    "when",
    ["{urgency: emergency}", "{not: {urgency: emergency}}", "{groin: often, all: [{urgency: emergency}]}"],
)
def test_a_suppression_for_an_urgency_names_no_option_itself(when):
    rule = f"suppressions:\n  now:\n    when: {when}\n    hides: [walks]\n    text: Get help first.\n"
    assert codes(BOTH, PEE + COUNT, BANK.replace("suppressions:\n", rule)) == ["26:15: HB408"]


def test_a_question_with_options_of_its_own_may_stand_for_a_part_of_a_text_alone():
    work = """\
  work:
    label: Work
    text: Do you sit at work?
    options: {yes: Yes, no: No}
    covers: [desk]
    help: On most days.
    why: It is in the text.
    references: [khan]
  rest:
"""
    assert findings("  rest:\n", work) == []
    assert codes("  rest:\n", work.replace("options: {yes: Yes, no: No}", "answers: often")) == ["92:3: HB407"]


def test_points_of_0_say_that_nothing_is_meant_to_depend_on_an_option():
    idle = BANK.replace("needs: {past: [hip, knee]}", "needs: {past: hip}")
    assert codes("", "", idle) == ["87:13: HB408"]
    assert findings("{hip: 2}", "{hip: 2, knee: 0}", idle) == []


LIKE_SADDLE = """  numb:
    urgency: same_day
    when: {now: saddle}
    label: Numb skin
    text: Get seen today. It should not wait.
    not_sure: If this might be true, call today.
    references: [khan]

"""
LIKE_SORE = """  stiff:
    title: A stiff hip
    when: {groin: often}
    text: Stiff hips are slow to start.
    ask: Could it be stiff?
    references: [khan]

"""


@pytest.mark.parametrize(
    ("above", "copy", "finding"),
    [
        ("indicators:\n", LIKE_SADDLE, "117:11: HB317 'saddle', on line 102"),
        ("chapters:\n", LIKE_SORE, "139:11: HB317 'sore', on line 130"),
    ],
)
def test_a_flag_or_pattern_with_the_condition_of_another_is_told(above, copy, finding):
    assert findings(above, copy + above) == [f"{finding}, has the same condition: name other answers, or take one out"]


def test_a_headline_or_suppression_may_have_the_condition_of_a_pattern():
    assert findings("when: {rest: {at_least: 7}}", "when: {groin: often}") == [
        "92:3: HB407 nothing depends on 'rest': give it points, name it in a condition, or take it out"
    ]


@pytest.mark.parametrize(
    ("old", "new", "finding"),
    [
        ("{often: 4, sometimes: 2}", "{often: 13, sometimes: 2}", "40:26: HB415 'often' has 13 points"),
        ("{hip: 2}", "{hip: 20}", "91:26: HB415 'hip' has 20 points"),
    ],
)
def test_an_answer_with_more_points_than_its_domain_lets_count_is_told(old, new, finding):
    assert findings(old, new) == [f"{finding}, and 'place' counts at most 12: give fewer points, or raise the cap"]


def test_an_answer_may_have_as_many_points_as_its_domain_lets_count():
    assert findings("{often: 4, sometimes: 2}", "{often: 12, sometimes: 2}") == []


def test_a_range_with_more_points_than_its_domain_lets_count_is_told_as_it_was_written():
    rest = "ends: [no pain, the worst pain]\n"
    assert [
        found.partition(": ")[2] for found in findings(rest, f"{rest}    points: {{hip.place: {{7..: 15}}}}\n")
    ] == ["HB415 '7..' has 15 points, and 'place' counts at most 12: give fewer points, or raise the cap"]

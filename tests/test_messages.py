"""Patterns that name patterns, chapters, and what holds advice back: read from a bank, or told as problems."""

import pytest

from hipback.bank import bank_from
from hipback.errors import BankError
from hipback.model import AllOf, AnyOf, Bank, Chapter, InBand, Not, OneOf, Suppression, Topic

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
questions:
  fever:
    label: Fever
    text: Do you have a fever?
    options: {yes: Yes, no: No}
    help: Or chills.
    why: It can not wait.
    references: [khan]
  weight:
    label: Weight
    text: Did you lose weight?
    options: {yes: Yes, no: No}
    help: Without trying.
    why: It is worth a check.
    references: [khan]
  groin:
    label: Groin
    text: Does it hurt in the groin?
    options: {often: Often, rarely: Rarely}
    help: The crease of the leg.
    why: Hips hurt there.
    references: [khan]
    points:
      hip.place: {often: 4}
flags:
  fever: {urgency: same_day, when: {fever: yes}, text: T, not_sure: N, references: [khan]}
  weight: {urgency: soon, when: {weight: yes}, text: T, not_sure: N, references: [khan]}
  calm: {urgency: routine, when: {fever: no}, text: T, not_sure: N, references: [khan], out_of_scope: yes}
indicators:
  hip:
    title: Hip signs
    at_most_unanswered: 30
    domains:
      place: {title: Place, cap: 4}
    bands:
      few: {from: 0, label: Few, text: Few signs.}
      some: {from: 2, label: Some, text: Some signs.}
headlines:
  open: {text: Thank you.}
patterns:
  both: {title: B, when: {pattern: [sore, thin]}, text: T, ask: A, references: [khan]}
  sore: {title: S, when: {groin: often}, text: T, ask: A, references: [khan]}
  thin: {title: W, when: {weight: yes}, text: T, ask: A, references: [khan]}
chapters:
  how:
    title: How it works
    text: It is simple.
    topics:
      joint: {title: Joint, text: A joint bends., evidence: Known., references: [khan]}
  moves:
    title: Moves
    text: Pick one.
    advice: yes
    topics:
      walk: {title: Walk, text: Take a walk., evidence: Known., references: [khan]}
      bend: {section: Floor, title: Bend, text: Bend a leg., evidence: Known., references: [khan]}
      lift: {title: Lift, text: Lift a leg., evidence: Known., references: [khan]}
suppressions:
  sore_hip: {title: The hip is sore, when: {pattern: sore}, hides: [bend], text: Be gentle.}
  seen: {title: You were ill, when: {urgency: soon}, keeps: [walk], text: See a doctor.}
  open: {when: {not: {hip: [few, some]}}, keeps: [], text: Too much is open.}
"""
OFTEN = OneOf("groin", frozenset({"often"}))
THIN = OneOf("weight", frozenset({"yes"}))
FEVER = OneOf("fever", frozenset({"yes"}))


pytestmark = pytest.mark.usefixtures("each_loader")


def bank_with(old: str, new: str) -> Bank:
    """The bank above with one thing changed."""
    return bank_from(BANK.replace(old, new, 1).encode(), "bank.yaml")


def problems_with(old: str, new: str) -> list[str]:
    with pytest.raises(BankError) as caught:
        bank_with(old, new)
    return str(caught.value).splitlines()


# Patterns that name patterns


def test_patterns_that_name_one_another_very_often_are_a_problem_and_not_a_long_wait():
    many = ", ".join(["groin: often"] * 1)
    wide = "{any: [" + ", ".join(["{pattern: sore}"] * 200) + "]}"
    wider = "{any: [" + ", ".join(["{pattern: wide}"] * 200) + "]}"
    sore = "{any: [" + ", ".join([f"{{{many}}}"] * 200) + "]}"
    source = BANK.replace("when: {groin: often}, text: T", f"when: {sore}, text: T")
    source = source.replace("{pattern: [sore, thin]}", wider)
    source = source.replace(
        "chapters:\n",
        f"  wide: {{title: M, when: {wide}, text: T, ask: A, references: [khan]}}\nchapters:\n",
    )
    with pytest.raises(BankError) as caught:
        bank_from(source.encode(), "bank.yaml")
    assert {problem.message for problem in caught.value.problems} == {
        "the patterns name one another too often: name fewer of them"
    }


def test_a_key_in_quotes_may_have_blanks_around_it():
    bank = bank_with("sore: {title: S, when: {groin: often}", "sore: {title: S, ' when ': {groin: often}")
    assert bank.patterns[1].when == OFTEN


def test_a_chapter_has_at_least_one_topic():
    part = BANK[BANK.index("    topics:\n      joint:") : BANK.index("  moves:\n    title")]
    assert problems_with(part, "    topics: {}\n") == ["bank.yaml:58:13: HB603 a chapter has at least one topic"]


def test_a_pattern_may_name_patterns_that_stand_below_it():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert [pattern.when for pattern in bank.patterns] == [AnyOf((OFTEN, THIN)), OFTEN, THIN]


def test_a_pattern_may_name_a_pattern_that_names_another():
    more = "  more: {title: M, when: {not: {pattern: both}}, text: T, ask: A, references: [khan]}\n"
    assert bank_with("chapters:\n", f"{more}chapters:\n").patterns[3].when == Not(AnyOf((AnyOf((OFTEN, THIN)),)))


def test_a_pattern_may_say_that_no_other_holds():
    bank = bank_with("{pattern: [sore, thin]}", "{not: {pattern: sore}}")
    assert bank.patterns[0].when == Not(AnyOf((OFTEN,)))


def test_what_a_pattern_names_may_stand_beside_questions_and_bands():
    bank = bank_with("{pattern: [sore, thin]}", "{pattern: sore, hip: some, fever: yes}")
    assert bank.patterns[0].when == AllOf((AnyOf((OFTEN,)), InBand("hip", frozenset({"some"})), FEVER))


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        pytest.param(
            "when: {groin: often}",
            "when: {pattern: sore}",
            ["52:36: HB305 the condition of 'sore' leads back to itself"],
            id="itself",
        ),
        pytest.param(
            "when: {groin: often}",
            "when: {any: [{groin: often}, {not: {pattern: [thin, both]}}]}",
            [
                "51:37: HB305 the condition of 'sore' leads back to itself",
                "52:72: HB305 the condition of 'both' leads back to itself",
            ],
            id="one that names it",
        ),
        pytest.param(
            "{pattern: [sore, thin]}",
            "{pattern: [sore, tihn]}",
            ["51:43: HB206 no pattern 'tihn', did you mean 'thin'?"],
            id="none that there is",
        ),
        pytest.param(
            "{pattern: [sore, thin]}",
            "{pattern: [sore, sore]}",
            ["51:43: HB209 'sore' was given before"],
            id="one twice",
        ),
        pytest.param(
            "{pattern: [sore, thin]}", "{pattern: []}", ["51:36: HB301 name at least one pattern"], id="no one"
        ),
        pytest.param(
            "{pattern: [sore, thin]}",
            "{pattern: {sore: yes}}",
            ["51:36: HB201 expected a text, found keys with values"],
            id="a mapping",
        ),
        pytest.param(
            "{title: S, when: {groin: often},",
            "{title: S,",
            ["52:9: HB211 missing key 'when' in a pattern"],
            id="one without a condition",
        ),
        pytest.param(
            "when: {groin: often}",
            "when: {grion: often}",
            ["52:27: HB302 no question or indicator 'grion', did you mean 'groin'?"],
            id="one with a problem of its own, which is told once",
        ),
    ],
)
def test_a_pattern_that_names_what_it_cannot_is_a_problem(old, new, problems):
    assert problems_with(old, new) == [f"bank.yaml:{problem}" for problem in problems]


def test_more_than_three_patterns_that_name_one_another_in_a_row_are_a_problem():
    more = (
        "  more: {title: M, when: {pattern: both}, text: T, ask: A, references: [khan]}\n"
        "  most: {title: M, when: {any: [{groin: often}, {pattern: more}]}, text: T, ask: A, references: [khan]}\n"
    )
    in_a_row = "HB306 3 patterns in a row name one another already: write here what stands under 'when'"
    assert problems_with("chapters:\n", f"{more}chapters:\n") == [
        f"bank.yaml:51:37: {in_a_row} in 'sore'",
        f"bank.yaml:51:43: {in_a_row} in 'thin'",
    ]


def test_a_pattern_that_another_names_is_a_mapping():
    before, _, rest = BANK.partition("  sore: {")
    after = rest[rest.index("\n") :]
    with pytest.raises(BankError) as caught:
        bank_from(f"{before}  sore: often{after}".encode(), "bank.yaml")
    assert str(caught.value) == "bank.yaml:52:9: HB208 expected keys with values, found 'often'"


# Words that only some conditions know


@pytest.mark.parametrize("word", ["pattern", "urgency"])
def test_a_question_may_not_have_the_name_of_a_word_of_the_conditions(word):
    problems = problems_with("  fever:\n", f"  {word}:\n")
    assert f"bank.yaml:12:3: HB213 '{word}' is a word of the conditions: choose another id" in problems


@pytest.mark.parametrize("word", ["pattern", "urgency"])
def test_an_indicator_may_not_have_the_name_of_a_word_of_the_conditions(word):
    problems = problems_with("  hip:\n", f"  {word}:\n")
    assert f"bank.yaml:40:3: HB213 '{word}' is a word of the conditions: choose another id" in problems


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param(
            "    help: The crease",
            "    ask_if: {pattern: thin}\n    help: The crease",
            "30:14: HB302 no earlier question 'pattern', use 'fever' or 'weight'",
            id="pattern in ask_if",
        ),
        pytest.param(
            "    help: The crease",
            "    ask_if: {urgency: soon}\n    help: The crease",
            "30:14: HB302 no earlier question 'urgency', use 'fever' or 'weight'",
            id="urgency in ask_if",
        ),
        pytest.param(
            "when: {weight: yes}",
            "label: L, when: {any: [{weight: yes}, {pattern: sore}]}",
            "37:66: HB302 no question 'pattern', use 'fever', 'groin' or 'weight'",
            id="pattern in a flag",
        ),
        pytest.param(
            "when: {weight: yes}",
            "label: L, when: {any: [{weight: yes}, {urgency: soon}]}",
            "37:66: HB302 no question 'urgency', use 'fever', 'groin' or 'weight'",
            id="urgency in a flag",
        ),
        pytest.param(
            "{often: 4}",
            "{often: 4, if: {pattern: sore}}",
            "34:34: HB302 no question 'pattern', use 'fever', 'groin' or 'weight'",
            id="pattern in a guard",
        ),
        pytest.param(
            "text: Some signs.}",
            "text: Some signs., needs: {urgency: soon}}",
            "47:63: HB302 no question 'urgency', use 'fever', 'groin' or 'weight'",
            id="urgency in an anchor",
        ),
        pytest.param(
            "  open: {text",
            "  sore: {when: {pattern: sore}, text: T}\n  open: {text",
            "49:17: HB302 no question or indicator 'pattern', use 'fever', 'groin', 'hip' or 'weight'",
            id="pattern in a headline",
        ),
        pytest.param(
            "  open: {text",
            "  seen: {when: {urgency: soon}, text: T}\n  open: {text",
            "49:17: HB302 no question or indicator 'urgency', use 'fever', 'groin', 'hip' or 'weight'",
            id="urgency in a headline",
        ),
        pytest.param(
            "when: {groin: often}",
            "when: {urgency: soon}",
            "52:27: HB302 no question or indicator 'urgency', use 'fever', 'groin', 'hip' or 'weight'",
            id="urgency in a pattern",
        ),
    ],
)
def test_a_word_stands_only_in_the_conditions_that_know_it(old, new, problem):
    assert problems_with(old, new) == [f"bank.yaml:{problem}"]


# Chapters and topics


def test_chapters_are_read_in_their_order_and_a_section_lasts_until_the_next():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.chapters == {
        "how": Chapter(
            id="how",
            title="How it works",
            text="It is simple.",
            advice=False,
            topics=(Topic("joint", "", "Joint", "A joint bends.", "Known.", ("khan",)),),
        ),
        "moves": Chapter(
            id="moves",
            title="Moves",
            text="Pick one.",
            advice=True,
            topics=(
                Topic("walk", "", "Walk", "Take a walk.", "Known.", ("khan",)),
                Topic("bend", "Floor", "Bend", "Bend a leg.", "Known.", ("khan",)),
                Topic("lift", "Floor", "Lift", "Lift a leg.", "Known.", ("khan",)),
            ),
        ),
    }


def test_a_section_ends_with_its_chapter():
    bank = bank_with("joint: {title", "joint: {section: Inside, title")
    assert [topic.section for chapter in bank.chapters.values() for topic in chapter.topics] == [
        "Inside",
        "",
        "Floor",
        "Floor",
    ]


def test_a_chapter_may_say_that_it_is_no_advice():
    assert (
        bank_with("    topics:\n      joint", "    advice: no\n    topics:\n      joint").chapters["how"].advice
        is False
    )


def test_a_bank_needs_no_chapters_and_no_suppressions():
    bank = bank_from(BANK.partition("chapters:")[0].encode(), "bank.yaml")
    assert (bank.chapters, bank.suppressions) == ({}, {})


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        pytest.param(
            "      lift:",
            "      joint:",
            "67:7: HB601 'joint' is taken: no two chapters, topics or pages bear the same name",
            id="a topic of another chapter",
        ),
        pytest.param(
            "      lift:",
            "      how:",
            "67:7: HB601 'how' is taken: no two chapters, topics or pages bear the same name",
            id="a chapter",
        ),
        pytest.param(
            "      lift:",
            "      moves:",
            "67:7: HB601 'moves' is taken: no two chapters, topics or pages bear the same name",
            id="its own chapter",
        ),
        pytest.param(
            "      joint:",
            "      moves:",
            "60:3: HB601 'moves' is taken: no two chapters, topics or pages bear the same name",
            id="a chapter below",
        ),
        pytest.param(
            "      joint:",
            "      warning_signs:",
            "59:7: HB601 'warning_signs' is taken: no two chapters, topics or pages bear the same name",
            id="the warning signs",
        ),
        pytest.param(
            "  how:",
            "  references:",
            "55:3: HB601 'references' is taken: no two chapters, topics or pages bear the same name",
            id="the references",
        ),
        pytest.param(
            "      lift:",
            "      bend:",
            "67:7: HB209 'bend' was given before, on line 66",
            id="a topic of the same chapter",
        ),
    ],
)
def test_a_name_that_stands_for_two_things_to_learn_is_a_problem(old, new, problem):
    assert problems_with(old, new) == [f"bank.yaml:{problem}"]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("    text: It is simple.\n", "", "56:5: HB211 missing key 'text' in a chapter"),
        ("    title: How it works\n", "", "56:5: HB211 missing key 'title' in a chapter"),
        (
            "    text: Pick one.\n",
            "    text: Pick one.\n    advise: yes\n",
            "63:5: HB210 unknown key 'advise' in a chapter, did you mean 'advice'?",
        ),
        (
            "    text: It is simple.\n",
            "    text: It is simple.\n    advice: perhaps\n",
            "58:13: HB206 no answer 'perhaps', use 'no' or 'yes'",
        ),
        (
            "evidence: Known., references: [khan]}\n  moves",
            "references: [khan]}\n  moves",
            "59:14: HB211 missing key 'evidence' in a topic",
        ),
        ("{title: Joint, ", "{", "59:14: HB211 missing key 'title' in a topic"),
        ("text: A joint bends., ", "", "59:14: HB211 missing key 'text' in a topic"),
        (", references: [khan]}\n  moves", "}\n  moves", "59:14: HB211 missing key 'references' in a topic"),
        ("references: [khan]}\n  moves", "references: []}\n  moves", "59:81: HB212 name at least one reference"),
        (
            "references: [khan]}\n  moves",
            "references: [kahn]}\n  moves",
            "59:82: HB206 no reference 'kahn', did you mean 'khan'?",
        ),
        ("section: Floor", "section: ''", "66:23: HB202 expected a text, found nothing"),
        (
            "      joint:",
            "      Joint:",
            "59:7: HB204 'Joint' is no id: use a-z, 0-9 and _, start with a letter, at most 48 characters",
        ),
        (
            "  how:",
            "  How:",
            "55:3: HB204 'How' is no id: use a-z, 0-9 and _, start with a letter, at most 48 characters",
        ),
    ],
)
def test_a_chapter_that_cannot_be_shown_is_a_problem(old, new, problem):
    assert problems_with(old, new) == [f"bank.yaml:{problem}"]


# Suppressions


def test_a_suppression_hides_some_topics_of_advice_or_all_but_some():
    bank = bank_from(BANK.encode(), "bank.yaml")
    assert bank.suppressions == {
        "sore_hip": Suppression(
            id="sore_hip",
            title="The hip is sore",
            when=AnyOf((OFTEN,)),
            hides=frozenset({"bend"}),
            general=False,
            text="Be gentle.",
        ),
        "seen": Suppression(
            id="seen",
            title="You were ill",
            when=AnyOf((THIN,)),
            hides=frozenset({"bend", "lift"}),
            general=True,
            text="See a doctor.",
        ),
        "open": Suppression(
            id="open",
            title="",
            when=Not(InBand("hip", frozenset({"few", "some"}))),
            hides=frozenset({"walk", "bend", "lift"}),
            general=True,
            text="Too much is open.",
        ),
    }


@pytest.mark.parametrize(
    ("written", "condition"),
    [
        ("{urgency: [soon, same_day]}", AnyOf((FEVER, THIN))),
        ("{urgency: same_day}", AnyOf((FEVER,))),
        ("{pattern: both}", AnyOf((AnyOf((OFTEN, THIN)),))),
        ("{any: [{urgency: soon}, {pattern: sore}]}", AnyOf((AnyOf((THIN,)), AnyOf((OFTEN,))))),
        ("{groin: often, hip: some}", AllOf((OFTEN, InBand("hip", frozenset({"some"}))))),
    ],
)
def test_the_condition_of_a_suppression_is_read_as_written(written, condition):
    assert bank_with("{urgency: soon}", written).suppressions["seen"].when == condition


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "hides: [bend], ",
            "",
            "69:13: HB602 say either which topics this 'hides', or which alone it 'keeps'",
        ),
        (
            "hides: [bend], ",
            "hides: [bend], keeps: [walk], ",
            "69:13: HB602 say either which topics this 'hides', or which alone it 'keeps'",
        ),
        ("hides: [bend]", "hides: []", "69:68: HB602 name at least one topic that this hides"),
        ("hides: [bend]", "hides: [bned]", "69:69: HB206 no topic of advice 'bned', did you mean 'bend'?"),
        ("hides: [bend]", "hides: [joint]", "69:69: HB206 no topic of advice 'joint', use 'bend', 'lift' or 'walk'"),
        ("hides: [bend]", "hides: [moves]", "69:69: HB206 no topic of advice 'moves', use 'bend', 'lift' or 'walk'"),
        ("hides: [bend]", "hides: [bend, bend]", "69:75: HB209 'bend' was given before"),
        ("hides: [bend]", "hides: bend", "69:68: HB207 expected a list, found 'bend'"),
        ("keeps: [walk]", "keeps: [wlak]", "70:62: HB206 no topic of advice 'wlak', did you mean 'walk'?"),
        ("pattern: sore}, hides", "pattern: soer}, hides", "69:54: HB206 no pattern 'soer', did you mean 'sore'?"),
        (
            "urgency: soon}, keeps",
            "urgency: sooon}, keeps",
            "70:47: HB206 no urgency of a flag 'sooon', did you mean 'soon'?",
        ),
        (
            "urgency: soon}, keeps",
            "urgency: routine}, keeps",
            "70:47: HB206 no urgency of a flag 'routine', use 'same_day' or 'soon'",
        ),
        ("urgency: soon}, keeps", "urgency: []}, keeps", "70:47: HB301 name at least one urgency of a flag"),
        ("when: {pattern: sore}, hides", "hides", "69:13: HB211 missing key 'when' in a suppression"),
        (", text: Be gentle.}", "}", "69:13: HB211 missing key 'text' in a suppression"),
        (
            "title: The hip is sore",
            "titel: The hip is sore",
            "69:14: HB210 unknown key 'titel' in a suppression, did you mean 'title'?",
        ),
        ("title: The hip is sore", "title: ''", "69:21: HB202 expected a text, found nothing"),
        (
            "  sore_hip:",
            "  sore-hip:",
            "69:3: HB204 'sore-hip' is no id: use a-z, 0-9 and _, start with a letter, at most 48 characters",
        ),
        (
            "{title: The hip is sore, when: {pattern: sore}, hides: [bend], text: Be gentle.}",
            "bend",
            "69:13: HB208 expected keys with values, found 'bend'",
        ),
    ],
)
def test_a_suppression_that_cannot_be_used_is_a_problem(old, new, problem):
    assert problems_with(old, new) == [f"bank.yaml:{problem}"]


def test_a_reason_not_to_use_the_tool_is_no_sign_of_its_urgency():
    bank = bank_with("calm: {urgency: routine", "calm: {urgency: soon")
    assert bank.suppressions["seen"].when == AnyOf((THIN,))


def test_where_no_topic_is_advice_there_is_none_to_hide():
    assert problems_with("    advice: yes\n", "") == [
        "bank.yaml:68:69: HB206 no topic of advice 'bend', none like it exists",
        "bank.yaml:69:62: HB206 no topic of advice 'walk', none like it exists",
    ]

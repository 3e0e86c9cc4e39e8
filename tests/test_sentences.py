"""Conditions as sentences: every kind of condition, what is not so, and what is called by its name."""

import pytest

from hipback.bank import default_bank_path, read_bank
from hipback.model import (
    AllOf,
    AnyOf,
    AtLeast,
    Bank,
    Condition,
    InBand,
    Not,
    OneOf,
    Pattern,
    Within,
)
from hipback.sentences import Sentence, Sentences, names_of_patterns, names_of_signs

GROIN = OneOf("groin", frozenset({"often", "sometimes"}))
GROIN_OFTEN = OneOf("groin", frozenset({"often"}))
SOCKS = OneOf("socks", frozenset({"some", "a_lot"}))
FOOT = OneOf("numb", frozenset({"foot"}))
FOOT_OR_THIGH = OneOf("numb", frozenset({"thigh", "foot"}))
OLD = Within("age", 60, None)

GROIN_WORDS = Sentence('"Pain in the groin" is "Often (most days)" or "Sometimes (some days)"')
SOCKS_WORDS = Sentence('"Trouble with socks" is "Some trouble" or "A lot of trouble"')
FOOT_WORDS = Sentence('"Numb places" includes "In the foot"')
OLD_WORDS = Sentence('"Age" is 60 years or more')


def words(bank: Bank, condition: Condition) -> str:
    """The sentence of a condition that needs only one line."""
    sentence = Sentences(bank).of(condition)
    assert not sentence.parts
    return sentence.words


# One answer


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (GROIN_OFTEN, '"Pain in the groin" is "Often (most days)"'),
        (GROIN, '"Pain in the groin" is "Often (most days)" or "Sometimes (some days)"'),
        (FOOT, '"Numb places" includes "In the foot"'),
        (FOOT_OR_THIGH, '"Numb places" includes "In the foot" or "In the thigh"'),
        (Within("age", 60, None), '"Age" is 60 years or more'),
        (Within("age", None, 17), '"Age" is 17 years or less'),
        (Within("age", 45, 59), '"Age" is from 45 to 59 years'),
        (Within("age", 50, 50), '"Age" is 50 years'),
        (Within("rest_pain", 7, None), '"Pain at rest" is 7 of 10 or more'),
        (InBand("hip", frozenset({"some", "many"})), 'the band of "Hip signs" is "Some" or "Many"'),
        (InBand("hip", frozenset({"few", "some", "many"})), 'a band of "Hip signs" can be named'),
    ],
)
def test_an_answer_is_said_in_the_words_that_people_see(small, condition, expected):
    assert words(small, condition) == expected


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (GROIN_OFTEN, '"Pain in the groin" is not "Often (most days)"'),
        (GROIN, '"Pain in the groin" is neither "Often (most days)" nor "Sometimes (some days)"'),
        (FOOT, '"Numb places" does not include "In the foot"'),
        (
            OneOf("numb", frozenset({"thigh", "foot"})),
            '"Numb places" includes neither "In the foot" nor "In the thigh"',
        ),
        (OLD, '"Age" is not 60 years or more'),
        (InBand("hip", frozenset({"few"})), 'the band of "Hip signs" is not "Few"'),
        (InBand("hip", frozenset({"some", "many"})), 'the band of "Hip signs" is neither "Some" nor "Many"'),
        (InBand("hip", frozenset({"few", "some", "many"})), 'no band of "Hip signs" can be named'),
    ],
)
def test_what_is_not_so_is_said_without_a_double_meaning(small, condition, expected):
    assert words(small, Not(condition)) == expected


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({"hip"}, '"What makes socks hard" is not asked, or is not "My hip"'),
        ({"hip", "both"}, '"What makes socks hard" is not asked, or is neither "My hip" nor "Both"'),
    ],
)
def test_what_is_not_so_tells_that_it_need_not_be_asked(small, options, expected):
    assert words(small, Not(OneOf("socks_cause", frozenset(options)))) == expected


def test_a_number_that_need_not_be_asked_says_so(small):
    age = small.questions["age"]._replace(ask_if=GROIN)
    bank = small._replace(questions={**small.questions, "age": age})
    assert words(bank, Not(OLD)) == '"Age" is not asked, or is not 60 years or more'
    assert words(bank, OLD) == '"Age" is 60 years or more'


def test_many_options_stand_below_the_words(small):
    every = frozenset({"hip", "back", "both"})
    parts = (Sentence('"My hip"'), Sentence('"My back"'), Sentence('"Both"'))
    of = Sentences(small).of
    assert of(OneOf("socks_cause", every)) == Sentence('"What makes socks hard" is one of these:', parts)
    assert of(Not(OneOf("socks_cause", every))) == Sentence(
        '"What makes socks hard" is not asked, or is none of these:', parts
    )


def test_many_options_of_which_several_may_be_chosen_stand_below_the_words(small):
    marks = OneOf("numb", frozenset({"foot", "thigh", "none"}))
    parts = (Sentence('"In the foot"'), Sentence('"In the thigh"'), Sentence('"None of these"'))
    of = Sentences(small).of
    assert of(marks) == Sentence('"Numb places" includes at least one of these:', parts)
    assert of(Not(marks)) == Sentence('"Numb places" includes none of these:', parts)


def test_questions_of_the_same_label_are_told_apart_by_their_ids(small):
    numb = small.questions["numb"]._replace(label="Pain in the groin")
    bank = small._replace(questions={**small.questions, "numb": numb})
    assert words(bank, GROIN_OFTEN) == '"Pain in the groin" (groin) is "Often (most days)"'
    assert words(bank, FOOT) == '"Pain in the groin" (numb) includes "In the foot"'


def test_options_and_bands_of_the_same_label_are_told_apart_by_their_ids(small):
    groin = small.questions["groin"]._replace(options={"often": "Yes", "sometimes": "Yes", "rarely": "No"})
    hip = small.indicators["hip"]
    bands = tuple(band._replace(label="Some") for band in hip.bands)
    bank = small._replace(
        questions={**small.questions, "groin": groin},
        indicators={**small.indicators, "hip": hip._replace(bands=bands)},
    )
    assert words(bank, GROIN) == '"Pain in the groin" is "Yes" (often) or "Yes" (sometimes)'
    assert words(bank, InBand("hip", frozenset({"some"}))) == 'the band of "Hip signs" is "Some" (some)'
    both = AtLeast(1, (GROIN_OFTEN, OneOf("groin", frozenset({"sometimes"}))))
    assert Sentences(bank).of(both).parts == (
        Sentence('"Pain in the groin" is "Yes" (often)'),
        Sentence('"Pain in the groin" is "Yes" (sometimes)'),
    )


# Several


@pytest.mark.parametrize(
    ("condition", "so", "not_so"),
    [
        (AllOf((GROIN, FOOT)), "all of these are so:", "not all of these are so:"),
        (AnyOf((GROIN, FOOT)), "at least one of these is so:", "none of these is so:"),
        (AtLeast(2, (GROIN, FOOT)), "at least 2 of these are so:", "fewer than 2 of these are so:"),
    ],
)
def test_a_group_says_how_many_of_its_parts_are_so(small, condition, so, not_so):
    of = Sentences(small).of
    assert of(condition) == Sentence(so, (GROIN_WORDS, FOOT_WORDS))
    assert of(Not(condition)) == Sentence(not_so, (GROIN_WORDS, FOOT_WORDS))
    assert of(Not(Not(condition))) == of(condition)


def test_groups_stand_within_groups(small):
    condition = AllOf((GROIN, AnyOf((FOOT, AtLeast(2, (OLD, SOCKS, GROIN))))))
    assert Sentences(small).of(condition) == Sentence(
        "all of these are so:",
        (
            GROIN_WORDS,
            Sentence(
                "at least one of these is so:",
                (FOOT_WORDS, Sentence("at least 2 of these are so:", (OLD_WORDS, SOCKS_WORDS, GROIN_WORDS))),
            ),
        ),
    )


def test_a_group_of_one_is_its_part(small):
    assert Sentences(small).of(AllOf((AnyOf((AtLeast(1, (GROIN,)),)),))) == GROIN_WORDS


def test_all_of_all_and_any_of_any_are_one_list(small):
    of = Sentences(small).of
    assert of(AllOf((GROIN, AllOf((FOOT, OLD))))) == Sentence(
        "all of these are so:", (GROIN_WORDS, FOOT_WORDS, OLD_WORDS)
    )
    assert of(AnyOf((GROIN, AllOf((AnyOf((FOOT, OLD)),))))) == Sentence(
        "at least one of these is so:", (GROIN_WORDS, FOOT_WORDS, OLD_WORDS)
    )


def test_counts_within_counts_stay_apart(small):
    inner = AtLeast(2, (FOOT, OLD))
    assert Sentences(small).of(AtLeast(2, (GROIN, inner))) == Sentence(
        "at least 2 of these are so:",
        (GROIN_WORDS, Sentence("at least 2 of these are so:", (FOOT_WORDS, OLD_WORDS))),
    )


def test_what_a_count_names_twice_counts_twice_and_says_so(small):
    group = AllOf((FOOT, OLD))
    assert Sentences(small).of(AtLeast(3, (GROIN, GROIN, FOOT, group, group, group))) == Sentence(
        "at least 3 of these are so:",
        (
            Sentence(f"{GROIN_WORDS.words} (counts 2 times)"),
            FOOT_WORDS,
            Sentence("all of these are so (counts 3 times):", (FOOT_WORDS, OLD_WORDS)),
        ),
    )


def test_what_all_of_names_twice_is_said_once(small):
    assert Sentences(small).of(AllOf((GROIN, GROIN, FOOT))) == Sentence(
        "all of these are so:", (GROIN_WORDS, FOOT_WORDS)
    )


# Names


def test_a_rule_calls_a_pattern_by_its_name(small):
    of = Sentences(small, names_of_patterns(small)).of
    when = small.suppressions["stiff_hip"].when
    assert of(when) == Sentence('the pattern "A stiff hip" is there')
    assert of(Not(when)) == Sentence('it is not so that the pattern "A stiff hip" is there')


def test_a_rule_calls_the_signs_of_an_urgency_by_their_name(small):
    of = Sentences(small, names_of_signs(small)).of
    assert of(small.suppressions["be_seen"].when) == Sentence("there is a warning sign of urgency soon")


def test_signs_of_several_urgencies_have_a_name(small):
    signs = AnyOf(tuple(flag.when for flag in small.flags.values() if flag.urgency >= 2 and not flag.out_of_scope))
    assert Sentences(small, names_of_signs(small)).of(AllOf((GROIN, signs))) == Sentence(
        "all of these are so:", (GROIN_WORDS, Sentence("there is a warning sign of urgency emergency or same_day"))
    )


def test_a_named_part_is_not_taken_apart(small):
    stiff = small.patterns[0].when
    of = Sentences(small, names_of_patterns(small)).of
    assert of(AllOf((FOOT, stiff))) == Sentence(
        "all of these are so:", (FOOT_WORDS, Sentence('the pattern "A stiff hip" is there'))
    )


def test_a_pattern_that_is_one_answer_has_no_name(small):
    pattern: Pattern = small.patterns[0]._replace(when=GROIN)
    bank = small._replace(patterns=(pattern,))
    assert Sentences(bank, names_of_patterns(bank)).of(GROIN) == GROIN_WORDS


# The shipped bank


def lines(sentence: Sentence, depth: int = 0) -> list[str]:
    """A sentence as it is printed."""
    return [
        "  " * depth + sentence.words,
        *(line for part in sentence.parts for line in lines(part, depth + 1)),
    ]


def test_a_pattern_of_the_shipped_bank_reads_well():
    bank = read_bank(default_bank_path())
    weak_hips = next(pattern for pattern in bank.patterns if pattern.id == "weak_hips")
    assert lines(Sentences(bank).of(weak_hips.when)) == [
        "all of these are so:",
        "  at least one of these is so:",
        '    "What makes the pain worse" includes "Stairs or slopes, felt in the hip, groin or thigh"',
        '    "A limp" is "Often (most days)" or "Sometimes (some days)"',
        "  at least 3 of these are so:",
        '    "Weak or unsteady" includes "A leg that was hard to lift, such as into a bath or up a step" '
        "(counts 2 times)",
        '    "Weak or unsteady" includes "A hip that felt unsteady or gave way" (counts 2 times)',
        '    "Outer hip hurts when on one leg" is "Often (most days)" or "Sometimes (some days)"',
        '    "Outer hip hurts when on one leg" is "Often (most days)"',
    ]


def test_a_pattern_that_leans_on_others_calls_them_by_their_names():
    bank = read_bank(default_bank_path())
    no_pattern = bank.patterns[-1]
    said = Sentences(bank, names_of_patterns(bank)).opened(no_pattern.when)
    assert said.words == "none of these is so:"
    assert said.parts == tuple(Sentence(f'the pattern "{other.title}" is there') for other in bank.patterns[:-1])

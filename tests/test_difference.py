"""The difference of two banks: every kind of change, what it raises, and what it changes for people."""

from collections import Counter
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import assume, given, reject, settings
from hypothesis import strategies as st

from generated import bank_of, banks
from hipback.bank import bank_from
from hipback.cases import read_cases
from hipback.difference.change import (
    BankFile,
    CaseChanged,
    Change,
    Comparison,
    Effect,
    OnCases,
    OnPeople,
    VersionPart,
    Versions,
)
from hipback.difference.compare import compare
from hipback.difference.effects import Effects
from hipback.difference.meaning import Meaning
from hipback.difference.on_cases import cases_changed, read_for_either
from hipback.difference.order import moved
from hipback.difference.parts import differences
from hipback.difference.renames import Names, names_between
from hipback.difference.sides import Sides
from hipback.difference.unions import fit, fit_all, union, with_all_asked
from hipback.difference.versions import versions
from hipback.errors import BankError
from hipback.interview import Interview
from hipback.model import AllOf, AnyOf, AtLeast, Bank, InBand, Not, OneOf, Within
from hipback.people import random_people
from hipback.result import make_report

SMALL_FILE = Path(__file__).parent / "banks" / "small.yaml"
SMALL = SMALL_FILE.read_text(encoding="utf-8")
PATCH, MINOR, MAJOR = VersionPart


def edited(*edits: tuple[str, str]) -> str:
    """The small bank with some words in place of others, each of which stands there once."""
    text = SMALL
    for before, after in edits:
        assert text.count(before) == 1, before
        text = text.replace(before, after)
    return text


def small(*edits: tuple[str, str]) -> Bank:
    return bank_from(edited(*edits).encode(), "small.yaml")


def changes(old: Bank, new: Bank) -> list[Change]:
    names = names_between(old, new)
    return list(differences(names.bank(old), new, names))


def between(*edits: tuple[str, str]) -> list[Change]:
    return changes(small(), small(*edits))


# What makes no difference


def test_a_bank_does_not_differ_from_itself():
    assert between() == []


@pytest.mark.hazard("HZ-10")
@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("# A small bank with every kind of question, for tests.", "# Another comment."),
        ("    text: How old are you?", '    text: "How  old are\n      you?"'),
        ("    label: Age\n    text: How old are you?", "    text: How old are you?\n    label: Age"),
        ("{often: 4, sometimes: 2}", "{sometimes: 2, often: 4}"),
        ("{45..59: 1, 60..: 2}", "{45..49: 1, 50..59: 1, 60..120: 2}"),
        ("{back: 2, both: 2}", "{back: 2, both: 2, hip: 0}"),
        ("    references: [khan, opinion]", "    references: [opinion, khan]"),
        ("{age: {at_most: 17}}", "{age: {at_least: 0, at_most: 17}}"),
        ("{age: {at_most: 17}}", "{not: {age: {at_least: 18}}}"),
        ("{soon: yes}", "{any: [{soon: [yes]}, {all: [{soon: yes}, {not: {soon: no}}]}]}"),
        ("{count: {at_least: 2, of: [{today: fever}, {today: fall}]}}", "{all: [{today: fall}, {today: fever}]}"),
        ("{socks: [some, a_lot], groin: [often, sometimes]}", "{groin: [sometimes, often], socks: [a_lot, some]}"),
        ("{socks: [some, a_lot]}", "{not: {socks: no}}"),
        ("{hip: [some, many], back: some}", "{back: some, hip: [many, some]}"),
        ("few: {when: {hip: few}", "few: {when: {not: {hip: [some, many]}}"),
    ],
)
def test_other_words_of_the_same_meaning_are_no_difference(before, after):
    assert between((before, after)) == []


# Every kind of change


CHANGES = [
    (
        "title: A small bank\n",
        "title: A tiny bank\n",
        [
            Change("reworded", ("title",), "A small bank", "A tiny bank", PATCH),
        ],
    ),
    (
        "status: draft",
        "status: reviewed",
        [
            Change("changed", ("status",), "draft", "reviewed", PATCH),
        ],
    ),
    (
        "reviewed: 2026-11-22",
        "reviewed: 2026-11-23",
        [
            Change("changed", ("reviewed",), "2026-11-22", "2026-11-23", PATCH),
        ],
    ),
    (
        "reviewed: 2026-11-22",
        "reviewed: 2026-11-22\nreview_by: 2028-11-22",
        [
            Change("added", ("review_by",), "", "2028-11-22", PATCH),
        ],
    ),
    (
        "languages: [en]",
        "languages: [en, nl]",
        [
            Change("changed", ("languages",), "en", "en, nl", PATCH),
        ],
    ),
    (
        "languages: [en]",
        "languages: [nl, en]",
        [
            Change("changed", ("languages",), "en", "nl, en", MAJOR),
        ],
    ),
    (
        "welcome: This small bank is for tests.",
        "welcome: This tiny bank is for tests.",
        [
            Change("reworded", ("welcome",), "This small bank is for tests.", "This tiny bank is for tests.", MINOR),
        ],
    ),
    (
        "notice: Tests never replace a visit.\n",
        "",
        [
            Change("removed", ("notice",), "Tests never replace a visit.", "", PATCH),
        ],
    ),
    (
        "  fever:\n    urgency: same_day",
        "  fever:\n    urgency: soon",
        [
            Change("lowered", ("flags", "fever", "urgency"), "same_day", "soon", MINOR),
        ],
    ),
    (
        "  fever:\n    urgency: same_day",
        "  fever:\n    urgency: emergency",
        [
            Change("raised", ("flags", "fever", "urgency"), "same_day", "emergency", MINOR),
        ],
    ),
    (
        "    label: Two same-day signs together",
        "    label: Two signs of today",
        [
            Change(
                "reworded", ("flags", "two_today", "label"), "Two same-day signs together", "Two signs of today", PATCH
            ),
        ],
    ),
    (
        "{now: pee}",
        "{now: [pee, saddle]}\n    label: New trouble when you pee",
        [
            Change(
                "changed",
                ("flags", "pee", "when"),
                '"Signs to act on now" includes "New trouble when you pee"',
                ('"Signs to act on now" includes "New numbness between your legs" or "New trouble when you pee"'),
                MINOR,
            ),
        ],
    ),
    (
        "    text: Nerves may need help now.",
        "    text: Call for help.",
        [
            Change("reworded", ("flags", "saddle", "text"), "Nerves may need help now.", "Call for help.", PATCH),
        ],
    ),
    (
        "    not_sure: If both might be true, get seen today.",
        "    not_sure: Get seen today.",
        [
            Change(
                "reworded",
                ("flags", "two_today", "not_sure"),
                "If both might be true, get seen today.",
                "Get seen today.",
                PATCH,
            ),
        ],
    ),
    (
        "    out_of_scope: yes\n",
        "    out_of_scope: no\n    not_sure: Ask someone.\n",
        [
            Change("changed", ("flags", "child", "out_of_scope"), "yes", "no", MINOR),
            Change("added", ("flags", "child", "not_sure"), "", "Ask someone.", MINOR),
        ],
    ),
    (
        (
            "    text: This tool is made for adults. Please see someone today.\n"
            "    out_of_scope: yes\n"
            "    references: [opinion]"
        ),
        (
            "    text: This tool is made for adults. Please see someone today.\n"
            "    out_of_scope: yes\n"
            "    references: [khan]"
        ),
        [
            Change("changed", ("flags", "child", "references"), "opinion", "khan", PATCH),
        ],
    ),
    (
        (
            "  pee:\n"
            "    urgency: emergency\n"
            "    when: {now: pee}\n"
            "    text: The bladder may need help now.\n"
            "    not_sure: If this might be true, get seen today.\n"
            "    references: [khan]\n"
        ),
        "",
        [
            Change("removed", ("flags", "pee"), "New trouble when you pee (emergency)", "", MAJOR),
        ],
    ),
    (
        "  pee:\n    urgency: emergency",
        "  wee:\n    urgency: emergency",
        [
            Change("renamed", ("flags", "wee"), "pee", "wee", MAJOR),
        ],
    ),
    (
        "    text: Do you feel pain in the groin?",
        "    text: Does your groin hurt?",
        [
            Change(
                "reworded",
                ("questions", "groin", "text"),
                "Do you feel pain in the groin?",
                "Does your groin hurt?",
                MAJOR,
            ),
        ],
    ),
    (
        "    label: Pain in the groin",
        "    label: Groin pain",
        [
            Change("reworded", ("questions", "groin", "label"), "Pain in the groin", "Groin pain", PATCH),
        ],
    ),
    (
        "    help: The crease where the leg folds.",
        "    help: At the top of the leg.",
        [
            Change(
                "reworded",
                ("questions", "groin", "help"),
                "The crease where the leg folds.",
                "At the top of the leg.",
                MINOR,
            ),
        ],
    ),
    (
        "    why: Hip joints often hurt there.",
        "    why: It may be the hip.",
        [
            Change(
                "reworded", ("questions", "groin", "why"), "Hip joints often hurt there.", "It may be the hip.", PATCH
            ),
        ],
    ),
    (
        "    section: Where it hurts\n",
        "    section: Where does it hurt\n",
        [
            Change("reworded", ("questions", "groin", "section"), "Where it hurts", "Where does it hurt", MINOR),
            Change("reworded", ("questions", "socks", "section"), "Where it hurts", "Where does it hurt", MINOR),
            Change("reworded", ("questions", "socks_cause", "section"), "Where it hurts", "Where does it hurt", MINOR),
            Change("reworded", ("questions", "numb", "section"), "Where it hurts", "Where does it hurt", MINOR),
            Change("reworded", ("questions", "rest_pain", "section"), "Where it hurts", "Where does it hurt", MINOR),
        ],
    ),
    (
        "    sketch: leg\n",
        "",
        [
            Change("removed", ("questions", "groin", "sketch"), "leg", "", MINOR),
        ],
    ),
    (
        "    sketch: leg\n",
        "    sketch: leg\n    hurts: {groin: [often, sometimes]}\n",
        [
            Change(
                "added",
                ("questions", "groin", "hurts", "groin"),
                "",
                '"Pain in the groin" is "Often (most days)" or "Sometimes (some days)"',
                PATCH,
            ),
        ],
    ),
    (
        "    covers: [table.groin]",
        "    covers: [table.groin, table.hip]",
        [
            Change("changed", ("questions", "groin", "covers"), "table.groin", "table.groin, table.hip", PATCH),
        ],
    ),
    (
        "    references: [opinion]\n    points:\n      hip.history",
        "    references: [khan]\n    points:\n      hip.history",
        [
            Change("changed", ("questions", "age", "references"), "opinion", "khan", PATCH),
        ],
    ),
    (
        "    kind: many\n    label: Numb places",
        "    label: Numb places",
        [
            Change("changed", ("questions", "numb", "kind"), "many", "one", MAJOR),
            Change("removed", ("questions", "numb", "none"), "None of these", "", MAJOR),
        ],
    ),
    (
        "    from: 0\n",
        "    from: 10\n",
        [
            Change("raised", ("questions", "age", "from"), "0", "10", MAJOR),
        ],
    ),
    (
        "    to: 120\n",
        "    to: 130\n",
        [
            Change("raised", ("questions", "age", "to"), "120", "130", MINOR),
        ],
    ),
    (
        "    unit: years",
        "    unit: months",
        [
            Change("reworded", ("questions", "age", "unit"), "years", "months", MAJOR),
        ],
    ),
    (
        "[no pain, the worst pain]",
        "[no pain, the worst pain ever]",
        [
            Change(
                "reworded",
                ("questions", "rest_pain", "ends"),
                "no pain, the worst pain",
                "no pain, the worst pain ever",
                MAJOR,
            ),
        ],
    ),
    (
        "    may_not_apply: yes\n",
        "",
        [
            Change("changed", ("questions", "socks", "may_not_apply"), "yes", "no", MAJOR),
        ],
    ),
    (
        "    label: Numb places\n",
        "    label: Numb places\n    may_not_apply: yes\n",
        [
            Change("changed", ("questions", "numb", "may_not_apply"), "no", "yes", MINOR),
        ],
    ),
    (
        "    ask_if: {socks: [some, a_lot]}",
        "    ask_if: {socks: a_lot}",
        [
            Change(
                "changed",
                ("questions", "socks_cause", "ask_if"),
                '"Trouble with socks" is "Some trouble" or "A lot of trouble"',
                '"Trouble with socks" is "A lot of trouble"',
                MINOR,
            ),
        ],
    ),
    (
        "    ask_if: {socks: [some, a_lot]}\n",
        "",
        [
            Change(
                "removed",
                ("questions", "socks_cause", "ask_if"),
                '"Trouble with socks" is "Some trouble" or "A lot of trouble"',
                "",
                MINOR,
            ),
        ],
    ),
    (
        "{foot: In the foot, thigh: In the thigh}",
        "{foot: In the foot, thigh: In the thigh, back: In the back}",
        [
            Change("added", ("questions", "numb", "options", "back"), "", "In the back", MINOR),
        ],
    ),
    (
        "{often: Often (most days), sometimes: Sometimes (some days), rarely: Rarely or never}",
        ("{often: Often (most days), sometimes: Sometimes (some days), never: Never, seldom: Seldom}"),
        [
            Change("removed", ("questions", "groin", "options", "rarely"), "Rarely or never", "", MAJOR),
            Change("added", ("questions", "groin", "options", "never"), "", "Never", MINOR),
            Change("added", ("questions", "groin", "options", "seldom"), "", "Seldom", MINOR),
        ],
    ),
    (
        "{often: Often (most days), sometimes: Sometimes (some days), rarely: Rarely or never}",
        "{often: Often, sometimes: Sometimes (some days), rarely: Rarely or never}",
        [
            Change("reworded", ("questions", "groin", "options", "often"), "Often (most days)", "Often", MAJOR),
        ],
    ),
    (
        "{often: Often (most days), sometimes: Sometimes (some days), rarely: Rarely or never}",
        "{rarely: Rarely or never, sometimes: Sometimes (some days), often: Often (most days)}",
        [
            Change(
                "moved",
                ("questions", "groin", "options"),
                "often, sometimes, rarely",
                "rarely, sometimes, often",
                MINOR,
            ),
        ],
    ),
    (
        "{often: Often (most days), sometimes: Sometimes (some days), rarely: Rarely or never}",
        "{often: Often (most days), sometimes: Sometimes (some days), seldom: Rarely or never}",
        [
            Change("renamed", ("questions", "groin", "options", "seldom"), "rarely", "seldom", MAJOR),
        ],
    ),
    (
        "    none: None of these today",
        "    none: Nothing of this",
        [
            Change("reworded", ("questions", "today", "none"), "None of these today", "Nothing of this", MAJOR),
        ],
    ),
    (
        "hip.place: {often: 4, sometimes: 2}",
        "hip.place: {often: 2, sometimes: 3}",
        [
            Change("lowered", ("questions", "groin", "points", "hip.place", "often"), "4", "2", MINOR),
            Change("raised", ("questions", "groin", "points", "hip.place", "sometimes"), "2", "3", MINOR),
        ],
    ),
    (
        "hip.place: {often: 4, sometimes: 2}",
        "hip.place: {often: 4, sometimes: 2}\n      back.signs: {rarely: 0}",
        [
            Change(
                "added",
                ("questions", "groin", "points", "back.signs"),
                "",
                "no points, but it counts as one of the questions of the indicator",
                MINOR,
            ),
        ],
    ),
    (
        "{45..59: 1, 60..: 2}",
        "{50..: 2}",
        [
            Change("lowered", ("questions", "age", "points", "hip.history", "45 to 49"), "1", "0", MINOR),
            Change("raised", ("questions", "age", "points", "hip.history", "50 to 59"), "1", "2", MINOR),
        ],
    ),
    (
        "{a_lot: 4, some: 2, if: {socks_cause: [hip, both]}}",
        "{a_lot: 4, some: 2}",
        [
            Change(
                "removed",
                ("questions", "socks", "points", "hip.movement", "if"),
                '"What makes socks hard" is "My hip" or "Both"',
                "",
                MINOR,
            ),
        ],
    ),
    (
        "{a_lot: 4, some: 2, if: {socks_cause: [hip, both]}}",
        "{a_lot: 4, some: 2, if: {socks_cause: hip}}",
        [
            Change(
                "changed",
                ("questions", "socks", "points", "hip.movement", "if"),
                '"What makes socks hard" is "My hip" or "Both"',
                '"What makes socks hard" is "My hip"',
                MINOR,
            ),
        ],
    ),
    (
        "{foot: 4, thigh: 2}",
        "{foot: 4}",
        [
            Change("lowered", ("questions", "numb", "points", "back.signs", "thigh"), "2", "0", MINOR),
        ],
    ),
    (
        "    title: Hip signs\n    at_most_unanswered: 30",
        "    title: Signs of the hip\n    at_most_unanswered: 40",
        [
            Change("reworded", ("indicators", "hip", "title"), "Hip signs", "Signs of the hip", PATCH),
            Change("raised", ("indicators", "hip", "at_most_unanswered"), "30", "40", MINOR),
        ],
    ),
    (
        "movement: {title: Movement, cap: 4}",
        "movement: {title: How it moves, cap: 6}",
        [
            Change(
                "reworded", ("indicators", "hip", "domains", "movement", "title"), "Movement", "How it moves", PATCH
            ),
            Change("raised", ("indicators", "hip", "domains", "movement", "cap"), "4", "6", MINOR),
        ],
    ),
    (
        ("{from: 3, label: Some, text: Some signs point to the hip., needs: {groin: [often, sometimes]}}"),
        "{from: 4, label: A few, text: Some signs may point to the hip.}",
        [
            Change("raised", ("indicators", "hip", "bands", "some", "from"), "3", "4", MINOR),
            Change(
                "removed",
                ("indicators", "hip", "bands", "some", "needs"),
                '"Pain in the groin" is "Often (most days)" or "Sometimes (some days)"',
                "",
                MINOR,
            ),
            Change("reworded", ("indicators", "hip", "bands", "some", "label"), "Some", "A few", PATCH),
            Change(
                "reworded",
                ("indicators", "hip", "bands", "some", "text"),
                "Some signs point to the hip.",
                "Some signs may point to the hip.",
                PATCH,
            ),
        ],
    ),
    (
        "      some: {from: 4, label: Some, text: Some signs point to the back.}\n",
        (
            "      some: {from: 4, label: Some, text: Some signs point to the back.}\n"
            "      many: {from: 6, label: Many, text: Many signs point to the back.}\n"
        ),
        [
            Change("added", ("indicators", "back", "bands", "many"), "", "Many", MINOR),
        ],
    ),
    (
        "text: Some answers are open.",
        "text: There are open answers.",
        [
            Change(
                "reworded", ("headlines", "open", "text"), "Some answers are open.", "There are open answers.", PATCH
            ),
        ],
    ),
    (
        "hip: {when: {hip: [some, many]}",
        "hip: {when: {hip: many}",
        [
            Change(
                "changed",
                ("headlines", "hip", "when"),
                'the band of "Hip signs" is "Some" or "Many"',
                'the band of "Hip signs" is "Many"',
                MINOR,
            ),
        ],
    ),
    (
        ("  few: {when: {hip: few}, text: Few signs point to the hip. That does not rule it out.}\n"),
        "",
        [
            Change(
                "removed", ("headlines", "few"), "Few signs point to the hip. That does not rule it out.", "", MAJOR
            ),
        ],
    ),
    (
        "    title: A stiff hip\n",
        "    title: A hip that is stiff\n",
        [
            Change("reworded", ("patterns", "stiff", "title"), "A stiff hip", "A hip that is stiff", PATCH),
        ],
    ),
    (
        "    when: {socks: [some, a_lot], groin: [often, sometimes]}",
        "    when: {socks: a_lot, groin: [often, sometimes]}",
        [
            Change(
                "changed",
                ("patterns", "stiff", "when"),
                (
                    "all of these are so:\n"
                    '- "Trouble with socks" is "Some trouble" or "A lot of trouble"\n'
                    '- "Pain in the groin" is "Often (most days)" or "Sometimes (some days)"'
                ),
                (
                    "all of these are so:\n"
                    '- "Trouble with socks" is "A lot of trouble"\n'
                    '- "Pain in the groin" is "Often (most days)" or "Sometimes (some days)"'
                ),
                MINOR,
            ),
        ],
    ),
    (
        "    ask: Could you check how my hip bends?",
        "    ask: Does my hip bend?",
        [
            Change(
                "reworded",
                ("patterns", "stiff", "ask"),
                "Could you check how my hip bends?",
                "Does my hip bend?",
                PATCH,
            ),
        ],
    ),
    (
        "    hides: [bridge]",
        "    hides: [bridge, stretch]",
        [
            Change("changed", ("suppressions", "stiff_hip", "hides"), "bridge", "bridge, stretch", MINOR),
        ],
    ),
    (
        "    keeps: [walking]",
        "    hides: [stretch, bridge]",
        [
            Change(
                "changed", ("suppressions", "open_answers", "hides"), "keeps: walking", "hides: bridge, stretch", MINOR
            ),
        ],
    ),
    (
        "    title: A foot is numb\n",
        "",
        [
            Change("removed", ("suppressions", "numb_foot", "title"), "A foot is numb", "", PATCH),
        ],
    ),
    (
        "    when: {pattern: stiff}",
        "    when: {socks: a_lot}",
        [
            Change(
                "changed",
                ("suppressions", "stiff_hip", "when"),
                'the pattern "A stiff hip" is there',
                '"Trouble with socks" is "A lot of trouble"',
                MINOR,
            ),
        ],
    ),
    (
        "    text: See a doctor first.",
        "    text: See someone first.",
        [
            Change("reworded", ("suppressions", "be_seen", "text"), "See a doctor first.", "See someone first.", PATCH),
        ],
    ),
    (
        "    title: How hips and backs work\n",
        "    title: Hips and backs\n",
        [
            Change("reworded", ("chapters", "how", "title"), "How hips and backs work", "Hips and backs", PATCH),
        ],
    ),
    (
        (
            "      bridge:\n"
            "        title: Bridges\n"
            "        text: Lie on your back and lift your hips.\n"
            "        evidence: This is common teaching.\n"
            "        references: [opinion]\n"
        ),
        (
            "      bridge:\n"
            "        title: Bridges\n"
            "        text: Lie down and lift your hips.\n"
            "        evidence: It is taught.\n"
            "        references: [opinion]\n"
            "      squat:\n"
            "        title: Squats\n"
            "        text: Bend your knees.\n"
            "        evidence: It is taught.\n"
            "        references: [opinion]\n"
        ),
        [
            Change("added", ("topics", "squat"), "", "Squats", MINOR),
            Change(
                "reworded",
                ("topics", "bridge", "text"),
                "Lie on your back and lift your hips.",
                "Lie down and lift your hips.",
                PATCH,
            ),
            Change("reworded", ("topics", "bridge", "evidence"), "This is common teaching.", "It is taught.", PATCH),
        ],
    ),
    (
        "        section: On the floor\n",
        "",
        [
            Change("removed", ("topics", "stretch", "section"), "On the floor", "", PATCH),
            Change("removed", ("topics", "bridge", "section"), "On the floor", "", PATCH),
        ],
    ),
    (
        "strength: C, figures: not_verified",
        "strength: B, figures: second_hand",
        [
            Change("changed", ("references", "opinion", "strength"), "C", "B", PATCH),
            Change("changed", ("references", "opinion", "figures"), "not_verified", "second_hand", PATCH),
        ],
    ),
    (
        '  khan: {text: "Khan and others, 2004."',
        ('  more: {text: More., strength: A, figures: verified}\n  khan: {text: "Khan and others, 2004."'),
        [
            Change("added", ("references", "more"), "", "More.", PATCH),
        ],
    ),
    (
        "     /  \\\n",
        "    /    \\\n",
        [
            Change("changed", ("sketches", "leg"), "  /\\\n /  \\", "  /\\\n/    \\", MINOR),
        ],
    ),
]


@pytest.mark.hazard("HZ-09", "HZ-10")
@pytest.mark.parametrize(("before", "after", "expected"), CHANGES)
def test_a_change_is_told(before, after, expected):
    assert between((before, after)) == expected


MIRROR = {"added": "removed", "removed": "added", "raised": "lowered", "lowered": "raised"}


@pytest.mark.parametrize(("before", "after", "expected"), CHANGES)
def test_a_change_back_is_told_the_other_way_round(before, after, expected):
    back = changes(small((before, after)), small())
    assert sorted(change.kind for change in back) == sorted(MIRROR.get(found.kind, found.kind) for found in expected)
    told = [(change.before, change.after) for change in back if change.kind != "moved"]
    assert sorted(told) == sorted((found.after, found.before) for found in expected if found.kind != "moved")


def test_a_question_that_stands_elsewhere_has_moved():
    asked = SMALL[SMALL.index("  numb:\n") : SMALL.index("  rest_pain:\n")]
    new = bank_from(SMALL.replace(asked, "").replace("  socks:\n", f"{asked}  socks:\n").encode(), "small.yaml")
    assert changes(small(), new) == [
        Change("moved", ("questions", "numb"), "after socks_cause", "after groin", MINOR),
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("abcd", "abcd", []),
        ("abcd", "dabc", [("d", "after c", "first")]),
        ("abcd", "bcda", [("a", "first", "after d")]),
        ("abcd", "axcb", [("c", "after b", "after x")]),
        ("ab", "cd", []),
        ("", "", []),
    ],
)
def test_the_fewest_parts_move(old, new, expected):
    assert list(moved(old, new)) == expected


def test_a_topic_may_move_to_another_chapter():
    topic = SMALL[SMALL.index("      walking:\n") : SMALL.index("      stretch:\n")]
    new = SMALL.replace(topic, "").replace("      neighbours:\n", f"{topic}      neighbours:\n")
    assert changes(small(), bank_from(new.replace("[walking]", "[]").encode(), "small.yaml")) == [
        Change("changed", ("suppressions", "open_answers", "keeps"), "walking", "nothing", MINOR),
        Change("moved", ("topics", "walking"), "after neighbours", "first", PATCH),
        Change("changed", ("topics", "walking", "chapter"), "try_out", "how", MINOR),
    ]


def test_a_renamed_question_is_told_once_though_rules_name_it():
    new = SMALL.replace("  socks:\n", "  shoes:\n").replace("{socks:", "{shoes:").replace(" socks: [", " shoes: [")
    assert changes(small(), bank_from(new.encode(), "small.yaml")) == [
        Change("renamed", ("questions", "shoes"), "socks", "shoes", MAJOR),
    ]


def test_a_renamed_option_is_told_once_though_rules_name_it():
    new = SMALL.replace("a_lot", "much")
    assert changes(small(), bank_from(new.encode(), "small.yaml")) == [
        Change("renamed", ("questions", "socks", "options", "much"), "a_lot", "much", MAJOR),
    ]


def test_what_has_its_words_twice_is_not_renamed():
    assert [change.kind for change in between(("{foot: In the foot, thigh: In the thigh}", "{foot: X, thigh: X}"))] == [
        "reworded",
        "reworded",
    ]
    old, new = small(("{saddle: New numbness", "{saddle: A")), small()
    assert names_between(old, new) == Names()


def test_a_rule_that_names_a_pattern_is_not_told_again():
    edit = ("    when: {socks: [some, a_lot], groin: [often, sometimes]}", "    when: {socks: a_lot, groin: often}")
    assert [change.where for change in between(edit)] == [("patterns", "stiff", "when")]


def test_options_of_one_label_are_told_by_their_ids():
    alike = ("{hip: My hip, back: My back, both: Both}", "{hip: It, back: It, both: Both}")
    rule = ("{socks_cause: [hip, both]}", "{socks_cause: back}")
    assert changes(small(alike), small(alike, rule)) == [
        Change(
            "changed",
            ("questions", "socks", "points", "hip.movement", "if"),
            '"What makes socks hard" is "It" (hip) or "Both"',
            '"What makes socks hard" is "It" (back)',
            MINOR,
        )
    ]


# Rules


def option(question: str, *options: str) -> OneOf:
    return OneOf(question, frozenset(options))


def band(*bands: str) -> InBand:
    return InBand("hip", frozenset(bands))


MANY = tuple(option("now", "pee") for _ in range(3))


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, None, True),
        (None, option("groin", "often"), False),
        (Not(option("groin", "often")), option("groin", "sometimes", "rarely"), True),
        (Not(option("socks_cause", "hip")), option("socks_cause", "back", "both"), False),
        (Not(band("few")), band("some", "many"), True),
        (AnyOf((band("some"), band("many"))), band("some", "many"), False),
        (Within("age", 0, 17), Within("age", None, 17), True),
        (AllOf((Within("age", 18, None), Within("age", None, 49))), Within("age", 18, 49), True),
        (AtLeast(2, MANY), option("now", "pee"), True),
        (AllOf((AnyOf((option("soon", "yes"),)),)), option("soon", "yes"), True),
        (AnyOf((option("now", "pee"), option("now", "saddle"))), option("now", "saddle", "pee"), True),
        (option("now", "none"), Not(option("now", "saddle", "pee")), True),
    ],
)
def test_rules_are_the_same_if_they_always_hold_alike(small, one, other, same):
    assert Meaning((small,)).same(one, other) is same


def test_rules_are_compared_where_a_question_is_asked_of_other_people(small):
    asked = small._replace(
        questions={**small.questions, "socks_cause": small.questions["socks_cause"]._replace(ask_if=None)}
    )
    rules = Not(option("socks_cause", "hip")), option("socks_cause", "back", "both")
    assert Meaning((asked,)).same(*rules)
    assert not Meaning((asked, small)).same(*rules)


ALL_OF_IT = AllOf(
    (
        option("now", "saddle", "none"),
        option("now", "pee"),
        option("today", "fever"),
        option("today", "fall"),
        option("soon", "yes"),
        Within("age", 20, 50),
        option("groin", "often"),
        AtLeast(2, (option("socks", "some"), option("socks_cause", "hip"), Not(option("numb", "foot")), band("few"))),
        Within("rest_pain", 3, 5),
    )
)


def test_rules_on_too_many_answers_are_the_same_in_another_order(small):
    turned = AllOf((AllOf(ALL_OF_IT.parts[:4]), *reversed(ALL_OF_IT.parts), AnyOf((option("soon", "yes"),))))
    assert Meaning((small,)).same(ALL_OF_IT, turned)


def test_rules_on_too_many_answers_are_otherwise_called_different(small, monkeypatch):
    monkeypatch.setattr("hipback.verify.spaces.PEOPLE_AT_MOST", 200_000)
    assert not Meaning((small,)).same(ALL_OF_IT, AtLeast(9, ALL_OF_IT.parts))


# The version


@pytest.mark.parametrize(
    ("old", "new", "edits", "expected"),
    [
        ("1.2.3", "1.2.3", (), Versions(None, "1.2.3", True)),
        ("1.2.3", "1.2.2", (), Versions(None, "1.2.3", False)),
        ("1.2.3", "2.0.0", (), Versions(None, "1.2.3", True)),
        ("1.2.3", "1.2.3", ("why: It takes", "why: It needs"), Versions(PATCH, "1.2.4", False)),
        ("1.2.3", "1.2.4", ("why: It takes", "why: It needs"), Versions(PATCH, "1.2.4", True)),
        ("1.2.3", "1.2.9", ("help: Think of today", "help: Think of now"), Versions(MINOR, "1.3.0", False)),
        ("1.2.3", "1.10.0", ("help: Think of today", "help: Think of now"), Versions(MINOR, "1.3.0", True)),
        ("1.2.3", "1.9.9", ("text: How old", "text: How many years old"), Versions(MAJOR, "2.0.0", False)),
        ("1.2.3", "2.0.0", ("text: How old", "text: How many years old"), Versions(MAJOR, "2.0.0", True)),
        ("0.2.3", "0.2.3", ("text: How old", "text: How many years old"), Versions(MAJOR, "0.2.4", False)),
        ("0.2.3", "0.2.4", ("text: How old", "text: How many years old"), Versions(MAJOR, "0.2.4", True)),
    ],
)
def test_the_version_must_rise_with_what_differs(old, new, edits, expected):
    banks = small(("1.2.3", old)), small(("1.2.3", new), *([edits] if edits else []))
    assert versions(*banks, changes(*banks)) == expected


def test_versions_of_two_banks_are_not_compared():
    banks = small(), small(("id: small", "id: other"), ("version: 1.2.3", "version: 0.0.1"))
    assert versions(*banks, changes(*banks)) == Versions(None, "", True)


# People


@pytest.mark.parametrize(
    ("question", "answer", "expected"),
    [
        ("groin", "often", "often"),
        ("groin", "never", "skipped"),
        ("groin", "not_sure", "not_sure"),
        ("groin", "does_not_apply", "skipped"),
        ("age", 120, 120),
        ("age", 121, "skipped"),
        ("age", "often", "skipped"),
        ("numb", ("foot", "back?"), ("foot",)),
        ("numb", ("back",), ("none",)),
        ("numb", "foot", ("foot",)),
        ("groin", ("often",), "skipped"),
        ("knee", "often", None),
    ],
)
def test_an_answer_to_another_bank_is_taken_as_far_as_it_fits(question, answer, expected):
    assert fit(small(), question, answer) == expected


LESS = (
    ("  pee:\n    urgency: emergency", "  pee:\n    urgency: same_day"),
    ("hip.place: {often: 4, sometimes: 2}", "hip.place: {often: 3, sometimes: 2}"),
)
AS_PLAIN_AS_CAN_BE = {"now": ("none",), "today": ("none",), "soon": "no"}


def effects(old: Bank, new: Bank, size: int = 2000) -> list[Effect]:
    names = names_between(old, new)
    return list(Effects(names.bank(old), new, names).drawn(size, seed=1))


def test_what_changes_for_people_is_told_with_an_example():
    answers = {**AS_PLAIN_AS_CAN_BE, "age": 45, "groin": "often", "socks": "some", "socks_cause": "hip"}
    scored = {**answers, "numb": ("none",), "rest_pain": 0}
    emergency = {"now": ("pee",), "today": ("none",)}
    assert effects(small(), small(*LESS)) == [
        Effect("urgency lowered", 21, "emergency", "same_day", ("now",), emergency, emergency),
        Effect("band of hip", 24, "many", "some", ("age", "groin", "socks"), scored, scored),
    ]


def test_the_same_seed_gives_the_same_example():
    banks = small(), small(*LESS)
    assert effects(*banks) == effects(*banks)


def test_of_a_lowered_urgency_the_deepest_fall_is_shown():
    flags = SMALL[SMALL.index("  pee:\n    urgency") : SMALL.index("  fever:\n    urgency")]
    new = bank_from(SMALL.replace(flags, "").encode(), "small.yaml")
    assert [(found.what, found.before, found.after) for found in effects(small(), new)][:2] == [
        ("urgency lowered", "emergency", "routine"),
        ("stopped no longer", "no summary", "a summary"),
    ]


def test_a_flag_that_no_longer_stops_is_told():
    found = effects(small(), small(("  fever:\n    urgency: same_day", "  fever:\n    urgency: soon")))
    assert [(effect.what, effect.before, effect.after, effect.needed) for effect in found[:2]] == [
        ("urgency lowered", "same_day", "soon", ("today",)),
        ("stopped no longer", "no summary", "a summary", ("today",)),
    ]


def test_the_other_way_round_it_is_raised():
    found = effects(small(("  fever:\n    urgency: same_day", "  fever:\n    urgency: soon")), small())
    assert [(effect.what, effect.before, effect.after, effect.needed) for effect in found[:2]] == [
        ("urgency raised", "soon", "same_day", ("today",)),
        ("stopped now", "a summary", "no summary", ("today",)),
    ]


def test_answers_of_an_example_have_the_names_that_each_bank_knows():
    new = edited(*LESS).replace("  socks:\n", "  shoes:\n").replace("{socks:", "{shoes:").replace("a_lot", "much")
    new = new.replace("socks: [some", "shoes: [some").replace("{some: Some trouble", "{some: Some trouble")
    found = effects(small(), bank_from(new.encode(), "small.yaml"))[1]
    assert (found.old_answers["socks"], found.new_answers["shoes"]) == ("some", "some")
    assert list(found.old_answers) == [{"shoes": "socks"}.get(id, id) for id in found.new_answers]


def test_all_that_is_told_of_two_banks():
    old, new = small(), small(("status: draft", "status: reviewed"))
    cases = read_cases(b"people: [{name: Nobody, result: {urgency: open}}]", "cases.yaml", old)
    changed = Change("changed", ("status",), "draft", "reviewed", PATCH)
    assert compare(("old.yaml", "new.yaml"), old, new, ("cases.yaml", cases), 100, 7) == Comparison(
        BankFile("old.yaml", "small", "1.2.3"),
        BankFile("new.yaml", "small", "1.2.3"),
        (changed,),
        Versions(PATCH, "1.2.4", False),
        OnPeople(100, 7, ()),
        OnCases("cases.yaml", 1, ()),
    )


def test_nobody_is_asked_where_nothing_differs_or_nobody_is_wanted():
    assert compare(("a", "b"), small(), small(), None, 100, 1).people == OnPeople(100, 1, ())
    assert compare(("a", "b"), small(), small(*LESS), None, 0, 1).people == OnPeople(0, 1, ())


def test_parts_of_a_version_have_the_words_that_people_use():
    assert [part.word for part in VersionPart] == ["patch", "minor", "major"]


# Laws


def comes_out(bank: Bank, answers: dict[str, Any]) -> dict[str, Any]:
    """What a whole screening makes of answers, as far as a bank can take them."""
    report = make_report(Interview.start(bank, fit_all(bank, answers)))
    return {
        "urgency": report.urgency,
        "scored": report.scored,
        "flags": {(flag.id, flag.state) for flag in report.flags if report.scored},
        "headline": report.headline[0] if report.headline else None,
        "patterns": {found.id for found in report.patterns},
        "suppressions": {rule.id for rule in report.suppressed},
        "advice": {topic.id for topic in report.advice},
        **{f"band of {found.id}": found.possible_bands for found in report.indicators},
    }


def differing(before: dict[str, Any], after: dict[str, Any]) -> set[str]:
    """What differs between two screenings, in the words of effects; of flags only where neither stopped."""
    kept = {key: (before.get(key, ()), after.get(key, ())) for key in (before | after).keys() - {"urgency", "scored"}}
    found = {key for key, (old, new) in kept.items() if set(old or ()) != set(new or ())}
    scored = before["scored"] and after["scored"]
    return {
        *(found if scored else found - {"flags"}),
        *({"urgency lowered"} if before["urgency"] > after["urgency"] else ()),
        *({"urgency raised"} if before["urgency"] < after["urgency"] else ()),
        *({"stopped no longer"} if after["scored"] > before["scored"] else ()),
        *({"stopped now"} if after["scored"] < before["scored"] else ()),
    }


@pytest.mark.parametrize("seed", range(10))
def test_effects_agree_with_whole_screenings_of_two_banks(seed):
    old, new = bank_of(seed), bank_of(seed + 1000)
    assert_effects_agree(old, new, 50)


@pytest.mark.parametrize(("before", "after", "expected"), CHANGES[::6])
def test_effects_agree_with_whole_screenings_of_a_changed_bank(before, after, expected):
    assert_effects_agree(small(), small((before, after)), 20)


def test_effects_agree_with_whole_screenings_of_500_people():
    assert_effects_agree(small(), small(*LESS), 500)


def assert_effects_agree(old: Bank, new: Bank, size: int) -> None:
    renamed = names_between(old, new).bank(old)
    people = random_people(with_all_asked(union(new, renamed)), size, seed=1)
    sides = Sides.of(renamed, new, people)
    for person in range(size):
        answers = people.answers(person)
        expected = differing(comes_out(renamed, answers), comes_out(new, answers))
        found = {what for what, some in sides.differing.items() if some >> person & 1}
        assert (found if sides.scored >> person & 1 else found - {"flags"}) == expected


@pytest.mark.hazard("HZ-10")
@pytest.mark.parametrize("seed", range(40))
def test_banks_that_differ_only_in_words_give_everyone_the_same(seed):
    """Whatever changes, together: if no change raises more than the last number, nothing comes out differently."""
    draw = Random(seed)
    picked = [(before, after) for before, after, found in CHANGES if all(change.raises == PATCH for change in found)]
    text = SMALL
    for before, after in draw.sample(picked, 8):
        text = text.replace(before, after)
    new = bank_from(text.encode(), "small.yaml")
    assert {change.raises for change in changes(small(), new)} == {PATCH}
    assert effects(small(), new, size=200) == []


@settings(max_examples=100)
@given(st.sampled_from(CHANGES), st.sampled_from(CHANGES))
def test_two_changes_are_both_found(one, other):
    text = SMALL.replace(*one[:2])
    assume(text.count(other[0]) == 1)
    assume({change.where[:2] for change in one[2]}.isdisjoint(change.where[:2] for change in other[2]))
    told = changes(small(), bank_or_reject(text.replace(*other[:2])))
    assert {*one[2], *other[2]} <= set(told)


def bank_or_reject(text: str) -> Bank:
    """The bank, if two changes together still make one."""
    try:
        return bank_from(text.encode(), "small.yaml")
    except BankError:
        reject()


@settings(max_examples=50)
@given(banks, banks)
def test_two_banks_differ_both_ways_alike(old, new):
    assert changes(old, old) == []
    there, back = changes(old, new), changes(new, old)
    assert Counter(MIRROR.get(change.kind, change.kind) for change in there) == Counter(change.kind for change in back)


# Written people

PEOPLE = """\
everyone: {now: [none], today: [none], soon: no, age: 50, groin: rarely, socks: no, numb: [none], rest_pain: 0}
people:
  - {name: Calm, result: {urgency: routine}}
  - {name: Stiff, answers: {groin: often, socks: some, socks_cause: hip}, result: {urgency: routine}}
  - {name: Bladder, answers: {now: [pee]}, result: {urgency: emergency}}
  - {name: Numb, answers: {numb: [foot, "thigh?"]}, result: {urgency: routine}}
"""


def on_cases(old: Bank, new: Bank) -> list[CaseChanged]:
    names = names_between(old, new)
    return cases_changed(names.bank(old), new, names, read_for_either(PEOPLE.encode(), "cases.yaml", old, new))


def test_written_people_are_told_for_whom_something_differs_the_less_urgent_first():
    assert on_cases(small(), small(*LESS)) == [
        CaseChanged("Bladder", 5, {"urgency": ("emergency", "same_day")}, ()),
        CaseChanged("Stiff", 4, {"hip": ("many", "some")}, ()),
    ]


def test_nothing_differs_for_written_people_in_the_same_bank():
    assert on_cases(small(), small()) == []


def test_answers_of_written_people_that_no_longer_fit_are_told():
    new = SMALL.replace("foot: In the foot", "toes: In the toes").replace("numb: foot", "numb: toes")
    differences = {
        "back": ("some", "few or some"),
        "suppressed": ("numb_foot", "nothing"),
        "shown": ("nothing", "stretch"),
    }
    assert on_cases(small(), bank_from(new.replace("{foot:", "{toes:").encode(), "small.yaml")) == [
        CaseChanged("Numb", 6, differences, ("numb: foot, thigh?",))
    ]


def test_a_question_that_only_one_bank_asks_is_skipped():
    question = SMALL[SMALL.index("  rest_pain:\n") : SMALL.index("\nflags:")]
    more = bank_from(
        SMALL.replace(question, question + question.replace("rest_pain", "night_pain")).encode(), "small.yaml"
    )
    assert on_cases(small(), more) == []


def test_written_people_may_answer_a_question_of_a_kind_that_is_no_more():
    new = small(("    kind: many\n    label: Numb places", "    label: Numb places"))
    [stiff, numb] = [case for case in on_cases(small(), new) if case.name in ("Stiff", "Numb")]
    assert (stiff.unfit, numb.unfit) == (("numb: none",), ("numb: foot, thigh?",))


def test_answers_of_written_people_are_read_in_either_bank_s_names():
    new = SMALL.replace("  socks:\n", "  shoes:\n").replace("{socks:", "{shoes:").replace(" socks: [", " shoes: [")
    assert on_cases(small(), bank_from(new.encode(), "small.yaml")) == []


def test_written_people_who_fit_neither_bank_are_told_of_in_the_words_of_the_new_one():
    with pytest.raises(BankError) as told:
        read_for_either(PEOPLE.replace("groin: often", "groin: oftn").encode(), "cases.yaml", small(), small())
    assert [(problem.line, problem.code) for problem in told.value.problems] == [(4, "HB902")]

"""`hipback bank verify`: each finding at its place, an example that shows it, and what could not be proved."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest
from hazards import read_log

from hipback.bank import default_bank_path
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.model import Answer, Urgency
from hipback.render.verdict import of_hazard, verdict_lines
from hipback.report import Report
from hipback.result import make_report
from hipback.truth import NO, Truth
from hipback.verify import crowd, marks, spaces, verify
from hipback.verify.claims import Claim
from hipback.verify.crowd import Crowds, person
from hipback.verify.hazards import ALONE, OPEN, PROOFS, RISES, SAMPLED, Proof, Verdict, verdicts
from hipback.written import Written

BANKS = Path(__file__).parent / "banks"
SMALL = (BANKS / "small.yaml").read_text(encoding="utf-8")

ENDS = "    ends: [no pain, the worst pain]\n"
STIFF = "    when: {socks: [some, a_lot], groin: [often, sometimes]}"
FEVER = "    when: {today: fever}"
FEVER_HIDDEN = "    label: Fever\n    when: {today: fever, not: {soon: yes}}"
CAUSE = "      back.signs: {back: 2, both: 2}"
CAUSE_HIDDEN = "      back.signs: {back: 4, both: 4, if: {not: {numb: thigh}}}"


def small(*changes: tuple[str, str]) -> Written:
    """The small bank with some lines written otherwise."""
    source = SMALL
    for old, new in changes:
        assert old in source
        source = source.replace(old, new, 1)
    return Written.of(source.encode(), "bank.yaml")


def told(written: Written) -> list[str]:
    """All that is not proved."""
    claims = [claim for claim in verify(written) if not claim.proved]
    return [str(claim.problem or f"not proved: {claim.place}: {claim.unproved}") for claim in claims]


def example(written: Written, code: str) -> dict[str, Answer]:
    """The answers that show a finding."""
    return next(dict(found.example or {}) for found in verify(written) if found.problem and found.problem.code == code)


# Findings


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "    ends: [no pain, the worst pain]\n",
            "    ends: [no pain, the worst pain]\n    ask_if: {socks: some, not: {socks: [some, a_lot]}}\n",
            ["bank.yaml:106:3: HB311 'rest_pain' is asked of nobody: mend its 'ask_if'"],
        ),
        (
            STIFF,
            "    when: {any: [{socks: some}, {groin: often, not: {groin: often}}]}",
            ["bank.yaml:196:33: HB312 no answers can make this true: take it out, or mend it"],
        ),
        (
            STIFF,
            "    when: {socks: some, any: [{groin: often}, {not: {groin: often}}]}",
            ["bank.yaml:196:25: HB313 no answers can make this false: take it out, or mend it"],
        ),
        (
            "  few: {when: {hip: few}",
            "  few: {when: {hip: some}",
            ["bank.yaml:190:3: HB314 the headline 'few' is said to nobody: those above it fit all whom it fits"],
        ),
        (
            STIFF,
            "    when: {count: {at_least: 2, of: [{socks: some}, {socks: a_lot}]}}",
            [
                "bank.yaml:194:3: HB315 the pattern 'stiff' is shown to nobody: mend its 'when'",
                "bank.yaml:246:12: HB312 no answers can make this true: take it out, or mend it",
            ],
        ),
        (
            STIFF,
            "    when: {any: [{socks: some}, {socks: [some, a_lot]}]}",
            [
                "bank.yaml:196:19: HB316 whenever this is true, so is the condition at column 34 of this line: "
                "take this out, or mend it"
            ],
        ),
        (
            STIFF,
            "    when:\n      any:\n        - socks: [some, a_lot]\n        - {socks: some, groin: often}",
            [
                "bank.yaml:199:11: HB316 whenever this is true, so is the condition on line 198: "
                "take this out, or mend it"
            ],
        ),
        (
            "        needs: {groin: often, socks: [some, a_lot]}",
            "        needs: {groin: often, socks: [some, a_lot], socks_cause: back}",
            ["bank.yaml:173:7: HB411 no answers reach the band 'many' of 'hip': lower its 'from', or mend its 'needs'"],
        ),
        (
            "      hip.history: {45..59: 1, 60..: 2}",
            "      hip.history: {45..59: 1, 60..: 2}\n      back.signs: {60..: 1}",
            ["bank.yaml:64:20: HB412 these points never change a band of 'back': take them out, or mend caps or bands"],
        ),
        (
            "      signs: {title: Signs, cap: 6}",
            "      signs: {title: Signs, cap: 9}",
            ["bank.yaml:182:34: HB413 'signs' can have at most 8 points, so this cap is never reached: write 8"],
        ),
        (
            "    when: {soon: yes}",
            "    when: {count: {at_least: 2, of: [{soon: yes}, {soon: no}]}}",
            [
                "bank.yaml:147:3: HB511 no answers raise the flag 'weight': mend its 'when'",
                "bank.yaml:236:12: HB312 no answers can make this true: take it out, or mend it",
            ],
        ),
        (
            FEVER,
            FEVER_HIDDEN,
            ["bank.yaml:131:5: HB512 'yes' of 'soon' hides 'fever', and no flag as urgent is left"],
        ),
        (
            "    when: {not: {hip: [few, some, many]}}",
            "    when: {now: saddle}",
            [
                "not proved: bank.yaml:162:1: whether exercises are held back with too few answers",
                "bank.yaml:249:3: HB611 the suppression 'open_answers' applies to nobody: mend its 'when'",
            ],
        ),
        (
            "    when: {pattern: stiff}\n    hides: [bridge]",
            "    when: {not: {numb: foot}}\n    hides: [stretch]",
            ["bank.yaml:221:7: HB612 the topic 'stretch' is shown with no summary: some suppression always hides it"],
        ),
    ],
)
def test_a_finding_is_told_at_its_place(old, new, expected):
    assert told(small((old, new))) == expected


# Examples


def report_on(written: Written, answers: dict[str, Answer]) -> Report:
    return make_report(Interview.start(written.bank, answers))


def test_the_example_of_a_hidden_flag_is_less_urgent_with_the_sign_than_without():
    written = small((FEVER, FEVER_HIDDEN))
    answers = example(written, "HB512")
    assert answers == {
        "now": ("none",),
        "today": ("fever",),
        "soon": "yes",
        "age": 18,
        "groin": "rarely",
        "socks": "no",
        "numb": ("none",),
        "rest_pain": 0,
    }
    assert report_on(written, answers).urgency == Urgency.SOON
    assert report_on(written, answers | {"soon": "no"}).urgency == Urgency.SAME_DAY


def test_a_mark_that_is_not_sure_can_hide_a_flag_too():
    hidden = "    label: Fever\n    when: {today: fever, not: {now: [saddle, pee]}}"
    written = small((FEVER, hidden), ("urgency: same_day", "urgency: emergency"))
    assert told(written) == [
        "bank.yaml:131:5: HB512 'saddle' of 'now' hides 'fever', and no flag as urgent is left",
    ]
    answers = example(written, "HB512")
    assert (answers["now"], answers["today"]) == (("saddle?",), ("fever",))
    assert report_on(written, answers).urgency == Urgency.SAME_DAY
    assert report_on(written, answers | {"now": ("none",)}).urgency == Urgency.EMERGENCY


def test_to_be_not_sure_can_hide_a_flag_too():
    hidden = "    label: Fever\n    when: {today: fever, not: {soon: yes}}"
    urgent = [("urgency: same_day", "urgency: emergency"), ("    urgency: soon", "    urgency: emergency")]
    written = small((FEVER, hidden), *urgent, ("{urgency: soon}", "{urgency: emergency}"))
    assert told(written) == ["bank.yaml:131:5: HB512 'not sure' of 'soon' hides 'fever', and no flag as urgent is left"]
    answers = example(written, "HB512")
    assert answers["soon"] == "not_sure"
    assert report_on(written, answers).urgency == Urgency.SAME_DAY
    assert report_on(written, answers | {"soon": "no"}).urgency == Urgency.EMERGENCY


def test_that_no_sign_is_there_is_no_flag_since_any_sign_would_hide_it():
    written = small((FEVER, "    label: Nothing today\n    when: {today: none}"))
    assert told(written) == [
        "bank.yaml:131:5: HB512 'fever' of 'today' hides 'fever', and no flag as urgent is left",
    ]


def test_numbers_are_no_signs():
    assert told(small((FEVER, "    label: F\n    when: {today: fever, not: {age: {at_most: 20}}}"))) == []
    assert told(small((FEVER, "    label: F\n    when: {today: fever, not: {today: fall, age: {at_most: 20}}}"))) == []


def test_a_flag_may_make_way_for_one_that_is_as_urgent():
    assert told(small((FEVER, "    label: Fever\n    when: {today: fever, not: {today: fall}}"))) == []


def test_the_example_of_a_worse_answer_has_fewer_points_than_with_the_better_one():
    bands = ("some: {from: 4, label: Some, text: Some signs point to the back.}", "some: {from: 2, label: S, text: T}")
    written = small((CAUSE, CAUSE_HIDDEN), bands)
    assert told(written) == [
        "bank.yaml:105:7: HB414 'thigh?' may give more points in 'back' than 'none', yet it can lower it"
    ]
    answers = example(written, "HB414")
    assert answers["numb"] == ("thigh?",)
    assert report_on(written, answers).indicators[1].low == 0
    assert report_on(written, answers | {"numb": ("none",)}).indicators[1].low == 4


def test_the_example_of_a_worse_answer_tells_what_is_asked_with_the_better_one():
    closed = (
        "    options: {no: No, some: Some trouble",
        "    ask_if: {groin: rarely}\n    options: {no: No, some: Some trouble",
    )
    written = small(closed)
    answers = example(written, "HB414")
    assert (answers["groin"], answers["socks"], answers["socks_cause"]) == ("sometimes", "a_lot", "hip")
    assert report_on(written, answers).indicators[0].low == 2
    assert report_on(written, answers | {"groin": "rarely"}).indicators[0].low == 4


# What is proved, and what is not


@pytest.mark.hazard("HZ-01", "HZ-02", "HZ-06", "HZ-07", "HZ-13", "HZ-17", "HZ-20", "HZ-21")
def test_all_is_proved_of_the_banks_that_are_whole():
    paths = [default_bank_path(), *map(str, BANKS.glob("*.yaml")), *map(str, BANKS.glob("*/bank.yaml"))]
    banks = [path for path in paths if "cases" not in path]
    assert {path: told(Written.read(path)) for path in banks} == {path: [] for path in banks}


def test_where_too_little_can_be_looked_at_it_is_told_what_is_not_proved(monkeypatch):
    for place in (spaces, marks):
        monkeypatch.setattr(place, "PEOPLE_AT_MOST", 1)
    monkeypatch.setattr(crowd, "DRAWN", 1)
    found = [claim for claim in verify(small((FEVER, FEVER_HIDDEN))) if not claim.proved]
    assert {re.sub("'[a-z_]+'", "'...'", claim.unproved) for claim in found} == {
        "whether the flag '...' stands alone, without a score or an exercise",
        "whether a sign hides '...'",
        "whether the flag '...' can come up",
        "whether someone can be unsure of the flag '...'",
        "whether the band '...' of '...' can be reached",
        "whether this can be true for some and false for others",
        "whether '...' can have so many points",
        "whether these points ever change a band",
        "whether a worse answer can lower '...'",
    }
    assert [claim for claim in found if claim.problem or claim.example] == []


def test_what_chance_does_not_show_the_proofs_find(monkeypatch):
    monkeypatch.setattr(crowd, "DRAWN", 1)
    differ = (STIFF, "    when: {any: [{socks: some, groin: often}, {socks: a_lot, groin: [often, sometimes]}]}")
    assert told(small(differ)) == [
        "not proved: bank.yaml:189:3: whether the headline 'hip' can be said",
        "not proved: bank.yaml:250:12: whether this can be true for some and false for others",
    ]


def test_what_the_proofs_cannot_look_at_chance_may_show(monkeypatch):
    monkeypatch.setattr(spaces, "PEOPLE_AT_MOST", 1)
    found = told(small((CAUSE, CAUSE_HIDDEN)))
    assert found[-1] == (
        "bank.yaml:105:7: HB414 'thigh?' may give more points in 'back' than 'none', yet it can lower it"
    )


def test_conditions_that_cannot_be_looked_at_together_are_not_said_to_differ_nor_to_be_alike(monkeypatch):
    monkeypatch.setattr(spaces, "PEOPLE_AT_MOST", 1)
    written = small((STIFF, "    when: {any: [{socks: some}, {socks: [some, a_lot]}]}"))
    assert [line for line in told(written) if "differs" in line] == [
        "not proved: bank.yaml:196:34: whether this differs from the condition at column 19 of this line"
    ]


def test_of_conditions_on_bands_it_is_told_which_one_is_never_needed():
    assert told(small((STIFF, "    when: {any: [{hip: many, numb: foot}, {hip: [some, many], numb: foot}]}"))) == [
        "bank.yaml:196:18: HB316 whenever this is true, so is the condition at column 43 of this line: "
        "take this out, or mend it"
    ]


@pytest.mark.hazard("HZ-01", "HZ-17")
def test_a_flag_whose_questions_are_not_asked_of_everyone_is_not_called_safe():
    written = small()
    today = written.bank.questions["today"]._replace(ask_if=written.bank.questions["socks_cause"].ask_if)
    hidden = written._replace(bank=written.bank._replace(questions={**written.bank.questions, "today": today}))
    assert told(hidden) == ["not proved: bank.yaml:35:3: whether everyone is asked 'today'"]


@pytest.mark.hazard("HZ-07")
def test_a_flag_without_words_for_those_who_are_not_sure_is_not_called_safe():
    written = small()
    fever = written.bank.flags["fever"]._replace(not_sure="")
    silent = written._replace(bank=written.bank._replace(flags={**written.bank.flags, "fever": fever}))
    assert told(silent) == [
        "not proved: bank.yaml:128:3: whether something is said to those who are not sure of the flag 'fever'"
    ]


@pytest.mark.hazard("HZ-21")
def test_a_sign_for_two_weeks_beside_which_exercises_are_shown_is_told():
    assert told(small(("    when: {urgency: soon}", "    when: {urgency: same_day}"))) == [
        "not proved: bank.yaml:147:3: whether exercises are held back with the flag 'weight'"
    ]


@pytest.mark.hazard("HZ-20")
def test_a_reason_of_scope_that_not_everyone_is_asked_about_is_not_called_safe():
    written = small()
    age = written.bank.questions["age"]._replace(ask_if=written.bank.questions["socks_cause"].ask_if)
    hidden = written._replace(bank=written.bank._replace(questions={**written.bank.questions, "age": age}))
    found = "not proved: bank.yaml:154:3: whether everyone of whom 'child' is so is told, and has no score"
    assert found in told(hidden)


@pytest.mark.hazard("HZ-06")
def test_an_engine_that_reads_silence_as_a_no_would_be_seen(monkeypatch):
    """No bank can do so, since it is a law of the engine for all of them: so the engine is made to break it."""
    one_of = PersonFacts.one_of

    def deaf(person: PersonFacts, question: str, options: frozenset[str]) -> Truth:
        return NO if "not_sure" in str(person._answers) else one_of(person, question, options)

    monkeypatch.setattr(PersonFacts, "one_of", deaf)
    assert "not proved: bank.yaml:116:3: whether an open answer takes the flag 'saddle' away" in told(small())


# Hazards


def test_every_hazard_that_proofs_are_about_is_one_of_the_log():
    _, hazards = read_log()
    assert {id: proof.hazard for id, proof in PROOFS.items()} == {id: hazards[id].hazard for id in PROOFS}


@pytest.mark.hazard("HZ-01", "HZ-02", "HZ-06", "HZ-07", "HZ-13", "HZ-20", "HZ-21")
def test_the_shipped_bank_is_proved_against_every_hazard_that_proofs_are_about(figure):
    claims = list(verify(Written.read(default_bank_path())))
    states = {verdict.id: verdict.states for verdict in verdicts(claims)}
    sampled = [id for id, own in states.items() if "tried" in own]
    unproved = [id for id, own in states.items() if "proved" not in own or own - {"proved", "tried"}]
    figure("hazards", "proofs of the shipped bank", len(states), also_sampled=len(sampled), not_proved=len(unproved))
    assert (unproved, sampled) == ([], ["HZ-02", "HZ-21"])
    assert {kind for proof in PROOFS.values() for kind in proof.claims} | SAMPLED <= {claim.what for claim in claims}


def test_what_comes_of_a_hazard_is_told_by_its_claims():
    problem = next(claim.problem for claim in verify(small((FEVER, FEVER_HIDDEN))) if claim.problem)
    claims = [Claim(RISES, "", problem), Claim(ALONE, ""), Claim(OPEN, ""), Claim(OPEN, "", unproved="whether it is")]
    assert {verdict.id: set(verdict.states) for verdict in verdicts(claims)} == {
        "HZ-01": {"nothing"},
        "HZ-02": {"wrong", "tried"},
        "HZ-06": {"proved", "unproved"},
        "HZ-07": {"proved", "unproved"},
        "HZ-13": {"proved", "unproved"},
        "HZ-20": {"nothing"},
        "HZ-21": {"tried"},
    }


@pytest.mark.parametrize(
    ("kinds", "said"),
    [
        ({"wrong", "unproved", "proved"}, "HZ-20 It is so: not so, see above"),
        ({"unproved", "proved", "tried"}, "HZ-20 It is so: not proved, see above"),
        ({"proved", "tried"}, "HZ-20 It is so: proved and tried on one person for each sign; not looked at: the rest"),
        ({"nothing"}, "HZ-20 It is so: nothing to prove in this bank"),
    ],
)
def test_of_a_hazard_the_worst_is_said(kinds, said):
    assert of_hazard(Verdict("HZ-20", Proof("It is so.", (), "the rest"), frozenset(kinds))) == said


# Conditions


def test_too_few_answers_for_any_band_is_a_condition_that_holds_and_fails():
    assert told(small(("    when: {numb: foot}", "    when: {any: [{numb: foot}, {not: {back: [few, some]}}]}"))) == []


def test_nobody_gives_two_answers_whether_or_not_they_are_enough_for_a_band():
    never = "    when: {all: [{not: {hip: [few, some, many]}}, {socks: no}, {socks: some}]}"
    assert told(small(("    when: {numb: foot}", never))) == [
        "bank.yaml:241:12: HB312 no answers can make this true: take it out, or mend it"
    ]


def test_of_conditions_that_mean_the_same_the_later_one_is_told():
    assert told(small((STIFF, "    when: {any: [{socks: [some, a_lot]}, {not: {socks: no}}]}"))) == [
        "bank.yaml:196:43: HB316 whenever this is true, so is the condition at column 19 of this line: "
        "take this out, or mend it"
    ]


# Points


def test_points_that_matter_only_together_are_not_told():
    both = "      back.signs: {foot: 4, thigh: 4, if: {all: [{numb: foot}, {numb: thigh}]}}"
    cause = (CAUSE, "      back.signs: {back: 4, both: 4}")
    assert told(small(cause, ("      back.signs: {foot: 4, thigh: 2}", both))) == []


def test_points_that_only_those_have_whom_a_sign_stops_are_told():
    stopped = "      hip.place: {often: 4, sometimes: 2}\n      hip.history: {often: 1, if: {now: saddle}}"
    assert told(small(("      hip.place: {often: 4, sometimes: 2}", stopped))) == [
        "bank.yaml:75:21: HB412 these points never change a band of 'hip': take them out, or mend caps or bands"
    ]


def test_a_cap_that_guards_keep_out_of_reach_is_told_with_what_can_be_reached():
    apart = [
        (
            "      hip.history: {45..59: 1, 60..: 2}",
            "      hip.history: {45..59: 1, 60..: 2}\n      back.signs: {60..: 2}",
        ),
        (ENDS, f"{ENDS}    points: {{back.signs: {{7..: 2, if: {{age: {{at_most: 40}}}}}}}}\n"),
        ("      signs: {title: Signs, cap: 6}", "      signs: {title: Signs, cap: 12}"),
    ]
    assert told(small(*apart)) == [
        "bank.yaml:184:34: HB413 'signs' can have at most 10 points, so this cap is never reached: write 10"
    ]


# Worse answers


def test_a_mark_that_is_not_sure_may_close_a_question_that_gives_points():
    closing = f"{ENDS}    ask_if: {{numb: [none, foot]}}\n    points: {{back.signs: {{7..: 4}}}}\n"
    assert told(small((ENDS, closing))) == [
        "bank.yaml:105:7: HB414 'foot?' may give more points in 'back' than 'none', yet it can lower it"
    ]


def test_an_answer_of_few_points_that_opens_a_question_may_be_the_worse_one():
    opening = f"{ENDS}    ask_if: {{socks_cause: both}}\n    points: {{back.signs: {{7..: 4}}}}\n"
    assert told(small((ENDS, opening), (CAUSE, "      back.signs: {back: 3, both: 2}"))) == []


# People


def test_only_those_whom_no_other_sign_stops_are_surely_told_of_a_flag():
    bank = small().bank
    quiet = Crowds(bank).calm
    assert person(bank, quiet | {"soon": "yes"}).told("weight", "sure") == 1
    assert person(bank, quiet | {"soon": "yes", "today": ("fever",)}).told("weight", "sure") == 0
    assert person(bank, quiet | {"soon": "yes", "today": ("fever",)}).told("fever", "sure") == 1
    assert person(bank, quiet | {"today": ("fever",), "now": ("pee?",)}).told("fever", "sure") == 0


# The command


def bank(*words: str, columns: int = 80, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    """A run of `hipback bank` in a folder, on a terminal of so many columns."""
    return hipback("bank", *words, columns=columns, folder=folder)


def hipback(*words: str, columns: int = 80, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hipback", *words],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "COLUMNS": str(columns), "PYTHONUTF8": "1", "NO_COLOR": "1"},
        timeout=60,
        cwd=folder,
    )


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    """A folder with the small bank, in which one sign hides another."""
    (tmp_path / "bank.yaml").write_text(SMALL.replace(FEVER, FEVER_HIDDEN), encoding="utf-8")
    return tmp_path


WIDE = """\
bank.yaml:131:5: HB512 'yes' of 'soon' hides 'fever', and no flag as urgent is left
      when: {today: fever, not: {soon: yes}}
      ^
  fix: Name the answers that make the flag, without "not"; or add a flag that is
       as urgent for the other sign.
  for example, with these answers:
    {now: [none], today: [fever], soon: yes, age: 18, groin: rarely, socks: no,
    numb: [none], rest_pain: 0}

bank.yaml: 1 not so; the rest is proved.
Proved for everyone who could be:
  - questions of flags above routine are asked of everyone: 4
  - flags have words for those who are not sure: 7
  - flags never lower the urgency as signs are added: 6
  - an answer that is left open, or not sure, never takes a sign away: 7
  - urgent signs are told once more to whoever has none of them: 5
  - everyone is asked for whom it is not made, and whoever that is gets words in
    place of a score: 1
  - whoever has a sign for today or now, or may have it, comes to no score: 11
  - beside a sign for two weeks, and with too few answers, a rule holds
    exercises back: 2
  - questions can be asked, with all their options: 9
  - flags can come up: 7
  - flags can be left unsure, with what is said then: 7
  - bands can be reached: 5
  - headlines can be said: 4
  - patterns can be shown: 1
  - suppressions can apply: 4
  - topics of advice can be shown: 3
  - conditions, and parts of them, can hold and can fail: 28
  - caps can be reached: 4
  - points can change a band: 10
  - a worse answer never lowers its own indicator: 4
Tried as well, on one person for each sign:
  - with a sign for today or now, no score, pattern or exercise is shown: 11
Hazards, by their numbers in docs/hazards.md:
  - HZ-01 A list of warning signs is never put: proved
  - HZ-02 Quiet answers or few points outweigh a warning sign: not so, see above
  - HZ-06 Silence counts as "no": proved
  - HZ-07 Someone who is not sure of a warning sign is told nothing, or too
    little: proved; not looked at: whether the words are urgent enough
  - HZ-13 "None of these" to every list is read as "you are fine": proved; not
    looked at: what the words of the bank sound like
  - HZ-20 Someone for whom the list was not made is scored as if it were: proved
  - HZ-21 Exercises are shown to someone with a sign, or with too few answers:
    proved and tried on one person for each sign
No proof is about the other hazards there.
More on a code: hipback bank explain HB512
"""
NARROW = """\
bank.yaml:131:5: HB512 'yes' of 'soon' hides 'fever', and no flag as urgent is left
      when: {today: fever, not: {soo...
      ^
  fix: Name the answers that make the
       flag, without "not"; or add a
       flag that is as urgent for the
       other sign.
  for example, with these answers:
    {now: [none], today: [fever], soon:
    yes, age: 18, groin: rarely, socks:
    no, numb: [none], rest_pain: 0}

bank.yaml: 1 not so; the rest is proved.
Proved for everyone who could be:
  - questions of flags above routine are
    asked of everyone: 4
  - flags have words for those who are
    not sure: 7
  - flags never lower the urgency as
    signs are added: 6
  - an answer that is left open, or not
    sure, never takes a sign away: 7
  - urgent signs are told once more to
    whoever has none of them: 5
  - everyone is asked for whom it is not
    made, and whoever that is gets words
    in place of a score: 1
  - whoever has a sign for today or now,
    or may have it, comes to no score:
    11
  - beside a sign for two weeks, and
    with too few answers, a rule holds
    exercises back: 2
  - questions can be asked, with all
    their options: 9
  - flags can come up: 7
  - flags can be left unsure, with what
    is said then: 7
  - bands can be reached: 5
  - headlines can be said: 4
  - patterns can be shown: 1
  - suppressions can apply: 4
  - topics of advice can be shown: 3
  - conditions, and parts of them, can
    hold and can fail: 28
  - caps can be reached: 4
  - points can change a band: 10
  - a worse answer never lowers its own
    indicator: 4
Tried as well, on one person for each
sign:
  - with a sign for today or now, no
    score, pattern or exercise is shown:
    11
Hazards, by their numbers in
docs/hazards.md:
  - HZ-01 A list of warning signs is
    never put: proved
  - HZ-02 Quiet answers or few points
    outweigh a warning sign: not so, see
    above
  - HZ-06 Silence counts as "no": proved
  - HZ-07 Someone who is not sure of a
    warning sign is told nothing, or too
    little: proved; not looked at:
    whether the words are urgent enough
  - HZ-13 "None of these" to every list
    is read as "you are fine": proved;
    not looked at: what the words of the
    bank sound like
  - HZ-20 Someone for whom the list was
    not made is scored as if it were:
    proved
  - HZ-21 Exercises are shown to someone
    with a sign, or with too few
    answers: proved and tried on one
    person for each sign
No proof is about the other hazards
there.
More on a code: hipback bank explain
HB512
"""


def test_a_bank_with_a_finding(wrong):
    found = bank("verify", "bank.yaml", folder=wrong)
    assert (found.returncode, found.stdout, found.stderr) == (1, WIDE, "")


def test_a_bank_with_a_finding_at_40_columns(wrong):
    found = bank("verify", "bank.yaml", columns=40, folder=wrong)
    assert (found.returncode, found.stdout, found.stderr) == (1, NARROW, "")


def test_a_bank_of_which_all_is_proved():
    found = bank("verify", "small.yaml", folder=BANKS)
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith("small.yaml: all is proved.\nProved for everyone who could be:\n  - questions")


def test_without_a_file_the_shipped_bank_is_proved():
    found = bank("verify")
    assert (found.returncode, found.stderr) == (0, "")
    assert found.stdout.startswith(f"{default_bank_path()}: all is proved.\n")


def test_the_examples_are_written_to_a_folder_for_hipback_report(wrong):
    found = bank("verify", "bank.yaml", "--examples", "found/here", folder=wrong)
    assert (found.returncode, found.stderr) == (1, "")
    assert [path.name for path in (wrong / "found" / "here").iterdir()] == ["HB512-line-131-column-5.yaml"]
    answers = wrong / "found" / "here" / "HB512-line-131-column-5.yaml"
    assert answers.read_text(encoding="utf-8") == (
        "now: [none]\ntoday: [fever]\nsoon: yes\nage: 18\ngroin: rarely\nsocks: no\nnumb: [none]\nrest_pain: 0\n"
    )
    report = hipback("report", "--bank", "bank.yaml", str(answers), folder=wrong)
    assert (report.returncode, report.stderr) == (0, "")
    assert "within two weeks" in report.stdout
    assert "Talk to a doctor or nurse today." not in report.stdout
    answers.write_text(answers.read_text(encoding="utf-8").replace("soon: yes", "soon: no"), encoding="utf-8")
    assert (
        "Talk to a doctor or nurse today."
        in hipback("report", "--bank", "bank.yaml", str(answers), folder=wrong).stdout
    )


def test_where_nothing_is_wrong_the_folder_stays_empty(tmp_path):
    bank("verify", str(BANKS / "small.yaml"), "--examples", "found", folder=tmp_path)
    assert list((tmp_path / "found").iterdir()) == []


def test_a_folder_that_cannot_be_made_is_told(wrong):
    found = bank("verify", "bank.yaml", "--examples", "bank.yaml/here", folder=wrong)
    assert (found.returncode, found.stdout) == (1, WIDE)
    assert found.stderr == "cannot make the folder bank.yaml/here: Not a directory\n"


def test_a_bank_that_cannot_be_read_is_told_as_by_check(tmp_path):
    (tmp_path / "bank.yaml").write_text(SMALL.replace("    help: Or to wash", "    hlep: Or to wash"), encoding="utf-8")
    checked, found = (bank(word, "bank.yaml", folder=tmp_path) for word in ("check", "verify"))
    assert (found.returncode, found.stdout, found.stderr) == (1, checked.stdout, "")


def test_a_file_that_is_not_there_is_told(tmp_path):
    found = bank("verify", "nothing.yaml", folder=tmp_path)
    assert (found.returncode, found.stdout) == (1, "")
    assert found.stderr == "cannot read nothing.yaml: No such file or directory\n"


def test_what_is_not_proved_is_told_before_what_is():
    claims = [
        Claim("caps can be reached", "bank.yaml:1:2", unproved="whether 'place' can have so many points"),
        Claim("caps can be reached", "bank.yaml:1:2", unproved="whether 'place' can have so many points"),
        Claim("caps can be reached", "bank.yaml:3:4"),
    ]
    lines = [line.text for line in verdict_lines("bank.yaml", claims, {}, {}, 60)]
    assert lines == [
        "not proved: bank.yaml:1:2: whether 'place' can have so many",
        "  points",
        "",
        "bank.yaml: 1 not proved; the rest is proved.",
        "Proved for everyone who could be:",
        "  - caps can be reached: 1",
        "Hazards, by their numbers in docs/hazards.md:",
        *lines[7:-1],
        "No proof is about the other hazards there.",
    ]
    assert '  - HZ-06 Silence counts as "no": nothing to prove in this' in lines

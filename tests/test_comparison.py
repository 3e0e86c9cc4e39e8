"""Two screenings side by side: what changed, what that moved, and what cannot be compared."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hipback.comparison import AnswerChanged, Interval, PointsMoved, compare
from hipback.history import Kept
from hipback.render.comparison import NEITHER, NOTHING_CHANGED, STILL_CHECK, comparison
from hipback.render.history_as_json import comparison_as_json
from hipback.render.html import as_html
from hipback.render.markdown import as_markdown
from hipback.render.text import as_text
from hipback.safety import ACTIONS, NOTICE
from kept import EARLIER, EMERGENCY, FULL, NO_SIGNS, OPEN, OTHER, PARTIAL, SMALL, SOON, YOUNG, kept

jsonschema = pytest.importorskip("jsonschema")

EXPECTED = Path(__file__).parent / "expected"
SCHEMA = json.loads((Path(__file__).parents[1] / "docs" / "comparison.schema.json").read_text(encoding="utf-8"))
LESS = FULL | {"groin": "rarely", "numb": ("none",)}
NO_SOCKS = {id: answer for id, answer in FULL.items() if id != "socks_cause"} | {"socks": "no"}
UNSURE = FULL | {"soon": "not_sure"}
WAYS = [FULL, OPEN, SOON, EMERGENCY, YOUNG, PARTIAL, LESS, NO_SOCKS, UNSURE, {}]
BANKS = [SMALL, EARLIER, OTHER]
some_kept = some.sampled_from([kept(way, day, bank) for way in WAYS for day in (0, 1, 2) for bank in BANKS])


def flat(text: str) -> str:
    return " ".join(text.split())


# Laws


@given(some_kept)
def test_nothing_changes_from_a_record_to_itself(one):
    found = compare(one, one)
    assert found.nothing_changed
    assert not found.sign_gone
    assert NOTHING_CHANGED in flat(as_text(comparison(found)))


@given(some_kept, some_kept)
def test_the_order_of_two_records_with_times_does_not_matter(one, other):
    if one.record.finished and other.record.finished and one.record.day != other.record.day:
        assert compare(one, other) == compare(other, one)


@given(some_kept, some_kept)
def test_nothing_changed_only_if_the_results_are_the_same(one, other):
    same = one.record._replace(started="", finished="") == other.record._replace(started="", finished="")
    assert compare(one, other).nothing_changed == same


@pytest.mark.hazard("HZ-62")
@given(some_kept, some_kept)
def test_a_sign_that_is_gone_is_told_in_whatever_way_two_records_are_compared(one, other):
    found = compare(one, other)
    less = (found.later.record.urgency or 0) < (found.earlier.record.urgency or 0)
    assert not less or STILL_CHECK in flat(as_text(comparison(found)))


@given(some_kept, some_kept)
def test_the_actions_of_the_later_one_and_the_notice_are_always_told(one, other):
    found = compare(one, other)
    text = flat(as_text(comparison(found)))
    assert [words for words in found.later.record.actions if words not in text] == []
    assert text.endswith(found.later.record.notice)
    assert NOTICE in text


@given(some_kept, some_kept)
def test_a_comparison_is_json_with_the_notice_as_its_last_key(one, other):
    found = json.loads(comparison_as_json(compare(one, other)))
    jsonschema.Draft202012Validator(SCHEMA).validate(found)
    assert list(found)[-1] == "notice"
    assert (found["indicators"] is None) == (found["shared"] != "all")
    assert (found["answers"] is None) == (found["shared"] == "nothing")


# With the same bank


def test_answers_that_changed_stand_in_the_order_of_the_bank():
    found = compare(kept(NO_SOCKS, 1), kept(LESS | {"socks": "some"}, 2))
    assert found.answers == (
        AnswerChanged("groin", "often", "rarely"),
        AnswerChanged("socks", "no", "some"),
        AnswerChanged("socks_cause", None, "hip"),
        AnswerChanged("numb", ("foot",), ("none",)),
    )


def test_an_answer_that_is_gone_stands_where_it_was():
    found = compare(kept(FULL, 1), kept(NO_SOCKS, 2))
    assert [changed.question for changed in found.answers] == ["socks", "socks_cause"]
    assert found.answers[1] == AnswerChanged("socks_cause", "hip", None)


def test_the_points_that_moved_are_told_question_by_question():
    found = compare(kept(FULL, 1), kept(OPEN, 2))
    assert [(score.id, score.moved) for score in found.moved] == [
        ("hip", (PointsMoved("groin", Interval(4, 4), Interval(0, 4)),)),
        ("back", (PointsMoved("numb", Interval(4, 4), Interval(0, 4)),)),
    ]


def test_a_score_that_is_not_there_was_moved_by_nothing():
    found = compare(kept(FULL, 1), kept(EMERGENCY, 2))
    assert [(score.after, score.moved) for score in found.moved] == [(None, ()), (None, ())]


def test_the_later_one_is_that_with_the_later_time():
    old, new = kept(FULL, 1), kept(LESS, 2)
    assert (compare(new, old).earlier, compare(new, old).later) == (old, new)


def test_without_a_time_they_stay_as_they_are_given():
    one, other = kept(FULL, 3), kept(LESS, 0)
    assert (compare(one, other).earlier, compare(other, one).earlier) == (one, other)


def test_a_sign_that_becomes_sure_is_a_change():
    [sign] = compare(kept(UNSURE, 1), kept(SOON, 2)).signs
    assert (sign.before.state, sign.after.state) == ("not_sure", "yes")


# With two versions of a bank, and with two banks


def test_two_versions_share_only_names():
    found = compare(kept(FULL, 1, EARLIER), kept(LESS, 2))
    assert (found.shared, found.scores, found.patterns_gone, found.headline_changed) == ("names", (), (), False)
    assert [changed.question for changed in found.answers] == ["groin", "numb"]


def test_what_only_one_version_was_answered_is_told():
    found = compare(kept(FULL, 1, EARLIER), kept(NO_SOCKS, 2))
    assert (found.only_before, found.only_after) == (("socks_cause",), ())
    assert not found.nothing_changed


def test_two_banks_share_nothing_but_the_urgency():
    found = compare(kept(SOON, 1, OTHER), kept(FULL, 2))
    assert (found.shared, found.answers, found.signs, found.urgency_changed) == ("nothing", (), (), True)


# What is told, compared with files that were read by people

COMPARED = {
    "same": compare(kept(FULL, 1), kept(FULL, 2)),
    "less": compare(kept(FULL, 1), kept(LESS, 2)),
    "open": compare(kept(FULL, 1), kept(OPEN, 2)),
    "soon": compare(kept(FULL, 1), kept(SOON, 2)),
    "soon-gone": compare(kept(SOON, 1), kept(NO_SOCKS, 2)),
    "surer": compare(kept(UNSURE, 1), kept(SOON, 2)),
    "emergency": compare(kept(FULL, 1), kept(EMERGENCY, 2)),
    "emergency-gone": compare(kept(EMERGENCY, 1), kept(FULL, 2)),
    "partial": compare(kept(YOUNG, 1), kept(PARTIAL, 2)),
    "versions": compare(kept(FULL, 1, EARLIER), kept(NO_SOCKS, 2)),
    "versions-stopped": compare(kept(NO_SIGNS | NO_SOCKS, 1), kept(EMERGENCY, 2, EARLIER)),
    "banks": compare(kept(SOON, 1, OTHER), kept(FULL, 0)),
}
every_comparison = pytest.mark.parametrize("name", COMPARED)


@every_comparison
def test_a_text_is_as_it_was_read(name):
    assert as_text(comparison(COMPARED[name])) == (EXPECTED / f"compare-{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", [as_markdown, as_html])
@every_comparison
def test_the_notice_is_last_in_every_form(name, form):
    found = COMPARED[name]
    told = flat(form(comparison(found))).removesuffix("</p> </footer> </body> </html>")
    assert told.endswith(found.later.record.notice)


@pytest.mark.parametrize("width", [20, 40, 100])
@every_comparison
def test_no_line_is_wider_than_the_terminal(name, width):
    lines = as_text(comparison(COMPARED[name]), width).splitlines()
    assert [line for line in lines if len(line) > width and len(line.split()) > 1] == []


def test_the_warning_of_the_later_one_stands_first():
    assert as_text(comparison(COMPARED["emergency"])).startswith(
        f"GET EMERGENCY HELP NOW: DO NOT WAIT\n{ACTIONS[3][0]}\n"
    )


@pytest.mark.hazard("HZ-61")
@pytest.mark.parametrize("name", ["less", "open", "emergency"])
def test_points_promise_nothing(name):
    text = flat(as_text(comparison(COMPARED[name])))
    assert NEITHER in text
    assert " better" not in text.replace(NEITHER, "").replace("even if the pain gets better", "")
    assert "improv" not in text


@pytest.mark.parametrize("name", ["less", "versions"])
def test_it_is_told_to_programs(name):
    assert comparison_as_json(COMPARED[name]) == (EXPECTED / f"compare-{name}.json").read_text(encoding="utf-8")


def test_a_kept_record_is_a_value():
    assert isinstance(kept(FULL), Kept)
    assert kept(FULL) == kept(FULL)

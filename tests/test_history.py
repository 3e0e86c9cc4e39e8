"""Kept screenings: their order, their trend, and what is told of them in every form."""

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as some

from hipback.document import Document, Gap, Heading
from hipback.history import History, Kept, Unfinished, Unreadable, newest_first, trend_of
from hipback.interview import Interview, carry
from hipback.model import Urgency
from hipback.render.history import as_it_was, history_list, scored_again, trend
from hipback.render.history_as_json import history_as_json
from hipback.render.html import as_html
from hipback.render.markdown import as_markdown
from hipback.render.text import as_text
from hipback.result import make_report
from hipback.safety import notice, warning_signs
from kept import EARLIER, EMERGENCY, FULL, OPEN, OTHER, PARTIAL, SMALL, SOON, YOUNG, kept

jsonschema = pytest.importorskip("jsonschema")

EXPECTED = Path(__file__).parent / "expected"
NOTICE = notice(SMALL)
SIGNS = warning_signs(SMALL, Urgency.SAME_DAY)
LEFT_OFF = Unfinished(
    "small", "/home/small.unfinished.json", "1.2.3", "2026-11-22T20:10:00+00:00", 1, False, "hipback screen --resume"
)
WARNED = LEFT_OFF._replace(answers=3, warned=True)
DAMAGED = Unreadable("0000abcd", "/home/record-0000abcd.json", "it is damaged, or was changed by hand (line 2)", True)
FOREIGN = Unreadable("notes.txt", "/home/notes.txt", "hipback did not make it, and leaves it alone", False)


def flat(text: str) -> str:
    return " ".join(text.split())


# The order


@given(some.lists(some.tuples(some.integers(0, 28), some.sampled_from("abc")), max_size=6))
def test_the_newest_is_first_in_whatever_order_they_are_found(found):
    records = [kept(FULL, day)._replace(path=f"{path}{number}") for number, (day, path) in enumerate(found)]
    ordered = newest_first(records)
    assert ordered == newest_first(reversed(records))
    assert sorted(map(id, ordered)) == sorted(map(id, records))
    assert all(one.record.finished >= other.record.finished for one, other in itertools.pairwise(ordered))


# The trend


def test_a_trend_goes_from_the_oldest_to_the_newest_indicator_by_indicator():
    found = trend_of([kept(OPEN, 3), kept(FULL, 1), kept(SOON, 2)])
    assert [(course.id, course.title) for course in found.courses] == [
        ("hip", "Hip signs"),
        ("back", "Back signs"),
    ]
    assert [moment.kept.record.day for moment in found.courses[0].moments] == ["2026-11-01", "2026-11-02", "2026-11-03"]
    assert [moment.score == moment.kept.record.indicators[0] for moment in found.courses[0].moments] == [True] * 3
    assert found.left_out == ()


def test_a_trend_keeps_a_place_for_a_record_without_a_score():
    found = trend_of([kept(EMERGENCY, 2), kept(FULL, 1)])
    assert [moment.score is None for moment in found.courses[0].moments] == [False, True]


def test_a_trend_leaves_out_what_was_made_with_another_version():
    old, new = kept(FULL, 1, EARLIER), kept(FULL, 2)
    found = trend_of([old, new])
    assert [moment.kept for moment in found.courses[0].moments] == [new]
    assert found.left_out == (old,)


def test_the_newest_decides_which_version_is_shown():
    old, new = kept(FULL, 1), kept(FULL, 2, EARLIER)
    assert [course.title for course in trend_of([old, new]).courses] == ["hip", "back"]
    assert trend_of([old, new]).left_out == (old,)


def test_without_any_score_there_is_no_course():
    assert trend_of([kept(EMERGENCY)]).courses == ()


# What is told, compared with files that were read by people


def again(record: Kept) -> Document:
    """The answers of a record scored again with the small bank."""
    (answers, lost), (parked, lost_too) = (
        carry(SMALL, found) for found in (record.record.answers, record.record.parked)
    )
    interview = Interview.start(SMALL, answers, parked)
    new = tuple(question.label for question in interview.missing)
    return scored_again(make_report(interview, ended=True), record, (*lost, *lost_too), new)


def _old() -> Kept:
    """A record of an earlier version, which had a question that is gone, and lacked one that came later."""
    record = kept(FULL, 1, EARLIER)
    answers = {id: answer for id, answer in record.record.answers.items() if id != "rest_pain"}
    return record._replace(record=record.record._replace(answers=answers | {"tail": "often"}, parked={"egg": "no"}))


ALL = newest_first([kept(FULL, 1, EARLIER), kept(FULL, 2), kept(SOON, 3), kept(EMERGENCY, 4), kept(OPEN, 5)])
DOCUMENTS = {
    "list": history_list(History("/home", ALL, (LEFT_OFF,), (DAMAGED, FOREIGN)), NOTICE),
    "list-empty": history_list(History("/home"), NOTICE),
    "list-warned": history_list(History("/home", (), (WARNED,)), NOTICE),
    "show-full": as_it_was(kept(FULL, 2), SIGNS),
    "show-soon": as_it_was(kept(SOON, 3), SIGNS),
    "show-open": as_it_was(kept(OPEN, 0), SIGNS),
    "show-emergency": as_it_was(kept(EMERGENCY, 4), SIGNS),
    "show-young": as_it_was(kept(YOUNG, 4), SIGNS),
    "show-partial": as_it_was(kept(PARTIAL, 4), SIGNS),
    "show-empty": as_it_was(kept({}, 4), SIGNS),
    "show-earlier": as_it_was(kept(FULL, 1, EARLIER), ()),
    "again": again(_old()),
    "trend": trend(trend_of(ALL), ALL[0]),
    "trend-urgent": trend(trend_of(ALL[1:]), ALL[1]),
    "trend-unscored": trend(trend_of([kept(YOUNG, 1), kept(PARTIAL, 1)]), kept(PARTIAL, 1)),
}
every_document = pytest.mark.parametrize("name", DOCUMENTS)


@pytest.mark.hazard("HZ-63")
@every_document
def test_a_text_is_as_it_was_read(name):
    assert as_text(DOCUMENTS[name]) == (EXPECTED / f"history-{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("form", [as_text, as_markdown, as_html])
@every_document
def test_the_notice_is_last_in_every_form(name, form):
    assert flat(form(DOCUMENTS[name])).removesuffix("</p> </footer> </body> </html>").endswith(NOTICE)


@pytest.mark.parametrize("width", [20, 40, 80, 100])
@every_document
def test_no_line_is_wider_than_the_terminal(name, width):
    lines = as_text(DOCUMENTS[name], width).splitlines()
    assert [line for line in lines if len(line) > width and len(line.split()) > 1] == []


@pytest.mark.parametrize("name", ["show-emergency", "show-soon", "trend-urgent"])
def test_a_warning_stands_first(name):
    first = next(block for block in DOCUMENTS[name].blocks if not isinstance(block, Gap))
    assert isinstance(first, Heading)
    assert first.tone == "warning"


def test_someone_who_left_off_at_a_sign_is_told_so_first():
    assert as_text(DOCUMENTS["list-warned"]).startswith("You left off at a warning sign.")


def test_a_trend_of_days_that_repeat_tells_the_time():
    text = as_text(trend(trend_of([kept(FULL, 1), kept(OPEN, 1)]), kept(FULL, 1)))
    assert text.count("2026-11-01 20:06 [") == 4


def test_a_trend_without_times_tells_the_names():
    assert "00000000 [" in as_text(trend(trend_of([kept(FULL, 0)]), kept(FULL, 0)))


def test_a_bar_has_a_line_of_its_own_where_the_terminal_is_narrow():
    text = as_text(trend(trend_of([kept(OPEN, 1)]), kept(OPEN, 1)), 20)
    assert "2026-11-01 3 to 7\n[" in text


def test_a_page_draws_every_bar_of_a_trend():
    page = as_html(DOCUMENTS["trend"])
    assert page.count("<svg") >= 6
    assert "a warning sign, no score" in page


def test_more_than_ten_files_are_counted():
    foreign = tuple(FOREIGN._replace(name=f"{number}.txt") for number in range(12))
    text = as_text(history_list(History("/home", (), (), foreign), NOTICE))
    assert "9.txt" in text
    assert "10.txt" not in text
    assert "and 2 more" in text


def test_more_than_ten_signs_are_counted():
    one = kept(FULL, 1)
    score = one.record.indicators[0]
    many = score._replace(contributions=score.contributions[:1] * 12)
    text = as_text(as_it_was(one._replace(record=one.record._replace(indicators=(many,))), ()))
    assert text.count("  - Pain in the groin: Often (most days)\n") == 10
    assert "and 2 more" in text


def test_what_never_came_up_has_no_answer():
    one = kept(FULL, 1)
    score = one.record.indicators[0]
    given = score.contributions[0]._replace(answer=None)
    changed = score._replace(contributions=(given,))
    text = as_text(as_it_was(one._replace(record=one.record._replace(indicators=(changed,))), ()))
    assert "  - Pain in the groin\n" in text


def test_no_escape_sequence_of_a_file_name_reaches_a_terminal():
    document = history_list(History("/home", (), (), (FOREIGN._replace(name="\x1b[2J"),)), NOTICE)
    assert "\x1b" not in as_text(document) + as_markdown(document) + as_html(document)


def test_a_record_of_another_bank_tells_which():
    assert "With version 1.2.3 of the questions (other)." in as_text(
        history_list(History("/home", (kept(FULL, 1, OTHER),)), NOTICE)
    )


# For programs


def test_the_list_is_told_to_programs():
    assert history_as_json(History("/home", ALL, (LEFT_OFF,), (DAMAGED, FOREIGN)), NOTICE) == (
        EXPECTED / "history-list.json"
    ).read_text(encoding="utf-8")


def test_what_is_told_to_programs_keeps_to_its_schema():
    schema = json.loads((Path(__file__).parents[1] / "docs" / "history.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator.check_schema(schema)
    for history in (History("/home", ALL, (LEFT_OFF, WARNED), (DAMAGED, FOREIGN)), History("/home")):
        jsonschema.Draft202012Validator(schema).validate(json.loads(history_as_json(history, NOTICE)))


def test_a_folder_with_nothing_in_it_is_told_to_programs():
    assert history_as_json(History("/home"), "Notice.") == (
        '{\n  "format": "hipback-history/1",\n  "folder": "/home",\n  "kept": [],\n  "unfinished": [],\n'
        '  "unreadable": [],\n  "notice": "Notice."\n}\n'
    )

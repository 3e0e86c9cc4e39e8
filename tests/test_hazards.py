"""The hazard log: it is whole, its page is as it is, and a test stands behind every hazard that can have one."""

import re
from pathlib import Path

from hazards import LOG, STRENGTHS, hazards_page, marked_tests, read_log

from hipback.bank import default_bank_path, read_bank
from hipback.cases import read_cases

TOP = Path(__file__).parent.parent
PARTS, HAZARDS = read_log()
MARKED = marked_tests()
WRITTEN = "tests/test_cases.py::test_a_person_gets_what_is_written"


# The log


def test_hazards_are_numbered_in_order_and_none_is_told_twice():
    assert list(HAZARDS) == [f"HZ-{number:02}" for number in range(1, len(HAZARDS) + 1)]
    assert len(HAZARDS) >= 25
    assert len({hazard.hazard for hazard in HAZARDS.values()}) == len(HAZARDS)


def test_a_hazard_that_is_told_has_all_that_it_needs():
    wrong = {
        id: hazard
        for id, hazard in HAZARDS.items()
        if hazard.part not in PARTS
        or not {hazard.severity, hazard.likelihood} <= set(range(1, 6))
        or not all((hazard.hazard, hazard.cause, hazard.harm, hazard.who))
        or not (hazard.controls or hazard.left)
    }
    assert wrong == {}


def test_what_is_said_of_hazards_are_sentences():
    told = {
        id: [hazard.hazard, hazard.cause, *hazard.impossible, *hazard.guarded, *hazard.told, hazard.left]
        for id, hazard in HAZARDS.items()
    }
    assert [(id, words) for id, own in told.items() for words in own if words and words[-1] not in '."'] == []


def test_the_notice_is_never_the_only_control():
    told_alone = [hazard for hazard in HAZARDS.values() if set(hazard.controls) == {"told"}]
    assert [hazard.id for hazard in told_alone if all("notice" in words for words in hazard.told)] == []


def test_severe_hazards_that_rest_on_words_alone_are_known():
    """Death or lasting harm, and nothing but words against it: whoever adds one has thought about it."""
    assert [id for id, hazard in HAZARDS.items() if hazard.severity == 5 and set(hazard.controls) <= {"told"}] == [
        "HZ-29",
        "HZ-42",
    ]


def test_every_written_person_that_is_named_exists():
    bank = read_bank(default_bank_path())
    people = {case.name for case in read_cases((TOP / "tests" / "cases.yaml").read_bytes(), "cases.yaml", bank)}
    assert {person for hazard in HAZARDS.values() for person in hazard.people} <= people


def test_no_figure_of_a_study_is_told():
    figures = r"\d ?%|\d per cent|\d\.\d|\d in \d|\bratio\b|sensitivity|specificity"
    assert re.findall(figures, LOG.read_text(encoding="utf-8")) == []


# The tests behind it


def test_no_test_names_an_unknown_hazard():
    assert MARKED.keys() - HAZARDS.keys() == set()


def test_every_hazard_has_a_test(figure):
    without = [id for id in HAZARDS if id not in MARKED]
    figure("hazards", "hazards with a test", len(HAZARDS.keys() & MARKED.keys()), without=len(without))
    assert without == []


def test_each_of_the_first_25_has_a_test():
    assert {f"HZ-{number:02}" for number in range(1, 26)} <= MARKED.keys()


def test_hazards_with_written_people_are_those_that_their_test_is_marked_with():
    with_people = {id for id, hazard in HAZARDS.items() if hazard.people}
    assert {id for id, tests in MARKED.items() if WRITTEN in tests} == with_people


def test_what_is_marked_is_seen_by_pytest_too(request):
    """Of the tests that this run has collected, the marks are those that were read from the files."""
    collected = {
        (id, item.originalname)
        for item in request.session.items
        for mark in item.iter_markers("hazard")
        for id in mark.args
    }
    read = {(id, test.partition("::")[2]) for id, tests in MARKED.items() for test in tests}
    assert collected <= read


# The page


def test_the_page_tells_of_every_hazard_what_is_done_and_who_has_looked():
    page = hazards_page()
    for id, hazard in HAZARDS.items():
        section = " ".join(page.partition(f"\n### {id}\n")[2].partition("\n#")[0].split())
        assert [words for words in (hazard.hazard, hazard.cause, hazard.left) if words not in section] == []
        assert [STRENGTHS[name] for name in hazard.controls if f"- {STRENGTHS[name]}: " not in section] == []
        assert [test for test in MARKED.get(id, ()) if f"`{test}`" not in section] == []

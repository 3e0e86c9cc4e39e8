"""Laws that hold for every bank and every way through it, tried on generated banks and generated play."""

import json
from collections.abc import Callable, Iterator
from itertools import cycle, islice
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from generated import answers_to, banks, draw_answers, full_answers_to, settled, uncertain_marks
from hipback.answers import read_answers
from hipback.bank import bank_from
from hipback.engine import Engine
from hipback.errors import BankError, HipbackError, Problem
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.model import Answer, Bank, Question
from hipback.result import make_report
from hipback.truth import NO, YES
from hipback.unsettled import unsettled

# Play: every number is a move; some go back, the others choose among all answers that the question admits.

plays = st.lists(st.integers(0, 999), max_size=12)


def pick(question: Question, move: int) -> Answer:
    """The answer for a move. Most people have none of the warning signs, or no play would get far."""
    if question.id.startswith("sign_") and move % 4:
        return "no" if question.kind == "one" else ("none",)
    answers = answers_to(question)
    return answers[move % len(answers)]


def moved(interview: Interview, move: int) -> Interview:
    """The interview after one move: every fifth goes back; at the end all do."""
    question = interview.question
    if question is None or move % 5 == 4:
        return interview.back()
    return interview.answer(pick(question, move))


def states(bank: Bank, play: list[int]) -> list[Interview]:
    """Every interview on the way."""
    found = [Interview.start(bank)]
    for move in play:
        found.append(moved(found[-1], move))
    return found


def finished(interview: Interview, play: list[int]) -> Iterator[Interview]:
    """The interview and every one after it, answered to the end."""
    moves = cycle(play or [0])
    yield interview
    while question := interview.question:
        interview = interview.answer(pick(question, next(moves)))
        yield interview


def possible(engine: Engine, indicator: str) -> set[str]:
    return {band for band, place in engine.bands(indicator).items() if not place.no}


# The interview


@settings(max_examples=500)
@given(banks, plays, st.integers(0, 99))
def test_back_and_the_same_answer_lead_to_the_same_interview(bank, play, choice):
    for interview in states(bank, play):
        if interview.question:
            answer = pick(interview.question, choice)
            after = interview.answer(answer)
            assert after.back().answer(answer) == after


@given(banks, plays)
def test_back_leads_to_the_interview_before_but_for_the_answer_that_is_kept(bank, play):
    for before in states(bank, play):
        if before.question:
            after = before.skip().back()
            assert (after.steps, after.question) == (before.steps, before.question)
            assert after.undone == {**before.undone, before.question.id: "skipped"}


@settings(max_examples=500)
@given(banks, plays)
def test_a_replay_leads_to_the_same_steps_the_same_kept_answers_and_the_same_question(bank, play):
    interview = states(bank, play)[-1]
    again = Interview.start(bank, given=interview.answers, undone=interview.undone)
    assert (again, again.question) == (interview, interview.question)


@settings(max_examples=1000)
@given(banks, st.integers(0, 999), st.sampled_from([0.7, 0.9, 1]), plays)
def test_answers_given_at_once_lead_to_where_they_lead_one_by_one(bank, seed, chance, play):
    given = draw_answers(Random(seed), bank, chance)
    given |= {id: pick(bank.questions[id], move) for id, move in zip(signs_of(bank), play, strict=False)}
    one_by_one = Interview.start(bank)
    while one_by_one.question and one_by_one.question.id in given:
        one_by_one = one_by_one.answer(given[one_by_one.question.id])
    at_once = Interview.start(bank, given)
    assert (at_once.steps, at_once.question) == (one_by_one.steps, one_by_one.question)
    assert at_once.given == {id: answer for id, answer in given.items() if id not in at_once.answers}


@given(banks, plays, plays)
def test_branching_is_a_function_of_the_answers_alone(bank, play, detour):
    interview = states(bank, play)[-1]
    other = states(bank, detour)[-1]
    while other.steps:
        other = other.back()
    direct = Interview.start(bank, given=dict(reversed(interview.answers.items())))
    for answer in interview.answers.values():
        other = other.answer(answer)
    assert (direct.steps, other.steps) == (interview.steps, interview.steps)
    assert direct.question == other.question == interview.question


@given(banks, plays)
def test_questions_come_in_the_order_of_the_bank_and_each_once(bank, play):
    order = list(bank.questions)
    places = [order.index(step.question) for step in states(bank, play)[-1].steps]
    assert places == sorted(set(places))


@given(banks, plays)
def test_parked_answers_are_never_scored(bank, play):
    for interview in states(bank, play):
        with_parked, without = make_report(interview), make_report(Interview(bank, interview.steps))
        assert (with_parked.indicators, with_parked.urgency) == (without.indicators, without.urgency)
        assert with_parked.answers.keys().isdisjoint(with_parked.parked)


@given(banks, plays)
def test_an_answer_is_offered_again_whenever_its_question_comes_again(bank, play):
    last: dict[str, Answer] = {}
    for interview in states(bank, play):
        last |= interview.answers
        question = interview.question
        assert question is None or interview.undone.get(question.id) == last.get(question.id)
        assert interview.parked == {id: last[id] for id in bank.questions if id in last and id not in interview.answers}


@given(banks, plays)
def test_while_answers_are_given_the_most_that_may_be_left_never_rises(bank, play):
    most = [interview.progress.most for interview in finished(Interview.start(bank), play)]
    assert most == sorted(most, reverse=True)


@given(banks, plays)
def test_the_number_of_questions_left_lies_in_what_was_promised(bank, play):
    way = list(finished(Interview.start(bank), play))
    promised = [interview.progress for interview in way[:-1]]
    left = range(len(way) - 2, -1, -1)
    assert [progress.number for progress in promised] == list(range(1, len(way)))
    assert all(real <= progress.most for progress, real in zip(promised, left, strict=True))
    assert way[-1].stopped_by or all(progress.least <= real for progress, real in zip(promised, left, strict=True))


# Scores


def walked(bank: Bank, answers: dict[str, Answer], play: list[int], only_full: bool) -> dict[str, Answer]:
    """All answers of a person who gave these and gives others to what else is asked, whatever signs there are."""
    found: dict[str, Answer] = {}
    for (id, question), move in zip(bank.questions.items(), cycle(play or [0]), strict=False):
        if Engine(bank, PersonFacts(found)).asked(id).yes:
            choices = full_answers_to(question) if only_full else answers_to(question)
            found[id] = answers.get(id, choices[move % len(choices)])
    return found


@pytest.mark.hazard("HZ-06", "HZ-50")
@settings(max_examples=500)
@given(banks, st.integers(0, 8), plays, plays, plays)
def test_whatever_comes_lies_in_what_was_possible_before(bank, length, play, rest, choice):
    partial = dict(islice(walked(bank, {}, play, only_full=False).items(), length))
    ends = [settled(bank.questions[id], answer) for id, answer in partial.items()]
    sure = {id: end[move % len(end)] for id, end, move in zip(partial, ends, cycle(choice or [0]), strict=False)}
    before, after = (Engine(bank, PersonFacts(known)) for known in (partial, walked(bank, sure, rest, only_full=False)))
    for indicator in bank.indicators:
        wide, narrow = before.score(indicator), after.score(indicator)
        assert wide.low <= narrow.low <= narrow.high <= wide.high
        assert possible(after, indicator) <= possible(before, indicator)


@given(banks, plays)
def test_where_nothing_is_open_there_is_one_score_and_one_band(bank, play):
    engine = Engine(bank, PersonFacts(walked(bank, {}, play, only_full=True)))
    for id, indicator in bank.indicators.items():
        score = engine.score(id)
        assert score.low == score.high <= indicator.maximum
        assert sorted(engine.bands(id).values()) == [NO] * (len(indicator.bands) - 1) + [YES]


@given(banks, plays)
def test_a_question_that_is_told_to_be_unsettled_could_change_a_band(bank, play):
    *_, complete = finished(Interview.start(bank), play)
    now = Engine(bank, PersonFacts(complete.answers))
    for question, could_change in unsettled(bank, complete.answers):
        others = [
            Engine(bank, PersonFacts({**complete.answers, question.id: answer}))
            for answer in settled(question, complete.answers.get(question.id, "skipped"))
        ]
        for indicator in could_change:
            assert any(possible(other, indicator) != possible(now, indicator) for other in others)


# Advice


def advised(bank: Bank, answers: dict[str, Answer]) -> set[str]:
    """The topics of advice that nothing speaks against, whatever signs there are."""
    engine = Engine(bank, PersonFacts(answers))
    held_back = {topic for rule in bank.suppressions.values() if not engine.holds(rule.when).no for topic in rule.hides}
    return {topic.id for chapter in bank.chapters.values() if chapter.advice for topic in chapter.topics} - held_back


@pytest.mark.hazard("HZ-21", "HZ-37")
@given(banks, plays)
def test_advice_is_shown_at_the_end_alone_and_only_if_nothing_speaks_against_it(bank, play):
    for interview in states(bank, play):
        report = make_report(interview)
        completed = interview.question is None and not interview.stopped_by
        assert {topic.id for topic in report.advice} == (advised(bank, interview.answers) if completed else set())
        assert completed or report.suppressed == ()


@pytest.mark.hazard("HZ-38")
@settings(max_examples=1000)
@given(banks, plays, plays, plays)
def test_advice_to_someone_who_is_not_sure_is_advice_whatever_the_answers_turn_out_to_be(bank, play, rest, choice):
    """If what is then asked besides is answered: who leaves that open may have too few answers for any exercise."""
    *_, unsure = finished(Interview.start(bank), play)
    ends = [[answer, *settled(bank.questions[id], answer)] for id, answer in unsure.answers.items()]
    sure = {id: end[move % len(end)] for id, end, move in zip(unsure.answers, ends, cycle(choice or [0]), strict=False)}
    after = make_report(Interview.start(bank, given=walked(bank, sure, rest, only_full=True)))
    shown = {topic.id for topic in make_report(unsure).advice}
    assert after.status == "stopped" or shown <= {topic.id for topic in after.advice}


@pytest.mark.hazard("HZ-38")
@settings(max_examples=1000)
@given(banks, plays, st.integers(0, 99))
def test_not_being_sure_of_an_answer_never_brings_back_advice_that_it_held_back(bank, play, choice):
    known = walked(bank, {}, play, only_full=True)
    id = list(known)[choice % len(known)]
    unsure = walked(bank, known | {id: "not_sure"}, play, only_full=True)
    assert advised(bank, unsure) <= advised(bank, known)


# Urgency


def more_signs(question: Question, answer: Answer) -> list[Answer]:
    """Answers that tell of more, or are surer of it: no -> not sure -> yes, or one more mark."""
    if question.kind == "one":
        ranks = ["no", "not_sure", "yes"]
        return ranks[ranks.index(answer) :] if answer in ranks else [answer]
    if not isinstance(answer, tuple):
        return [answer]
    rank = {mark: number for option in question.options for number, mark in enumerate((option + "?", option), 1)}
    ranked = {mark.removesuffix("?"): rank[mark] for mark in answer if mark != "none"}
    return [
        other
        for other in [*full_answers_to(question), *uncertain_marks(question)]
        if other != ("none",)
        and all({m.removesuffix("?"): rank[m] for m in other}.get(id, 0) >= known for id, known in ranked.items())
    ]


def signs_of(bank: Bank) -> list[str]:
    return [id for id in bank.questions if id.startswith("sign_")]


@pytest.mark.hazard("HZ-02")
@given(banks, plays, st.integers(0, 99))
def test_one_more_sign_among_the_same_answers_never_lowers_the_urgency(bank, play, choice):
    *_, interview = finished(Interview.start(bank), play)
    for number, step in enumerate(interview.steps):
        if step.question in signs_of(bank):
            others = more_signs(bank.questions[step.question], step.answer)
            steps = [*interview.steps]
            steps[number] = step._replace(answer=others[choice % len(others)])
            urgencies = [sign.urgency for sign in interview.signs]
            changed = [sign.urgency for sign in Interview(bank, tuple(steps)).signs]
            assert all(before <= after for before, after in zip(urgencies, changed, strict=True))


@pytest.mark.hazard("HZ-02", "HZ-22")
@given(banks, plays, st.integers(0, 99))
def test_who_tells_of_one_more_sign_is_never_told_to_wait_longer(bank, play, choice):
    moves = cycle(play or [0])
    answers = {
        question.id: pick(question, move) for question, move in zip(bank.questions.values(), moves, strict=False)
    }
    before = make_report(Interview.start(bank, given=answers)).urgency
    for id in signs_of(bank):
        others = more_signs(bank.questions[id], answers[id])
        changed = {**answers, id: others[choice % len(others)]}
        after = make_report(Interview.start(bank, given=changed)).urgency
        assert before is None or after is None or before <= after


@pytest.mark.hazard("HZ-14")
@given(banks, plays)
def test_every_way_out_ends_with_the_notice(bank, play):
    notices = {make_report(interview).notice for interview in states(bank, play)}
    assert len(notices) == 1
    assert "It is not a diagnosis" in notices.pop()


# Files

SMALL = (Path(__file__).parent / "banks" / "small.yaml").read_bytes()
WORDS = [b"", b"{}", b"[]", b"[a]", b"{a: b}", b"''", b"9999", b"none", b"skipped", b"\n", b"  ", b": ", b"- ", b"\xff"]


def problems_of(read: Callable[[bytes, str], Any], source: bytes) -> list[Problem]:
    """What is wrong with these bytes; any other exception than the project's own comes through."""
    try:
        read(source, "law.yaml")
    except BankError as error:
        return error.problems
    except HipbackError:
        return []
    return []


@given(st.binary(), st.sampled_from([yaml.CSafeLoader, yaml.SafeLoader]))
@example(b'"\\U00110000"', yaml.SafeLoader)
def test_any_bytes_are_read_or_told_of(source, loader):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("hipback.marked._LOADER", loader)
        problems_of(bank_from, source)
        problems_of(read_answers, source)


@pytest.mark.hazard("HZ-16")
@given(st.dictionaries(st.text(), st.one_of(st.text(), st.integers(), st.booleans(), st.none(), st.lists(st.text()))))
def test_any_json_is_read_as_answers_or_told_of(values):
    problems_of(read_answers, json.dumps(values).encode())


@given(st.integers(0, len(SMALL)), st.integers(0, 12), st.sampled_from(WORDS))
def test_every_problem_of_a_damaged_bank_has_a_place_and_is_told_once(start, length, instead):
    source = SMALL[:start] + instead + SMALL[start + length :]
    problems = problems_of(bank_from, source)
    assert all(1 <= problem.line <= source.count(b"\n") + 2 and problem.column >= 1 for problem in problems)
    assert len(problems) == len(set(problems))


@given(st.integers(0, len(SMALL)), st.integers(0, 12), st.sampled_from(WORDS), plays)
def test_whatever_bank_is_accepted_can_be_played_to_its_end(start, length, instead, play):
    source = SMALL[:start] + instead + SMALL[start + length :]
    if not problems_of(bank_from, source):
        *_, interview = finished(Interview.start(bank_from(source, "law.yaml")), play)
        assert make_report(interview).status in {"completed", "stopped"}

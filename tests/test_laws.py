"""Laws that hold for every bank and every way through it, tried on generated banks and generated play."""

import json
from collections.abc import Callable, Iterator
from functools import cache
from itertools import compress, cycle, islice, product
from operator import add, and_, ge, gt, lt, or_
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hipback.answers import read_answers
from hipback.bank import bank_from
from hipback.engine import Engine, Score
from hipback.errors import BankError, HipbackError, Problem
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.model import DOES_NOT_APPLY, WAYS_OUT, Answer, Bank, Question
from hipback.result import make_report
from hipback.truth import NO, YES, Truth
from hipback.unsettled import unsettled

# Banks: small, with every kind of question, branches, guards, caps, anchors and flags. Each is drawn from a seed and
# kept, since drawing one takes longer than playing it; it is written as JSON, which is YAML.

OPTIONS = [{"yes": "Yes", "no": "No"}, {"often": "Often", "some": "Some", "rarely": "Rarely"}]
PLACES = [{"foot": "Foot"}, {"foot": "Foot", "thigh": "Thigh"}]
RANGES = [{"at_least": 3}, {"at_most": 4}, {"at_least": 2, "at_most": 6}]
POINTS_OF_RANGES = [{"5..": 2}, {"..2": 1, "3..6": 3, "7..": 2}, {"0..0": 4}]

Written = dict[str, Any]
"""A part of a bank as an author would write it."""


def draw_condition(draw: Random, questions: Written, depth: int = 2) -> Written:
    kind = draw.choice(["leaf", "leaf", "all", "any", "not", "count"]) if depth else "leaf"
    match kind:
        case "leaf":
            return draw_leaf(draw, questions)
        case "not":
            return {"not": draw_condition(draw, questions, depth - 1)}
    parts = [draw_condition(draw, questions, depth - 1) for _ in range(draw.randint(1, 3))]
    return {kind: parts if kind != "count" else {"at_least": draw.randint(1, len(parts)), "of": parts}}


def draw_leaf(draw: Random, questions: Written) -> Written:
    name = draw.choice(list(questions))
    question = questions[name]
    if "options" not in question:
        return {name: draw.choice(RANGES)}
    return {name: draw.sample(options_of(question), draw.randint(1, 2))}


def options_of(question: Written) -> list[str]:
    return [*question["options"], *(["none"] if question["kind"] == "many" else [])]


def draw_sign(draw: Random, name: str, question: Written) -> Written:
    """A condition that more signs never make fail."""
    signs = [sign for sign in question["options"] if sign != "no"]
    parts = [{name: sign} for sign in signs]
    several = {"count": {"at_least": draw.randint(1, len(parts)), "of": parts}}
    return draw.choice([parts[0], {name: signs}, {"all": parts}, {"any": parts}, several])


def draw_points(draw: Random, question: Written, questions: Written) -> Written:
    if "options" in question:
        worth = {option: draw.randint(0, 4) for option in options_of(question)}
    else:
        worth = dict(draw.choice(POINTS_OF_RANGES))
    return worth | ({"if": draw_condition(draw, questions)} if draw.random() < 0.4 else {})


def draw_question(draw: Random, kind: str, options: dict[str, str], above: Written) -> Written:
    own = {
        "one": {"options": options},
        "many": {"options": options},
        "number": {"from": 0, "to": 9, "unit": "u"},
        "scale": {"ends": ["low", "high"]},
    }
    question = {"kind": kind, "label": "L", "text": "T", "help": "H", "why": "W", "references": ["khan"]} | own[kind]
    if above and draw.random() < 0.5:
        question["ask_if"] = draw_condition(draw, above)
    if draw.random() < 0.3:
        question["may_not_apply"] = "yes"
    return question


def draw_signs(draw: Random) -> Written:
    kinds = [("one", OPTIONS[0]), ("many", {"here": "Here", "there": "There"})]
    return {f"sign_{n}": draw_question(draw, *draw.choice(kinds), {}) for n in range(draw.randint(0, 3))}


def draw_questions(draw: Random, signs: Written) -> Written:
    questions = dict(signs)
    for number in range(draw.randint(2, 5)):
        kind = draw.choice(["one", "one", "many", "many", "number", "scale"])
        options = draw.choice(PLACES if kind == "many" else OPTIONS)
        questions[f"q_{number}"] = draw_question(draw, kind, options, questions)
    return questions


def draw_indicators(draw: Random, domains: list[str], questions: Written) -> Written:
    indicators: Written = {}
    for domain in domains:
        indicator, _, part = domain.partition(".")
        found = indicators.setdefault(indicator, {"title": "T", "domains": {}})
        found["domains"][part] = {"title": "T", "cap": draw.randint(2, 6)}
    for indicator in indicators.values():
        indicator["at_most_unanswered"] = draw.choice([0, 40, 100])
        indicator["bands"] = {"few": {"from": 0, "label": "F", "text": "T"}}
        for start in draw.choice([[1], [2], [1, 2]]):
            needs = {"needs": draw_condition(draw, questions)} if draw.random() < 0.5 else {}
            indicator["bands"][f"band_{start}"] = {"from": start, "label": "B", "text": "T"} | needs
    return indicators


def draw_flags(draw: Random, signs: Written) -> Written:
    flags = {}
    for number, (name, question) in enumerate(signs.items()):
        scope = {"out_of_scope": "yes"} if draw.random() < 0.2 else {}
        flags[f"flag_{number}"] = scope | {
            "urgency": draw.choice(["emergency", "same_day", "soon"]),
            "when": draw_sign(draw, name, question),
            "label": "L",
            "text": "T",
            "not_sure": "N",
            "references": ["khan"],
        }
    return flags


def draw_patterns(draw: Random, questions: Written) -> Written:
    """Two patterns, the first of which may lean on the second."""
    about = {"title": "P", "text": "T", "ask": "A", "references": ["khan"]}
    own, second = draw_condition(draw, questions), draw_condition(draw, questions)
    first = draw.choice([own, {"any": [own, {"pattern": "q"}]}, {"all": [own, {"not": {"pattern": ["q"]}}]}])
    return {"p": about | {"when": first}, "q": about | {"when": second}}


def draw_advice(draw: Random) -> Written:
    about = {"title": "T", "text": "T", "evidence": "E", "references": ["khan"]}
    topics = {f"topic_{number}": dict(about) for number in range(3)}
    chapter = {"title": "C", "text": "T", "topics": {"fact": about}}
    return {"facts": chapter, "moves": {"title": "C", "text": "T", "advice": "yes", "topics": topics}}


def draw_suppressions(draw: Random, questions: Written, indicators: Written, flags: Written) -> Written:
    bands = {name: list(indicator["bands"]) for name, indicator in indicators.items()}
    urgencies = [flag["urgency"] for flag in flags.values() if "out_of_scope" not in flag]
    suppressions = {}
    for number in range(draw.randint(0, 3)):
        indicator = draw.choice(list(bands))
        parts = [
            draw_condition(draw, questions),
            {indicator: draw.sample(bands[indicator], draw.randint(1, len(bands[indicator])))},
            {"not": {indicator: bands[indicator]}},
            {"pattern": draw.choice(["p", "q", ["p", "q"]])},
            *({"urgency": urgency} for urgency in urgencies[:1]),
        ]
        when = draw.choice([draw.choice(parts), draw.choice(parts), {"not": draw.choice(parts)}, {"all": parts[:2]}])
        side = draw.choice(["hides", "keeps"])
        topics = draw.sample(["topic_0", "topic_1", "topic_2"], draw.randint(int(side == "hides"), 2))
        suppressions[f"rule_{number}"] = {"when": when, side: topics, "text": "T"}
    return suppressions


def draw_bank(draw: Random) -> Written:
    signs = draw_signs(draw)
    questions = draw_questions(draw, signs)
    scoring = [question for name, question in questions.items() if name not in signs]
    domains = draw.choice([["hip.a"], ["hip.a", "hip.b"], ["hip.a", "hip.b", "back.c"]])
    for number, question in enumerate(scoring):
        # The first questions take the domains by turns, so that none is left without points.
        domain = domains[number] if number < len(domains) else draw.choice(domains)
        question["points"] = {domain: draw_points(draw, question, questions)}
    for domain in domains[len(scoring) :]:
        scoring[0]["points"][domain] = draw_points(draw, scoring[0], questions)
    flags = draw_flags(draw, signs)
    indicators = draw_indicators(draw, domains, questions)
    return {
        "format": "hipback-bank/1",
        "id": "law",
        "version": "1.0.0",
        "title": "T",
        "status": "draft",
        "reviewed": "2026-11-22",
        "languages": ["en"],
        "welcome": "W",
        "references": {"khan": {"text": "Khan", "strength": "A", "figures": "verified"}},
        "questions": questions,
        "indicators": indicators,
        "headlines": {"few": {"when": {"hip": ["few"]}, "text": "T"}, "open": {"text": "T"}},
        "patterns": draw_patterns(draw, questions),
        "chapters": draw_advice(draw),
        "suppressions": draw_suppressions(draw, questions, indicators, flags),
    } | ({"flags": flags} if flags else {"without_flags": "None."})


@cache
def bank_of(seed: int) -> Bank:
    return bank_from(json.dumps(draw_bank(Random(seed))).encode(), "law.yaml")


banks = st.integers(0, 4999).map(bank_of)

# Play: every number is a move; some go back, the others choose among all answers that the question admits.

plays = st.lists(st.integers(0, 999), max_size=12)


def answers_to(question: Question) -> list[Answer]:
    """Every answer that the question admits, the ways out last."""
    ways_out = sorted(WAYS_OUT if question.may_not_apply else WAYS_OUT - {DOES_NOT_APPLY})
    return [*full_answers_to(question), *uncertain_marks(question), *ways_out]


def full_answers_to(question: Question) -> list[Answer]:
    """Every answer that leaves nothing open."""
    if question.kind == "one":
        return list(question.options)
    if question.kind == "many":
        chosen = product((True, False), repeat=len(question.options) - 1)
        return [tuple(compress(question.options, marks)) or ("none",) for marks in chosen]
    return list(range(question.low, question.high + 1))


def uncertain_marks(question: Question) -> list[Answer]:
    """Marks of a `many` question of which at least one is not sure."""
    options = [id for id in question.options if id != "none"] if question.kind == "many" else []
    marks = (tuple(mark for mark in marks if mark) for marks in product(*(("", id, f"{id}?") for id in options)))
    return [found for found in marks if any(mark.endswith("?") for mark in found)]


def settled(question: Question, answer: Answer) -> list[Answer]:
    """What an answer may turn out to be once nothing is open any more."""
    if isinstance(answer, tuple):
        sure = {mark for mark in answer if not mark.endswith("?")}
        maybe = {mark.removesuffix("?") for mark in answer} | sure
        return [
            full for full in full_answers_to(question) if sure <= set(full) <= maybe or (not sure and full == ("none",))
        ]
    return full_answers_to(question) if answer in WAYS_OUT else [answer]


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


class Column(tuple):
    """One value for each of many people. Whoever takes it for one truth is stopped."""

    def __bool__(self):
        raise TypeError("a column is neither true nor false")

    def __and__(self, other):
        return Column(map(and_, self, other))

    def __or__(self, other):
        return Column(map(or_, self, other))

    def __add__(self, other):
        return Column(map(add, self, other if isinstance(other, Column) else [other] * len(self)))

    __radd__ = __add__


class ColumnFacts:
    """The answers of many people, for the same engine."""

    def __init__(self, rows: list[dict[str, Answer]]) -> None:
        self._rows = [PersonFacts(row) for row in rows]

    @property
    def always(self):
        return self._truth(YES for _ in self._rows)

    def one_of(self, question, options):
        return self._truth(row.one_of(question, options) for row in self._rows)

    def within(self, question, low, high):
        return self._truth(row.within(question, low, high) for row in self._rows)

    def is_open(self, question):
        return self._truth(row.is_open(question) for row in self._rows)

    def weigh(self, truth, points):
        return Column(yes * points for yes in truth.yes), Column((not no) * points for no in truth.no)

    def most(self, one, other):
        return Column(map(max, self._column(one), self._column(other)))

    def cap(self, score, cap):
        return Score(Column(min(low, cap) for low in score.low), Column(min(high, cap) for high in score.high))

    def reaches(self, score, start):
        starts = self._column(start)
        return Truth(Column(map(ge, score.low, starts)), Column(map(lt, score.high, starts)))

    def exceeds(self, part, whole, per_cent):
        more = Column(map(gt, (number * 100 for number in part), (number * per_cent for number in whole)))
        return Truth(more, Column(not is_more for is_more in more))

    def _column(self, values):
        return values if isinstance(values, Column) else Column([values] * len(self._rows))

    def _truth(self, truths):
        yes, no = zip(*truths, strict=True)
        return Truth(Column(yes), Column(no))


@given(banks, st.lists(plays, min_size=1, max_size=4))
def test_a_column_of_people_scores_as_each_of_them_does(bank, plays):
    rows = [states(bank, play)[-1].answers for play in plays]
    column, people = Engine(bank, ColumnFacts(rows)), [Engine(bank, PersonFacts(row)) for row in rows]
    for question in bank.questions:
        assert sides(column.asked(question)) == [engine.asked(question) for engine in people]
    for indicator in bank.indicators:
        assert list(zip(*column.score(indicator), strict=True)) == [engine.score(indicator) for engine in people]
        assert sides(column.enough(indicator)) == [engine.enough(indicator) for engine in people]
        for band, place in column.bands(indicator).items():
            assert sides(place) == [engine.bands(indicator)[band] for engine in people]
    for part in (*bank.headlines, *bank.patterns, *bank.flags.values(), *bank.suppressions.values()):
        assert sides(column.holds(part.when)) == [engine.holds(part.when) for engine in people]


def sides(truth: Truth) -> list[tuple]:
    return list(zip(truth.yes, truth.no, strict=True))


# Advice


def advised(bank: Bank, answers: dict[str, Answer]) -> set[str]:
    """The topics of advice that nothing speaks against, whatever signs there are."""
    engine = Engine(bank, PersonFacts(answers))
    held_back = {topic for rule in bank.suppressions.values() if not engine.holds(rule.when).no for topic in rule.hides}
    return {topic.id for chapter in bank.chapters.values() if chapter.advice for topic in chapter.topics} - held_back


@given(banks, plays)
def test_advice_is_shown_at_the_end_alone_and_only_if_nothing_speaks_against_it(bank, play):
    for interview in states(bank, play):
        report = make_report(interview)
        completed = interview.question is None and not interview.stopped_by
        assert {topic.id for topic in report.advice} == (advised(bank, interview.answers) if completed else set())
        assert completed or report.suppressed == ()


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

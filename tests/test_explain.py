"""Why a result is what it is: for random people of all banks it is what the engine and the report say."""

import json
from collections.abc import Mapping
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import answers_to, banks, draw_answers
from hipback.bank import bank_from, default_bank_path, read_bank
from hipback.document import Nested
from hipback.engine import Engine
from hipback.errors import AnswersError
from hipback.explain import explain, names
from hipback.explanation import Explanation, Part, Shift, Whole
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.model import SKIPPED, Answer, Bank, Condition
from hipback.people import random_people
from hipback.render.as_json import as_json
from hipback.render.explanation import explanation
from hipback.render.explanation_as_json import explanation_as_json
from hipback.render.html import as_html
from hipback.render.markdown import as_markdown
from hipback.render.reasons import in_brief
from hipback.render.text import as_text
from hipback.report import Report
from hipback.result import make_report
from hipback.sentences import Sentences, names_of_patterns, names_of_signs
from hipback.store import Store
from test_cli import ANSWERS, in_shell, run

jsonschema = pytest.importorskip("jsonschema")
referencing = pytest.importorskip("referencing")

DOCS, EXPECTED = Path(__file__).parents[1] / "docs", Path(__file__).parent / "expected"
SMALL_FILE, EXAMPLE = Path(__file__).parent / "banks" / "small.yaml", DOCS.parent / "examples" / "answers.yaml"
SMALL = read_bank(SMALL_FILE)
SHIPPED = read_bank(default_bank_path())
SCHEMA = json.loads((DOCS / "explanation.schema.json").read_text(encoding="utf-8"))
RECORD_SCHEMA = json.loads((DOCS / "record.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(
    SCHEMA,
    registry=referencing.Registry().with_resource(
        RECORD_SCHEMA["$id"], referencing.Resource.from_contents(RECORD_SCHEMA)
    ),
)

NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
FULL = NO_SIGNS | {
    "groin": "sometimes",
    "socks": "some",
    "socks_cause": "skipped",
    "numb": ("foot?", "thigh"),
    "rest_pain": 3,
}
MANY = FULL | {"groin": "often", "socks": "a_lot", "socks_cause": "both", "numb": ("foot", "thigh")}
PEOPLE = {
    "full": FULL,
    "many": MANY,
    "partial": {"now": ("none",), "today": ("none",)},
    "stopped": {"now": ("saddle",)},
    "empty": {},
    "soon": FULL | {"soon": "yes"},
    "closed": NO_SIGNS | {"groin": "often", "socks": "no", "numb": ("none",), "rest_pain": 3},
    "not_made_for": NO_SIGNS | {"age": 15},
    "open": NO_SIGNS | {"age": "not_sure", "groin": "skipped", "socks": "skipped", "numb": "not_sure", "rest_pain": 1},
}


def played(bank: Bank, answers: Mapping[str, Answer]) -> tuple[Interview, Report]:
    interview = Interview.start(bank, answers)
    return interview, make_report(interview)


def explained(name: str, about: str | None = None, **changes: Answer) -> Explanation:
    """Someone who answers the small bank."""
    return explain(*played(SMALL, PEOPLE[name]), about, changes)


def whole_of(bank: Bank, answers: Mapping[str, Answer]) -> Whole:
    found = explain(*played(bank, answers)).whole
    assert found
    return found


def told(found: Explanation, width: int = 80) -> str:
    return as_text(explanation(found), width)


# Random people: of the shipped bank, of the small one, and of generated ones; some stop before the end.

some, few = settings(max_examples=40), settings(max_examples=10)
CROWDS = {bank.id: (bank, random_people(bank, 500, seed=5)) for bank in (SHIPPED, SMALL)}


@st.composite
def people(draw: st.DrawFn) -> tuple[Bank, dict[str, Answer]]:
    which = draw(st.sampled_from([SMALL.id, SMALL.id, SHIPPED.id, "generated", "generated", "generated"]))
    if which == "generated":
        bank = draw(banks)
        return bank, draw_answers(Random(draw(st.integers(0, 999))), bank, draw(st.sampled_from([1, 1, 1, 0.7])))
    bank, crowd = CROWDS[which]
    answers = crowd.answers(draw(st.integers(0, 499)))
    return bank, dict(list(answers.items())[: draw(st.sampled_from([99, 99, 99, 12]))])


@some
@given(people())
def test_what_the_answers_give_adds_up_to_the_scores_of_the_report(person):
    bank, answers = person
    interview, report = played(bank, answers)
    for why, found in zip(explain(interview, report).whole.indicators, report.indicators, strict=True):
        for domain in why.domains:
            lows, highs = sum(one.low for one in domain.given), sum(one.high for one in domain.given)
            assert (domain.low, domain.high) == (min(lows, domain.cap), min(highs, domain.cap))
            assert domain.cut == (lows - domain.low, highs - domain.high)
        assert sum(domain.low for domain in why.domains) == why.low == found.low
        assert sum(domain.high for domain in why.domains) == why.high == found.high


@some
@given(people())
def test_the_bands_are_those_of_the_report_and_something_speaks_against_every_other(person):
    bank, answers = person
    interview, report = played(bank, answers)
    for why, found in zip(explain(interview, report).whole.indicators, report.indicators, strict=True):
        assert [band.id for band in why.bands if band.state == "yes"] == ([found.band] if found.band else [])
        assert tuple(band.id for band in why.bands if band.state != "no") == found.possible_bands
        for number, band in enumerate(why.bands):
            fails = "no" in (band.reached, band.needs.state if band.needs else "yes")
            beaten = any(higher.state == "yes" or may_hold(higher) for higher in why.bands[number + 1 :])
            assert band.state != "no" or fails or beaten
            assert (band.short.least > 0) == (band.reached == "no")
            assert (band.short.most == 0) == (band.reached == "yes")


def may_hold(band) -> bool:
    return band.reached != "no" and (band.needs is None or band.needs.state != "no")


def parts_of(condition: Condition, sentences: Sentences) -> tuple[Condition, ...]:
    group = sentences.group(condition)
    return sentences.parts(group) if group else ()


def check(part: Part, condition: Condition, sentences: Sentences, engine: Engine) -> None:
    """What is told of a condition and of all its parts is what the engine says."""
    truth = engine.holds(condition)
    assert part.state in {(True, False): ("yes",), (False, True): ("no", "not_asked")}.get(truth, ("open",))
    if part.state == "not_asked":
        assert engine.asked(part.about).no
    below = parts_of(condition, sentences)
    for inner, inner_condition in zip(part.parts, below, strict=True):
        check(inner, inner_condition, sentences, engine)
        assert inner.decides == (engine.holds(inner_condition) == engine.holds(sentences.group(condition)))


@some
@given(people())
def test_every_part_is_told_as_the_engine_says(person):
    bank, answers = person
    interview, report = played(bank, answers)
    found, engine = explain(interview, report).whole, Engine(bank, PersonFacts(interview.answers))
    plain, patterns = Sentences(bank), Sentences(bank, names_of_patterns(bank))
    anything = Sentences(bank, names_of_signs(bank) | names_of_patterns(bank))
    for sign in found.signs:
        check(sign.when, bank.flags[sign.id].when, plain, engine)
    for why, indicator in zip(found.indicators, bank.indicators.values(), strict=False):
        for told_band, band in zip(why.bands, indicator.bands, strict=True):
            if band.needs:
                check(told_band.needs, band.needs, plain, engine)
    for rule, pattern in zip(found.patterns, bank.patterns, strict=False):
        check(rule.when, pattern.when, patterns.without(pattern.when), engine)
    for rule, headline in zip(found.headlines, bank.headlines, strict=False):
        if headline.when:
            check(rule.when, headline.when, anything, engine)
    for rule in found.suppressions:
        check(rule.when, bank.suppressions[rule.id].when, anything, engine)


@some
@given(people())
def test_what_is_shown_is_what_the_report_shows(person):
    bank, answers = person
    interview, report = played(bank, answers)
    found = explain(interview, report).whole
    assert [rule.id for rule in found.headlines if rule.shown] == ([report.headline[0]] if report.headline else [])
    assert [rule.id for rule in found.patterns if rule.shown] == [pattern.id for pattern in report.patterns]
    assert [rule.id for rule in found.suppressions if rule.shown] == [rule.id for rule in report.suppressed]
    assert [topic.id for topic in found.advice if topic.shown] == [advice.id for advice in report.advice]
    assert [rule.id for rule in found.signs if rule.shown] == [flag.id for flag in report.flags]


@some
@given(people(), st.integers(0, 999), st.integers(0, 999))
def test_other_answers_move_what_the_report_of_those_answers_tells(person, place, choice):
    bank, answers = person
    interview, report = played(bank, answers)
    question = list(bank.questions.values())[place % len(bank.questions)]
    choices = answers_to(question)
    changes = {question.id: choices[choice % len(choices)]}
    moved = explain(interview, report, None, changes).what_if
    left_open = dict.fromkeys((named.id for named in moved.left_open), SKIPPED)
    after = make_report(Interview.start(bank, {**answers, **changes, **left_open}))
    assert moved.report == after
    assert moved.withheld or [shift for shift in moved.shifts if shift.kind == "urgency"] == urgency_of(report, after)
    assert moved.withheld or {shift.id for shift in moved.shifts if shift.kind == "flag"} == signs_of(report, after)


def urgency_of(before: Report, after: Report) -> list[Shift]:
    old, new = ("open" if report.urgency is None else report.urgency.word for report in (before, after))
    return [Shift("urgency", "", "How soon to be seen", old, new)] if old != new else []


def signs_of(before: Report, after: Report) -> set[str]:
    old, new = ({(flag.id, flag.state) for flag in report.flags} for report in (before, after))
    return {id for id, _ in old ^ new}


@some
@given(people())
def test_the_same_answers_move_nothing(person):
    bank, answers = person
    interview, report = played(bank, answers)
    if report.answers:
        assert explain(interview, report, None, report.answers).what_if.shifts == ()


@pytest.mark.hazard("HZ-60")
@pytest.mark.no_cover
@some
@given(people(), st.integers(0, 999), st.integers(0, 999))
def test_beside_a_sign_that_stops_nothing_is_told_that_would_make_it_look_gone(person, place, choice):
    bank, answers = person
    interview, report = played(bank, answers)
    question = list(bank.questions.values())[place % len(bank.questions)]
    choices = answers_to(question)
    moved = explain(interview, report, None, {question.id: choices[choice % len(choices)]}).what_if
    if moved.withheld:
        assert (report.warned, moved.shifts) == (True, ())
    elif report.warned:
        signs = {flag.id: flag for flag in moved.report.flags}
        assert all(signs[flag.id].urgency >= flag.urgency for flag in report.flags)
        assert all(signs[flag.id].state == "yes" for flag in report.flags if flag.state == "yes")


@some
@given(people(), st.integers(0, 999))
def test_where_there_is_no_score_no_rule_but_the_signs_is_told(person, number):
    bank, answers = person
    interview, report = played(bank, answers)
    if not report.scored:
        assert explain(interview, report).whole[2:] == ((), (), (), (), ())
        rules = sorted(names(bank) - set(bank.questions) - set(bank.flags))
        for subject in explain(interview, report, rules[number % len(rules)]).subjects:
            assert getattr(subject, "state", "not_used") == "not_used"
            assert [getattr(subject, name, None) for name in ("when", "found")] == [None, None]
            assert {getattr(subject, name, "") for name in ("text", "ask", "evidence")} == {""}


@pytest.mark.no_cover
@few
@given(people(), st.integers(0, 999))
def test_every_explanation_keeps_to_its_schema_and_is_the_same_each_time(person, number):
    bank, answers = person
    name = sorted(names(bank))[number % len(names(bank))]
    changes = draw_answers(Random(number), bank, 0.2)
    for about, other in ((None, {}), (name, changes)):
        found, again = (explain(*played(bank, answers), about, other) for _ in range(2))
        assert explanation_as_json(found) == explanation_as_json(again)
        assert told(found, 40) == told(again, 40)
        VALIDATOR.validate(json.loads(explanation_as_json(found)))


@few
@given(people())
def test_every_form_ends_with_the_notice(person):
    bank, answers = person
    document = explanation(explain(*played(bank, answers)))
    assert "".join(as_text(document).split()).endswith("".join(document.notice.split()))
    assert as_markdown(document).rstrip().endswith(document.notice[-20:])
    assert as_html(document).index(document.notice[:40]) > as_html(document).index("</main>")
    assert list(json.loads(explanation_as_json(explain(*played(bank, answers)))))[-1] == "notice"


# Golden files: what people see


GOLDEN = {
    **{f"{name}": (name, None, {}) for name in PEOPLE},
    "question": ("full", "groin", {}),
    "question-not-asked": ("full", "socks_cause", {"socks": "no"}),
    "question-stopped": ("stopped", "groin", {}),
    "two-things": ("many", "hip", {}),
    "band": ("full", "hip.many", {}),
    "flag": ("soon", "two_today", {}),
    "pattern": ("many", "stiff", {}),
    "suppression": ("soon", "be_seen", {}),
    "topic": ("full", "stretch", {}),
    "headline-stopped": ("stopped", "open", {}),
    "if-score": ("full", None, {"groin": "often", "numb": ("none",)}),
    "if-branch": ("full", None, {"socks": "no"}),
    "if-opens": ("full", None, {"now": ("saddle?",)}),
    "if-left-open": ("closed", None, {"socks": "some"}),
    "if-nothing": ("full", None, {"rest_pain": 4}),
    "if-withheld": ("stopped", None, {"now": ("none",)}),
    "if-one-more": ("stopped", None, {"now": ("saddle", "pee")}),
    "if-soon": ("soon", None, {"soon": "no"}),
    "if-unfinished": ("partial", None, {"today": ("fever",)}),
}


@pytest.mark.hazard("HZ-60")
@pytest.mark.parametrize("name", GOLDEN)
def test_an_explanation_reads_as_it_should(name):
    person, about, changes = GOLDEN[name]
    found = explained(person, about, **changes)
    assert told(found) == (EXPECTED / f"explain-{name}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["full", "partial", "stopped", "empty", "question", "if-score", "if-withheld"])
def test_an_explanation_as_json_is_what_it_should_be(name):
    person, about, changes = GOLDEN[name]
    found = explained(person, about, **changes)
    assert explanation_as_json(found) == (EXPECTED / f"explain-{name}.json").read_text(encoding="utf-8")


# Single things


def test_an_id_that_names_two_things_shows_both():
    assert [type(subject).__name__ for subject in explained("many", "hip").subjects] == ["WhyScore", "Rule"]


@pytest.mark.parametrize("bank", [SMALL, SHIPPED], ids=lambda bank: bank.id)
def test_every_name_of_a_bank_can_be_explained(bank):
    interview, report = played(bank, {})
    assert [name for name in names(bank) if not explain(interview, report, name).subjects] == []


def test_for_an_unknown_name_the_nearest_one_is_told():
    with pytest.raises(AnswersError, match=r"^nothing in the bank is called 'gron', did you mean 'groin'\?$"):
        explained("full", "gron")


def test_every_source_that_is_named_is_told():
    found = json.loads(explanation_as_json(explained("many")))
    assert {source["id"] for source in found["sources"]} == {"khan", "opinion"}


def test_a_kept_answer_that_does_not_count_is_told_as_such():
    question = explain(*played(SMALL, FULL | {"socks": "no"}), "socks_cause").subjects[0]
    assert (question.asked, question.words, question.parked) == ("no", "not asked", "Skipped")


def test_an_answer_to_a_question_that_is_not_asked_then_is_told_not_to_count():
    found = explained("full", None, socks="no", socks_cause="hip")
    assert [change.asked for change in found.what_if.changes] == [True, False]
    assert "This question is not asked then, so the answer does not count" in " ".join(told(found).split())


def test_an_answer_that_was_taken_back_does_not_stand_in_the_way_of_another():
    interview = Interview.start(SMALL, FULL).back()
    moved = explain(interview, make_report(interview), None, {"rest_pain": 9}).what_if
    assert moved.report.answers["rest_pain"] == 9


def test_points_above_a_cap_are_told_as_cut_off():
    (signs,) = explained("many").whole.indicators[1].domains
    assert (signs.low, signs.cap, signs.cut) == (6, 6, (2, 2))
    assert "so 2 points more did not count" in told(explained("many"))


def test_points_that_hang_on_something_that_is_not_so_are_told_with_it():
    found = explain(*played(SMALL, FULL | {"socks_cause": "back"}))
    (socks,) = found.whole.indicators[0].domains[1].given
    assert (socks.low, socks.high, socks.guard.state, socks.guard.answer) == (0, 0, "no", "My back")
    assert "No points: Trouble with socks: Some trouble" in told(found)


def test_what_fails_in_two_parts_alike_is_told_once():
    socks, hurts, stiff = Part('"A" is "B"', "no", "a", "C"), Part("x", "yes", decides=False), Part("y", "no")
    parts = tuple(Part("all of these are so:", "no", parts=(socks, so)) for so in (hurts, hurts._replace(words="z")))
    assert in_brief(Part("none counts:", "no", parts=(*parts, stiff))) == Nested(
        "Not true: none counts:", (Nested('Not true: "A" is "B". Answer: C'), Nested("Not true: y"))
    )


def test_a_bank_without_warning_signs_says_so():
    source = SMALL.source.replace(b"{urgency: soon}", b"{soon: yes}")
    above, rest = source[: source.index(b"flags:")], source[source.index(b"indicators:") :]
    bank = bank_from(above + b"without_flags: It is a test.\n\n" + rest, "bank.yaml")
    assert "This list asks about no warning signs." in told(explain(*played(bank, FULL)))


# The command


@pytest.fixture
def answers(tmp_path: Path) -> str:
    file = tmp_path / "answers.yaml"
    file.write_text(ANSWERS, encoding="utf-8")
    return str(file)


def run_small(*words: str, said: str = "", **more: str):
    return run("explain", *words, "--bank", str(SMALL_FILE), said=said, **more)


def test_the_command_explains_a_file_and_standard_input_alike(answers):
    told_of_file, told_of_input = run_small(answers), run_small("-", said=ANSWERS)
    assert (told_of_file.returncode, told_of_file.stderr) == (0, "")
    assert told_of_file.stdout == told_of_input.stdout
    assert told_of_file.stdout.startswith("Why this result\n")


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_is_wider_than_the_terminal(columns):
    told_lines = run("explain", str(EXAMPLE), COLUMNS=str(columns)).stdout.splitlines()
    assert max(map(len, told_lines)) <= columns


def test_json_is_the_same_as_the_form_json(answers):
    data = run_small(answers, "groin", "--json")
    assert data.stdout == run_small(answers, "groin", "--format", "json").stdout
    VALIDATOR.validate(json.loads(data.stdout))


@pytest.mark.parametrize(
    ("name", "start"), [("a.html", "<!DOCTYPE html>"), ("a.md", "# Why"), ("a.json", "{"), ("a", "Why")]
)
def test_the_name_of_the_output_file_tells_the_form(answers, tmp_path, name, start):
    assert run_small(answers, "-o", str(tmp_path / name)).stdout == ""
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_without_a_record_the_newest_kept_one_is_explained(private_folders):
    store = Store(str(private_folders / "data"))
    older, newer = (Interview.start(SMALL, FULL | {"groin": groin}) for groin in ("rarely", "often"))
    store.keep(as_json(make_report(older, finished="2026-11-21T10:00:00+00:00")))
    path = store.keep(as_json(make_report(newer, finished="2026-11-22T10:00:00+00:00")))
    found = run_small("groin")
    assert (found.returncode, found.stderr) == (0, f"This is about {path}\n")
    assert "Answer: Often (most days)" in found.stdout
    assert run_small(Path(path).stem.removeprefix("record-"), "groin").stdout == found.stdout


@pytest.mark.parametrize(
    ("words", "code", "sentence"),
    [
        ([], 1, "no screening is kept yet: give a file, as in `hipback explain answers.json`"),
        (["groin"], 1, "no screening is kept yet: give a file, as in `hipback explain answers.json`"),
        (["gron"], 1, "'gron' is no file and no kept screening, and nothing in the bank, did you mean 'groin'?"),
        (["lost.json", "groin"], 1, "'lost.json' is no file and no kept screening"),
        (["-", "gron"], 1, "nothing in the bank is called 'gron', did you mean 'groin'?"),
        (["-", "--if", "groin"], 2, "--if takes question=answer, found 'groin'"),
        (["-", "--if", "gron=no"], 1, "'gron': there is no such question, did you mean 'groin'?"),
        (["-", "--if", "groin=yes"], 1, "groin: no option 'yes', use 'often', 'rarely' or 'sometimes'"),
        (["-", "--if", "groin=often", "--if", "groin=rarely"], 2, "--if names 'groin' twice"),
    ],
)
def test_what_cannot_be_explained_is_told_in_a_sentence(words, code, sentence):
    found = run_small(*words, said=ANSWERS)
    assert (found.returncode, found.stdout, sentence in found.stderr) == (code, "", True)
    assert "Traceback" not in found.stderr


def test_a_folder_of_the_same_name_does_not_stand_in_the_way(tmp_path):
    Store(str(tmp_path)).keep(as_json(make_report(Interview.start(SMALL, FULL), finished="2026-11-22T10:00:00+00:00")))
    (tmp_path / "groin").mkdir()
    line = f"cd {tmp_path} && hipback explain groin --bank {SMALL_FILE}"
    assert in_shell(line, HIPBACK_HOME=str(tmp_path)).stdout.startswith("Question: Pain in the groin")


def test_answers_to_another_version_of_the_bank_are_told_as_such(tmp_path):
    record = as_json(make_report(Interview.start(SMALL, FULL))).replace(SMALL.sha256, "0" * 64)
    told_so = run_small("-", said=record).stderr
    assert told_so == "The answers are to another version of the bank. This is by version 1.2.3.\n"


def test_a_warning_that_cannot_be_shown_is_exit_1(answers):
    assert in_shell(f"hipback explain --bank {SMALL_FILE} {answers} > /dev/full").returncode == 1

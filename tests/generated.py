"""Small banks of every kind, drawn from a seed; all answers that their questions admit; and people who give them."""

import json
from functools import cache
from itertools import compress, product
from random import Random
from typing import Any

from hypothesis import strategies as st

from hipback.bank import bank_from
from hipback.model import DOES_NOT_APPLY, WAYS_OUT, Answer, Bank, Question
from hipback.people import People

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


def draw_tangled_bank(draw: Random) -> Written:
    """A small bank in which much hangs together in odd ways: nobody would write it so, but anybody could."""
    bank = draw_bank(draw)
    questions, bands = bank["questions"], {id: list(found["bands"]) for id, found in bank["indicators"].items()}
    everyones = {name: question for name, question in questions.items() if "ask_if" not in question}
    signs = {name: question for name, question in questions.items() if name.startswith("sign")}
    for flag in bank.get("flags", {}).values():
        flag["when"] = draw_tangled_sign(draw, everyones if flag["urgency"] == "soon" and len(flag) == 6 else signs)
    domains = [f"{id}.{domain}" for id, indicator in bank["indicators"].items() for domain in indicator["domains"]]
    for question in questions.values():
        for own in list(question.get("points", {}).values()):
            also = draw.choice([own, draw_points(draw, question, questions)])
            question["points"].setdefault(draw.choice(domains), also)
    said = {
        f"more_{n}": {"when": draw_of_bands(draw, questions, bands), "text": "T"} for n in range(draw.randint(0, 2))
    }
    bank["headlines"] = said | bank["headlines"]
    bank["patterns"]["p"]["when"] = draw_of_bands(draw, questions, bands)
    for number in range(draw.randint(0, 2)):
        rule = {"title": "T", "when": draw_of_bands(draw, questions, bands), "hides": ["topic_1"], "text": "T"}
        bank["suppressions"][f"more_{number}"] = rule
    return bank


def draw_tangled_sign(draw: Random, questions: Written) -> Written:
    """A condition for a flag which other signs may well make fail."""
    one_without_other = {"all": [draw_leaf(draw, questions), {"not": draw_leaf(draw, questions)}]}
    return draw.choice([draw_condition(draw, questions), one_without_other])


def draw_of_bands(draw: Random, questions: Written, bands: dict[str, list[str]]) -> Written:
    """A condition on answers, on bands, or on both."""
    id = draw.choice(list(bands))
    some = {id: draw.sample(bands[id], draw.randint(1, len(bands[id])))}
    part = draw.choice([some, {"not": some}, {"not": {id: bands[id]}}])
    own, other = draw_condition(draw, questions, 1), draw_condition(draw, questions, 1)
    return draw.choice([part, own, {"any": [own, part]}, {"all": [own, part]}, {"any": [{"all": [own, part]}, other]}])


@cache
def bank_of(seed: int) -> Bank:
    return bank_from(json.dumps(draw_bank(Random(seed))).encode(), "law.yaml")


banks = st.integers(0, 4999).map(bank_of)

# Answers


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


# People


def draw_answers(draw: Random, bank: Bank, chance: float = 1) -> dict[str, Answer]:
    """An answer to each question with this chance, whether it is put or not, the ways out among them."""
    return {id: draw.choice(answers_to(question)) for id, question in bank.questions.items() if draw.random() < chance}


def people_of(rows: list[dict[str, Answer]]) -> People:
    """The people who answer so."""
    given: dict[str, dict[Answer, int]] = {}
    for person, row in enumerate(rows):
        for question, answer in row.items():
            sets = given.setdefault(question, {})
            sets[answer] = sets.get(answer, 0) | 1 << person
    return People(len(rows), given)

"""Ends that hang loose: parts that nothing uses, and answers on which nothing depends."""

from collections.abc import Iterable, Iterator
from itertools import chain

from hipback.engine import leaves
from hipback.errors import quote
from hipback.lint.options import place_of, stands_already
from hipback.model import (
    NONE,
    AllOf,
    AnyOf,
    AtLeast,
    Bank,
    Condition,
    Flag,
    Not,
    OneOf,
    Pattern,
    Question,
    Topic,
    Within,
)
from hipback.written import Written

Naming = tuple[str, str]
"""A question, and an option of it that something names; no option where a range of numbers is named."""


def check_loose_ends(written: Written) -> None:
    """Note parts that nothing uses, and answers that decide nothing."""
    _check_parts(written)
    bank = written.bank
    signs = [flag.when for flag in bank.flags.values()]
    counted = set(_namings(signs))
    alone = set(_namings(part for sign in signs for part in _parts_but_counts(sign)))
    elsewhere = set(_namings(_besides_flags(bank)))
    decisive = {question for question, _ in alone | counted | elsewhere}
    for question in bank.questions.values():
        if question.id not in decisive:
            _check_question(written, question)
        elif question.kind == "many":
            lists_signs = any(name == question.id for name, _ in alone)
            enough = alone | elsewhere | (set() if lists_signs else counted)
            _check_options(written, question, {option for name, option in enough if name == question.id})


def _check_parts(written: Written) -> None:
    """References, sketches and sets of answers that nothing names."""
    bank = written.bank
    parts: tuple[Iterable[Question | Flag | Pattern | Topic], ...] = (
        bank.questions.values(),
        bank.flags.values(),
        bank.patterns,
        *(chapter.topics for chapter in bank.chapters.values()),
    )
    answers = (written.at("questions", id).peek("answers") for id in bank.questions)
    used = {
        ("references", "HB224", "nothing in this bank refers to"): {
            id for part in chain(*parts) for id in part.references
        },
        ("answers", "HB225", "no question has the answers"): {name.text() for name in answers if name},
        ("sketches", "HB226", "no question shows the sketch"): {part.sketch for part in bank.questions.values()},
    }
    for (part, code, nothing), names in used.items():
        for key, _ in value.pairs() if (value := written.root.peek(part)) else []:
            if key.text() not in names:
                key.wrong(code, f"{nothing} {quote(key.text())}: name it where it belongs, or take it out")


def _check_question(written: Written, question: Question) -> None:
    """A question may decide nothing if it stands for a part of a text, with options that are no common scale."""
    if question.covers and written.at("questions", question.id).peek("options"):
        return
    written.key("questions", question.id).wrong(
        "HB407",
        f"nothing depends on {quote(question.id)}: give it points, name it in a condition, or take it out",
    )


def _check_options(written: Written, question: Question, enough: set[str]) -> None:
    for option in question.options:
        if option not in enough and option != NONE and not stands_already(question, option):
            place_of(written, question, option).wrong(
                "HB408",
                f"nothing depends on {quote(option)} by itself: write a flag for it, give it points, name it in a "
                "condition, or take it out",
            )


def _parts_but_counts(condition: Condition) -> Iterator[Condition]:
    """The parts of a condition that are not counted together with others."""
    match condition:
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _parts_but_counts(part)
        case AtLeast():
            return
        case _:
            yield condition


def _namings(conditions: Iterable[Condition]) -> Iterator[Naming]:
    for leaf in chain.from_iterable(map(leaves, conditions)):
        if isinstance(leaf, OneOf):
            yield from ((leaf.question, option) for option in leaf.options)
        elif isinstance(leaf, Within):
            yield leaf.question, ""


def _besides_flags(bank: Bank) -> Iterator[Condition]:
    """Every condition outside the flags. In a suppression that names an urgency stand those of flags: not these."""
    for indicator in bank.indicators.values():
        for points in (points for domain in indicator.domains for points in domain.points):
            yield from (case for case, _ in points.cases)
            yield from filter(None, [points.guard])
        yield from (band.needs for band in indicator.bands if band.needs)
    yield from (question.ask_if for question in bank.questions.values() if question.ask_if)
    yield from (headline.when for headline in bank.headlines if headline.when)
    yield from (pattern.when for pattern in bank.patterns)
    signs = {flag.when for flag in bank.flags.values()}
    for rule in bank.suppressions.values():
        yield from _without(rule.when, signs)


def _without(condition: Condition, signs: set[Condition]) -> Iterator[Condition]:
    """The parts of a condition that are not the conditions of flags."""
    if condition in signs:
        return
    match condition:
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _without(part, signs)
        case Not(part):
            yield from _without(part, signs)
        case _:
            yield condition

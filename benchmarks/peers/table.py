"""What engines of tables work out, step by step: each step adds columns, and may use those before it.

A question is one column of texts or numbers, or of a list one column for each option. Nothing is null: no answer is
"missing", or `NO_ANSWER` in a column of numbers; an open one is any way out, or `sides.NO_NUMBER`.
"""

from collections.abc import Iterator, Mapping
from typing import Any as Value
from typing import NamedTuple

from hipback.engine import named
from hipback.model import DOES_NOT_APPLY, NONE, NOT_SURE, RATHER_NOT_SAY, SKIPPED, Bank, Indicator, Question, Urgency
from peers.sides import (
    ALWAYS,
    CLOSED,
    UNKNOWN,
    All,
    Any,
    Capped,
    Expression,
    First,
    From,
    Has,
    Is,
    Known,
    Missing,
    No,
    Number,
    Rules,
    Share,
    Sum,
    enough,
    may_be_in,
    missing,
)
from reference import PATTERNS_AT_MOST, Result

MISSING, NO_ANSWER = "missing", -2
MARKS = ("yes", "no", NOT_SURE, RATHER_NOT_SAY, DOES_NOT_APPLY, SKIPPED, UNKNOWN, MISSING)
SAME_DAY = int(Urgency.SAME_DAY)

Columns = dict[str, Expression | Number]


class Step(NamedTuple):
    """Columns to add, and then questions to close where they are not put."""

    columns: Columns
    closed: tuple[str, ...] = ()


def texts(question: Question) -> tuple[str, ...]:
    """Everything that can stand in the column of a question with one answer."""
    return (*question.options, *MARKS[2:], CLOSED)


def columns_of(question: Question) -> list[str]:
    """The columns of a question."""
    if question.kind != "many":
        return [question.id]
    return [f"{question.id}___{option}" for option in question.options if option != NONE]


def steps(bank: Bank) -> list[Step]:
    """All that is worked out, in order."""
    branched = tuple(id for id, question in bank.questions.items() if question.ask_if)
    flags = Step(dict(_flags(bank)))
    urgency = Step(dict(_urgency(bank)))
    known = Step(dict(_known(bank)))
    return [
        Step(dict(_missing(bank))),
        Step(dict(_put(bank)), branched),
        flags, urgency, known,
        Step({f"open_{id}": _open(question) for id, question in bank.questions.items()}),
        Step(dict(_scores(bank))),
        Step(dict(_bands(bank))),
        Step({pattern.id: Rules(bank, closed=True).sides(pattern.when).sure for pattern in bank.patterns}),
    ]  # fmt: skip


def results_wanted(bank: Bank) -> list[str]:
    """The columns that make up a result."""
    told = [f"{state}_{id}" for state in ("sure", "unsure") for id in bank.flags]
    ends = [f"{id}_{end}" for id in bank.indicators for end in ("low", "high")]
    bands = [may_be_in(id, band.id) for id, indicator in bank.indicators.items() for band in indicator.bands]
    patterns = [pattern.id for pattern in bank.patterns]
    return ["found", "known", "stops", *told, *ends, *map(enough, bank.indicators), *bands, *patterns, "unanswered"]


def _flagged(bank: Bank) -> dict[str, None]:
    return dict.fromkeys(id for flag in bank.flags.values() for id in named(flag.when))


def _missing(bank: Bank) -> Iterator[tuple[str, Expression]]:
    yield from ((missing(id), Missing(id)) for id in _flagged(bank))


def _put(bank: Bank) -> Iterator[tuple[str, Expression]]:
    rules, ahead = Rules(bank), Rules(bank, ahead=True)
    for id, question in bank.questions.items():
        if question.ask_if:
            sides = rules.sides(question.ask_if)
            yield from ((f"put_{id}", sides.sure), (f"may_put_{id}", sides.may))
            if id in _flagged(bank):
                yield f"later_{id}", All((Known(missing(id)), ahead.sides(question.ask_if).sure))


def _flags(bank: Bank) -> Iterator[tuple[str, Expression]]:
    for id, flag in bank.flags.items():
        sides = Rules(bank, closed=True).sides(flag.when)
        yield from ((f"sure_{id}", sides.sure), (f"may_{id}", sides.may))


def _urgency(bank: Bank) -> Iterator[tuple[str, Expression | Number]]:
    for id, flag in bank.flags.items():
        questions = [bank.questions[question] for question in dict.fromkeys(named(flag.when))]
        later = Any(tuple(Known(f"later_{asked.id}" if asked.ask_if else missing(asked.id)) for asked in questions))
        unknown = (Known(f"may_{id}"), No(Known(f"sure_{id}")))
        yield f"unsure_{id}", All((*unknown, No(later)))
        yield f"unasked_{id}", All((*unknown, later))


def _known(bank: Bank) -> Iterator[tuple[str, Expression | Number]]:
    flags = bank.flags.values()
    there = [(f"sure_{flag.id}", flag.urgency) for flag in flags]
    unsure = [(f"unsure_{flag.id}", flag.urgency_if_unsure) for flag in flags]
    found, may_be = _most(there + unsure), _most([(f"unasked_{flag.id}", flag.urgency) for flag in flags])
    yield from (("found", found), ("may_be", may_be))
    outside = tuple(Known(f"sure_{flag.id}") for flag in flags if flag.out_of_scope)
    serious = tuple(case for case, urgency in found.cases if urgency >= SAME_DAY)
    yield "stops", Any((*outside, *serious))
    lower = (All((case, *(No(later) for later, most in may_be.cases if most > least))) for case, least in found.cases)
    yield "known", Any((*serious, *lower, No(Any(tuple(case for case, _ in may_be.cases)))))


def _most(urgencies: list[tuple[str, Urgency]]) -> First:
    levels = sorted({urgency for _, urgency in urgencies if urgency}, reverse=True)
    cases = ((Any(tuple(Known(name) for name, urgency in urgencies if urgency == level)), level) for level in levels)
    return First(tuple((case, int(level)) for case, level in cases))


def _open(question: Question) -> Expression:
    """Whether a question is put and no answer settles it."""
    put = (Known(f"put_{question.id}"),) if question.ask_if else ()
    options = tuple(option for option in question.options if option != NONE)
    if question.kind == "many":
        return All((*put, No(Has(question.id, options)), Has(question.id, (*options, UNKNOWN))))
    return All((*put, No(Is(question.id, options) if options else From(question.id, 0))))


def _scores(bank: Bank) -> Iterator[tuple[str, Number]]:
    rules = Rules(bank, closed=True)
    for id, indicator in bank.indicators.items():
        domains = [
            (domain.cap, list(zip(*map(rules.points, domain.points), strict=True))) for domain in indicator.domains
        ]
        for side, end in enumerate(("low", "high")):
            yield f"{id}_{end}", Sum(tuple(Capped(Sum(tuple(ends[side])), cap) for cap, ends in domains))
        asked = _scoring(bank, indicator)
        yield f"{id}_put", Sum(tuple(_one(Known(f"put_{q.id}") if q.ask_if else ALWAYS) for q in asked))
        yield f"{id}_open", Sum(tuple(_one(Known(f"open_{q.id}")) for q in asked))
    yield "unanswered", Sum(tuple(_one(Known(f"open_{question}")) for question in bank.questions))


def _scoring(bank: Bank, indicator: Indicator) -> list[Question]:
    points = (points for domain in indicator.domains for points in domain.points)
    return [bank.questions[question] for question in dict.fromkeys(one.question for one in points)]


def _one(expression: Expression) -> First:
    return First(((expression, 1),))


def _bands(bank: Bank) -> Iterator[tuple[str, Expression]]:
    rules = Rules(bank, closed=True)
    for id, indicator in bank.indicators.items():
        yield enough(id), Share(f"{id}_open", f"{id}_put", indicator.at_most_unanswered)
        above: tuple[Expression, ...] = ()
        for band in reversed(indicator.bands):
            needs = rules.sides(band.needs)
            yield may_be_in(id, band.id), All((From(f"{id}_high", band.start), needs.may, *map(No, above)))
            above = (*above, All((From(f"{id}_low", band.start), needs.sure)))


def results(bank: Bank, columns: Mapping[str, list[Value]]) -> Iterator[Result]:
    """Each row of what was worked out as a plain tuple, to compare with others."""
    for row, found in enumerate(columns["found"]):

        def held(names: Mapping[str, str], row: int = row) -> list[str]:
            return [id for id, name in names.items() if columns[name][row]]

        urgency = Urgency(int(found)).word if columns["known"][row] else None
        told = urgency, *(held({id: f"{state}_{id}" for id in bank.flags}) for state in ("sure", "unsure"))
        if columns["stops"][row]:
            yield *told, None, None, None, None
            continue
        standings = []
        for id, indicator in bank.indicators.items():
            possible = held({band.id: may_be_in(id, band.id) for band in indicator.bands})
            named_ = possible[0] if columns[enough(id)][row] and len(possible) == 1 else None
            standings.append((int(columns[f"{id}_low"][row]), int(columns[f"{id}_high"][row]), named_))
        patterns = held({pattern.id: pattern.id for pattern in bank.patterns})
        yield *told, *standings, patterns[:PATTERNS_AT_MOST], int(columns["unanswered"][row])

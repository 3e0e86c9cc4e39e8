"""Scores a table of people by the one engine: for everything that can come out, the people for whom it does."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from operator import or_
from typing import Any, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from hipback.columns import Codes, Columns
from hipback.engine import Engine, named
from hipback.facts import EITHER
from hipback.interview import Sign
from hipback.model import Bank, Flag, Urgency
from hipback.outcomes import named_bands, shown_patterns

Bools: TypeAlias = NDArray[np.bool_]
Numbers: TypeAlias = NDArray[np.integer[Any]]
People: TypeAlias = Mapping[str, Bools]
"""By the id of something who has it."""

NOT_KNOWN = -1
"""In place of an urgency, or of a band."""


class Standing(NamedTuple):
    """Of one indicator the least and the most points, and the place of the band that can be named."""

    low: Numbers
    high: Numbers
    band: Numbers


class Scores(NamedTuple):
    """The results of a table of people; each column has one value a person.

    Of those whom a sign stops there is no score: nothing but `urgency`, `flags` and `flags_not_sure` is said of them.
    `unanswered` counts the questions that were surely put and have no answer that settles them.
    """

    stopped: Bools
    urgency: Numbers
    flags: People
    flags_not_sure: People
    indicators: Mapping[str, Standing]
    patterns: People
    unanswered: Numbers


def score_columns(bank: Bank, given: Mapping[str, Codes]) -> Scores:
    """The results of people whose answers are columns, one (`hipback.columns.Codes`) for every question of the bank."""
    engine = Engine(bank, Columns(bank, given))
    signs = list(_signs(engine, _to_come(engine, Columns(bank, given, EITHER))))
    return Scores(
        stopped=_any_of(engine, (people for sign, people in signs if sign.stops)),
        urgency=_urgency(engine, signs),
        flags={sign.flag.id: people for sign, people in signs if sign.state == "yes"},
        flags_not_sure={sign.flag.id: people for sign, people in signs if sign.state == "not_sure"},
        indicators={id: _standing(engine, id) for id in bank.indicators},
        patterns=dict(shown_patterns(engine)),
        unanswered=_unanswered(engine),
    )


def _to_come(engine: Engine, ahead: Columns) -> People:
    """For each question of a flag those who have no answer to it, and may still be asked."""
    bank, may_be = engine.bank, Engine(engine.bank, ahead)
    questions = dict.fromkeys(id for flag in bank.flags.values() for id in named(flag.when))
    return {id: ahead.missing(id) & may_be.asked(id).yes for id in questions}


def _signs(engine: Engine, to_come: People) -> Iterator[tuple[Sign, Bools]]:
    """For each flag and each state but "no" the people with this sign; the states are those of an interview."""
    for flag in engine.bank.flags.values():
        truth = engine.holds(flag.when)
        known, ahead = truth.yes | truth.no, _ahead(flag, to_come)
        yield Sign(flag, "yes"), truth.yes
        yield Sign(flag, "not_sure"), ~(known | ahead)
        yield Sign(flag, "open"), ahead & ~known


def _ahead(flag: Flag, to_come: People) -> Bools:
    return reduce(or_, (to_come[id] for id in dict.fromkeys(named(flag.when))))


def _urgency(engine: Engine, signs: Sequence[tuple[Sign, Bools]]) -> Numbers:
    """How soon each should be seen; not known where a sign that was not asked about could count for more."""
    found = _highest(engine, [(sign.urgency, people) for sign, people in signs])
    may_be = _highest(engine, [(sign.flag.urgency, people) for sign, people in signs if sign.state == "open"])
    return np.where((found >= Urgency.SAME_DAY) | (may_be <= found), found, np.int8(NOT_KNOWN))


def _highest(engine: Engine, urgencies: Sequence[tuple[Urgency, Bools]]) -> Numbers:
    highest = np.zeros(engine.facts.always.yes.shape, np.int8)  # which is routine
    for urgency in sorted(Urgency)[1:]:
        here = _any_of(engine, (people for each, people in urgencies if each == urgency))
        highest = np.maximum(highest, here.view(np.int8) * np.int8(urgency))
    return highest


def _any_of(engine: Engine, sets: Iterable[Bools]) -> Bools:
    return reduce(or_, sets, engine.facts.always.no)


def _standing(engine: Engine, indicator: str) -> Standing:
    score = engine.score(indicator)
    bands = [people * np.int8(place) for place, (_, people) in enumerate(named_bands(engine, indicator), 1)]
    return Standing(score.low, score.high, sum(bands) + np.int8(NOT_KNOWN))


def _unanswered(engine: Engine) -> Numbers:
    facts, questions = engine.facts, engine.bank.questions
    open_: Numbers = sum(facts.weigh(engine.asked(id) & facts.is_open(id), 1)[0] for id in questions)
    return open_

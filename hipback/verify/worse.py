"""That a worse answer never lowers its own indicator: neither its points, nor its band.

An answer is worse for an indicator than another one if its own points are: no fewer in any domain, and more in one.
What else hangs on the answer, such as a branch, a guard or an anchor, could still turn that round. It is about points
that someone surely has: the most that someone may have falls with every answer that settles something.

Numbers are left out: they say how old someone is, and not how bad a thing is. Of answers that stand in no order, those
that open a branch are compared with none that has more points: what gives few and opens one may well be the worse.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from operator import add, and_
from typing import NamedTuple

from hipback.engine import Engine, leaves
from hipback.errors import quote
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.marked import Value
from hipback.model import NONE, Answer, Bank, Condition, InBand, Indicator, Leaf, OneOf, Points, Question
from hipback.outcomes import scored_people
from hipback.people import People, first, plain_answers, truth_for
from hipback.verify.claims import Claim, proved, unproved, wrong
from hipback.verify.crowd import TRIED, Crowds, few, one_who
from hipback.verify.marks import Changes, marked
from hipback.verify.points import conditions_of
from hipback.verify.spaces import Space, before_and_after, questions_behind, told_apart
from hipback.written import Written

WHAT = "a worse answer never lowers its own indicator"

Answers = Mapping[str, Answer]

Pair = tuple[Answer, Answer]
"""An answer, and a worse one."""


class _Own(NamedTuple):
    """An indicator, and a question that gives points to it."""

    bank: Bank
    indicator: Indicator
    question: Question

    @property
    def tables(self) -> list[Points]:
        """The points that the question gives."""
        tables = (points for domain in self.indicator.domains for points in domain.points)
        return [points for points in tables if points.question == self.question.id]

    def worth(self, answer: Answer) -> tuple[int, ...]:
        """What an answer gives in each table, if its guard holds."""
        person = PersonFacts({self.question.id: answer})
        return tuple(sum(n for case, n in points.cases if truth_for(case, person).yes) for points in self.tables)


def worse_never_lowers(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """Of every question that gives points to an indicator."""
    for indicator in written.bank.indicators.values():
        tables = [points for domain in indicator.domains for points in domain.points]
        for id in dict.fromkeys(points.question for points in tables):
            if written.bank.questions[id].kind != "number":
                yield _claim(written, crowds, _Own(written.bank, indicator, written.bank.questions[id]))


def _claim(written: Written, crowds: Crowds, own: _Own) -> Claim:
    place, indicator = _place(written, own), quote(own.indicator.id)
    falls = list(_falls(own))
    for answers, (before, after) in _suspects(own, crowds, falls):
        if _lowered(own, one_who(answers), (before, after)):
            gives = "gives" if _more(own, after, before) else "may give"
            message = f"{_words(after)} {gives} more points in {indicator} than {_words(before)}, yet it can lower it"
            return wrong(WHAT, place, "HB414", message, _example(own, answers, before, after))
    return unproved(WHAT, place, f"whether a worse answer can lower {indicator}") if falls else proved(WHAT, place)


def _place(written: Written, own: _Own) -> Value:
    """The key of the first domain of the indicator in which the question gives points."""
    domain = next(domain for domain in own.indicator.domains if own.tables[0] in domain.points)
    return written.key("questions", own.question.id, "points", f"{own.indicator.id}.{domain.id}")


def _example(own: _Own, answers: Answers, before: Answer, after: Answer) -> Answers:
    """All that is asked before or after: whoever changes the answer back sees the indicator rise."""
    better, worse = (Interview.start(own.bank, {**answers, own.question.id: answer}) for answer in (before, after))
    return {id: answers[id] for id in own.bank.questions if id in better.answers or id in worse.answers} | {
        own.question.id: after
    }


def _words(answer: Answer) -> str:
    return quote(", ".join(answer) if isinstance(answer, tuple) else str(answer))


# Whom it could lower the indicator for


class _Fall(NamedTuple):
    """People before an answer got worse and after, and those of whom a part of the indicator falls, or may fall."""

    changes: Changes
    before: Space
    after: Space
    people: int


def _falls(own: _Own) -> Iterator[_Fall]:
    """The changes for the worse of which it is not proved that they lower nothing."""
    for domain in own.indicator.domains:
        tables = [points for points in domain.points if _hang_on(own, conditions_of([points]))]
        falling = [points for points in tables if any(_fewer(own, [points]))]
        if falling:  # perhaps others rise by as much
            rising = [points for points in tables if points.question == own.question.id and points not in falling]
            yield from _fewer(own, falling + rising)
    for band in own.indicator.bands:
        if band.needs and _hang_on(own, [band.needs]):
            yield from _unmoored(own, band.needs)


def _hang_on(own: _Own, conditions: Iterable[Condition]) -> bool:
    return own.question.id in questions_behind(own.bank, conditions)


def _fewer(own: _Own, tables: Sequence[Points]) -> Iterator[_Fall]:
    """Where the worse answer may surely give fewer points in some tables together."""

    def fewer(before: Space, after: Space) -> int:
        more, less = (reduce(add, map(space.engine.contribution, tables)).low for space in (before, after))
        fallen: int = before.people.all & ~less.at_least(more, before.people.all)
        return fallen

    return _compared(own, conditions_of(tables), fewer)


def _unmoored(own: _Own, needs: Condition) -> Iterator[_Fall]:
    """Where the worse answer may undo what a band needs."""

    def undone(before: Space, after: Space) -> int:
        lost: int = before.engine.holds(needs).yes & ~after.engine.holds(needs).yes
        return lost

    return _compared(own, [needs], undone)


def _compared(own: _Own, conditions: Sequence[Condition], lost: Callable[[Space, Space], int]) -> Iterator[_Fall]:
    for changes in _changes(own, told_apart(own.bank, conditions)):
        before, after = before_and_after(own.bank, conditions, own.question.id, changes)
        people = lost(before, after)
        if people or not before.exact or not changes:
            yield _Fall(changes, before, after, people)


def _suspects(own: _Own, crowds: Crowds, falls: Sequence[_Fall]) -> Iterator[tuple[Answers, Pair]]:
    """People for whom the whole indicator may be lower: those who showed it of a part, then others drawn by chance."""
    question = own.question.id
    for fall in falls:
        for chosen in map(first, few(fall.people)):
            before, after = (space.people.answers(chosen) for space in (fall.before, fall.after))
            yield crowds.calm | before | after, (before[question], after[question])
    pairs = dict.fromkeys(pair for fall in falls for pair in fall.changes.items())
    for pair in list(pairs)[:TRIED]:
        for crowd in crowds:
            for chosen in map(first, few(_lowered(own, crowd.people, pair))):
                yield crowds.calm | crowd.people.answers(chosen), pair


def _lowered(own: _Own, people: People, pair: Pair) -> int:
    """Those who come to a summary, and surely have fewer points with the worse answer, or a lower band."""
    given = ({**people.given, own.question.id: {answer: people.all}} for answer in pair)
    before, after = (Engine(own.bank, people._replace(given=sets).as_asked(own.bank).facts()) for sets in given)
    more, less = (engine.score(own.indicator.id).low for engine in (before, after))
    lowered: int = people.all & ~less.at_least(more, people.all)
    for number in range(1, len(own.indicator.bands)):
        lowered |= _surely_from(before, own.indicator, number) & ~_surely_from(after, own.indicator, number)
    return lowered & scored_people(before) & scored_people(after)


def _surely_from(engine: Engine, indicator: Indicator, number: int) -> int:
    """Those whose score surely lies in the band of this number or in a higher one, however few answers there are."""
    lower = list(engine.bands(indicator.id).values())[:number]
    found: int = reduce(and_, (place.no for place in lower))
    return found


# Which answer is worse


def _changes(own: _Own, tells: Sequence[Leaf]) -> Iterator[Changes]:
    """What becomes worse: an answer that `tells` tell apart, or one more mark beside all others."""
    cases = [case for points in own.tables for case, _ in points.cases]
    if own.question.kind == "many":
        yield from _marks(own, [*cases, *tells], tells)
    else:
        answers = plain_answers(own.question, [*cases, *tells])
        comparable = answers if _in_order(own, answers) else [answer for answer in answers if not _opens(own, answer)]
        yield from ({one: other} for one, other in product(comparable, answers) if _more(own, other, one))


def _marks(own: _Own, apart: Sequence[Leaf], tells: Sequence[Leaf]) -> Iterator[Changes]:
    """A mark more on each option that gives points and that `tells` look at."""
    told = {option for leaf in tells for option in _options(leaf, own.question)}
    for option in own.question.options:
        if option != NONE and not told.isdisjoint({option, NONE}) and any(own.worth((option,))):
            changes = marked(own.question, option, apart)
            # Whoever has points for choosing none loses them.
            yield {one: other for one, other in changes.items() if one != (NONE,) or not any(own.worth(one))}


def _options(leaf: Leaf, question: Question) -> frozenset[str]:
    return leaf.options if isinstance(leaf, OneOf) and leaf.question == question.id else frozenset()


def _in_order(own: _Own, answers: Iterable[Answer]) -> bool:
    """Whether the answers, as they are listed, are worth more and more, or less and less."""
    sums = [sum(own.worth(answer)) for answer in answers]
    return sums in (sorted(sums), sorted(sums, reverse=True))


def _opens(own: _Own, answer: Answer) -> bool:
    """Whether an answer opens a branch."""
    person = PersonFacts({own.question.id: answer})
    branches = (leaf for other in own.bank.questions.values() for leaf in leaves(other.ask_if))
    return any(
        truth_for(leaf, person).yes
        for leaf in branches
        if not isinstance(leaf, InBand) and leaf.question == own.question.id
    )


def _more(own: _Own, one: Answer, other: Answer) -> bool:
    mine, yours = own.worth(one), own.worth(other)
    return mine != yours and all(here >= there for here, there in zip(mine, yours, strict=True))

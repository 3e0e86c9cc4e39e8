"""That a worse answer never lowers its own indicator: neither its points, nor its band.

An answer is worse for an indicator than another one if its own points are: no fewer in any domain, and more in one.
What else hangs on the answer, such as a branch, a guard or an anchor, could still turn that round. It is about points
that someone surely has: the most that someone may have falls with every answer that settles something.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import cache, reduce
from itertools import product
from operator import add, and_

from hipback.engine import Engine, leaves
from hipback.errors import quote
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.model import NONE, Answer, Bank, Condition, Indicator, Leaf, OneOf, Points, Question
from hipback.people import People, first, plain_answers, truth_for, ways
from hipback.verify.claims import Claim, wrong
from hipback.verify.crowd import Crowd, Crowds, few, person
from hipback.verify.marks import marked
from hipback.verify.spaces import questions_behind, space_of
from hipback.written import Written

WHAT = "a worse answer never lowers its own indicator"

Pair = tuple[Answer, Answer]
"""An answer, and a worse one."""

Worth = tuple[int, ...]


def worse_never_lowers(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """Of every question that gives points to an indicator."""
    for indicator in written.bank.indicators.values():
        tables = [points for domain in indicator.domains for points in domain.points]
        for id in dict.fromkeys(points.question for points in tables):
            yield _claim(written, crowds, indicator, written.bank.questions[id])


def _claim(written: Written, crowds: Crowds, indicator: Indicator, question: Question) -> Claim:
    bank, place = written.bank, written.at("questions", question.id, "points")
    pairs = list(_doubtful(bank, indicator, question))
    for before, after in pairs:
        if example := next(_examples(bank, crowds, indicator, question.id, (before, after)), None):
            more, less = quote(_words(after)), quote(_words(before))
            message = f"{more} has more points in {quote(indicator.id)} than {less}, yet it can lower that indicator"
            return wrong(WHAT, place, "HB414", message, example)
    doubt = f"{place.place}: whether a worse answer can lower {quote(indicator.id)}"
    return Claim(WHAT, unproved=doubt if pairs else "")


def _examples(
    bank: Bank, crowds: Crowds, indicator: Indicator, question: str, pair: Pair
) -> Iterator[Mapping[str, Answer]]:
    """Whole answers with the worse one, of people for whom it lowers the indicator."""
    for crowd in crowds:
        for one in few(_lowered(bank, crowd, indicator, question, pair)):
            answers = crowds.calm | crowd.people.answers(first(one))
            if _lowered(bank, person(bank, answers), indicator, question, pair):
                yield Interview.start(bank, answers | {question: pair[1]}).answers


def _words(answer: Answer) -> str:
    return ", ".join(answer) if isinstance(answer, tuple) else str(answer)


def _doubtful(bank: Bank, indicator: Indicator, question: Question) -> Iterator[Pair]:
    """The pairs of answers of which it is not proved that the worse one lowers nothing."""
    for domain in indicator.domains:
        tables = [points for points in domain.points if question.id in questions_behind(bank, _conditions(points))]
        falling = [points for points in tables if any(_fallen(bank, [points], indicator, question))]
        if falling:  # perhaps others rise by as much
            own = [points for points in tables if points.question == question.id and points not in falling]
            yield from _fallen(bank, falling + own, indicator, question)
    for band in indicator.bands:
        if band.needs and question.id in questions_behind(bank, [band.needs]):
            yield from _unmoored(bank, band.needs, indicator, question)


def _conditions(points: Points) -> list[Condition]:
    return [*(case for case, _ in points.cases), *([points.guard] if points.guard else [])]


def _fallen(bank: Bank, tables: Sequence[Points], indicator: Indicator, question: Question) -> Iterator[Pair]:
    """The pairs for which the worse answer may surely give fewer points in some tables together."""
    conditions = [condition for points in tables for condition in _conditions(points)]
    space = cache(lambda answer: space_of(bank, conditions, {question.id: answer}))
    low = cache(lambda answer: reduce(add, map(space(answer).engine.contribution, tables)).low)
    for before, after in _pairs(bank, indicator, question, conditions):
        everyone = space(before).all
        if low(after).at_least(low(before), everyone) != everyone or not space(before).exact:
            yield before, after


def _unmoored(bank: Bank, needs: Condition, indicator: Indicator, question: Question) -> Iterator[Pair]:
    """The pairs for which the worse answer may undo what a band needs."""
    space = cache(lambda answer: space_of(bank, [needs], {question.id: answer}))
    holds = cache(lambda answer: space(answer).engine.holds(needs).yes)
    for before, after in _pairs(bank, indicator, question, [needs]):
        if holds(before) & ~holds(after) or not space(before).exact:
            yield before, after


def _lowered(bank: Bank, crowd: Crowd, indicator: Indicator, question: str, pair: Pair) -> int:
    """Of some people those who surely have fewer points with the worse answer, or are surely in a lower band."""
    everyone = crowd.people.all
    given = ({**crowd.people.given, question: {answer: everyone}} for answer in pair)
    before, after = (Engine(bank, People(crowd.people.size, sets).as_asked(bank).facts()) for sets in given)
    one, other = (engine.score(indicator.id).low for engine in (before, after))
    lowered: int = everyone & ~other.at_least(one, everyone)
    for number in range(1, len(indicator.bands)):
        there, here = (_at_least(engine, indicator, number) for engine in (before, after))
        lowered |= there & ~here
    put: int = before.asked(question).yes
    return put & lowered


def _at_least(engine: Engine, indicator: Indicator, number: int) -> int:
    """Those whose score surely lies in the band of this number or in a higher one, however few answers there are."""
    lower = list(engine.bands(indicator.id).values())[:number]
    found: int = reduce(and_, (place.no for place in lower))
    return found


# Which answer is worse


def _pairs(bank: Bank, indicator: Indicator, question: Question, conditions: Iterable[Condition]) -> Iterator[Pair]:
    """Each answer that these conditions tell apart, with those that are worse; of a `many` question each mark.

    Numbers are left out: they say how old someone is, and not how bad a thing is.
    """
    cases = [case for points in _tables(indicator, question) for case, _ in points.cases]
    tells = [leaf for condition in conditions for leaf in leaves(condition)]
    if question.kind == "many":
        told = {option for leaf in tells for option in _options(leaf, question)}
        scoring = {
            option: None for case in cases for option in _options(case, question) if option in told or NONE in told
        }
        for base, option in product(ways(question, tells), scoring):
            yield from marked(question, base, option)
    elif question.kind != "number":
        worth = {answer: _worth(indicator, question, answer) for answer in plain_answers(question, [*cases, *tells])}
        comparable = worth if _in_order(worth.values()) else _idle(bank, question, worth)
        yield from ((one, other) for one, other in product(comparable, worth) if _more(worth[other], worth[one]))


def _in_order(worth: Collection[Worth]) -> bool:
    """Whether the answers, as they are listed, are worth more and more, or less and less."""
    sums = [sum(points) for points in worth]
    return sums in (sorted(sums), sorted(sums, reverse=True))


def _idle(bank: Bank, question: Question, worth: Iterable[Answer]) -> list[Answer]:
    """Of answers in no order those that open no branch: what gives few points and opens one may well be the worse."""
    branches = [other.ask_if for other in bank.questions.values() if other.ask_if]
    opening = {option for branch in branches for leaf in leaves(branch) for option in _options(leaf, question)}
    return [answer for answer in worth if answer not in opening]


def _options(leaf: Leaf, question: Question) -> frozenset[str]:
    return leaf.options if isinstance(leaf, OneOf) and leaf.question == question.id else frozenset()


def _tables(indicator: Indicator, question: Question) -> list[Points]:
    return [points for domain in indicator.domains for points in domain.points if points.question == question.id]


def _worth(indicator: Indicator, question: Question, answer: Answer) -> Worth:
    """What an answer gives in each table of the question, if its guard holds."""
    person = PersonFacts({question.id: answer})
    return tuple(
        sum(worth for case, worth in points.cases if truth_for(case, person).yes)
        for points in _tables(indicator, question)
    )


def _more(one: Worth, other: Worth) -> bool:
    return one != other and all(mine >= yours for mine, yours in zip(one, other, strict=True))

"""What points do: that all of them can matter to a band, and that caps can be reached."""

from collections.abc import Collection, Iterable, Iterator
from functools import reduce
from operator import add
from typing import NamedTuple

from hipback.engine import Engine, Score
from hipback.errors import quote
from hipback.model import AnswerIs, Condition, Domain, Indicator, Points
from hipback.outcomes import any_of
from hipback.people import first
from hipback.planes import Number
from hipback.verify.claims import Claim, proved, unproved, wrong
from hipback.verify.crowd import Crowd, Crowds, few, person
from hipback.verify.spaces import space_of
from hipback.verify.target import Target, able_people, can_come_about
from hipback.written import Written

MATTER = "points can change a band"
CAPS = "caps can be reached"

_NOTHING = Score(Number(()), Number(()))


def points_count(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """Whether all caps can be reached, and all points can change a band."""
    for indicator in written.bank.indicators.values():
        for domain in indicator.domains:
            yield _cap(written, crowds, indicator, domain)
            for question in dict.fromkeys(points.question for points in domain.points):
                yield from _points(written, crowds, indicator, domain, question)


# Caps


def _cap(written: Written, crowds: Crowds, indicator: Indicator, domain: Domain) -> Claim:
    bank, place = written.bank, written.at("indicators", indicator.id, "domains", domain.id, "cap")
    if any(_capped(crowd, domain) for crowd in crowds):
        return proved(CAPS, place)
    space = space_of(bank, conditions_of(domain.points))
    most = _most(_sum(space.engine, domain), space.people.all)
    if most < domain.cap:
        message = f"{quote(domain.id)} can have at most {most} points, so this cap is never reached: write {most}"
        return wrong(CAPS, place, "HB413", message)
    able = _at_least(space.engine, domain, space.people.all)
    if any(_capped(person(bank, crowds.calm | space.people.answers(first(one))), domain) for one in few(able)):
        return proved(CAPS, place)
    return unproved(CAPS, place, f"whether {quote(domain.id)} can have so many points")


def _capped(crowd: Crowd, domain: Domain) -> int:
    return _at_least(crowd.engine, domain, crowd.scored)


def _at_least(engine: Engine, domain: Domain, people: int) -> int:
    return _sum(engine, domain).at_least(Number.of(domain.cap, people), people)


def _sum(engine: Engine, domain: Domain) -> Number:
    """What people surely have in a domain before its cap, or of whom nothing is known, at most."""
    found: Number = reduce(add, (engine.contribution(points).low for points in domain.points))
    return found


def _most(number: Number, people: int) -> int:
    """The greatest number that one of some people has."""
    found = 0
    for place, plane in reversed(list(enumerate(number.planes))):
        if people & plane:
            found, people = found + (1 << place), people & plane
    return found


def conditions_of(tables: Iterable[Points]) -> list[Condition]:
    """All conditions on which some points hang."""
    return [
        condition
        for points in tables
        for condition in (*(case for case, _ in points.cases), points.guard)
        if condition is not None
    ]


# Points


class _Worth(NamedTuple):
    """What an answer is worth, by itself: a case of a table in a domain of an indicator."""

    indicator: Indicator
    domain: Domain
    points: Points
    case: AnswerIs


def _points(written: Written, crowds: Crowds, indicator: Indicator, domain: Domain, question: str) -> Iterator[Claim]:
    """Of the points of one question. Some may matter only together: each of two options, of which one is enough."""
    tables = [points for points in domain.points if points.question == question]
    every = [_Worth(indicator, domain, points, case) for points in tables for case, worth in points.cases if worth]
    claims = [can_come_about(written.bank, _alone(written, worth), crowds) for worth in every]
    idle = {id(worth.points): worth.points for worth, claim in zip(every, claims, strict=True) if claim.problem}
    for worth, claim in zip(every, claims, strict=True):
        if claim.problem and len(idle) > 1:
            together = can_come_about(written.bank, _target(written, worth, idle.values()), crowds)
            yield claim if together.problem else together
        else:
            yield claim


def _alone(written: Written, worth: _Worth) -> Target:
    """That the table of this worth matters, all else being as it is."""
    target = _target(written, worth, [worth.points])
    having = target._replace(
        able=lambda engine: _have(engine, worth),
        conditions=conditions_of([worth.points]),
    )

    def ruled_out() -> bool:
        space, people = able_people(written.bank, having)
        return (space.exact and not people) or _far_from_bands(worth)

    return target._replace(ruled_out=ruled_out)


def _target(written: Written, worth: _Worth, without: Collection[Points]) -> Target:
    """That someone has this worth, and would perhaps be in another band without some tables."""
    indicator = worth.indicator
    tables = (points for domain in indicator.domains for points in domain.points)
    return Target(
        MATTER,
        written.condition(worth.case),
        "HB412",
        "these points ever change a band",
        f"these points never change a band of {quote(indicator.id)}: take them out, or mend caps or bands",
        lambda crowd: _changed(crowd.engine, worth, without) & crowd.scored & crowd.engine.enough(indicator.id).yes,
        lambda engine: _changed(engine, worth, without),
        [*conditions_of(tables), *(band.needs for band in indicator.bands if band.needs)],
    )


def _changed(engine: Engine, worth: _Worth, without: Collection[Points]) -> int:
    """The people who surely have this worth, and for whom another band would be possible without some tables."""
    indicator = worth.indicator
    gone = set(map(id, without))  # a question may give the same points in two domains
    tables = {domain: [points for points in domain.points if id(points) not in gone] for domain in indicator.domains}
    scores = [engine.capped(domain, map(engine.contribution, left)) for domain, left in tables.items() if left]
    now, then = engine.bands(indicator.id), engine.bands_at(indicator, reduce(add, scores, _NOTHING))
    changed = any_of((now[band].yes ^ then[band].yes) | (now[band].no ^ then[band].no) for band in now)
    return _have(engine, worth) & changed


def _have(engine: Engine, worth: _Worth) -> int:
    have: int = (engine.holds(worth.case) & engine.holds(worth.points.guard)).yes
    return have


def _far_from_bands(worth: _Worth) -> bool:
    """Whether no sum of other points comes so near to a band that these points matter."""
    number, cap = dict(worth.points.cases)[worth.case], worth.domain.cap
    beside = _sums(points for points in worth.domain.points if points is not worth.points)
    elsewhere = {0}
    for domain in worth.indicator.domains:
        if domain is not worth.domain:
            capped = {min(other, domain.cap) for other in _sums(domain.points)}
            elsewhere = {one + other for one in elsewhere for other in capped}
    return not any(
        other + min(cap, own) < band.start <= other + min(cap, own + number)
        for band in worth.indicator.bands
        for other in elsewhere
        for own in beside
    )


def _sums(tables: Iterable[Points]) -> set[int]:
    """What some tables can give together, and perhaps more: each is taken by itself."""
    sums = {0}
    for points in tables:
        sums |= {number + worth for number in sums for _, worth in points.cases}
    return sums

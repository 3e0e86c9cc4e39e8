"""What points do: that all of them can matter to a band, and that caps can be reached."""

from collections.abc import Iterable, Iterator
from functools import reduce
from operator import add
from typing import NamedTuple

from hipback.engine import Engine, Score
from hipback.errors import quote
from hipback.facts import EITHER
from hipback.model import AnswerIs, Bank, Domain, Indicator, Points
from hipback.outcomes import any_of
from hipback.people import People
from hipback.planes import Number
from hipback.verify.claims import Claim, wrong
from hipback.verify.crowd import Crowds
from hipback.verify.spaces import space_of
from hipback.written import Written

MATTER = "points can change a band"
CAPS = "caps can be reached"


def points_count(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """Whether all caps can be reached, and all points can change a band."""
    for indicator in written.bank.indicators.values():
        for domain in indicator.domains:
            yield _cap(written, indicator, domain)
            for points in domain.points:
                for case, worth in points.cases:
                    if worth:
                        yield _matters(written, crowds, _Place(indicator, domain, points), case)


def _cap(written: Written, indicator: Indicator, domain: Domain) -> Claim:
    engine = Engine(written.bank, People(1, {}).facts(EITHER))
    most = sum(engine.contribution(points).low.for_person(0) for points in domain.points)
    if most >= domain.cap:
        return Claim(CAPS)
    place = written.at("indicators", indicator.id, "domains", domain.id, "cap")
    message = f"{quote(domain.id)} can have at most {most} points, so this cap is never reached: write {most}"
    return wrong(CAPS, place, "HB413", message)


class _Place(NamedTuple):
    """Where points stand: in a table of a domain of an indicator."""

    indicator: Indicator
    domain: Domain
    points: Points


def _matters(written: Written, crowds: Crowds, at: _Place, case: AnswerIs) -> Claim:
    if any(_changed(crowd.engine, at, case) for crowd in crowds):
        return Claim(MATTER)
    place = written.condition(case)
    if _never_matters(written.bank, at, case):
        message = f"these points never change a band of {quote(at.indicator.id)}: take them out, or mend caps or bands"
        return wrong(MATTER, place, "HB412", message)
    return Claim(MATTER, unproved=f"{place.place}: whether these points ever change a band")


def _changed(engine: Engine, at: _Place, case: AnswerIs) -> int:
    """The people who surely have these points, and for whom another band would be possible without them."""
    indicator = at.indicator
    tables = {domain: [points for points in domain.points if points != at.points] for domain in indicator.domains}
    scores = [engine.capped(domain, map(engine.contribution, left)) for domain, left in tables.items() if left]
    without = reduce(add, scores, Score(Number(()), Number(())))
    now, then = engine.bands(indicator.id), engine.bands_at(indicator, without)
    changed = any_of((now[band].yes ^ then[band].yes) | (now[band].no ^ then[band].no) for band in now)
    have: int = (engine.holds(case) & engine.holds(at.points.guard)).yes
    return have & changed


def _never_matters(bank: Bank, at: _Place, case: AnswerIs) -> bool:
    """Whether nobody has these points, or no sum of other points comes so near to a band that they matter."""
    guards = [at.points.guard] if at.points.guard else []
    engine = space_of(bank, [case, *guards]).engine
    if not (engine.holds(case) & engine.holds(at.points.guard)).yes:
        return True
    worth, cap = dict(at.points.cases)[case], at.domain.cap
    beside = _sums([points for points in at.domain.points if points != at.points])
    elsewhere = {0}
    for domain in at.indicator.domains:
        if domain != at.domain:
            capped = {min(number, domain.cap) for number in _sums(domain.points)}
            elsewhere = {one + other for one in elsewhere for other in capped}
    return not any(
        other + min(cap, number) < band.start <= other + min(cap, number + worth)
        for band in at.indicator.bands
        for other in elsewhere
        for number in beside
    )


def _sums(tables: Iterable[Points]) -> set[int]:
    """What some tables can give together, and perhaps more: each is taken by itself."""
    sums = {0}
    for points in tables:
        sums |= {number + worth for number in sums for _, worth in points.cases}
    return sums

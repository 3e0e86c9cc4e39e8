"""What an old and a new bank make of the same people, side by side.

It is told of all answers of a person and of what a screening does with them: whoever is stopped by a sign comes to no
band, pattern or advice.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hipback.difference.change import LOWERED, RAISED
from hipback.difference.unions import fitted
from hipback.engine import Engine
from hipback.model import Answer, Bank, Urgency
from hipback.outcomes import SHOWN, SURE, Outcome, any_of, outcomes, scored_people, urgent_people
from hipback.people import People

URGENCY_LOWERED, STOPPED_NO_LONGER = f"urgency {LOWERED}", "stopped no longer"
URGENCY_RAISED, STOPPED_NOW = f"urgency {RAISED}", "stopped now"
LISTS = ("flags", "patterns", "suppressions", "advice")
"""What several of may come out: told is what is gone, and what has come."""

Sets = Mapping[str, int]
"""In words what comes out, and the people for whom it does."""


def together(persons: Sequence[Mapping[str, Answer]]) -> People:
    """These persons as people."""
    given: dict[str, dict[Answer, int]] = {}
    for person, answers in enumerate(persons):
        for question, answer in answers.items():
            sets = given.setdefault(question, {})
            sets[answer] = sets.get(answer, 0) | 1 << person
    return People(len(persons), given)


class Side(NamedTuple):
    """What one bank makes of some people: who is to be seen so soon at least, who comes to a summary, and to what."""

    urgent: Mapping[Urgency, int]
    scored: int
    found: Mapping[str, Sets]

    @classmethod
    def of(cls, bank: Bank, people: People) -> "Side":
        """For people who were perhaps asked what another bank asks as well."""
        engine = Engine(bank, fitted(bank, people).as_asked(bank).facts())
        scored = scored_people(engine)
        urgent = {urgency: urgent_people(engine, urgency) for urgency in Urgency} | {Urgency.ROUTINE: people.all}
        return cls(urgent, scored, dict(_found(engine, scored)))


def _found(engine: Engine, scored: int) -> Iterator[tuple[str, Sets]]:
    sets = outcomes(engine)
    yield "flags", {_flag_words(outcome): some for outcome, some in sets.items() if outcome.kind == "flag"}
    for id in engine.bank.indicators:
        named = engine.enough(id).yes
        yield f"band of {id}", {band: scored & ~(place.no & named) for band, place in engine.bands(id).items()}
    yield "headline", {outcome.id: some for outcome, some in sets.items() if outcome.kind == "headline"}
    yield "patterns", {outcome.id: some for outcome, some in sets.items() if outcome.kind == "pattern"}
    yield "suppressions", {id: scored & ~engine.holds(rule.when).no for id, rule in engine.bank.suppressions.items()}
    yield "advice", {outcome.id: some for outcome, some in sets.items() if outcome.state == SHOWN}


def _flag_words(outcome: Outcome) -> str:
    return outcome.id if outcome.state == SURE else f"{outcome.id} (not sure)"


class Sides(NamedTuple):
    """What both banks make of them."""

    old: Side
    new: Side

    @classmethod
    def of(cls, old: Bank, new: Bank, people: People) -> "Sides":
        """The people as either bank sees them."""
        return cls(Side.of(old, people), Side.of(new, people))

    @property
    def scored(self) -> int:
        """Those who come to a summary in both banks: what differs for them does not differ because of a stop."""
        return self.old.scored & self.new.scored

    @property
    def differing(self) -> Sets:
        """For everything that can differ the people for whom it does, what matters for safety first."""
        (old, was_scored, before), (new, is_scored, after) = self
        return {
            URGENCY_LOWERED: any_of(old[urgency] & ~new[urgency] for urgency in Urgency),
            STOPPED_NO_LONGER: is_scored & ~was_scored,
            URGENCY_RAISED: any_of(new[urgency] & ~old[urgency] for urgency in Urgency),
            STOPPED_NOW: was_scored & ~is_scored,
            **{what: _differ(before.get(what, {}), after.get(what, {})) for what in dict.fromkeys([*before, *after])},
        }

    @property
    def falls(self) -> Sets:
        """The people whose urgency fell by so many steps at least, the deepest fall first."""
        old, new = self.old.urgent, self.new.urgent
        return {
            f"{URGENCY_LOWERED} by {steps}": any_of(
                old[urgency] & ~new[Urgency(urgency - steps + 1)] for urgency in Urgency if urgency >= steps
            )
            for steps in range(max(Urgency), 0, -1)
        }

    def words(self, what: str) -> tuple[str, str]:
        """What came out before and after for the only one of the people."""
        before, after = (list(_words(side, what)) for side in self)
        if what in LISTS:
            before, after = (
                [words for words in one if words not in other] for one, other in ((before, after), (after, before))
            )
        joint = ", " if what in LISTS else " or "
        return joint.join(before), joint.join(after)


def _words(side: Side, what: str) -> Iterator[str]:
    if what in (URGENCY_LOWERED, URGENCY_RAISED):
        yield max(urgency for urgency, some in side.urgent.items() if some).word
    elif what in (STOPPED_NO_LONGER, STOPPED_NOW):
        yield "a summary" if side.scored else "no summary"
    else:
        yield from (words for words, some in side.found.get(what, {}).items() if some)


def _differ(before: Sets, after: Sets) -> int:
    return any_of(before.get(words, 0) ^ after.get(words, 0) for words in {**before, **after})

"""That a sign for today or now leaves no score, and that exercises are held back beside one to be seen about soon.

It is about everyone who has a sign or may have it, whatever else they answer: all else may be so, or not, as it likes.
That exercises are held back is for a rule of the bank, which has to do it with too few answers as well.
"""

from collections.abc import Iterator

from hipback.engine import Engine
from hipback.errors import quote
from hipback.facts import EITHER
from hipback.interview import Sign
from hipback.model import Bank, Condition, Urgency, topics_of_advice
from hipback.outcomes import scored_people
from hipback.people import People
from hipback.truth import UNKNOWN, YES, Truth
from hipback.verify.claims import Claim, proved, unproved
from hipback.verify.crowd import Crowds
from hipback.written import Written

STOPPED = "whoever has a sign for today or now, or may have it, comes to no score"
HELD = "beside a sign for two weeks, and with too few answers, a rule holds exercises back"
STATES = {"yes": YES, "not_sure": UNKNOWN}


class _Having(Engine):
    """Anyone of whom one condition is known: of all else it is said what may be so."""

    def __init__(self, bank: Bank, condition: Condition, truth: Truth) -> None:
        super().__init__(bank, People(1, {}).facts(EITHER))
        self._condition, self._truth = condition, Truth(int(truth.yes), int(truth.no))

    def holds(self, condition: Condition | None) -> Truth:
        """Whether it may hold, and whether it may not."""
        return self._truth if condition == self._condition else super().holds(condition)


class _TooFew(Engine):
    """Anyone who left too much open for any band."""

    def enough(self, indicator: str) -> Truth:
        """Never."""
        return Truth(0, 1)


def nothing_soothes(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """The claims: about scores of every bank, about exercises where there is advice."""
    yield from _stopped(written)
    if any(topics_of_advice(written.bank.chapters.values())):
        yield from _held_back(written)


def _stopped(written: Written) -> Iterator[Claim]:
    bank = written.bank
    for flag in bank.flags.values():
        for state, truth in STATES.items():
            if Sign(flag, state).urgency >= Urgency.SAME_DAY:
                scored = scored_people(_Having(bank, flag.when, truth))
                doubt = f"whether there is no score with the flag {quote(flag.id)}"
                place = written.key("flags", flag.id)
                yield unproved(STOPPED, place, doubt) if scored else proved(STOPPED, place)


def _held_back(written: Written) -> Iterator[Claim]:
    bank = written.bank
    for flag in bank.flags.values():
        if flag.urgency == Urgency.SOON and not flag.out_of_scope:
            held = all(_holds_back(_Having(bank, flag.when, truth)) for truth in STATES.values())
            place, doubt = written.key("flags", flag.id), f"with the flag {quote(flag.id)}"
            yield proved(HELD, place) if held else unproved(HELD, place, f"whether exercises are held back {doubt}")
    held, place = _holds_back(_TooFew(bank, People(1, {}).facts(EITHER))), written.key("indicators")
    doubt = "whether exercises are held back with too few answers"
    yield proved(HELD, place) if held else unproved(HELD, place, doubt)


def _holds_back(engine: Engine) -> bool:
    """Whether some rule that leaves out all but a few surely applies: it cannot be that it does not hold."""
    rules = (rule for rule in engine.bank.suppressions.values() if rule.general)
    return any(not engine.holds(rule.when).no for rule in rules)

"""That everyone is asked whether a bank is made for them, and that whoever it is not made for has no score."""

from collections.abc import Iterator

from hipback.engine import Engine, named
from hipback.errors import quote
from hipback.facts import EITHER
from hipback.model import Bank, Flag
from hipback.outcomes import scored_people
from hipback.people import People
from hipback.verify.claims import Claim, proved, unproved
from hipback.verify.crowd import Crowds
from hipback.verify.spaces import space_of
from hipback.written import Written

WHAT = "everyone is asked for whom it is not made, and whoever that is gets words in place of a score"


def scope_is_settled(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """Of every flag that says for whom the bank is not made."""
    for flag in written.bank.flags.values():
        if flag.out_of_scope:
            place = written.key("flags", flag.id)
            doubt = f"whether everyone of whom {quote(flag.id)} is so is told, and has no score"
            settled = flag.text and _is_asked(written.bank, flag) and _has_no_score(written.bank, flag)
            yield proved(WHAT, place) if settled else unproved(WHAT, place, doubt)


def _is_asked(bank: Bank, flag: Flag) -> bool:
    anyone = Engine(bank, People(1, {}).facts(EITHER))
    return not any(anyone.asked(id).no for id in named(flag.when))


def _has_no_score(bank: Bank, flag: Flag) -> bool:
    engine = space_of(bank, [flag.when]).engine
    return not engine.holds(flag.when).yes & scored_people(engine)

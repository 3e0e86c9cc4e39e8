"""What must be so of a bank, proved for everyone who could be, or told with an example.

The same engine that scores one person says it of sets of people: of many drawn by chance, which shows that something
can be, and of every way of answering the questions that matter, which shows that something can never be. What neither
shows is told as not proved.
"""

from collections.abc import Iterator

from hipback.verify.claims import Claim
from hipback.verify.crowd import Crowds
from hipback.verify.held import nothing_soothes
from hipback.verify.holds import conditions_hold
from hipback.verify.points import points_count
from hipback.verify.promises import warnings_hold
from hipback.verify.reach import reach
from hipback.verify.scope import scope_is_settled
from hipback.verify.unsure import silence_is_no_no
from hipback.verify.urgency import urgency_rises
from hipback.verify.worse import worse_never_lowers
from hipback.written import Written

SAFETY = (warnings_hold, urgency_rises, silence_is_no_no, scope_is_settled, nothing_soothes)
SENSE = (reach, conditions_hold, points_count, worse_never_lowers)


def verify(written: Written) -> Iterator[Claim]:
    """Every claim about the bank, those about safety first; each is looked at when it is asked for."""
    crowds = Crowds(written.bank)
    for claims in SAFETY + SENSE:
        yield from claims(written, crowds)

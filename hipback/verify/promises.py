"""What hipback promises of the warning signs of any bank: everyone is asked, and nothing soothing stands beside them.

No bank that can be read breaks these promises; they are looked at all the same, by other means than the reader's.

That an answer left open never turns "there is a sign" into "there is none" need not be looked at bank by bank: it is a
law of three-valued truth, whatever the condition.
"""

from collections.abc import Iterator

from hipback.engine import Engine, named
from hipback.errors import quote
from hipback.facts import EITHER
from hipback.interview import Interview, Sign
from hipback.model import Flag, Urgency
from hipback.outcomes import NOT_SURE, SURE, Outcome
from hipback.people import People, first
from hipback.report import Report
from hipback.result import make_report
from hipback.verify.claims import Claim
from hipback.verify.crowd import Crowds
from hipback.written import Written

ASKED = "questions of flags above routine are asked of everyone"
CAUTIOUS = "flags have words for those who are not sure"
ALONE = "with a sign for today or now, no score, pattern or exercise is shown"


def warnings_hold(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """The claims about all flags."""
    yield from _asked(written)
    for flag in written.bank.flags.values():
        yield _cautious(written, flag)
        for state in (SURE, NOT_SURE):
            yield from _alone(written, crowds, flag, state)


def _asked(written: Written) -> Iterator[Claim]:
    bank = written.bank
    anyone = Engine(bank, People(1, {}).facts(EITHER))
    urgent = [flag for flag in bank.flags.values() if flag.urgency > Urgency.ROUTINE]
    for id in dict.fromkeys(question for flag in urgent for question in named(flag.when)):
        doubt = f"{written.key('questions', id).place}: whether everyone is asked {quote(id)}"
        yield Claim(ASKED, unproved=doubt if anyone.asked(id).no else "")


def _cautious(written: Written, flag: Flag) -> Claim:
    said = flag.out_of_scope or Sign(flag, "not_sure").text
    doubt = f"{written.key('flags', flag.id).place}: whether something is said to those who are not sure of it"
    return Claim(CAUTIOUS, unproved="" if said else doubt)


def _alone(written: Written, crowds: Crowds, flag: Flag, state: str) -> Iterator[Claim]:
    """By a whole screening of someone with the sign."""
    sign, outcome = Sign(flag, "yes" if state == SURE else "not_sure"), Outcome("flag", flag.id, state)
    told = (crowd.people.answers(first(some)) for crowd in crowds if (some := crowd.outcomes[outcome]))
    if sign.urgency >= Urgency.SAME_DAY and (answers := next(told, None)):
        bare = _is_bare(make_report(Interview.start(written.bank, answers)))
        doubt = f"{written.key('flags', flag.id).place}: whether this sign stands alone, without a score or an exercise"
        yield Claim(ALONE, unproved="" if bare else doubt)


def _is_bare(report: Report) -> bool:
    soothing = (report.indicators, report.headline, report.patterns, report.advice, report.care)
    return report.urgency is not None and report.urgency >= Urgency.SAME_DAY and not any(soothing)

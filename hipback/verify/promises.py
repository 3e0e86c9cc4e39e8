"""What hipback promises of the warning signs of any bank: everyone is asked, and nothing soothing stands beside them.

No bank that can be read breaks these promises; they are looked at all the same, by other means than the reader's.

That an answer left open never turns "there is a sign" into "there is none" need not be looked at bank by bank: it is a
law of three-valued truth, whatever the condition.
"""

from collections.abc import Iterator, Mapping

from hipback.engine import Engine, named
from hipback.errors import quote
from hipback.facts import EITHER
from hipback.interview import Interview, Sign, Step
from hipback.model import Answer, Bank, Flag, Urgency
from hipback.outcomes import NOT_SURE, SURE, Outcome, signs
from hipback.people import People, first
from hipback.result import make_report
from hipback.verify.claims import Claim, proved, unproved
from hipback.verify.crowd import Crowds, few, person
from hipback.verify.spaces import space_of
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
        place = written.key("questions", id)
        asked = not anyone.asked(id).no
        yield proved(ASKED, place) if asked else unproved(ASKED, place, f"whether everyone is asked {quote(id)}")


def _cautious(written: Written, flag: Flag) -> Claim:
    place = written.key("flags", flag.id)
    said = flag.out_of_scope or Sign(flag, "not_sure").text
    doubt = f"whether something is said to those who are not sure of the flag {quote(flag.id)}"
    return proved(CAUTIOUS, place) if said else unproved(CAUTIOUS, place, doubt)


def _alone(written: Written, crowds: Crowds, flag: Flag, state: str) -> Iterator[Claim]:
    """By the report of someone with the sign who has answered all questions: it could show everything.

    That there is nobody is told elsewhere.
    """
    sign = Sign(flag, "yes" if state == SURE else "not_sure")
    answers = next(_people_with(crowds, sign, state), None) if sign.urgency >= Urgency.SAME_DAY else None
    if answers:
        place = written.key("flags", flag.id)
        doubt = f"whether the flag {quote(flag.id)} stands alone, without a score or an exercise"
        yield proved(ALONE, place) if _is_bare(crowds.bank, answers) else unproved(ALONE, place, doubt)


def _people_with(crowds: Crowds, sign: Sign, state: str) -> Iterator[Mapping[str, Answer]]:
    """The answers of people who have a sign, or may have it."""
    for crowd in crowds:
        if some := crowd.outcomes[Outcome("flag", sign.flag.id, state)]:
            yield crowd.people.answers(first(some))
    space = space_of(crowds.bank, [sign.flag.when])
    for one in few(dict(signs(space.engine, [sign.flag]))[sign]):
        yield person(crowds.bank, crowds.calm | space.people.answers(first(one))).people.answers(0)


def _is_bare(bank: Bank, answers: Mapping[str, Answer]) -> bool:
    """Whether a report on all these answers tells of something urgent, and of nothing else."""
    report = make_report(Interview(bank, tuple(Step(*answer) for answer in answers.items())))
    soothing = (report.indicators, report.headline, report.patterns, report.advice, report.care)
    return report.urgency is not None and report.urgency >= Urgency.SAME_DAY and not any(soothing)

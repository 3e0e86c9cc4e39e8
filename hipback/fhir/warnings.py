"""What the form itself says as soon as an answer is a warning sign, since nobody may have looked at the answers yet.

After the questions of a section stands what to do for each urgency, and is seen only where an answer there calls for
it: that a sign is there, or that the person is not sure of it. It is told of the signs that one answer makes. A sign
that several answers make together, or that says that hipback is not made for someone, is told by hipback alone.
"""

from collections.abc import Collection, Iterator

from hipback.fhir.enable import Layer, Test, enable_when
from hipback.fhir.systems import Json, codings, ways_out
from hipback.model import UNSURE, AnyOf, Bank, Flag, OneOf, Urgency
from hipback.safety import ACTIONS

TOLD = (Urgency.EMERGENCY, Urgency.SAME_DAY, Urgency.SOON)


def warnings(bank: Bank, questions: Collection[str]) -> Iterator[Json]:
    """The displays to stand after these questions of a bank, the most urgent first."""
    *_, last = questions
    for urgency in TOLD:
        calling = {answer for flag in bank.flags.values() for answer in _answers(bank, flag, urgency)}
        tests = tuple(
            Test(id, "=", code)
            for id in questions
            for code in codings(bank, bank.questions[id])
            if (id, code) in calling
        )
        if tests:
            said = enable_when(bank, Layer("any", tests))
            words = " ".join(ACTIONS[urgency])
            yield {"linkId": f"{last}-{urgency.word}", "text": words, "type": "display", **said}


def alternatives(flag: Flag) -> tuple[OneOf, ...]:
    """The answers of which each alone makes the sign; none if that is not how it is made."""
    if flag.out_of_scope or not isinstance(flag.when, (OneOf, AnyOf)):
        return ()
    parts = flag.when.parts if isinstance(flag.when, AnyOf) else (flag.when,)
    found = tuple(part for part in parts if isinstance(part, OneOf))
    return found if len(found) == len(parts) else ()


def _answers(bank: Bank, flag: Flag, urgency: Urgency) -> Iterator[tuple[str, str]]:
    """The questions and codes that call for this urgency because of one sign."""
    for question, options in alternatives(flag):
        if flag.urgency == urgency:
            yield from ((question, option) for option in options)
        if flag.urgency_if_unsure == urgency:
            yield from ((question, option + UNSURE) for option in options)
            yield from ((question, way_out) for way_out in ways_out(bank.questions[question]))

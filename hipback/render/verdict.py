"""What is proved of a bank, what is not so with an example, and what could not be proved, as lines of text."""

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from operator import attrgetter

from hipback.render.answers import answer_lines
from hipback.render.lines import Line, bullets, paragraph
from hipback.render.problems import Codes, Sources, one_problem, printable
from hipback.verify.claims import Claim
from hipback.verify.hazards import SAMPLED, Verdict, verdicts


def verdict_lines(file: str, claims: Sequence[Claim], codes: Codes, sources: Sources, width: int) -> Iterator[Line]:
    """What is wrong first, what could not be told next, and at the end what is proved."""
    wrong = _once(claims, attrgetter("problem"))
    unproved = _once((claim for claim in claims if claim.unproved), attrgetter("place", "unproved"))
    for claim in wrong:
        yield from _wrong(claim, codes, sources, width)
        yield Line()
    for claim in unproved:
        yield from paragraph(printable(f"not proved: {claim.place}: {claim.unproved}"), width, rest="  ")
    yield from [Line()] if unproved else []
    yield from paragraph(f"{file}: {_ending(len(wrong), len(unproved))}", width, "title")
    proved = Counter(claim.what for claim in claims if claim.proved)
    yield from _counted("Proved for everyone who could be:", proved.keys() - SAMPLED, proved, width)
    yield from _counted("Tried as well, on one person for each sign:", proved.keys() & SAMPLED, proved, width)
    yield from paragraph("Hazards, by their numbers in docs/hazards.md:", width)
    yield from bullets(map(of_hazard, verdicts(claims)), width)
    yield from paragraph("No proof is about the other hazards there.", width)
    for claim in wrong[:1]:
        assert claim.problem
        yield from paragraph(f"More on a code: hipback bank explain {claim.problem.code}", width)


def _counted(heading: str, kinds: Collection[str], counts: Counter[str], width: int) -> Iterator[Line]:
    if kinds:
        yield from paragraph(heading, width)
        yield from bullets((f"{what}: {count}" for what, count in counts.items() if what in kinds), width)


_SAID = {
    "wrong": "not so, see above",
    "unproved": "not proved, see above",
    "proved": "proved",
    "tried": "tried on one person for each sign",
    "nothing": "nothing to prove in this bank",
}
"""What is said of the states of a hazard, in this order; the first two by themselves."""


def of_hazard(verdict: Verdict) -> str:
    """A hazard and what comes of it: the worst, or all that was done."""
    states = [state for state in _SAID if state in verdict.states]
    told = states[:1] if states[0] in ("wrong", "unproved") else states
    said = " and ".join(_SAID[state] for state in told)
    beyond = f"; not looked at: {verdict.proof.beyond}" if verdict.proof.beyond and "proved" in told else ""
    return f"{verdict.id} {verdict.proof.hazard.rstrip('.')}: {said}{beyond}"


def _once(claims: Iterable[Claim], part: Callable[[Claim], object]) -> list[Claim]:
    """Claims of which there is something to tell, each once even where it is made of several parts of a bank."""
    return list({found: claim for claim in claims if (found := part(claim))}.values())


def _wrong(claim: Claim, codes: Codes, sources: Sources, width: int) -> Iterator[Line]:
    assert claim.problem
    yield from one_problem(claim.problem, codes, sources, width)
    if claim.example:
        yield from paragraph("for example, with these answers:", width, first="  ")
        yield from answer_lines(claim.example, width, "    ")


def _ending(wrong: int, unproved: int) -> str:
    if not wrong and not unproved:
        return "all is proved."
    parts = [f"{wrong} not so" if wrong else "", f"{unproved} not proved" if unproved else ""]
    return f"{' and '.join(filter(None, parts))}; the rest is proved."

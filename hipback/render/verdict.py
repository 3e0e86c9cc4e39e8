"""What is proved of a bank, what is not so with an example, and what could not be proved, as lines of text."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import attrgetter

from hipback.render.answers import answer_lines
from hipback.render.lines import Line, bullets, paragraph
from hipback.render.problems import Codes, Sources, one_problem, printable
from hipback.verify.claims import Claim


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
    yield from paragraph("Proved for everyone who could be:", width)
    proved = Counter(claim.what for claim in claims if claim.proved)
    yield from bullets((f"{what}: {count}" for what, count in proved.items()), width)
    for claim in wrong[:1]:
        assert claim.problem
        yield from paragraph(f"More on a code: hipback bank explain {claim.problem.code}", width)


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

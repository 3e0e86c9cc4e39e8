"""Which hazards the proofs are about. All hazards, and what else guards against each, stand in docs/hazards.yaml."""

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from hipback.verify.claims import Claim
from hipback.verify.held import HELD, STOPPED
from hipback.verify.promises import ALONE, ASKED, CAUTIOUS
from hipback.verify.scope import WHAT as SCOPE
from hipback.verify.unsure import NET, OPEN
from hipback.verify.urgency import WHAT as RISES

SAMPLED = frozenset({ALONE})
"""Kinds of claims that are tried on one person for each sign. All others are about everyone who could be."""


class Proof(NamedTuple):
    """A hazard as the log has it, the kinds of claims that speak against it, and what of it no proof reaches."""

    hazard: str
    claims: tuple[str, ...]
    beyond: str = ""


PROOFS: Mapping[str, Proof] = {
    "HZ-01": Proof("A list of warning signs is never put.", (ASKED,)),
    "HZ-02": Proof("Quiet answers or few points outweigh a warning sign.", (RISES, STOPPED, ALONE)),
    "HZ-06": Proof('Silence counts as "no".', (OPEN,)),
    "HZ-07": Proof(
        "Someone who is not sure of a warning sign is told nothing, or too little.",
        (OPEN, CAUTIOUS),
        "whether the words are urgent enough",
    ),
    "HZ-13": Proof(
        '"None of these" to every list is read as "you are fine".', (NET, OPEN), "what the words of the bank sound like"
    ),
    "HZ-20": Proof("Someone for whom the list was not made is scored as if it were.", (SCOPE,)),
    "HZ-21": Proof("Exercises are shown to someone with a sign, or with too few answers.", (STOPPED, HELD, ALONE)),
}


class Verdict(NamedTuple):
    """What comes of a hazard in a bank: `proved`, `tried` (on some people), both, `wrong`, `unproved` or `nothing`."""

    id: str
    proof: Proof
    states: frozenset[str]


def verdicts(claims: Sequence[Claim]) -> Iterator[Verdict]:
    """Of every hazard that the proofs are about."""
    for id, proof in PROOFS.items():
        states = frozenset(_state(claim) for claim in claims if claim.what in proof.claims)
        yield Verdict(id, proof, states or frozenset({"nothing"}))


def _state(claim: Claim) -> str:
    if not claim.proved:
        return "wrong" if claim.problem else "unproved"
    return "tried" if claim.what in SAMPLED else "proved"

"""Three hundred slips in the shipped bank: which tool tells of each of them, and which slips no tool finds.

They are drawn from the bank as it is, the same in every run; a change of the bank may draw others. Then read what is
printed, and decide of each slip that was missed whether a rule of `bank check` or one more written person would tell of
it. What is left stands here, and what kinds of it there are in docs/writing-a-bank.md, under "What no tool finds".
"""

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import pytest

from hipback.bank import default_bank_path
from mutations import PLAN, mutations
from mutations.net import HARMLESS, MISSED, Outcome, outcome
from mutations.page import Mutation

Outcomes = Sequence[tuple[Mutation, Outcome]]

TOLD_BY: Mapping[str, Mapping[str, int]] = {
    "dropped flag or rule": {"check": 23, "test": 18, "missed": 1},
    "swapped or changed weight": {"test": 26, "check": 19},
    "shadowed rule": {"verify": 18, "test": 14, "check": 8},
    "closed branch": {"test": 34, "check": 3, "verify": 3},
    "gap between bands": {"test": 22, "check": 13, "verify": 5},
    "hidden flag": {"test": 26, "check": 17},
    "typing error": {"check": 46, "test": 2, "missed": 2},
}
"""How many slips of each kind each tool told of first."""

MISSES = [
    "the suppression urgent is taken out",
    "chapters.treatments.topics.injections: injections is written injecctions",
    "line 1366 is gone: kind: many",
]
"""The slips that no tool tells of, or only at a line that is a wrong one."""

NO_HARM: list[str] = []
"""The slips after which the bank means what it meant before."""


pytestmark = pytest.mark.no_cover


@pytest.fixture(scope="module")
def outcomes() -> Outcomes:
    """What became of each slip. It is minutes of work, so all processors share it."""
    slips = list(mutations(Path(default_bank_path()).read_text(encoding="utf-8")))
    processors = getattr(os, "process_cpu_count", os.cpu_count)()
    with ProcessPoolExecutor(processors, get_context("spawn")) as processes:
        return list(zip(slips, processes.map(outcome, slips), strict=True))


def told_by(outcomes: Outcomes) -> Mapping[str, Mapping[str, int]]:
    return {kind: Counter(found.tool for slip, found in outcomes if slip.kind == kind) for kind in PLAN}


def ended(outcomes: Outcomes, tool: str) -> list[str]:
    return [slip.told for slip, found in outcomes if found.tool == tool]


def report(outcomes: Outcomes) -> Iterator[str]:
    """How many harmful slips were caught, by kind and by tool; and each of which no tool told."""
    for kind, tools in told_by(outcomes).items():
        harmful = tools.total() - tools[HARMLESS]
        by_tool = ", ".join(f"{tool} {tools[tool]}" for tool in ("check", "verify", "test"))
        yield f"{kind:26} {harmful - tools[MISSED]:3}/{harmful:3}  by {by_tool}"
    missed, harmful = len(ended(outcomes, MISSED)), len(outcomes) - len(ended(outcomes, HARMLESS))
    yield f"{'all':26} {harmful - missed:3}/{harmful:3}"
    yield from (f"missed: {slip.told}. {found.told}" for slip, found in outcomes if found.tool == MISSED)
    yield from (f"harmless: {told}" for told in ended(outcomes, HARMLESS))


@pytest.mark.hazard("HZ-15", "HZ-17")
def test_every_harmful_slip_is_told_of_but_for_these(outcomes):
    """Prints how many were caught of how many, and each that was missed."""
    print(*report(outcomes), sep="\n")
    assert (told_by(outcomes), ended(outcomes, MISSED), ended(outcomes, HARMLESS)) == (TOLD_BY, MISSES, NO_HARM)

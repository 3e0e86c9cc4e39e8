"""The hazard log, docs/hazards.yaml; the tests that are marked with its ids; and the page docs/hazards.md from both."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path
from textwrap import fill
from typing import NamedTuple

import yaml

from hipback.verify.hazards import PROOFS

TOP = Path(__file__).parent.parent
LOG = TOP / "docs" / "hazards.yaml"
COLUMNS = 120
STRENGTHS = {"impossible": "Made impossible", "guarded": "Guarded", "told": "Told"}
"""What a control is worth, the strongest first."""

HEAD = """\
<!-- made by docs/make.py from docs/hazards.yaml and from the marks on the tests: change those, and run it again -->

# What can go wrong

This is the hazard log: what can go wrong for a person who uses hipback, what keeps it from happening, and who or what
has looked. It is for clinicians, for those who pass hipback on to others, and for those who change it.
[Clinical safety](clinical-safety.md) tells how a person is protected, in the order in which it happens.

**The numbers are a first guess by an engineer. They need a clinician.** How bad something is goes from 1 to 5, where 5
is death or lasting harm, such as paralysis or a broken hip. How likely it is goes from 1 to 5 as well, before anything
is done about it. How often any of it happens is not known.

What is done about it stands in the order of its strength. *Made impossible*: the program cannot do otherwise.
*Guarded*: a rule or a check makes it rarer. *Told*: words alone, which people may not read; this is the weakest kind.
The notice at the end of every result is of that kind, and no hazard rests on it alone. A control seldom closes every
way in which a thing can happen: *What is left* tells what no control reaches.

*Checked by* names tests in this repository, proofs of `hipback bank verify`, and written people in `tests/cases.yaml`.
They show that the program does what is written here. They do not show that this is safe for people. Each test carries
the number of its hazard, and the tests fail if a hazard has none: `python -m pytest -m hazard` runs them all.
"""


class Hazard(NamedTuple):
    """A hazard as it is written; what is missing is empty. The keys are told at the head of the log."""

    id: str
    part: str
    hazard: str
    cause: str
    harm: str
    who: str
    severity: int
    likelihood: int
    impossible: tuple[str, ...] = ()
    guarded: tuple[str, ...] = ()
    told: tuple[str, ...] = ()
    left: str = ""
    people: tuple[str, ...] = ()
    needs: str = ""

    @property
    def controls(self) -> dict[str, tuple[str, ...]]:
        """What is done about it, by its strength."""
        return {name: own for name in STRENGTHS if (own := getattr(self, name))}


@cache
def read_log() -> tuple[Mapping[str, str], Mapping[str, Hazard]]:
    """The headings of the log by their names, and its hazards by their ids."""
    log = yaml.safe_load(LOG.read_text(encoding="utf-8"))
    return log["parts"], {id: Hazard(id, **_frozen(written)) for id, written in log["hazards"].items()}


def _frozen(written: Mapping[str, object]) -> dict[str, object]:
    return {name: tuple(value) if isinstance(value, list) else value for name, value in written.items()}


@cache
def marked_tests() -> Mapping[str, tuple[str, ...]]:
    """By the id of a hazard the tests that are marked with it, as pytest names them."""
    found: dict[str, list[str]] = {}
    for path in sorted((TOP / "tests").glob("test_*.py")):
        source = path.read_text(encoding="utf-8")
        if "mark.hazard(" in source:
            for test, id in _marks(ast.parse(source)):
                found.setdefault(id, []).append(f"tests/{path.name}::{test}")
    return {id: tuple(tests) for id, tests in found.items()}


def _marks(tree: ast.Module) -> Iterator[tuple[str, str]]:
    """Every test function with each hazard that it is marked with."""
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            for mark in node.decorator_list:
                if isinstance(mark, ast.Call) and ast.unparse(mark.func) == "pytest.mark.hazard":
                    yield from ((node.name, ast.literal_eval(id)) for id in mark.args)


# The page


def hazards_page() -> str:
    """docs/hazards.md."""
    parts, hazards = read_log()
    of = {part: [hazard for hazard in hazards.values() if hazard.part == part] for part in parts}
    blocks = [HEAD, "## All of them\n", _table(hazards.values())]
    for part, heading in parts.items():
        blocks += [f"## {heading}\n", *map(_section, of[part])]
    return "\n".join(blocks)


def _table(hazards: Iterable[Hazard]) -> str:
    rows = (
        f"| [{hazard.id}](#{hazard.id.lower()}) | {hazard.hazard} | {hazard.severity} | {hazard.likelihood} |"
        f" {STRENGTHS[next(iter(hazard.controls))] if hazard.controls else 'Nothing'} |"
        for hazard in hazards
    )
    return "\n".join(["| id | hazard | how bad | how likely | strongest control |", "|---|---|---|---|---|", *rows, ""])


def _section(hazard: Hazard) -> str:
    lines = [
        f"How it comes about: {hazard.cause}",
        f"What may follow: {hazard.harm}, for {hazard.who}.",
        f"How bad: {hazard.severity} of 5. How likely: {hazard.likelihood} of 5.",
        *(f"{STRENGTHS[name]}: {' '.join(own)}" for name, own in hazard.controls.items()),
        *([f"What is left: {hazard.left}"] if hazard.left else []),
        f"Checked by: {'; '.join(_checks(hazard))}",
        *([f"What is still needed: {hazard.needs}."] if hazard.needs else []),
    ]
    items = "\n".join(_filled(line) for line in lines)
    return f"### {hazard.id}\n\n{_bold(hazard.hazard)}\n\n{items}\n"


def _bold(words: str) -> str:
    return fill(f"**{words}**", COLUMNS, break_on_hyphens=False, break_long_words=False)


def _checks(hazard: Hazard) -> Iterator[str]:
    """The proofs, the tests and the written people."""
    if hazard.id in PROOFS:
        yield from (f'`hipback bank verify`, "{what}"' for what in PROOFS[hazard.id].claims)
    yield from (f"`{test}`" for test in marked_tests().get(hazard.id, ()))
    yield from (f"*{person}*" for person in hazard.people)


def _filled(words: str) -> str:
    return fill(
        words, COLUMNS, initial_indent="- ", subsequent_indent="  ", break_on_hyphens=False, break_long_words=False
    )

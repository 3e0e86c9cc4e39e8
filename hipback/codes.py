"""The table of codes: for every problem the rule behind it, what to do, and a bad and a good example."""

import os
from collections.abc import Mapping
from typing import NamedTuple

import yaml

FAMILIES: Mapping[str, str] = {
    "HB1": "The file itself",
    "HB2": "Keys, texts and ids",
    "HB3": "Conditions",
    "HB4": "Points and bands",
    "HB5": "Safety",
    "HB6": "Advice",
    "HB7": "Texts",
    "HB8": "FHIR",
    "HB9": "Cases and frequencies",
}
"""What the codes that begin so are about."""


class Code(NamedTuple):
    """What a code stands for. The level is `error` or `warning`; the examples are pieces of YAML."""

    id: str
    level: str
    rule: str
    fix: str
    bad: str
    good: str
    found_by: str = "check"

    @property
    def command(self) -> str:
        """The command that finds it."""
        return f"hipback {self.found_by}" if self.found_by in ("report", "cohort") else f"hipback bank {self.found_by}"

    @property
    def family(self) -> str:
        """What it is about."""
        return FAMILIES[self.id[:3]]


def read_codes() -> Mapping[str, Code]:
    """Every code by its id, in the order of the table."""
    path = os.path.join(os.path.dirname(__file__), "codes.yaml")
    with open(path, encoding="utf-8") as file:
        table = yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {id: Code(id, **entry) for id, entry in table.items()}

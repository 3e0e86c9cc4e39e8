"""The table of codes: for every problem the rule behind it, what to do, and a bad and a good example."""

import os
from collections.abc import Mapping
from typing import NamedTuple

import yaml


class Code(NamedTuple):
    """What a code stands for. The level is `error` or `warning`; the examples are pieces of YAML."""

    id: str
    level: str
    rule: str
    fix: str
    bad: str
    good: str
    found_by: str = "check"


def read_codes() -> Mapping[str, Code]:
    """Every code by its id, in the order of the table."""
    path = os.path.join(os.path.dirname(__file__), "codes.yaml")
    with open(path, encoding="utf-8") as file:
        table = yaml.load(file, getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    return {id: Code(id, **entry) for id, entry in table.items()}

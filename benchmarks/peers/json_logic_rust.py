"""jsonlogic-rs (Rust), which reads the rule and the data from text at each call."""

import json
from typing import Any

import jsonlogic_rs

from hipback.model import Bank
from peers.host import Host, Run, Stage
from peers.json_rules import rule


def scorer(bank: Bank) -> Any:
    return Host(bank, _compile).score


def _compile(stage: Stage) -> Run:
    logic = json.dumps(rule(stage.expressions))
    return lambda context: jsonlogic_rs.apply_serialized(logic, json.dumps(context), json.loads)

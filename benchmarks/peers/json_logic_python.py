"""panzi-json-logic (Python), the fastest JSON Logic written in it."""

from typing import Any

from json_logic import jsonLogic

from hipback.model import Bank
from peers.host import Host, Run, Stage
from peers.json_rules import rule


def scorer(bank: Bank) -> Any:
    return Host(bank, _compile).score


def _compile(stage: Stage) -> Run:
    logic = rule(stage.expressions)
    return lambda context: jsonLogic(logic, context)

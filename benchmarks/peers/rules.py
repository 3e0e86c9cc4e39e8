"""rule-engine (Python): one rule for each stage, which gives a tuple."""

from typing import Any

import rule_engine

from hipback.model import Bank
from peers.host import Host, Run, Stage
from peers.infix import Infix

LANGUAGE = Infix("and", "or", "not")


def scorer(bank: Bank) -> Any:
    return Host(bank, _compile).score


def _compile(stage: Stage) -> Run:
    run: Run = rule_engine.Rule(LANGUAGE.list(stage.expressions)).evaluate
    return run

"""zen-engine (GoRules, Rust): one compiled expression for each stage, which gives a list."""

from typing import Any

import zen

from hipback.model import Bank
from peers.host import Host, Run, Stage
from peers.infix import Infix

LANGUAGE = Infix("and", "or", "not")


def scorer(bank: Bank) -> Any:
    return Host(bank, _compile).score


def _compile(stage: Stage) -> Run:
    run: Run = zen.compile_expression(LANGUAGE.list(stage.expressions)).evaluate
    return run

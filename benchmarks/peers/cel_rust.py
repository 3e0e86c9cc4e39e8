"""common-expression-language (Rust): one program for each stage, which gives a list."""

from typing import Any

import cel

from hipback.model import Bank
from peers.host import Host, Run, Stage
from peers.infix import Infix


def scorer(bank: Bank) -> Any:
    return Host(bank, _compile).score


def _compile(stage: Stage) -> Run:
    run: Run = cel.compile(Infix().list(stage.expressions)).execute
    return run

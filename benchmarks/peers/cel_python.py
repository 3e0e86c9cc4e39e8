"""cel-python (Python): one program for each stage, which gives a list; its faster, compiled runner."""

import sys
from typing import Any

import celpy

from hipback.model import Bank
from peers.host import Host, Run, Stage
from peers.infix import Infix


def scorer(bank: Bank) -> Any:
    sys.setrecursionlimit(20_000)
    environment = celpy.Environment(runner_class=celpy.CompiledRunner)

    def compiled(stage: Stage) -> Run:
        program = environment.program(environment.compile(Infix().list(stage.expressions)))
        return lambda context: program.evaluate({name: celpy.json_to_cel(value) for name, value in context.items()})

    return Host(bank, compiled).score

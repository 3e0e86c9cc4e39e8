"""Google's own CEL runtime (C++): one typed program for each stage, which gives a list."""

from typing import Any

from cel_expr_python import cel

from hipback.model import Bank
from peers.host import Host, Run, Stage
from peers.infix import Infix


def scorer(bank: Bank) -> Any:
    kinds = {"many": cel.Type.List(cel.Type.STRING), "one": cel.Type.STRING}
    types = {id: kinds.get(question.kind, cel.Type.INT) for id, question in bank.questions.items()}

    def compiled(stage: Stage) -> Run:
        variables = {name: types.get(name, cel.Type.BOOL) for name in stage.names}
        program = cel.NewEnv(variables=variables).compile(Infix().list(stage.expressions))
        return lambda context: program.eval(data=context).plain_value()

    return Host(bank, compiled).score

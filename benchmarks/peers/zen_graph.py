"""zen-engine as GoRules runs it: a decision for each stage, with one node of named expressions."""

import json
from typing import Any

import zen

from hipback.model import Bank
from peers.host import Host, Run, Stage
from peers.infix import Infix

LANGUAGE = Infix("and", "or", "not")


def scorer(bank: Bank) -> Any:
    return Host(bank, _compile).score


def _compile(stage: Stage) -> Run:
    named = [(f"value_{place}", LANGUAGE.text(expression)) for place, expression in enumerate(stage.expressions)]
    decision = zen.ZenEngine().create_decision(json.dumps(_graph(named)))

    def run(context: dict[str, Any]) -> list[Any]:
        result = decision.evaluate(context)["result"]
        return [result[name] for name, _ in named]

    return run


def _graph(named: list[tuple[str, str]]) -> dict[str, Any]:
    expressions = [{"id": name, "key": name, "value": text} for name, text in named]
    content = {"expressions": expressions, "passThrough": False, "executionMode": "single"}
    nodes = [
        {"id": "in", "name": "in", "type": "inputNode"},
        {"id": "rules", "name": "rules", "type": "expressionNode", "content": content},
        {"id": "out", "name": "out", "type": "outputNode"},
    ]
    edges = [
        {"id": f"{source} to {target}", "type": "edge", "sourceId": source, "targetId": target}
        for source, target in (("in", "rules"), ("rules", "out"))
    ]
    return {"contentType": "application/vnd.gorules.decision", "nodes": nodes, "edges": edges}

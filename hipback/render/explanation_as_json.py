"""An `Explanation` as JSON: the same bytes for the same answers. Its schema is `docs/explanation.schema.json`."""

import json
from typing import Any

from hipback.explanation import FORMAT, Explanation, Rule, Subject, WhatIf, WhyQuestion, WhyScore
from hipback.model import Urgency
from hipback.render.as_json import result_as_data


def explanation_as_json(found: Explanation) -> str:
    """One JSON document with a newline at its end."""
    report = found.report
    bank = report.bank
    told = {
        "format": FORMAT,
        "hipback": report.program,
        "bank": {"id": bank.id, "version": bank.version, "status": bank.status, "sha256": bank.sha256},
        "status": report.status,
        "finished": report.finished or None,
        "result": result_as_data(report),
        "whole": _data(found.whole),
        "subjects": [{"kind": _kind(subject), **_data(subject)} for subject in found.subjects],
        "what_if": _what_if(found.what_if) if found.what_if else None,
        "sources": _data(found.sources),
        "notice": report.notice,
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _kind(subject: Subject) -> str:
    match subject:
        case Rule():
            return subject.kind
        case WhyQuestion():
            return "question"
        case WhyScore():
            return "band" if subject.band else "indicator"
        case _:
            return "topic"


def _what_if(found: WhatIf) -> dict[str, Any]:
    """What moves, and the whole result of the other answers, unless it is withheld."""
    result = None if found.withheld else result_as_data(found.report)
    parts = {name: part for name, part in found._asdict().items() if name != "report"}
    return {**{name: _data(part) for name, part in parts.items()}, "result": result}


def _data(told: Any) -> Any:
    """Named tuples by the names of their fields, as deep as they go."""
    if isinstance(told, Urgency):
        return told.word
    if hasattr(told, "_asdict"):
        return {name: _data(part) for name, part in told._asdict().items()}
    return [_data(part) for part in told] if isinstance(told, tuple) else told

"""The difference of two banks as JSON, for programs."""

import json
from typing import Any

from hipback.difference.change import CaseChanged, Change, Comparison, Effect, OnCases

FORMAT = "hipback-difference/1"


def as_json(found: Comparison) -> str:
    """One JSON document with a newline at its end."""
    told = {
        "format": FORMAT,
        "old": found.old._asdict(),
        "new": found.new._asdict(),
        "version": {
            "raises": found.versions.raises.word if found.versions.raises is not None else None,
            "least": found.versions.least or None,
            "enough": found.versions.enough,
        },
        "changes": [_change(change) for change in found.changes],
        "people": {
            "count": found.people.size,
            "seed": found.people.seed,
            "effects": [_effect(effect) for effect in found.people.effects],
        },
        "cases": _cases(found.cases) if found.cases else None,
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _change(change: Change) -> dict[str, Any]:
    return {**change._asdict(), "raises": change.raises.word}


def _effect(effect: Effect) -> dict[str, Any]:
    return effect._asdict()


def _cases(found: OnCases) -> dict[str, Any]:
    return {"file": found.file, "count": found.size, "changed": [_case(case) for case in found.changed]}


def _case(case: CaseChanged) -> dict[str, Any]:
    differences = {key: {"before": before, "after": after} for key, (before, after) in case.differences.items()}
    return {**case._asdict(), "differences": differences}

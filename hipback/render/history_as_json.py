"""Kept screenings, and two of them compared, as JSON for programs; the notice is always the last key."""

import json
from collections.abc import Iterable
from typing import Any

from hipback.comparison import Comparison, ScoreChanged, SignChanged
from hipback.history import History, Kept, Unfinished, Unreadable
from hipback.model import Urgency
from hipback.record import Record, Said, Scored

HISTORY_FORMAT = "hipback-history/1"
COMPARISON_FORMAT = "hipback-comparison/1"


def history_as_json(history: History, notice: str) -> str:
    """All that is in the folder, the newest first."""
    return _written(
        {
            "format": HISTORY_FORMAT,
            "folder": history.folder,
            "kept": [_kept(kept) for kept in history.kept],
            "unfinished": [_unfinished(one) for one in history.unfinished],
            "unreadable": [_unreadable(one) for one in history.unreadable],
            "notice": notice,
        }
    )


def comparison_as_json(found: Comparison) -> str:
    """What differs; null stands for what cannot be compared."""
    later, all_shared, names_shared = found.later.record, found.shared == "all", found.shared != "nothing"
    return _written(
        {
            "format": COMPARISON_FORMAT,
            "before": _kept(found.earlier),
            "after": _kept(found.later),
            "shared": found.shared,
            "actions": later.actions,
            "urgency": {"before": _urgency(found.earlier.record.urgency), "after": _urgency(later.urgency)},
            "flags": [_sign(sign) for sign in found.signs] if names_shared else None,
            "answers": [answer._asdict() for answer in found.answers] if names_shared else None,
            "indicators": {score.id: _moved(score) for score in found.moved} if all_shared else None,
            "headline": _headlines(found) if all_shared else None,
            "patterns": _patterns(found) if all_shared else None,
            "only_before": found.only_before,
            "only_after": found.only_after,
            "notice": later.notice,
        }
    )


def _written(content: dict[str, Any]) -> str:
    """As text that can be UTF-8: the name of a file may hold bytes that are none."""
    written = json.dumps(content, ensure_ascii=False, allow_nan=False, indent=2) + "\n"
    return written.encode(errors="replace").decode()


def _kept(kept: Kept) -> dict[str, Any]:
    record = kept.record
    return {
        "name": kept.name,
        "file": kept.path,
        "bank": {"id": record.bank.id, "version": record.bank.version, "sha256": record.bank.sha256},
        "status": record.status,
        "finished": record.finished or None,
        "urgency": _urgency(record.urgency),
        "indicators": {score.id: _score(score) for score in record.indicators} or None,
    }


def _unfinished(one: Unfinished) -> dict[str, Any]:
    return {
        "name": one.name,
        "file": one.path,
        "bank": {"id": one.name, "version": one.bank_version},
        "saved": one.saved,
        "answers": one.answers,
        "warned": one.warned,
    }


def _unreadable(one: Unreadable) -> dict[str, Any]:
    return {"name": one.name, "file": one.path, "reason": one.reason, "ours": one.ours}


def _urgency(urgency: Urgency | None) -> str | None:
    return None if urgency is None else urgency.word


def _score(score: Scored | None) -> dict[str, Any] | None:
    if score is None:
        return None
    return {
        "low": score.low,
        "high": score.high,
        "max": score.maximum,
        "band": score.band,
        "possible_bands": score.possible_bands,
    }


def _sign(sign: SignChanged) -> dict[str, Any]:
    found = sign.after or sign.before
    sides = {
        side: flag and {"state": flag.state, "urgency": flag.urgency.word, "text": flag.text}
        for side, flag in (("before", sign.before), ("after", sign.after))
    }
    return {"id": found.id if found else None, "label": found.label if found else None, **sides}


def _moved(score: ScoreChanged) -> dict[str, Any]:
    return {
        "before": _score(score.before),
        "after": _score(score.after),
        "moved": [
            {"question": moved.question, "before": list(moved.before), "after": list(moved.after)}
            for moved in score.moved
        ],
    }


def _headlines(found: Comparison) -> dict[str, Any]:
    before, after = (record.headline and _said(record.headline) for record in _records(found))
    return {"changed": found.headline_changed, "before": before, "after": after}


def _patterns(found: Comparison) -> dict[str, Any]:
    return {"gone": list(map(_said, found.patterns_gone)), "new": list(map(_said, found.patterns_new))}


def _said(said: Said) -> dict[str, str]:
    return {"id": said.id, "text": said.text}


def _records(found: Comparison) -> Iterable[Record]:
    return found.earlier.record, found.later.record

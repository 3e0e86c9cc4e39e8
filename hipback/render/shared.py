"""A copy of a record to share, as JSON: what was answered and what came of it, and no more of the person than that.

The date is left at its month. A number above ten, such as an age, becomes a range of ten years; from 90 up it is one
range. What repeats an answer in words or in points is left out, and so are answers that do not count. Its schema is
`docs/shared.schema.json`.
"""

import json
from typing import Any

from hipback import SHARED_FORMAT
from hipback.model import Answer
from hipback.record import Given, Record, Said, Scored
from hipback.report import FlagFound

ABOUT = (
    "This is a copy to share. It has no name, no day and no exact age. Yet answers can point to a person. So share it "
    "only with people you trust."
)
EXACT_AT_MOST = 10
OLDEST = 90


def as_shared(record: Record) -> str:
    """One JSON document with a newline at its end; the notice is the last key."""
    return json.dumps(_shared(record), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _shared(record: Record) -> dict[str, Any]:
    bank = record.bank
    return {
        "format": SHARED_FORMAT,
        "about": ABOUT,
        "hipback": record.program,
        "bank": {"id": bank.id, "version": bank.version, "status": bank.status or None, "sha256": bank.sha256},
        "status": record.status,
        "month": record.finished[:7] or None,
        "answers": {question: coarse(answer) for question, answer in record.answers.items()},
        "result": _result(record),
        "notice": record.notice,
    }


def _result(record: Record) -> dict[str, Any]:
    return {
        "urgency": None if record.urgency is None else record.urgency.word,
        "actions": record.actions,
        "flags": [_flag(flag) for flag in record.flags],
        "indicators": {score.id: _score(score) for score in record.indicators} or None,
        "headline": record.headline and _said(record.headline),
        "patterns": [_said(found) for found in record.patterns],
        "unsettled": [found._asdict() for found in record.unsettled],
    }


def _flag(flag: FlagFound) -> dict[str, Any]:
    return {
        "id": flag.id,
        "state": flag.state,
        "urgency": flag.urgency.word,
        "out_of_scope": flag.out_of_scope,
        "label": flag.label,
        "text": flag.text,
    }


def _score(score: Scored) -> dict[str, Any]:
    return {
        "low": score.low,
        "high": score.high,
        "max": score.maximum,
        "band": score.band,
        "possible_bands": score.possible_bands,
        "contributions": [_given(given) for given in score.contributions],
    }


def _given(given: Given) -> dict[str, Any]:
    return {"question": given.question, "domain": given.domain, "low": given.low, "high": given.high}


def _said(said: Said) -> dict[str, str]:
    return {"id": said.id, "text": said.text}


def coarse(answer: Answer) -> Answer:
    """An answer that tells no more than ten years of an age: `52` is "50-59". Points on a scale stay as they are."""
    if not isinstance(answer, int) or answer <= EXACT_AT_MOST:
        return answer
    least = answer // 10 * 10
    return f"{OLDEST}-or-more" if answer >= OLDEST else f"{max(least, EXACT_AT_MOST + 1)}-{least + 9}"

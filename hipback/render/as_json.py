"""The record of one screening as JSON: the same bytes for the same report. Its schema is `docs/record.schema.json`."""

import json
from typing import Any

from hipback import RECORD_FORMAT
from hipback.report import Contribution, FlagFound, IndicatorResult, Report


def as_json(report: Report) -> str:
    """One JSON document with a newline at its end."""
    return json.dumps(_record(report), ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _record(report: Report) -> dict[str, Any]:
    bank = report.bank
    return {
        "format": RECORD_FORMAT,
        "hipback": report.program,
        "bank": {"id": bank.id, "version": bank.version, "status": bank.status, "sha256": bank.sha256},
        "status": report.status,
        "started": report.started or None,
        "finished": report.finished or None,
        "answers": report.answers,
        "parked": report.parked,
        "result": result_as_data(report),
        "notice": report.notice,
    }


def result_as_data(report: Report) -> dict[str, Any]:
    """What came out."""
    return {
        "urgency": None if report.urgency is None else report.urgency.word,
        "actions": report.actions,
        "flags": [_flag(flag) for flag in report.flags],
        "indicators": {found.id: _indicator(found) for found in report.indicators} if report.scored else None,
        "headline": {"id": report.headline[0], "text": report.headline[1]} if report.headline else None,
        "patterns": [{"id": found.id, "text": found.text, "because": found.because} for found in report.patterns],
        "advice": [{"id": found.id, "text": found.text} for found in report.advice],
        "care": report.care,
        "suppressed": [{"id": found.id, "text": found.text} for found in report.suppressed],
        "ask_your_professional": report.ask,
        "unsettled": [{"question": found.question, "could_change": found.could_change} for found in report.unsettled],
    }


def _flag(flag: FlagFound) -> dict[str, Any]:
    return {
        "id": flag.id,
        "state": flag.state,
        "urgency": flag.urgency.word,
        "out_of_scope": flag.out_of_scope,
        "label": flag.label,
        "text": flag.text,
        "because": flag.because,
        "references": flag.references,
    }


def _indicator(found: IndicatorResult) -> dict[str, Any]:
    return {
        "low": found.low,
        "high": found.high,
        "max": found.maximum,
        "band": found.band,
        "possible_bands": found.possible_bands,
        "contributions": [_contribution(contribution) for contribution in found.contributions],
    }


def _contribution(found: Contribution) -> dict[str, Any]:
    return {
        "question": found.question,
        "answer": found.answer,
        "domain": found.domain,
        "low": found.low,
        "high": found.high,
    }

"""Which questions decide, as JSON for programs. Its schema is `docs/influence.schema.json`."""

import json
from typing import Any

from hipback.cohort import Chances
from hipback.influence import Influence, OfQuestion, OnScore

FORMAT = "hipback-influence/1"
ABOUT = "Made-up people, drawn by chance, not real, and not like patients."


def influence_as_json(found: Influence, chances: Chances) -> str:
    """One JSON document with a newline at its end; the chances are those by which the people were drawn."""
    bank = found.bank
    told = {
        "format": FORMAT,
        "about": ABOUT,
        "bank": {"id": bank.id, "version": bank.version, "status": bank.status, "sha256": bank.sha256},
        "people": found.people,
        "chances": chances._asdict(),
        "scored": found.scored,
        "questions": {id: _question(of) for id, of in found.questions.items()},
        "notice": found.notice,
    }
    return json.dumps(told, ensure_ascii=False, allow_nan=False, indent=2) + "\n"


def _question(of: OfQuestion) -> dict[str, Any]:
    return {
        "asked": of.asked,
        "scored": of.scored,
        "changes_urgency": of.urgency,
        "indicators": {id: _score(score, of.scored) for id, score in of.indicators.items()},
    }


def _score(score: OnScore, scored: int) -> dict[str, Any]:
    mean = round(score.together / scored, 4) if scored else None
    return {"changes_band": score.people, "points_at_most": score.most, "points_on_average": mean}

"""Writes what the check in Node reads: python .ci/fhir/write.py FOLDER

The form of the shipped bank, a response of every kind, and 1,000 people drawn by chance with their scores, all in R4.
"""

import json
import sys
from pathlib import Path

from hipback.bank import default_bank_path, read_bank
from hipback.fhir.questionnaire import questionnaire
from hipback.fhir.response import as_fhir, response
from hipback.interview import Interview
from hipback.model import Answer
from hipback.people import calm_answers, random_people
from hipback.render.narrative import narrative
from hipback.result import make_report

PEOPLE = 1000
STARTED, FINISHED = "2026-11-22T20:00:00+00:00", "2026-11-22T20:06:10+00:00"

BANK = read_bank(default_bank_path())
FORM = questionnaire(BANK)


def answered(answers: dict[str, Answer], parked: dict[str, Answer] | None = None) -> dict[str, object]:
    """The response of someone who answers so."""
    report = make_report(Interview.start(BANK, answers, parked), STARTED, FINISHED)
    return response(report, BANK, FORM, narrative(report))


def main() -> None:
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    people = random_people(BANK, PEOPLE, seed=1)
    everyone = [answered(people.answers(number)) for number in range(PEOPLE)]
    calm = calm_answers(BANK)
    some = dict(list(calm.items())[:12])
    kinds = {
        "questionnaire": FORM,
        "completed": answered(calm),
        "in-progress": answered(some, dict(list(calm.items())[12:20])),
        "stopped": next(found for found in everyone if found["status"] == "stopped"),
        "empty": answered({}),
    }
    for name, resource in kinds.items():
        (folder / f"{name}.json").write_text(as_fhir(resource), encoding="utf-8")
    lines = "".join(f"{json.dumps(found)}\n" for found in everyone)
    (folder / "scores.ndjson").write_text(lines, encoding="utf-8")


if __name__ == "__main__":
    main()

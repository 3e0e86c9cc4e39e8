"""Kept records for tests: of the small bank and of an earlier version of it, on days of one month."""

import json
from collections.abc import Mapping
from pathlib import Path

from hipback.bank import bank_from, read_bank
from hipback.history import Kept
from hipback.interview import Interview
from hipback.labels import labels_for
from hipback.model import Answer, Bank
from hipback.record import read_record
from hipback.render.as_json import as_json
from hipback.result import make_report

PATH = Path(__file__).parent / "banks" / "small.yaml"
SMALL = read_bank(PATH)
EARLIER = bank_from(PATH.read_bytes().replace(b"version: 1.2.3", b"version: 1.1.0"), "earlier.yaml")
OTHER = bank_from(PATH.read_bytes().replace(b"id: small", b"id: other"), "other.yaml")
NO_SIGNS = {"now": ("none",), "today": ("none",), "soon": "no", "age": 50}
FULL = NO_SIGNS | {"groin": "often", "socks": "some", "socks_cause": "hip", "numb": ("foot",), "rest_pain": 3}
OPEN = FULL | {"groin": "not_sure", "numb": ("foot?",)}
SOON = FULL | {"soon": "yes"}
EMERGENCY = {"now": ("saddle",)}
YOUNG = NO_SIGNS | {"age": 17}
PARTIAL = {"now": ("none",), "today": ("none",)}


def record_of(answers: Mapping[str, Answer], day: int = 1, bank: Bank = SMALL) -> str:
    """A record that was finished on this day of November; on day 0 nobody knows when."""
    time = f"2026-11-{day:02}T20:06:10+00:00" if day else ""
    return as_json(make_report(Interview.start(bank, given=answers), time, time, ended=True))


def kept(answers: Mapping[str, Answer], day: int = 1, bank: Bank = SMALL, known: Bank | None = None) -> Kept:
    """The same, kept under a name that is made of the day; the words of the small bank are at hand."""
    record = read_record(record_of(answers, day, bank).encode(), "a.json")
    return Kept(f"{day:08x}", f"/home/record-{day:08x}.json", record, labels_for(record.bank.sha256, [known or SMALL]))


def changed(record: str, **more: object) -> str:
    """A record with other values in it."""
    return json.dumps({**json.loads(record), **more})

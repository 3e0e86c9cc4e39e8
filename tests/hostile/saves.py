"""Writes `saves/`: unfinished screenings as each format had them, whole and damaged, as bytes.

Run once when a format is new: `python tests/hostile/saves.py`. What is there already stays as it was written then.
"""

import hashlib
import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).with_name("saves")
CONTENT = {
    "format": "hipback-unfinished/1",
    "bank": {"id": "small", "version": "1.2.3", "sha256": "0" * 64},
    "started": "2026-11-22T20:00:00+00:00",
    "saved": "2026-11-22T20:06:10+00:00",
    "steps": [["now", ["none"]], ["today", ["none"]], ["soon", "no"], ["age", 50]],
    "kept": {"groin": "often"},
}


def sealed(content: Mapping[str, Any]) -> bytes:
    """A file with the checksum of format 1."""
    checksum = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
    return json.dumps({**content, "checksum": checksum}).encode()


WHOLE = sealed(CONTENT)
FILES = {
    "1-whole": WHOLE,
    "1-of-the-year-2039": sealed({**CONTENT, "saved": "2039-01-19T03:14:08+00:00"}),
    "1-in-a-leap-second": sealed({**CONTENT, "saved": "2016-12-31T23:59:60+00:00"}),
    "1-without-a-time-zone": sealed({**CONTENT, "saved": "2026-11-22T20:06:10"}),
    "1-of-answers-that-are-none": sealed({**CONTENT, "steps": [["now", {"a": None}], ["age", -1e400], ["soon", [[]]]]}),
    "1-empty": b"",
    "1-zeros": bytes(len(WHOLE)),
    "1-cut-in-the-middle": WHOLE[: len(WHOLE) // 2],
    "1-cut-before-the-last-byte": WHOLE[:-1],
    "1-second-half-only": bytes(len(WHOLE) // 2) + WHOLE[len(WHOLE) // 2 :],
    "1-twice": WHOLE + WHOLE,
    "1-one-bit-flipped": WHOLE.replace(b'"soon", "no"', b'"soon", "no!"').replace(b"no!", b"nn"),
    "1-an-answer-changed-by-hand": WHOLE.replace(b'["age", 50]', b'["age", 15]'),
    "1-of-another-checksum": re.sub(rb'"checksum": "[0-9a-f]{8}', b'"checksum": "00000000', WHOLE),
    "1-without-a-checksum": json.dumps(CONTENT).encode(),
    "1-with-a-key-twice": WHOLE.replace(b'"saved":', b'"started": "2020-01-01T00:00:00+00:00", "saved":'),
    "1-with-nan": sealed({**CONTENT, "saved": float("nan")}),
    "1-with-an-escape-in-the-version": sealed({**CONTENT, "bank": {**CONTENT["bank"], "version": "\x1b[2J"}}),
    "1-with-a-list-for-a-question": sealed({**CONTENT, "steps": [[["now"], "none"]]}),
    "1-without-answers": sealed({name: value for name, value in CONTENT.items() if name != "steps"}),
    "1-utf-16": WHOLE.decode().encode("utf-16"),
    "0-whole": sealed({**CONTENT, "format": "hipback-unfinished/0"}),
    "99-whole": sealed({**CONTENT, "format": "hipback-unfinished/99"}),
    "99-of-another-shape": sealed({"format": "hipback-unfinished/99", "all": "else"}),
}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, source in FILES.items():
        path = FOLDER / f"{name}.json"
        if not path.exists():
            path.write_bytes(source)

"""Slips in the structure of a file: parts of it are left out, doubled, wrapped, or give way to parts of other files.

Bytes changed at random seldom get past a parser. So a file is read as hipback reads it, changed as a tree, and
written again in one line, as JSON that is YAML too.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from random import Random

from hipback.errors import HipbackError
from hipback.marked import Value, read_yaml

Change = Callable[[str], str]
"""From a part as it is written to what stands there instead."""

CHANGES: tuple[Change, ...] = (
    lambda part: "",
    lambda part: f"{part}, {part}",
    lambda part: f"[{part}]",
    lambda part: f"{{{part}: {part}}}",
)
WORDS = (
    *("", "null", "true", "yes", "none", "not_sure", "rather_not_say", "foot?", "?", "x" * 2_001, "a" * 49, " "),
    *("-1", "0", "1", "10", "11", "100", "101", "999999", "1000000", "9" * 5_000, "1e999", "NaN", "1_0", "\u0663"),
    *("2026-02-30", "2026-11-22", "2026-11-22T20:00:00+00:00", "2026-99-99T99:99:99+99:99", "0000-00-00", "3..", ".."),
    *("\x1b[31m", "\u202e", "\ufeff", "\x00", "\u00b2", "[red]", "<b>", "\U0001f600", "\udc00", "line\nfeed"),
)


def parts_of(sources: Sequence[bytes]) -> list[str]:
    """All that can take the place of a part: hostile words, and every part of these files."""
    parts = dict.fromkeys(json.dumps(word) for word in WORDS)
    for root in filter(None, map(_read, sources)):
        parts |= dict.fromkeys(_written(value, {}) for value in _all(root))
    return list(parts)


def mutated(source: bytes, draw: Random, parts: Sequence[str]) -> bytes | None:
    """The file with one to three slips; None for what is no file of ours."""
    root = _read(source)
    if root is None:
        return None
    values = list(_all(root))
    slips = {id(draw.choice(values)): _slip(draw, parts) for _ in range(draw.randint(1, 3))}
    return _written(root, slips).encode("utf-8", "surrogatepass")


def sealed(source: bytes) -> bytes | None:
    """An unfinished screening with the checksum that it should have: none gets further without. None for no JSON."""
    try:
        content = json.loads(source)
        content.pop("checksum", None)
        checksum = hashlib.sha256(json.dumps(content, sort_keys=True).encode()).hexdigest()
        return json.dumps({**content, "checksum": checksum}).encode()
    except (ValueError, AttributeError, TypeError, RecursionError):
        return None


def _slip(draw: Random, parts: Sequence[str]) -> Change:
    part = draw.choice(parts)
    return draw.choice((*CHANGES, lambda _: part, lambda _: part))


@lru_cache(4_096)
def _read(source: bytes) -> Value | None:
    try:
        return read_yaml(source, "")
    except HipbackError:
        return None


def _all(value: Value) -> Iterator[Value]:
    """A value and all that is in it."""
    yield value
    for part in value.content if isinstance(value.content, list) else ():
        yield from _all(part)


def _written(value: Value, slips: Mapping[int, Change]) -> str:
    match value.content:
        case str(words):
            written = words if words.isidentifier() else json.dumps(words, ensure_ascii=False)
        case parts if value.is_list():
            written = f"[{', '.join(filter(None, (_written(part, slips) for part in parts)))}]"
        case parts:
            words = [_written(part, slips) for part in parts]
            pairs = zip(words[::2], words[1::2], strict=True)
            written = f"{{{', '.join(f'{key}: {part}' for key, part in pairs if key)}}}"
    return slips[id(value)](written) if id(value) in slips else written

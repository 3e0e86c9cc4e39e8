"""Slips in the structure of a file: parts of it are left out, doubled, wrapped, or give way to parts of other files.

Bytes changed at random seldom get past a parser. So a file is read as hipback reads it, changed as a tree, and
written again in one line: JSON as JSON, and YAML with words as bare as they may be.
"""

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import lru_cache
from random import Random
from typing import Any, NamedTuple

from hipback.errors import HipbackError
from hipback.marked import Value, read_yaml


class Part(NamedTuple):
    """A scalar as it is written; or a list or mapping, with the brackets and the parts in them, each key a part too."""

    written: str
    parts: tuple["Part", ...] = ()


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
    slips = {id(draw.choice(values)): _slip(draw, parts) for _ in range(draw.choice((1, 1, 2, 3)))}
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
def _read(source: bytes) -> Part | None:
    try:
        return _of_json(json.loads(source, object_pairs_hook=_Pairs))
    except (ValueError, RecursionError):
        pass
    try:
        return _of_yaml(read_yaml(source, ""))
    except HipbackError:
        return None


class _Pairs(list[tuple[str, Any]]):
    """A mapping of JSON, in which a key may stand twice."""


def _of_json(content: Any) -> Part:
    if isinstance(content, _Pairs):
        return Part("{}", tuple(_of_json(part) for pair in content for part in pair))
    if isinstance(content, list):
        return Part("[]", tuple(map(_of_json, content)))
    return Part(json.dumps(content, ensure_ascii=False))


def _of_yaml(value: Value) -> Part:
    if isinstance(value.content, str):
        bare = value.content.isidentifier()
        return Part(value.content if bare else json.dumps(value.content, ensure_ascii=False))
    return Part("[]" if value.is_list() else "{}", tuple(map(_of_yaml, value.content)))


def _all(part: Part) -> Iterator[Part]:
    """A part and all that is in it."""
    yield part
    for inner in part.parts:
        yield from _all(inner)


def _written(part: Part, slips: Mapping[int, Change]) -> str:
    words = [_written(inner, slips) for inner in part.parts]
    if part.written == "{}":
        pairs = zip(words[::2], words[1::2], strict=True)
        words = [f"{key}: {inner}" for key, inner in pairs if key]
    written = f"{part.written[0]}{', '.join(filter(None, words))}{part.written[-1]}" if part.parts else part.written
    return slips[id(part)](written) if id(part) in slips else written

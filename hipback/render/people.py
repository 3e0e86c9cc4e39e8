"""Made-up people as NDJSON: a line for each, with the plain answers by question."""

import json
from collections.abc import Iterator, Mapping
from functools import cache
from struct import unpack

from hipback.model import Answer
from hipback.outcomes import any_of
from hipback.people import People

_encoded = json.JSONEncoder(separators=(",", ":")).encode


def as_ndjson(people: People) -> str:
    """A compact JSON object a line, the questions in the order of the bank; all that was not asked is left out."""
    columns = (_column(people.size, question, sets) for question, sets in people.given.items())
    rows = map("".join, zip(*columns, strict=True))
    return "".join([f"{{{row[1:]}}}\n" for row in rows])


def _column(size: int, question: str, sets: Mapping[Answer, int]) -> Iterator[str]:
    """What each person answered to a question, with a comma before it; nothing where there is no answer.

    The answers are numbered. From the sets of people come the bits of the numbers, and so all numbers at once.
    """
    words = ["", *(f',"{question}":{_encoded(answer)}' for answer in sets)]
    numbers = 0
    for place in range(len(sets).bit_length()):
        plane = any_of(people for number, people in enumerate(sets.values(), 1) if number >> place & 1)
        numbers |= _spread(plane, size) << place
    return map(words.__getitem__, unpack(f"<{size}H", numbers.to_bytes(2 * size, "little")))


def _spread(people: int, size: int) -> int:
    """The set with 16 bits for each person: two bytes of UTF-16, of which the last bit tells the digit 1 from 0."""
    digits = f"{people:0{size}b}".encode("utf-16-be")
    return int.from_bytes(digits, "big") & _last_bits(size)


@cache
def _last_bits(size: int) -> int:
    return int.from_bytes(b"\0\1" * size, "big")

"""How often each result came out for many people: plain data, which is told as a summary."""

from typing import NamedTuple


class Count(NamedTuple):
    """How many people something is said of, by its name in the results."""

    name: str
    people: int


class Bands(NamedTuple):
    """How many people are in each band of an indicator, and in none."""

    title: str
    counts: tuple[Count, ...]


class Tally(NamedTuple):
    """The counts of a whole run. Who has problems counts nowhere else; `no_score` are those whom a sign stops.

    `flags` are the most frequent warning signs that are surely there. One person may have many.
    """

    people: int
    problems: int
    no_score: int
    urgency: tuple[Count, ...]
    indicators: tuple[Bands, ...]
    flags: tuple[Count, ...]
    language: str
    notice: str

"""What is to be reached with the shipped bank and a million people on one core, and whether it was."""

from collections.abc import Iterator
from typing import NamedTuple

PEOPLE = 1_000_000


class Goal(NamedTuple):
    """A figure to reach: at least so much, or at most. `limit` says what stands in the way if it is not reached."""

    work: str
    figure: str
    wanted: float
    unit: str
    at_most: bool = False
    limit: str = ""


PARQUET_LIMIT = (
    "of the time after the start about a quarter each goes into decoding the 143 columns of the file, into telling "
    "apart what stands in them, and into making and writing lists of words, and a fifth into scoring; with all marks "
    "of a question in one cell there are 50 columns, and less to decode"
)
ENGINE_LIMIT = "a quarter of the time is that of Python, which goes through the bank anew for each block of people"

GOALS = (
    Goal("scoring columns in memory, against by hand", "columns", 40, "times"),
    Goal("the same against zen-engine", "columns_zen", 400, "times", limit=ENGINE_LIMIT),
    Goal("the same against the fastest CEL engine", "columns_cel", 400, "times"),
    Goal("Parquet to Parquet, whole command, against NDJSON by hand", "parquet", 15, "times", limit=PARQUET_LIMIT),
    Goal("NDJSON to Parquet, whole command, against NDJSON by hand", "ndjson", 3.5, "times"),
    Goal("NDJSON to Parquet, whole command, against decoding alone", "decoding", 2, "times", at_most=True),
    Goal("peak memory of a whole command", "memory", 600, "MiB", at_most=True),
    Goal("time for ten times as many people: columns in memory", "growth_columns", 11, "times", at_most=True),
    Goal("time for ten times as many people: Parquet to Parquet", "growth_parquet", 11, "times", at_most=True),
    Goal("time for ten times as many people: NDJSON to Parquet", "growth_ndjson", 11, "times", at_most=True),
)


def judged(figures: dict[str, float]) -> Iterator[list[str]]:
    """For each goal: the work, what is wanted, what was found, and whether that reaches it."""
    for goal in GOALS:
        wanted = f"at {'most' if goal.at_most else 'least'} {goal.wanted:g} {goal.unit}"
        found = figures.get(goal.figure)
        if found is None:
            yield [goal.work, wanted, "", "not measured"]
        else:
            yield [goal.work, wanted, f"{found:.3g} {goal.unit}", _verdict(goal, found)]


def _verdict(goal: Goal, found: float) -> str:
    share = found / goal.wanted
    if share <= 1 if goal.at_most else share >= 1:
        return "reached"
    gap = abs(share - 1)
    missed = f"not reached, by {f'{gap:.0%}' if gap >= 0.01 else 'less than 1%'}"
    return f"{missed}: {goal.limit}" if goal.limit else missed

"""What stands in another order: the fewest parts by whose move the old order becomes the new one."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence


def moved(old: Sequence[str], new: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Each part that moved, with its place before and after: `"first"`, or `"after groin"`."""
    place = {id: number for number, id in enumerate(id for id in old if id in new)}
    common = [id for id in new if id in place]
    kept = {common[number] for number in _rising([place[id] for id in common])}
    return ((id, _place(old, id), _place(new, id)) for id in common if id not in kept)


def _place(order: Sequence[str], id: str) -> str:
    place = order.index(id)
    return f"after {order[place - 1]}" if place else "first"


def _rising(numbers: Sequence[int]) -> Iterator[int]:
    """Where the longest rising part of some different numbers stands, from its end."""
    ends: list[int] = []  # where the best rising part of each length ends
    before: list[int] = []  # and what stands before each number in the best part that it ends; -1 for nothing
    for place, number in enumerate(numbers):
        length = bisect_left(ends, number, key=numbers.__getitem__)
        before.append(ends[length - 1] if length else -1)
        ends[length : length + 1] = [place]
    place = ends[-1] if ends else -1
    while place >= 0:
        yield place
        place = before[place]

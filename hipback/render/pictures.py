"""Pictures as SVG that stand inside a page: drawn in its own colours, told in words to those who cannot see them.

What is open or not sure is hatched or dashed, so that no meaning rests on a colour.
"""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from typing import NamedTuple

from hipback.document import Bar, Figure, Mark

Point = tuple[float, float]

LENGTH, HEIGHT, HATCH = 600, 24, 8


def bar_picture(bar: Bar) -> str:
    """A bar: what is sure is full, what is open is hatched."""
    low, high = (LENGTH * points / bar.maximum for points in (bar.low, bar.high))
    size = f'width="{LENGTH}" height="{HEIGHT}"'
    points = str(bar.low) if bar.low == bar.high else f"{bar.low} to {bar.high}"
    return (
        f'<svg class="bar" role="img" preserveAspectRatio="none" viewBox="0 0 {LENGTH} {HEIGHT}" {size}>'
        f"<title>{points} of {bar.maximum} {bar.unit}</title>"
        f'<rect class="sure" width="{low:g}" height="{HEIGHT}"/>'
        f"{_hatched(low, high)}"
        f'<rect class="line" {size}/></svg>'
    )


def _hatched(start: float, end: float) -> str:
    """The open part of a bar: slanted lines, cut off by the edges of a picture inside the picture."""
    if start == end:
        return ""
    lines = "".join(f"M{x},{HEIGHT}l{HEIGHT},-{HEIGHT}" for x in range(-HEIGHT, int(end - start), HATCH))
    return (
        f'<svg x="{start:g}" width="{end - start:g}" height="{HEIGHT}"><path class="hatch" d="{lines}"/>'
        f'<path class="line" d="M0,0V{HEIGHT}"/></svg>'
    )


# The body: points on the right half of its outline, from the middle of the head down to between the legs.

OUTLINE: Sequence[Point] = (
    *((0, 8), (10, 10), (16.5, 21), (16.5, 36), (13, 49), (10.5, 56), (11, 67), (21, 76), (38, 82), (49, 93)),
    *((54, 118), (58, 150), (64, 180), (69, 206), (73, 222), (73, 238), (68, 250), (63, 240), (61, 224), (60, 207)),
    *((53, 182), (46, 154), (41, 128), (37.5, 114), (36, 130), (32, 154), (33, 170), (38, 190), (41, 210), (40, 236)),
    *((36, 264), (30, 292), (30, 310), (31, 328), (26, 354), (20, 376), (24, 388), (25, 394), (13, 395), (8, 389)),
    *((9, 374), (8, 350), (8, 326), (9, 296), (7, 264), (4, 236), (0, 219)),
)


class Spot(NamedTuple):
    """An oval on one half of the body: its middle, how wide and high it is, and by how many degrees it leans."""

    x: float
    y: float
    wide: float
    high: float
    lean: float = 0


SPOTS = {
    "back": {
        "low_back": Spot(0, 171, 24, 14),
        "buttock": Spot(18, 206, 15, 15),
        "outer_hip": Spot(42, 208, 9, 14),
        "below_knee": Spot(19, 334, 10, 30),
    },
    "front": {
        "groin": Spot(18, 204, 15, 6, -40),
        "outer_hip": Spot(42, 208, 9, 14),
        "front_thigh": Spot(21, 250, 12, 26),
        "knee": Spot(19.5, 298, 11, 11),
        "below_knee": Spot(19, 342, 9, 26),
    },
}
"""Where each place is seen, from the back and from the front."""

DETAILS: dict[str, Sequence[Sequence[Point]]] = {
    "back": (((0, 74), (0, 120), (0, 182)), ((0, 190), (0, 205), (0, 219)), ((2, 222), (16, 226), (30, 219))),
    "front": (((4, 82), (18, 84), (34, 82)), ((34, 190), (20, 206), (5, 216)), ((13, 305), (19, 308), (25, 305))),
}
"""Lines by which back and front are told apart."""

BETWEEN, TOP = 160, 20


def body_picture(figure: Figure) -> str:
    """The body from the back and from the front. Each mark bears its number, on both sides of the body."""
    views = "".join(_view(name, number, figure.marks) for number, name in enumerate(SPOTS))
    width, height = BETWEEN * len(SPOTS), 400 + TOP
    return (
        f'<svg class="body" role="img" viewBox="0 0 {width} {height}" width="{width}" height="{height}">'
        "<title>Where it hurts</title><desc>The body from the back and from the front. "
        f"The list beside it says in words what the numbers mark.</desc>{views}</svg>"
    )


def _view(name: str, number: int, marks: Iterable[Mark]) -> str:
    half = "".join(f'<path class="detail" d="{_smooth(line)}"/>' for line in _both(DETAILS[name]))
    spots = "".join(
        _marked(SPOTS[name][mark.place], mark, order)
        for order, mark in enumerate(marks, 1)
        if mark.place in SPOTS[name]
    )
    return (
        f'<g transform="translate({BETWEEN * number + BETWEEN // 2} {TOP})">'
        f'<text y="-6">{escape(name.capitalize())}</text>'
        f'<path class="skin" d="{_smooth([*OUTLINE, *_mirrored(OUTLINE)[::-1][1:-1]], closed=True)}"/>'
        f"{half}{spots}</g>"
    )


def _marked(spot: Spot, mark: Mark, number: int) -> str:
    """The place on one or both sides, each with the number of the mark."""
    kind = "sure" if mark.sure else "unsure"
    label = (
        f'<circle class="number" r="7"/><text y="4">{number}</text>' if mark.sure else f'<text y="4">{number}?</text>'
    )
    found = ""
    for side in (1, -1) if spot.x else (1,):
        x = spot.x * side
        found += (
            f'<g class="{kind}" transform="translate({x:g} {spot.y:g})">'
            f'<ellipse class="spot" rx="{spot.wide:g}" ry="{spot.high:g}" transform="rotate({spot.lean * side:g})"/>'
            f"{label}</g>"
        )
    return found


def _both(lines: Iterable[Sequence[Point]]) -> Iterator[Sequence[Point]]:
    for line in lines:
        yield line
        if any(x for x, _ in line):
            yield _mirrored(line)


def _mirrored(points: Sequence[Point]) -> Sequence[Point]:
    return [(-x, y) for x, y in points]


def _smooth(points: Sequence[Point], closed: bool = False) -> str:
    """A path that runs through all points without a corner: at each it heads from the one before to the next."""
    around = [points[-1], *points, points[0], points[1]] if closed else [points[0], *points, points[-1]]
    path = f"M{points[0][0]:g},{points[0][1]:g}"
    for (ax, ay), (bx, by), (cx, cy), (dx, dy) in zip(around, around[1:], around[2:], around[3:], strict=False):
        first, second = (bx + (cx - ax) / 6, by + (cy - ay) / 6), (cx - (dx - bx) / 6, cy - (dy - by) / 6)
        path += "C" + " ".join(f"{round(x, 1):g},{round(y, 1):g}" for x, y in (first, second, (cx, cy)))
    return path + ("Z" if closed else "")

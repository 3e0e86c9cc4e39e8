"""Pictures as SVG that stand inside a page: drawn in its own colours, told in words to those who cannot see them."""

from html import escape

from hipback.document import Bar

WIDTH, HEIGHT = 600, 28


def bar_picture(bar: Bar) -> str:
    """A score as a bar: what is sure is full, what is open is hatched."""
    sure, end = (WIDTH * points / bar.maximum for points in (bar.low, bar.high))
    told = _points(bar)
    return (
        f'<svg class="bar" role="img" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}">'
        f"<title>{escape(told)}</title>"
        f'<rect class="rest" width="{WIDTH}" height="{HEIGHT}"/>'
        f'<rect class="sure" width="{sure:g}" height="{HEIGHT}"/>'
        f'<rect class="open" x="{sure:g}" width="{end - sure:g}" height="{HEIGHT}"/>'
        "</svg>"
    )


def _points(bar: Bar) -> str:
    points = str(bar.low) if bar.low == bar.high else f"{bar.low} to {bar.high}"
    return f"{points} of {bar.maximum} points"

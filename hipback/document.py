"""What is told, before it has a form: the same parts become lines for a terminal, Markdown or a page.

The notice is a field of every `Document`, and every form prints it last.
"""

from typing import NamedTuple


class Heading(NamedTuple):
    """Words that head what follows; the tone is `title`, `warning` or none. A `small` one stands inside a part."""

    words: str
    tone: str = ""
    small: bool = False


class Words(NamedTuple):
    """A paragraph; the tone is `warning` or none, the `depth` how far it stands inside what comes before it."""

    text: str
    tone: str = ""
    depth: int = 0


class Items(NamedTuple):
    """A list. A `close` one runs on where there is little room: in lines of text, and on a printed sheet."""

    items: tuple[str, ...]
    close: bool = False


class Nested(NamedTuple):
    """One of a list, and what stands below it."""

    words: str
    below: tuple["Nested", ...] = ()


class Outline(NamedTuple):
    """A list whose items may hold lists."""

    items: tuple[Nested, ...]


class Pair(NamedTuple):
    """A label and what belongs to it, such as a question and its answer."""

    label: str
    words: str


class Bar(NamedTuple):
    """From `low` to `high` of a `maximum`, as a picture: a score in points, or how many of some people.

    The words beside it say the same.
    """

    low: int
    high: int
    maximum: int
    unit: str = "points"


class Mark(NamedTuple):
    """One of the `hipback.model.PLACES` of the body, and what was said of it; `sure` unless that was "not sure"."""

    place: str
    sure: bool
    words: str


class Figure(NamedTuple):
    """The body from the back and from the front, with its marks.

    A form without pictures leaves it out, so what the marks say stands elsewhere in the document as well.
    """

    marks: tuple[Mark, ...]


class Moment(NamedTuple):
    """One line of a trend. Where there is nothing to draw there is no bar, and the words say why."""

    label: str
    bar: Bar | None
    words: str


class Trend(NamedTuple):
    """Bars under each other, each with its label: one score over time, the oldest first, or a ranking."""

    moments: tuple[Moment, ...]


class Command(NamedTuple):
    """Something to type at a terminal."""

    words: str


class Blank(NamedTuple):
    """Room to write by hand after a label."""

    label: str


class Gap(NamedTuple):
    """A short rest between two thoughts of one part."""


Block = Heading | Words | Items | Outline | Pair | Bar | Figure | Trend | Command | Blank | Gap


class Document(NamedTuple):
    """The whole text. The `language` is the code of the language of its words.

    The `title` heads a page. A terminal leaves it out: there a warning stands first. A `sheet` is printed on one page.
    """

    title: str
    language: str
    blocks: tuple[Block, ...]
    notice: str
    sheet: bool = False

    @property
    def under_title(self) -> tuple[Block, ...]:
        """The blocks as they stand under the title: a heading that says it once more is left out."""
        first = self.blocks[0] if self.blocks else None
        return self.blocks[1:] if isinstance(first, Heading) and first.words == self.title else self.blocks

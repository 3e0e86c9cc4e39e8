"""Conditions part by part, as an outline: what is true, what is not, and the answer beside it."""

from collections.abc import Iterable

from hipback.document import Nested
from hipback.explanation import NO, NOT_ASKED, OPEN, YES, Part, Source
from hipback.model import Urgency

TITLE = "Why this result"
STATES = {YES: "True", NO: "Not true", OPEN: "Open", NOT_ASKED: "Not asked"}
HOW_SOON = {
    Urgency.EMERGENCY: "get emergency help right now",
    Urgency.SAME_DAY: "talk to a doctor or nurse today",
    Urgency.SOON: "see a doctor within two weeks",
    Urgency.ROUTINE: "mention it at the next visit",
}


class Numbers:
    """Numbers the sources in the order in which they are cited."""

    def __init__(self, sources: Iterable[Source]) -> None:
        self._sources = {source.id: source for source in sources}
        self._cited: dict[str, int] = {}

    def after(self, words: str, references: Iterable[str]) -> str:
        """The words, and behind them the numbers of their sources."""
        numbers = sorted(self._cited.setdefault(id, len(self._cited) + 1) for id in references)
        return f"{words} [{', '.join(map(str, numbers))}]" if numbers else words

    def items(self) -> tuple[str, ...]:
        """What was cited, with its strength and how far its figures were checked."""
        found = ((number, self._sources[id]) for id, number in self._cited.items())
        return tuple(
            f"[{number}] {source.text} Strength {source.strength}, figures {source.checked}."
            for number, source in found
        )


def in_full(part: Part) -> Nested:
    """A condition with all of its parts."""
    return Nested(_words(part), tuple(map(in_full, part.parts)))


def in_brief(part: Part) -> Nested:
    """A condition with only those parts because of which it stands as it does; one alone stands in its place.

    What two parts have in common may so be all that is left of both: then it is told once.
    """
    deciding = [inner for inner in part.parts if inner.decides]
    if len(deciding) == 1 and not part.tally and _same(deciding[0].state, part.state):
        return in_brief(deciding[0])
    return Nested(_words(part), tuple(dict.fromkeys(map(in_brief, deciding))))


def _same(one: str, other: str) -> bool:
    return one == other or {one, other} == {NO, NOT_ASKED}


def _words(part: Part) -> str:
    words = f"{STATES[part.state]}: {part.words}"
    if part.tally:
        words = f"{words.removesuffix(':')} ({_range(*part.tally)} so):"
    if part.state == NOT_ASKED or _tells_the_answer(part):
        return words
    found = {"Answer": part.answer, "Found": part.band}
    return ". ".join([words, *(f"{label}: {what}" for label, what in found.items() if what)])


def _tells_the_answer(part: Part) -> bool:
    """Whether the words of what is true name the one answer or band by which it can be so."""
    named = (f' is "{part.answer}"', f' includes "{part.answer}"', f" is {part.band}")
    return part.state == YES and bool(part.answer or part.band) and part.words.endswith(named)


def _range(low: int, high: int) -> str:
    numbers = str(low) if low == high else f"{low} to {high}"
    return f"{numbers} {'is' if numbers == '1' else 'are'}"


def points(low: int, high: int) -> str:
    """A number of points, or a range."""
    numbers = str(low) if low == high else f"{low} to {high}"
    return f"{numbers} {'point' if numbers == '1' else 'points'}"

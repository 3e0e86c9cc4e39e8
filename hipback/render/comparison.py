"""Two screenings side by side, to read: the warnings of the later one first, then what changed and what that moved."""

from collections.abc import Iterable, Iterator

from hipback.comparison import AnswerChanged, Comparison, Interval, PointsMoved, ScoreChanged, SignChanged
from hipback.document import Block, Document, Gap, Heading, Items, Pair, Words
from hipback.history import Kept
from hipback.model import Answer
from hipback.record import Said, Scored
from hipback.render.history import (
    HOW_SOON,
    LANGUAGE,
    NEITHER,
    altered,
    bands_of,
    first_of_all,
    moment_of,
    points_of,
    why_no_score,
)
from hipback.report import FlagFound
from hipback.safety import COUNTS

NOT_PUT = "not asked"
NOTHING_CHANGED = "Nothing changed. Both screenings have the same answers and the same result."
STILL_CHECK = (
    "A sign that was there before is not there after. That does not mean that all is well. If nobody has looked at it, "
    "tell a doctor or nurse about it."
)
ORDER_UNKNOWN = "It is not known which of the two came first. They stand in the order in which you named them."
ONLY_NAMES = (
    "The two were made with different versions of the questions. So points, bands and messages are not compared. "
    "Questions and signs are compared by their names, though their words may have changed as well."
)
NOTHING_SHARED = "The two were made with different question lists. So only how soon to be seen is compared."
BEFORE, AFTER = "Before", "After"


def comparison(found: Comparison) -> Document:
    """All that is told of two records."""
    return Document("What changed", LANGUAGE, tuple(_blocks(found)), found.later.record.notice)


def _blocks(found: Comparison) -> Iterator[Block]:
    yield from first_of_all(found.later.record)
    yield from altered(found.earlier, found.later)
    yield Heading("What changed", "title")
    yield Pair(BEFORE, _made(found.earlier))
    yield Pair(AFTER, _made(found.later))
    if not (found.earlier.record.finished and found.later.record.finished):
        yield Words(ORDER_UNKNOWN)
    if found.nothing_changed:
        yield Words(NOTHING_CHANGED)
    if found.shared != "all":
        yield Words(ONLY_NAMES if found.shared == "names" else NOTHING_SHARED)
    yield from _urgency(found)
    yield from _signs(found)
    yield from _answers(found)
    yield from _scores(found)
    yield from _headline(found)
    yield from _patterns(found)
    if found.shared != "all":
        yield from _each_in_its_words(found)
    yield from _not_compared(found)


def _made(kept: Kept) -> str:
    record = kept.record
    return f"{kept.name}, {moment_of(record)}, version {record.bank.version} of the questions ({record.bank.id})"


def _urgency(found: Comparison) -> Iterator[Block]:
    yield Heading("How soon to be seen")
    before, after = (HOW_SOON[kept.record.urgency] for kept in (found.earlier, found.later))
    if found.urgency_changed:
        yield Pair(BEFORE, before)
        yield Pair(AFTER, after)
    else:
        yield Words(f"In both: {after}.")
    if found.sign_gone:
        yield Words(STILL_CHECK, "warning")


def _signs(found: Comparison) -> Iterator[Block]:
    if not found.signs:
        return
    yield Heading("Warning signs")
    yield from _listed("There after, and not before:", (sign.after for sign in found.signs if not sign.before))
    changed = [sign for sign in found.signs if sign.before and sign.after]
    if changed:
        yield Words("Changed:")
        yield Items(tuple(map(_changed, changed)))
    yield from _listed("There before, and not after:", (sign.before for sign in found.signs if not sign.after))


def _listed(words: str, flags: Iterable[FlagFound | None]) -> Iterator[Block]:
    labels = tuple(flag.label + _unsure(flag) for flag in flags if flag)
    if labels:
        yield Words(words)
        yield Items(labels)


def _unsure(flag: FlagFound) -> str:
    return " (not sure)" if flag.state == "not_sure" else ""


def _changed(sign: SignChanged) -> str:
    before, after = (("not sure" if flag and flag.state == "not_sure" else "yes") for flag in (sign.before, sign.after))
    return f"{sign.after.label if sign.after else ''}: {before} before, {after} after"


def _answers(found: Comparison) -> Iterator[Block]:
    if found.answers:
        yield Heading("Answers")
        yield Items(tuple(_answer(found, changed) for changed in found.answers))


def _answer(found: Comparison, changed: AnswerChanged) -> str:
    before = _words(found.earlier, changed.question, changed.before)
    after = _words(found.later, changed.question, changed.after)
    return f"{found.later.labels.question(changed.question)}: {before} before, {after} after"


def _words(kept: Kept, question: str, answer: Answer | None) -> str:
    return NOT_PUT if answer is None else f'"{kept.labels.answer(question, answer)}"'


def _scores(found: Comparison) -> Iterator[Block]:
    if not found.moved:
        return
    yield Heading("Points")
    yield Words(f"{COUNTS} {NEITHER}")
    for score in found.moved:
        yield Gap()
        yield Heading(found.later.labels.indicator(score.id), small=True)
        yield Pair(BEFORE, _score(found.earlier, score.before))
        yield Pair(AFTER, _score(found.later, score.after))
        yield from _moved(found, score)


def _score(kept: Kept, score: Scored | None) -> str:
    if not score:
        return why_no_score(kept.record)
    bands = kept.labels.bands(score.id, bands_of(score))
    return f"{points_of(score)} of {score.maximum} points, {bands}"


def _moved(found: Comparison, score: ScoreChanged) -> Iterator[Block]:
    if score.moved:
        yield Words("What moved it:")
        yield Items(tuple(_points(found, moved) for moved in score.moved))


def _points(found: Comparison, moved: PointsMoved) -> str:
    label = found.later.labels.question(moved.question)
    return f"{label}: {_interval(moved.before)} before, {_interval(moved.after)} after"


def _interval(points: Interval) -> str:
    low, high = points
    return str(low) if low == high else f"{low} to {high}"


def _headline(found: Comparison) -> Iterator[Block]:
    if found.headline_changed:
        yield Heading("The main message")
        for words, kept in ((BEFORE, found.earlier), (AFTER, found.later)):
            headline = kept.record.headline
            yield Pair(words, headline.text if headline else why_no_score(kept.record))


def _patterns(found: Comparison) -> Iterator[Block]:
    if found.patterns_gone or found.patterns_new:
        yield Heading("Patterns")
    for words, kept, patterns in (
        ("Shown after, and not before:", found.later, found.patterns_new),
        ("Shown before, and not after:", found.earlier, found.patterns_gone),
    ):
        if patterns:
            yield Words(words)
            yield Items(tuple(_pattern(kept, pattern) for pattern in patterns))


def _pattern(kept: Kept, pattern: Said) -> str:
    return f"{kept.labels.pattern(pattern.id)}: {pattern.text}" if kept.labels.bank else pattern.text


def _each_in_its_words(found: Comparison) -> Iterator[Block]:
    """What cannot be compared, told of each in the words of its time."""
    for words, kept in ((f"{BEFORE}, in its own words", found.earlier), (f"{AFTER}, in its own words", found.later)):
        yield Heading(words)
        if kept.record.headline:
            yield Words(kept.record.headline.text)
        for score in kept.record.indicators:
            yield Pair(kept.labels.indicator(score.id), _score(kept, score))
        if not kept.record.scored:
            yield Words(f"{why_no_score(kept.record).capitalize()}.")


def _not_compared(found: Comparison) -> Iterator[Block]:
    sides = (
        (f"Answered only in {found.earlier.name}:", found.earlier, found.only_before),
        (f"Answered only in {found.later.name}:", found.later, found.only_after),
    )
    if found.only_before or found.only_after:
        yield Heading("What cannot be compared")
    for words, kept, questions in sides:
        if questions:
            yield Words(words)
            yield Items(tuple(_alone(kept, id) for id in questions))


def _alone(kept: Kept, id: str) -> str:
    return f"{kept.labels.question(id)}: {kept.labels.answer(id, kept.record.answers[id])}"

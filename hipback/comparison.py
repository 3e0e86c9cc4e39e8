"""Two records of one person side by side: which answers changed, and what that moved.

Points, bands and messages are compared only where both records were made with the very same bank. Two versions of one
bank share the names of their questions and signs, and no more; two banks share nothing but how urgent it was.
"""

from collections.abc import Iterable, Mapping
from typing import NamedTuple

from hipback.history import Kept, when
from hipback.model import Answer, Urgency, private
from hipback.record import Given, Record, Said, Scored
from hipback.report import FlagFound


@private
class AnswerChanged(NamedTuple):
    """Another answer to a question; None where it was not put."""

    question: str
    before: Answer | None
    after: Answer | None


class SignChanged(NamedTuple):
    """A warning sign that is not what it was; None where it was not there."""

    before: FlagFound | None
    after: FlagFound | None


class Interval(NamedTuple):
    """Points from `low` to `high`."""

    low: int
    high: int


class PointsMoved(NamedTuple):
    """What the answer to one question gives now, and what it gave before."""

    question: str
    before: Interval
    after: Interval


class ScoreChanged(NamedTuple):
    """An indicator in both records; None where there was no score. `moved` is empty where nothing moved it."""

    id: str
    before: Scored | None
    after: Scored | None
    moved: tuple[PointsMoved, ...]


NO_POINTS = Interval(0, 0)


@private
class Comparison(NamedTuple):
    """What differs from the earlier record to the later one.

    `shared` says how much can be compared: `all` with the same bank, `names` with two versions of it, or `nothing`.
    With `names`, `only_before` and `only_after` are the questions that one of them alone has an answer for.
    """

    earlier: Kept
    later: Kept
    shared: str
    answers: tuple[AnswerChanged, ...] = ()
    signs: tuple[SignChanged, ...] = ()
    scores: tuple[ScoreChanged, ...] = ()
    patterns_gone: tuple[Said, ...] = ()
    patterns_new: tuple[Said, ...] = ()
    only_before: tuple[str, ...] = ()
    only_after: tuple[str, ...] = ()

    @property
    def urgency_changed(self) -> bool:
        """Whether it is more or less urgent than before."""
        return self.earlier.record.urgency != self.later.record.urgency

    @property
    def sign_gone(self) -> bool:
        """Whether there was a sign to be seen about soon, or sooner, that is not there now, or may not be."""
        before, after = (kept.record.urgency or Urgency.ROUTINE for kept in (self.earlier, self.later))
        lost = any(sign.before and not sign.after and sign.before.urgency >= Urgency.SOON for sign in self.signs)
        return lost or before > after

    @property
    def headline_changed(self) -> bool:
        """Whether another message was given; as far as the two can be compared."""
        before, after = self.earlier.record.headline, self.later.record.headline
        return self.shared == "all" and (before and before.id) != (after and after.id)

    @property
    def moved(self) -> tuple[ScoreChanged, ...]:
        """The indicators whose points or bands changed."""
        return tuple(score for score in self.scores if _bare(score.before) != _bare(score.after))

    @property
    def nothing_changed(self) -> bool:
        """Whether both say the same."""
        found = (self.answers, self.signs, self.moved, self.patterns_gone, self.patterns_new)
        other = self.only_before or self.only_after or self.urgency_changed or self.headline_changed
        return self.shared == "all" and not any(found) and not other


def compare(one: Kept, other: Kept) -> Comparison:
    """The earlier of the two with the later one, by the time in them; as they are given if one tells none."""
    known = one.record.finished and other.record.finished
    earlier, later = sorted((one, other), key=when) if known else (one, other)
    match _shared(earlier.record, later.record):
        case "all":
            return _all(earlier, later)
        case "names":
            return _names(earlier, later)
        case _:
            return Comparison(earlier, later, "nothing")


def _shared(before: Record, after: Record) -> str:
    if before.bank.sha256 == after.bank.sha256:
        return "all"
    return "names" if before.bank.id == after.bank.id else "nothing"


def _all(earlier: Kept, later: Kept) -> Comparison:
    before, after = earlier.record, later.record
    was, now = ({found.id: found for found in record.indicators} for record in (before, after))
    return Comparison(
        earlier,
        later,
        "all",
        answers=_answers(before, after, {*before.answers, *after.answers}),
        signs=_signs(before, after),
        scores=tuple(_score(id, was.get(id), now.get(id)) for id in {**was, **now}),
        patterns_gone=_only_in(before.patterns, after.patterns),
        patterns_new=_only_in(after.patterns, before.patterns),
    )


def _names(earlier: Kept, later: Kept) -> Comparison:
    before, after = earlier.record, later.record
    return Comparison(
        earlier,
        later,
        "names",
        answers=_answers(before, after, before.answers.keys() & after.answers.keys()),
        signs=_signs(before, after),
        only_before=tuple(id for id in before.answers if id not in after.answers),
        only_after=tuple(id for id in after.answers if id not in before.answers),
    )


def _answers(before: Record, after: Record, among: Iterable[str]) -> tuple[AnswerChanged, ...]:
    """The answers that differ, in the order of the bank."""
    among = frozenset(among)
    both = [AnswerChanged(id, before.answers.get(id), after.answers.get(id)) for id in _merged(before, after)]
    return tuple(found for found in both if found.question in among and found.before != found.after)


def _merged(before: Record, after: Record) -> list[str]:
    """The questions of both in the order of the bank, which each record keeps."""
    order = list(after.answers)
    for number, id in enumerate(ids := list(before.answers)):
        if id not in order:
            place = max((order.index(other) for other in ids[:number]), default=-1)
            order.insert(place + 1, id)
    return order


def _signs(before: Record, after: Record) -> tuple[SignChanged, ...]:
    """The signs that came, went or became another, the most urgent of now first."""
    was, now = ({flag.id: flag for flag in record.flags} for record in (before, after))
    both = [SignChanged(was.get(id), now.get(id)) for id in dict.fromkeys([*now, *was])]
    return tuple(found for found in both if _state(found.before) != _state(found.after))


def _state(flag: FlagFound | None) -> tuple[str, int] | None:
    return (flag.state, flag.urgency) if flag else None


def _score(id: str, before: Scored | None, after: Scored | None) -> ScoreChanged:
    if not before or not after:
        return ScoreChanged(id, before, after, ())
    was, now = _by_question(before.contributions), _by_question(after.contributions)
    moved = (PointsMoved(id, was.get(id, NO_POINTS), now.get(id, NO_POINTS)) for id in {**now, **was})
    return ScoreChanged(id, before, after, tuple(found for found in moved if found.before != found.after))


def _by_question(contributions: Iterable[Given]) -> Mapping[str, Interval]:
    found: dict[str, Interval] = {}
    for given in contributions:
        low, high = found.get(given.question, NO_POINTS)
        found[given.question] = Interval(low + given.low, high + given.high)
    return found


def _bare(score: Scored | None) -> Scored | None:
    """The score without what it was made of."""
    return score and score._replace(contributions=())


def _only_in(these: Iterable[Said], those: Iterable[Said]) -> tuple[Said, ...]:
    there = {found.id for found in those}
    return tuple(found for found in these if found.id not in there)

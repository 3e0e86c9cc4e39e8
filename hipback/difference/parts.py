"""What differs in meaning between two banks, part by part, and which part of the version each difference raises.

MAJOR: what was stored before may no longer fit, or may not mean the same. A question, an option, a flag or anything
else that a record names is gone or has another name; a question has other words, its options or the ends of its scale
have, or its kind or unit is another; an answer that could be given no longer can. No program can tell whether other
words mean the same to a person: this part rises so that someone looks before old answers are counted with new ones.

MINOR: old answers fit, but a person may answer differently or get another result, or there is more. Something was
added; points, caps, bands, rules or urgencies differ; so does what stands around a question while it is answered: the
first screen, its help, heading, picture and place, and the order of its options.

PATCH: the same answers give the same result. The words of results, of reasons ("why") and of what there is to learn
differ, or sources do.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, NamedTuple, TypeVar

from hipback.difference.change import (
    ADDED,
    CHANGED,
    LOWERED,
    MOVED,
    RAISED,
    REMOVED,
    RENAMED,
    REWORDED,
    Change,
    VersionPart,
)
from hipback.difference.meaning import Meaning
from hipback.difference.order import moved
from hipback.difference.renames import NO_NAMES, Names
from hipback.difference.unions import union
from hipback.difference.words import rules_in_words, title_of
from hipback.difference.worth import NOTHING, Worth, worth_in, worth_otherwise
from hipback.model import (
    NONE,
    Bank,
    Condition,
    Flag,
    Indicator,
    OneOf,
    Question,
    Suppression,
    Urgency,
    topics_of_advice,
)

PATCH, MINOR, MAJOR = VersionPart
Path = tuple[str, ...]
Fields = Mapping[str, VersionPart]
Part = TypeVar("Part")

_HEADER: Fields = {
    "welcome": MINOR,
    **dict.fromkeys(("title", "status", "reviewed", "review_by", "notice", "without_flags"), PATCH),
}
_QUESTION: Fields = {
    **dict.fromkeys(("kind", "text", "unit", "ends"), MAJOR),
    **dict.fromkeys(("ask_if", "help", "section", "sketch"), MINOR),
    **dict.fromkeys(("label", "why", "references", "covers"), PATCH),
}
_FLAG: Fields = {
    **dict.fromkeys(("urgency", "when", "out_of_scope"), MINOR),
    **dict.fromkeys(("label", "text", "references"), PATCH),
}
_INDICATOR: Fields = {"title": PATCH, "at_most_unanswered": MINOR}
_DOMAIN: Fields = {"title": PATCH, "cap": MINOR}
_BAND: Fields = {"start": MINOR, "needs": MINOR, "label": PATCH, "text": PATCH}
_HEADLINE: Fields = {"when": MINOR, "text": PATCH}
_PATTERN: Fields = {"when": MINOR, "title": PATCH, "text": PATCH, "ask": PATCH, "references": PATCH}
_SUPPRESSION: Fields = {"when": MINOR, "title": PATCH, "text": PATCH}
_CHAPTER: Fields = {"advice": MINOR, "title": PATCH, "text": PATCH}
_TOPIC: Fields = dict.fromkeys(("section", "title", "text", "evidence", "references"), PATCH)
_REFERENCE: Fields = dict.fromkeys(("text", "strength", "figures"), PATCH)
"""What is compared of each part, and what part of the version it raises."""

_ORDER = (
    *("flags", "questions", "indicators", "headlines", "patterns", "suppressions"),
    *("chapters", "topics", "references", "sketches"),
)
"""After what stands at the head of a bank."""

_RULES = {"ask_if", "when", "needs"}
_ANY_ORDER = {"references", "covers"}
_NO_WORDING = {"kind", "status", "reviewed", "review_by", "sketch", "strength", "figures", "chapter", *_ANY_ORDER}
"""Fields that are conditions, that are names in any order, and that are no words to read."""


def differences(old: Bank, new: Bank, names: Names = NO_NAMES) -> tuple[Change, ...]:
    """Every difference in meaning, in the order in which it is told: what matters for safety comes first.

    The old bank is given in the names of the new one; `names` says which of them it did not have.
    """
    found = (*_renamed(names), *_Comparison.of(old, new).changes())
    return tuple(sorted(found, key=lambda change: _ORDER.index(change.where[0]) if change.where[0] in _ORDER else -1))


def _renamed(names: Names) -> Iterator[Change]:
    yield from _new_names(("flags",), names.flags)
    yield from _new_names(("questions",), names.questions)
    for question, found in names.options.items():
        yield from _new_names(("questions", names.question(question), "options"), found)


def _new_names(path: Path, names: Mapping[str, str]) -> Iterator[Change]:
    return (Change(RENAMED, (*path, after), before, after, MAJOR) for before, after in names.items())


def by_id(parts: Iterable[Any]) -> dict[str, Any]:
    """The parts by their ids, in order."""
    return {part.id: part for part in parts}


class _Comparison(NamedTuple):
    old: Bank
    new: Bank
    meaning: Meaning

    @classmethod
    def of(cls, old: Bank, new: Bank) -> "_Comparison":
        return cls(old, new, Meaning((union(new, old), union(old, new))))

    def changes(self) -> Iterator[Change]:
        old, new = self.old, self.new
        yield from self._inside((), old, new, _HEADER)
        yield from _languages(old, new)
        yield from self._parts(("flags",), old.flags, new.flags, self._flag, order=PATCH)
        yield from self._parts(("questions",), old.questions, new.questions, self._question, order=MINOR)
        yield from self._all_points()
        yield from self._parts(("indicators",), old.indicators, new.indicators, self._indicator, order=PATCH)
        yield from self._parts(("headlines",), by_id(old.headlines), by_id(new.headlines), self._each(_HEADLINE), MINOR)
        yield from self._parts(("patterns",), by_id(old.patterns), by_id(new.patterns), self._each(_PATTERN), MINOR)
        yield from self._parts(("suppressions",), old.suppressions, new.suppressions, self._suppression, PATCH)
        yield from self._parts(("chapters",), old.chapters, new.chapters, self._each(_CHAPTER), PATCH, gone=MINOR)
        yield from self._topics()
        yield from self._parts(
            ("references",), old.references, new.references, self._each(_REFERENCE), gone=PATCH, come=PATCH
        )
        yield from _sketches(old.sketches, new.sketches)

    # Parts

    def _parts(
        self,
        path: Path,
        old: Mapping[str, Part],
        new: Mapping[str, Part],
        inside: Callable[[Path, Part, Part], Iterator[Change]],
        order: VersionPart | None = None,
        gone: VersionPart = MAJOR,
        come: VersionPart = MINOR,
    ) -> Iterator[Change]:
        """Parts that are gone, that came, that stand elsewhere, and what differs inside the others."""
        yield from (Change(REMOVED, (*path, id), title_of(old[id]), "", gone) for id in old if id not in new)
        yield from (Change(ADDED, (*path, id), "", title_of(new[id]), come) for id in new if id not in old)
        if order is not None:
            yield from _moved(path, old, new, order)
        for id in new:
            if id in old:
                yield from inside((*path, id), old[id], new[id])

    def _each(self, fields: Fields) -> Callable[[Path, Any, Any], Iterator[Change]]:
        return lambda path, old, new: self._inside(path, old, new, fields)

    def _inside(self, path: Path, old: Any, new: Any, fields: Fields) -> Iterator[Change]:
        for field, raises in fields.items():
            where = (*path, "from" if field == "start" else field)
            before, after = getattr(old, field), getattr(new, field)
            if field in _RULES:
                yield from self._rule(where, before, after, raises)
            else:
                yield from _value(where, before, after, raises)

    def _rule(self, where: Path, old: Condition | None, new: Condition | None, raises: VersionPart) -> Iterator[Change]:
        """Two conditions, unless they mean the same."""
        if not self.meaning.same(old, new):
            words = rules_in_words((self.old, self.new), where[0], (old, new))
            if words:
                yield Change(_kind(*words), where, *words, raises)

    # Parts that have more inside than fields

    def _flag(self, path: Path, old: Flag, new: Flag) -> Iterator[Change]:
        if _has_own_label(self.old, old) and _has_own_label(self.new, new):
            new = new._replace(label=old.label)  # what differs there is told of the option
        yield from self._inside(path, old, new, _FLAG)
        shown = PATCH if old.not_sure and new.not_sure else MINOR  # without this text the unsure are told nothing
        yield from _value((*path, "not_sure"), old.not_sure, new.not_sure, shown)

    def _question(self, path: Path, old: Question, new: Question) -> Iterator[Change]:
        yield from self._inside(path, old, new, _QUESTION)
        if old.kind == new.kind == "number":
            yield from _ends((*path, "from"), old.low, new.low, narrower=new.low > old.low)
            yield from _ends((*path, "to"), old.high, new.high, narrower=new.high < old.high)
        offers = MINOR if new.may_not_apply else MAJOR
        yield from _value((*path, "may_not_apply"), old.may_not_apply, new.may_not_apply, offers)
        yield from _options(path, old.options, new.options)
        for place in dict.fromkeys([*old.hurts, *new.hurts]):
            yield from self._rule((*path, "hurts", place), old.hurts.get(place), new.hurts.get(place), PATCH)

    def _indicator(self, path: Path, old: Indicator, new: Indicator) -> Iterator[Change]:
        yield from self._inside(path, old, new, _INDICATOR)
        yield from self._parts((*path, "domains"), by_id(old.domains), by_id(new.domains), self._each(_DOMAIN), PATCH)
        yield from self._parts((*path, "bands"), by_id(old.bands), by_id(new.bands), self._each(_BAND))

    def _suppression(self, path: Path, old: Suppression, new: Suppression) -> Iterator[Change]:
        yield from self._inside(path, old, new, _SUPPRESSION)
        keys = ["keeps" if rule.general else "hides" for rule in (old, new)]
        before, after = _named(self.old, old), _named(self.new, new)
        if keys[0] != keys[1]:
            yield Change(CHANGED, (*path, keys[1]), f"{keys[0]}: {before}", f"{keys[1]}: {after}", MINOR)
        elif before != after:
            yield Change(CHANGED, (*path, keys[1]), before, after, MINOR)

    def _topics(self) -> Iterator[Change]:
        """The topics of all chapters, since no two bear the same name, and one may move to another chapter."""
        old, new = (
            {topic.id: (chapter, topic) for chapter in bank.chapters.values() for topic in chapter.topics}
            for bank in (self.old, self.new)
        )
        for chapter, topic in old.values():
            if topic.id not in new:
                yield Change(REMOVED, ("topics", topic.id), topic.title, "", MAJOR if chapter.advice else MINOR)
        yield from (Change(ADDED, ("topics", id), "", new[id][1].title, MINOR) for id in new if id not in old)
        yield from _moved(("topics",), old, new, PATCH)
        for id in new:
            if id in old:
                yield from _value(("topics", id, "chapter"), old[id][0].id, new[id][0].id, MINOR)
                yield from self._inside(("topics", id), old[id][1], new[id][1], _TOPIC)

    # Points

    def _all_points(self) -> Iterator[Change]:
        """What answers are worth. Of a question that only one of the banks has nothing more needs to be told."""
        old, new = worth_in(self.old), worth_in(self.new)
        for question, place in dict.fromkeys([*new, *old]):
            if question in self.old.questions and question in self.new.questions:
                yield from self._points(question, place, old.get((question, place)), new.get((question, place)))

    def _points(self, question: str, place: str, old: Worth | None, new: Worth | None) -> Iterator[Change]:
        where = ("questions", question, "points", place)
        numbers = _shared(self.old.questions[question], self.new.questions[question])
        found = list(worth_otherwise(old or NOTHING, new or NOTHING, numbers))
        for answer, before, after in found:
            yield from _value((*where, answer), before, after, MINOR)
        if old and new:
            yield from self._rule((*where, "if"), old.guard, new.guard, MINOR)
        elif not found:
            yield Change(ADDED, where, "", _NO_POINTS, MINOR) if new else Change(REMOVED, where, _NO_POINTS, "", MINOR)


_NO_POINTS = "no points, but it counts as one of the questions of the indicator"


def _shared(old: Question, new: Question) -> range:
    """The numbers that both questions take."""
    return range(max(old.low, new.low), min(old.high, new.high) + 1)


# Values


def _value(where: Path, before: Any, after: Any, raises: VersionPart) -> Iterator[Change]:
    """Two values of a field, unless they mean the same."""
    told, told_now = _told(where[-1], before), _told(where[-1], after)
    if told != told_now:
        wording = isinstance(before, (str, tuple)) and where[-1] not in _NO_WORDING
        if isinstance(before, int) and not isinstance(before, bool):
            kind = RAISED if before < after else LOWERED
        else:
            kind = _kind(told, told_now, REWORDED if wording else CHANGED)
        yield Change(kind, where, told, told_now, raises)


def _told(key: str, value: Any) -> str:
    match value:
        case bool():
            return "yes" if value else "no"
        case Urgency():
            return value.word
        case tuple():
            return ", ".join(sorted(value) if key in _ANY_ORDER else value)
        case _:
            return " ".join(str(value).split())


def _kind(before: str, after: str, otherwise: str = CHANGED) -> str:
    """What became of words of which there may have been none, or are none now."""
    return otherwise if before and after else REMOVED if before else ADDED


def _ends(where: Path, before: int, after: int, narrower: bool) -> Iterator[Change]:
    yield from _value(where, before, after, MAJOR if narrower else MINOR)


def _languages(old: Bank, new: Bank) -> Iterator[Change]:
    """The first one is that of the texts."""
    raises = PATCH if old.languages[0] == new.languages[0] else MAJOR
    before, after = ", ".join(old.languages), ", ".join(new.languages)
    if before != after:
        yield Change(CHANGED, ("languages",), before, after, raises)


def _options(path: Path, old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Options, and the standing one of a `many` question, which is no option to write."""
    places = {id: (*path, *(("none",) if id == NONE else ("options", id))) for id in (*old, *new)}
    yield from (Change(REMOVED, places[id], old[id], "", MAJOR) for id in old if id not in new)
    yield from (Change(ADDED, places[id], "", new[id], MINOR) for id in new if id not in old)
    for id in new:
        yield from _value(places[id], old.get(id, new[id]), new[id], MAJOR)
    before, after = [id for id in old if id in new], [id for id in new if id in old]
    if before != after:
        yield Change(MOVED, (*path, "options"), ", ".join(old), ", ".join(new), MINOR)


def _has_own_label(bank: Bank, flag: Flag) -> bool:
    """Whether the label of a flag is that of the only option that makes it."""
    if not isinstance(flag.when, OneOf) or len(flag.when.options) != 1:
        return False
    (option,) = flag.when.options
    return flag.label == bank.questions[flag.when.question].options[option]


def _named(bank: Bank, rule: Suppression) -> str:
    """The topics that a suppression names: those that it keeps, or those that it hides."""
    advice = {topic.id for _, topic in topics_of_advice(bank.chapters.values())}
    return ", ".join(sorted(advice - rule.hides if rule.general else rule.hides)) or "nothing"


def _sketches(old: Mapping[str, str], new: Mapping[str, str]) -> Iterator[Change]:
    """Pictures, in which every blank counts. Whether a question shows one is told of the question."""
    for id in dict.fromkeys([*old, *new]):
        before, after = old.get(id, ""), new.get(id, "")
        if before != after:
            yield Change(_kind(before, after), ("sketches", id), before, after, MINOR if before and after else PATCH)


def _moved(path: Path, old: Mapping[str, Any], new: Mapping[str, Any], raises: VersionPart) -> Iterator[Change]:
    places = moved(list(old), list(new))
    return (Change(MOVED, (*path, id), before, after, raises) for id, before, after in places)

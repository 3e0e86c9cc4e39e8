"""The difference of two banks as plain lines for their author: the effect on people first, the version last."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from hipback.difference.change import (
    CaseChanged,
    Change,
    Comparison,
    Effect,
    OnCases,
    VersionPart,
    numbers,
)
from hipback.layout import wrap
from hipback.render.answers import answer_lines
from hipback.render.lines import Line, heading, paragraph, single_spaced

SHORT = 60
"""Two values of at most so many letters together stand in one line."""

EFFECTS = {
    "urgency lowered": "Less urgent than before",
    "stopped no longer": "No longer stopped by a sign, and given a summary",
    "urgency raised": "More urgent than before",
    "stopped now": "Stopped by a sign now, and given no summary",
    "flags": "Other flags",
    "headline": "Another headline",
    "patterns": "Other patterns",
    "suppressions": "Other suppressions",
    "advice": "Other advice",
}
GRAVE = ("urgency lowered", "stopped no longer")
IS_IT_MEANT = "This matters most: a warning may reach someone too late. Make sure that it is meant."
NOT_REAL = "They are not like real people: the counts tell what can happen, not how often it will."

PARTS = {
    "flags": "Flags",
    "questions": "Questions",
    "indicators": "Indicators",
    "headlines": "Headlines",
    "patterns": "Patterns",
    "suppressions": "Suppressions",
    "chapters": "Chapters",
    "topics": "Topics",
    "references": "References",
    "sketches": "Sketches",
}
RAISES = {
    VersionPart.MAJOR: "Answers or results that were kept may no longer fit, or may not mean the same.",
    VersionPart.MINOR: "Answers that were kept still fit, but people may answer differently or get another result.",
    VersionPart.PATCH: "The same answers give the same result. Only words or sources differ.",
}
NUMBERS = {VersionPart.MAJOR: "first", VersionPart.MINOR: "second", VersionPart.PATCH: "third"}


def difference_lines(found: Comparison, width: int) -> Iterator[Line]:
    """All that is told of two banks."""
    return single_spaced(_lines(found, width))


def _lines(found: Comparison, width: int) -> Iterator[Line]:
    old, new = found.old, found.new
    yield from paragraph(f"From {old.id} {old.version} to {new.id} {new.version}", width, "title")
    if found.changes:
        yield from _people(found, width)
        yield from _cases(found.cases, width)
        yield from _changes(found.changes, width)
    yield from heading("The version", width)
    yield from paragraph(" ".join(_version(found)), width)


# The effect on people


def _people(found: Comparison, width: int) -> Iterator[Line]:
    effects, size = found.people.effects, found.people.size
    if not size:
        return
    grave = [effect for effect in effects if effect.what in GRAVE]
    for effect in grave:
        yield Line()
        yield from paragraph(f"{_told(effect)}: {effect.people:,} of {size:,} people".upper(), width, "warning")
        yield from paragraph(IS_IT_MEANT, width)
        yield from _example(effect, effects, width)
    yield from heading("What it changes for people", width)
    yield from paragraph(" ".join(_drawn(found, bool(grave))), width)
    for effect in effects[len(grave) :]:
        yield Line()
        yield from paragraph(f"{_told(effect)}: {effect.people:,} of {size:,}", width)
        yield from _example(effect, effects, width)


def _drawn(found: Comparison, grave: bool) -> Iterator[str]:
    people = found.people
    yield f"{people.size:,} people were drawn by chance (seed {people.seed}) and answered both banks."
    if not people.effects:
        yield "Nothing comes out differently for any of them."
        return
    if not grave:
        yield "It is less urgent than before for none of them."
    yield NOT_REAL


def _told(effect: Effect) -> str:
    return EFFECTS.get(effect.what, f"Another {effect.what}")


def _example(effect: Effect, effects: Iterable[Effect], width: int) -> Iterator[Line]:
    """Someone whom the effect concerns, with answers that may be tried on both banks."""
    before, after = effect.before or "nothing", effect.after or "nothing"
    yield from paragraph(f"An example: {before} before, {after} now.", width, first="  ")
    same = next(other for other in effects if other.new_answers == effect.new_answers)
    if same is not effect:
        yield from paragraph(f'The answers are those above, under "{_told(same)}".', width, first="  ")
        return
    if effect.needed:
        yield from paragraph(f"What matters: {', '.join(effect.needed)}.", width, first="  ")
    yield from _answers(effect, width)


def _answers(effect: Effect, width: int) -> Iterator[Line]:
    same = effect.old_answers == effect.new_answers
    yield from paragraph("Answers:" if same else "Answers to the old bank:", width, first="  ")
    yield from answer_lines(effect.old_answers, width, "    ")
    if not same:
        yield from paragraph("Answers to the new bank:", width, first="  ")
        yield from answer_lines(effect.new_answers, width, "    ")


def _cases(found: OnCases | None, width: int) -> Iterator[Line]:
    if found is None:
        return
    yield from heading("What it changes for written people", width)
    changed = f"for {len(found.changed)} of them something differs" if found.changed else "nothing differs for them"
    people = "is 1 person" if found.size == 1 else f"are {found.size} people"
    yield from paragraph(f"There {people} in {found.file}; {changed}.", width)
    for case in found.changed:
        yield from _case(case, width)


def _case(case: CaseChanged, width: int) -> Iterator[Line]:
    yield from paragraph(f"{case.name} (line {case.line})", width, first="  - ")
    for key, (before, after) in case.differences.items():
        yield from paragraph(f"{key}: {before} before, {after} now", width, first="    ")
    for answer in case.unfit:
        yield from paragraph(f"the new bank has no such answer: {answer}", width, first="    ")


# What differs


def _changes(changes: Iterable[Change], width: int) -> Iterator[Line]:
    for part, group in groupby(changes, lambda change: PARTS.get(change.where[0], "The bank itself")):
        yield from heading(part, width)
        alike: dict[Change, list[str]] = {}
        for change in group:
            ids = alike.setdefault(_without_id(change), [])
            ids.extend(change.where[1:2])
        for change, ids in alike.items():
            yield from _change(change, ", ".join(ids), width)


def _without_id(change: Change) -> Change:
    """What is the same in changes that are told together. That something came or went is told of each by itself."""
    alone = len(change.where) < 3
    return change if alone else change._replace(where=(change.where[0], "", *change.where[2:]))


def _change(change: Change, ids: str, width: int) -> Iterator[Line]:
    what = ", ".join(filter(None, (ids, _place(change.where))))
    both = change.before + change.after
    short = change.before and change.after and len(both) <= SHORT and "\n" not in both
    told = f"{what}: {_in_short(change) if short else change.kind} [{change.raises.word}]"
    yield from paragraph(told, width, first="  - ", rest="    ")
    if not short:
        yield from _in_full("before", change.before, width)
        yield from _in_full("now", change.after, width)


def _in_short(change: Change) -> str:
    match change.where[2:]:
        case ("points", place, answer) if answer != "if":
            return f"{change.before} -> {change.after} points in {place}"
        case _:
            return f"{change.kind} from {change.before} to {change.after}"


def _place(where: tuple[str, ...]) -> str:
    """What stands under the id of a question, a flag and so on, in words."""
    match where[2:]:
        case ("points", place, "if"):
            return f"when its points in {place} count"
        case ("points", place):
            return f"points in {place}"
        case ("points", _, answer):
            return answer
        case ("options", option):
            return f"option {option}"
        case ("domains", domain, *rest):
            return ", ".join([f"domain {domain}", *rest])
        case ("bands", band, *rest):
            return ", ".join([f"band {band}", *rest])
        case ():
            return where[0] if len(where) == 1 else ""
        case rest:
            return ", ".join(rest)


def _in_full(when: str, words: str, width: int) -> Iterator[Line]:
    """A longer value under its change; rules and pictures in lines of their own, as they stand."""
    if "\n" in words:
        yield Line(f"      {when}:")
        for line in words.split("\n"):
            text = line.lstrip(" ")
            blanks = " " * (8 + len(line) - len(text))
            yield from (Line(found) for found in wrap(text, width, blanks, f"{blanks}  " if text[:1] == "-" else None))
    elif words:
        yield from paragraph(words, width, first=f"      {when}: ", rest=" " * 8)


# The version


def _version(found: Comparison) -> Iterator[str]:
    raises, least, enough = found.versions
    yield "No difference in meaning." if raises is None else RAISES[raises]
    if not least:
        yield f"These are two banks, {found.old.id} and {found.new.id}: their versions are not compared."
    elif raises is not None:
        rise = f"So the {NUMBERS[raises]} number of the version must rise ({raises.word})"
        if not numbers(found.old.version)[0]:
            rise = "So the version must rise, by any number as long as the first one is 0"
        yield f"{rise}, and it did." if enough else f"{rise}: make it {least} or higher."
    elif not enough:
        yield f"But a version never falls: make it {least} or higher."
    if not enough and numbers(found.new.version) < numbers(found.old.version):
        yield "Or was the newer bank given first? The old one comes first."

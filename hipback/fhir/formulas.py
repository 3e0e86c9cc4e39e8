"""What must be so of the answers, and how many points that gives, as formulas; `facts` has the engine make them.

`enable` writes a formula as `enableWhen`, `expressions` as FHIRPath. A formula is true or false of the answers in a
response, never unknown: "known to be so" is one formula and "known not to be so" another. Constants fold away as
formulas are put together, so that what is left can be read.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeAlias, TypeGuard


class _Formula:
    """What all formulas can do."""

    def __and__(self, other: "Formula") -> "Formula":
        return both(self, other)  # type: ignore[arg-type]  # every kind of formula is one of `Formula`

    def __or__(self, other: "Formula") -> "Formula":
        return either(self, other)  # type: ignore[arg-type]


@dataclass(frozen=True)
class Said(_Formula):
    """The answer to a question has one of these codes, which stand in the order of the options."""

    question: str
    codes: tuple[str, ...]


@dataclass(frozen=True)
class Answered(_Formula):
    """A question has an answer that is not a way out; each mark of a `many` question may still be unsure."""

    question: str


@dataclass(frozen=True)
class Between(_Formula):
    """The answer to a question is a number from `low` to `high`; None leaves that end open."""

    question: str
    low: int | None
    high: int | None


@dataclass(frozen=True)
class Denied(_Formula):
    """The formula is false."""

    part: "Formula"


@dataclass(frozen=True)
class Every(_Formula):
    """All parts are true; without parts it is always true."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True)
class Some(_Formula):
    """At least one part is true; without parts it is never true."""

    parts: tuple["Formula", ...]


@dataclass(frozen=True)
class Reaches(_Formula):
    """A number of points is at least `start`."""

    number: "Number"
    start: int


@dataclass(frozen=True)
class Exceeds(_Formula):
    """A number is more than so many per cent of another."""

    part: "Number"
    whole: "Number"
    per_cent: int


Formula: TypeAlias = Said | Answered | Between | Denied | Every | Some | Reaches | Exceeds
ALWAYS, NEVER = Every(()), Some(())


def both(one: Formula, other: Formula) -> Formula:
    """Both are true."""
    parts = [*_parts(one, Every), *_parts(other, Every)]
    if NEVER in parts:
        return NEVER
    needed = _without(parts, _follows)
    return _only(Every(tuple(_joined(needed, denied=True))))


def either(one: Formula, other: Formula) -> Formula:
    """At least one is true."""
    parts = [*_parts(one, Some), *_parts(other, Some)]
    if ALWAYS in parts:
        return ALWAYS
    needed = _without(parts, lambda part, others: any(_follows(other, _parts(part, Every)) for other in others))
    return _only(Some(tuple(_joined(needed, denied=False))))


def opposite(formula: Formula) -> Formula:
    """It is false. What is put together is not taken apart: whoever writes it does that, if it reads better so."""
    match formula:
        case Denied(part):
            return part
        case Every(()):
            return NEVER
        case Some(()):
            return ALWAYS
    return Denied(formula)


def _parts(formula: Formula, kind: "type[Every | Some]") -> tuple[Formula, ...]:
    return formula.parts if isinstance(formula, kind) else (formula,)


def _only(formula: Every | Some) -> Formula:
    return formula.parts[0] if len(formula.parts) == 1 else formula


def _without(parts: list[Formula], moot: Callable[[Formula, list[Formula]], bool]) -> list[Formula]:
    """The parts but for those that are moot beside the others that stay."""
    left = list(dict.fromkeys(parts))
    for part in tuple(left):
        others = [other for other in left if other is not part]
        if moot(part, others):
            left = others
    return left


def _follows(formula: Formula, known: Collection[Formula]) -> bool:
    """Whether it can be seen that the formula is true where all that is known is."""
    match formula:
        case Every(parts):
            return all(_follows(part, known) for part in parts)
        case Some(parts):
            return any(_follows(part, known) for part in parts)
        case Denied(Said(question, codes)):
            denied = (other.part for other in known if isinstance(other, Denied))
            return any(part.question == question and {*codes} <= {*part.codes} for part in denied if _is_said(part))
        case Said(question, codes):
            return any(other.question == question and {*other.codes} <= {*codes} for other in known if _is_said(other))
    return formula in known


def _is_said(formula: Formula) -> TypeGuard[Said]:
    return isinstance(formula, Said)


def _joined(parts: Iterable[Formula], denied: bool) -> Iterator[Formula]:
    """Codes of one question as one formula, where the first of them stands: all that are said, or all denied."""
    found: dict[object, Formula] = {}
    for part in parts:
        said = part.part if denied and isinstance(part, Denied) else part
        if isinstance(said, Said) and (said is not part) == denied:
            known = found.get(said.question, NEVER)
            before = known.part if isinstance(known, Denied) else known
            codes = (*(before.codes if isinstance(before, Said) else ()), *said.codes)
            joined = Said(said.question, tuple(dict.fromkeys(codes)))
            found[said.question] = Denied(joined) if denied else joined
        else:
            found[part] = part
    yield from found.values()


# Numbers of points


class _Number:
    """What all numbers can do."""

    def __add__(self, other: "Number | int") -> "Sum":
        return Sum((*_terms(self), *_terms(other)))  # type: ignore[arg-type]  # every kind is one of `Number`

    def __radd__(self, other: int) -> "Sum":
        return Sum((*_terms(other), *_terms(self)))  # type: ignore[arg-type]


@dataclass(frozen=True)
class Best(_Number):
    """The most points of those whose formula is true, or 0: the most stand first."""

    cases: tuple[tuple[Formula, int], ...]

    @property
    def maximum(self) -> int:
        return max((points for _, points in self.cases), default=0)


@dataclass(frozen=True)
class Sum(_Number):
    """All of these together."""

    parts: tuple["Number", ...]

    @property
    def maximum(self) -> int:
        return sum(part.maximum for part in self.parts)


@dataclass(frozen=True)
class Capped(_Number):
    """A number, but at most `cap`."""

    number: "Number"
    cap: int

    @property
    def maximum(self) -> int:
        return self.cap


Number: TypeAlias = Best | Sum | Capped


def _terms(number: Number | int) -> tuple[Number, ...]:
    if isinstance(number, int):
        return (points(ALWAYS, number),) if number else ()
    return number.parts if isinstance(number, Sum) else (number,) if number.maximum else ()


def points(formula: Formula, worth: int) -> Best:
    """So many points if it is true, else none."""
    return Best(((formula, worth),) if worth and formula != NEVER else ())


def greatest(one: Best, other: Best) -> Best:
    """The greater of two. Of equal points it is enough that one formula is true; what stands after `ALWAYS` is moot."""
    by_points: dict[int, Formula] = {}
    for formula, worth in sorted((*one.cases, *other.cases), key=lambda case: -case[1]):
        by_points[worth] = by_points.get(worth, NEVER) | formula
    sure = [worth for worth, formula in by_points.items() if formula == ALWAYS]
    return Best(tuple((formula, worth) for worth, formula in by_points.items() if worth >= max(sure, default=0)))

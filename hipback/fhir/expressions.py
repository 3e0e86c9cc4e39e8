"""Formulas and numbers of points as FHIRPath, in the part of it that every engine knows.

Each question that an expression names becomes a variable that holds the codes of its answer without the ways out, or
its number: so `'often' in %groin` reads like the bank, and an engine looks the answer up once and not a hundred
times. A variable is empty where its question is not put, whatever an answer of earlier says; so no expression has to
ask again whether it was. There is no variable for a group: some engines forget of what type an item in one is.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hipback.fhir.formulas import (
    ALWAYS,
    Answered,
    Best,
    Between,
    Capped,
    Denied,
    Every,
    Exceeds,
    Formula,
    Number,
    Reaches,
    Said,
    Some,
    Sum,
)
from hipback.fhir.systems import WAYS_OUT_SYSTEM

TAKEN = (
    *("clear", "context", "resource", "rootResource", "questionnaire", "qitem"),
    *("ucum", "sct", "loinc", "patient", "user"),
)
"""Names of variables that FHIRPath, its readers and we ourselves keep for other things."""


def variable_names(questions: Iterable[str]) -> dict[str, str]:
    """A variable for each question: `about_you` is `aboutYou`. FHIR allows no "_" in the name of an expression."""
    taken, found = set(TAKEN), {}
    for question in questions:
        first, *others = question.split("_")
        name = first + "".join(map(str.capitalize, others))
        while name in taken:
            name += "X"
        taken.add(name)
        found[question] = name
    return found


@dataclass(frozen=True)
class FhirPath:
    """Writes formulas and numbers.

    `names` has the variable of each question, `branches` the formula of its branch. A number in `weighed` is what the
    answer to that question weighs, and is left to `weight()`. `used` gathers the questions whose variable was named.
    """

    names: Mapping[str, str]
    branches: Mapping[str, Formula]
    weighed: Mapping[Number, str] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)

    def condition(self, formula: Formula) -> str:
        """The formula as an expression that is true or false, and never empty."""
        match formula:
            case Every(()):
                return "true"
            case Some(()):
                return "false"
            case Every(parts):
                return " and ".join(map(self._part, self._needed(parts)))
            case Some(parts):
                return " or ".join(map(self.condition, parts))
            case Denied(part):
                return self._denied(part)
            case Said(question, codes):
                return " or ".join(f"{literal(code)} in {self._variable(question)}" for code in codes)
            case Answered(question):
                return f"{self._variable(question)}.exists()"
            case Between(question, low, high):
                return f"{self._variable(question)}.where({_range(low, high)}).exists()"
            case Reaches(number, start):
                return f"{self.number(number)} >= {start}"
            case _:
                return f"({self.number(formula.part)}) * 100 > ({self.number(formula.whole)}) * {formula.per_cent}"

    def number(self, number: Number) -> str:
        """The number as an expression that is an integer, and never empty."""
        match number:
            case Capped(inner, cap):
                return f"({self.number(inner)}).select(iif($this > {cap}, {cap}, $this))"
            case Sum(parts):
                return " + ".join(self._terms(parts)) or "0"
            case _:
                return self._best(number.cases)

    def _terms(self, parts: Iterable[Number]) -> Iterator[str]:
        """What is added up: what the weights give, what conditions give, and all that is sure as one number."""
        weighed, sure, others = dict[str, None](), 0, []
        for part in parts:
            if part in self.weighed:
                weighed[literal(self.weighed[part])] = None
            elif isinstance(part, Best) and part.cases[0][0] == ALWAYS:
                sure += part.maximum
            else:
                others.append(self.number(part))
        if weighed:
            items = f"%resource.repeat(item).where(linkId in ({' | '.join(weighed)}))"
            settled = f"answer.where(value.system != {literal(WAYS_OUT_SYSTEM)})"
            yield f"{items}.{settled}.weight().aggregate($this + $total, 0)"
        yield from others
        if sure:
            yield str(sure)

    def _best(self, cases: tuple[tuple[Formula, int], ...]) -> str:
        found = "0"
        for formula, worth in reversed(cases):
            if formula == ALWAYS:
                found = str(worth)
            elif isinstance(formula, Denied) and not isinstance(formula.part, Every):
                found = f"iif({self.condition(formula.part)}, {found}, {worth})"
            else:
                found = f"iif({self.condition(formula)}, {worth}, {found})"
        return found

    def _needed(self, parts: tuple[Formula, ...]) -> list[Formula]:
        """Without what is so anyway: where a question has an answer, its branch is open."""
        named = [part.question for part in parts if isinstance(part, (Said, Answered, Between))]
        branches = [self.branches[question] for question in named]
        known = {part for branch in branches for part in (branch.parts if isinstance(branch, Every) else (branch,))}
        return [part for part in parts if part not in known]

    def _denied(self, formula: Formula) -> str:
        match formula:
            case Every(parts):
                return " or ".join(self.condition(_opposite(part)) for part in self._needed(parts))
            case Answered(question):
                return f"{self._variable(question)}.empty()"
            case Exceeds(part, whole, per_cent):
                return f"({self.number(part)}) * 100 <= ({self.number(whole)}) * {per_cent}"
        return f"({self.condition(formula)}).not()"

    def _part(self, formula: Formula) -> str:
        """The formula where another word than `or` joins it."""
        match formula:
            case Some() | Said(_, (_, _, *_)) | Denied(Every()):
                return f"({self.condition(formula)})"
        return self.condition(formula)

    def _variable(self, question: str) -> str:
        self.used.add(question)
        return f"%{self.names[question]}"


def _opposite(formula: Formula) -> Formula:
    return formula.part if isinstance(formula, Denied) else Denied(formula)


def literal(words: str) -> str:
    """A text as FHIRPath writes it. Link ids, codes and addresses hold no quote and no backslash."""
    return f"'{words}'"


def item_at(links: Iterable[str]) -> str:
    """The item of a response that stands there, by the link ids from the outermost group to the item."""
    return "%resource" + "".join(f".item.where(linkId = {literal(link)})" for link in links)


def _range(low: int | None, high: int | None) -> str:
    ends = ((">=", low), ("<=", high))
    return " and ".join(f"$this {sign} {end}" for sign, end in ends if end is not None)

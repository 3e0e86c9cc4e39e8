"""The scores of a bank as items that a form works out by itself: for each indicator the least and the most points.

A score is an interval, because an open answer is never taken for nothing; so it needs two items. They are hidden and
read only. As in a summary there is no score where a sign that ends the interview is there, or may be there.
"""

from collections.abc import Iterable, Iterator, Mapping

from hipback.engine import Engine, Score
from hipback.errors import HipbackError
from hipback.fhir.enable import Branches
from hipback.fhir.expressions import FhirPath, item_at, literal, variable_names
from hipback.fhir.facts import FormulaFacts
from hipback.fhir.formulas import ALWAYS, Formula, Number, opposite
from hipback.fhir.systems import CORE, SCORES, SDC, Json, is_number, options_system, score_link
from hipback.model import Bank, Indicator, OneOf, Points, Urgency

EXPRESSIONS = ("portable", "weight")
"""How a score is written: so that every FHIRPath engine can read it, or by the weights of the options where it can."""

CLEAR = "clear"
"""The variable that says that no sign ends the interview."""

_NOTHING_WEIGHS = (
    "no score of this bank can be written with weight(): there is no question with one answer that everyone is asked "
    "and that gives points in one domain alone, whatever else was answered; leave out '--expr weight'"
)


def weights(bank: Bank) -> dict[str, dict[str, int]]:
    """By question and option the points, for the questions whose options are always worth the same.

    They give points in one domain alone, and nothing else must hold. All other points cannot be said as the weight of
    an option; the expressions of the scores say them.
    """
    found: dict[str, dict[str, int]] = {}
    for id, question in bank.questions.items():
        pairs = [(domain, points) for domain, points in _all_points(bank) if points.question == id]
        options = {option: worth for _, points in pairs for option, worth in _worths(points)}
        if options and len({domain for domain, _ in pairs}) == 1 and not any(points.guard for _, points in pairs):
            found[id] = {option: options.get(option, 0) for option in question.options}
    return found


def _all_points(bank: Bank) -> Iterator[tuple[str, Points]]:
    """All points, each with the name of its domain."""
    for indicator in bank.indicators.values():
        for domain in indicator.domains:
            yield from ((f"{indicator.id}.{domain.id}", points) for points in domain.points)


def _worths(points: Points) -> Iterator[tuple[str, int]]:
    for case, worth in points.cases:
        if isinstance(case, OneOf):
            yield from ((option, worth) for option in sorted(case.options))


def scores(bank: Bank, branches: Branches, places: Mapping[str, tuple[str, ...]], expr: str = "portable") -> Json:
    """The group of the scores. `places` has for each question the link ids that lead to its item.

    Raises `HipbackError` if `expr` is `weight` and nothing can be weighed.
    """
    writer = _Writer(bank, branches, places, expr)
    items = [item for indicator in bank.indicators.values() for item in writer.items(indicator)]
    constraints = [writer.enough(indicator) for indicator in bank.indicators.values()]
    return {
        "linkId": SCORES,
        "extension": [_hidden(), *writer.variables(), *constraints],
        "text": "Scores",
        "type": "group",
        "item": items,
    }


class _Writer:
    """Writes the scores of one bank, and keeps the names of the variables that they use."""

    def __init__(self, bank: Bank, branches: Branches, places: Mapping[str, tuple[str, ...]], expr: str) -> None:
        self._bank, self._branches, self._places = bank, branches, places
        self._engine = Engine(bank, FormulaFacts(bank))
        self._path = FhirPath(variable_names(bank.questions), branches.formulas)
        weighed = self._weighed() if expr == "weight" else {}
        if expr == "weight" and not weighed:
            raise HipbackError(_NOTHING_WEIGHS)
        self._by_weight = FhirPath(self._path.names, branches.formulas, weighed, self._path.used)

    def _weighed(self) -> dict[Number, str]:
        """What the answers to some questions give, which everyone is asked, and of which every option has a weight.

        Of a `many` question the options of which a person is not sure have none, and an engine would look for it in a
        terminology.
        """
        weighty = weights(self._bank)
        plain = {id for id, named in self._bank.questions.items() if named.kind == "one" and not named.ask_if}
        return {
            self._engine.contribution(points).low: points.question
            for _, points in _all_points(self._bank)
            if points.question in weighty.keys() & plain
        }

    def items(self, indicator: Indicator) -> Iterator[Json]:
        """The two items of an indicator."""
        score: Score = self._engine.score(indicator.id)
        yield self._item(indicator, "least", self._by_weight.number(score.low))
        yield self._item(indicator, "most", self._path.number(score.high))

    def _item(self, indicator: Indicator, end: str, expression: str) -> Json:
        words = f"{indicator.title}: the {end} points that the answers allow, of {indicator.maximum}"
        calculated = _expression(f"iif(%{CLEAR}, {expression}, {{}})", description=words)
        return {
            "linkId": score_link(indicator.id, end),
            "extension": [
                _hidden(),
                {"url": f"{SDC}/sdc-questionnaire-calculatedExpression", "valueExpression": calculated},
            ],
            "text": words,
            "type": "integer",
            "readOnly": True,
        }

    def enough(self, indicator: Indicator) -> Json:
        """The rule on missing answers: a warning if so many are open that no band is named."""
        expression = self._path.condition(self._engine.enough(indicator.id).yes)
        words = (
            f"{indicator.title}: more than {indicator.at_most_unanswered} % of the questions that were put are open, "
            "so the score has no band"
        )
        parts: list[Json] = [
            {"url": "key", "valueId": f"{indicator.id}-enough".replace("_", "-")},
            {"url": "severity", "valueCode": "warning"},
            {"url": "expression", "valueExpression": _expression(expression)},
            {"url": "human", "valueString": words},
        ]
        return {"url": f"{CORE}/targetConstraint", "extension": parts}

    def variables(self) -> Iterator[Json]:
        """Every variable that was named, each after those that it names itself."""
        clear = self._path.condition(self._clear())
        conditions = {id: self._branch(id) for id in self._needed()}
        for id, condition in conditions.items():
            yield _variable(self._path.names[id], f"{self._answer(id)}{condition}")
        yield _variable(CLEAR, clear)

    def _needed(self) -> Iterable[str]:
        """The questions that are named, in the order of the bank, and those that their branches name."""
        known: set[str] = set()
        while known != self._path.used:
            known = set(self._path.used)
            for id in known:
                self._branch(id)
        return [id for id in self._bank.questions if id in known]

    def _branch(self, question: str) -> str:
        formula = self._branches.formulas[question]
        return "" if formula == ALWAYS else f".where({self._path.condition(formula)})"

    def _answer(self, id: str) -> str:
        question = self._bank.questions[id]
        value = f"{item_at(self._places[id])}.answer.value"
        if is_number(question):
            return value
        return f"{value}.where(system = {literal(options_system(self._bank, question))}).code"

    def _clear(self) -> Formula:
        """No sign that ends the interview is there; and none may be there of which not to be sure ends it as well."""
        formula: Formula = ALWAYS
        for flag in self._bank.flags.values():
            there = self._engine.holds(flag.when)
            if flag.urgency_if_unsure >= Urgency.SAME_DAY:
                formula = formula & there.no
            elif flag.stops:
                formula = formula & opposite(there.yes)
        return formula


def _hidden() -> Json:
    return {"url": f"{CORE}/questionnaire-hidden", "valueBoolean": True}


def _variable(name: str, expression: str) -> Json:
    return {"url": f"{CORE}/variable", "valueExpression": _expression(expression, name=name)}


def _expression(expression: str, **names: str) -> Json:
    return {**names, "language": "text/fhirpath", "expression": expression}

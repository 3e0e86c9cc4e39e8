"""A form of FHIR filled in for the tests, and its expressions worked out by an engine that is not ours."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from hipback.fhir.enable import enabled
from hipback.fhir.systems import answer_values, is_number, open_link
from hipback.model import Answer, Bank

Json = dict[str, Any]


def values_of(bank: Bank, answers: Mapping[str, Answer]) -> dict[str, list[Json]]:
    """By link id the answers, whether their question is put or not."""
    return {
        open_link(id) if is_number(bank.questions[id]) and isinstance(answer, str) else id: answer_values(
            bank, bank.questions[id], answer
        )
        for id, answer in answers.items()
    }


def filled(form: Json, values: Mapping[str, list[Json]], also_disabled: bool = False) -> Json:
    """The least response to a form. With `also_disabled` it keeps the answers that do not count."""
    on = enabled(form["item"], values)

    def items(found: list[Json]) -> Iterator[Json]:
        for item in found:
            if item["linkId"] in on or also_disabled:
                answer, below = values.get(item["linkId"], []), list(items(item.get("item", [])))
                if answer or below:
                    yield {"linkId": item["linkId"]} | {k: v for k, v in (("answer", answer), ("item", below)) if v}

    return {"resourceType": "QuestionnaireResponse", "status": "completed", "item": list(items(form["item"]))}


def extensions(element: Json, name: str) -> list[Json]:
    return [found for found in element.get("extension", []) if found["url"].endswith(f"/{name}")]


def item_of(form: Json, link: str) -> Json:
    return next(item for item in every_item(form) if item["linkId"] == link)


def every_item(element: Json) -> Iterator[Json]:
    for item in element.get("item", []):
        yield item
        yield from every_item(item)


@cache
def compiled(expression: str) -> Any:
    from fhirpathpy import compile
    from fhirpathpy.models import models

    return compile(expression, models["r4"])


def worked_out(form: Json, response: Json, constraints: bool = True) -> dict[str, Any]:
    """By link id what the calculated items come to, if it is anything; and by its key whether a constraint is kept."""
    group = item_of(form, "form-scores")
    known: dict[str, Any] = {"resource": response}
    for variable in extensions(group, "variable"):
        expression = variable["valueExpression"]
        known[expression["name"]] = compiled(expression["expression"])(response, known)
    found = {}
    for item in group["item"]:
        (calculated,) = extensions(item, "sdc-questionnaire-calculatedExpression")
        found[item["linkId"]] = compiled(calculated["valueExpression"]["expression"])(response, known)
    for constraint in extensions(group, "targetConstraint") if constraints else ():
        parts = {part["url"]: part for part in constraint["extension"]}
        expression = parts["expression"]["valueExpression"]["expression"]
        found[parts["key"]["valueId"]] = compiled(expression)(response, known)
    return {link: value for link, value in found.items() if value}

"""The branches of a form are those of the bank: an item is enabled exactly where its question is asked."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms import values_of
from generated import banks, draw_answers
from hipback.bank import default_bank_path, read_bank
from hipback.engine import Engine
from hipback.facts import PersonFacts
from hipback.fhir.enable import FhirError, enabled
from hipback.fhir.questionnaire import questionnaire
from hipback.model import Bank

SHIPPED = read_bank(default_bank_path())


def assert_enabled_as_asked(bank: Bank, form: dict, draw: Random, chance: float) -> None:
    answers = draw_answers(draw, bank, chance)
    engine = Engine(bank, PersonFacts(answers))
    on = enabled(form["item"], values_of(bank, answers))
    assert [id for id in bank.questions if id in on] == [id for id in bank.questions if engine.asked(id).yes]


@settings(max_examples=100)
@given(banks, st.randoms())
def test_an_item_of_any_bank_is_enabled_where_its_question_is_asked(bank, draw):
    try:
        form = questionnaire(bank)
    except FhirError:
        return
    for chance in (0.3, 0.7, 0.9, 1, 1):
        assert_enabled_as_asked(bank, form, draw, chance)


def test_an_item_of_the_shipped_bank_is_enabled_where_its_question_is_asked():
    form, draw = questionnaire(SHIPPED), Random(1)
    for _ in range(30):
        assert_enabled_as_asked(SHIPPED, form, draw, chance=0.9)


@pytest.mark.parametrize(
    ("operator", "than", "of_none", "of_4", "of_5", "of_6"),
    [
        ("=", 5, False, False, True, False),
        ("!=", 5, True, True, False, True),
        (">", 5, False, False, False, True),
        ("<", 5, False, True, False, False),
        (">=", 5, False, False, True, True),
        ("<=", 5, False, True, True, False),
        ("exists", True, False, True, True, True),
        ("exists", False, True, False, False, False),
    ],
)
def test_an_operator_compares_as_r5_says(operator, than, of_none, of_4, of_5, of_6):
    name = "answerBoolean" if operator == "exists" else "answerInteger"
    condition = {"question": "q", "operator": operator, name: than}
    items = [{"linkId": "q"}, {"linkId": "then", "enableWhen": [condition], "enableBehavior": "any"}]
    found = ["then" in enabled(items, {"q": [{"valueInteger": n}]} if n else {}) for n in (0, 4, 5, 6)]
    assert found == [of_none, of_4, of_5, of_6]


def test_an_answer_of_an_item_that_is_not_enabled_does_not_count():
    def item(link: str, after: str) -> dict:
        condition = {"question": after, "operator": "exists", "answerBoolean": True}
        return {"linkId": link, "enableWhen": [condition], "enableBehavior": "all"}

    answers = {"second": [{"valueInteger": 1}]}
    assert enabled([{"linkId": "first"}, item("second", "first"), item("third", "second")], answers) == {"first"}

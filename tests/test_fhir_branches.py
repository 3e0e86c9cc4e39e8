"""The branches of a form are those of the bank: an item is enabled exactly where its question is asked."""

from random import Random

from hypothesis import given
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

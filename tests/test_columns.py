"""The engine on columns of a table finds for each row what it finds for the person."""

import json
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from generated import bank_of, banks, draw_answers, draw_tangled_bank
from hipback.bank import bank_from, default_bank_path, read_bank
from hipback.columns import MISSING, OPEN, Columns, code_type, codes_of, points_type
from hipback.engine import Engine
from hipback.errors import BankError
from hipback.facts import EITHER, PersonFacts
from hipback.truth import UNKNOWN, Truth

seeds = st.integers(0, 999_999)


def codes_for(bank, rows):
    """The codes of a table with these answers in its rows."""
    table = {}
    for id, question in bank.questions.items():
        codes = np.array([codes_of(question, row.get(id)) for row in rows], code_type(question)).T
        table[id] = codes if question.kind == "many" else codes[0]
    return table


def sides(truth: Truth) -> list[tuple]:
    return list(zip(truth.yes.tolist(), truth.no.tolist(), strict=True))


def plain(truth: Truth) -> tuple:
    return bool(truth.yes), bool(truth.no)


def assert_same(bank, rows, unreached=UNKNOWN):
    column = Engine(bank, Columns(bank, codes_for(bank, rows), unreached))
    people = [Engine(bank, PersonFacts(row, unreached)) for row in rows]
    for question in bank.questions:
        assert sides(column.asked(question)) == [plain(engine.asked(question)) for engine in people]
    for indicator in bank.indicators:
        low, high = column.score(indicator)
        assert list(zip(low.tolist(), high.tolist(), strict=True)) == [engine.score(indicator) for engine in people]
        assert sides(column.enough(indicator)) == [plain(engine.enough(indicator)) for engine in people]
        for band, place in column.bands(indicator).items():
            assert sides(place) == [plain(engine.bands(indicator)[band]) for engine in people]
    for part in (*bank.headlines, *bank.patterns, *bank.flags.values(), *bank.suppressions.values()):
        if part.when is not None:
            assert sides(column.holds(part.when)) == [plain(engine.holds(part.when)) for engine in people]


def drawn(bank, seed):
    """Rows of every kind: with an answer to each question, to some, to none; asked or not; each way out."""
    draw = Random(seed)
    return [draw_answers(draw, bank, chance) for chance in (1, 1, 0.9, 0.9, 0.7, 0.3, 0)]


@pytest.mark.hazard("HZ-15", "HZ-50")
@given(banks, seeds)
def test_a_column_of_people_scores_as_each_of_them_does(bank, seed):
    assert_same(bank, drawn(bank, seed))


@given(banks, seeds)
def test_a_column_of_people_looks_ahead_as_each_of_them_does(bank, seed):
    rows = drawn(bank, seed)
    column = Engine(bank, Columns(bank, codes_for(bank, rows), EITHER))
    for id in bank.questions:
        assert sides(column.asked(id)) == [plain(Engine(bank, PersonFacts(row, EITHER)).asked(id)) for row in rows]


@pytest.mark.parametrize("seed", range(30))
def test_columns_and_people_agree_in_banks_in_which_much_hangs_together(seed):
    written = json.dumps(draw_tangled_bank(Random(seed))).encode()
    try:
        bank = bank_from(written, "tangled.yaml")
    except BankError:
        pytest.skip("not every such bank is sound")
    assert_same(bank, drawn(bank, seed))


def test_each_answer_has_its_code():
    bank = bank_of(0)
    by_kind = {question.kind: question for question in bank.questions.values()}
    one, many = by_kind["one"], by_kind["many"]
    assert [codes_of(one, answer) for answer in (*one.options, "not_sure", "skipped", None)] == [
        *([place] for place in range(len(one.options))),
        [OPEN],
        [OPEN],
        [MISSING],
    ]
    first = next(iter(many.options))
    assert codes_of(many, (first,)) == [1, *[0] * (len(many.options) - 1)]
    assert codes_of(many, (f"{first}?",)) == [OPEN, *[0] * (len(many.options) - 2), OPEN]
    assert codes_of(many, ("none",)) == [*[0] * (len(many.options) - 1), 1]
    assert codes_of(many, None) == [MISSING] * len(many.options)


def test_a_sum_of_points_fits_its_type():
    shipped = read_bank(default_bank_path())
    assert np.iinfo(points_type(shipped)).max > sum(each.maximum for each in shipped.indicators.values())

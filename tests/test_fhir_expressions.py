"""Formulas and points as FHIRPath, one expression at a time."""

import pytest

from hipback.fhir.expressions import FhirPath, variable_names
from hipback.fhir.formulas import (
    ALWAYS,
    NEVER,
    Answered,
    Best,
    Between,
    Capped,
    Denied,
    Every,
    Exceeds,
    Reaches,
    Said,
    Some,
    Sum,
    opposite,
    points,
)

OFTEN, HERE, THERE = Said("groin", ("often",)), Said("where", ("here",)), Said("where", ("here", "there"))
TWO = points(OFTEN, 2)


@pytest.fixture
def path():
    """Where a question `then` is put only if it hurts often."""
    names = variable_names(["groin", "where", "age", "then"])
    return FhirPath(names, dict.fromkeys(names, ALWAYS) | {"then": OFTEN})


@pytest.mark.parametrize(
    ("formula", "written"),
    [
        (ALWAYS, "true"),
        (NEVER, "false"),
        (OFTEN, "'often' in %groin"),
        (THERE, "'here' in %where or 'there' in %where"),
        (Answered("age"), "%age.exists()"),
        (opposite(Answered("age")), "%age.empty()"),
        (Between("age", 45, 59), "%age.where($this >= 45 and $this <= 59).exists()"),
        (Between("age", None, 59), "%age.where($this <= 59).exists()"),
        (Every((OFTEN, THERE)), "'often' in %groin and ('here' in %where or 'there' in %where)"),
        (Some((OFTEN, Every((OFTEN, HERE)))), "'often' in %groin or 'often' in %groin and 'here' in %where"),
        (opposite(THERE), "('here' in %where or 'there' in %where).not()"),
        (opposite(Every((Answered("where"), Denied(HERE)))), "%where.empty() or 'here' in %where"),
        (Every((Said("then", ("yes",)), OFTEN)), "'yes' in %then"),
        (Reaches(TWO, 2), "iif('often' in %groin, 2, 0) >= 2"),
        (Exceeds(TWO, Sum(()), 30), "(iif('often' in %groin, 2, 0)) * 100 > (0) * 30"),
        (opposite(Exceeds(TWO, TWO, 9)), "(iif('often' in %groin, 2, 0)) * 100 <= (iif('often' in %groin, 2, 0)) * 9"),
    ],
)
def test_a_formula_is_written_so(path, formula, written):
    assert path.condition(formula) == written


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (Best(()), "0"),
        (Sum(()), "0"),
        (Best(((OFTEN, 4), (ALWAYS, 1))), "iif('often' in %groin, 4, 1)"),
        (points(opposite(OFTEN), 3), "iif('often' in %groin, 0, 3)"),
        (Sum((points(ALWAYS, 1), TWO, points(ALWAYS, 1))), "iif('often' in %groin, 2, 0) + 2"),
        (
            Capped(Sum((TWO, TWO)), 3),
            "(iif('often' in %groin, 2, 0) + iif('often' in %groin, 2, 0)).select(iif($this > 3, 3, $this))",
        ),
    ],
)
def test_points_are_written_so(path, number, written):
    assert path.number(number) == written


def test_what_is_weighed_is_left_to_the_weights(path):
    by_weight = FhirPath(path.names, path.branches, {TWO: "groin"})
    assert by_weight.number(Sum((TWO, points(HERE, 1)))) == (
        "%resource.repeat(item).where(linkId in ('groin')).answer"
        ".where(value.system != 'https://hipback.invalid/fhir/CodeSystem/ways-out').weight()"
        ".aggregate($this + $total, 0) + iif('here' in %where, 1, 0)"
    )


def test_a_variable_keeps_clear_of_the_names_that_others_use():
    assert variable_names(["about_you", "a_b", "a__b", "resource"]) == {
        "about_you": "aboutYou",
        "a_b": "aB",
        "a__b": "aBX",
        "resource": "resourceX",
    }

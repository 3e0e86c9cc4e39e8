"""Three-valued truth: the tables of and, or, not, and what a side may be."""

import pytest

from hipback.truth import NO, UNKNOWN, YES, Truth


@pytest.mark.parametrize(
    ("one", "other", "both"),
    [
        (YES, YES, YES),
        (YES, UNKNOWN, UNKNOWN),
        (YES, NO, NO),
        (UNKNOWN, YES, UNKNOWN),
        (UNKNOWN, UNKNOWN, UNKNOWN),
        (UNKNOWN, NO, NO),
        (NO, YES, NO),
        (NO, UNKNOWN, NO),
        (NO, NO, NO),
    ],
)
def test_and_is_yes_where_both_are_and_no_where_one_is_not(one, other, both):
    assert one & other == both


@pytest.mark.parametrize(
    ("one", "other", "either"),
    [
        (YES, YES, YES),
        (YES, UNKNOWN, YES),
        (YES, NO, YES),
        (UNKNOWN, YES, YES),
        (UNKNOWN, UNKNOWN, UNKNOWN),
        (UNKNOWN, NO, UNKNOWN),
        (NO, YES, YES),
        (NO, UNKNOWN, UNKNOWN),
        (NO, NO, NO),
    ],
)
def test_or_is_yes_where_one_is_and_no_where_both_are_not(one, other, either):
    assert one | other == either


@pytest.mark.parametrize(("truth", "opposite"), [(YES, NO), (NO, YES), (UNKNOWN, UNKNOWN)])
def test_not_swaps_the_sides(truth, opposite):
    assert ~truth == opposite


def test_a_truth_may_be_about_many_at_once_as_bits_of_a_number():
    one, other = Truth(yes=0b1100, no=0b0010), Truth(yes=0b1010, no=0b0101)
    assert (one & other, one | other, ~one) == (Truth(0b1000, 0b0111), Truth(0b1110, 0b0000), Truth(0b0010, 0b1100))


def test_what_comes_of_truths_is_a_truth():
    assert [type(found) for found in (YES & NO, YES | NO, ~YES)] == [Truth, Truth, Truth]


@pytest.mark.hazard("HZ-50")
@pytest.mark.parametrize("truth", [YES, NO, UNKNOWN])
def test_a_truth_is_never_read_as_true_or_false(truth):
    with pytest.raises(TypeError, match=r"^a Truth has two sides: ask for \.yes or for \.no$"):
        bool(truth)

"""Numbers of many people as planes of bits do what plain numbers do, person by person."""

from functools import reduce
from operator import add

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hipback.planes import Number

NUMBERS = st.integers(0, 300)
PAIRS = st.lists(st.tuples(NUMBERS, NUMBERS), max_size=9)
"""Two numbers for each of some people."""


def number_of(numbers: list[int]) -> Number:
    return reduce(add, (Number.of(number, 1 << person) for person, number in enumerate(numbers)), Number(()))


def numbers_in(number: Number, people: int) -> list[int]:
    return [number.for_person(person) for person in range(people)]


def those(so: list[bool]) -> int:
    """The people of whom it is so, as a set."""
    return sum(1 << person for person, is_so in enumerate(so) if is_so)


def unzipped(pairs: list[tuple[int, int]]) -> tuple[list[int], list[int]]:
    return [one for one, _ in pairs], [other for _, other in pairs]


@pytest.mark.parametrize(("number", "planes"), [(0, ()), (1, (0b101,)), (5, (0b101, 0, 0b101))])
def test_a_number_of_some_people_stands_in_planes(number, planes):
    assert Number.of(number, 0b101).planes == planes


def test_who_is_not_among_the_people_of_a_number_has_none():
    assert numbers_in(Number.of(5, 0b101), 4) == [5, 0, 5, 0]


@given(PAIRS)
def test_numbers_are_added_person_by_person(pairs):
    one, other = unzipped(pairs)
    assert numbers_in(number_of(one) + number_of(other), len(pairs)) == [a + b for a, b in pairs]


def test_a_sum_may_start_from_nothing_on_either_side():
    one = Number.of(3, 0b11)
    assert (numbers_in(0 + one, 2), numbers_in(one + 0, 2)) == ([3, 3], [3, 3])


def test_a_sum_has_no_more_planes_than_it_needs():
    assert len(sum([Number.of(1, 0b1)] * 60, Number(())).planes) == 6


@given(st.lists(NUMBERS, max_size=9), st.integers(0, 200))
def test_a_number_is_taken_so_many_times(numbers, factor):
    assert numbers_in(number_of(numbers).times(factor), len(numbers)) == [number * factor for number in numbers]


@given(PAIRS, st.integers(0, 511))
def test_it_is_known_of_whom_a_number_is_not_less_than_another(pairs, people):
    one, other = unzipped(pairs)
    known = number_of(one).at_least(number_of(other), people & (1 << len(pairs)) - 1)
    assert known == those([a >= b for a, b in pairs]) & people


@given(PAIRS, st.integers(0, 511))
def test_some_people_take_the_other_number(pairs, people):
    one, other = unzipped(pairs)
    found = number_of(one).instead(number_of(other), people)
    assert numbers_in(found, len(pairs)) == [b if people >> person & 1 else a for person, (a, b) in enumerate(pairs)]

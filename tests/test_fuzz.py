"""What strangers' bytes reach, without atheris: the inputs that fuzzing found, and slips in the structure of them.

`tests/fuzz/run.py` tries a million of each; `tests/README.md` tells how.
"""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from fuzz.mutate import mutated, parts_of, sealed
from fuzz.targets import CORPUS, TARGETS, reading
from hipback.errors import HipbackError

pytestmark = pytest.mark.no_cover
INPUTS = {name: [path.read_bytes() for path in sorted((CORPUS / name).iterdir())] for name in TARGETS}
PARTS = {name: parts_of(sources) for name, sources in INPUTS.items()}


@pytest.mark.parametrize("name", TARGETS)
def test_what_fuzzing_found_is_read_or_told(name):
    for source in INPUTS[name]:
        reading(TARGETS[name])(source)


@pytest.mark.parametrize("name", TARGETS)
def test_some_of_what_fuzzing_found_is_read_to_the_end(name):
    assert any(is_read(name, source) for source in INPUTS[name])


def is_read(name: str, source: bytes) -> bool:
    try:
        TARGETS[name](source)
    except HipbackError:
        return False
    return True


@pytest.mark.parametrize("name", TARGETS)
@settings(max_examples=120)
@given(seed=some.integers(0, 2**32))
def test_slips_are_read_or_told(name, seed):
    draw = Random(seed)
    source = draw.choice(INPUTS[name])
    slipped = mutated(source, draw, PARTS[name]) or source
    reading(TARGETS[name])((sealed(slipped) or slipped) if name == "unfinished" else slipped)


def test_a_slip_leaves_out_doubles_wraps_or_replaces_a_part():
    parts = parts_of([b"c: [d]"])
    found = {mutated(b"a: b", Random(seed), parts) for seed in range(2_000)}
    assert {b"{a: }", b"{}", b"", b"{a, a: b}", b"{a: [b]}", b"{a: {b: b}}", b"{a: d}", b"{c: [d]}"} <= found


def test_json_with_slips_is_json_as_long_as_it_can_be():
    found = {mutated(b'{"a": [1, true]}', Random(seed), ['"word"']) for seed in range(2_000)}
    assert {b'{"a": [1, 1, true]}', b'{"a": [[1], true]}', b'{"a": ["word", true]}', b'{"word": [1, true]}'} <= found


def test_what_is_no_file_of_ours_has_no_structure_to_slip_in():
    assert mutated(b"a: [", Random(0), ["b"]) is None
    assert [sealed(source) for source in (b"a", b"[]", b"{")] == [None, None, None]

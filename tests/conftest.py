"""What several test files share: the small bank, and how many cases the laws are tried on."""

from pathlib import Path

import pytest
from hypothesis import settings

from hipback.bank import read_bank
from hipback.model import Bank

settings.register_profile("laws", derandomize=True, database=None, deadline=None, max_examples=500)
settings.load_profile("laws")


@pytest.fixture(scope="session")
def small() -> Bank:
    """The bank in `banks/small.yaml`, which has every kind of question."""
    return read_bank(Path(__file__).parent / "banks" / "small.yaml")

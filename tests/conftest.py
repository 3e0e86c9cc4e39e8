"""What several test files share: the small bank, folders of their own, and how many cases the laws are tried on."""

from pathlib import Path

import pytest
import yaml
from hypothesis import settings

from hipback.bank import read_bank
from hipback.marked import PythonLoader
from hipback.model import Bank

settings.register_profile("laws", derandomize=True, database=None, deadline=None, max_examples=200)
settings.load_profile("laws")


@pytest.fixture(scope="session")
def small() -> Bank:
    """The bank in `banks/small.yaml`, which has every kind of question."""
    return read_bank(Path(__file__).parent / "banks" / "small.yaml")


@pytest.fixture(params=[yaml.CSafeLoader, PythonLoader], ids=["C", "Python"])
def each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read by the parser in C, and once more by the one in Python, which must agree."""
    monkeypatch.setattr("hipback.marked._LOADER", request.param)


@pytest.fixture(autouse=True)
def private_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """No test reads or writes the real home: every test has an empty one, and an empty `HIPBACK_HOME`."""
    home = tmp_path_factory.mktemp("home")
    for name in (home / "data", home / "user"):
        name.mkdir(mode=0o700)
    monkeypatch.setenv("HIPBACK_HOME", str(home / "data"))
    monkeypatch.setenv("HOME", str(home / "user"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    return home

"""What several test files share: a small bank, folders of their own, how often things are tried, and the figures."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import FrameType

import pytest
import yaml
from hypothesis import settings

from hipback.bank import read_bank
from hipback.marked import PythonLoader
from hipback.model import Bank
from oracle import CANARY

REACHES_OUT = ("socket.", "subprocess.", "webbrowser.", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.spawn")


def watch(event: str, _: object) -> None:
    """Fail the test in which the program opens a socket, or starts another program. Tests themselves may."""
    if event.startswith(REACHES_OUT) and _by_the_program(sys._getframe(1)):
        pytest.fail(f"hipback did what it never may: {event}")


def _by_the_program(frame: FrameType | None) -> bool:
    while frame and frame.f_globals.get("__name__", "").partition(".")[0] != "hipback":
        frame = frame.f_back
    return frame is not None


sys.addaudithook(watch)

settings.register_profile("laws", derandomize=True, database=None, deadline=None, max_examples=100)
settings.register_profile("long", settings.get_profile("laws"), max_examples=1000)


def pytest_addoption(parser: pytest.Parser) -> None:
    """`--long` is for the figures of docs/reliability.md; every change is tried on fewer cases."""
    parser.addoption("--long", action="store_true", help="try the hostile cases as often as docs/reliability.md tells")


def pytest_configure(config: pytest.Config) -> None:
    settings.load_profile("long" if config.getoption("long") else "laws")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What is marked `long` is left out without `--long`."""
    if not config.getoption("long"):
        items[:] = [item for item in items if not item.get_closest_marker("long")]


@pytest.fixture
def tries(request: pytest.FixtureRequest) -> Callable[[int, int], int]:
    """How often something is tried: the first number with every change, the second with `--long`."""
    return lambda often, long: long if request.config.getoption("long") else often


@pytest.fixture
def figure(request: pytest.FixtureRequest, record_property: Callable[[str, object], None]) -> Callable[..., None]:
    """Tells what was tried, how often, and what came of it: in the report of the tests, and to docs/reliability.py.

    `figure("storage", "saves by four writers", 800, lost=0)`: the group, what was tried, how often, and each kind of
    harm with its count. The file lies under pytest's cache, in the folder `reliability`. What `--long` found stays
    there until it is tried with `--long` again.
    """

    long = request.config.getoption("long")

    def tell(group: str, name: str, tried: int, **harm: int) -> None:
        record_property(f"{group}: {name}", tried)
        key = f"reliability/{group}/{name}"
        cache = getattr(request.config, "cache", None)
        if cache and (long or not (cache.get(key, None) or {}).get("long")):
            cache.set(key, {"tried": tried, **harm, "long": long})

    return tell


@pytest.fixture(scope="session")
def small() -> Bank:
    """The bank in `banks/small.yaml`, which has every kind of question."""
    return read_bank(Path(__file__).parent / "banks" / "small.yaml")


@pytest.fixture(params=[yaml.CSafeLoader, PythonLoader], ids=["C", "Python"])
def each_loader(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Files are read by the parser in C, and once more by the one in Python, which must agree."""
    monkeypatch.setattr("hipback.marked._LOADER", request.param)


@pytest.fixture(autouse=True)
def private_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """No test reads or writes the real home: every test has an empty one, and an empty `HIPBACK_HOME`.

    What a test leaves in the home, or in the folder for passing files, holds no canary (`oracle.CANARY`).
    """
    home = tmp_path_factory.mktemp("home")
    for name in (home / "data", home / "user"):
        name.mkdir(mode=0o700)
    monkeypatch.setenv("HIPBACK_HOME", str(home / "data"))
    monkeypatch.setenv("HOME", str(home / "user"))
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    yield home
    left = [path for name in ("user", "temporary") for path in (home / name).rglob("*") if path.is_file()]
    assert [str(path) for path in left if CANARY.encode() in path.read_bytes()] == []

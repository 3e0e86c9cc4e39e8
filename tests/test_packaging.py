"""What hipback is made of and how it is packed: the cases P06 to P09, P22 and P23 of its supply."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tomllib
import zipfile
from fnmatch import fnmatch
from importlib.metadata import distribution
from pathlib import Path

import pytest

TOP = Path(__file__).parents[1]
PROJECT = tomllib.loads((TOP / "pyproject.toml").read_text())
PACKED = [*PROJECT["tool"]["hatch"]["build"]["targets"]["sdist"]["include"], "pyproject.toml", ".gitignore"]
LOCKED = re.findall(r"(?m)^([\w.-]+)==(\S+)", (TOP / "requirements.lock").read_text())
CI = (TOP / ".ci" / "run").read_text()

MADE_OF = {"click", "markdown-it-py", "mdurl", "pygments", "pyyaml", "rich"}
"""All that a user installs besides hipback. None of it goes online by itself; a new one must be looked at first."""

IN_THE_WHEEL = [
    "hipback/*.py",
    "hipback/py.typed",
    *(f"hipback/{name}.yaml" for name in ("codes", "help", "new_bank", "new_cases", "questions")),
    "hipback-*.data/data/share/man/man1/hipback*.1",
    *(
        f"hipback-*.dist-info/{name}"
        for name in ("METADATA", "RECORD", "WHEEL", "entry_points.txt", "licenses/LICENSE")
    ),
]
IN_THE_SOURCES = [
    *(".gitignore", ".pre-commit-hooks.yaml", "CHANGELOG.md", "LICENSE", "PKG-INFO", "README.md", "pyproject.toml"),
    *("questions.yaml", "requirements.lock", "hipback/*.py", "hipback/*.yaml", "hipback/py.typed"),
    *(f"docs/{name}" for name in ("*.html", "*.json", "*.md", "*.py", "*.svg", "*.yaml", "man/*.1")),
    *(f"{folder}/*.{kind}" for folder in ("benchmarks", "examples", "tests") for kind in ("md", "py", "txt", "yaml")),
    *(f"tests/{folder}/*" for folder in ("expected", "fuzz/corpus", "hostile/saves", "mutations")),
]


def test_p04_nothing_is_needed_that_was_not_looked_at():
    found, wanted = set(), ["hipback"]
    while wanted:
        for line in distribution(wanted.pop()).requires or []:
            name = re.split(r"[^\w.-]", line)[0].lower()
            if ";" not in line and name not in found:
                found.add(name)
                wanted.append(name)
    assert found == MADE_OF


def test_p06_all_that_is_needed_is_locked_with_its_digests():
    parts = re.split(r"(?m)^(?=[\w.-]+==)", (TOP / "requirements.lock").read_text())[1:]
    assert {name for name, _ in LOCKED} == MADE_OF
    assert [part.split()[0] for part in parts if not re.search(r"--hash=sha256:[0-9a-f]{64}", part)] == []
    assert "--require-hashes -r requirements.lock" in CI


def test_p22_the_oldest_and_the_newest_versions_are_tried():
    wanted = PROJECT["project"]["dependencies"]
    assert [line for line in wanted if not re.fullmatch(r"[a-z]+>=[\d.]+", line)] == []
    lowest = subprocess.run([sys.executable, TOP / ".ci" / "lowest.py"], capture_output=True, encoding="utf-8")
    assert lowest.stdout.split() == [line.replace(">=", "==") for line in wanted]
    assert ".ci/lowest.py" in CI


@pytest.mark.no_cover
def test_p07_what_it_is_made_of_is_told_to_other_programs(tmp_path):
    (tmp_path / "a.whl").write_bytes(b"wheel")
    words = [sys.executable, TOP / ".ci" / "sbom.py", tmp_path / "a.whl"]
    told = json.loads(subprocess.run(words, capture_output=True, check=True).stdout)
    assert told["metadata"]["component"]["name"] == "hipback"
    assert told["metadata"]["component"]["hashes"][0]["content"] == hashlib.sha256(b"wheel").hexdigest()
    assert {part["name"].lower() for part in told["components"]} == MADE_OF
    assert [part["name"] for part in told["components"] if not (part["version"] and part["licenses"])] == []
    assert {one["ref"] for one in told["dependencies"]} == {
        told["metadata"]["component"]["bom-ref"],
        *(part["bom-ref"] for part in told["components"]),
    }


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The wheel and the sources packed twice: elsewhere, at another time of day, under another umask."""
    one = build(tmp_path_factory.mktemp("one"), 0o022, "UTC")
    return one, build(tmp_path_factory.mktemp("two") / "deeper", 0o077, "Asia/Tokyo")


def build(folder: Path, umask: int, zone: str) -> Path:
    before = os.umask(umask)
    try:
        for name in PACKED:
            copy(TOP / name, folder / name)
        words = [sys.executable, "-m", "hatchling", "build", "-d", "made"]
        subprocess.run(words, cwd=folder, env={**os.environ, "TZ": zone}, check=True, capture_output=True)
    finally:
        os.umask(before)
    return folder / "made"


def copy(path: Path, to: Path) -> None:
    """With modes and times of today, as a fresh checkout has them; and with what lies about there."""
    if path.is_dir():
        ignored = shutil.ignore_patterns("__pycache__", ".*", "*.sock")
        shutil.copytree(path, to, ignore=ignored, copy_function=shutil.copyfile)
        (to / "__pycache__").mkdir()
        (to / "__pycache__" / "left.pyc").write_bytes(b"left")
    else:
        to.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, to)


@pytest.mark.no_cover
@pytest.mark.parametrize("kind", ["*.whl", "*.tar.gz"])
def test_p08_who_builds_it_again_gets_the_same_bytes(kind, built, figure):
    one, two = ([path.read_bytes() for path in made.glob(kind)] for made in built)
    figure("supply", f"wheel and sources built twice/{kind}", 1, different=int(one != two))
    assert (len(one), one == two) == (1, True)


@pytest.mark.no_cover
def test_p09_the_wheel_holds_what_is_meant_and_nothing_else(built):
    [wheel] = built[0].glob("*.whl")
    names = zipfile.ZipFile(wheel).namelist()
    assert unmeant(names, IN_THE_WHEEL) == []
    assert [meant for meant in IN_THE_WHEEL if not any(fnmatch(name, meant) for name in names)] == []


@pytest.mark.no_cover
def test_p09_the_sources_hold_what_is_meant_and_nothing_else(built):
    [sources] = built[0].glob("*.tar.gz")
    with tarfile.open(sources) as packed:
        names = [name.partition("/")[2] for name in packed.getnames()]
    assert unmeant(names, IN_THE_SOURCES) == []
    assert [name for name in names if "cache" in name] == []


def unmeant(names: list[str], meant: list[str]) -> list[str]:
    return [name for name in names if not any(fnmatch(name, pattern) for pattern in meant)]

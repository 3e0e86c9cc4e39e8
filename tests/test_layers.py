"""Imports run one way, the core reads and prints nothing, and nothing unexpected is needed."""

import ast
import sys
from pathlib import Path

import pytest

import hipback

PACKAGE = Path(hipback.__file__).parent
LAYERS = [
    {"__init__", "truth", "model"},
    {
        "errors",
        "engine",
        "safety",
        "layout",
        "disk",
        "document",
        "tally",
        "report",
        "lesson",
        "planes",
        "codes",
        "slips",
        "sentences",
    },
    {"characters", "commonmark"},
    {"marked", "facts", "review", "explanation", "help"},
    {"kinds", "codebook", "columns"},
    {"keys"},
    {"conditions", "schema", "interview", "answers", "record", "unsettled", "people", "frequencies"},
    {"questions", "labels", "cohort", "rows"},
    {"messages", "history"},
    {"bank", "comparison", "signs"},
    {"result", "lessons", "written"},
    {"fhir"},
    {"outcomes", "entries", "explain"},
    {"cases", "batch"},
    {"verify"},
    {"difference", "coverage", "influence"},
    {"render", "store", "terminal", "examples", "reviews", "tables"},
    {"lint"},
    {"cli"},
    {"__main__"},
]
ORDER_OF = {name: number for number, names in enumerate(LAYERS) for name in names}
IN_ONE_ROOM = {"batch", "explain", "fhir", "verify", "difference", "render", "tables", "lint", "cli"}
"""Rooms of many modules, which may use each other."""

FILES = sorted(PACKAGE.rglob("*.py"))
PATHS = [str(file.relative_to(PACKAGE)) for file in FILES]


def imported_by(path: str) -> set[str]:
    """Every module that a file imports, wherever in it: `hipback.model`, `yaml`."""
    nodes = list(ast.walk(ast.parse((PACKAGE / path).read_text(encoding="utf-8"))))
    whole = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    parts = [node for node in nodes if isinstance(node, ast.ImportFrom)]
    assert not [node for node in parts if node.level], "an import tells the whole name"
    inside = {f"hipback.{name.name}" for node in parts if node.module == "hipback" for name in node.names}
    rooms = {name for name in inside if room_of(name) in ORDER_OF}
    return whole | rooms | {node.module for node in parts if node.module}


def room_of(module: str) -> str:
    """`hipback.render.text` stands in `render`; `hipback` itself holds the version."""
    return module.split(".")[1] if "." in module else "__init__"


def test_every_module_has_a_layer():
    assert {Path(path).parts[0].removesuffix(".py") for path in PATHS} == set(ORDER_OF)


@pytest.mark.parametrize("path", PATHS)
def test_a_module_imports_only_from_layers_below(path):
    room = Path(path).parts[0].removesuffix(".py")
    rooms = {room_of(module) for module in imported_by(path) if module.split(".")[0] == "hipback"} - {"__init__"}
    own = {room} & IN_ONE_ROOM
    assert {other for other in rooms - own if ORDER_OF[other] >= ORDER_OF[room]} == set()


@pytest.mark.parametrize("path", ["unsettled.py", "answers.py", "interview.py", "conditions.py"])
def test_modules_of_the_third_layer_that_stand_alone_do_not_use_each_other(path):
    third = {f"hipback.{name}" for name in ("conditions", "questions", "bank", "interview", "answers", "unsettled")}
    assert imported_by(path) & third == set()


@pytest.mark.parametrize("path", ["truth.py", "model.py", "engine.py", "interview.py"])
def test_the_core_neither_reads_nor_prints_nor_asks_the_clock(path):
    outside = {"yaml", "click", "rich", "os", "sys", "datetime", "time", "pathlib", "io"}
    assert {module.split(".")[0] for module in imported_by(path)} & outside == set()


FOR_MANY = {"numpy", "pyarrow"}
"""What only the extra `batch` brings."""


@pytest.mark.parametrize("path", PATHS)
def test_nothing_is_imported_that_a_user_does_not_have(path):
    known = sys.stdlib_module_names | {"hipback", "click", "yaml", "rich"}
    of_many = FOR_MANY if path.startswith(("columns.", "batch/", "tables/")) else set()
    assert {module.split(".")[0] for module in imported_by(path)} - known - of_many == set()


@pytest.mark.parametrize("path", [path for path in PATHS if path.startswith("render/")])
def test_a_format_sees_plain_data_and_no_bank(path):
    rooms = {"bank", "messages", "engine", "interview", "facts", "result", "lessons", "reviews", "written"}
    assert imported_by(path) & {f"hipback.{room}" for room in rooms} == set()

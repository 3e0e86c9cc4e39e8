"""The list of mutants that survive: each is one of the program as it is, and has a reason."""

import ast
from pathlib import Path

import pytest

from mutants import LIST, TESTS, Mutant, listed, undecorated

PROGRAM = Path(__file__).parents[1] / "hipback"


def functions(module: str) -> dict[str, str]:
    """By name the source of each function of a module, and of each method of its classes."""
    source = (PROGRAM / f"{module}.py").read_text(encoding="utf-8")
    found = {}
    for node in ast.parse(source).body:
        parts = node.body if isinstance(node, ast.ClassDef) else [node]
        prefix = f"{module}.{node.name}." if isinstance(node, ast.ClassDef) else f"{module}."
        for part in parts:
            if isinstance(part, ast.FunctionDef):
                found[prefix + part.name] = ast.get_source_segment(source, part) or ""
    return found


@pytest.mark.parametrize("mutant", listed(), ids=str)
def test_a_mutant_that_is_listed_is_one_of_the_program_as_it_is(mutant):
    source = functions(mutant.function.partition(".")[0])[mutant.function]
    assert " ".join(mutant.before.split()) in " ".join(source.replace("`", "'").split())


def test_every_mutant_that_is_listed_has_its_reason():
    assert LIST.read_text(encoding="utf-8").count("\n- `") == len(listed())


def test_tests_aim_at_each_module_that_decides():
    files = [f"tests/test_{name}.py" for names in TESTS.values() for name in names]
    assert [file for file in files if not (PROGRAM.parent / file).exists()] == []
    assert [name for name in TESTS if not functions(name)] == []


def test_what_has_a_decorator_has_it_below():
    source = (
        "class A:\n    @property\n    def b(self):\n        return 1\n\n"
        "    @classmethod\n    def c(cls):\n        return 2\n\n\n"
        "@contextmanager\ndef d():\n    yield\n"
    )
    assert undecorated(source) == (
        "class A:\n    def b(self):\n        return 1\n    b = property(b)\n\n"
        "    @classmethod\n    def c(cls):\n        return 2\n\n\n"
        "def d():\n    yield\nd = contextmanager(d)\n"
    )


def test_a_mutant_is_shown_by_its_function_and_what_changed():
    assert str(Mutant("engine.Engine.holds", "a", "b")) == "- `engine.Engine.holds`: `a` → `b`"

"""Mutation testing of what decides: `python tests/mutants.py engine facts`. See tests/README.md.

mutmut changes one thing after the other in a copy of the program, and runs the tests that reach it: a change that no
test notices has survived. Each survivor stands in `mutants.md` with the reason; one that does not is a fault.
mutmut passes over functions with decorators; so in the copy they are decorated below themselves.
"""

import argparse
import ast
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).parents[1]
LIST = Path(__file__).with_suffix(".md")
COPIED = ("hipback", "tests", "docs", "examples", "questions.yaml", "pyproject.toml", "README.md", "CHANGELOG.md")
TESTS = {
    "truth": ("truth", "engine"),
    "engine": ("engine", "facts", "unsettled"),
    "facts": ("facts", "engine", "unsettled"),
    "signs": ("signs", "report"),
    "unsettled": ("unsettled", "report"),
    "interview": ("interview", "report", "answers"),
    "store": ("store",),
    "disk": ("disk", "store"),
    "terminal": ("terminal",),
    "answers": ("answers",),
    "bank": ("bank", "places"),
}
"""By module the files of tests that aim at it, and are quick."""
DECORATORS = {"property", "cached_property", "contextmanager"}
"""Those that can be called below a function as well."""


class Mutant(NamedTuple):
    """The function that was changed, and a line of it before and after; either may be empty."""

    function: str
    before: str
    after: str

    def __str__(self) -> str:
        return f"- `{self.function}`: `{self.before}` → `{self.after}`"


def survivors(module: str) -> list[Mutant]:
    """The changes of a module that no test notices. Tells how many there were, as a test does with its figures."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        _copy(module, folder)
        became = _became(folder)
        survived = [mutant for mutant, end in became.items() if end in ("survived", "no tests")]
        _tell(module, len(became), len(survived))
        return [_shown(mutant, _mutmut(folder, "show", mutant)) for mutant in survived]


def listed() -> dict[Mutant, str]:
    """By mutant the reason why no test can notice it, or why none need."""
    found = re.findall(r"^- `(.+?)`: `(.*?)` → `(.*?)`\n  (.+)$", LIST.read_text(encoding="utf-8"), re.MULTILINE)
    return {Mutant(*words): reason for *words, reason in found}


def undecorated(source: str) -> str:
    """The module with `name = property(name)` below a function, in place of the decorator above it."""
    lines = source.splitlines()
    functions = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.FunctionDef)]
    for node in sorted(functions, key=lambda node: -node.lineno):
        names = [ast.unparse(decorator) for decorator in node.decorator_list]
        if len(names) == 1 and names[0] in DECORATORS:
            lines.insert(node.end_lineno or 0, f"{' ' * node.col_offset}{node.name} = {names[0]}({node.name})")
            del lines[node.decorator_list[0].lineno - 1]
    return "\n".join(lines) + "\n"


def _copy(module: str, folder: Path) -> None:
    for name in COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, folder)
    path, project = folder / "hipback" / f"{module}.py", folder / "pyproject.toml"
    path.write_text(undecorated(path.read_text(encoding="utf-8")), encoding="utf-8")
    project.write_text(project.read_text(encoding="utf-8") + _wishes(module), encoding="utf-8")


def _wishes(module: str) -> str:
    """What mutmut reads there: it knows no options for these."""
    wishes: Mapping[str, object] = {
        "source_paths": ["hipback/"],
        "only_mutate": [f"hipback/{module}.py"],
        "also_copy": [name for name in COPIED if name not in ("hipback", "tests")],
        "pytest_add_cli_args": ["-o", "addopts=--import-mode=importlib", "-p", "no:cacheprovider"],
        "pytest_add_cli_args_test_selection": [f"tests/test_{name}.py" for name in TESTS[module]],
        "timeout_constant": 5.0,  # seconds, on a machine that may be busy
        "use_git_change_detection": False,
    }
    return "\n[tool.mutmut]\n" + "".join(f"{name} = {json.dumps(value)}\n" for name, value in wishes.items())


def _became(folder: Path) -> dict[str, str]:
    """By the name of each mutant what became of it."""
    _mutmut(folder, "run", "--max-children=1")
    late = [mutant for mutant, end in _results(folder).items() if end == "timeout"]
    if late:  # the machine may have been busy: what never ends will take as long again
        _mutmut(folder, "run", "--max-children=1", *late)
    return _results(folder)


def _results(folder: Path) -> dict[str, str]:
    return dict(re.findall(r"^ *(\S+): (.+)$", _mutmut(folder, "results", "--all=true"), re.MULTILINE))


def _mutmut(folder: Path, *words: str) -> str:
    command = [sys.executable, "-m", "mutmut", *words]
    return subprocess.run(command, cwd=folder, check=True, stdout=subprocess.PIPE, text=True).stdout


def _shown(name: str, difference: str) -> Mutant:
    """A mutant as a person reads it: its name counts the changes of a function, which says nothing."""
    module, _, function = name.removeprefix("hipback.").partition(".")
    found = re.sub(r"__mutmut_\d+$", "", function).removeprefix("x_").removeprefix("xǁ").replace("ǁ", ".")
    before, after = (_changed(difference, sign) for sign in "-+")
    return Mutant(f"{module}.{found}", before, after)


def _changed(difference: str, sign: str) -> str:
    lines = [line[1:].strip() for line in difference.splitlines() if line.startswith(sign) and line[1:2] != sign]
    return " ".join(lines).replace("`", "'")


def _tell(module: str, tried: int, survived: int) -> None:
    """Where docs/reliability.md has its figures from, in the same shape as those of the tests."""
    path = ROOT / ".pytest_cache" / "v" / "reliability" / "mutants" / module
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"tried": tried, "killed": tried - survived, "survived": survived, "long": True}))


def main(modules: Sequence[str]) -> int:
    """Say which changes survive and are not listed; 1 if there is one."""
    known, new = listed(), 0
    for module in modules:
        unknown = [mutant for mutant in survivors(module) if mutant not in known]
        print(f"## {module}\n", *unknown, sep="\n")
        new += len(unknown)
    return min(new, 1)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", nargs="*", default=list(TESTS), choices=list(TESTS), metavar="MODULE")
    sys.exit(main(parser.parse_args().modules))

"""Written people as YAML, to be taken over into a file of cases; and what came of trying them, for other programs."""

from collections.abc import Mapping, Sequence
from typing import Any
from xml.etree import ElementTree

from hipback.layout import visible
from hipback.model import Answer
from hipback.render.answers import value_as_yaml

Differences = Mapping[str, tuple[Any, Any]]
"""By key what is written and what came out."""


def case_as_yaml(name: str, answers: Mapping[str, Answer], result: Mapping[str, Any]) -> str:
    """An entry of `people`, indented as it stands there."""
    lines = [f"  - name: {_quoted(name)}", *_mapping("answers", answers)]
    told = {key: _short(value) for key, value in result.items()}
    return "".join(f"{line}\n" for line in [*lines, *_mapping("result", told)])


def _mapping(key: str, values: Mapping[str, Any]) -> list[str]:
    if not values:
        return []
    return [f"    {key}:", *(f"      {name}: {value_as_yaml(value)}" for name, value in values.items())]


def _short(value: Any) -> Any:
    return value[0] if isinstance(value, tuple) and len(value) == 1 else value


def _quoted(words: str) -> str:
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'


def as_junit(file: str, people: Sequence[tuple[str, int, Differences]]) -> str:
    """The report that services for testing read: one test for each person, by name and line."""
    file = visible(file)  # XML cannot hold what cannot be seen
    failed = sum(1 for _, _, differences in people if differences)
    suite = ElementTree.Element(
        "testsuite", name=file, tests=str(len(people)), failures=str(failed), errors="0", skipped="0"
    )
    for name, line, differences in people:
        test = ElementTree.SubElement(suite, "testcase", classname=file, name=name, file=file, line=str(line))
        if differences:
            told = difference_lines(differences)
            ElementTree.SubElement(test, "failure", message=told[0]).text = "\n".join(told)
    suites = ElementTree.Element("testsuites")
    suites.append(suite)
    ElementTree.indent(suites)
    return f'<?xml version="1.0" encoding="utf-8"?>\n{ElementTree.tostring(suites, encoding="unicode")}\n'


def difference_lines(differences: Differences) -> list[str]:
    """For each key what is written and what came out."""
    return [f"{key}: {_words(one)} is written, {_words(other)} came out" for key, (one, other) in differences.items()]


def _words(value: object) -> str:
    return (", ".join(value) or "nothing") if isinstance(value, tuple) else str(value)

"""Problems for other programs: as JSON, as annotations of a GitHub workflow, and as SARIF 2.1.0."""

import json
import os
from collections.abc import Sequence
from string import ascii_letters, digits
from typing import Any

from hipback import __version__
from hipback.codes import Code
from hipback.errors import Problem
from hipback.render.problems import Codes

FORMAT = "hipback-problems/1"
_UNRESERVED = f"{ascii_letters}{digits}-._~/".encode()


def as_json(problems: Sequence[Problem], codes: Codes) -> str:
    """An object with every problem; in ASCII, so that the name of any file fits."""
    found = [
        problem._asdict() | {"level": codes[problem.code].level, "fix": codes[problem.code].fix} for problem in problems
    ]
    return _dumped({"format": FORMAT, "problems": found})


def as_github(problems: Sequence[Problem], codes: Codes) -> str:
    """One workflow command a line, which GitHub shows beside the line of the file."""
    return "".join(f"{_annotation(problem, codes[problem.code])}\n" for problem in problems)


def _annotation(problem: Problem, code: Code) -> str:
    place = {"file": problem.file, "line": problem.line, "col": problem.column, "title": code.id}
    properties = ",".join(f"{name}={_escaped(str(value), ':,')}" for name, value in place.items())
    words = f"{problem.message}\nfix: {code.fix}"
    return f"::{code.level} {properties}::{_escaped(words)}"


def _escaped(words: str, more: str = "") -> str:
    for sign in "%\r\n" + more:  # the per cent first, since it stands in what replaces the others
        words = words.replace(sign, f"%{ord(sign):02X}")
    return words


def as_sarif(problems: Sequence[Problem], codes: Codes) -> str:
    """A SARIF log of one run, with the whole table of codes as its rules."""
    places = {id: index for index, id in enumerate(codes)}
    driver = {"name": "hipback", "version": __version__, "rules": [_rule(code) for code in codes.values()]}
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(problem, codes[problem.code], places[problem.code]) for problem in problems],
    }
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return _dumped({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _rule(code: Code) -> dict[str, Any]:
    return {
        "id": code.id,
        "shortDescription": {"text": code.rule},
        "help": {"text": f"{code.fix}\n\nNot so:\n{code.bad}\nBut so:\n{code.good}"},
        "defaultConfiguration": {"level": code.level},
    }


def _result(problem: Problem, code: Code, index: int) -> dict[str, Any]:
    region = {"startLine": problem.line, "startColumn": problem.column}
    place = {"artifactLocation": {"uri": _uri(problem.file)}, "region": region}
    return {
        "ruleId": code.id,
        "ruleIndex": index,
        "level": code.level,
        "message": {"text": problem.message},
        "locations": [{"physicalLocation": place}],
    }


def _uri(file: str) -> str:
    """The path as RFC 3986 has it. Python keeps its own function for that among those for networks."""
    path = "".join(chr(byte) if byte in _UNRESERVED else f"%{byte:02X}" for byte in os.fsencode(file))
    return f"file://{path}" if os.path.isabs(file) else path


def _dumped(content: object) -> str:
    return json.dumps(content, allow_nan=False, indent=2) + "\n"

"""Answers as YAML that `hipback report` accepts: as a file, or in few lines of a text."""

from collections.abc import Iterator, Mapping

from hipback.layout import wrap
from hipback.model import UNSURE, Answer
from hipback.render.lines import Line


def as_yaml(answers: Mapping[str, Answer]) -> str:
    """A file of answers, one on a line."""
    return "".join(f"{question}: {value_as_yaml(answer)}\n" for question, answer in answers.items())


def answer_lines(answers: Mapping[str, Answer], width: int, indent: str) -> Iterator[Line]:
    """The same in few lines, which may be copied into a file as they are."""
    words = ", ".join(f"{question}: {value_as_yaml(answer)}" for question, answer in answers.items())
    return (Line(line) for line in wrap(f"{{{words}}}", width, indent))


def value_as_yaml(answer: Answer) -> str:
    """One answer, in one line."""
    if isinstance(answer, tuple):
        return f"[{', '.join(_mark(mark) for mark in answer)}]"
    return str(answer)


def _mark(mark: str) -> str:
    return f'"{mark}"' if mark.endswith(UNSURE) else mark

"""Answers that are given on the command line: in files, or one by one."""

import sys
from collections.abc import Iterable

import click

from hipback.answers import Answers, read_answers
from hipback.bank import read_regular
from hipback.marked import SIZE_AT_MOST


def read_wanted(file: str) -> Answers:
    """The answers in a file; "-" is standard input."""
    if file == "-":
        return read_answers(sys.stdin.buffer.read(SIZE_AT_MOST + 1), "standard input")
    return read_answers(read_regular(file, SIZE_AT_MOST), file)


def read_settings(settings: Iterable[str]) -> dict[str, str | list[str]]:
    """Answers written as `question=answer`; several options of one question as `question=one,two`."""
    found: dict[str, str | list[str]] = {}
    for setting in settings:
        question, equals, answer = setting.partition("=")
        if not equals or not answer:
            raise click.UsageError(f"--set takes question=answer, found {setting!r}")
        if question in found:
            raise click.UsageError(f"--set names {question!r} twice")
        found[question] = answer.split(",") if "," in answer else answer
    return found

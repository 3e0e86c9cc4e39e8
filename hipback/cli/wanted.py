"""Answers that are given on the command line: in files, or one by one."""

import sys
from collections.abc import Iterable

import click

from hipback.answers import Answers, answers_in
from hipback.bank import read_regular
from hipback.marked import SIZE_AT_MOST, read_yaml
from hipback.model import Bank


def read_wanted(file: str) -> Answers:
    """The answers in a file, which may also be a FHIR QuestionnaireResponse; "-" is standard input."""
    return answers_of(*read_source(file))


def read_source(file: str) -> tuple[bytes, str]:
    """What is in a file or in standard input, and what to call it."""
    if file == "-":
        return sys.stdin.buffer.read(SIZE_AT_MOST + 1), "standard input"
    return read_regular(file, SIZE_AT_MOST), file


def answers_of(source: bytes, file: str) -> Answers:
    """The answers that these bytes are."""
    value = read_yaml(source, file)
    if value.peek("resourceType"):
        from hipback.fhir.read_response import read_response

        return read_response(value, file)
    return answers_in(value, file)


def tell_another_bank(file: str, wanted: Answers, bank: Bank) -> None:
    """Say that the answers in a file were given to other questions, where the file tells."""
    if not wanted.are_for(bank):
        name = "standard input" if file == "-" else file
        words = f"{name} was made with another version of the bank. This result is by version {bank.version}."
        click.echo(words, err=True)


def read_settings(settings: Iterable[str], option: str = "--set") -> dict[str, str | list[str]]:
    """Answers written as `question=answer` after an option; several answers to one question as `question=one,two`."""
    found: dict[str, str | list[str]] = {}
    for setting in settings:
        question, equals, answer = setting.partition("=")
        if not equals or not answer:
            raise click.UsageError(f"{option} takes question=answer, found {setting!r}")
        if question in found:
            raise click.UsageError(f"{option} names {question!r} twice")
        found[question] = answer.split(",") if "," in answer else answer
    return found

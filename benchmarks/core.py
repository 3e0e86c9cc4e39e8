"""How long the core takes: reading a bank, scoring one person, and the person's whole way to a report.

    python benchmarks/core.py

Prints medians for the shipped bank and for a made-up one of 1,500 lines, 110 questions and 260 conditions. Next to
them stands the time of the YAML parser alone, so that figures of different machines can be compared as ratios.
"""

import statistics
import time
from collections.abc import Callable, Iterator
from functools import partial

import yaml

from hipback.bank import bank_from, default_bank_path, read_regular
from hipback.engine import Engine, leaves
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.model import Answer, Bank, Condition
from hipback.result import make_report

RUNS = 25
QUESTIONS = 110

HEADER = """\
format: hipback-bank/1
id: made_up
version: 1.0.0
title: A made-up bank
status: draft
reviewed: 2026-11-22
languages: [en]
welcome: Welcome.
without_flags: it only measures time
references:
  none_at_all: {text: No source., strength: C, figures: not_verified}
answers:
  often: {often: Often, sometimes: Sometimes, rarely: Rarely or never}
indicators:
  one:
    title: Signs
    at_most_unanswered: 30
    domains:
      all: {title: All, cap: 400}
    bands:
      few: {from: 0, label: Few, text: Few signs.}
      some: {from: 100, label: Some, text: Some signs., needs: {any: [{q1: often}, {q2: often}]}}
headlines:
  open: {text: Thank you.}
questions:
"""


def question(number: int) -> str:
    """About twelve lines, with two conditions on earlier questions."""
    branch = f"    ask_if: {{any: [{{q{number - 1}: [often, sometimes]}}, {{not: {{q{number - 2}: rarely}}}}]}}\n"
    guard = f", if: {{q{number // 2 + 1}: [often, sometimes]}}" if number % 5 == 0 else ""
    return (
        f"  q{number}:\n    label: Question {number}\n"
        f"    text: In the past 4 weeks, how often did it hurt at place {number}?\n"
        "    help: >-\n      Think of a usual day, and not of the worst one. Count the left side,\n"
        "      the right side, and both. Choose what fits best. If you cannot tell,\n"
        "      choose not sure.\n"
        "    why: >-\n      Pain at this place is told by people of many kinds,\n"
        "      and it helps to know how often it comes.\n"
        "    answers: often\n    references: [none_at_all]\n"
        f"    points:\n      one.all: {{often: 4, sometimes: 2{guard}}}\n" + (branch if number > 101 else "")
    )


def conditions_of(bank: Bank) -> Iterator[Condition]:
    """Every answer that the bank looks at to score someone."""
    for asked in bank.questions.values():
        yield from leaves(asked.ask_if)
    for flag in bank.flags.values():
        yield from leaves(flag.when)
    for indicator in bank.indicators.values():
        for domain in indicator.domains:
            for points in domain.points:
                yield from (case for case, _ in points.cases)
                yield from leaves(points.guard)
    for pattern in bank.patterns:
        yield from leaves(pattern.when)


def answers_to(bank: Bank) -> dict[str, Answer]:
    """A person who says the first thing that does not end the interview."""
    interview = Interview.start(bank)
    while put := interview.question:
        first = {"one": next(iter(put.options), ""), "many": "none", "number": 52, "scale": 3}[put.kind]
        interview = interview.answer(first)
    return interview.answers


def score(bank: Bank, answers: dict[str, Answer]) -> None:
    """All that one person's result takes of the engine."""
    engine = Engine(bank, PersonFacts(answers))
    for indicator in bank.indicators:
        engine.bands(indicator)
    for flag in bank.flags.values():
        engine.holds(flag.when)
    for pattern in bank.patterns:
        engine.holds(pattern.when)
    for headline in bank.headlines:
        engine.holds(headline.when)


def whole_person(bank: Bank, answers: dict[str, Answer]) -> None:
    """From the answers to the report."""
    make_report(Interview.start(bank, answers))


def parse(text: str) -> None:
    """The YAML parser alone."""
    for _ in yaml.parse(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader)):
        pass


def median(work: Callable[[], object]) -> float:
    """Milliseconds."""
    times = []
    for _ in range(RUNS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times) * 1000


def main() -> None:
    """Measure both banks."""
    made_up = (HEADER + "".join(question(number) for number in range(1, QUESTIONS + 1))).encode()
    shipped = read_regular(default_bank_path(), 10_000_000)
    for name, source in (("made-up", made_up), ("shipped", shipped)):
        bank = bank_from(source, name)
        answers = answers_to(bank)
        lines, conditions = source.count(b"\n"), len(list(conditions_of(bank)))
        print(f"{name} bank: {lines} lines, {len(bank.questions)} questions, {conditions} conditions")
        print(f"  parser alone  {median(partial(parse, source.decode())):7.2f} ms")
        print(f"  read          {median(partial(bank_from, source, name)):7.2f} ms")
        print(f"  score         {median(partial(score, bank, answers)):7.2f} ms")
        print(f"  whole person  {median(partial(whole_person, bank, answers)):7.2f} ms")


if __name__ == "__main__":
    main()

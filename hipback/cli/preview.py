"""What a person sees of some part of a bank, on standard output; beside it, for the author, which part it is."""

import sys

import click

from hipback.cli.resume import now
from hipback.cli.streams import has_colour, is_plain, say_all, styled, width
from hipback.errors import AnswersError, hint, quote
from hipback.examples import Examples
from hipback.lessons import make_lesson
from hipback.model import Bank, Question
from hipback.outcomes import Outcome, all_outcomes
from hipback.render.lesson import lesson_lines
from hipback.render.summary import summary
from hipback.render.text import as_lines
from hipback.result import make_report
from hipback.terminal import Screen, ask, welcome

TYPED = ("help", "why")
"""What is typed at a question, for its further words to be shown."""

NOBODY = "nobody was found to whom this is shown. `hipback bank verify` looks for the cause"


class Preview:
    """Shows parts of a bank as `hipback screen` would."""

    def __init__(self, bank: Bank, plain: bool) -> None:
        self.bank, self.plain = bank, plain
        self.colour = has_colour(sys.stdout, plain)
        self.examples = Examples(bank)

    def everything(self) -> bool:
        """Show the first screen, then each question; whether all could be shown."""
        _tell("first screen")
        welcome(self.bank, self._screen(), now()[:10])
        shown = [self._question(question) for question in self.bank.questions.values()]
        return all(shown)

    def named(self, name: str) -> bool:
        """Show whatever bears this name; whether any could be shown. Raises `AnswersError` if nothing bears it."""
        bank, outcomes = self.bank, _outcomes(self.bank)
        if name not in names(bank):
            raise AnswersError([f"nothing that is shown is called {quote(name)}, {hint(name, names(bank))}"])
        shown = [self._question(question) for id, question in bank.questions.items() if id == name]
        shown += [self._outcome(outcome) for outcome in outcomes if _name(outcome) == name]
        shown += [self._page(page) for page in _pages(bank) & {name}]
        return any(shown)

    def _question(self, question: Question) -> bool:
        """The question as it is put, and what is said to those who ask for help and why."""
        interview = self.examples.at(question.id)
        _tell(f"question {question.id}" + ("" if interview else f": {NOBODY}"))
        if interview:
            for _ in ask(interview, self._screen(*TYPED)):
                pass
        return bool(interview)

    def _outcome(self, outcome: Outcome) -> bool:
        """A whole result in which something comes out."""
        interview = self.examples.of(outcome)
        _tell(f"{outcome}" + (", in a result with as few signs as can be" if interview else f": {NOBODY}"))
        if interview:
            lines = as_lines(summary(make_report(interview)), width(), is_plain(self.plain))
            say_all(lines, sys.stdout, self.colour)
        return bool(interview)

    def _page(self, name: str) -> bool:
        """A chapter or a topic, as it can be read."""
        _tell(f"hipback learn {name}")
        say_all(lesson_lines(make_lesson(self.bank, name), width()), sys.stdout, self.colour)
        return True

    def _screen(self, *typed: str) -> Screen:
        """A screen at which someone types these words, which are seen, and then no more."""
        words = iter(typed)

        def read() -> str:
            word = next(words, "")
            click.echo(word)
            return f"{word}\n" if word else ""

        return Screen(read, self._say, width, pictures=not is_plain(self.plain))

    def _say(self, words: str, style: str) -> None:
        click.echo(styled(words, style, self.colour), nl=style != "prompt", color=self.colour)


def names(bank: Bank) -> set[str]:
    """Everything that can be shown by its name."""
    return {*bank.questions, *map(_name, _outcomes(bank)), *_pages(bank)}


def _outcomes(bank: Bank) -> list[Outcome]:
    return [outcome for outcome in all_outcomes(bank) if outcome.kind != "advice"]


def _pages(bank: Bank) -> set[str]:
    return {*bank.chapters, *(topic.id for chapter in bank.chapters.values() for topic in chapter.topics)}


def _name(outcome: Outcome) -> str:
    return f"{outcome.id}.{outcome.state}" if outcome.kind == "band" else outcome.id


def _tell(words: str) -> None:
    """Tell the author what is shown; it is no part of what a person sees."""
    sys.stdout.flush()
    click.echo(f"--- {words}", err=True)

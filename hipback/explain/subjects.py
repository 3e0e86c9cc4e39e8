"""What an id of a bank names, explained for one person: a question with all that uses it, or a rule in full."""

from collections.abc import Iterator

from hipback.errors import AnswersError, hint, quote
from hipback.explain.reasons import state_of
from hipback.explain.result import Result
from hipback.explain.rules import Rules
from hipback.explain.scores import Scores
from hipback.explain.uses import Uses
from hipback.explanation import Subject, WhyQuestion, WhyScore
from hipback.interview import words_of
from hipback.model import Band, Bank, Flag, Headline, Indicator, Pattern, Question, Suppression, Topic

Thing = Question | Flag | tuple[Indicator, Band | None] | Headline | Pattern | Suppression | Topic


def names(bank: Bank) -> set[str]:
    """Everything that can be asked about, by its id; a band is `hip.some`."""
    return {id for id, _ in _things(bank)}


def _things(bank: Bank) -> Iterator[tuple[str, Thing]]:
    yield from bank.questions.items()
    yield from bank.flags.items()
    for id, indicator in bank.indicators.items():
        yield id, (indicator, None)
        yield from ((f"{id}.{band.id}", (indicator, band)) for band in indicator.bands)
    yield from ((headline.id, headline) for headline in bank.headlines)
    yield from ((pattern.id, pattern) for pattern in bank.patterns)
    yield from bank.suppressions.items()
    yield from ((topic.id, topic) for chapter in bank.chapters.values() for topic in chapter.topics)


class Subjects:
    """Explains single parts of a bank."""

    def __init__(self, result: Result) -> None:
        self._result, self._bank = result, result.bank
        self._rules, self._scores, self._uses = Rules(result), Scores(result), Uses(result)

    def named(self, name: str) -> tuple[Subject, ...]:
        """All that bears this id; a band is `hip.some`. Raises `AnswersError` if nothing does."""
        found = tuple(self._subject(thing) for id, thing in _things(self._bank) if id == name)
        if not found:
            raise AnswersError([f"nothing in the bank is called {quote(name)}, {hint(name, names(self._bank))}"])
        return found

    def _subject(self, thing: Thing) -> Subject:
        match thing:
            case Question():
                return self._question(thing)
            case Flag():
                return self._rules.flag(thing)
            case Headline():
                return self._rules.headline(thing)
            case Pattern():
                return self._rules.pattern(thing)
            case Suppression():
                return self._rules.suppression(thing)
            case Topic():
                return self._rules.topic(thing)
            case _:
                return self._score(*thing)

    def _score(self, indicator: Indicator, band: Band | None) -> WhyScore:
        found = [found for found in self._result.report.indicators if found.id == indicator.id]
        why = self._scores.why(found[0]) if found else None
        return WhyScore(indicator.id, indicator.title, band.id if band else None, why)

    def _question(self, question: Question) -> WhyQuestion:
        reasons, report = self._result.reasons, self._result.report
        parked = report.parked.get(question.id)
        return WhyQuestion(
            id=question.id,
            label=question.label,
            text=question.text,
            why=question.why,
            asked=state_of(self._result.engine.asked(question.id)),
            ask_if=reasons.of(question.ask_if) if question.ask_if else None,
            answer=report.answers.get(question.id),
            words=reasons.words(question.id),
            parked="" if parked is None else words_of(question, parked),
            uses=tuple(self._uses.of(question)),
            references=question.references,
        )

"""Where the answer to one question counts: points, anchors, flags and all other rules that name the question."""

from collections.abc import Iterator

from hipback.engine import leaves
from hipback.explain.reasons import state_of
from hipback.explain.result import Result
from hipback.explain.rules import title_of
from hipback.explanation import NO, NOT_USED, OPEN, YES, Part, Span, Use
from hipback.model import Condition, Domain, InBand, Question


class Uses:
    """Finds what uses a question, and how it stands. Where there is no score, only questions and flags are used."""

    def __init__(self, result: Result) -> None:
        self._result, self._bank = result, result.bank
        self._signs = {sign.flag.id: sign.state for sign in result.interview.signs}

    def of(self, question: Question) -> Iterator[Use]:
        """Every use, in the order of the bank."""
        for other in self._bank.questions.values():
            yield from self._rule("question", other.id, other.label, question, other.ask_if, always=True)
        for flag in self._bank.flags.values():
            for use in self._rule("flag", flag.id, flag.label, question, flag.when, always=True):
                yield use._replace(state=self._signs[flag.id])
        yield from self._scores(question)
        for headline in self._bank.headlines:
            yield from self._rule("headline", headline.id, headline.id, question, headline.when)
        for pattern in self._bank.patterns:
            yield from self._rule("pattern", pattern.id, pattern.title, question, pattern.when)
        for rule in self._bank.suppressions.values():
            yield from self._rule("suppression", rule.id, title_of(rule), question, rule.when)

    def _scores(self, question: Question) -> Iterator[Use]:
        for indicator in self._bank.indicators.values():
            for domain in indicator.domains:
                title = f"{indicator.title}, {domain.title}"
                yield from self._points(f"{indicator.id}.{domain.id}", title, question, domain)
            for band in indicator.bands:
                title = f"{indicator.title}: {band.label}"
                yield from self._rule("band", f"{indicator.id}.{band.id}", title, question, band.needs)

    def _points(self, id: str, title: str, question: Question, domain: Domain) -> Iterator[Use]:
        """What the answer gives in a domain, then the answers whose points count only if this one is so."""
        own = [points for points in domain.points if points.question == question.id]
        if own and not self._result.report.scored:
            yield Use("points", id, title, NOT_USED)
        elif own:
            guards = dict.fromkeys(points.guard for points in own if points.guard)
            scores = [self._result.engine.contribution(points) for points in own]
            sums = Span(sum(score.low for score in scores), sum(score.high for score in scores))
            state = YES if sums.least else OPEN if sums.most else NO
            yield Use("points", id, title, state, tuple(map(self._result.reasons.of, guards)), sums)
        guarded = dict.fromkeys((points.question, points.guard) for points in domain.points)
        for other, guard in guarded:
            label = self._bank.questions[other].label
            yield from self._rule("guard", other, f"{title}: {label}", question, guard)

    def _rule(
        self, kind: str, id: str, title: str, question: Question, condition: Condition | None, always: bool = False
    ) -> Iterator[Use]:
        """A rule, if it names the question."""
        parts = self._parts(question, condition)
        if parts and (always or self._result.report.scored):
            yield Use(kind, id, title, state_of(self._result.engine.holds(condition)), parts)
        elif parts:
            yield Use(kind, id, title, NOT_USED)

    def _parts(self, question: Question, condition: Condition | None) -> tuple[Part, ...]:
        """What a condition asks of the question."""
        found = dict.fromkeys(leaf for leaf in leaves(condition) if not isinstance(leaf, InBand))
        return tuple(self._result.reasons.of(leaf) for leaf in found if leaf.question == question.id)

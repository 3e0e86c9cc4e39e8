"""Where the points of a score come from, and why it lies in one band and not in another."""

from collections.abc import Iterator

from hipback.engine import Score
from hipback.explain.reasons import state_of
from hipback.explain.result import Result
from hipback.explanation import NO, OPEN, YES, Given, Span, WhyBand, WhyDomain, WhyIndicator
from hipback.interview import words_of
from hipback.model import Answer, Band, Domain, Points, Question
from hipback.report import IndicatorResult
from hipback.result import answer_of


class Scores:
    """Explains the scores of one person, whose answers came to a score."""

    def __init__(self, result: Result) -> None:
        self._engine, self._reasons = result.engine, result.reasons
        self._answers = result.report.answers

    def why(self, found: IndicatorResult) -> WhyIndicator:
        """One indicator of the report, with its domains and bands."""
        indicator = self._engine.bank.indicators[found.id]
        asked, unanswered = self._engine.unanswered(indicator)
        return WhyIndicator(
            id=found.id,
            title=found.title,
            low=found.low,
            high=found.high,
            maximum=found.maximum,
            band=found.band,
            enough=found.enough,
            asked=asked,
            unanswered=unanswered,
            at_most_unanswered=indicator.at_most_unanswered,
            domains=tuple(map(self._domain, indicator.domains)),
            bands=tuple(self._band(band, found) for band in indicator.bands),
        )

    def _domain(self, domain: Domain) -> WhyDomain:
        contributions = [self._engine.contribution(points) for points in domain.points]
        low, high = self._engine.capped(domain, contributions)
        given = tuple(given for points in _by_question(domain) for given in self._of_question(points))
        return WhyDomain(
            id=domain.id,
            title=domain.title,
            cap=domain.cap,
            low=low,
            high=high,
            cut=Span(
                sum(score.low for score in contributions) - low, sum(score.high for score in contributions) - high
            ),
            given=given,
        )

    def _of_question(self, points: list[Points]) -> Iterator[Given]:
        """What one question gives in a domain: each answer that counts or could count, or that none does."""
        worth = [found for found in points if self._engine.contribution(found._replace(guard=None)).high]
        yield from (self._counted(found) for found in worth)
        if not worth:
            question = self._engine.bank.questions[points[0].question]
            yield self._given(question, self._answers.get(question.id), Score(0, 0), None)

    def _counted(self, points: Points) -> Given:
        """What one answer gives in a domain."""
        question = self._engine.bank.questions[points.question]
        answer = answer_of(question, points, self._answers) or self._answers.get(question.id)
        return self._given(question, answer, self._engine.contribution(points), points)

    def _given(self, question: Question, answer: Answer | None, score: Score, points: Points | None) -> Given:
        asked = not self._engine.asked(question.id).no
        guard = points.guard if points else None
        return Given(
            question=question.id,
            label=question.label,
            answer=answer if asked else None,
            words=words_of(question, answer) if asked and answer is not None else self._reasons.words(question.id),
            low=score.low,
            high=score.high,
            guard=self._reasons.of(guard) if guard else None,
            references=question.references,
        )

    def _band(self, band: Band, found: IndicatorResult) -> WhyBand:
        score = Score(found.low, found.high)
        return WhyBand(
            id=band.id,
            label=band.label,
            state=YES if band.id == found.band else OPEN if band.id in found.possible_bands else NO,
            start=band.start,
            reached=state_of(self._engine.facts.reaches(score, band.start)),
            over=Span(max(0, found.low - band.start), max(0, found.high - band.start)),
            short=Span(max(0, band.start - found.high), max(0, band.start - found.low)),
            needs=self._reasons.of(band.needs) if band.needs else None,
            text=band.text,
        )


def _by_question(domain: Domain) -> Iterator[list[Points]]:
    """The points of a domain, those of one question together, in the order of the bank."""
    for question in dict.fromkeys(points.question for points in domain.points):
        yield [points for points in domain.points if points.question == question]

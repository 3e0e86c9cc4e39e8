"""One result with all that explaining it takes."""

from typing import NamedTuple

from hipback.engine import Engine
from hipback.explain.reasons import Reasons
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.model import Bank
from hipback.report import Report


class Result(NamedTuple):
    """An interview, the report that was made of it, and the engine that knows its answers."""

    interview: Interview
    report: Report
    engine: Engine
    reasons: Reasons

    @classmethod
    def of(cls, interview: Interview, report: Report) -> "Result":
        """The result of an interview, which the report must be made of."""
        answers = interview.answers
        engine = Engine(interview.bank, PersonFacts(answers))
        return cls(interview, report, engine, Reasons(engine, answers))

    @property
    def bank(self) -> Bank:
        """The bank that asked."""
        return self.interview.bank

"""People who come to what an author wants to see: to a question, or to something that comes out."""

from hipback.interview import Interview
from hipback.model import Bank
from hipback.outcomes import Outcome
from hipback.people import first
from hipback.verify.crowd import Crowd, Crowds


class Examples:
    """Finds people for one bank, always the same ones."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._crowds = Crowds(bank)

    def at(self, question: str) -> Interview | None:
        """Someone to whom this question is put next, and who has no sign that stops; None if nobody is found."""
        for crowd in self._crowds:
            if people := crowd.engine.asked(question).yes & crowd.scored:
                above = list(self._bank.questions)[: list(self._bank.questions).index(question)]
                for other in above:  # rather someone who is asked much, so that numbers rise from question to question
                    people = people & crowd.engine.asked(other).yes or people
                answers = crowd.people.answers(first(people))
                return Interview.start(self._bank, {id: answer for id, answer in answers.items() if id in above})
        return None

    def of(self, outcome: Outcome) -> Interview | None:
        """Someone for whom this comes out, and as few signs as can be beside it; None if nobody is found."""
        for crowd in self._crowds:
            if crowd.outcomes[outcome]:
                return Interview.start(self._bank, crowd.people.answers(first(_quietest(crowd, outcome))))
        return None


def _quietest(crowd: Crowd, outcome: Outcome) -> int:
    """Of the people for whom it comes out those with as few other signs as can be."""
    people = crowd.outcomes[outcome]
    for other, theirs in crowd.outcomes.items():
        if other.kind == "flag" and other != outcome:
            people = people & ~theirs or people
    return people

"""People who come to what an author wants to see: to a question, or to something that comes out."""

from hipback.engine import Engine
from hipback.interview import Interview
from hipback.model import Bank
from hipback.outcomes import Outcome, outcomes, scored_people
from hipback.people import first, random_people

LOOKED_AT = 20_000
"""Among so many people drawn by chance."""


class Examples:
    """Finds people for one bank, always the same ones."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._people = random_people(bank, LOOKED_AT, seed=0)
        self._engine = Engine(bank, self._people.facts())
        self._outcomes = outcomes(self._engine)

    def at(self, question: str) -> Interview | None:
        """Someone to whom this question is put next, and who has no sign that stops; None if nobody is found."""
        people = self._engine.asked(question).yes & scored_people(self._engine)
        if not people:
            return None
        above = set(list(self._bank.questions)[: list(self._bank.questions).index(question)])
        answers = self._people.answers(first(people))
        return Interview.start(self._bank, {id: answer for id, answer in answers.items() if id in above})

    def of(self, outcome: Outcome) -> Interview | None:
        """Someone for whom this comes out, and as few signs as can be beside it; None if nobody is found."""
        people = self._outcomes[outcome]
        for other, theirs in self._outcomes.items():
            if other.kind == "flag" and other != outcome:
                people = people & ~theirs or people
        return Interview.start(self._bank, self._people.answers(first(people))) if people else None

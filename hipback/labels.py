"""The words for the names that a record holds: those of the very bank it was made with, or else the names themselves.

Another version of a bank may ask something else under the same name, so its words are never lent to an older record.
"""

from collections.abc import Iterable
from typing import NamedTuple

from hipback.errors import AnswersError
from hipback.interview import admit, words_of
from hipback.model import UNSURE, Answer, Bank
from hipback.safety import WAY_OUT_LABELS


class Labels(NamedTuple):
    """Without a bank every name stands for itself."""

    bank: Bank | None = None

    def question(self, id: str) -> str:
        """What a question is called."""
        found = self.bank.questions.get(id) if self.bank else None
        return found.label if found else id

    def answer(self, id: str, answer: Answer) -> str:
        """An answer in the words that the person chose."""
        if self.bank and id in self.bank.questions:
            try:
                return words_of(self.bank.questions[id], admit(self.bank.questions[id], answer))
            except AnswersError:
                pass  # the file was changed by hand: its own words are all that is known
        marks = answer if isinstance(answer, tuple) else (answer,)
        return "; ".join(_bare(str(mark)) for mark in marks)

    def indicator(self, id: str) -> str:
        """The title of an indicator."""
        found = self.bank.indicators.get(id) if self.bank else None
        return found.title if found else id

    def bands(self, indicator: str, ids: Iterable[str]) -> str:
        """One band, or all that are possible."""
        found = self.bank.indicators.get(indicator) if self.bank else None
        known = {band.id: band.label for band in found.bands} if found else {}
        return " or ".join(known.get(id, id) for id in ids)

    def pattern(self, id: str) -> str:
        """The title of a pattern."""
        titles = {pattern.id: pattern.title for pattern in self.bank.patterns} if self.bank else {}
        return titles.get(id, id)


def labels_for(sha256: str, banks: Iterable[Bank]) -> Labels:
    """The words of that one of some banks whose file has this digest."""
    return Labels(next((bank for bank in banks if bank.sha256 == sha256), None))


def _bare(mark: str) -> str:
    name = mark.removesuffix(UNSURE)
    return f"{name} (not sure)" if name != mark else WAY_OUT_LABELS.get(name, name)

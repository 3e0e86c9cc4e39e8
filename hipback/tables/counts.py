"""Counts results while they stream by."""

from collections import Counter
from collections.abc import Iterable, Iterator

import pyarrow as pa
import pyarrow.compute as pc

from hipback.model import Bank, Urgency
from hipback.safety import notice
from hipback.tables.columns import FILE, ROW
from hipback.tally import Bands, Count, Tally

NOT_KNOWN, NO_BAND = "not known", "no band"
FLAGS_AT_MOST = 10
PROBLEMS_AT_MOST = 5
"""So many are told one by one."""


class Counts:
    """The counts so far. `others` are records that were made with another version of the bank."""

    def __init__(self, bank: Bank, in_full: bool) -> None:
        """If not `in_full`, only people and problems are counted."""
        self._bank = bank
        self._in_full = in_full
        self.people = self.problems = self.others = self._no_score = 0
        self.first_problems: list[str] = []
        self._urgency: Counter[str | None] = Counter()
        self._flags: Counter[str | None] = Counter()
        self._bands: dict[str, Counter[str | None]] = {id: Counter() for id in bank.indicators}

    def add(self, results: pa.RecordBatch) -> None:
        """Count some more people."""
        sound = pc.equal(pc.list_value_length(results["problems"]), 0)
        self.people += results.num_rows
        self.problems += results.num_rows - sound.true_count
        self._keep_first_problems(results, sound)
        if self._in_full:
            self._count(results, sound)

    def _count(self, results: pa.RecordBatch, sound: pa.Array) -> None:
        scored = results["unanswered"].is_valid()
        self._no_score += pc.and_not(sound, scored).true_count
        self._urgency.update(_counts(results["urgency"].filter(sound)))
        self._flags.update(_counts(results["flags"].flatten()))
        for id, bands in self._bands.items():
            bands.update(_counts(results[f"{id}_band"].filter(scored)))

    def _keep_first_problems(self, results: pa.RecordBatch, sound: pa.Array) -> None:
        room = PROBLEMS_AT_MOST - len(self.first_problems)
        for row in pc.indices_nonzero(pc.invert(sound)).to_pylist()[: max(0, room)]:
            file, place, reasons = (results[name][row].as_py() for name in (FILE, ROW, "problems"))
            self.first_problems.append(f"{file}:{place}: {'; '.join(reasons)}")

    def tally(self) -> Tally:
        """All that was counted."""
        bank = self._bank
        return Tally(
            people=self.people,
            problems=self.problems,
            no_score=self._no_score,
            urgency=tuple(self._urgencies()),
            indicators=tuple(Bands(part.title, tuple(self._in_bands(id))) for id, part in bank.indicators.items()),
            flags=tuple(self._frequent()),
            language=bank.languages[0],
            notice=notice(bank),
        )

    def _urgencies(self) -> Iterator[Count]:
        for urgency in sorted(Urgency, reverse=True):
            yield Count(urgency.word, self._urgency[urgency.word])
        yield Count(NOT_KNOWN, self._urgency[None])

    def _in_bands(self, indicator: str) -> Iterator[Count]:
        for band in self._bank.indicators[indicator].bands:
            yield Count(band.id, self._bands[indicator][band.id])
        yield Count(NO_BAND, self._bands[indicator][None])

    def _frequent(self) -> Iterable[Count]:
        """The most frequent flags; of equally frequent ones first that which stands first in the bank."""
        found = [Count(id, self._flags[id]) for id in self._bank.flags if self._flags[id]]
        return sorted(found, key=lambda count: -count.people)[:FLAGS_AT_MOST]


def _counts(values: pa.Array) -> dict[str | None, int]:
    return {pair["values"]: pair["counts"] for pair in pc.value_counts(values).to_pylist()}

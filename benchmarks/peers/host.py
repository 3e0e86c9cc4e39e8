"""The part of the program around a rule engine: what any team would write in its own language.

It fills the gaps in the answers, closes the questions that are not put, adds up and caps what the rules give, looks up
the band, counts what is open and picks the most urgent sign. All conditions and points are left to the engine.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias

from hipback.engine import named
from hipback.model import UNSURE, WAYS_OUT, Bank, Indicator, Urgency
from peers.sides import CLOSED, NO_NUMBER, UNKNOWN, Expression, Number, Rules, Sum, enough, may_be_in, missing, names
from reference import PATTERNS_AT_MOST, Result

Context: TypeAlias = dict[str, Any]
Run: TypeAlias = Callable[[Context], Sequence[Any]]


class Stage(NamedTuple):
    """Expressions that an engine works out at once, and the variables in them."""

    expressions: tuple[Expression | Number, ...]
    names: tuple[str, ...]

    @classmethod
    def of(cls, expressions: Sequence[Expression | Number]) -> "Stage":
        found = dict.fromkeys(name for expression in expressions for name in names(expression))
        return cls(tuple(expressions), tuple(found))


Compile: TypeAlias = Callable[[Stage], Run]
"""How an engine is driven: from expressions to a function of the variables that gives their values, in order."""


class Host:
    """A bank, and an engine that works out its rules in three stages."""

    def __init__(self, bank: Bank, compile_stage: Compile) -> None:
        self.bank = bank
        self.branched = [id for id, question in bank.questions.items() if question.ask_if]
        self.flags = [(flag, tuple(dict.fromkeys(named(flag.when)))) for flag in bank.flags.values()]
        self.ahead = [id for id in self.branched if any(id in questions for _, questions in self.flags)]
        self.watched = [other for id in self.ahead for other in named(bank.questions[id].ask_if)]
        self.scoring = {
            id: {points.question for domain in indicator.domains for points in domain.points}
            for id, indicator in bank.indicators.items()
        }
        self.blank: Context = {id: _blank(question.kind) for id, question in bank.questions.items()}
        self.shut = {id: [CLOSED] if bank.questions[id].kind == "many" else CLOSED for id in self.branched}
        stages = Stage.of(self._signs()), Stage.of(self._scores()), Stage.of(self._patterns())
        self.needed = [dict.fromkeys(stage.names) for stage in stages]
        self.signs, self.scores, self.patterns = map(compile_stage, stages)

    def _signs(self) -> list[Expression]:
        """Which questions are put, which may still be put, and the flags."""
        rules, ahead = Rules(self.bank), Rules(self.bank, ahead=True)
        put = [side for id in self.branched for side in rules.sides(self.bank.questions[id].ask_if)]
        later = [ahead.sides(self.bank.questions[id].ask_if).sure for id in self.ahead]
        return [*put, *later, *(side for flag, _ in self.flags for side in rules.sides(flag.when))]

    def _scores(self) -> list[Expression | Number]:
        """The least and the most of each domain, and what the bands need."""
        rules = Rules(self.bank, closed=True)
        found: list[Expression | Number] = []
        for indicator in self.bank.indicators.values():
            for domain in indicator.domains:
                found += [Sum(ends) for ends in zip(*map(rules.points, domain.points), strict=True)]
            found += [side for band in indicator.bands if band.needs for side in rules.sides(band.needs)]
        return found

    def _patterns(self) -> list[Expression]:
        rules = Rules(self.bank, closed=True)
        return [rules.sides(pattern.when).sure for pattern in self.bank.patterns]

    def score(self, answers: Mapping[str, Any]) -> Result:
        """The result of one person, as `reference.FIELDS`."""
        context, settled = self._filled(answers)
        told = iter(self.signs({name: context[name] for name in self.needed[0]}))
        put = self._closed(context, [(next(told), next(told)) for _ in self.branched])
        later = {id for id in self.ahead if next(told)}
        signs = self._told(answers, later, list(told))
        if signs[-1]:
            return *signs[:-1], None, None, None, None
        open_ = put - settled
        values = iter(self.scores({name: context[name] for name in self.needed[1]}))
        standings = [self._standing(item, values, put, open_, context) for item in self.bank.indicators.values()]
        held = self.patterns({name: context[name] for name in self.needed[2]})
        patterns = [pattern.id for pattern, holds in zip(self.bank.patterns, held, strict=True) if holds]
        return *signs[:-1], *standings, patterns[:PATTERNS_AT_MOST], len(open_)

    def _filled(self, answers: Mapping[str, Any]) -> tuple[Context, set[str]]:
        """The answers with nothing missing, where a way out is no answer; and the questions that are settled."""
        context = self.blank.copy()
        settled: set[str] = set()
        for id in self.watched:
            context[missing(id)] = id not in answers
        for id, answer in answers.items():
            if type(answer) is list:
                context[id] = answer
                if answer[0][-1] != UNSURE or any(mark[-1] != UNSURE for mark in answer):
                    settled.add(id)
            elif answer not in WAYS_OUT:
                context[id] = answer
                settled.add(id)
        return context, settled

    def _closed(self, context: Context, sides: list[tuple[Any, Any]]) -> set[str]:
        """Close what is not put, forget the answers to what is perhaps put, and give what surely is."""
        left = set()
        for id, (sure, may) in zip(self.branched, sides, strict=True):
            if not sure:
                left.add(id)
                context[id] = self.blank[id] if may else self.shut[id]
        return self.bank.questions.keys() - left

    def _told(self, answers: Mapping[str, Any], later: set[str], sides: list[Any]) -> tuple[Any, ...]:
        """Urgency, flags, flags not sure; and whether a sign stops."""
        there, unsure, found, may_be, stops = [], [], Urgency.ROUTINE, Urgency.ROUTINE, False
        for (flag, questions), sure, may in zip(self.flags, sides[::2], sides[1::2], strict=True):
            if not may:
                continue
            if sure:
                there.append(flag.id)
                found, stops = max(found, flag.urgency), stops or flag.stops
            elif any(id not in answers and (id in later or id not in self.branched) for id in questions):
                may_be = max(may_be, flag.urgency)
            else:
                unsure.append(flag.id)
                found = max(found, flag.urgency_if_unsure)
        serious = found >= Urgency.SAME_DAY
        return found.word if serious or may_be <= found else None, there, unsure, stops or serious

    def _standing(
        self, indicator: Indicator, values: Any, put: set[str], open_: set[str], context: Context
    ) -> tuple[int, int, str | None]:
        """Low, high and band; which bands may be is added to the context, for the patterns."""
        low = high = 0
        for domain in indicator.domains:
            low, high = low + min(int(next(values)), domain.cap), high + min(int(next(values)), domain.cap)
        asked = self.scoring[indicator.id].intersection(put)
        known = len(asked & open_) * 100 <= len(asked) * indicator.at_most_unanswered
        needs = [(True, True) if band.needs is None else (next(values), next(values)) for band in indicator.bands]
        possible, above = [], False
        for band, (sure, may) in zip(reversed(indicator.bands), reversed(needs), strict=True):
            here = bool(high >= band.start and may and not above)
            above = above or bool(low >= band.start and sure)
            context[may_be_in(indicator.id, band.id)] = here
            possible += [band.id] * here
        context[enough(indicator.id)] = known
        return low, high, possible[0] if known and len(possible) == 1 else None


def _blank(kind: str) -> Any:
    return {"many": [UNKNOWN], "one": UNKNOWN}.get(kind, NO_NUMBER)

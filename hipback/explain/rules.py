"""Flags, headlines, patterns, suppressions and topics: whether each is so for one person, and is told of."""

from collections.abc import Callable, Iterator

from hipback.explain.reasons import state_of
from hipback.explain.result import Result
from hipback.explanation import NOT_USED, HowSoon, Named, Part, Rule, WhyTopic
from hipback.model import Bank, Chapter, Condition, Flag, Headline, Pattern, Suppression, Topic, topics_of_advice


class Rules:
    """Explains the rules of a bank for one person. All but flags are used only where there is a score."""

    def __init__(self, result: Result) -> None:
        self._bank, self._report = result.bank, result.report
        self._engine, self._reasons = result.engine, result.reasons
        self._signs = {sign.flag.id: sign for sign in result.interview.signs}
        self._told = {flag.id for flag in self._report.flags}
        self._topics = {topic.id: Named(topic.id, topic.title) for _, topic in _advice(self._bank)}

    def signs(self) -> Iterator[Rule]:
        """The flags that are so, or of which the person is not sure, the most urgent first."""
        found = [sign for sign in self._signs.values() if sign.state in ("yes", "not_sure")]
        return (self.flag(sign.flag) for sign in sorted(found, key=lambda sign: -sign.urgency))

    def flag(self, flag: Flag) -> Rule:
        """A warning sign with its own urgency, and with what it counts as now."""
        sign = self._signs[flag.id]
        return Rule(
            kind="flag",
            id=flag.id,
            title=flag.label,
            state=sign.state,
            shown=flag.id in self._told,
            when=self._reasons.of(flag.when),
            text=sign.text,
            urgency=HowSoon(flag.urgency, sign.urgency),
            out_of_scope=flag.out_of_scope,
            references=flag.references,
        )

    def headline(self, headline: Headline) -> Rule:
        """A headline; the last of a bank needs nothing."""
        shown = self._report.headline is not None and self._report.headline[0] == headline.id
        state, when = self._used(headline.when, self._reasons.of_anything)
        return Rule("headline", headline.id, headline.id, state, shown, when, self._told_only(headline.text))

    def pattern(self, pattern: Pattern) -> Rule:
        """A pattern, of which the result shows the first few that are so."""
        shown = pattern.id in {found.id for found in self._report.patterns}
        state, when = self._used(pattern.when, self._reasons.of_pattern)
        return Rule(
            kind="pattern",
            id=pattern.id,
            title=pattern.title,
            state=state,
            shown=shown,
            when=when,
            text=self._told_only(pattern.text),
            ask=self._told_only(pattern.ask),
            references=pattern.references,
        )

    def suppression(self, rule: Suppression) -> Rule:
        """A rule that holds advice back, which it does unless it is surely not so."""
        state, when = self._used(rule.when, self._reasons.of_anything)
        shown = rule.id in {found.id for found in self._report.suppressed}
        hides = tuple(named for id, named in self._topics.items() if id in rule.hides)
        text = self._told_only(rule.text)
        return Rule("suppression", rule.id, title_of(rule), state, shown, when, text, hides=hides)

    def topic(self, topic: Topic) -> WhyTopic:
        """A topic of advice, with the rules that hold it back; or one that is only there to be read."""
        rules = [rule for rule in self._bank.suppressions.values() if topic.id in rule.hides]
        advice = topic.id in self._topics and self._report.scored
        shown = topic.id in {found.id for found in self._report.advice}
        return WhyTopic(
            id=topic.id,
            title=topic.title,
            shown=shown if advice else None,
            evidence=self._told_only(topic.evidence),
            rules=tuple(map(self.suppression, rules)),
            references=topic.references,
        )

    def advice(self) -> Iterator[WhyTopic]:
        """Every topic of advice."""
        return (self.topic(topic) for _, topic in _advice(self._bank))

    def _told_only(self, words: str) -> str:
        """Words that go with a score alone: beside a sign nothing is said that could soothe."""
        return words if self._report.scored else ""

    def _used(self, condition: Condition | None, why: Callable[[Condition], Part]) -> tuple[str, Part | None]:
        if not self._report.scored:
            return NOT_USED, None
        return state_of(self._engine.holds(condition)), why(condition) if condition else None


def title_of(rule: Suppression) -> str:
    """What a suppression is called: its title, or what it says."""
    return rule.title or rule.text.rstrip(".")


def _advice(bank: Bank) -> Iterator[tuple[Chapter, Topic]]:
    return topics_of_advice(bank.chapters.values())

"""What a bank says of answers as a whole, read: headlines, patterns, and advice with what holds it back."""

from collections.abc import Callable, Collection, Iterator, Mapping

from hipback.conditions import Conditions, read_names
from hipback.engine import leaves
from hipback.errors import quote
from hipback.keys import CHAPTER, HEADLINE, LAST_HEADLINE, PATTERN, SUPPRESSION, TOPIC
from hipback.kinds import Pairs
from hipback.lesson import REFERENCES, WARNING_SIGNS
from hipback.marked import Value
from hipback.model import (
    AnyOf,
    Chapter,
    Condition,
    Flag,
    Headline,
    Pattern,
    Reference,
    Suppression,
    Topic,
    topics_of_advice,
)

IN_A_ROW_AT_MOST = 3
LEAVES_AT_MOST = 20_000
"""How many patterns may name one another in a row, and how many answers they may name so altogether: without a bound
a small file would make a huge condition."""

Words = Mapping[str, Callable[[Value], Condition]]


def read_headlines(pairs: Pairs, conditions: Conditions) -> tuple[Headline, ...]:
    """The messages for the bands; the last one has no condition."""
    headlines = []
    for number, (key, value) in enumerate(pairs, start=1):
        condition = value.peek("when")
        last = number == len(pairs) and not condition
        if condition and number == len(pairs):
            condition.wrong(
                "HB406", "the last headline needs no condition: add one behind it, for when no other is said"
            )
        fields = (LAST_HEADLINE if last else HEADLINE).read(value)
        when = None if last else fields.read("when", conditions)
        headlines.append(Headline(key.id(), when, fields.read("text")))
    return tuple(headlines)


class Patterns:
    """Reads patterns. A condition may name one: then the condition of that pattern stands in its place."""

    def __init__(
        self, pairs: Pairs, conditions: Callable[[Words], Conditions], references: Mapping[str, Reference]
    ) -> None:
        self._references = references
        self._written = {key.text(): value for key, value in pairs}
        self._open: list[str] = []
        self._leaves = 0
        self._conditions = conditions({"pattern": self.any_of})
        self.read = tuple(self._pattern(key, value) for key, value in pairs)

    def any_of(self, value: Value) -> Condition:
        """The condition that any of the patterns named here holds."""
        places = {item.text(): item for item in (value.items() if value.is_list() else [value])}
        return AnyOf(tuple(self._when(name, places[name]) for name in read_names(value, self._written, "pattern")))

    def _pattern(self, key: Value, value: Value) -> Pattern:
        fields = PATTERN.read(value)
        return Pattern(
            id=key.id(),
            title=fields.read("title"),
            when=self._when(key.text(), key),
            text=fields.read("text"),
            ask=fields.read("ask"),
            references=fields.read("references", self._references),
        )

    def _when(self, id: str, place: Value) -> Condition:
        if id in self._open:
            place.wrong("HB305", f"the condition of {quote(id)} leads back to itself")
            return AnyOf(())
        if self._leaves > LEAVES_AT_MOST:
            place.wrong("HB306", "the patterns name one another too often: name fewer of them")
            return AnyOf(())
        if len(self._open) == IN_A_ROW_AT_MOST:
            row = f"{IN_A_ROW_AT_MOST} patterns in a row name one another already"
            place.wrong("HB306", f"{row}: write here what stands under 'when' in {quote(id)}")
            return AnyOf(())
        self._open.append(id)
        written = self._written[id].peek("when")
        condition = self._conditions.read(written) if written else AnyOf(())
        self._open.pop()
        self._leaves += sum(1 for _ in leaves(condition))
        return condition


class Topics:
    """Reads chapters with their topics; each name stands for one thing to learn."""

    def __init__(self, pairs: Pairs, references: Mapping[str, Reference]) -> None:
        self._references = references
        self._names = {WARNING_SIGNS, REFERENCES}
        self.chapters = {key.text(): self._chapter(key, value) for key, value in pairs}

    @property
    def advice(self) -> list[str]:
        """The ids of the topics that may come with a summary."""
        return [topic.id for _, topic in topics_of_advice(self.chapters.values())]

    def _chapter(self, key: Value, value: Value) -> Chapter:
        fields = CHAPTER.read(value)
        return Chapter(
            id=self._name(key),
            title=fields.read("title"),
            text=fields.read("text"),
            advice=fields.read("advice"),
            topics=tuple(self._topics(fields.read("topics"))),
        )

    def _topics(self, pairs: Pairs) -> Iterator[Topic]:
        section = ""
        for key, value in pairs:
            fields = TOPIC.read(value)
            section = fields.read("section") or section
            yield Topic(
                id=self._name(key),
                section=section,
                title=fields.read("title"),
                text=fields.read("text"),
                evidence=fields.read("evidence"),
                references=fields.read("references", self._references),
            )

    def _name(self, key: Value) -> str:
        name = key.id()
        if name in self._names:
            key.wrong("HB601", f"{quote(name)} is taken: no two chapters, topics or pages bear the same name")
        self._names.add(name)
        return name


class Suppressions:
    """Reads when advice is not shown. Conditions may name all that is known of the answers."""

    def __init__(
        self,
        conditions: Callable[[Words], Conditions],
        patterns: Patterns,
        flags: Mapping[str, Flag],
        advice: Collection[str],
    ) -> None:
        self._signs = [flag for flag in flags.values() if not flag.out_of_scope]
        self._advice = advice
        self._conditions = conditions({"pattern": patterns.any_of, "urgency": self._any_sign})

    def read(self, key: Value, value: Value) -> Suppression:
        """The rule of this name."""
        fields = SUPPRESSION.read(value)
        if value.is_mapping() and not fields.has_either():
            value.wrong("HB602", "say either which topics this 'hides', or which alone it 'keeps'")
        general = "keeps" in fields
        named = frozenset(fields.read("keeps" if general else "hides", self._advice))
        return Suppression(
            id=key.text(),
            title=fields.read("title"),
            when=fields.read("when", self._conditions),
            hides=frozenset(self._advice) - named if general else named,
            general=general,
            text=fields.read("text"),
        )

    def _any_sign(self, value: Value) -> Condition:
        """The condition that any warning sign of these urgencies is there."""
        words = read_names(value, {flag.urgency.word for flag in self._signs}, "urgency of a flag")
        return AnyOf(tuple(flag.when for flag in self._signs if flag.urgency.word in words))

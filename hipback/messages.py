"""What a bank says of answers as a whole, read: headlines, patterns, and advice with what holds it back."""

from collections.abc import Callable, Collection, Iterator, Mapping

from hipback.conditions import Conditions, read_names
from hipback.engine import leaves
from hipback.errors import quote
from hipback.lesson import REFERENCES, WARNING_SIGNS
from hipback.marked import Value, unique
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
from hipback.questions import read_sources

IN_A_ROW_AT_MOST = 3
LEAVES_AT_MOST = 20_000
"""How many patterns may name one another in a row, and how many answers they may name so altogether: without a bound
a small file would make a huge condition."""

Pairs = list[tuple[Value, Value]]
Words = Mapping[str, Callable[[Value], Condition]]


def read_headlines(part: Value, conditions: Conditions) -> tuple[Headline, ...]:
    """The messages for the bands; the last one has no condition."""
    pairs = part.pairs()
    headlines = []
    for key, value in pairs:
        last = value is pairs[-1][1]
        fields = value.fields(
            ("text",) if last else ("when", "text"), (), "the last headline" if last else "a headline"
        )
        when = None if last else conditions.read(fields["when"])
        headlines.append(Headline(key.id(), when, fields["text"].text()))
    if not pairs and part.is_mapping():
        part.wrong("HB406", "a bank has at least one headline, without a condition")
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
        return AnyOf(tuple(self._when(name, value) for name in read_names(value, self._written, "pattern")))

    def _pattern(self, key: Value, value: Value) -> Pattern:
        fields = value.fields(("title", "when", "text", "ask", "references"), (), "a pattern")
        return Pattern(
            id=key.id(),
            title=fields["title"].text(),
            when=self._when(key.text(), key),
            text=fields["text"].text(),
            ask=fields["ask"].text(),
            references=read_sources(fields["references"], self._references),
        )

    def _when(self, id: str, place: Value) -> Condition:
        if id in self._open:
            place.wrong("HB305", f"the condition of {quote(id)} leads back to itself")
            return AnyOf(())
        if self._leaves > LEAVES_AT_MOST:
            place.wrong("HB306", "the patterns name one another too often: write fewer of them out")
            return AnyOf(())
        if len(self._open) == IN_A_ROW_AT_MOST:
            place.wrong("HB306", f"{IN_A_ROW_AT_MOST} patterns name one another already: write out {quote(id)} here")
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
        fields = value.fields(("title", "text", "topics"), ("advice",), "a chapter")
        if fields["topics"].is_mapping() and not fields["topics"].pairs():
            fields["topics"].wrong("HB603", "a chapter has at least one topic")
        return Chapter(
            id=self._name(key),
            title=fields["title"].text(),
            text=fields["text"].text(),
            advice="advice" in fields and fields["advice"].yes_or_no(),
            topics=tuple(self._topics(fields["topics"].pairs())),
        )

    def _topics(self, pairs: Pairs) -> Iterator[Topic]:
        section = ""
        for key, value in pairs:
            fields = value.fields(("title", "text", "evidence", "references"), ("section",), "a topic")
            section = fields["section"].text() if "section" in fields else section
            yield Topic(
                id=self._name(key),
                section=section,
                title=fields["title"].text(),
                text=fields["text"].text(),
                evidence=fields["evidence"].text(),
                references=read_sources(fields["references"], self._references),
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
        fields = value.fields(("when", "text"), ("title", "hides", "keeps"), "a suppression")
        if value.is_mapping() and len(fields.keys() & {"hides", "keeps"}) != 1:
            value.wrong("HB602", "say either which topics this 'hides', or which alone it 'keeps'")
        general = "keeps" in fields
        named = self._named(fields.get("keeps" if general else "hides"), may_be_empty=general)
        return Suppression(
            id=key.text(),
            title=fields["title"].text() if "title" in fields else "",
            when=self._conditions.read(fields["when"]),
            hides=frozenset(self._advice) - named if general else named,
            general=general,
            text=fields["text"].text(),
        )

    def _named(self, value: Value | None, may_be_empty: bool) -> frozenset[str]:
        if value is None:
            return frozenset()
        if value.is_list() and not value.items() and not may_be_empty:
            value.wrong("HB602", "name at least one topic that this hides")
        return frozenset(name.choice(self._advice, "topic of advice") for name in unique(value.items()))

    def _any_sign(self, value: Value) -> Condition:
        """The condition that any warning sign of these urgencies is there."""
        words = read_names(value, {flag.urgency.word for flag in self._signs}, "urgency of a flag")
        return AnyOf(tuple(flag.when for flag in self._signs if flag.urgency.word in words))

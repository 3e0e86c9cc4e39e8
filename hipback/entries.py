"""Each part of a bank as an entry of its review.

Nothing is left out: every text, option, point, rule and source stands here, each rule as a sentence.
"""

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from typing import NamedTuple

from hipback.lessons import CHECKED, STRENGTHS
from hipback.model import (
    DOES_NOT_APPLY,
    Band,
    Bank,
    Chapter,
    Condition,
    Domain,
    Flag,
    Headline,
    Indicator,
    Leaf,
    OneOf,
    Pattern,
    Points,
    Question,
    Reference,
    Suppression,
    Topic,
    Urgency,
    Within,
    topics_of_advice,
)
from hipback.review import Block, Entry, Item, Items, Rule, Table, Words
from hipback.safety import WAY_OUT_LABELS
from hipback.sentences import Sentences, names_of_patterns, names_of_signs, words_of_range

URGENCIES = {
    Urgency.EMERGENCY: "emergency (get help now)",
    Urgency.SAME_DAY: "same_day (talk to a doctor or nurse today)",
    Urgency.SOON: "soon (see a doctor within two weeks)",
    Urgency.ROUTINE: "routine (mention it at the next visit)",
}
NOT_FOR_THEM = "The questions are not made for this person. They end kindly, without a score."


class Worth(NamedTuple):
    """What the answers to one question give in one domain."""

    title: str
    points: tuple[Points, ...]

    @property
    def cases(self) -> list[tuple[Leaf, int]]:
        """The answers that give points."""
        return [case for part in self.points for case in part.cases]

    def of(self, answer: Leaf) -> int:
        """The points of an option, or of a range that no case divides."""
        return next((points for case, points in self.cases if _lies_in(answer, case)), 0)


class Entries:
    """Makes the entries of a bank."""

    def __init__(self, bank: Bank) -> None:
        self._bank = bank
        self._sentences = Sentences(bank)
        patterns = names_of_patterns(bank)
        self._patterns = Sentences(bank, patterns)
        self._anything = Sentences(bank, names_of_signs(bank) | patterns)
        self._advice = {topic.id: topic for _, topic in topics_of_advice(bank.chapters.values())}
        self._cited = _cited(bank)

    # Questions

    def question(self, question: Question) -> Entry:
        """All that can be seen of a question, and what its answers give."""
        return _entry("question", question.id, question.label, self._about_question(question))

    def _about_question(self, question: Question) -> Iterator[Block]:
        yield Words("Question", question.text)
        yield Words("Drawing", question.sketch)
        yield self._rule("Asked", "of everyone", "Asked if", question.ask_if)
        yield Words("Answer", _how(question))
        yield from self._answers(question)
        for place, said in question.hurts.items():
            yield Rule(f"The figure of a report marks the place {place} if", self._sentences.of(said))
        yield Words("Help", question.help)
        yield Words("Why it is asked", question.why)
        yield Words("Stands for", ", ".join(question.covers))
        yield self._sources(question.references)

    def _answers(self, question: Question) -> Iterator[Block]:
        """The answers, each with its points; then what must be so besides for them to count."""
        worth = list(self._worth(question))
        rows = tuple(
            (words, *(f"{column.of(answer)}" for column in worth)) for words, answer in _told_apart(question, worth)
        )
        if worth:
            yield Table("Points", ("Answer", *(column.title for column in worth)), rows)
        else:
            yield Items("Answers", tuple(Item(words) for words, *_ in rows))
        for column in worth:
            if guard := column.points[0].guard:
                yield Rule(f'The points for "{column.title}" count only if', self._sentences.of(guard))

    def _worth(self, question: Question) -> Iterator[Worth]:
        for indicator in self._bank.indicators.values():
            for domain in indicator.domains:
                points = tuple(part for part in domain.points if part.question == question.id)
                if points:
                    yield Worth(f"{indicator.title}, {domain.title}", points)

    # Warning signs

    def flag(self, flag: Flag) -> Entry:
        """When a warning sign is there, how urgent it is, and what it says."""
        blocks = (
            Words("Urgency", URGENCIES[flag.urgency]),
            Words("Who it is for", NOT_FOR_THEM if flag.out_of_scope else ""),
            Rule("It is there if", self._sentences.of(flag.when)),
            Words("Then it says", flag.text),
            Words("Not sure counts as", URGENCIES[flag.urgency_if_unsure]),
            Words("Not sure says", flag.not_sure or "nothing"),
            self._sources(flag.references),
        )
        return _entry("flag", flag.id, flag.label, blocks)

    # Scores

    def indicator(self, indicator: Indicator) -> Entry:
        """The domains of an indicator with their caps, and its bands."""
        blocks = (
            Words("Highest score", f"{indicator.maximum} points"),
            Words(
                "No band is named",
                _no_band(indicator.at_most_unanswered),
            ),
            Table("Domains", ("Domain", "At most", "Questions"), tuple(map(self._domain, indicator.domains))),
        )
        bands = tuple(self._band(indicator, band) for band in indicator.bands)
        return _entry("indicator", indicator.id, indicator.title, blocks, bands)

    def _domain(self, domain: Domain) -> tuple[str, ...]:
        questions = dict.fromkeys(self._bank.questions[part.question].label for part in domain.points)
        return f"{domain.title} [{domain.id}]", f"{domain.cap} points", ", ".join(questions)

    def _band(self, indicator: Indicator, band: Band) -> Entry:
        reached = f"from {band.start} points on"
        blocks = (
            self._rule("Reached", reached, f"Reached {reached}, if", band.needs),
            Words("Then it says", band.text),
        )
        return Entry(f"band-{indicator.id}-{band.id}", band.id, f"{indicator.title}: {band.label}", blocks)

    # Messages

    def headline(self, headline: Headline) -> Entry:
        """When a headline is said."""
        blocks = (
            self._rule("Said", "if none above is said", "Said if", headline.when),
            Words("It says", headline.text),
        )
        return _entry("headline", headline.id, f"Headline {headline.id}", blocks)

    def pattern(self, pattern: Pattern) -> Entry:
        """When a pattern is shown."""
        blocks = (
            Rule("It is there if", self._patterns.opened(pattern.when)),
            Words("Then it says", pattern.text),
            Words("A question to ask", pattern.ask),
            self._sources(pattern.references),
        )
        return _entry("pattern", pattern.id, pattern.title, blocks)

    def chapter(self, chapter: Chapter) -> Entry:
        """A chapter with its topics."""
        shown = "by hipback learn" + (", and the titles of its topics in a summary" if chapter.advice else "")
        blocks = (Words("It opens with", chapter.text), Words("Shown", shown))
        topics = tuple(map(self._topic, chapter.topics))
        return Entry(f"chapter-{chapter.id}", chapter.id, chapter.title, blocks, topics)

    def _topic(self, topic: Topic) -> Entry:
        rules = (rule for rule in self._bank.suppressions.values() if topic.id in rule.hides)
        blocks = (
            Words("Heading", topic.section),
            Words("Text", topic.text),
            Words("How well it is known", topic.evidence),
            Items("Held back by", tuple(_item("suppression", rule.id, _title(rule)) for rule in rules)),
            self._sources(topic.references),
        )
        return _entry("topic", topic.id, topic.title, blocks)

    def suppression(self, rule: Suppression) -> Entry:
        """When advice is held back, and which."""
        hidden = [id for id in self._advice if id in rule.hides]
        kept = [id for id in self._advice if id not in rule.hides]
        blocks = (
            Rule("Advice is held back if it is, or may be, so that", self._anything.of(rule.when)),
            Words("Held back", "all advice" if rule.general and not kept else ""),
            self._topics("Kept, and all else held back", kept if rule.general else ()),
            self._topics("Held back", () if rule.general else hidden),
            Words("In its place it says", rule.text),
        )
        return _entry("suppression", rule.id, _title(rule), blocks)

    def _topics(self, label: str, ids: Iterable[str]) -> Items:
        return Items(label, tuple(_item("topic", id, self._advice[id].title) for id in ids))

    # Rules and sources

    def _rule(self, label: str, always: str, label_if: str, condition: Condition | None) -> Block:
        """When something comes about, which may be always."""
        return Rule(label_if, self._sentences.of(condition)) if condition else Words(label, always)

    def _sources(self, ids: Iterable[str]) -> Items:
        return Items("Sources", tuple(map(self._source, ids)))

    def _source(self, id: str) -> Item:
        found = self._bank.references[id]
        words = f"{found.text} [{id}] (strength {found.strength}, figures {CHECKED[found.figures]})"
        return Item(words, f"reference-{id}")

    def reference(self, reference: Reference) -> Entry:
        """A source, and all that rests on it."""
        blocks = (
            Words("Strength", f"{reference.strength}: {STRENGTHS[reference.strength].rstrip(':')}"),
            Words("Figures", CHECKED[reference.figures]),
            Items("Behind", self._cited[reference.id] or (Item("nothing"),)),
        )
        return Entry(f"reference-{reference.id}", reference.id, reference.text, blocks)


def _entry(kind: str, id: str, title: str, blocks: Iterable[Block], entries: tuple[Entry, ...] = ()) -> Entry:
    """A part that a reader agrees to. What there is nothing of in a bank is left out."""
    held = tuple(block for block in blocks if block[-1])  # the last field of a block is what it holds
    return Entry(f"{kind}-{id}", id, title, held, entries, to_sign=True)


def _item(kind: str, id: str, title: str) -> Item:
    return Item(f"{title} [{id}]", f"{kind}-{id}")


def _title(rule: Suppression) -> str:
    return rule.title or "Without a title"


def _how(question: Question) -> str:
    """How a question is answered."""
    words = {
        "one": "one of these",
        "many": "all that fit, and each may be marked as not sure",
        "number": f"a whole number from {question.low} to {question.high} {question.unit}",
        "scale": f"a whole number from 0, {question.ends[0]}, to 10, {question.ends[1]}",
    }[question.kind]
    return words + (f', or "{WAY_OUT_LABELS[DOES_NOT_APPLY]}"' if question.may_not_apply else "")


def _told_apart(question: Question, worth: Iterable[Worth]) -> Iterator[tuple[str, Leaf]]:
    """The answers, in words, that may give different points: every option, or ranges of numbers."""
    for option, label in question.options.items():
        yield f"{label} [{option}]", OneOf(question.id, frozenset({option}))
    ranges = [case for column in worth for case, _ in column.cases if isinstance(case, Within)]
    if ranges:
        starts = {case.low for case in ranges if case.low} | {case.high + 1 for case in ranges if case.high is not None}
        inside = [question.low, *sorted(start for start in starts if question.low < start <= question.high)]
        for low, after in pairwise([*inside, question.high + 1]):
            answer = Within(question.id, low, after - 1)
            yield words_of_range(question, answer), answer


def _lies_in(answer: Leaf, case: Leaf) -> bool:
    """Whether a case is this option, or holds for the whole of this range."""
    if isinstance(answer, Within) and isinstance(case, Within):
        return (case.low or 0) <= (answer.low or 0) and (case.high is None or (answer.high or 0) <= case.high)
    return answer == case


def _cited(bank: Bank) -> Mapping[str, tuple[Item, ...]]:
    """For each reference all that names it."""
    topics = [topic for chapter in bank.chapters.values() for topic in chapter.topics]
    citing = [
        *(("question", part.id, part.label, part.references) for part in bank.questions.values()),
        *(("flag", part.id, part.label, part.references) for part in bank.flags.values()),
        *(("pattern", part.id, part.title, part.references) for part in bank.patterns),
        *(("topic", part.id, part.title, part.references) for part in topics),
    ]
    return {
        id: tuple(_item(kind, part, f"{kind}: {title}") for kind, part, title, sources in citing if id in sources)
        for id in bank.references
    }


def _no_band(at_most_unanswered: int) -> str:
    if at_most_unanswered == 100:
        return "only if it is open which"
    return f"if more than {at_most_unanswered} % of its questions that are asked stay open"

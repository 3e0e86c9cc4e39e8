"""From a bank to what can be learned from it without answering a question."""

from collections.abc import Collection, Iterable, Mapping

from hipback.errors import AnswersError, hint, quote
from hipback.lesson import REFERENCES, WARNING_SIGNS, Lesson, List, Part
from hipback.model import Bank, Chapter, Topic, Urgency
from hipback.safety import EXERCISE_CARE, SAFETY_NET, draft, notice, warning_signs

ON_THE_SIGNS = "A few signs mean that pain should not wait. It is good to know them."
NO_SIGNS = "This list asks about no warning signs."
ON_THE_SOURCES = "No figure from these sources is shown to you. Few of them studied people like you."
STRENGTHS = {
    "A": "Studies that fit these questions well:",
    "B": "Small studies, studies of something near to it, and guidance:",
    "C": "What experts think and teach:",
}
CHECKED = {"verified": "looked up", "second_hand": "known from others", "not_verified": "not looked up"}


def make_contents(bank: Bank, command: str = "hipback learn") -> Lesson:
    """What there is to read, each with the command that shows it."""
    topics = {chapter.id: [topic.id for topic in chapter.topics] for chapter in bank.chapters.values()}
    parts = (
        Part(title=title, text=f"{command} {name}", lists=_lists({"Parts of it:": topics.get(name, ())}))
        for name, title in _pages(bank).items()
    )
    return _lesson(bank, "What you can read about", "", *parts)


def _pages(bank: Bank) -> dict[str, str]:
    """The names and titles of the pages, in the order of reading. A topic is part of a page, and one by itself."""
    chapters = {chapter.id: chapter.title for chapter in bank.chapters.values()}
    return chapters | {WARNING_SIGNS: "The warning signs", REFERENCES: "Where the facts come from"}


def make_lesson(bank: Bank, name: str) -> Lesson:
    """The page of this name, which may be written with blanks or hyphens. Raises `AnswersError` if there is none."""
    id = "_".join(name.casefold().replace("-", " ").split())
    topics = {topic.id: (chapter, topic) for chapter in bank.chapters.values() for topic in chapter.topics}
    pages = _pages(bank)
    if id in topics:
        return _topic(bank, *topics[id])
    if id in bank.chapters:
        return _chapter(bank, bank.chapters[id])
    if id == WARNING_SIGNS:
        signs = {SAFETY_NET[urgency]: labels for urgency, labels in warning_signs(bank, least=Urgency.ROUTINE)}
        text = ON_THE_SIGNS if signs else bank.without_flags or NO_SIGNS
        return _lesson(bank, pages[id], text, Part(lists=_lists(signs)))
    if id == REFERENCES:
        sources = {title: _sources(bank, strength) for strength, title in STRENGTHS.items()}
        return _lesson(bank, pages[id], ON_THE_SOURCES, Part(lists=_lists(sources)))
    raise AnswersError(
        [f"there is no topic {quote(name)}, {hint(id, {*pages, *topics})}", "To see them all, run: hipback learn"]
    )


def _topic(bank: Bank, chapter: Chapter, topic: Topic) -> Lesson:
    lists = {"Leave it out if:": _leave_out(bank, topic), "Where this comes from:": _cited(bank, topic)}
    part = Part(text=topic.text, evidence=topic.evidence, lists=_lists(lists))
    return _lesson(bank, topic.title, _care(chapter), part)


def _chapter(bank: Bank, chapter: Chapter) -> Lesson:
    """What holds for all exercise stands at its head, and every source once at its end."""
    general = [rule.title for rule in bank.suppressions.values() if chapter.advice and rule.general and rule.title]
    sources = dict.fromkeys(source for topic in chapter.topics for source in _cited(bank, topic))
    return _lesson(
        bank,
        chapter.title,
        f"{chapter.text} {_care(chapter)}".strip(),
        Part(lists=_lists({"Do none of the exercises if:": general})),
        *(_part(bank, topic, general) for topic in chapter.topics),
        Part(title="Where this comes from", lists=_lists({"": sources})),
    )


def _part(bank: Bank, topic: Topic, general: Collection[str]) -> Part:
    own = [rule for rule in _leave_out(bank, topic) if rule not in general]
    return Part(topic.section, topic.title, topic.text, topic.evidence, _lists({"Leave it out if:": own}))


def _lesson(bank: Bank, title: str, text: str, *parts: Part) -> Lesson:
    return Lesson(title, text, parts, draft(bank), notice(bank))


def _care(chapter: Chapter) -> str:
    return EXERCISE_CARE if chapter.advice else ""


def _lists(found: Mapping[str, Iterable[str]]) -> tuple[List, ...]:
    return tuple(List(title, items) for title, all_items in found.items() if (items := tuple(all_items)))


def _leave_out(bank: Bank, topic: Topic) -> list[str]:
    return [rule.title for rule in bank.suppressions.values() if topic.id in rule.hides and rule.title]


def _cited(bank: Bank, topic: Topic) -> list[str]:
    return [bank.references[reference].text for reference in topic.references]


def _sources(bank: Bank, strength: str) -> list[str]:
    found = (reference for reference in bank.references.values() if reference.strength == strength)
    return [f"{reference.text} ({CHECKED[reference.figures]})" for reference in found]

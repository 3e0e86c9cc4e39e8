"""From a bank to the sheet for a clinician who reviews and signs it."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import attrgetter

from hipback.entries import Entries
from hipback.errors import Problem
from hipback.lessons import CHECKED
from hipback.model import Bank
from hipback.result import PATTERNS_AT_MOST
from hipback.review import Block, Drawing, Entry, Item, Items, Review, Words
from hipback.safety import ACTIONS, DRAFT, notice
from hipback.written import Written

HOW_TO_READ = (
    "A word in square brackets, like [groin], is the id that the file uses for what stands before it.",
    'Every question can also be answered by "Not sure" or "Rather not say", or be skipped. That leaves a rule open: it '
    'is never a "no".',
    "A question that is not asked has no answer. It gives no points, and nothing that a rule wants of it is so.",
    "A warning sign whose rule is open gives the words for those who are not sure.",
    "An emergency ends the questions at once. A same-day sign ends them as soon as no more urgent one is left to be "
    "asked about. Then there is no score.",
    "An open answer may give any of its points, from the least to the most. A band is named only where it is sure.",
    "One headline is shown: the first that is so. If it is open which one that is, the last is shown.",
    f"A pattern is shown only where it is surely so, and no more than {PATTERNS_AT_MOST} are.",
    "Advice is held back by a rule that is so, and by one that is open.",
)
STATUS = {"draft": f"draft. {DRAFT}", "reviewed": "reviewed. A clinician has signed it."}
NOTHING_FOUND = "Nothing was found."


def make_review(written: Written, unproved: Sequence[str] = ()) -> Review:
    """The sheet of a bank, with the problems that have been noted on it as findings, and what could not be proved."""
    bank = written.bank
    first = (
        Entry("about", "", "About this bank", tuple(block for block in _about(bank) if block.text)),
        Entry("how-to-read", "", "How to read this sheet", (_list("", HOW_TO_READ),)),
        Entry("findings", "", "What needs a look", (Items("", tuple(_findings(bank, written.problems, unproved))),)),
    )
    parts = tuple(section for section in _parts(bank) if section.entries)
    return Review(f"For review: {bank.title}", bank.languages[0], (*first, *parts), _declaration(bank), notice(bank))


def _about(bank: Bank) -> Iterator[Words]:
    yield Words("Version", f"{bank.version} [{bank.id}]")
    yield Words("Status", STATUS[bank.status])
    yield Words("Day of the last review", bank.reviewed)
    yield Words("To be reviewed again by", bank.review_by)
    yield Words("Languages", ", ".join(bank.languages))
    yield Words("SHA-256 of the file", bank.sha256)
    yield Words("The first screen says", bank.welcome)
    yield Words("Why there are no warning signs", bank.without_flags)
    yield Words("Every result ends with", notice(bank))


def _findings(bank: Bank, problems: Iterable[Problem], unproved: Iterable[str]) -> Iterator[Item]:
    found = [Item(DRAFT)] if bank.status == "draft" else []
    found += [Item(f"Line {problem.line}: {problem.message} ({problem.code})") for problem in sorted(problems)]
    found += [Item(f"Not proved: {doubt}") for doubt in unproved]
    found += [
        Item(f"Figures {CHECKED[source.figures]}: {source.text} [{source.id}]", f"reference-{source.id}")
        for source in bank.references.values()
        if source.figures != "verified"
    ]
    yield from found or [Item(NOTHING_FOUND)]


def _parts(bank: Bank) -> Iterator[Entry]:
    """The parts of the bank, in the order of the file."""
    make = Entries(bank)
    yield _section("questions", "Questions", _headings(bank, make))
    yield _section("sketches", "Drawings", (_drawing(*sketch) for sketch in bank.sketches.items()))
    yield _section("flags", "Warning signs", map(make.flag, bank.flags.values()), *_actions(bank))
    yield _section("indicators", "Indicators", map(make.indicator, bank.indicators.values()))
    yield _section("headlines", "Headlines", map(make.headline, bank.headlines))
    yield _section("patterns", "Patterns", map(make.pattern, bank.patterns))
    yield _section("chapters", "What can be learned", map(make.chapter, bank.chapters.values()))
    yield _section("suppressions", "When advice is held back", map(make.suppression, bank.suppressions.values()))
    yield _section("references", "Sources", map(make.reference, bank.references.values()))


def _declaration(bank: Bank) -> str:
    return (
        f"I have read version {bank.version} of {bank.title} [{bank.id}]. I agree to it, but for the changes that I "
        f"noted. SHA-256 of the file: {bank.sha256}"
    )


def _section(anchor: str, title: str, entries: Iterable[Entry], *blocks: Block) -> Entry:
    return Entry(anchor, "", title, blocks, tuple(entries))


def _headings(bank: Bank, make: Entries) -> Iterator[Entry]:
    """The questions under the headings that people see."""
    groups = groupby(bank.questions.values(), attrgetter("section"))
    for number, (heading, questions) in enumerate(groups, 1):
        yield _section(f"heading-{number}", heading or "Without a heading", map(make.question, questions))


def _drawing(name: str, drawing: str) -> Entry:
    return Entry(f"sketch-{name}", name, "Drawing", (Drawing("", tuple(drawing.splitlines())),))


def _actions(bank: Bank) -> Iterator[Items]:
    """What hipback itself says with the signs of each urgency."""
    for urgency in sorted({flag.urgency for flag in bank.flags.values()}, reverse=True):
        if ACTIONS[urgency]:
            yield _list(f"With a sign of urgency {urgency.word} hipback also says", ACTIONS[urgency])


def _list(label: str, words: Iterable[str]) -> Items:
    return Items(label, tuple(map(Item, words)))

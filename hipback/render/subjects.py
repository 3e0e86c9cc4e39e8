"""One question or rule of a bank to read, with all of its parts and what it did."""

from collections.abc import Iterator

from hipback.document import Block, Heading, Nested, Outline, Pair, Words
from hipback.explanation import (
    NO,
    NOT_SURE,
    NOT_USED,
    OPEN,
    YES,
    Part,
    Rule,
    Subject,
    Use,
    WhyQuestion,
    WhyScore,
    WhyTopic,
)
from hipback.render.reasons import HOW_SOON, Numbers, in_full, points
from hipback.render.scores import band, score_in_full

KINDS = {
    "flag": "Warning sign",
    "headline": "Message",
    "pattern": "Pattern",
    "suppression": "Rule that leaves out advice",
}
RULE_IS = {
    YES: "true",
    NO: "not true",
    OPEN: "open",
    NOT_SURE: "not sure",
    NOT_USED: "not used, since there is no score",
}
USES = {
    "points": "Points",
    "guard": "Points",
    "band": "Band",
    "flag": "Warning sign",
    "question": "Question",
    "headline": "Message",
    "pattern": "Pattern",
    "suppression": "Rule that leaves out advice",
}
USE_IS = {
    "guard": {YES: "what they need is true", NO: "what they need is not true", OPEN: "what they need is open"},
    "band": {YES: "what it needs is true", NO: "what it needs is not true", OPEN: "what it needs is open"},
    "question": {YES: "asked", NO: "not asked", OPEN: "perhaps asked"},
}
NO_SCORE = "There is no score, so this is not told."
NOT_TOLD = {
    "headline": "one that stands before it is true, or may be true",
    "pattern": "enough others are true, and stand before it",
}
UNUSED = "There is no score. So these are not used:"
NOTHING = "Nothing uses the answer. It is there to be told to a professional."


def subject(found: Subject, numbers: Numbers) -> Iterator[Block]:
    """What was asked about."""
    match found:
        case WhyQuestion():
            yield from _question(found, numbers)
        case Rule():
            yield from _rule(found, numbers)
        case WhyScore():
            yield from _score(found, numbers)
        case WhyTopic():
            yield from _topic(found, numbers)


def _question(found: WhyQuestion, numbers: Numbers) -> Iterator[Block]:
    yield Heading(f"Question: {found.label}")
    yield Pair("Question", found.text)
    yield Pair("Why it is asked", numbers.after(found.why, found.references))
    yield Pair("Answer", found.words)
    if found.parked:
        yield Pair("An earlier answer, which does not count", found.parked)
    yield Pair("Asked", "of everyone" if found.ask_if is None else {YES: "yes", NO: "no"}.get(found.asked, "perhaps"))
    yield from _when("It is asked if this is true:", found.ask_if)
    yield from _uses(found.uses)


def _uses(uses: tuple[Use, ...]) -> Iterator[Block]:
    """The points of the answer; then each thing that is asked of it, with the rules that ask it."""
    yield Heading("What uses the answer", small=True)
    if not uses:
        yield Words(NOTHING)
    yield Outline(tuple(_points(use) for use in uses if use.points))
    rules = [use for use in uses if not use.points]
    for part in dict.fromkeys(part for use in rules for part in use.parts):
        yield Outline((in_full(part)._replace(below=tuple(_use(use) for use in rules if part in use.parts)),))
    unused = tuple(_use(use) for use in rules if use.state == NOT_USED)
    if unused:
        yield Words(UNUSED)
        yield Outline(unused)


def _points(use: Use) -> Nested:
    guards = tuple(map(in_full, use.parts))
    why = (Nested("These points count only if:", guards),) if guards else ()
    return Nested(f"{use.title}: {points(*use.points)}" if use.points else use.title, why)


def _use(use: Use) -> Nested:
    """A rule that names the question, and how it stands."""
    words = f"{USES[use.kind]}: {use.title}"
    return Nested(words if use.state == NOT_USED else f"{words}: {(USE_IS.get(use.kind) or RULE_IS)[use.state]}")


def _rule(found: Rule, numbers: Numbers) -> Iterator[Block]:
    yield Heading(f"{KINDS[found.kind]}: {found.title}")
    yield Pair("For your answers", RULE_IS[found.state])
    if found.state != NOT_USED:
        yield Pair("The result tells it", "yes" if found.shown else "no")
    yield from _not_told(found)
    if found.urgency:
        yield Pair("How soon to be seen, if it is true", HOW_SOON[found.urgency.own])
    if found.urgency and found.state == NOT_SURE:
        yield Pair("How soon to be seen, as it is not sure", HOW_SOON[found.urgency.now])
    if found.text:
        yield Pair("It says" if found.shown else "Where it is told, it says", found.text)
    if found.ask:
        yield Pair("A question to ask", found.ask)
    if found.hides:
        yield Pair("It leaves out", "; ".join(topic.title for topic in found.hides))
    if found.when is None and found.state != NOT_USED:
        yield Pair("When", "where none above it is shown")
    yield from _when("It counts if this is true:", found.when)
    yield from _sources(found.references, numbers)


def _not_told(found: Rule) -> Iterator[Block]:
    """Why a rule that is true is not told."""
    if found.state == YES and not found.shown and found.kind in NOT_TOLD:
        yield Pair("Why not", NOT_TOLD[found.kind])


def _score(found: WhyScore, numbers: Numbers) -> Iterator[Block]:
    if found.found is None:
        yield Heading(found.title)
        yield Words(NO_SCORE)
        return
    yield from score_in_full(found.found, numbers) if found.band is None else band(found.found, found.band)


def _topic(found: WhyTopic, numbers: Numbers) -> Iterator[Block]:
    yield Heading(f"Advice: {found.title}")
    yield Pair("Shown with the result", {True: "yes", False: "no, it is left out", None: "no"}[found.shown])
    if found.evidence:
        yield Pair("How well it is known", numbers.after(found.evidence, found.references))
    if found.rules:
        yield Heading("Rules that can leave it out", small=True)
    yield Outline(tuple(_leaves_out(rule) for rule in found.rules))


def _leaves_out(rule: Rule) -> Nested:
    return Nested(f"{rule.title}: {RULE_IS[rule.state]}", (in_full(rule.when),) if rule.when else ())


def _when(words: str, part: Part | None) -> Iterator[Block]:
    if part:
        yield Words(words)
        yield Outline((in_full(part),))


def _sources(references: tuple[str, ...], numbers: Numbers) -> Iterator[Block]:
    if references:
        yield Pair("Sources", numbers.after("", references).strip())

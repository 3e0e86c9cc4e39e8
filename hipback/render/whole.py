"""Everything behind a result, to read: a short answer first, then signs, points and bands, and all other rules."""

from collections.abc import Iterator
from textwrap import shorten

from hipback.document import Block, Heading, Items, Nested, Outline, Words
from hipback.explanation import NO, OPEN, YES, Rule, Whole, WhyIndicator
from hipback.model import Urgency
from hipback.render.reasons import HOW_SOON, TITLE, Numbers, in_brief, points
from hipback.render.scores import band_words, score
from hipback.render.summary import made_with
from hipback.report import Report

HOW_TO_READ = (
    'Each line below tells whether something is true for your answers. "Open" means that an answer is missing or not '
    'sure. "Not asked" means that the question did not come up. Numbers in square brackets lead to the sources.'
)
NO_SIGN = (
    "None of your answers named a warning sign of this list. That cannot rule anything out. If you are worried, do not "
    "wait."
)
NO_FLAGS = "This list asks about no warning signs. If you are worried, do not wait."
NOT_ALL_ASKED = "Not all warning signs have been asked about. So it is not known how soon you should be seen."
NO_SCORE = "So there is no score, whatever the other answers are."
NO_RESULT = "There is no result yet, so no points are told."
NOT_FOR_YOU = "these questions are not made for you"
MAYBE_NOT_FOR_YOU = "these questions may not be made for you"
SAID_BEFORE = "One message is shown: the first that is true. These stand before it:"
SAID_LAST = "It is not sure which message fits. Then this one is shown, which fits all. These stand before it:"
HELD_BACK = "Some advice is left out. A rule for this also counts where it is only open:"
MESSAGE_AT_MOST = 70


def whole(report: Report, found: Whole, numbers: Numbers) -> Iterator[Block]:
    """All parts, in the order of the result."""
    yield Heading(TITLE, "title")
    yield Words(" ".join(filter(None, made_with(report))))
    yield Heading("In short")
    yield Items(tuple(_in_short(report, found)))
    if found.signs or report.scored:
        yield Words(HOW_TO_READ)
    yield from _signs(found.signs, numbers)
    for indicator in found.indicators:
        yield from score(indicator, numbers)
    if found.headlines:
        yield from _message(found.headlines)
        yield from _patterns(found.patterns, numbers)
        yield from _advice(found)
    yield from _unsettled(report)


def _in_short(report: Report, found: Whole) -> Iterator[str]:
    """The answer in a few lines. Where a sign stands in place of a score, nothing is told beside it."""
    yield from (f"{sign.title}{'' if sign.state == YES else ' (not sure)'}: {_as_soon(sign)}." for sign in found.signs)
    if report.warned:
        yield NO_SCORE
        return
    if report.urgency is None:
        yield NOT_ALL_ASKED
    elif not found.signs:
        yield NO_SIGN if found.flags else NO_FLAGS
    if not report.scored:
        yield NO_RESULT
        yield f"Questions that have an answer so far: {len(report.answers)}."
    yield from (_score_in_short(indicator) for indicator in found.indicators)
    titles = [rule.title for rule in found.patterns if rule.shown]
    if titles:
        yield f"Patterns in your answers: {'; '.join(titles)}."
    if report.unsettled:
        yield f"Open questions that could still change a band: {len(report.unsettled)}."


def _score_in_short(found: WhyIndicator) -> str:
    """A score with its band, and where the next band starts, or this one if it is the last."""
    words = f"{found.title}: {band_words(found)}, with {points(found.low, found.high)} of {found.maximum}."
    above = [band for band in found.bands if band.start > found.high] or found.bands[-1:]
    return f'{words} "{above[0].label}" starts at {points(above[0].start, above[0].start)}.' if found.enough else words


def _as_soon(sign: Rule) -> str:
    """What a sign does."""
    if sign.urgency is None or not sign.text:
        return "nothing is told about it"
    how_soon = HOW_SOON[sign.urgency.now]
    if not sign.out_of_scope:
        return how_soon
    scope = NOT_FOR_YOU if sign.state == YES else MAYBE_NOT_FOR_YOU
    return f"{scope}; {how_soon}" if sign.urgency.now > Urgency.ROUTINE else scope


def _signs(found: tuple[Rule, ...], numbers: Numbers) -> Iterator[Block]:
    if found:
        yield Heading("Warning signs")
        yield Words("The most urgent sign decides how soon you should be seen. Points can never change that.")
        yield Outline(tuple(_sign(sign, numbers) for sign in found))


def _sign(sign: Rule, numbers: Numbers) -> Nested:
    words = numbers.after(f"{sign.title}: {_as_soon(sign)}", sign.references)
    return Nested(words, (in_brief(sign.when),) if sign.when else ())


def _message(found: tuple[Rule, ...]) -> Iterator[Block]:
    """The headline that is shown, and those before it, each with what speaks against it."""
    place = next(number for number, rule in enumerate(found) if rule.shown)
    shown = found[place]
    yield Heading("The message")
    yield Words(shown.text)
    yield Outline((in_brief(shown.when),) if shown.when else ())
    before = [rule for rule in found[:place] if rule.state == NO] if shown.when else found[:place]
    if before:
        yield Words(SAID_BEFORE if shown.when else SAID_LAST)
    yield Outline(tuple(_not_said(rule) for rule in before))


def _not_said(rule: Rule) -> Nested:
    words = shorten(rule.text, MESSAGE_AT_MOST, placeholder=" ...")
    return Nested(f'"{words}"', (in_brief(rule.when),) if rule.when else ())


def _patterns(found: tuple[Rule, ...], numbers: Numbers) -> Iterator[Block]:
    if found:
        yield Heading("Patterns")
    for words, states in (("True for your answers:", {YES}), ("Open:", {OPEN}), ("Not true for your answers:", {NO})):
        some = [rule for rule in found if rule.state in states]
        if some:
            yield Heading(words, small=True)
            yield Outline(tuple(_pattern(rule, numbers) for rule in some))


def _pattern(rule: Rule, numbers: Numbers) -> Nested:
    hidden = " (not shown, since enough others are)" if rule.state == YES and not rule.shown else ""
    words = numbers.after(f"{rule.title}{hidden}", rule.references)
    return Nested(words, (in_brief(rule.when),) if rule.when else ())


def _advice(found: Whole) -> Iterator[Block]:
    """What advice is shown, and which rules leave some out."""
    if not found.advice:
        return
    yield Heading("What you can do")
    titles = [topic.title for topic in found.advice if topic.shown]
    yield Words(f"Shown: {'; '.join(titles)}." if titles else "No advice is shown.")
    rules = [rule for rule in found.suppressions if rule.state != NO]
    if rules:
        yield Words(HELD_BACK)
    yield Outline(tuple(_suppression(rule) for rule in rules))


def _suppression(rule: Rule) -> Nested:
    hides = Nested(f"Left out: {'; '.join(topic.title for topic in rule.hides)}.")
    return Nested(rule.title, (*((in_brief(rule.when),) if rule.when else ()), hides))


def _unsettled(report: Report) -> Iterator[Block]:
    titles = {found.id: found.title for found in report.indicators}
    if report.unsettled:
        yield Heading("What is still open")
        yield Words("An answer to these could still change a band:")
        yield Items(
            tuple(f"{found.label} ({', '.join(titles[id] for id in found.could_change)})" for found in report.unsettled)
        )

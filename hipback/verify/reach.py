"""What must be able to come about in a bank: every question, flag, band, headline, pattern, suppression and topic."""

from collections.abc import Iterator

from hipback.engine import Engine
from hipback.errors import quote
from hipback.facts import EITHER
from hipback.interview import Interview
from hipback.model import (
    Band,
    Bank,
    Chapter,
    Flag,
    Indicator,
    Pattern,
    Question,
    Suppression,
    Topic,
    topics_of_advice,
)
from hipback.outcomes import NOT_SURE, SHOWN, SURE, Outcome, any_of, headlines, open_for, rest_of
from hipback.people import People, first
from hipback.verify.claims import Claim
from hipback.verify.crowd import Crowd, Crowds, few
from hipback.verify.points import conditions_of
from hipback.verify.spaces import fits
from hipback.verify.target import Target, can_come_about
from hipback.written import Written

STATES = {SURE: "yes", NOT_SURE: "not_sure"}


def reach(written: Written, crowds: Crowds) -> Iterator[Claim]:
    """Whether each of them can."""
    for target in _targets(written):
        yield can_come_about(written.bank, target, crowds)


def _targets(written: Written) -> Iterator[Target]:
    bank = written.bank
    for question in bank.questions.values():
        yield _asked(written, question)
    for flag in bank.flags.values():
        yield _raised(written, flag)
        yield _left_unsure(written, flag)
    for indicator in bank.indicators.values():
        yield from (_reached(written, indicator, band) for band in indicator.bands)
    for number in range(len(bank.headlines)):
        yield _said(written, number)
    for pattern in bank.patterns:
        yield _shown(written, pattern)
    for rule in bank.suppressions.values():
        yield _applied(written, rule)
    for chapter, topic in topics_of_advice(bank.chapters.values()):
        yield _advised(written, chapter, topic)


def _asked(written: Written, question: Question) -> Target:
    return Target(
        "questions can be asked, with all their options",
        written.key("questions", question.id),
        "HB311",
        f"{quote(question.id)} can be asked",
        f"{quote(question.id)} is asked of nobody: mend its 'ask_if'",
        lambda crowd: crowd.engine.asked(question.id).yes & crowd.scored,
        lambda engine: engine.asked(question.id).yes,
        [question.ask_if] if question.ask_if else [],
    )


def _raised(written: Written, flag: Flag) -> Target:
    return Target(
        "flags can come up",
        written.key("flags", flag.id),
        "HB511",
        f"the flag {quote(flag.id)} can come up",
        f"no answers raise the flag {quote(flag.id)}: mend its 'when'",
        lambda crowd: crowd.told(flag.id, SURE) or _told_one_by_one(crowd, flag, SURE),
        lambda engine: engine.holds(flag.when).yes,
        [flag.when],
        in_summary=False,
    )


def _left_unsure(written: Written, flag: Flag) -> Target:
    return Target(
        "flags can be left unsure, with what is said then",
        written.key("flags", flag.id),
        "HB511",
        f"someone can be unsure of the flag {quote(flag.id)}",
        f"nobody can be unsure of the flag {quote(flag.id)}: mend its 'when'",
        lambda crowd: crowd.told(flag.id, NOT_SURE) or _told_one_by_one(crowd, flag, NOT_SURE),
        lambda engine: open_for(engine, engine.holds(flag.when)),
        [flag.when],
        in_summary=False,
    )


def _told_one_by_one(crowd: Crowd, flag: Flag, state: str) -> int:
    """The first person who is told of the flag in a screening, among the first few who have the sign."""
    for chosen in few(crowd.outcomes[Outcome("flag", flag.id, state)]):
        signs = Interview.start(crowd.engine.bank, crowd.people.answers(first(chosen))).signs
        if any(sign.flag.id == flag.id and sign.state == STATES[state] for sign in signs):
            return chosen
    return 0


def _reached(written: Written, indicator: Indicator, band: Band) -> Target:
    bank = written.bank
    needs = [other.needs for other in indicator.bands if other.needs]
    all_behind = [*needs, *conditions_of(points for domain in indicator.domains for points in domain.points)]
    small = fits(bank, all_behind)
    return Target(
        "bands can be reached",
        written.key("indicators", indicator.id, "bands", band.id),
        "HB411",
        f"the band {quote(band.id)} of {quote(indicator.id)} can be reached",
        f"no answers reach the band {quote(band.id)} of {quote(indicator.id)}: lower its 'from', or mend its 'needs'",
        lambda crowd: crowd.outcomes[Outcome("band", indicator.id, band.id)],
        lambda engine: (engine.bands(indicator.id)[band.id] if small else engine.holds(band.needs)).yes,
        all_behind if small else [band.needs] if band.needs else [],
        ruled_out=lambda: _most_points(bank, indicator) < band.start,
    )


def _most_points(bank: Bank, indicator: Indicator) -> int:
    """The points that nobody can have more of, whatever the answers are."""
    anyone = People(1, {})
    most: int = Engine(bank, anyone.facts(EITHER)).score(indicator.id).low.for_person(0)
    return most


def _said(written: Written, number: int) -> Target:
    *before, headline = written.bank.headlines[: number + 1]
    return Target(
        "headlines can be said",
        written.key("headlines", headline.id),
        "HB314",
        f"the headline {quote(headline.id)} can be said",
        f"the headline {quote(headline.id)} is said to nobody: those above it fit all whom it fits",
        lambda crowd: crowd.outcomes[Outcome("headline", headline.id)],
        lambda engine: dict(headlines(engine))[headline.id],
        [other.when for other in (*before, headline) if other.when],
    )


def _shown(written: Written, pattern: Pattern) -> Target:
    return Target(
        "patterns can be shown",
        written.key("patterns", pattern.id),
        "HB315",
        f"the pattern {quote(pattern.id)} can be shown",
        f"the pattern {quote(pattern.id)} is shown to nobody: mend its 'when'",
        lambda crowd: crowd.outcomes[Outcome("pattern", pattern.id)],
        lambda engine: engine.holds(pattern.when).yes,
        [pattern.when],
    )


def _applied(written: Written, rule: Suppression) -> Target:
    def applies(crowd: Crowd) -> int:
        sure, unsure = (crowd.outcomes[Outcome("suppression", rule.id, state)] for state in (SURE, NOT_SURE))
        return (sure | unsure) & (crowd.people.all if rule.title else crowd.scored)

    return Target(
        "suppressions can apply",
        written.key("suppressions", rule.id),
        "HB611",
        f"the suppression {quote(rule.id)} can apply",
        f"the suppression {quote(rule.id)} applies to nobody: mend its 'when'",
        applies,
        lambda engine: rest_of(engine, engine.holds(rule.when).no),
        [rule.when],
        in_summary=not rule.title,  # with a title it is also told on a page of `hipback learn`
    )


def _advised(written: Written, chapter: Chapter, topic: Topic) -> Target:
    rules = [rule.when for rule in written.bank.suppressions.values() if topic.id in rule.hides]
    return Target(
        "topics of advice can be shown",
        written.key("chapters", chapter.id, "topics", topic.id),
        "HB612",
        f"the topic {quote(topic.id)} can be shown",
        f"the topic {quote(topic.id)} is shown with no summary: some suppression always hides it",
        lambda crowd: crowd.outcomes[Outcome("advice", topic.id, SHOWN)],
        lambda engine: rest_of(engine, any_of(rest_of(engine, engine.holds(when).no) for when in rules)),
        rules,
    )

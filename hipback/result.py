"""From an interview to its `Report`."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import replace

from hipback import __version__
from hipback.engine import Engine, leaves
from hipback.interview import Interview, Sign, words_of
from hipback.model import (
    NOT_SURE,
    PLACES,
    UNSURE,
    Answer,
    Bank,
    Condition,
    Indicator,
    OneOf,
    Pattern,
    Points,
    Question,
    Suppression,
    Urgency,
    Within,
    topics_of_advice,
)
from hipback.report import (
    Advice,
    Answered,
    BankName,
    Contribution,
    FlagFound,
    IndicatorResult,
    PatternFound,
    Place,
    Report,
    StillOpen,
    Suppressed,
)
from hipback.safety import ACTIONS, EXERCISE_CARE, GENERAL_ASK, by_urgency, draft, notice, warning_signs
from hipback.signs import denied, not_asked, told_by_flags
from hipback.unsettled import unsettled

PATTERNS_AT_MOST = 3


def make_report(interview: Interview, started: str = "", finished: str = "", ended: bool = False) -> Report:
    """The result so far. `ended` says that the person ended the interview with questions left."""
    bank, answers, signs = interview.bank, interview.answers, interview.signs
    engine = interview.engine
    stopped = bool(interview.stopped_by)
    completed = interview.question is None and not stopped
    urgency = _urgency(signs)
    report = Report(
        program=__version__,
        bank=bank_name(bank),
        status="completed" if completed else "stopped" if stopped or ended else "in_progress",
        started=started,
        finished=finished,
        urgency=urgency,
        actions=ACTIONS[urgency] if urgency is not None else (),
        flags=tuple(_flags(engine, signs, answers)),
        answered=tuple(_answered(bank, signs, answers)),
        answers=answers,
        parked=interview.parked,
        denied=by_urgency(denied(interview)),
        not_asked=by_urgency(not_asked(interview)),
        safety_net=warning_signs(bank, least=Urgency.SAME_DAY),
        draft=draft(bank),
        notice=notice(bank),
        places=tuple(_places(engine, answers)),
    )
    return _scored(report, engine) if completed else report


def bank_name(bank: Bank) -> BankName:
    """What a report tells of its bank."""
    return BankName(bank.id, bank.version, bank.title, bank.languages[0], bank.status, bank.reviewed, bank.sha256)


def _scored(report: Report, engine: Engine) -> Report:
    """The report with all that only a completed screening gives."""
    bank, answers = engine.bank, report.answers
    patterns = [pattern for pattern in bank.patterns if engine.holds(pattern.when).yes][:PATTERNS_AT_MOST]
    rules = [rule for rule in bank.suppressions.values() if not engine.holds(rule.when).no]
    advice = tuple(_advice(bank, rules))
    return replace(
        report,
        indicators=tuple(_indicator(engine, indicator, answers) for indicator in bank.indicators.values()),
        headline=_headline(engine),
        patterns=tuple(_pattern(engine, pattern, answers) for pattern in patterns),
        ask=tuple(pattern.ask for pattern in patterns) or (GENERAL_ASK,),
        advice=advice,
        suppressed=tuple(Suppressed(rule.id, rule.text) for rule in rules),
        care=EXERCISE_CARE if advice and not any(rule.general for rule in rules) else "",
        unsettled=tuple(StillOpen(open_.id, open_.label, changes) for open_, changes in unsettled(bank, answers)),
    )


def _pattern(engine: Engine, pattern: Pattern, answers: Mapping[str, Answer]) -> PatternFound:
    found = tuple(dict.fromkeys(because(engine, pattern.when, answers, {"yes"})))
    return PatternFound(pattern.id, pattern.title, pattern.text, pattern.ask, found)


def because(engine: Engine, condition: Condition, answers: Mapping[str, Answer], states: set[str]) -> Iterator[str]:
    """The answers that a condition leans on, in words: those that hold, or those that are open."""
    for leaf in leaves(condition):
        truth = engine.holds(leaf)
        state = "yes" if truth.yes else "no" if truth.no else "not_sure"
        if state in states and isinstance(leaf, (OneOf, Within)):
            yield _leaf_words(engine.bank.questions[leaf.question], leaf, answers.get(leaf.question), state)


def _leaf_words(question: Question, leaf: OneOf | Within, answer: Answer | None, state: str) -> str:
    if isinstance(leaf, OneOf) and question.kind == "many":
        told = leaf.options if not isinstance(answer, tuple) else _told(leaf.options, answer, state)
        return "; ".join(label for option, label in question.options.items() if option in told)
    return question.label if answer is None else f"{question.label}: {words_of(question, answer)}"


def _told(options: frozenset[str], marks: tuple[str, ...], state: str) -> frozenset[str]:
    """Of some options those that were marked so that a condition on them is in this state."""
    if state == "no":
        return options
    sign = UNSURE if state == "not_sure" else ""
    found = frozenset(option for option in options if option + sign in marks)
    return found or options  # that none is so is not sure as soon as another option is


def _urgency(signs: Iterable[Sign]) -> Urgency | None:
    found = max((sign.urgency for sign in signs), default=Urgency.ROUTINE)
    may_be = max((sign.flag.urgency for sign in signs if sign.state == "open"), default=Urgency.ROUTINE)
    return found if found >= Urgency.SAME_DAY or may_be <= found else None


def _flags(engine: Engine, signs: Iterable[Sign], answers: Mapping[str, Answer]) -> Iterator[FlagFound]:
    for sign in sorted(signs, key=lambda sign: -sign.urgency):
        flag = sign.flag
        if sign.text:
            found = tuple(dict.fromkeys(because(engine, flag.when, answers, {sign.state})))
            yield FlagFound(
                flag.id, sign.state, sign.urgency, flag.out_of_scope, flag.label, sign.text, found, flag.references
            )


def _indicator(engine: Engine, indicator: Indicator, answers: Mapping[str, Answer]) -> IndicatorResult:
    score, enough = engine.score(indicator.id), bool(engine.enough(indicator.id).yes)
    places = engine.bands(indicator.id)
    possible = [band for band in indicator.bands if not (enough and places[band.id].no)]
    band = possible[0] if enough and len(possible) == 1 else None
    return IndicatorResult(
        id=indicator.id,
        title=indicator.title,
        low=score.low,
        high=score.high,
        maximum=indicator.maximum,
        band=band.id if band else None,
        band_label=band.label if band else "",
        text=band.text if band else "",
        possible_bands=tuple(band.id for band in possible),
        possible_labels=tuple(band.label for band in possible),
        enough=enough,
        contributions=tuple(_contributions(engine, indicator, answers)),
    )


def _contributions(engine: Engine, indicator: Indicator, answers: Mapping[str, Answer]) -> Iterator[Contribution]:
    for domain in indicator.domains:
        for points in domain.points:
            score = engine.contribution(points)
            if score.high:
                question = engine.bank.questions[points.question]
                answer = answer_of(question, points, answers)
                words = words_of(question, answer) if answer is not None else ""
                yield Contribution(question.id, question.label, answer, words, domain.id, score.low, score.high)


def answer_of(question: Question, points: Points, answers: Mapping[str, Answer]) -> Answer | None:
    """The answer that gave the points: of a `many` question the mark of this option alone."""
    options = [option for case, _ in points.cases if isinstance(case, OneOf) for option in case.options]
    return _marks_of(options, answers.get(question.id))


def _marks_of(options: Collection[str], answer: Answer | None) -> Answer | None:
    """An answer; of many marks those of these options alone."""
    if not isinstance(answer, tuple):
        return answer
    return tuple(mark for mark in answer if mark.removesuffix(UNSURE) in options)


def _headline(engine: Engine) -> tuple[str, str]:
    """The first one that does not surely fail; but if that one is not sure either, the last, which needs nothing."""
    *named, last = engine.bank.headlines
    first = next((headline for headline in named if not engine.holds(headline.when).no), last)
    said = first if engine.holds(first.when).yes else last
    return said.id, said.text


def _advice(bank: Bank, suppressions: Iterable[Suppression]) -> Iterator[Advice]:
    hidden = {topic for rule in suppressions for topic in rule.hides}
    for chapter, topic in topics_of_advice(bank.chapters.values()):
        if topic.id not in hidden:
            yield Advice(topic.id, chapter.id, topic.section, topic.title, topic.text)


def _answered(bank: Bank, signs: Iterable[Sign], answers: Mapping[str, Answer]) -> Iterator[Answered]:
    told = told_by_flags(bank, answers, (sign.flag for sign in signs if sign.text))
    for id, answer in answers.items():
        question = bank.questions[id]
        yield Answered(id, question.section, question.label, words_of(question, answer), id in told)


def _places(engine: Engine, answers: Mapping[str, Answer]) -> Iterator[Place]:
    """The places of which the person said that it hurts there, or that they are not sure."""
    for place in PLACES:
        told = [question.hurts[place] for question in engine.bank.questions.values() if place in question.hurts]
        sure = tuple(said for said in told if engine.holds(said).yes)
        unsure = tuple(said for said in told if _is_unsure(said, answers.get(said.question)))
        if said := sure or unsure:
            words = tuple(_said_of(engine.bank.questions[part.question], part, answers) for part in said)
            yield Place(place, "yes" if sure else "not_sure", words)


def _said_of(question: Question, said: OneOf, answers: Mapping[str, Answer]) -> str:
    answer = _marks_of(said.options, answers.get(said.question))
    assert answer is not None  # or nothing would have been said
    return f"{question.label}: {words_of(question, answer)}"


def _is_unsure(said: OneOf, answer: Answer | None) -> bool:
    """Whether the person said so themselves; a question that was skipped tells nothing."""
    marks = answer if isinstance(answer, tuple) else ()
    return answer == NOT_SURE or any(option + UNSURE in marks for option in said.options)

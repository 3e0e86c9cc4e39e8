"""Everyone who could answer a small bank, one by one: what `hipback bank verify` claims of it, found in another way.

A truth is the kind of a claim, its place in the file, and whether it is so. Where several claims have one place, one
that is proved is so for one of the truths there, and one that is wrong is not so for one of them.
"""

from collections.abc import Iterator, Sequence
from functools import cached_property, reduce
from itertools import combinations, product
from operator import add, and_
from random import Random

from generated import answers_to, full_answers_to
from hipback.engine import Engine, Score, every_condition, leaves
from hipback.facts import PersonFacts
from hipback.interview import Interview
from hipback.marked import Value
from hipback.model import (
    NONE,
    UNSURE,
    AllOf,
    Answer,
    AnswerIs,
    AnyOf,
    AtLeast,
    Bank,
    Condition,
    Flag,
    InBand,
    Indicator,
    Not,
    OneOf,
    Points,
    Question,
    Urgency,
    topics_of_advice,
)
from hipback.outcomes import NOT_SURE, SHOWN, SURE, Outcome, any_of, outcomes, scored_people, signs
from hipback.people import People, everyone, leaves_by_question, truth_for
from hipback.planes import Number
from hipback.report import Report
from hipback.result import make_report
from hipback.verify.crowd import AsMeant
from hipback.written import Written

Truth = tuple[str, str, bool]
INTERVIEWS, REPORTS = 60, 3


def answers_that_differ(bank: Bank) -> dict[str, list[Answer]]:
    """Of all answers to each question those that say different things; of numbers, those that the bank tells apart."""
    apart = leaves_by_question(bank)
    found = {}
    for id, question in bank.questions.items():
        tells = [OneOf(id, frozenset({option})) for option in question.options] or apart[id]
        answers = [*reversed(answers_to(question)), "not_sure"]  # of those that say the same the last one stays
        kinds = {_meaning(question, tells, answer): answer for answer in answers}
        found[id] = list(kinds.values())
    return found


def _meaning(question: Question, tells: Sequence[AnswerIs], answer: Answer) -> tuple[object, ...]:
    person = PersonFacts({question.id: answer})
    return (*(truth_for(leaf, person) for leaf in tells), person.is_open(question.id), isinstance(answer, tuple))


class Everybody:
    """Everyone who could answer a small bank."""

    def __init__(self, written: Written) -> None:
        self.written, self.bank = written, written.bank
        self.choices = answers_that_differ(self.bank)
        self.people = everyone(self.choices)
        self.facts = self.people.as_asked(self.bank).facts()
        self.engine = Engine(self.bank, self.facts)
        self.outcomes = outcomes(self.engine)
        self.scored = scored_people(self.engine)

    def truths(self) -> Iterator[Truth]:
        """Of all kinds."""
        for part in (
            _promised,
            _open,
            _settled,
            _held_back,
            _come_about,
            _told,
            _hold,
            _differ,
            _capped,
            _matter,
            _rise,
            _worsen,
        ):
            for what, place, so in part(self):
                yield what, place.place, so

    def out(self, *outcome: str) -> int:
        """For whom it comes out."""
        return self.outcomes[Outcome(*outcome)]

    @cached_property
    def by_answer(self) -> "dict[str, ByAnswer]":
        """By question and answer, everyone who gives it. For each answer the others answer the same, in one order."""
        return {
            id: ByAnswer(
                self.bank, everyone({other: these for other, these in self.choices.items() if other != id}), id
            )
            for id in self.bank.questions
        }


class ByAnswer(dict[Answer, Engine]):
    """Some people who all give one answer to a question."""

    def __init__(self, bank: Bank, people: People, question: str) -> None:
        self._bank, self._people, self._question = bank, people, question

    def __missing__(self, answer: Answer) -> Engine:
        given = {**self._people.given, self._question: {answer: self._people.all}}
        people = People(self._people.size, given).as_asked(self._bank)
        self[answer] = Engine(self._bank, people.facts())
        return self[answer]


Placed = Iterator[tuple[str, Value, bool]]


def _promised(those: Everybody) -> Placed:
    urgent = [flag for flag in those.bank.flags.values() if flag.urgency > Urgency.ROUTINE]
    for id in {leaf.question for flag in urgent for leaf in leaves(flag.when)}:
        place = those.written.key("questions", id)
        yield "questions of flags above routine are asked of everyone", place, not those.engine.asked(id).no
    for flag in those.bank.flags.values():
        place = those.written.key("flags", flag.id)
        yield "flags have words for those who are not sure", place, bool(flag.not_sure or flag.out_of_scope)
        what = "with a sign for today or now, no score, pattern or exercise is shown"
        yield what, place, all(map(_is_bare, _reports(those, flag)))


def _open(those: Everybody) -> Placed:
    """By everyone, and then the same people with one answer taken back, or one mark made a "not sure"."""
    net = {label for _, labels in make_report(Interview.start(those.bank)).safety_net for label in labels}
    for flag in those.bank.flags.values():
        place = those.written.key("flags", flag.id)
        stays = [_stays(those, flag, leaf.question) for leaf in leaves(flag.when)]
        yield "an answer that is left open, or not sure, never takes a sign away", place, all(stays)
        yield "urgent signs are told once more to whoever has none of them", place, flag.label in net


def _stays(those: Everybody, flag: Flag, question: str) -> bool:
    return all(
        not ~those.by_answer[question][answer].holds(flag.when).no
        & those.by_answer[question][opened].holds(flag.when).no
        for answer in those.choices[question]
        for opened in _opened(answer)
    )


def _opened(answer: Answer) -> Iterator[Answer]:
    yield "not_sure"
    for mark in answer if isinstance(answer, tuple) else ():
        if mark != NONE and not mark.endswith(UNSURE):
            yield tuple(other + UNSURE if other == mark else other for other in answer)


def _settled(those: Everybody) -> Placed:
    for flag in those.bank.flags.values():
        if flag.out_of_scope:
            asked = [not those.engine.asked(leaf.question).no for leaf in leaves(flag.when)]
            people = those.engine.holds(flag.when).yes
            reports = [
                make_report(Interview.start(those.bank, those.people.answers(n))) for n in some_of(people, REPORTS)
            ]
            what = "everyone is asked for whom it is not made, and whoever that is gets words in place of a score"
            place = those.written.key("flags", flag.id)
            yield what, place, all(asked) and all(map(_is_bare, reports)) and not people & those.scored


def _held_back(those: Everybody) -> Placed:
    for flag in those.bank.flags.values():
        people = any_of(these for sign, these in signs(those.engine, [flag]) if sign.urgency >= Urgency.SAME_DAY)
        place = those.written.key("flags", flag.id)
        yield "whoever has a sign for today or now, or may have it, comes to no score", place, not people & those.scored
    what = "beside a sign for two weeks, and with too few answers, a rule holds exercises back"
    rules = [those.engine.holds(rule.when).no for rule in those.bank.suppressions.values() if rule.general]
    free = reduce(and_, rules, those.people.all)
    for flag in those.bank.flags.values():
        yield what, those.written.key("flags", flag.id), not free & ~those.engine.holds(flag.when).no
    enough = any_of(those.engine.enough(indicator).yes for indicator in those.bank.indicators)
    yield what, those.written.key("indicators"), not free & ~enough


def _reports(those: Everybody, flag: Flag) -> Iterator[Report]:
    """Of a few people for whom the flag is urgent."""
    people = any_of(these for sign, these in signs(those.engine, [flag]) if sign.urgency >= Urgency.SAME_DAY)
    for number in some_of(people, REPORTS):
        yield make_report(Interview.start(those.bank, those.people.answers(number)))


def _is_bare(report: Report) -> bool:
    return not (report.indicators or report.headline or report.patterns or report.advice or report.care)


def some_of(people: int, at_most: int) -> list[int]:
    """Some people of a set, drawn by chance, the same ones in every run."""
    numbers = [number for number in range(people.bit_length()) if people >> number & 1]
    return Random(1).sample(numbers, min(at_most, len(numbers)))


def _come_about(those: Everybody) -> Placed:
    bank, key = those.bank, those.written.key
    for id in bank.questions:
        asked = those.engine.asked(id).yes & those.scored
        yield "questions can be asked, with all their options", key("questions", id), bool(asked)
    for indicator in bank.indicators.values():
        for band in indicator.bands:
            place = key("indicators", indicator.id, "bands", band.id)
            yield "bands can be reached", place, bool(those.out("band", indicator.id, band.id))
    for headline in bank.headlines:
        yield "headlines can be said", key("headlines", headline.id), bool(those.out("headline", headline.id))
    for pattern in bank.patterns:
        yield "patterns can be shown", key("patterns", pattern.id), bool(those.out("pattern", pattern.id))
    for rule in bank.suppressions.values():
        people = those.out("suppression", rule.id, SURE) | those.out("suppression", rule.id, NOT_SURE)
        applies = people if rule.title else people & those.scored
        yield "suppressions can apply", key("suppressions", rule.id), bool(applies)
    for chapter, topic in topics_of_advice(bank.chapters.values()):
        place = key("chapters", chapter.id, "topics", topic.id)
        yield "topics of advice can be shown", place, bool(those.out("advice", topic.id, SHOWN))


def _told(those: Everybody) -> Placed:
    for flag in those.bank.flags.values():
        place = those.written.key("flags", flag.id)
        yield "flags can come up", place, _is_told(those, flag, SURE, "yes")
        yield "flags can be left unsure, with what is said then", place, _is_told(those, flag, NOT_SURE, "not_sure")


def _is_told(those: Everybody, flag: Flag, outcome: str, state: str) -> bool:
    """Whether someone has it and no other sign; or else, by screenings of some people who have both."""
    people = those.out("flag", flag.id, outcome)
    others = [other for other in those.bank.flags.values() if other != flag]
    if people & ~any_of(these for sign, these in signs(those.engine, others) if sign.stops):
        return True
    screenings = (Interview.start(those.bank, those.people.answers(number)) for number in some_of(people, INTERVIEWS))
    return any(sign.flag == flag and sign.state == state for screening in screenings for sign in screening.signs)


# Conditions


def _conditions(bank: Bank) -> list[Condition]:
    tables = [points for one in bank.indicators.values() for domain in one.domains for points in domain.points]
    cases = {id(case) for points in tables for case, _ in points.cases}
    return [part for whole in every_condition(bank) if id(whole) not in cases for part in _parts(whole)]


def _parts(condition: Condition) -> Iterator[Condition]:
    yield condition
    match condition:
        case AllOf(parts) | AnyOf(parts) | AtLeast(_, parts):
            for part in parts:
                yield from _parts(part)
        case Not(part):
            yield from _parts(part)


def _hold(those: Everybody) -> Placed:
    engine = AsMeant(those.bank, those.facts)
    for condition in _conditions(those.bank):
        truth, place = engine.holds(condition), those.written.condition(condition)
        yield "conditions, and parts of them, can hold and can fail", place, bool(truth.yes and truth.no)


def _differ(those: Everybody) -> Placed:
    engine = those.engine
    for condition in _conditions(those.bank):
        if isinstance(condition, AnyOf):
            parts = [part for part in condition.parts if not isinstance(part, InBand)]
            for one, other in combinations(parts, 2):
                both = engine.holds(AnyOf((one, other)))
                differ = both not in (engine.holds(one), engine.holds(other))
                for part in (one, other):
                    what = "conditions of which any is enough differ from each other"
                    yield what, those.written.condition(part), differ


# Points


def _capped(those: Everybody) -> Placed:
    for indicator in those.bank.indicators.values():
        for domain in indicator.domains:
            place = those.written.at("indicators", indicator.id, "domains", domain.id, "cap")
            points = reduce(add, (those.engine.contribution(points).low for points in domain.points))
            cap = Number.of(domain.cap, those.people.all)
            yield "caps can be reached", place, bool(points.at_least(cap, those.people.all) & those.scored)


def _matter(those: Everybody) -> Placed:
    for indicator in those.bank.indicators.values():
        for domain in indicator.domains:
            for question in dict.fromkeys(points.question for points in domain.points):
                tables = [points for points in domain.points if points.question == question]
                cases = [(table, case) for table in tables for case, worth in table.cases if worth]
                alone = [_matters(those, indicator, table, case, [table]) for table, case in cases]
                idle = [table for (table, _), so in zip(cases, alone, strict=True) if not so]
                for (table, case), so in zip(cases, alone, strict=True):
                    matters = so or _matters(those, indicator, table, case, idle)
                    yield "points can change a band", those.written.condition(case), matters


def _matters(those: Everybody, indicator: Indicator, table: Points, case: AnswerIs, without: Sequence[Points]) -> bool:
    """Whether someone has these points and enough answers, and could be in another band without some tables."""
    engine = those.engine
    now, then = engine.bands(indicator.id), _bands_without(those, indicator, {id(points) for points in without})
    changed = any_of((now[id].yes ^ then[id].yes) | (now[id].no ^ then[id].no) for id in now)
    have = (engine.holds(case) & engine.holds(table.guard)).yes & engine.enough(indicator.id).yes
    return bool(have & changed & those.scored)


def _bands_without(those: Everybody, indicator: Indicator, gone: set[int]) -> dict[str, object]:
    """The bands in a bank that does not have some tables."""
    domains = [
        domain._replace(points=tuple(points for points in domain.points if id(points) not in gone))
        for domain in indicator.domains
    ]
    left = tuple(domain for domain in domains if domain.points)
    if not left:
        return those.engine.bands_at(indicator, Score(Number(()), Number(())))
    indicators = {**those.bank.indicators, indicator.id: indicator._replace(domains=left)}
    return Engine(those.bank._replace(indicators=indicators), those.facts).bands(indicator.id)


# Urgency


def _rise(those: Everybody) -> Placed:
    flags = [flag for flag in those.bank.flags.values() if flag.urgency > Urgency.ROUTINE]
    hidden = {
        flag.id
        for question in those.bank.questions.values()
        if (named := signs_named(question, flags))
        for before, after in signs_added(question, named)
        for flag in flags
        if _hidden_in(flag, flags, *(those.by_answer[question.id][answer] for answer in (before, after)))
    }
    for flag in flags:
        place = those.written.key("flags", flag.id, "when")
        yield "flags never lower the urgency as signs are added", place, flag.id not in hidden


def _hidden_in(flag: Flag, flags: Sequence[Flag], before: Engine, after: Engine) -> int:
    """Those who had the flag before, and have none that is as urgent after."""
    return any_of(urgent_for(before, [flag], least) & ~urgent_for(after, flags, least) for least in list(Urgency)[1:])


def urgent_for(engine: Engine, flags: Sequence[Flag], least: Urgency) -> int:
    """Those who are to be seen at least this soon for one of these flags."""
    return any_of(people for sign, people in signs(engine, flags) if sign.urgency >= least)


def signs_named(question: Question, flags: Sequence[Flag]) -> set[str]:
    """The options of a question that flags name."""
    found = [leaf for flag in flags for leaf in leaves(flag.when) if isinstance(leaf, OneOf)]
    return {option for leaf in found if leaf.question == question.id for option in leaf.options}


def signs_added(question: Question, named: set[str]) -> Iterator[tuple[Answer, Answer]]:
    """Two answers of which the second tells of a sign more, or is less sure that there is none."""
    if question.kind == "one":
        calm = [option for option in question.options if option not in named]
        yield from product(calm, [*named, "not_sure"])
        yield from [("not_sure", sign) for sign in named] if len(named) == 1 else []
    elif question.kind == "many":
        for answer, unsure, chosen in marks_added(question):
            yield from ((answer, unsure), (unsure, chosen))


def marks_added(question: Question) -> Iterator[tuple[Answer, Answer, Answer]]:
    """Marks without one on some option; with "not sure" there; and with the option chosen."""
    for option, answer in product(question.options, answers_to(question)):
        if option != NONE and isinstance(answer, tuple) and {option, option + UNSURE}.isdisjoint(answer):
            yield answer, with_mark(question, answer, option + UNSURE), with_mark(question, answer, option)


def with_mark(question: Question, answer: tuple[str, ...], mark: str) -> Answer:
    """The answer with one mark more."""
    chosen = {*answer, mark} - {NONE}
    return tuple(one for option in question.options for one in (option, option + UNSURE) if one in chosen)


# Worse answers


def _worsen(those: Everybody) -> Placed:
    for indicator in those.bank.indicators.values():
        for question, domain in scoring_questions(those.bank, indicator).items():
            place = those.written.key("questions", question, "points", f"{indicator.id}.{domain}")
            engines = those.by_answer[question]
            pairs = worse_answers(those.bank, indicator, those.bank.questions[question])
            lowered = any(lowered_in(indicator, engines[one], engines[other]) for one, other in pairs)
            yield "a worse answer never lowers its own indicator", place, not lowered


def scoring_questions(bank: Bank, indicator: Indicator) -> dict[str, str]:
    """The questions that give points to an indicator, but for numbers, and the first domain in which each does."""
    domains = ((points.question, domain.id) for domain in indicator.domains for points in domain.points)
    found = dict(reversed(list(domains)))
    return {question: domain for question, domain in found.items() if bank.questions[question].kind != "number"}


def worse_answers(bank: Bank, indicator: Indicator, question: Question) -> Iterator[tuple[Answer, Answer]]:
    """Two answers of which the second has no fewer points of its own anywhere, and more somewhere."""
    worth = Worth(indicator, question)
    if question.kind == "many":
        for answer, unsure, chosen in marks_added(question):
            if worth.more(chosen, unsure):
                yield unsure, chosen
                yield from [(answer, unsure)] if worth.more(chosen, answer) else []
    else:
        plain = full_answers_to(question)
        comparable = plain if worth.in_order(plain) else [one for one in plain if not _opens(bank, question, one)]
        yield from ((one, other) for one, other in product(comparable, plain) if worth.more(other, one))


class Worth:
    """What the answers to a question are worth."""

    def __init__(self, indicator: Indicator, question: Question) -> None:
        tables = (points for domain in indicator.domains for points in domain.points)
        self._tables = [points for points in tables if points.question == question.id]
        self._question = question.id

    def of(self, answer: Answer) -> list[int]:
        person = PersonFacts({self._question: answer})
        return [sum(n for case, n in table.cases if truth_for(case, person).yes) for table in self._tables]

    def more(self, one: Answer, other: Answer) -> bool:
        mine, yours = self.of(one), self.of(other)
        return mine != yours and all(here >= there for here, there in zip(mine, yours, strict=True))

    def in_order(self, answers: Sequence[Answer]) -> bool:
        sums = [sum(self.of(answer)) for answer in answers]
        return sorted(sums) in (sums, sums[::-1])


def _opens(bank: Bank, question: Question, answer: Answer) -> bool:
    branches = (leaf for other in bank.questions.values() for leaf in leaves(other.ask_if))
    person = PersonFacts({question.id: answer})
    return any(truth_for(leaf, person).yes for leaf in branches if leaf.question == question.id)


def lowered_in(indicator: Indicator, before: Engine, after: Engine) -> int:
    """Of those who come to a summary both times, those who surely have fewer points after, or are in a lower band."""
    everyone_ = before.facts.always.yes
    more, less = (engine.score(indicator.id).low for engine in (before, after))
    lowered = everyone_ & ~less.at_least(more, everyone_)
    for number in range(1, len(indicator.bands)):
        lowered |= _at_least(before, indicator, number) & ~_at_least(after, indicator, number)
    return lowered & scored_people(before) & scored_people(after)


def _at_least(engine: Engine, indicator: Indicator, number: int) -> int:
    """Those who are surely in this band or in a higher one."""
    lower = list(engine.bands(indicator.id).values())[:number]
    return reduce(and_, (place.no for place in lower))

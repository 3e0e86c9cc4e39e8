"""Many people who could be: everyone who answers a few questions in every way, or thousands drawn by chance.

Chance is only how the people were drawn: whatever is said of one of them is worked out from the answers.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import reduce
from itertools import product
from math import prod
from operator import or_
from random import Random
from typing import NamedTuple

from hipback.engine import Engine, every_condition, leaves, named
from hipback.facts import Everyone, Given, PersonFacts
from hipback.model import NONE, NOT_SURE, UNSURE, Answer, AnswerIs, Bank, InBand, Leaf, OneOf, Question, Within
from hipback.truth import UNKNOWN, Truth


class People(NamedTuple):
    """So many people, and for each question and answer the set of those who answer so (bit i is person i)."""

    size: int
    given: Given

    @property
    def all(self) -> int:
        """All of them, as a set."""
        return (1 << self.size) - 1

    def facts(self, others: Truth = UNKNOWN) -> Everyone:
        """For the engine; `others` says what is known of a question that nobody was given an answer to."""
        return Everyone(self.given, self.all, others)

    def answers(self, person: int) -> dict[str, Answer]:
        """What one of them answers."""
        one = 1 << person
        given = ((question, answer, people) for question, sets in self.given.items() for answer, people in sets.items())
        return {question: answer for question, answer, people in given if people & one}

    def as_asked(self, bank: Bank) -> "People":
        """The same people without the answers to questions that are not surely put to them.

        For people who answer all the questions on which it hangs whether another one is put.
        """
        kept = dict(self.given)
        for id in bank.questions:
            if id in kept and bank.questions[id].ask_if:
                put = Engine(bank, Everyone(kept, self.all)).asked(id).yes
                kept[id] = {answer: people & put for answer, people in kept[id].items()}
        return self._replace(given=kept)


def first(people: int) -> int:
    """The first person of a set that is not empty."""
    return (people & -people).bit_length() - 1


def everyone(ways: Mapping[str, Sequence[Answer]]) -> People:
    """One person for every way of answering these questions; the answers to the first one change fastest."""
    count = prod(map(len, ways.values()))
    given, stride = {}, 1
    for question, answers in ways.items():
        period = stride * len(answers)
        blocks = {answer: (1 << stride) - 1 << stride * place for place, answer in enumerate(answers)}
        given[question] = {answer: _repeated(block, period, count) for answer, block in blocks.items()}
        stride = period
    return People(count, given)


def _repeated(block: int, period: int, count: int) -> int:
    """The first `period` bits again and again, up to `count` bits."""
    while period < count:
        block |= block << period
        period *= 2
    return block & (1 << count) - 1


# Ways of answering


def ways(question: Question, tells: Iterable[Leaf]) -> tuple[Answer, ...]:
    """Answers to a question, one for each way in which they may matter to some conditions.

    Answers that all the conditions take alike are one way, and if no condition names the question there is only one.
    Whether a question counts as open is not told apart beyond that.
    """
    own = [leaf for leaf in tells if not isinstance(leaf, InBand) and leaf.question == question.id]
    found: dict[tuple[Truth, ...], Answer] = {}
    for answer in _candidates(question, own):
        person = PersonFacts({question.id: answer})
        found.setdefault(tuple(truth_for(leaf, person) for leaf in own), answer)
    return tuple(found.values())


def ways_at_most(question: Question, tells: Iterable[Leaf]) -> int:
    """How many ways there are, or a few more: known without looking at each."""
    if question.kind != "many":
        return len(ways(question, tells))
    marks: int = 3 ** len(alike(question, tells))
    return marks + 1


def truth_for(leaf: AnswerIs, person: PersonFacts) -> Truth:
    """What one person's answer makes of a condition on it, if the question is put."""
    return person.one_of(*leaf) if isinstance(leaf, OneOf) else person.within(*leaf)


def _candidates(question: Question, tells: Iterable[Leaf]) -> Iterator[Answer]:
    if question.kind == "many":
        marks = product(*(("", option, option + UNSURE) for option in alike(question, tells)))
        yield from (tuple(filter(None, chosen)) or (NONE,) for chosen in marks)
    elif question.kind == "one":
        yield from question.options
    else:
        yield from _numbers(question, tells)
    yield NOT_SURE


def alike(question: Question, tells: Iterable[Leaf]) -> list[str]:
    """Of the options that the conditions take alike, the first of each kind."""
    sets = [leaf.options for leaf in tells if isinstance(leaf, OneOf) and leaf.question == question.id]
    kinds: dict[tuple[bool, ...], str] = {}
    for option in question.options:
        if option != NONE:
            kinds.setdefault(tuple(option in options for options in sets), option)
    if not any(NONE in options for options in sets):  # what no condition names matters only to whether none was chosen
        kinds.pop((False,) * len(sets), None)
    return list(kinds.values())


def _numbers(question: Question, tells: Iterable[Leaf]) -> Iterator[int]:
    """A number from each range that some condition tells apart."""
    ranges = [leaf for leaf in tells if isinstance(leaf, Within) and leaf.question == question.id]
    starts = {leaf.low for leaf in ranges if leaf.low is not None}
    after = {leaf.high + 1 for leaf in ranges if leaf.high is not None}
    yield from sorted(number for number in {question.low} | starts | after if question.low <= number <= question.high)


def leaves_by_question(bank: Bank) -> dict[str, list[Leaf]]:
    """What the conditions and points of a bank tell apart in the answers to each question."""
    found: dict[str, list[Leaf]] = {id: [] for id in bank.questions}
    for condition in every_condition(bank):
        for leaf in leaves(condition):
            if not isinstance(leaf, InBand):
                found[leaf.question].append(leaf)
    return {id: list(dict.fromkeys(own)) for id, own in found.items()}


# People drawn by chance

SAFE = 0.97
CALM = (0.92, 0.65, 0.35, 0.1)
"""How often an answer raises no flag that stops, and how often others are calm: for four kinds of people by turns."""

OPEN = 0.05
DRAWN_AT_MOST = 24
"""How often an answer is open, and how many different answers are drawn for one question."""


def random_people(bank: Bank, count: int, seed: int) -> People:
    """People who answer every question of a bank by chance; the same ones for the same seed.

    Most have no sign that stops the questions, or few would come to a score. Some have few signs of an indicator, some
    have many.
    """
    draw, everybody = Random(seed), (1 << count) - 1
    tells, calm = leaves_by_question(bank), calm_ways(bank)
    moods = moods_of(bank, draw, count)
    given = {}
    for id, question in bank.questions.items():
        answers = _drawn(draw, question, tells[id])
        quiet = quiet_people(draw, count, calm[id], moods)
        given[id] = _shared(draw, count, everybody & ~quiet, answers, OPEN)
        for answer, people in _shared(draw, count, quiet, [*calm[id].answers, NOT_SURE], 0).items():
            given[id][answer] = given[id].get(answer, 0) | people
    return People(count, given).as_asked(bank)


class Calm(NamedTuple):
    """How a question is answered calmly.

    If flags that stop hang on it, by the answers that raise none of them (`safe`). If not, by the one that is calmest,
    and by how many depends on who they are: on their `mood`, which is the indicator that the question counts for.
    """

    answers: Sequence[Answer]
    safe: bool
    mood: str


def calm_ways(bank: Bank) -> dict[str, Calm]:
    """How every question is answered calmly."""
    tells, calm = leaves_by_question(bank), calm_answers(bank)
    found = {}
    for id, question in bank.questions.items():
        safe = _safe_answers(bank, question, tells[id], calm)
        mood = next((indicator for indicator, _, _ in _worth(bank, id)), "")
        found[id] = Calm(safe or [calm[id]], bool(safe), mood)
    return found


Moods = Mapping[str, Sequence[int]]
"""By indicator two sets of people, which make four kinds of them."""


def moods_of(bank: Bank, draw: Random, count: int) -> Moods:
    """Who has few signs of an indicator, and who has many."""
    return {indicator: [_some(draw, count, 1 / 2) for _ in range(2)] for indicator in ("", *bank.indicators)}


def quiet_people(draw: Random, count: int, calm: Calm, moods: Moods) -> int:
    """Those who answer a question calmly."""
    return _some(draw, count, SAFE) if calm.safe else _quiet(draw, count, moods[calm.mood])


def _safe_answers(
    bank: Bank, question: Question, tells: Sequence[Leaf], calm: Mapping[str, Answer]
) -> Sequence[Answer]:
    """To a question of flags that stop, the answers that raise none of them; nothing for any other question."""
    if not any(question.id in named(flag.when) for flag in bank.flags.values() if flag.stops):
        return []
    troubles = _troubles(bank, question, tells, calm)
    least = min(stops for stops, _, _ in troubles.values())
    return [answer for answer, (stops, _, _) in troubles.items() if stops == least]


def _some(draw: Random, count: int, chance: float) -> int:
    """Each of the people with this chance, to one part in 256."""
    found, parts = 0, round(chance * 256)
    if parts == 256:
        return (1 << count) - 1
    for place in range(8):
        more = draw.getrandbits(count)
        found = found | more if parts >> place & 1 else found & more
    return found


def _quiet(draw: Random, count: int, mood: Sequence[int]) -> int:
    """Who answers calmly, by the kind of person: two sets make four kinds."""
    one, other = mood
    kinds = (~one & ~other, one & ~other, ~one & other, one & other)
    return reduce(or_, (_some(draw, count, chance) & kind for chance, kind in zip(CALM, kinds, strict=True)))


def _shared(draw: Random, count: int, people: int, answers: Sequence[Answer], open_: float) -> dict[Answer, int]:
    """The people shared out among some answers, of which the last is given with the chance `open_`."""
    *settled, last = answers
    found = {last: people & _some(draw, count, open_)}
    people &= ~found[last]
    for left, answer in zip(range(len(settled), 0, -1), settled, strict=True):
        found[answer] = people & _some(draw, count, 1 / left)
        people &= ~found[answer]
    return found


def _drawn(draw: Random, question: Question, tells: Sequence[Leaf]) -> list[Answer]:
    """Different answers to a question, the open one last."""
    settled = plain_answers(question, tells)
    if question.kind == "many":
        options = [option for option in question.options if option != NONE]
        settled += [(option + UNSURE,) for option in options]
        settled += [
            tuple(option + draw.choice(("", "", UNSURE)) for option in options if draw.random() < chance)
            for chance in (0.3, 0.5, 0.7) * 5
        ]
        settled = list(dict.fromkeys(filter(None, settled)))
    return [*draw.sample(settled, min(len(settled), DRAWN_AT_MOST)), NOT_SURE]


def plain_answers(question: Question, tells: Iterable[Leaf]) -> list[Answer]:
    """Answers that leave nothing open: each option, a number from each range, or one mark of a `many` question."""
    if question.kind == "one":
        return list(question.options)
    if question.kind == "many":
        return [(NONE,), *((option,) for option in question.options if option != NONE)]
    return list(_numbers(question, tells))


def calm_answers(bank: Bank) -> dict[str, Answer]:
    """Answers to every question that raise as few flags and give as few points as an answer to it alone can."""
    tells = leaves_by_question(bank)
    calm: dict[str, Answer] = {}
    for _ in range(2):  # the second time it is known how the questions below are answered
        for id, question in bank.questions.items():
            troubles = _troubles(bank, question, tells[id], calm)
            calm[id] = min(troubles, key=troubles.__getitem__)
    return calm


def _troubles(
    bank: Bank, question: Question, tells: Iterable[Leaf], others: Mapping[str, Answer]
) -> dict[Answer, tuple[int, int, int]]:
    """For each plain answer to a question, beside other answers: how many flags on the question may be there, those
    that stop and the rest, and how many points it gives."""
    flags = [flag for flag in bank.flags.values() if question.id in named(flag.when)]
    worth = list(_worth(bank, question.id))
    troubles = {}
    for answer in plain_answers(question, tells):
        person = PersonFacts({**others, question.id: answer})
        engine = Engine(bank, person)
        there = [flag.stops for flag in flags if not engine.holds(flag.when).no]
        points = sum(points for _, case, points in worth if truth_for(case, person).yes)
        troubles[answer] = there.count(True), there.count(False), points
    return troubles


def _worth(bank: Bank, question: str) -> Iterator[tuple[str, AnswerIs, int]]:
    """What the answers to a question are worth, and to which indicator."""
    for indicator in bank.indicators.values():
        for domain in indicator.domains:
            for points in domain.points:
                if points.question == question:
                    cases = ((case, worth) for case, worth in points.cases if not isinstance(case, InBand))
                    yield from ((indicator.id, case, worth) for case, worth in cases)

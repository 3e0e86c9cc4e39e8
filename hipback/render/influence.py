"""Which questions decide, as a ranking with bars for each score and for the urgency."""

from collections.abc import Iterable, Iterator, Mapping

from hipback.document import Bar, Block, Document, Heading, Items, Moment, Trend, Words
from hipback.influence import Influence, OfQuestion, OnScore

TITLE = "Which questions decide"
MADE_UP = (
    "{people}, drawn by chance (seed {seed}), not real, and not like patients. {scored:,} of them come to a summary. "
    "The numbers tell what the bank can do, and not how often it will."
)
HOW = (
    "Of each person the answer to one question is changed, and no other; a question that comes up only then is left "
    "open. Beside a band stands how far apart the scores are that the answers surely lead to: at most, and on average."
)
BAND = "For how many of the {scored:,} another answer would change the band that is named."
URGENCY = "For how many of all {people:,} another answer would change how soon to be seen."
NOBODY = "Nobody's changes by another answer to one question alone."
NEITHER = "They change neither a band nor how soon to be seen, for any of these people. Other things may hang on them:"


def influence(found: Influence, seed: int) -> Document:
    """All that is told of it, for people who were drawn from this seed."""
    return Document(TITLE, found.bank.language, tuple(_blocks(found, seed)), found.notice)


def _blocks(found: Influence, seed: int) -> Iterator[Block]:
    yield Heading(TITLE, "title")
    yield Words(f"{found.bank.title}, version {found.bank.version} ({found.bank.status})")
    people = "1 made-up person" if found.people == 1 else f"{found.people:,} made-up people"
    yield Words(MADE_UP.format(people=people, scored=found.scored, seed=seed))
    yield Words(HOW)
    for id, title in found.titles.items():
        yield Heading(f"{title}: the band")
        yield Words(BAND.format(scored=found.scored))
        yield from _ranking(_on_score(found.questions, id), found.scored)
    yield Heading("How soon to be seen")
    yield Words(URGENCY.format(people=found.people))
    urgency = {id: (of.urgency, f"{of.urgency:,}") for id, of in found.questions.items() if of.urgency}
    yield from _ranking(urgency, found.people)
    yield from _idle(found.questions)


Ranked = Mapping[str, tuple[int, str]]
"""By question for how many it decides, and all that is said of it."""


def _on_score(questions: Mapping[str, OfQuestion], indicator: str) -> Ranked:
    scores = {id: (of, of.indicators[indicator]) for id, of in questions.items() if indicator in of.indicators}
    return {id: (score.people, _words(of, score)) for id, (of, score) in scores.items() if score.people}


def _words(of: OfQuestion, score: OnScore) -> str:
    if not score.most:
        return f"{score.people:,}; no points for sure"
    points = "1 point" if score.most == 1 else f"{score.most} points"
    return f"{score.people:,}; up to {points}, mean {score.together / of.scored:.1f}"


def _ranking(found: Ranked, people: int) -> Iterator[Block]:
    """A bar for each question, those first that decide for most."""
    ranked = sorted(found.items(), key=lambda item: -item[1][0])
    rows = tuple(Moment(id, Bar(count, count, people, "people"), words) for id, (count, words) in ranked)
    yield Trend(rows) if rows else Words(NOBODY)


def _idle(questions: Mapping[str, OfQuestion]) -> Iterator[Block]:
    """The questions that decide nothing here."""
    idle = [id for id, of in questions.items() if not of.urgency and not _moves(of.indicators.values())]
    if idle:
        yield Heading("The other questions")
        yield Words(NEITHER)
        yield Items(tuple(idle), close=True)


def _moves(scores: Iterable[OnScore]) -> bool:
    return any(score.people for score in scores)

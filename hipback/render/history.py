"""Kept screenings to read: the list, one of them as it was told then, and the scores over time."""

import shlex
from collections.abc import Iterable, Iterator
from operator import attrgetter

from hipback.document import Bar, Block, Command, Document, Gap, Heading, Items, Moment, Pair, Trend, Words
from hipback.history import Course, History, Kept, Unfinished, Unreadable
from hipback.history import Moment as Then
from hipback.history import Trend as Scores
from hipback.model import Answer, Urgency
from hipback.record import Given, Record, Scored
from hipback.render.summary import summary
from hipback.render.warning import URGENT, scope, warnings
from hipback.report import Report, Signs
from hipback.safety import COUNTS, DRAFT, SAFETY_NET, UNFINISHED

LANGUAGE = "en"
SHOWN_AT_MOST = 10
STATUSES = {"completed": "Finished", "stopped": "Stopped", "in_progress": "Not finished"}
HOW_SOON = {
    Urgency.EMERGENCY: "at once",
    Urgency.SAME_DAY: "the same day",
    Urgency.SOON: "within two weeks",
    Urgency.ROUTINE: "at the next visit",
    None: "not known, since not all warning signs were asked about",
}
URGENT_THEN = "A warning sign was found then. If nobody has looked at it since, do not wait. To read what to do:"
HISTORY = "hipback history"
SIGN_LEFT = "You left off at a warning sign. Please read first what to do. Run:"
NOTHING_KEPT = "No screening is kept here. At its end, hipback screen asks whether you want to keep a copy."
SHORT_NAMES = (
    "It was made with another version of the questions, and holds only their short names. So they are shown here in "
    "place of the words that you read then."
)
ALTERED = "Its answers do not lead to the result that stands in it. So do not rely on it. For the true result, run:"
NEITHER = "Fewer points do not mean that you are better. More points do not mean that you are worse."


# The list


def history_list(history: History, notice: str) -> Document:
    """All that is in the folder, the newest first; where someone left off at a warning sign, that comes before."""
    return Document("Your screenings", LANGUAGE, tuple(_list(history)), notice)


def _list(history: History) -> Iterator[Block]:
    warned = [one for one in history.unfinished if one.warned]
    if warned:
        yield Words(SIGN_LEFT, "warning")
        yield from _go_on(warned)
    yield Heading("Your screenings", "title")
    if not history.kept:
        yield Words(NOTHING_KEPT)
    for kept in history.kept:
        yield from _entry(kept)
    if history.unfinished:
        yield Heading("Not finished")
        yield Items(tuple(map(_left_off, history.unfinished)))
        yield Words("To go on, run:")
        yield from _go_on(history.unfinished)
    yield from _not_shown(history.unreadable)
    yield from _what_next(history)


def _entry(kept: Kept) -> Iterator[Block]:
    record = kept.record
    yield Gap()
    yield Heading(f"{kept.name}: {moment_of(record)}", small=True)
    yield Words(f"{STATUSES[record.status]}. How soon to be seen: {HOW_SOON[record.urgency]}.", depth=1)
    if record.urgency in URGENT:
        yield Words(f"{URGENT_THEN} {HISTORY} show {kept.name}", "warning", depth=1)
    for score in record.indicators:
        yield Words(f"{kept.labels.indicator(score.id)}: {kept.labels.bands(score.id, bands_of(score))}.", depth=1)
    if not kept.labels.bank:
        yield Words(f"With version {record.bank.version} of the questions ({record.bank.id}).", depth=1)


def moment_of(record: Record) -> str:
    """The day and the time, in words."""
    if not record.finished:
        return "the time is not known"
    return f"{record.day} at {record.finished[11:16]} UTC"


def bands_of(score: Scored) -> tuple[str, ...]:
    """The band, or all that are possible."""
    return (score.band,) if score.band else score.possible_bands


def _go_on(unfinished: Iterable[Unfinished]) -> Iterator[Block]:
    for command in dict.fromkeys(one.command for one in unfinished):
        yield Command(command)


def _left_off(one: Unfinished) -> str:
    answers = "1 answer" if one.answers == 1 else f"{one.answers} answers"
    saved = one.saved[:16].replace("T", " at ")
    return f"{one.name}: {answers}, saved on {saved} UTC, with version {one.bank_version} of the questions."


def _not_shown(unreadable: Iterable[Unreadable]) -> Iterator[Block]:
    for heading, ours in (("Cannot be read", True), ("Not from hipback", False)):
        found = [one for one in unreadable if one.ours is ours]
        if found:
            yield Heading(heading)
            yield Items(tuple(f"{' '.join(one.name.split())}: {one.reason}" for one in found[:SHOWN_AT_MOST]))
        if len(found) > SHOWN_AT_MOST:
            yield Words(f"and {len(found) - SHOWN_AT_MOST} more", depth=1)


def _what_next(history: History) -> Iterator[Block]:
    if not (history.kept or history.unfinished or history.unreadable):
        return
    yield Heading("What you can do here")
    if history.kept:
        name = history.kept[0].name
        yield Words("Read one again, or remove it:")
        yield Command(f"{HISTORY} show {name}")
        yield Command(f"hipback forget {name}")
    for one in [one for one in history.unreadable if one.ours][:1]:
        yield Words("Remove what cannot be read:")
        yield Command(f"hipback forget {one.name}")
    if len(history.kept) > 1:
        yield Words("See what changed, and the scores over time:")
        yield Command("hipback compare")
        yield Command(f"{HISTORY} trend")
    yield Words(f"All of it lies in {history.folder}, for you alone.")


# One of them


def as_it_was(kept: Kept, safety_net: Signs) -> Document:
    """A record in the words of its time, the warnings first. Nothing is scored anew."""
    return Document("A summary that you kept", LANGUAGE, tuple(_then(kept, safety_net)), kept.record.notice)


def _title(record: Record) -> str:
    return f"Your summary of {moment_of(record)}" if record.finished else "Your summary"


def _then(kept: Kept, safety_net: Signs) -> Iterator[Block]:
    record = kept.record
    yield from first_of_all(record)
    yield from altered(kept)
    yield Heading(_title(record), "title")
    yield Words(" ".join(filter(None, _made_with(kept))))
    yield Gap()
    if record.scored:
        yield from _scores(kept)
    elif record.urgency not in URGENT and not record.out_of_scope:
        yield Words(UNFINISHED)
    yield from warnings(record, (Urgency.ROUTINE,))
    yield from _advice(record)
    yield from _ask(record)
    yield from _answers(kept)
    yield from _safety_net(safety_net)


def altered(*found: Kept) -> Iterator[Block]:
    """What is said of records that are not as hipback wrote them."""
    for kept in found:
        if kept.altered:
            yield Heading("This file was changed", "warning")
            yield Words(f"{kept.name}: {ALTERED}", "warning")
            yield Command(f"hipback report {shlex.quote(kept.path)}")


def first_of_all(record: Record) -> Iterator[Block]:
    """The warnings of a record, and whether the questions were made for this person."""
    yield from warnings(record, (*URGENT, Urgency.SOON))
    yield from scope(record)


def _made_with(kept: Kept) -> Iterator[str]:
    record = kept.record
    yield f"It is told as it was then, with version {record.bank.version} of the questions ({record.bank.id})."
    yield "Your signs may have changed since."
    yield DRAFT if record.bank.status == "draft" else ""
    yield "" if kept.labels.bank else SHORT_NAMES


def _scores(kept: Kept) -> Iterator[Block]:
    record = kept.record
    if record.headline:
        yield Words(record.headline.text)
    yield Words(COUNTS)
    for score in record.indicators:
        yield from _score(kept, score)
    if record.unsettled:
        yield Heading("What was still open")
        yield Items(tuple(kept.labels.question(found.question) for found in record.unsettled))
    if record.patterns:
        yield Heading("Patterns in your answers")
    for pattern in record.patterns:
        yield Heading(kept.labels.pattern(pattern.id), small=True)
        yield Words(pattern.text, depth=1)


def _score(kept: Kept, score: Scored) -> Iterator[Block]:
    yield Heading(f"{kept.labels.indicator(score.id)}: {kept.labels.bands(score.id, bands_of(score))}")
    yield Bar(score.low, score.high, score.maximum)
    yield Words(f"{points_of(score)} of {score.maximum} points.")
    sure = sorted((given for given in score.contributions if given.low), key=attrgetter("low"), reverse=True)
    if sure:
        yield Words("What stands out:")
        yield Items(tuple(_given(kept, given) for given in sure[:SHOWN_AT_MOST]))
    if len(sure) > SHOWN_AT_MOST:
        yield Words(f"and {len(sure) - SHOWN_AT_MOST} more", depth=1)


def points_of(score: Scored) -> str:
    """The points, or from which to which."""
    return str(score.low) if score.low == score.high else f"{score.low} to {score.high}"


def _given(kept: Kept, given: Given) -> str:
    answer = "" if given.answer is None else f": {kept.labels.answer(given.question, given.answer)}"
    return kept.labels.question(given.question) + answer


def _advice(record: Record) -> Iterator[Block]:
    if record.advice or record.suppressed:
        yield Heading("What you can do")
    for items in (record.suppressed, record.advice):
        if items is record.advice and record.care:
            yield Words(record.care)
        if items:
            yield Items(tuple(dict.fromkeys(found.text for found in items)))


def _ask(record: Record) -> Iterator[Block]:
    if record.ask:
        yield Heading("What to ask a professional")
        yield Items(record.ask)


def _answers(kept: Kept) -> Iterator[Block]:
    if kept.record.answers:
        yield Heading("What you answered")
    for id, answer in kept.record.answers.items():
        yield Pair(kept.labels.question(id), kept.labels.answer(id, answer))


def _safety_net(safety_net: Signs) -> Iterator[Block]:
    if safety_net:
        yield Heading("When not to wait")
    for urgency, labels in safety_net:
        yield Words(SAFETY_NET[urgency])
        yield Items(labels)


def scored_again(report: Report, kept: Kept, lost: Iterable[str], new: tuple[str, ...]) -> Document:
    """The summary of the same answers by another bank, and last what could not be carried over to it."""
    told = summary(report)
    return told._replace(blocks=(*told.blocks, *_carried(report, kept, tuple(lost), new)))


def _carried(report: Report, kept: Kept, lost: tuple[str, ...], new: tuple[str, ...]) -> Iterator[Block]:
    bank = kept.record.bank
    yield Heading("Scored again")
    yield Words(f"The answers were given to version {bank.version} of the questions ({bank.id}).")
    yield Words(f"This result is by version {report.bank.version} ({report.bank.id}).")
    if lost:
        yield Words("These answers do not fit the questions any more, so they do not count:")
        yield Items(tuple(f"{id}: {kept.labels.answer(id, _all_answers(kept.record)[id])}" for id in lost))
    if new:
        yield Words("These questions were not answered then, so they are open:")
        yield Items(new)


def _all_answers(record: Record) -> dict[str, Answer]:
    return {**record.parked, **record.answers}


# Over time


def trend(scores: Scores, newest: Kept) -> Document:
    """The scores side by side, below the warnings of the newest record."""
    return Document("Your scores over time", LANGUAGE, tuple(_trend(scores, newest)), newest.record.notice)


def _trend(scores: Scores, newest: Kept) -> Iterator[Block]:
    yield from first_of_all(newest.record)
    yield Heading("Your scores over time", "title")
    yield Words(f"{COUNTS} {NEITHER}")
    if not scores.courses:
        yield Words("None of these screenings came to a score.")
    for course in scores.courses:
        yield Heading(f"{course.title}, of {course.maximum} points")
        yield _drawn(course)
    if scores.left_out:
        yield Heading("Left out")
        yield Words("They were made with another version of the questions. So their points may count other things:")
        yield Items(tuple(f"{kept.name}: {moment_of(kept.record)}, {_version(kept)}" for kept in scores.left_out))


def _drawn(course: Course) -> Trend:
    days = [moment.kept.record.day for moment in course.moments]
    return Trend(tuple(_moment(moment, days) for moment in course.moments))


def _moment(moment: Then, days: list[str]) -> Moment:
    record, score = moment.kept.record, moment.score
    label = record.finished[:16].replace("T", " ") if days.count(record.day) > 1 else record.day
    if score:
        return Moment(label or moment.kept.name, Bar(score.low, score.high, score.maximum), points_of(score))
    return Moment(label or moment.kept.name, None, why_no_score(record))


def why_no_score(record: Record) -> str:
    """Why a record has no score, in few words."""
    if record.urgency in URGENT:
        return "a warning sign, no score"
    return "not made for you, no score" if record.out_of_scope else "not finished, no score"


def _version(kept: Kept) -> str:
    return f"version {kept.record.bank.version} ({kept.record.bank.id})"

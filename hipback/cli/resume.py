"""How an unfinished screening is taken up again: announced, never silent, and asked again where it may be stale."""

import time
from contextlib import suppress
from typing import NamedTuple

from hipback.engine import named
from hipback.errors import FileError
from hipback.interview import Interview, carry
from hipback.model import Bank
from hipback.store import Store, Unfinished
from hipback.terminal import QuitError, Screen, choose, tell_signs

STALE_AFTER_HOURS = 24


class Beginning(NamedTuple):
    """The interview to begin with, and when it was started if that was earlier."""

    interview: Interview
    started: str


def now() -> str:
    """The time in ISO 8601, to the second."""
    return time.strftime("%Y-%m-%dT%H:%M:%S+00:00", time.gmtime())


def begin(new: Interview, store: Store, resume: bool | None, screen: Screen) -> Beginning:
    """This new interview, or the unfinished one if there is one and the person wants it.

    A warning that was due when it was left comes first, even where the person would rather start again.
    """
    bank = new.bank
    saved = _load(bank, store, resume)
    if saved:
        due = Interview.start(bank, carry(bank, dict(saved.steps)).answers)
        if due.stopping or resume is not False:
            _announce(saved, screen)
        if due.stopped_by:
            screen.words("A warning sign was chosen then. Please read this first.")
            return Beginning(due, saved.started)
        if due.stopping:
            tell_signs(due.stopping, screen)
        if resume is not False and (resume or _wants_to_resume(screen)):
            return Beginning(_resumed(new, saved, screen), saved.started)
        store.set_aside(bank.id)
    elif resume:
        screen.words("There is no unfinished screening. This is a new one.")
    return Beginning(new, now())


def remind(bank: Bank, store: Store, screen: Screen) -> None:
    """Say a warning that was due when a screening was left that cannot be gone on with: nothing can be saved."""
    with suppress(FileError):
        saved = store.load(bank.id)
        if saved and (due := Interview.start(bank, carry(bank, dict(saved.steps)).answers).stopping):
            _announce(saved, screen)
            tell_signs(due, screen)


def _load(bank: Bank, store: Store, resume: bool | None) -> Unfinished | None:
    """The unfinished screening; where a new one is wanted, a damaged one is kept under another name."""
    try:
        return store.load(bank.id)
    except FileError:
        if resume is not False:
            raise
        store.set_aside(bank.id)
        return None


def _announce(saved: Unfinished, screen: Screen) -> None:
    answers = "1 answer" if len(saved.steps) == 1 else f"{len(saved.steps)} answers"
    moment = saved.saved[:16].replace("T", " at ")
    screen.words(
        f"You have an unfinished screening with {answers}. It was saved on {moment} UTC, with version "
        f"{saved.bank_version} of the questions."
    )


def _wants_to_resume(screen: Screen) -> bool:
    options = {"resume": "Go on with it", "fresh": "Start again, and lose the old answers"}
    try:
        return choose("What would you like?", options, screen) == "resume"
    except (QuitError, EOFError):
        return True


def _resumed(new: Interview, saved: Unfinished, screen: Screen) -> Interview:
    """The saved answers, but for those that are given anew."""
    bank, given = new.bank, {**new.given, **new.answers}
    steps, lost = carry(bank, dict(saved.steps))
    kept, lost_too = carry(bank, saved.kept)
    again = _asked_again(bank, saved, screen)
    if lost or lost_too:
        screen.words(f"These answers do not fit the questions any more: {', '.join([*lost, *lost_too])}.")
    taken = {id: answer for id, answer in steps.items() if id not in again}
    offered = {id: answer for id, answer in steps.items() if id in again}
    return Interview.start(bank, {**taken, **given}, {**kept, **new.undone, **offered})


def _asked_again(bank: Bank, saved: Unfinished, screen: Screen) -> set[str]:
    """Questions whose old answer is only offered: all after a change of the bank, warning signs after a day."""
    if saved.bank_sha256 != bank.sha256:
        screen.words("The questions have changed since. Each is put again; type keep to leave an answer as it was.")
        return set(bank.questions)
    if 0 <= _hours_since(saved.saved) <= STALE_AFTER_HOURS:
        return set()
    screen.words("That is more than a day ago, so the warning signs are asked again.")
    return {id for flag in bank.flags.values() for id in named(flag.when)}


def _hours_since(moment: str) -> float:
    """Negative if the moment is still to come, as after a change of the clock, or if nobody can tell."""
    from datetime import UTC, datetime

    try:
        return (datetime.now(UTC) - datetime.fromisoformat(moment)).total_seconds() / 3600
    except (ValueError, TypeError):  # no time, such as a leap second; or no time zone
        return -1

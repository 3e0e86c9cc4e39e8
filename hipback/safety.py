"""The words that no bank may change: the notice, and what to do for each urgency.

Emergency numbers are told for a few places and for "any other place": none is guessed from the computer.
"""

from collections.abc import Iterable, Mapping

from hipback.model import DOES_NOT_APPLY, NOT_SURE, RATHER_NOT_SAY, SKIPPED, Bank, Flag, Urgency

NOTICE = (
    "This is for learning only. It is not a diagnosis, and it cannot rule anything out. "
    "Please see a professional about your pain, such as a doctor or a physiotherapist. "
    "If you get worse, or if you are worried, do not wait."
)
FIRST_OF_ALL = "If you feel very ill, or think you need help now, do not wait for these questions. Call for help."
DRAFT = "No clinician has signed this question list yet. It is a draft."
OLD = (
    "This question list was to be checked again by {day}. That day is over, so parts of it may be out of date. Please "
    "look for a newer version, or ask a professional."
)
NUMBERS = (
    "In Europe call 112. In the UK call 999. In the USA and Canada call 911. In Australia call 000. "
    "In any other place, call your local number."
)
ACTIONS: Mapping[Urgency, tuple[str, ...]] = {
    Urgency.EMERGENCY: (
        "Call for emergency help now. Or have someone take you to an emergency room.",
        NUMBERS,
        "Do not drive yourself. Do not wait for more signs.",
    ),
    Urgency.SAME_DAY: (
        "Talk to a doctor or nurse today. Do not wait until tomorrow.",
        "Call your doctor or a nurse line. In the UK call 111. Or go to an urgent care clinic.",
        "If you get worse or feel very ill, call for emergency help. " + NUMBERS,
    ),
    Urgency.SOON: ("Please see a doctor about this within two weeks, even if the pain gets better.",),
    Urgency.ROUTINE: (),
}
SAFETY_NET: Mapping[Urgency, str] = {
    Urgency.EMERGENCY: "Get emergency help at once if any of these starts:",
    Urgency.SAME_DAY: "Talk to a doctor or nurse the same day if any of these starts:",
    Urgency.SOON: "See a doctor within two weeks if any of these is new or gets worse:",
    Urgency.ROUTINE: "Mention these at your next visit:",
}
COUNTS = "The points count signs. They do not tell how bad the pain is, or where it comes from."
UNFINISHED = "This screening is not finished, so there is no result. Some warning signs may not have been asked about."
WHERE_IT_HURTS = "Where you said that it hurts, or were not sure:"
NO_SIDES = "The picture does not tell left from right."
EXERCISE_CARE = (
    "Start small. It should ease the pain, not sharpen it. Stop and get help if pain goes further down a leg, or if a "
    "warning sign starts."
)
GENERAL_ASK = "What do you think adds to my pain, and what can I do about it?"
ASK_AT_A_VISIT = (
    "Which signs should make me come back sooner, and when should I come back anyway?",
    GENERAL_ASK,
    "Do I need any tests, and what would they change?",
    "What can I keep doing, and what should I leave out for now?",
)

WAY_OUT_LABELS = {
    NOT_SURE: "Not sure",
    RATHER_NOT_SAY: "Rather not say",
    DOES_NOT_APPLY: "Does not apply to me",
    SKIPPED: "Skipped",
}


def notice(bank: Bank) -> str:
    """The words with which every result and every lesson ends; a bank may add to them."""
    return f"{NOTICE} {bank.notice}".strip()


def warning_signs(bank: Bank, least: Urgency) -> tuple[tuple[Urgency, tuple[str, ...]], ...]:
    """The signs that the bank asks about, from some urgency up."""
    return by_urgency(flag for flag in bank.flags.values() if flag.urgency >= least)


def by_urgency(flags: Iterable[Flag]) -> tuple[tuple[Urgency, tuple[str, ...]], ...]:
    """The labels of some flags, the most urgent first. That the tool is not made for someone is no sign."""
    signs = [flag for flag in flags if not flag.out_of_scope]
    levels = sorted({flag.urgency for flag in signs}, reverse=True)
    return tuple((level, tuple(flag.label for flag in signs if flag.urgency == level)) for level in levels)


def draft(bank: Bank) -> str:
    """What is said of a bank that no clinician has signed; nothing of any other."""
    return DRAFT if bank.status == "draft" else ""


def outdated(bank: Bank, today: str) -> str:
    """What is said of a bank once the day is over by which its author wanted to look at it again; before, nothing.

    Days are as in 2026-11-22. hipback asks no one for a newer version, so a bank itself must tell how long it is good.
    """
    return OLD.format(day=bank.review_by) if bank.review_by and today > bank.review_by else ""

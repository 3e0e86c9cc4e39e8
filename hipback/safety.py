"""The words that no bank may change: the notice, and what to do for each urgency.

Emergency numbers are told for a few places and for "any other place": none is guessed from the computer.
"""

from collections.abc import Mapping

from hipback.model import DOES_NOT_APPLY, NOT_SURE, RATHER_NOT_SAY, SKIPPED, Bank, Urgency

NOTICE = (
    "This is for learning only. It is not a diagnosis, and it cannot rule anything out. "
    "Please see a professional about your pain, such as a doctor or a physiotherapist. "
    "If you get worse, or if you are worried, do not wait."
)
FIRST_OF_ALL = "If you feel very ill, or think you need help now, do not wait for these questions. Call for help."
DRAFT = "No clinician has signed this question list yet. It is a draft."
NUMBERS = (
    "Emergency numbers: 112 in Europe, 999 in the UK, 911 in the USA and Canada, 000 in Australia. "
    "In any other place, call your local number."
)
ACTIONS: Mapping[Urgency, tuple[str, ...]] = {
    Urgency.EMERGENCY: (
        "Call for emergency help now, or have someone take you to an emergency room.",
        NUMBERS,
        "Do not drive yourself. Do not wait for more signs.",
    ),
    Urgency.SAME_DAY: (
        "Talk to a doctor or nurse today. Do not wait until tomorrow.",
        "Call your doctor, a nurse line (111 in the UK), or go to an urgent care clinic.",
        "If you get worse or feel very ill, call for emergency help. " + NUMBERS,
    ),
    Urgency.SOON: ("Please see a doctor about this within two weeks, even if the pain gets better.",),
    Urgency.ROUTINE: (),
}
UNFINISHED = "This screening is not finished, so there is no result. Some warning signs may not have been asked about."
GENERAL_ASK = "What do you think adds to my pain, and what can I do about it?"

WAY_OUT_LABELS = {
    NOT_SURE: "Not sure",
    RATHER_NOT_SAY: "Rather not say",
    DOES_NOT_APPLY: "Does not apply to me",
    SKIPPED: "Skipped",
}


def draft(bank: Bank) -> str:
    """What is said of a bank that no clinician has signed; nothing of any other."""
    return DRAFT if bank.status == "draft" else ""

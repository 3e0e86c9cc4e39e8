"""Options of which choosing them, or typing their words, does something else than they say."""

import re
from collections.abc import Mapping

from hipback.errors import quote
from hipback.marked import Value
from hipback.model import NONE, Question
from hipback.safety import WAY_OUT_LABELS
from hipback.terminal import understood
from hipback.written import Written

WAYS_OUT: Mapping[str, str] = {
    r"(?:i(?:'m| am) )?(?:not sure|unsure|not certain)": "every question offers 'Not sure' by itself",
    r"(?:i )?(?:do not|don't|cannot|can't) (?:know|say|tell|remember)|no idea": (
        "every question offers 'Not sure' by itself"
    ),
    r"(?:i(?:'d| would) )?(?:rather not|prefer not to)(?: say| answer| tell)?": (
        "every question offers 'Rather not say' by itself"
    ),
    r"(?:this |it )?(?:does not|doesn't) apply(?: to me)?|not applicable|n/a": (
        "with 'may_not_apply: yes' the question offers this by itself"
    ),
    r"skip(?: this)?(?: question)?": "every question can be skipped",
}
"""Labels of an option that leave a question open, and what there is in their place."""

NONE_OF_THESE = r"(?:none|neither|nothing)(?: of (?:these|those|them|this|the above))?|no"


def check_options(written: Written) -> None:
    """Note options that count as an answer and should not, and those that a person misses by typing their words."""
    for question in written.bank.questions.values():
        for option, label in question.options.items():
            place = place_of(written, question, option)
            if fix := stands_already(question, option):
                place.wrong(*fix)
            _check_typing(question, option, label, place)


def place_of(written: Written, question: Question, option: str) -> Value:
    """Where the label of an option is written: with the question, or in a set of answers."""
    value = written.at("questions", question.id)
    if option == NONE:
        return value.peek(NONE) or value
    answers = value.peek("answers")
    above = ("answers", answers.text()) if answers else ("questions", question.id, "options")
    return written.at(*above, option)


def plain(words: str) -> str:
    """Words as they are compared: people do not tell apart what differs in capitals or in a full stop."""
    return " ".join(words.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'").casefold().split()).rstrip(".!?")


def stands_already(question: Question, option: str) -> tuple[str, str] | None:
    """The code and the words for an option that the program offers by itself, and in a way that is no answer."""
    label = question.options[option]
    for words, offered in WAYS_OUT.items():
        if re.fullmatch(words, plain(label)):
            return "HB228", f"{quote(label)} would count as an answer, much like a no: take it out, {offered}"
    if question.kind == "many" and option != NONE and re.fullmatch(NONE_OF_THESE, plain(label)):
        return "HB229", (
            f"{quote(label)} could be chosen together with others: take it out, and write it as 'none' beside 'options'"
        )
    return None


def _check_typing(question: Question, option: str, label: str, place: Value) -> None:
    """Whether someone who types the words of an option gives it, or at least nothing else."""
    command, answer = understood(question, label)
    given = str(answer[0] if isinstance(answer, tuple) else answer)
    if command:
        place.wrong("HB230", f"someone who types {quote(label)} gives the command {quote(command)}: use more words")
    elif given not in (option, ""):
        other = {**question.options, **WAY_OUT_LABELS}[given]
        fix = "give each option an id that fits its label" if plain(label) == given else "use more words"
        place.wrong("HB230", f"someone who types {quote(label)} chooses {quote(other)}: {fix}")

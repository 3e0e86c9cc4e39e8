"""The interview on a terminal: one question after the other, each answered by a line of words.

Lines are only ever added; nothing is drawn again, boxed or preselected, so it works with a screen reader, over a
slow link and in a log. `ask` yields every new state of the interview, and the caller saves it.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import NamedTuple

from hipback.errors import AnswersError, quote
from hipback.interview import Interview, Progress, Sign, words_of
from hipback.layout import wrap
from hipback.model import DOES_NOT_APPLY, NONE, NOT_SURE, RATHER_NOT_SAY, UNSURE, Answer, Bank, Question
from hipback.safety import FIRST_OF_ALL, WAY_OUT_LABELS, draft, outdated

TRIES_AT_MOST = 20
HELP_AFTER = 3
LONGEST_REPLY = 1_000
COMMANDS = ("help", "why", "back", "skip", "quit")
COMMANDS_IN_WORDS = ", ".join(COMMANDS)
KEEP = "keep"

HOW_TO = (
    "Type the number of your answer and press Enter. At every question you can also type a word, or its first "
    f"letter: {COMMANDS_IN_WORDS}."
)
MORE_SIGNS = "A few more signs come first. They tell how soon you need help."
PRIVATE = "All stays on this computer. Nothing is sent anywhere."


class Screen(NamedTuple):
    """Where lines are read and said. `read` gives nothing at all at the end; `pictures` allows drawings.

    `drop` lets go of what was typed before it was asked for, if that can be told.
    """

    read: Callable[[], str]
    say: Callable[[str, str], None]
    width: Callable[[], int]
    pictures: bool = True
    drop: Callable[[], None] = lambda: None

    def words(self, words: str, style: str = "", first: str = "") -> None:
        """Say some words, wrapped."""
        for line in wrap(words, self.width(), first) or [""]:
            self.say(line, style)


class QuitError(Exception):
    """The person ended the interview."""


def welcome(bank: Bank, screen: Screen, today: str) -> None:
    """The first screen, on a day as in 2026-11-22."""
    screen.words(bank.title, "title")
    screen.words("")
    screen.words(FIRST_OF_ALL, "warning")
    for words in (bank.welcome, bank.without_flags, draft(bank), outdated(bank, today), PRIVATE, HOW_TO):
        if words:
            screen.words("")
            screen.words(words)


def ask(interview: Interview, screen: Screen) -> Iterator[Interview]:
    """Every new state of the interview, until it is finished, stopped by a sign that is confirmed, or quit."""
    section = ""
    try:
        while question := interview.question:
            if question.section != section:
                section = question.section
                screen.words("")
                screen.words(section, "heading")
            before, interview = interview, _put(question, interview, screen)
            yield interview
            known = before.stopping
            new = [sign for sign in interview.stopping if sign not in known]
            if new and not interview.stopped_by:
                tell_signs(new, screen)
                screen.words(MORE_SIGNS, "warning")
            if interview.stopped_by and not _confirmed(interview.stopped_by, screen):
                interview = interview.back()
                yield interview
    except (QuitError, EOFError):
        return


def choose(question: str, options: Mapping[str, str], screen: Screen) -> str:
    """Which of some options a person wants, outside the interview. Raises `QuitError` or EOFError."""
    screen.words(question, "question")
    _list(options, screen)
    for _ in range(TRIES_AT_MOST):
        reply = _read("Your choice: ", screen)
        if _command(reply) == "quit":
            raise QuitError
        if found := _option(reply, options):
            return found
        screen.words(f"Please type a number from 1 to {len(options)}.")
    raise QuitError


def _put(question: Question, interview: Interview, screen: Screen) -> Interview:
    """Put one question until there is an answer or a step back."""
    earlier = interview.undone.get(question.id)
    _show(question, interview, screen)
    refused = 0
    while refused < TRIES_AT_MOST:
        reply = _read("Your answer: ", screen)
        match _command(reply):
            case "help":
                _help(question, interview.bank, screen)
            case "why":
                _why(question, interview.bank, screen)
            case "quit":
                raise QuitError
            case "back" if interview.steps:
                return interview.back()
            case "back":
                screen.words("This is the first question.")
            case "skip":
                return interview.skip()
            case "keep" if earlier is not None:
                return _taken(question, interview, earlier, screen)
            case _:
                try:
                    return _taken(question, interview, _answer(question, reply), screen)
                except AnswersError:
                    refused += 1
                    screen.words(_refusal(question, reply))
                    if refused == HELP_AFTER:
                        _help(question, interview.bank, screen)
    screen.words("Let us stop here.")
    raise QuitError


def tell_signs(signs: Iterable[Sign], screen: Screen) -> None:
    """Say what some signs ask for, before anything else comes."""
    screen.words("")
    for text in dict.fromkeys(sign.text for sign in signs):
        screen.words(text, "warning")


def _taken(question: Question, interview: Interview, answer: Answer, screen: Screen) -> Interview:
    after = interview.answer(answer)
    screen.words(words_of(question, after.answers[question.id]), first="You chose: ")
    return after


def _show(question: Question, interview: Interview, screen: Screen) -> None:
    screen.words("")
    screen.words(f"Question {interview.progress.number}, {_left(interview.progress)}")
    before = interview.bank.questions[interview.steps[-1].question] if interview.steps else None
    if before is None or before.sketch != question.sketch:  # once for all questions in a row that share it
        _sketch(question, interview.bank, screen)
    screen.words(question.text, "question")
    if question.kind == "scale":
        screen.words(f"0 is {question.ends[0]}. 10 is {question.ends[1]}.", first="  ")
    _list(_choices(question), screen)
    screen.words(_how(question))
    screen.words(f"Or: {COMMANDS_IN_WORDS}.")
    if question.id in interview.undone:
        earlier = words_of(question, interview.undone[question.id])
        screen.words(f"Your earlier answer: {earlier}. Type keep to leave it so.")


def _left(progress: Progress) -> str:
    """How many questions are left, in words."""
    _, least, most = progress
    if not most:
        return "the last one"
    known = f"{least} more" if least == most else f"at least {least} and at most {most} more"
    return f"then {known if least else f'at most {most} more'}"


def _sketch(question: Question, bank: Bank, screen: Screen) -> None:
    if question.sketch and screen.pictures:
        for line in bank.sketches[question.sketch].splitlines():
            screen.say(line, "")


def _how(question: Question) -> str:
    """How to answer this kind of question."""
    match question.kind:
        case "many":
            return "Type all numbers that fit, like 1 3. Not sure about one? Add ? to it, like 2?"
        case "number" | "scale":
            unit = f" {question.unit}" if question.unit else ""
            return f"Type a number from {question.low} to {question.high}{unit}, or: not sure, rather not say."
        case _:
            return "Type the number that fits best."


def _ways_out(question: Question) -> dict[str, str]:
    ways = [NOT_SURE, *([DOES_NOT_APPLY] if question.may_not_apply else []), RATHER_NOT_SAY]
    return {way: WAY_OUT_LABELS[way] for way in ways}


def _choices(question: Question) -> dict[str, str]:
    """What is listed by number; a number or a scale is answered by itself."""
    return {**question.options, **_ways_out(question)} if question.options else {}


def _list(options: Mapping[str, str], screen: Screen) -> None:
    for number, label in enumerate(options.values(), 1):
        screen.words(label, first=f"{number:3} ")


def _help(question: Question, bank: Bank, screen: Screen) -> None:
    _sketch(question, bank, screen)
    screen.words(question.help)
    screen.words(_how(question))
    screen.words(
        "help: these words. why: why this is asked. back: the question before. skip: leave it open. "
        "quit: stop here; your answers are kept for later if saving is on."
    )


def _why(question: Question, bank: Bank, screen: Screen) -> None:
    screen.words(question.why)
    screen.words("Where this comes from:")
    for id in question.references:
        screen.words(bank.references[id].text, first="  - ")


def _refusal(question: Question, reply: str) -> str:
    if not reply:
        return "Please type an answer. Enter alone is no answer."
    if not question.options:
        return f"{quote(reply)} is not a whole number from {question.low} to {question.high}."
    return f"{quote(reply)} is none of the answers. Type a number from 1 to {len(_choices(question))}."


def _confirmed(signs: tuple[Sign, ...], screen: Screen) -> bool:
    """Whether the person stands by the answer that stops the interview. The end of input counts as yes."""
    sure = [sign.flag.label for sign in signs if sign.state == "yes"]
    unsure = [sign.flag.label for sign in signs if sign.state == "not_sure"]
    for heading, labels in (("You chose:", sure), ("You are not sure about:", unsure)):
        if labels:
            screen.words("")
            screen.words(heading)
            for label in labels:
                screen.words(label, first="  - ")
    try:
        return choose("Is that right?", {"yes": "Yes", "no": "No, let me answer again"}, screen) == "yes"
    except (QuitError, EOFError):
        return True


def _read(prompt: str, screen: Screen) -> str:
    """A reply to what stands on the screen. What was typed or pasted before that is none: nobody had read it."""
    screen.drop()
    screen.say(prompt, "prompt")
    line = screen.read()
    if not line:
        raise EOFError
    return _plain(line[:LONGEST_REPLY])


def _plain(reply: str) -> str:
    """A reply as it is compared, and as it may be said again: no control character goes back to the terminal."""
    from unicodedata import normalize

    words = " ".join(normalize("NFKC", reply).casefold().split())
    return "".join(letter if letter.isprintable() else "\ufffd" for letter in words)


def _command(reply: str) -> str:
    """The command that a reply is, if it is one: the whole word or its first letter."""
    words = (*COMMANDS, KEEP)
    return next((word for word in words if reply in (word, word[0])), "why" if reply == "?" else "")


def understood(question: Question, words: str) -> tuple[str, Answer]:
    """What typing these words does at a question: the command that they are, the answer that they give; "" for none."""
    reply = _plain(words)
    if command := _command(reply):
        return command, ""
    try:
        return "", _answer(question, reply)
    except AnswersError:
        return "", ""


def _answer(question: Question, reply: str) -> Answer:
    """The answer that a reply means. Raises `AnswersError` if it means none."""
    if not question.options:  # here a number is the answer itself, and chooses no way out
        no = reply in ("n", "no")  # which means none of it here, and not the beginning of "not sure"
        return (not reply.isdigit() and not no and _option(reply, _ways_out(question))) or _whole(reply)
    choices = _choices(question)
    if question.kind == "one":
        return _option(reply, choices) or _none_of(reply)
    return _marks(reply, choices)


def _marks(reply: str, choices: Mapping[str, str]) -> Answer:
    """The options of a `many` question: numbers with or without "?", or one option by its words."""
    single = NONE if reply == "no" else _option(reply, choices)
    if single:
        return single if single in WAY_OUT_LABELS else (single,)
    marks = []
    for word in reply.replace(",", " ").replace(" ?", "?").split():
        option = _option(word.rstrip(UNSURE), choices) or _none_of(word)
        marks.append(option + UNSURE if word.endswith(UNSURE) else option)
    return tuple(marks)


def _option(reply: str, options: Mapping[str, str]) -> str | None:
    """An option by its number, its id, or the beginning of its label, if that fits only one."""
    ids = list(options)
    if reply.isascii() and reply.isdigit():
        return ids[int(reply) - 1] if len(reply) < 4 and 0 < int(reply) <= len(ids) else None
    if reply in options:
        return reply
    begun = [id for id in ids if reply and _plain(options[id]).startswith(reply)]
    return begun[0] if len(begun) == 1 else None


def _whole(reply: str) -> Answer:
    return int(reply) if reply.isascii() and reply.isdigit() and len(reply) < 7 else _none_of(reply)


def _none_of(reply: str) -> str:
    raise AnswersError([f"{quote(reply)} is none of the answers"])

"""A branch is closed: a question is asked of nobody, or not of all whom it was for."""

from random import Random

from hipback.model import NONE
from mutations.page import Edit, Entry, Page
from mutations.slips import Slip, listed, narrowed
from mutations.weights import tables, worth_of


def contradict_branch(page: Page, random: Random) -> Slip:
    """A question is asked only with two answers to another one of which a person can give one."""
    entry = _drawn(page, random)
    question = page.bank.questions[entry.name]
    one, other = random.sample([option for option in question.options if option != NONE], 2)
    second = f"{question.id}: {other}" if question.kind == "one" else f"not: {{{question.id}: {one}}}"
    return _with_part(page, entry.path[1], f"all: [{{{question.id}: {one}}}, {{{second}}}]")


def ask_nobody(page: Page, random: Random) -> Slip:
    """Only those are asked whom an earlier answer has sent away."""
    entry = _drawn(page, random)
    away = ["back_pain: no", "about_you: pregnant", "about_you: operation", "age: {at_most: 15}"]
    return _with_part(page, entry.path[1], random.choice(away if entry.path[1] != "sport" else away[:-1]))


def turn_branch(page: Page, random: Random) -> Slip:
    """A question is asked with the other answers."""
    entry = _drawn(page, random)
    others = listed([option for option in page.bank.questions[entry.name].options if option not in entry.words])
    told = f"{entry.path[1]} is asked with {entry.name}: {others}, and not with {listed(entry.words)}"
    return told, [page.part_instead(entry, others)], _lines(page, entry.path[1])


def narrow_branch(page: Page, random: Random) -> Slip:
    return narrowed(page, random, random.choice([entry for entry in _answers(page) if len(entry.words) > 1]))


def drop_branch(page: Page, random: Random) -> Slip:
    """One of several answers no longer opens a question."""
    entry = random.choice([entry for entry in _answers(page) if page.is_item(entry)])
    told = f"{entry.path[1]} is no longer asked with {page.as_written(entry)}"
    return told, [Edit(page.block(*entry.path))], _lines(page, entry.path[1])


def close_question(page: Page, random: Random) -> Slip:
    """A question that was put to everyone hangs on the answer to another one that gives the fewest points."""
    scoring = {table.path[1] for table in tables(page)}
    questions = page.bank.questions.values()
    put_to_all = [question for question in questions if question.id in scoring and not question.ask_if]
    earlier, later = random.choice(
        [
            (one, other)
            for number, one in enumerate(put_to_all)
            for other in put_to_all[number + 1 :]
            if one.kind == "one"
        ]
    )
    calm = min(earlier.options, key=lambda option: worth_of(page, earlier.id, option))
    edit = asked_if(page, later.id, f"{earlier.id}: {calm}")
    return f"{later.id} is asked only with {earlier.id}: {calm}", [edit], _lines(page, later.id)


def asked_if(page: Page, question: str, answer: str) -> Edit:
    """A condition for a question that everyone was asked."""
    return page.above(page.line("questions", question) + 1, f"    ask_if: {{{answer}}}")


def _answers(page: Page) -> list[Entry]:
    """The answers that open questions."""
    return [entry for entry in page.answers_named("questions") if "ask_if" in entry.path]


def _drawn(page: Page, random: Random) -> Entry:
    """An answer that opens a question, and that is an option."""
    return random.choice([entry for entry in _answers(page) if page.bank.questions[entry.name].options])


def _with_part(page: Page, question: str, part: str) -> Slip:
    """One more part of an `ask_if`, which may stand in one line or in several."""
    entry = page.entries["questions", question, "ask_if"]
    line = page.part(entry)
    one_line = line and page.part_instead(entry, f"{line[:-1]}, {part}}}")
    edit = one_line or page.above(entry.key.line + 1, f"      {part}")
    return f"{question} is asked only with {part}", [edit], _lines(page, question)


def _lines(page: Page, question: str) -> set[int]:
    return set(page.block("questions", question))

"""A flag is hidden behind a question, by another sign, or by being less urgent than it should be."""

from random import Random

from hipback.engine import named
from hipback.model import NONE, Flag, OneOf, Urgency
from mutations.branches import asked_if
from mutations.page import Edit, Page
from mutations.slips import Slip, dotted


def ask_flag_if(page: Page, random: Random) -> Slip:
    """The question of a flag hangs on a question above it."""
    questions, flags = page.bank.questions, page.bank.flags.values()
    ids = list(questions)
    deciding = {id for flag in flags for id in named(flag.when) if not questions[id].ask_if}
    later = random.choice([id for id in ids[1:] if id in deciding])
    earlier = random.choice([id for id in ids[: ids.index(later)] if questions[id].options])
    answer = f"{earlier}: {random.choice(list(questions[earlier].options))}"
    told = f"{later}, which decides a flag, is asked only with {answer}"
    return told, [asked_if(page, later, answer)], set(page.block("questions", later))


def move_flag_down(page: Page, random: Random) -> Slip:
    """The question of a flag stands below questions that give points."""
    ids = list(page.bank.questions)
    stopping = [id for flag in page.bank.flags.values() if flag.stops for id in named(flag.when)]
    moved = random.choice(list(dict.fromkeys(stopping)))
    after = random.choice(ids[ids.index("groin") :])
    block = page.block("questions", moved)
    edits = [Edit(block), page.below(page.block("questions", after), "", *page.copy(block))]
    return f"{moved}, which decides a flag, stands below {after}", edits, page.naming(moved)


def add_not(page: Page, random: Random) -> Slip:
    """A flag is not there if another sign is, which itself is less urgent, or lets the questions go on."""
    flag = random.choice(_of_one_option(page))
    others = [other for other in _of_one_option(page) if other.urgency < flag.urgency or not other.stops]
    other = random.choice([other for other in others if other != flag])
    return _with_part(page, flag, other, "not: {{{}: {}}}")


def add_condition(page: Page, random: Random) -> Slip:
    """A flag is there only with another sign."""
    flag, other = random.sample(_of_one_option(page), 2)
    same = _sign(flag)[0] == _sign(other)[0]
    return _with_part(page, flag, other, "all: [{{{}: {}}}]" if same else "{}: {}")


def lower_urgency(page: Page, random: Random) -> Slip:
    flag = random.choice([flag for flag in page.bank.flags.values() if flag.urgency > Urgency.ROUTINE])
    lower = Urgency(flag.urgency - 1).word
    told = f"the flag {flag.id} is {lower} and not {flag.urgency.word}"
    return told, [page.part_instead(page.entries["flags", flag.id, "urgency"], lower)], {page.line("flags", flag.id)}


def point_elsewhere(page: Page, random: Random) -> Slip:
    """The condition of a flag names another option of the same question."""
    flag = random.choice(_of_one_option(page))
    question, option = _sign(flag)
    other = random.choice([id for id in page.bank.questions[question].options if id not in (option, NONE)])
    edit = page.word_instead(page.entries["flags", flag.id, "when"].value, option, other)
    told = f"the flag {flag.id} leans on {other} and not on {option}"
    return told, [edit], page.options(flag.when) | page.naming(other, question)


def count_more(page: Page, random: Random) -> Slip:
    """It takes one sign more until a rule holds."""
    entry = random.choice([entry for entry in page.entries.values() if entry.path[-2:] == ("count", "at_least")])
    more = int(entry.value.text()) + 1
    told = f"{dotted(entry.path[:2])} takes {more} signs"
    return told, [page.part_instead(entry, f"{more}")], set(page.block(*entry.path[:2]))


def _of_one_option(page: Page) -> list[Flag]:
    """The flags that one option makes."""
    flags = page.bank.flags.values()
    return [flag for flag in flags if isinstance(flag.when, OneOf) and len(flag.when.options) == 1]


def _sign(flag: Flag) -> tuple[str, str]:
    """The question and the option of a flag that one option makes."""
    assert isinstance(flag.when, OneOf)
    (option,) = flag.when.options
    return flag.when.question, option


def _with_part(page: Page, flag: Flag, other: Flag, form: str) -> Slip:
    """The sign of another flag as one more part of the condition of a flag, which then needs a label of its own."""
    question, option = _sign(other)
    part = form.format(question, option)
    when = page.entries["flags", flag.id, "when"]
    edits = [page.part_instead(when, f"{page.part(when)[:-1]}, {part}}}")]
    if ("flags", flag.id, "label") not in page.entries:
        edits.append(page.above(when.key.line + 1, f'    label: "{flag.label}"'))
    orphans = {page.line("flags", flag.id), page.line("questions", question), *page.options(flag.when)}
    return f"the flag {flag.id} also asks for {part}", edits, orphans

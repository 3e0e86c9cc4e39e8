"""A weight is swapped with another one, or is another number."""

import re
from collections.abc import Mapping
from random import Random

from mutations.page import Edit, Entry, Page, column
from mutations.slips import Slip, narrowed


def swap_options(page: Page, random: Random) -> Slip:
    table = random.choice([table for table in tables(page) if len(set(weights(table).values())) > 1])
    worth = weights(table)
    one, other = random.choice([(a, b) for a in worth for b in worth if a < b and worth[a] != worth[b]])
    told = f"{_where(table)}: the points of {one} and {other} are swapped"
    return told, _weighed(page, table, {one: worth[other], other: worth[one]}), _lines(page, table)


def swap_tables(page: Page, random: Random) -> Slip:
    """Two questions with the same answers give each other's points."""
    worth = {table.path: weights(table) for table in tables(page)}
    one, other = random.choice(
        [
            (page.entries[a], page.entries[b])
            for a in worth
            for b in worth
            if a < b and worth[a].keys() == worth[b].keys() and worth[a] != worth[b]
        ]
    )
    edits = _weighed(page, one, worth[other.path]) + _weighed(page, other, worth[one.path])
    return f"{_where(one)} and {_where(other)} swap their points", edits, _lines(page, one) | _lines(page, other)


def change_weight(page: Page, random: Random) -> Slip:
    table, option, points = _drawn(page, random)
    near = [number for number in range(max(0, points - 2), points + 3) if number != points]
    return _weight_instead(page, table, option, random.choice(near))


def weigh_too_much(page: Page, random: Random) -> Slip:
    """A figure too many."""
    table, option, points = _drawn(page, random)
    return _weight_instead(page, table, option, random.choice([points * 10, points + 10]))


def drop_weight(page: Page, random: Random) -> Slip:
    """An answer is left out of the points; or the whole line is, if it is the only one."""
    table, option, points = _drawn(page, random)
    found = re.search(rf"(, )?\b{option}: {points}(?(1)|, )", page.part(table))
    lines = _lines(page, table) | {page.line("questions", table.path[1])}
    if found:
        told = f"{_where(table)}: {option} is left out"
        return told, [page.word_instead(table.value, found[0], "")], lines | page.naming(option, table.path[1])
    return f"{_where(table)}: the whole line is taken out", [Edit(page.block(*table.path))], lines


def change_guard(page: Page, random: Random) -> Slip:
    """The condition under which points count names one option less."""
    guards = [entry for entry in page.answers_named("questions") if "if" in entry.path]
    return narrowed(page, random, random.choice(guards))


def tables(page: Page) -> list[Entry]:
    """The points that the questions give, each in one domain."""
    return page.under("questions", None, "points", None)


def weights(table: Entry) -> dict[str, int]:
    """What the answers give."""
    return {key.text(): int(value.text()) for key, value in table.value.pairs() if key.text() != "if"}


def worth_of(page: Page, question: str, answer: str) -> int:
    """What an answer gives in all domains together."""
    return sum(weights(table).get(answer, 0) for table in page.under("questions", question, "points", None))


def _drawn(page: Page, random: Random) -> tuple[Entry, str, int]:
    """A table, an answer in it that gives points, and how many."""
    worth = [(table, answer, points) for table in tables(page) for answer, points in weights(table).items()]
    return random.choice([each for each in worth if each[2]])


def _weight_instead(page: Page, table: Entry, answer: str, new: int) -> Slip:
    told = f"{_where(table)}: {answer} is worth {new} and not {weights(table)[answer]}"
    return told, _weighed(page, table, {answer: new}), _lines(page, table)


def _weighed(page: Page, table: Entry, new: Mapping[str, int]) -> list[Edit]:
    """Other points for some answers, be they written in one line or in several."""
    lines: dict[int, str] = {}
    for key, value in reversed(table.value.pairs()):  # from right to left, so that columns keep their meaning
        if key.text() in new:
            line, at = lines.get(value.line, page.lines[value.line - 1]), column(value)
            lines[value.line] = f"{line[:at]}{new[key.text()]}{line[at + len(value.text()) :]}"
    return [page.line_instead(number, line) for number, line in lines.items()]


def _lines(page: Page, table: Entry) -> set[int]:
    """All lines of the points of a question."""
    return set(page.block("questions", table.path[1], "points"))


def _where(table: Entry) -> str:
    return f"{table.path[1]}, {table.path[3]}"

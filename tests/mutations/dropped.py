"""A flag is dropped, or a part of one, or a rule that holds advice back."""

from random import Random

from mutations.page import Edit, Page
from mutations.slips import Slip, lines_of_options


def drop_flag(page: Page, random: Random) -> Slip:
    flag = random.choice(list(page.bank.flags.values()))
    return f"the flag {flag.id} is taken out", [Edit(page.block("flags", flag.id))], page.options(flag.when)


def drop_sign(page: Page, random: Random) -> Slip:
    """One of the signs that count for a flag."""
    entry = random.choice([entry for entry in page.answers_named("flags") if page.is_item(entry)])
    told = f"the flag {entry.path[1]} no longer names {page.as_written(entry)}"
    return told, [Edit(page.block(*entry.path))], lines_of_options(page, entry)


def drop_suppression(page: Page, random: Random) -> Slip:
    rule = random.choice(list(page.bank.suppressions.values()))
    block = page.block("suppressions", rule.id)
    return f"the suppression {rule.id} is taken out", [Edit(block)], page.options(rule.when)

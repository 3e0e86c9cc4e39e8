"""A rule is shadowed by another one, or by itself."""

import re
from random import Random

from mutations.page import Entry, Page, column
from mutations.slips import Slip, dotted, put_below, renamed


def copy_headline_above(page: Page, random: Random) -> Slip:
    """Of two headlines for the same people only the first is said."""
    ids = [headline.id for headline in page.bank.headlines[:-1]]
    number = random.randrange(len(ids))
    place = page.line("headlines", ids[random.randrange(number + 1)])
    copy = renamed(page, ("headlines", ids[number]), f"{ids[number]}_too")
    told = f"a copy of the headline {ids[number]} is put in above line {place}"
    return told, [page.above(place, *copy)], {page.line("headlines", ids[number])}


def widen_headline(page: Page, random: Random) -> Slip:
    """A headline is said to the people of those below it as well."""
    entries = page.under("headlines", None, "when")
    entry, kept, shadowed = random.choice(
        [
            (entry, kept, shadowed)
            for number, entry in enumerate(entries)
            for kept in re.findall(r"\w+: \w+", page.part(entry))
            if (shadowed := [other for other in entries[number + 1 :] if kept in page.part(other)])
        ]
    )
    told = f"the headline {entry.path[1]} is said whenever {kept}"
    edits = [page.part_instead(entry, f"{{{kept}}}")]
    return told, edits, {page.line("headlines", other.path[1]) for other in shadowed}


def add_narrower_part(page: Page, random: Random) -> Slip:
    """Among conditions of which any is enough stands one that another one contains."""
    entry = random.choice([entry for entry in _parts_of_any(page) if entry.value.is_list()])
    return _part_added(page, entry, f"{entry.name}: {random.choice(entry.words)}")


def add_same_part(page: Page, random: Random) -> Slip:
    entry = random.choice(_parts_of_any(page))
    return _part_added(page, entry, page.as_written(entry))


def copy_rule(page: Page, random: Random) -> Slip:
    """A flag or a pattern stands there twice, under two names."""
    entry = random.choice([*page.under("flags", None), *page.under("patterns", None)])
    part, id = entry.path
    copy, block = renamed(page, (part, id), f"{id}_too"), page.block(part, id)
    return f"{part}: {id} stands there once more, as {id}_too", [page.below(block, *copy)], set(block)


def forbid_itself(page: Page, random: Random) -> Slip:
    """A flag or a pattern asks for a thing and for its contrary."""
    named = [*page.under("flags", None, "when", None), *page.under("patterns", None, "when", None)]
    entry = random.choice([entry for entry in named if _can_be_denied(page, entry)])
    told = f"{dotted(entry.path[:2])} asks for {page.as_written(entry)} and for its contrary"
    orphans = {page.line(*entry.path[:2]), *page.block(*entry.path[:3])}
    return told, [put_below(page, entry, f"not: {{{page.as_written(entry)}}}")], orphans


def _can_be_denied(page: Page, entry: Entry) -> bool:
    """Whether it is an answer that begins a line, and no `not` stands beside it."""
    free = (*entry.path[:-1], "not") not in page.entries
    return entry.name in page.bank.questions and page.begins_line(entry) and free


def _parts_of_any(page: Page) -> list[Entry]:
    """The answers that stand by themselves among conditions of which any is enough."""
    named = page.answers_named("questions", "flags", "indicators", "patterns")
    return [entry for entry in named if entry.path[-3] == "any" and page.is_item(entry) and entry.words]


def _part_added(page: Page, entry: Entry, part: str) -> Slip:
    told = f"{dotted(entry.path[:-2])}: beside {page.as_written(entry)} stands {part}"
    return told, [page.below(page.block(*entry.path), f"{' ' * (column(entry.key) - 2)}- {part}")], {entry.key.line}

"""A gap between bands: one that nobody reaches, or that others reach than before."""

from collections.abc import Callable
from random import Random

from mutations.page import Edit, Page
from mutations.slips import Slip


def start_too_high(page: Page, random: Random) -> Slip:
    indicator, band, _ = _drawn(page, random)
    return _start_instead(page, indicator, band, page.bank.indicators[indicator].maximum + random.randint(1, 40))


def start_out_of_order(page: Page, random: Random) -> Slip:
    indicator, band, below = _drawn(page, random)
    return _start_instead(page, indicator, band, random.randint(0, below))


def start_elsewhere(page: Page, random: Random) -> Slip:
    indicator, band, _ = _drawn(page, random)
    start = int(page.entries["indicators", indicator, "bands", band, "from"].value.text())
    return _start_instead(page, indicator, band, start + random.choice([-3, -2, -1, 1, 2, 3]))


def need_the_impossible(page: Page, random: Random) -> Slip:
    """A band needs two answers to a question of which a person can give one."""
    indicator, band, _ = _drawn(page, random)
    question = page.bank.questions[random.choice(["groin", "limp", "car", "below_knee", "claud", "startup"])]
    one, other, *_ = question.options
    both = f"all: [{{{question.id}: {one}}}, {{{question.id}: {other}}}]"
    path = ("indicators", indicator, "bands", band)
    if (*path, "needs") in page.entries:
        part = f"any: [{{{both}}}]" if (*path, "needs", "all") in page.entries else both
        edit = page.above(page.line(*path, "needs") + 1, f"          {part}")
    else:
        edit = page.above(page.line(*path, "from") + 1, f"        needs: {{{both}}}")
    return f"the band {band} of {indicator} needs {both}", [edit], set(page.block(*path))


def drop_need(page: Page, random: Random) -> Slip:
    """One of the answers that are enough for a band no longer is."""
    entry = random.choice([entry for entry in page.answers_named("indicators") if page.is_item(entry)])
    _, indicator, _, band, *_ = entry.path
    told = f"the band {band} of {indicator} no longer needs {page.as_written(entry)}"
    return told, [Edit(page.block(*entry.path))], set(page.block(*entry.path[:4]))


def cap_too_high(page: Page, random: Random) -> Slip:
    return _cap_instead(page, random, lambda cap: cap * random.choice([3, 4, 10]))


def cap_too_low(page: Page, random: Random) -> Slip:
    return _cap_instead(page, random, lambda cap: random.randint(1, cap // 2))


def leave_more_or_less_open(page: Page, random: Random) -> Slip:
    entry = random.choice(page.under("indicators", None, "at_most_unanswered"))
    new = random.choice([0, 3, 5, 60, 90, 100])
    return f"{entry.path[1]} may have {new} per cent open", [page.part_instead(entry, f"{new}")], set()


def drop_band(page: Page, random: Random) -> Slip:
    indicator, band, _ = _drawn(page, random)
    naming = [entry for entry in page.entries.values() if entry.name == indicator and band in entry.words]
    edit = Edit(page.block("indicators", indicator, "bands", band))
    return f"the band {band} of {indicator} is taken out", [edit], {entry.key.line for entry in naming}


def _drawn(page: Page, random: Random) -> tuple[str, str, int]:
    """An indicator, one of its bands but the first, and where the band below it starts."""
    return random.choice(
        [
            (indicator.id, band.id, below.start)
            for indicator in page.bank.indicators.values()
            for below, band in zip(indicator.bands, indicator.bands[1:], strict=False)
        ]
    )


def _start_instead(page: Page, indicator: str, band: str, new: int) -> Slip:
    path = ("indicators", indicator, "bands", band)
    entry = page.entries[*path, "from"]
    told = f"the band {band} of {indicator} starts from {new} and not from {entry.value.text()}"
    return told, [page.part_instead(entry, f"{new}")], {page.line(*path)}


def _cap_instead(page: Page, random: Random, other: Callable[[int], int]) -> Slip:
    entry = random.choice(page.under("indicators", None, "domains", None, "cap"))
    _, indicator, _, domain, _ = entry.path
    new = other(int(entry.value.text()))
    told = f"the domain {domain} of {indicator} is capped at {new} and not at {entry.value.text()}"
    tables = page.under("questions", None, "points", f"{indicator}.{domain}")
    orphans = {number for table in tables for number in page.block(*table.path)}
    return told, [page.part_instead(entry, f"{new}")], orphans

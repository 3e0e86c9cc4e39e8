"""Three hundred slips that an author could make in the shipped bank, each made on purpose and the same in every run.

Every maker makes slips of its kind: it draws a place, and tells what it did there. `PLAN` says how many.
"""

from collections.abc import Iterator, Mapping
from random import Random

from mutations.bands import (
    cap_too_high,
    cap_too_low,
    drop_band,
    drop_need,
    leave_more_or_less_open,
    need_the_impossible,
    start_elsewhere,
    start_out_of_order,
    start_too_high,
)
from mutations.branches import (
    ask_nobody,
    close_question,
    contradict_branch,
    drop_branch,
    narrow_branch,
    turn_branch,
)
from mutations.dropped import drop_flag, drop_sign, drop_suppression
from mutations.hidden import (
    add_condition,
    add_not,
    ask_flag_if,
    count_more,
    lower_urgency,
    move_flag_down,
    point_elsewhere,
)
from mutations.page import Mutation, Page
from mutations.shadowed import (
    add_narrower_part,
    add_same_part,
    copy_headline_above,
    copy_rule,
    forbid_itself,
    widen_headline,
)
from mutations.slips import Make
from mutations.typing_errors import (
    empty_text,
    lose_line,
    lose_sign,
    mistype_id,
    mistype_key,
    mistype_name,
    mistype_number,
    repeat_part,
    shift_line,
)
from mutations.weights import (
    change_guard,
    change_weight,
    drop_weight,
    swap_options,
    swap_tables,
    weigh_too_much,
)

PLAN: Mapping[str, Mapping[Make, int]] = {
    "dropped flag or rule": {drop_flag: 26, drop_sign: 10, drop_suppression: 6},
    "swapped or changed weight": {
        swap_options: 10,
        swap_tables: 8,
        change_weight: 12,
        weigh_too_much: 6,
        drop_weight: 6,
        change_guard: 3,
    },
    "shadowed rule": {
        copy_headline_above: 6,
        widen_headline: 5,
        add_narrower_part: 9,
        add_same_part: 5,
        copy_rule: 8,
        forbid_itself: 7,
    },
    "closed branch": {
        contradict_branch: 8,
        ask_nobody: 6,
        turn_branch: 8,
        narrow_branch: 6,
        drop_branch: 6,
        close_question: 6,
    },
    "gap between bands": {
        start_too_high: 4,
        start_out_of_order: 4,
        start_elsewhere: 7,
        need_the_impossible: 4,
        drop_need: 5,
        cap_too_high: 5,
        cap_too_low: 5,
        leave_more_or_less_open: 3,
        drop_band: 3,
    },
    "hidden flag": {
        ask_flag_if: 7,
        move_flag_down: 6,
        add_not: 8,
        add_condition: 6,
        lower_urgency: 7,
        point_elsewhere: 6,
        count_more: 3,
    },
    "typing error": {
        mistype_key: 6,
        mistype_id: 6,
        mistype_name: 7,
        mistype_number: 5,
        lose_line: 6,
        repeat_part: 4,
        shift_line: 5,
        lose_sign: 5,
        empty_text: 6,
    },
}
"""How many slips of each kind there are, and who makes them."""


def mutations(text: str) -> Iterator[Mutation]:
    """All slips of the plan, each in a text of its own."""
    page = Page(text)
    for kind, makers in PLAN.items():
        for make, count in makers.items():
            yield from _drawn(page, kind, make, count)


def _drawn(page: Page, kind: str, make: Make, count: int) -> list[Mutation]:
    """So many different slips of one maker. Each has a seed of its own, so that none disturbs another."""
    random = Random(make.__name__)
    found: dict[str, Mutation] = {}
    for _ in range(50 * count):
        mutation = page.changed(kind, *make(page, random))
        found.setdefault(mutation.text, mutation)
        if len(found) == count:
            return list(found.values())
    raise ValueError(f"{make.__name__} finds no more than {len(found)} places for a slip")

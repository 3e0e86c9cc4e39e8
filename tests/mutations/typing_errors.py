"""A typing error: in a key, a name, a number or a sign, or a line that is gone, doubled or shifted.

Texts keep their letters: nothing but a reader can tell what a word should be.
"""

from random import Random

from mutations.page import Edit, Entry, Page, indent_of
from mutations.slips import Slip, dotted, lines_of_options

KEYS = {
    *("all", "any", "ask", "ask_if", "at_least", "answers", "bands", "cap", "chapters", "count", "covers", "domains"),
    *("evidence", "figures", "flags", "from", "headlines", "help", "hides", "indicators", "keeps", "kind", "label"),
    *("may_not_apply", "needs", "none", "not", "not_sure", "of", "options", "patterns", "points", "questions"),
    *(
        "references",
        "section",
        "sketch",
        "strength",
        "suppressions",
        "text",
        "title",
        "topics",
        "urgency",
        "when",
        "why",
    ),
}
"""Keys of the format. All others are ids, and other lines may name them."""

GIVEN = [
    *(("questions", None), ("questions", None, "options", None), ("answers", None), ("answers", None, None)),
    *(("indicators", None, "bands", None), ("indicators", None, "domains", None), ("references", None)),
    *(("chapters", None, "topics", None), ("patterns", None), ("sketches", None)),
]
"""Where ids are given."""

NAMED = {"references", "hides", "keeps", "answers", "urgency", "sketch", "kind", "pattern"}
"""The keys under which ids and other fixed words are named."""

TEXTS = ["text", "help", "why", "not_sure", "label", "ask", "title", "evidence"]


def mistype_key(page: Page, random: Random) -> Slip:
    return _mistyped(page, random, random.choice([entry for entry in page.entries.values() if entry.name in KEYS]))


def mistype_id(page: Page, random: Random) -> Slip:
    return _mistyped(page, random, random.choice(page.under(*random.choice(GIVEN))))


def mistype_name(page: Page, random: Random) -> Slip:
    """An id, or another fixed word, where it is named."""
    listed = [entry for entry in page.entries.values() if len(entry.path) > 1 and entry.name in NAMED]
    named = page.answers_named("questions", "flags", "patterns", "suppressions")
    entry = random.choice([entry for entry in listed + named if entry.words])
    value = random.choice(entry.value.items()) if entry.value.is_list() else entry.value
    new = _slipped(value.text(), random)
    orphans = lines_of_options(page, entry) if entry.name in page.bank.questions else set()
    return _written(entry, value.text(), new), [page.word_instead(value, value.text(), new)], orphans


def mistype_number(page: Page, random: Random) -> Slip:
    numbers = [entry for entry in page.entries.values() if entry.words and entry.words[0].isdigit()]
    entry = random.choice(numbers)
    old = entry.value.text()
    slips = [old.replace("0", "o"), old.replace("1", "l"), f"{old}{old[-1]}", old[:-1], f"{old}.", f"-{old}"]
    new = random.choice([slip for slip in slips if slip not in ("", old)])
    return _written(entry, old, new), [page.part_instead(entry, new)], _around(page, entry)


def lose_line(page: Page, random: Random) -> Slip:
    entry = _line_drawn(page, random)
    number = entry.key.line
    told = f"line {number} is gone: {page.line_of(entry).strip()}"
    orphans = _around(page, entry) | set(page.block(*entry.path)) | _naming(page, entry)
    if entry.above.line == number:
        orphans.add(number + 1)  # where that in which it stood begins now
    return told, [Edit(range(number, number + 1))], orphans


def repeat_part(page: Page, random: Random) -> Slip:
    """A line stands there twice, with all that is indented under it."""
    entry = _line_drawn(page, random)
    block = page.block(*entry.path)
    return f"{dotted(entry.path)} stands there twice", [page.below(block, *page.copy(block))], {entry.key.line}


def shift_line(page: Page, random: Random) -> Slip:
    entry = _line_drawn(page, random)
    number, line = entry.key.line, page.line_of(entry)
    new = random.choice([f" {line}", f"  {line}", *([line[1:], line[2:]] if line.startswith("  ") else [])])
    told = f"line {number} is indented by {indent_of(new)} and not by {indent_of(line)}: {line.strip()}"
    return told, [page.line_instead(number, new)], _around(page, entry) | set(page.block(*entry.path))


def lose_sign(page: Page, random: Random) -> Slip:
    """A colon, a quote, a comma or a bracket is gone."""
    entry = _line_drawn(page, random)
    number, line = entry.key.line, page.line_of(entry)
    at = random.choice([at for at, sign in enumerate(line.partition("#")[0]) if sign in ':"[]{},'])
    told = f"line {number} has lost a {line[at]} behind {line[:at].strip()}"
    return told, [page.line_instead(number, line[:at] + line[at + 1 :])], set()


def empty_text(page: Page, random: Random) -> Slip:
    """A text is gone, with its key or without."""
    name = random.choice(TEXTS)
    entry = random.choice([entry for entry in page.entries.values() if entry.name == name and page.begins_line(entry)])
    left = random.choice([(), (f"{entry.indent}{name}:",), (f'{entry.indent}{name}: ""',)])
    told = f"{dotted(entry.path)} is {'empty' if left else 'gone'}"
    return told, [Edit(page.block(*entry.path), left)], _around(page, entry)


def _mistyped(page: Page, random: Random, entry: Entry) -> Slip:
    new = _slipped(entry.name, random)
    orphans = _around(page, entry) | _naming(page, entry)
    return _written(entry, entry.name, new), [page.word_instead(entry.key, entry.name, new)], orphans


def _slipped(word: str, random: Random) -> str:
    """A word with two letters swapped, one dropped, one typed twice, or a wrong one."""
    at = random.randrange(len(word))
    before, letter, behind = word[:at], word[at], word[at + 1 :]
    slips = [
        before + behind[:1] + letter + behind[1:],
        before + behind,
        before + letter + letter + behind,
        before + random.choice("aeinorst") + behind,
    ]
    return random.choice([slip for slip in slips if slip not in (word, "")])


def _written(entry: Entry, old: str, new: str) -> str:
    return f"{dotted(entry.path)}: {old} is written {new}"


def _line_drawn(page: Page, random: Random) -> Entry:
    return random.choice([entry for entry in page.entries.values() if page.begins_line(entry)])


def _around(page: Page, entry: Entry) -> set[int]:
    """Where it is told that a key is missing: the key itself, and where that in which it stands begins."""
    above = page.entries.get(entry.path[:-1])
    return {entry.key.line, entry.above.line} | ({above.key.line} if above else set())


def _naming(page: Page, entry: Entry) -> set[int]:
    """The lines that name an id."""
    return set() if entry.name in KEYS else page.naming(entry.name)

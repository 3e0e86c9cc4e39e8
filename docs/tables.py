"""The keys of a bank as tables for a page, from the tables that the reader reads with.

On a page a table stands between `<!-- keys: flag -->` and `<!-- end -->`. The names are those of the parts in messages:
bank, reference, question, count, range, condition, flag, indicator, domain, band, headline, pattern, chapter, topic,
suppression.
"""

import re
from collections.abc import Iterator, Mapping

from hipback import keys
from hipback.kinds import Choice, Each, Key, Kind, Number, OneOrMore, Part

PARTS = {part.what.split(maxsplit=1)[1]: part for part in vars(keys).values() if isinstance(part, Part)}
WORDS = {
    "Text": "a text",
    "Id": "an id",
    "Version": "a version, `1.2.3`",
    "Day": "a day, `2026-11-22`",
    "YesOrNo": "`yes` or `no`",
    "Name": "an id",
    "Names": "a list of ids",
    "Texts": "a list of texts",
    "Ends": "a list of two texts",
    "Options": "ids with their words",
    "Hurts": "places with options",
    "Sketch": "a drawing",
    "When": "a condition",
    "Whens": "a list of conditions",
    "Worth": "points",
}
"""Kinds of which there is no more to say."""


def with_tables(page: str) -> str:
    """The page with every table between its marks as it is today."""
    return re.sub(r"(<!-- keys: (\w+) -->\n).*?(<!-- end -->)", _table, page, flags=re.DOTALL)


def _table(found: re.Match[str]) -> str:
    return f"{found[1]}| key | | what stands there | meaning |\n|---|---|---|---|\n{''.join(rows(found[2]))}{found[3]}"


def rows(name: str) -> Iterator[str]:
    """A row for each key of a part."""
    match name:
        case "question":
            yield from _question_rows()
        case "condition":
            yield from _rows(keys.CONDITION, "")
            yield from _rows(keys.WORDS, "some conditions")
        case _:
            yield from _rows(PARTS[name].required, "required")
            yield from _rows(PARTS[name].optional, "optional")


def _question_rows() -> Iterator[str]:
    """Keys of every question say whether they must be there, the others for which kinds of question they are."""
    kinds = keys.QUESTIONS
    yield from _rows(keys.QUESTION.required, "required")
    yield from _rows(keys.QUESTION.optional, "optional")
    others = {name: key for part in kinds.values() for name, key in part.keys.items() if name not in keys.QUESTION.keys}
    for name, key in others.items():
        yield from _rows({name: key}, ", ".join(f"`{kind}`" for kind, part in kinds.items() if name in part.keys))


def _rows(part: Mapping[str, Key], needed: str) -> Iterator[str]:
    for name, key in part.items():
        yield f"| `{name}` | {needed} | {words(key.kind)} | {key.about} |\n"


def words(kind: Kind) -> str:
    """What stands under a key, in a few words."""
    match kind:
        case Number():
            return f"a whole number, {kind.least} to {kind.most}"
        case Choice():
            return ", ".join(f"`{word}`" for word in kind.words)
        case OneOrMore():
            return f"{words(kind.kind)}; or a list"
        case Each():
            return "by their ids"
        case Part():
            return kind.what
        case _:
            return WORDS[type(kind).__name__]

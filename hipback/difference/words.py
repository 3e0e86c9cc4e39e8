"""Parts and rules of a bank in the words of an author."""

from collections.abc import Iterator
from typing import Any

from hipback.model import Band, Bank, Condition, Flag, Headline, Question, Reference, Suppression
from hipback.sentences import Sentence, Sentences, names_of_patterns, names_of_signs


def title_of(part: Any) -> str:
    """A part in a few words."""
    match part:
        case Question() | Headline() | Suppression() | Reference():
            return part.text
        case Flag():
            return f"{part.label} ({part.urgency.word})"
        case Band():
            return part.label
        case _:
            return str(part.title)


def rules_in_words(
    banks: tuple[Bank, Bank], part: str, rules: tuple[Condition | None, Condition | None]
) -> tuple[str, str] | None:
    """Two rules that differ, each in the words of its bank; None if they differ only in what a name in them means.

    `part` says what they are rules of. What has a name is called by it where a rule can do so as well: that the pattern
    or the signs behind the name differ is told of these.
    """
    before, after = (_words(_sentences(bank, part, rule), rule) for bank, rule in zip(banks, rules, strict=True))
    if before != after:
        return before, after
    full = {_words(Sentences(bank), rule) for bank, rule in zip(banks, rules, strict=True)}
    return None if len(full) > 1 else (before, after)


def _sentences(bank: Bank, part: str, rule: Condition | None) -> Sentences:
    match part:
        case "suppressions":
            return Sentences(bank, names_of_signs(bank) | names_of_patterns(bank))
        case "patterns":
            names = names_of_patterns(bank)
            return Sentences(bank, {named: name for named, name in names.items() if named != rule})
        case _:
            return Sentences(bank)


def _words(said: Sentences, rule: Condition | None) -> str:
    return "\n".join(_lines(said.of(rule))) if rule else ""


def _lines(sentence: Sentence) -> Iterator[str]:
    yield sentence.words
    for part in sentence.parts:
        first, *rest = _lines(part)
        yield f"- {first}"
        yield from (f"  {line}" for line in rest)

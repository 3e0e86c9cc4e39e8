"""The words of a bank: how easily they read, and what they never say.

The lists of words are for English. A bank whose first language is another is not looked at here.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import NamedTuple

from hipback.errors import quote
from hipback.lint.grade import grade, sentences, syllables, words
from hipback.marked import Value
from hipback.model import Bank, Urgency
from hipback.written import Written

EASY, URGENT = 6, 5
"""The highest grade of a text, and of what is said of a sign that needs help now or today."""

GRADED_FROM = 3
"""Words that a text must have to be graded: one or two, such as "Emergency", tell nothing."""

LONGEST_SENTENCE = 20
LONG = 3
"""Syllables from which a word is named as a long one."""

FRIGHTENING = ("degenerat", "wear and tear", r"worn[ -](?:out|hip|joint|disc)", "crumbl", "misalign", "imbalance that")
VERDICTS = (
    *(r"(?<!if )(?<!do )you have(?! to\b)", "you've got", "you suffer"),
    *(r"severe\b", "severely", "severity", r"positive\b", "diagnos"),
)
CHANCES = (
    *(r"\w*likel", r"\w*probab", "risk", "chance", "odds", r"\d* ?%", r"per ?cent"),
    r"(?:\d+|one|two|three|nine) (?:in|out of) (?:\d+|three|four|five|ten|a hundred)\b",
)
DISEASES = (
    *("cauda equina", "stenosis", r"\w*arthr[io]", "cancer", r"tumou?r", "malignan", "sciatica", "hernia", "spondyl"),
    *(r"slipped dis[ck]", "bursitis", "tendin[io]", "impinge", "dysplasia", "labral", "radicul", "fracture"),
    *("necrosis", "osteopor", "sepsis", "meningitis", "aneurysm", r"\w*thrombo", r"clots?\b", "embol", "stroke"),
    *("heart attack", "shingles", "polymyalg", "arteritis", "ectopic", "torsion", r"tb\b", "tubercul", "multiple scl"),
)
"""What answers alone never tell. Options may name some of these, as things that people know of themselves."""

DOUBLE = ("and/or",)
LEADING = (
    *(r"(?:do|are|is|was|were|did|have|has|can|would|should|could)n't (?:you|it|they|this|that)\b", "surely"),
    *("obviously", "of course", "you must have"),
)

_DENIED = re.compile(r"\b(?:not a|no) diagnosis\b", re.IGNORECASE)


class Rule(NamedTuple):
    """Words that some texts never use, and what to say of them."""

    code: str
    words: tuple[str, ...]
    message: str


FRIGHTENS = Rule("HB706", FRIGHTENING, "frightens: say it in plain words, without it")
JUDGES = Rule("HB703", VERDICTS, "sounds like a diagnosis: say what the answers are seen with")
TELLS_CHANCES = Rule("HB705", CHANCES, "tells a chance, and answers alone give none: say that it may be so")
NAMES_DISEASES = Rule("HB704", DISEASES, "names an illness as a result: say what to do, and leave the name out")
ASKS_TWO = Rule("HB707", DOUBLE, "asks two things at once: ask for one of them, or write 'or'")
LEADS = Rule("HB708", LEADING, "suggests an answer: ask without it")

_EVERYWHERE = (FRIGHTENS,)
_ASKED = (FRIGHTENS, ASKS_TWO, LEADS)
_KNOWN = (FRIGHTENS, JUDGES, TELLS_CHANCES)
_TOLD = (FRIGHTENS, JUDGES, TELLS_CHANCES, NAMES_DISEASES)

TEXTS: Mapping[str, tuple[Rule, ...]] = {
    **dict.fromkeys(["title", "welcome", "notice", "without_flags"], _EVERYWHERE),
    **dict.fromkeys(["answers.*.*", "questions.*.options.*", "questions.*.none"], (FRIGHTENS, ASKS_TWO)),
    **{f"questions.*.{name}": _ASKED for name in ("label", "text")},
    **{f"questions.*.{name}": _EVERYWHERE for name in ("section", "help", "why", "unit", "ends")},
    "flags.*.label": _KNOWN,
    **{f"flags.*.{name}": _TOLD for name in ("text", "not_sure")},
    **dict.fromkeys(["indicators.*.title", "indicators.*.domains.*.title", "headlines.*.text"], _TOLD),
    **{f"indicators.*.bands.*.{name}": _TOLD for name in ("label", "text")},
    **{f"patterns.*.{name}": _TOLD for name in ("title", "text", "ask")},
    "suppressions.*.title": _KNOWN,
    "suppressions.*.text": _TOLD,
    **{f"chapters.*.{name}": _EVERYWHERE for name in ("title", "text")},
    **{f"chapters.*.topics.*.{name}": _EVERYWHERE for name in ("section", "title", "text", "evidence")},
}
"""Where a bank speaks, and the rules there. Labels may name what a person knew; advice may say for whom it is not."""


class Text(NamedTuple):
    """Words of a bank, where they stand, and the rules for them."""

    place: Value
    words: str
    rules: tuple[Rule, ...]
    grade_at_most: int = EASY


def check_wording(written: Written) -> None:
    """Note what is hard to read, and what should not be said so."""
    if written.bank.languages[0].split("-")[0].lower() != "en":
        return
    for text in texts_of(written):
        _check_reading(text)
        for rule in text.rules:
            for found in said(rule.words, text.words):
                text.place.wrong(rule.code, f"{quote(found)} {rule.message}")


def texts_of(written: Written) -> Iterator[Text]:
    """Every text that a person can meet. Citations are for looking up, and not for reading."""
    bank = written.bank
    for pattern, rules in TEXTS.items():
        for names, place in _matching(written.root, pattern.split(".")):
            advice = names[0] == "chapters" and "topics" in names and bank.chapters[names[1]].advice
            yield Text(place, str(place.content), _KNOWN if advice else rules, _grade_at_most(bank, names))


def said(listed: tuple[str, ...], text: str) -> list[str]:
    """The words of a list that a text has, which may begin longer ones. That it is no diagnosis may be said."""
    found = _pattern(listed).finditer(_DENIED.sub("", text))
    return list(dict.fromkeys(match[0] for match in found))


@cache
def _pattern(listed: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"(?<!\w)(?:{'|'.join(listed)})\w*", re.IGNORECASE)


def _matching(value: Value, pattern: list[str], names: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Value]]:
    """The texts under these keys, of which `*` is any; a list is each of its items."""
    if not pattern:
        yield from ((names, text) for text in (value.items() if value.is_list() else [value]))
        return
    for name, inner in _under(value, pattern[0]):
        yield from _matching(inner, pattern[1:], (*names, name))


def _under(value: Value, name: str) -> list[tuple[str, Value]]:
    """What stands under this key of a mapping, or under any."""
    if name == "*":
        return [(key.text(), inner) for key, inner in value.pairs()] if value.is_mapping() else []
    found = value.peek(name)
    return [(name, found)] if found else []


def _grade_at_most(bank: Bank, names: tuple[str, ...]) -> int:
    urgent = names[0] == "flags" and names[2] != "label" and bank.flags[names[1]].urgency >= Urgency.SAME_DAY
    return URGENT if urgent else EASY


def _check_reading(text: Text) -> None:
    spoken, found = words(text.words), round(grade(text.words), 1)
    if len(spoken) >= GRADED_FROM and found > text.grade_at_most:
        text.place.wrong(
            "HB701",
            f"this reads at school grade {found}, and {text.grade_at_most} is the most here: write {_easier(spoken)}",
        )
    for sentence in sentences(text.words):
        if (count := len(words(sentence))) > LONGEST_SENTENCE:
            text.place.wrong(
                "HB702", f"{count} words in one sentence, and {LONGEST_SENTENCE} is the most: split {quote(sentence)}"
            )


def _easier(spoken: list[str]) -> str:
    """What would make it easier: with the longest words, if there are long ones."""
    long = sorted((word for word in dict.fromkeys(spoken) if syllables(word) >= LONG), key=syllables, reverse=True)
    named = " and ".join(map(quote, long[:2]))
    return f"shorter words than {named}, or shorter sentences" if long else "shorter sentences"

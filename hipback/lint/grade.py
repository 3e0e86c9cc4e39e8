"""How hard a text is to read: the Flesch-Kincaid grade, and the sentences, words and syllables that it counts.

The formula is that of Kincaid, Fishburne, Rogers and Chissom, "Derivation of new readability formulas", Naval
Technical Training Command, Research Branch Report 8-75, 1975. It finds long words and long sentences, and nothing
else. It is made for English.

Syllables are counted by how a word is written: every group of vowels is one, but for an end that is silent (`hope`,
`asked`) and for groups that are spoken as two (`being`, `period`). No rule fits all of English: words in which these
fail stand in a list. A number counts as one syllable, and so does a word without vowels.
"""

import re
from functools import cache

ABBREVIATIONS = frozenset({"e.g.", "i.e.", "vs.", "approx.", "no.", "dr.", "mr.", "mrs.", "ms.", "st.", "prof."})
"""After these a sentence goes on, even with a capital."""

_END = re.compile(r"(?:(?<=[.?!])|(?<=[.?!][\"')\]]))\s+|\n+")
_WORD = re.compile(r"[^\W_]+(?:['.,:][^\W_]+)*")
_SHORT_ENDS = re.compile(r"'(?:s|m|d|re|ve|ll)\Z")

_SPOKEN = {
    "ache": 1,
    **dict.fromkeys(["backache", "headache", "toothache"], 2),
    **dict.fromkeys(["business", "evening", "safety", "something", "sometimes", "therefore"], 2),
    **dict.fromkeys(["being", "beyond", "create", "hundred", "maybe", "naked", "science", "wicked"], 2),
    **dict.fromkeys(["fire", "fired", "hour", "tired"], 2),
    **dict.fromkeys(["anyone", "area", "everyone", "everything", "everywhere", "everyday", "idea", "element"], 3),
    **dict.fromkeys(["created", "creating", "linear"], 3),
    **dict.fromkeys(["diabetes", "everybody"], 4),
}
"""Words that the rules would count wrong."""

_SECOND = "ly|ful|fully|less|ness|ments?|things?|where|times?|body|how|some|lines?|holes?|one"
_SILENT = re.compile(
    rf"""(?<=[^aeiouy])(?<![^aeiouy]l)e(?=(?:{_SECOND})\Z)  # safely, movement, someone
    |(?<![dt])(?<![^aeiouyl]l)ed\Z                          # asked, but wanted, settled
    |(?<![sxzcg])(?<![sc]h)(?<![^aeiouy]l)es\Z              # hopes, but boxes, itches, muscles
    |(?<![^aeiouy][lr])e\Z                                  # hope, but muscle, acre
    """,
    re.VERBOSE,
)
_APART = re.compile(
    r"""(?<=[ctg]i)(?=at)|(?<=i)(?<![ct]i)(?=a(?!g\Z))      # associate, dial, but special, carriage
    |(?<=i)(?=u|ers?\Z|est\Z|et(?:y|\Z))                    # medium, easier, quiet, anxiety
    |(?<=i)(?<![ctgsx]i)(?=o(?!n)|en[ct])                   # period, experience, but region, patient
    |(?<=[aeouy])(?=ing)|(?<=[ao]y)(?=er|or|al)             # being, player, royal
    |(?<=u)(?<![qg]u)(?=a[lt]|ou)|(?<=re)(?=ass|act)        # usual, but equal; reassure
    |(?<=ste)(?=o)|(?<=steo)(?=a)|(?<=physi)(?=o)           # osteoarthritis, physiotherapy
    """,
    re.VERBOSE,
)
_VOWELS = re.compile(r"[aeiouy]+")


def grade(text: str) -> float:
    """The years of school that it takes to read a text. A text without words has grade 0."""
    spoken = words(text)
    if not spoken:
        return 0.0
    # A sentence of one or two words makes nothing easier: it counts with the one beside it.
    parts = max(1, sum(len(words(sentence)) > 2 for sentence in sentences(text)))
    return 0.39 * len(spoken) / parts + 11.8 * sum(map(syllables, spoken)) / len(spoken) - 15.59


def sentences(text: str) -> list[str]:
    """The sentences of a text. A full stop before a small letter ends none, nor does one in "e.g."."""
    found: list[str] = []
    for part in filter(None, (piece.strip() for piece in _END.split(text))):
        if found and (part[0].islower() or found[-1].lower().split()[-1].lstrip("(") in ABBREVIATIONS):
            found[-1] += f" {part}"
        else:
            found.append(part)
    return found


def words(text: str) -> list[str]:
    """The words of a text; those joined by a hyphen are two."""
    return _WORD.findall(text.replace("\N{RIGHT SINGLE QUOTATION MARK}", "'"))


@cache
def syllables(word: str) -> int:
    """How many syllables a word is likely to have."""
    bare = _SHORT_ENDS.sub("", word.lower())
    if bare.endswith("n't"):
        return syllables(bare[:-3]) + (bare[-4:-3] in ("d", "s"))  # didn't, isn't; but don't
    bare = bare.replace("'", "")
    plain = bare.removesuffix("s")
    known = _SPOKEN.get(bare) or _SPOKEN.get(plain)
    return known or max(1, len(_VOWELS.findall(_APART.sub(" ", _SILENT.sub("", bare)))) + plain.endswith("sm"))

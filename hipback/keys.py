"""What a bank may hold: the keys of every part, the kind of value under each, and what an author should know of it.

The reader reads with these tables. `hipback bank schema` and the tables of `docs/writing-a-bank.md` are made from them.
Words for authors are short: an editor shows them beside the key.
"""

from hipback.kinds import (
    Choice,
    Day,
    Each,
    Ends,
    Format,
    Hurts,
    Id,
    Key,
    Name,
    Names,
    Number,
    OneOrMore,
    Options,
    Part,
    Sketch,
    Text,
    Texts,
    Version,
    When,
    Whens,
    Worth,
    YesOrNo,
)
from hipback.model import FIGURES, PLACES, STRENGTHS, Urgency

FORMAT = "hipback-bank/1"
NUMBERS_AT_MOST = 999
URGENCIES = {urgency.word: urgency for urgency in Urgency}

OPTIONS, SKETCH = Options(), Sketch()

_TEXT, _YES_OR_NO, _WHEN = Text(), YesOrNo(), When()
_SECTION = Key(_TEXT, "A heading. It is printed here, and it stays until the next one.", "About you")
NO_CONDITION = ("HB301", "a condition names at least one question")


def _sources(of: str) -> Key:
    return Key(Names("reference", ("HB212", "name at least one reference")), f"Where {of} comes from.", ["khan_2004"])


# Conditions. An answer is named by its question: `groin: often`.

RANGE = Part(
    "a range",
    "Which answers to a question of the kind number or scale are meant. Give one end or both.",
    {},
    {
        "at_least": Key(Number(0, NUMBERS_AT_MOST), "This number or more.", 50),
        "at_most": Key(Number(0, NUMBERS_AT_MOST), "This number or less.", 17),
    },
)
_OF = Whens(NO_CONDITION)
COUNT = Part(
    "a count",
    "So it is when enough of these conditions are so.",
    {
        "at_least": Key(Number(1, NUMBERS_AT_MOST), "How many of them must be so. No more than there are.", 2),
        "of": Key(_OF, "The conditions to count."),
    },
)
CONDITION = {
    "all": Key(_OF, "So it is when every one of these conditions is so."),
    "any": Key(_OF, "So it is when at least one of these conditions is so."),
    "not": Key(_WHEN, "So it is when this condition is not so. While an answer is open, this is open too."),
    "count": Key(COUNT, "So it is when enough of these conditions are so.", {"at_least": 1, "of": [{"cough": "leg"}]}),
}
"""The words of every condition."""

_URGENCY = Choice("urgency", *URGENCIES)
WORDS = {
    "pattern": Key(OneOrMore(Name("pattern")), "So it is when this pattern is found, or any one of a list of them."),
    "urgency": Key(OneOrMore(_URGENCY), "So it is with a warning sign of this urgency, or of any one in a list."),
}
"""The words that only some conditions may use."""

RESERVED = frozenset({*CONDITION, *WORDS, "if"})


# Questions

_EVERY_QUESTION = {
    "label": Key(_TEXT, "A few words that stand for the question in a report.", "Pain in the groin"),
    "text": Key(_TEXT, "The question itself.", "Do you feel pain in the groin?"),
    "help": Key(_TEXT, "How to understand the question. A person who types help reads this."),
    "why": Key(_TEXT, "Why this is asked. A person who types why reads this."),
    "references": _sources("this question"),
}
_ANY_QUESTION = {
    "kind": Key(
        Choice("kind", "one", "many", "number", "scale"),
        "How it is answered: one option, many options, a number, or a scale from 0 to 10. Without this: one option.",
    ),
    "section": _SECTION,
    "may_not_apply": Key(_YES_OR_NO, "Write yes to also offer the answer 'does not apply to me'."),
    "ask_if": Key(
        _WHEN,
        "Ask only if this is so. It may name questions above. Without this, everyone is asked.",
        {"groin": ["often", "sometimes"]},
    ),
    "sketch": Key(Name("sketch"), "The name of a drawing from sketches. It is printed above the question."),
    "covers": Key(Texts(), "Your own names for the parts of an article or a form that this question stands for."),
}
_OPTIONS = {
    "options": Key(
        OPTIONS,
        "The answers to choose from: an id for each, and the words that people read. Leave out 'not sure' and 'rather "
        "not say': they are always offered.",
        {"often": "Often (most days)", "rarely": "Rarely or never"},
    ),
    "answers": Key(Name("set of answers"), "The name of a set from answers, in place of options."),
    "hurts": Key(
        Hurts(*PLACES),
        "A place of the body, and the options that tell of pain there. The figure of a report then marks the place.",
        {"groin": ["often", "sometimes"]},
    ),
}


def _points(by: str, example: dict[str, int]) -> dict[str, Key]:
    about = "What an answer is worth, under the indicator and its domain. An answer that is not named gives 0."
    return {"points": Key(Worth(by), about, {"hip.place": example})}


_BY_OPTION, _BY_RANGE = _points("option", {"often": 4, "sometimes": 2}), _points("range", {"45..59": 1, "60..": 2})
_WHOLE = Number(0, NUMBERS_AT_MOST)
QUESTION = Part("a question", "A question as it is put.", _EVERY_QUESTION, {**_ANY_QUESTION, **_BY_OPTION})
_BY_KIND: dict[str, tuple[dict[str, Key], dict[str, Key]]] = {
    "one": ({}, {**_OPTIONS, **_BY_OPTION}),
    "many": (
        {},
        {
            **_OPTIONS,
            "none": Key(_TEXT, "The words of the last option, which rules out all others.", "None of these"),
            **_BY_OPTION,
        },
    ),
    "number": (
        {
            "from": Key(_WHOLE, "The least that can be true.", 0),
            "to": Key(_WHOLE, "The most that can be true. More than 'from'.", 120),
            "unit": Key(_TEXT, "What is counted.", "years"),
        },
        _BY_RANGE,
    ),
    "scale": ({"ends": Key(Ends(), "What 0 means, and what 10 means.", ["no pain", "the worst pain"])}, _BY_RANGE),
}
"""By kind the keys that every question of the kind must have, and those that it may have."""


def _belongs_to(name: str) -> str:
    kinds = [f"'{kind}'" for kind, keys in _BY_KIND.items() if any(name in part for part in keys)]
    return f"it belongs to the kind {' or '.join(kinds)}"


_ELSEWHERE = {name: _belongs_to(name) for keys in _BY_KIND.values() for part in keys for name in part}


def _question(kind: str) -> Part:
    required, optional = _BY_KIND[kind]
    return Part(
        f"a question of the kind '{kind}'",
        "A question as it is put. Questions are asked in the order of the file.",
        {**_EVERY_QUESTION, **required},
        {**_ANY_QUESTION, **optional},
        either=() if required else ("options", "answers"),
        elsewhere=_ELSEWHERE,
    )


QUESTIONS = {kind: _question(kind) for kind in _BY_KIND}


# What is made of the answers

REFERENCE = Part(
    "a reference",
    "A source that questions, flags, patterns and topics name by its id.",
    {
        "text": Key(_TEXT, "Who wrote it, where, and when.", "Khan and others. Annals, 2004."),
        "strength": Key(
            Choice("strength", *STRENGTHS),
            "How strong it is. A: a study or review that fits this use. B: one small study, or guidance by agreement. "
            "C: the opinion of experts, or common teaching.",
        ),
        "figures": Key(
            Choice("word for figures", *FIGURES),
            "How well its figures were checked: verified (seen in the source), second_hand (seen in a review), or "
            "not_verified.",
        ),
    },
)
FLAG = Part(
    "a flag",
    "A warning sign. The most urgent one that is so decides how soon someone should be seen.",
    {
        "urgency": Key(_URGENCY, "How soon the person should be seen. From same_day up there is no score."),
        "when": Key(_WHEN, "The answers that make the sign.", {"nerve_now": "saddle"}),
        "text": Key(_TEXT, "What the sign means for the person, and what to do."),
        "references": _sources("this sign"),
    },
    {
        "label": Key(
            _TEXT, "A few words for the sign. Leave it out if it is one option of a question of the kind many."
        ),
        "not_sure": Key(
            _TEXT,
            "What is said when the person is not sure. Only a flag with 'out_of_scope: yes' may leave it out.",
        ),
        "out_of_scope": Key(
            _YES_OR_NO, "Write yes if the bank is not made for this person. It then ends kindly, without a score."
        ),
    },
)
DOMAIN = Part(
    "a domain",
    "Answers that tell of the same thing. Together they count for no more than the cap.",
    {
        "title": Key(_TEXT, "The name of the domain, as a person reads it.", "Where it hurts"),
        "cap": Key(Number(1, 1000), "The most points that this domain can give.", 12),
    },
)
BAND = Part(
    "a band",
    "A range of the score, with the words for it.",
    {
        "from": Key(Number(0, 10_000), "It is reached from this many points on. The first band starts from 0.", 10),
        "label": Key(_TEXT, "The name of the band, as a person reads it.", "Some"),
        "text": Key(_TEXT, "What it means, in plain words."),
    },
    {"needs": Key(_WHEN, "What must be so besides the points. The first band needs nothing.", {"groin": "often"})},
)
INDICATOR = Part(
    "an indicator",
    "A score of signs that point one way. It is the sum of its domains.",
    {
        "title": Key(_TEXT, "The name of the indicator, as a person reads it.", "Hip-related signs"),
        "at_most_unanswered": Key(
            Number(0, 100), "With more of its questions open than this, in per cent, no band is named.", 30
        ),
        "domains": Key(
            Each(DOMAIN, ("HB404", "an indicator has at least one domain")), "The domains, each under an id."
        ),
        "bands": Key(
            Each(BAND, ("HB405", "an indicator has at least one band")),
            "The bands, each under an id, from few points to many.",
        ),
    },
)
HEADLINE = Part(
    "a headline",
    "A message for a combination of bands. The first whose condition is so is said.",
    {
        "when": Key(_WHEN, "When it is said. It may name bands.", {"hip": ["some", "many"]}),
        "text": Key(_TEXT, "What is said."),
    },
)
LAST_HEADLINE = Part("the last headline", HEADLINE.about, {"text": HEADLINE.keys["text"]})
PATTERN = Part(
    "a pattern",
    "A description that some answers share, with one question to take to a professional.",
    {
        "title": Key(_TEXT, "The name of the pattern, as a person reads it.", "A stiff hip"),
        "when": Key(When("pattern"), "The answers, bands and other patterns that make it.", {"hip": ["some", "many"]}),
        "text": Key(_TEXT, "What the pattern may mean, without the name of a disease."),
        "ask": Key(_TEXT, "One question to take to a professional.", "Could you check how my hip bends?"),
        "references": _sources("this pattern"),
    },
)
TOPIC = Part(
    "a topic",
    "Something to learn, on a page of its own.",
    {
        "title": Key(_TEXT, "The title of the page.", "The bridge"),
        "text": Key(_TEXT, "What it is. For something to do: how to do it gently."),
        "evidence": Key(_TEXT, "How well this is known, in plain words and without figures."),
        "references": _sources("this topic"),
    },
    {"section": _SECTION},
)
CHAPTER = Part(
    "a chapter",
    "Topics that belong together.",
    {
        "title": Key(_TEXT, "The title of the chapter.", "Steps you can try"),
        "text": Key(_TEXT, "One or two sentences that open the chapter."),
        "topics": Key(
            Each(TOPIC, ("HB603", "a chapter has at least one topic")), "The topics, each under an id, in order."
        ),
    },
    {"advice": Key(_YES_OR_NO, "Write yes if its topics are advice that also comes with a summary.")},
)
SUPPRESSION = Part(
    "a suppression",
    "When some advice is not shown. Someone who is not sure is treated as if it were so.",
    {
        "when": Key(When("pattern", "urgency"), "When the advice is not shown.", {"urgency": "soon"}),
        "text": Key(_TEXT, "What is said in its place. It must also be right for someone who is not sure."),
    },
    {
        "title": Key(_TEXT, "Ends the sentence 'Leave it out if:' on the page of a topic.", "You had an operation"),
        "hides": Key(
            Names("topic of advice", ("HB602", "name at least one topic that this hides")),
            "The topics of advice that are not shown. Give this or 'keeps'.",
        ),
        "keeps": Key(Names("topic of advice"), "The only topics of advice that are still shown. Give this or 'hides'."),
    },
    either=("hides", "keeps"),
)


BANK = Part(
    "a bank",
    "Every question, weight, rule and text of a questionnaire for hipback.",
    {
        "format": Key(Format(FORMAT), f"Which kind of file this is: always {FORMAT}."),
        "id": Key(Id(), "A short name for the bank, which never changes.", "my_bank"),
        "version": Key(Version(), "The version of the bank. It rises with every change that you publish.", "1.0.0"),
        "title": Key(_TEXT, "The title, as a person reads it.", "Low back pain and the hips"),
        "status": Key(Choice("status", "draft", "reviewed"), "draft until a clinician has signed it, then reviewed."),
        "reviewed": Key(Day(), "The day of the last review: year, month and day.", "2026-11-22"),
        "languages": Key(
            Texts(("HB222", "name at least one language, such as 'en'")),
            "Codes of languages. The texts are in the first.",
            ["en"],
        ),
        "welcome": Key(_TEXT, "What the first screen says: who it is for, and what will happen."),
        "references": Key(Each(REFERENCE), "The sources, each under an id."),
        "questions": Key(Each(QUESTION, taken=RESERVED), "The questions, each under an id, in the order of asking."),
        "indicators": Key(Each(INDICATOR, taken=RESERVED), "The scores, each under an id."),
        "headlines": Key(
            Each(HEADLINE, ("HB406", "a bank has at least one headline, without a condition")),
            "The main message of a summary, one for each case. The last one has no condition.",
        ),
    },
    {
        "review_by": Key(
            Day(), "The day until which it may stay as it is. Later the first screen says that it is old.", "2028-11-22"
        ),
        "notice": Key(_TEXT, "A sentence to add to the notice of hipback, which a bank cannot take away."),
        "without_flags": Key(_TEXT, "Why this bank has no warning signs. Only for a bank without flags."),
        "answers": Key(Each(OPTIONS), "Sets of options that several questions share, each under a name."),
        "flags": Key(Each(FLAG), "The warning signs, each under an id."),
        "patterns": Key(Each(PATTERN), "What some answers have in common, each under an id, in the order of showing."),
        "chapters": Key(Each(CHAPTER), "What there is to learn, each chapter under an id, in the order of reading."),
        "suppressions": Key(Each(SUPPRESSION), "When advice is not shown, each rule under an id."),
        "sketches": Key(Each(SKETCH), "Drawings to stand above a question, each under a name."),
    },
)

"""Things that nobody can tell apart: options, questions and signs that read the same, and rules that are the same."""

from collections.abc import Hashable, Iterable

from hipback.engine import named
from hipback.errors import quote
from hipback.lint.options import place_of, plain
from hipback.marked import Value
from hipback.model import Condition, Flag, Question
from hipback.written import Written

ADVICE_FROM = 3
"""Words that it takes to say what to do."""


def check_alike(written: Written) -> None:
    """Note what reads the same as something before it, and advice that says nothing of its own."""
    questions = written.bank.questions.values()
    for question in questions:
        labels = ((plain(label), place_of(written, question, id)) for id, label in question.options.items())
        shown = [(label, place) for label, place in labels if not place.is_mapping()]  # where it is written at all
        _tell("HB227", "two options of the question have this label: say how they differ", shown)
    _tell(
        "HB709",
        "another question has the same words and the same answers: take one out, or say how they differ",
        ((_asked(question), written.at("questions", question.id, "text")) for question in questions),
    )
    _tell(
        "HB710",
        "another question has this label, and a summary names questions by their labels: say how they differ",
        ((plain(question.label), written.at("questions", question.id, "label")) for question in questions),
    )
    _check_flags(written)
    _check_rules(written)


def _check_rules(written: Written) -> None:
    """Two flags, or two patterns, that come up for the same answers: often one was copied, and not changed enough."""
    bank = written.bank
    for part, rules in (("flags", list(bank.flags.values())), ("patterns", list(bank.patterns))):
        first: dict[Condition, str] = {}
        for rule in rules:
            before = first.setdefault(rule.when, rule.id)
            if before != rule.id:
                line = written.key(part, before).line
                written.at(part, rule.id, "when").wrong(
                    "HB317",
                    f"{quote(before)}, on line {line}, has the same condition: name other answers, or take one out",
                )


def _check_flags(written: Written) -> None:
    flags = written.bank.flags.values()
    signs = [flag for flag in flags if not flag.out_of_scope]
    _tell(
        "HB507",
        "another flag of this urgency has the same label, so a list of warning signs names it twice: say how they "
        "differ",
        (((plain(flag.label), flag.urgency), _label(written, flag)) for flag in signs),
    )
    for flag in flags:
        _check_name(written, flag)
        for name, text in (("text", flag.text), ("not_sure", flag.not_sure)):
            if text and len(text.split()) < ADVICE_FROM:
                written.at("flags", flag.id, name).wrong(
                    "HB506", f"{quote(text)} is no advice: say what to do, and why"
                )
        if plain(flag.not_sure) == plain(flag.text):
            written.at("flags", flag.id, "not_sure").wrong(
                "HB506", "this says the same as 'text': say what to do if it might be true, such as whom to ask"
            )


def _check_name(written: Written, flag: Flag) -> None:
    """A flag without a label is called by its option: of a question with one answer that is a word such as "Yes"."""
    place = written.at("flags", flag.id)
    if not place.key("label") and written.bank.questions[next(named(flag.when))].kind == "one":
        written.key("flags", flag.id).wrong(
            "HB508", f"the summary would call this sign {quote(flag.label)}: add a 'label' that says what it is"
        )


def _label(written: Written, flag: Flag) -> Value:
    """The key of a flag's label, or of the flag itself where it has the label of an option."""
    return written.at("flags", flag.id).key("label") or written.key("flags", flag.id)


def _asked(question: Question) -> Hashable:
    """All that a person sees of a question itself."""
    answers = tuple(map(plain, question.options.values()))
    return plain(question.text), question.kind, answers, question.ends, question.unit


def _tell(code: str, message: str, seen: Iterable[tuple[Hashable, Value]]) -> None:
    """Note each place at which a person sees what was seen before."""
    first: dict[Hashable, Value] = {}
    for words, place in seen:
        if words in first:
            place.wrong(code, f"{message} (the other stands on line {first[words].line})")
        first.setdefault(words, place)

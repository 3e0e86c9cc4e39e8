"""Conditions in plain English, with the labels that people see.

A sentence fits after "if": `"Pain in the groin" is "Often (most days)" or "Sometimes (some days)"`. Where it speaks of
several things its words end with a colon, and each of them stands below it: so no line holds both an "and" and an
"or". About a question that is not asked nothing is so, and a sentence with "not" says where that matters.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from itertools import combinations
from types import MappingProxyType
from typing import NamedTuple, get_args

from hipback.model import AllOf, AnyOf, AtLeast, Bank, Condition, InBand, Leaf, Not, OneOf, Question, Urgency, Within

LISTED_FROM = 3
"""So many options of one question stand below its words, and not in them."""


class Sentence(NamedTuple):
    """What must be so, in words. Words that end with a colon speak of the parts."""

    words: str
    parts: tuple["Sentence", ...] = ()


class Sentences(NamedTuple):
    """Says the conditions of a bank. A condition that has a name is called by it.

    Where two questions, options, bands or patterns have the same label, their ids tell them apart.
    """

    bank: Bank
    names: Mapping[Condition, str] = MappingProxyType({})

    def of(self, condition: Condition, so: bool = True) -> Sentence:
        """The condition as a sentence; or that it is surely not so."""
        condition = self._bare(condition)
        match condition:
            case named if named in self.names:
                return Sentence(self.names[named] if so else f"it is not so that {self.names[named]}")
            case Not(part):
                return self.of(part, not so)
            case AllOf():
                return self._group("all of these are so" if so else "not all of these are so", condition)
            case AnyOf():
                return self._group("at least one of these is so" if so else "none of these is so", condition)
            case AtLeast(least):
                return self._group(f"{'at least' if so else 'fewer than'} {least} of these are so", condition)
            case InBand(indicator, bands):
                return Sentence(self._band(indicator, bands, so))
            case OneOf(id, options):
                return self._answer(self.bank.questions[id], options, so)
            case _:
                return Sentence(self._range(self.bank.questions[condition.question], condition, so))

    def opened(self, condition: Condition) -> Sentence:
        """What a condition that has a name asks for."""
        return self.without(condition).of(condition)

    def without(self, condition: Condition) -> "Sentences":
        """The same, but this condition has no name."""
        return self._replace(names={other: name for other, name in self.names.items() if other != condition})

    def group(self, condition: Condition) -> AllOf | AnyOf | AtLeast | None:
        """The group whose parts stand below the sentence of a condition; None if it is one line."""
        condition = self._bare(condition)
        if condition in self.names:
            return None
        match condition:
            case Not(part):
                return self.group(part)
            case AllOf() | AnyOf() | AtLeast():
                return condition
            case _:
                return None

    def parts(self, group: AllOf | AnyOf | AtLeast) -> tuple[Condition, ...]:
        """What the lines below the sentence of a group speak of, in their order."""
        return tuple(dict.fromkeys(self._parts(group)))

    def subject(self, question: Question) -> str:
        """What a question is called in a sentence."""
        return _quoted(question.id, {id: other.label for id, other in self.bank.questions.items()})

    def _bare(self, condition: Condition) -> Condition:
        """The only part of a group of one."""
        while isinstance(condition, (AllOf, AnyOf, AtLeast)) and condition not in self.names:
            if len(condition.parts) != 1:
                break
            (condition,) = condition.parts
        return condition

    def _group(self, words: str, group: AllOf | AnyOf | AtLeast) -> Sentence:
        counts = isinstance(group, AtLeast)
        times = Counter(self._parts(group)).items()
        return Sentence(f"{words}:", tuple(_counted(self.of(part), count if counts else 1) for part, count in times))

    def _parts(self, group: AllOf | AnyOf | AtLeast) -> Iterator[Condition]:
        """The parts, with those of a part of the same kind in its place: all of all, any of any."""
        for part in map(self._bare, group.parts):
            if type(part) is type(group) and not isinstance(part, AtLeast) and part not in self.names:
                yield from self._parts(part)
            else:
                yield part

    def _answer(self, question: Question, options: frozenset[str], so: bool) -> Sentence:
        labels = [_quoted(id, question.options) for id in question.options if id in options]
        verb, verb_not = ("includes", "does not include") if question.kind == "many" else ("is", "is not")
        subject = self.subject(question) + ("" if so else _unless_asked(question))
        if len(labels) >= LISTED_FROM:
            one = "at least one" if question.kind == "many" else "one"
            words = f"{subject} {verb} {one if so else 'none'} of these:"
            return Sentence(words, tuple(map(Sentence, labels)))
        if so:
            return Sentence(f"{subject} {verb} {' or '.join(labels)}")
        neither = f"{verb_not} {labels[0]}" if len(labels) == 1 else f"{verb} neither {' nor '.join(labels)}"
        return Sentence(f"{subject} {neither}")

    def _range(self, question: Question, within: Within, so: bool) -> str:
        verb = " is" if so else f"{_unless_asked(question)} is not"
        return f"{self.subject(question)}{verb} {words_of_range(question, within)}"

    def _band(self, indicator: str, bands: frozenset[str], so: bool) -> str:
        found = self.bank.indicators[indicator]
        all_labels = {band.id: band.label for band in found.bands}
        labels = [_quoted(id, all_labels) for id in all_labels if id in bands]
        title = _quoted(indicator, {id: other.title for id, other in self.bank.indicators.items()})
        if len(labels) == len(found.bands):  # so at any score: what can fail is that enough was answered
            return f"{'a' if so else 'no'} band of {title} can be named"
        if so:
            return f"the band of {title} is {' or '.join(labels)}"
        return f"the band of {title} is {'neither' if len(labels) > 1 else 'not'} {' nor '.join(labels)}"


def names_of_patterns(bank: Bank) -> dict[Condition, str]:
    """What the patterns of a bank are called by the rules that name them.

    A pattern that is a single answer has no name: the answer says as much.
    """
    titles = {pattern.id: pattern.title for pattern in bank.patterns}
    return {
        pattern.when: f"the pattern {_quoted(pattern.id, titles)} is there"
        for pattern in bank.patterns
        if not isinstance(pattern.when, get_args(Leaf))
    }


def names_of_signs(bank: Bank) -> dict[Condition, str]:
    """What the warning signs of some urgencies are called by the rules that name these urgencies."""
    signs = [flag for flag in bank.flags.values() if not flag.out_of_scope]
    urgencies = sorted({flag.urgency for flag in signs}, reverse=True)
    return {
        AnyOf(tuple(flag.when for flag in signs if flag.urgency in some)): _there_is_a_sign(some)
        for count in range(1, len(urgencies) + 1)
        for some in combinations(urgencies, count)
    }


def _there_is_a_sign(urgencies: Iterable[Urgency]) -> str:
    return f"there is a warning sign of urgency {' or '.join(urgency.word for urgency in urgencies)}"


def words_of_range(question: Question, within: Within) -> str:
    """A range of numbers with its unit."""
    low, high = within.low, within.high
    if low is None:
        numbers, rest = f"{high}", " or less"
    elif high is None:
        numbers, rest = f"{low}", " or more"
    else:
        numbers, rest = f"from {low} to {high}" if low < high else f"{low}", ""
    unit = f" {question.unit}" if question.unit else f" of {question.high}"
    return f"{numbers}{unit}{rest}"


def _counted(sentence: Sentence, times: int) -> Sentence:
    """A sentence that stands for several parts of a count, and says so."""
    if times == 1:
        return sentence
    words = sentence.words.removesuffix(":")
    return sentence._replace(words=f"{words} (counts {times} times){':' if sentence.parts else ''}")


def _unless_asked(question: Question) -> str:
    return " is not asked, or" if question.ask_if else ""


def _quoted(id: str, labels: Mapping[str, str]) -> str:
    """The label of one of these, with its id if another has the same label."""
    alike = list(labels.values()).count(labels[id]) > 1
    return f'"{labels[id]}"' + (f" ({id})" if alike else "")

"""Whether conditions are so for one person, part by part, in words: what is so is asked of the engine alone."""

from collections.abc import Mapping

from hipback.engine import Engine, leaves
from hipback.explanation import NO, NOT_ASKED, OPEN, YES, Part, Span
from hipback.interview import words_of
from hipback.model import UNSURE, Answer, AnswerIs, AtLeast, Condition, InBand, Leaf, OneOf
from hipback.sentences import Sentence, Sentences, names_of_patterns, names_of_signs
from hipback.truth import Truth

NEVER_ASKED, PERHAPS_ASKED, NO_ANSWER = "not asked", "perhaps not asked", "no answer"
TOO_FEW = "too few answers"


class Reasons:
    """Says conditions for one person. Rules call each other by the names under which their own review shows them."""

    def __init__(self, engine: Engine, answers: Mapping[str, Answer]) -> None:
        bank = engine.bank
        self._engine, self._answers = engine, answers
        patterns = names_of_patterns(bank)
        self._plain = Sentences(bank)
        self._of_patterns = Sentences(bank, patterns)
        self._of_anything = Sentences(bank, names_of_signs(bank) | patterns)
        self._patterns = {pattern.when: pattern.id for pattern in bank.patterns if pattern.when in patterns}

    def of(self, condition: Condition) -> Part:
        """A condition of a flag, a question, points or a band, whose parts are answers."""
        return self._part(condition, self._plain.of(condition), self._plain)

    def of_pattern(self, condition: Condition) -> Part:
        """The condition of a pattern, which may name other patterns."""
        sentences = self._of_patterns.without(condition)
        return self._part(condition, sentences.of(condition), sentences)

    def of_anything(self, condition: Condition) -> Part:
        """A condition that may name bands, patterns and urgencies."""
        return self._part(condition, self._of_anything.of(condition), self._of_anything)

    def state(self, condition: Condition) -> str:
        """Whether it is so; of a single answer also whether its question was not asked."""
        state = state_of(self._engine.holds(condition))
        leaf = _only_leaf(condition)
        asked = leaf is None or isinstance(leaf, InBand) or not self._engine.asked(leaf.question).no
        return state if asked or state != NO else NOT_ASKED

    def words(self, question: str) -> str:
        """What was answered to a question, or why nothing was."""
        answer, asked = self._answers.get(question), self._engine.asked(question)
        if asked.no:
            return NEVER_ASKED
        if answer is not None:
            return words_of(self._engine.bank.questions[question], answer)
        return NO_ANSWER if asked.yes else PERHAPS_ASKED

    def _part(self, condition: Condition, sentence: Sentence, sentences: Sentences, decides: bool = True) -> Part:
        group = sentences.group(condition)
        if group is None:
            return self._line(condition, sentence, decides, condition in sentences.names)
        return Part(
            words=sentence.words,
            state=self.state(condition),
            decides=decides,
            tally=self._tally(group) if isinstance(group, AtLeast) else None,
            parts=tuple(
                self._part(part, inner, sentences, self._decides(part, group))
                for part, inner in zip(sentences.parts(group), sentence.parts, strict=True)
            ),
        )

    def _line(self, condition: Condition, sentence: Sentence, decides: bool, is_named: bool) -> Part:
        """A single answer or band, with the options of which it may be; or something that is called by its name."""
        options = "; ".join(option.words for option in sentence.parts)
        words = f"{sentence.words} {options}" if options else sentence.words
        leaf = _only_leaf(condition)
        if leaf is None or is_named:
            return Part(words, self.state(condition), self._patterns.get(condition, ""), decides=decides)
        part = Part(words, self.state(condition), decides=decides)
        if isinstance(leaf, InBand):
            return part._replace(about=leaf.indicator, band=self._band(leaf.indicator))
        return part._replace(about=leaf.question, answer=self._answer(leaf))

    def _answer(self, leaf: AnswerIs) -> str:
        """What was answered; of several marks those of which the condition speaks, if there are such."""
        answer = self._answers.get(leaf.question)
        options = leaf.options if isinstance(leaf, OneOf) else ()
        told = tuple(mark for mark in answer if mark.removesuffix(UNSURE) in options) if type(answer) is tuple else ()
        return words_of(self._engine.bank.questions[leaf.question], told) if told else self.words(leaf.question)

    def _band(self, indicator: str) -> str:
        """The band of an indicator, or those that are possible."""
        if self._engine.enough(indicator).no:
            return TOO_FEW
        places = self._engine.bands(indicator)
        bands = self._engine.bank.indicators[indicator].bands
        return " or ".join(f'"{band.label}"' for band in bands if not places[band.id].no)

    def _decides(self, part: Condition, group: Condition) -> bool:
        """Whether the group stands as it does because of this part."""
        return state_of(self._engine.holds(part)) == state_of(self._engine.holds(group))

    def _tally(self, group: AtLeast) -> Span:
        truths = [self._engine.holds(part) for part in group.parts]
        return Span(sum(truth.yes for truth in truths), sum(not truth.no for truth in truths))


def state_of(truth: Truth) -> str:
    """The word for a truth about one person."""
    return YES if truth.yes else NO if truth.no else OPEN


def _only_leaf(condition: Condition) -> Leaf | None:
    """The answer or band that a condition is about, if it is one alone."""
    first, *others = leaves(condition)
    return None if others else first

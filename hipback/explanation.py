"""Why a result is what it is, as plain data: every rule with its parts, and the answer beside each part.

States are words: `yes`, `no`, `open` (it cannot be told), and of a part also `not_asked`, which counts as no. Of a
warning sign `open` means that a question of it is still to come, and `not_sure` that none is. A rule that only counts
for a score is `not_used` where there is none.
"""

from typing import NamedTuple

from hipback.model import Answer, Urgency, private
from hipback.report import Report

FORMAT = "hipback-explanation/1"
YES, NO, OPEN, NOT_ASKED, NOT_SURE, NOT_USED = "yes", "no", "open", "not_asked", "not_sure", "not_used"


class Span(NamedTuple):
    """A number, as far as it is known."""

    least: int
    most: int


class HowSoon(NamedTuple):
    """The urgency of a sign by itself, and what it counts as for this person."""

    own: Urgency
    now: Urgency


class Part(NamedTuple):
    """A condition in words, and whether it is so for this person.

    `about` is the id of the question, indicator or pattern that it speaks of; `answer` what was answered to the
    question, and `band` where the indicator stands, in words.
    A part `decides` if what it is a part of stands as it does because of it. Of a count the `tally` tells how many
    of the parts are so.
    """

    words: str
    state: str
    about: str = ""
    answer: str = ""
    band: str = ""
    decides: bool = True
    tally: Span | None = None
    parts: tuple["Part", ...] = ()


class Source(NamedTuple):
    """A reference, and in words how far its figures were `checked`."""

    id: str
    text: str
    strength: str
    figures: str
    checked: str


class Named(NamedTuple):
    """Something of the bank, by its id and the words that people see."""

    id: str
    title: str


class Rule(NamedTuple):
    """A flag, headline, pattern or suppression. It is `shown` if the result tells of it.

    `when` is None where nothing is needed, and where the rule was not used. Only a flag has an `urgency`, or says that
    the list is not made for this person (`out_of_scope`). `hides` are the topics that a suppression holds back.
    """

    kind: str
    id: str
    title: str
    state: str
    shown: bool
    when: Part | None
    text: str = ""
    ask: str = ""
    urgency: HowSoon | None = None
    out_of_scope: bool = False
    hides: tuple[Named, ...] = ()
    references: tuple[str, ...] = ()


@private
class Given(NamedTuple):
    """What one answer gives in one domain, in points before the cap. With a `guard` they count only if that is so.

    `answer` is None where there is none; `words` then say why.
    """

    question: str
    label: str
    answer: Answer | None
    words: str
    low: int
    high: int
    guard: Part | None
    references: tuple[str, ...]


class WhyDomain(NamedTuple):
    """The points of a domain, after its cap; `cut` is what the cap takes off the low and the high end."""

    id: str
    title: str
    cap: int
    low: int
    high: int
    cut: Span
    given: tuple[Given, ...]


class WhyBand(NamedTuple):
    """Whether a score lies in a band: whether it has `reached` the start, so many points it is `over` or `short` of
    that; and whether the anchor `needs` holds, if there is one."""

    id: str
    label: str
    state: str
    start: int
    reached: str
    over: Span
    short: Span
    needs: Part | None
    text: str


class WhyIndicator(NamedTuple):
    """A score from `low` to `high` of `maximum` points, the more the more signs. `band` is None where it is open.

    Of the `asked` questions that give points so many are `unanswered`; more than `at_most_unanswered` per cent of them
    are not `enough` for a band.
    """

    id: str
    title: str
    low: int
    high: int
    maximum: int
    band: str | None
    enough: bool
    asked: int
    unanswered: int
    at_most_unanswered: int
    domains: tuple[WhyDomain, ...]
    bands: tuple[WhyBand, ...]


class WhyTopic(NamedTuple):
    """Advice: `shown` with the result, or held back by these rules. None where no advice is given at all."""

    id: str
    title: str
    shown: bool | None
    evidence: str
    rules: tuple[Rule, ...]
    references: tuple[str, ...]


class Use(NamedTuple):
    """A rule in which a question stands, how it stands with the rule, and the `parts` that speak of the question.

    The kinds are those of rules, `points`, `guard` (of the points of another question), `band` and `question`. Points
    are those before the cap; their state tells whether the answer gives any. The parts of points are their guards.
    """

    kind: str
    id: str
    title: str
    state: str
    parts: tuple[Part, ...] = ()
    points: Span | None = None


@private
class WhyQuestion(NamedTuple):
    """One question: whether it is `asked` and why, what was answered, and what uses the answer.

    A `parked` answer was given once, and does not count, since the question is not asked any more.
    """

    id: str
    label: str
    text: str
    why: str
    asked: str
    ask_if: Part | None
    answer: Answer | None
    words: str
    parked: str
    uses: tuple[Use, ...]
    references: tuple[str, ...]


class WhyScore(NamedTuple):
    """An indicator, or one `band` of it: None where all are meant. `found` is None where there is no score."""

    id: str
    title: str
    band: str | None
    found: WhyIndicator | None


Subject = WhyQuestion | Rule | WhyScore | WhyTopic


class Whole(NamedTuple):
    """Everything behind a result; `flags` is how many the bank has, `signs` are those that are so or not sure.

    What stands from `indicators` on is empty where there is no score.
    """

    flags: int
    signs: tuple[Rule, ...]
    indicators: tuple[WhyIndicator, ...] = ()
    headlines: tuple[Rule, ...] = ()
    patterns: tuple[Rule, ...] = ()
    suppressions: tuple[Rule, ...] = ()
    advice: tuple[WhyTopic, ...] = ()


class Change(NamedTuple):
    """Another answer to a question, in words. It does not count where the question is not `asked` then."""

    question: str
    label: str
    before: str
    after: str
    asked: bool


class Shift(NamedTuple):
    """Something that comes out otherwise, in words; what does not come out has none.

    The kinds are `urgency`, `flag`, `points`, `band`, `headline`, `pattern`, `suppression`, `advice` and `question`.
    """

    kind: str
    id: str
    title: str
    before: str
    after: str


class WhatIf(NamedTuple):
    """What other answers would move. `left_open` are questions that only then come up, and have no answer.

    Where the answers as they are hold a sign that needs care at once, and the others would be less urgent, it is
    `withheld` what they move: nothing may make the sign look gone.
    """

    changes: tuple[Change, ...]
    left_open: tuple[Named, ...]
    shifts: tuple[Shift, ...]
    withheld: bool
    report: Report


@private
class Explanation(NamedTuple):
    """What was asked for: the `whole` result, some `subjects` of it, or a `what_if`; with the sources behind them."""

    report: Report
    whole: Whole | None
    subjects: tuple[Subject, ...]
    what_if: WhatIf | None
    sources: tuple[Source, ...]

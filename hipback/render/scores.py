"""A score to read: where its points come from, and why it lies in one band and in no other."""

from collections.abc import Iterator

from hipback.document import Bar, Block, Heading, Nested, Outline, Words
from hipback.explanation import NO, OPEN, YES, Given, WhyBand, WhyDomain, WhyIndicator
from hipback.render.reasons import Numbers, in_brief, in_full, points

FITS = {YES: "this band fits", OPEN: "this band may fit", NO: "this band does not fit"}
HIGHER = "this band fits too, but a higher one is named"
MORE = "More points mean more signs."


def score(found: WhyIndicator, numbers: Numbers) -> Iterator[Block]:
    """The points of an indicator by domain, then its bands: those that fit, the next one up and the next one down."""
    yield from above(found)
    yield from _points(found, numbers)
    yield from _bands(found) if found.enough else _no_band(found)


def score_in_full(found: WhyIndicator, numbers: Numbers) -> Iterator[Block]:
    """The points of an indicator by domain, then every band with every part of its anchor."""
    yield from above(found)
    yield from _points(found, numbers)
    yield from () if found.enough else _no_band(found)
    yield Heading("The bands", small=True)
    yield Outline(tuple(map(_in_full, found.bands)))


def band(found: WhyIndicator, id: str) -> Iterator[Block]:
    """One band of an indicator, with every part of its anchor."""
    yield from above(found)
    yield from () if found.enough else _no_band(found)
    yield Outline(tuple(_in_full(band) for band in found.bands if band.id == id))


def above(found: WhyIndicator) -> Iterator[Block]:
    """The band and the score, as words and as a picture."""
    yield Heading(f"{found.title}: {band_words(found)}")
    yield Bar(found.low, found.high, found.maximum)
    yield Words(_range(found))


def band_words(found: WhyIndicator) -> str:
    """The band, or those that are possible."""
    if not found.enough:
        return "not enough answers"
    return " or ".join(band.label for band in found.bands if band.state != NO)


def _in_full(found: WhyBand) -> Nested:
    needs = (Nested("What it needs besides:", (in_full(found.needs),)),) if found.needs else ()
    fits = HIGHER if _is_below(found) else FITS[found.state]
    return Nested(f"{found.label}: {fits}", (_start(found), *needs))


def _range(found: WhyIndicator) -> str:
    reach = f"The score can be from 0 to {found.maximum}. {MORE}"
    return f"{points(found.low, found.high).capitalize()}. {reach}"


def _domain(found: WhyDomain, numbers: Numbers) -> Nested:
    counted = [given for given in found.given if given.high]
    idle = [given for given in found.given if not given.high]
    return Nested(
        f"{found.title}: {points(found.low, found.high)}. {_cap(found)}",
        (*(_given(given, numbers) for given in counted), *_without_points(idle)),
    )


def _cap(found: WhyDomain) -> str:
    """What counts at most, and what was more than that."""
    low, high = found.cut
    if not high:
        return f"At most {found.cap} count here."
    more = points(low, high) if low else f"up to {points(high, high)}"
    return f"At most {found.cap} count here, so {more} more did not count."


def _given(given: Given, numbers: Numbers) -> Nested:
    words = f"{points(given.low, given.high)}: {given.label}: {given.words}"
    guard = given.guard
    why = (Nested("These points count only if:", (in_brief(guard),)),) if guard and guard.state != YES else ()
    return Nested(numbers.after(words, given.references), why)


def _without_points(idle: list[Given]) -> Iterator[Nested]:
    """Answers that gave no points, in one line; what was not asked in another; what a guard held back by itself."""
    held = [given for given in idle if given.guard and given.answer is not None]
    plain = [given for given in idle if given.answer is not None and not given.guard]
    unasked = [given.label for given in idle if given.answer is None]
    for given in held:
        if given.guard:
            why = Nested("Its points count only if:", (in_brief(given.guard),))
            yield Nested(f"No points: {given.label}: {given.words}", (why,))
    if plain:
        yield Nested(f"No points: {'; '.join(f'{given.label}: {given.words}' for given in plain)}")
    if unasked:
        yield Nested(f"Not asked: {'; '.join(unasked)}")


def _points(found: WhyIndicator, numbers: Numbers) -> Iterator[Block]:
    yield Heading("Where the points come from", small=True)
    yield Outline(tuple(_domain(domain, numbers) for domain in found.domains))


def _no_band(found: WhyIndicator) -> Iterator[Block]:
    allowed = found.asked * found.at_most_unanswered // 100
    yield Words(
        f"No band is named. {found.asked} questions that count here were asked. {found.unanswered} of them have no "
        f"answer, and at most {allowed} may have none."
    )


def _bands(found: WhyIndicator) -> Iterator[Block]:
    fitting = [number for number, band in enumerate(found.bands) if band.state != NO]
    lowest, highest = fitting[0], fitting[-1]
    for band in found.bands[lowest : highest + 1]:
        yield from _why(band)
    if highest + 1 < len(found.bands):
        yield from _why(found.bands[highest + 1])
    if lowest:
        yield from _why(found.bands[lowest - 1])


def _why(band: WhyBand) -> Iterator[Block]:
    heading = {YES: f'Why "{band.label}"', OPEN: f'Why "{band.label}" is possible', NO: f'Why not "{band.label}"'}
    yield Heading(heading[band.state], small=True)
    yield Outline(tuple(_reasons(band)))


def _reasons(band: WhyBand) -> Iterator[Nested]:
    """What decides: for a band that does not fit only what speaks against it."""
    if _is_below(band):
        yield Nested("This one fits too. But a higher one fits as well, and the highest is named.")
        return
    if band.state != NO or band.reached == NO:
        yield _start(band)
    if band.needs and (band.state != NO or band.needs.state == NO):
        yield Nested("What it needs besides:", (in_brief(band.needs),))


def _is_below(band: WhyBand) -> bool:
    """Whether nothing speaks against a band but that a higher one fits."""
    return band.state == NO != band.reached and (band.needs is None or band.needs.state != NO)


def _start(band: WhyBand) -> Nested:
    start = f"It starts at {points(band.start, band.start)}."
    if band.reached == YES:
        over = points(*band.over)
        return Nested(f"{start} The score {f'is {over} above' if band.over.least else 'reaches'} that.")
    short = points(*band.short)
    if band.reached == OPEN:
        return Nested(f"{start} It is open whether the score reaches that: {short} may be missing.")
    return Nested(f"{start} The score does not reach that: {short} {'is' if short == '1 point' else 'are'} missing.")

"""A `Document` as one HTML page, the notice last: nothing is loaded, no script runs, all words are escaped."""

from collections.abc import Iterable, Iterator, Sequence
from html import escape
from itertools import groupby

from hipback.document import (
    Bar,
    Blank,
    Block,
    Command,
    Document,
    Figure,
    Gap,
    Heading,
    Items,
    Moment,
    Nested,
    Outline,
    Pair,
    Trend,
    Words,
)
from hipback.layout import visible
from hipback.render.page import page
from hipback.render.pictures import bar_picture, body_picture
from hipback.safety import NO_SIDES, WHERE_IT_HURTS

STYLE = """
section.warning { margin: 1.5rem 0; padding: 0 1rem .5rem; border: 3px solid currentColor; border-left-width: 1rem; }
section.warning h2 { margin-top: 1rem; padding: 0; border: 0; }
p.warning { font-weight: bold; }
p { margin: .75rem 0; }
p:has(+ ul), p:has(+ ol) { margin-bottom: .25rem; break-after: avoid; }
header + main h2 { margin-top: 2rem; }
.inside { margin: .25rem 0 .75rem 1.25rem; }
svg { display: block; max-width: 100%; height: auto; fill: none; stroke: none; }
svg svg { display: inline; max-width: none; }
svg text { fill: var(--ink); font: 12px system-ui, sans-serif; text-anchor: middle; }
.bar { width: 100%; max-width: 40rem; height: 1.5rem; margin: .75rem 0; }
.bar > .sure { fill: var(--mark); }
.hatch { stroke: var(--mark); stroke-width: 2.5; }
.line { stroke: var(--ink); stroke-width: 1.5; }
.line, .hatch { vector-effect: non-scaling-stroke; }
.skin { fill: var(--shade); stroke: var(--quiet); stroke-width: 1.5; }
.detail { stroke: var(--quiet); }
.spot { fill: var(--mark); fill-opacity: .3; stroke: var(--mark); stroke-width: 1.5; }
.unsure > .spot { fill: var(--page); stroke-dasharray: 3 2; }
.number { fill: var(--ink); }
.sure > text { fill: var(--page); font-weight: bold; }
figure { display: flex; flex-wrap: wrap; align-items: center; gap: 1rem 2rem; margin: 1rem 0; }
figcaption { flex: 1 1 14rem; }
.blank { display: flex; align-items: end; gap: .5rem; min-height: 2.25rem; }
@media print {
  body { font-size: 8pt; line-height: 1.25; }
  main { columns: 2; column-gap: 8mm; }
  h1 { margin: 0; font-size: 1.6em; }
  h2, header + main h2 { margin: 1em 0 .4em; border-width: 1px; font-size: 1.25em; }
  main > section:first-child > h2 { margin-top: 0; }
  h3 { margin: .6em 0 .1em; font-size: 1.05em; }
  p, dl { margin: .35em 0; }
  .inside { margin: .2em 0 .35em 1.25rem; }
  section.warning { margin: .75em 0; column-span: all; break-inside: avoid; }
  figure { flex-wrap: nowrap; gap: 4mm; margin: .5em 0; break-inside: avoid; }
  svg.body { width: 46%; }
  svg.bar { height: 4mm; }
  ol { padding-left: 1.5em; }
  figcaption { flex-basis: 0; }
  dl > div { display: block; break-inside: avoid; }
  dt, dd { display: inline; }
  dt::after { content: ": "; }
}
@page { margin: 12mm; }
"""
SHEET = """
@media print {
  body { font-size: 7.5pt; line-height: 1.15; }
  main { column-gap: 6mm; }
  h1 { font-size: 1.4em; }
  h2, header + main h2 { margin: .6em 0 .2em; padding: 0; font-size: 1.15em; }
  h3 { margin: .3em 0 0; font-size: 1em; }
  p, .inside { margin-top: .15em; margin-bottom: .15em; }
  ul { margin: .1em 0; padding-left: 1.2em; }
  dl { margin: 0; }
  dl > div { break-inside: auto; }
  dt { font-weight: bold; }
  section.warning { margin: .4em 0; padding: 0 .6em .2em; }
  section.warning h2 { margin-top: .3em; }
  footer { break-before: auto; margin-top: .5em; }
  footer > * { display: inline; border: 0; }
  .blank { min-height: 6mm; }
}
@page { margin: 7mm 9mm; }
"""
"""What makes a sheet small enough for one page."""


def as_html(document: Document) -> str:
    """The page: its title, a section for each heading, and the notice as its footer."""
    parts = (
        f"<header>\n<h1>{_line(document.title)}</h1>\n</header>",
        f"<main>\n{''.join(_sections(document.blocks))}</main>",
        f"<footer>\n<h2>Please remember</h2>\n<p>{_words(document.notice)}</p>\n</footer>",
    )
    return page(visible(document.title), document.language, "\n".join(parts), STYLE + SHEET * document.sheet)


def _sections(blocks: Iterable[Block]) -> Iterator[str]:
    for number, part in enumerate(_parts(blocks), 1):
        yield _section(part, f"part-{number}")


def _parts(blocks: Iterable[Block]) -> list[list[Block]]:
    """The blocks cut before every heading that is not a small one. A page needs no gaps: its style gives room."""
    parts: list[list[Block]] = []
    for block in (block for block in blocks if not isinstance(block, Gap)):
        if not parts or (isinstance(block, Heading) and not block.small):
            parts.append([])
        parts[-1].append(block)
    return parts


def _section(part: Sequence[Block], anchor: str) -> str:
    """A part with its heading; a warning is a landmark, so that a screen reader can go to it."""
    first = part[0]
    if not isinstance(first, Heading) or first.small:
        return f"<section>\n{_blocks(part, 2)}</section>\n"
    warning = f' class="warning" aria-labelledby="{anchor}"' if first.tone == "warning" else ""
    heading = f'<h2 id="{anchor}">{_line(first.words)}</h2>'
    return f"<section{warning}>\n{heading}\n{_blocks(part[1:], 3)}</section>\n"


def _blocks(blocks: Iterable[Block], level: int) -> str:
    """The blocks in order; pairs that follow each other are one list."""
    found = []
    for kind, run in groupby(blocks, type):
        words = "".join(f"{_block(block, level)}\n" for block in run)
        found.append(f"<dl>\n{words}</dl>\n" if kind is Pair else words)
    return "".join(found)


def _block(block: Block, level: int) -> str:
    match block:
        case Heading(words):
            return f"<h{level}>{_line(words)}</h{level}>"
        case Words(text, tone, depth):
            return f"<p{_class(tone, 'inside' if depth else '')}>{_words(text)}</p>"
        case Items(items):
            return f"<ul>{''.join(f'<li>{_words(item)}</li>' for item in items)}</ul>"
        case Outline(items):
            return _nested(items)
        case Pair(label, words):
            return f"<div><dt>{_words(label)}</dt><dd>{_words(words)}</dd></div>"
        case Bar():
            return bar_picture(block)
        case Figure():
            return _figure(block)
        case Trend(moments):
            return f"<dl>\n{''.join(map(_moment, moments))}</dl>"
        case Command(words):
            return f'<p class="inside"><code>{_words(words)}</code></p>'
        case Blank(label):
            return f'<p class="blank"><span>{_words(label)}:</span><span class="write"></span></p>'
        case Gap():
            return ""


def _nested(items: Iterable[Nested]) -> str:
    inside = "".join(f"<li>{_words(item.words)}{_nested(item.below)}</li>" for item in items)
    return f"<ul>{inside}</ul>" if inside else ""


def _figure(figure: Figure) -> str:
    """The picture, and beside it in words what its numbers stand for."""
    said = "".join(f"<li>{_words(mark.words)}</li>" for mark in figure.marks)
    caption = f"<figcaption>\n<p>{WHERE_IT_HURTS}</p>\n<ol>{said}</ol>\n<p>{NO_SIDES}</p>\n</figcaption>"
    return f"<figure>\n{body_picture(figure)}\n{caption}\n</figure>"


def _moment(moment: Moment) -> str:
    bar = bar_picture(moment.bar) if moment.bar else ""
    return f"<div><dt>{_words(moment.label)}</dt><dd>{bar}{_words(moment.words)}</dd></div>\n"


def _class(*names: str) -> str:
    given = " ".join(filter(None, names))
    return f' class="{given}"' if given else ""


def _line(words: str) -> str:
    return escape(" ".join(visible(words).split()))


def _words(words: str) -> str:
    """The words with their line breaks."""
    return escape(visible(words).strip("\n")).replace("\n", "<br>")

"""A `Document` as one HTML page, the notice last: nothing is loaded, no script runs, all words are escaped."""

import re
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
from hipback.render.style import DOCUMENT, sheet
from hipback.safety import NO_SIDES, WHERE_IT_HURTS


def as_html(document: Document) -> str:
    """The page: its title, a section for each heading, and the notice as its footer."""
    parts = (
        f"<header>\n<h1>{_line(document.title)}</h1>\n</header>",
        f"<main>\n{''.join(_sections(document.under_title))}</main>",
        f"<footer>\n<h2>Please remember</h2>\n<p>{_words(document.notice)}</p>\n</footer>",
    )
    content = "\n".join(parts)
    style = DOCUMENT + sheet(len(re.sub("<[^>]*>", "", content))) if document.sheet else DOCUMENT
    return page(visible(document.title), document.language, content, style)


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
        case Items(items, close):
            return f"<ul{_class('close' * close)}>{''.join(f'<li>{_words(item)}</li>' for item in items)}</ul>"
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

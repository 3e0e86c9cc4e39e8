"""A `Review` as one HTML page that can be read on a screen or a phone, and printed and signed; the notice last."""

from collections.abc import Iterable
from html import escape
from itertools import groupby

from hipback.render.page import page
from hipback.review import AGREE, CHANGE, SIGNATURE, Block, Drawing, Entry, Item, Items, Review, Rule, Table, Words
from hipback.sentences import Sentence

BOX, WRITE = '<span class="box"></span>', '<span class="write"></span>'


def review_html(review: Review) -> str:
    """The whole sheet."""
    sections = "\n".join(_entry(section, 2) for section in review.sections)
    parts = (
        f"<header>\n<h1>{escape(review.title)}</h1>\n{_contents(review)}\n</header>",
        f"<main>\n{sections}\n{_signature(review)}\n</main>",
        f"<footer>\n<h2>Please remember</h2>\n<p>{escape(review.notice)}</p>\n</footer>",
    )
    return page(review.title, review.language, "\n".join(parts))


def _contents(review: Review) -> str:
    parts = "\n".join(_contents_of(section) for section in review.sections)
    return f'<nav aria-label="Contents">\n<ul>\n{parts}\n<li><a href="#sign">To sign</a></li>\n</ul>\n</nav>'


def _contents_of(entry: Entry) -> str:
    """A line of the contents; what a part holds is unfolded on demand."""
    link = f'<a href="#{escape(entry.anchor)}">{escape(entry.title)}</a>'
    if not entry.entries:
        return f"<li>{link}</li>"
    inner = "".join(map(_contents_of, entry.entries))
    summary = "1 part" if len(entry.entries) == 1 else f"{len(entry.entries)} parts"
    return f"<li>{link}\n<details><summary>{summary}</summary><ul>{inner}</ul></details></li>"


def _entry(entry: Entry, level: int) -> str:
    id = f" <code>[{escape(entry.id)}]</code>" if entry.id else ""
    heading = f"<h{level}>{escape(entry.title)}{id}</h{level}>"
    inner = "\n".join(_entry(part, min(level + 1, 6)) for part in entry.entries)
    sign = _to_sign() if entry.to_sign else ""
    return f'<section id="{escape(entry.anchor)}">\n{heading}\n{_blocks(entry.blocks)}{sign}{inner}</section>'


def _blocks(blocks: Iterable[Block]) -> str:
    """Blocks with a label stand in a list of descriptions."""
    found = []
    for labelled, run in groupby(blocks, lambda block: bool(block.label)):
        words = "\n".join(map(_labelled if labelled else _content, run))
        found.append(f"<dl>\n{words}\n</dl>\n" if labelled else f"{words}\n")
    return "".join(found)


def _labelled(block: Block) -> str:
    return f"<div><dt>{escape(block.label)}</dt><dd>{_content(block)}</dd></div>"


def _content(block: Block) -> str:
    match block:
        case Words(_, text):
            return escape(text).replace("\n", "<br>")
        case Rule(_, sentence):
            return _sentence(sentence)
        case Items(_, items):
            return _list(map(_item, items))
        case Table(label, head, rows):
            return _table(label, head, rows)
        case Drawing(_, lines):
            return f"<pre>{escape(chr(10).join(lines))}</pre>"


def _sentence(sentence: Sentence) -> str:
    parts = _list(map(_sentence, sentence.parts)) if sentence.parts else ""
    return escape(sentence.words) + parts


def _item(item: Item) -> str:
    words = escape(item.words)
    return f'<a href="#{escape(item.to)}">{words}</a>' if item.to else words


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _table(label: str, head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    titles = "".join(f'<th scope="col">{escape(title)}</th>' for title in head)
    body = "\n".join(map(_row, rows))
    table = f'<table aria-label="{escape(label)}"><thead><tr>{titles}</tr></thead>\n<tbody>\n{body}\n</tbody></table>'
    return f'<div class="wide">{table}</div>'


def _row(row: tuple[str, ...]) -> str:
    first, *others = map(escape, row)
    return f'<tr><th scope="row">{first}</th>{"".join(f"<td>{cell}</td>" for cell in others)}</tr>'


def _to_sign() -> str:
    return f'<p class="sign"><span>{BOX} {AGREE}</span> <span>{BOX} {CHANGE}:</span> {WRITE}</p>\n'


def _signature(review: Review) -> str:
    lines = "\n".join(f'<p class="signature"><span>{escape(label)}:</span>{WRITE}</p>' for label in SIGNATURE)
    return f'<section id="sign">\n<h2>To sign</h2>\n<p>{escape(review.declaration)}</p>\n{lines}\n</section>'

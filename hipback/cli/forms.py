"""In which form a result is given, and where to: on standard output, or in a file whose name may tell the form."""

import sys
from collections.abc import Collection, Iterable
from typing import TYPE_CHECKING

from hipback.cli.streams import has_colour, is_plain, say_all, say_in_parts, width, write_in_parts

if TYPE_CHECKING:
    from hipback.document import Document

ENDINGS = {
    ".txt": "text",
    ".md": "markdown",
    ".html": "html",
    ".htm": "html",
    ".fhir.json": "fhir",
    ".json": "json",
    ".csv": "csv",
}
"""The form of a file by the end of its name, where none is asked for; the first that fits."""


def form_of(output: str, forms: Collection[str]) -> str:
    """The one of these forms that the name of a file tells; text where it tells none."""
    name = output.lower()
    return next((form for ending, form in ENDINGS.items() if name.endswith(ending) and form in forms), "text")


def give_document(document: "Document", form: str, output: str, plain: bool) -> None:
    """A document as `text`, `markdown` or `html`; on a terminal text is as wide and as colourful as it can be there."""
    if form == "text" and output == "-":
        from hipback.render.text import as_lines

        say_all(as_lines(document, width(), is_plain(plain)), sys.stdout, has_colour(sys.stdout, plain))
    else:
        give(written(document, form), output)


def written(document: "Document", form: str) -> str:
    """A document as a file holds it."""
    match form:
        case "markdown":
            from hipback.render.markdown import as_markdown

            return as_markdown(document)
        case "html":
            from hipback.render.html import as_html

            return as_html(document)
        case _:
            from hipback.render.text import as_text

            return as_text(document)


def give(content: str, output: str) -> None:
    """What is to be the same bytes everywhere, in a file or on standard output."""
    give_in_parts([content], output)


def give_in_parts(parts: Iterable[str], output: str) -> None:
    """The same of what is too long to be held as a whole."""
    if output == "-":
        say_in_parts(parts)
    else:
        write_in_parts(output, parts)

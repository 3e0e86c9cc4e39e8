"""Makes what the README and the pages of docs/ show of the program by running the program, and the man pages.

    python docs/make.py           write the sessions and the pictures anew
    python docs/make.py --check   tell whether the sessions are as the program speaks today

Needs the `test` extra. The pictures are rich's own SVG export of what the program wrote on a terminal, less the web
fonts that it would load from elsewhere.
"""

import io
import os
import re
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType

import pexpect
from codes import codes_page
from hazards import hazards_page
from man import man_pages
from pages import commands_page, topic_pages
from reliability import reliability_page
from rich.console import Console
from rich.text import Text
from tables import with_tables
from tutorial import followed

from hipback.answers import read_answers
from hipback.bank import default_bank_path, read_bank
from hipback.interview import Interview, admit_all
from hipback.render.as_json import as_json
from hipback.render.style import DOCUMENT, PAGE
from hipback.result import make_report
from hipback.schema import schema_text

TOP = Path(__file__).parent.parent
HIPBACK = str(Path(sys.executable).with_name("hipback"))
ANSWERS = str(TOP / "examples" / "answers.yaml")
PROMPT = "Your answer: "
COLUMNS = 80


def played(
    arguments: list[str], replies: list[str], term: str = "dumb", kept: Mapping[str, str] = MappingProxyType({})
) -> str:
    """What a person sees on a terminal who gives these replies, up to the prompt after the last of them.

    `kept` are the records that the person keeps, by name.
    """
    with tempfile.TemporaryDirectory() as home:
        for name, record in kept.items():
            Path(home, f"record-{name}.json").write_text(record, encoding="utf-8")
        environment = {**os.environ, "HIPBACK_HOME": home, "TERM": term, "PYTHONUTF8": "1"}
        environment.pop("NO_COLOR", None)
        child = pexpect.spawn(
            HIPBACK, arguments, env=environment, encoding="utf-8", dimensions=(50, COLUMNS), timeout=20
        )
        child.delaybeforesend = None
        child.logfile_read = seen = io.StringIO()
        for reply in replies:
            child.expect_exact(PROMPT)
            child.sendline(reply)
        child.expect_exact([PROMPT, pexpect.EOF, "Your choice: "])
        child.close(force=True)
    return seen.getvalue().replace("\r\n", "\n")


def record(day: str, **changed: str) -> str:
    """The record of the example, finished on this day, with some other answers."""
    bank, time = read_bank(default_bank_path()), f"{day}T18:30:00+00:00"
    answers = {**read_answers(Path(ANSWERS).read_bytes(), ANSWERS).answers, **changed}
    return as_json(make_report(Interview.start(bank, admit_all(bank, answers)), time, time))


def sessions() -> dict[str, str]:
    """The texts that the README shows, by name."""
    start = played(["screen"], ["why"])
    emergency = played(["screen", "--set", "nerve_now=saddle"], [])
    summary = played(["report", ANSWERS], [])
    markdown = played(["report", ANSWERS, "--format", "markdown"], [])
    pattern = played(["explain", ANSWERS, "lateral_hip"], [])
    moved = played(["explain", ANSWERS, "--if", "cough=leg"], [])
    kept = {"3f9a2c1e": record("2026-10-05"), "b04d7716": record("2026-11-22", groin="sometimes", pivot="not_sure")}
    history = played(["history"], [], kept=kept)
    trend = played(["history", "trend"], [], kept=kept)
    compared = played(["compare"], [], kept=kept)
    return {
        "question": start[start.index("Signs that need help now") :].rstrip(),
        "emergency": emergency.strip(),
        "summary": summary[: summary.index("What to tell a professional")].rstrip(),
        "markdown": markdown[: markdown.index("What stands out")].rstrip(),
        "why": pattern[: pattern.index("Where this comes from")].rstrip(),
        "history": history[: history.index("What you can do here")].strip(),
        "trend": trend[trend.index("Hip-related signs") : trend.index("Please remember")].strip(),
        "compare": compared[: compared.index("Please remember")].strip(),
        "if": moved[: moved.index("Please remember")].strip(),
    }


def summary_page() -> str:
    """The summary as a page."""
    return played(["report", ANSWERS, "--format", "html"], [])


def places() -> str:
    """The figure of that page as a picture by itself, with the style of the page."""
    (svg,) = re.findall(r'<svg class="body".*?</svg>', summary_page(), flags=re.DOTALL)
    style = f"<style>{PAGE}{DOCUMENT}svg {{ background: var(--page); }}</style>"
    return f'<svg xmlns="http://www.w3.org/2000/svg"{svg.removeprefix("<svg").replace(">", f">{style}", 1)}\n'


def pictures() -> dict[str, str]:
    """SVG pictures by the name of their file."""
    none = ["none of"] * 9
    asked = played(["screen"], [*none, "1", "52", "none of"], term="xterm-256color")
    summary = played(["report", ANSWERS], [], term="xterm-256color")
    return {
        "question.svg": picture(asked[asked.rindex("\n", 0, asked.index("Question 13")) :], "hipback screen"),
        "summary.svg": picture(summary[: summary.index("Patterns in")], "hipback report answers.yaml"),
        "places.svg": places(),
    }


def picture(seen: str, title: str) -> str:
    """A terminal with these words in it."""
    console = Console(record=True, width=COLUMNS, file=io.StringIO(), force_terminal=True)
    console.print(Text.from_ansi(seen.strip("\n")))
    svg = console.export_svg(title=title, unique_id="hipback")
    return re.sub(r"\s*@font-face \{.*?\}", "", svg, flags=re.DOTALL)


def readme(text: str) -> str:
    """The README with every session between its marks as it is today."""
    for name, session in sessions().items():
        block = f"<!-- {name} -->\n```text\n{session}\n```\n<!-- end -->"
        text = re.sub(rf"<!-- {name} -->.*?<!-- end -->", lambda _, block=block: block, text, flags=re.DOTALL)
    return text


DOCS = TOP / "docs"
FOLLOWED = ("first-screening", "reading-your-summary", "asking-why", "stopping-and-going-on", "record")
"""Pages whose commands are run in a folder with answers in it."""

PAGES = {
    TOP / "README.md": readme,
    DOCS / "writing-a-bank.md": lambda page: followed(with_tables(page)),
    DOCS / "bank-codes.md": codes_page,
    DOCS / "fhir.md": followed,
    DOCS / "data.md": followed,
    DOCS / "scoring.md": followed,
    DOCS / "cohort.md": followed,
    DOCS / "bank.schema.json": lambda _: schema_text(),
    **{DOCS / f"{name}.md": lambda page: followed(page, TOP / "examples" / "answers.yaml") for name in FOLLOWED},
    DOCS / "hazards.md": lambda _: hazards_page(),
    DOCS / "reliability.md": lambda _: reliability_page(),
    DOCS / "commands.md": lambda _: commands_page(),
    DOCS / "summary.html": lambda _: summary_page(),
    **{DOCS / name: lambda _, page=page: page for name, page in topic_pages().items()},
    **{DOCS / "man" / name: lambda _, page=page: page for name, page in man_pages().items()},
}
"""What is shown on each page is made anew by running the program, or from its tables."""


def main() -> None:
    """Write, or check."""
    found = {page: page.read_text(encoding="utf-8") if page.exists() else "" for page in PAGES}
    today = {page: made(found[page]) for page, made in PAGES.items()}
    gone = set((DOCS / "man").glob("*")) - set(PAGES)
    if "--check" in sys.argv:
        others = sorted(page.name for page in gone | {page for page in PAGES if found[page] != today[page]})
        sys.exit(f"not as the program speaks: {', '.join(others)}. Run docs/make.py" if others else 0)
    for page, text in today.items():
        page.write_text(text, encoding="utf-8")
    for page in gone:
        page.unlink()
    for name, svg in pictures().items():
        (DOCS / name).write_text(svg, encoding="utf-8")


if __name__ == "__main__":
    main()

"""The page docs/bank-codes.md, made from the table of codes; `docs/make.py` writes it."""

from itertools import groupby
from operator import attrgetter
from textwrap import fill

from hipback.codes import Code, read_codes

COLUMNS = 120
HEAD = """\
# Problems and their codes

Every problem that hipback finds in a bank, or in a file of cases, answers or frequencies, has a code. The code never
changes its meaning. `hipback bank explain HB206` shows on a terminal what stands here.

An *error* means that the file cannot be used. A *warning* means that it can, but that something in it should be mended.
The examples are pieces of a bank; what is around them is left out.
"""


def codes_page(_: str) -> str:
    """The whole page."""
    return HEAD + "".join(
        f"\n## {family}\n{''.join(map(_entry, codes))}"
        for family, codes in groupby(read_codes().values(), attrgetter("family"))
    )


def _entry(code: Code) -> str:
    todo = fill(f"**What to do:** {code.fix}", COLUMNS)
    found = f"{code.level.capitalize()}, found by `{code.command}`."
    examples = f"Not so:\n\n```yaml\n{code.bad}```\n\nBut so:\n\n```yaml\n{code.good}```\n"
    return f"\n### {code.id}\n\n{fill(code.rule, COLUMNS)}\n\n{todo}\n\n{found}\n\n{examples}"

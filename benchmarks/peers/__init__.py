"""Other ways of scoring the shipped bank, each in a small module of its own.

A row peer has `scorer(bank)`, which gives a function of one person's answers. A column peer has `Plan(bank)`, with
`load(path)`, `score(people)` and, for the first people, `results(scored, people)`. Results are like those of
`reference.result`.
"""

from importlib.metadata import PackageNotFoundError, version
from typing import NamedTuple

RULES = "every condition and all points; host.py does the rest"
EVERYTHING = "everything"


class Peer(NamedTuple):
    """A way of scoring: its name, its module here, the package that must be installed, and what it covers."""

    name: str
    module: str
    package: str
    covers: str

    @property
    def version(self) -> str:
        """The version that is installed; empty if none is."""
        try:
            return version(self.package)
        except PackageNotFoundError:
            return ""


ROWS = (
    Peer("hipback, one person", "hipback_rows", "hipback", EVERYTHING),
    Peer("zen-engine (Rust), expressions", "zen_engine", "zen-engine", RULES),
    Peer("zen-engine (Rust), decision graph", "zen_graph", "zen-engine", RULES),
    Peer("CEL: cel-expr-python (C++)", "cel_cpp", "cel-expr-python", RULES),
    Peer("CEL: common-expression-language (Rust)", "cel_rust", "common-expression-language", RULES),
    Peer("CEL: cel-python", "cel_python", "cel-python", RULES),
    Peer("JSON Logic: panzi-json-logic", "json_logic_python", "panzi-json-logic", RULES),
    Peer("JSON Logic: jsonlogic-rs (Rust)", "json_logic_rust", "jsonlogic-rs", RULES),
    Peer("business-rules", "business", "business-rules", RULES),
    Peer("rule-engine", "rules", "rule-engine", RULES),
)
CEL = tuple(peer.name for peer in ROWS if peer.name.startswith("CEL"))
ZEN = tuple(peer.name for peer in ROWS if peer.name.startswith("zen"))

COLUMNS = (
    Peer("hipback, columns of codes", "hipback_codes", "hipback", "everything, as truths and numbers"),
    Peer("hipback, Arrow to Arrow", "hipback_arrow", "hipback", "everything, from text to lists of words"),
    Peer("Polars", "polars_columns", "polars", "everything, as truths and numbers"),
    Peer("DuckDB", "duckdb_columns", "duckdb", "everything, as truths and numbers"),
)
OWN_COLUMNS = COLUMNS[0].name

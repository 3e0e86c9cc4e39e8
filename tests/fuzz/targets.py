"""What strangers' bytes reach: each target reads them as the program does, and shows what it was told or came to.

A target lets nothing out but a fault: whatever a user can be told is a `HipbackError`, and the end of that input.
"""

import os
import tempfile
from collections.abc import Callable
from pathlib import Path

from hipback.bank import read_bank
from hipback.cli.kept import judged, read_history
from hipback.cli.wanted import answers_of
from hipback.comparison import compare
from hipback.document import Document
from hipback.errors import HipbackError
from hipback.fhir.questionnaire import questionnaire
from hipback.fhir.response import as_fhir, response
from hipback.history import Kept
from hipback.interview import Interview, admit_all, carry
from hipback.labels import labels_for
from hipback.lint import lint
from hipback.model import Bank
from hipback.record import read_record
from hipback.render.as_json import as_json
from hipback.render.comparison import comparison
from hipback.render.history import as_it_was, history_list
from hipback.render.narrative import narrative
from hipback.render.shared import as_shared
from hipback.render.summary import summary
from hipback.render.text import as_text
from hipback.report import Report
from hipback.result import make_report
from hipback.store import Store
from hipback.written import Written

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
SMALL = read_bank(HERE.parent / "banks" / "small.yaml")
FORM = questionnaire(SMALL)


def bank(source: bytes) -> None:
    """A bank is read, found wanting or not, and shown without an answer."""
    written = Written.of(source, "bank.yaml")
    lint(written)
    show(summary(made(written.bank)))


def answers(source: bytes) -> None:
    """Answers are read, by their form as a mapping, a record or a response in FHIR, and scored."""
    found = answers_of(source, "answers.yaml")
    interview = Interview.start(SMALL, admit_all(SMALL, found.answers), admit_all(SMALL, found.parked))
    report = make_report(interview, found.started, found.finished, found.ended)
    show(summary(report))
    if read_record(as_json(report).encode(), "record.json").answers != report.answers:
        raise AssertionError("a record does not hold the answers that it was made of")


def fhir(source: bytes) -> None:
    """The same of a response; what was understood of it is written as one, and read again."""
    found = answers_of(source, "response.json")
    given, parked = admit_all(SMALL, found.answers), admit_all(SMALL, found.parked)
    report = make_report(Interview.start(SMALL, given, parked), found.started, found.finished, found.ended)
    again = answers_of(as_fhir(response(report, SMALL, FORM, narrative(report))).encode(), "again.json")
    if admit_all(SMALL, again.answers) != report.answers:
        raise AssertionError("a response does not hold the answers that it was made of")


def record(source: bytes) -> None:
    """A record is read, judged, shown as it was, compared with itself, and made fit to be shared."""
    found = read_record(source, "record-0000000a.json")
    kept = Kept("0000000a", "record-0000000a.json", found, labels_for(found.bank.sha256, [SMALL]))
    show(as_it_was(judged(kept), ()))
    show(comparison(compare(kept, kept)))
    as_shared(found)


def unfinished(source: bytes) -> None:
    """A folder holds these bytes as an unfinished screening: it is listed, and gone on with."""
    with tempfile.TemporaryDirectory(dir=FAST) as folder:
        Path(folder, "small.unfinished.json").write_bytes(source)
        store = Store(folder)
        show(history_list(read_history(store, [SMALL]), ""))
        saved = store.load("small")
        steps, kept = (carry(SMALL, dict(held)).answers for held in (saved.steps, saved.kept))
        show(summary(make_report(Interview.start(SMALL, steps, kept))))


FAST = "/dev/shm" if os.path.isdir("/dev/shm") else None
TARGETS = {target.__name__: target for target in (bank, answers, record, fhir, unfinished)}


def reading(target: Callable[[bytes], None]) -> Callable[[bytes], None]:
    """The target, with what a user can be told as a good end."""

    def read(source: bytes) -> None:
        try:
            target(source)
        except HipbackError as error:
            str(error)

    return read


def made(bank: Bank) -> Report:
    return make_report(Interview.start(bank))


def show(document: Document) -> None:
    """As on a narrow screen."""
    if not as_text(document, 40):
        raise AssertionError("nothing is shown")

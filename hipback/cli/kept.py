"""The kept screenings of this user: found by the names that people type, and read, whatever state they are in."""

import os
from collections.abc import Sequence

from hipback import __version__
from hipback.bank import default_bank_path, read_bank, read_regular
from hipback.cli.folders import data_folder
from hipback.cli.wanted import answers_of, read_source
from hipback.errors import BankError, FileError, hint, quote
from hipback.history import NEWEST, History, Kept, Unfinished, Unreadable, newest_first
from hipback.interview import Interview, admit_all, carry
from hipback.labels import labels_for
from hipback.marked import SIZE_AT_MOST
from hipback.model import Bank
from hipback.record import is_record, read_record
from hipback.store import Store, Stored

SET_ASIDE = "it was not finished when it was damaged, and it was set aside when a new one began"
NONE_KEPT = "no screening is kept yet: at its end, hipback screen asks whether you want to keep a copy"
DAMAGED = "it is damaged, or was changed by hand (line {})"
NOT_OURS = "hipback did not make it, and leaves it alone"
RESUME = "hipback screen --resume"
NO_RECORD = f"it is not finished: go on with it by {RESUME}"


def the_store() -> Store:
    """The store of this user."""
    return Store(data_folder())


def known_banks(bank_file: str | None) -> tuple[Bank, ...]:
    """The banks whose words can be lent to records: one that is named, and last that of hipback."""
    shipped = read_bank(default_bank_path())
    return (read_bank(bank_file), shipped) if bank_file else (shipped,)


def read_history(store: Store, banks: Sequence[Bank]) -> History:
    """All that is in the folder. What cannot be read is told, and never a reason to stop."""
    found = [_read(store, stored, banks) for stored in store.files() if stored.kind not in ("lock", "half")]
    return History(
        store.folder,
        newest_first(one for one in found if isinstance(one, Kept)),
        tuple(one for one in found if isinstance(one, Unfinished)),
        tuple(one for one in found if isinstance(one, Unreadable)),
    )


def _read(store: Store, stored: Stored, banks: Sequence[Bank]) -> Kept | Unfinished | Unreadable:
    reason = {"damaged": SET_ASIDE, "other": NOT_OURS}.get(stored.kind)
    if reason:
        return Unreadable(stored.name, stored.path, reason, stored.kind != "other")
    try:
        return read_kept(stored, banks) if stored.kind == "record" else _unfinished(store, stored, banks)
    except BankError as error:
        return Unreadable(stored.name, stored.path, DAMAGED.format(error.problems[0].line), True)
    except FileError as error:
        return Unreadable(stored.name, stored.path, str(error), True)


def read_kept(stored: Stored, banks: Sequence[Bank]) -> Kept:
    """A kept record. Raises `HipbackError` if it cannot be read, or is none."""
    _refuse_other(stored)
    record = read_record(read_regular(stored.path, SIZE_AT_MOST), stored.path)
    return Kept(stored.name, stored.path, record, labels_for(record.bank.sha256, banks))


def judged(kept: Kept) -> Kept:
    """The same, and whether it was altered: if the very same bank and program now come to another result."""
    from hipback.render.as_json import as_json
    from hipback.result import make_report

    record, bank = kept.record, kept.labels.bank
    if bank is None or record.program != __version__:
        return kept
    interview = Interview.start(bank, carry(bank, record.answers).answers, carry(bank, record.parked).answers)
    report = make_report(interview, record.started, record.finished, ended=record.status == "stopped")
    return kept._replace(altered=read_record(as_json(report).encode(), kept.path) != record)


def content_of(stored: Stored) -> str:
    """A kept record as it stands in its file, even one that a newer hipback wrote."""
    _refuse_other(stored)
    try:
        return read_regular(stored.path, SIZE_AT_MOST).decode()
    except UnicodeDecodeError:
        raise FileError(f"{stored.path} is damaged: it is not UTF-8") from None


def _refuse_other(stored: Stored) -> None:
    if stored.kind != "record":
        raise FileError(f"{stored.name} is no kept record: {NO_RECORD if stored.kind == 'unfinished' else SET_ASIDE}")


def _unfinished(store: Store, stored: Stored, banks: Sequence[Bank]) -> Unfinished | Unreadable:
    saved = store.load(stored.bank)
    if saved is None:
        raise FileError(f"{stored.path} is gone")
    bank = next((bank for bank in banks if bank.id == stored.bank), None)
    warned = bool(bank and Interview.start(bank, carry(bank, dict(saved.steps)).answers).stopping)
    command = RESUME if stored.bank == banks[-1].id else f"{RESUME} --bank FILE"
    return Unfinished(stored.name, stored.path, saved.bank_version, saved.saved, len(saved.steps), warned, command)


# By name


def find(store: Store, name: str) -> Stored:
    """The file that a person means: "newest", a whole name, or a beginning that fits one file alone."""
    found = [stored for stored in store.files() if stored.kind not in ("lock", "half", "other")]
    if name == NEWEST:
        return _newest(store, found)
    exact = [stored for stored in found if name in (stored.name, os.path.basename(stored.path))]
    begun = exact or [stored for stored in found if name and stored.name.startswith(name)]
    if not begun:
        known = [stored.name for stored in found]
        more = hint(name, [NEWEST, *known]) if known else "none is kept"
        raise FileError(f"there is no kept screening {quote(name)}: {more}")
    if len(begun) > 1:
        raise FileError(f"{quote(name)} fits several: {', '.join(stored.name for stored in begun)}")
    return begun[0]


def _newest(store: Store, found: Sequence[Stored]) -> Stored:
    path = store.newest()
    for stored in found:
        if stored.path == path:
            return stored
    raise FileError(NONE_KEPT)


def find_or_read(word: str, banks: Sequence[Bank]) -> Kept:
    """A kept record by its name, or a file of answers; a file that is no record is scored with the first bank."""
    if word != "-" and os.sep not in word:
        try:
            return read_kept(find(the_store(), word), banks)
        except FileError:
            if not os.path.exists(word):
                raise
    source, file = read_source(word)
    if not is_record(source, file):
        source = _scored(source, file, banks[0]).encode()
    record = read_record(source, file)
    return Kept(file, file, record, labels_for(record.bank.sha256, banks))


def _scored(source: bytes, file: str, bank: Bank) -> str:
    """The record that the answers in a file come to."""
    from hipback.render.as_json import as_json
    from hipback.result import make_report

    given = answers_of(source, file)
    interview = Interview.start(bank, admit_all(bank, given.answers), admit_all(bank, given.parked))
    return as_json(make_report(interview, given.started, given.finished, given.ended))

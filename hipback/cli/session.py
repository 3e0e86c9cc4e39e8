"""One run of `hipback screen`: known answers, the interview, the store, and the result where it was asked for."""

import os
import signal
import sys
import termios
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from hipback.bank import default_bank_path, read_bank
from hipback.cli.folders import data_folder
from hipback.cli.resume import begin, now, remind
from hipback.cli.streams import has_colour, is_plain, is_terminal, say_all, say_record, styled, width, write_file
from hipback.errors import AnswersError, BusyError, FileError
from hipback.interview import Interview, admit_all
from hipback.store import Store
from hipback.terminal import QuitError, Screen, ask, choose, welcome

if TYPE_CHECKING:  # the first question does not wait for what comes after the last one
    from hipback.render.lines import Line
    from hipback.report import Report

LONGEST_LINE = 10_000
KEPT_UNTIL_THE_END = "Until you finish, your answers are kept here for you alone. So you can stop at any time."
SEE_AGAIN = "To see it again, run: hipback history"
RESUME = "Your answers are saved. To go on later, run: hipback screen --resume"
NOT_SAVED = "Not all of your answers are saved. If some are, this goes on with them: hipback screen --resume"
WITHOUT_LOCKS = "This disk cannot lock files. So please answer in one window only."


class Wishes(NamedTuple):
    """The options of the command."""

    file: str | None
    settings: tuple[str, ...]
    record_file: str | None
    plain: bool
    no_save: bool
    resume: bool | None
    bank_file: str | None


class Session:
    """A run of the command, with a terminal or without."""

    def __init__(self, wishes: Wishes) -> None:
        self.wishes = wishes
        self.bank = read_bank(wishes.bank_file or default_bank_path())
        self.screen = Screen(self._read, self._say, width, not is_plain(wishes.plain), _drop)
        self.colour = has_colour(sys.stderr, wishes.plain)
        self.started = now()
        self.store: Store | None = None
        self.saved = True
        """Whether the answers so far are on the disk, those that an earlier run has left there too."""
        self.prompt = ""
        """What waits for a reply now."""

    def run(self) -> None:
        """Ask on a terminal what is not given; without one, everything must be given."""
        interview = self._given()
        if is_terminal(sys.stdin):
            signal.signal(signal.SIGCONT, self._prompt_again)
            with self._stored():
                self._ask(interview)
        else:
            self._answer_all(interview)

    def _given(self) -> Interview:
        """A new interview with the answers that are given, and those that a record keeps without counting them."""
        if not self.wishes.file and not self.wishes.settings:
            return Interview.start(self.bank)
        from hipback.answers import Answers
        from hipback.cli.wanted import read_settings, read_wanted, tell_another_bank

        known = Answers({})
        if self.wishes.file:
            known = read_wanted(self.wishes.file)
            tell_another_bank(self.wishes.file, known, self.bank)
        given = {**known.answers, **read_settings(self.wishes.settings)}
        kept = {id: answer for id, answer in known.parked.items() if id not in given}
        return Interview.start(self.bank, admit_all(self.bank, given), admit_all(self.bank, kept))

    def _answer_all(self, interview: Interview) -> None:
        if not interview.question or interview.stopping:
            self._show(self._report(interview))
        if interview.question:
            raise AnswersError(
                [
                    "This is not a terminal. So give each answer by --answers or --set. Missing:",
                    *(f"{question.id}: {question.text}" for question in interview.missing),
                ]
            )
        unused = [id for id in interview.parked if id in interview.given]
        if unused:
            self.screen.words(f"Not used, since the question was not put: {', '.join(unused)}")

    # On a terminal

    @contextmanager
    def _stored(self) -> Iterator[None]:
        """Have the store at hand, unless nothing is to be saved or nothing can be."""
        if self.wishes.no_save:
            yield
            return
        store = Store(data_folder())
        with ExitStack() as alone:
            try:
                if not alone.enter_context(store.alone(self.bank.id)):
                    self.screen.words(WITHOUT_LOCKS)
                self.store = store
            except BusyError:
                raise
            except FileError as error:
                self.screen.words(f"{error}. You can go on, but your answers will not be kept.")
                remind(self.bank, store, self.screen)
            yield

    def _ask(self, interview: Interview) -> None:
        if self.store:
            given = interview.steps
            interview, self.started = begin(interview, self.store, self.wishes.resume, self.screen)
            if given:
                self._save(interview)
        try:
            for interview in self._asked(interview):  # noqa: B020  # the last state is wanted after the loop
                self._save(interview)
            report = self._report(interview)
            self._show(report)
        except KeyboardInterrupt:  # what is due is shown all the same, and whole
            self.screen.words("")
            self._show_on_screen(self._report(interview))
            self._tell_how_to_resume(interview)
            raise
        if interview.question:
            self._tell_how_to_resume(interview)
        elif self.store:
            if report.scored:
                self._offer_copy(report, self.store)
            self.store.remove(self.bank.id)

    def _asked(self, interview: Interview) -> Iterator[Interview]:
        """Every new state; none if a warning sign has ended it before."""
        if interview.stopped_by:
            return
        if not interview.steps:
            welcome(self.bank, self.screen, now()[:10])
            if self.store:
                self.screen.words(KEPT_UNTIL_THE_END)
        yield from ask(interview, self.screen)

    def _tell_how_to_resume(self, interview: Interview) -> None:
        if self.store and interview.steps:
            self.screen.words("")
            self.screen.words(RESUME if self.saved else NOT_SAVED)

    def _save(self, interview: Interview) -> None:
        """Save, or say that it failed and go on: a full disk must not stand before a warning."""
        if self.store:
            self.saved = False
            try:
                self.store.save(interview, self.started, now())
                self.saved = True
            except FileError as error:
                self.screen.words(f"{error}. This answer is not saved.")

    def _offer_copy(self, report: "Report", store: Store) -> None:
        from hipback.render.as_json import as_json

        options = {"yes": "Yes, keep a copy", "no": "No, keep nothing"}
        self.screen.words("")
        try:
            keep = choose("Keep a copy of your answers on this computer?", options, self.screen) == "yes"
        except (QuitError, EOFError):
            keep = False
        if not keep:
            self.screen.words("Nothing was kept.")
            return
        self._say(f"Kept in {store.keep(as_json(report))}", "")
        self.screen.words(SEE_AGAIN)

    # Results

    def _report(self, interview: Interview) -> "Report":
        from hipback.result import make_report

        return make_report(interview, self.started, now(), ended=True)

    def _show(self, report: "Report") -> None:
        """The summary on standard output; or the record there, and the summary on the screen if there is one."""
        from hipback.render.as_json import as_json

        target = self.wishes.record_file
        if target == "-":
            if is_terminal(sys.stdin):
                self._show_on_screen(report)
            say_record(as_json(report))
            return
        self._show_on_stdout(report)
        if target:
            write_file(target, as_json(report))
            self._say(f"The record is in {target}", "")

    def _show_on_stdout(self, report: "Report") -> None:
        try:
            say_all(self._lines(report), sys.stdout, has_colour(sys.stdout, self.wishes.plain))
        except OSError:
            self._show_on_screen(report)  # a warning must be seen, wherever it can be
            raise

    def _show_on_screen(self, report: "Report") -> None:
        say_all(self._lines(report), sys.stderr, self.colour)

    def _lines(self, report: "Report") -> "Iterator[Line]":
        from hipback.render.summary import summary
        from hipback.render.text import as_lines

        return as_lines(summary(report), width(), is_plain(self.wishes.plain))

    # The terminal

    def _say(self, words: str, style: str) -> None:
        if sys.stderr is not None:
            end = "" if style == "prompt" else "\n"
            sys.stderr.write(f"{styled(words, style, self.colour)}{end}")
            sys.stderr.flush()
        self.prompt = words if style == "prompt" else ""

    def _read(self) -> str:
        line = sys.stdin.readline(LONGEST_LINE)
        self.prompt = ""
        return line

    def _prompt_again(self, *_: object) -> None:
        """After Ctrl-Z and `fg`, when the shell has written below it and what was half typed is gone."""
        with suppress(OSError):
            os.write(2, self.prompt.encode())  # at once: the stream may be in the middle of a line


def _drop() -> None:
    """Let go of what the terminal holds ready: the rest of a paste, or an Enter too many."""
    with suppress(termios.error):  # it has gone away, or belongs to another program now
        termios.tcflush(sys.stdin, termios.TCIFLUSH)

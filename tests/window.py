"""A terminal in which the program runs as a real process, as one person or a shell would use it."""

import io
import os
import re
import shlex
import signal
import sys
import termios

import pexpect

QUESTION, CHOICE = "Your answer: ", "Your choice: "
PROGRAM = f"{shlex.quote(sys.executable)} -m hipback"
OPEN: list["Window"] = []


class Window:
    """A terminal in which the program runs; `seen` is all that was ever shown on it.

    `shell` is the line of bash that starts the program, with {} in its place.
    """

    def __init__(
        self,
        words: str,
        term: str = "xterm",
        columns: int = 80,
        command: str = "screen",
        shell: str = "exec {}",
        **more: str,
    ) -> None:
        left = ("COLUMNS", "NO_COLOR", "FORCE_COLOR", "ACCESSIBLE", "HIPBACK_DEBUG", "PYTHONIOENCODING")
        kept = {name: value for name, value in os.environ.items() if name not in left}
        self._log, self._asked = io.StringIO(), False
        self.child = pexpect.spawn(
            "bash",
            ["-c", shell.format(f"{PROGRAM} {command} {words}")],
            env={**kept, "TERM": term, "LC_ALL": "C.UTF-8", **more},
            dimensions=(50, columns),
            encoding="utf-8",
            timeout=30,
            preexec_fn=_as_in_a_terminal,
        )
        self.child.delaybeforesend = None
        self.child.logfile_read = self._log
        self.settings = termios.tcgetattr(self.child.child_fd)
        OPEN.append(self)

    def answer(self, *replies: str) -> None:
        """Type each reply when a question or a choice waits for it."""
        for reply in replies:
            if not self._asked:
                self.wait(QUESTION, CHOICE)
            self._asked = False
            self.child.sendline(reply)

    def wait(self, *prompts: str) -> None:
        """Wait until a question, or one of these prompts, waits for a reply."""
        self.child.expect_exact(list(prompts or [QUESTION]))
        self._asked = True

    def end(self) -> int:
        """Wait for the end; the exit code, or that of a signal as a negative number."""
        self.child.expect(pexpect.EOF)
        self.is_odd = termios.tcgetattr(self.child.child_fd) != self.settings
        self.child.close()
        return self.child.exitstatus if self.child.signalstatus is None else -self.child.signalstatus

    def kill(self) -> None:
        self.child.kill(signal.SIGKILL)
        assert self.end() == -signal.SIGKILL

    @property
    def seen(self) -> str:
        """Without the codes for bold and colour."""
        return re.sub(r"\x1b\[[\d;]*m", "", self._log.getvalue()).replace("\r\n", "\n")

    @property
    def flat(self) -> str:
        """The words that were shown, however they were wrapped."""
        return " ".join(self.seen.split())

    @property
    def raw(self) -> str:
        return self._log.getvalue()


def _as_in_a_terminal() -> None:
    """What starts the tests may be deaf to Ctrl-C and to other signals; a new terminal does not inherit that."""
    for name in ("INT", "QUIT", "HUP", "TERM", "PIPE", "TSTP", "TTIN", "TTOU", "CONT"):
        signal.signal(signal.Signals[f"SIG{name}"], signal.SIG_DFL)


def close_all() -> None:
    """Close what a failed test leaves open."""
    while OPEN:
        OPEN.pop().child.close(force=True)

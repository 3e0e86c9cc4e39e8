"""The command line: the only place that knows folders, streams, the clock and exit codes.

Exit codes: 0 done · 1 the user's data is wrong or incomplete, or a check found something · 2 wrong usage ·
3 a bug in hipback · 130 interrupted.

What costs time to import is imported inside the commands.
"""

import errno
import gc
import os
import resource
import signal
import sys
from contextlib import suppress
from io import BufferedWriter, FileIO, TextIOWrapper
from types import FrameType
from typing import NoReturn

import click

from hipback import __version__
from hipback.cli.bank import bank
from hipback.cli.cohort import cohort
from hipback.cli.commands import Commands
from hipback.cli.compare import compare
from hipback.cli.completion import VARIABLE, completion
from hipback.cli.explain import explain
from hipback.cli.forget import forget
from hipback.cli.help import help_
from hipback.cli.history import history
from hipback.cli.learn import learn
from hipback.cli.report import report
from hipback.cli.score import score
from hipback.cli.screen import screen
from hipback.errors import HipbackError
from hipback.layout import visible

BUG = 3
INTERRUPTED = 130
A_BUG = "This is a bug in hipback. To see where, run it again with HIPBACK_DEBUG=1. That shows no answers."


@click.group(
    cls=Commands,
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option("--version", is_flag=True, help="Show the version of hipback and of its question bank.")
@click.pass_context
def hipback(ctx: click.Context, version: bool) -> None:
    """Questions about low back pain: warning signs first, then hip and back signs.
    Private: nothing leaves this computer. For learning, and never a diagnosis.

    \b
      hipback screen         answer the questions, read the summary
      hipback help --help    more to read, as in docs/README.md in the source
    """
    if version:
        _show_versions()
    elif ctx.invoked_subcommand is None:
        click.echo(ctx.get_help())


def _show_versions() -> None:
    from hipback.bank import default_bank_path, read_bank
    from hipback.keys import FORMAT

    bank = read_bank(default_bank_path())
    click.echo(f"hipback {__version__}\nbank {bank.id} {bank.version} ({bank.status})\nformat {FORMAT}")


hipback.add_command(screen)
hipback.add_command(report)
hipback.add_command(explain)
hipback.add_command(history)
hipback.add_command(compare)
hipback.add_command(forget)
hipback.add_command(learn)
hipback.add_command(score)
hipback.add_command(cohort)
hipback.add_command(bank)
hipback.add_command(help_)
hipback.add_command(completion)


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    gc.disable()  # a bank is many objects made at once: looking for cycles among them would delay the first question
    os.umask(0o077)  # all files are for this user alone, who must be able to read them, whatever the shell says
    _leave_no_picture()
    _make_streams_safe()
    code = _run_to_the_end()
    for number, stream in ((1, sys.stdout), (2, sys.stderr)):
        try:
            if stream is not None:
                stream.flush()
        except OSError:
            _give_up(number)
    sys.exit(code)


def _leave_no_picture() -> None:
    """A crash must not leave a picture of the memory, with the answers, to anyone.

    One byte, and not none: with none, Linux still hands it to a program that collects such pictures.
    """
    with suppress(ValueError):  # whoever may have none cannot have one
        resource.setrlimit(resource.RLIMIT_CORE, (1, 1))


def _run_to_the_end() -> int:
    """Run, and be interrupted once at most: the first Ctrl-C lets the program end in good order, wherever it is.

    A second one ends it at once, as does one that comes when all is done.
    """
    ours = signal.getsignal(signal.SIGINT) is not signal.SIG_IGN  # as in what a script starts with "&"
    try:
        if ours:
            signal.signal(signal.SIGINT, _interrupt)
        code = _run()
        if ours:
            signal.signal(signal.SIGINT, signal.SIG_DFL)
    except KeyboardInterrupt:  # where nothing else was there to catch it
        code = INTERRUPTED
    return code


def _interrupt(number: int, frame: FrameType | None) -> None:
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    raise KeyboardInterrupt


def _run() -> int:
    try:
        code = hipback.main(prog_name="hipback", standalone_mode=False)
        if sys.stdout is None:
            raise OSError(errno.EBADF, "standard output is closed")
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.exceptions.Exit as exit_:
        return exit_.exit_code
    except click.ClickException as error:
        _tell(_usage(error))
        return error.exit_code
    except HipbackError as error:
        _tell(str(error))
        return 1
    except KeyboardInterrupt:
        return INTERRUPTED
    except click.Abort as end:
        cause = end.__cause__
        return _tell_bug(cause) if isinstance(cause, EOFError) else INTERRUPTED  # such as half of a file of the program
    except BrokenPipeError:  # whoever read has seen enough
        return 1
    except OSError as error:
        _tell(f"could not write the output: {error.strerror}")
        return 1
    except Exception as bug:
        return _tell_bug(bug)


def _tell_bug(bug: BaseException) -> int:
    from hipback.safety import NOTICE

    where = f"{_where(bug)}\n" if os.environ.get("HIPBACK_DEBUG") == "1" else ""
    _tell(f"{where}{A_BUG}\n\n{NOTICE}")
    return BUG


def _where(bug: BaseException) -> str:
    """Where a bug came up and of what kind it is, but not its message, which may hold an answer."""
    from traceback import format_tb

    before = bug.__cause__ or bug.__context__
    earlier = f"{_where(before)}\nand then\n" if before else ""
    return f"{earlier}{''.join(format_tb(bug.__traceback__))}{type(bug).__name__}\n"


def _tell(words: str) -> None:
    """Say something on standard error, if there is anyone to hear it: nobody does while a shell completes a line."""
    with suppress(OSError):
        if not os.environ.get(VARIABLE):
            click.echo(visible(words), err=True)


def _usage(error: click.ClickException) -> str:
    """What click says of a wrong usage, with the way to the help."""
    import io

    words = io.StringIO()
    error.show(words)
    return words.getvalue().rstrip()


def _make_streams_safe() -> None:
    """A character that a terminal does not know must not cost the reader the rest of the text.

    Nor may a disk that is nearly full: with PYTHONUNBUFFERED Python drops, silently, what it did not take at once.
    """
    for name, errors in (("stdin", "replace"), ("stdout", "backslashreplace"), ("stderr", "backslashreplace")):
        stream = getattr(sys, name)
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=errors)
            if isinstance(stream.buffer, FileIO) and stream.writable():
                whole = BufferedWriter(stream.buffer)
                setattr(sys, name, TextIOWrapper(whole, stream.encoding, errors, line_buffering=True))


def _give_up(number: int) -> None:
    """What is left for this stream cannot be written: keep Python from failing over it once more at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), number)

"""`hipback forget`: kept records and unfinished screenings are taken off the disk."""

import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from hipback.cli.values import STORED

if TYPE_CHECKING:
    from hipback.store import Store, Stored

ELSEWHERE = (
    "Copies that you wrote elsewhere, by -o or --json, are still there. hipback does not know where they are. "
    "Backups may hold what was removed, and a disk may keep traces of it for a while."
)


@click.command()
@click.argument("names", type=STORED, nargs=-1, metavar="[NAME]...")
@click.option("--all", "everything", is_flag=True, help="Remove all that hipback has kept, and its folder.")
@click.option("--dry-run", is_flag=True, help="Only say what would be removed.")
@click.option("--yes", is_flag=True, help="Do not ask.")
def forget(names: tuple[str, ...], everything: bool, dry_run: bool, yes: bool) -> None:
    """Remove screenings that were kept, or that are not finished.

    \b
      hipback forget 3f9a                one that hipback history lists
      hipback forget --all --dry-run     what would be removed
      hipback forget --all               all of them

    It asks before it removes anything. What was removed cannot be brought back. Files that hipback did not make
    are left alone, and copies that you wrote elsewhere are not known to it.
    """
    from hipback.cli.kept import find, the_store
    from hipback.cli.streams import is_terminal

    if bool(names) == everything:
        raise click.UsageError("name what to remove, or use --all")
    if not (yes or dry_run or is_terminal(sys.stdin)):
        raise click.UsageError("this is not a terminal: use --yes to remove, or --dry-run to see what would be removed")
    store = the_store()
    found = [one for one in store.files() if one.kind != "other"] if everything else [find(store, it) for it in names]
    found = list(dict.fromkeys(found))
    if not found:
        _say("Nothing is kept, so there is nothing to remove.")
    elif dry_run:
        _say(*(f"would remove: {stored.path}" for stored in found), ELSEWHERE)
    elif yes or _agreed(found):
        _remove(store, found, everything)
    else:
        click.echo("Nothing was removed.", err=True)


def _agreed(found: Sequence["Stored"]) -> bool:
    """Whether the person types yes. Enter alone, any other word and the end of input remove nothing."""
    for stored in found:
        click.echo(stored.path, err=True)
    click.echo("To remove this for good, type yes. Anything else keeps it: ", err=True, nl=False)
    return sys.stdin.readline(100).strip().casefold() == "yes"


def _remove(store: "Store", found: Sequence["Stored"], everything: bool) -> None:
    """File by file; what cannot be removed does not keep the others."""
    from hipback.errors import AnswersError, FileError

    kept = []
    for stored in found:
        try:
            store.forget(stored)
            _say(f"removed: {stored.path}")
        except FileError as error:
            kept.append(f"not removed: {stored.path}: {error}")
    if everything and not kept and store.remove_folder():
        _say(f"removed: {store.folder}")
    _say(ELSEWHERE)
    if kept:
        raise AnswersError(kept)


def _say(*lines: str) -> None:
    from hipback.cli.streams import say_all

    say_all([(line, "") for line in lines], sys.stdout, colour=False)

"""How the problems of a file are told by the commands whose result they are."""

from collections.abc import Iterator
from contextlib import contextmanager

import click


@contextmanager
def problems_are_the_result() -> Iterator[None]:
    """Tell the problems of a file on standard output, and how many they are beside it."""
    from hipback.errors import BankError

    try:
        yield
    except BankError as error:
        click.echo(error)
        click.echo(f"{len(error.problems)} problems", err=True)
        raise click.exceptions.Exit(1) from None

"""`hipback bank`: for those who write banks. Each command stands in a module of its name, read when it is called."""

from importlib import import_module

import click

COMMANDS = ("new", "check", "explain", "verify", "test", "show", "diff", "schema")
"""In the order of use."""


class Bank(click.Group):
    """Reads a command when it is called: nobody in pain waits for what authors need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"hipback.cli.bank.{name}"), name)
        return command


@click.group(cls=Bank)
def bank() -> None:
    """Check a question bank, and try it on written people.

    \b
      hipback bank check my-bank.yaml
      hipback bank test my-bank.yaml my-cases.yaml
    """

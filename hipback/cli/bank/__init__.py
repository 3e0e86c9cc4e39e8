"""`hipback bank`: for those who write banks. Each command stands in a module of its name, read when it is called."""

from importlib import import_module

import click

from hipback.cli.commands import Commands

COMMANDS = {
    "new": "Write a small bank to start from.",
    "check": "Tell what is written wrongly, or could be better.",
    "explain": "Explain the code of a problem.",
    "verify": "Prove that all of it works together, and is safe.",
    "test": "Try it on written people.",
    "show": "Show what people see, or a sheet to review.",
    "diff": "Tell what differs between two versions, and for whom.",
    "fhir": "Print it as a form of FHIR, for other programs.",
    "codebook": "Tell the columns of a table of answers and of results.",
    "schema": "Print the form of a bank, for editors.",
}
"""In the order of use."""


class Bank(Commands):
    """Reads a command when it is called: nobody in pain waits for what authors need."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        if name not in COMMANDS:
            return None
        command: click.Command = getattr(import_module(f"hipback.cli.bank.{name}"), name)
        command.short_help = COMMANDS[name]
        return command


@click.group(cls=Bank)
def bank() -> None:
    """Write a question bank, prove it, and try it on written people.

    \b
      hipback bank new                       a small bank that explains itself
      hipback bank check my-bank.yaml        is anything written wrongly?
      hipback bank verify my-bank.yaml       does all of it work together, and is it safe?
      hipback bank test my-bank.yaml         does each written person get what should come out?

    docs/writing-a-bank.md teaches it from the beginning.
    """

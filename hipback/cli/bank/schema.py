"""`hipback bank schema`: the form of a bank, for editors."""

import click


@click.command()
def schema() -> None:
    """Print the form of a bank for editors: they then complete keys, explain them, and mark mistakes.

    \b
      hipback bank schema > hipback-bank.schema.json

    Then write as the first line of your bank:

    \b
      # yaml-language-server: $schema=hipback-bank.schema.json

    An editor does not see everything: `hipback bank check` does.
    """
    from hipback.schema import schema_text

    click.echo(schema_text(), nl=False)

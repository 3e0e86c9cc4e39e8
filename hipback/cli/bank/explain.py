"""`hipback bank explain`: what is behind the code of a problem."""

import click

from hipback.cli.values import CODE


@click.command()
@click.argument("code", type=CODE, required=False)
def explain(code: str | None) -> None:
    """Explain the code of a problem: what must be so, what to do, and two examples.

    \b
      hipback bank explain HB206
      hipback bank explain         all codes

    The letters may be small or left out: 206 is HB206.
    """
    import sys

    from hipback.cli.streams import has_colour, say_all, width
    from hipback.codes import read_codes
    from hipback.errors import quote
    from hipback.render.codes import code_lines, code_list

    codes = read_codes()
    id = f"HB{code.strip().upper().removeprefix('HB').strip()}" if code else ""
    if code and id not in codes:
        raise click.UsageError(f"there is no code {quote(code)}: `hipback bank explain` lists all codes")
    lines = code_lines(codes[id], width()) if code else code_list(codes, width())
    say_all(lines, sys.stdout, has_colour(sys.stdout, plain=False))

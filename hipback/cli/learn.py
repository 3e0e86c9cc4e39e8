"""`hipback learn`: what the bank teaches, without a screening."""

import click

from hipback.cli.values import FILE, PAGE


@click.command()
@click.argument("topic", type=PAGE, nargs=-1)
@click.option("--bank", "bank_file", type=FILE, help="Use this question bank.")
@click.option("--plain", is_flag=True, help="ASCII only, no colour.")
def learn(topic: tuple[str, ...], bank_file: str | None, plain: bool) -> None:
    """Read about hips and backs, without a screening.

    \b
      hipback learn                  what there is to read
      hipback learn steps            a chapter
      hipback learn warning signs    when not to wait
      hipback learn references       where the facts come from
    """
    import shlex
    import sys

    from hipback.bank import default_bank_path, read_bank
    from hipback.cli.streams import has_colour, say_all, width
    from hipback.lessons import make_contents, make_lesson
    from hipback.render.lesson import lesson_lines

    bank = read_bank(bank_file or default_bank_path())
    command = f"hipback learn --bank {shlex.quote(bank_file)}" if bank_file else "hipback learn"
    found = make_lesson(bank, " ".join(topic)) if topic else make_contents(bank, command)
    say_all(lesson_lines(found, width()), sys.stdout, has_colour(sys.stdout, plain))

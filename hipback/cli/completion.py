"""`hipback completion`: a script for a shell, which then completes what is typed. Click asks and answers.

The script calls hipback each time Tab is pressed, with `_HIPBACK_COMPLETE` set. What can be completed stands beside
the options and arguments of each command; `hipback.cli.values` finds it.
"""

import os

import click
from click.shell_completion import (
    BashComplete,
    CompletionItem,
    FishComplete,
    ShellComplete,
    ZshComplete,
    add_completion_class,
    get_completion_class,
    split_arg_string,
)

VARIABLE = "_HIPBACK_COMPLETE"
SHELLS = ("bash", "zsh", "fish")


class WholeWords(ShellComplete):
    """Completes `--format=json` as a whole; click would put `json` in its place."""

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        option, equals, _ = incomplete.partition("=")
        head = option + equals if equals and option.startswith("-") else ""
        found = super().get_completions(args, incomplete)
        return [CompletionItem(f"{head}{item.value}", item.type, item.help) for item in found]


@add_completion_class
class Zsh(WholeWords, ZshComplete):
    """Completion for zsh."""


@add_completion_class
class Fish(WholeWords, FishComplete):
    """Completion for fish. The script of click would lose what stands behind a second comma."""

    source_template = FishComplete.source_template.replace('split ","', 'split --max 1 ","')


@add_completion_class
class Bash(WholeWords, BashComplete):
    """Completion for bash, which breaks words at "=" and completes no more than what stands behind it."""

    def source(self) -> str:
        """The script alone. Click would start bash first, to see how old it is."""
        return ShellComplete.source(self)

    def get_completion_args(self) -> tuple[list[str], str]:
        place = int(os.environ["COMP_CWORD"])
        broken = split_arg_string(os.environ["COMP_WORDS"])[: place + 1]
        words = broken[:1]
        for word in broken[1:]:
            if word == "=" or words[-1].endswith("="):
                words[-1] += word
            else:
                words.append(word)
        return (words[1:-1], words[-1]) if len(broken) > place else (words[1:], "")

    def get_completions(self, args: list[str], incomplete: str) -> list[CompletionItem]:
        before = incomplete[: incomplete.rfind("=") + 1]
        found = super().get_completions(args, incomplete)
        return [CompletionItem(item.value.removeprefix(before), item.type, item.help) for item in found]


@click.command(short_help="Print a script for completion in bash, zsh or fish.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, shell: str) -> None:
    """Print a script that lets your shell complete commands, options, files and ids when you press Tab.

    \b
      hipback completion bash

    \b
    For bash, put this line at the end of ~/.bashrc:
      eval "$(hipback completion bash)"

    \b
    For zsh, put this line at the end of ~/.zshrc, below the one with compinit:
      eval "$(hipback completion zsh)"

    \b
    For fish, type these two lines once:
      mkdir -p ~/.config/fish/completions
      hipback completion fish > ~/.config/fish/completions/hipback.fish

    It works in the next window that you open. Then type hipback and a blank, and press Tab twice.
    """
    found = get_completion_class(shell)
    assert found
    click.echo(found(context.find_root().command, {}, "hipback", VARIABLE).source(), nl=False)

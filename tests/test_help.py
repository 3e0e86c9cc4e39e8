"""`hipback help`, its topics, and what is said of all commands: every sentence that a test can prove is proved."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import click
import pytest
import textstat

import hipback
from hipback.cli import BUG, INTERRUPTED
from hipback.cli import hipback as program
from hipback.cli.commands import all_commands
from hipback.cli.completion import VARIABLE
from hipback.document import Command, Items, Pair
from hipback.help import read_topics
from hipback.safety import NOTICE
from test_cli import run

PACKAGE = Path(hipback.__file__).parent
TREES = [ast.parse(file.read_text(encoding="utf-8")) for file in sorted(PACKAGE.rglob("*.py"))]
TOPICS = read_topics()
ALL = list(all_commands(click.Context(program, info_name="hipback")))


def flat(text: str) -> str:
    """The words of a text, however it is wrapped."""
    return " ".join(text.split())


def named(topic: str) -> set[str]:
    """The names that a topic explains."""
    return {block.label for block in TOPICS[topic].blocks if isinstance(block, Pair)}


# The command


def test_help_alone_is_the_help_of_the_program():
    told = run("help")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == run("--help").stdout


@pytest.mark.parametrize("command", [["screen"], ["bank"], ["bank", "check"], ["help"]], ids=" ".join)
def test_help_of_a_command_is_what_it_says_of_itself(command):
    told = run("help", *command)
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == run(*command, "--help").stdout


@pytest.mark.parametrize("name", ["exit-codes", "exit codes", "Exit_Codes"])
def test_a_topic_can_be_named_in_several_ways(name):
    told = run("help", *name.split(), COLUMNS="80")
    assert (told.returncode, told.stderr) == (0, "")
    assert told.stdout == EXIT_CODES


EXIT_CODES = """\
Exit codes
When a command ends, it leaves a number. A script can read it, as $? in most
shells.
  0: done. A warning sign in the answers is no failure, and neither is leaving a
    screening before its end.
  1: the answers, the bank or another file are wrong or incomplete, or cannot be
    read or written; or a check found something
  2: the command was not typed as it should be; a sentence says what would be
    right
  3: a bug in hipback
  130: you stopped it, with Ctrl-C
These numbers keep their meaning. No code says how urgent a result is.

Please remember
This is for learning only. It is not a diagnosis, and it cannot rule anything
out. Please see a professional about your pain, such as a doctor or a
physiotherapist. If you get worse, or if you are worried, do not wait.
"""


@pytest.mark.parametrize(("topic", "columns"), [*zip(TOPICS, ["200"] * len(TOPICS), strict=True), ("files", "40")])
def test_a_topic_fits_the_terminal_and_is_never_wider_than_80_columns(topic, columns):
    told = run("help", topic, COLUMNS=columns)
    assert (told.returncode, told.stderr) == (0, "")
    assert max(map(len, told.stdout.splitlines())) <= min(int(columns), 80)
    assert told.stdout.startswith(TOPICS[topic].title + "\n")
    assert flat(told.stdout).endswith(NOTICE)


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["privcy"], "there is no command or topic 'privcy', did you mean 'privacy'?"),
        (["scren"], "there is no command or topic 'scren', did you mean 'screen'?"),
        (["bank", "chek"], "there is no command or topic 'bank chek', did you mean 'bank check'?"),
        (["xyz"], "there is no command or topic 'xyz', none like it exists"),
    ],
)
def test_what_does_not_exist_gets_a_suggestion_and_exit_2(words, sentence):
    told = run("help", *words)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.endswith(f"Error: {sentence}\n")


def test_the_help_of_help_lists_all_topics():
    listed = re.findall(r"^    (\S+)   +(.+)$", run("help", "--help").stdout, re.MULTILINE)
    assert listed == [(topic.id, topic.about) for topic in TOPICS.values()]


def test_a_topic_is_not_read_to_show_the_help_of_a_command():
    told = run("help", "screen", PYTHONPROFILEIMPORTTIME="1")
    assert "hipback.cli.screen" in told.stderr
    assert not re.search(r"\b(yaml|rich|difflib|json)\b", told.stderr)


# What the topics tell


@pytest.mark.parametrize("topic", [topic for topic in TOPICS.values() if topic.for_person], ids=lambda topic: topic.id)
def test_a_topic_for_a_person_is_easy_to_read(topic):
    words = re.sub(r"`[^`]*`", "word", " ".join(block.text for block in topic.blocks if hasattr(block, "text")))
    assert textstat.flesch_kincaid_grade(words) <= 6


def names_in_the_environment() -> Iterator[str]:
    """The variables that some function of hipback reads: all names in capital letters that stand in it."""
    functions = [node for tree in TREES for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for function in functions:
        if "os.environ" in ast.unparse(function):
            texts = [node.value for node in ast.walk(function) if isinstance(node, ast.Constant)]
            yield from (text for text in texts if isinstance(text, str) and re.fullmatch(r"[A-Z_]{2,}", text))


def test_every_variable_that_is_read_is_told_of_and_no_other():
    of_the_shell = {"COMP_WORDS", "COMP_CWORD"}  # which its script sets beside _HIPBACK_COMPLETE
    assert {*names_in_the_environment(), VARIABLE} - of_the_shell == named("environment")


def codes_to_leave_with() -> Iterator[int]:
    """The exit codes: the named ones, those that a command gives itself, and those of errors."""
    yield from (0, 1, BUG, INTERRUPTED, click.UsageError.exit_code)
    for node in (node for tree in TREES for node in ast.walk(tree)):
        if isinstance(node, ast.Call) and ast.unparse(node.func).endswith("Exit"):
            yield from (argument.value for argument in node.args if isinstance(argument, ast.Constant))


def test_every_exit_code_is_told_of_and_no_other():
    assert set(codes_to_leave_with()) == {int(name) for name in named("exit-codes")}


def calls() -> Iterator[list[str]]:
    """Every call of hipback that a topic tells of, in words."""
    for block in (block for topic in TOPICS.values() for block in topic.blocks):
        told = " ".join(block.items if isinstance(block, Items) else map(str, block))
        yield from (call.split() for call in re.findall(r"`hipback ([^`]+)`", told))
        if isinstance(block, Command | Pair) and block[0].startswith("hipback "):
            yield block[0].split()[1:]


@pytest.mark.parametrize("call", list(calls()), ids=" ".join)
def test_every_call_that_a_topic_tells_of_is_a_right_one(call):
    paths = [" ".join(call[:length]) for length in (2, 1)]
    command = next(context for path in paths for context in ALL if context.command_path == f"hipback {path}")
    known = {option for param in command.command.params for option in param.opts}
    assert {word for word in call if word.startswith("--")} <= known
    assert call[0] != "help" or "-".join(call[1:]) in TOPICS


# Every command, and every option of it


@pytest.mark.parametrize("group", [["--help"], ["bank", "--help"], ["history", "--help"]], ids=" ".join)
def test_each_command_is_listed_in_one_line_of_80_columns(group):
    listed = run(*group, COLUMNS="80").stdout.partition("Commands:\n")[2].splitlines()
    assert [line for line in listed if not re.fullmatch(r"  [a-z]+ +[A-Z].*\.", line) or line.endswith("...")] == []


OPTIONS = [(each.command_path, option) for each in ALL for option in each.command.params if option.opts[0][0] == "-"]


@pytest.mark.parametrize(("command", "option"), OPTIONS, ids=lambda value: getattr(value, "name", value))
def test_an_option_has_a_long_name_a_sentence_and_says_what_it_takes(command, option):
    assert any(name.startswith("--") for name in option.opts)
    assert option.help
    assert option.help.endswith((".", "?", ")."))
    assert option.is_flag or option.metavar or option.type.name != "text"

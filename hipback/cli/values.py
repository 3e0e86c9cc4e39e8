"""What can stand at a place of a command line, for a shell that completes it.

Each kind is a type of click: `FILE`, `SETTING` and the others at the end. It takes all words as they are. Completing
writes nothing and says nothing; a bank that cannot be read completes nothing.
"""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING

import click

from hipback.cli.parameters import Path, Value, Values

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from hipback.model import Bank, Question

# Without a bank


def _by_the_shell(kind: str) -> Values:
    def values(context: click.Context, incomplete: str) -> "list[CompletionItem]":
        from click.shell_completion import CompletionItem

        return [CompletionItem(incomplete, kind)]

    return values


def _codes(context: click.Context, incomplete: str) -> "list[CompletionItem]":
    """Codes of problems."""
    from hipback.codes import read_codes

    return _items({id: code.rule.partition(".")[0] for id, code in read_codes().items()}, incomplete.upper())


def _helped(context: click.Context, incomplete: str) -> "list[CompletionItem]":
    """What `hipback help` can tell of: commands and topics."""
    from hipback.cli.commands import command_at, commands_below
    from hipback.help import read_topics

    before = context.params.get("words") or ()
    group = command_at(context.find_root(), before)
    below = commands_below(group) if group else ()
    found = {each.info_name or "": each.command.get_short_help_str() for each in below}
    topics = {} if before else {topic.id: topic.title for topic in read_topics().values()}
    return _items({**found, **topics}, incomplete)


# In the folder of this user


def _stored(context: click.Context, incomplete: str) -> "list[CompletionItem]":
    """Names of kept and unfinished screenings."""
    return _items(dict.fromkeys(_names("record", "unfinished", "damaged"), ""), incomplete)


def _kept(context: click.Context, incomplete: str) -> "list[CompletionItem]":
    """Names of kept screenings, and the one that is always there if any is."""
    from hipback.history import NEWEST

    names = _names("record")
    return _items(dict.fromkeys([NEWEST, *names] if names else [], ""), incomplete)


def _kept_or_file(context: click.Context, incomplete: str) -> "list[CompletionItem]":
    """A shell takes names or looks for files, not both: files come where no name begins so."""
    return _kept(context, incomplete) or _by_the_shell("file")(context, incomplete)


def _names(*kinds: str) -> list[str]:
    from hipback.cli.folders import data_folder
    from hipback.errors import HipbackError
    from hipback.store import Store

    try:
        return [stored.name for stored in Store(data_folder()).files() if stored.kind in kinds]
    except HipbackError:
        return []


# In a bank


def _in_bank(values: "Callable[[Bank, str], Mapping[str, str]]") -> Values:
    """From what is found in a bank, with a word on each, to what a shell is told."""

    def told(context: click.Context, incomplete: str) -> "list[CompletionItem]":
        bank = _bank(context)
        return _items(values(bank, incomplete), incomplete) if bank else []

    return told


def _settings(bank: "Bank", incomplete: str) -> Mapping[str, str]:
    """`question=answer`: all questions that fit, each with "="; where only one is left, its answers."""
    id, equals, answer = incomplete.partition("=")
    fit = [each for each in bank.questions.values() if (each.id == id if equals else each.id.startswith(id))]
    return dict(_answers(fit[0], answer)) if len(fit) == 1 else {f"{each.id}=": each.label for each in fit}


def _answers(question: "Question", answer: str) -> Iterator[tuple[str, str]]:
    """Every `question=answer`. Where several options can be chosen, those before the last comma stay."""
    from hipback.model import DOES_NOT_APPLY, NONE, NOT_SURE, RATHER_NOT_SAY
    from hipback.safety import WAY_OUT_LABELS

    before = answer[: answer.rfind(",") + 1] if question.kind == "many" else ""
    ways_out = [NOT_SURE, *([DOES_NOT_APPLY] if question.may_not_apply else []), RATHER_NOT_SAY]
    answers = {**question.options, **{way: WAY_OUT_LABELS[way] for way in ways_out}}
    not_here = {*before.split(","), NONE, *ways_out} if before else set()
    for id, label in answers.items():
        if id not in not_here:
            yield f"{question.id}={before}{id}", label


def _shown(bank: "Bank", incomplete: str) -> Mapping[str, str]:
    """What `hipback bank show` can show."""
    from hipback.cli.preview import names

    labels = {question.id: question.label for question in bank.questions.values()}
    return labels | {name: "" for name in sorted(names(bank)) if name not in labels}


def _explained(bank: "Bank", incomplete: str) -> Mapping[str, str]:
    """What `hipback explain` can explain."""
    from hipback.explain import names

    return dict.fromkeys(sorted(names(bank)), "")


def _pages(bank: "Bank", incomplete: str) -> Mapping[str, str]:
    """What there is to read in a bank."""
    from hipback.lesson import REFERENCES, WARNING_SIGNS

    chapters = {chapter.id: chapter.title for chapter in bank.chapters.values()}
    topics = {topic.id: topic.title for chapter in bank.chapters.values() for topic in chapter.topics}
    return {**chapters, WARNING_SIGNS: "", REFERENCES: "", **topics}


def _page_in_one_word(context: click.Context, incomplete: str) -> "list[CompletionItem]":
    """A name may be typed in several words, of which only the first is completed."""
    return [] if context.params.get("topic") else _in_bank(_pages)(context, incomplete)


def _bank(context: click.Context) -> "Bank | None":
    """The bank that is named so far, or the one of hipback."""
    from hipback.bank import default_bank_path, read_bank
    from hipback.errors import HipbackError

    file = context.params.get("bank_file")
    try:
        return read_bank(os.path.expanduser(file) if file else default_bank_path())
    except HipbackError:
        return None


def _items(found: Mapping[str, str], incomplete: str) -> "list[CompletionItem]":
    """Those that begin with what is typed, each with a word on it, in one line."""
    from click.shell_completion import CompletionItem

    fit = {value: " ".join(words.split()) for value, words in found.items() if value.startswith(incomplete)}
    return [CompletionItem(value, help=words or None) for value, words in fit.items()]


FILE = Path("file", _by_the_shell("file"), is_read=True)
OUTPUT = Path("file", _by_the_shell("file"))
FOLDER = Path("folder", _by_the_shell("dir"))
CODE = Value("code", _codes)
COMMAND_OR_TOPIC = Value("topic", _helped)
SETTING = Value("id=answer", _in_bank(_settings))
SHOWN = Value("id", _in_bank(_shown))
EXPLAINED = Value("id", _in_bank(_explained))
STORED = Value("name", _stored)
KEPT = Value("name", _kept)
KEPT_OR_FILE = Path("record", _kept_or_file, is_read=True)
PAGE = Value("topic", _page_in_one_word)

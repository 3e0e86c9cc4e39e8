"""The oracle of the hostile tests sees what breaks a promise."""

import os
import resource
from pathlib import Path

import pytest

from hipback.safety import NOTICE
from oracle import CANARY, Ran, check, check_words, letters, run, run_alike

SOUND = Ran(("help",), 0, NOTICE, "", 0.1, 20, (), ())


def test_a_sound_run_keeps_all_promises(tmp_path):
    check(run_alike("help", "exit-codes", here=tmp_path), 0, shows=[NOTICE])


@pytest.mark.parametrize(
    "broken",
    [
        SOUND._replace(code=139),
        SOUND._replace(code=1, err="wrong"),
        SOUND._replace(seconds=3),
        SOUND._replace(memory=300),
        SOUND._replace(memory=None),
        SOUND._replace(err="Traceback (most recent call last):"),
        SOUND._replace(err="it was a ScannerError"),
        SOUND._replace(out=f"{NOTICE}\x1b[31m"),
        SOUND._replace(err=CANARY),
        SOUND._replace(touched=("elsewhere",)),
        SOUND._replace(left=(".half-0",)),
        SOUND._replace(out=NOTICE[:-20]),
    ],
)
def test_a_broken_promise_is_seen(broken):
    check(SOUND, 0, shows=[NOTICE])
    with pytest.raises(AssertionError):
        check(broken, 0, shows=[NOTICE])


def test_a_failure_says_something():
    with pytest.raises(AssertionError, match="without a word"):
        check(SOUND._replace(code=1, out=""), 1)


def test_a_file_that_appears_or_changes_is_touched(tmp_path):
    ran = run("bank", "new", "other.yaml", here=tmp_path)
    assert ran.touched == (str(tmp_path / "cases.yaml"), str(tmp_path / "other.yaml"))


def test_limits_hold_in_the_process(tmp_path):
    ran = run("help", "privacy", here=tmp_path, limits={resource.RLIMIT_NOFILE: 3})
    assert (ran.code, "Too many open files" in ran.err) == (1, True)


def test_words_are_compared_by_their_letters():
    assert letters("│ Call\n  now! │") == "Callnow"


def test_what_cannot_be_seen_is_named():
    with pytest.raises(AssertionError, match=r"U\+202E"):
        check_words("a\u202eb")


def test_the_folders_of_a_test_are_its_own():
    assert Path(os.environ["HIPBACK_HOME"]).parent == Path(os.environ["HOME"]).parent

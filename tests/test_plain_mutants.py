"""The plainest faults that somebody could make, each in a copy of the program: a test must turn red.

`tests/mutants.py` makes all of them that a machine can think of. These are the ones that cost most: an answer that a
power cut takes, a warning that comes after the next question, a score that is a band too low.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

pytestmark = pytest.mark.no_cover
ROOT = Path(__file__).parents[1]


class Mutant(NamedTuple):
    """In a module some lines and what stands there instead, and the test that must notice."""

    module: str
    before: str
    after: str
    noticed_by: str


POWER_CUT = "storage_faults.py::test_s10_a_power_cut_at_any_moment_loses_nothing_that_was_told"
FORGOTTEN = "storage_faults.py::test_s10_what_was_forgotten_or_set_aside_stays_so_after_a_power_cut"
REACHES = "facts.py::test_a_score_reaches_a_start_where_its_low_end_does"
WITHIN = "facts.py::test_a_number_is_in_a_range_with_both_its_ends"
MANY = "planes.py::test_it_is_known_of_whom_a_number_is_not_less_than_another"
COLUMN = "columns.py::test_a_column_of_people_scores_as_each_of_them_does"
SHARE = "facts.py::test_a_part_exceeds_a_share_only_where_it_is_more"
STOPS = "interview.py::test_a_sign_that_cannot_wait_stops_the_interview_and_the_most_urgent_is_told_first"

FAILED = 1, b""

MUTANTS = {
    "the file is not synced": Mutant(
        "disk", "            os.fsync(file)\n        finally", "        finally", POWER_CUT
    ),
    "the folder is not synced": Mutant("disk", '    sync(os.path.dirname(path) or ".")\n', "", POWER_CUT),
    "a new folder is not synced": Mutant(
        "disk", "    sync(parent)\n", "", "storage_faults.py::test_s10_the_folder_that_is_made_survives_too"
    ),
    "a removal is not synced": Mutant(
        "store",
        "            if remove(self._path(bank)):\n                sync(self.folder)\n",
        "            remove(self._path(bank))\n",
        POWER_CUT,
    ),
    "what was forgotten is not synced": Mutant(
        "store",
        "                os.unlink(stored.path)\n                sync(self.folder)\n",
        "                os.unlink(stored.path)\n",
        FORGOTTEN,
    ),
    "what was set aside is not synced": Mutant(
        "store", '.damaged")\n                sync(self.folder)\n', '.damaged")\n', FORGOTTEN
    ),
    "the next line is read before a warning is told": Mutant(
        "terminal",
        '                tell_signs(new, screen)\n                screen.words(MORE_SIGNS, "warning")\n',
        '                _read("", screen)\n                tell_signs(new, screen)\n',
        "terminal.py::test_a_warning_is_told_before_another_line_is_read",
    ),
    "the confirmation is read before the signs are named": Mutant(
        "terminal",
        "    sure = [sign.flag.label for",
        '    _read("", screen)\n    sure = [sign.flag.label for',
        "terminal.py::test_the_confirmation_of_an_emergency_looks_like_this",
    ),
    "a new start is asked for before a warning that was due": Mutant(
        "cli/resume",
        "            tell_signs(due.stopping, screen)\n",
        "            _wants_to_resume(screen)\n            tell_signs(due.stopping, screen)\n",
        "pty.py::test_a_same_day_sign_that_was_due_is_told_again_before_anything_is_asked",
    ),
    "a band begins above its start": Mutant("facts", "Truth(score.low >= start,", "Truth(score.low > start,", REACHES),
    "a band ends at the start of the next": Mutant("facts", ", score.high < start)", ", score.high <= start)", REACHES),
    "a band of many begins above its start": Mutant("planes", "return more | same", "return more", MANY),
    "a band of a column begins above its start": Mutant(
        "columns", "Truth(score.low >= start,", "Truth(score.low > start,", COLUMN
    ),
    "a band of a column ends at the start of the next": Mutant(
        "columns", ", score.high < start)", ", score.high <= start)", COLUMN
    ),
    "a range begins above its end": Mutant("facts", "low <= number)", "low < number)", WITHIN),
    "a range ends below its end": Mutant("facts", "number <= high)", "number < high)", WITHIN),
    "too few answers are enough": Mutant(
        "facts", "part * 100 > whole * per_cent", "part * 100 >= whole * per_cent", SHARE
    ),
    "a same-day sign does not stop": Mutant("interview", ">= Urgency.SAME_DAY", "> Urgency.SAME_DAY", STOPS),
}


@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_differs_from_the_program_in_one_place(name):
    mutant = MUTANTS[name]
    assert (ROOT / "hipback" / f"{mutant.module}.py").read_text(encoding="utf-8").count(mutant.before) == 1
    file, _, test = mutant.noticed_by.partition("::")
    assert f"def {test}(" in (ROOT / "tests" / f"test_{file}").read_text(encoding="utf-8")


@pytest.mark.hazard("HZ-03", "HZ-15", "HZ-25")
@pytest.mark.long
@pytest.mark.parametrize("name", MUTANTS)
def test_a_mutant_turns_a_test_red(name, tmp_path, figure):
    mutant = MUTANTS[name]
    shutil.copytree(ROOT / "hipback", tmp_path / "hipback", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "questions.yaml", tmp_path)
    path = tmp_path / "hipback" / f"{mutant.module}.py"
    path.write_text(path.read_text(encoding="utf-8").replace(mutant.before, mutant.after), encoding="utf-8")
    assert outcome(mutant, tmp_path) == FAILED
    figure("plainest mutants", f"by hand/{name}", 1, survived=0)


def outcome(mutant: Mutant, folder: Path) -> tuple[int, bytes]:
    """What the test says of the program in this folder, by its exit code and on standard error."""
    test = f"{ROOT}/tests/test_{mutant.noticed_by}"
    options = [
        "-q",
        "-x",
        "-p",
        "no:cacheprovider",
        "-o",
        "addopts=--import-mode=importlib",
        f"--basetemp={folder}/tmp",
    ]
    command = [sys.executable, "-B", "-P", "-m", "pytest", f"--rootdir={ROOT}", *options, test]
    ran = subprocess.run(command, env={**os.environ, "PYTHONPATH": str(folder)}, capture_output=True, cwd=folder)
    return ran.returncode, ran.stderr

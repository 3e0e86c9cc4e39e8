"""Made-up people: the same for the same seed, as often with an answer as stated, and never with one not asked for."""

import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generated import banks
from hipback.bank import default_bank_path, read_bank
from hipback.cohort import BLOCK, Chances, Cohort, among, shared
from hipback.engine import Engine
from hipback.errors import BankError
from hipback.facts import PersonFacts
from hipback.frequencies import read_frequencies
from hipback.interview import admit
from hipback.model import Answer, Bank
from hipback.outcomes import scored_people
from hipback.people import People, everyone
from hipback.render.people import as_ndjson
from test_cli import in_shell, run

EXPECTED = Path(__file__).parent / "expected"
SMALL = Path(__file__).parent / "banks" / "small.yaml"
BANK = read_bank(default_bank_path())
seeds = st.integers(0, 9999)


def drawn(bank: Bank, count: int = BLOCK, frequencies: str = "", **chances: float) -> People:
    """One block of people, or its beginning."""
    stated = read_frequencies(frequencies.encode(), "often.yaml", bank) if frequencies else {}
    (people,) = Cohort(bank, Chances(frequencies=stated, **chances)).people(count)
    return people


def counted(people: People, question: str) -> dict[Answer, int]:
    """How many gave each answer."""
    return {answer: some.bit_count() for answer, some in people.given[question].items() if some}


def shares(people: People, question: str) -> dict[Answer, float]:
    return {answer: count / people.size for answer, count in counted(people, question).items()}


def about(**expected: float) -> object:
    """These shares, as near as a block of people comes to them but for one time in many thousands."""
    return pytest.approx(expected, abs=4.5 * (0.25 / BLOCK) ** 0.5)


# The same people


def test_the_same_seed_draws_the_same_people_and_another_seed_others(small):
    assert drawn(small, 50, seed=7) == drawn(small, 50, seed=7)
    assert drawn(small, 50, seed=7) != drawn(small, 50, seed=8)


@pytest.mark.parametrize("uniform", [False, True])
def test_the_first_people_of_many_are_those_of_few(small, uniform):
    cohort = Cohort(small, Chances(uniform=uniform))
    many = "".join(map(as_ndjson, cohort.people(BLOCK * 2 + 9)))
    few = "".join(map(as_ndjson, cohort.people(BLOCK + 3)))
    assert many.startswith(few)
    assert (len(many.splitlines()), len(few.splitlines())) == (BLOCK * 2 + 9, BLOCK + 3)


def test_people_of_different_blocks_differ(small):
    one, other = Cohort(small, Chances()).people(2 * BLOCK)
    assert one != other


def test_another_frequency_of_one_question_changes_no_answer_to_another_one(small):
    before, after = drawn(small), drawn(small, frequencies="groin: {often: 1}")
    assert counted(after, "groin").keys() == {"often", "not_sure"}
    assert {**after.given, "groin": {}} == {**before.given, "groin": {}}


PRINT = "import sys; from hipback.cli import main; sys.argv = ['hipback', 'cohort', '--n', '40']; main()"


def test_the_same_people_are_drawn_whatever_order_sets_have_in_a_run():
    runs = [
        subprocess.run(
            [sys.executable, "-c", PRINT], env={**os.environ, "PYTHONHASHSEED": seed}, capture_output=True, check=True
        )
        for seed in ("1", "2")
    ]
    assert runs[0].stdout == runs[1].stdout != b""


def test_the_order_in_which_frequencies_are_written_does_not_matter(small):
    one = "groin: {often: 1, rarely: 3}\nage: {30: 1, 18: 2, not_sure: 1}\nnumb: {foot: 0.5, thigh: 0.1}"
    other = "numb: {thigh: 0.1, foot: 0.5}\nage: {not_sure: 1, 18: 2, 30: 1}\ngroin: {rarely: 3, often: 1}"
    assert drawn(small, frequencies=one) == drawn(small, frequencies=other)


# Their answers


@given(banks, seeds, st.booleans(), st.sampled_from([0.0, 0.4]))
@settings(max_examples=60)
def test_they_answer_what_they_are_surely_asked_and_nothing_else(bank, seed, uniform, missing):
    people = drawn(bank, 5, seed=seed, uniform=uniform, missing=missing, open=0.2)
    for number in range(people.size):
        answers = people.answers(number)
        engine = Engine(bank, PersonFacts(answers))
        asked = [id for id in bank.questions if engine.asked(id).yes]
        assert [id for id in asked if id in answers] == list(answers)
        assert missing or asked == list(answers)
        assert {id: admit(bank.questions[id], answer) for id, answer in answers.items()} == answers


def test_all_options_and_numbers_are_equally_likely_if_uniform(small):
    people = drawn(small, uniform=True, open=0)
    assert shares(people, "groin") == about(often=1 / 3, sometimes=1 / 3, rarely=1 / 3)
    assert shares(people, "rest_pain") == pytest.approx(dict.fromkeys(range(11), 1 / 11), abs=0.02)
    assert counted(people, "age").keys() == set(range(121))


def test_of_many_options_each_is_drawn_by_itself(small):
    found = shares(drawn(small, uniform=True, open=0), "numb")
    expected = {("none",): 0.64, ("foot",): 0.16, ("thigh",): 0.16, ("foot", "thigh"): 0.04}
    assert found == pytest.approx(expected, abs=0.025)


def test_a_share_of_the_answers_is_open_and_one_is_missing(small):
    people = drawn(small, uniform=True, open=0.25, missing=0.2)
    assert shares(people, "soon") == about(yes=0.3, no=0.3, not_sure=0.2)


def test_all_can_be_open_and_all_can_be_missing(small):
    assert as_ndjson(drawn(small, 2, uniform=True, missing=1)) == "{}\n{}\n"
    assert counted(drawn(small, 9, uniform=True, open=1), "groin") == {"not_sure": 9}


def test_most_people_come_to_a_score_unless_all_answers_are_equally_likely():
    calm, uniform = (scored_people(Engine(BANK, drawn(BANK, uniform=way).facts())) for way in (False, True))
    assert calm.bit_count() > 0.7 * BLOCK
    assert uniform.bit_count() < 0.05 * BLOCK


def test_who_raises_no_sign_that_stops_is_not_unsure_of_one_either(small):
    assert shares(drawn(small, open=0.5), "now")[("none",)] > 0.95


def test_calm_ages_are_all_those_that_are_alike(small):
    """Nobody under 18 is asked on, and from 45 and 60 on age gives points."""
    found = counted(drawn(small), "age")
    assert min(found[age] for age in range(18, 121)) > 0.5 * BLOCK / 103
    assert sum(found.get(age, 0) for age in range(18)) < 0.02 * BLOCK


# Stated frequencies


def test_options_are_drawn_by_their_weights(small):
    people = drawn(small, frequencies="groin: {often: 1, rarely: 3}", open=0)
    assert shares(people, "groin") == about(often=0.25, rarely=0.75)


def test_open_answers_come_on_top_unless_a_way_out_has_a_weight(small):
    written = "groin: {often: 1, rarely: 3}\nsoon: {no: 3, rather_not_say: 1}\nnumb: {foot: 0.5, skipped: 0.2}"
    people = drawn(small, frequencies=written, open=0.2)
    assert shares(people, "groin") == about(often=0.2, rarely=0.6, not_sure=0.2)
    assert shares(people, "soon") == about(no=0.75, rather_not_say=0.25)
    assert shares(people, "numb") == pytest.approx({("none",): 0.4, ("foot",): 0.4, "skipped": 0.2}, abs=0.025)


def test_marks_have_chances_of_their_own_not_sure_marks_as_well(small):
    people = drawn(small, frequencies='numb: {foot: 0.5, "foot?": 0.25, thigh: 1}', open=0)
    expected = {("foot", "thigh"): 0.5, ("foot?", "thigh"): 0.25, ("thigh",): 0.25}
    assert shares(people, "numb") == pytest.approx(expected, abs=0.025)


def test_numbers_are_drawn_by_ranges_and_evenly_in_each(small):
    people = drawn(small, frequencies="age: {18..21: 2, 50: 1, 119..: 1}\nrest_pain: {..1: 1}", open=0)
    expected = {18: 0.125, 19: 0.125, 20: 0.125, 21: 0.125, 50: 0.25, 119: 0.125, 120: 0.125}
    assert shares(people, "age") == pytest.approx(expected, abs=0.025)
    assert counted(people, "rest_pain").keys() == {0, 1}


def test_a_question_that_is_not_named_is_drawn_as_ever(small):
    assert counted(drawn(small, frequencies="groin: {often: 1}"), "soon") == counted(drawn(small), "soon")


def test_json_is_read_as_well(small):
    assert read_frequencies(b'{"groin": {"often": 0.25}}', "often.json", small) == {"groin": {"often": 0.25}}


WRONG = """\
groin: {often: 1, somtimes: 2, rarely: -7}
age: {18-39: 2, 30..64: 3, 65..130: 1}
numb: {foot: 1.2, none: 0.3}
grion: {often: 1}
socks: {}
soon: [yes]
now: {saddle: 0.7, "saddle?": 0.7, not_sure: 0.6, skipped: 0.6, does_not_apply: 0.1}
rest_pain: {0..4: 1, 4..6: 2, 7: ""}
"""
PROBLEMS = """\
often.yaml:1:19: HB206 no option of 'groin' 'somtimes', did you mean 'sometimes'?
often.yaml:1:40: HB904 expected a weight like '3' or '0.25', found '-7'
often.yaml:2:7: HB402 expected a number or a range like '..44', '45..59' or '60..', found '18-39'
often.yaml:2:28: HB402 no range from 0 to 120 is '65..130'
often.yaml:3:14: HB904 expected a chance from 0 to 1 like '0.25', found '1.2'
often.yaml:3:19: HB907 'none' is what is left where nothing else is drawn: leave it out
often.yaml:4:1: HB206 no question 'grion', did you mean 'groin'?
often.yaml:5:8: HB905 no answer has a weight above 0: nothing could be drawn
often.yaml:6:7: HB208 expected keys with values, found a list
often.yaml:7:6: HB906 one person gives only one of 'saddle' and 'saddle?': their chances are more than 1 together
often.yaml:7:6: HB906 one person gives only one of 'not_sure' and 'skipped': their chances are more than 1 together
often.yaml:7:65: HB206 no option of 'now' 'does_not_apply', use 'not_sure', 'pee', 'pee?', 'rather_not_say', 'saddle', \
'saddle?' or 'skipped'
often.yaml:8:12: HB403 two of these ranges hold 4: an answer belongs to one range
often.yaml:8:34: HB202 expected a text, found nothing"""


def test_every_problem_of_the_frequencies_is_told_with_its_place(small):
    with pytest.raises(BankError) as found:
        read_frequencies(WRONG.encode(), "often.yaml", small)
    assert str(found.value) == PROBLEMS


def test_a_question_that_may_not_apply_may_be_drawn_so(small):
    assert counted(drawn(small, 5, frequencies="socks: {does_not_apply: 1}"), "socks") == {"does_not_apply": 5}


def test_chances_that_are_more_than_one_only_by_rounding_are_one(small):
    written = "numb: {not_sure: 0.33, skipped: 0.56, rather_not_say: 0.11}"
    assert counted(drawn(small, frequencies=written), "numb").keys() == {"not_sure", "skipped", "rather_not_say"}


# Chance


@given(seeds, st.integers(0, (1 << 64) - 1), st.floats(0, 1))
def test_only_some_of_the_people_are_chosen(seed, people, chance):
    found = among(Random(seed), people, chance)
    assert found & ~people == 0


def test_nobody_is_chosen_by_no_chance_and_everyone_by_full_chance():
    assert (among(Random(1), 0b111, 0), among(Random(1), 0b111, 1)) == (0, 0b111)


@given(seeds, st.integers(0, (1 << 64) - 1), st.lists(st.sampled_from([0.0, 0.1, 1.0, 7.5]), min_size=1, max_size=9))
def test_everyone_gets_one_part_and_none_that_weighs_nothing(seed, people, weights):
    found = shared(Random(seed), people, dict(enumerate([*weights, 1.0])))
    assert sum(found.values()) == people
    assert all([*weights, 1.0][part] for part in found)


# Lines


@pytest.mark.parametrize(
    ("people", "lines"),
    [
        (everyone({"groin": ["often", "not_sure"]}), '{"groin":"often"}\n{"groin":"not_sure"}\n'),
        (everyone({"age": [52], "numb": [("foot?", "thigh")]}), '{"age":52,"numb":["foot?","thigh"]}\n'),
        (People(3, {"age": {7: 0b010}}), '{}\n{"age":7}\n{}\n'),
        (everyone({"age": range(1000)}), "".join(f'{{"age":{age}}}\n' for age in range(1000))),
    ],
    ids=["options", "numbers and marks", "nothing asked", "many answers"],
)
def test_a_person_is_a_line_of_json(people, lines):
    assert as_ndjson(people) == lines


@given(banks, seeds)
@settings(max_examples=40)
def test_the_lines_are_the_answers_of_each_person(bank, seed):
    people = drawn(bank, 9, seed=seed, uniform=True)
    found = [{id: as_answer(answer) for id, answer in json.loads(line).items()} for line in lines_of(people)]
    assert found == [people.answers(person) for person in range(people.size)]


def lines_of(people: People) -> list[str]:
    return as_ndjson(people).splitlines()


def as_answer(value: object) -> object:
    return tuple(value) if isinstance(value, list) else value


# The command

NOT_REAL = "drawn by chance, not real, and not like patients"


def test_people_go_to_standard_output_and_what_they_are_to_standard_error():
    told = run("cohort", "--n", "20", "--seed", "3", "--bank", str(SMALL))
    assert (told.returncode, told.stderr) == (0, f"20 made-up people: {NOT_REAL}\n")
    assert told.stdout == (EXPECTED / "cohort-small.ndjson").read_text(encoding="utf-8")


def test_people_can_be_written_to_a_file_that_others_cannot_read(tmp_path):
    file = tmp_path / "people.ndjson"
    told = run("cohort", "--n", "20", "--seed", "3", "--bank", str(SMALL), "-o", str(file))
    assert (told.returncode, told.stdout) == (0, "")
    assert told.stderr == f"20 made-up people in {file}: {NOT_REAL}\n"
    assert file.read_bytes() == (EXPECTED / "cohort-small.ndjson").read_bytes()
    assert (file.stat().st_mode & 0o777, list(tmp_path.iterdir())) == (0o600, [file])


def test_one_person_is_no_people():
    assert run("cohort", "--n", "1", "--bank", str(SMALL)).stderr == f"1 made-up person: {NOT_REAL}\n"


def test_a_thousand_people_are_drawn_where_no_number_is_given():
    told = run("cohort", "--bank", str(SMALL))
    assert len(told.stdout.splitlines()) == 1000


def test_frequencies_come_from_a_file_or_from_standard_input(tmp_path):
    file = tmp_path / "often.json"
    file.write_text('{"groin": {"often": 1}}', encoding="utf-8")
    options = ["cohort", "--n", "50", "--open", "0", "--bank", str(SMALL), "--frequencies"]
    from_file, from_input = run(*options, str(file)), run(*options, "-", said="groin: {often: 1}\n")
    assert from_file.stdout == from_input.stdout
    assert Counter(json.loads(line)["groin"] for line in from_file.stdout.splitlines()) == {"often": 50}


def test_wrong_frequencies_are_told_and_nothing_is_written(tmp_path):
    told = run(
        "cohort", "--bank", str(SMALL), "--frequencies", "-", "-o", str(tmp_path / "a"), said="grion: {often: 1}"
    )
    assert (told.returncode, told.stdout) == (1, "")
    assert told.stderr == "standard input:1:1: HB206 no question 'grion', did you mean 'groin'?\n"
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["--n", "0"], "0 is not in the range x>=1."),
        (["--open", "2"], "2.0 is not in the range 0<=x<=1."),
        (["--missing", "nan"], "nan is not in the range 0<=x<=1."),
        (["--json"], "--json and --plain belong to --influence: people are always written as JSON lines"),
    ],
    ids=" ".join,
)
def test_a_wrong_number_or_option_is_wrong_usage(words, sentence):
    told = run("cohort", *words)
    assert (told.returncode, told.stdout) == (2, "")
    assert told.stderr.endswith(f"{sentence}\n")


def test_a_reader_who_has_seen_enough_ends_it_quietly():
    told = in_shell("hipback cohort --n 100000 | head -1 | wc -l")
    assert (told.stdout, told.stderr) == ("1\n", "")


def test_a_file_that_is_stopped_halfway_leaves_nothing(tmp_path):
    told = in_shell(
        f"cd {tmp_path}; timeout -s INT 2 {sys.executable} -m hipback cohort --n 100000000 -o a; echo $?; ls"
    )
    assert told.stdout in ("124\n", "130\n")
    assert told.stderr.strip() == ""

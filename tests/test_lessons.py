"""What can be learned without a screening: pages by name, as plain data and as lines, the notice always last."""

import pytest

from hipback import model
from hipback.bank import bank_from
from hipback.errors import AnswersError
from hipback.lesson import Lesson, List, Part
from hipback.lessons import CHECKED, ON_THE_SIGNS, ON_THE_SOURCES, STRENGTHS, make_contents, make_lesson
from hipback.render.lesson import lesson_lines
from hipback.render.lines import Line
from hipback.safety import DRAFT, EXERCISE_CARE, NOTICE

SMALL_NOTICE = f"{NOTICE} Tests never replace a visit."
NAMES = ["how", "try_out", "neighbours", "walking", "stretch", "bridge", "warning_signs", "references"]


def text_of(lesson: Lesson, width: int) -> str:
    return "".join(f"{line.text}\n" for line in lesson_lines(lesson, width))


# Pages


def test_the_contents_name_every_page_with_its_parts(small):
    assert make_contents(small) == Lesson(
        title="What you can read about",
        text="",
        parts=(
            Part(
                title="How hips and backs work",
                text="hipback learn how",
                lists=(List("Parts of it:", ("neighbours",)),),
            ),
            Part(
                title="Things to try",
                text="hipback learn try_out",
                lists=(List("Parts of it:", ("walking", "stretch", "bridge")),),
            ),
            Part(title="The warning signs", text="hipback learn warning_signs"),
            Part(title="Where the facts come from", text="hipback learn references"),
        ),
        draft=DRAFT,
        notice=SMALL_NOTICE,
    )


def test_a_bank_without_chapters_has_contents_still(small):
    bank = bank_from(small.source.partition(b"chapters:")[0], "bank.yaml")
    assert [part.text for part in make_contents(bank).parts] == [
        "hipback learn warning_signs",
        "hipback learn references",
    ]


def test_a_chapter_is_a_page_with_every_topic_and_each_source_once(small):
    assert make_lesson(small, "how") == Lesson(
        title="How hips and backs work",
        text="They are neighbours.",
        parts=(
            Part(),
            Part(
                title="The hip and the low back",
                text="They share muscles, and each moves when the other does.",
                evidence="This is common teaching.",
            ),
            Part(title="Where this comes from", lists=(List("", ("Common teaching.",)),)),
        ),
        draft=DRAFT,
        notice=SMALL_NOTICE,
    )


@pytest.mark.hazard("HZ-40")
def test_a_chapter_of_advice_tells_when_to_leave_out_all_of_it_or_a_part(small):
    assert make_lesson(small, "try_out") == Lesson(
        title="Things to try",
        text=f"Pick one of them. {EXERCISE_CARE}",
        parts=(
            Part(lists=(List("Do none of the exercises if:", ("You lost weight without trying",)),)),
            Part(
                title="Walking",
                text="Take short walks, and rest when you like.",
                evidence="Walks help many people a little.",
            ),
            Part(
                section="On the floor",
                title="A stretch for the hip",
                text="Kneel on one knee and lean forward until the front of the hip feels a gentle pull.",
                evidence="It lets a hip bend more. Whether it eases pain is not known well.",
                lists=(List("Leave it out if:", ("A foot is numb",)),),
            ),
            Part(
                section="On the floor",
                title="Bridges",
                text="Lie on your back and lift your hips.",
                evidence="This is common teaching.",
                lists=(List("Leave it out if:", ("A hip is stiff",)),),
            ),
            Part(
                title="Where this comes from",
                lists=(List("", ("Khan and others, 2004.", "Common teaching.")),),
            ),
        ),
        draft=DRAFT,
        notice=SMALL_NOTICE,
    )


@pytest.mark.hazard("HZ-40", "HZ-41")
def test_a_topic_of_advice_is_a_page_with_all_that_speaks_against_it(small):
    assert make_lesson(small, "stretch") == Lesson(
        title="A stretch for the hip",
        text=EXERCISE_CARE,
        parts=(
            Part(
                text="Kneel on one knee and lean forward until the front of the hip feels a gentle pull.",
                evidence="It lets a hip bend more. Whether it eases pain is not known well.",
                lists=(
                    List("Leave it out if:", ("You lost weight without trying", "A foot is numb")),
                    List("Where this comes from:", ("Khan and others, 2004.", "Common teaching.")),
                ),
            ),
        ),
        draft=DRAFT,
        notice=SMALL_NOTICE,
    )


def test_a_topic_that_is_no_advice_has_no_word_on_exercise(small):
    lesson = make_lesson(small, "neighbours")
    assert (lesson.title, lesson.text, lesson.parts[0].lists) == (
        "The hip and the low back",
        "",
        (List("Where this comes from:", ("Common teaching.",)),),
    )


def test_the_warning_signs_are_a_page_with_the_most_urgent_first(small):
    assert make_lesson(small, "warning_signs") == Lesson(
        title="The warning signs",
        text=ON_THE_SIGNS,
        parts=(
            Part(
                lists=(
                    List(
                        "Get emergency help at once if any of these starts:",
                        ("New numbness between your legs", "New trouble when you pee", "Two same-day signs together"),
                    ),
                    List(
                        "Talk to a doctor or nurse the same day if any of these starts:",
                        ("Fever with new back pain", "A fall with new pain"),
                    ),
                    List(
                        "See a doctor within two weeks if any of these is new or gets worse:",
                        ("Weight loss",),
                    ),
                )
            ),
        ),
        draft=DRAFT,
        notice=SMALL_NOTICE,
    )


def test_a_sign_that_can_wait_for_the_next_visit_is_a_warning_sign_as_well(small):
    flag = b"  thigh: {urgency: routine, when: {numb: thigh}, text: T, not_sure: N, references: [khan]}\n"
    bank = bank_from(small.source.replace(b"indicators:\n", flag + b"indicators:\n"), "bank.yaml")
    [part] = make_lesson(bank, "warning_signs").parts
    assert part.lists[-1] == List("Mention these at your next visit:", ("In the thigh",))


def test_a_bank_without_warning_signs_says_why(small):
    before, _, rest = small.source.partition(b"flags:\n")
    rest = rest[rest.index(b"indicators:") :].replace(b"{urgency: soon}", b"{soon: yes}")
    lesson = make_lesson(bank_from(before + b"without_flags: A test.\n" + rest, "bank.yaml"), "warning_signs")
    assert (lesson.text, lesson.parts) == ("A test.", (Part(),))


@pytest.mark.hazard("HZ-54")
def test_the_references_are_a_page_with_the_strongest_first(small):
    assert make_lesson(small, "references") == Lesson(
        title="Where the facts come from",
        text=ON_THE_SOURCES,
        parts=(
            Part(
                lists=(
                    List(STRENGTHS["A"], (f"Khan and others, 2004. ({CHECKED['verified']})",)),
                    List(STRENGTHS["C"], (f"Common teaching. ({CHECKED['not_verified']})",)),
                )
            ),
        ),
        draft=DRAFT,
        notice=SMALL_NOTICE,
    )


def test_a_lesson_of_a_bank_that_a_clinician_has_signed_is_no_draft(small):
    bank = bank_from(small.source.replace(b"status: draft", b"status: reviewed"), "bank.yaml")
    assert (make_lesson(bank, "how").draft, make_contents(bank).draft) == ("", "")


# Names


@pytest.mark.parametrize("name", ["try_out", "try-out", "try out", "Try Out", "TRY_OUT", "Try-out"])
def test_a_name_may_be_written_with_blanks_hyphens_and_capitals(small, name):
    assert make_lesson(small, name) == make_lesson(small, "try_out")


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("strech", "there is no topic 'strech', did you mean 'stretch'?"),
        ("Warning-Sings", "there is no topic 'Warning-Sings', did you mean 'warning_signs'?"),
        (
            "xyz",
            "there is no topic 'xyz', use 'bridge', 'how', 'neighbours', 'references', 'stretch', 'try_out', 'walking' "
            "or 'warning_signs'",
        ),
        (
            "",
            "there is no topic '', use 'bridge', 'how', 'neighbours', 'references', 'stretch', 'try_out', 'walking' "
            "or 'warning_signs'",
        ),
    ],
)
def test_a_name_that_is_unknown_is_told_with_what_there_is(small, name, sentence):
    with pytest.raises(AnswersError) as caught:
        make_lesson(small, name)
    assert str(caught.value) == f"{sentence}\nTo see them all, run: hipback learn"


# Lines


def test_a_page_in_80_columns(small):
    assert (
        text_of(make_lesson(small, "try_out"), 80)
        == """\
Things to try
Pick one of them. Start small. It should ease the pain, not sharpen it. Stop and
get help if pain goes further down a leg, or if a warning sign starts.

Do none of the exercises if:
  - You lost weight without trying

Walking
Take short walks, and rest when you like.
How well this is known: Walks help many people a little.

On the floor

A stretch for the hip
Kneel on one knee and lean forward until the front of the hip feels a gentle
pull.
How well this is known: It lets a hip bend more. Whether it eases pain is not
known well.
Leave it out if:
  - A foot is numb

Bridges
Lie on your back and lift your hips.
How well this is known: This is common teaching.
Leave it out if:
  - A hip is stiff

Where this comes from
  - Khan and others, 2004.
  - Common teaching.

No clinician has signed this question list yet. It is a draft.

Please remember
This is for learning only. It is not a diagnosis, and it cannot rule anything
out. Please see a professional about your pain, such as a doctor or a
physiotherapist. If you get worse, or if you are worried, do not wait. Tests
never replace a visit.
"""
    )


def test_a_page_in_40_columns(small):
    assert (
        text_of(make_lesson(small, "stretch"), 40)
        == """\
A stretch for the hip
Start small. It should ease the pain,
not sharpen it. Stop and get help if
pain goes further down a leg, or if a
warning sign starts.

Kneel on one knee and lean forward until
the front of the hip feels a gentle
pull.
How well this is known: It lets a hip
bend more. Whether it eases pain is not
known well.
Leave it out if:
  - You lost weight without trying
  - A foot is numb
Where this comes from:
  - Khan and others, 2004.
  - Common teaching.

No clinician has signed this question
list yet. It is a draft.

Please remember
This is for learning only. It is not a
diagnosis, and it cannot rule anything
out. Please see a professional about
your pain, such as a doctor or a
physiotherapist. If you get worse, or if
you are worried, do not wait. Tests
never replace a visit.
"""
    )


def test_titles_and_sections_may_stand_out(small):
    styled = [line for line in lesson_lines(make_lesson(small, "try_out"), 80) if line.style]
    assert styled == [
        Line("Things to try", "title"),
        Line("Walking", "title"),
        Line("On the floor", "heading"),
        Line("A stretch for the hip", "title"),
        Line("Bridges", "title"),
        Line("Where this comes from", "title"),
        Line("Please remember", "heading"),
    ]


def test_a_page_that_is_no_draft_has_no_line_for_it(small):
    bank = bank_from(small.source.replace(b"status: draft", b"status: reviewed"), "bank.yaml")
    assert "  - Common teaching.\n\nPlease remember\n" in text_of(make_lesson(bank, "how"), 80)


@pytest.mark.parametrize("width", [20, 40, 80, 100])
@pytest.mark.parametrize("name", NAMES)
def test_every_page_ends_with_the_whole_notice_and_fits_its_width(small, name, width):
    lesson = make_lesson(small, name)
    text = text_of(lesson, width)
    assert lesson.notice == SMALL_NOTICE
    assert " ".join(text.split()).endswith(SMALL_NOTICE)
    assert [line for line in text.splitlines() if len(line) > width] == []


@pytest.mark.parametrize("width", [20, 40, 80, 100])
def test_the_contents_end_with_the_whole_notice_and_fit_their_width(small, width):
    text = text_of(make_contents(small), width)
    assert " ".join(text.split()).endswith(SMALL_NOTICE)
    assert [line for line in text.splitlines() if len(line) > width] == []


@pytest.mark.parametrize("words", ["[bold]x[/bold]", "[/]", ":warning:", "<b>x</b>", "{x}", "%s"])
def test_words_that_look_like_markup_come_out_letter_by_letter(small, words):
    source = small.source.replace(b"Lie on your back and lift your hips.", f"'{words}'".encode())
    assert f"\n{words}\n" in text_of(make_lesson(bank_from(source, "bank.yaml"), "bridge"), 80)


def test_every_strength_and_every_word_for_figures_is_told_of():
    assert (set(STRENGTHS), set(CHECKED)) == (set(model.STRENGTHS), set(model.FIGURES))


def test_a_list_without_signs_says_so(small):
    assert make_lesson(small._replace(flags={}), "warning_signs").text == "This list asks about no warning signs."

"""A plan as a file: what is written is read back as it was, and the questions make one that leaves nothing open."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.care import questions_on_plan, read_plan, sample_plans
from aftercare.care.plan_writing import asking, plan_toml, refuse_written, write_plan
from aftercare.errors import BadInput
from aftercare.exchange.plan_file import parse_plan
from aftercare.model.interview import Interview
from aftercare.model.interview_course import course_questions
from aftercare.model.interview_rests import review_question
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.rules import CourseByDates
from aftercare.model.session_course import SessionCourse
from aftercare.store.reference import plan_vocabulary, product_kinds
from tests.model.plan_corpus import files

TODAY = date(2026, 11, 15)
KNOWN = plan_vocabulary()


def read_back(plan):
    return parse_plan(plan_toml(plan).encode(), "plan.toml", KNOWN)


@pytest.mark.parametrize("name", sample_plans())
def test_every_sample_comes_back_from_its_file_as_it_was(name):
    assert read_back(sample_plans()[name]) == sample_plans()[name]


def test_so_does_every_plan_that_somebody_else_wrote():
    for file in files("unread"):
        plan = read_plan(file)
        assert read_back(plan) == plan, file.stem


WORDS = st.sampled_from(
    ["Mild", "Blue", "Crème", "“Calm”", "Nº 5", "Gel \\ two", 'The "old"', "Jo'joba", "# one", "水"]
)
NAMES = st.lists(WORDS, min_size=1, max_size=3).map(" ".join)
BLANK = st.just("")
DAYS = st.sampled_from(["2026-12-01", "tomorrow", "+3", "mon"])
#: What may be answered to a question that begins so. The first that fits counts.
ANSWERS = {
    "Your name": NAMES,
    "Your practice": NAMES | BLANK,
    "Your telephone": st.sampled_from(["", "+44 20 7946 0143"]),
    "Your mail": st.sampled_from(["", "ines@moreau.example"]),
    "When can you be": st.sampled_from(["", "Mon to Thu, 9 to 18"]),
    "The client's name": NAMES | BLANK,
    "What is the plan called": NAMES | BLANK,
    "The first day": DAYS | BLANK,
    "What does it attend to": st.sampled_from(["", "dry cheeks", "dry cheeks, a tense brow"]),
    "A session": st.sampled_from(["", "2026-12-03 17:30", "thu 9:00"]),
    "What is done": st.sampled_from(
        ["", "facial needles", "combined", "body needles", "review", "Face & more", "threads"]
    ),
    "How many minutes": st.sampled_from(["", "75"]),
    "What in it": st.sampled_from(
        ["", "glycerin", "retinal 0.05 %, squalane", "lactic acid 5 %", "Öl, ascorbic acid 15 %"]
    ),
    "What does a full pack": st.sampled_from(["", "30 ml", "50 g, 6 M", "12 months", "7,5 ml and 3 m"]),
    "A point that you": st.sampled_from(["", "ST3", "EX-HN3", "BL1 left", "temple-l"]),
    "How long do your needles": st.sampled_from(["", "filler 4 weeks", "thread lift: 90 days", "peel 0 d"]),
    "And after what else": st.sampled_from(["", "toxin 14 days"]),
    "Did a doctor": st.sampled_from(["", "n", "yes"]),
    "On which days": st.sampled_from(
        ["", "daily", "every 3 days", "mon thu", "cycle", "slowly", "after session", "apart", "as needed"]
    ),
    "How many days has": st.sampled_from(["4: 1, 3", "3: 2"]),
    "In which stages": st.sampled_from(["tue sat for 2 weeks, then every 2 days", "mon for 1 week, then daily"]),
    "From how many": st.sampled_from(["24-96", "72 h to 120 h"]),
    "How many hours after": st.sampled_from(["72", "48 h"]),
    "How many times": st.sampled_from(["1", "2", "4"]),
    "How many hours apart": st.sampled_from(["", "2", "6 h"]),
    "In which part": st.sampled_from(["", "morning", "both", "evening"]),
    "Until when": st.sampled_from(["", "+40", "14 times", "4 weeks"]),
    "How much": st.sampled_from(["1 pea", "3–5 drops", "10 slow breaths", 'a "fingertip" unit, 0.5 g']),
    "Where on the face": st.sampled_from(["", "jawline", "temple-l, cheek-up", "whole face"]),
    "On which point": st.sampled_from(["ST6", "ST6 left", "EX-HN3", "temple-l"]),
    "How many hours does a magnet": st.sampled_from(["", "8", "24 h"]),
    "For how long is it": st.sampled_from(["", "60 s", "2 min"]),
    "How long to wait": st.sampled_from(["", "60 s", "2 min"]),
    "How is it done": st.sampled_from(["", "On damp skin.", "Pat dry; leave out the eyes."]),
    "Is it done on a day": st.sampled_from(["", "y", "n"]),
    "How long": BLANK,
    "What does the client have": BLANK,
    "Anything else": st.sampled_from(["", "Tell me if it stings."]),
    "And more": BLANK,
    "How many sessions": st.sampled_from(["", "12"]),
    "Which of them": st.sampled_from(["", "1", "5"]),
    "After which": st.sampled_from(["", "6", "6, 12", "12 and 6"]),
    "What does the client do on": st.sampled_from(["", "Sleep as usual."]),
    "What do they do on its day": st.sampled_from(["", "Come without make-up."]),
    "When do you look": st.sampled_from(["+60", "12 weeks"]),
}
KINDS = st.sampled_from([*product_kinds(), "magnets", "acupressure", "massage", "rest", "other"])


def answers_of(drawn):
    """Answers each question with what can be used. The things have names of their own."""
    names = [f"{drawn(NAMES)} {each}" for each in "abc"[: drawn(st.integers(1, 3))]]
    days = ["2026-12-10 17:30"] * drawn(st.integers(0, 1))
    points = ["GB14"] * drawn(st.integers(0, 1))

    def answer(question):
        asks = question.asks
        if asks.startswith("What is “"):
            return drawn(KINDS)
        if question.help.startswith("Its name as the client knows it"):
            return names.pop() if names else ""
        if asks == "The next one":
            return days.pop() if days else ""
        if asks == "Another point that you needle":
            return points.pop() if points else ""
        if asks == "On which other point":
            return ""
        return drawn(next(answers for begin, answers in ANSWERS.items() if asks.startswith(begin)))

    return answer


def interviewed(drawn):
    # each answer here can be used: the whole is read back once, at the end
    interview, answer = Interview(replace(asking(TODAY), problem=lambda plan: "")), answers_of(drawn)
    for question in interview.questions():
        interview.answer(question, answer(question))
    return interview.plan


@settings(max_examples=3, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_going_back_leaves_what_was_answered_before_and_comes_to_the_same_plan(data):
    interview, answer = Interview(replace(asking(TODAY), problem=lambda plan: "")), answers_of(data.draw)
    questions = interview.questions()
    while (question := next(questions, None)) is not None:
        plan, typed = interview.plan, answer(question)
        interview.answer(question, typed)
        if data.draw(st.integers(0, 9)) == 0:
            interview, questions = interview.without_last()
            assert interview.plan == plan
            again = next(questions)
            assert (again.asks, again.default) == (question.asks, question.default)
            interview.answer(again, typed)
    straight = Interview(interview.asking)
    for each, typed in zip(straight.questions(), interview.given, strict=True):
        straight.answer(each, typed)
    assert straight.plan == interview.plan


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.data())
def test_what_was_answered_is_in_the_file_and_it_leaves_nothing_open(data):
    plan = interviewed(data.draw)
    # whether a pack is told in ml or g stands in the file; what is read of it is the number
    plain = replace(plan, products=tuple(replace(each, size_unit="") for each in plan.products))
    assert read_back(plan) == plain
    units = re.findall(r'^size = "[\d.]+ (ml|g)"$', plan_toml(plan), re.MULTILINE)
    assert units == [each.size_unit for each in plan.products if each.size]
    assert questions_on_plan(plan) == ()


def started(*answers):
    """An interview that was answered so far, with the question that comes next."""
    interview = Interview(asking(TODAY))
    questions = interview.questions()
    for text in answers:
        interview.answer(next(questions), text)
    return interview, next(questions)


WHO = ("Ines", "", "", "", "", "", "", "", "")
#: One session and no point that is needled, and what is left open of a step that is no product.
SESSION = ("thu 9:00", "", "", "", "")
BLANKS = ("", "", "", "", "", "", "")


def test_an_answer_that_cannot_be_used_is_refused_and_changes_nothing():
    interview, question = started("Ines", "")
    before = interview.plan
    with pytest.raises(BadInput, match="no telephone number"):
        interview.answer(question, "12")
    assert interview.plan is before


@pytest.mark.parametrize(
    ("answers", "typed", "said"),
    [
        ((), "", "has to be answered"),
        ((), "Ines\x1b[31m", "cannot be seen"),
        ((*WHO, "", "Gel"), "gell", "Did you mean gel"),
        ((*WHO, "", "Gel", "gel", "", "", ""), "a few times a week", "does not say exactly on which days"),
        ((*WHO, "", "Gel", "gel", "", "", "", "", "", ""), "a little", "How much is"),
        ((*WHO, "", "Gel", "gel", "", "", "", "", "", "", "1 pea"), "chin strap", "There is no zone"),
        ((*WHO, "", "Magnets", "magnets", "", "", "", "", ""), "BL1", "never for the client's own hands"),
        ((*WHO, "", "Magnets", "magnets", "", "", "", ""), "undereye", "No magnet goes to"),
        ((*WHO, "", "Magnets", "magnets", "", "", "", "", "", "ST6", ""), "st6 left", "stands there already"),
        ((*WHO, "", "Gel", "gel", "", "", "", "", "", ""), "y", "says nothing here"),
        ((*WHO, "", "Gel", "gel"), "none", "says nothing here"),
        ((*WHO,), "soon", "is not a day with its time"),
        ((*WHO,), "ST9 left", "“ST9” is not a day"),
        ((*WHO, "2026-12-03 17:30"), "60", "is nothing that is done in a session"),
        ((*WHO, "2026-12-03 17:30", "", ""), "2026-12-03T17:30", "There is a session on Thu 3 Dec 2026, 17:30 already"),
        ((*WHO, "", "Gel", "gel", "", ""), "a big one", "neither what a pack holds nor how long it keeps"),
        ((*WHO, "thu 9:00", "", "", ""), "ZZ9", "There is no point"),
        ((*WHO, *SESSION, "Tea", "rest", *BLANKS), "a while", "does not say after what and how long"),
        ((*WHO, *SESSION, "Tea", "rest", *BLANKS), "fillers 2 weeks", "Did you mean filler?"),
        ((*WHO, *SESSION, "Tea", "rest", *BLANKS), "laser 80 weeks", "is too long"),
    ],
)
def test_what_is_vague_or_wrong_is_told_in_a_sentence(answers, typed, said):
    interview, question = started(*answers)
    with pytest.raises(BadInput) as refused:
        interview.answer(question, typed)
    assert said in str(refused.value)


def test_points_that_are_never_for_the_clients_own_hands_are_not_offered():
    _, question = started(*WHO, "", "Magnets", "magnets", "", "", "", "", "")
    assert "ST6" in question.help
    assert not {"BL1", "ST1", "EX-HN7", "ST9"} & set(question.help.replace(".", "").replace(",", "").split())


def test_a_mistyped_kind_of_session_and_one_that_lies_behind_are_asked_about():
    interview, question = started(*WHO, "2026-12-03 17:30", "facial needlez")
    assert question.asks.endswith("Is “facial needles” meant")
    kept, _ = started(*WHO, "2026-12-03 17:30", "facial needlez", "n")
    assert kept.plan.sessions[0].kind == "facial needlez"
    interview.answer(question, "")
    assert interview.plan.sessions[0].kind == "facial needles"
    interview, question = started(*WHO, "2025-12-03 17:30")
    assert question.asks == "Wed 3 Dec 2025, 17:30 lies behind. Is that meant"
    interview.answer(question, "y")
    assert len(interview.plan.sessions) == 1
    _, question = started(*WHO, "2025-12-03 17:30", "")
    assert question.asks == "A session: its day and time"


def test_spans_are_counted_from_the_first_day_and_a_point_is_pressed_for_its_time():
    answers = (
        *WHO[:7],
        "2026-12-01",
        "",
        "",
        "Press",
        "acupressure",
        "",
        "",
        "4 weeks",
        "",
        "EX-HN3",
        "2 min",
        "",
        "",
        "",
    )
    interview, question = started(*answers)
    assert interview.plan.steps[0].course == CourseByDates(date(2026, 12, 1), date(2026, 12, 28))
    assert interview.plan.points[0].press_seconds == 120
    assert question.asks == "The next one"
    assert review_question(interview).take("6 weeks").review == date(2027, 1, 12)


def test_a_comma_within_an_ingredient_parts_nothing():
    interview, _ = started(*WHO, "", "Gel", "gel", "1,2-hexanediol, retinal 0,05 %,glycerin")
    (product,) = interview.plan.products
    assert product.ingredients == ("1,2-hexanediol", "retinal", "glycerin")
    assert product.strengths == {"retinal": 0.05}


def test_a_hold_that_is_shorter_than_usual_is_asked_about_and_can_be_meant():
    answers = (*WHO, *SESSION, "Retinal", "retinoid", *[""] * 12)
    interview, question = started(*answers)
    assert question.asks == "How long: retinoids"
    interview.answer(question, "1 day")
    assert interview.plan.holds[0].hours == 24


def test_the_course_and_what_is_done_before_a_session_are_asked_where_there_is_one():
    whole = [*WHO, "2026-12-03 17:30", "", "", "2026-11-26 9:00", "", "", "", "", "Rest", "rest", *[""] * 30]
    interview = Interview(replace(asking(TODAY), problem=lambda plan: "", left_open=lambda plan: ()))
    asked = []
    for question, text in zip(interview.questions(), whole, strict=False):
        asked.append(question.asks)
        answers = {
            "How many sessions does the course have": "12",
            "Which of them is the first session of this plan": "5",
            "After which of them do you look at it together": "12, 6",
            "What do they do on its day, before they come": "Come without make-up.",
        }
        interview.answer(question, answers.get(question.asks, text))
    assert interview.plan.course == SessionCourse(12, date(2026, 11, 26), (6, 12), had=4)
    assert interview.plan.preparations == (Preparation("on-the-day", "Come without make-up.", PrepareOn.DAY_OF),)
    assert asked[-1] == "When do you look at the plan again"


@pytest.mark.parametrize("typed", ["13", "0", "six", "6, -1"])
def test_a_review_is_at_one_of_the_courses_sessions(typed):
    plan = sample_plans()["needle_course"]
    interview = Interview(asking(TODAY))
    interview.plan = replace(plan, course=SessionCourse(12, TODAY))
    question = next(each for each in course_questions(interview) if each.asks.startswith("After which"))
    with pytest.raises(BadInput, match="from 1 to 12"):
        question.take(typed)


def test_the_file_is_never_written_over_without_being_told(tmp_path):
    file = tmp_path / "plan.toml"
    plan = sample_plans()["needle_course"]
    write_plan(file, plan_toml(plan), force=False)
    assert read_plan(file) == plan
    with pytest.raises(BadInput, match="is there already"):
        write_plan(file, plan_toml(plan), force=False)
    with pytest.raises(BadInput, match="There is no folder"):
        refuse_written(tmp_path / "none" / "plan.toml")
    write_plan(file, plan_toml(plan, draft=True, unfinished="cream"), force=True)
    text = file.read_text("utf-8")
    assert text.startswith("# A DRAFT")
    assert "[[steps]]\n# NOT FINISHED" in text.partition('id = "cream"')[0][-120:]
    assert read_plan(file) == plan

"""How long needles wait after what was had elsewhere: by the interval of a plan, or as a question, never by default."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from aftercare.model.after_procedure import ASKED_FOR, AfterProcedure, after_procedures
from aftercare.model.procedure import Interval, Procedure, ProcedureKind
from aftercare.model.procedure_words import procedure_title, wait_details, wait_line, wait_short
from aftercare.model.routine import ByClient, FromPlan
from aftercare.model.session import Attendance, Session

DAY = timedelta(days=1)
NOV_12 = date(2026, 11, 12)
NOV_22 = date(2026, 11, 22)
FILLER = Procedure("f1", ProcedureKind.FILLER, NOV_12, datetime(2026, 11, 13, 9, tzinfo=UTC))
FOUR_WEEKS = Interval(ProcedureKind.FILLER, 28, FromPlan("calm", 1), "Let it settle.")


def a_session(name: str, day: date, attendance: Attendance = Attendance.PLANNED) -> Session:
    at = datetime(day.year, day.month, day.day, 17, 30)
    return Session(name, at, "facial needles", ByClient(), attendance=attendance)


def after(procedure=FILLER, *intervals, sessions=(), questions=(), day=NOV_22) -> list[AfterProcedure]:
    known = {each.id: each for each in intervals}
    return list(after_procedures([procedure], known, sessions, {each.id: each for each in questions}, day))


def test_by_the_therapists_interval_needles_wait_so_many_days():
    (found,) = after(FILLER, FOUR_WEEKS)
    assert (found.until, found.interval, found.question) == (date(2026, 12, 10), FOUR_WEEKS, None)
    assert wait_line(found, NOV_22) == "Needles wait until Thu 10 Dec after the filler of 12 Nov."
    assert wait_short(found, NOV_22) == "wait to Thu 10 Dec"
    assert wait_details(found, NOV_22) == ["Who says so: your therapist's plan (28 days).", "“Let it settle.”"]


def test_it_lasts_to_its_last_day_and_no_longer():
    days = [NOV_12 - DAY, NOV_12, NOV_12 + 27 * DAY, NOV_12 + 28 * DAY]
    assert [bool(after(FILLER, FOUR_WEEKS, day=day)) for day in days] == [False, True, True, False]


def test_planned_sessions_within_are_named_and_are_to_be_asked_about():
    sessions = [
        a_session("at-its-end", date(2026, 12, 10)),
        a_session("on-its-last-day", date(2026, 12, 9)),
        a_session("soon", date(2026, 11, 26)),
        a_session("past", date(2026, 11, 19)),
        a_session("off", date(2026, 11, 27), Attendance.CANCELLED),
    ]
    (found,) = after(FILLER, FOUR_WEEKS, sessions=sessions)
    assert [each.id for each in found.within] == ["soon", "on-its-last-day"]
    assert wait_details(found, NOV_22)[-2] == (
        "Thu 26 Nov 17:30, facial needles, lies before that: ask your therapist. Nothing is moved for you."
    )


def test_without_an_interval_there_is_the_question_and_no_day():
    (found,) = after(sessions=[a_session("soon", date(2026, 11, 26))])
    assert (found.until, found.within) == (None, ())
    assert found.question.text == "How long should we wait with needles after the filler of 12 Nov?"
    assert wait_short(found, NOV_22) == "ask your therapist"


def test_the_interval_of_another_kind_answers_nothing():
    assert after(FILLER, replace(FOUR_WEEKS, what=ProcedureKind.TOXIN))[0].question is not None


def test_what_was_settled_is_not_asked_again():
    question = after()[0].question
    assert after(questions=[replace(question, settled=datetime(2026, 11, 20, tzinfo=UTC))]) == []
    assert after(questions=[question])[0].question == question


def test_what_lies_longer_back_than_any_interval_is_not_asked_about():
    assert [bool(after(day=NOV_12 + ASKED_FOR + days * DAY)) for days in (0, 1)] == [True, False]


def test_no_days_at_all_say_that_needles_need_not_wait():
    assert after(FILLER, replace(FOUR_WEEKS, days=0), day=NOV_12) == []


def test_a_past_day_is_judged_by_the_interval_then_in_force():
    changed = FOUR_WEEKS.changed_to(replace(FOUR_WEEKS, days=90), NOV_22)
    assert [after(FILLER, changed, day=day)[0].interval.days for day in (NOV_22 - DAY, NOV_22)] == [28, 90]
    ended = FOUR_WEEKS.ended(NOV_22 - DAY)
    assert [after(FILLER, ended, day=day)[0].until is None for day in (NOV_22 - DAY, NOV_22)] == [False, True]


def test_what_a_plan_to_come_says_is_not_asked_any_more():
    assert after(FILLER, replace(FOUR_WEEKS, since=NOV_22 + 7 * DAY))[0].until == date(2026, 12, 10)


def test_something_else_is_called_by_its_note_and_the_year_is_told_where_it_is_another():
    other = replace(FILLER, what=ProcedureKind.OTHER, note="radiofrequency\nlong story", day=date(2025, 12, 30))
    assert procedure_title(other, NOV_22) == "“radiofrequency” of 30 Dec 2025"
    assert procedure_title(other, date(2025, 12, 31)) == "“radiofrequency” of 30 Dec"


@given(
    st.lists(st.builds(lambda n, back: replace(FILLER, id=f"p{n}", day=NOV_22 - back * DAY), st.integers(0, 9),
                       st.integers(-5, 200)), max_size=5, unique_by=lambda each: each.id),
    st.none() | st.integers(0, 366),
    st.lists(st.integers(-30, 200), max_size=5),
)  # fmt: skip
def test_each_procedure_is_told_at_most_once_with_either_an_end_or_a_question(procedures, days, ahead):
    intervals = {} if days is None else {"filler": replace(FOUR_WEEKS, days=days)}
    sessions = [a_session(f"s{number}", NOV_22 + number * DAY) for number in ahead]
    found = after_procedures(procedures, intervals, sessions, {}, NOV_22)
    assert len({each.procedure.id for each in found}) == len(found)
    for each in found:
        assert (each.until is None) == (each.interval is None) == (each.question is not None) == (days is None)
        assert each.until is None or each.until > NOV_22
        assert all(NOV_22 <= session.at.date() < each.until for session in each.within)
    ends = [each.until or date.max for each in found]
    assert ends == sorted(ends)

"""The course and what is done before a session, as the record and its plan have them."""

from __future__ import annotations

from datetime import UTC, date, datetime

import msgspec
import pytest
from msgspec.structs import replace

from aftercare.care import Care, Home, sample_plans
from aftercare.care.reporting import ReportForm
from aftercare.model import tables
from aftercare.model.course_line import course_line_words
from aftercare.model.plan import Plan
from aftercare.model.preparation import Preparation, PrepareOn
from aftercare.model.programme import Programme
from aftercare.model.report import Course
from aftercare.model.session import Attendance
from aftercare.model.session_course import SessionCourse

PLAN = replace(
    sample_plans()["needle_course"],
    course=SessionCourse(12, date(2026, 11, 16), (6, 12), had=4),
    preparations=(Preparation("rest", "Come rested.", PrepareOn.DAY_BEFORE),),
)


def at(day: int, hour: int = 20, month: int = 11) -> datetime:
    return datetime(2026, month, day, hour, tzinfo=UTC)


@pytest.fixture
def care(own_home) -> Care:
    """Anna's record, with a plan of twelve sessions; the first of its own took place."""
    found = Care.start(Home.at(own_home), at(16, 7), name="Anna B.")
    found.import_plan(PLAN, at(16, 7))
    found.session_took_place("session-5", at(19))
    return found


def test_the_course_goes_on_with_each_session_that_took_place(care: Care) -> None:
    line = care.course_line(at(22))
    assert line is not None
    assert course_line_words(line) == "session 5 of 12, review at 6"
    assert line.numbers["session-6"] == 6
    assert "review-january" not in line.numbers
    care.session_took_place("session-6", at(26))
    care.cancel_session("session-7", at(27))
    care.move_session("session-8", datetime(2026, 12, 11, 9), at(27))
    line = care.course_line(at(28))
    assert line is not None
    assert course_line_words(line) == "session 6 of 12, review at 12"
    assert (line.numbers["session-8"], line.numbers["session-9"]) == (7, 8)


def test_without_a_course_in_the_plan_none_is_guessed(own_home) -> None:
    care = Care.start(Home.at(own_home), at(16, 7))
    assert care.course_line(at(22)) is None
    care.import_plan(sample_plans()["needle_course"], at(16, 7))
    assert care.course_line(at(22)) is None
    assert care.day(at(22)).course is None


def test_the_day_tells_what_is_done_on_the_day_before_and_on_the_day_up_to_the_session(care: Care) -> None:
    def told(now: datetime, day: date | None = None) -> list[str]:
        return [each.text[:12] for each in care.day(now, day).preparing]

    before = ["Come rested.", "Tell your th", "Put nothing ", "Take your ph"]
    assert told(at(24)) == []
    assert told(at(24), date(2026, 11, 25)) == before
    assert told(at(25, 8)) == told(at(25)) == before
    assert told(at(26, 9)) == ["Have a way h"]
    assert told(at(26, 18)) == []
    assert told(at(26, 9), date(2026, 11, 25)) == []


def test_a_session_is_told_with_all_that_was_written_about_it(care: Care) -> None:
    care.tell_session("session-5", at(19), points="LI4", said="No acids.")
    care.log_session("session-5", "Calm afterwards.", at(20))
    care.log_session("session-6", "Not yet.", at(20))
    told = care.session_told(care.present().sessions["session-5"], (), at(22))
    assert [(each.said, each.text) for each in told.entries] == [("No acids.", ""), ("", "Calm afterwards.")]
    assert told.prepared == ()
    question = care.ask("May I swim?", at(21))
    told = care.session_told(care.present().sessions["session-6"], (question,), at(22))
    assert told.questions == (question,)
    assert told.prepared[0].text == "Come rested."
    assert care.session_told(care.present().sessions["session-7"], (question,), at(22)).questions == ()


def test_what_is_to_be_asked_of_the_therapist_waits_for_them_and_not_for_an_mri(care: Care) -> None:
    question = care.ask("May I swim?", at(21))
    scan = care.add_session(datetime(2026, 11, 24, 9), "MRI", at(21))
    assert care.session_told(scan, (question,), at(22)).questions == ()
    assert care.session_told(care.present().sessions["session-6"], (question,), at(22)).questions == (question,)
    own = care.add_session(datetime(2026, 11, 25, 9), "a first look", at(21))
    assert care.asked_at(at(22)) == own
    # nor does what is told since the last session begin with it
    care.cancel_session(own.id, at(24))
    care.session_took_place(scan.id, at(24))
    wish = care.reporting.report_wish(at(24))
    assert wish.since == "session-5"
    care.add_session(datetime(2026, 11, 25, 10), "surgery", at(24))
    course = care.reporting.report(wish, at(24)).course
    assert course is not None
    assert course.next == datetime(2026, 11, 26, 17, 30)


def test_what_is_told_of_a_session_is_one_action_and_undone_at_once(care: Care) -> None:
    following = datetime(2027, 3, 1, 9)
    before = care.present().sessions
    said = care.tell_session("session-6", at(1, month=12), points="LI4, ST36", said="Rest.", following=following)
    assert said
    now = care.present().sessions
    (added,) = set(now) - set(before)
    assert (now[added].at, now[added].kind) == (following, "facial needles, review")
    assert now["session-6"].points == ("LI4", "ST36")
    assert [each.said for each in care.entries(date(2026, 12, 1), date(2026, 12, 1))] == ["Rest."]
    assert care.undo(at(1, 21, month=12)).titles == ("facial needles, review",)
    assert care.present().sessions == before
    assert care.entries(date(2026, 12, 1), date(2026, 12, 1)) == ()


def test_a_next_date_that_is_listed_already_is_not_added_again(care: Care) -> None:
    coming = care.present().sessions["session-7"].at
    assert care.tell_session("session-6", at(26), following=coming)
    assert sum(each.at == coming for each in care.sessions()) == 1
    assert not care.tell_session("session-6", at(26), following=coming)
    assert care.present().sessions["session-6"].attendance is Attendance.TOOK_PLACE


def test_the_report_tells_the_course_and_its_numbers(care: Care) -> None:
    wish = care.reporting.report_wish(at(22), date(2026, 11, 18))
    report = care.reporting.report(wish, at(22))
    assert report.course == Course(5, 12, datetime(2026, 11, 26, 17, 30), date(2027, 1, 21), 6, next_number=6)
    assert [each.number for each in report.sessions] == [5, 6]
    text = care.reporting.report_written(report, ReportForm.TEXT).decode()
    course, coming, review = (
        "5 sessions of 12 took place; review at session 6",
        "ext: session 6, Thu 26 Nov 17:30",
        "review Thu 21 Jan 2027",
    )
    assert f"{course}; n{coming}; {review}" in " ".join(text.split())
    page = care.reporting.report_written(report, ReportForm.HTML).decode()
    assert all(said in page for said in (course, f"N{coming}", review))


def test_records_and_plans_of_before_have_neither_course_nor_preparations(care: Care) -> None:
    programme = care._database.fetch(tables.PROGRAMME, "programme")
    assert programme is not None
    old = {key: each for key, each in programme.items() if key not in ("course", "preparations")}
    assert msgspec.convert(old, Programme).course is None
    plain = msgspec.to_builtins(PLAN)
    plain.pop("course")
    plain.pop("preparations")
    assert msgspec.convert(plain, Plan).preparations == ()

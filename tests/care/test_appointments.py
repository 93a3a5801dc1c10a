"""Sessions: added, moved, cancelled, held; and what a later plan may change of that."""

from datetime import datetime

import msgspec
import pytest
from calm_plan import NOW, a_plan

from aftercare.care import Care
from aftercare.errors import BadInput, NotFound
from aftercare.model.routine import FromPlan
from aftercare.model.session import Attendance, Session

LATER = datetime(2026, 12, 3, 10)
FIRST = datetime(2026, 11, 26, 17, 30)


def planned(version=1, at=FIRST):
    session = Session("session-6", at, "needles", FromPlan("calm", version))
    return msgspec.structs.replace(a_plan(), version=version, sessions=(session,))


@pytest.fixture
def care(home):
    care = Care.start(home, NOW, name="Anna")
    care.import_plan(planned(), NOW)
    return care


def kept(home):
    return Care.open(home).present().sessions["session-6"]


def test_an_own_session_is_one_action_and_undone_by_one(home, care):
    added = care.add_session(LATER, "  check   of magnets ", NOW, 30)
    assert added.id.startswith("own-")
    assert (added.kind, added.minutes, added.attendance) == ("check of magnets", 30, Attendance.PLANNED)
    assert Care.open(home).sessions()[-1] == added
    with pytest.raises(BadInput, match="already"):
        care.add_session(LATER, "check of magnets", NOW)
    assert care.undo(NOW).titles == ("check of magnets",)
    assert [each.id for each in Care.open(home).sessions()] == ["session-6"]


def test_a_moved_session_keeps_when_it_was_first_planned(home, care):
    assert care.move_session("session-6", LATER, NOW)
    assert (kept(home).at, kept(home).planned_at) == (LATER, FIRST)
    assert care.move_session("session-6", LATER.replace(hour=12), NOW)
    assert kept(home).planned_at == FIRST
    assert care.move_session("session-6", FIRST, NOW)
    assert kept(home).planned_at is None
    assert not care.move_session("session-6", FIRST, NOW)
    care.undo(NOW)
    assert kept(home).at == LATER.replace(hour=12)


def test_a_cancelled_session_is_not_the_next_one_and_moving_revives_it(home, care):
    assert care.cancel_session("session-6", NOW)
    assert not care.cancel_session("session-6", NOW)
    assert care.day(NOW).next_session is None
    care.move_session("session-6", LATER, NOW)
    assert kept(home).attendance is Attendance.PLANNED
    assert care.day(NOW).next_session == kept(home)


def test_a_session_takes_place_once_its_time_has_come(home, care):
    with pytest.raises(BadInput, match="still to come"):
        care.session_took_place("session-6", NOW)
    after = NOW.replace(day=27)
    assert care.session_took_place("session-6", after)
    assert kept(home).attendance is Attendance.TOOK_PLACE
    with pytest.raises(BadInput, match="took place"):
        care.move_session("session-6", LATER, after)
    care.undo(after)
    assert kept(home).attendance is Attendance.PLANNED


@pytest.mark.parametrize("do", ["cancel_session", "session_took_place"])
def test_a_session_that_is_not_there(care, do):
    with pytest.raises(NotFound):
        getattr(care, do)("session-9", NOW)


@pytest.mark.parametrize("minutes", [0, -1, 1441])
def test_a_session_without_kind_or_length(care, minutes):
    with pytest.raises(BadInput):
        care.add_session(LATER, "x", NOW, minutes)
    with pytest.raises(BadInput, match="missing"):
        care.add_session(LATER, "  ", NOW)


def test_a_newer_plan_that_says_the_same_leaves_a_move(home, care):
    care.move_session("session-6", LATER, NOW)
    adoption = care.import_plan(planned(2), NOW)
    assert "session" not in [each.thing.value for each in adoption.changes]
    assert (kept(home).at, kept(home).planned_at) == (LATER, FIRST)


def test_a_newer_plan_that_says_the_same_leaves_a_cancellation(home, care):
    care.cancel_session("session-6", NOW)
    care.import_plan(planned(2), NOW)
    assert kept(home).attendance is Attendance.CANCELLED


def test_a_newer_plan_with_another_time_is_shown_and_wins_where_that_is_accepted(home, care):
    care.move_session("session-6", LATER, NOW)
    care.cancel_session("session-6", NOW)
    newer, line = planned(2, datetime(2026, 12, 10, 9)), "conflict:session:session-6"
    assert care.consider_plan(newer, NOW).left == {line}
    care.import_plan(newer, NOW)
    assert (kept(home).at, kept(home).attendance) == (LATER, Attendance.CANCELLED)
    assert [each.text.count("I kept mine") for each in care.open_questions(NOW)] == [1]
    care.undo(NOW)
    changes = care.import_plan(newer, NOW, accepted={line}).changes
    fields = {field.field for each in changes if each.thing.value == "session" for field in each.fields}
    assert fields == {"time", "attendance"}
    assert (kept(home).at, kept(home).planned_at) == (datetime(2026, 12, 10, 9), None)
    assert kept(home).attendance is Attendance.PLANNED


def test_two_plans_in_turn_keep_each_their_sessions(home, care):
    def coming():
        return [(each.id, each.kind) for each in Care.open(home).sessions()]

    quiet = msgspec.structs.replace(
        planned(), id="quiet", title="Quiet", sessions=(Session("session-6", FIRST, "magnets", FromPlan("quiet", 1)),)
    )
    care.move_session("session-6", LATER, NOW)
    care.import_plan(quiet, NOW)
    assert coming() == [("session-6@quiet", "magnets")]
    assert care.day(NOW).next_session.at == FIRST
    with pytest.raises(NotFound):
        care.cancel_session("session-6", NOW)
    care.cancel_session("session-6@quiet", NOW)
    care.import_plan(planned(), NOW)
    assert coming() == [("session-6@quiet", "magnets"), ("session-6", "needles")]
    assert (kept(home).at, kept(home).planned_at) == (LATER, FIRST)
    assert care.day(NOW).next_session.id == "session-6"
    assert care.undo(NOW).deed == "import plan"
    assert coming() == [("session-6@quiet", "magnets")]


def test_that_a_session_took_place_stays_whatever_the_plan_says(home, care):
    now = NOW.replace(day=26, hour=20)
    care.session_took_place("session-6", now)
    care.import_plan(planned(2, datetime(2026, 11, 26, 18)), now)
    assert kept(home).attendance is Attendance.TOOK_PLACE

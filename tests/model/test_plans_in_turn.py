"""Two plans with the same ids: one takes the place of the other and goes again, and nothing of the client's is lost."""

from __future__ import annotations

from datetime import date, datetime

import msgspec
from any_plans import moments, plans, routine_from
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace
from plans_in_rows import DAY, NOV_16, NOV_20, SESSION, a_plan, adopt, after, record

from aftercare.model.adoption import Present
from aftercare.model.plan_change import ChangeKind, Thing
from aftercare.model.routine import WAY, FromPlan
from aftercare.model.session import Attendance, Session

CALM = a_plan()
QUIET = a_plan(1, "quiet", sessions=(replace(SESSION, at=datetime(2026, 11, 27, 9), kind="magnets"),))


def standing(present: Present):
    return {each.id: each for each in present.sessions.values() if not each.set_aside}


def changes(plan, present, on):
    return [(each.kind, each.id) for each in adopt(plan, present, on).changes if each.thing is Thing.SESSION]


def test_the_sessions_of_another_plan_are_sessions_of_their_own_and_take_the_place_of_the_coming_ones():
    present = record((CALM, NOV_16))
    assert changes(QUIET, present, NOV_20) == [
        (ChangeKind.ADDED, "session-6@quiet"),
        (ChangeKind.ENDED, "session-6"),
    ]
    now = after(adopt(QUIET, present, NOV_20), present)
    assert [(each.id, each.kind) for each in standing(now).values()] == [("session-6@quiet", "magnets")]


def test_going_back_to_the_first_plan_gives_its_sessions_again():
    present = record((CALM, NOV_16), (QUIET, NOV_20))
    assert changes(CALM, present, NOV_20) == [
        (ChangeKind.ADDED, "session-6"),
        (ChangeKind.ENDED, "session-6@quiet"),
    ]
    assert standing(after(adopt(CALM, present, NOV_20), present)) == standing(record((CALM, NOV_16)))


def test_a_session_comes_back_as_the_client_had_moved_it():
    present = record((CALM, NOV_16))
    moved = replace(present.sessions["session-6"], at=datetime(2026, 12, 2, 10), planned_at=SESSION.at)
    present = replace(present, sessions={moved.id: moved})
    quiet = after(adopt(QUIET, present, NOV_20), present)
    assert moved.id not in standing(quiet)
    assert standing(after(adopt(CALM, quiet, NOV_20 + DAY), quiet)) == {moved.id: moved}


def test_a_newer_version_that_gives_a_session_set_aside_another_time_plans_it_then():
    present = record((CALM, NOV_16), (QUIET, NOV_20))
    later = replace(SESSION, at=datetime(2026, 12, 9, 12))
    now = after(adopt(a_plan(2, sessions=(later,)), present, date(2026, 12, 1)), present)
    assert standing(now)["session-6"].at == later.at


def test_a_session_whose_day_went_by_while_it_was_set_aside_is_not_asked_for():
    present = record((CALM, NOV_16), (QUIET, NOV_20))
    assert (ChangeKind.ADDED, "session-6") not in changes(CALM, present, date(2026, 11, 30))
    assert "session-6" not in standing(after(adopt(CALM, present, date(2026, 11, 30)), present))


def test_a_session_of_a_record_of_before_is_read_and_goes_on():
    plain = msgspec.to_builtins(replace(SESSION, origin=FromPlan("calm", 1)))
    del plain["set_aside"]
    old = msgspec.convert(plain, Session)
    present = replace(record((CALM, NOV_16)), sessions={old.id: old})
    assert changes(a_plan(2), present, NOV_20) == []


# Any two plans, any order

answers = st.lists(st.tuples(st.integers(0, 5), st.sampled_from(["move", "cancel", "took place"]), moments), max_size=4)


def answered(present: Present, told, on: date) -> Present:
    """The record once the client has said this of the sessions that stand, as `Care` lets them say it."""
    sessions = dict(present.sessions)
    for number, what, at in told:
        known = sorted(each.id for each in sessions.values() if not each.set_aside)
        if not known:
            break
        session = sessions[known[number % len(known)]]
        if session.attendance is Attendance.TOOK_PLACE:
            continue
        if what == "took place" and session.at.date() <= on:
            sessions[session.id] = replace(session, attendance=Attendance.TOOK_PLACE)
        elif what == "cancel":
            sessions[session.id] = replace(session, attendance=Attendance.CANCELLED)
        elif what == "move":
            first = session.planned_at or session.at
            planned = None if at == first else first
            sessions[session.id] = replace(session, at=at, planned_at=planned, attendance=Attendance.PLANNED)
    return replace(present, sessions=sessions)


def past_before(present: Present, end: date):
    days = [NOV_16 + each * DAY for each in range((end - NOV_16).days)]
    found = {
        (step.id, day): (terms.slots, terms.rule, [getattr(step.as_on(day), name) for name in WAY])
        for step in present.steps.values()
        for day in days
        if (terms := step.terms_on(day)) is not None
    }
    applied = {(each, day): present.products[present.steps[each].as_on(day).product].as_on(day) for each, day in found}
    return found, {key: (each.name, each.prescribed) for key, each in applied.items()}


turns = st.lists(st.tuples(st.booleans(), st.integers(0, 6), answers), max_size=6)


@given(plans("calm"), plans("quiet"), turns)
def test_nothing_that_was_answered_is_lost_and_no_past_day_changes_whatever_is_accepted(calm, quiet, turns):
    present, on = Present(), NOV_16
    for first, later, told in turns:
        on += later * DAY
        before = present
        present = after(adopt(calm if first else quiet, before, on), before)
        assert past_before(present, on) == past_before(before, on)
        for session in before.sessions.values():
            now = present.sessions[session.id]
            assert (now.at, now.planned_at, now.attendance) == (session.at, session.planned_at, session.attendance)
            if session.attendance is not Attendance.PLANNED or session.at.date() < on:
                assert now == session
            elif session.at.date() == on:
                assert session.set_aside or not now.set_aside
        present = answered(present, told, on)


@given(plans("calm"), plans("quiet"), answers, st.integers(0, 6), st.integers(0, 6))
def test_a_plan_that_comes_back_gives_what_it_gave_alone(calm, quiet, told, until, back):
    calm, quiet = replace(calm, starts=None), replace(quiet, starts=None)
    alone = answered(record((calm, NOV_16)), told, NOV_16)
    second, third = NOV_16 + until * DAY, NOV_16 + (until + back) * DAY
    between = after(adopt(quiet, alone, second), alone)
    again = after(adopt(calm, between, third), between)

    def coming(present):
        return {
            each.id: replace(each, set_aside=False)
            for each in standing(present).values()
            if each.at.date() > third and each.attendance is not Attendance.CANCELLED
        }

    assert coming(again) == coming(alone)
    assert routine_from(again, third) == routine_from(alone, third)

    def resting(present):
        in_force = {each.id: each.as_on(third) for each in present.holds.values()}
        return {name: replace(each, since=None, former=()) for name, each in in_force.items() if each is not None}

    assert (resting(again), again.points) == (resting(alone), alone.points)

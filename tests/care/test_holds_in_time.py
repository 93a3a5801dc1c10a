"""From when to when a step rests: slots around the session, zones, sessions that overlap, what changes on the way.

The Thursday is 19 November 2026, in Berlin; retinal rests 48 h after facial needles.
"""

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from calm_plan import a_plan
from msgspec.structs import replace
from rested import (
    BERLIN,
    GLYCERIN,
    RETINAL,
    THURSDAY,
    a_hold,
    a_record,
    a_step,
    at,
    put,
    returns,
    row,
    stands,
    until,
    use,
)

from aftercare.care import resting
from aftercare.errors import BadInput
from aftercare.model import tables
from aftercare.model.check_off import Occurrence
from aftercare.model.deed import Deed
from aftercare.model.pause import PauseReason
from aftercare.model.plan_hold import OfClass, ReturnStage
from aftercare.model.routine import ByClient, Slot
from aftercare.model.rules import AfterSession, AsNeeded, Cycle, Daily
from aftercare.model.session import Attendance, Session
from aftercare.model.why_words import why_lines


@pytest.fixture
def care(tmp_path):
    return a_record(tmp_path)


def a_session(care, begin=(17, 30), minutes=60, days=0, kind="facial needles", now=None):
    day = THURSDAY + timedelta(days)
    return care.add_session(datetime.combine(day, time(*begin)), kind, now or at(12, days=-10), minutes)


def slots(care, **walls):
    put(care, *(Slot(name, name.capitalize(), wall) for name, wall in walls.items()))


# ---- which slots of the session's day rest


def test_a_slot_that_begins_while_the_session_lasts_is_held(care):
    slots(care, evening=time(18, 0))
    a_session(care, (17, 30), 75)
    use(care, a_step())
    for seen in (at(12, days=-1), at(17, 45), at(19), at(12, days=5)):
        assert row(care, seen, 3)[:2] == ["held", "held"]


def test_a_slot_shortly_before_the_session_is_free_until_it_begins_and_held_from_then_on(care):
    slots(care, evening=time(17, 0))
    a_session(care, (17, 30), 75)
    use(care, a_step())
    assert stands(care, at(17, 10)) == ["pending"]
    assert stands(care, at(19)) == ["held"]
    assert stands(care, at(19, days=3)) == ["held"]


def test_what_was_done_before_the_session_stays_done(care):
    slots(care, evening=time(17, 0))
    a_session(care, (17, 30), 75)
    use(care, a_step())
    care.tick(Occurrence("step", THURSDAY, "evening"), at(17, 10))
    assert stands(care, at(19)) == ["done"]


def test_an_evening_slot_long_before_a_late_session_is_held_after_it(care):
    # the last part of the day lasts until the day ends
    slots(care, evening=time(18, 0))
    a_session(care, (20, 30), 60)
    use(care, a_step())
    assert stands(care, at(20)) == ["pending"]
    assert stands(care, at(22)) == ["held"]


def test_a_morning_that_is_over_before_the_session_is_not_held(care):
    a_session(care)
    use(care, a_step(slots=("morning", "evening")))
    assert stands(care, at(19)) == ["pending", "held"]
    assert stands(care, at(12, days=1)) == ["missed", "held"]


def test_a_morning_that_is_still_running_after_a_morning_session_is_held(care):
    a_session(care, (8, 0), 60)
    use(care, a_step(slots=("morning", "evening")))
    assert stands(care, at(7, 45)) == ["pending", "held"]
    assert stands(care, at(9, 30)) == ["held", "held"]


def test_a_part_of_the_day_that_no_step_uses_makes_no_other_shorter(care):
    slots(care, evening=time(18, 0), night=time(23, 0))
    a_session(care, (20, 30), 60)
    use(care, a_step())
    assert stands(care, at(22)) == ["held"]


# ---- zones


def test_a_session_before_the_journey_ends_by_the_zone_that_it_was_in(care):
    use(care, a_step())
    a_session(care)
    care.set_zone("America/New_York", at(22))
    (hold,) = care.circumstances(at(22, 5), THURSDAY).holds
    assert hold.start == at(18, 30)


def test_a_session_after_the_journey_ends_by_the_zone_in_force_then(care):
    use(care, a_step())
    a_session(care)
    care.set_zone("Europe/London", at(11))
    (hold,) = care.circumstances(at(22, 5), THURSDAY).holds
    assert hold.start == at(18, 30, zone=ZoneInfo("Europe/London"))


def test_a_change_on_a_later_day_leaves_the_session_where_it_was(care):
    use(care, a_step())
    a_session(care)
    care.set_zone("America/New_York", at(11, days=1))
    (hold,) = care.circumstances(at(22, 5, days=1), THURSDAY).holds
    assert hold.start == at(18, 30)


# ---- until when, and what comes back


def test_a_change_that_has_nothing_to_do_with_it_does_not_end_it(care):
    a_session(care)
    other = a_step(GLYCERIN, name="other")
    use(care, a_step(), other)
    put(care, other.changed_from(THURSDAY + timedelta(1), amount="two drops"))
    assert until(care, at(19)) == "Sat 18:30"
    assert returns(care, at(19)) == [("step", "Sat 18:30")]


def test_sessions_that_overlap_hold_without_a_gap(care):
    a_session(care)
    a_session(care, days=1)
    use(care, a_step())
    assert until(care, at(19)) == "Sun 18:30"
    assert returns(care, at(19)) == [("step", "Sun 18:30")]
    decision = care.why("step", at(19), THURSDAY)
    ((_, lines),) = why_lines(decision, care.present().routine, BERLIN, THURSDAY)
    assert "until Sat 21 Nov 18:30" in lines[-1]
    assert "Another session holds it further, until Sun 22 Nov 18:30." in lines[-1]


def test_a_plan_that_changes_its_hours_on_the_way_tells_the_real_end(care):
    a_session(care)
    before = a_hold(96)
    use(care, a_step())
    put(care, before.changed_to(a_hold(72), THURSDAY + timedelta(2)))
    assert until(care, at(19)) == "Sun 18:30"
    assert returns(care, at(19, days=1)) == [("step", "Sun 18:30")]


def test_a_step_that_waits_for_the_next_use_of_its_slow_return_is_told_too(care):
    a_session(care)
    put(care, a_hold(24, stages=(ReturnStage(168, 3),)))
    use(care, a_step())
    care.tick(Occurrence("step", THURSDAY + timedelta(2), "evening"), at(21, days=2))
    view = care.day(at(22, days=2))
    (back,) = view.returns
    assert (back.step.id, back.at, back.slowly) == ("step", at(21, days=5), True)
    assert returns(care, at(12, days=3)) == [("step", "Tue 21:00")]


def test_a_hold_whose_end_lies_in_a_wait_of_its_slow_return_tells_when_it_is_really_free(care):
    # used on the evening before: a hold of 24 h ends on Friday, and every 5 days means Monday
    a_session(care)
    put(care, a_hold(24, stages=(ReturnStage(168, 5),)))
    use(care, a_step())
    care.tick(Occurrence("step", THURSDAY - timedelta(1), "evening"), at(21, days=-1))
    assert until(care, at(19)) == "Mon 21:00"
    assert returns(care, at(19)) == [("step", "Mon 21:00")]
    assert row(care, at(19), 5) == ["held", "held", "held", "held", "pending"]


def test_a_stage_that_is_followed_by_another_tells_when_it_is_really_free(care):
    # last used on Friday evening: every 4 days until Sunday evening, then every 3 days
    a_session(care)
    put(care, a_hold(24, stages=(ReturnStage(72, 4), ReturnStage(240, 3))))
    use(care, a_step())
    care.tick(Occurrence("step", THURSDAY + timedelta(1), "evening"), at(21, days=1))
    assert until(care, at(12, days=2), days=2) == "Mon 21:00"


def test_after_threads_alone_it_is_asked_as_long_as_anything_may_rest(care):
    a_session(care, kind="threads")
    use(care, a_step())
    for days in (0, 1, 2, 6):
        assert "your therapist alone can say what rests" in " ".join(care.day(at(20, days=days)).after.asks)
    assert care.day(at(20, days=8)).after is None


# ---- as needed


def wished(care, now):
    (one,) = care.day(now).as_needed
    return one


def test_a_step_as_needed_keeps_the_return_in_stages(care):
    a_session(care)
    put(care, a_hold(24, stages=(ReturnStage(168, 3),)))
    use(care, a_step(rule=AsNeeded(2, 1), slots=()))
    care.use("step", at(21, days=2))
    with pytest.raises(BadInput, match="comes back slowly"):
        care.use("step", at(22, 30, days=2))
    with pytest.raises(BadInput, match="comes back slowly"):
        care.use("step", at(12, days=4))
    one = wished(care, at(12, days=4))
    assert (one.allowance.left, one.allowance.next) == (0, at(4, days=5))
    assert care.use("step", at(12, days=5)).used == 1


def test_a_step_as_needed_that_rests_says_so_and_why(care):
    a_session(care)
    use(care, a_step(rule=AsNeeded(2, 1), slots=()))
    one = wished(care, at(19))
    assert one.allowance.next == at(18, 30, days=2)
    with pytest.raises(BadInput) as told:
        care.use("step", at(19))
    assert str(told.value.message).startswith("“Step” rests until Sat 21 Nov 18:30: ")
    assert "retinal rests 48 h after facial needles" in told.value.message.casefold()
    assert returns(care, at(19)) == [("step", "Sat 18:30")]


# ---- what is said later leaves past days as they were


def test_a_hold_that_a_plan_brings_today_says_nothing_of_yesterday(care):
    a_session(care)
    use(care, a_step(GLYCERIN))
    before = row(care, at(12, days=2), 2)
    assert before == ["missed", "missed"]
    care.import_plan(a_plan(sessions=(), holds=(a_hold(240, OfClass("humectant")),)), at(12, days=2))
    assert row(care, at(12, days=2), 2) == before
    assert stands(care, at(12, days=2), 2) == ["held"]


def test_a_hold_of_a_plan_that_is_accepted_after_todays_session_holds_tonight(care):
    a_session(care)
    use(care, a_step(GLYCERIN))
    care.import_plan(a_plan(sessions=(), holds=(a_hold(240, OfClass("humectant")),)), at(19))
    assert stands(care, at(19)) == ["held"]


def test_a_label_that_is_edited_today_says_nothing_of_yesterday(care):
    a_session(care)
    use(care, a_step())
    seen = care.present().routine.products["retinal"]
    care.edit_product(seen, replace(seen, ingredients=("Glycerin",), kind="serum"), at(12, days=1))
    assert row(care, at(12, days=1), 2) == ["held", "pending"]
    seen = care.present().routine.products["retinal"].as_on(THURSDAY + timedelta(2))
    care.edit_product(seen, replace(seen, ingredients=("Retinal",)), at(12, days=2))
    assert row(care, at(12, days=2), 3) == ["held", "missed", "pending"]


def test_a_label_that_is_edited_on_the_day_counts_for_all_of_that_day(care):
    a_session(care)
    use(care, a_step(GLYCERIN))
    seen = care.present().routine.products["glycerin"]
    care.edit_product(seen, replace(seen, ingredients=("Glycerin", "Retinal")), at(19))
    assert row(care, at(19), 3) == ["held", "held", "pending"]


def test_a_name_that_is_corrected_is_corrected_for_past_days_too(care):
    use(care, a_step())
    seen = care.present().routine.products["retinal"]
    care.edit_product(seen, replace(seen, name="Renewal"), at(12, days=1))
    assert care.present().routine.products["retinal"].former == ()


def test_a_session_that_is_cancelled_late_leaves_the_days_on_which_it_held(care):
    session = a_session(care)
    use(care, a_step())
    care.cancel_session(session.id, at(12, days=1))
    assert row(care, at(12, days=1), 3) == ["held", "pending", "pending"]
    assert returns(care, at(12, days=1)) == []
    assert care.day(at(12, days=1)).after is None
    ((_, lines),) = why_lines(care.why("step", at(12, days=1), THURSDAY), care.present().routine, BERLIN, THURSDAY)
    assert "The session was cancelled or moved afterwards." in lines[-1]
    care.undo(at(12, 1, days=1))
    assert row(care, at(12, days=1), 2) == ["held", "held"]


def test_a_session_that_is_moved_late_leaves_the_days_on_which_it_held(care):
    session = a_session(care)
    use(care, a_step())
    care.move_session(session.id, datetime.combine(THURSDAY + timedelta(5), time(17, 30)), at(12, days=1))
    assert row(care, at(12, days=1), 7) == ["held", *["pending"] * 4, "held", "held"]


def test_a_session_that_is_cancelled_in_time_or_on_its_day_holds_nothing(care):
    session = a_session(care)
    use(care, a_step())
    care.cancel_session(session.id, at(20))
    assert row(care, at(20), 2) == ["pending", "pending"]
    assert row(care, at(20, days=4), 2) == ["missed", "missed"]


def test_a_session_that_took_place_and_is_entered_late_held_all_the_same(care):
    use(care, a_step())
    a_session(care, now=at(12, days=1))
    assert row(care, at(12, days=1), 3) == ["held", "held", "pending"]


def test_what_was_due_after_a_session_that_was_cancelled_late_stays_due_on_the_days_behind(care):
    session = a_session(care)
    use(care, a_step(GLYCERIN, rule=AfterSession(0, 96)))
    care.cancel_session(session.id, at(12, days=2))
    assert row(care, at(12, days=2), 4) == ["missed", "missed", None, None]
    (told, *_) = why_lines(care.why("step", at(12, days=2), THURSDAY), care.present().routine, BERLIN, THURSDAY)
    assert "Nobody has said yet" not in " ".join(told[1])


# ---- prescribed for a part of a pause


def test_a_pause_covers_the_days_on_which_its_step_was_not_prescribed(care):
    monday = THURSDAY - timedelta(3)
    was = replace(RETINAL, prescribed=True)
    free = was.changed_from(monday + timedelta(2), prescribed=False).changed_from(
        monday + timedelta(4), prescribed=True
    )
    use(care, a_step(rule=Daily()), products=(free, GLYCERIN))
    care.pause(at(12, days=-3), monday, monday + timedelta(6), PauseReason.HOLIDAY)
    found = [care.why("step", at(12, days=-3), monday + timedelta(n)).verdict.name for n in range(7)]
    assert found == ["DUE", "DUE", "PAUSED", "PAUSED", "DUE", "DUE", "DUE"]


# ---- years of sessions


def test_a_cycle_of_ten_years_stands_where_all_its_sessions_left_it(care, monkeypatch):
    since = THURSDAY - timedelta(weeks=520)
    cycle = Cycle(4, (1,), since, 3)

    def write():
        for n in range(520):
            day = datetime.combine(THURSDAY - timedelta(weeks=n), time(17, 30))
            one = Session(f"s{n}", day, "facial needles", ByClient(), 60, Attendance.TOOK_PLACE)
            care._put(tables.SESSIONS, one.id, one)

    care._do(Deed.IMPORT_PLAN, at(12, days=-10), write)
    use(
        care,
        a_step(rule=cycle, since=since),
        a_step(GLYCERIN, rule=replace(cycle, due=(2,)), name="other", since=since),
    )
    asked = [THURSDAY + timedelta(n) for n in (-21, -5, -1, 0, 1, 2, 3, 4, 9)]
    quickly = [care.why("step", at(20), day) for day in asked]
    assert len(care.circumstances(at(20), *asked).holds) < 20
    # looking at all of them comes to the same
    monkeypatch.setattr(resting, "_LOOKED_BACK", timedelta(weeks=600))
    assert len(care.circumstances(at(20), *asked).holds) > 500
    assert [care.why("step", at(20), day) for day in asked] == quickly
    assert {each.verdict.name for each in quickly} == {"DUE", "HELD", "NOT_DUE"}


def test_a_cycle_that_was_last_interrupted_years_ago_remembers_it(care, monkeypatch):
    since = THURSDAY - timedelta(weeks=400)
    a_session(care, days=-2501)
    use(care, a_step(rule=Cycle(5, (1,), since, 3), since=since))
    asked = [THURSDAY + timedelta(n) for n in range(5)]
    found = [care.why("step", at(20), day).verdict.name for day in asked]
    monkeypatch.setattr(resting, "_LOOKED_BACK", timedelta(weeks=600))
    assert [care.why("step", at(20), day).verdict.name for day in asked] == found
    assert care.why("step", at(20)).slots[0].rulings[1].restarted == THURSDAY - timedelta(2499)

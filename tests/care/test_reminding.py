"""Reminders of a record: what its agenda holds, what putting one off does, and what is kept."""

from datetime import UTC, date, datetime, time, timedelta

import pytest
from calm_plan import NOW, a_plan

from aftercare.care import Care, PackFacts
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.check_off import CheckOff, Done, Occurrence
from aftercare.model.deed import Deed
from aftercare.model.face_point import FacePoint, Means
from aftercare.model.plan import PlanStep
from aftercare.model.reminder_key import MagnetsKey, ReminderKind, RunOutKey, SessionKey, SlotKey, UseByKey
from aftercare.model.reminder_settings import DEFAULTS, QuietHours, ReminderSettings
from aftercare.model.routine import Activity, Daily, FromPlan
from aftercare.model.side import Side
from aftercare.reminders.agenda import agenda_of

SUNDAY = date(2026, 11, 22)
EVENING = SlotKey("evening", SUNDAY)
NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
SESSION_AT = datetime(2026, 11, 26, 17, 30)


def at(hour, minute=0, day=22):
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def keys(care, now, hours=24):
    return [each.key for each in agenda_of(care, now, timedelta(hours=hours)) if not each.has_expired(now)]


def test_the_evening_is_said_until_it_is_done(care):
    assert EVENING in keys(care, NOON)
    care.tick(Occurrence("cream", SUNDAY, "evening"), NOW)
    (found,) = {each.body for each in agenda_of(care, NOW) if each.key == EVENING}
    assert found == "1 step"
    care.tick_slot("evening", SUNDAY, NOW)
    assert EVENING not in keys(care, NOW)
    care.undo(NOW)
    assert EVENING in keys(care, NOW)


def test_a_pause_and_an_archived_client_say_nothing_of_the_day(care):
    care.pause(NOW, last=SUNDAY)
    assert EVENING not in keys(care, NOON)
    care.resume(NOW)
    assert EVENING in keys(care, NOON)
    care.archive(NOW)
    assert agenda_of(care, NOON) == ()


def test_the_session_of_the_plan_is_said_before_it(care):
    found = [each for each in keys(care, at(12, day=25), 30) if isinstance(each, SessionKey)]
    assert found == [SessionKey("session-6", SESSION_AT, minutes) for minutes in (24 * 60, 120)]
    care.cancel_session("session-6", at(12, day=25))
    assert not [each for each in keys(care, at(12, day=25), 30) if isinstance(each, SessionKey)]


def test_after_a_session_it_is_asked_whether_it_took_place_until_somebody_says(care):
    now = at(19, day=26)
    assert "took-place:session-6:2026-11-26T1730" in {each.id for each in keys(care, now)}
    care.session_took_place("session-6", now)
    assert not [each for each in keys(care, now) if each.id.startswith("took-place")]


def test_the_watch_is_asked_after_needles_and_not_once_it_is_answered(care):
    care.session_took_place("session-6", at(19, day=26))
    later = datetime(2026, 12, 10, 9, tzinfo=UTC)
    assert "watch:2026-12-10" in {each.id for each in keys(care, later)}
    care.answer_watch(False, later)
    assert "watch:2026-12-10" not in {each.id for each in keys(care, later)}


def test_a_product_that_must_go_is_told_from_the_shelf(care):
    pack = care.add_pack("cream", PackFacts(SUNDAY, best_before=date(2026, 12, 6)), NOW)
    assert UseByKey(pack.id, pack.best_before) in keys(care, NOON)
    care.finish_pack(pack, NOW)
    assert UseByKey(pack.id, pack.best_before) not in keys(care, NOON)


def test_magnets_come_off_by_the_points_and_the_check_off(home):
    care = Care.start(home, NOW)
    point = FacePoint("firm-left", Side.LEFT, Means.MAGNET, FromPlan("calm", 1), code="ST6", wear_hours=12)
    step = PlanStep("press", "Magnets", ("evening",), Daily(), activity=Activity.MAGNETS)
    plan = a_plan(products=(), steps=(step,), points=(point,), sessions=())
    care.import_plan(plan, NOW, SUNDAY - timedelta(7))
    done_before = Occurrence("press", SUNDAY - timedelta(1), "evening")
    now = at(23)
    # as it is where the safety questions were answered on that day: a magnet that is on has to come off in any case
    answered = CheckOff(done_before.step, done_before.day, done_before.slot, Done(at(22)))
    care._do(Deed.TICK, now, lambda: care._put(tables.CHECK_OFFS, done_before.id, answered))
    key = MagnetsKey("press", done_before.day, "evening", 12)
    (found,) = [each for each in agenda_of(care, now) if each.key == key]
    assert (found.at, found.due) == (at(10, day=23), at(10, day=23))


# ---- putting one off


def test_a_snooze_is_kept_and_moves_this_evening_alone(care, home):
    care.snooze(EVENING, at(22, 30), at(21, 5))
    again = Care.open(home)
    evenings = [
        each
        for each in agenda_of(again, at(21, 6))
        if isinstance(each.key, SlotKey) and each.key.slot == "evening" and each.key.day >= SUNDAY
    ]
    assert [(each.key.day.day, each.attempt, each.at) for each in evenings][:4] == [
        (22, 11, at(22, 30)),
        (22, 12, at(22, 50)),
        (22, 13, at(23, 10)),
        (23, 1, at(21, day=23)),
    ]


def test_a_second_snooze_takes_the_place_of_the_first_and_undo_brings_it_back(care):
    care.snooze(EVENING, at(21, 30), at(21, 5))
    second = care.snooze(EVENING, at(22), at(21, 31))
    assert second.times == 2
    assert next(each for each in agenda_of(care, at(21, 32)) if each.key == EVENING).attempt == 21
    care.undo(at(21, 33))
    assert next(each for each in agenda_of(care, at(21, 20)) if each.key == EVENING).attempt == 11


def test_a_snooze_into_the_next_month_is_found(care):
    key = SlotKey("evening", date(2026, 11, 30))
    care.snooze(key, datetime(2026, 12, 1, 1, tzinfo=UTC), at(21, 5, day=30))
    care.snooze(SessionKey("session-6", SESSION_AT, 120), at(17, day=26), at(16, day=26))
    found = [each.at for each in agenda_of(care, at(21, 6, day=30)) if each.key == key]
    assert found[0] == datetime(2026, 12, 1, 1, tzinfo=UTC)


@pytest.mark.parametrize(
    ("key", "until", "error"),
    [
        (EVENING, at(21, 5), BadInput),
        (EVENING, at(4, day=23), BadInput),
        (SlotKey("evening", date(2026, 12, 5)), at(22, day=30), BadInput),
        (SlotKey("midnight", SUNDAY), at(22), NotFound),
        (SessionKey("session-6", SESSION_AT, 120), at(17, 30, day=26), BadInput),
        (SessionKey("session-6", datetime(2026, 11, 26, 18), 120), at(17, day=26), NotFound),
        (RunOutKey("gone", SUNDAY), at(22), NotFound),
    ],
)
def test_what_cannot_be_put_off(care, key, until, error):
    with pytest.raises(error):
        care.snooze(key, until, at(21, 5))
    assert not care._record.versions.live.get("snoozes")


# ---- putting one away


def test_what_was_put_away_is_said_no_more_and_stays_open(care, home):
    assert care.dismiss(EVENING, at(21, 5))
    assert not care.dismiss(EVENING, at(21, 6))
    again = Care.open(home)
    found = [each.day for each in keys(again, at(21, 7)) if isinstance(each, SlotKey) and each.slot == "evening"]
    assert EVENING.day not in found
    assert date(2026, 11, 23) in found
    assert next(each for each in again.day(at(21, 7)).slots if each.slot.id == "evening").open
    again.undo(at(21, 8))
    assert EVENING in keys(Care.open(home), at(21, 9))


def test_whoever_puts_off_what_was_put_away_hears_of_it(care):
    care.dismiss(EVENING, at(21, 5))
    care.snooze(EVENING, at(22), at(21, 6))
    assert EVENING in keys(care, at(21, 7))
    assert care.dismiss(EVENING, at(21, 8))
    assert EVENING not in keys(care, at(21, 9))


def test_one_put_away_last_month_is_still_away(care, home):
    pack = care.add_pack("cream", PackFacts(SUNDAY, best_before=date(2026, 12, 6)), NOW)
    key = UseByKey(pack.id, pack.best_before)
    assert care.dismiss(key, NOW)
    assert key not in keys(Care.open(home), datetime(2026, 12, 5, 12, tzinfo=UTC))


def test_what_is_gone_cannot_be_put_away(care):
    with pytest.raises(NotFound):
        care.dismiss(SlotKey("midnight", SUNDAY), NOW)


# ---- how the client wants it


def test_what_nobody_set_is_as_it_is_by_default(care):
    assert care.present().reminders == ReminderSettings()
    assert care.reminder_kind(ReminderKind.SESSION) == DEFAULTS[ReminderKind.SESSION]


def test_settings_are_kept_and_undone(care, home):
    assert care.set_reminder(ReminderKind.SLOT, "15 min before", NOW)
    assert care.set_reminder_wording(ReminderKind.SLOT, "Time for me", NOW)
    assert care.set_quiet_hours("23:00 to 06:00", NOW)
    assert care.set_said_again("off", NOW)
    assert not care.set_said_again("off", NOW)
    again = Care.open(home)
    assert again.present().reminders.quiet == QuietHours(time(23), time(6))
    (found,) = [each for each in agenda_of(again, NOON, timedelta(hours=12)) if each.key == EVENING]
    assert (found.title, found.at, found.attempt) == ("Time for me", at(20, 45), 1)
    for _ in range(4):
        again.undo(NOW)
    assert again.present().reminders == ReminderSettings()


def test_how_late_something_is_still_said(care):
    assert care.set("late-slot", "2 h", NOW)
    assert EVENING in keys(care, at(22, 59))
    assert EVENING not in keys(care, at(23))


def test_a_kind_that_is_switched_off_is_not_said(care):
    care.set_reminder(ReminderKind.SLOT, "off", NOW)
    assert not [each for each in keys(care, NOON) if isinstance(each, SlotKey)]


def test_two_devices_that_set_two_kinds_do_not_disagree(care, home):
    other = Care.open(home)
    care.set_reminder(ReminderKind.SLOT, "off", NOW)
    other.set_reminder(ReminderKind.SESSION, "off", NOW)
    settings = Care.open(home).present().reminders
    assert not settings.of(ReminderKind.SLOT).on
    assert not settings.of(ReminderKind.SESSION).on


def test_a_document_under_another_kinds_name_is_set_aside():
    said = {"kind": "slot", "timing": {"by": "minutes", "minutes": [0]}, "late": 60}
    assert tables.fits(tables.REMINDERS, "slot", said)
    assert not tables.fits(tables.REMINDERS, "session", said)

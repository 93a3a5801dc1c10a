"""The calendar file of a record: its sessions, holds and pauses, and what stays the same from file to file."""

from datetime import UTC, date, datetime, timedelta

import pytest
from calm_plan import NOW
from icalendar import Calendar

from aftercare.care import Care, Home
from aftercare.errors import BadInput
from aftercare.model.rulings import Verdict


def written(care, now=NOW, days=60, **manner):
    """The events of the record's file, by title and day of begin."""
    data = care.calendar_file(care.timetable(now, days), now, **manner)
    return list(Calendar.from_ical(data).walk("VEVENT"))


def uids(care, now=NOW, **manner):
    return {str(each["UID"]) for each in written(care, now, **manner)}


def appointment(care, now=NOW):
    (found,) = [each for each in written(care, now) if each["SUMMARY"] == "Appointment"]
    return found


def test_a_moved_session_keeps_its_uid_and_a_cancelled_one_says_so(care):
    before = appointment(care)
    care.move_session("session-6", datetime(2026, 12, 1, 9), NOW)
    moved = appointment(care, NOW + timedelta(minutes=1))
    assert moved["UID"] == before["UID"]
    assert moved["DTSTART"].dt.replace(tzinfo=None) == datetime(2026, 12, 1, 9)
    assert moved["SEQUENCE"] > before["SEQUENCE"]
    care.cancel_session("session-6", NOW)
    cancelled = appointment(care, NOW + timedelta(minutes=2))
    assert (cancelled["UID"], cancelled["STATUS"]) == (before["UID"], "CANCELLED")


def test_what_is_due_is_what_the_day_has(care):
    care.pause(NOW, date(2026, 12, 3), date(2026, 12, 5))
    table = care.timetable(NOW, 30)
    for day in (date(2026, 11, 22) + timedelta(n) for n in range(30)):
        in_table = {
            (each.slot.id, step.id)
            for each in table.slots
            for occasion in each.occasions
            if occasion.day == day
            for step in occasion.steps
        }
        on_day = {
            (slot.slot, step)
            for step in care.present().routine.steps
            for slot in care.why(step, NOW, day).slots
            if slot.verdict is Verdict.DUE
        }
        assert in_table == on_day
        assert bool(in_table) is not (date(2026, 12, 3) <= day <= date(2026, 12, 5))


def test_the_uids_stay_from_file_to_file_on_another_device_and_through_undo(care, home, tmp_path):
    before = uids(care)
    care.tick_slot("evening", date(2026, 11, 22), NOW)
    assert uids(care, NOW + timedelta(days=1), named=True) == before
    care.undo(NOW)
    assert uids(care) == before
    assert uids(Care.open(home)) == before


def test_two_records_of_the_same_name_have_nothing_in_common(care, tmp_path):
    other = Care.start(Home.at(tmp_path / "elsewhere"), NOW, name="Anna")
    other.add_session(datetime(2026, 11, 26, 17, 30), "facial needles", NOW)
    assert care.folder.name == other.folder.name
    assert not uids(care) & uids(other)


def test_the_wall_time_is_that_of_the_record_wherever_the_machine_is(care):
    care.set_zone("Asia/Kolkata", NOW)
    far_away = NOW.astimezone(UTC)
    starts = {str(each["DTSTART"].params["TZID"]) for each in written(care, far_away)}
    assert starts == {"Asia/Kolkata"}


def test_named_it_tells_the_steps_the_kind_and_the_therapist(care):
    events = written(care, named=True)
    text = "\n".join(each.to_ical().decode() for each in events)
    assert {str(each["SUMMARY"]) for each in events} == {"Morning", "Evening", "facial needles"}
    assert "With Ines Moreau" in text
    assert "1. Calming gel\\n2. Barrier cream" in text or "1. Barrier cream\\n2. Calming gel" in text
    neutral = "\n".join(each.to_ical().decode() for each in written(care))
    for private in ("Ines", "Moreau", "gel", "cream", "needles", "session-6", "Anna"):
        assert private not in neutral


def test_writing_one_changes_nothing_in_the_record(care):
    files = {path: path.read_bytes() for path in care.folder.records.iterdir()}
    written(care)
    assert {path: path.read_bytes() for path in care.folder.records.iterdir()} == files


@pytest.mark.parametrize("days", [0, -1, 3654])
def test_a_calendar_has_some_days_and_not_too_many(care, days):
    with pytest.raises(BadInput, match="cannot have"):
        care.timetable(NOW, days)

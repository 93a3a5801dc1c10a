"""Parts of the day of the client's own: made, moved from a day on, and undone."""

from datetime import date, time, timedelta

import pytest
from calm_plan import NOW, a_plan
from msgspec.structs import replace

from aftercare.care import Care
from aftercare.errors import BadInput
from aftercare.model.routine import Daily, Slot
from aftercare.model.typed_step import TypedStep, draft_of

TODAY = date(2026, 11, 22)
DAY = timedelta(1)
NOON = time(12, 30)


def slots(home):
    return Care.open(home).present().routine.slots


def test_one_is_made_and_undone(home, care):
    assert care.set_slot("noon", NOON, NOW, "Lunch break") == slots(home)["noon"] == Slot("noon", "Lunch break", NOON)
    assert care.undo(NOW).titles == ("Lunch break",)
    assert "noon" not in slots(home)


def test_another_time_holds_from_its_day_and_past_days_keep_theirs(home, care):
    care.set_slot("Evening", time(22), NOW, since=TODAY + DAY)
    at = {slot.slot.id: slot.slot.at for day in (0, 1) for slot in care.day(NOW, TODAY + day * DAY).slots}
    assert at["evening"] == time(22)
    assert [slots(home)["evening"].at_on(TODAY + each * DAY) for each in (-1, 0, 1)] == [time(21), time(21), time(22)]
    with pytest.raises(BadInput, match="Past days"):
        care.set_slot("evening", time(23), NOW, since=TODAY - DAY)


def test_what_is_so_already_is_not_written_again(care):
    care.set_slot("noon", NOON, NOW)
    care.set_slot("noon", NOON, NOW)
    care.undo(NOW)
    assert "noon" not in care.present().routine.slots


def test_a_new_one_needs_its_time(care):
    with pytest.raises(BadInput, match="time"):
        care.set_slot("noon", None, NOW)


def test_a_step_brings_its_new_part_of_the_day_along_as_one_action(home, care):
    typed = TypedStep(name="Walk", what="activity:other", new_slot="noon 12:30")
    shown = care.preview_with(draft_of(typed, TODAY), NOW)
    assert [each.slot for each in shown.rows[0].days[0].slots] == ["noon"]
    assert "noon" not in slots(home)
    step = care.add_step(draft_of(typed, TODAY), NOW)
    assert (step.terms[0].slots, step.terms[0].rule) == (("noon",), Daily())
    assert slots(home)["noon"].at == NOON
    assert [slot.slot.id for slot in care.day(NOW).slots] == ["morning", "noon", "evening"]
    care.undo(NOW)
    assert "noon" not in slots(home)


def test_a_new_one_under_the_name_of_another_time_is_refused_and_the_same_is_taken(home, care):
    care.set_slot("noon", time(12), NOW)
    care.set_slot("noon", NOON, NOW)
    with pytest.raises(BadInput, match="12:30"):
        care.add_step(draft_of(TypedStep(name="Walk", new_slot="noon 13:00"), TODAY), NOW)
    kept = slots(home)["noon"]
    care.add_step(draft_of(TypedStep(name="Walk", new_slot="noon 12:30"), TODAY), NOW)
    assert slots(home)["noon"] == kept


def test_a_plan_leaves_it_until_it_says_another_time(home, care):
    care.set_slot("noon", NOON, NOW)
    care.import_plan(a_plan(2), NOW)
    assert slots(home)["noon"].at == NOON
    care.import_plan(replace(a_plan(3), slots=(Slot("noon", "Noon", time(13)),)), NOW)
    assert [slots(home)["noon"].at_on(TODAY - DAY), slots(home)["noon"].at] == [NOON, time(13)]

"""The days that a client would see by a plan: the same as in a record that took it over, without one."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from msgspec.structs import replace

from aftercare.care import Care, Home, sample_plans
from aftercare.care.plan_preview import preview_of_plan
from aftercare.model.hold import FromReference
from aftercare.model.plan_days import stages_of, usual
from aftercare.model.preview_words import row_of
from aftercare.model.safety import Said

EVE = datetime(2026, 11, 15, 9, tzinfo=UTC)
MORNING = datetime(2026, 11, 16, 5, tzinfo=UTC)


def names(steps):
    return [each.name for each in steps]


@pytest.mark.parametrize("name", ["needle_course", "retinoid_cycling", "reactive_skin"])
def test_the_grid_is_that_of_a_record_that_took_the_plan_over(name, tmp_path):
    plan = replace(sample_plans()[name], starts=date(2026, 11, 16))
    care = Care.start(Home.at(tmp_path), MORNING)
    care.answer_safety("pregnancy", Said.NO, MORNING)
    care.import_plan(plan, MORNING)
    shown, kept = preview_of_plan(plan, EVE).preview, care.preview(MORNING)
    assert shown.first == kept.first
    assert {row.step.id: row_of(shown, row.days) for row in shown.rows} == {
        row.step.id: row_of(kept, row.days) for row in kept.rows
    }


def test_a_day_of_a_session_says_what_is_due_in_which_part_and_what_rests_until_when():
    day = preview_of_plan(sample_plans()["needle_course"], EVE).days[3]
    assert (day.day, [each.kind for each in day.sessions]) == (date(2026, 11, 19), ["facial needles"])
    morning, noon, evening = day.parts
    assert [each.slot.id for each in day.parts] == ["morning", "noon", "evening"]
    assert names(morning.due) == ["Mild cleanser", "Hydrating serum", "Barrier cream", "Mineral sunscreen SPF 50"]
    assert (noon.due, noon.resting) == ((), ())
    assert names(evening.due) == ["Calming gel", "Barrier cream"]
    assert [(each.step.name, f"{each.until:%d %H:%M}", each.back) for each in evening.resting] == [
        ("Mild cleanser", "19 22:45", False),
        ("Hydrating serum", "20 06:45", False),
    ]


def test_every_day_is_what_is_due_or_rests_on_all_of_them():
    days = preview_of_plan(sample_plans()["needle_course"], EVE).days
    found = usual(days)
    assert found["noon"] == ()
    assert names(found["evening"]) == ["Mild cleanser", "Hydrating serum", "Calming gel", "Barrier cream"]
    assert usual([]) == {}


def test_the_stages_of_a_titration_have_their_days():
    stages = stages_of(preview_of_plan(sample_plans()["retinoid_cycling"], EVE).preview)
    assert [(each.number, each.first, each.last) for each in stages] == [
        (1, date(2026, 11, 17), date(2026, 11, 30)),
        (2, date(2026, 12, 1), date(2026, 12, 13)),
    ]


def test_a_later_first_day_shows_a_plan_that_was_used_as_it_says_until_then():
    shown = preview_of_plan(sample_plans()["retinoid_cycling"], EVE, date(2026, 12, 1))
    assert (shown.begins, shown.days[0].day) == (date(2026, 11, 16), date(2026, 12, 1))
    assert [each.number for each in stages_of(shown.preview)] == [2]
    assert names(shown.days[0].parts[1].due) == ["Mild cleanser", "Retinal serum", "Barrier cream"]


def test_before_the_plan_begins_nothing_is_due():
    shown = preview_of_plan(sample_plans()["needle_course"], EVE, date(2026, 11, 14))
    assert [any(part.due for part in day.parts) for day in shown.days[:3]] == [False, False, True]


def test_a_plan_without_a_first_day_is_taken_over_today_or_on_the_day_that_is_named():
    plan = sample_plans()["reactive_skin"]
    assert preview_of_plan(plan, EVE).begins == EVE.date()
    assert preview_of_plan(plan, EVE, date(2026, 12, 1)).begins == date(2026, 12, 1)


def test_what_a_session_asks_for_says_how_long_and_who_says_so():
    first, *_ = preview_of_plan(sample_plans()["needle_course"], EVE).around
    assert {each.step for each in first.holds} == {"cleanse", "serum", "sunscreen", "renewal"}
    hours = {each.label: (each.until - first.end).total_seconds() / 3600 for each in first.leave_out}
    assert (hours["Alcohol"], hours["Waxing and threading"]) == (24, 72)
    by_plan = [each.label for each in first.leave_out if not isinstance(each.said_by, FromReference)]
    assert by_plan == ["Sauna, steam and hot baths"]


def test_of_a_session_before_the_days_only_what_reaches_into_them_is_told():
    first, *_ = preview_of_plan(sample_plans()["needle_course"], EVE, date(2026, 11, 21)).around
    assert (first.session.id, [each.step for each in first.holds], first.asks) == ("session-5", ["renewal"], ())
    assert "Alcohol" not in [each.label for each in first.leave_out]
    later, *_ = preview_of_plan(sample_plans()["needle_course"], EVE, date(2026, 12, 1)).around
    assert later.session.id == "session-6"


def test_magnets_are_shown_and_the_client_is_told_what_is_asked_first():
    shown = preview_of_plan(sample_plans()["magnets_at_home"], EVE)
    assert "Magnets" in names(shown.days[0].parts[0].due)
    assert any("no magnet is offered" in each for each in shown.remarks)

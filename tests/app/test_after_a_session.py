"""A session this afternoon, the evening after it and the days that follow, across the end of summer time.

Clocks go back on Sunday 25 October 2026. The session is on Saturday from 16:00 to 17:00 in London.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from stage import Clock, settled, shown
from textual.widgets import Static

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, read_plan
from aftercare.model.check_off import Done, Held, Occurrence, Pending
from aftercare.model.safety import Said
from aftercare.model.session import Attendance
from aftercare.widgets.step_list import StepList

LONDON = ZoneInfo("Europe/London")
SATURDAY = date(2026, 10, 24)

PLAN = """
format = 1
[plan]
id = "autumn"
version = 1
title = "Autumn"
[practitioner]
name = "Ines Moreau"
phone = "+44 20 7946 0143"
{products}
{steps}
[[sessions]]
id = "session-1"
at = 2026-10-24T16:00:00
kind = "facial needles"
minutes = 60
"""
#: Products with what they hold and the hours for which that rests.
RESTS = {
    "hyaluronic": ("serum", "hyaluronic acid", 0),
    "niacinamide": ("serum", "niacinamide", 12),
    "peptide": ("serum", "palmitoyl tripeptide-1", 24),
    "vitamin-c": ("serum", "ascorbic acid", 48),
    "retinal": ("retinoid", "retinal", 48),
    "lactic": ("exfoliant", "lactic acid", 72),
}
PRESCRIBED = "adapalene"


def at(hour: int, minute: int = 0, days: int = 0) -> datetime:
    return datetime.combine(SATURDAY + timedelta(days), datetime.min.time(), LONDON).replace(hour=hour, minute=minute)


@pytest.fixture
def clock() -> Clock:
    return Clock(at(21, 4))


@pytest.fixture
def care(home: Home, tmp_path: object) -> Care:
    """A record with one step an evening for each of the products, and one that a doctor prescribed."""
    products, steps = [], []
    for name, (kind, ingredient, _) in {**RESTS, PRESCRIBED: ("rx-topical", "adapalene 0.1 %", None)}.items():
        prescribed = "prescribed = true" if name == PRESCRIBED else ""
        named = f'id = "{name}"\nname = "{name}"\nkind = "{kind}"\n'
        products.append(f'[[products]]\n{named}ingredients = ["{ingredient}"]\n{prescribed}')
        steps.append(f'[[steps]]\nid = "{name}"\nproduct = "{name}"\nslot = "evening"\nrule = "daily"')
    file = home.data / "plan.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PLAN.format(products="\n".join(products), steps="\n".join(steps)))
    begun = at(8, days=-5)
    record = Care.start(home, begun, name="Anna B.")
    record.set_zone("Europe/London", begun)
    record.answer_safety("pregnancy", Said.NO, begun)
    record.import_plan(read_plan(file), begun)
    return record


def sheet(app: AftercareApp) -> str:
    """All that the open sheet says."""
    return " ".join(str(each.content) for each in app.screen.query(Static))


def states(home: Home, days: int) -> dict[str, str]:
    """The evening of that day as it stands on the disk, seen at 21:04 of it."""
    view = Care.open(home).day(at(21, 4, days))
    return {due.step.id: type(due.state).__name__ for slot in view.slots for due in slot.due}


def returned(days: int) -> set[str]:
    """What rests no longer on the evening of that day: real hours count, and Sunday has 25 of them."""
    since = (at(21, 0, days).timestamp() - at(17).timestamp()) / 3600
    return {name for name, (_, _, hours) in RESTS.items() if hours <= since} | {PRESCRIBED}


async def test_the_evening_after_tells_what_is_held_and_why(app: AftercareApp, care: Care, home: Home) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        seen = shown(app)
        for name, until in (("niacinamide", "Sun 25 Oct 04:00"), ("retinal", "Mon 26 Oct 16:00")):
            line = next(each for each in seen.splitlines() if f"‖ {name}" in each)
            assert f"held to {until}" in line
        assert "Leave out" in seen
        assert "sauna, steam" in seen.casefold()
        app.screen.query_one(StepList).place = Occurrence("retinal", SATURDAY, "evening")
        await settled(pilot)
        await pilot.press("w")
        await settled(pilot)
        why = sheet(app)
        assert "Held: Retinal rests 48 h after facial needles, until Mon 26 Oct 16:00." in why
        assert "Who says so: aftercare's default, which your therapist may change" in why
        assert "Nobody has said yet whether the session took place." in why
        assert "What comes back first 1 Sun 04:00  niacinamide returns" in why


async def test_what_is_held_is_kept_as_done_with_a_word(app: AftercareApp, care: Care, home: Home) -> None:
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        app.screen.query_one(StepList).place = Occurrence("retinal", SATURDAY, "evening")
        await pilot.press("space")
        await settled(pilot)
        said = " ".join(shown(app).split())
        assert "“retinal” is held to Mon 26 Oct 16:00" in said
        assert "kept as done" in said
    assert states(home, 0)["retinal"] == "Done"


async def test_what_is_held_cannot_be_ticked_by_the_whole_part_of_the_day(
    app: AftercareApp, care: Care, home: Home
) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("A")
        await settled(pilot)
    assert {name for name, state in states(home, 0).items() if state == "Done"} == {"hyaluronic", PRESCRIBED}
    assert states(home, 0)["retinal"] == "Held"


@pytest.mark.parametrize("days", range(5))
def test_each_class_comes_back_on_its_day(care: Care, home: Home, days: int) -> None:
    found = states(home, days)
    assert {name for name, state in found.items() if state == "Pending"} == returned(days)
    assert {name for name, state in found.items() if state == "Held"} == set(found) - returned(days)


def test_the_days_of_the_return_are_those_of_the_example() -> None:
    days = {name: next(day for day in range(6) if name in returned(day)) for name in (*RESTS, PRESCRIBED)}
    assert days == {
        "hyaluronic": 0,
        "niacinamide": 1,
        "peptide": 1,
        "vitamin-c": 2,
        "retinal": 2,
        "lactic": 3,
        PRESCRIBED: 0,
    }


async def test_a_prescribed_one_stays_due_with_its_question(app: AftercareApp, care: Care, home: Home) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        app.screen.query_one(StepList).place = Occurrence(PRESCRIBED, SATURDAY, "evening")
        await settled(pilot)
        seen = " ".join(shown(app).split())
        assert "ask your prescriber" in seen
        assert "It is prescribed, so it stays due: ask the prescriber or your therapist." in seen
        await pilot.press("space")
        await settled(pilot)
    (due,) = [due for slot in Care.open(home).day(at(21, 5)).slots for due in slot.due if due.step.id == PRESCRIBED]
    assert isinstance(due.state, Done)


async def test_the_app_asks_whether_it_took_place_and_keeps_the_answer(
    app: AftercareApp, care: Care, home: Home
) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        assert "Did the session take place" in shown(app)
        await pilot.press("e", "k")
        await settled(pilot)
        assert "Did the session take place" not in shown(app)
    assert [each.attendance for each in Care.open(home).sessions()] == [Attendance.TOOK_PLACE]
    (held,) = [each for each in Care.open(home).circumstances(at(21, 5), SATURDAY).holds if each.step == "retinal"]
    assert not held.provisional


async def test_a_session_that_was_cancelled_brings_everything_back(app: AftercareApp, care: Care, home: Home) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("e", "c")
        await settled(pilot)
        assert "held to" not in shown(app)
        assert "Leave out" not in shown(app)
        await pilot.press("u")
        await settled(pilot)
        assert "held to" in shown(app)
    assert states(home, 0)["retinal"] == "Held"


async def test_a_session_that_was_moved_holds_from_its_new_end(app: AftercareApp, care: Care, home: Home) -> None:
    async with app.run_test() as pilot:
        await settled(pilot)
        await pilot.press("e", "m")
        await settled(pilot)
        await pilot.press("ctrl+u", *"2026-10-24 11:00", "enter")
        await settled(pilot)
        assert "held to Mon 26 Oct 11:00" in shown(app)
    (session,) = Care.open(home).sessions()
    assert (session.at.hour, session.planned_at) == (11, datetime(2026, 10, 24, 16))


async def test_all_of_what_to_leave_out_with_its_reasons(app: AftercareApp, care: Care) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("l")
        await settled(pilot)
        seen = sheet(app)
        assert "After facial needles, Sat 24 Oct (did it take place?)" in seen
        assert "Touching and rubbing: until Sun 04:00." in seen
        assert "Hands and telephones bring germs" in seen


def test_a_step_done_all_the_same_is_told_as_done(care: Care, home: Home) -> None:
    care.tick(Occurrence("retinal", SATURDAY, "evening"), at(21, 5))
    assert states(home, 0)["retinal"] == "Done"
    (due,) = [due for slot in care.day(at(21, 6)).slots for due in slot.due if due.step.id == "lactic"]
    assert isinstance(due.state, Held)
    assert not isinstance(due.state, Pending)

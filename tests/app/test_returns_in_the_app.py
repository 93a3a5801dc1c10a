"""What comes back after a session as the app shows it, day by day: across both clock changes, slowly, and in the sun.

The sessions end at 17:00 in London on the Saturday before the clocks change: on Sunday 29 March 2026 they go forward,
on Sunday 25 October back. Real hours count, so 48 of them are 17:00, and 18:00 or 16:00 by the wall.
"""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from stage import Clock, settled, shown, until
from textual.widgets import Static

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, read_plan
from aftercare.model.check_off import Occurrence
from aftercare.model.safety import Said
from aftercare.widgets.after_line import AfterLine
from aftercare.widgets.step_list import StepList

LONDON = ZoneInfo("Europe/London")
SPRING, AUTUMN = date(2026, 3, 28), date(2026, 10, 24)
#: For each product what it is, and its place in the evening on the days from the session on: ‖ rests, · is there.
EVENINGS = {
    "hyaluronic": ("serum", "hyaluronic acid", "·····"),
    "niacinamide": ("serum", "niacinamide", "‖····"),
    "retinal": ("retinoid", "retinal", "‖‖···"),
    "lactic": ("exfoliant", "lactic acid", "‖‖‖··"),
}
PLAN = """
format = 1
[plan]
id = "change"
version = 1
title = "Clock change"
[practitioner]
name = "Ines Moreau"
{more}
[[sessions]]
id = "session-1"
at = {day}T16:00:00
kind = "facial needles"
minutes = 60
"""
#: How wide the list is at least.
_LIST = 81
SLOWLY = """
[[holds]]
id = "retinoids"
ingredients = "retinoid"
for = "48 h"
return = [ { until = "7 days", every_days = 3 } ]
reason = "Let the points close first."
"""


def at(saturday: date, hour: int, minute: int = 0, days: int = 0) -> datetime:
    return datetime.combine(saturday + timedelta(days), time(hour, minute), LONDON)


def a_record(home: Home, saturday: date, more: str = "") -> Care:
    things = [more]
    for name, (kind, ingredient, _) in EVENINGS.items():
        named = f'id = "{name}"\nname = "{name}"\nkind = "{kind}"\n'
        things.append(f'[[products]]\n{named}ingredients = ["{ingredient}"]')
        things.append(f'[[steps]]\nid = "{name}"\nproduct = "{name}"\nslot = "evening"\nrule = "daily"')
    file = home.data / "plan.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(PLAN.format(more="\n".join(things), day=saturday))
    begun = at(saturday, 8, days=-5)
    record = Care.start(home, begun, name="Anna B.")
    record.set_zone("Europe/London", begun)
    record.answer_safety("pregnancy", Said.NO, begun)
    record.import_plan(read_plan(file), begun)
    return record


def line_of(app: AftercareApp, name: str) -> str:
    """The line of that step in the list, which stands on the left."""
    lines = (line[:_LIST] for line in shown(app).splitlines())
    return next(line for line in lines if f" {name} " in line)


def sheet(app: AftercareApp) -> str:
    """All that the open sheet says."""
    return " ".join(str(each.content) for each in app.screen.query(Static))


async def why(app: AftercareApp, pilot, step: str, day: date) -> str:
    app.screen.query_one(StepList).place = Occurrence(step, day, "evening")
    await settled(pilot)
    await pilot.press("w")
    await settled(pilot)
    return sheet(app)


@pytest.mark.parametrize("days", range(5))
@pytest.mark.parametrize("saturday", [SPRING, AUTUMN], ids=["forward", "back"])
async def test_each_class_comes_back_on_its_day_across_the_clock_change(home: Home, saturday: date, days: int) -> None:
    record = a_record(home, saturday)
    record.session_took_place("session-1", at(saturday, 18))
    app = AftercareApp(home, None, clock=Clock(at(saturday, 21, 4, days)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        found = {name: "‖" if f"‖ {name}" in line_of(app, name) else "·" for name in EVENINGS}
    assert found == {name: row[days] for name, (_, _, row) in EVENINGS.items()}


@pytest.mark.parametrize(
    ("saturday", "retinal", "lactic"),
    [(SPRING, "Mon 30 Mar 18:00", "Tue 31 Mar 18:00"), (AUTUMN, "Mon 26 Oct 16:00", "Tue 27 Oct 16:00")],
    ids=["forward", "back"],
)
async def test_the_times_of_the_return_are_real_hours(home: Home, saturday: date, retinal: str, lactic: str) -> None:
    a_record(home, saturday)
    app = AftercareApp(home, None, clock=Clock(at(saturday, 21, 4)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert f"held to {retinal}" in line_of(app, "retinal")
        assert f"held to {lactic}" in line_of(app, "lactic")
        told = await why(app, pilot, "lactic", saturday)
    assert f"Held: Lactic acid rests 72 h after facial needles, until {lactic}." in told
    assert "Nobody has said yet whether the session took place." in told
    assert f"{retinal[:3]} {retinal[-5:]}  retinal returns" in told


async def test_a_provisional_hold_is_told_as_such_until_somebody_answers(home: Home) -> None:
    a_record(home, AUTUMN)
    app = AftercareApp(home, None, clock=Clock(at(AUTUMN, 21, 4)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "Nobody has said yet" in await why(app, pilot, "retinal", AUTUMN)
        await pilot.press("escape", "e", "k")
        await settled(pilot)
        assert "Nobody has said yet" not in await why(app, pilot, "retinal", AUTUMN)
        assert "Held: Retinal rests 48 h" in sheet(app)
    (session,) = Care.open(home).sessions()
    assert session.attendance.value == "took place"


async def test_it_comes_back_slowly_and_says_when_it_is_free_again(home: Home) -> None:
    record = a_record(home, AUTUMN, SLOWLY)
    record.session_took_place("session-1", at(AUTUMN, 18))
    clock = Clock(at(AUTUMN, 21, 4))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        await pilot.press("l")
        await settled(pilot)
        assert "Mon 16:00  retinal returns slowly" in sheet(app)
    # used on the Monday: three days later it is free again
    monday = AUTUMN + timedelta(2)
    app = AftercareApp(home, None, clock=Clock(at(AUTUMN, 21, 4, 2)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        app.screen.query_one(StepList).place = Occurrence("retinal", monday, "evening")
        await settled(pilot)
        await pilot.press("space")
        await settled(pilot)
    assert type(Care.open(home).why("retinal", at(AUTUMN, 21, 5, 2)).slots[0].state).__name__ == "Done"
    app = AftercareApp(home, None, clock=Clock(at(AUTUMN, 21, 4, 3)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "‖ retinal" in line_of(app, "retinal")
        assert "held to Thu 29 Oct 21:00" in line_of(app, "retinal")
        told = await why(app, pilot, "retinal", monday + timedelta(1))
        assert "until Sat 31 Oct 16:00 at most every 3 days." in told
        assert "It was last used on Mon 26 Oct, so again from Thu 29 Oct 21:00." in told
        assert "retinal returns slowly" in told
        await pilot.press("escape", "l")
        await settled(pilot)
        assert "Thu 21:00  retinal returns slowly" in sheet(app)
        assert "Nothing has to be left out" not in sheet(app)
    app = AftercareApp(home, None, clock=Clock(at(AUTUMN, 21, 4, 5)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "‖ retinal" not in line_of(app, "retinal")


async def test_sun_care_is_told_for_seven_days_after_the_acid_was_used(home: Home) -> None:
    a_record(home, AUTUMN).session_took_place("session-1", at(AUTUMN, 18))
    tuesday = AUTUMN + timedelta(3)
    app = AftercareApp(home, None, clock=Clock(at(AUTUMN, 21, 4, 3)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "Sun care" not in shown(app)
        app.screen.query_one(StepList).place = Occurrence("lactic", tuesday, "evening")
        await settled(pilot)
        await pilot.press("space")
        await until(pilot, lambda: "Sun care until Tue 3 Nov: after “lactic”." in shown(app))
    app = AftercareApp(home, None, clock=Clock(at(AUTUMN, 12, 0, 10)))
    async with app.run_test(size=(120, 40)) as pilot:
        await until(pilot, lambda: "Sun care until Tue 3 Nov" in shown(app))
    app = AftercareApp(home, None, clock=Clock(at(AUTUMN, 12, 0, 11)))
    async with app.run_test(size=(120, 40)) as pilot:
        await settled(pilot)
        assert "Sun care" not in shown(app)
    assert Care.open(home).sun_care(at(AUTUMN, 12, 0, 11)) is None


async def test_a_step_as_needed_that_rests_stands_there_with_its_end(home: Home) -> None:
    named = 'id = "spot"\nname = "Spot serum"\nproduct = "retinal"'
    of_wish = f'[[steps]]\n{named}\nrule = {{ as_needed = 2, apart = "4 h" }}'
    a_record(home, AUTUMN, of_wish)
    app = AftercareApp(home, None, clock=Clock(at(AUTUMN, 21, 4)))
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        (line,) = [line for line in shown(app).splitlines() if "Spot serum" in line]
        assert "‖ Spot serum" in line
        assert line.rstrip(" │").endswith("held to Mon 26 Oct 16:00")


def test_the_line_of_a_day_that_asks_for_nothing_is_empty(home: Home) -> None:
    record = a_record(home, AUTUMN)
    record.cancel_session("session-1", at(AUTUMN, 18))
    line = AfterLine(record.day(at(AUTUMN, 21, 4)))
    assert not line.has_class("-said")
    assert line.render().plain == ""

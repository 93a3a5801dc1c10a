"""Other days, the clock, and a day that begins while the screen is open."""

from __future__ import annotations

from datetime import timedelta

from stage import DAY, Clock, at, kinds, settled, shown, until

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.check_off import Occurrence


async def test_arrows_and_brackets_turn_the_days_and_t_comes_back(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        for key, heading in (
            ("left", "Saturday 21 November · yesterday"),
            ("left_square_bracket", "Friday 20 November · 2 days ago"),
            ("t", "Sunday 22 November · Anna B."),
            ("right", "Monday 23 November · tomorrow"),
            ("escape", "Sunday 22 November · Anna B."),
        ):
            await pilot.press(key)
            await settled(pilot)
            assert heading in shown(app)


async def test_arrows_pressed_fast_turn_as_many_days(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("left", "left", "left")
        await settled(pilot)
        assert "Thursday 19 November · 3 days ago" in shown(app)


async def test_a_past_day_can_be_filled_in_and_a_coming_one_not(app: AftercareApp, home: Home) -> None:
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("left")
        await settled(pilot)
        assert "missed" in shown(app)
        await pilot.press("space")
        await settled(pilot)
        assert "done Sun 22 Nov 21:04" in shown(app)
        await pilot.press("right", "right")
        await settled(pilot)
        await pilot.press("space")
        await settled(pilot)
        assert "is still to come" in " ".join(shown(app).split())
    assert kinds(home) == ["tick"]


async def test_the_clock_moves_on_and_the_part_of_the_day_with_it(app: AftercareApp, clock: Clock) -> None:
    clock.now = at(7, 30)
    async with app.run_test() as pilot:
        await until(pilot, lambda: "07:30" in shown(app).splitlines()[0])
        assert "› Mild cleanser" in shown(app)
        first = next(line for line in shown(app).splitlines() if line.startswith(" ╭─"))
        assert first.startswith(" ╭─ Morning")


async def test_a_new_day_takes_today_along(app: AftercareApp, clock: Clock) -> None:
    async with app.run_test() as pilot:
        clock.now = at(3, 59) + timedelta(days=1)
        await until(pilot, lambda: "03:59" in shown(app))
        assert "Sunday 22 November" in shown(app)
        clock.now = at(4, 0) + timedelta(days=1)
        await until(pilot, lambda: "Monday 23 November" in shown(app))


async def test_a_new_day_leaves_alone_who_turned_to_another(app: AftercareApp, clock: Clock) -> None:
    async with app.run_test() as pilot:
        await pilot.press("left")
        await settled(pilot)
        clock.now = at(7) + timedelta(days=1)
        await until(pilot, lambda: "07:00" in shown(app))
        assert "Saturday 21 November · 2 days ago" in shown(app)


async def test_the_app_opens_on_the_day_that_it_is_asked_for(home: Home, care: Care, clock: Clock) -> None:
    care.tick(Occurrence("cleanse", DAY - timedelta(days=2), "evening"), at(21, day=20))
    app = AftercareApp(home, None, clock=clock, day=DAY - timedelta(days=2))
    async with app.run_test():
        assert "Friday 20 November" in shown(app)
        assert "done 21:00" in shown(app)

"""Two open at once show each other's actions, and a record that cannot be read for a while stays on the screen."""

from __future__ import annotations

from pathlib import Path

from stage import DAY, Clock, at, carry_over, elsewhere, settled, shown, state, until

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.check_off import Occurrence
from aftercare.model.notice import RecordUnreadable
from aftercare.screens.today import TodayScreen


async def test_one_ticks_and_the_other_shows_it(app: AftercareApp, home: Home, clock: Clock) -> None:
    other = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot, other.run_test() as beside:
        await pilot.press("space")
        await settled(pilot)
        await until(beside, lambda: "done 21:04" in shown(other))
        await beside.press("down", "space")
        await settled(beside)
        await until(pilot, lambda: "2 of 5" in shown(app))
    assert state(home, "cleanse") == state(home, "serum") == "done"


async def test_a_tick_from_a_command_is_shown(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        Care.open(home).tick(Occurrence("cleanse", DAY, "evening"), at(21, 3))
        await until(pilot, lambda: "done 21:03" in shown(app))


async def test_what_cannot_be_read_is_said_and_what_was_read_stays(app: AftercareApp, home: Home) -> None:
    records = home.client("me").records
    async with app.run_test() as pilot:
        records.rename(records.with_name("away"))
        # where the path of the folder is long, the line cuts the end of the sentence
        await until(pilot, lambda: unreadable(app))
        assert shown(app).splitlines()[1].startswith("  ! ")
        assert "Mild cleanser" in shown(app)
        records.with_name("away").rename(records)
        await until(pilot, lambda: not unreadable(app))
        assert not shown(app).splitlines()[1].startswith("  ! ")


def unreadable(app: AftercareApp) -> bool:
    """Whether the day says that the record cannot be read."""
    assert isinstance(app.screen, TodayScreen)
    return any(isinstance(each, RecordUnreadable) for each in app.screen.notices) and "\n  ! " in f"\n{shown(app)}"


async def test_what_was_changed_in_two_places_is_offered_and_settled(
    home: Home, care: Care, clock: Clock, tmp_path: Path
) -> None:
    cleanse = Occurrence("cleanse", DAY, "evening")
    away = elsewhere(home, tmp_path)
    Care(away).skip(cleanse, "no time", at(21, 1))
    care.skip(cleanse, "too tired", at(21, 2))
    carry_over(away, home)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        assert "One thing was changed in two places" in shown(app)
        await pilot.press("v")
        await settled(pilot)
        assert "Mild cleanser, Sun 22 Nov, evening" in shown(app)
        assert "skipped 21:02: too tired (shown now)" in shown(app)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert "changed in two places" not in shown(app)
        assert "skipped: no time" in shown(app)
    assert state(home, "cleanse") == "skipped: no time"
    assert Care.open(home).several_versions() == []


async def test_a_notice_is_put_away_by_key_and_by_mouse(home: Home, care: Care, clock: Clock, tmp_path: Path) -> None:
    away = elsewhere(home, tmp_path)
    Care(away).skip(Occurrence("cleanse", DAY, "evening"), "no time", at(21, 1))
    care.tick(Occurrence("cleanse", DAY, "evening"), at(21, 2))
    carry_over(away, home)
    for click in (False, True):
        app = AftercareApp(home, None, clock=clock)
        async with app.run_test() as pilot:
            lines = shown(app).splitlines()
            row = next(row for row, line in enumerate(lines) if "puts it away" in line)
            if click:
                await pilot.click(offset=(lines[row].index("puts it away"), row))
            else:
                await pilot.press("x")
            await settled(pilot)
            assert "puts it away" not in shown(app)
            assert isinstance(app.screen, TodayScreen)

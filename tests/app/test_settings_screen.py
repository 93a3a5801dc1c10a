"""The settings' screen, by keyboard and by mouse, judged by what the record and this machine hold."""

from __future__ import annotations

from datetime import date, time

import pytest
from stage import Clock, at, press, settled, shown
from textual.widgets import Input

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.care.machine_settings import FACE_VIEWS
from aftercare.model import tables
from aftercare.model.day_start import DatedStart, DayStarts
from aftercare.model.deed import Deed
from aftercare.model.face_layer import View
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.reminder_settings import DEFAULTS, QuietHours
from aftercare.model.slot_instant import DatedZone
from aftercare.screens.settings import SettingsScreen
from aftercare.screens.today import TodayScreen
from aftercare.themes import EVENING, MORNING
from aftercare.widgets.face_map import FaceMap


def kept(home: Home) -> Care:
    """The record, read from the disk by somebody else."""
    return Care.open(home, "me")


def row_of(app: AftercareApp, words: str) -> tuple[int, int]:
    lines = shown(app).splitlines()
    row = next(row for row, line in enumerate(lines) if words in line)
    return lines[row].index(words), row


def line_of(app: AftercareApp, title: str) -> str:
    return next(line for line in shown(app).splitlines() if title in line)


async def test_comma_opens_them_and_escape_goes_back(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("comma")
        await settled(pilot)
        assert isinstance(app.screen, SettingsScreen)
        for words in ("Anna B., in the record", "▌Name", "UTC", "04:00", "This machine, for everybody", "evening"):
            assert words in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_the_name(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("comma", "enter")
        await settled(pilot)
        await pilot.press("!", "enter")
        await settled(pilot)
        assert "Anna B.!" in line_of(app, "Name")
        assert "Settings · Anna B.!" in shown(app)
    assert kept(home).present().client.name == "Anna B.!"


async def test_the_zone_is_found_by_a_part_of_its_name(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("comma", "down", "enter")
        await settled(pilot)
        await pilot.press(*"new yo", "enter")
        await settled(pilot)
        assert "America/New_York" in line_of(app, "Time zone")
    assert kept(home).present().zones[-1] == DatedZone(date(2026, 11, 22), "America/New_York", at(21, 4))


async def test_from_the_field_the_arrows_choose(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("comma", "down", "enter")
        await settled(pilot)
        await pilot.press(*"europe/b", "down", "down", "up", "enter")
        await settled(pilot)
    assert kept(home).present().zones[-1].zone == "Europe/Belgrade"


async def test_a_zone_that_there_is_not_suggests_the_nearest_and_stays(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("comma", "down", "enter")
        await settled(pilot)
        await pilot.press(*"berln", "enter")
        await settled(pilot)
        assert "Did you mean Europe/Berlin?" in shown(app)
        assert app.screen.query_one(Input).value == "berln"
    assert kept(home).present().zones == (DatedZone(date(2026, 11, 16), "UTC"),)


async def test_the_start_of_the_day_holds_from_tomorrow_on_and_says_so(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("comma", "down", "down", "enter")
        await settled(pilot)
        await pilot.press(*["backspace"] * 5, *"6:30", "enter")
        await settled(pilot)
        assert "06:30" in line_of(app, "Start of the day")
        assert "from Mon 23 Nov on, 04:00 until then" in line_of(app, "Start of the day")
    assert kept(home).present().starts == DayStarts(time(4), (DatedStart(date(2026, 11, 23), time(6, 30)),))


async def test_a_start_that_cannot_be_is_said_and_what_was_typed_stays(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("comma", "down", "down", "enter")
        await settled(pilot)
        await pilot.press(*["backspace"] * 5, *"13:00", "enter")
        await settled(pilot)
        assert "A day cannot start at “13:00”." in shown(app)
        assert app.screen.query_one(Input).value == "13:00"
    assert kept(home).present().starts == DayStarts()


async def test_the_theme_is_worn_at_once_and_the_next_time(app: AftercareApp, home: Home, clock: Clock) -> None:
    async with app.run_test() as pilot:
        assert app.theme == EVENING.name
        await pilot.press("comma", *["down"] * 4, "enter")
        await settled(pilot)
        await pilot.press("down", "enter")
        await settled(pilot)
        assert app.theme == MORNING.name
        assert "morning" in line_of(app, "Theme")
    assert AftercareApp(home, None, clock=clock).theme == MORNING.name
    assert (home.state / "settings.toml").read_text() == 'theme = "morning"\n'


async def test_the_face_is_seen_as_in_a_mirror_from_then_on(app: AftercareApp, home: Home, clock: Clock) -> None:
    async with app.run_test() as pilot:
        await press(pilot, "comma", *["down"] * 5, "enter", "down", "enter")
        assert "mirror" in line_of(app, "The face")
        await press(pilot, "escape", "c")
        # the sides are those of whoever looks into a mirror, and so is where the arrows go
        assert shown(app).splitlines()[2].split("▗")[0].strip() == "left"
        face = app.screen.query_one(FaceMap)
        face.select("cheek-up-r")
        await press(pilot, "right")
        assert face.state.view is View.MIRROR
        assert face.selected.endswith("-r")
    assert AftercareApp(home, None, clock=clock).face_view == "mirror"


def test_the_face_can_be_seen_from_where_a_face_map_shows_it() -> None:
    assert tuple(View) == FACE_VIEWS


async def test_the_theme_of_the_palette_lasts_too(app: AftercareApp, home: Home, clock: Clock) -> None:
    async with app.run_test() as pilot:
        await pilot.press("ctrl+p")
        await settled(pilot)
        await pilot.press(*"morning")
        await pilot.pause()
        await settled(pilot)
        await pilot.press("enter")
        await settled(pilot)
        assert app.theme == MORNING.name
    assert AftercareApp(home, None, clock=clock).theme == MORNING.name


async def test_u_takes_back_what_was_set_and_nothing_else(app: AftercareApp, home: Home) -> None:
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("space")
        await settled(pilot)
        await pilot.press("comma", "enter")
        await settled(pilot)
        await pilot.press("!", "enter")
        await settled(pilot)
        await pilot.press("u")
        await settled(pilot)
        assert kept(home).present().client.name == "Anna B."
        assert "Anna B.!" not in line_of(app, "Name")
        await pilot.press("u")
        await settled(pilot)
        assert "your last action was not a setting" in shown(app)
    assert sum(slot.done for slot in kept(home).day(at(22)).slots) == 1


async def test_escape_leaves_a_setting_as_it_was(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("comma")
        for keys in (("enter",), ("down", "enter", "x"), ("down", "enter"), ("down", "enter", "down")):
            await pilot.press(*keys)
            await settled(pilot)
            assert not isinstance(app.screen, SettingsScreen)
            await pilot.press("escape")
            await settled(pilot)
            assert isinstance(app.screen, SettingsScreen)
    begun = ["start", "answer safety", "import plan", "session took place"]
    assert [each.action.what for each in kept(home)._record.actions("profile")] == begun
    assert not (home.state / "settings.toml").exists()


async def test_how_the_client_is_reminded(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(100, 40)) as pilot:
        await pilot.press("comma", *["down"] * 8, "enter")
        await settled(pilot)
        await pilot.press(*["backspace"] * 14, *"23:00 to 06:30", "enter")
        await settled(pilot)
        assert "23:00 to 06:30" in line_of(app, "Quiet hours")
        await pilot.press("down", "down", "down", "enter")
        await settled(pilot)
        await pilot.press(*["backspace"] * 7, *"named", "enter")
        await settled(pilot)
        assert "named" in line_of(app, "Routine: words")
        await pilot.press("down", "enter")
        await settled(pilot)
        await pilot.press(*["backspace"] * 3, *"2 h", "enter")
        await settled(pilot)
        assert "2 h" in line_of(app, "Routine: late")
        await pilot.press("down", "enter")
        await settled(pilot)
        await pilot.press(*["backspace"] * 20, *"soon", "enter")
        await settled(pilot)
        assert "“soon” does not say when." in shown(app)
        await pilot.press(*["backspace"] * 4, *"off", "enter")
        await settled(pilot)
        assert "off" in line_of(app, "Sessions")
        await pilot.press("u")
        await settled(pilot)
        assert "24 h and 2 h before" in line_of(app, "Sessions")
    reminders = kept(home).present().reminders
    assert reminders.quiet == QuietHours(time(23), time(6, 30))
    assert (reminders.of(ReminderKind.SLOT).wording, reminders.of(ReminderKind.SLOT).late) == ("named", 120)
    assert reminders.of(ReminderKind.SESSION) == DEFAULTS[ReminderKind.SESSION]


async def test_by_mouse_alone(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(100, 60)) as pilot:
        await pilot.click(offset=row_of(app, "? help"))
        await settled(pilot)
        await pilot.click(offset=row_of(app, "the settings: name"))
        await settled(pilot)
        assert isinstance(app.screen, SettingsScreen)
        await pilot.click(offset=row_of(app, "Time zone"))
        await settled(pilot)
        await pilot.click(offset=row_of(app, "US/Samoa"))
        await settled(pilot)
        assert "US/Samoa" in line_of(app, "Time zone")
        await pilot.click(offset=row_of(app, "Theme"))
        await settled(pilot)
        x, y = row_of(app, "evening (now)")
        await pilot.click(offset=(x, y + 1))
        await settled(pilot)
        assert app.theme == MORNING.name
        await pilot.click(offset=row_of(app, "u undo"))
        await settled(pilot)
        assert kept(home).present().zones[-1].zone == "UTC"
        await pilot.click(offset=row_of(app, "esc back"))
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)


async def test_the_help_explains_and_runs_its_keys(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        await pilot.press("comma", "question_mark")
        await settled(pilot)
        assert "change the chosen setting" in shown(app)
        await pilot.press("enter")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "Anna B."


async def test_what_another_process_sets_is_seen(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("comma")
        await settled(pilot)
        kept(home).rename("Zoe", at(21, 5))
        app.screen_stack[0]._care.follow()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "Zoe" in line_of(app, "Name")


async def test_a_name_is_shown_as_it_is(home: Home, care: Care, clock: Clock) -> None:
    care.rename("[red]X[/oops]", at(21))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await pilot.press("comma")
        await settled(pilot)
        assert "[red]X[/oops]" in line_of(app, "Name")


@pytest.mark.parametrize("content", ['theme = "midnight"\n', "theme = \n", "\x00"])
async def test_settings_that_cannot_be_used_are_said_and_the_day_opens(
    home: Home, care: Care, clock: Clock, content: str
) -> None:
    home.state.mkdir(exist_ok=True)
    (home.state / "settings.toml").write_text(content)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(notifications=True) as pilot:
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert app.theme == EVENING.name
        assert "midnight" in shown(app) or "cannot be read as settings" in shown(app)
        await pilot.press("comma")
        await settled(pilot)
        assert isinstance(app.screen, SettingsScreen)


@pytest.mark.parametrize("click", [False, True])
async def test_a_zone_unknown_here_is_told_on_the_day_and_among_the_settings(
    home: Home, care: Care, clock: Clock, click: bool
) -> None:
    zone = DatedZone(date(2026, 11, 20), "Mars/[b]Base")
    care._do(Deed.SET_ZONE, at(9), lambda: care._put(tables.TIME_ZONES, "2026-11-20", zone))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        assert "kept in the time of Mars/[b]Base, which this machine does not know" in shown(app)
        assert "21:04" in shown(app)
        if click:
            await pilot.click(offset=row_of(app, "Your record is kept"))
        else:
            await pilot.press("comma")
        await settled(pilot)
        assert "not known here: told in UTC" in line_of(app, "Mars/[b]Base")

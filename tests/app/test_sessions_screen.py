"""The appointments' screen, by keyboard and by mouse, judged by what the record holds."""

from __future__ import annotations

from datetime import datetime

from scenes import in_a_course
from stage import DAY, Clock, at, press, settled, shown
from textual.widgets import Input

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.session import Attendance
from aftercare.screens.today import TodayScreen


def row_of(app: AftercareApp, words: str) -> tuple[int, int]:
    lines = shown(app).splitlines()
    row = next(row for row, line in enumerate(lines) if words in line)
    return lines[row].index(words), row


def deeds(home: Home) -> list[str]:
    """What was done since the record of `care` began: with its start, its plan, and the session that took place."""
    return [each.action.what for each in Care.open(home)._record.actions("profile")][4:]


def session(home: Home, session_id: str = "session-6"):
    return Care.open(home).present().sessions[session_id]


async def test_a_adds_one_of_the_clients_own(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a", "a")
        await settled(pilot)
        await pilot.press(*"2026-11-31 9:00", "enter")
        await settled(pilot)
        await pilot.press(*"review", "enter")
        await settled(pilot)
        assert "“2026-11-31” is not a day" in shown(app)
        await pilot.press("shift+tab", "home", *["delete"] * 10, *"2026-11-30", "enter")
        await settled(pilot)
        assert "Mon 30 Nov 09:00" in shown(app)
    added = next(each for each in Care.open(home).sessions() if each.id.startswith("own-"))
    assert (added.at, added.kind) == (datetime(2026, 11, 30, 9), "review")
    assert deeds(home) == ["add session"]


async def test_m_moves_and_c_cancels_and_u_takes_back(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a", "m")
        await settled(pilot)
        await pilot.press("home", *["delete"] * 16, *"2026-11-27 10:00", "enter")
        await settled(pilot)
        assert session(home).at == datetime(2026, 11, 27, 10)
        assert session(home).planned_at == datetime(2026, 11, 26, 17, 30)
        assert "Fri 27 Nov 10:00" in shown(app)
        await pilot.press("c")
        await settled(pilot)
        assert session(home).attendance is Attendance.CANCELLED
        assert "cancelled" in shown(app)
        await pilot.press("escape", "u")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
    assert session(home).attendance is Attendance.PLANNED
    assert deeds(home) == ["move session", "cancel session", "undo"]


async def test_k_says_that_it_took_place_once_it_can_have(home: Home, care: Care, clock: Clock) -> None:
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("a", "k")
        await settled(pilot)
        assert "still to come" in shown(app)
        assert deeds(home) == []
        clock.now = at(20, day=26)
        await pilot.press("escape", "a")
        await settled(pilot)
        assert "did it take place?" in shown(app)
        x, y = row_of(app, "Thu 26 Nov 17:30")
        await pilot.click(offset=(x, y))
        await settled(pilot)
        await pilot.press("escape", "k")
        await settled(pilot)
    assert session(home).attendance is Attendance.TOOK_PLACE
    assert deeds(home) == ["session took place"]


async def test_t_keeps_what_was_done_and_said_and_the_next_date(home: Home, care: Care, clock: Clock) -> None:
    clock.now = at(20, day=26)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a")
        await pilot.click(offset=row_of(app, "Thu 26 Nov 17:30"))
        await settled(pilot)
        await press(pilot, "escape", "t")
        for field, typed in zip(
            app.screen.query(Input),
            ("LI4,  ST366", "ampoule", "No acids till Monday.", "2026-12-03 9:00", "body needles"),
            strict=True,
        ):
            field.value = typed
        await press(pilot, "enter")
        # a slip, or a point that no table has: it is told once, beneath what was typed
        assert "“ST366” is no point that is known here." in shown(app)
        assert "Did you mean ST36? Enter once more" in shown(app)
        assert session(home).points == ()
        await press(pilot, "enter")
        assert "points: LI4, ST366" in shown(app)
        assert "in the room: ampoule" in shown(app)
        assert "Thu 3 Dec 09:00" in shown(app) or "Thu 03 Dec 09:00" in shown(app)
    kept = session(home)
    assert (kept.points, kept.products, kept.attendance) == (("LI4", "ST366"), ("ampoule",), Attendance.TOOK_PLACE)
    assert kept.kind == "body needles"
    assert deeds(home) == ["tell session"]
    (entry,) = Care.open(home).entries(DAY, at(20, day=27).date())
    assert (entry.session, entry.said) == ("session-6", "No acids till Monday.")


async def test_what_is_to_be_asked_stands_under_the_next_session(home: Home, care: Care, clock: Clock) -> None:
    care.session_took_place("session-5", at(19, day=19))
    care.ask("May I swim?", at(9, day=18))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "a", "n")
        await press(pilot, *"How long?", "enter")
        lines = [line.strip() for line in shown(app).splitlines()]
        heading = lines.index("To ask on Thu 26 Nov  1 since the last session, 1 from before it")
        assert [line.split("  ")[0] for line in lines[heading + 1 : heading + 4]] == [
            "? May I swim?",
            "? How long?",
            "n write down a question",
        ]
        assert lines.index("Next") < heading < lines.index("To come")
        await press(pilot, "down", "s")
        assert "May I swim?" not in shown(app)
        await press(pilot, "u")
        assert "May I swim?" in shown(app)
    assert deeds(home)[-3:] == ["ask", "settle", "undo"]


async def test_the_course_and_what_is_done_before_a_session(home: Home, clock: Clock) -> None:
    in_a_course(home)
    clock.now = at(20, day=25)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(80, 24)) as pilot:
        await settled(pilot)
        assert "Before Thu 17:30: Come rested. and 3 more · a tells all" in shown(app)
        assert "Next: Thu 26 Nov 17:30 · session 6 of 12" in shown(app)
        await pilot.click(offset=row_of(app, "Before Thu 17:30"))
        await settled(pilot)
        assert "Session 5 of 12, review at 6" in shown(app)
        assert "6 · facial needles, review" in shown(app)
        assert "before it: Come rested." in shown(app)
        await press(pilot, "enter")
        assert "Come rested. By your therapist's plan." in shown(app)
        await press(pilot, "escape", "escape")
        clock.now = at(18, day=26)
        app.screen.read_again()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "a tells all" not in shown(app)


async def test_by_mouse_alone(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a")
        await settled(pilot)
        await pilot.click(offset=row_of(app, "c cancel"))
        await settled(pilot)
        assert session(home).attendance is Attendance.CANCELLED
        for key, words in (("m move", "New day and time"), ("a add one", "A session of your own")):
            await pilot.click(offset=row_of(app, key))
            await settled(pilot)
            assert words in shown(app)
            await pilot.click(offset=row_of(app, "esc goes back"))
            await settled(pilot)
        await pilot.click(offset=row_of(app, "? help"))
        await settled(pilot)
        await pilot.click(offset=row_of(app, "esc goes back"))
        await settled(pilot)
        await pilot.click(offset=row_of(app, "esc back"))
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
    assert deeds(home) == ["cancel session"]


async def test_what_a_command_did_is_shown(app: AftercareApp, home: Home, care: Care) -> None:
    async with app.run_test() as pilot:
        await pilot.press("a")
        await settled(pilot)
        app.screen._care.add_session(datetime(2026, 11, 24, 8), "early", at(21))  # type: ignore[attr-defined]
        await settled(pilot)
        assert "Tue 24 Nov 08:00" in shown(app)


async def test_without_any_session(home: Home, clock: Clock) -> None:
    Care.start(home, at(8), name="Anna")
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await pilot.press("a")
        await settled(pilot)
        assert "No session yet" in shown(app)
        await pilot.press("m", "c", "k", "enter")
        await settled(pilot)
    assert Care.open(home).sessions() == []

"""The inbox on the screen, by keys and by mouse, judged by what the record holds."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta

import pytest
from scenes import anna, looked_back_on
from stage import DAY, Clock, at, kinds, press, said, settled, shown, state
from textual.pilot import Pilot
from textual.widgets import Input

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, PackFacts
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.reminder_key import ReminderKind
from aftercare.reminders.channel import Key, NotSent, Outcome, Sent, Unknown
from aftercare.reminders.ledger import FILE_NAME, Ledger
from aftercare.screens.help_me import HelpMeScreen
from aftercare.screens.inbox import InboxScreen
from aftercare.screens.session_asked import SessionAsked
from aftercare.screens.sessions import SessionsScreen
from aftercare.screens.shelf import ShelfScreen
from aftercare.screens.snooze_prompt import SnoozePrompt
from aftercare.screens.today import TodayScreen
from aftercare.screens.watch_sheet import WatchSheet

EVENING = "slot:evening:2026-11-22"


def kept(home: Home, table: str) -> list[dict[str, object]]:
    """The documents of a table, read from the disk by somebody else."""
    record = Care.open(home, "me")._record
    record.need("2026-11")
    return list(record.versions.live.get(table, {}).values())


def tried(home: Home, outcome: Outcome, hour: int = 21, slot: str = EVENING) -> None:
    """Something was said, or not, at that hour of the Sunday."""
    due = at(hour)
    ledger = Ledger(home.state / FILE_NAME)
    ledger.settle(due - timedelta(hours=1))
    claim = ledger.claim("me", Key(slot.split(":")[0], slot), "desktop", due, due + timedelta(hours=4), due)
    assert claim is not None
    ledger.begin(claim, due)
    ledger.finish(claim, outcome, due)


@pytest.fixture(autouse=True)
def no_check_ins(request: pytest.FixtureRequest) -> None:
    """Of Anna's session a check-in would wait on this evening, beside what a test is about."""
    if "care" in request.fixturenames:
        care: Care = request.getfixturevalue("care")
        care.set_reminder(ReminderKind.CHECK_IN, "off", at(19, 1, day=19))


@pytest.fixture
def opened(home: Home, care: Care, clock: Clock) -> Iterator[AftercareApp]:
    tried(home, Sent())
    yield AftercareApp(home, None, clock=clock)
    assert Ledger(home.state / FILE_NAME).deliveries("me")[0].state.value == "sent"


async def test_m_opens_it_and_escape_goes_back(opened: AftercareApp) -> None:
    async with opened.run_test() as pilot:
        await press(pilot, "m")
        assert isinstance(opened.screen, InboxScreen)
        for words in ("Reminders · Anna B.", "To act on", "▌21:00  Evening 21:00: 5 steps", "sent 21:00"):
            assert words in shown(opened)
        await press(pilot, "escape")
        assert isinstance(opened.screen, TodayScreen)


async def test_space_says_that_all_of_it_is_done(opened: AftercareApp, home: Home) -> None:
    async with opened.run_test(notifications=True) as pilot:
        await press(pilot, "m", "space")
        assert "answered" in shown(opened)
        assert "5 steps done · u takes it back" in said(opened)
    assert kinds(home)[-1] == Deed.TICK_SLOT
    assert state(home, "cleanse") == "done"


async def test_s_says_it_once_more_at_another_time(opened: AftercareApp, home: Home) -> None:
    async with opened.run_test() as pilot:
        await press(pilot, "m", "s")
        assert isinstance(opened.screen, SnoozePrompt)
        assert "▌1  20 min        21:24" in shown(opened)
        await press(pilot, "1")
        assert "Put off" in shown(opened)
        assert "21:24" in shown(opened)
    (snooze,) = kept(home, tables.SNOOZES)
    assert snooze["until"] == "2026-11-22T21:24:00Z"
    assert state(home, "cleanse") == "pending"


async def test_a_typed_time_and_one_that_cannot_be(opened: AftercareApp, home: Home) -> None:
    async with opened.run_test() as pilot:
        await press(pilot, "m", "s", "tab", *"soon", "enter")
        assert "“soon” does not say until when." in shown(opened)
        assert opened.screen.query_one(Input).value == "soon"
        await press(pilot, *["backspace"] * 4, *"22:45", "enter")
        assert isinstance(opened.screen, InboxScreen)
    (snooze,) = kept(home, tables.SNOOZES)
    assert snooze["until"] == "2026-11-22T22:45:00Z"


async def test_in_the_afternoon_this_evening_is_offered(home: Home, care: Care) -> None:
    app = AftercareApp(home, None, clock=Clock(at(9)))
    tried(home, Sent(), 8, "slot:morning:2026-11-22")
    async with app.run_test() as pilot:
        await press(pilot, "m", "s", "3")
    (snooze,) = kept(home, tables.SNOOZES)
    assert snooze["until"] == "2026-11-22T21:00:00Z"


async def test_x_puts_it_away_and_u_brings_it_back(opened: AftercareApp, home: Home) -> None:
    async with opened.run_test(notifications=True) as pilot:
        await press(pilot, "m", "x")
        assert "put away" in shown(opened)
        assert "To act on" not in shown(opened)
        assert [each["key"] for each in kept(home, tables.DISMISSALS)] == [
            {"kind": "slot", "slot": "evening", "day": "2026-11-22"}
        ]
        await press(pilot, "space")
        assert "it is put away: there is nothing left to do about it" in said(opened)
        await press(pilot, "u")
        assert "To act on" in shown(opened)
    assert kept(home, tables.DISMISSALS) == []


async def test_enter_goes_to_the_first_open_step_of_that_day(home: Home, care: Care) -> None:
    app = AftercareApp(home, None, clock=Clock(at(1, day=23)))
    tried(home, Unknown("no answer"))
    async with app.run_test() as pilot:
        # the evening of Sunday is still running after midnight
        await press(pilot, "m")
        assert "may not have been shown" in shown(app)
        await press(pilot, "enter")
        assert "▌› Mild cleanser" in shown(app)
    app = AftercareApp(home, None, clock=Clock(at(9, day=23)))
    async with app.run_test() as pilot:
        await press(pilot, "m")
        assert "Earlier" in shown(app)
        await press(pilot, "end", "enter")
        assert "Sunday 22 November · yesterday" in shown(app)
        assert "▌○ Mild cleanser" in shown(app)


async def test_why_it_was_not_sent_is_told_whole(home: Home, care: Care, clock: Clock) -> None:
    tried(home, NotSent("Cannot autolaunch D-Bus without X11"))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await press(pilot, "m")
        assert "not sent: the session's bus is not reached; it is tried again" in shown(app)


async def test_of_what_is_asked_each_leads_to_its_question(home: Home, clock: Clock) -> None:
    anna(home)
    session = Care.open(home).add_session(datetime(2026, 11, 22, 19), "review", at(18))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "m")
        await choose(pilot, "Did “review”")
        await press(pilot, "enter")
        assert isinstance(app.screen, SessionAsked)
        await press(pilot, "escape", "m")
        await choose(pilot, "Did “review”")
        await press(pilot, "space")
    assert Care.open(home).present().sessions[session.id].attendance.value == "took place"


async def choose(pilot: Pilot[None], words: str) -> None:
    """Goes down to the row that has `words`."""
    for _ in range(30):
        line = next(line for line in shown(pilot.app).splitlines() if words in line)
        if "▌" in line:
            return
        await press(pilot, "down")
    raise AssertionError(words)


async def test_late_signs_need_a_yes_or_a_no(home: Home) -> None:
    looked_back_on(home)
    due = Care.open(home).watch(at(12))
    assert due is not None
    assert due.due is not None
    app = AftercareApp(home, None, clock=Clock(datetime.combine(due.due, time(12), UTC)))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "m")
        await choose(pilot, "Is there a lump")
        await press(pilot, "space")
        assert "this one needs a yes or a no: enter asks it" in said(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, WatchSheet)
        await press(pilot, "y")
        assert isinstance(app.screen, HelpMeScreen)
    assert [each["found"] for each in Care.open(home)._record.versions.live[tables.WATCH].values()] == [True]


async def test_of_products_and_sessions_there_is_nothing_to_answer(home: Home, care: Care) -> None:
    care.add_pack("calming-gel", PackFacts(DAY, best_before=date(2026, 11, 25)), at(8))
    app = AftercareApp(home, None, clock=Clock(at(18, day=25)))
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        await press(pilot, "m")
        await choose(pilot, "use by")
        await press(pilot, "space")
        assert "there is nothing to answer here: x puts it away" in said(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, ShelfScreen)
        await press(pilot, "escape", "m")
        await choose(pilot, "Session Thu 26 Nov 17:30")
        await press(pilot, "enter")
        assert isinstance(app.screen, SessionsScreen)


async def test_an_empty_one_is_calm_and_no_key_fails(home: Home, care: Care) -> None:
    care.note("slept well", at(5))
    app = AftercareApp(home, None, clock=Clock(at(5)))
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "m", "space", "s", "x", "enter")
        assert "Nothing waits, and nothing was said in the last seven days." in shown(app)
        await press(pilot, "u")
        assert "your last action was not in the inbox" in said(app)


async def test_what_another_process_does_is_seen(opened: AftercareApp, home: Home) -> None:
    async with opened.run_test() as pilot:
        await press(pilot, "m")
        Care.open(home).tick_slot("evening", DAY, at(21, 5))
        opened.screen._care.follow()  # type: ignore[attr-defined]
        await settled(pilot)
        assert "answered" in shown(opened)


async def test_a_ledger_that_cannot_be_read_is_told(home: Home, care: Care, clock: Clock) -> None:
    home.state.mkdir(parents=True, exist_ok=True)
    (home.state / FILE_NAME).write_bytes(b"this is no ledger, and it is long enough to be seen as none" * 9)
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "m")
        assert "is damaged" in said(app)


async def test_by_mouse_alone(opened: AftercareApp, home: Home) -> None:
    async with opened.run_test(size=(100, 60)) as pilot:
        await click(pilot, "? help")
        await click(pilot, "your reminders: what waits")
        assert isinstance(opened.screen, InboxScreen)
        await click(pilot, "s later")
        await click(pilot, "20 min")
        assert "Put off" in shown(opened)
        await click(pilot, "Evening 21:00: 5 steps")
        assert isinstance(opened.screen, TodayScreen)
    assert kinds(home)[-1] == Deed.SNOOZE


async def click(pilot: Pilot[None], words: str) -> None:
    lines = shown(pilot.app).splitlines()
    row = next(row for row, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[row].index(words), row))
    await settled(pilot)

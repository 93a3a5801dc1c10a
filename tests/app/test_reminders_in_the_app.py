"""Reminders beside the open app: quiet messages, the line on the day, and one key that keeps them going."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest
from stage import DAY, Clock, at, said, settled, shown
from textual.pilot import Pilot

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, PackFacts, machine_settings
from aftercare.errors import SystemTrouble
from aftercare.model.reminder_key import ReminderKind
from aftercare.reminders.autostart import Change
from aftercare.reminders.channel import Message, NotSent, Outcome, Sent
from aftercare.reminders.delivery import DESKTOP
from aftercare.reminders.ledger import FILE_NAME, Ledger
from aftercare.reminders.presence import the_only_service
from aftercare.screens.run import RunScreen

ENDS = "Reminders end when you close this: b keeps them going, x hides this"


@pytest.fixture(autouse=True)
def no_check_ins(request: pytest.FixtureRequest) -> None:
    """Of Anna's session a check-in would wait on this evening, beside what a test is about."""
    if "care" in request.fixturenames:
        care: Care = request.getfixturevalue("care")
        care.set_reminder(ReminderKind.CHECK_IN, "off", at(19, 1, day=19))


class Desk:
    """Takes messages for the desktop, on the ledger's own terms, and answers as it is told."""

    def __init__(self, home: Home, clock: Clock) -> None:
        self.ledger = Ledger(home.state / FILE_NAME)
        self.outcome: Outcome = Sent()
        self.titles: list[str] = []
        self._clock = clock

    def deliver(self, message: Message, due: datetime, ends: datetime) -> bool:
        claim = self.ledger.claim(message.client, message.key, DESKTOP, due, ends, self._clock())
        if claim is None or not self.ledger.begin(claim, self._clock()):
            return False
        self.titles.append(message.title)
        return self.ledger.finish(claim, self.outcome, self._clock())


@pytest.fixture
def desk(home: Home, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """Nothing reaches the real desktop, and nothing is installed for real."""
    found = Desk(home, clock)
    monkeypatch.setattr(AftercareApp, "carrier", found)
    monkeypatch.setattr("aftercare.reminders.autostart.install", lambda home: pytest.fail("installed for real"))
    return found


async def look(pilot: Pilot[None]) -> None:
    app = pilot.app
    assert isinstance(app, AftercareApp)
    app.look_after_reminders()
    await settled(pilot)


@pytest.fixture
def app(home: Home, care: Care, clock: Clock, desk: Desk) -> AftercareApp:
    clock.now = at(20, 58)
    return AftercareApp(home, None, clock=clock)


# ---- messages


async def test_what_becomes_due_is_said_quietly_and_in_neutral_words(app: AftercareApp, clock: Clock) -> None:
    async with app.run_test(notifications=True) as pilot:
        await look(pilot)
        assert said(app) == ""
        clock.now = at(21)
        await look(pilot)
        assert said(app) == "Evening care: 5 steps · m shows it"
        # over the heading: no step is covered
        (toast,) = app.screen.query("Toast")
        assert toast.region.bottom <= app.screen.query_one("StepList").region.y


async def test_it_is_worded_as_the_client_wants_it_and_is_no_markup(
    app: AftercareApp, care: Care, clock: Clock
) -> None:
    care.set_reminder_wording(ReminderKind.SLOT, "[red]me[/oops]", at(20))
    async with app.run_test(notifications=True) as pilot:
        await look(pilot)
        clock.now = at(21)
        await look(pilot)
        assert "[red]me[/oops]: 5 steps" in said(app)


async def test_several_at_once_are_one_message(app: AftercareApp, care: Care, clock: Clock) -> None:
    care.set_reminder(ReminderKind.USE_BY, "14 days before, 21:00", at(20))
    care.add_pack("calming-gel", PackFacts(DAY, best_before=date(2026, 12, 1)), at(20))
    async with app.run_test(notifications=True) as pilot:
        await look(pilot)
        clock.now = at(21)
        await look(pilot)
        assert said(app) == "2 reminders are due · m shows it"


async def test_it_is_said_once_however_often_it_is_looked(app: AftercareApp, clock: Clock, desk: Desk) -> None:
    async with app.run_test(notifications=True) as pilot:
        await look(pilot)
        clock.now = at(21)
        for _ in range(3):
            await look(pilot)
        assert len(app.screen.query("Toast")) == 1
    assert desk.titles == ["Evening care"]


async def test_it_is_said_over_the_run_too(app: AftercareApp, clock: Clock) -> None:
    async with app.run_test(notifications=True) as pilot:
        await look(pilot)
        await pilot.press("r")
        await settled(pilot)
        clock.now = at(21)
        await look(pilot)
        assert isinstance(app.screen, RunScreen)
        assert "Evening care: 5 steps" in said(app)


async def test_what_is_ticked_is_silent_at_once(app: AftercareApp, clock: Clock, desk: Desk) -> None:
    async with app.run_test(notifications=True) as pilot:
        await look(pilot)
        await pilot.press("A")
        await settled(pilot)
        clock.now = at(21)
        await look(pilot)
        assert "Evening care" not in said(app)
    assert desk.titles == []


# ---- the line


async def test_the_day_says_that_reminders_end_with_the_app(app: AftercareApp) -> None:
    async with app.run_test() as pilot:
        assert ENDS not in shown(app)
        await look(pilot)
        assert ENDS in shown(app)
        assert "▌› Mild cleanser" in shown(app)


async def test_where_a_service_runs_there_is_no_line_and_b_says_so(app: AftercareApp, home: Home, desk: Desk) -> None:
    with the_only_service(home):
        async with app.run_test(notifications=True) as pilot:
            await look(pilot)
            assert "Reminders end" not in shown(app)
            await pilot.press("b")
            await settled(pilot)
            assert "reminders go on when you close this: a service runs" in said(app)


async def test_x_hides_it_for_good_after_the_notices(app: AftercareApp, home: Home, care: Care, clock: Clock) -> None:
    async with app.run_test(notifications=True) as pilot:
        await look(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert ENDS not in shown(app)
        assert "hidden on this machine" in said(app)
    assert next(each.value for each in machine_settings(home) if each.name == "reminder-line") == "hidden"
    again = AftercareApp(home, None, clock=clock)
    async with again.run_test() as pilot:
        await look(pilot)
        assert "Reminders end" not in shown(again)


async def test_a_notice_is_put_away_first(home: Home, care: Care, clock: Clock, desk: Desk) -> None:
    care.add_session(datetime(2026, 11, 22, 9), "review", at(8))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test() as pilot:
        await look(pilot)
        await pilot.press("x")
        await settled(pilot)
        assert "Did the session take place" not in shown(app)
        assert ENDS in shown(app)


async def test_who_wants_no_reminders_sees_no_line(app: AftercareApp, care: Care) -> None:
    for kind in ReminderKind:
        care.set_reminder(kind, "off", at(20))
    async with app.run_test() as pilot:
        await look(pilot)
        assert "Reminders end" not in shown(app)


async def test_why_the_desktop_takes_none_is_on_the_line_and_in_the_inbox(
    app: AftercareApp, clock: Clock, desk: Desk
) -> None:
    desk.outcome = NotSent("no bus")
    async with app.run_test() as pilot:
        await look(pilot)
        clock.now = at(21)
        await look(pilot)
        assert "Desktop notifications do not arrive, m tells more: no bus; retrying" in shown(app)
        await pilot.press("m")
        await settled(pilot)
        assert "not sent: no bus; it is tried again" in shown(app)


async def test_what_waits_elsewhere_is_counted(app: AftercareApp, care: Care) -> None:
    care.add_pack("calming-gel", PackFacts(DAY, best_before=date(2026, 11, 25)), at(20))
    async with app.run_test() as pilot:
        await look(pilot)
        assert "1 reminder waits: m · they end with the app: b keeps them on, x hides this" in shown(app)


async def test_a_record_that_is_gone_is_told(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await look(pilot)
        (home.client("me").records).rename(home.data / "away")
        await look(pilot)
        assert "Reminders: me: " in shown(app)


async def test_of_the_sample_nobody_is_reminded(home: Home, clock: Clock, desk: Desk) -> None:
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("1")
        await settled(pilot)
        await look(pilot)
        assert "Reminders end" not in shown(app)
    assert desk.titles == []


# ---- one key


async def test_b_installs_the_service_and_says_how_to_take_it_back(
    app: AftercareApp, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = []

    def install(where: Home) -> Change:
        installed.append(where)
        return Change(None, ("Wrote it.",), "The reminders start at every login.", ("Nobody is logged in.",))

    monkeypatch.setattr("aftercare.reminders.autostart.install", install)
    async with app.run_test(notifications=True) as pilot:
        await look(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert "The reminders start at every login. Nobody is logged in. `aftercare remind uninstall`" in said(app)
        await pilot.press("m", "b")
        await settled(pilot)
    assert installed == [home, home]


async def test_why_it_could_not_be_installed_is_told(app: AftercareApp, monkeypatch: pytest.MonkeyPatch) -> None:
    def install(where: Home) -> Change:
        raise SystemTrouble("No user manager answers.", "Log in anew.")

    monkeypatch.setattr("aftercare.reminders.autostart.install", install)
    async with app.run_test(notifications=True) as pilot:
        await look(pilot)
        await pilot.press("b")
        await settled(pilot)
        assert "No user manager answers." in said(app)
        assert ENDS in shown(app)


async def test_a_click_on_the_line_does_what_it_offers(app: AftercareApp, home: Home) -> None:
    async with app.run_test(notifications=True) as pilot:
        await look(pilot)
        await click(pilot, "x hides this")
        assert ENDS not in shown(app)
    again = AftercareApp(home, None, clock=app._clock)
    async with again.run_test() as pilot:
        await look(pilot)
        assert "x hides" not in shown(again)


async def click(pilot: Pilot[None], words: str) -> None:
    lines = shown(pilot.app).splitlines()
    row = next(row for row, line in enumerate(lines) if words in line)
    await pilot.click(offset=(lines[row].index(words), row))
    await settled(pilot)


# ---- the settings


async def test_the_test_says_what_really_happened(
    home: Home, care: Care, clock: Clock, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("DBUS_SESSION_BUS_ADDRESS", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path / "no-programs"))
    app = AftercareApp(home, None, clock=clock)
    async with app.run_test(notifications=True, size=(120, 60)) as pilot:
        await pilot.press("comma", "t")
        await settled(pilot)
        told = "not sent: there is no notify-send"
        assert f"The test notification: {told}" in said(app)
        assert f"{'Test':20}{told}" in shown(app)
    (row,) = Ledger(home.state / FILE_NAME).deliveries("")
    assert row.state.value == "not_sent"


async def test_the_chain_is_looked_at_from_the_settings_and_the_inbox(app: AftercareApp) -> None:
    async with app.run_test(size=(120, 60)) as pilot:
        for keys in (("comma", "d"), ("m", "d")):
            await pilot.press(*keys)
            await settled(pilot)
            assert "Do reminders arrive?" in shown(app)
            assert "Quiet hours" in shown(app)
            await pilot.press("escape", "escape")
            await settled(pilot)

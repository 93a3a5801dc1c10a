"""A snooze and a done from the app's inbox, on a real bus: what the record keeps, and what the server receives."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from notified_desk import LONG, recording, without_bus
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, sample_plans
from aftercare.model import tables
from aftercare.model.safety import Said
from aftercare.reminders.delivery import Courier
from aftercare.reminders.ledger import FILE_NAME, Ledger, State

DAY = date(2026, 11, 22)


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


class Clock:
    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


async def settled(pilot: Pilot[Any]) -> None:
    for _ in range(4):
        await pilot.pause()
        for worker in list(pilot.app.workers):
            with suppress(WorkerCancelled):
                await worker.wait()
    await pilot.pause()


async def look(app: AftercareApp, pilot: Pilot[Any]) -> None:
    app.look_after_reminders()
    await settled(pilot)


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def test_a_snooze_and_a_done(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, clock = Home.at(root), Clock(at(20, 58))
    care = Care.start(home, at(7, day=16), name="Anna")
    care.answer_safety("pregnancy", Said.NO, at(7, day=16))
    care.import_plan(sample_plans()["needle_course"], at(7, 5, day=16))
    ledger = Ledger(home.state / FILE_NAME)
    with recording(tmp_path) as server:
        environment = {**without_bus(), "DBUS_SESSION_BUS_ADDRESS": server.bus}
        courier = Courier(ledger, LONG, clock, environment=environment)
        monkeypatch.setattr(AftercareApp, "carrier", courier)
        monkeypatch.setattr(AftercareApp, "reminders_after", None)
        app = AftercareApp(home, None, clock=clock)
        async with app.run_test() as pilot:
            await look(app, pilot)
            clock.now = at(21)
            await look(app, pilot)
            assert server.titles() == ["Evening care"]
            # an hour later, and none of the follow-ups until then
            await press(pilot, "m", "s", "2")
            record = Care.open(home)._record
            record.need("2026-11")
            (snooze,) = record.versions.live[tables.SNOOZES].values()
            assert snooze["until"] == "2026-11-22T22:00:00Z"
            for minute in (20, 40, 59):
                clock.now = at(21, minute)
                await look(app, pilot)
            assert server.titles() == ["Evening care"]
            clock.now = at(22)
            await look(app, pilot)
            assert server.titles() == ["Evening care"] * 2
            # done: what the snooze would have said again is silent
            await press(pilot, "space")
            evening = next(each for each in Care.open(home).day(clock.now, DAY).slots if each.slot.id == "evening")
            assert evening.open == ()
            for minute in (20, 40):
                clock.now = at(22, minute)
                await look(app, pilot)
        assert server.titles() == ["Evening care"] * 2
    desktop = [row for row in ledger.deliveries("me") if row.key.slot == f"slot:evening:{DAY}"]
    assert {row.key.attempt: row.state for row in desktop if row.channel == "desktop"} == {
        1: State.SENT,
        11: State.SENT,
    }


async def test_one_put_away_is_said_no_more(root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home, clock = Home.at(root), Clock(at(20, 58))
    care = Care.start(home, at(7, day=16), name="Anna")
    care.answer_safety("pregnancy", Said.NO, at(7, day=16))
    care.import_plan(sample_plans()["needle_course"], at(7, 5, day=16))
    with recording(tmp_path) as server:
        environment = {**without_bus(), "DBUS_SESSION_BUS_ADDRESS": server.bus}
        courier = Courier(Ledger(home.state / FILE_NAME), LONG, clock, environment=environment)
        monkeypatch.setattr(AftercareApp, "carrier", courier)
        monkeypatch.setattr(AftercareApp, "reminders_after", None)
        app = AftercareApp(home, None, clock=clock)
        async with app.run_test() as pilot:
            await look(app, pilot)
            clock.now = at(21)
            await look(app, pilot)
            await press(pilot, "m", "x")
            clock.now = at(21, 45)
            await look(app, pilot)
        assert server.titles() == ["Evening care"]
    assert not Care.open(home).day(at(22), DAY).slots[-1].done

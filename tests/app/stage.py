"""What the tests of the application look at and wait for."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from textual._compositor import LayoutUpdate
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.check_off import Occurrence
from aftercare.store.home import ClientFolder

DAY = date(2026, 11, 22)


class Clock:
    """A clock that stands until it is set."""

    def __init__(self, now: datetime) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now


def at(hour: int, minute: int = 0, day: int = 22) -> datetime:
    """A moment in November 2026."""
    return datetime(2026, 11, day, hour, minute, tzinfo=UTC)


def key_name(text: str) -> str:
    """The key that a line of keys names, as Textual calls it."""
    names = {
        "esc": "escape",
        "?": "question_mark",
        "/": "slash",
        "←": "left",
        "→": "right",
        "↑↓": "down",
        "=": "equals_sign",
        "+": "plus",
        "-": "minus",
    }
    return names.get(text, text)


def kinds(home: Home) -> list[str]:
    """What was done to the record this November, in order, read from the disk by somebody else."""
    return [each.action.what for each in Care.open(home)._record.actions("2026-11")]


def state(home: Home, step: str, slot: str = "evening", now: datetime | None = None) -> str:
    """How a step of the Sunday stands on the disk: "done", "pending", "skipped: no time"."""
    view = Care.open(home).day(now or at(23), DAY)
    found = next(each for each in view.due if each.occurrence == Occurrence(step, DAY, slot))
    kind = type(found.state).__name__.lower()
    return f"{kind}: {found.state.reason}" if kind == "skipped" else kind


async def settled(pilot: Pilot[Any]) -> None:
    """Waits until what was begun is done: messages, workers, and whatever those bring about, however long the chain."""
    quiet = 0
    while quiet < 2:
        await pilot.pause()
        busy = [worker for worker in pilot.app.workers if not worker.is_finished]
        quiet = 0 if busy else quiet + 1
        for worker in busy:
            with suppress(WorkerCancelled):
                await worker.wait()


async def press(pilot: Pilot[Any], *keys: str) -> None:
    """Presses the keys, each once what the one before brought about is done."""
    for key in keys:
        await pilot.press(key)
        await settled(pilot)


async def press_in_a_row(pilot: Pilot[Any], *keys: str) -> None:
    """Presses the keys as fast as the app takes them, as somebody does who types."""
    for key in keys:
        await pilot.press(key)
    await settled(pilot)


async def until(pilot: Pilot[Any], holds: Callable[[], bool], seconds: float = 30) -> None:
    """Waits for something that comes about by itself."""
    async with asyncio.timeout(seconds):
        while not holds():
            await pilot.pause(0.02)


def shown(app: AftercareApp, *, alone: bool = False) -> str:
    """All that stands on the screen, as text; of a sheet `alone`, without what lies behind it."""
    # as it is painted: what lies behind a sheet is painted with it
    behind = [] if alone else app._background_screens
    painted = app.screen._compositor.render_update(full=True, screen_stack=behind)
    assert isinstance(painted, LayoutUpdate)
    return "\n".join("".join(strip.text for strip in line).rstrip() for line in painted.strips)


def said(app: AftercareApp) -> str:
    """What the messages at the bottom of the screen say, wherever their lines end."""
    lines = shown(app).splitlines()
    parts = [
        line[toast.region.x + 1 : toast.region.right]
        for toast in app.screen.query("Toast")
        for line in lines[toast.region.y : toast.region.bottom]
    ]
    return " ".join(" ".join(parts).split())


def app_of(home: Home) -> AftercareApp:
    """The app on that home on Sunday evening, 22 November 2026."""
    return AftercareApp(home, clock=Clock(at(21, 4)))


def another_machine(home: Home) -> ClientFolder:
    """The folder of the same record as another machine sees it: with a state, and so a writer, of its own."""
    here = home.client("me")
    return ClientFolder("me", here.records, home.state / "another" / "me")


def elsewhere(home: Home, folder: Path) -> ClientFolder:
    """A copy of the record on another machine, which has not heard of anything since."""
    there = Home.at(folder / "elsewhere").client("me")
    shutil.copytree(home.client("me").records, there.records)
    return there


def carry_over(there: ClientFolder, home: Home) -> None:
    """Brings what was written there, as a file sync would."""
    here = home.client("me").records
    for log in there.records.iterdir():
        if not (here / log.name).exists():
            shutil.copy(log, here)

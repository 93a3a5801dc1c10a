"""What the tests of the application share: a home of their own, a clock that stands, and an app on a record."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from stage import Clock, at
from textual._compositor import Compositor
from textual._context import active_app
from textual._wait import wait_for_idle
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, sample_plans
from aftercare.model.safety import Said


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Home:
    """A home of this test's own, also for whoever asks for the default one."""
    monkeypatch.setenv("AFTERCARE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    # what is drawn with the terminal's own number of colours looks alike wherever the tests run
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    return Home.at(tmp_path / "home")


@pytest.fixture(autouse=True, scope="session")
def style_sheets_read_once() -> Iterator[None]:
    """Style sheets, the same for every app with the same colours, are parsed once for all apps of a run."""
    parse, parsed = Stylesheet._parse_rules, dict[object, list[RuleSet]]()

    def parse_once(of: Stylesheet, *args: Any, **named: Any) -> list[RuleSet]:
        key = (args, tuple(named.items()), tuple(of._variables.items()))
        if key not in parsed:
            parsed[key] = parse(of, *args, **named)
        return parsed[key]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(Stylesheet, "_parse_rules", parse_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def goes_on_as_soon_as_nothing_is_left_to_do() -> Iterator[None]:
    """A pilot goes on when the app has nothing left to do, not when the processor has rested for 20 ms.

    What threads were begun to do is awaited, for as long as a pilot waits at most: a test is to see the same, however
    slow they are. Where another worker is busy, or another size is taken up at the end of a moment, it waits as it
    always does.
    """

    async def wait_until_done(min_sleep: float = 0, max_sleep: float = 1) -> None:
        await _nothing_is_ready()
        app, loop = active_app.get(), asyncio.get_running_loop()
        longest = loop.time() + max_sleep
        while (busy := _threads_of(app)) and (left := longest - loop.time()) > 0:
            await asyncio.wait(busy, timeout=left)
            await _nothing_is_ready()
        if app._resize_event is not None or any(not worker.is_finished for worker in app.workers):
            await wait_for_idle(min_sleep, max_sleep)
            await _nothing_is_ready()

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("textual.pilot.wait_for_idle", wait_until_done)
        patched.setattr("textual.app.wait_for_idle", wait_until_done)
        yield


def _threads_of(app: App[Any]) -> list[asyncio.Task[None]]:
    """The tasks that wait for a thread of the app."""
    workers = (each for each in app.workers if each._thread_worker and not each.is_finished)
    return [each._task for each in workers if each._task is not None]


async def _nothing_is_ready() -> None:
    """Waits until no other task can go on, and none was woken from outside in the meantime."""
    ready, rounds = asyncio.get_running_loop()._ready, 0  # type: ignore[attr-defined]
    while rounds < 2:
        await asyncio.sleep(0)
        rounds = 0 if ready else rounds + 1


@pytest.fixture(autouse=True)
def painted_where_somebody_looks(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is painted on the terminal that no test has: what is looked at as text is painted then.

    Where a picture is compared everything is painted as it always is: what is painted may ask for other room.
    """
    if "snap_compare" in request.fixturenames:
        return
    paint = Compositor.render_update

    def paint_if_looked_at(of: Compositor, full: bool = False, **named: Any) -> object:
        if full or not isinstance(active_app.get(), AftercareApp):
            return paint(of, full=full, **named)
        of._dirty_regions.clear()
        return None

    monkeypatch.setattr(Compositor, "render_update", paint_if_looked_at)


@pytest.fixture(autouse=True)
def nothing_by_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    """No test's app reminds anybody by itself: those of reminders look when they want to, and send to a recorder."""
    monkeypatch.setattr(AftercareApp, "reminders_after", None)
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nowhere")
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def clock() -> Clock:
    """Sunday evening, 22 November 2026."""
    return Clock(at(21, 4))


@pytest.fixture
def care(home: Home) -> Care:
    """Anna's record with the sample plan, accepted on the Monday before."""
    record = Care.start(home, at(7, day=16), name="Anna B.")
    record.answer_safety("pregnancy", Said.NO, at(7, 4, day=16))
    record.import_plan(sample_plans()["needle_course"], at(7, 5, day=16))
    record.session_took_place("session-5", at(19, 0, day=19))
    return record


@pytest.fixture
def app(home: Home, care: Care, clock: Clock) -> AftercareApp:
    """The application on Anna's record."""
    return AftercareApp(home, None, clock=clock)

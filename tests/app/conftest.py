"""What the tests of the application share: a home of their own, a clock that stands, and an app on a record."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from scenes import session_answered
from stage import Clock, at
from textual import _callback, pilot
from textual._compositor import Compositor
from textual._context import active_app
from textual._wait import wait_for_idle
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.geometry import Region
from textual.message import Message
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.widget import Widget
from textual.widgets import Input, TextArea

from aftercare.app import AftercareApp
from aftercare.care import Care, Home


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, records_written_once: None) -> Home:
    """A home of this test's own, also for whoever asks for the default one."""
    monkeypatch.setenv("AFTERCARE_HOME", str(tmp_path / "home"))
    monkeypatch.delenv("NO_COLOR", raising=False)
    # what is drawn with the terminal's own number of colours looks alike wherever the tests run
    monkeypatch.setenv("COLORTERM", "truecolor")
    monkeypatch.setenv("TERM", "xterm-256color")
    return Home.at(tmp_path / "home")


@pytest.fixture(autouse=True, scope="session")
def style_sheets_read_once() -> Iterator[None]:
    """Style sheets, the same for every app with the same colours, are parsed once for all apps of a run.

    So are they joined, and their rules looked up by name, once for the same sheets in the same order.
    """
    parse_one, parsed = Stylesheet._parse_rules, dict[object, list[RuleSet]]()
    parse_all, joined = Stylesheet.parse, dict[object, list[RuleSet]]()
    by_name, mapped = Stylesheet.rules_map.fget, dict[int, tuple[list[RuleSet], dict[str, list[RuleSet]]]]()
    assert by_name is not None

    def parse_one_once(of: Stylesheet, *args: Any, **named: Any) -> list[RuleSet]:
        key = (args, tuple(named.items()), tuple(of._variables.items()))
        if key not in parsed:
            parsed[key] = parse_one(of, *args, **named)
        return parsed[key]

    def parse_all_once(of: Stylesheet) -> None:
        # a sheet with a mistake is left out of the next parsing: it is told each time, and not kept here
        key = (tuple(of.source.items()), tuple(of._variables.items()), frozenset(of._invalid_css))
        if key not in joined:
            parse_all(of)
            joined[key] = of._rules
        of._rules, of._rules_map, of._require_parse = joined[key], None, False

    def by_name_once(of: Stylesheet) -> dict[str, list[RuleSet]]:
        if of._rules_map is None:
            rules = of.rules
            if id(rules) not in mapped:
                mapped[id(rules)] = rules, by_name(of)
            of._rules_map = mapped[id(rules)][1]
        return of._rules_map

    with pytest.MonkeyPatch.context() as patched:
        # each rule is equal to itself alone: to say so takes no call
        patched.setattr(RuleSet, "__hash__", object.__hash__)
        patched.setattr(Stylesheet, "_parse_rules", parse_one_once)
        patched.setattr(Stylesheet, "parse", parse_all_once)
        patched.setattr(Stylesheet, "rules_map", property(by_name_once))
        yield


@pytest.fixture(autouse=True, scope="session")
def callbacks_counted_once() -> Iterator[None]:
    """How much of what a callback is told it takes is found out once in a run, also where each app makes it anew."""
    count, counted = _callback._count_parameters, dict[object, int]()

    def count_once(of: Callable[..., Any]) -> int:
        if type(of) is not FunctionType or vars(of):
            return count(of)
        if of.__code__ not in counted:
            counted[of.__code__] = count(of)
        return counted[of.__code__]

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(_callback, "_count_parameters", count_once)
        yield


@pytest.fixture(autouse=True, scope="session")
def handlers_looked_for_once() -> Iterator[None]:
    """Which classes of a widget handle a message by the name of a method is found out once for all widgets of a class.

    Of hundreds of messages that a key brings about most are handled so; one that a decorated method may handle is
    handed on as always.
    """
    look_for, found = MessagePump._get_dispatch_methods, dict[object, tuple[type, ...] | None]()

    def look_once(of: MessagePump, name: str, message: Message) -> Iterable[tuple[type, Callable[..., Any]]]:
        key = (type(of), type(message), name)
        if key not in found:
            found[key] = _handle_by_name(*key)
        classes = found[key]
        return look_for(of, name, message) if classes is None else by_name(of, name, message, classes)

    def by_name(
        of: MessagePump, name: str, message: Message, classes: tuple[type, ...]
    ) -> Iterator[tuple[type, Callable[..., Any]]]:
        for each in classes:
            if message._no_default_action:
                return
            method = vars(each).get(f"_{name}") or vars(each).get(name)
            if method is not None and not getattr(method, "_textual_on", None):
                yield each, method.__get__(of, each)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(MessagePump, "_get_dispatch_methods", look_once)
        yield


def _handle_by_name(pump: type, message: type, name: str) -> tuple[type, ...] | None:
    """The classes of `pump` with such a method, in their order; None where one of them decorates a handler of it."""
    if any(each in vars(of).get("_decorated_handlers", ()) for of in pump.__mro__ for each in message.__mro__):
        return None
    return tuple(of for of in pump.__mro__ if f"_{name}" in vars(of) or name in vars(of))


@pytest.fixture(autouse=True, scope="session")
def goes_on_as_soon_as_nothing_is_left_to_do() -> Iterator[None]:
    """A pilot goes on when the app has nothing left to do, not when the processor has rested for 20 ms.

    What threads were begun to do is awaited, for as long as a pilot waits at most: a test is to see the same, however
    slow they are. Where another worker is busy, or another size is taken up at the end of a moment, it waits as it
    always does. So it does where something on the screen is not waiting for messages: only then is everything there
    sent one, to know when it has done those before. Of all messages of a test those were a third.
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

    wait_for_screen = Pilot._wait_for_screen

    async def wait_unless_all_wait(of: Pilot[Any], timeout: float = 30) -> bool:
        await _nothing_is_ready()
        return _all_wait_for_messages(of.app) or await wait_for_screen(of, timeout)

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("textual.pilot.wait_for_idle", wait_until_done)
        patched.setattr("textual.app.wait_for_idle", wait_until_done)
        patched.setattr(Pilot, "_wait_for_screen", wait_unless_all_wait)
        yield


def _all_wait_for_messages(app: App[Any]) -> bool:
    """Whether the app and all of its screen have done what they were sent, and wait for more."""
    if app._exception is not None or not app._running or not app._screen_stack:
        return False
    pumps = (app, *app.screen.walk_children(with_self=True))
    return all(each._pending_message is None and each._message_queue.ready_event._waiters for each in pumps)


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

    Where a picture is compared everything is painted, as what is painted may ask for other room: not at each change,
    but when nothing else is left to do, and again until that brings about nothing more. What measures itself before
    its lines are painted does so at each change.
    """
    paint, wait = Compositor.render_update, pilot.wait_for_idle
    compares_pictures = "snap_compare" in request.fixturenames

    def paint_if_looked_at(of: Compositor, full: bool = False, **named: Any) -> object:
        if full or not isinstance(active_app.get(), AftercareApp):
            return paint(of, full=full, **named)
        if not compares_pictures:
            of._dirty_regions.clear()
        else:
            for widget in of.visible_widgets:
                if type(widget).render_lines is not Widget.render_lines:
                    widget.render_lines(Region(0, 0, widget.size.width, 0))
        return None

    async def wait_and_paint(*seconds: float) -> None:
        app = active_app.get()
        await wait(*seconds)
        while isinstance(app, AftercareApp) and app._running and app.screen._compositor._dirty_regions:
            paint(app.screen._compositor, screen_stack=app._background_screens)
            await wait(*seconds)

    monkeypatch.setattr(Compositor, "render_update", paint_if_looked_at)
    if compares_pictures:
        monkeypatch.setattr("textual.pilot.wait_for_idle", wait_and_paint)
        monkeypatch.setattr("textual.app.wait_for_idle", wait_and_paint)
        # however long a test takes, no cursor blinks meanwhile
        monkeypatch.setattr(TextArea, "_toggle_cursor_blink_visible", lambda of: None)
        monkeypatch.setattr(Input, "_toggle_cursor", lambda of: None)


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
    """Anna's record, in which the session of Thursday took place."""
    session_answered(home)
    return Care.open(home)


@pytest.fixture
def app(home: Home, care: Care, clock: Clock) -> AftercareApp:
    """The application on Anna's record."""
    return AftercareApp(home, None, clock=clock)

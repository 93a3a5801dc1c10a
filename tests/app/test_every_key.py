"""Every key of every screen, and every key that can be clicked, does what its row in `ways.py` says."""

from __future__ import annotations

import ast
import importlib
import pkgutil
from collections.abc import Awaitable, Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from journal_scenes import JOURNAL_SCENES
from journal_ways import JOURNAL_WAYS
from magnet_scenes import MAGNET_SCENES
from magnet_ways import MAGNET_WAYS
from photo_scenes import PHOTO_SCENES
from photo_ways import PHOTO_WAYS
from plan_scenes import PLAN_SCENES
from plan_ways import PLAN_WAYS
from press_scenes import PRESS_SCENES
from press_ways import PRESS_WAYS
from scenes import SCENES as FIRST_SCENES
from scenes import path_of
from stage import Clock, key_name, settled, shown, until
from textual.containers import VerticalScroll
from textual.dom import DOMNode
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Input
from told import TOLD
from ways import WAYS as FIRST_WAYS
from ways import Way

import aftercare.screens
import aftercare.widgets
from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.widgets.key_line import KeyLine

SCENES = FIRST_SCENES | PHOTO_SCENES | JOURNAL_SCENES | MAGNET_SCENES | PRESS_SCENES | PLAN_SCENES
WAYS = FIRST_WAYS + PHOTO_WAYS + JOURNAL_WAYS + MAGNET_WAYS + PRESS_WAYS + PLAN_WAYS
PRESSED_ELSEWHERE = {(of, key) for _, of, keys in TOLD for key in keys.split()}
OURS = "aftercare."


# ---- nothing is missing


def classes() -> Iterator[type[DOMNode]]:
    """The application, its screens and its widgets; a class from which others derive is met in those."""
    modules = [aftercare.app]
    for package in (aftercare.screens, aftercare.widgets):
        modules += [
            importlib.import_module(f"{package.__name__}.{each.name}")
            for each in pkgutil.iter_modules(package.__path__)
        ]
    for module in modules:
        for each in vars(module).values():
            if not (isinstance(each, type) and issubclass(each, DOMNode) and each.__module__ == module.__name__):
                continue
            if not any(child.__module__.startswith(OURS) for child in each.__subclasses__()):
                yield each


def keys_of(cls: type[DOMNode]) -> set[str]:
    """The keys that `cls` binds, without those that Textual binds for every screen or widget of its kind."""
    theirs = next(each for each in cls.__mro__ if not each.__module__.startswith(OURS))
    inherited = {(key, each.action) for key, found in theirs._merged_bindings.key_to_bindings.items() for each in found}
    own = {(key, each.action) for key, found in cls._merged_bindings.key_to_bindings.items() for each in found}
    return {key for key, _ in own - inherited}


def test_no_binding_is_without_a_way() -> None:
    bound = {(cls.__name__, key) for cls in classes() for key in keys_of(cls)}
    played = {(SCENES[way.scene].of, way.key) for way in WAYS} | PRESSED_ELSEWHERE
    assert ("TodayScreen", "s") in bound
    assert bound - played == set()


@pytest.mark.parametrize(("told", "of", "keys"), TOLD, ids=[f"{of} {keys}" for _, of, keys in TOLD])
def test_who_is_said_to_press_a_key_names_it(told: str, of: str, keys: str) -> None:
    module, name = told.split("::")
    tree = ast.parse(Path(__file__).with_name(f"{module}.py").read_text("utf-8"))
    (test,) = [node for node in tree.body if isinstance(node, ast.AsyncFunctionDef) and node.name == name]
    named = {node.value for node in ast.walk(test) if isinstance(node, ast.Constant)}
    assert set(keys.split()) <= named


def test_no_key_line_is_without_a_click() -> None:
    clicked = {SCENES[way.scene].screen for way in WAYS if way.click}
    made = {cls.__name__ for cls in classes() if issubclass(cls, Screen)}
    assert "TodayScreen" in made
    assert made - clicked == set()


def test_every_row_says_what_comes_of_it() -> None:
    assert [
        way
        for way in WAYS
        if not (way.leads or way.sees or way.wrote or way.focus or way.hides or way.scrolls or way.ends)
    ] == []


# ---- and it does what is said


def written(home: Home) -> list[str]:
    """What was done to the records of all clients, read from the disk."""
    found = []
    for client in home.clients():
        record = Care.open(home, client)._record
        found += [each.action.what for month in ("2026-11", "profile") for each in record.actions(month)]
    return found


async def press(pilot: Pilot[Any], *keys: str) -> None:
    for key in keys:
        if key.endswith("PLAN"):
            pilot.app.screen.query_one(Input).value = path_of(Home.default(), key)
        else:
            await pilot.press(key)
        await settled(pilot)


async def click_on(pilot: Pilot[Any], key: str) -> None:
    """Clicks on a key in the line of keys, all of which are known."""
    screen = type(pilot.app.screen).__name__
    line = pilot.app.screen.query_one(KeyLine)
    assert len(line._placed()) == len(line.keys) or line.app.size.width < 80
    assert {key_name(each.key) for each in line.keys} <= {
        way.key for way in WAYS if way.click and SCENES[way.scene].screen == screen
    }
    start = next(start for start, each in line._placed() if key_name(each.key) == key)
    await pilot.click(line, offset=(start + line.styles.padding.left, 0))
    await settled(pilot)


async def click_does_the_same(pilot: Pilot[Any], key: str) -> bool:
    """Whether a click on `key` in the line of keys runs what the key would: on whom, what, and with what.

    What either runs is told and not done. A click that takes the focus elsewhere does not do the same.
    """
    app, focused, clicked = pilot.app, pilot.app.focused, list[tuple[object, ...]]()
    bound = app.screen.active_bindings.get(key)
    pressed = [app._parse_action(bound.binding.action, bound.node)] if bound else []

    async def tell(action: str, of: DOMNode, *_: object) -> bool:
        clicked.append(app._parse_action(action, of))
        return True

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(app, "run_action", tell)
        await click_on(pilot, key)
    return clicked == pressed != [] and app.focused is focused


async def play(home: Home, way: Way, do: Callable[[Pilot[Any], str], Awaitable[None]]) -> bool:
    """Does what the row says, and tells whether a click is shown by it too."""
    scene = SCENES[way.scene]
    scene.record(home)
    app = AftercareApp(home, scene.client, clock=Clock(scene.now))
    async with app.run_test(size=scene.size, notifications=True) as pilot:
        await press(pilot, *scene.keys, *way.first)
        if way.scrolls == "up":
            await until(pilot, lambda: app.screen.query_one(VerticalScroll).scroll_y > 0)
        assert type(app.screen).__name__ == scene.screen
        click_shown = not way.click or do is click_on or await click_does_the_same(pilot, way.key)
        seen = shown(app) if way.hides or (way.sees and not way.leads) else ""
        before = written(home)
        await do(pilot, way.key)
        if way.ends:
            assert not app.is_running
            return click_shown
        assert type(app.screen).__name__ == (way.leads or scene.screen)
        # of a sheet that it leads to alone: what lies behind is none of it
        after = shown(app, alone=bool(way.leads)) if way.sees or way.hides else ""
        assert way.sees in after
        assert way.leads or not way.sees or way.sees not in seen
        if way.focus:
            assert app.focused is not None
            assert way.focus in (app.focused.id, type(app.focused).__name__)
        if way.hides:
            assert way.hides in seen
            assert way.hides not in after
        if way.scrolls:
            await until(pilot, lambda: (app.screen.query_one(VerticalScroll).scroll_y > 0) is (way.scrolls == "down"))
    wrote = written(home)
    for each in before:
        wrote.remove(each)
    assert tuple(wrote) == way.wrote
    return click_shown


def pressed_elsewhere(way: Way) -> bool:
    return (SCENES[way.scene].of, way.key) in PRESSED_ELSEWHERE


@pytest.mark.parametrize("way", [way for way in WAYS if not pressed_elsewhere(way)], ids=str)
async def test_a_key_and_a_click_on_it(home: Home, tmp_path: Path, way: Way) -> None:
    if not await play(home, way, press):
        # the widget in focus answers the key itself: the click is another way, which leads to the same
        await play(Home.at(tmp_path / "clicked"), way, click_on)


@pytest.mark.parametrize("way", [way for way in WAYS if way.click and pressed_elsewhere(way)], ids=str)
async def test_a_click_on_what_is_pressed_elsewhere(home: Home, way: Way) -> None:
    await play(home, way, click_on)

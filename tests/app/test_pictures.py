"""How the screens look, in both themes, at 80x24 and at 120x40."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from stage import Clock, at, settled
from textual.pilot import Pilot

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.themes import EVENING, MORNING

SIZES = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
THEMES = pytest.mark.parametrize("theme", [EVENING.name, MORNING.name])
Snap = Callable[..., bool]


@pytest.fixture
def lived(care: Care) -> Care:
    """A Sunday evening under way: the morning is done, one step skipped, one note written."""
    slots = {each.slot.id: each.due for each in care.day(at(8)).slots}
    for due in slots["morning"]:
        care.tick(due.occurrence, at(7, 41))
    care.tick(slots["evening"][0].occurrence, at(21, 0))
    care.skip(slots["evening"][1].occurrence, "Skin feels irritated", at(21, 2))
    care.note("A little warm after the serum, gone by noon.", at(12, 40))
    return care


def opened(home: Home, theme: str = EVENING.name) -> AftercareApp:
    app = AftercareApp(home, None, clock=Clock(at(21, 4)))
    app.theme = theme
    return app


def pressing(*keys: str) -> Callable[[Pilot[None]], object]:
    """Presses the keys and waits until all of that is done, with nothing blinking."""

    async def press(pilot: Pilot[None]) -> None:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        for blinking in pilot.app.screen.query("Input, TextArea"):
            blinking.cursor_blink = False  # type: ignore[attr-defined]
        await settled(pilot)

    return press


@SIZES
@THEMES
@pytest.mark.usefixtures("lived")
def test_today(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing())


@SIZES
@pytest.mark.usefixtures("lived")
@pytest.mark.parametrize(
    "keys",
    [("s",), ("n",), ("question_mark",), ("down", "d"), ("left",), ("end", "enter"), ("i",)],
    ids=["skip", "note", "help", "step", "yesterday", "unfolded", "import"],
)
def test_over_today(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))


@SIZES
@THEMES
def test_welcome(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing())


@SIZES
def test_empty(snap_compare: Snap, home: Home, size: tuple[int, int]) -> None:
    Care.start(home, at(8))
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing())


@SIZES
@pytest.mark.usefixtures("care")
def test_what_a_plan_would_change(snap_compare: Snap, home: Home, size: tuple[int, int]) -> None:
    plan = Path(__file__).parents[2] / "data" / "plans" / "reactive_skin.toml"

    async def show(pilot: Pilot[None]) -> None:
        await pressing("i")(pilot)  # type: ignore[misc]
        pilot.app.screen.query_one("Input").value = "reactive_skin.toml"  # type: ignore[attr-defined]
        pilot.app.screen._read(str(plan))  # type: ignore[attr-defined]
        await settled(pilot)

    assert snap_compare(opened(home), terminal_size=size, run_before=show)


@SIZES
@pytest.mark.usefixtures("care")
@pytest.mark.parametrize(
    "keys", [("o",), ("o", "p"), ("o", "a"), ("o", "e", "f2")], ids=["steps", "preview", "add", "change-with-days"]
)
def test_the_routine(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))

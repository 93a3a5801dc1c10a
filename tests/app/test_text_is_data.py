"""What people write is shown as they wrote it: never markup, never an order to the terminal."""

from __future__ import annotations

import pytest
from stage import DAY, Clock, at, settled, shown
from textual.widgets import Input, TextArea

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.routine import ByClient, Daily, Step, Terms

MARKUP = "[red]rose[/red] [/oops] [@click=app.quit]x[/]"
ESCAPES = "\x1b[2J\x1b]2;owned\x07\u202egnp.exe"


@pytest.fixture
def hostile(home: Home) -> Care:
    """A record in which every text wants to be more than text."""
    care = Care.start(home, at(7, day=16), name="[b]Anna")
    terms = (Terms(DAY, ("evening",), Daily()),)

    def put() -> None:
        for number, name in enumerate((MARKUP, ESCAPES)):
            step = Step(f"step-{number}", name, number, terms, ByClient(), amount=name, instruction=f"{name}\n{name}")
            care._put(tables.STEPS, step.id, step)

    care._do(Deed.IMPORT_PLAN, at(7), put)
    care.note(MARKUP, at(20))
    return care


@pytest.mark.usefixtures("hostile")
@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_every_place_shows_it_literally(home: Home, size: tuple[int, int]) -> None:
    app = AftercareApp(home, None, clock=Clock(at(21, 4)))
    async with app.run_test(size=size, notifications=True) as pilot:
        # a message in passing lies over the heading
        assert "[b]Anna" in shown(app)
        for keys in (["down"], ["up", "s"], ["escape", "d"], ["escape", "n"], ["escape", "space"], ["space"], ["u"]):
            await pilot.press(*keys)
            await settled(pilot)
            seen = shown(app)
            assert "\x1b" not in seen
            assert "\x07" not in seen
            assert "\u202e" not in seen
            assert "[red]rose[/red]" in seen
        assert "␛[2J␛]2;owned␇" in seen


@pytest.mark.usefixtures("hostile")
async def test_pasted_lines_stay_lines_though_terminals_make_carriage_returns_of_their_breaks(home: Home) -> None:
    from textual.events import Paste

    app = AftercareApp(home, None, clock=Clock(at(21, 4)))
    async with app.run_test() as pilot:
        await pilot.press("n")
        await settled(pilot)
        app.post_message(Paste("one\rtwo\r\nthree\nfour"))
        await settled(pilot)
        assert app.screen.query_one(TextArea).text == "one\ntwo\nthree\nfour"


@pytest.mark.usefixtures("hostile")
async def test_pasted_escapes_do_not_get_into_a_field(home: Home) -> None:
    from textual.events import Paste

    app = AftercareApp(home, None, clock=Clock(at(21, 4)))
    async with app.run_test() as pilot:
        await pilot.press("s", "tab")
        await pilot.pause()
        app.post_message(Paste(f"a{ESCAPES}b"))
        await settled(pilot)
        assert app.screen.query_one(Input).value == "a[2J]2;ownedgnp.exeb"

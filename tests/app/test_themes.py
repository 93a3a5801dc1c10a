"""Both themes are legible, and what colours say is said without them too."""

from __future__ import annotations

import pytest
from stage import Clock, at, settled, shown
from textual.color import Color
from textual.theme import Theme

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.themes import EVENING, MORNING

GROUNDS = ("background", "surface", "panel")
TEXTS = ("foreground", "foreground-muted", "primary", "text-success", "text-warning", "text-error")


def contrast(one: Color, other: Color) -> float:
    """The ratio of WCAG 2."""

    def luminance(color: Color) -> float:
        parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in color.normalized]
        return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]

    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", [EVENING, MORNING], ids=lambda theme: theme.name)
def test_every_text_can_be_read_on_every_ground(theme: Theme) -> None:
    colors = {**theme.to_color_system().generate(), **theme.variables}
    low = {
        f"{text} on {ground}": round(ratio, 2)
        for ground in GROUNDS
        for text in TEXTS
        if (ratio := contrast(Color.parse(colors[text]), Color.parse(colors[ground]))) < 4.5
    }
    cursor = contrast(Color.parse(colors["block-cursor-foreground"]), Color.parse(colors["block-cursor-background"]))
    muted = contrast(Color.parse(colors["foreground-muted"]), Color.parse(colors["block-cursor-background"]))
    assert not low
    assert min(cursor, muted) >= 4.5


async def test_without_colour_the_chosen_step_has_a_mark_and_each_state_a_sign(
    home: Home, care: Care, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    evening = next(slot for slot in care.day(at(21)).slots if slot.slot.id == "evening")
    care.tick(evening.due[0].occurrence, at(21))
    care.skip(evening.due[1].occurrence, "no time", at(21, 1))
    app = AftercareApp(home, None, clock=Clock(at(21, 4)))
    async with app.run_test() as pilot:
        await settled(pilot)
        assert app.no_color
        seen = shown(app)
        for sign in ("│ ✓ Mild cleanser", "│ – Hydrating serum", "│▌› Calming gel", "│ · Barrier cream"):
            assert sign in seen


@pytest.mark.usefixtures("care")
async def test_the_palette_offers_both_themes(home: Home) -> None:
    app = AftercareApp(home, None, clock=Clock(at(21, 4)))
    async with app.run_test(size=(120, 40)) as pilot:
        app.theme = MORNING.name
        await settled(pilot)
        assert {EVENING.name, MORNING.name} <= set(app.available_themes)
        await pilot.press("ctrl+p")
        await pilot.pause()
        assert app.screen_stack[-1].__class__.__name__ == "CommandPalette"


@pytest.mark.parametrize("size", [(80, 24), (100, 30), (132, 43), (200, 60), (60, 18)])
@pytest.mark.usefixtures("care")
async def test_the_day_fits_every_size(home: Home, size: tuple[int, int]) -> None:
    app = AftercareApp(home, None, clock=Clock(at(21, 4)))
    async with app.run_test(size=size):
        lines = shown(app).splitlines()
        assert "› Mild cleanser" in shown(app)
        assert "space done" in lines[-1]
        assert max(map(len, lines)) <= size[0]

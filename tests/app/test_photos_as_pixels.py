"""Photos in a terminal that draws pixels: what comes is the photo, and what is left is nothing of it."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import UTC, datetime

import pytest
from photo_scenes import face_photo
from PIL import Image, ImageChops, ImageStat
from test_kill_in_tmux import ROOT
from textual.color import Color

from aftercare.care import Care, Home
from aftercare.model.photo import PhotoView
from aftercare.themes import EVENING
from aftercare.widgets.photo_picture import Drawing, longest_in
from tests.pixel_terminal import PixelTerminal, sixels_drawn, size_of

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals of this kind")

CELL = (9, 18)
#: What such a terminal answers, were it asked: it says that it draws, and how large a cell is.
ANSWERS = {"a=q": "\x1b_Gi=31;OK\x1b\\", "\x1b[c": "\x1b[?62;4;22c", "\x1b[16t": f"\x1b[6;{CELL[1]};{CELL[0]}t"}
#: The ground of the evening theme.
GROUND = Color.parse(EVENING.background or "").rgb
#: Lines wrap and the cursor is seen: so a terminal is as it comes.
AS_IT_COMES = {"7", "25"}
NOW = datetime(2026, 11, 22, 20, tzinfo=UTC)


@pytest.fixture
def opened(home: Home) -> Iterator[Callable[[str], PixelTerminal]]:
    """Opens the program in a terminal that calls itself so, on a record with an upright and a wide photo."""
    care, folder = Care.start(home, NOW, name="Anna B."), home.state.parent
    high, wide = face_photo(folder, "high.jpg", width=600), folder / "wide.jpg"
    Image.open(high).rotate(90, expand=True).save(wide)
    care.add_photo(high, PhotoView.FRONT, NOW, day=NOW.date().replace(day=12))
    care.add_photo(wide, PhotoView.FRONT, NOW, day=NOW.date().replace(day=20))
    terminals: list[PixelTerminal] = []

    def open_one(name: str) -> PixelTerminal:
        terminal = PixelTerminal(100, 30, CELL, ANSWERS)
        terminals.append(terminal)
        program = (sys.executable, "-m", "aftercare")
        terminal.run(*program, AFTERCARE_HOME=str(home.data), PYTHONPATH=str(ROOT), TERM=name)
        terminal.shows("Anna B.")
        return terminal

    yield open_one
    for each in terminals:
        each.close()


def photos_drawn(home: Home) -> tuple[Image.Image, Image.Image]:
    """The upright photo and the wide one, as the program has them to draw."""
    care = Care.open(home)
    high, wide = (Image.open(care.photo_picture(each, longest_in(Drawing.KITTY))) for each in care.photos())
    return high.convert("RGB"), wide.convert("RGB")


def assert_is(drawn: Image.Image, photo: Image.Image) -> None:
    """What was drawn is `photo`, as large as its cells let it be; what they leave over shows the ground."""
    drawn = drawn.convert("RGB")
    high = drawn.height
    wide = min(drawn.width, -(-photo.width * high // photo.height // CELL[0]) * CELL[0])
    assert drawn.width - wide <= CELL[0]
    differs = ImageStat.Stat(ImageChops.difference(drawn.crop((0, 0, wide, high)), photo.resize((wide, high))))
    assert max(differs.mean) < 4, "it is another picture"
    over = drawn.crop((wide, 0, drawn.width, high)).getcolors() or []
    # sixels tell a colour in hundredths
    assert all(abs(one - ground) <= 2 for _, colour in over for one, ground in zip(colour, GROUND, strict=True))


def rectangle(cells: set[tuple[int, int]]) -> tuple[int, int]:
    """How many columns and rows `cells` fill, each of them."""
    columns, rows = ({each[side] for each in cells} for side in (0, 1))
    assert len(cells) == len(columns) * len(rows) == (max(columns) - min(columns) + 1) * (max(rows) - min(rows) + 1)
    return len(columns), len(rows)


def is_wide(picture: Image.Image) -> bool:
    return picture.width > picture.height


def is_as_it_was(terminal: PixelTerminal) -> bool:
    return (terminal.modes, terminal.line_now, terminal.asked) == (AS_IT_COMES, terminal.line_before, [])


def test_kitty_shows_the_photo_and_keeps_it_no_longer_than_it_is_seen(
    opened: Callable[[str], PixelTerminal], home: Home
) -> None:
    high, wide = photos_drawn(home)
    terminal = opened("xterm-kitty")

    def is_drawn(*photos: Image.Image, beneath: int = 0) -> None:
        """These photos stand side by side, and none is kept besides those `beneath`; what comes before is passed by."""

        def shown_now() -> list[int]:
            cells = terminal.with_pictures
            return sorted(cells, key=lambda each: min(cells[each]))

        def stand() -> bool:
            now, cells = shown_now(), terminal.with_pictures
            return (
                set(now) <= set(terminal.placed) & set(terminal.kept)
                and len(terminal.kept) == len(photos) + beneath
                and [is_wide(terminal.kept[each]) for each in now] == [is_wide(each) for each in photos]
                and all(len(cells[each]) == columns * rows for each in now for columns, rows in [terminal.placed[each]])
            )

        terminal.wait_for(stand)
        for number, photo in zip(shown_now(), photos, strict=True):
            assert_is(terminal.kept[number], photo)
            columns, rows = rectangle(terminal.with_pictures[number])
            assert terminal.placed[number] == (columns, rows)
            assert terminal.kept[number].size == (columns * CELL[0], rows * CELL[1])

    def nothing_is_left() -> bool:
        return not terminal.kept and not terminal.with_pictures

    terminal.press("P")
    is_drawn(wide)
    terminal.press("\x1b[B")
    is_drawn(high)

    terminal.press("\r")
    terminal.shows("8 days apart")
    is_drawn(high, wide, beneath=1)
    terminal.press("\x1b")
    is_drawn(high)
    terminal.press("\x1b")
    terminal.wait_for(nothing_is_left)

    terminal.press("P")
    is_drawn(wide)
    terminal.press("\x11")  # ctrl+q
    assert terminal.wait_for_end() == 0
    assert nothing_is_left()
    assert is_as_it_was(terminal)


def test_sixels_show_the_photo_and_every_cell_of_it_is_written_over(
    opened: Callable[[str], PixelTerminal], home: Home
) -> None:
    high, wide = photos_drawn(home)
    terminal = opened("foot")

    def is_drawn(photo: Image.Image) -> None:
        # it stands once as many cells have sixels as the last ones fill: those before are gone
        def stands() -> bool:
            if not terminal.sixels:
                return False
            width, height = size_of(terminal.sixels)
            cells = -(-width // CELL[0]) * -(-height // CELL[1])
            return (width > height) == is_wide(photo) and len(terminal.with_sixels) == cells

        terminal.wait_for(stands)
        rectangle(terminal.with_sixels)
        assert_is(sixels_drawn(terminal.sixels), photo)

    terminal.press("P")
    is_drawn(wide)
    terminal.press("\x1b[B")
    is_drawn(high)
    terminal.press("\x1b")
    terminal.wait_for(lambda: not terminal.with_sixels and "Photos" not in terminal.screen)

    terminal.press("P")
    is_drawn(wide)
    terminal.press("\x11")  # ctrl+q
    assert terminal.wait_for_end() == 0
    assert not terminal.with_sixels
    assert is_as_it_was(terminal)

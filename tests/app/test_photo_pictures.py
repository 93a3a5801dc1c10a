"""How the screens with photos look. The photos are plain: how a picture is drawn is its library's to say."""

from __future__ import annotations

import pytest
from PIL import Image
from scenes import anna
from stage import at
from test_pictures import SIZES, THEMES, Snap, opened, pressing

from aftercare.care import Care, Home
from aftercare.model.photo import PhotoView


@pytest.fixture
def plain_photos(home: Home) -> None:
    """Anna's record with three photos of one grey each."""
    anna(home)
    care, folder = Care.open(home), home.state.parent
    for day, view, grey in ((1, PhotoView.FRONT, 80), (12, PhotoView.LEFT_45, 128), (20, PhotoView.FRONT, 140)):
        told = Image.Exif()
        # Pillow writes nothing for details alone
        told[0x0112] = 1
        told.get_ifd(0x8769)[0x9003] = f"2026:11:{day:02} 08:30:00"
        file = folder / f"{day}.png"
        Image.new("L", (300, 400), grey).save(file, exif=told)
        care.add_photo(file, view, at(20))


@SIZES
@THEMES
@pytest.mark.usefixtures("plain_photos")
@pytest.mark.parametrize(
    "keys", [("P",), ("P", "enter"), ("P", "t"), ("P", "question_mark")], ids=["list", "two", "protocol", "help"]
)
def test_photos(snap_compare: Snap, home: Home, size: tuple[int, int], theme: str, keys: tuple[str, ...]) -> None:
    assert snap_compare(opened(home, theme), terminal_size=size, run_before=pressing(*keys))


@SIZES
@pytest.mark.parametrize("keys", [("P",), ("P", "a")], ids=["none", "add"])
def test_no_photos(snap_compare: Snap, home: Home, size: tuple[int, int], keys: tuple[str, ...]) -> None:
    anna(home)
    assert snap_compare(opened(home), terminal_size=size, run_before=pressing(*keys))

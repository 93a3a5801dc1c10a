"""Records with photos, and the screens that show them."""

from __future__ import annotations

from pathlib import Path

from PIL import Image, ImageDraw
from scenes import Scene, anna
from stage import at
from written_once import written_once

from aftercare.care import Care, Home
from aftercare.model.photo import PhotoView
from aftercare.widgets.photo_picture import Drawing, longest_in


def face_photo(folder: Path, name: str, light: float = 1.0, taken: str = "", width: int = 300) -> Path:
    """A picture file in which a face is to be guessed, `light` times as bright as usual."""
    picture = Image.new("RGB", (width, width * 4 // 3), _lit((120, 150, 165), light))
    pen = ImageDraw.Draw(picture)

    def oval(left: float, top: float, right: float, bottom: float, colour: tuple[int, int, int]) -> None:
        high = width * 4 / 3
        pen.ellipse((left * width, top * high, right * width, bottom * high), _lit(colour, light))

    oval(0.2, 0.1, 0.8, 0.85, (224, 172, 140))
    for left in (0.32, 0.56):
        oval(left, 0.38, left + 0.12, 0.43, (70, 50, 45))
    oval(0.46, 0.45, 0.54, 0.58, (205, 150, 120))
    oval(0.38, 0.66, 0.62, 0.71, (180, 90, 90))
    told = Image.Exif()
    if taken:
        told.get_ifd(0x8769)[0x9003] = taken
    path = folder / name
    picture.save(path, quality=90, exif=told)
    return path


def _lit(colour: tuple[int, int, int], light: float) -> tuple[int, int, int]:
    red, green, blue = (min(255, round(part * light)) for part in colour)
    return red, green, blue


@written_once
def with_photos(home: Home) -> None:
    """Anna's record with three photos, two of them from the front."""
    anna(home)
    care, folder = Care.open(home), home.state.parent
    for day, view, light in (
        (1, PhotoView.FRONT, 0.7),
        (12, PhotoView.LEFT_45, 1.0),
        (20, PhotoView.FRONT, 1.05),
    ):
        file = face_photo(folder, f"{day}.jpg", light, f"2026:11:{day:02} 08:30:00")
        care.add_photo(file, view, at(20))
        file.unlink()


def with_a_new_one(home: Home) -> None:
    """That record, and a new photo in the folder that is watched."""
    with_photos(home)
    folder = home.state.parent / "phone"
    folder.mkdir()
    face_photo(folder, "IMG_1.jpg", 1.1, "2026:11:21 08:30:00")
    Care.open(home).watch_photo_folder(folder)


def one_changed(home: Home) -> None:
    """That record, in which the last photo was given words."""
    with_photos(home)
    care = Care.open(home)
    care.change_photo(care.photos()[-1], at(20), text="after the holiday")


def one_lost(home: Home) -> None:
    """That record, of whose last photo only the small picture is left."""
    with_photos(home)
    care = Care.open(home)
    last = care.photos()[-1]
    care.photo_picture(last, longest_in(Drawing.CELLS))
    place = care.photo_file(last)
    assert place is not None
    place.unlink()


PHOTO_SCENES = {
    "photos": Scene("PhotosScreen", ("P",), record=with_photos),
    "photos, a new one": Scene("PhotosScreen", ("P",), record=with_a_new_one),
    "photos, one changed": Scene("PhotosScreen", ("P",), record=one_changed),
    "photos, one lost": Scene("PhotosScreen", ("P",), record=one_lost),
    "photos to add": Scene("PhotosForm", ("P", "a"), record=with_photos),
    "two photos": Scene("ComparePhotosScreen", ("P", "enter"), record=with_photos),
    "how to take one": Scene("PhotoProtocol", ("P", "t"), record=with_photos, size=(80, 24)),
}

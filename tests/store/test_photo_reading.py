"""A picture file becomes a photo that can be kept, or one sentence says why not."""

from __future__ import annotations

import io
import os
from datetime import datetime
from pathlib import Path

import pytest
from PIL import Image, PngImagePlugin
from pillow_heif import register_heif_opener

from aftercare.errors import AftercareError, BadInput
from aftercare.store.photo_reading import MAX_BYTES, read_photo, smaller, source_of
from tests.store.bad_pictures import bad_pictures, encoded

PLACE = "Nowhere Street 12, at 52.5163 N"


def decoded(jpeg: bytes) -> Image.Image:
    """The kept photo, as any viewer shows it."""
    return Image.open(io.BytesIO(jpeg))


def put(folder: Path, name: str, data: bytes) -> Path:
    """A file in `folder`."""
    path = folder / name
    path.write_bytes(data)
    return path


def camera(orientation: int = 1, taken: str = "2026:11:20 09:10:11") -> Image.Exif:
    """What a telephone writes beside the pixels."""
    told = Image.Exif()
    told[0x0112] = orientation
    told[0x010F] = "Secret Maker"
    details = told.get_ifd(0x8769)
    details[0x9003] = taken
    details[0x927C] = b"maker note with a serial 4711"
    details[0x9011] = "-03:30"
    where = told.get_ifd(0x8825)
    where[1], where[2] = "N", (52.0, 30.0, 58.68)
    where[27] = PLACE.encode()
    return told


@pytest.mark.parametrize(("name", "data", "said"), [pytest.param(*each, id=each[0]) for each in bad_pictures()])
def test_a_bad_picture_is_refused_with_what_is_wrong(tmp_path: Path, name: str, data: bytes, said: str) -> None:
    with pytest.raises(BadInput) as refused:
        read_photo(put(tmp_path, name, data))
    assert said in refused.value.message
    assert name in refused.value.message
    assert refused.value.next_step


def test_there_are_at_least_sixty_bad_pictures_each_of_its_own() -> None:
    found = list(bad_pictures())
    assert len(found) >= 60
    assert len({name for name, _, _ in found}) == len(found)


@pytest.mark.parametrize("orientation", range(1, 9))
def test_a_photo_stands_upright_whichever_way_the_camera_was_held(tmp_path: Path, orientation: int) -> None:
    upright = Image.new("RGB", (120, 80), "white")
    upright.paste("red", (0, 0, 40, 30))
    back = {
        1: None,
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }[orientation]
    as_held = upright if back is None else upright.transpose(back)
    out = io.BytesIO()
    as_held.save(out, "JPEG", quality=98, exif=camera(orientation))
    kept = decoded(read_photo(put(tmp_path, "held.jpg", out.getvalue())).jpeg)
    assert kept.size == (120, 80)
    red, corner = kept.getpixel((10, 10)), kept.getpixel((110, 70))
    assert isinstance(red, tuple)
    assert isinstance(corner, tuple)
    assert red[0] > 200 > 60 > red[1]
    assert min(corner) > 240
    assert not kept.getexif()


def test_nothing_of_the_file_is_kept_but_what_is_seen(tmp_path: Path) -> None:
    words = PngImagePlugin.PngInfo()
    words.add_text("Comment", PLACE)
    words.add_itxt("XML:com.adobe.xmp", f"<x:xmpmeta>{PLACE}</x:xmpmeta>")
    xmp = f"<x:xmpmeta>{PLACE}</x:xmpmeta>".encode()
    files = {
        "all.jpg": encoded("JPEG", exif=camera(), comment=PLACE.encode(), xmp=xmp),
        "all.png": encoded("PNG", exif=camera(), pnginfo=words),
        "all.webp": encoded("WEBP", exif=camera(), xmp=xmp),
    }
    for name, data in files.items():
        assert PLACE.encode() in data
        jpeg = read_photo(put(tmp_path, name, data)).jpeg
        for trace in (PLACE.encode(), b"Nowhere", b"Secret Maker", b"serial 4711", b"Exif", b"xmpmeta", b"GPS"):
            assert trace not in jpeg, name
        kept = decoded(jpeg)
        assert not kept.getexif()
        assert set(kept.info) <= {"jfif", "jfif_version", "jfif_unit", "jfif_density"}


def test_the_place_of_a_heic_photo_is_not_kept_either(tmp_path: Path) -> None:
    register_heif_opener()
    data = encoded("HEIF", exif=camera())
    photo = read_photo(put(tmp_path, "phone.heic", data))
    assert PLACE.encode() in data
    assert PLACE.encode() not in photo.jpeg
    assert (photo.width, photo.height) == (160, 120)
    assert photo.taken == datetime(2026, 11, 20, 9, 10, 11)


def test_when_it_was_taken_is_read_before(tmp_path: Path) -> None:
    plain = put(tmp_path, "plain.jpg", encoded("JPEG", exif=camera()))
    assert read_photo(plain).taken == datetime(2026, 11, 20, 9, 10, 11)
    assert read_photo(put(tmp_path, "silent.jpg", encoded("JPEG"))).taken is None
    unset = put(tmp_path, "unset.jpg", encoded("JPEG", exif=camera(taken="0000:00:00 00:00:00")))
    assert read_photo(unset).taken is None


def test_the_same_picture_is_the_same_photo_and_its_file_is_known_again(tmp_path: Path) -> None:
    one = put(tmp_path, "one.jpg", encoded("JPEG", exif=camera()))
    other = put(tmp_path, "other.jpg", encoded("JPEG", exif=camera(taken="2020:01:01 00:00:00")))
    assert read_photo(one).sha256 == read_photo(other).sha256
    assert read_photo(one).source == source_of(one) != source_of(other)


@pytest.mark.parametrize("mode", ["L", "LA", "P", "1", "RGBA"])
def test_pictures_without_three_colours_are_kept_too(tmp_path: Path, mode: str) -> None:
    photo = read_photo(put(tmp_path, "plain.png", encoded("PNG", mode=mode)))
    assert decoded(photo.jpeg).mode == "RGB"
    assert 0.3 < photo.brightness < 0.7


def test_a_picture_of_sixteen_bits_is_as_bright_as_it_looks(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("I;16", (100, 100), 0x8000).save(out, "PNG")
    assert read_photo(put(tmp_path, "deep.png", out.getvalue())).brightness == pytest.approx(0.5, abs=0.01)


def test_brightness_goes_by_the_middle_of_the_picture(tmp_path: Path) -> None:
    picture = Image.new("RGB", (200, 200), "white")
    picture.paste("black", (40, 40, 160, 160))
    out = io.BytesIO()
    picture.save(out, "PNG")
    assert read_photo(put(tmp_path, "dark.png", out.getvalue())).brightness == 0
    assert read_photo(put(tmp_path, "light.png", encoded("PNG", (200, 200), "1"))).brightness > 0


def test_a_file_named_as_another_kind_is_kept_for_what_it_is(tmp_path: Path) -> None:
    assert read_photo(put(tmp_path, "phone.jpg", encoded("PNG"))).width == 160


def test_what_is_no_file_or_too_large_is_told(tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no file"):
        read_photo(tmp_path / "missing.jpg")
    with pytest.raises(BadInput, match="is a folder"):
        read_photo(tmp_path)
    pipe = tmp_path / "pipe.jpg"
    os.mkfifo(pipe)
    with pytest.raises(BadInput, match="is no file"):
        read_photo(pipe)
    large = tmp_path / "large.jpg"
    large.touch()
    os.truncate(large, MAX_BYTES + 1)
    with pytest.raises(BadInput, match="has 200 MB"):
        read_photo(large)


def test_a_name_full_of_signs_is_told_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(AftercareError) as refused:
        read_photo(put(tmp_path, "[red]no.jpg", b"words"))
    assert "[red]no.jpg is no photo" in refused.value.message


def test_a_smaller_one_keeps_its_shape(tmp_path: Path) -> None:
    photo = read_photo(put(tmp_path, "wide.jpg", encoded("JPEG", (1600, 800))))
    assert decoded(smaller(photo.jpeg, 320)).size == (320, 160)


def test_no_memory_is_held_for_pictures_that_are_gone(tmp_path: Path) -> None:
    path = tmp_path / "photo.jpg"
    path.write_bytes(encoded("JPEG"))
    read_photo(path)
    assert Image.core.get_stats()["blocks_cached"] == 0  # type: ignore[attr-defined]
    path.write_bytes(path.read_bytes()[:400])
    with pytest.raises(BadInput):
        read_photo(path)
    # nor is any kept from now on
    Image.new("RGB", (300, 200)).copy()
    assert Image.core.get_stats()["blocks_cached"] == 0  # type: ignore[attr-defined]

"""Photos on the disk: each once, under what it holds, for its owner alone."""

from __future__ import annotations

import hashlib
import stat
from pathlib import Path

import pytest

from aftercare.errors import DiskTrouble, NotFound
from aftercare.store.photo_files import PhotoFiles, list_photos
from aftercare.store.photo_reading import read_photo
from tests.store.bad_pictures import encoded


@pytest.fixture
def files(tmp_path: Path) -> PhotoFiles:
    """The photos of a client who has none yet."""
    return PhotoFiles(tmp_path / "clients" / "me" / "photos", tmp_path / "state" / "small")


def keep_one(files: PhotoFiles, folder: Path) -> str:
    """Keeps one photo and gives its digest."""
    source = folder / "phone.jpg"
    source.write_bytes(encoded("JPEG", (800, 600)))
    photo = read_photo(source)
    assert files.keep(photo.sha256, photo.jpeg)
    return photo.sha256


def test_a_photo_is_kept_once_under_its_digest(files: PhotoFiles, tmp_path: Path) -> None:
    digest = keep_one(files, tmp_path)
    place = files.place(digest)
    assert place.relative_to(files.photos).as_posix() == f"{digest[:2]}/{digest}.jpg"
    assert hashlib.sha256(place.read_bytes()).hexdigest() == digest
    assert not files.keep(digest, b"another")
    assert hashlib.sha256(files.read(digest)).hexdigest() == digest
    assert [each.path for each in list_photos(files.photos)] == [place]


def test_it_is_for_its_owner_alone_and_nothing_lies_beside_it(files: PhotoFiles, tmp_path: Path) -> None:
    place = files.place(keep_one(files, tmp_path))
    assert stat.S_IMODE(place.stat().st_mode) == 0o600
    assert stat.S_IMODE(place.parent.stat().st_mode) == 0o700
    assert [each.name for each in place.parent.iterdir()] == [place.name]


def test_a_small_picture_is_made_when_it_is_wanted_and_again_when_thrown_away(
    files: PhotoFiles, tmp_path: Path
) -> None:
    digest = keep_one(files, tmp_path)
    first = files.smaller_picture(digest, 320)
    assert first.stat().st_size < files.place(digest).stat().st_size
    first.unlink()
    assert files.smaller_picture(digest, 320).is_file()


def test_a_photo_that_is_missing_or_damaged_is_told(files: PhotoFiles, tmp_path: Path) -> None:
    digest = keep_one(files, tmp_path)
    files.place(digest).write_bytes(b"something else")
    with pytest.raises(NotFound, match="is damaged"):
        files.read(digest)
    files.place(digest).unlink()
    with pytest.raises(NotFound, match="is not on this machine"):
        files.read(digest)


def test_what_is_taken_away_is_gone_with_its_small_picture(files: PhotoFiles, tmp_path: Path) -> None:
    digest = keep_one(files, tmp_path)
    small = files.smaller_picture(digest, 320)
    files.take_away(digest)
    assert not files.has(digest)
    assert not small.exists()
    files.take_away(digest)


@pytest.mark.parametrize("digest", ["../../../etc/passwd", "", "A" * 64, "a" * 63, "a" * 64 + "\n"])
def test_a_name_from_a_shared_record_is_never_a_path(files: PhotoFiles, digest: str) -> None:
    with pytest.raises(NotFound):
        files.place(digest)


def test_a_disk_that_refuses_leaves_nothing_behind(files: PhotoFiles, tmp_path: Path) -> None:
    files.photos.parent.mkdir(parents=True)
    files.photos.write_text("a file in the way")
    with pytest.raises(DiskTrouble):
        files.keep("a" * 64, b"jpeg")
    assert files.photos.read_text() == "a file in the way"

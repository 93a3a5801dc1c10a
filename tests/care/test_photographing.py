"""Photos in a record: each once, on its day, and nothing of them where anything went wrong."""

from __future__ import annotations

import io
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from PIL import Image

from aftercare.care import Care, Home, searching
from aftercare.errors import BadInput, DiskTrouble, NoLongerCurrent, NotFound
from aftercare.model.photo import PhotoView
from aftercare.store.photo_files import list_photos
from tests.store.bad_pictures import bad_pictures, encoded

NOW = datetime(2026, 11, 28, 18, 0, tzinfo=UTC)


@pytest.fixture
def care(own_home: Path) -> Care:
    """A record that has just begun."""
    return Care.start(Home.at(own_home), NOW)


def picture(folder: Path, name: str = "phone.jpg", shade: int = 0, taken: str | None = None) -> Path:
    """A picture file; each `shade` is another picture."""
    told = Image.Exif()
    if taken is not None:
        told.get_ifd(0x8769)[0x9003] = taken
    image = Image.open(io.BytesIO(encoded("PNG", (300, 400)))).point(lambda value: min(255, value + shade))
    path = folder / name
    image.save(path, exif=told)
    return path


def everything(care: Care) -> set[str]:
    """The files of the record and the photos, by their places and lengths."""
    top = care.folder.records.parent
    return {f"{each.relative_to(top)} {each.stat().st_size}" for each in top.rglob("*") if each.is_file()}


def test_a_photo_belongs_to_the_day_on_which_it_was_taken(care: Care, tmp_path: Path) -> None:
    photo = care.add_photo(picture(tmp_path, taken="2026:11:20 09:10:11"), PhotoView.FRONT, NOW)
    assert photo.day == date(2026, 11, 20)
    assert photo.taken == datetime(2026, 11, 20, 9, 10, 11)
    assert care.photos() == (photo,)
    assert care.entries(date(2026, 11, 20), date(2026, 11, 20)) == (photo,)


def test_taken_after_midnight_it_belongs_to_the_evening_before(care: Care, tmp_path: Path) -> None:
    assert care.add_photo(picture(tmp_path, taken="2026:11:20 01:30:00"), PhotoView.FRONT, NOW).day == date(
        2026, 11, 19
    )


def test_where_the_camera_is_silent_it_is_of_today_or_of_the_day_that_is_named(care: Care, tmp_path: Path) -> None:
    assert care.add_photo(picture(tmp_path), PhotoView.FRONT, NOW).day == date(2026, 11, 28)
    named = care.add_photo(picture(tmp_path, shade=20), PhotoView.FRONT, NOW, day=date(2026, 11, 3))
    assert named.day == date(2026, 11, 3)


def test_a_clock_that_runs_ahead_is_told(care: Care, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="still to come"):
        care.add_photo(picture(tmp_path, taken="2027:01:01 09:00:00"), PhotoView.FRONT, NOW)
    assert care.photos() == ()


def test_the_same_photo_is_not_added_twice(care: Care, tmp_path: Path) -> None:
    care.add_photo(picture(tmp_path, taken="2026:11:20 09:10:11"), PhotoView.FRONT, NOW)
    before = everything(care)
    with pytest.raises(BadInput, match="is there already: Friday 20 November 2026, front"):
        care.add_photo(picture(tmp_path, "copy.jpg"), PhotoView.LEFT_45, NOW)
    assert everything(care) == before


def test_one_that_was_deleted_can_be_added_again_and_comes_back_with_undo(care: Care, tmp_path: Path) -> None:
    photo = care.add_photo(picture(tmp_path), PhotoView.FRONT, NOW)
    care.delete_photo(photo, NOW)
    assert care.photos() == ()
    care.undo(NOW)
    assert care.photos() == (photo,)
    care.delete_photo(photo, NOW)
    again = care.add_photo(picture(tmp_path), PhotoView.NECK, NOW)
    assert care.photos() == (again,)
    assert again.sha256 == photo.sha256


def test_what_it_shows_can_be_said_later_and_undone(care: Care, tmp_path: Path) -> None:
    photo = care.add_photo(picture(tmp_path), PhotoView.FRONT, NOW)
    changed = care.change_photo(photo, NOW, PhotoView.CLOSE_UP, "chin", "a new spot")
    assert care.photos() == (changed,)
    assert (changed.view, changed.zone, changed.text) == (PhotoView.CLOSE_UP, "chin", "a new spot")
    with pytest.raises(NoLongerCurrent):
        care.change_photo(photo, NOW, text="something else")
    care.undo(NOW)
    assert care.photos() == (photo,)
    day = photo.day.replace(day=photo.day.day - 1)
    assert care.change_photo(photo, NOW, day=day).day == day
    assert [(each.day, each.view) for each in care.photos()] == [(day, photo.view)]


def test_a_close_up_needs_a_zone_that_there_is(care: Care, tmp_path: Path) -> None:
    file = picture(tmp_path)
    with pytest.raises(BadInput, match="A close-up is of a zone"):
        care.add_photo(file, PhotoView.CLOSE_UP, NOW)
    with pytest.raises(BadInput, match="There is no zone “chim”") as refused:
        care.add_photo(file, PhotoView.CLOSE_UP, NOW, "chim")
    assert "chin" in refused.value.next_step
    with pytest.raises(BadInput, match="A zone goes with a close-up"):
        care.add_photo(file, PhotoView.FRONT, NOW, "chin")


def test_bad_pictures_leave_record_and_photos_as_they_were(care: Care, tmp_path: Path) -> None:
    before = everything(care)
    said = set()
    for name, data, _ in bad_pictures():
        file = tmp_path / name
        file.write_bytes(data)
        with pytest.raises(BadInput) as refused:
            care.add_photo(file, PhotoView.FRONT, NOW)
        said.add(refused.value.message)
    assert len(said) >= 60
    assert everything(care) == before


def test_a_record_that_cannot_be_written_keeps_no_picture(
    care: Care, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise DiskTrouble("The disk is full.", "Make room.")

    monkeypatch.setattr(care, "_put", full)
    with pytest.raises(DiskTrouble):
        care.add_photo(picture(tmp_path), PhotoView.FRONT, NOW)
    assert list_photos(care.folder.photos) == []


def test_of_several_files_each_is_taken_or_told(care: Care, tmp_path: Path) -> None:
    bad = tmp_path / "words.jpg"
    bad.write_text("no picture")
    done: list[tuple[int, int]] = []
    files = [picture(tmp_path, "one.jpg"), bad, picture(tmp_path, "two.jpg", 30)]
    found = care.add_photos(files, PhotoView.FRONT, NOW, told=lambda *far: done.append(far))
    assert len(found.photos) == 2
    assert [each.path for each in found.refused] == [bad]
    assert done == [(1, 3), (2, 3), (3, 3)]
    assert len(care.photos()) == 2


@pytest.mark.parametrize("heeded", ["before a file is read", "while it is read"])
def test_nothing_is_left_of_what_was_given_up(care: Care, tmp_path: Path, heeded: str) -> None:
    files = [picture(tmp_path, "one.jpg"), picture(tmp_path, "two.jpg", 30), picture(tmp_path, "three.jpg", 60)]
    # it is asked before and after each file is read
    answers = iter([False, False, True] if heeded == "before a file is read" else [False, False, False, True])
    found = care.add_photos(files, PhotoView.FRONT, NOW, given_up=lambda: next(answers))
    assert (found.photos, found.refused) == (care.photos(), ())
    assert [each.sha256 for each in list_photos(care.folder.photos)] == [each.sha256 for each in found.photos]
    assert len(found.photos) == 1


def test_how_long_after_a_session_it_was_taken_is_known(care: Care, tmp_path: Path) -> None:
    care.add_session(datetime(2026, 11, 19, 17, 30), "facial needles", NOW, minutes=60)
    cancelled = care.add_session(datetime(2026, 11, 25, 17, 30), "facial needles", NOW)
    care.cancel_session(cancelled.id, NOW)
    before = care.add_photo(picture(tmp_path, taken="2026:11:19 17:00:00"), PhotoView.FRONT, NOW)
    after = care.add_photo(picture(tmp_path, shade=30, taken="2026:11:27 18:30:00"), PhotoView.FRONT, NOW)
    assert care.photo_facts(before).after_session is None
    assert care.photo_facts(after).after_session == timedelta(days=8)


def test_a_smaller_picture_is_made_and_a_missing_photo_is_told(care: Care, tmp_path: Path) -> None:
    photo = care.add_photo(picture(tmp_path), PhotoView.FRONT, NOW)
    with Image.open(care.photo_picture(photo, 100)) as small:
        assert max(small.size) == 100
    place = care.photo_file(photo)
    assert place is not None
    place.unlink()
    assert care.photo_file(photo) is None
    with pytest.raises(NotFound, match="is not on this machine"):
        care.photo_picture(photo, 200)


def test_what_is_new_in_the_watched_folder_is_offered_until_it_is_taken(care: Care, tmp_path: Path) -> None:
    folder = tmp_path / "phone"
    folder.mkdir()
    assert care.photo_folder() is None
    assert care.new_photos() == ()
    care.watch_photo_folder(folder)
    assert care.photo_folder() == folder
    first = picture(folder, "IMG_1.JPG")
    (folder / "notes.txt").write_text("no photo")
    (folder / "arriving.heic").touch()
    assert set(care.new_photos()) == {first, folder / "arriving.heic"}
    care.add_photo(first, PhotoView.FRONT, NOW)
    assert care.new_photos() == (folder / "arriving.heic",)
    first.rename(folder / "renamed.jpg")
    assert care.new_photos() == (folder / "arriving.heic",)
    care.watch_photo_folder(None)
    assert care.new_photos() == ()


def test_only_months_that_changed_are_read_for_the_photos(
    care: Care, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for month in (8, 9, 10):
        care.note("this photo is no photo", NOW, date(2026, month, 3))
    photo = care.add_photo(picture(tmp_path, "1.jpg"), PhotoView.FRONT, NOW)
    assert care.photos() == (photo,)
    read: list[str] = []
    indexed = searching._indexed
    monkeypatch.setattr(searching, "_indexed", lambda *of: (read.append(of[1]), indexed(*of))[1])
    assert care.photos() == (photo,)
    assert read == []
    care.note("later", NOW, date(2026, 9, 4))
    assert Care(care.folder).photos() == (photo,)
    assert read == ["2026-09"]


def test_a_folder_that_is_none_is_not_watched_and_one_that_is_gone_is_told(care: Care, tmp_path: Path) -> None:
    with pytest.raises(BadInput, match="There is no folder"):
        care.watch_photo_folder(tmp_path / "missing")
    gone = tmp_path / "card"
    gone.mkdir()
    care.watch_photo_folder(gone)
    gone.rmdir()
    with pytest.raises(DiskTrouble, match="it is not there any more"):
        care.new_photos()

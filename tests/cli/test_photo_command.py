"""`photo`."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from aftercare.model.photo import PhotoView


@pytest.fixture(autouse=True)
def record(care):
    return care


def picture(folder: Path, name: str, grey: int, taken: str = "") -> Path:
    """A picture of one grey."""
    told = Image.Exif()
    if taken:
        told[0x0112] = 1
        told.get_ifd(0x8769)[0x9003] = taken
    path = folder / name
    Image.new("L", (300, 400), grey).save(path, exif=told)
    return path


@pytest.fixture
def two(run, tmp_path):
    """Two photos from the front."""
    for day, grey in ((1, 80), (20, 140)):
        file = picture(tmp_path, f"{day}.png", grey, f"2026:11:{day:02} 08:30:00")
        run("photo", "add", str(file), "--view", "front")


def test_without_photos_it_says_how_to_add_one(run):
    assert run("photo").out.startswith("No photo yet. `aftercare photo add FILE` adds one")
    assert run("photo", "--json").json["photos"] == []


def test_added_listed_and_shown(run, tmp_path):
    file = picture(tmp_path, "my chin.png", 120, "2026:11:20 08:30:00")
    assert run("photo", "add", str(file), "--zone", "chin", "--text", "a new spot").out == (
        "Added: Friday 20 November 2026, close-up, chin.\n"
    )
    assert file.exists()
    assert [part.strip() for part in run("photo").out.split("  ") if part.strip()] == [
        "1",
        "Fri 20 Nov",
        "close-up, chin",
        "before any session",
        "a new spot",
    ]
    told = run("photo", "--json").json["photos"][0]
    assert (told["view"], told["zone"], told["width"], told["height"]) == ("close-up", "chin", 300, 400)
    assert told["brightness"] == pytest.approx(120 / 255, abs=0.01)
    assert Path(told["file"]).name == f"{told['sha256']}.jpg"
    assert told["file"] in run("photo", "show", "1").out.replace("\n", "")


def test_a_date_says_of_when_it_is(run, tmp_path):
    file = picture(tmp_path, "one.png", 120)
    assert run("photo", "add", str(file), "--date", "2026-11-03").out == "Added: Tuesday 3 November 2026, front.\n"


def test_what_is_no_photo_is_refused(run, tmp_path):
    bad = tmp_path / "words.jpg"
    bad.write_text("no picture")
    refused = run("photo", "add", str(bad))
    assert refused.code == 2
    assert refused.err == "words.jpg is no photo. A photo is a JPEG, PNG, WebP or HEIC file.\n"
    assert run("photo", "--json").json["photos"] == []


def test_of_several_the_good_ones_are_added_and_the_others_told(run, tmp_path):
    bad = tmp_path / "words.jpg"
    bad.write_text("no picture")
    both = run("photo", "add", str(bad), str(picture(tmp_path, "one.png", 120)), "--json")
    assert both.code == 2
    assert [each["view"] for each in both.json["added"]] == ["front"]
    assert [each["message"] for each in both.json["refused"]] == ["words.jpg is no photo."]


@pytest.mark.usefixtures("two")
def test_two_are_compared(run):
    told = run("photo", "compare", "2").out.splitlines()
    assert told[0] == "Sunday 1 November 2026, front, and Friday 20 November 2026, front: 19 days apart."
    assert told[1] == "The later one is lighter: the light was not the same."
    assert run("photo", "compare", "1", "2", "--json").json["days_apart"] == 19


@pytest.mark.usefixtures("two")
def test_edited_deleted_and_undone(run):
    assert run("photo", "edit", "2026-11-20", "--view", PhotoView.NECK.value).out == (
        "The photo of Friday 20 November 2026, chin up, neck is changed.\n"
    )
    run("photo", "delete", "2026-11-20")
    assert len(run("photo", "--json").json["photos"]) == 1
    run("undo")
    assert [each["view"] for each in run("photo", "--json").json["photos"]] == ["front", "neck"]
    assert run("photo", "edit", "1", "--date", "2026-11-02").out.startswith("The photo of Monday 2 November 2026")
    nothing, nobody = run("photo", "edit", "1"), run("photo", "show", "7")
    assert (nothing.code, nothing.err.split(".")[0]) == (2, "Nothing is to be changed")
    assert (nobody.code, nobody.err.split(".")[0]) == (3, "There is no photo “7”")


def test_the_watched_folder(run, tmp_path):
    phone = tmp_path / "phone"
    phone.mkdir()
    picture(phone, "IMG_1.png", 120)
    assert run("photo", "folder").out.startswith("No folder is watched.")
    assert run("photo", "folder", str(phone)).out == f"{phone} is watched: what is new in it is offered.\n"
    assert "1 new photo in" in run("photo").out
    assert run("photo", "add", "--new").out.startswith("Added: ")
    again = run("photo", "add", "--new")
    assert (again.code, again.err.split(".")[0]) == (3, "Nothing is new in the watched folder")
    assert run("photo", "folder", "--none", "--json").json["folder"] is None


def test_a_folder_that_is_gone_is_remarked_and_the_list_stands(run, tmp_path):
    card = tmp_path / "card"
    card.mkdir()
    run("photo", "folder", str(card))
    card.rmdir()
    told = run("photo")
    assert told.out.startswith("No photo yet.")
    assert "it is not there any more" in told.err


def test_how_one_is_taken(run):
    told = run("photo", "protocol").out
    assert "At least 1.5 m away" in told
    assert "B: JAMA Facial Plastic Surgery (2018)" in told
    assert "One odd photo is not a change.\n  U: no source is known" in told

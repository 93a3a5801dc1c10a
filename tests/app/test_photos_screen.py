"""Photos on the screen: added by path and by dragging, looked at, compared, and what goes wrong is said."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from photo_scenes import face_photo, with_a_new_one, with_photos
from scenes import anna
from stage import app_of, at, press, said, settled, shown, until
from test_every_click import click_words
from textual import events
from textual.timer import Timer
from textual.widgets import Input, Select, Static

from aftercare.care import Care, Home
from aftercare.model.photo import PhotoView
from aftercare.screens.compare_photos import ComparePhotosScreen
from aftercare.screens.photos import PhotosScreen
from aftercare.screens.shelf_form import ShelfForm
from aftercare.store import opening, photo_reading
from aftercare.store.photo_files import list_photos
from aftercare.widgets.choices import Choices
from aftercare.widgets.lines_input import PathsInput


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_photo_is_added_by_its_path(home: Home, tmp_path: Path, size: tuple[int, int]) -> None:
    anna(home)
    file = face_photo(tmp_path, "my face.jpg", taken="2026:11:20 08:30:00")
    app = app_of(home)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.press("P", "a")
        await settled(pilot)
        app.screen.query_one(Input).value = str(file)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, PhotosScreen)
        assert "1 photo added." in said(app)
        await until(pilot, lambda: "Friday 20 November 2026, front, 08:30" in " ".join(shown(app).split()))
    (photo,) = Care.open(home).photos()
    assert photo.view is PhotoView.FRONT


async def test_files_that_are_dragged_in_arrive_as_paths(home: Home, tmp_path: Path) -> None:
    anna(home)
    files = [face_photo(tmp_path, "one two.jpg"), face_photo(tmp_path, "three.jpg", 0.8)]
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("P", "a")
        await settled(pilot)
        app.screen.query_one(Input).post_message(events.Paste(" ".join(f"'{each}'" for each in files)))
        await settled(pilot)
        app.screen.query(Select).first().value = PhotoView.LEFT_45.value
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "2 photos added." in said(app)
    assert [each.view for each in Care.open(home).photos()] == [PhotoView.LEFT_45] * 2


async def test_files_are_dragged_onto_the_photos_one_after_another(home: Home, tmp_path: Path) -> None:
    anna(home)
    far = tmp_path / ("a folder with a long name " * 8).strip()
    far.mkdir()
    files = [face_photo(far, f"{name}.jpg", light) for name, light in (("one", 1.0), ("two", 0.8), ("three", 0.6))]
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "P")
        app.screen.query_one(Choices).post_message(events.Paste("no path"))
        await settled(pilot)
        assert isinstance(app.screen, PhotosScreen)
        app.screen.query_one(Choices).post_message(events.Paste(str(files[0])))
        await settled(pilot)
        field = app.screen.query_one(PathsInput)
        assert field.value == str(files[0])
        # as a terminal sends lines
        app.post_message(events.Paste(f"{files[1]}\r{files[2]}\r"))
        await settled(pilot)
        assert field.value == " ".join(f"'{each}'" for each in files)
        await press(pilot, "ctrl+s")
        assert "3 photos added." in said(app)


async def test_the_protocol_is_ticked_off_while_photos_are_taken(home: Home) -> None:
    anna(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "P", "t", "space")
        await click_words(pilot, "□ Camera")
        assert "2 of 12 ticked off." in shown(app)
        assert "☑ Distance" in shown(app)
        await press(pilot, "down", "escape", "t")
        assert "☑ Distance" in shown(app), "who comes back finds the ticks"
        await press(pilot, "x")
        assert "ticked off" not in shown(app)
        assert "□ Distance" in shown(app)


async def test_a_file_that_is_no_photo_is_said_and_what_was_typed_stays(home: Home, tmp_path: Path) -> None:
    anna(home)
    bad = tmp_path / "[red]words.jpg"
    bad.write_text("no picture")
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("P", "a")
        await settled(pilot)
        app.screen.query_one(Input).value = str(bad)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "[red]words.jpg is no photo." in shown(app)
        assert app.screen.query_one(Input).value == str(bad)
    assert Care.open(home).photos() == ()


async def test_a_long_reading_is_given_up_at_once(home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    anna(home)
    lights = {"one.jpg": 1.0, "two.jpg": 0.8, "three.jpg": 0.6}
    files = [face_photo(tmp_path, name, light) for name, light in lights.items()]
    app = app_of(home)
    going_on: list[str] = []

    def leave() -> None:
        form = app.screen
        assert isinstance(form, ShelfForm)
        going_on.append(str(form.query_one(".trouble", Static).content))
        form.action_leave()
        assert not form.is_current

    def left_meanwhile(path: Path) -> photo_reading.ReadPhoto:
        if path.name == "two.jpg":
            app.call_from_thread(leave)
        return read(path)

    read = photo_reading.read_photo
    monkeypatch.setattr(photo_reading, "read_photo", left_meanwhile)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("P", "a")
        await settled(pilot)
        app.screen.query_one(Input).value = " ".join(str(each) for each in files)
        await pilot.press("ctrl+s")
        await until(pilot, lambda: "Given up: 1 photo had been added before." in said(app))
        assert isinstance(app.screen, PhotosScreen)
    assert going_on == ["reading 2 of 3 …  esc gives up"]
    care = Care.open(home)
    (photo,) = care.photos()
    assert [each.sha256 for each in list_photos(care.folder.photos)] == [photo.sha256]


async def test_what_the_telephone_wrote_is_offered_and_taken_in(home: Home) -> None:
    with_a_new_one(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("P")
        await settled(pilot)
        assert "1 new photo in your folder" in " ".join(shown(app).split())
        await pilot.press("n")
        await settled(pilot)
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "new photo in your folder" not in shown(app)
    assert len(Care.open(home).photos()) == 4


async def test_what_arrives_in_the_folder_while_the_photos_are_open_is_offered(
    home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    with_a_new_one(home)
    every: dict[float, Callable[[], object]] = {}
    begin = PhotosScreen.set_interval

    def noted(screen: PhotosScreen, seconds: float, look: Callable[[], object], **more: Any) -> Timer:
        every[seconds] = look
        return begin(screen, seconds, look, **more)

    monkeypatch.setattr(PhotosScreen, "set_interval", noted)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "P")
        assert "1 new photo in your folder" in " ".join(shown(app).split())
        folder = Care.open(home).photo_folder()
        assert folder is not None
        face_photo(folder, "IMG_2.jpg", 0.7)
        every[10.0]()
        await settled(pilot)
        assert "2 new photos in your folder" in " ".join(shown(app).split())


async def test_a_folder_to_watch_is_named_and_let_go_of(home: Home, tmp_path: Path) -> None:
    anna(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("P", "w")
        await settled(pilot)
        app.screen.query_one(Input).value = str(tmp_path)
        await pilot.press("enter")
        await settled(pilot)
        assert Care.open(home).photo_folder() == tmp_path
        await pilot.press("w")
        await settled(pilot)
        app.screen.query_one(Input).value = ""
        await pilot.press("enter")
        await settled(pilot)
    assert Care.open(home).photo_folder() is None


async def test_the_light_that_differs_is_said_and_time_is_gone_through(home: Home) -> None:
    with_photos(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("P", "enter")
        await settled(pilot)
        assert isinstance(app.screen, ComparePhotosScreen)
        assert "Front, 19 days apart." in shown(app)
        assert "The later one is lighter: the light was not the same." in shown(app)
        await pilot.press("v", "left")
        await settled(pilot)
        assert "▌ 12 Nov 2026" in shown(app)
        assert "They show different views: front, then 45° left." in shown(app)


async def test_a_click_marks_a_side(home: Home) -> None:
    with_photos(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("P", "enter")
        await settled(pilot)
        assert "▌ 20 Nov 2026" in shown(app)
        await pilot.click("#side-0")
        await settled(pilot)
        assert "▌ 1 Nov 2026" in shown(app)


async def test_a_click_chooses_a_photo_and_another_one_compares_it(home: Home) -> None:
    with_photos(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("P")
        await settled(pilot)
        await pilot.click("Choices", offset=(5, 2))
        await settled(pilot)
        assert "1 November 2026" in " ".join(shown(app).split())
        await pilot.click("Choices", offset=(5, 2))
        await settled(pilot)
        assert isinstance(app.screen, ComparePhotosScreen)
        assert "▌ 1 Nov 2026" in shown(app)


async def test_one_is_taken_out_and_brought_back(home: Home) -> None:
    with_photos(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await pilot.press("P", "x", "y")
        await settled(pilot)
        assert len(Care.open(home).photos()) == 2
        await pilot.press("u")
        await settled(pilot)
    assert len(Care.open(home).photos()) == 3


@pytest.mark.parametrize("keys", [("o",), ("enter", "o")])
async def test_o_opens_the_kept_file_in_another_program(
    home: Home, monkeypatch: pytest.MonkeyPatch, keys: tuple[str, ...]
) -> None:
    with_photos(home)
    opened: list[Path] = []
    monkeypatch.setattr(opening, "open_outside", opened.append)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("P")
        await settled(pilot)
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
    care = Care.open(home)
    assert opened == [care.photo_file(care.photos()[-1])]


async def test_a_photo_that_is_missing_is_said_in_its_place(home: Home) -> None:
    with_photos(home)
    care = Care.open(home)
    place = care.photo_file(care.photos()[-1])
    assert place is not None
    place.unlink()
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("P")
        await settled(pilot)
        assert "This photo is not on this machine." in " ".join(shown(app).split())


async def test_a_close_up_is_called_by_its_zone_and_side(home: Home) -> None:
    anna(home)
    close = face_photo(home.state.parent, "close.jpg")
    Care.open(home).add_photo(close, PhotoView.CLOSE_UP, at(20), zone="cheek-up-r")
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "P")
        assert "Sun 22 Nov  upper cheek, right" in shown(app)
        assert "close-up, upper" in shown(app)

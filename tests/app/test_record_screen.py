"""The screen of the record as a whole: backups, restore, export, the second folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from stage import at, press, said, settled, shown, until
from test_every_click import click_words
from textual.widgets import Input

from aftercare.app import AftercareApp
from aftercare.care import Care, Home, machine_settings
from aftercare.model.deed import Deed
from aftercare.screens.confirm import Confirm
from aftercare.screens.record import RecordScreen


@pytest.mark.parametrize("size", [(80, 24), (200, 60)])
async def test_it_says_where_the_record_lies_and_when_it_was_backed_up(
    app: AftercareApp, care: Care, size: tuple[int, int]
) -> None:
    async with app.run_test(size=size) as pilot:
        await press(pilot, "comma", "b")
        assert "clients/me/records" in shown(app)
        assert "backups/me" in shown(app)
        assert "1 backup" in shown(app), "the one that was made before the plan"
        await press(pilot, "b")
        await until(pilot, lambda: "last: Sun 22 Nov 21:04" in shown(app))
        assert "2 backups" in shown(app)
    assert [each.reason for each in care.keeping.backups()] == ["by hand", "before a plan"]


async def test_a_backup_is_brought_back_after_a_look_and_undone(app: AftercareApp, care: Care) -> None:
    care.note("before", at(20))
    care.keeping.back_up(at(20, 1))
    care.note("since", at(20, 30))
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "comma", "b", "r", "enter")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        assert "journal entries: 1 goes (into the history)" in shown(app)
        assert "since" in shown(app)
        assert [each.text for each in care.day(at(21)).notes] == ["before", "since"]
        await press(pilot, "n")
        await press(pilot, "r", "enter")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await press(pilot, "y")
        await until(pilot, lambda: (last := care.to_undo()) is not None and last.deed is Deed.RESTORE_BACKUP)
        care.follow()
        assert [each.text for each in care.day(at(21)).notes] == ["before"]
        await press(pilot, "escape", "escape", "u")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await press(pilot, "y")
        await until(pilot, lambda: len(Care(care.folder).day(at(21)).notes) == 2)


async def test_an_export_and_a_second_folder_are_typed(app: AftercareApp, home: Home, tmp_path: Path) -> None:
    async with app.run_test(size=(100, 30), notifications=True) as pilot:
        await press(pilot, "comma", "b", "x")
        app.screen.query_one(Input).value = str(tmp_path / "no" / "where")
        await press(pilot, "enter")
        assert "There is no folder" in shown(app)
        app.screen.query_one(Input).value = str(tmp_path / "out")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
        assert (tmp_path / "out" / "record.jsonl").exists()
        # an earlier one gives way to who says so
        (tmp_path / "out" / "mine.txt").touch()
        await press(pilot, "x")
        app.screen.query_one(Input).value = str(tmp_path / "out")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, Confirm))
        await press(pilot, "y")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
        assert not (tmp_path / "out" / "mine.txt").exists()
        await press(pilot, "f")
        app.screen.query_one(Input).value = "stick"
        await press(pilot, "enter")
        assert "does not say from where on" in shown(app)
        app.screen.query_one(Input).value = str(tmp_path / "stick")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(app.screen, RecordScreen))
        await until(pilot, lambda: str(tmp_path / "stick")[-20:] in shown(app))
        await press(pilot, "b")
        await until(pilot, lambda: "is not there now" in said(app))
    assert next(each for each in machine_settings(home) if each.name == "second-folder").value == str(
        tmp_path / "stick"
    )


async def test_what_is_not_whole_is_told(app: AftercareApp, care: Care) -> None:
    place = Path(care.keeping.back_up(at(20)).backup.place)
    place.write_bytes(place.read_bytes()[:-30])
    async with app.run_test(size=(100, 30)) as pilot:
        await press(pilot, "comma", "b", "v")
        await until(pilot, lambda: "1 thing is not whole." in shown(app))
        assert "Take it away" in shown(app)


async def test_by_mouse_alone(app: AftercareApp, care: Care) -> None:
    async with app.run_test(size=(100, 30)) as pilot:
        app.action_record()
        await settled(pilot)
        await click_words(pilot, "Second folder", times=1)
        await until(pilot, lambda: "The whole path, or none" in shown(app))
        await click_words(pilot, "goes back")
        await click_words(pilot, "Back up now")
        await until(pilot, lambda: len(care.keeping.backups()) == 2)

"""Files taken in and entries erased, from the screen of the record and from the journal."""

from __future__ import annotations

import threading
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from journal_scenes import with_journal
from stage import Clock, at, press, said, settled, shown, until
from test_every_click import click_words
from textual.pilot import Pilot
from textual.widgets import Input, Select, Static

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.care.keeping import Keeping
from aftercare.errors import NotFound
from aftercare.model.deed import Deed
from aftercare.model.incoming import Considered
from aftercare.model.note import Note
from aftercare.screens.confirm import Confirm
from aftercare.screens.record import RecordScreen

DIARY = "Tag;Rötung;Notizen;glow\n03.08.2026;4;Sonne;6\n04.08.2026;;Ruhig;7\n05.08.2026;99;zu viel;x\n"


@pytest.fixture
def app(home: Home) -> AftercareApp:
    with_journal(home)
    return AftercareApp(home, clock=Clock(at(21, 4)))


async def name_file(pilot: Pilot[Any], file: Path) -> None:
    """Opens the form on the screen of the record, and goes on with that file."""
    await press(pilot, "comma", "b", "i")
    pilot.app.screen.query_one(Input).value = str(file)
    await press(pilot, "ctrl+s")


def told(app: AftercareApp) -> str:
    """What stands under a question, wherever its lines end."""
    return " ".join(str(app.screen.query_one("#details", Static).render()).split())


def texts(home: Home) -> list[str]:
    """The words of the entries since August, read from the disk by somebody else."""
    return [each.text for each in Care.open(home).entries(date(2026, 8, 1), date(2026, 11, 22)) if each.text]


async def test_a_diary_comes_in_by_its_columns_once_and_is_taken_back(
    app: AftercareApp, home: Home, tmp_path: Path
) -> None:
    file = tmp_path / "diary.csv"
    file.write_text(DIARY)
    before = texts(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await name_file(pilot, file)
        assert "The columns of diary.csv" in shown(app)
        assert app.screen.query_one("#column-0", Select).value == "date", "its name tells"
        app.screen.query_one("#column-1", Select).value = "glow"
        await press(pilot, "ctrl+s")
        assert "“Rötung” and “glow” are both Glow." in shown(app)
        app.screen.query_one("#column-1", Select).value = "redness"
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, Confirm)
        for words in ("Mon 03 Aug 2026  redness 4, glow 6  Sonne", "2 new.", "“99” is no value of"):
            assert words in shown(app)
        await press(pilot, "n")
        assert texts(home) == before
        await press(pilot, "escape", "b")
        await name_file_again(pilot, file)
        await press(pilot, "y")
        await until(pilot, lambda: "2 things taken in" in said(app))
        assert set(texts(home)) - set(before) == {"Sonne", "Ruhig"}
        await name_file_again(pilot, file)
        assert "There is nothing new in this file." in shown(app)
        assert told(app).startswith("Mon 03 Aug 2026")
        assert "0 new, 2 here already." in told(app), told(app)
        await press(pilot, "n", "escape", "escape", "u", "y")
        await until(pilot, lambda: texts(home) == before)


async def name_file_again(pilot: Pilot[Any], file: Path) -> None:
    await press(pilot, "i")
    pilot.app.screen.query_one(Input).value = str(file)
    await press(pilot, "ctrl+s")
    pilot.app.screen.query_one("#column-1", Select).value = "redness"
    await press(pilot, "ctrl+s")


async def test_an_export_brings_back_what_is_missing_and_names_what_differs(
    app: AftercareApp, home: Home, tmp_path: Path
) -> None:
    care = Care.open(home)
    care.keeping.export(tmp_path / "out", at(20, 50))
    first, second, *_ = [each for each in care.entries(date(2026, 8, 1), date(2026, 11, 22)) if isinstance(each, Note)]
    care.delete_note(first, at(20, 51))
    care.edit_note(second, "written anew", at(20, 52))
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await name_file(pilot, tmp_path / "out")
        assert "There is nothing new in this file." in shown(app)
        assert "2 that were so here once and have changed since" in told(app)
        await press(pilot, "n")
        care.keeping.erase(second.id, at(20, 53))
        await press(pilot, "i")
        app.screen.query_one(Input).value = str(tmp_path / "out")
        app.screen.query_one("#differs", Select).value = "theirs"
        await press(pilot, "ctrl+s", "y")
        await until(pilot, lambda: "1 thing taken in" in said(app))
    assert second.text in texts(home)
    assert first.text not in texts(home), "what was deleted after the export stays so"


async def test_how_far_it_has_come_stands_there_while_it_goes_on(
    app: AftercareApp, home: Home, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    care = Care.open(home)
    care.keeping.export(tmp_path / "out", at(20, 50))
    care.keeping.erase(care.entries(date(2026, 8, 1), date(2026, 11, 22))[0].id, at(20, 53))
    goes_on, take_in = threading.Event(), Keeping.take_in

    def take_in_slowly(of: Keeping, *args: Any, **named: Any) -> Considered:
        args[3](1, 4)
        goes_on.wait()
        return take_in(of, *args, **named)

    monkeypatch.setattr(Keeping, "take_in", take_in_slowly)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "comma", "b", "i")
        app.screen.query_one(Input).value = str(tmp_path / "out")
        app.screen.query_one("#differs", Select).value = "theirs"
        await press(pilot, "ctrl+s")
        await pilot.press("y")
        await until(pilot, lambda: "Taking it in … 25 %" in shown(app))
        await pilot.press("down")
        assert "Taking it in … 25 %" in shown(app), "the screen can be used meanwhile"
        goes_on.set()
        await until(pilot, lambda: "1 thing taken in" in said(app))
        await settled(pilot)
        assert "Taking it in" not in shown(app)


async def test_a_file_that_is_none_is_said_and_what_was_typed_stays(app: AftercareApp, tmp_path: Path) -> None:
    picture = tmp_path / "face.jpg"
    picture.write_bytes(b"\xff\xd8\0\0")
    async with app.run_test(size=(80, 24)) as pilot:
        await name_file(pilot, tmp_path / "nowhere.csv")
        assert "There is no file" in shown(app)
        app.screen.query_one(Input).value = f"'{picture}'"
        await press(pilot, "ctrl+s")
        assert "This is no text file." in shown(app)
        assert app.screen.query_one(Input).value == f"'{picture}'"


async def test_an_entry_is_erased_also_out_of_the_backups(app: AftercareApp, home: Home) -> None:
    care = Care.open(home)
    care.keeping.back_up(at(20, 30))
    (bruise,) = care.bruises(at(21))
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "comma", "b", "e")
        app.screen.query_one(Input).value = "2026-11-21"
        await press(pilot, "enter")
        assert "This would be erased" in shown(app), "the only entry of a day needs no choosing"
        await press(pilot, "n", "e")
        app.screen.query_one(Input).value = "2026-11-19"
        await press(pilot, "enter", "down", "enter")
        assert "also in the backup" in shown(app)
        await press(pilot, "y", "escape")
        assert Care.open(home).entry(bruise.bruise.id) == bruise.bruise, "nobody said where"
        await click_words(pilot, "Erase an entry")
        app.screen.query_one(Input).value = bruise.bruise.id
        await press(pilot, "enter", "y", "down", "enter")
        assert "1 backup written anew without it." in shown(app)
        await press(pilot, "escape")
        assert isinstance(app.screen, RecordScreen)
    with pytest.raises(NotFound):
        Care.open(home).keeping.consider_erase(bruise.bruise.id)


async def test_the_chosen_entry_of_the_journal_is_erased(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "J", "X", "n")
        assert "A quiet day." in texts(home)
        await press(pilot, "X", "enter")
        assert isinstance(app.screen, Confirm), "enter, which opens so much, erases nothing"
        assert "A quiet day." in texts(home)
        await press(pilot, "y")
        assert "1 entry erased" in shown(app)
        await press(pilot, "escape")
        assert "A quiet day." not in shown(app)
    assert "A quiet day." not in texts(home)
    last = Care.open(home).to_undo()
    assert last is None or last.deed is not Deed.ERASE

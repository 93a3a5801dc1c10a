"""Nothing typed is lost: not by a disk that fails, not by escape, not by quitting."""

from __future__ import annotations

import errno
import os
import sys
import threading
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from stage import DAY, app_of, at, kinds, press, press_in_a_row, said, settled, shown, state, until
from textual.events import Key
from textual.widgets import Input, Static, TextArea

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.note import Note
from aftercare.screens.note_prompt import NotePrompt
from aftercare.screens.skip_prompt import SkipPrompt
from aftercare.screens.today import TodayScreen
from aftercare.widgets.step_list import StepList


@pytest.fixture
def full_disk(monkeypatch: pytest.MonkeyPatch) -> pytest.MonkeyPatch:
    """A disk without room for a line of the record, until it is undone."""
    write = os.write

    def no_room(fd: int, data: bytes) -> int:
        if len(data) > 64:
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(fd, data)

    monkeypatch.setattr(os, "write", no_room)
    return monkeypatch


def notes(home: Home) -> list[str]:
    return [note.text for note in Care.open(home).day(at(23), DAY).notes]


def drafts(home: Home) -> list[str]:
    """What lies on the disk of things that were begun."""
    folder = home.client("me").drafts
    return sorted(os.listdir(folder)) if folder.exists() else []


async def test_a_full_disk_keeps_the_reason_and_says_so(
    app: AftercareApp, home: Home, full_disk: pytest.MonkeyPatch
) -> None:
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press(*"tired", "enter")
        await settled(pilot)
        assert isinstance(app.screen, SkipPrompt)
        assert app.screen.query_one(Input).value == "tired"
        assert "Make room, then try again." in shown(app)
        full_disk.undo()
        await pilot.press("enter")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        assert state(home, "cleanse") == "skipped: tired"


async def test_a_ready_reason_stands_in_the_field_when_it_could_not_be_written(
    app: AftercareApp, home: Home, full_disk: pytest.MonkeyPatch
) -> None:
    async with app.run_test() as pilot:
        await pilot.press("s")
        await pilot.pause()
        await pilot.press("2")
        await settled(pilot)
        assert app.screen.query_one(Input).value == "Skin feels irritated"
    assert kinds(home) == []


async def test_a_tick_that_could_not_be_written_is_said_and_not_shown(
    app: AftercareApp, home: Home, full_disk: pytest.MonkeyPatch
) -> None:
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("space")
        await settled(pilot)
        assert "Nothing was changed" in said(app)
        app.clear_notifications()
        await pilot.pause()
        assert "0 of 5" in shown(app)
        chosen = app.screen.query_one(StepList).chosen
        assert chosen is not None
        assert chosen.step.id == "cleanse"
    assert kinds(home) == []


async def test_a_note_is_saved_and_shown(app: AftercareApp, home: Home) -> None:
    async with app.run_test(size=(120, 40)) as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"warm", "enter", *"then cool", "ctrl+s")
        await settled(pilot)
        assert notes(home) == ["warm\nthen cool"]
        assert isinstance(app.screen, TodayScreen)
        assert "21:04 warm" in shown(app)


async def test_escape_keeps_a_note_for_the_next_time(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press_in_a_row(pilot, "n", *"half a tho", "escape")
        assert isinstance(app.screen, TodayScreen)
        await press(pilot, "n")
        assert app.screen.query_one(TextArea).text == "half a tho"
        assert "A note, Sunday 22 November, as you left it" in shown(app)
        await press_in_a_row(pilot, *"ught", "ctrl+s")
        assert notes(home) == ["half a thought"]
        await press(pilot, "n")
        assert app.screen.query_one(TextArea).text == ""
        assert "as you left it" not in shown(app)
    assert drafts(home) == []


async def test_a_note_that_is_begun_outlives_a_crash(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await press_in_a_row(pilot, "n", *"half a tho")
        # the sheet is not left: this is all that a crash finds
    app = app_of(home)
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "n")
        assert app.screen.query_one(TextArea).text == "half a tho"
        await press_in_a_row(pilot, "escape", "left")
        await press(pilot, "n")
        assert app.screen.query_one(TextArea).text == "", "it is the other day's"
        assert "Half-finished: Sun 22 Nov. On that day n goes on with it." in said(app)
    assert kinds(home) == []


async def test_who_types_at_once_goes_on_below_what_was_begun(
    app: AftercareApp, care: Care, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    care.keep_form_draft("note-2026-11-22", {"text": "begun"})
    slow, read = threading.Event(), Care.form_draft

    def read_slowly(of: Care, name: str) -> dict[str, str]:
        slow.wait()
        return read(of, name)

    monkeypatch.setattr(Care, "form_draft", read_slowly)
    async with app.run_test() as pilot:
        for key in ("n", *"mo"):
            await pilot.press(key)
        slow.set()
        await press_in_a_row(pilot, *"re", "ctrl+s")
    assert notes(home) == ["begun\nmore"]
    assert drafts(home) == []


async def test_words_of_the_program_stand_below_what_was_begun(app: AftercareApp, care: Care, home: Home) -> None:
    care.keep_form_draft("note-2026-11-22", {"text": "begun"})
    async with app.run_test() as pilot:
        await press(pilot, "f4", *"fever", "enter", "n")
        assert app.screen.query_one(TextArea).text == "begun\nFever of 38 °C or more. "
        await press(pilot, "escape")
        assert care.form_draft("note-2026-11-22") == {"text": "begun"}, "nobody typed anything"
        await press(pilot, "n", *"39", "escape", "n")
        assert app.screen.query_one(TextArea).text == "begun\nFever of 38 °C or more. 39"


async def test_a_note_is_written_in_the_own_editor(
    app: AftercareApp, home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\nfile = pathlib.Path(sys.argv[1])\nfile.write_text('Calm @home.\\n' + file.read_text())"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    async with app.run_test() as pilot:
        monkeypatch.setattr(app, "suspend", nullcontext)
        await press(pilot, "n", *"warm", "f2", "ctrl+s")
    assert notes(home) == ["Calm @home.\nwarm"]
    assert drafts(home) == []


async def test_a_full_disk_keeps_the_note(app: AftercareApp, home: Home, full_disk: pytest.MonkeyPatch) -> None:
    async with app.run_test() as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"red", "ctrl+s")
        await settled(pilot)
        assert isinstance(app.screen, NotePrompt)
        assert app.screen.query_one(TextArea).text == "red"
        full_disk.undo()
        await pilot.press("ctrl+s")
        await settled(pilot)
    assert notes(home) == ["red"]


async def test_quitting_over_a_note_keeps_it_as_a_draft(app: AftercareApp, care: Care) -> None:
    async with app.run_test() as pilot:
        await press_in_a_row(pilot, "n", *"wait", "ctrl+q")
        assert not app.is_running
    assert care.form_draft("note-2026-11-22") == {"text": "wait"}


async def test_quitting_over_words_that_could_not_be_kept_asks_once(
    app: AftercareApp, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    home.client("me").drafts.parent.mkdir(parents=True, exist_ok=True)
    home.client("me").drafts.write_text("no folder")
    async with app.run_test(notifications=True) as pilot:
        await press(pilot, "n", *"wait")
        await pilot.press("ctrl+q")
        await until(pilot, lambda: "not saved yet" in said(app))
        assert app.is_running
        await pilot.press("ctrl+q")
        await settled(pilot)
        assert not app.is_running


async def test_a_note_that_is_being_saved_closes_its_sheet_itself(
    app: AftercareApp, home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    stays: list[str] = []
    add = Care.note

    def leave() -> None:
        sheet = app.screen
        assert isinstance(sheet, NotePrompt)
        sheet.action_leave()
        stays.append(str(sheet.query_one(".trouble", Static).content))

    def left_meanwhile(*of: Any, **named: Any) -> Note:
        app.call_from_thread(leave)
        return add(*of, **named)

    monkeypatch.setattr(Care, "note", left_meanwhile)
    async with app.run_test() as pilot:
        await press(pilot, "n", *"wait", "ctrl+s")
        assert not isinstance(app.screen, NotePrompt)
    assert stays == ["It is being saved; this closes once that is done."]
    assert notes(home) == ["wait"]


async def test_an_empty_note_is_not_saved_and_says_why(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press("ctrl+s")
        await settled(pilot)
        assert "The note is missing." in shown(app)
    assert notes(home) == []


async def test_a_step_ticked_just_before_quitting_is_kept(app: AftercareApp, home: Home) -> None:
    async with app.run_test() as pilot:
        await pilot.pause()
        app.post_message(Key("space", " "))
        app.post_message(Key("q", "q"))
        await settled(pilot)
        assert not app.is_running
    assert kinds(home) == ["tick"]


async def test_quitting_waits_where_the_last_step_could_not_be_written(
    app: AftercareApp, home: Home, full_disk: pytest.MonkeyPatch
) -> None:
    async with app.run_test(notifications=True) as pilot:
        await pilot.pause()
        app.post_message(Key("space", " "))
        app.post_message(Key("q", "q"))
        await settled(pilot)
        assert app.is_running
        assert "Nothing was changed" in said(app)


@pytest.mark.parametrize(
    ("keys", "typed"),
    [(("s", "b", "u", "s", "y"), "busy"), (("a", "a", "tab", "x", "y"), "xy"), (("h", "a", "L", "o"), "Lo")],
    ids=["skip", "session", "product"],
)
async def test_what_was_typed_is_left_only_when_asked_twice(
    app: AftercareApp, keys: tuple[str, ...], typed: str
) -> None:
    async with app.run_test() as pilot:
        for key in keys:
            await pilot.press(key)
            await settled(pilot)
        sheet = app.screen
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is sheet
        assert "What you typed is not saved." in shown(app)
        assert "Esc once more leaves without it." in shown(app)
        assert typed in shown(app)
        await pilot.press("escape")
        await settled(pilot)
        assert app.screen is not sheet

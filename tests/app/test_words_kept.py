"""Nothing typed is lost: not by a disk that fails, not by escape, not by quitting."""

from __future__ import annotations

import errno
import os

import pytest
from stage import DAY, at, kinds, said, settled, shown, state
from textual.events import Key
from textual.widgets import Input, TextArea

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
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
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"half a tho", "escape")
        await settled(pilot)
        assert isinstance(app.screen, TodayScreen)
        await pilot.press("n")
        await pilot.pause()
        assert app.screen.query_one(TextArea).text == "half a tho"
        await pilot.press(*"ught", "ctrl+s")
        await settled(pilot)
        assert notes(home) == ["half a thought"]
        await pilot.press("n")
        await pilot.pause()
        assert app.screen.query_one(TextArea).text == ""


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


async def test_quitting_over_unsaved_words_asks_once(app: AftercareApp) -> None:
    async with app.run_test(notifications=True) as pilot:
        await pilot.press("n")
        await pilot.pause()
        await pilot.press(*"wait", "ctrl+q")
        await pilot.pause()
        assert app.is_running
        assert "not saved yet" in shown(app)
        await pilot.press("ctrl+q")
    assert not app.is_running


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

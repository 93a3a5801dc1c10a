"""Reactions, bruises and what was felt after a session, written and changed in the app."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from journal_scenes import with_journal
from photo_scenes import face_photo
from scenes import empty
from stage import app_of, at, kinds, press, press_in_a_row, said, settled, shown, until
from test_every_click import click_words
from textual.widgets import Input, Select, TextArea

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.bruise import Bruise, BruiseSeen, Stage
from aftercare.model.journal import Entry
from aftercare.model.photo import PhotoView
from aftercare.model.reaction import Reaction, SkinSign
from aftercare.model.session_entry import SessionEntry
from aftercare.screens.help_me import HelpMeScreen
from aftercare.screens.journal import JournalScreen
from aftercare.screens.zones_sheet import ZonesSheet
from aftercare.widgets.face_map import FaceMap
from aftercare.widgets.several import Several

SUNDAY = date(2026, 11, 22)


def of_day(home: Home, day: date = SUNDAY) -> list[Entry]:
    """The entries of a day but its note, read from the disk by somebody else."""
    return [each for each in Care.open(home).entries(day, day) if each.text != "A quiet day."]


def field(app: AftercareApp, name: str) -> str:
    return app.screen.query_one(f"#{name}", TextArea).text


async def test_a_photo_is_among_what_can_be_written_down(home: Home) -> None:
    with_journal(home)
    picture = face_photo(home.state.parent, "today.jpg")
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "J", "a", "end", "enter")
        app.screen.query_one("#files", Input).value = str(picture)
        await press(pilot, "ctrl+s")
        assert isinstance(app.screen, JournalScreen)
        assert "photo     front" in shown(app)
    (photo,) = Care.open(home).photos()
    assert (photo.day, photo.view) == (SUNDAY, PhotoView.FRONT)


@pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])
async def test_a_reaction_is_written_and_taken_back(home: Home, size: tuple[int, int]) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=size, notifications=True) as pilot:
        await press_in_a_row(pilot, "J", "r")
        await press_in_a_row(pilot, "space", "down", "enter", "tab", "space")
        app.screen.query_one("#step", Select).value = "serum"
        await press_in_a_row(pilot, *["tab"] * 3, *"After a minute", "ctrl+s")
        assert isinstance(app.screen, JournalScreen)
        assert "redness, itch · forehead" in shown(app)
        (kept,) = of_day(home)
        assert isinstance(kept, Reaction)
        assert (kept.signs, kept.zones) == ((SkinSign.REDNESS, SkinSign.ITCH), ("forehead",))
        assert (kept.step, kept.product, kept.text) == ("serum", None, "After a minute")
        await press_in_a_row(pilot, "u")
        await until(pilot, lambda: "taken back" in said(app))
    assert of_day(home) == []
    assert not list(Care.open(home).folder.drafts.glob("form-*"))


async def test_a_bruise_is_followed_until_it_is_gone(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "b")
        assert "temple, left, 19 Nov: blue, 8 mm " in shown(app), "what is followed is offered first"
        app.screen.query_one("#stage", Select).value = Stage.GREEN_OR_YELLOW.value
        app.screen.query_one("#mm", Input).value = "five"
        await press_in_a_row(pilot, "ctrl+s")
        assert "“five” is no number of millimetres." in shown(app)
        app.screen.query_one("#mm", Input).value = "5"
        await press_in_a_row(pilot, "ctrl+s")
        (seen,) = of_day(home)
        assert isinstance(seen, BruiseSeen)
        assert (seen.stage, seen.millimetres) == (Stage.GREEN_OR_YELLOW, 5)
        await press_in_a_row(pilot, "b")
        app.screen.query_one("#stage", Select).value = Stage.NONE.value
        await press_in_a_row(pilot, "ctrl+s")
        assert Care.open(home).bruises(at(21, 5)) == ()
        await press_in_a_row(pilot, "b")
        assert not app.screen.query("#bruise"), "none is followed any more"
        await press_in_a_row(pilot, "ctrl+s")
        assert "Where the bruise is is missing." in shown(app)
        app.screen.query_one("#zone", Select).value = "nose"
        app.screen.query_one("#day", Input).value = "yesterday"
        await press_in_a_row(pilot, "ctrl+s")
    (another,) = Care.open(home).bruises(at(21, 5))
    assert (another.bruise.zone, another.bruise.stage, another.bruise.day) == ("nose", Stage.RED, date(2026, 11, 21))


async def test_what_a_session_was_like_and_alarming_words_in_it(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "s")
        await press_in_a_row(pilot, *"I cannot breathe", "tab", *"Rest @calm", "ctrl+s")
        assert isinstance(app.screen, HelpMeScreen)
    (kept,) = of_day(home)
    assert isinstance(kept, SessionEntry)
    assert (kept.session, kept.text, kept.said) == ("session-5", "I cannot breathe", "Rest @calm")


async def test_without_a_session_the_form_says_what_is_missing(home: Home) -> None:
    empty(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press_in_a_row(pilot, "J", "s")
        await until(pilot, lambda: "There was no session yet." in said(app))


async def test_what_was_filled_in_outlives_a_crash(home: Home) -> None:
    with_journal(home)
    before = kinds(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "r")
        await press_in_a_row(pilot, "space")
        app.screen.query_one("#text", TextArea).text = "half a sent"
        await settled(pilot)
        # the form is not left: this is all that a crash finds
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "r")
        assert "A reaction, as you left it" in shown(app)
        assert app.screen.query_one("#signs", Several).taken == ("redness",)
        assert field(app, "text") == "half a sent"
        await press_in_a_row(pilot, "space")
        app.screen.query_one("#text", TextArea).text = ""
        await press_in_a_row(pilot, "escape")
        await press_in_a_row(pilot, "r")
        assert "as you left it" not in shown(app), "a form that was emptied again is no draft"
    assert kinds(home) == before


async def test_all_of_a_reaction_is_changed_and_every_version_stays(home: Home) -> None:
    with_journal(home)
    (before,) = of_day(home, date(2026, 11, 18))
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", *["down"] * 5)
        assert "Wednesday 18 November, reaction" in shown(app)
        await press_in_a_row(pilot, "e")
        assert app.screen.query_one("#zones", Several).taken == ("nose",)
        await press_in_a_row(pilot, "tab", "space", "ctrl+s")
        (after,) = of_day(home, date(2026, 11, 18))
        assert isinstance(after, Reaction)
        assert (after.zones, after.signs, after.text) == (("forehead", "nose"), (SkinSign.ITCH,), before.text)
        await press_in_a_row(pilot, "e")
        await press_in_a_row(pilot, "down", "space", "tab", "space")
        app.screen.query_one("#text", TextArea).text = ""
        await press_in_a_row(pilot, "ctrl+s")
        assert "Then nothing is left of the reaction." in shown(app)
        await press_in_a_row(pilot, "escape", "u")
    assert of_day(home, date(2026, 11, 18)) == [before]
    assert len(Care.open(home)._record.history("entries", before.id)) == 3


async def test_by_mouse_alone(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J")
        await click_words(pilot, "a write")
        await click_words(pilot, "a reaction of your skin")
        await click_words(pilot, "· itch")
        await click_words(pilot, "· Temple, left")
        await click_words(pilot, "ctrl+s saves")
    (kept,) = of_day(home)
    assert isinstance(kept, Reaction)
    assert (kept.signs, kept.zones) == ((SkinSign.ITCH,), ("temple-l",))


async def test_zones_are_chosen_on_the_face_by_keyboard(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "r", "space")
        await press_in_a_row(pilot, "f5")
        assert isinstance(app.screen, ZonesSheet)
        assert "Nothing is chosen yet." in shown(app)
        await press_in_a_row(pilot, "space", "slash", *"nose", "enter", "space")
        assert "✓ Forehead" in shown(app)
        assert "✓ Nose" in shown(app)
        await press_in_a_row(pilot, "slash", *"forehead", "enter", "enter", "escape")
        assert app.screen.query_one("#zones", Several).taken == ("nose",)
        assert Care.open(home).form_draft("new-reaction")["zones"] == "nose", "it is a draft at once"
        await press_in_a_row(pilot, "f5", "escape")
        assert app.screen.query_one("#zones", Several).taken == ("nose",), "looking changes nothing"
        await press_in_a_row(pilot, "ctrl+s")
        # of a bruise one zone is asked, and chosen at once
        await press_in_a_row(pilot, "b")
        app.screen.query_one("#bruise", Select).value = ""
        await press_in_a_row(pilot, "f5", "slash", *"chin", "enter", "space")
        assert app.screen.query_one("#zone", Select).value == "chin"
        await press_in_a_row(pilot, "ctrl+s")
    bruise, reaction = sorted(of_day(home), key=lambda each: type(each).__name__)
    assert isinstance(reaction, Reaction)
    assert isinstance(bruise, Bruise)
    assert (reaction.zones, bruise.zone) == (("nose",), "chin")


async def test_zones_are_chosen_on_the_face_by_mouse(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "r")
        await click_words(pilot, "· itch")
        await click_words(pilot, "f5 face")
        face_map = app.screen.query_one(FaceMap)
        assert "Nothing is chosen yet." in shown(app)
        assert face_map._drawing is not None
        row, column = face_map._drawing.places.centres["chin"]
        for _ in range(2):
            # the first click goes there, the second chooses
            await pilot.click(face_map, offset=(face_map._left + column, face_map._top + row))
        await settled(pilot)
        assert "✓ Chin" in shown(app)
        await click_words(pilot, "esc back")
        await click_words(pilot, "ctrl+s saves")
    (kept,) = of_day(home)
    assert isinstance(kept, Reaction)
    assert (kept.signs, kept.zones) == ((SkinSign.ITCH,), ("chin",))


@contextmanager
def _lent() -> Iterator[None]:
    yield


async def test_the_own_editor_begins_with_a_template_and_writes_into_the_form(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_journal(home)
    editor = tmp_path / "editor.py"
    editor.write_text(
        "import sys, pathlib\n"
        "file = pathlib.Path(sys.argv[1])\n"
        "file.write_text('Warm.\\n' + file.read_text().replace('Said:', 'Said:\\nTwice a week', 1))\n"
    )
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        monkeypatch.setattr(app, "suspend", _lent)
        await press_in_a_row(pilot, "J", "s")
        await press_in_a_row(pilot, "f2")
        assert (field(app, "text"), field(app, "said")) == ("Warm.", "Twice a week")
        assert of_day(home) == [], "it is kept once the form is"
        await press_in_a_row(pilot, "ctrl+s")
    (kept,) = of_day(home)
    assert isinstance(kept, SessionEntry)
    assert (kept.text, kept.said) == ("Warm.", "Twice a week")
    assert not list(Care.open(home).folder.drafts.iterdir())

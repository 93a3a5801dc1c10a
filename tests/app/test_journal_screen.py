"""The journal on the screen: gone through, searched, filtered, changed, by keyboard and by mouse."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from threading import Event

import pytest
from journal_scenes import with_journal
from photo_scenes import with_photos
from scenes import anna
from stage import app_of, at, kinds, press, press_in_a_row, said, settled, shown
from test_every_click import click_words
from textual.events import MouseScrollDown
from textual.widgets import Input, Select, TextArea

from aftercare.app import AftercareApp
from aftercare.care import Care, Home
from aftercare.model.bruise import Stage
from aftercare.model.note import Note
from aftercare.model.rating import Points
from aftercare.screens.check_in import CheckInScreen
from aftercare.screens.entry_form import EntryForm
from aftercare.screens.help_me import HelpMeScreen
from aftercare.screens.journal import JournalScreen
from aftercare.screens.photos import PhotosScreen
from aftercare.screens.today import TodayScreen
from aftercare.widgets.entry_list import EntryList
from aftercare.widgets.month_calendar import MonthCalendar

SMALL_AND_WIDE = pytest.mark.parametrize("size", [(80, 24), (120, 40)], ids=["80x24", "120x40"])


def chosen(app: AftercareApp) -> str:
    """The words of the entry under the cursor."""
    entry = app.screen.query_one(EntryList).chosen
    return entry.text if entry is not None else ""


def texts(home: Home, day: date) -> list[str]:
    """The notes of a day, read from the disk by somebody else."""
    return [each.text for each in Care.open(home).entries(day, day) if isinstance(each, Note)]


@SMALL_AND_WIDE
async def test_an_entry_is_changed_and_that_is_taken_back(home: Home, size: tuple[int, int]) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=size, notifications=True) as pilot:
        await press_in_a_row(pilot, "J", "e")
        await press_in_a_row(pilot, *" Early to bed.", "ctrl+s")
        assert isinstance(app.screen, JournalScreen)
        assert "A quiet day. Early to bed." in shown(app)
        assert texts(home, date(2026, 11, 22)) == ["A quiet day. Early to bed."]
        await press_in_a_row(pilot, "enter", "h")
        assert "; before:" in shown(app)
        assert "  A quiet day. " in shown(app)
        await press_in_a_row(pilot, "escape", "u")
        assert chosen(app) == "A quiet day."
    assert texts(home, date(2026, 11, 22)) == ["A quiet day."]


async def test_what_was_typed_and_not_saved_is_there_the_next_time(home: Home) -> None:
    with_journal(home)
    before = len(kinds(home))
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "e")
        await press_in_a_row(pilot, *" More")
        await press_in_a_row(pilot, "escape")
        await press_in_a_row(pilot, "e")
        assert app.screen.query_one(TextArea).text == "A quiet day. More"
        await press_in_a_row(pilot, "escape")
        await press_in_a_row(pilot, "escape", "J", "e")
        assert app.screen.query_one(TextArea).text == "A quiet day. More"
    assert len(kinds(home)) == before


async def test_esc_leaves_the_form_that_is_still_being_read(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with_journal(home)
    app, read = app_of(home), Event()
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J")
        care = app.screen._care
        at_once = care.form_draft
        monkeypatch.setattr(type(care), "form_draft", lambda self, name: (read.wait(30), at_once(name))[1])
        # no turn between the two: what is read has not come
        await pilot.press("e", "escape")
        assert isinstance(app.screen, JournalScreen)
        read.set()
        await settled(pilot)
        assert isinstance(app.screen, JournalScreen)
        await press_in_a_row(pilot, "e")
        assert isinstance(app.screen, EntryForm)


async def test_a_note_without_words_is_not_kept_and_says_so(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "e")
        app.screen.query_one(TextArea).text = "  "
        await press_in_a_row(pilot, "ctrl+s")
        assert isinstance(app.screen, EntryForm)
        assert "The note is missing." in shown(app)
    assert texts(home, date(2026, 11, 22)) == ["A quiet day."]


async def test_alarming_words_offer_help(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "e")
        await press_in_a_row(pilot, *" I cannot breathe", "ctrl+s")
        assert isinstance(app.screen, HelpMeScreen)
    assert texts(home, date(2026, 11, 22)) == ["A quiet day. I cannot breathe"]


async def test_an_entry_is_deleted_after_a_yes_and_brought_back(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press_in_a_row(pilot, "J", "x", "n")
        assert texts(home, date(2026, 11, 22)) == ["A quiet day."]
        await press_in_a_row(pilot, "x", "y")
        assert texts(home, date(2026, 11, 22)) == []
        assert "A quiet day." not in shown(app)
        await press_in_a_row(pilot, "u")
        assert "A quiet day." in shown(app)
    assert texts(home, date(2026, 11, 22)) == ["A quiet day."]


@SMALL_AND_WIDE
async def test_searching_marks_what_is_found_as_it_is_typed(home: Home, size: tuple[int, int]) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=size) as pilot:
        await press_in_a_row(pilot, "J", "slash", *"cafe")
        assert "1 entry fits" in shown(app)
        assert chosen(app).startswith("Café in the sun")
        strip = app.screen.query_one(EntryList).render_line(0)
        (hit,) = (each for each in strip if each.style is not None and each.style.underline)
        assert (hit.text, hit.style.bold if hit.style else None) == ("Café", True)
        await press_in_a_row(pilot, *" -sun")
        assert "No entry fits." in shown(app)
        await press_in_a_row(pilot, "escape")
        assert "A quiet day." in shown(app)
        assert app.screen.query_one(Input).value == ""


async def test_the_search_keeps_to_the_filter_and_follows_what_is_changed(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press_in_a_row(pilot, "J", "f", "tab", "tab", "tab", *"travel", "ctrl+s")
        assert "only @travel   F shows everything" in shown(app)
        assert chosen(app).startswith("Back from the holiday")
        await press_in_a_row(pilot, "slash", *"skin")
        assert "1 entry fits" in shown(app)
        await press_in_a_row(pilot, "enter", "e")
        app.screen.query_one(TextArea).text = "Back home. @travel"
        await press_in_a_row(pilot, "ctrl+s")
        assert "No entry fits." in shown(app)
        await press_in_a_row(pilot, "escape", "F")
        assert "F shows everything" not in shown(app)
        assert chosen(app) == "A quiet day."
    assert texts(home, date(2026, 9, 14)) == ["Back home. @travel"]


async def test_what_was_read_is_not_written_down_to_read_on(home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    with_journal(home)
    written_down: list[Note] = []
    monkeypatch.setattr(Note, "__repr__", lambda note: written_down.append(note) or "a note")
    # each month is a screenful
    monkeypatch.setattr("aftercare.screens.read_journal._A_SCREENFUL", 1)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "J", "pagedown", "pagedown", "pagedown", "pagedown")
        assert chosen(app).startswith("Café in the sun")
        # Textual would call a work by what it is given: of a long journal that takes longer than to paint it
        assert written_down == []


@contextmanager
def few_hits_at_once(monkeypatch: pytest.MonkeyPatch, first: int, more: int) -> Iterator[None]:
    """As with thousands of hits, of which so many are shown at first, and so many more each time."""
    with monkeypatch.context() as patched:
        patched.setattr("aftercare.screens.read_journal._FIRST_HITS", first)
        patched.setattr("aftercare.screens.read_journal.MOST_HITS", more)
        yield


def found_in(app: AftercareApp) -> int:
    """How many entries the list has."""
    listed = app.screen.query_one(EntryList).listed
    return len(listed.entries) if listed is not None else 0


def with_many_notes(home: Home, number: int) -> None:
    """Anna's record with so many notes of one word."""
    anna(home)
    care = Care.open(home)
    for n in range(number):
        care.note(f"Calm {n} @travel", at(8, n), date(2026, 11, 21))


@pytest.mark.parametrize("filtered", [False, True], ids=["all", "filtered"])
async def test_hits_beyond_the_best_are_reached(home: Home, monkeypatch: pytest.MonkeyPatch, filtered: bool) -> None:
    with_many_notes(home, 30)
    app = app_of(home)
    with few_hits_at_once(monkeypatch, 3, 13):
        async with app.run_test(size=(80, 24)) as pilot:
            await press_in_a_row(pilot, "J")
            if filtered:
                # how many of the hits pass is not known before all were read
                await press_in_a_row(pilot, "f", "tab", "tab", "tab", *"travel", "ctrl+s")
            await press_in_a_row(pilot, "slash", *"calm")
            fit = "more than 13 entries fit" if filtered else "30 entries fit"
            assert f"{fit}, the best 13 are shown, more at the end" in shown(app)
            assert (chosen(app), found_in(app)) == ("Calm 29 @travel", 13)
            # by keyboard: who comes to the end finds more below, and stays where they are
            await press_in_a_row(pilot, "enter", "end")
            assert (chosen(app), found_in(app)) == ("Calm 17 @travel", 26)
            # by mouse: what is looked at stays, though the chosen one is far above
            entries = app.screen.query_one(EntryList)
            for _ in range(3):
                seen = entries.scroll_y
                await pilot._post_mouse_events([MouseScrollDown], entries, offset=(3, 3), button=0)
                await settled(pilot)
                assert entries.scroll_y > seen
            assert (chosen(app), found_in(app)) == ("Calm 17 @travel", 30)
            assert "30 entries fit" in shown(app)
            assert "more at the end" not in shown(app)
            await press_in_a_row(pilot, "end")
            assert chosen(app) == "Calm 0 @travel"
            # what somebody else writes takes nobody back to the first hits
            Care.open(home).note("Calm again @travel", at(9), date(2026, 11, 21))
            today = app.screen_stack[0]
            assert isinstance(today, TodayScreen)
            today.beat()
            await settled(pilot)
            assert (chosen(app), found_in(app)) == ("Calm 0 @travel", 31)


@pytest.mark.parametrize("searched", [False, True], ids=["by days", "among hits"])
async def test_the_next_entry_takes_the_place_of_one_that_is_deleted(home: Home, searched: bool) -> None:
    with_many_notes(home, 30)
    app = app_of(home)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press_in_a_row(pilot, "J", *(("slash", *"calm", "enter") if searched else ()), *["down"] * 20)
        entries = app.screen.query_one(EntryList)
        assert (chosen(app), entries.at) == ("Calm 9 @travel", 20 if searched else 21)
        seen = entries.scroll_y
        await press_in_a_row(pilot, "x", "y")
        assert (chosen(app), entries.at, entries.scroll_y) == ("Calm 8 @travel", 20 if searched else 21, seen)
        await press_in_a_row(pilot, "end", "x", "y")
        assert chosen(app) == "Calm 1 @travel", "after the last one comes the one before it"


async def test_a_tag_is_chosen_from_those_that_there_are(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "f", "f5")
        assert "@travel  1 entry" in shown(app)
        await press_in_a_row(pilot, "enter")
        assert app.screen.query_one("#tag", Input).value == "@travel"
        await press_in_a_row(pilot, "ctrl+s")
        assert "only @travel" in shown(app)


async def test_a_period_that_ends_before_it_begins_is_said(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "f", *["tab"] * 6, *"2026-11-19", "tab", *"2026-11-01", "ctrl+s")
        assert "The period ends on 2026-11-01" in " ".join(shown(app).split())


async def test_by_mouse_alone(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J")
        await pilot.click(EntryList, offset=(10, 5))
        await settled(pilot)
        assert chosen(app).startswith("Redness by the nose")
        await pilot.click(EntryList, offset=(10, 5), times=2)
        await settled(pilot)
        assert "Not itchy." in shown(app)
        await click_words(pilot, "esc goes back")
        await pilot.click(MonthCalendar, offset=(2, 0))
        await settled(pilot)
        assert "October 2026" in shown(app)
        assert chosen(app).startswith("Back from the holiday")
        await pilot.click(MonthCalendar, offset=(20, 0))
        await settled(pilot)
        # Tuesday the 17th: the fourth week, the second day
        await pilot.click(MonthCalendar, offset=(5, 5))
        await settled(pilot)
        assert chosen(app) == "Two steps only, tired."


async def test_a_click_shows_everything_again(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "f", "tab", "tab", "tab", *"travel", "ctrl+s")
        assert "A quiet day." not in shown(app)
        await click_words(pilot, "F shows everything")
        assert "A quiet day." in shown(app)


async def test_what_a_bruise_was_found_on_is_told_after_a_search_too(home: Home) -> None:
    with_journal(home)
    care = Care.open(home)
    (course,) = care.bruises(at(20))
    care.follow_bruise(course.bruise, Stage.BROWN, at(20, 30))
    app = app_of(home)
    async with app.run_test(size=(120, 40)) as pilot:
        await press_in_a_row(pilot, "J", "slash", *"quiet", "escape")
        assert "temple, left: brown" in shown(app)


async def test_what_another_process_writes_is_shown(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J")
        Care.open(home).note("From the other window.", at(21, 5))
        care = app.screen._care  # type: ignore[attr-defined]
        care.follow()
        await settled(pilot)
        assert "From the other window." in shown(app)
        assert chosen(app) == "A quiet day."


async def test_a_photo_opens_among_the_photos(home: Home) -> None:
    with_photos(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "down", "e")
        assert "What this photo shows" in shown(app)
        await press_in_a_row(pilot, "escape", "enter")
        assert isinstance(app.screen, PhotosScreen)
        assert "12 November 2026" in shown(app)


async def test_a_check_in_is_changed_beside_the_face(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "down", "e")
        assert isinstance(app.screen, CheckInScreen)
        assert "as it is kept" in shown(app)
        # what is asked comes first, and then what was rated besides
        await press_in_a_row(pilot, "end", "2", "escape")
        assert isinstance(app.screen, JournalScreen)
        await press_in_a_row(pilot, "e")
        assert "as you left it" in shown(app)
        await press_in_a_row(pilot, "enter")
        assert "redness 2 (nose)" in shown(app)
        await press_in_a_row(pilot, "u")
        assert "redness 4 (nose)" in shown(app)
    (kept,) = Care.open(home).check_ins(date(2026, 11, 21), date(2026, 11, 21))
    assert {each.subject.name: each.value for each in kept.ratings} == {"glow": Points(6), "nose.redness": Points(4)}


async def test_the_step_and_the_tags_of_a_note_are_changed(home: Home) -> None:
    anna(home)
    care = Care.open(home)
    care.note("Stings", at(20), step=next(iter(care.present().routine.steps)), tags=("travel", "sun"))
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "e")
        assert app.screen.query_one("#tags", Input).value == "@travel @sun"
        app.screen.query_one("#tags", Input).value = "@sun"
        app.screen.query_one("#step", Select).value = ""
        await press_in_a_row(pilot, "ctrl+s")
        assert isinstance(app.screen, JournalScreen)
    (kept,) = (each for each in Care.open(home).entries(date(2026, 11, 22), date(2026, 11, 22)))
    assert isinstance(kept, Note)
    assert (kept.text, kept.step, kept.tags) == ("Stings", None, ("sun",))


async def test_an_entry_is_put_on_another_day_of_its_month(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "e", "shift+tab", *["backspace"] * 10, *"2026-10-20", "ctrl+s")
        assert "stays in its month, November 2026" in shown(app)
        await press_in_a_row(pilot, *["backspace"] * 5, *"11-20", "ctrl+s")
        assert isinstance(app.screen, JournalScreen)
    assert "A quiet day." in texts(home, date(2026, 11, 20))


async def test_only_what_is_near_is_read_and_the_ends_are_reached_at_once(home: Home) -> None:
    anna(home)
    care = Care.open(home)
    for month in range(60):
        day = date(2026, 11, 20) - timedelta(days=30 * month)
        for n in range(20):
            care.note(f"{day:%B %Y}, number {n}", at(20), day)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J")
        screen = app.screen
        assert isinstance(screen, JournalScreen)
        assert screen.stretch is not None
        assert len(screen.stretch.read) < 10
        await press_in_a_row(pilot, "end")
        oldest = date(2026, 11, 20) - timedelta(days=30 * 59)
        assert chosen(app).startswith(f"{oldest:%B %Y}")
        await press_in_a_row(pilot, *["pageup"] * 12)
        assert chosen(app) > ""
        assert len(screen.stretch.read) > 3
        await press_in_a_row(pilot, "home")
        assert chosen(app).startswith("November 2026")


async def test_the_cursor_goes_to_what_is_written_and_to_what_is_brought_back(home: Home) -> None:
    with_journal(home)
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press_in_a_row(pilot, "J", "down", "down", "n", *"Warm.", "ctrl+s")
        assert chosen(app) == "Warm."
        await press_in_a_row(pilot, "end", "x", "y")
        await press_in_a_row(pilot, "home", "u")
        assert chosen(app).startswith("Café in the sun")


@contextmanager
def _lent() -> Iterator[None]:
    yield


async def test_the_own_editor_writes_the_words(home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    with_journal(home)
    editor = tmp_path / "editor.py"
    editor.write_text("import sys, pathlib\npathlib.Path(sys.argv[1]).write_text('Written outside.\\n')\n")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        monkeypatch.setattr(app, "suspend", _lent)
        await press_in_a_row(pilot, "J", "E")
        assert chosen(app) == "Written outside."
    assert texts(home, date(2026, 11, 22)) == ["Written outside."]


async def test_words_of_the_editor_that_cannot_be_kept_stay_in_a_file(
    home: Home, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    with_journal(home)
    editor = tmp_path / "editor.py"
    editor.write_text("import sys, pathlib\npathlib.Path(sys.argv[1]).write_text('long ' * 5000)\n")
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.setenv("EDITOR", f"{sys.executable} {editor}")
    app = app_of(home)
    async with app.run_test(size=(120, 40), notifications=True) as pilot:
        monkeypatch.setattr(app, "suspend", _lent)
        await press_in_a_row(pilot, "J", "E")
        assert "What you wrote is in" in said(app)
    (kept,) = Care.open(home).folder.drafts.glob("edit-*.txt")
    assert kept.read_text().startswith("long long")
    assert texts(home, date(2026, 11, 22)) == ["A quiet day."]

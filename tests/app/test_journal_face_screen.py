"""The face of the journal, by keyboard and by mouse: what it shows, and where it leads."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from journal_scenes import with_journal
from photo_scenes import face_photo
from stage import app_of, at, press, said, settled, shown

from aftercare.care import Care, Home
from aftercare.care.journal_tables import ratings_typed
from aftercare.model.check_in import CheckInDraft
from aftercare.model.face_layer import Bruise, Bruises, BruiseStage, Changes, Photos, Points, Rated, Ratings
from aftercare.model.photo import PhotoView
from aftercare.screens.journal import JournalScreen
from aftercare.screens.journal_face import JournalFaceScreen
from aftercare.widgets.face_map import FaceMap


@pytest.fixture
def rated(home: Home) -> Home:
    """A record of four weeks: the redness of the nose went from 6 to 2, the chin's tension was rated once."""
    with_journal(home)
    care = Care.open(home)
    for day, typed in (
        *((day, "nose.redness=6") for day in (-28, -27, -26)),
        *((day, "nose.redness=2") for day in (-5, -4, -3)),
        (-2, "chin.tension=7"),
    ):
        care.check_in(CheckInDraft(date(2026, 11, 22) + timedelta(days=day), tuple(ratings_typed(typed))), at(20))
    close = face_photo(home.state.parent, "close.jpg")
    care.add_photo(close, PhotoView.CLOSE_UP, at(20), zone="chin")
    return home


async def test_each_layer_by_keyboard(rated: Home) -> None:
    app = app_of(rated)
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await press(pilot, "J", "z")
        face = app.screen.query_one(FaceMap)
        assert face.selected == "nose", "it is opened where something is told"
        assert face.state.layer == Ratings({"nose": Rated(4)}, "Redness", may_be_ghosts=False)
        assert "Redness, Saturday 21 November" in shown(app)
        await press(pilot, "left_square_bracket")
        assert face.state.layer == Ratings({"nose": Rated(2)}, "Redness", may_be_ghosts=False)
        assert "Redness, Thursday 19 November" in shown(app)
        await press(pilot, "m")
        assert face.state.layer == Ratings({"chin": Rated(7)}, "Tension", may_be_ghosts=False)
        await press(pilot, "m", "v")
        assert isinstance(face.state.layer, Changes)
        # four days of late: 2, 2, 2 and 4
        assert face.state.layer.changes == {"nose": -3.5}
        assert "Redness, from Sat 24 Oct to Sat 21 Nov" in shown(app)
        await press(pilot, "v")
        assert isinstance(face.state.layer, Points)
        assert face.state.layer.marks
        await press(pilot, "m")
        assert "only ratings, and what has changed, are of a measure" in said(app)
        await press(pilot, "v")
        assert face.selected == "temple-l"
        assert face.state.layer == Bruises({"temple-l": Bruise(BruiseStage.BLUE, 8)})
        await press(pilot, "v")
        assert face.state.layer == Photos({"chin": 1})
        await press(pilot, "v")
        assert isinstance(face.state.layer, Ratings)


async def test_another_day_is_typed_and_one_to_come_is_refused(rated: Home) -> None:
    app = app_of(rated)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "J", "z", "d", *"+1", "enter")
        assert "That day is still to come." in shown(app)
        await press(pilot, "backspace", "backspace", *"2026-10-25", "enter")
        face = app.screen.query_one(FaceMap)
        assert face.state.layer == Ratings({"nose": Rated(6)}, "Redness", may_be_ghosts=False)
        await press(pilot, "v", "d", *"2026-11-21", "enter")
        assert "That is not before the day that is shown." in shown(app)
        await press(pilot, *["backspace"] * 10, *"-6", "enter")
        assert isinstance(face.state.layer, Changes)
        assert (face.state.layer.since, face.state.layer.changes) == (date(2026, 11, 16), {})


async def test_a_zone_tells_what_was_written_of_it_and_leads_to_its_entries(rated: Home) -> None:
    app = app_of(rated)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "J", "z", "slash", *"nose", "enter")
        assert "Sat 21 Nov  check-in: redness 4" in shown(app), "of a check-in what is about this zone"
        assert "redness 4 (nose)" not in shown(app), "which stands below the face"
        assert "reaction: itch" in shown(app)
        await press(pilot, "enter")
        assert isinstance(app.screen, JournalScreen)
        assert "only nose" in shown(app)
        assert app.screen.list.has_focus


async def test_by_mouse(rated: Home) -> None:
    app = app_of(rated)
    async with app.run_test(size=(120, 40)) as pilot:
        await press(pilot, "J", "z")
        lines = shown(app).splitlines()
        row = next(row for row, line in enumerate(lines) if "Bruises" in line)
        await pilot.click(offset=(lines[row].index("Bruises"), row))
        await settled(pilot)
        face = app.screen.query_one(FaceMap)
        assert isinstance(face.state.layer, Bruises)
        lines = shown(app).splitlines()
        row = next(row for row, line in enumerate(lines) if "b8" in line)
        place = (lines[row].index("b8"), row)
        # the one bruise is where the face is open already: away from it, and back
        await pilot.click(offset=(place[0] - 14, place[1]))
        await settled(pilot)
        assert face.selected not in {"temple-l", "forehead"}
        await pilot.click(offset=place)
        await settled(pilot)
        assert face.selected == "temple-l"
        assert "bruise, blue, 8 mm" in shown(app)
        await pilot.click(offset=place)
        await settled(pilot)
        assert isinstance(app.screen, JournalScreen)
        assert "only temple, left" in shown(app).lower()


async def test_where_nothing_is_rated_it_says_so_and_what_is_written_meanwhile_appears(home: Home) -> None:
    Care.start(home, at(7, day=16), name="Anna B.")
    app = app_of(home)
    async with app.run_test(size=(80, 24)) as pilot:
        await press(pilot, "J", "z")
        assert isinstance(app.screen, JournalFaceScreen)
        assert "Nothing is rated by zones yet." in shown(app)
        assert "Nothing was written of this zone" in shown(app)
        app.screen._care.check_in(CheckInDraft(date(2026, 11, 22), tuple(ratings_typed("forehead.oil=3"))), at(20))
        await settled(pilot)
        assert "Oil: 3 of 10" in shown(app)
        await press(pilot, "v", "v")
        assert "Your plan names no points on the face." in shown(app)
        await press(pilot, "v")
        assert "No bruise is followed." in shown(app)
        await press(pilot, "v")
        assert "No close-up of a zone yet." in shown(app)

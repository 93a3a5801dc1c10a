"""Points for a finger: which are offered, for how long, what is kept, and its history beside the zone's ratings."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest

from aftercare.care import Care, Home, read_plan
from aftercare.errors import BadInput, NotFound
from aftercare.model.check_in import CheckInDraft
from aftercare.model.check_off import Done, Pending
from aftercare.model.face_point import FacePoint, Means
from aftercare.model.magnet_event import Spot
from aftercare.model.point_history import RatedAround
from aftercare.model.point_state import PointState
from aftercare.model.press import Pressed
from aftercare.model.press_view import PressBarKind, SetBy
from aftercare.model.rating import Points, Rating
from aftercare.model.routine import ByClient
from aftercare.model.safety import Said
from aftercare.model.side import Side

NOW = datetime(2026, 11, 17, 9, tzinfo=UTC)
MINUTE = timedelta(minutes=1)
RIGHT, LEFT, BROW = Spot("jaw", Side.RIGHT), Spot("jaw", Side.LEFT), Spot("brow", Side.MIDDLE)
_PLAN = """\
format = 1

[plan]
id = "press"
version = 1
title = "Press"

[practitioner]
name = "Ines Moreau"
phone = "+44 20 7946 0143"

[[steps]]
id = "press"
activity = "acupressure"
order = 5
name = "Press the points"
slot = "evening"
rule = "daily"

[[sessions]]
id = "session-1"
at = 2026-11-19T17:30:00
kind = "facial_needles"

[[points]]
id = "jaw"
code = "ST6"
with = "acupressure"
press = "2 min"

[[points]]
id = "brow"
code = "EX-HN3"
with = "acupressure"

[[points]]
id = "forehead"
code = "GB14"
with = "needle"
"""


@pytest.fixture
def care(tmp_path) -> Care:
    file = tmp_path / "press.toml"
    file.write_text(_PLAN, "utf-8")
    care = Care.start(Home.at(tmp_path / "home"), NOW, name="Anna")
    care.import_plan(read_plan(file), NOW, date(2026, 11, 16))
    return care


def put_point(care: Care, code: str) -> None:
    """A point for the client's hands as another device may have kept it."""
    from aftercare.model.deed import Deed

    point = FacePoint(code.lower(), Side.BOTH, Means.ACUPRESSURE, ByClient(), code=code)
    care._do(Deed.IMPORT_PLAN, NOW, lambda: care._put("points", point.id, point))


def test_each_side_is_named_and_the_time_is_the_plans_or_the_last_one(care):
    rows = care.pressing.view(NOW).rows
    assert [(each.spot, each.place.name) for each in rows] == [
        (RIGHT, "ST6 Jiache, right"),
        (LEFT, "ST6 Jiache, left"),
        (BROW, "EX-HN3 Yintang"),
    ]
    assert [(each.whole, each.set_by) for each in rows] == [
        (2 * MINUTE, SetBy.PLAN),
        (2 * MINUTE, SetBy.PLAN),
        (MINUTE, SetBy.NOBODY),
    ]
    care.pressing.press(BROW, 3 * MINUTE, 3 * MINUTE, NOW)
    brow = care.pressing.view(NOW).row(BROW)
    assert (brow.whole, brow.set_by, brow.today, brow.state) == (3 * MINUTE, SetBy.LAST, 1, PointState.DONE)


@pytest.mark.parametrize("code", ["BL1", "ST1", "EX-HN7", "ST9", "XX1"])
def test_what_is_never_for_the_clients_hands_is_not_offered(care, code):
    put_point(care, code)
    (row, *_) = [each for each in care.pressing.view(NOW).rows if each.place.code == code]
    assert row.bar.kind is PressBarKind.NEVER
    assert row not in care.pressing.view(NOW).offered
    with pytest.raises(BadInput, match="never for your own hands"):
        care.pressing.press(row.spot, MINUTE, MINUTE, NOW)


def test_after_a_session_none_is_offered_until_its_hold_ends(care):
    evening = datetime(2026, 11, 19, 20, tzinfo=UTC)
    bars = {each.bar for each in care.pressing.view(evening).rows}
    (bar,) = bars
    assert bar.kind is PressBarKind.HELD
    with pytest.raises(BadInput, match="rests after the session until"):
        care.pressing.press(BROW, MINUTE, MINUTE, evening)
    assert care.pressing.view(bar.until).offered


def test_a_point_that_tradition_avoids_in_pregnancy_asks_to_tell_the_practitioner(care):
    put_point(care, "LI4")
    asks = {each.place.code: each.asks for each in care.pressing.view(NOW).offered}
    assert "Tell your practitioner if you may be pregnant." in asks["LI4"]
    assert not asks["ST6"]
    care.answer_safety("pregnancy", Said.NO, NOW)
    assert not any(each.asks for each in care.pressing.view(NOW).rows)


def test_what_was_pressed_is_kept_and_taken_back(care):
    kept = care.pressing.press(LEFT, timedelta(seconds=45), 2 * MINUTE, NOW)
    assert (kept.pressed.spot, kept.pressed.seconds, kept.pressed.is_whole) == (LEFT, 45, False)
    assert Care(care.folder).pressing.presses(NOW) == (kept.pressed,)
    assert care.undo(NOW).titles == ("ST6 Jiache, left",)
    assert care.pressing.presses(NOW) == ()


def test_once_each_was_pressed_the_step_is_ticked_and_opened_again_with_the_last(care):
    def step() -> object:
        return next(each.state for each in care.day(NOW).due if each.step.id == "press")

    assert care.pressing.press(RIGHT, MINUTE, MINUTE, NOW).ticked == ()
    assert care.pressing.press(LEFT, MINUTE, MINUTE, NOW).ticked == ()
    assert step() == Pending()
    assert care.pressing.press(BROW, MINUTE, MINUTE, NOW).ticked == ("Press the points",)
    assert step() == Done(NOW)
    care.undo(NOW)
    assert step() == Pending()


def test_what_is_named_wrongly(care):
    with pytest.raises(NotFound, match="no point “nose”"):
        care.pressing.press(Spot("nose", Side.MIDDLE), MINUTE, MINUTE, NOW)
    with pytest.raises(NotFound):
        # a point for needles is none for a finger
        care.pressing.press(Spot("forehead", Side.LEFT), MINUTE, MINUTE, NOW)
    for wrong in (timedelta(), timedelta(hours=1)):
        with pytest.raises(BadInput, match="up to 15 minutes"):
            care.pressing.press(BROW, MINUTE, wrong, NOW)


def test_the_history_stands_beside_the_ratings_of_its_zone(care):
    zone = care.pressing.view(NOW).row(LEFT).place.zone
    for day, value in ((16, 2), (17, 3), (18, 4), (21, 9)):
        at = NOW.replace(day=day)
        rating = Rating("redness", Points(value), zone)
        elsewhere = Rating("redness", Points(7), "nose")
        care.check_in(CheckInDraft(at.date(), ratings=(rating, elsewhere)), at)
    care.pressing.press(LEFT, MINUTE, MINUTE, NOW)
    care.pressing.press(RIGHT, MINUTE, MINUTE, NOW)
    place = care.pressing.view(NOW).row(LEFT).place
    (day,) = care.pressing.history(place, NOW + timedelta(days=4))
    assert [type(each.event) for each in day.happened] == [Pressed]
    assert day.rated == (RatedAround("redness", "Redness", 2, 3, 4),)

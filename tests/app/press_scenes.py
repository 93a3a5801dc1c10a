"""Records with points to press: three places, one pressed, one time that stands, and the rest after a session."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

from scenes import Scene
from stage import at

from aftercare.care import Care, Home, read_plan
from aftercare.model.magnet_event import Spot
from aftercare.model.press import Stood
from aftercare.model.side import Side

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
name = "Press the points"
slot = "evening"
order = 5
rule = "daily"
zones = ["forehead"]

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
id = "line"
code = "GB14"
with = "needle"
"""
RIGHT, LEFT, BROW = Spot("jaw", Side.RIGHT), Spot("jaw", Side.LEFT), Spot("brow", Side.MIDDLE)
_MINUTE = timedelta(minutes=1)


def points_to_press(home: Home) -> Care:
    """Anna's record with three places to press, and two points for needles."""
    file = Path(home.data).parent / "press.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(_PLAN, "utf-8")
    care = Care.start(home, at(7, day=16), name="Anna B.")
    care.import_plan(read_plan(file), at(7, 5, day=16))
    return care


def none_pressed(home: Home) -> None:
    """That record."""
    points_to_press(home)


def one_pressed(home: Home) -> None:
    """One was pressed this evening."""
    points_to_press(home).pressing.press(RIGHT, 2 * _MINUTE, 2 * _MINUTE, at(21))


def one_stands(home: Home) -> None:
    """Half of a time has run and stands."""
    points_to_press(home).pressing.let_stand(Stood(LEFT, 120, 60))


def after_needles(home: Home) -> None:
    """A session this afternoon: its points rest."""
    points_to_press(home).add_session(at(16).replace(tzinfo=None), "facial needles", at(8, day=16))


PRESS_SCENES = {
    "points to press": Scene("PressScreen", ("F",), record=none_pressed),
    "points, one pressed": Scene("PressScreen", ("F",), record=one_pressed),
    "a time that stands": Scene("PressScreen", ("F",), record=one_stands),
    "history of a point": Scene("PointHistorySheet", ("F", "h"), record=none_pressed),
    "a time that runs": Scene("PressScreen", ("F", "space"), record=none_pressed),
}

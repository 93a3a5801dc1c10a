"""Records with magnets: six places, some on, one missing, one sore, and an implant close by."""

from __future__ import annotations

from pathlib import Path

from scenes import Scene
from stage import at

from aftercare.care import Care, Home, read_plan
from aftercare.model.magnet_event import Skin, Spot
from aftercare.model.safety import Said
from aftercare.model.safety_questions import Group
from aftercare.model.side import Side

_PLAN = """\
format = 1

[plan]
id = "six-points"
version = 1
title = "Six points"

[practitioner]
name = "Ines Moreau"
phone = "+44 20 7946 0143"

[[steps]]
id = "magnets"
activity = "magnets"
slot = "evening"
order = 40
rule = "daily"
"""
_POINT = """
[[points]]
id = "{0}"
code = "{1}"
side = "both"
with = "magnet"
wear = "24 h"
"""
#: The six places, in the order of the screen.
SIX = tuple(Spot(each, side) for each in ("jaw", "cheek", "brow") for side in (Side.RIGHT, Side.LEFT))


def six_points(home: Home) -> Care:
    """Anna's record with six places; every question about magnets is answered with no."""
    file = Path(home.data).parent / "six.toml"
    file.parent.mkdir(parents=True, exist_ok=True)
    points = (("jaw", "ST6"), ("cheek", "ST3"), ("brow", "GB14"))
    file.write_text(_PLAN + "".join(_POINT.format(*each) for each in points), "utf-8")
    care = Care.start(home, at(7, day=16), name="Anna B.")
    care.import_plan(read_plan(file), at(7, 5, day=16))
    for group in (Group.MAGNETS, Group.MAGNETS_NEARBY):
        care.answer_open(group, at(7, 6, day=16))
    return care


def nothing_on(home: Home) -> None:
    """That record."""
    six_points(home)


def two_on(home: Home) -> None:
    """Two are on, the last action of the record."""
    six_points(home).magnets.place(SIX[:2], at(9))


def one_missing(home: Home) -> None:
    """One was not there when they were counted."""
    care = six_points(home)
    care.magnets.place(SIX[:2], at(9, day=21))
    care.magnets.remove(SIX[:1], at(9), SIX[1:2])


def sore_and_resting(home: Home) -> None:
    """One came off this morning, and the skin at another itches."""
    care = six_points(home)
    care.magnets.place(SIX[:1], at(9, day=21))
    care.magnets.remove(SIX[:1], at(9))
    care.magnets.check_skin(SIX[1:2], Skin.ITCH, at(10))


def implant_nearby(home: Home) -> None:
    """Who shares the bed has a pacemaker."""
    six_points(home).answer_safety("pacemaker-nearby", Said.YES, at(8, day=16))


MAGNET_SCENES = {
    "magnets": Scene("MagnetsScreen", ("M",), record=nothing_on),
    "magnets, two on": Scene("MagnetsScreen", ("M",), record=two_on),
    "magnets, one missing": Scene("MagnetsScreen", ("M",), record=one_missing),
    "magnets, some rest": Scene("MagnetsScreen", ("M",), record=sore_and_resting),
    "magnets, an implant nearby": Scene("MagnetsScreen", ("M",), record=implant_nearby),
    "counting in": Scene("CountSheet", ("M", "t"), record=two_on),
}

"""`journal face`: what the face shows, in words: ratings, what has changed, points, bruises and photos by zone."""

from __future__ import annotations

import click

from aftercare.care.face import face
from aftercare.care.journal_tables import journal_tables
from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.entry_naming import measure_names
from aftercare.cli.terminal import literal, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput
from aftercare.model.face_layer import Layer, PointMark, Points
from aftercare.model.face_shape import Face
from aftercare.model.journal_face import FaceShown, FaceWish, Shown, zones_of_layer
from aftercare.model.routine import Id
from aftercare.model.subjects import measure_called
from aftercare.model.typed_day import read_day
from aftercare.model.words import day_in_full
from aftercare.widgets.face.words import said_of

_TITLES = {Shown.POINTS: "Your points", Shown.BRUISES: "Bruises that are not gone", Shown.PHOTOS: "Close-ups"}
_COLUMN = 28


@command("face")
@click.argument("shown", metavar="[WHAT]", required=False, type=click.Choice([each.value for each in Shown]))
@click.option("--measure", metavar="MEASURE", shell_complete=measure_names, help="Of this measure, not the usual one.")
@click.option("--since", metavar="DAY", help="For changes: since then, not since four weeks.")
@everywhere
@click.pass_obj
def journal_face(wishes: Wishes, shown: str | None, measure: str | None, since: str | None) -> None:
    """Tell by zones what the face of your journal shows.

    WHAT is ratings (as without it), changes, points, bruises or photos.

    Ratings are those of the last rated day, or of --date. A change is told where both ends of the time have three rated
    days; one that is too small to mean something is none.

    \b
    aftercare journal face
    aftercare journal face changes --measure redness --since 2026-09-01
    aftercare journal face bruises
    """
    care = wishes.care()
    now = care.wall(clock.now())
    today = care.today(now)
    what = Shown(shown or Shown.RATINGS.value)
    of_measure = what in (Shown.RATINGS, Shown.CHANGES)
    if not of_measure and (measure or since or wishes.day is not None):
        raise BadInput(f"What is told of {what.value} is as it is now.", "Leave --measure, --since and --date out.")
    if what is Shown.RATINGS and since:
        raise BadInput("Ratings are of a day.", "Give --date, or ask for changes.")
    day = wishes.day.seen_from(today) if wishes.day is not None else None
    first = read_day(since).seen_from(today) if since else None
    if day is not None and day > today:
        raise BadInput(f"{day_in_full(day)} is still to come.", "Name an earlier day.")
    if first is not None and first >= (day or today):
        raise BadInput(f"{day_in_full(first)} is not before the day that is shown.", "Name an earlier day.")
    name = measure_called(measure, journal_tables().measures).id if measure is not None else None
    told = care.journal_face.shown(FaceWish(what, name, day, first), now)
    said = _said(told.layer, face())
    if wishes.json:
        from aftercare.cli.journal_shapes import face_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(face_shape(care.folder.name, told, said)))
        return
    zones = face().zones
    lines = [f"  {zones[zone].label:{_COLUMN}}{literal(words)}" for zone, words in said.items()]
    say(styled(_title(told), bold=True), *(lines or ["  Nothing is written down of it."]))


def _said(layer: Layer, drawn: Face) -> dict[Id, str]:
    """What the layer says of each zone that it knows something of."""
    points: dict[Id, list[PointMark]] = {}
    for each in layer.marks if isinstance(layer, Points) else ():
        points.setdefault(drawn.nearest_zone(each.x, each.y), []).append(each)
    known = zones_of_layer(layer) | points.keys()
    return {zone: said_of(layer, zone, tuple(points.get(zone, ()))) for zone in drawn.zones if zone in known}


def _title(told: FaceShown) -> str:
    if told.shown in _TITLES:
        return _TITLES[told.shown]
    if told.measure is None:
        return "Ratings by zones"
    if told.shown is Shown.RATINGS:
        return day_in_full(told.day)
    return f"From {day_in_full(told.since)} to {day_in_full(told.day)}"

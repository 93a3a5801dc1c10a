"""The face of a journal: the client's ratings, what has changed, their points, bruises and photos, zone by zone.

Loaded when somebody looks at it.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from aftercare.care.check_ins import CheckingIn
from aftercare.care.entering import Entering
from aftercare.care.photographing import Photographing
from aftercare.care.timeline import Timeline
from aftercare.model.entry_words import Named
from aftercare.model.face_layer import Layer, Plain, PointMark, Points
from aftercare.model.journal import Entry
from aftercare.model.journal_face import (
    FaceShown,
    FaceWish,
    Shown,
    bruises_there,
    changes_until,
    measures_by_zone,
    photos_by_zone,
    ratings_on,
)
from aftercare.model.journal_filter import zones_about
from aftercare.model.measure import Measure
from aftercare.model.point_marks import point_marks
from aftercare.model.recent_ratings import values_by_day
from aftercare.model.routine import Id
from aftercare.store import reference

#: How far it is looked for what was rated, before and after the day that is shown.
REACH = timedelta(days=92)
#: Since when a change is told where nobody says.
_USUAL_SPAN = timedelta(days=28)


class JournalFace(CheckingIn, Entering, Photographing, Timeline):
    """What the face shows. Writes nothing to the record."""

    def shown(self, wish: FaceWish, now: datetime) -> FaceShown:
        """The layer that was wished for. Raises DiskTrouble."""
        today = self.today(now)
        match wish.shown:
            case Shown.POINTS:
                return self._told(wish, Points(self.own_points()), today)
            case Shown.BRUISES:
                return self._told(wish, bruises_there(self.bruises(now)), today)
            case Shown.PHOTOS:
                return self._told(wish, photos_by_zone(self.photos()), today)
            case Shown.RATINGS | Shown.CHANGES:
                return self._rated(wish, today)

    def own_points(self) -> tuple[PointMark, ...]:
        """The client's own points on the face."""
        return point_marks(self.present().points.values(), reference.points(), reference.zones())

    def by_zone(self, now: datetime) -> tuple[dict[Id, tuple[Entry, ...]], Named]:
        """What was written down about each zone in the last three months, the newest first, and what that names."""
        today = self.today(now)
        entries = self.entries(today - REACH, today)
        named = self.named(entries)
        bruises = {each: known.zone for each, known in named.bruises.items()}
        found: dict[Id, list[Entry]] = {}
        for each in reversed(entries):
            for zone in zones_about(each, bruises):
                found.setdefault(zone, []).append(each)
        return {zone: tuple(of) for zone, of in found.items()}, named

    def _rated(self, wish: FaceWish, today: date) -> FaceShown:
        measures = reference.measures()
        near = min(wish.day or today, today)
        first = min(near - REACH, wish.since or near)
        rated = values_by_day(self.check_ins(first, min(near + REACH, today)), measures)
        by_days = measures_by_zone(rated, measures)
        name = wish.measure if wish.measure is not None else next(iter(by_days), None)
        measure = measures[name] if name is not None else None
        if measure is None:
            return self._told(wish, Plain(), today)
        days = by_days.get(measure.id, ())
        day = wish.day or max((each for each in days if each <= today), default=today)
        since = wish.since or day - _USUAL_SPAN
        if wish.shown is Shown.RATINGS:
            layer: Layer = ratings_on(rated, measure, day, today)
        else:
            layer = changes_until(rated, measure, since, day)
        known: tuple[Measure, ...] = tuple(measures[each] for each in by_days)
        return FaceShown(wish.shown, layer, day, since, known, measure, days)

    @staticmethod
    def _told(wish: FaceWish, layer: Layer, today: date) -> FaceShown:
        return FaceShown(wish.shown, layer, today, wish.since or today - _USUAL_SPAN)

"""What the face shows of a journal: a layer, made of what was written down until a day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum

from msgspec import Struct

from aftercare.model.bruise import BruiseCourse, Stage
from aftercare.model.face_layer import Bruise, Bruises, BruiseStage, Changes, Ghost, Layer, Photos, Rated, Ratings
from aftercare.model.measure import Measure
from aftercare.model.photo import Photo
from aftercare.model.rating import Subject
from aftercare.model.report import Verdict
from aftercare.model.report_skin import compared
from aftercare.model.routine import Id
from aftercare.model.scale import Scale, highest_drawn, scale_of

_DAY = timedelta(days=1)

#: What each subject was rated on each day, as `recent_ratings.values_by_day` tells it.
Rating = Mapping[Subject, Mapping[date, int]]


class Shown(StrEnum):
    """What the face shows."""

    RATINGS = "ratings"
    CHANGES = "changes"
    POINTS = "points"
    BRUISES = "bruises"
    PHOTOS = "photos"


class FaceWish(Struct, frozen=True):
    """What is asked of the face. What is None is what is usual: the measure that was rated most, its last day."""

    shown: Shown = Shown.RATINGS
    measure: Id | None = None
    day: date | None = None
    #: For changes: since when.
    since: date | None = None


class FaceShown(Struct, frozen=True):
    """The layer that answers a wish, with what it is of.

    `measures` are those that were rated by zones, the one with the most rated days first, and `measure` is one of them;
    `days` are those on which that one was rated, oldest first.
    """

    shown: Shown
    layer: Layer
    day: date
    since: date
    measures: tuple[Measure, ...] = ()
    measure: Measure | None = None
    days: tuple[date, ...] = ()


def measures_by_zone(rated: Rating, measures: Mapping[str, Measure]) -> dict[Id, tuple[date, ...]]:
    """The measures that were rated by zones, with the days, oldest first; the one with the most days first."""
    days: dict[Id, set[date]] = {}
    for subject, values in rated.items():
        measure = measures.get(subject.measure)
        if subject.zone is not None and measure is not None and scale_of(measure) not in (None, Scale.TERM):
            days.setdefault(subject.measure, set()).update(values)
    ordered = sorted(days.items(), key=lambda each: (-len(each[1]), measures[each[0]].label))
    return {name: tuple(sorted(of)) for name, of in ordered}


def ratings_on(rated: Rating, measure: Measure, day: date, today: date) -> Ratings:
    """The values of `day` by zone; of today, where a zone has none yet, yesterday's as its ghost."""
    values: dict[Id, Rated | Ghost] = {}
    for zone, of in _by_zone(rated, measure):
        if day in of:
            values[zone] = Rated(of[day])
        elif day == today and day - _DAY in of:
            values[zone] = Ghost(of[day - _DAY])
    ghosts = any(isinstance(each, Ghost) for each in values.values())
    return Ratings(values, measure.label, highest_drawn(measure), ghosts)


def changes_until(rated: Rating, measure: Measure, since: date, day: date) -> Changes:
    """By how much each zone has changed from the first days since then to the last until `day`.

    As in a report a zone that has not three rated days at both ends is left out, and what is smaller than the measure's
    meaningful change is none.
    """
    changes: dict[Id, float] = {}
    for zone, of in _by_zone(rated, measure):
        within = {on: value for on, value in of.items() if since <= on <= day}
        found = compared(within, measure, since, day)
        if found.verdict is Verdict.NO_CLEAR_CHANGE:
            changes[zone] = 0
        elif found.verdict is not Verdict.TOO_FEW and found.before is not None and found.after is not None:
            changes[zone] = round(found.after - found.before, 1)
    return Changes(since, changes, measure.label, max(1, highest_drawn(measure) / 2))


def bruises_there(courses: Iterable[BruiseCourse]) -> Bruises:
    """The bruises that are not gone; of several in a zone the one found last."""
    return Bruises(
        {
            each.bruise.zone: Bruise(BruiseStage(each.last.stage.value), each.last.millimetres)
            for each in courses
            if each.last.stage is not Stage.NONE
        }
    )


def photos_by_zone(photos: Iterable[Photo]) -> Photos:
    """How many close-ups of each zone there are."""
    counts: dict[Id, int] = {}
    for each in photos:
        if each.zone is not None:
            counts[each.zone] = counts.get(each.zone, 0) + 1
    return Photos(counts)


def zones_of_layer(layer: Layer) -> frozenset[Id]:
    """The zones of which a layer knows something by their names; points lie where they are."""
    match layer:
        case Ratings(values=values):
            return frozenset(values)
        case Changes(changes=changes):
            return frozenset(changes)
        case Bruises(bruises=bruises):
            return frozenset(bruises)
        case Photos(counts=counts):
            return frozenset(counts)
        case _:
            return frozenset()


def _by_zone(rated: Rating, measure: Measure) -> Iterable[tuple[Id, Mapping[date, int]]]:
    return ((each.zone, of) for each, of in rated.items() if each.measure == measure.id and each.zone is not None)

"""What is common to all that is done at the client's own points: where they are, what rests, and their history.

Loaded when somebody asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from aftercare.care.check_ins import CheckingIn
from aftercare.care.circumstances import Surrounded, months_between
from aftercare.care.resting import holds_on
from aftercare.model import tables
from aftercare.model.face_layer import Points
from aftercare.model.face_point import Means
from aftercare.model.magnet_event import Spot
from aftercare.model.magnet_place import MagnetPlace, PlaceFacts, places_of
from aftercare.model.point_history import PointDay, PointEvent, point_history
from aftercare.model.point_marks import point_marks
from aftercare.model.point_state import PointState
from aftercare.model.points_on_face import points_layer, zones_of_steps
from aftercare.model.press import Pressed, pressed_of
from aftercare.model.recent_ratings import values_by_day
from aftercare.model.routine import EVENING, Activity, ByClient, Routine, Step, Terms
from aftercare.model.rules import Daily
from aftercare.model.slot_instant import date_at
from aftercare.store import reference

#: How far back every event is looked at.
BACK = timedelta(days=92)
_DAY = timedelta(days=1)
_STEP = "at-the-points"


class Pointed(Surrounded):
    """The client's points."""

    def places(self, means: Means) -> tuple[MagnetPlace, ...]:
        """The client's own points at which `means` is used, a place for each side."""
        rules = reference.magnet_rules()
        facts = PlaceFacts(
            points=reference.points(),
            zones=reference.zones(),
            zone_at=reference.face().nearest_zone,
            eye_zones=frozenset(rules["eye-area"].zones),
            mouth_zones=frozenset(rules["night-mouth"].zones),
        )
        return places_of(self.present().points.values(), means, facts)

    def on_face(self, told: Iterable[tuple[MagnetPlace, PointState]], means: Means, now: datetime) -> Points:
        """The face with the states `told` of the points for `means`, beside the other points and zones of the plan."""
        present, zones = self.present(), reference.zones()
        others = (each for each in present.points.values() if each.means is not means)
        of_plan = zones_of_steps(present.routine.steps.values(), self.today(now))
        return points_layer(told, point_marks(others, reference.points(), zones), of_plan)

    def presses(self, now: datetime) -> tuple[Pressed, ...]:
        """What was pressed in the last three months, in its order."""
        with self._record.guard:
            self._record.need(*self._months(now))
            kept = map(pressed_of, self._record.versions.live.get(tables.PRESSES, {}).values())
            return tuple(sorted(kept, key=lambda each: (each.at.timestamp(), each.id)))

    def _history(self, place: MagnetPlace, events: Iterable[PointEvent], now: datetime) -> tuple[PointDay, ...]:
        """What happened at a place, the latest day first, beside the ratings of its zone in the last three months."""
        zones, starts = self.zones(now), self.present().starts

        def day_of(at: datetime) -> date:
            return date_at(at, zones, starts)

        of_spot = [each for each in events if place.spot in spots_of(each)]
        days = [day for each in of_spot if (day := day_of(each.at)) >= self.today(now) - BACK]
        check_ins = CheckingIn.sharing(self).check_ins(min(days) - _DAY, max(days) + _DAY) if days else ()
        measures = reference.measures()
        names = {each.id: each.label for each in measures.values()}
        return point_history(of_spot, place.zone, values_by_day(check_ins, measures), names, day_of)

    def _months(self, now: datetime) -> tuple[str, ...]:
        today = self.today(now)
        return tuple(months_between(today - BACK, today))

    def _held_until(self, activity: Activity, now: datetime) -> datetime | None:
        """Until when `activity` rests after a session, by the plan's word or the default; None where it does not."""
        present, zones, today = self.present(), self.zones(now), self.today(now)
        as_step = Step(
            _STEP,
            "",
            0,
            (Terms(today - BACK, (EVENING.id,), Daily()),),
            ByClient(),
            activity=activity,
        )
        routine = Routine({EVENING.id: EVENING}, present.routine.products, {_STEP: as_step})
        holds = holds_on(present, routine, (today,), zones, now, self.folder.snapshots)
        running = [
            each.end for each in holds if each.start <= now < each.end and not each.planned and not each.withdrawn
        ]
        return max(running, default=None)


def spots_of(event: PointEvent) -> tuple[Spot, ...]:
    """The spots at which it happened."""
    return (event.spot,) if isinstance(event, Pressed) else event.spots

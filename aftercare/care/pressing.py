"""Points that the client presses with a finger: which are offered, for how long, and what was pressed.

Loaded when somebody asks for it.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct, ValidationError, convert

from aftercare.care.answering import Answering
from aftercare.care.journaling import Journaling
from aftercare.care.points import Pointed
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.check_off import CheckOff, Done
from aftercare.model.deed import Deed
from aftercare.model.face_layer import Points
from aftercare.model.face_point import Means
from aftercare.model.learned_types import learned
from aftercare.model.magnet_event import Spot
from aftercare.model.magnet_place import MagnetPlace
from aftercare.model.point_history import PointDay
from aftercare.model.press import LONGEST_PRESS, SHORTEST_PRESS, Pressed, Stood, pressed_of
from aftercare.model.press_view import PressView, press_bar, press_view
from aftercare.model.press_words import press_bar_words
from aftercare.model.routine import Activity
from aftercare.model.safety import PREGNANCY, Said
from aftercare.model.slot_instant import date_at
from aftercare.model.steps_at_hand import steps_at_hand
from aftercare.model.tables import month_of
from aftercare.model.today import DueStep
from aftercare.store import reference

_SECOND = timedelta(seconds=1)
#: The draft of a pressing that has begun.
_DRAFT = "press"


class Kept(Struct, frozen=True):
    """What was kept of a pressing, and the names of the steps that are done by it."""

    pressed: Pressed
    ticked: tuple[str, ...] = ()


class Pressing(Pointed):
    """The client's points for a finger. Each pressing is one action."""

    def view(self, now: datetime) -> PressView:
        """Every point with its side, as it is at `now`; those that are not offered come last, with the reason."""
        now = self.wall(now)
        asked, points = self._asked_in_pregnancy(now), reference.points()

        def told(place: MagnetPlace) -> tuple[str, str]:
            return (points[place.code].location if place.code in points else ""), asked.get(place.code, "")

        return press_view(
            self.places(Means.ACUPRESSURE),
            self.presses(now),
            self._held_until(Activity.ACUPRESSURE, now),
            told,
            self._day,
            now,
        )

    def face(self, view: PressView) -> Points:
        """The face with what is so at each point, beside the plan's other points and zones."""
        return self.on_face(((each.place, each.state) for each in view.rows), Means.ACUPRESSURE, view.now)

    def history(self, place: MagnetPlace, now: datetime) -> tuple[PointDay, ...]:
        """What was pressed at a place, the latest day first, beside the ratings of its zone around these days."""
        return self._history(place, self.presses(now), now)

    def check_offered(self, spot: Spot, now: datetime) -> MagnetPlace:
        """The place of `spot`. Raises NotFound, and BadInput with the reason where it is not offered at `now`."""
        place = next((each for each in self.places(Means.ACUPRESSURE) if each.spot == spot), None)
        if place is None:
            raise NotFound(f"There is no point “{spot.id}” to be pressed.", "`aftercare acupressure` lists them.")
        wall = self.wall(now)
        bar = press_bar(place, self._held_until(Activity.ACUPRESSURE, wall), wall)
        if bar is not None:
            raise BadInput(f"{place.name} is {press_bar_words(bar, wall)}.")
        return place

    @staticmethod
    def check_time(whole: timedelta) -> None:
        """Raises BadInput where a point is not pressed for that long."""
        if not SHORTEST_PRESS <= whole <= LONGEST_PRESS:
            longest = int(LONGEST_PRESS.total_seconds()) // 60
            raise BadInput("That is no time for which a point is pressed.", f"Name one up to {longest} minutes.")

    def press(self, spot: Spot, length: timedelta, set_to: timedelta, now: datetime) -> Kept:
        """Keeps that `spot` was pressed for `length` of the time that was set, ending now.

        Once each point that is offered was pressed today, the step of acupressure that is open now is ticked with it.
        Raises NotFound, and BadInput where it was not offered when it began, or the time is none.
        """
        self.check_time(set_to)
        length = min(set_to, max(SHORTEST_PRESS, length))
        with self._looking_closely():
            place = self.check_offered(spot, now - length)
            wall = self.wall(now)
            event_id = f"{month_of(self.today(now))}-{os.urandom(6).hex()}"
            pressed = Pressed(id=event_id, at=wall, spot=spot, seconds=length // _SECOND, set_to=set_to // _SECOND)
            view = self.view(now)
            others = (each for each in view.offered if each.spot != spot)
            done: tuple[DueStep, ...] = ()
            if all(each.today for each in others):
                zones = {each.place.zone for each in view.offered if each.place.zone is not None}
                done = steps_at_hand(Answering.sharing(self).day(now), Activity.ACUPRESSURE, zones | {place.zone or ""})

            def put() -> None:
                self._put(tables.PRESSES, pressed.id, pressed)
                for each in done:
                    on = each.occurrence
                    self._put(tables.CHECK_OFFS, on.id, CheckOff(on.step, on.day, on.slot, Done(wall)))

            self._do(Deed.PRESS_POINT, now, put)
        return Kept(pressed, tuple(each.step.name for each in done))

    def stood(self) -> Stood | None:
        """The pressing that has begun on this machine and is not kept yet. Raises DiskTrouble."""
        typed = Journaling.sharing(self).form_draft(_DRAFT)
        spot = {name: typed.get(name) for name in ("point", "side")}
        try:
            return convert(
                {"spot": spot, "whole": typed.get("whole"), "gone": typed.get("gone")}, learned(Stood), strict=False
            )
        except ValidationError:
            return None

    def let_stand(self, stood: Stood | None) -> None:
        """Keeps how far a pressing has come, on this machine alone; None takes that away. Raises DiskTrouble."""
        drafts = Journaling.sharing(self)
        if stood is None:
            drafts.drop_form_draft(_DRAFT)
            return
        spot = stood.spot
        typed = {"point": spot.point, "side": spot.side.value, "whole": str(stood.whole), "gone": str(stood.gone)}
        drafts.keep_form_draft(_DRAFT, typed)

    def name_of(self, document: dict[str, Any]) -> str:
        """What a person calls the point of a pressing."""
        spot = pressed_of(document).spot
        named = (each.name for each in self.places(Means.ACUPRESSURE) if each.spot == spot)
        return next(named, spot.id.replace("-", " "))

    def _day(self, at: datetime) -> date:
        return date_at(at, self.zones(at), self.present().starts)

    def _asked_in_pregnancy(self, now: datetime) -> Mapping[str, str]:
        """What to tell the practitioner, by the codes of points, unless it was said that there is no pregnancy."""
        if self.present().safety.said(PREGNANCY, self.today(now)) is Said.NO:
            return {}
        return {code: each.statement for each in reference.explanations().values() for code in each.points}

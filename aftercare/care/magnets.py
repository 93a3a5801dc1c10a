"""Magnets on the client's points: putting on, counting in, the skin under them, and which point comes next.

Loaded when somebody asks for it.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from msgspec.structs import replace

from aftercare.care.answering import Answering
from aftercare.care.magnets_before import told_before
from aftercare.care.points import Pointed
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.check_off import CheckOff, Done, Occurrence
from aftercare.model.deed import Deed
from aftercare.model.face_layer import Points
from aftercare.model.face_point import Means
from aftercare.model.flooring import magnets_allowed, stays_overnight
from aftercare.model.magnet_event import (
    AdhesiveChanged,
    Found,
    GivenUp,
    MagnetEvent,
    Missed,
    Placed,
    Removed,
    Skin,
    SkinChecked,
    Spot,
    event_of,
)
from aftercare.model.magnet_offer import Around
from aftercare.model.magnet_place import MagnetPlace
from aftercare.model.magnet_words import bar_words, excluded_words, state_at
from aftercare.model.magnets_view import MagnetRow, MagnetsView, magnets_view
from aftercare.model.magnets_worn import in_order, magnets_worn
from aftercare.model.notice import MagnetsMissing
from aftercare.model.point_history import PointDay
from aftercare.model.reminder_basis import MagnetsOn
from aftercare.model.routine import EVENING, Activity
from aftercare.model.safety_questions import exclusions_of
from aftercare.model.scan import scan_near
from aftercare.model.slot_instant import date_at, slot_instant
from aftercare.model.steps_at_hand import steps_at_hand
from aftercare.model.tables import month_of
from aftercare.model.text import typed_text
from aftercare.store import reference


class MagnetCare(Pointed):
    """The client's magnets. Each use is one action."""

    def view(self, now: datetime) -> MagnetsView:
        """Every place with what is there, as it is at `now`."""
        now = self.wall(now)
        zones, starts = self.zones(now), self.present().starts
        evening = self.present().routine.slots.get(EVENING.id, EVENING)

        def evening_of(at: datetime) -> datetime:
            return slot_instant(evening, date_at(at, zones, starts), zones, starts)

        rules = reference.magnet_rules()
        scan = scan_near(self.present().sessions.values(), zones, now)
        around = Around(
            now=now,
            allowed=magnets_allowed(self.present().safety, exclusions_of(rules.values()), self.today(now)),
            night=stays_overnight(now.time()),
            rest=timedelta(hours=rules["rest-day"].hours_min or 0),
            scan=scan.ends if scan else None,
            held=self._held_until(Activity.MAGNETS, now),
        )
        return magnets_view(
            self.places(Means.MAGNET),
            magnets_worn(self.events(now)),
            around,
            evening_of,
            timedelta(hours=rules["wear"].hours_max or 0),
            scan.begins if scan else None,
        )

    def events(self, now: datetime) -> tuple[MagnetEvent, ...]:
        """What happened in the last three months, and what of before still tells where one is, in its order."""
        months = self._months(now)
        # the first time it reads every older month: nobody waits for the record meanwhile
        before = told_before(self._record, months[0])
        with self._record.guard:
            self._record.need(*months)
            kept = self._record.versions.live.get(tables.MAGNETS, {})
            recent = [event_of(document) for event_id, document in kept.items() if event_id[:7] >= months[0]]
        return tuple(in_order((*before, *recent)))

    def missed(self, now: datetime) -> MagnetsMissing | None:
        """What is looked for; None where nothing is, without reading more than what happened."""
        if not magnets_worn(self.events(now)).missing:
            return None
        rows = self.view(now).missing
        since = min(each.missing for each in rows if each.missing is not None)
        return MagnetsMissing(tuple(each.place.name for each in rows), self.wall(since))

    def history(self, place: MagnetPlace, now: datetime) -> tuple[PointDay, ...]:
        """What is told of one place, the latest day first, beside the ratings of its zone around these days."""
        return self._history(place, self.events(now), now)

    def face(self, view: MagnetsView) -> Points:
        """The face with what is so at each place, beside the plan's other points and zones."""
        return self.on_face(((each.place, state_at(each, view.now)) for each in view.rows), Means.MAGNET, view.now)

    def to_come_off(self, now: datetime) -> tuple[tuple[MagnetsOn, ...], frozenset[date]]:
        """What is on and comes off at a known time, by when it was put on, and the days on which some were put on."""
        found: dict[tuple[str, datetime, datetime], int] = {}
        for each in self.view(now).worn:
            if each.wearing is not None and each.off is not None:
                key = (each.wearing.placed, each.wearing.since, each.off)
                found[key] = found.get(key, 0) + 1
        zones, starts = self.zones(now), self.present().starts
        placed = (each for each in self.events(now) if isinstance(each, Placed))
        days = frozenset(date_at(each.at, zones, starts) for each in placed)
        return tuple(MagnetsOn(*key, number) for key, number in found.items()), days

    def place(self, spots: Iterable[Spot], now: datetime) -> tuple[str, ...]:
        """Puts a magnet on each of `spots`, counted out, and ticks the step of magnets that is open now: one action.

        Returns the names of the steps that are done by it. Raises BadInput with the reason where none may go there.
        """
        with self._looking_closely():
            view = self.view(now)
            if view.excluded is not None:
                raise BadInput(excluded_words(view.excluded))
            rows = self._rows(spots, view)
            for each in rows:
                if each.bar is not None:
                    raise BadInput(f"Now no magnet goes to {each.place.name}: {bar_words(each.bar, view.now)}.")
            zones = {each.place.zone for each in rows if each.place.zone is not None}
            done = steps_at_hand(Answering.sharing(self).day(now), Activity.MAGNETS, zones)
            placed = self._new(Placed, [each.spot for each in rows], now)
            self._keep_all(Deed.PLACE_MAGNETS, [placed], now, [each.occurrence for each in done])
        return tuple(each.step.name for each in done)

    def remove(self, spots: Iterable[Spot], now: datetime, missing: Iterable[Spot] = ()) -> None:
        """Takes off and counts in what is on at `spots`; `missing` are those that were not there. One action.

        Raises BadInput where none is on there.
        """
        with self._looking_closely():
            view = self.view(now)
            gone = self._rows(missing, view) if (missing := tuple(missing)) else []
            off = self._rows(wanted, view) if (wanted := tuple(dict.fromkeys(spots))) or not gone else []
            for each in (*off, *gone):
                if each.wearing is None:
                    raise BadInput(f"No magnet is on at {each.place.name}.", "`aftercare magnets` lists what is on.")
            events: list[MagnetEvent] = []
            if off:
                events.append(self._new(Removed, [each.spot for each in off if each not in gone], now))
            if gone:
                events.append(self._new(Missed, [each.spot for each in gone], now))
            self._keep_all(Deed.REMOVE_MAGNETS if off else Deed.MISS_MAGNETS, events, now)

    def check_skin(self, spots: Iterable[Spot], skin: Skin, now: datetime, text: str = "") -> None:
        """Keeps how the skin at `spots` is: what is not clear rests until it is. Raises NotFound and BadInput."""
        said = typed_text(text, "what you saw") if text.strip() else ""
        with self._looking_closely():
            found = [each.spot for each in self._rows(spots, self.view(now))]
            self._keep(Deed.CHECK_MAGNETS, now, SkinChecked, found, skin=skin, text=said)

    def change_adhesive(self, spots: Iterable[Spot], now: datetime) -> None:
        """Keeps that the magnets at `spots` have a new adhesive. Raises BadInput where none is on there."""
        with self._looking_closely():
            rows = self._rows(spots, self.view(now))
            for each in rows:
                if each.wearing is None:
                    raise BadInput(f"No magnet is on at {each.place.name}.")
            self._keep(Deed.CHANGE_ADHESIVE, now, AdhesiveChanged, [each.spot for each in rows])

    def found(self, spots: Iterable[Spot], now: datetime) -> None:
        """Counts in what was missing at `spots`. Raises BadInput where none is missing there."""
        with self._looking_closely():
            self._keep(Deed.FIND_MAGNETS, now, Found, self._missing(spots, now))

    def give_up(self, spots: Iterable[Spot], now: datetime) -> None:
        """Keeps that what is missing at `spots` is no longer looked for. Raises BadInput where none is."""
        with self._looking_closely():
            self._keep(Deed.GIVE_MAGNETS_UP, now, GivenUp, self._missing(spots, now))

    def _missing(self, spots: Iterable[Spot], now: datetime) -> list[Spot]:
        rows = self._rows(spots, self.view(now))
        for each in rows:
            if each.missing is None:
                raise BadInput(f"No magnet is missing from {each.place.name}.")
        return [each.spot for each in rows]

    @staticmethod
    def _rows(spots: Iterable[Spot], view: MagnetsView) -> list[MagnetRow]:
        rows = []
        for spot in dict.fromkeys(spots):
            if (row := view.row(spot)) is None:
                raise NotFound(f"There is no point “{spot.id}” for a magnet.", "`aftercare magnets` lists them.")
            rows.append(row)
        if not rows:
            raise BadInput("No point is named.", "`aftercare magnets` lists them.")
        return rows

    def _new(
        self, kind: Callable[..., MagnetEvent], spots: Sequence[Spot], now: datetime, **more: object
    ) -> MagnetEvent:
        event_id = f"{month_of(self.today(now))}-{os.urandom(6).hex()}"
        return kind(id=event_id, at=self.wall(now), spots=tuple(spots), **more)

    def _keep(
        self, deed: Deed, now: datetime, kind: Callable[..., MagnetEvent], spots: Sequence[Spot], **more: object
    ) -> None:
        self._keep_all(deed, [self._new(kind, spots, now, **more)], now)

    def _keep_all(
        self, deed: Deed, events: Sequence[MagnetEvent], now: datetime, done: Iterable[Occurrence] = ()
    ) -> None:
        taken = {each.at for each in self.events(now)}

        def put() -> None:
            for each in events:
                at = each.at
                # what happened first stays first, where the clock stands still too
                while at in taken:
                    at += timedelta.resolution
                taken.add(at)
                self._put(tables.MAGNETS, each.id, replace(each, at=at))
            for step in done:
                check_off = CheckOff(step.step, step.day, step.slot, Done(self.wall(now)))
                self._put(tables.CHECK_OFFS, step.id, check_off)

        self._do(deed, now, put)

"""The zone in which a record is kept. Each change holds from a day on: the days before keep the instants they had."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from aftercare.care.kept import Kept
from aftercare.errors import BadInput
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.local_day import local_date
from aftercare.model.notice import MachineElsewhere, ZoneUnknown
from aftercare.model.slot_instant import DatedZone, date_at, is_known, zone_name, zone_on
from aftercare.store.machine import machine_zone


class Zoned(Kept):
    """The client's zone."""

    def zone(self, now: datetime) -> str | None:
        """The zone that times are told in at `now`; None where the record names none that is known here, and goes by
        each machine's own.
        """
        present = self.present()
        if not present.zones:
            return None
        return zone_on(present.zones, date_at(now, present.zones, present.starts))

    def unknown_zone(self, now: datetime) -> ZoneUnknown | None:
        """What to say where this machine's tz database lacks the zone that the record names for the running day."""
        present = self.present()
        if not present.unknown_zones:
            return None
        named = sorted((*present.zones, *present.unknown_zones), key=lambda each: each.since)
        zone = zone_on(named, self.today(now))
        return ZoneUnknown(zone, self.zone(now)) if not is_known(zone) else None

    def machine_elsewhere(self, now: datetime) -> MachineElsewhere | None:
        """What to say where the machine's clock, of which `now` is, shows another time than the record's zone.

        Two zones that show the same time are not told apart: the one that the record names goes on.
        """
        if self.wall(now).utcoffset() == now.utcoffset():
            return None
        return MachineElsewhere(self.zone(now) or "", zone_of(now))

    def set_zone(self, typed: str, now: datetime) -> str:
        """Keeps the record in the zone that `typed` names, from the running day on. Returns its name.

        Raises BadInput, which suggests the nearest, where the tz database has none of that name.
        """
        zone = zone_called(typed)
        since = local_date(now.astimezone(ZoneInfo(zone)), self.present().starts)

        def put() -> None:
            # westward over the date line the running day can be one before that of the last change
            for later in (*self.present().zones, *self.present().unknown_zones):
                if later.since > since:
                    self._database.delete(tables.TIME_ZONES, later.since.isoformat())
            self._put(tables.TIME_ZONES, since.isoformat(), DatedZone(since, zone, now))

        with self._looking_closely():
            if self.zone(now) != zone or self.unknown_zone(now) is not None:
                self._do(Deed.SET_ZONE, now, put)
        return zone


def zone_of(now: datetime) -> str | None:
    """The zone of the clock that told `now`, or None where it cannot be known.

    A bare offset is that of this machine's zone if that has this offset then.
    """
    if isinstance(now.tzinfo, ZoneInfo):
        return now.tzinfo.key
    here = machine_zone()
    if here is not None and now.astimezone(ZoneInfo(here)).utcoffset() == now.utcoffset():
        return here
    name = zone_name(now)
    return None if name[0] in "+-" else name


def zone_names() -> tuple[str, ...]:
    """The zones that this machine's tz database has, by name."""
    from zoneinfo import available_timezones

    return tuple(sorted(available_timezones() - {"localtime", "Factory"}))


def zone_called(typed: str) -> str:
    """The name in the tz database for what was typed; case does not matter. Raises BadInput with the nearest."""
    known = {name.casefold(): name for name in zone_names()}
    wanted = typed.strip().replace(" ", "_").casefold()
    if wanted in known:
        return known[wanted]
    raise BadInput(f"“{typed}” is not a time zone.", _nearest(wanted, known))


def _nearest(wanted: str, known: dict[str, str]) -> str:
    from difflib import get_close_matches

    # a region's own names come before the older ones that stand without one
    places = {name.rpartition("/")[2]: name for name in sorted(known) if "/" in name}
    near = get_close_matches(wanted.rpartition("/")[2], places, n=1, cutoff=0.75)
    whole = get_close_matches(wanted, known, n=1, cutoff=0.75)
    found = [places[each] for each in near] or whole
    return f"Did you mean {known[found[0]]}?" if found else "Write it like Europe/Berlin."


__all__ = ["Zoned", "zone_called", "zone_names", "zone_of"]

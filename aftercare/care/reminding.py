"""What reminders are made from, how they are set, and putting one off.

What is to be said when is told by `aftercare.reminders`, which stands above this door: here it finds its values.
"""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import TYPE_CHECKING

import msgspec

from aftercare.care.check_ins import CheckingIn
from aftercare.care.circumstances import Surrounded, months_between
from aftercare.care.kept import Kept
from aftercare.care.shelving import Shelving
from aftercare.care.watching import Watching
from aftercare.errors import BadInput, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.dismissal import Dismissal
from aftercare.model.face_point import Means
from aftercare.model.learned_types import learned
from aftercare.model.reminder_key import (
    CheckInKey,
    MagnetsKey,
    MagnetsOffKey,
    ReminderKey,
    ReminderKind,
    RunOutKey,
    ScanKey,
    SessionKey,
    SlotKey,
    TookPlaceKey,
    UseByKey,
    WatchKey,
)
from aftercare.model.reminder_settings import KindSettings
from aftercare.model.scan import is_scan
from aftercare.model.slot_instant import date_at, day_begins, wall_instant, zone_on
from aftercare.model.snooze import LONGEST_SNOOZE, Snooze, latest_snoozes
from aftercare.model.tables import month_of

if TYPE_CHECKING:
    from aftercare.model.reminder_basis import MagnetsOn, ReminderBasis

_DAY = timedelta(days=1)
#: The id of the one document in the table of quiet hours.
_QUIET_ID = "quiet"
#: What is said for longest, a product's last day, is said for less.
_DISMISSED_FOR = timedelta(days=31)


class ReminderSetting(Kept):
    """How the client wants to be reminded. Each change is one action, and says whether there was anything to change."""

    def reminder_kind(self, kind: ReminderKind) -> KindSettings:
        """How `kind` is reminded of."""
        return self.present().reminders.of(kind)

    def set_reminder(self, kind: ReminderKind, typed: str, now: datetime) -> bool:
        """Switches a kind, or says when: "off", "on", "24 h and 2 h before". Raises BadInput."""
        from aftercare.model.reminder_typed import timing_typed

        with self._looking_closely():
            before = self.reminder_kind(kind)
            return self._keep_kind(before, timing_typed(typed, before), now)

    def set_reminder_wording(self, kind: ReminderKind, typed: str, now: datetime) -> bool:
        """Says in which words: "neutral", "named", or words of the client's own. Raises BadInput."""
        from aftercare.model.reminder_typed import wording_typed

        with self._looking_closely():
            before = self.reminder_kind(kind)
            return self._keep_kind(before, msgspec.structs.replace(before, wording=wording_typed(typed)), now)

    def set_reminder_late(self, kind: ReminderKind, typed: str, now: datetime) -> bool:
        """Says for how long after its time it is still said: "4 h", "3 days". Raises BadInput."""
        from aftercare.model.reminder_typed import late_typed

        with self._looking_closely():
            before = self.reminder_kind(kind)
            return self._keep_kind(before, late_typed(typed, before), now)

    def set_said_again(self, typed: str, now: datetime) -> bool:
        """Says how often a slot that is still open is said again: "20 min, 2 times", "off". Raises BadInput."""
        from aftercare.model.reminder_typed import again_typed

        with self._looking_closely():
            before = self.reminder_kind(ReminderKind.SLOT)
            return self._keep_kind(before, again_typed(typed, before), now)

    def set_quiet_hours(self, typed: str, now: datetime) -> bool:
        """Says when nothing is said: "22:00 to 07:00", "off". Raises BadInput."""
        from aftercare.model.reminder_typed import quiet_typed

        with self._looking_closely():
            before = self.present().reminders.quiet
            after = quiet_typed(typed, before)
            if after != before:
                self._do(Deed.SET_QUIET_HOURS, now, lambda: self._put(tables.QUIET_HOURS, _QUIET_ID, after))
        return after != before

    def _keep_kind(self, before: KindSettings, after: KindSettings, now: datetime) -> bool:
        if after == before:
            return False
        self._do(Deed.SET_REMINDER, now, lambda: self._put(tables.REMINDERS, after.kind.value, after))
        return True


class Reminding(CheckingIn, Surrounded, Shelving, Watching, ReminderSetting):
    """The values that reminders are made from, and snoozes."""

    def reminder_basis(self, now: datetime, horizon: timedelta, back: timedelta = _DAY) -> ReminderBasis:
        """All that is needed to say what is to be said from `back` before `now` up to `horizon` after it.

        Reads the shelf and the kinds of session only where what they tell of is switched on.
        """
        from aftercare.model.reminder_basis import ReminderBasis, days_looked_at

        present, settings = self.present(), self.present().reminders
        points = tuple(present.points.values())
        worn = timedelta(hours=max((each.wear_hours or 0 for each in points), default=0))
        zones = self.zones(now)
        days = tuple(days_looked_at(now, horizon, zones, present.starts, back + worn))
        on, placed = self._magnets(now) if settings.of(ReminderKind.MAGNETS).on else ((), frozenset())
        shelf_told = settings.of(ReminderKind.RUN_OUT).on or settings.of(ReminderKind.USE_BY).on
        return ReminderBasis(
            routine=present.routine,
            circumstances=self.circumstances(now, *days),
            settings=settings,
            sessions=tuple(present.sessions.values()),
            shelf=self.shelf(now) if shelf_told and present.packs else None,
            points=points,
            watch=self.watch(now) if settings.of(ReminderKind.WATCH).on else None,
            snoozes=self._snoozes(now),
            checked_in=self.days_checked_in(days) if settings.of(ReminderKind.CHECK_IN).on else frozenset(),
            dismissals=self._dismissals(now),
            back=back,
            magnets_on=on,
            magnets_placed=placed,
            magnets_left=self._magnets_left(now),
            written=self._written(set(days)),
        )

    def _magnets(self, now: datetime) -> tuple[tuple[MagnetsOn, ...], frozenset[date]]:
        """The magnets that are on and come off at a known time, and the days on which some were put on."""
        today = self.today(now)
        with self._record.guard:
            self._record.need(*months_between(today - _DAY * 31, today))
            if not self._record.versions.live.get(tables.MAGNETS):
                return (), frozenset()
        from aftercare.care.magnets import MagnetCare

        return MagnetCare.sharing(self).to_come_off(now)

    def _magnets_left(self, now: datetime) -> bool:
        """Whether magnets are on or missing at points that the plan has no more; asked only where a scan is planned."""
        present = self.present()
        if any(each.means is Means.MAGNET for each in present.points.values()):
            return False
        if not any(map(is_scan, present.sessions.values())):
            return False
        from aftercare.care.magnets import MagnetCare

        return bool(MagnetCare.sharing(self).view(now).rows)

    def _written(self, days: set[date]) -> dict[tuple[str, date] | str, datetime]:
        """When what begins on one of `days` was last written, and each session."""
        found: dict[tuple[str, date] | str, datetime] = {}
        with self._record.guard:
            shown = self._record.versions.shown
            for step in self.present().routine.steps.values():
                for since in {each.since for each in step.terms} & days:
                    if (version := shown(tables.STEPS, step.id)) is not None:
                        found[step.id, since] = datetime.fromtimestamp(version.stamp / 1000, UTC)
            for session in self.present().sessions:
                if (version := shown(tables.SESSIONS, session)) is not None:
                    found[session] = datetime.fromtimestamp(version.stamp / 1000, UTC)
        return found

    def snooze(self, key: ReminderKey, until: datetime, now: datetime) -> Snooze:
        """Puts off one occurrence: it is said again at `until`, and the series stays as it is.

        Raises NotFound where what it is about is gone, BadInput where `until` is past or would be too late.
        """
        with self._looking_closely():
            self._check_snooze(key, until, now)
            earlier = latest_snoozes(self._snoozes(now)).get(key.id)
            snooze = Snooze(key, until, now, earlier.times + 1 if earlier else 1)
            month = month_of(date_at(until, self.zones(now), self.present().starts))
            self._record.need(month)
            self._do(Deed.SNOOZE, now, lambda: self._put(tables.SNOOZES, f"{month}-{key.id}", snooze))
        return snooze

    def snooze_until(self, typed: str, now: datetime) -> datetime:
        """The instant that “20 min”, “this evening”, “21:30” or “tomorrow 9:00” means now. Raises BadInput."""
        from aftercare.model.snooze_typed import until_typed

        return until_typed(typed, self.wall(now), self.today(now), self._evening(now), self.zones(now))

    def snooze_offers(self, key: ReminderKey, now: datetime) -> tuple[tuple[str, datetime], ...]:
        """What `key` can be put off to at `now`, in the words that `snooze_until` takes; the ends of it not."""
        from aftercare.model.snooze_typed import LONG, SHORT, THIS_EVENING

        offers = [(each, self.snooze_until(each, now)) for each in (SHORT, LONG)]
        evening = self._evening(now)
        # nothing that one of the others says already
        if evening > offers[-1][1]:
            offers.append((THIS_EVENING, evening))
        moot = self._moot_from(key, now)
        return tuple((words, until) for words, until in offers if moot is None or until < moot)

    def _evening(self, now: datetime) -> datetime:
        from aftercare.model.snooze_typed import evening_of

        present = self.present()
        return evening_of(self.today(now), present.routine.slots.values(), self.zones(now), present.starts)

    def dismiss(self, key: ReminderKey, now: datetime) -> bool:
        """Puts one occurrence away: nothing more is said of it, and it stays as open as it was.

        False where it was put away already. Raises NotFound where what it is about is gone.
        """
        from aftercare.model.dismissal import put_away

        with self._looking_closely():
            self._moot_from(key, now)
            if key.id in put_away(self._dismissals(now), self._snoozes(now)):
                return False
            month = month_of(self.today(now))
            self._record.need(month)
            self._do(Deed.DISMISS, now, lambda: self._put(tables.DISMISSALS, f"{month}-{key.id}", Dismissal(key, now)))
        return True

    def _check_snooze(self, key: ReminderKey, until: datetime, now: datetime) -> None:
        if until <= now:
            raise BadInput("That time is past.", "Name one that is to come.")
        if until > now + LONGEST_SNOOZE:
            raise BadInput(f"At most {LONGEST_SNOOZE.days} days.", "Name an earlier time.")
        moot = self._moot_from(key, now)
        if moot is not None and until >= moot:
            raise BadInput(f"By then it is too late: it ends {self.wall(moot):%a %H:%M}.", "Name an earlier time.")

    def _moot_from(self, key: ReminderKey, now: datetime) -> datetime | None:
        """The instant from which `key` need not be said any more. Raises NotFound where it is about nothing."""
        present, zones = self.present(), self.zones(now)
        match key:
            case SlotKey(slot=slot, day=day):
                self._found(slot in present.routine.slots)
                return day_begins(day + _DAY, zones, present.starts)
            case SessionKey(session=session, at=at) | TookPlaceKey(session=session, at=at) | ScanKey(session, at):
                known = present.sessions.get(session)
                self._found(known is not None and known.at == at)
                begins = wall_instant(at.date(), at.time(), zone_on(zones, at.date()))
                return None if isinstance(key, TookPlaceKey) else begins
            case CheckInKey(session=session, day=day):
                self._found(session in present.sessions)
                return day_begins(day + _DAY, zones, present.starts)
            case MagnetsKey(step=step):
                self._found(step in present.routine.steps)
            case RunOutKey(pack=pack) | UseByKey(pack=pack):
                self._found(pack in present.packs)
            case WatchKey() | MagnetsOffKey():
                pass
        return None

    def _found(self, there: bool) -> None:
        if not there:
            raise NotFound("What this reminder is about is no longer there.", "`aftercare today` tells what is due.")

    def _dismissals(self, now: datetime) -> tuple[Dismissal, ...]:
        """The dismissals that may still bear on what is said."""
        today = self.today(now)
        with self._record.guard:
            self._record.need(*months_between(today - _DISMISSED_FOR, today))
            found = self._record.versions.live.get(tables.DISMISSALS, {}).values()
            return tuple(msgspec.convert(document, learned(Dismissal)) for document in found)

    def _snoozes(self, now: datetime) -> tuple[Snooze, ...]:
        """The snoozes that may still bear on what is said."""
        today: date = self.today(now)
        reach = LONGEST_SNOOZE + _DAY
        with self._record.guard:
            self._record.need(*months_between(today - reach, today + reach))
            found = self._record.versions.live.get(tables.SNOOZES, {}).values()
            return tuple(msgspec.convert(document, learned(Snooze)) for document in found)

"""What has to be said about the record itself: where it lies, and what of it does not count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from msgspec import Struct

from aftercare.care.kept import FIRST_CLIENT, to_choose
from aftercare.care.watching import Watching
from aftercare.care.zones import Zoned
from aftercare.model import tables
from aftercare.model.appointment import unanswered
from aftercare.model.face_point import Means
from aftercare.model.notice import (
    AheadOfClock,
    LateSigns,
    LinesSetAside,
    MagnetsBeforeScan,
    MagnetsMissing,
    NewerProgram,
    Notice,
    SessionAsked,
    SeveralVersions,
    ShorterThanLeft,
    UnfinishedWrites,
)
from aftercare.model.scan import is_scan, scan_near
from aftercare.store.home import Home
from aftercare.store.log import Trouble
from aftercare.store.record import PROFILE

#: A stamp further ahead of this machine's clock is flagged.
_AHEAD = timedelta(hours=24)


class Whereabouts(Struct, frozen=True):
    """Where a client's things lie, the record's files, and which of their lines do not count."""

    client: str
    records: Path
    state: Path
    files: tuple[str, ...]
    set_aside: tuple[str, ...]


def where_it_would_be(home: Home, client: str | None = None) -> Whereabouts:
    """Where the record of a client who has none yet would lie."""
    folder = home.client(client or FIRST_CLIENT)
    return Whereabouts(folder.name, folder.records, folder.state, (), ())


class Locating(Watching, Zoned):
    """The record as files."""

    def where(self) -> Whereabouts:
        """Where the record lies, and which of its lines do not count. Reads every month, and lets go of it again."""
        whole = self._another_reading()
        whole.need(PROFILE, *whole.months())
        return Whereabouts(
            client=self.folder.name,
            records=self.folder.records,
            state=self.folder.state,
            files=tuple(whole.files()),
            set_aside=tuple(map(str, whole.set_aside)),
        )

    def notices(self, now: datetime) -> list[Notice]:
        """What has to be said about the part of the record that was read, most urgent first."""
        with self._record.guard:
            places: dict[Trouble, list[str]] = {}
            for each in self._record.set_aside:
                places.setdefault(each.trouble, []).append(f"{each.file}, line {each.line}")
            several = len(to_choose(self._record))
            writers = dict(self._record.writers)
            not_as_left = self._record.not_as_left()
        result: list[Notice] = []
        if Trouble.NEWER in places:
            result.append(NewerProgram())
        if not_as_left:
            result.append(ShorterThanLeft(tuple(not_as_left)))
        if Trouble.DAMAGED in places:
            result.append(LinesSetAside(tuple(places[Trouble.DAMAGED])))
        if Trouble.TORN in places:
            result.append(UnfinishedWrites(tuple(places[Trouble.TORN])))
        for writer, seen in writers.items():
            until = datetime.fromtimestamp(seen.stamp / 1000, UTC).astimezone(now.tzinfo)
            if until - now > _AHEAD:
                result.append(AheadOfClock(writer, until))
        if several:
            result.append(SeveralVersions(several))
        # what concerns the record itself comes before what is asked of the client
        if clock := self.unknown_zone(now) or self.machine_elsewhere(now):
            result.append(clock)
        if (magnets := self._magnets_before_scan(now)) is not None:
            result.append(magnets)
        elif (missing := self._magnets_missing(now)) is not None:
            result.append(missing)
        if waiting := unanswered(self.present().sessions.values(), self.wall(now)):
            last = max(waiting, key=lambda each: each.at)
            result.append(SessionAsked(last.id, last.kind, last.at))
        if self.watch_is_due(now):
            result.append(LateSigns())
        return result

    def _magnets_missing(self, now: datetime) -> MagnetsMissing | None:
        """The magnets that are looked for, of who has points for magnets or did something with one lately."""
        has_points = any(each.means is Means.MAGNET for each in self.present().points.values())
        if not has_points and not self._record.versions.live.get(tables.MAGNETS):
            return None
        from aftercare.care.magnets import MagnetCare

        return MagnetCare.sharing(self).missed(now)

    def _magnets_before_scan(self, now: datetime) -> MagnetsBeforeScan | None:
        """What is asked from the evening before an MRI or a surgery, of who has points for magnets or wears one."""
        present, wall = self.present(), self.wall(now)
        if not any(map(is_scan, present.sessions.values())):
            return None
        from aftercare.care.magnets import MagnetCare

        magnets = MagnetCare.sharing(self)
        scan = scan_near(present.sessions.values(), magnets.zones(now), wall)
        if scan is None:
            return None
        view = magnets.view(now)
        if not view.rows:
            return None
        on, missing = (tuple(each.place.name for each in rows) for rows in (view.worn, view.missing))
        return MagnetsBeforeScan(scan.kind, scan.begins.astimezone(wall.tzinfo), on, missing)

"""What the older months still tell of magnets, kept from month to month: nothing that is on or missing is forgotten.

Each month is read once for it, straight from its lines, and again only where its files have changed: what is done to
magnets is kept in the month of its day, never in a line that spans months. Derived: it can be thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, json

from aftercare.model import tables
from aftercare.model.magnet_event import MagnetEvent, event_told
from aftercare.model.magnets_still_told import still_told
from aftercare.store.digest import blake2b
from aftercare.store.extract import load, save
from aftercare.store.log import list_logs, period_in
from aftercare.store.record import PROFILE

if TYPE_CHECKING:
    from aftercare.store.record import Record

#: Raised whenever what is kept, or how it is made, changes. As long as a mark.
_FORMAT = b"magnets before 1"


class _Month(Struct, frozen=True):
    """A month as its `files` were: what tells its own `events` from others, and what it and all before it `told`."""

    files: str
    events: str
    told: tuple[MagnetEvent, ...]


class _Months(Struct, frozen=True):
    months: dict[str, _Month]


def told_before(record: Record, first: str) -> tuple[MagnetEvent, ...]:
    """What the months before `first`, such as "2026-09", still tell of magnets, in its order.

    Blocks on the disk, long only where months were never read for it; `record` has read its profile.
    """
    path = record.folder.snapshots / "magnets"
    kept = load(path, _Months, _FORMAT)
    known = {} if kept is None else {month: each for month, each in kept.months.items() if month < first}
    files = {month: marks for month, marks in _files(record).items() if month < first}
    months: dict[str, _Month] = {}
    told: tuple[MagnetEvent, ...] = ()
    as_known = True
    for month in sorted(files.keys() | known.keys()):
        before = known.get(month)
        if before is not None and as_known and before.files == files.get(month):
            months[month], told = before, before.told
            continue
        events = _events_of(record, month) if month in files else ()
        mark = _mark(events)
        if mark == (before.events if before is not None else _NOTHING) and as_known:
            # something else of that month was written
            told = before.told if before is not None else told
        else:
            as_known, told = False, still_told((*told, *events))
        if month in files:
            months[month] = _Month(files[month], mark, told)
    if months != known:
        save(path, _Months(months), _FORMAT)
    return told


def _files(record: Record) -> Mapping[str, str]:
    """The months that have files, each with what tells these files from what they were."""
    marks: dict[str, str] = {}
    for name, stat in sorted(list_logs(record.folder.records).items()):
        if (month := period_in(name)) not in (None, PROFILE):
            marks[month] = f"{marks.get(month, '')}{name} {stat.st_size} {stat.st_mtime_ns}\n"
    return marks


def _events_of(record: Record, month: str) -> tuple[MagnetEvent, ...]:
    return tuple(sorted((each for _, each in record.told(tables.MAGNETS, month, event_told)), key=lambda each: each.id))


def _mark(events: tuple[MagnetEvent, ...]) -> str:
    return blake2b(json.encode(events), digest_size=16).hexdigest()


_NOTHING = _mark(())

"""Times in lists of one client or several: each in the zone of its own record, as everywhere in the program."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from aftercare.care import Care, Home
from aftercare.errors import AftercareError
from aftercare.model.words import short_day


class RecordTimes:
    """The wall times of the records of `home`, told at `now`.

    What is nobody's, and what is of a record that cannot be read, is told in the time of this machine.
    """

    def __init__(self, home: Home, now: datetime) -> None:
        self._home = home
        self._now = now
        self._records: dict[str, Care | None] = {}

    def now(self, client: str) -> datetime:
        """The present instant in the zone of a client's record."""
        record = self._record(client)
        return record.wall(self._now) if record is not None else self._now

    def when(self, at: datetime, client: str) -> str:
        """Such as "Sun 22 Nov 21:00"."""
        now = self.now(client)
        wall = at.astimezone(now.tzinfo)
        return f"{short_day(wall.date(), now.date())} {wall:%H:%M}"

    def elsewhere(self, clients: Iterable[str]) -> list[str]:
        """What is to be said where some of these records are kept in another time than this machine's clock shows."""
        lines = []
        for client in sorted(set(clients)):
            record = self._record(client)
            if record is not None and (found := record.machine_elsewhere(self._now)) is not None:
                lines.append(f"The times of {client} are those of {found.zone}, where the record is kept.")
        return lines

    def _record(self, client: str) -> Care | None:
        if client not in self._records:
            try:
                self._records[client] = Care.find(self._home, client) if client else None
            except AftercareError:
                # whoever lists something tells of it
                self._records[client] = None
        return self._records[client]

"""Care: one client's record and everything a person can do with it. The one door.

The app, the commands and the reminder service call nothing below it. Every method may block on the disk; the app calls
them from workers. `now` is always an aware instant in the client's wall time. One module holds one group of uses.
"""

from __future__ import annotations

from datetime import datetime

from aftercare.care.answering import Answering
from aftercare.care.kept import CLIENT_ID, FIRST_CLIENT, Changed, Present
from aftercare.care.noting import Noting
from aftercare.care.planning import Planning, consider_first_plan, read_plan, sample_plans
from aftercare.care.routining import Routining
from aftercare.care.undoing import OfferedVersion, Undoing, Undone
from aftercare.care.whereabouts import Locating, Whereabouts, where_it_would_be
from aftercare.errors import NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.routine import EVENING, MORNING, Client
from aftercare.model.text import typed_text
from aftercare.store.home import Home, folder_typed


class Care(Answering, Noting, Planning, Routining, Undoing, Locating):
    """One client's record."""

    @classmethod
    def find(cls, home: Home, client: str | None = None) -> Care | None:
        """Opens a client's record, without a name the only one there is; None where it has not begun.

        Raises NotFound where one has to be named, DiskTrouble where it is gone.
        """
        names = home.clients()
        if client is None:
            if len(names) > 1:
                raise NotFound("Several clients have a record here.", f"Say which with --client: {', '.join(names)}.")
            client = names[0] if names else FIRST_CLIENT
        folder = home.client(client)
        care = cls(folder) if folder.exists() else None
        return care if care and care.has_begun() else None

    @classmethod
    def open(cls, home: Home, client: str | None = None) -> Care:
        """Opens a client's record, as `find` does. Raises NotFound where it has not begun."""
        care = cls.find(home, client)
        if care is None:
            names = home.clients()
            known = f" Known here: {', '.join(names)}." if names and client not in names else ""
            raise NotFound(
                f"There is no record of “{client or FIRST_CLIENT}” here yet.{known}",
                "Run `aftercare` to begin, or `aftercare plan import FILE`.",
            )
        return care

    @classmethod
    def start(cls, home: Home, now: datetime, client: str | None = None, name: str = "") -> Care:
        """Begins a client's record, with a morning and an evening; where there is one, opens it."""
        folder = home.client(client or FIRST_CLIENT)
        whose = Client(typed_text(name, "name") if name else "")
        if not folder.exists():
            folder.create()
        care = cls(folder)

        def begin() -> None:
            care._put(tables.CLIENT, CLIENT_ID, whose)
            for slot in (MORNING, EVENING):
                care._put(tables.SLOTS, slot.id, slot)

        with care._looking_closely():
            if not care.has_begun():
                care._do(Deed.START, now, begin)
        return care


__all__ = [
    "FIRST_CLIENT",
    "Care",
    "Changed",
    "Home",
    "OfferedVersion",
    "Present",
    "Undone",
    "Whereabouts",
    "consider_first_plan",
    "folder_typed",
    "read_plan",
    "sample_plans",
    "where_it_would_be",
]

"""Several clients on one machine: who there is, whose record the app shows, and what a record says of its client."""

from __future__ import annotations

import re
import unicodedata
from datetime import datetime, time

import msgspec
from msgspec import Struct

from aftercare.care.kept import CLIENT_ID, Kept
from aftercare.errors import AftercareError, BadInput, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.routine import Client
from aftercare.model.text import folded, typed_text
from aftercare.store.client_index import Indexed, keep_last_used, last_used, profile_seen, read_index, write_index
from aftercare.store.home import Home

_LONGEST_NAME = 120
_NOT_IN_A_FOLDER = re.compile(r"[^a-z0-9]+")
_TIME = re.compile(r"(\d{1,2}):(\d{2})", re.ASCII)
#: A day that began later would put a morning into the day before.
_LATEST_START = time(11, 59)
#: Letters that are no letter with a sign on it.
_LATIN = str.maketrans(
    {"ß": "ss", "æ": "ae", "Æ": "Ae", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d", "Đ": "D", "ı": "i", "œ": "oe"}
)
#: Names that an error lists.
_MOST_NAMED = 8


class SeveralClients(NotFound):
    """Several clients have a record, and nobody said whose is meant."""


class ListedClient(Struct, frozen=True):
    """A client as a list shows them: `folder` is what --client takes, `name` what people call them."""

    folder: str
    name: str
    archived: bool = False

    @property
    def shown(self) -> str:
        """The name, or the folder's where there is none."""
        return self.name or self.folder


class ClientSettings(Kept):
    """What a record says of its client. Each change is one action, and says whether there was anything to change."""

    def rename(self, name: str, now: datetime) -> bool:
        """Gives the client another name, as it is shown. The folder keeps its name: it is shared and named by others.

        Raises BadInput.
        """
        return self._change(Deed.RENAME_CLIENT, now, name=typed_name(name))

    def archive(self, now: datetime) -> bool:
        """Leaves the client out of the lists. Nothing of the record is deleted."""
        return self._change(Deed.ARCHIVE_CLIENT, now, archived=True)

    def restore(self, now: datetime) -> bool:
        """Brings an archived client back."""
        return self._change(Deed.RESTORE_CLIENT, now, archived=False)

    def set_day_start(self, typed: str, now: datetime) -> bool:
        """Lets the days after the running one start at another time. Raises BadInput."""
        start = day_start_typed(typed)
        with self._looking_closely():
            before, today = self.present().starts, self.today(now)
            after = before.changed(start, today)

            def put() -> None:
                for each in before.changes:
                    if each.since > today:
                        self._database.delete(tables.DAY_STARTS, each.since.isoformat())
                for each in after.changes:
                    if each.since > today:
                        self._put(tables.DAY_STARTS, each.since.isoformat(), each)

            if after != before:
                self._do(Deed.SET_DAY_START, now, put)
        return after != before

    def _change(self, deed: Deed, now: datetime, **fields: object) -> bool:
        with self._looking_closely():
            before = self.present().client
            after: Client = msgspec.structs.replace(before, **fields)
            if after == before:
                return False
            self._do(deed, now, lambda: self._put(tables.CLIENT, CLIENT_ID, after))
        return True


def list_clients(home: Home, *, archived: bool = False) -> list[ListedClient]:
    """The clients who have a record here, by name; with the `archived` ones where they are asked for.

    Opens only the records whose profile has changed since the list was last made.
    """
    index = read_index(home)
    fresh: dict[str, Indexed] = {}
    for name in home.clients():
        seen = profile_seen(home.client(name))
        known = index.get(name)
        fresh[name] = known if known is not None and known.seen == seen else _looked_up(home, name, seen)
    if fresh != index:
        write_index(home, fresh)
    listed = [ListedClient(folder, each.name, each.archived) for folder, each in fresh.items()]
    return sorted(
        (each for each in listed if archived or not each.archived), key=lambda one: (one.shown.casefold(), one.folder)
    )


def _looked_up(home: Home, name: str, seen: str) -> Indexed:
    try:
        client = Kept(home.client(name)).present().client
    except AftercareError:
        # a record that is gone or damaged stays in the list; opening it says what is wrong
        return Indexed("", "", False)
    return Indexed(seen, client.name, client.archived)


def client_called(home: Home, name: str) -> ListedClient | None:
    """The client who is called `name`, archived or not; case and accents do not matter."""
    wanted = folded(name)
    return next((each for each in list_clients(home, archived=True) if folded(each.name) == wanted), None)


def client_meant(home: Home, typed: str | None) -> str:
    """What to do where `typed` is nobody's folder: who may be meant, or who there is; nothing where nobody is."""
    from difflib import get_close_matches

    others = [each for each in list_clients(home, archived=True) if each.folder != typed]
    if not others or typed is None:
        return ""
    names = {folded(name): each.folder for each in others for name in (each.folder, each.name, *each.name.split())}
    near = get_close_matches(folded(typed), [name for name in names if name], n=1)
    if near:
        return f"Did you mean --client {names[near[0]]}?"
    known = [each.folder for each in others]
    more = f" and {len(known) - _MOST_NAMED} more" if len(known) > _MOST_NAMED else ""
    return f"Known here: {', '.join(known[:_MOST_NAMED])}{more}. `aftercare client add NAME` begins one more."


def the_only_client(home: Home) -> str | None:
    """The one client there is, archived ones aside; None where there is none yet. Raises SeveralClients."""
    names = home.clients()
    if len(names) > 1:
        listed = [each.folder for each in list_clients(home)]
        if len(listed) != 1:
            some = sorted(listed or names)
            more = f" and {len(some) - _MOST_NAMED} more" if len(some) > _MOST_NAMED else ""
            raise SeveralClients(
                "Several clients have a record here." if listed else "All clients here are archived.",
                f"Say which with --client: {', '.join(some[:_MOST_NAMED])}{more}.",
            )
        names = listed
    return names[0] if names else None


def last_client(home: Home) -> str | None:
    """The client whom the app showed last, if the record is there. Looks at no other."""
    name = last_used(home)
    try:
        return name if name and home.client(name).exists() else None
    except AftercareError:
        return None


def remember_client(home: Home, folder: str) -> None:
    """Lets the app open on this client the next time; "" on none."""
    keep_last_used(home, folder)


def folder_for(name: str, home: Home) -> str:
    """A folder's name for a client called `name` that no other has: "anna-b" for "Anna B."."""
    plain = unicodedata.normalize("NFKD", name.translate(_LATIN)).encode("ascii", "ignore").decode().lower()
    wanted = _NOT_IN_A_FOLDER.sub("-", plain).strip("-")[:50].strip("-") or "client"
    taken, number, folder = set(home.clients()), 1, wanted
    while folder in taken:
        number += 1
        folder = f"{wanted}-{number}"
    return folder


def typed_name(text: str) -> str:
    """A client's name as it was typed. Raises BadInput."""
    name = typed_text(text, "name")
    if "\n" in name or "\t" in name:
        raise BadInput("The name has several lines.", "Write it on one.")
    if len(name) > _LONGEST_NAME:
        raise BadInput(f"The name has {len(name)} characters.", f"Keep it under {_LONGEST_NAME}.")
    return name


def day_start_typed(text: str) -> time:
    """The time at which days are to start. Raises BadInput."""
    found = _TIME.fullmatch(text.strip())
    try:
        start = time(int(found[1]), int(found[2])) if found else None
    except ValueError:
        start = None
    if start is None or start > _LATEST_START:
        raise BadInput(f"A day cannot start at “{text.strip()}”.", "Write a time from 00:00 to 11:59, such as 04:00.")
    return start

"""Taking back, and looking back: undo, history, and choosing where a thing was changed in two places."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from msgspec import Struct

from aftercare.care.kept import Kept
from aftercare.errors import NoLongerCurrent, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.store.line import Change, NamedAction
from aftercare.store.record import PastVersion


class Undone(Struct, frozen=True):
    """What an undo took back: the deed, and what a person calls the things that it had changed."""

    deed: Deed
    titles: tuple[str, ...]


class OfferedVersion(Struct, frozen=True):
    """One of several current versions of a document: the first one is shown, the others are kept and offered."""

    table: str
    id: str
    name: str
    at: datetime
    document: dict[str, Any] | None


class Undoing(Kept):
    """History."""

    def undo(self, now: datetime, *, although_changed: bool = False) -> Undone:
        """Takes back this machine's last action, as an action of its own.

        Raises NotFound where there is none, NoLongerCurrent where what it did has been changed since: then
        `although_changed` goes on all the same. Every version stays in the history.
        """
        with self._looking_closely():
            last = self._last_to_undo(now)
            if last is None:
                raise NotFound("There is nothing to undo.")
            changes = last.action.changes
            for change in changes:
                # after undos of later actions the content is again what this action left, under another version's name
                if not although_changed and self._database.fetch(change.table, change.id) != change.document:
                    raise NoLongerCurrent(
                        f"“{self._title(change)}” has been changed since.",
                        "Undo all the same with --although-changed; every version stays in the history.",
                    )
            before = [(change, self._before(change)) for change in changes]

            def restore() -> None:
                for change, document in before:
                    if document is not None:
                        self._database.put(change.table, change.id, document)
                    else:
                        self._database.delete(change.table, change.id)

            told = self._told(last)
            self._do(Deed.UNDO, now, restore, undoes=last.name)
        return told

    def to_undo(self, now: datetime) -> Undone | None:
        """What `undo` would take back, or None where there is nothing."""
        with self._record.guard:
            last = self._last_to_undo(now)
            return self._told(last) if last else None

    def _last_to_undo(self, now: datetime) -> NamedAction | None:
        last_month = now.replace(day=1) - timedelta(days=1)
        self._record.need(f"{now:%Y-%m}", f"{last_month:%Y-%m}")
        last = self._record.last_to_undo()
        # the beginning of the record stays
        return None if last is None or last.action.what == Deed.START else last

    def _told(self, named: NamedAction) -> Undone:
        titles = tuple(dict.fromkeys(self._title(change) for change in named.action.changes))
        return Undone(Deed(named.action.what), titles)

    def _before(self, change: Change) -> dict[str, Any] | None:
        if not change.base:
            return None
        versions = {each.name: each.document for each in self._record.history(change.table, change.id)}
        for name in change.base:  # the one that was shown comes first
            if name in versions:
                return versions[name]
        raise NotFound("The version before it has not arrived on this machine.", "Undo it where it was written.")

    def _title(self, change: Change) -> str:
        if change.table == tables.CHECK_OFFS:
            step = self.present().routine.steps.get(change.id.split(":")[0])
            return step.name if step else change.id
        document = change.document or {}
        return str(document.get("name") or document.get("text") or document.get("title") or change.id)

    def history(self, table: str, document_id: str) -> list[PastVersion]:
        """Every version that a document ever had, oldest first."""
        return self._record.history(table, document_id)

    def several_versions(self) -> list[list[OfferedVersion]]:
        """The documents that were changed in two places at the same time, each with its current versions."""
        with self._record.guard:
            return [
                [
                    OfferedVersion(*key, each.name, datetime.fromtimestamp(each.stamp / 1000, UTC), each.document)
                    for each in self._record.versions.current(*key)
                ]
                for key in self._to_choose()
            ]

    def keep_version(self, version: OfferedVersion, now: datetime) -> None:
        """Settles a document that has several current versions: `version` is kept, the others become history.

        Raises NoLongerCurrent where it is no longer one of them.
        """
        with self._looking_closely():
            current = [each.name for each in self._record.versions.current(version.table, version.id)]
            if version.name not in current:
                raise NoLongerCurrent("These versions have been changed since.", "Look at them again.")
            change = Change(version.table, version.id, tuple(current), version.document)
            self._record.commit(Deed.KEEP_VERSION, [change], now)
            self._publish(frozenset({(version.table, version.id)}), here=True)

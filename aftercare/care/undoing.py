"""Taking back, and looking back: undo, history, and choosing where a thing was changed in two places."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import msgspec
from msgspec import Struct

from aftercare.care.kept import Kept, to_choose
from aftercare.errors import NoLongerCurrent, NotFound
from aftercare.model import tables
from aftercare.model.deed import FINAL_DEEDS, WHOLE_DEEDS, Deed
from aftercare.model.learned_types import learned
from aftercare.model.procedure import Procedure
from aftercare.model.procedure_words import procedure_title
from aftercare.model.tables import period_of
from aftercare.model.words import counted
from aftercare.store.history import PastVersion
from aftercare.store.line import Change, NamedAction
from aftercare.store.record import PROFILE
from aftercare.store.versions import Key


class Undone(Struct, frozen=True):
    """What an undo took back: the deed, and what a person calls the things that it had changed."""

    deed: Deed
    titles: tuple[str, ...]


class OfferedVersion(Struct, frozen=True):
    """One of several current versions of a document: the first one is shown, the others are kept and offered.

    `title` is what a person calls the thing, `name` the version's own name in the log.
    """

    table: str
    id: str
    title: str
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
            last = self._last_to_undo()
            if last is None:
                raise NotFound("There is nothing to undo.")
            actions = self._record.together(last)
            changes = [change for each in actions for change in each.action.changes]
            for change in changes:
                # after undos of later actions the content is again what this action left, under another version's name
                if not although_changed and self._database.fetch(change.table, change.id) != change.document:
                    raise NoLongerCurrent(
                        f"“{self._title(change)}” has been changed since.",
                        "Undo all the same with --although-changed; every version stays in the history.",
                    )
            past = self._record.histories([(change.table, change.id) for change in changes])
            before = [(change, _before(change, past[change.table, change.id])) for change in changes]

            def restore() -> None:
                for change, document in before:
                    if document is not None:
                        self._database.put(change.table, change.id, document)
                    else:
                        self._database.delete(change.table, change.id)

            told = self._told(last)
            if last.action.what == Deed.KEEP_VERSION:
                self._offer_again(last, past, now)
            elif len(actions) > 1:
                self._undo_together(actions, past, now)
            else:
                self._do(Deed.UNDO, now, restore, undoes=last.name)
        return told

    def _undo_together(self, actions: list[NamedAction], past: dict[Key, list[PastVersion]], now: datetime) -> None:
        """Takes back what came to be at once, at once: each action in the file in which it stands."""

        def back(change: Change) -> Change:
            key = (change.table, change.id)
            return Change(*key, self._record.replaceable(*key), _before(change, past[key]))

        groups = [([back(change) for change in each.action.changes], each.name) for each in reversed(actions)]
        self._record.commit_together(Deed.UNDO, groups, now)
        keys = frozenset((change.table, change.id) for changes, _ in groups for change in changes)
        self._note_change(keys, here=True)

    def _offer_again(self, kept: NamedAction, past: dict[Key, list[PastVersion]], now: datetime) -> None:
        """Makes the versions current again among which somebody chose, the one shown then last: an action for each."""
        for change in kept.action.changes:
            key = (change.table, change.id)
            documents = {each.name: each.document for each in past[key]}
            for name in reversed(change.base):
                again = Change(change.table, change.id, (kept.name,), documents.get(name))
                self._record.commit(Deed.UNDO, [again], now, undoes=kept.name)
            self._note_change(frozenset({key}), here=True)

    def to_undo(self) -> Undone | None:
        """What `undo` would take back, or None where there is nothing."""
        with self._record.guard:
            last = self._last_to_undo()
            return self._told(last) if last else None

    def _last_to_undo(self) -> NamedAction | None:
        last = self._record.last_to_undo(FINAL_DEEDS)
        # the beginning of the record stays, and what a newer program has done is undone there
        if last is None or last.action.what == Deed.START or last.action.what not in set(Deed):
            return None
        together = self._record.together(last)
        self._record.need(*{period_of(change.table, change.id) for each in together for change in each.action.changes})
        return last

    def _told(self, named: NamedAction) -> Undone:
        if named.action.what in WHOLE_DEEDS:
            return Undone(Deed(named.action.what), ())
        titles = tuple(dict.fromkeys(self._title(change) for change in named.action.changes))
        return Undone(Deed(named.action.what), titles)

    def _title(self, change: Change) -> str:
        if change.table == tables.CHECK_OFFS:
            step = self.present().routine.steps.get(change.id.split(":")[0])
            return step.name if step else change.id
        if change.table == tables.PAUSES and change.document and change.document.get("steps"):
            steps = self.present().routine.steps
            return next((steps[each].name for each in change.document["steps"] if each in steps), change.id)
        document = change.document
        if document is None:
            past = self._record.history(change.table, change.id)
            document = next((each.document for each in reversed(past) if each.document), {})
        if change.table == tables.USES and document.get("step") in self.present().routine.steps:
            return self.present().routine.steps[document["step"]].name
        if change.table == tables.ENTRIES and document.get("session") and not document.get("text"):
            session = self.present().sessions.get(document["session"])
            return session.kind if session is not None else str(document.get("said") or change.id)
        if change.table == tables.SAFETY:
            return "an answer about your safety"
        if change.table == tables.AGREEMENTS:
            return "an agreement"
        if change.table == tables.MAGNETS:
            return counted(len(document.get("spots", ())), "magnet")
        if change.table == tables.PRESSES:
            from aftercare.care.pressing import Pressing

            return Pressing.sharing(self).name_of(document)
        if change.table == tables.STOCK_COUNTS:
            pack = self.present().packs.get(document.get("pack", ""))
            document = {"product": pack.product} if pack else {}
        if change.table in (tables.PACKS, tables.STOCK_COUNTS, tables.PRODUCT_TESTS):
            product = self.present().routine.products.get(document.get("product", ""))
            return product.name if product else change.id
        if change.table == tables.PROCEDURES and document:
            return procedure_title(msgspec.convert(document, learned(Procedure)))
        told = (document.get(field) for field in ("name", "text", "title", "what", "kind", "zone"))
        return str(next((each for each in told if each), change.id))

    def history(self, table: str, document_id: str) -> list[PastVersion]:
        """Every version that a document ever had, oldest first."""
        return self._record.history(table, document_id)

    def several_versions(self) -> list[list[OfferedVersion]]:
        """The documents that were changed in two places at the same time, each with its current versions.

        Of the whole record: reads every month, and lets go of it again.
        """
        whole = self._another_reading()
        whole.need(PROFILE, *whole.months())
        with whole.guard:
            return [
                [
                    OfferedVersion(
                        *key,
                        self._title(Change(*key, (), each.document)),
                        each.name,
                        datetime.fromtimestamp(each.stamp / 1000, UTC),
                        each.document,
                    )
                    for each in whole.versions.current(*key)
                ]
                for key in to_choose(whole)
            ]

    def keep_version(self, version: OfferedVersion, now: datetime) -> None:
        """Settles a document that has several current versions: `version` is kept, the others become history.

        Raises NoLongerCurrent where it is no longer one of them.
        """
        self._record.need(period_of(version.table, version.id))
        with self._looking_closely():
            current = [each.name for each in self._record.versions.current(version.table, version.id)]
            if version.name not in current:
                raise NoLongerCurrent("These versions have been changed since.", "Look at them again.")
            change = Change(version.table, version.id, tuple(current), version.document)
            self._record.commit(Deed.KEEP_VERSION, [change], now)
            self._note_change(frozenset({(version.table, version.id)}), here=True)


def _before(change: Change, past: list[PastVersion]) -> dict[str, Any] | None:
    if not change.base:
        return None
    versions = {each.name: each.document for each in past}
    for name in change.base:  # the one that was shown comes first
        if name in versions:
            return versions[name]
    raise NotFound("The version before it has not arrived on this machine.", "Undo it where it was written.")

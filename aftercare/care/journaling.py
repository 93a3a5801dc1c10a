"""The journal's entries: listed by period, changed and deleted. Every version stays in the history."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager, suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import msgspec
from msgspec.json import encode

from aftercare.care.kept import Kept
from aftercare.errors import BadInput, NoLongerCurrent, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.learned_types import learned
from aftercare.model.tables import month_of, period_of
from aftercare.model.text import typed_text
from aftercare.store.record import PROFILE

if TYPE_CHECKING:
    from aftercare.model.journal import Entry, EntryVersion
    from aftercare.store.line import Document
    from aftercare.store.record import Record

E = TypeVar("E", bound="Entry")

_ID_BYTES = 6
FORM = "form-{name}.json"


def new_entry_id(day: date) -> str:
    """An id of an entry of `day`: its month, and what no other entry has."""
    return f"{month_of(day)}-{os.urandom(_ID_BYTES).hex()}"


class Journaling(Kept):
    """The entries of every kind."""

    #: So many months may stay in memory; of a longer period they are let go of again.
    most_months = 14

    def entries(self, first: date, last: date) -> tuple[Entry, ...]:
        """The entries of the days from `first` to `last`, in the order of days and instants. Blocks on the disk.

        Only the months of the period are read, and those of a long one are let go of again.
        """
        from aftercare.model.journal import entry_of

        found = [entry_of(document) for document in self._entry_documents(first, last)]
        return tuple(sorted(found, key=lambda each: (each.day, each.at, each.id)))

    def _entry_documents(self, first: date, last: date) -> list[Document]:
        """The stored entries of the days from `first` to `last`, as they are kept."""
        record = self._record
        if first > last:
            return []
        # a record is asked for the months that it has: somebody may ask from the year 1 on
        wanted = [month for month in record.months() if month_of(first) <= month <= month_of(last)]
        if len(wanted) > self.most_months:
            record = self._another_reading()
        with record.guard:
            record.need(*wanted)
            return list(_of_days(record, first, last))

    def entry(self, entry_id: str) -> Entry:
        """The entry of that id. Raises NotFound."""
        from aftercare.model.journal import entry_of

        try:
            month = period_of(tables.ENTRIES, entry_id)
        except ValueError:
            raise _no_entry(entry_id) from None
        with self._record.guard:
            self._record.need(month)
            document = self._record.versions.live.get(tables.ENTRIES, {}).get(entry_id)
        if document is None:
            raise _no_entry(entry_id)
        return entry_of(document)

    def entry_versions(self, entry_id: str) -> tuple[EntryVersion, ...]:
        """How an entry was from when on, the first version first. Blocks on the disk. Raises NotFound."""
        from aftercare.model.journal import EntryVersion, entry_of

        try:
            found = self._record.history(tables.ENTRIES, entry_id)
        except ValueError:
            raise _no_entry(entry_id) from None
        if not found:
            raise _no_entry(entry_id)
        return tuple(
            EntryVersion(
                datetime.fromtimestamp(each.stamp / 1000, UTC),
                entry_of(each.document) if each.document is not None else None,
            )
            for each in found
        )

    def edit_entry(self, seen: E, after: E, now: datetime) -> E:
        """Puts `after` in the place of `seen`, of the same kind. False steps are told before anything is written.

        Raises NoLongerCurrent where the entry is not as it was `seen`, BadInput, and NotFound for what `after` names.
        """
        if type(seen) is not type(after) or seen.id != after.id:
            raise ValueError("an edit keeps what an entry is")
        if month_of(after.day) != month_of(seen.day):
            raise BadInput(
                f"An entry stays in its month, {seen.day:%B %Y}.",
                "Write it anew on the other day, and delete this one.",
            )
        self._check_day(after.day, now)
        self.check_entry(after)
        with self._looking_closely():
            self._check_as_seen(seen)
            if after != seen:
                self._do(Deed.EDIT_ENTRY, now, lambda: self._put(tables.ENTRIES, seen.id, after))
        return after

    def delete_entry(self, seen: Entry, now: datetime) -> None:
        """Deletes an entry; it stays in the history. What was seen of a bruise goes with the bruise, as one action.

        Raises NoLongerCurrent where it is not as it was `seen`.
        """
        from aftercare.model.journal import EntryKind, kind_of

        with self._looking_closely():
            self._check_as_seen(seen)
            ids = [seen.id]
            if kind_of(seen) is EntryKind.BRUISE:
                ids += [each.id for each in self._seen_of(seen.id, seen.day, self.today(now))]

            def delete() -> None:
                for each in ids:
                    self._database.delete(tables.ENTRIES, each)

            self._do(Deed.DELETE_ENTRY, now, delete)

    def check_entry(self, entry: Entry) -> None:
        """Raises BadInput or NotFound where `entry` names or says what cannot be: a step, a zone, a value, a text."""
        from aftercare.model.bruise import Bruise
        from aftercare.model.check_in import CheckIn
        from aftercare.model.journal import texts_of
        from aftercare.model.note import Note
        from aftercare.model.photo import Photo
        from aftercare.model.reaction import Reaction
        from aftercare.model.session_entry import SessionEntry

        for text in texts_of(entry):
            typed_text(text, "text")
        match entry:
            case Note(text=text):
                typed_text(text, "note")
            case CheckIn(ratings=ratings, context=context):
                from aftercare.care.check_in_checks import check_context_answers, check_ratings

                check_ratings(ratings)
                check_context_answers(context)
            case SessionEntry(session=session):
                present = self.present()
                if session not in present.sessions and session not in present.set_aside:
                    raise NotFound(f"There is no session “{session}”.", "`aftercare session` lists them.")
            case Reaction(zones=zones, step=step, product=product):
                self._check_zones(zones)
                routine = self.present().routine
                if step is not None and step not in routine.steps:
                    raise NotFound(f"There is no step “{step}”.", "`aftercare routine` lists them.")
                if product is not None and product not in routine.products:
                    raise NotFound(f"There is no product “{product}”.", "`aftercare shelf` lists them.")
            case Bruise(zone=zone):
                self._check_zones((zone,))
            case Photo(zone=zone) if zone is not None:
                self._check_zones((zone,))

    def new_text_draft(self, kind: str, text: str) -> Path:
        """A new file on this machine, for an editor to write in: what stands in it is in no record yet.

        Raises DiskTrouble.
        """
        from aftercare.store.draft import new_text_draft

        return new_text_draft(self.folder, kind, text)

    # ---- forms that are not kept yet

    def form_draft(self, name: str) -> dict[str, str]:
        """What was typed on this machine into the form `name` and not kept, by field; {} where nothing was.

        One that cannot be read is laid aside, and is none. Raises DiskTrouble.
        """
        from aftercare.store.draft import read_draft, set_draft_aside

        content = read_draft(self.folder, FORM.format(name=name))
        if content is None:
            return {}
        try:
            return msgspec.json.decode(content, type=learned(dict[str, str]))
        except ValueError:
            set_draft_aside(self.folder, FORM.format(name=name))
            return {}

    def keep_form_draft(self, name: str, typed: Mapping[str, str]) -> None:
        """Keeps what is typed into the form `name` so far, on this machine alone. Raises DiskTrouble."""
        from aftercare.store.draft import keep_draft

        keep_draft(self.folder, FORM.format(name=name), msgspec.json.encode(typed))

    def drop_form_draft(self, name: str) -> None:
        """Takes away what was typed into the form `name`. Raises DiskTrouble."""
        from aftercare.store.draft import drop_draft

        drop_draft(self.folder, FORM.format(name=name))

    def form_draft_taken(self, name: str) -> AbstractContextManager[None]:
        """Within it what was typed into the form `name` is kept, and is no draft any more. Raises DiskTrouble.

        Where the draft cannot be taken away nothing is kept, so that nothing is kept twice.
        """
        from aftercare.store.draft import draft_taken

        return draft_taken(self.folder, FORM.format(name=name))

    def _days_drafted(self, name: str) -> list[date]:
        """The days of which a draft `name`, with {day} in it, lies on this machine, oldest first."""
        from aftercare.store.draft import draft_names

        before, _, after = name.partition("{day}")
        found: list[date] = []
        for each in draft_names(self.folder):
            if each.startswith(before) and each.endswith(after):
                with suppress(ValueError):
                    found.append(date.fromisoformat(each[len(before) : len(each) - len(after)]))
        return sorted(found)

    def _add_entry(self, entry: Entry, deed: Deed, now: datetime) -> None:
        self._check_day(entry.day, now)
        self.check_entry(entry)
        self._record.need(month_of(entry.day))
        self._do(deed, now, lambda: self._put(tables.ENTRIES, entry.id, entry))

    def _check_day(self, day: date, now: datetime) -> None:
        if day > self.today(now):
            raise BadInput(f"{day} is still to come.", "Write it on its day.")

    def _check_as_seen(self, seen: Entry) -> None:
        from aftercare.model.journal import EntryKind, entry_of, kind_of

        self._record.need(period_of(tables.ENTRIES, seen.id))
        kept = self._database.fetch(tables.ENTRIES, seen.id)
        if kept is None or entry_of(kept) != seen:
            what = "note" if kind_of(seen) is EntryKind.NOTE else "entry"
            raise NoLongerCurrent(f"This {what} has been changed since you opened it.", "Look at it, then write again.")

    def _seen_of(self, bruise: str, first: date, last: date) -> list[Entry]:
        """What was seen of a bruise."""
        from aftercare.model.journal import entry_of

        documents = self._entry_documents(first, last)
        return [entry_of(each) for each in documents if each.get("bruise") == bruise]

    @staticmethod
    def _check_zones(named: Iterable[str]) -> None:
        from aftercare.store.reference import zones

        for each in named:
            if each not in zones():
                raise NotFound(f"There is no zone “{each}”.", "`aftercare facts zones` lists them.")


def _of_days(record: Record, first: date, last: date) -> Iterable[Document]:
    since, until = first.isoformat(), last.isoformat()
    for document in record.versions.live.get(tables.ENTRIES, {}).values():
        if since <= str(document["day"]) <= until:
            yield document


def entries_of_month(record: Record, month: str, rest: Callable[[], object] | None = None) -> list[tuple[bytes, Entry]]:
    """The entries of a month, the latest last, each with the JSON of its document; `record` has read its profile.

    What of them is not in memory already stays in none. Blocks on the disk. `rest` is called between any two.
    """
    from aftercare.model.journal import entry_of, entry_told

    begins = f"{month}-"
    if any(each.startswith(begins) for each in record.versions.touched(tables.ENTRIES)):
        # actions that span months lie elsewhere: all of them are put together
        whole = record.another()
        whole.need(PROFILE, month)
        documents = whole.versions.live.get(tables.ENTRIES, {})
        found = [(encode(each), entry_of(each)) for i, each in documents.items() if i.startswith(begins)]
    else:

        def made(document: bytes) -> Entry:
            if rest is not None:
                rest()
            return entry_told(document)

        found = record.told(tables.ENTRIES, month, entry_told if rest is None else made)
    return sorted(found, key=lambda each: (each[1].day, each[1].at, each[1].id))


def _no_entry(entry_id: str) -> NotFound:
    return NotFound(f"There is no entry “{entry_id}”.", "`aftercare journal` lists them with their ids.")

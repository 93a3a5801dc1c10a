"""Bringing a backup back: what that would change is shown first, and then made as one action that can be undone."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from aftercare.care.backing_up import BackingUp, shown_backup
from aftercare.errors import BadInput, DiskTrouble, NotSound
from aftercare.model import tables
from aftercare.model.backup import BackupReason, Restoration, TableDifference
from aftercare.model.deed import Deed
from aftercare.model.progress import Told, part, silent
from aftercare.model.table_words import table_words
from aftercare.model.tables import fits, period_of, precedence, say_the_same
from aftercare.store.disk import disk_trouble, make_private_folder, pieces_of, sync_folder
from aftercare.store.home import ClientFolder, Home
from aftercare.store.line import Change
from aftercare.store.record import PROFILE, Record
from aftercare.store.versions import Key

if TYPE_CHECKING:
    from aftercare.store.backup import BackupFile

_Documents = dict[Key, dict[str, Any]]

#: Entries that are shown of each side.
_NEWEST = 3


class _Difference(Struct, frozen=True):
    """What would be put (None: deleted), and how many of each table there are now and then."""

    puts: dict[Key, dict[str, Any] | None]
    now: _Documents
    then: _Documents


class Restoring(BackingUp):
    """Backups brought back into a record that is there."""

    def consider_restore(self, backup: BackupFile, *, only_missing: bool = False) -> Restoration:
        """What bringing `backup` back would change. Writes nothing to the record.

        The record becomes what it was then; with `only_missing` nothing that is there now is touched. Raises NotSound,
        DiskTrouble.
        """
        with self._unpacked(backup) as (folder, reading):
            return self._told_of(backup, self._difference(reading, only_missing), folder, only_missing)

    def restore_backup(
        self, backup: BackupFile, now: datetime, *, only_missing: bool = False, told: Told = silent
    ) -> Restoration:
        """Brings `backup` back after a backup of what is there, as one action. `told` hears of both, as one whole.

        Raises NotSound, DiskTrouble, Busy.
        """
        self.back_up(now, BackupReason.BEFORE_RESTORE, part(told, 0, 2), spare=backup.path)
        with self._unpacked(backup) as (folder, reading), self._looking_closely():
            difference = self._difference(reading, only_missing)
            restoration = self._told_of(backup, difference, folder, only_missing)
            # a photo that nobody names yet does no harm; a document without its photo would
            self._take_photos(folder.photos, part(told, 1, 2))
            self._put_all(Deed.RESTORE_BACKUP, difference.puts, now)
        return restoration

    @contextmanager
    def _unpacked(self, backup: BackupFile) -> Iterator[tuple[ClientFolder, Record]]:
        """The backup's record, laid out in a folder of its own for as long as it is looked at."""
        from aftercare.store.backup import unpack

        with disk_trouble("write in", self.folder.backups):
            make_private_folder(self.folder.backups)
            place = Path(tempfile.mkdtemp(prefix=".aftercare-", suffix=".open", dir=self.folder.backups))
        try:
            unpack(backup, place)
            folder = ClientFolder(self.folder.name, place / "records", place / "state" / "clients" / self.folder.name)
            reading = Record(folder, period_of, precedence, say_the_same, fits)
            reading.need(PROFILE, *reading.months())
            yield folder, reading
        finally:
            shutil.rmtree(place, ignore_errors=True)

    def _difference(self, reading: Record, only_missing: bool) -> _Difference:
        whole = self._another_reading()
        whole.need(PROFILE, *whole.months())
        now, then = _documents(whole), _documents(reading)
        puts: dict[Key, dict[str, Any] | None] = {key: each for key, each in then.items() if now.get(key) != each}
        if only_missing:
            puts = {key: each for key, each in puts.items() if key not in now}
        else:
            puts.update((key, None) for key in now if key not in then)
        return _Difference(puts, now, then)

    def _told_of(
        self, backup: BackupFile, difference: _Difference, folder: ClientFolder, only_missing: bool
    ) -> Restoration:
        from aftercare.store.photo_files import list_photos

        rows = []
        for table in sorted({key[0] for key in difference.now.keys() | difference.then.keys()}):
            puts = [(key, each) for key, each in difference.puts.items() if key[0] == table]
            rows.append(
                TableDifference(
                    table,
                    table_words(table),
                    now=sum(key[0] == table for key in difference.now),
                    then=sum(key[0] == table for key in difference.then),
                    added=sum(each is not None and key not in difference.now for key, each in puts),
                    changed=sum(each is not None and key in difference.now for key, each in puts),
                    removed=sum(each is None for _, each in puts),
                )
            )
        here = {each.sha256 for each in list_photos(self.folder.photos)}
        missing = sum(each.sha256 not in here for each in list_photos(folder.photos))
        return Restoration(
            shown_backup(backup),
            tuple(rows),
            _newest(difference.now),
            _newest(difference.then),
            missing,
            only_missing,
        )

    def _take_photos(self, photos: Path, told: Told) -> None:
        """Brings in the photos below `photos` that are not here. Raises NotSound, DiskTrouble."""
        from aftercare.store.photo_files import list_photos, take_in

        found = list_photos(photos)
        for number, each in enumerate(found, 1):
            try:
                take_in(self.folder.photos, each.sha256, each.path.name, pieces_of(each.path))
            except ValueError as error:
                raise NotSound(f"{each.path} is not the photo that its name tells.", "Leave it out.") from error
            told(number, len(found))

    def _put_all(self, deed: Deed, puts: Mapping[Key, dict[str, Any] | None], now: datetime) -> None:
        """Puts many documents at once, whatever months they belong to: undone together. Inside `_writing` only."""
        if not puts:
            return
        by_period: dict[str, list[Key]] = {}
        for key in puts:
            by_period.setdefault(period_of(*key), []).append(key)
        periods = sorted(by_period, key=lambda each: (each != PROFILE, each))
        self._record.need(*periods)
        groups = [
            ([Change(*key, self._record.replaceable(*key), puts[key]) for key in by_period[period]], None)
            for period in periods
        ]
        self._record.commit_together(deed, groups, now)
        self._note_change(frozenset(puts), here=True)


def restore_first(home: Home, client: str, backup: BackupFile, told: Told = silent) -> ClientFolder:
    """Lays the record of `client`, who has none here, out as it was backed up, with its whole history.

    Its folder appears whole or not at all. `told` hears of its photos. Raises BadInput where there is a record,
    NotSound, DiskTrouble.
    """
    from aftercare.store.backup import unpack
    from aftercare.store.photo_files import list_photos, take_in

    folder = home.client(client)
    if has_files(folder):
        raise BadInput(f"“{client}” has a record already.", "It is shown what would change first: `aftercare restore`.")
    parent = folder.records.parent
    with disk_trouble("make the folder", parent):
        make_private_folder(parent)
        for each in parent.glob(".aftercare-*.restored"):
            # a killed process laid it out and did not come to the end
            shutil.rmtree(each, ignore_errors=True)
        place = Path(tempfile.mkdtemp(prefix=".aftercare-", suffix=".restored", dir=parent))
    try:
        unpack(backup, place)
        laid = ClientFolder(client, place / "records", place / "state" / "clients" / client)
        photos = list_photos(laid.photos)
        for number, photo in enumerate(photos, 1):
            take_in(folder.photos, photo.sha256, photo.path.name, pieces_of(photo.path))
            told(number, len(photos))
        with disk_trouble("put the record in", parent):
            if folder.records.is_dir():
                folder.records.rmdir()
            os.replace(laid.records, folder.records)
            sync_folder(parent)
    except ValueError as error:
        raise NotSound(f"{backup.path} cannot be brought back: {error}.", "Try another backup.") from error
    finally:
        shutil.rmtree(place, ignore_errors=True)
    with disk_trouble("make the folder", folder.state):
        make_private_folder(folder.state)
    return folder


def has_files(folder: ClientFolder) -> bool:
    """Whether the client's record has any file. What else this machine knows of it does not matter."""
    try:
        with disk_trouble("look into", folder.records):
            return any(folder.records.iterdir())
    except DiskTrouble:
        if folder.records.exists():
            raise
        return False


def _documents(record: Record) -> _Documents:
    return {(table, i): each for table, of_table in record.versions.live.items() for i, each in of_table.items()}


def _newest(documents: _Documents) -> tuple[str, ...]:
    entries = [each for (table, _), each in documents.items() if table == tables.ENTRIES]
    entries.sort(key=lambda each: (str(each.get("day", "")), str(each.get("at", ""))), reverse=True)
    return tuple(_words(each) for each in entries[:_NEWEST])


def _words(entry: dict[str, Any]) -> str:
    text = str(entry.get("text") or "").strip().split("\n")[0]
    kind = str(entry.get("kind") or "note")
    return f"{entry.get('day', '')}  {text if text else kind}"

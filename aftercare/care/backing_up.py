"""Backups: making them, keeping the right ones, and looking at them."""

from __future__ import annotations

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from aftercare.care.kept import Kept
from aftercare.care.machine import SECOND_FOLDER, home_of
from aftercare.errors import AftercareError, DiskTrouble, NotFound
from aftercare.model.backup import BackedUp, Backup, BackupReason
from aftercare.model.progress import Told, silent
from aftercare.model.tables import precedence
from aftercare.store.disk import disk_trouble, make_private_folder, remove
from aftercare.store.home import Home
from aftercare.store.lock import locked
from aftercare.store.machine_settings import read_machine_settings

if TYPE_CHECKING:
    from aftercare.store.backup import BackupFile

#: Seconds for which one waits until another process has made its backup.
_PATIENCE = 30.0


class BackingUp(Kept):
    """The record's backups. They lie on this machine, and in a second folder where one is set."""

    def back_up(
        self,
        now: datetime,
        reason: BackupReason = BackupReason.BY_HAND,
        told: Told = silent,
        *,
        into: Path | None = None,
        spare: Path | None = None,
    ) -> BackedUp:
        """Makes a backup, unless the newest one has everything already; keeps those that are to stay.

        With `into` it is put into that folder alone, whatever there is, and nothing makes room; `spare` does not make
        room either. `told` hears of bytes done and of how many. Raises DiskTrouble, Busy, NotFound.
        """
        # made once a day: what makes them is loaded when one is
        from aftercare.store.backup import list_backups
        from aftercare.store.backup_making import holds, lengths_now, sweep

        folder = self.folder
        if into is not None and not into.is_dir():
            raise NotFound(f"There is no folder {into}.", "Make it, or choose another place.")
        with disk_trouble("make the folder", folder.backups):
            make_private_folder(folder.backups)
        with locked(folder.backups / ".lock", _PATIENCE):
            sweep(folder.backups)
            with self._record.writing():
                # nobody of this machine writes at this moment: what is there is whole
                lengths = lengths_now(folder)
            if into is not None:
                return BackedUp(shown_backup(self._make(lengths, now, reason, into, told)), is_new=True)
            before = list_backups(folder.backups, folder.name)
            is_new = not (before and holds(before[0], folder, lengths))
            newest = self._make(lengths, now, reason, folder.backups, told) if is_new else before[0]
            second, remark = self._copy(newest)
            gone = self._make_room(folder.backups, now, spare)
            if second is not None:
                with suppress(DiskTrouble):
                    # that folder is somebody's drive: what stays there too long does no harm
                    self._make_room(second, now, spare)
        return BackedUp(shown_backup(newest), is_new, None if second is None else str(second), remark, gone)

    def _make(
        self, lengths: dict[str, int], now: datetime, reason: BackupReason, target: Path, told: Told
    ) -> BackupFile:
        from importlib.metadata import version

        from aftercare.store.backup import Manifest
        from aftercare.store.backup_making import make_backup
        from aftercare.store.line import SCHEMA

        about = Manifest(
            program=version("aftercare"),
            schema=SCHEMA,
            client=self.folder.name,
            name=self.present().client.name,
            record=self._mark(),
            made=now,
            reason=reason.value,
            counts={},
            photos=0,
            files={},
        )
        return make_backup(self.folder, lengths, about, target, precedence, told)

    def _copy(self, newest: BackupFile) -> tuple[Path | None, str]:
        """Puts the newest backup into the second folder too: where that was, and a calm sentence where it was not."""
        from aftercare.store.backup_making import copy_backup, sweep

        try:
            second = second_folder(home_of(self.folder))
        except AftercareError as error:
            return None, f"The second folder for backups is not known: {error.message}"
        if second is None:
            return None, ""
        if not second.is_dir():
            return None, f"The second folder {second} is not there now; the backup lies on this machine."
        try:
            sweep(second)
            copy_backup(newest, second)
        except DiskTrouble as error:
            return None, f"The second folder has no copy of this backup. {error.message}"
        return second, ""

    def _make_room(self, where: Path, now: datetime, spare: Path | None) -> int:
        """Takes away the backups that need not stay; those that cannot be read are left for `verify` to tell of."""
        from aftercare.model.backup_retention import backups_to_keep
        from aftercare.store.backup import list_backups

        mark = self._mark()
        own = [
            each
            for each in list_backups(where, self.folder.name)
            if each.manifest is not None and each.manifest.record == mark
        ]
        kept = backups_to_keep([each.made for each in own], now)
        gone = [each for each in own if each.made not in kept and each.path != spare]
        for each in gone:
            with disk_trouble("take away", each.path):
                remove(each.path)
        return len(gone)

    def backups(self) -> tuple[Backup, ...]:
        """The backups on this machine, newest first. Raises DiskTrouble."""
        from aftercare.store.backup import list_backups

        return tuple(map(shown_backup, list_backups(self.folder.backups, self.folder.name)))


def second_folder(home: Home) -> Path | None:
    """The second folder for backups that is set on this machine. Raises BadInput, DiskTrouble."""
    typed = read_machine_settings(home).get(SECOND_FOLDER, "")
    return Path(typed) if typed else None


def backup_called(home: Home, client: str, name: str) -> BackupFile:
    """The backup of `client` that is meant by `name`: a file, a part of a name, or "newest".

    Raises NotFound, NotSound, DiskTrouble.
    """
    from aftercare.store.backup import list_backups, open_backup

    path = Path(name).expanduser()
    if path.is_file():
        return open_backup(path)
    kept = list_backups(home.client(client).backups, client)
    if name == "newest" and kept:
        return open_backup(kept[0].path)
    found = [each for each in kept if name in each.path.name]
    if len(found) != 1:
        many = f"Several backups are called so: {len(found)}." if found else f"There is no backup “{name}”."
        raise NotFound(many, "`aftercare backup list` names them; a file's path will do too.")
    return open_backup(found[0].path)


def shown_backup(file: BackupFile) -> Backup:
    """A backup file as a person sees it."""
    manifest = file.manifest
    if manifest is None:
        return Backup(file.path.stem, str(file.path), file.made, file.size)
    return Backup(
        name=file.path.stem,
        place=str(file.path),
        made=file.made,
        size=file.size,
        reason=manifest.reason,
        client=manifest.client,
        whose=manifest.name,
        documents=sum(manifest.counts.values()),
        photos=manifest.photos,
    )

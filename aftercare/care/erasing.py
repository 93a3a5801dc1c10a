"""Erasing: an entry of the journal or a photo is truly taken away, and what cannot be reached is said."""

from __future__ import annotations

import re
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from aftercare.care.backing_up import BackingUp, second_folder
from aftercare.care.machine import home_of
from aftercare.care.searching import INDEX
from aftercare.errors import AftercareError, NotFound
from aftercare.model import tables
from aftercare.model.deed import Deed
from aftercare.model.tables import period_of, precedence
from aftercare.store.erasure import words_in
from aftercare.store.record import PROFILE

if TYPE_CHECKING:
    from aftercare.store.backup import BackupFile

_HASH = re.compile(r"[0-9a-f]{64}")
#: A draft that holds an erased text of this length is one of it; a shorter one may be anybody's.
_TELLING = 8


class ToErase(Struct, frozen=True):
    """One entry that is to be erased: its words as they stand now (or stood last), and where else it lies.

    `photos` are the hashes of pictures that go with it, `backups` those that hold it, `others` the log files of other
    devices (or of this one before it was restored) that do. `is_gone` says that the record has nothing of it any more.
    """

    id: str
    title: str
    photos: tuple[str, ...]
    backups: tuple[str, ...]
    others: tuple[str, ...]
    is_gone: bool = False


class Erased(Struct, frozen=True):
    """What was erased, and what still holds it: log files of others, and backups."""

    title: str
    photos: tuple[str, ...]
    others: tuple[str, ...]
    backups_cleaned: tuple[str, ...]
    backups_left: tuple[str, ...]


class Erasing(BackingUp):
    """Entries and photos taken away for good."""

    def entry_of_photo(self, sha256: str) -> str:
        """The id of the entry that has the photo whose hash begins so. Raises NotFound."""
        whole = self._another_reading()
        whole.need(PROFILE, *whole.months())
        found = [
            i
            for i, each in whole.versions.live.get(tables.ENTRIES, {}).items()
            if str(each.get("sha256", "")).startswith(sha256)
        ]
        if len(found) != 1 or not sha256:
            raise NotFound(
                f"Several photos begin with “{sha256}”." if found else f"There is no photo “{sha256}”.",
                "Give more of its hash, as the file's name below the folder of photos has it.",
            )
        return found[0]

    def consider_erase(self, entry: str) -> ToErase:
        """What erasing the entry would take away, and where else it lies. Raises NotFound, DiskTrouble."""
        documents = self._versions_of(entry)
        words = {word for each in documents for word in words_in(each)}
        photos = self._photos_of(entry, documents)
        backups = [each.path.name for each in self._all_backups() if self._is_in(each, entry, words, photos)]
        identity_files = self._files_of_others(entry, words)
        return ToErase(entry, _title(documents), photos, tuple(backups), identity_files)

    def erase(self, entry: str, now: datetime, *, of_all_writers: bool = False, backups: bool = False) -> Erased:
        """Takes the entry away for good: from this machine's log files, snapshots and drafts, with its photos.

        With `of_all_writers` from the other log files in the folder too, with `backups` from the backups. Raises
        NotFound, DiskTrouble, Busy.
        """
        with self._looking_closely():
            documents = self._versions_of(entry)
            words = {word for each in documents for word in words_in(each)}
            photos = self._photos_of(entry, documents)
            erased = self._record.erase(
                Deed.ERASE,
                (tables.ENTRIES, entry),
                now,
                of_all_writers=of_all_writers,
                removes=self._photo_places(photos),
                forgets=self._derived_of(entry, words, photos),
            )
            self._note_change(frozenset({(tables.ENTRIES, entry)}), here=True)
        cleaned, left = self._from_backups(entry, words, photos, backups=backups)
        return Erased(_title(documents), photos, erased.left, cleaned, left)

    def erase_from_backups(self, entry: str) -> Erased:
        """Takes an entry that was erased before out of the backups too. Raises NotFound where none has it."""
        cleaned, left = self._from_backups(entry, set(), (), backups=True)
        if not cleaned:
            raise NotFound(f"There is no entry “{entry}”, neither here nor in a backup.")
        return Erased(entry, (), (), cleaned, left)

    def _from_backups(
        self, entry: str, words: set[str], photos: tuple[str, ...], *, backups: bool
    ) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """The backups that were written anew without the entry, and those that hold it, or may."""
        cleaned: list[str] = []
        left: list[str] = []
        for each in self._all_backups():
            try:
                if not self._is_in(each, entry, words, photos):
                    continue
                if backups and self._clean(each, entry, words, photos):
                    cleaned.append(str(each.path))
                    continue
            except AftercareError:
                # one that cannot be read cannot be looked into either: it is named
                pass
            left.append(str(each.path))
        return tuple(cleaned), tuple(left)

    def _versions_of(self, entry: str) -> list[dict[str, Any]]:
        """Every version that the entry ever had, oldest first. Raises NotFound."""
        try:
            period_of(tables.ENTRIES, entry)
        except ValueError:
            raise NotFound(f"There is no entry “{entry}”.", "`aftercare today` shows the entries of a day.") from None
        found = [each.document for each in self._record.history(tables.ENTRIES, entry) if each.document is not None]
        if not found:
            raise NotFound(f"There is no entry “{entry}”.", "`aftercare today` shows the entries of a day.")
        return found

    def _photos_of(self, entry: str, documents: list[dict[str, Any]]) -> tuple[str, ...]:
        """The hashes of the pictures that this entry had and no other has."""
        named = {word for each in documents for word in words_in(each) if _HASH.fullmatch(word)}
        if not named:
            return ()
        whole = self._another_reading()
        whole.need(PROFILE, *whole.months())
        for i, each in whole.versions.live.get(tables.ENTRIES, {}).items():
            if i != entry:
                named -= set(words_in(each))
        return tuple(sorted(named))

    def _photo_places(self, photos: tuple[str, ...]) -> list[str]:
        from aftercare.store.photo_files import list_photos

        here = list_photos(self.folder.photos)
        return [f"{self.folder.photos.name}/{each.place}" for each in here if each.sha256 in photos]

    def _derived_of(self, entry: str, words: set[str], photos: tuple[str, ...]) -> list[str]:
        """The files of this machine's own that hold something of the entry: drafts, small pictures, the index."""

        state = self.folder.state
        signs = [entry.encode(), *(each.encode() for each in words if len(each) >= _TELLING)]
        # words lie in the index folded and in pieces, also those of pages that it does not use any more
        found = [each.name for each in state.glob(f"{INDEX}*")]
        for path in state.rglob("*"):
            if not path.is_file() or path in (self.folder.lock, self.folder.identity, self.folder.undertaken):
                continue
            if path.name in found:
                continue
            # the index goes as a whole, with the files that SQLite lays beside it
            in_index = path.name.startswith(INDEX)
            if in_index or any(each in path.name for each in (entry, *photos)) or _holds(path, signs):
                found.append(path.relative_to(state).as_posix())
        return found

    def _files_of_others(self, entry: str, words: set[str]) -> tuple[str, ...]:
        with self._looking_closely():
            return tuple(self._record.files_of_others((tables.ENTRIES, entry), words))

    def _all_backups(self) -> list[BackupFile]:
        from aftercare.store.backup import list_backups

        places = [self.folder.backups]
        try:
            second = second_folder(home_of(self.folder))
        except AftercareError:
            second = None
        if second is not None and second.is_dir():
            places.append(second)
        return [each for place in places for each in list_backups(place, self.folder.name)]

    @staticmethod
    def _is_in(backup: BackupFile, entry: str, words: set[str], photos: tuple[str, ...]) -> bool:
        from aftercare.store.backup_making import is_in_backup

        return is_in_backup(backup, (tables.ENTRIES, entry), words, set(photos))

    @staticmethod
    def _clean(backup: BackupFile, entry: str, words: set[str], photos: tuple[str, ...]) -> bool:
        from aftercare.store.backup_making import erase_from_backup

        return erase_from_backup(backup, (tables.ENTRIES, entry), words, set(photos), precedence)


def _holds(path: Path, signs: list[bytes]) -> bool:
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return any(each in data for each in signs)


def _title(documents: list[dict[str, Any]]) -> str:
    last = documents[-1]
    text = str(last.get("text") or last.get("kind") or "note").split("\n")[0]
    return f"{last.get('day', '')}: {text}"

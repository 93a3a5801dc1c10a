"""Taking files in: an export of this program, or a table from another diary. Shown first, one action, once only."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec import Struct

from aftercare.care.restoring import Restoring
from aftercare.care.undoing import Undoing
from aftercare.errors import AftercareError, BadInput, NewerRecord
from aftercare.model import tables
from aftercare.model.backup import BackupReason
from aftercare.model.deed import Deed
from aftercare.model.incoming import Conflict, Considered, Incoming, differing_fields
from aftercare.model.note import Note
from aftercare.model.progress import Told, part, silent
from aftercare.model.slot_instant import wall_instant, zone_on
from aftercare.model.tables import fits, month_of
from aftercare.model.text import typed_text
from aftercare.store.digest import blake2b
from aftercare.store.disk import disk_trouble
from aftercare.store.home import Home
from aftercare.store.line import SCHEMA, Change
from aftercare.store.record import PROFILE
from aftercare.store.versions import Key

if TYPE_CHECKING:
    from aftercare.care import Care
    from aftercare.exchange.diary_table import Diary, DiaryRow
    from aftercare.exchange.record_lines import BadLine, RecordFile
    from aftercare.model.check_in import CheckIn

#: When a row without a time is taken to have been written.
_NOON = time(12)
_LONGEST_SHOWN = 60


class ImportFile(Struct, frozen=True):
    """What was read of an export: its documents, the lines that cannot be, and where its photos lie."""

    client: str
    whose: str
    documents: tuple[Incoming, ...]
    bad: tuple[BadLine, ...]
    photos: Path | None = None


def read_import(path: Path, told: Told = silent) -> ImportFile:
    """Reads an export: its folder, of whose files `told` hears, or its .jsonl file.

    Raises BadInput, NewerRecord, DiskTrouble.
    """
    from aftercare.care.exporting import RECORD_FILE, check_export, read_export_manifest
    from aftercare.exchange.record_lines import read_record_lines

    photos = None
    if path.is_dir():
        manifest = read_export_manifest(path)
        if manifest is None:
            raise BadInput(f"{path} is no folder that `aftercare export` has filled.", "Name an export or a CSV file.")
        check_export(path, manifest, told)
        photos = path / "photos"
        path = path / RECORD_FILE
    with disk_trouble("read", path):
        found = read_record_lines(path.read_bytes())
    if found.header.schema > SCHEMA:
        raise NewerRecord("This file was written by a newer aftercare.", "Install the newest version.")
    documents, bad = _sound(found)
    return ImportFile(found.header.client, found.header.name, documents, bad, photos)


def is_record_export(path: Path) -> bool:
    """Whether `path` is an export of this program rather than a table. Raises DiskTrouble."""
    from aftercare.exchange.record_lines import is_record_file

    with disk_trouble("read", path):
        if path.is_dir():
            return True
        with path.open("rb") as file:
            return is_record_file(file.read(64))


def _sound(found: RecordFile) -> tuple[tuple[Incoming, ...], tuple[BadLine, ...]]:
    """The documents that their tables can hold; the others become bad lines."""
    from aftercare.exchange.record_lines import BadLine

    good: list[Incoming] = []
    bad = list(found.bad)
    for line, each in found.numbered:
        if each.table not in tables.TABLES:
            bad.append(BadLine(line, f"is of a table “{each.table}” that this program does not know"))
        elif not fits(each.table, each.id, each.document):
            bad.append(BadLine(line, f"is nothing that “{each.table}” can hold"))
        else:
            good.append(Incoming(each.table, each.id, each.document))
    return tuple(good), tuple(sorted(bad, key=lambda each: each.line))


def read_diary_file(
    path: Path, mapping: dict[str, str] | None = None, order: str | None = None, delimiter: str | None = None
) -> Diary:
    """Reads a table from another diary. Raises BadInput, DiskTrouble."""
    from aftercare.exchange.diary_table import read_diary

    with disk_trouble("read", path):
        data = path.read_bytes()
    return read_diary(data, mapping, _rated(), order, delimiter)


def read_diary_columns(path: Path) -> tuple[tuple[str, ...], dict[str, str], dict[str, str]]:
    """The columns of a table from another diary, what they are taken for, and all that each can be with its name.

    Raises BadInput, DiskTrouble.
    """
    from aftercare.exchange.diary_table import DATE, TEXT, TIME, diary_columns

    with disk_trouble("read", path):
        data = path.read_bytes()
    rated = _rated()
    columns, found = diary_columns(data, rated)
    return columns, found, {DATE: "the day", TIME: "the time", TEXT: "words", **rated}


def _rated() -> dict[str, str]:
    """What a column can be a rating of, as it is typed, with what people call it."""
    from aftercare.model.subjects import measures_of
    from aftercare.store.reference import measures, zones

    known = measures()
    found = {each.id: each.label for each in measures_of(None, known)}
    for zone in zones().values():
        found |= {f"{zone.id}.{each.id}": f"{zone.label}: {each.label}" for each in measures_of(zone, known)}
    return found


def begin_for_import(home: Home, client: str) -> Care:
    """A record without anything in it, for what comes in to begin it. Raises DiskTrouble."""
    from aftercare.care import Care

    folder = home.client(client)
    folder.create()
    return Care(folder)


class Importing(Restoring, Undoing):
    """Files taken in."""

    def consider_import(
        self, incoming: Sequence[Incoming], photos: Path | None = None, *, theirs: bool = False
    ) -> Considered:
        """What taking `incoming` and the `photos` of a folder in would do. Writes nothing.

        What is here and differs stays, whatever the file says; with `theirs` the file's takes its place. What was
        once here as the file has it has moved on since: that is no conflict.
        """
        whole = self._another_reading()
        whole.need(PROFILE, *whole.months())
        live = whole.versions.live
        new: list[Incoming] = []
        differing: list[Incoming] = []
        same = 0
        for each in incoming:
            shown = whole.versions.shown(each.table, each.id)
            if shown is None:
                new.append(each)
            elif shown.document == each.document:
                same += 1
            else:
                differing.append(each)
        past = self._record.histories([(each.table, each.id) for each in differing]) if differing else {}
        conflicts: list[Conflict] = []
        replacing: list[Incoming] = []
        older = 0
        for each in differing:
            if any(version.document == each.document for version in past[each.table, each.id]):
                older += 1
                continue
            replacing.append(each)
            conflicts.append(self._conflict(each, live.get(each.table, {}).get(each.id)))
        missing = self._missing_photos(photos) if photos is not None else 0
        return Considered(tuple(new), same, older, tuple(conflicts), tuple(replacing) if theirs else (), missing)

    def _conflict(self, each: Incoming, here: dict[str, Any] | None) -> Conflict:
        fields = differing_fields(here, each.document) if here is not None else []
        return Conflict(
            each.table,
            each.id,
            self._title(Change(each.table, each.id, (), here or each.document)),
            {name: _short(here.get(name)) for name in fields} if here is not None else {},
            {name: _short(each.document.get(name)) for name in fields},
            deleted=here is None,
        )

    def _missing_photos(self, photos: Path) -> int:
        from aftercare.store.photo_files import list_photos

        here = {each.sha256 for each in list_photos(self.folder.photos)}
        return sum(each.sha256 not in here for each in list_photos(photos))

    def take_in(
        self,
        incoming: Sequence[Incoming],
        now: datetime,
        photos: Path | None = None,
        told: Told = silent,
        *,
        theirs: bool = False,
    ) -> Considered:
        """Takes in what `consider_import` shows, as one action, after a backup. `told` hears of both, as one whole.

        Raises DiskTrouble, Busy.
        """
        if self.has_begun():
            self.back_up(now, BackupReason.BEFORE_IMPORT, part(told, 0, 2))
        with self._looking_closely():
            considered = self.consider_import(incoming, photos, theirs=theirs)
            if photos is not None:
                self._take_photos(photos, part(told, 1, 2))
            puts: dict[Key, dict[str, Any] | None] = {
                (each.table, each.id): each.document for each in considered.writes
            }
            self._put_all(Deed.IMPORT, puts, now)
        return considered

    def diary_entries(
        self, rows: Sequence[DiaryRow], now: datetime
    ) -> tuple[tuple[Incoming, ...], tuple[BadLine, ...]]:
        """The rows of a diary as entries of the journal, and those that cannot be one.

        A row with ratings is a check-in, one with words alone a note. The same row makes the same entry each time.
        """
        from aftercare.exchange.record_lines import BadLine

        seen: dict[bytes, int] = {}
        found: list[Incoming] = []
        bad: list[BadLine] = []
        for row in rows:
            content = msgspec.json.encode([row.day, row.at, row.text, sorted(row.values.items())])
            # two rows that say the same on one day are two entries
            seen[content] = seen.get(content, 0) + 1
            mark = blake2b(b"%d %s" % (seen[content], content), digest_size=6).hexdigest()
            try:
                entry = self._entry(row, f"{month_of(row.day)}-{mark}", now)
            except AftercareError as error:
                bad.append(BadLine(row.line, f"cannot be kept: {error}"))
            else:
                # as it is read again: a list where the entry has a tuple, or the next time it would seem another one
                document = msgspec.json.decode(msgspec.json.encode(entry))
                found.append(Incoming(tables.ENTRIES, entry.id, document))
        return tuple(found), tuple(bad)

    def _entry(self, row: DiaryRow, entry_id: str, now: datetime) -> Note | CheckIn:
        text = typed_text(row.text, "text") if row.text else ""
        at = self._at(row, now)
        if not row.values:
            return Note(entry_id, row.day, at, text)
        from aftercare.model.check_in import CheckIn
        from aftercare.model.rating import Rating, Subject
        from aftercare.model.scale import value_typed
        from aftercare.model.subjects import check_subject
        from aftercare.store.reference import measures, zones

        ratings = []
        for what, typed in row.values.items():
            zone, _, measure = what.rpartition(".")
            subject = Subject(measure, zone or None)
            value = value_typed(check_subject(subject, measures(), zones()), typed)
            ratings.append(Rating(measure, value, zone or None))
        return CheckIn(entry_id, row.day, at, tuple(ratings), text=text)

    def _at(self, row: DiaryRow, now: datetime) -> datetime:
        wall, zones = row.at or _NOON, self.present().zones
        if not zones:
            return datetime.combine(row.day, wall, now.tzinfo)
        return self.wall(wall_instant(row.day, wall, zone_on(zones, row.day)))


def _short(value: object) -> str:
    if value is None:
        return "–"
    text = value if isinstance(value, str) else msgspec.json.encode(value).decode()
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"

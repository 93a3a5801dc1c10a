"""The whole record as files that anybody can read: JSON Lines with everything, a CSV table each, the photos beside."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from aftercare.care.settings import Settled
from aftercare.errors import BadInput
from aftercare.model import tables
from aftercare.model.learned_types import learned
from aftercare.model.progress import Told, silent
from aftercare.model.tables import kind_of_table
from aftercare.store.disk import disk_trouble, hash_of, pieces_of
from aftercare.store.record import PROFILE, Record

RECORD_FILE, MANIFEST = "record.jsonl", "manifest.json"
_SUFFIX = ".jsonl"


class ExportedFile(Struct, frozen=True):
    """A file of an export: its length and its SHA-256."""

    bytes: int
    sha256: str


class ExportManifest(Struct, frozen=True, kw_only=True):
    """What an export says of itself, beside the files that it names."""

    aftercare: str = "export"
    format: int = 1
    program: str
    schema: int
    client: str
    name: str
    made: datetime
    history: bool
    counts: dict[str, int]
    photos: int
    settings: dict[str, str | None]
    files: dict[str, ExportedFile]


class ExportDone(Struct, frozen=True):
    """What was written: where, the documents of each table, photos, and actions of the history."""

    place: str
    counts: dict[str, int]
    photos: int
    actions: int
    left_out: int = 0


class Exporting(Settled):
    """The record handed out. Writes nothing to it."""

    def export(
        self, to: Path, now: datetime, told: Told = silent, *, history: bool = False, force: bool = False
    ) -> ExportDone:
        """Writes everything to the folder `to`, or the record's documents alone to `to` where that ends in .jsonl.

        With `history` every action of the past comes too. What is there already is replaced with `force` alone, and
        only where it is an export. `told` hears of things done and of how many. Raises BadInput, NotFound, DiskTrouble;
        then nothing is left of it.
        """
        whole = self._another_reading()
        whole.need(PROFILE, *whole.months())
        live = {table: dict(sorted(of_table.items())) for table, of_table in whole.versions.live.items() if of_table}
        counting = _Counting(whole, live, history, told)
        if to.suffix == _SUFFIX:
            return self._to_file(to, now, counting, force=force)
        return self._to_folder(to, now, counting, force=force)

    def _to_file(self, to: Path, now: datetime, counting: _Counting, *, force: bool) -> ExportDone:
        from aftercare.exchange.record_lines import is_record_file
        from aftercare.store.outgoing import hand_out_pieces
        from aftercare.store.photo_files import list_photos

        lines = self._lines(now, counting)
        hand_out_pieces(to, lines, is_record_file, "export", force=force, replaces_own=force)
        left = len(list_photos(self.folder.photos))
        return ExportDone(str(to), counting.counts, 0, counting.actions, left)

    def _to_folder(self, to: Path, now: datetime, counting: _Counting, *, force: bool) -> ExportDone:
        from aftercare.exchange.record_tables import table_lines
        from aftercare.store.outgoing_folder import handed_out, write_file
        from aftercare.store.photo_files import list_photos

        photos = list_photos(self.folder.photos)
        counting.whole += len(photos)
        files: dict[str, ExportedFile] = {}
        with disk_trouble("write", to), handed_out(to, is_export, "export", force=force) as folder:
            files[RECORD_FILE] = ExportedFile(*write_file(folder / RECORD_FILE, self._lines(now, counting)))
            for table, of_table in sorted(counting.live.items()):
                name = f"tables/{table}.csv"
                rows = table_lines(of_table.items(), kind_of_table(table))
                files[name] = ExportedFile(*write_file(folder / name, rows))
            for each in photos:
                name = f"photos/{each.place}"
                files[name] = ExportedFile(*write_file(folder / name, pieces_of(each.path)))
                counting.one()
            manifest = self._manifest(now, counting, len(photos), files)
            write_file(folder / MANIFEST, (msgspec.json.format(msgspec.json.encode(manifest)), b"\n"))
        return ExportDone(str(to), counting.counts, len(photos), counting.actions)

    def _lines(self, now: datetime, counting: _Counting) -> Iterator[bytes]:
        from importlib.metadata import version

        from aftercare.exchange.record_lines import Header, record_lines
        from aftercare.store.line import SCHEMA

        header = Header(
            program=version("aftercare"),
            schema=SCHEMA,
            client=self.folder.name,
            name=self.present().client.name,
            made=now.isoformat(),
            counts=counting.counts,
            settings={each.name: each.value for each in self.settings(now)},
        )
        return record_lines(header, counting.documents(), counting.history())

    def _manifest(
        self, now: datetime, counting: _Counting, photos: int, files: dict[str, ExportedFile]
    ) -> ExportManifest:
        from importlib.metadata import version

        from aftercare.store.line import SCHEMA

        return ExportManifest(
            program=version("aftercare"),
            schema=SCHEMA,
            client=self.folder.name,
            name=self.present().client.name,
            made=now,
            history=counting.wants_history,
            counts=counting.counts,
            photos=photos,
            settings={each.name: each.value for each in self.settings(now)},
            files=files,
        )


class _Counting:
    """What goes out, told of as it goes."""

    def __init__(self, record: Record, live: dict[str, dict[str, dict[str, Any]]], history: bool, told: Told) -> None:
        self._record = record
        self._told = told
        self.live = live
        self.counts = {table: len(of_table) for table, of_table in sorted(live.items())}
        self.wants_history = history
        self.actions = 0
        self.whole = sum(self.counts.values())
        self._done = 0

    def one(self) -> None:
        """One more thing is written."""
        self._done += 1
        self._told(self._done, max(self.whole, self._done))

    def documents(self) -> Iterator[Any]:
        """The documents, by table and id; what the others rest on first."""
        from aftercare.exchange.record_lines import Exported

        for table in sorted(self.live, key=lambda each: (each in _MONTHLY, each)):
            for document_id, document in self.live[table].items():
                yield Exported(table, document_id, document)
                self.one()

    def history(self) -> Iterator[Any]:
        """Every action that there was, month by month, where they are wanted."""
        from aftercare.exchange.record_lines import PastAction

        if not self.wants_history:
            return
        for period in (PROFILE, *self._record.months()):
            for each in self._record.actions(period):
                done = each.action
                self.actions += 1
                yield PastAction(
                    action=each.name,
                    writer=done.writer,
                    seq=done.seq,
                    at=datetime.fromtimestamp(done.stamp / 1000, UTC).isoformat(),
                    what=done.what,
                    undoes=done.undoes,
                    changes=tuple(
                        {"table": one.table, "id": one.id, "replaces": list(one.base), "document": one.document}
                        for one in done.changes
                    ),
                )


_MONTHLY = frozenset(
    {
        tables.CHECK_OFFS,
        tables.ENTRIES,
        tables.USES,
        tables.STOCK_COUNTS,
        tables.SNOOZES,
        tables.MAGNETS,
        tables.PRESSES,
    }
)


def is_export(folder: Path) -> bool:
    """Whether `folder` is one that an export has filled."""
    return read_export_manifest(folder) is not None


def read_export_manifest(folder: Path) -> ExportManifest | None:
    """What an export says of itself; None where it is none."""
    try:
        found = msgspec.json.decode((folder / MANIFEST).read_bytes(), type=learned(ExportManifest))
    except (OSError, ValueError):
        return None
    return found if found.aftercare == "export" else None


def check_export(folder: Path, manifest: ExportManifest, told: Told) -> None:
    """Raises BadInput where a file of the export is missing or is not what was written; `told` hears of files."""
    for number, (name, each) in enumerate(manifest.files.items(), 1):
        path = folder / name
        with disk_trouble("read", path):
            if not path.is_file():
                raise BadInput(f"{name} is missing in {folder}.", "Export it again, or import record.jsonl alone.")
            if (name == RECORD_FILE or name.startswith("photos/")) and hash_of(path) != each.sha256:
                raise BadInput(
                    f"{name} is not as it was exported: it was changed or damaged.",
                    f"Export it again; if you changed it yourself, import {RECORD_FILE} alone.",
                )
        told(number, len(manifest.files))

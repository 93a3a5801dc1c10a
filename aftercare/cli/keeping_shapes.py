"""What `backup`, `restore`, `verify`, `export`, `import` and `erase` answer with --json."""

from __future__ import annotations

from datetime import date, datetime, time
from pathlib import Path

from msgspec import convert

from aftercare.care.erasing import Erased, ToErase
from aftercare.care.exporting import ExportDone
from aftercare.cli.json_shape import Shape
from aftercare.cli.terminal import literal
from aftercare.exchange.diary_table import Diary
from aftercare.exchange.record_lines import BadLine
from aftercare.model.backup import BackedUp, Backup, Restoration, Verified
from aftercare.model.incoming import Considered
from aftercare.model.learned_types import learned


class BackupShape(Shape, frozen=True):
    """One backup. `documents` is null where it cannot be read; `size` is in bytes."""

    name: str
    file: str
    made: datetime
    reason: str | None
    size: int
    documents: int | None
    photos: int


class BackedUpShape(Shape, frozen=True):
    """`backup`. `changed` is false where the newest backup had everything already."""

    client: str
    changed: bool
    backup: BackupShape
    second_folder: str | None
    remark: str | None


class BackupsShape(Shape, frozen=True):
    """`backup list`, newest first."""

    client: str
    folder: str
    second_folder: str | None
    backups: tuple[BackupShape, ...]


class DifferenceShape(Shape, frozen=True):
    """A table of the record: how many documents there are now and in the backup, and what would change."""

    table: str
    now: int
    then: int
    added: int
    changed: int
    removed: int


class RestoredShape(Shape, frozen=True):
    """`restore`. `restored` is false where nobody agreed, or nothing differs; `began` where there was no record."""

    client: str
    restored: bool
    began: bool
    backup: BackupShape
    only_missing: bool = False
    tables: tuple[DifferenceShape, ...] = ()
    photos: int = 0
    newest_now: tuple[str, ...] = ()
    newest_then: tuple[str, ...] = ()


class ProblemShape(Shape, frozen=True):
    """Something that is not whole."""

    what: str
    where: str
    next_step: str


class VerifiedShape(Shape, frozen=True):
    """`verify`. The exit code is 11 where there are problems."""

    client: str
    files: int
    lines: int
    photos: int
    backups: int
    problems: tuple[ProblemShape, ...]
    remarks: tuple[str, ...]


class ExportedShape(Shape, frozen=True):
    """`export`. `counts` are the documents of each table."""

    client: str
    place: str
    counts: dict[str, int]
    photos: int
    actions: int


class BadLineShape(Shape, frozen=True):
    """A line of the file that is left out, and why."""

    line: int
    why: str


class ConflictShape(Shape, frozen=True):
    """A thing that is here and differs; `here` and `there` are the fields that do."""

    table: str
    id: str
    title: str
    deleted_here: bool
    here: dict[str, str]
    there: dict[str, str]


class RowShape(Shape, frozen=True):
    """A row of a diary as it is read."""

    line: int
    day: date
    at: time | None
    text: str
    values: dict[str, str]


class ImportedShape(Shape, frozen=True):
    """`import`. `imported` is false where nobody agreed, or nothing is new.

    `columns` and `rows` (the first ones) are those of a diary; empty for an export of this program.
    """

    client: str
    imported: bool
    new: int
    same: int
    older: int
    replaced: int
    photos: int
    conflicts: tuple[ConflictShape, ...]
    bad_lines: tuple[BadLineShape, ...]
    columns: dict[str, str]
    rows: tuple[RowShape, ...]


class ErasedEntryShape(Shape, frozen=True):
    """One entry; the files are those that still hold it. `backups_cleaned` were written anew."""

    id: str
    title: str
    photos: tuple[str, ...]
    other_files: tuple[str, ...]
    backups: tuple[str, ...]
    backups_cleaned: tuple[str, ...] = ()


class ErasedShape(Shape, frozen=True):
    """`erase`. `erased` is false where nobody agreed."""

    client: str
    erased: bool
    entries: tuple[ErasedEntryShape, ...]


def backup_shape(backup: Backup) -> BackupShape:
    """One backup."""
    return BackupShape(
        name=backup.name,
        file=literal(backup.place),
        made=backup.made,
        reason=backup.reason or None,
        size=backup.size,
        documents=backup.documents,
        photos=backup.photos,
    )


def backed_up_shape(client: str, done: BackedUp) -> BackedUpShape:
    """What `backup` did."""
    return BackedUpShape(
        client=client,
        changed=done.is_new,
        backup=backup_shape(done.backup),
        second_folder=done.second,
        remark=done.remark or None,
    )


def backups_shape(client: str, folder: Path, second: Path | None, backups: tuple[Backup, ...]) -> BackupsShape:
    """What `backup list` lists."""
    return BackupsShape(
        client=client,
        folder=literal(str(folder)),
        second_folder=literal(str(second)) if second else None,
        backups=tuple(map(backup_shape, backups)),
    )


def restored_shape(client: str, found: Restoration, *, restored: bool) -> RestoredShape:
    """What `restore` did in a record that was there."""
    return RestoredShape(
        client=client,
        restored=restored,
        began=False,
        backup=backup_shape(found.backup),
        only_missing=found.keeps_newer,
        tables=tuple(convert(each, learned(DifferenceShape), from_attributes=True) for each in found.differences),
        photos=found.photos,
        newest_now=found.newest_now,
        newest_then=found.newest_then,
    )


def began_shape(client: str, backup: Backup, *, restored: bool) -> RestoredShape:
    """What `restore` did where there was no record."""
    return RestoredShape(
        client=client, restored=restored, began=restored, backup=backup_shape(backup), photos=backup.photos
    )


def verified_shape(client: str, found: Verified) -> VerifiedShape:
    """What `verify` found."""
    return VerifiedShape(
        client=client,
        files=found.files,
        lines=found.lines,
        photos=found.photos,
        backups=found.backups,
        problems=tuple(
            ProblemShape(what=each.what, where=literal(each.where), next_step=each.next_step) for each in found.problems
        ),
        remarks=found.remarks,
    )


def exported_shape(client: str, done: ExportDone) -> ExportedShape:
    """What `export` wrote."""
    return ExportedShape(
        client=client, place=literal(done.place), counts=done.counts, photos=done.photos, actions=done.actions
    )


def imported_shape(
    client: str, found: Considered, bad: tuple[BadLine, ...], diary: Diary | None, *, imported: bool
) -> ImportedShape:
    """What `import` took in, or would."""
    return ImportedShape(
        client=client,
        imported=imported,
        new=len(found.new),
        same=found.same,
        older=found.older,
        replaced=len(found.replacing),
        photos=found.photos,
        conflicts=tuple(
            ConflictShape(
                table=each.table,
                id=each.id,
                title=each.title,
                deleted_here=each.deleted,
                here=each.here,
                there=each.there,
            )
            for each in found.conflicts
        ),
        bad_lines=tuple(convert(each, learned(BadLineShape), from_attributes=True) for each in bad),
        columns=dict(diary.mapping) if diary else {},
        rows=tuple(
            convert(each, learned(RowShape), from_attributes=True) for each in (diary.rows[:5] if diary else ())
        ),
    )


def to_erase_shape(found: ToErase) -> ErasedEntryShape:
    """An entry before it is erased."""
    return ErasedEntryShape(
        id=found.id, title=found.title, photos=found.photos, other_files=found.others, backups=found.backups
    )


def erased_shape(entry: str, done: Erased) -> ErasedEntryShape:
    """An entry that was erased."""
    return ErasedEntryShape(
        id=entry,
        title=done.title,
        photos=done.photos,
        other_files=done.others,
        backups=tuple(map(literal, done.backups_left)),
        backups_cleaned=tuple(map(literal, done.backups_cleaned)),
    )

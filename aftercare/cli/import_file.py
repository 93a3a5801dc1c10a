"""`import`: an export taken in again, or a table from another diary."""

from __future__ import annotations

from pathlib import Path

import click

from aftercare.care import FIRST_CLIENT, Care
from aftercare.care.import_told import columns_line, considered_lines, row_cells
from aftercare.cli import clock
from aftercare.cli.agreement import agrees, not_agreed
from aftercare.cli.command import command
from aftercare.cli.progress import progress
from aftercare.cli.terminal import literal, remark, say, table
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.errors import BadInput, NotFound
from aftercare.exchange.diary_table import Diary
from aftercare.exchange.record_lines import BadLine
from aftercare.model.incoming import Considered
from aftercare.model.words import counted, of_somebody_else

#: Bad lines and conflicts that are told one by one.
_MOST = 20


@command("import")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--map", "mapping", metavar="WHAT=COLUMN,...", help="What each column of a CSV file is.")
@click.option("--days", type=click.Choice(["dmy", "mdy"]), help="The order of day and month, where it is in doubt.")
@click.option("--delimiter", metavar="SIGN", help="What parts the cells; by default that is found out.")
@click.option("--theirs", is_flag=True, help="Where a thing differs, let the file's take the place of what is here.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@everywhere
@click.pass_obj
def import_(
    wishes: Wishes,
    file: Path,
    mapping: str | None,
    days: str | None,
    delimiter: str | None,
    theirs: bool,
    yes: bool,
) -> None:
    """Take in an export of this program, or a CSV table. An export is a folder or a .jsonl file; the table may come
    from another diary.

    What is new is shown and asked about first; what is here already is left alone, however often it comes. What differs
    is named and stays as it is here, unless you say --theirs. A backup is made before, and `undo` takes it back.

    Of a CSV file each row becomes a note of its day, or a check-in where it has ratings. Columns called date, time and
    text (or Datum, Notizen and the like) and those of measures are found by themselves; --map names others. Rows that
    cannot be read are told with their line and left out.

    \b
    aftercare import ~/my-record
    aftercare import diary.csv
    aftercare import diary.csv --map date=Tag,redness=Rötung --days dmy
    """
    wishes.refuse_day("import")
    file = file.expanduser()
    if not file.exists():
        raise NotFound(f"There is no file {file}.", "Look at its name.")
    from aftercare.care.importing import is_record_export

    if is_record_export(file):
        if mapping or days or delimiter:
            raise BadInput("--map, --days and --delimiter are for CSV files.", "Leave them out.")
        _take_record(wishes, file, theirs=theirs, yes=yes)
    else:
        _take_diary(wishes, file, mapping, days, delimiter, theirs=theirs, yes=yes)


def _take_record(wishes: Wishes, file: Path, *, theirs: bool, yes: bool) -> None:
    from aftercare.care.importing import begin_for_import, read_import

    with progress("Looking through it", wishes) as told:
        found = read_import(file, told)
    care = Care.find(wishes.home(), wishes.client)
    if care is None:
        name = wishes.client or FIRST_CLIENT
        considered = Considered(found.documents, 0, 0, ())
        if not wishes.json:
            say(f"“{literal(name)}” has no record here yet: taking the file in begins it.")
    else:
        name = care.folder.name
        considered = care.keeping.consider_import(found.documents, found.photos, theirs=theirs)
        if not wishes.json and (doubt := of_somebody_else(found.whose, care.present().client.name)):
            remark(doubt)
    if not wishes.json:
        say(*_lines(considered, theirs=theirs))
        _tell_bad(found.bad)
    nothing = not considered.writes and not considered.photos
    agreed = not nothing and (yes or agrees(_question(found.bad), wishes))
    if agreed:
        keeping = (care or begin_for_import(wishes.home(), name)).keeping
        with progress("Taking it in", wishes) as told:
            considered = keeping.take_in(found.documents, clock.now(), found.photos, told, theirs=theirs)
    _end(wishes, name, considered, found.bad, None, agreed=agreed, nothing=nothing)


def _take_diary(
    wishes: Wishes,
    file: Path,
    mapping: str | None,
    days: str | None,
    delimiter: str | None,
    *,
    theirs: bool,
    yes: bool,
) -> None:
    from aftercare.exchange.diary_table import mapping_typed

    care, now = wishes.care(), clock.now()
    sign = {"tab": "\t", "\\t": "\t"}.get(delimiter or "", delimiter)
    if sign is not None and len(sign) != 1:
        raise BadInput(f"“{delimiter}” is no sign that parts cells.", "Write one, such as ; or tab.")
    diary = _read(file, mapping_typed(mapping) if mapping else None, days, sign)
    keeping = care.keeping
    entries, unkept = keeping.diary_entries(diary.rows, now)
    bad = tuple(sorted((*diary.bad, *unkept), key=lambda each: each.line))
    considered = keeping.consider_import(entries, theirs=theirs)
    if not wishes.json:
        say(*_preview(diary), *_lines(considered, theirs=theirs))
        _tell_bad(bad)
    nothing = not considered.writes
    agreed = not nothing and (yes or agrees(_question(bad), wishes))
    if agreed:
        with progress("Taking it in", wishes) as told:
            considered = keeping.take_in(entries, now, told=told, theirs=theirs)
    _end(wishes, care.folder.name, considered, bad, diary, agreed=agreed, nothing=nothing)


def _read(file: Path, mapping: dict[str, str] | None, days: str | None, sign: str | None) -> Diary:
    from aftercare.care.importing import read_diary_file
    from aftercare.exchange.diary_table import ColumnsUnclear, DaysUnclear

    try:
        return read_diary_file(file, mapping, days, sign)
    except ColumnsUnclear as error:
        error.next_step = "Say it with --map, such as --map date=Day,text=Notes."
        raise
    except DaysUnclear as error:
        error.next_step = "Say it with --days dmy or --days mdy."
        raise


def _end(
    wishes: Wishes,
    client: str,
    considered: Considered,
    bad: tuple[BadLine, ...],
    diary: Diary | None,
    *,
    agreed: bool,
    nothing: bool,
) -> None:
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.keeping_shapes import imported_shape

        say(encoded(imported_shape(client, considered, bad, diary, imported=agreed)))
    elif agreed:
        say(f"{counted(len(considered.writes), 'thing')} taken in. `aftercare undo` takes this back.")
    if not (agreed or nothing):
        raise not_agreed()


def _question(bad: tuple[BadLine, ...]) -> str:
    return f"Take it in, without {counted(len(bad), 'line')} that cannot be read?" if bad else "Take it in?"


def _preview(diary: Diary) -> list[str]:
    rows = [tuple(map(literal, each)) for each in row_cells(diary)]
    lines = [literal(columns_line(diary)), *([line.rstrip() for line in table(rows)] if rows else ["  none"])]
    if diary.empty:
        lines.append(f"{counted(diary.empty, 'row')} with nothing to keep.")
    return lines


def _lines(found: Considered, *, theirs: bool) -> list[str]:
    told = considered_lines(
        found, theirs=theirs, otherwise="--theirs takes the file's", most=_MOST, rest=" (--json has all)"
    )
    return list(map(literal, told))


def _tell_bad(bad: tuple[BadLine, ...]) -> None:
    for each in bad[:_MOST]:
        remark(f"line {each.line}: {each.why}")
    if len(bad) > _MOST:
        remark(f"and {len(bad) - _MOST} more lines that cannot be read")

"""Taking a file in: an export, or a table from another diary, whose columns are named. It is looked at first."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from textual.screen import Screen

from aftercare.care import Care, folder_typed
from aftercare.care.import_told import considered_lines, row_cells
from aftercare.care.importing import is_record_export, read_diary_columns, read_diary_file, read_import
from aftercare.errors import BadInput, NotFound
from aftercare.model.incoming import Considered, Incoming
from aftercare.model.progress import Told, in_steps
from aftercare.model.typed_paths import paths_typed
from aftercare.model.words import counted, of_somebody_else
from aftercare.screens.confirm import Confirm
from aftercare.screens.shelf_form import Field, ShelfForm

if TYPE_CHECKING:
    from aftercare.exchange.record_lines import BadLine

_HERE, _THEIRS = "here", "theirs"
_LEFT_OUT = ("", "leave it out")
#: The day and what holds most of a table's rows are asked for by these names.
_DAY, _ORDER = "date", "order"
_ORDERS = (("", "as the days tell it"), ("dmy", "day, month"), ("mdy", "month, day"))
#: So much of what differs, and of what cannot be read, is told before somebody agrees.
_MOST = 3


class FileConsidered(Struct, frozen=True):
    """A file that was looked through: what comes in, what is told of it, and what taking it in would do."""

    documents: tuple[Incoming, ...]
    considered: Considered
    lines: tuple[str, ...]
    photos: Path | None = None
    theirs: bool = False


class _Table(Struct, frozen=True):
    """A table from another diary: its columns, what they are taken for by their names, and all that each can be."""

    path: Path
    columns: tuple[str, ...]
    taken_for: dict[str, str]
    possible: dict[str, str]
    theirs: bool


def ask_for_file(
    screen: Screen[None], care: Care, clock: Callable[[], datetime], take: Callable[[FileConsidered], object]
) -> None:
    """Asks for a file, shows what comes in with it, and hands it to `take` once that is agreed to."""

    def look(typed: dict[str, str]) -> FileConsidered | _Table:
        path, theirs = _path_typed(typed["file"]), typed["differs"] == _THEIRS
        if is_record_export(path):
            told = in_steps("Looking through it", lambda words: screen.app.call_from_thread(form.say_going_on, words))
            return _of_export(care, path, told, theirs=theirs)
        return _Table(path, *read_diary_columns(path), theirs=theirs)

    def looked(found: FileConsidered | _Table) -> None:
        if isinstance(found, _Table):
            _ask_for_columns(screen, care, clock, found, take)
        else:
            _ask(screen, found, take)

    stays = ((_HERE, "what is here stays"), (_THEIRS, "the file's takes its place"))
    fields = [
        Field("file", "File or folder", hint="type or paste its path, or drag it here"),
        Field("differs", "What differs", _HERE, choices=stays),
    ]
    about = "An export of this program, or a CSV table from another diary. You see what comes in before it does."
    form = ShelfForm("Take a file in", fields, look, about, does="goes on", then=looked)
    screen.app.push_screen(form)


def _path_typed(typed: str) -> Path:
    paths = paths_typed(typed)
    if len(paths) != 1:
        raise BadInput("No file is named." if not paths else "Several files are named.", "Name one.")
    path = folder_typed(paths[0])
    if not path.exists():
        raise NotFound(f"There is no file {path}.", "Look at its name.")
    return path


def _of_export(care: Care, path: Path, told: Told, *, theirs: bool) -> FileConsidered:
    read = read_import(path, told)
    considered = care.keeping.consider_import(read.documents, read.photos, theirs=theirs)
    doubt = of_somebody_else(read.whose, care.present().client.name)
    lines = [*([doubt] if doubt else []), *_told(considered, read.bad, theirs=theirs)]
    return FileConsidered(read.documents, considered, tuple(lines), read.photos, theirs)


def _ask_for_columns(
    screen: Screen[None],
    care: Care,
    clock: Callable[[], datetime],
    table: _Table,
    take: Callable[[FileConsidered], object],
) -> None:
    """Asks what each column of a table is, beginning with what their names tell."""
    named = [each for each in dict.fromkeys(table.columns) if each.strip()]
    taken_for = {column: what for what, column in table.taken_for.items()}

    def look(typed: dict[str, str]) -> FileConsidered:
        mapping = _mapping({column: typed[f"column-{at}"] for at, column in enumerate(named)}, table.possible)
        return _of_table(care, clock(), table.path, mapping, typed[_ORDER] or None, theirs=table.theirs)

    choices = (_LEFT_OUT, *table.possible.items())
    fields = [
        *(Field(f"column-{at}", each, taken_for.get(each, ""), choices=choices) for at, each in enumerate(named)),
        Field(_ORDER, "Days are written", "", choices=_ORDERS),
    ]
    about = "What is each column? A row becomes a note of its day, and with ratings a check-in."
    form = ShelfForm(
        f"The columns of {table.path.name}",
        fields,
        look,
        about,
        does="goes on",
        then=lambda found: _ask(screen, found, take),
    )
    screen.app.push_screen(form)


def _mapping(chosen: dict[str, str], possible: dict[str, str]) -> dict[str, str]:
    mapping: dict[str, str] = {}
    for column, what in chosen.items():
        if what and what in mapping:
            raise BadInput(f"“{mapping[what]}” and “{column}” are both {possible[what]}.", "Leave one of them out.")
        mapping |= {what: column} if what else {}
    if _DAY not in mapping:
        raise BadInput("It is not clear which column has the day.", "Choose “the day” at one of them.")
    return mapping


def _of_table(
    care: Care, now: datetime, path: Path, mapping: dict[str, str], order: str | None, *, theirs: bool
) -> FileConsidered:
    diary = read_diary_file(path, mapping, order)
    documents, unkept = care.keeping.diary_entries(diary.rows, now)
    considered = care.keeping.consider_import(documents, theirs=theirs)
    bad = sorted((*diary.bad, *unkept), key=lambda each: each.line)
    rows = ["  ".join(each.strip() for each in cells[1:] if each.strip()) for cells in row_cells(diary)]
    lines = [*rows, *([f"… {len(diary.rows)} rows in all"] if len(diary.rows) > len(rows) else []), ""]
    return FileConsidered(documents, considered, (*lines, *_told(considered, bad, theirs=theirs)), theirs=theirs)


def _told(considered: Considered, bad: Sequence[BadLine], *, theirs: bool) -> list[str]:
    lines = considered_lines(considered, theirs=theirs, otherwise="the form takes the file's", most=_MOST)
    if bad:
        lines.append(f"{counted(len(bad), 'line')} that cannot be read, and left out:")
        lines += [f"  line {each.line}: {each.why}" for each in bad[:_MOST]]
        lines += [f"  and {len(bad) - _MOST} more"] if len(bad) > _MOST else []
    return lines


def _ask(screen: Screen[None], found: FileConsidered, take: Callable[[FileConsidered], object]) -> None:
    if not (found.considered.writes or found.considered.photos):
        screen.app.push_screen(Confirm("There is nothing new in this file.", "understood", "back", found.lines))
        return

    def answered(yes: bool | None) -> None:
        if yes:
            take(found)

    screen.app.push_screen(Confirm("Take it in?", "take it in", "leave it", found.lines), answered)

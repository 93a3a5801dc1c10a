"""The settings as rows: how each is read, how it is written, and what there is to choose from.

A new setting is a row here, and is then on the screen and in the commands. What it sets is checked where it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from msgspec import Struct

from aftercare.care.clients import ClientSettings
from aftercare.care.machine import SECOND_FOLDER
from aftercare.care.reminder_rows import AGAIN_ABOUT, KIND_ROWS, LATE_ABOUT, QUIET_ABOUT, WORDING_ABOUT, KindRow
from aftercare.care.reminding import ReminderSetting
from aftercare.care.zones import Zoned, zone_names
from aftercare.errors import BadInput, NotFound
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.reminder_settings import NAMED, NEUTRAL
from aftercare.model.setting import Group, Setting, Whose
from aftercare.model.words import short_day
from aftercare.store.home import Home, folder_typed
from aftercare.store.machine_settings import keep_machine_setting, read_machine_settings

THEME = "theme"
#: Types away the second folder.
_NO_FOLDER = "none"
#: The themes by the names that a person uses; the first is the one where none is set.
THEMES = ("evening", "morning")

FACE = "face"
#: From where faces are seen, by the names of `View`; the first is the one where none is set.
FACE_VIEWS = ("photo", "mirror")

REMINDER_LINE = "reminder-line"
#: Whether the day says that nothing reminds once the app is closed.
REMINDER_LINES = SHOWN, HIDDEN = ("shown", "hidden")


class Reading(Struct, frozen=True):
    """How a setting stands: its value as it could be typed, and what else there is to say."""

    value: str | None
    note: str = ""


class _Row(Struct, frozen=True):
    """What the rows of both kinds have in common. `offers` are the values where one is chosen from a list."""

    name: str
    title: str
    about: str
    example: str = ""
    offers: Callable[[], tuple[str, ...]] | None = None
    group: Group = Group.GENERAL

    def shown(self, whose: Whose, reading: Reading) -> Setting:
        """The row with how it stands."""
        return Setting(
            name=self.name,
            title=self.title,
            about=self.about,
            whose=whose,
            value=reading.value,
            note=reading.note,
            example=self.example,
            choices=self.offers is not None,
            group=self.group,
        )


class RecordRow(_Row, frozen=True, kw_only=True):
    """A setting in a client's record. `write` says whether there was anything to change, and raises BadInput."""

    read: Callable[[Settled, datetime], Reading]
    write: Callable[[Settled, str, datetime], bool]


class MachineRow(_Row, frozen=True, kw_only=True):
    """A setting of this machine, kept as one word. `check` gives it back as it is kept, and raises BadInput."""

    unset: str
    check: Callable[[str], str]


class Settled(ClientSettings, Zoned, ReminderSetting):
    """What is set in the client's record."""

    def settings(self, now: datetime) -> tuple[Setting, ...]:
        """The record's settings as they stand at `now`."""
        return tuple(row.shown(Whose.RECORD, row.read(self, now)) for row in _RECORD_ROWS)

    def set(self, name: str, typed: str, now: datetime) -> bool:
        """Sets what is called `name`, as one action; False where it was so. Raises NotFound, BadInput."""
        row = next((row for row in _RECORD_ROWS if row.name == name), None)
        if row is None:
            raise unknown_setting(name)
        return row.write(self, typed, now)


def machine_settings(home: Home) -> tuple[Setting, ...]:
    """This machine's settings. Raises BadInput, DiskTrouble."""
    kept = read_machine_settings(home)
    return tuple(row.shown(Whose.MACHINE, _machine_reading(row, kept)) for row in _MACHINE_ROWS)


def _machine_reading(row: MachineRow, kept: dict[str, str]) -> Reading:
    try:
        return Reading(row.check(kept.get(row.name, row.unset)) or None)
    except BadInput as error:
        return Reading(row.unset, f"{error.message} It is as if nothing were set.")


def set_on_machine(home: Home, name: str, typed: str) -> bool:
    """Sets what is called `name` on this machine; False where it was so. Raises NotFound, BadInput, DiskTrouble."""
    row = next((row for row in _MACHINE_ROWS if row.name == name), None)
    if row is None:
        raise unknown_setting(name)
    value = row.check(typed)
    if read_machine_settings(home).get(name) == value:
        return False
    keep_machine_setting(home, name, value)
    return True


def setting_choices(name: str) -> tuple[str, ...]:
    """The values that the setting `name` offers; none where it is typed."""
    rows: tuple[_Row, ...] = (*_RECORD_ROWS, *_MACHINE_ROWS)
    offers = next((row.offers for row in rows if row.name == name), None)
    return offers() if offers is not None else ()


def is_set_on_machine(name: str) -> bool:
    """Whether `name` is a setting of this machine, and so needs no record. Raises NotFound where it is no setting."""
    if name in {row.name for row in _RECORD_ROWS}:
        return False
    if name in {row.name for row in _MACHINE_ROWS}:
        return True
    raise unknown_setting(name)


def setting_names() -> tuple[str, ...]:
    """The names of all settings."""
    return tuple(row.name for row in (*_RECORD_ROWS, *_MACHINE_ROWS))


def unknown_setting(name: str) -> NotFound:
    """There is no setting of this name; the nearest is suggested."""
    from difflib import get_close_matches

    near = get_close_matches(name.casefold(), setting_names(), n=1)
    step = f"Did you mean “{near[0]}”?" if near else "`aftercare settings` lists them."
    return NotFound(f"There is no setting “{name}”.", step)


# ---- the record's rows


def _read_name(care: Settled, now: datetime) -> Reading:
    name = care.present().client.name
    return Reading(name or None, "" if name else f"not given; the folder is called “{care.folder.name}”")


def _read_zone(care: Settled, now: datetime) -> Reading:
    unknown = care.unknown_zone(now)
    if unknown is not None:
        told = f"told in {unknown.instead}" if unknown.instead else "this machine's clock goes"
        return Reading(unknown.zone, f"not known here: {told}")
    zone = care.zone(now)
    if zone is None:
        return Reading(None, "not set: the record goes by this machine's clock")
    elsewhere = care.machine_elsewhere(now)
    if elsewhere is None:
        return Reading(zone)
    return Reading(zone, f"this machine is set to {elsewhere.machine}" if elsewhere.machine else "not this machine's")


def _write_zone(care: Settled, typed: str, now: datetime) -> bool:
    before = _read_zone(care, now)
    care.set_zone(typed, now)
    return _read_zone(care, now) != before


def _read_day_start(care: Settled, now: datetime) -> Reading:
    starts, today = care.present().starts, care.today(now)
    to_come = next((each for each in starts.changes if each.since > today), None)
    if to_come is None:
        return Reading(f"{starts.latest:%H:%M}")
    since = short_day(to_come.since, today)
    return Reading(f"{starts.latest:%H:%M}", f"from {since} on, {starts.on(today):%H:%M} until then")


def _timing_row(row: KindRow) -> RecordRow:
    def read(care: Settled, now: datetime) -> Reading:
        from aftercare.model.reminder_typed import timing_words

        return Reading(timing_words(care.reminder_kind(row.kind)))

    def write(care: Settled, typed: str, now: datetime) -> bool:
        return care.set_reminder(row.kind, typed, now)

    return RecordRow(
        f"remind-{row.kind.value}", row.title, row.about, row.example, group=Group.REMINDERS, read=read, write=write
    )


def _wording_row(row: KindRow) -> RecordRow:
    def read(care: Settled, now: datetime) -> Reading:
        wording = care.reminder_kind(row.kind).wording
        return Reading(wording, "" if wording in (NEUTRAL, NAMED) else "your own words")

    def write(care: Settled, typed: str, now: datetime) -> bool:
        return care.set_reminder_wording(row.kind, typed, now)

    return RecordRow(
        f"words-{row.kind.value}",
        f"{row.title}: words",
        WORDING_ABOUT,
        NEUTRAL,
        group=Group.REMINDERS,
        read=read,
        write=write,
    )


def _late_row(row: KindRow) -> RecordRow:
    def read(care: Settled, now: datetime) -> Reading:
        from aftercare.model.reminder_typed import late_words

        return Reading(late_words(care.reminder_kind(row.kind)))

    def write(care: Settled, typed: str, now: datetime) -> bool:
        return care.set_reminder_late(row.kind, typed, now)

    return RecordRow(
        f"late-{row.kind.value}",
        f"{row.title}: late",
        LATE_ABOUT,
        "4 h",
        group=Group.REMINDERS,
        read=read,
        write=write,
    )


def _read_again(care: Settled, now: datetime) -> Reading:
    from aftercare.model.reminder_typed import again_words

    return Reading(again_words(care.reminder_kind(ReminderKind.SLOT)))


def _read_quiet(care: Settled, now: datetime) -> Reading:
    from aftercare.model.reminder_typed import quiet_words

    return Reading(quiet_words(care.present().reminders.quiet))


_REMINDER_ROWS = (
    RecordRow(
        "quiet-hours",
        "Quiet hours",
        QUIET_ABOUT,
        "22:00 to 07:00",
        group=Group.REMINDERS,
        read=_read_quiet,
        write=Settled.set_quiet_hours,
    ),
    RecordRow(
        "remind-again",
        "Said again",
        AGAIN_ABOUT,
        "after 20 min, at most 2 times",
        group=Group.REMINDERS,
        read=_read_again,
        write=Settled.set_said_again,
    ),
    *(made for row in KIND_ROWS for made in (_timing_row(row), _wording_row(row), _late_row(row))),
)


_RECORD_ROWS = (
    RecordRow(
        "name",
        "Name",
        "Whose record this is, as it is shown. The folder, and what commands take after --client, stay as they are.",
        "Anna B.",
        read=_read_name,
        write=Settled.rename,
    ),
    RecordRow(
        "zone",
        "Time zone",
        "The zone that the times of this record are meant in. A new one holds from today on; the days before keep the "
        "one that they had.",
        "Europe/Berlin",
        zone_names,
        read=_read_zone,
        write=_write_zone,
    ),
    RecordRow(
        "day-start",
        "Start of the day",
        "An evening that is finished before it still belongs to its day. From 00:00 to 11:59; the day that is running "
        "keeps its own, and so do those before it.",
        "04:00",
        read=_read_day_start,
        write=Settled.set_day_start,
    ),
    *_REMINDER_ROWS,
)


# ---- this machine's rows


def _check_theme(typed: str) -> str:
    wanted = typed.strip().casefold()
    if wanted in THEMES:
        return wanted
    raise BadInput(f"There is no theme “{typed.strip()}”.", f"There are {' and '.join(THEMES)}.")


def _check_face(typed: str) -> str:
    wanted = typed.strip().casefold()
    if wanted in FACE_VIEWS:
        return wanted
    raise BadInput(f"The face cannot be seen as in a “{typed.strip()}”.", f"There are {' and '.join(FACE_VIEWS)}.")


def _check_reminder_line(typed: str) -> str:
    wanted = typed.strip().casefold()
    if wanted in REMINDER_LINES:
        return wanted
    raise BadInput(f"The line cannot be “{typed.strip()}”.", f"It is {' or '.join(REMINDER_LINES)}.")


def _check_second_folder(typed: str) -> str:
    wanted = typed.strip()
    if wanted.casefold() in ("", _NO_FOLDER):
        return ""
    folder = folder_typed(wanted)
    if not folder.is_absolute():
        raise BadInput(f"“{wanted}” does not say from where on.", "Write the whole path, such as /media/stick/backups.")
    return str(folder)


_MACHINE_ROWS = (
    MachineRow(
        THEME,
        "Theme",
        "How the app looks on this machine: evening is light text on a dark ground, morning dark text on a light one.",
        offers=lambda: THEMES,
        unset=THEMES[0],
        check=_check_theme,
    ),
    MachineRow(
        FACE,
        "The face",
        "How faces are drawn: as in a photo your right side is on the left, as in a mirror it is on the right. Both "
        "sides are named beside it, and zones are called by your own right and left.",
        offers=lambda: FACE_VIEWS,
        unset=FACE_VIEWS[0],
        check=_check_face,
    ),
    MachineRow(
        REMINDER_LINE,
        "Reminder line",
        "Whether the day says on a line of its own that nothing reminds you once the app is closed. x on the day hides "
        "it too.",
        offers=lambda: REMINDER_LINES,
        unset=REMINDER_LINES[0],
        check=_check_reminder_line,
    ),
    MachineRow(
        SECOND_FOLDER,
        "Second folder",
        "Where each backup is put too, such as a drive or a folder that a file sync carries elsewhere. It has to be "
        f"there already; while it is not, backups lie on this machine alone. “{_NO_FOLDER}” sets none.",
        "/media/stick/backups",
        unset="",
        check=_check_second_folder,
    ),
)

"""A record's settings as rows: how each is read, how it is written, and what there is to choose from.

A new setting is a row here, and is then on the screen and in the commands. What it sets is checked where it is written.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from aftercare.care.clients import ClientSettings
from aftercare.care.machine_settings import MACHINE_ROWS, Reading, SettingRow
from aftercare.care.reminder_rows import AGAIN_ABOUT, KIND_ROWS, LATE_ABOUT, QUIET_ABOUT, WORDING_ABOUT, KindRow
from aftercare.care.reminding import ReminderSetting
from aftercare.care.zones import Zoned, zone_names
from aftercare.errors import NotFound
from aftercare.model.reminder_key import ReminderKind
from aftercare.model.reminder_settings import NAMED, NEUTRAL
from aftercare.model.setting import Group, Setting, Whose
from aftercare.model.words import short_day


class RecordRow(SettingRow, frozen=True, kw_only=True):
    """A setting in a client's record. `write` says whether there was anything to change, and raises BadInput."""

    read: Callable[[Settled, datetime], Reading]
    write: Callable[[Settled, str, datetime], bool]


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


def setting_choices(name: str) -> tuple[str, ...]:
    """The values that the setting `name` offers; none where it is typed."""
    rows: tuple[SettingRow, ...] = (*_RECORD_ROWS, *MACHINE_ROWS)
    offers = next((row.offers for row in rows if row.name == name), None)
    return offers() if offers is not None else ()


def is_set_on_machine(name: str) -> bool:
    """Whether `name` is a setting of this machine, and so needs no record. Raises NotFound where it is no setting."""
    if name in {row.name for row in _RECORD_ROWS}:
        return False
    if name in {row.name for row in MACHINE_ROWS}:
        return True
    raise unknown_setting(name)


def setting_names() -> tuple[str, ...]:
    """The names of all settings."""
    return tuple(row.name for row in (*_RECORD_ROWS, *MACHINE_ROWS))


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

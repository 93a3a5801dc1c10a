"""What a reminder is about: its kind and the one occurrence that it names. Stable from run to run and device to device.

The delivery ledger and the snoozes know an occurrence by the id of its key, so a key names nothing that shifts by
itself: a slot's time may be changed after its evening was told of, and the evening stays the same one.
"""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import TypeAlias

from msgspec import Struct

from aftercare.model.routine import Id
from aftercare.model.session import SessionId

#: A session's wall time within an id: ids are taken apart at their colons.
_AT = "%Y-%m-%dT%H%M"


class ReminderKind(StrEnum):
    """The kinds of reminders, by the words that commands and settings have for them."""

    SLOT = "slot"
    SESSION = "session"
    TOOK_PLACE = "took-place"
    CHECK_IN = "check-in"
    WATCH = "watch"
    MAGNETS = "magnets"
    RUN_OUT = "run-out"
    USE_BY = "use-by"


class SlotKey(Struct, frozen=True, tag="slot", tag_field="kind"):
    """The open steps of a slot on a local date: one reminder a slot, not a step."""

    slot: Id
    day: date

    @property
    def id(self) -> str:
        """Such as "slot:evening:2026-11-22"."""
        return f"slot:{self.slot}:{self.day}"


class SessionKey(Struct, frozen=True, tag="session", tag_field="kind"):
    """A session to come, so many `minutes` before it. One that was moved is another occurrence, and is told anew."""

    session: SessionId
    at: datetime
    minutes: int

    @property
    def id(self) -> str:
        """Such as "session:session-6:2026-11-26T1730:120"."""
        return f"session:{self.session}:{self.at:{_AT}}:{self.minutes}"


class TookPlaceKey(Struct, frozen=True, tag="took-place", tag_field="kind"):
    """The question whether a session took place."""

    session: SessionId
    at: datetime

    @property
    def id(self) -> str:
        """Such as "took-place:session-6:2026-11-26T1730"."""
        return f"took-place:{self.session}:{self.at:{_AT}}"


class CheckInKey(Struct, frozen=True, tag="check-in", tag_field="kind"):
    """A check-in on the local date `day`, some days after a session."""

    session: SessionId
    day: date

    @property
    def id(self) -> str:
        """Such as "check-in:session-6:2026-11-27"."""
        return f"check-in:{self.session}:{self.day}"


class WatchKey(Struct, frozen=True, tag="watch", tag_field="kind"):
    """The question about late lumps and sores that is due from `day` on."""

    day: date

    @property
    def id(self) -> str:
        """Such as "watch:2026-12-10"."""
        return f"watch:{self.day}"


class MagnetsKey(Struct, frozen=True, tag="magnets", tag_field="kind"):
    """Taking off the magnets that stay for `hours`, put on in the step of that slot and local date."""

    step: Id
    day: date
    slot: Id
    hours: int

    @property
    def id(self) -> str:
        """Such as "magnets:press:2026-11-22:evening:12"."""
        return f"magnets:{self.step}:{self.day}:{self.slot}:{self.hours}"


class MagnetsOffKey(Struct, frozen=True, tag="magnets-off", tag_field="kind"):
    """Taking off the magnets that were put on by the event `placed` and are due off at the instant `at`, in UTC."""

    placed: str
    at: datetime

    @property
    def id(self) -> str:
        """Such as "magnets:off:2026-11-a1b2c3:2026-11-23T0900"."""
        return f"magnets:off:{self.placed}:{self.at:{_AT}}"


class ScanKey(Struct, frozen=True, tag="magnets-scan", tag_field="kind"):
    """Every magnet, on the evening before an MRI or a surgery."""

    session: SessionId
    at: datetime

    @property
    def id(self) -> str:
        """Such as "magnets:scan:own-a1b2c3:2026-11-25T1000"."""
        return f"magnets:scan:{self.session}:{self.at:{_AT}}"


class RunOutKey(Struct, frozen=True, tag="run-out", tag_field="kind"):
    """A pack that runs out. `since` is the day on which it was opened or last counted: the estimated end shifts."""

    pack: Id
    since: date

    @property
    def id(self) -> str:
        """Such as "run-out:serum-1:2026-11-01"."""
        return f"run-out:{self.pack}:{self.since}"


class UseByKey(Struct, frozen=True, tag="use-by", tag_field="kind"):
    """A pack that may be used up to the day `last`."""

    pack: Id
    last: date

    @property
    def id(self) -> str:
        """Such as "use-by:serum-1:2026-12-20"."""
        return f"use-by:{self.pack}:{self.last}"


ReminderKey: TypeAlias = (
    SlotKey
    | SessionKey
    | TookPlaceKey
    | CheckInKey
    | WatchKey
    | MagnetsKey
    | MagnetsOffKey
    | ScanKey
    | RunOutKey
    | UseByKey
)


def key_of(key_id: str) -> ReminderKey | None:
    """The key whose id this is; None where it is none, as one of a newer program."""
    try:
        match key_id.split(":"):
            case ["slot", slot, day]:
                key: ReminderKey = SlotKey(slot, date.fromisoformat(day))
            case ["session", session, at, minutes]:
                key = SessionKey(session, datetime.strptime(at, _AT), int(minutes))  # noqa: DTZ007  # a wall time
            case ["took-place", session, at]:
                key = TookPlaceKey(session, datetime.strptime(at, _AT))  # noqa: DTZ007
            case ["check-in", session, day]:
                key = CheckInKey(session, date.fromisoformat(day))
            case ["watch", day]:
                key = WatchKey(date.fromisoformat(day))
            case ["magnets", step, day, slot, hours]:
                key = MagnetsKey(step, date.fromisoformat(day), slot, int(hours))
            case ["magnets", "off", placed, at]:
                key = MagnetsOffKey(placed, datetime.strptime(at, _AT))  # noqa: DTZ007  # in UTC
            case ["magnets", "scan", session, at]:
                key = ScanKey(session, datetime.strptime(at, _AT))  # noqa: DTZ007
            case ["run-out", pack, since]:
                key = RunOutKey(pack, date.fromisoformat(since))
            case ["use-by", pack, last]:
                key = UseByKey(pack, date.fromisoformat(last))
            case _:
                return None
    except ValueError:
        return None
    return key if key.id == key_id else None


_KINDS: dict[type[Struct], ReminderKind] = {
    SlotKey: ReminderKind.SLOT,
    SessionKey: ReminderKind.SESSION,
    TookPlaceKey: ReminderKind.TOOK_PLACE,
    CheckInKey: ReminderKind.CHECK_IN,
    WatchKey: ReminderKind.WATCH,
    MagnetsKey: ReminderKind.MAGNETS,
    MagnetsOffKey: ReminderKind.MAGNETS,
    ScanKey: ReminderKind.MAGNETS,
    RunOutKey: ReminderKind.RUN_OUT,
    UseByKey: ReminderKind.USE_BY,
}


def kind_of(key: ReminderKey) -> ReminderKind:
    """Which kind of reminder `key` is of."""
    return _KINDS[type(key)]

"""What has to be said about the record itself, each as a value with its one sentence."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from aftercare.model.later_watch import QUESTION


class LinesSetAside(Struct, frozen=True, tag="lines_set_aside", tag_field="kind"):
    """Lines of the record that are damaged, and so do not count."""

    places: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """For people."""
        more = f" (and {len(self.places) - 1} more)" if len(self.places) > 1 else ""
        return (
            f"A damaged line of the record does not count: {self.places[0]}{more}. What it said is missing here. "
            "`aftercare where` lists them."
        )


class UnfinishedWrites(Struct, frozen=True, tag="unfinished_writes", tag_field="kind"):
    """Writes that were cut off before they were confirmed: nobody was told that they were kept."""

    places: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """For people."""
        return f"A write was cut off before it was confirmed: {self.places[0]}. Look whether your last entry is there."


class NewerProgram(Struct, frozen=True, tag="newer_program", tag_field="kind"):
    """A newer program wrote to the record: it is shown, not changed."""

    @property
    def sentence(self) -> str:
        """For people."""
        return (
            "A newer aftercare wrote to this record: it can be looked at here, not changed. Install the newer version."
        )


class AheadOfClock(Struct, frozen=True, tag="ahead_of_clock", tag_field="kind"):
    """A device stamped its actions more than 24 h ahead of this machine's clock."""

    writer: str
    until: datetime

    @property
    def sentence(self) -> str:
        """For people."""
        return (
            f"The device {self.writer} wrote as if it were {self.until:%d %b %Y %H:%M}. "
            "Check the date on it, and on this machine."
        )


class SeveralVersions(Struct, frozen=True, tag="several_versions", tag_field="kind"):
    """Documents that were changed in two places at the same time: both versions are kept."""

    count: int

    @property
    def sentence(self) -> str:
        """For people."""
        what = "One thing was" if self.count == 1 else f"{self.count} things were"
        return f"{what} changed in two places at the same time; both versions are kept. Press v to choose."


class SessionAsked(Struct, frozen=True, tag="session_asked", tag_field="kind"):
    """A session's time has passed and nobody has said whether it took place; its holds count until somebody does."""

    session: str
    what: str
    at: datetime

    @property
    def sentence(self) -> str:
        """For people."""
        when = f"{self.at:%a} {self.at.day} {self.at:%b %H:%M}"
        return f"Did the session take place: {self.what}, {when}? Press e to answer."


class MachineElsewhere(Struct, frozen=True, tag="machine_elsewhere", tag_field="kind"):
    """This machine's clock shows another time than the zone in which the record is kept."""

    zone: str
    machine: str | None

    @property
    def sentence(self) -> str:
        """For people."""
        here = f"is set to {self.machine}" if self.machine else "is in another zone"
        take = "Press z to go on in this machine's zone." if self.machine else ""
        return f"Your record is kept in the time of {self.zone}, this machine {here}. {take}".rstrip()


class ZoneUnknown(Struct, frozen=True, tag="zone_unknown", tag_field="kind"):
    """This machine's tz database lacks the zone that the record is kept in; times are told in `instead`."""

    zone: str
    instead: str | None

    @property
    def sentence(self) -> str:
        """For people."""
        told = f"in that of {self.instead}" if self.instead else "by this machine's clock"
        return (
            f"Your record is kept in the time of {self.zone}, which this machine does not know: times are told {told}. "
            "Update the time zones of this machine, or press , to choose another one."
        )


class ShorterThanLeft(Struct, frozen=True, tag="shorter_than_left", tag_field="kind"):
    """Files that this machine wrote are gone or shorter: an older copy was put in place, or something was lost."""

    files: tuple[str, ...]

    @property
    def sentence(self) -> str:
        """For people."""
        more = f" (and {len(self.files) - 1} more)" if len(self.files) > 1 else ""
        return (
            f"{self.files[0]}{more} is not as this machine left it: something may be missing here. "
            "Put the file back, unless you restored an older copy."
        )


class LateSigns(Struct, frozen=True, tag="late_signs", tag_field="kind"):
    """The question about late lumps and sores waits for an answer."""

    @property
    def sentence(self) -> str:
        """For people."""
        return f"{QUESTION} Press e to answer."


class MagnetsBeforeScan(Struct, frozen=True, tag="magnets_before_scan", tag_field="kind"):
    """From the evening before an MRI or a surgery: every magnet is asked for.

    `on` names those that are known to be on, `missing` where one was that is still looked for.
    """

    kind_of_session: str
    at: datetime
    on: tuple[str, ...] = ()
    missing: tuple[str, ...] = ()

    @property
    def sentence(self) -> str:
        """For people."""
        when = f"{self.at:%a} {self.at.day} {self.at:%b %H:%M}"
        known = f" Still on: {'; '.join(self.on)}." if self.on else ""
        known += f" Still missing: {'; '.join(self.missing)}." if self.missing else ""
        return (
            f"{self.kind_of_session}, {when}: take every magnet and press needle off, count them, and tell the staff."
            f"{known} Press M to count them in."
        )


class MagnetsMissing(Struct, frozen=True, tag="magnets_missing", tag_field="kind"):
    """Magnets that were not there when they were counted, and are looked for: their `places`, since when the first."""

    places: tuple[str, ...]
    since: datetime

    @property
    def sentence(self) -> str:
        """For people."""
        one = len(self.places) == 1
        missing = "A magnet is" if one else f"{len(self.places)} magnets are"
        when = f"{self.since:%a} {self.since.day} {self.since:%b %H:%M}"
        found = "it is found" if one else "one is found"
        return f"{missing} missing since {when}: {'; '.join(self.places)}. Press M when {found}."


class RecordUnreadable(Struct, frozen=True, tag="record_unreadable", tag_field="kind"):
    """The record cannot be read at the moment; what is shown is what was last read."""

    message: str

    @property
    def sentence(self) -> str:
        """For people."""
        return f"{self.message} What you see is what was last read."


Notice = (
    LinesSetAside
    | UnfinishedWrites
    | NewerProgram
    | ShorterThanLeft
    | AheadOfClock
    | SeveralVersions
    | SessionAsked
    | MachineElsewhere
    | ZoneUnknown
    | LateSigns
    | MagnetsBeforeScan
    | MagnetsMissing
    | RecordUnreadable
)

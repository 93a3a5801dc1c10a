"""An MRI or a surgery among the sessions: known by its words, and asked about from the evening before it.

It is no treatment of the face: nothing rests after it by default, and no step counts its hours from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from datetime import datetime, time, timedelta
from functools import cache

from msgspec import Struct

from aftercare.model.session import Attendance, Session
from aftercare.model.slot_instant import DatedZone, wall_instant, zone_on

#: From then on it is the evening before.
EVENING_FROM = time(17)
_DAY = timedelta(days=1)
#: The words of the row `mri-or-surgery` in `data/session_kinds.toml`; a test holds the two together.
SCAN_WORDS = (
    "mri",
    "mri or surgery",
    "mri scan",
    "mri scanner",
    "mr scan",
    "mr imaging",
    "mrt",
    "magnetic resonance",
    "surgery",
    "operation",
    "surgical procedure",
)
# compiled with the first session: most starts look at none
_SCAN = rf"(?i)\b(?:{'|'.join(sorted(SCAN_WORDS, key=len, reverse=True))})s?\b"
_MRI = r"(?i)\bm(?:ri|r scan|r imaging|rt|agnetic resonance)"
#: What is done at the therapist's stays a treatment, whatever else it names, and what lies at another time is none yet.
_NONE = r"(?i)\b(?:needl\w*|acupunct\w*|magnets?|micromagnets?|threads?|after|before|since|post|about|following)\b"
#: "Surgery check" is about an operation, and is none. An MRI is one, whatever is checked in it.
_ABOUT = r"(?i)\b(?:reviews?|check\w*|consult\w*|facials)\b"


class Scan(Struct, frozen=True):
    """An MRI or a surgery, called `kind` by the client: the session's id, and its two instants."""

    session: str
    kind: str
    begins: datetime
    ends: datetime


@cache
def is_scan_kind(kind: str) -> bool:
    """Whether the words of a session name an MRI or a surgery, and no treatment besides.

    A CT, an ultrasound or an X-ray is none: the fact base says of an MRI alone that magnets come off before it.
    """
    if not re.search(_SCAN, kind) or re.search(_NONE, kind):
        return False
    return bool(re.search(_MRI, kind)) or not re.search(_ABOUT, kind)


def is_scan(session: Session) -> bool:
    """Whether `session` is an MRI or a surgery that is still planned."""
    return session.attendance is Attendance.PLANNED and is_scan_kind(session.kind)


def scan_of(session: Session, zones: Sequence[DatedZone]) -> Scan:
    """The scan that `session` is, with its instants."""
    begins = wall_instant(session.at.date(), session.at.time(), zone_on(zones, session.at.date()))
    return Scan(session.id, session.kind, begins, begins + timedelta(minutes=session.minutes))


def evening_before(session: Session, zones: Sequence[DatedZone]) -> datetime:
    """The instant at which the evening before `session` begins."""
    day = session.at.date() - _DAY
    return wall_instant(day, EVENING_FROM, zone_on(zones, day))


def scan_near(sessions: Iterable[Session], zones: Sequence[DatedZone], now: datetime) -> Scan | None:
    """The MRI or surgery whose evening before has begun and which has not ended at `now`; of several the first."""
    near = [
        scan
        for each in sessions
        if is_scan(each) and evening_before(each, zones) <= now < (scan := scan_of(each, zones)).ends
    ]
    return min(near, key=lambda each: each.begins, default=None)

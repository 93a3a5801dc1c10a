"""A session with the instant of its end: there its holds begin."""

from __future__ import annotations

from datetime import datetime

from msgspec import Struct

from aftercare.model.session import Session


class EndedSession(Struct, frozen=True):
    """A session that ended, or will end, at the instant `end` (aware)."""

    session: Session
    end: datetime

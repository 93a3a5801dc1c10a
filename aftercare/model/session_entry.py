"""What a client felt, and what was said, after a session."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from aftercare.model.entry_parts import check_parts
from aftercare.model.session import SessionId


class SessionEntry(Struct, frozen=True, tag="session", tag_field="kind", omit_defaults=True, gc=False):
    """An entry about `session`: in `text` what was felt, in `said` what the therapist said. It holds one of the two."""

    id: str
    day: date
    at: datetime
    session: SessionId
    text: str = ""
    said: str = ""
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_parts(self.at, self.tags)
        if not (self.text or self.said):
            raise ValueError("an entry about a session says something")

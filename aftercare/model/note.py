"""Notes: free text of a day."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from aftercare.model.routine import Id
from aftercare.model.tags import check_tags


class Note(Struct, frozen=True, tag="note", tag_field="kind", gc=False):  # of so many none is in a circle
    """A piece of free text. `day` is the local date it belongs to, `at` when it was first written.

    `id` starts with the month of `day` ("2026-11-…"), so that a later change finds its file. The first records hold
    notes without a kind: an entry without one is a note.
    """

    id: str
    day: date
    at: datetime
    text: str
    step: Id | None = None
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_tags(self.tags)

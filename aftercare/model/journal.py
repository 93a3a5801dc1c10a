"""Entries of the journal."""

from __future__ import annotations

from datetime import date, datetime

from msgspec import Struct

from aftercare.model.routine import Id


class Note(Struct, frozen=True):
    """A piece of free text. `day` is the local date it belongs to, `at` when it was first written.

    `id` starts with the month of `day` ("2026-11-…"), so that a later change finds its file.
    """

    id: str
    day: date
    at: datetime
    text: str
    step: Id | None = None

"""Undo from a screen of one subject: only what was done there is taken back, for only that is in sight."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from aftercare.care import Care
from aftercare.model.deed import Deed
from aftercare.model.words import taken_back


def undone_here(care: Care, now: datetime, deeds: Collection[Deed], here: str) -> str:
    """Takes this machine's last action back where it is one of `deeds`; returns what to say. Raises AftercareError.

    `here` says what those are, such as "on the shelf".
    """
    last = care.to_undo()
    if last is None or last.deed not in deeds:
        return f"your last action was not {here}: go back to undo it"
    undone = care.undo(now)
    return f"taken back: {taken_back(undone.deed, undone.titles)}"

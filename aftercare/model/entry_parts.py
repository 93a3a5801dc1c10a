"""What the kinds of entries have in common: what they check when they are made."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from aftercare.model.tags import check_tags


def check_parts(at: datetime, tags: Collection[str]) -> None:
    """Raises ValueError where an entry could not be what it says: an instant without an offset, or no tags."""
    if at.tzinfo is None:
        raise ValueError("an entry is written at an instant with an offset")
    if tags:
        check_tags(tags)


def check_whole(value: object, lowest: int, highest: int, what: str) -> None:
    """Raises ValueError where `value` is no whole number within its bounds."""
    if not isinstance(value, int) or isinstance(value, bool) or not lowest <= value <= highest:
        raise ValueError(f"{what} lies between {lowest} and {highest}")

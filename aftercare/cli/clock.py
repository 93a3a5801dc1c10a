"""The one place where a command reads the clock."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The present instant in the wall time of this machine."""
    return datetime.now(UTC).astimezone()

"""How well founded a row of the reference data is. Holds name it too, without the kinds of product."""

from __future__ import annotations

from enum import StrEnum


class Grade(StrEnum):
    """How well founded a row of the reference data is."""

    OFFICIAL = "A"
    """A regulator, an official text, a randomised trial or a systematic review."""
    SINGLE = "B"
    """A single study, a case series, a label or a professional body."""
    CONVENTION = "C"
    """A clinic's leaflet or a convention of the trade."""
    CARRIED_OVER = "X"
    """Carried over from a neighbouring procedure."""
    UNVERIFIED = "U"
    """General knowledge that nobody has checked."""

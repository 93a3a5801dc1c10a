"""The kinds of product and where each stands in the order of layers, as `data/product_kinds.toml` has it."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from aftercare.model.routine import Id


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


class PartOfDay(StrEnum):
    """When a kind of product is usually used."""

    MORNING = "morning"
    EVENING = "evening"
    ANY = "any"
    LABEL = "label"
    """As its label or the prescriber says."""


class ProductKind(Struct, frozen=True, forbid_unknown_fields=True):
    """One row of `data/product_kinds.toml`.

    `rank` is the place in the order of layers (lower goes on earlier), `grade` and `source` say how sure
    that is and who says so, `also` holds other words that people write for it.
    """

    id: Id
    label: str
    rank: int
    when: PartOfDay
    grade: Grade
    source: str
    also: tuple[str, ...] = ()

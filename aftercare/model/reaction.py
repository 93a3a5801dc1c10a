"""Reactions of the skin: where, to what, and how it looks or feels."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from msgspec import Struct

from aftercare.model.entry_parts import check_parts
from aftercare.model.routine import Id


class SkinSign(StrEnum):
    """How a reaction looks or feels. None of them is a diagnosis."""

    REDNESS = "redness"
    ITCH = "itch"
    STINGING = "stinging"
    DRYNESS = "dryness"
    SWELLING = "swelling"
    WELTS = "welts"
    SPOTS = "spots"
    BLISTERS = "blisters"
    WEEPING = "weeping"
    DARK_MARK = "dark-mark"


class Reaction(Struct, frozen=True, tag="reaction", tag_field="kind", omit_defaults=True, gc=False):
    """A reaction. `zones` say where, `step` and `product` to what, as far as that is known. It has a sign or a text."""

    id: str
    day: date
    at: datetime
    signs: tuple[SkinSign, ...] = ()
    zones: tuple[Id, ...] = ()
    step: Id | None = None
    product: Id | None = None
    text: str = ""
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_parts(self.at, self.tags)
        if len(set(self.signs)) < len(self.signs) or len(set(self.zones)) < len(self.zones):
            raise ValueError("each sign and each zone is named once")
        if not (self.signs or self.text):
            raise ValueError("a reaction has a sign or a text")

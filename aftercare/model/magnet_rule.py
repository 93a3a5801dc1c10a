"""What is known of small magnets on the skin, and when they are not offered: `data/magnet_rules.toml`."""

from __future__ import annotations

from collections.abc import Iterable
from enum import StrEnum
from typing import Annotated

from msgspec import Meta

from aftercare.model.face_point import MAX_WEAR_HOURS
from aftercare.model.reference_row import ReferenceRow, Words
from aftercare.model.routine import Id


class MagnetTopic(StrEnum):
    """What a rule is about."""

    EXCLUSION = "exclusion"
    """A floor: where it is so, or not answered yet, no magnet is offered."""
    CAUTION = "caution"
    """A question whose answer goes to the therapist."""
    DISTANCE = "distance"
    MRI = "mri"
    SWALLOWING = "swallowing"
    KEEPING = "keeping"
    SKIN = "skin"
    PLACE = "place"
    WEAR = "wear"
    PRESS_NEEDLES = "press-needles"


class MagnetRule(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule. `ask` is the question to the client; `bed_partner` says that it is asked of bed partners and carers too.

    `red_flag` is the sign that it leads to; `hours_min` and `hours_max` bound a time, `centimetres` a distance.
    """

    topic: MagnetTopic
    rule: Words
    ask: str = ""
    bed_partner: bool = False
    centimetres: Annotated[int, Meta(ge=1)] | None = None
    hours_min: Annotated[int, Meta(ge=1)] | None = None
    hours_max: Annotated[int, Meta(ge=1, le=MAX_WEAR_HOURS)] | None = None
    red_flag: Id | None = None
    zones: tuple[Id, ...] = ()
    points: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if (self.topic in (MagnetTopic.EXCLUSION, MagnetTopic.CAUTION)) != bool(self.ask):
            raise ValueError(f"the rule {self.id} asks, or has nothing to ask")


def magnet_exclusions(rules: Iterable[MagnetRule]) -> tuple[MagnetRule, ...]:
    """What has to be answered with no before a magnet is offered: by the client, and for bed partners and carers."""
    return tuple(rule for rule in rules if rule.topic is MagnetTopic.EXCLUSION)


def magnet_cautions(rules: Iterable[MagnetRule]) -> tuple[MagnetRule, ...]:
    """What the therapist is to know before a magnet, each with the id of the question that asks it; no floor."""
    return tuple(rule for rule in rules if rule.topic is MagnetTopic.CAUTION)

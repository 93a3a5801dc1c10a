"""How photos are taken so that they can be compared, as `data/photo_protocol.toml` has it."""

from __future__ import annotations

from enum import StrEnum

from aftercare.model.reference_row import ReferenceRow, Words


class PhotoTopic(StrEnum):
    """What a rule is about."""

    DISTANCE = "distance"
    CAMERA = "camera"
    HEIGHT = "height"
    LIGHT = "light"
    BACKGROUND = "background"
    VIEWS = "views"
    HEAD = "head"
    EXPRESSION = "expression"
    SKIN = "skin"
    TIMING = "timing"
    FILE = "file"
    COMPARING = "comparing"


class PhotoRule(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule and `why` it is there; `choices` are the views, expressions or moments that it lists."""

    topic: PhotoTopic
    rule: Words
    why: str = ""
    choices: tuple[str, ...] = ()
    optional: tuple[str, ...] = ()

"""Photos of the face: which picture, which view, and when it was taken. The picture itself lies beside the record."""

from __future__ import annotations

import re
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.entry_parts import check_parts
from aftercare.model.routine import Id

_SHA256 = re.compile(r"[0-9a-f]{64}")


class PhotoView(StrEnum):
    """From where a picture was taken; right and left are the client's own."""

    FRONT = "front"
    RIGHT_45 = "right-45"
    LEFT_45 = "left-45"
    RIGHT_90 = "right-90"
    LEFT_90 = "left-90"
    NECK = "neck"
    CLOSE_UP = "close-up"
    """Of one zone."""


class Photo(Struct, frozen=True, tag="photo", tag_field="kind", omit_defaults=True, gc=False):
    """A photo. `sha256` is the hash of the picture as it is kept, by which it is found, `source` that of the file that
    it was read from. `width` and `height` are in pixels, `brightness` is the mean of its middle, from 0 (black) to 1.

    `taken` is the wall time at which the camera says that it was taken, without an offset: cameras know none.
    A close-up names its zone.
    """

    id: str
    day: date
    at: datetime
    sha256: Annotated[str, Meta(pattern=r"^[0-9a-f]{64}\Z")]
    view: PhotoView
    width: Annotated[int, Meta(ge=1)]
    height: Annotated[int, Meta(ge=1)]
    brightness: Annotated[float, Meta(ge=0, le=1)]
    zone: Id | None = None
    taken: datetime | None = None
    text: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""

    def __post_init__(self) -> None:
        check_parts(self.at, self.tags)
        if not _SHA256.fullmatch(self.sha256):
            raise ValueError("a photo is named by the hash of its bytes")
        if self.width < 1 or self.height < 1 or not 0 <= self.brightness <= 1:
            raise ValueError("a photo has a size and a brightness")
        if self.taken is not None and self.taken.tzinfo is not None:
            raise ValueError("a photo is taken at a wall time")
        if (self.view is PhotoView.CLOSE_UP) != (self.zone is not None):
            raise ValueError("a close-up is of a zone, another view is of the face")

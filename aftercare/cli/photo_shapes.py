"""What `photo` answers with --json."""

from __future__ import annotations

from datetime import date, datetime

from aftercare.care import Care
from aftercare.cli.json_shape import Shape
from aftercare.model.photo import Photo
from aftercare.model.photo_comparing import PhotoFacts


class PhotoShape(Shape, frozen=True):
    """A photo. `taken` is the camera's wall time, null where it did not say; `file` is where it lies, null where it
    is not on this machine; `brightness` goes from 0 to 1; `hours_after_session` is null before the first session.
    """

    id: str
    day: date
    view: str
    zone: str | None
    taken: datetime | None
    text: str
    tags: tuple[str, ...]
    sha256: str
    file: str | None
    width: int
    height: int
    brightness: float
    hours_after_session: float | None


class PhotosShape(Shape, frozen=True):
    """`photo`: the photos in the order of their time, the folder that is watched, and what is new in it."""

    client: str
    photos: tuple[PhotoShape, ...]
    folder: str | None
    new: tuple[str, ...]


class RefusedShape(Shape, frozen=True):
    """A file that was not taken in."""

    file: str
    message: str
    next_step: str


class AddedShape(Shape, frozen=True):
    """`photo add`."""

    client: str
    added: tuple[PhotoShape, ...]
    refused: tuple[RefusedShape, ...]


class ChangedPhotoShape(Shape, frozen=True):
    """`photo edit`, `photo delete` and `photo open`: the photo, and what was done with it."""

    client: str
    what: str
    photo: PhotoShape


class ComparedShape(Shape, frozen=True):
    """`photo compare`; `against` is what stands against comparing the two, each a sentence."""

    client: str
    first: PhotoShape
    then: PhotoShape
    days_apart: int
    against: tuple[str, ...]


class WatchedShape(Shape, frozen=True):
    """`photo folder`; null where none is watched."""

    client: str
    folder: str | None


def photo_shape(care: Care, photo: Photo) -> PhotoShape:
    """`photo` with what is known of it."""
    facts: PhotoFacts = care.photo_facts(photo)
    after = facts.after_session
    return PhotoShape(
        id=photo.id,
        day=photo.day,
        view=photo.view.value,
        zone=photo.zone,
        taken=photo.taken,
        text=photo.text,
        tags=photo.tags,
        sha256=photo.sha256,
        file=str(place) if (place := care.photo_file(photo)) is not None else None,
        width=photo.width,
        height=photo.height,
        brightness=photo.brightness,
        hours_after_session=round(after.total_seconds() / 3600, 1) if after is not None else None,
    )

"""What a photo shows, in the words that screens and commands share."""

from __future__ import annotations

from collections.abc import Mapping

from aftercare.model.photo import Photo, PhotoView
from aftercare.model.words import day_in_full
from aftercare.model.zone import Zone, zone_words

_WORDS = {
    PhotoView.FRONT: "front",
    PhotoView.RIGHT_45: "45° right",
    PhotoView.LEFT_45: "45° left",
    PhotoView.RIGHT_90: "90° right",
    PhotoView.LEFT_90: "90° left",
    PhotoView.NECK: "chin up, neck",
    PhotoView.CLOSE_UP: "close-up",
}


def view_words(view: PhotoView) -> str:
    """Such as "45° right", from the client's own view."""
    return _WORDS[view]


def seen_words(photo: Photo, zones: Mapping[str, Zone]) -> str:
    """Such as "front", or "close-up, upper cheek, right"."""
    where = "".join(f", {each}" for each in zone_words([photo.zone] if photo.zone is not None else [], zones))
    return f"{view_words(photo.view)}{where}"


def shown_words(photo: Photo, zones: Mapping[str, Zone]) -> str:
    """Such as "Sunday 22 November 2026, front"."""
    return f"{day_in_full(photo.day)}, {seen_words(photo, zones)}"

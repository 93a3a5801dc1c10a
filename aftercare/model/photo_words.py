"""What a photo shows, in the words that screens and commands share."""

from __future__ import annotations

from aftercare.model.photo import Photo, PhotoView
from aftercare.model.words import day_in_full

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


def seen_words(photo: Photo) -> str:
    """Such as "front", or "close-up, chin"."""
    zone = f", {photo.zone.replace('-', ' ')}" if photo.zone is not None else ""
    return f"{view_words(photo.view)}{zone}"


def shown_words(photo: Photo) -> str:
    """Such as "Sunday 22 November 2026, front"."""
    return f"{day_in_full(photo.day)}, {seen_words(photo)}"

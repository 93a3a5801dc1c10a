"""Whether two photos can be compared, in words: only like is judged with like, and one odd photo is not a change.

What is asked is the protocol's (`data/photo_protocol.toml`); how much light or size may differ before it is told is our
own number (grade U), for no study says it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from msgspec import Struct

from aftercare.model.photo import Photo, PhotoView
from aftercare.model.photo_words import view_words
from aftercare.model.routine import Id
from aftercare.model.words import counted

#: A mean brightness that differs by so much, of 1, is seen at once.
LIGHT_DIFFERS = 0.1
#: One is so many times as large as the other.
SIZE_DIFFERS = 1.5
#: The protocol: not within 48 hours after needles, where the result is to be seen.
TOO_SOON = timedelta(hours=48)
#: The protocol: the same hour of the day.
HOURS_DIFFER = 4
_DAY_HOURS = 24


class PhotoFacts(Struct, frozen=True):
    """What is known of a photo: its view, and its zone where it is a close-up; `brightness` from 0 to 1; pixels.

    `taken` is the wall clock at which it was taken. `after_session` is how long after the end of the last session that
    was, None where there was none before it.
    """

    view: PhotoView
    zone: Id | None
    taken: datetime
    width: int
    height: int
    brightness: float
    after_session: timedelta | None = None


def same_view(one: Photo, other: Photo) -> bool:
    """Whether two photos show the same from the same side."""
    return (one.view, one.zone) == (other.view, other.zone)


def to_compare_with(chosen: Photo, photos: Sequence[Photo]) -> Photo:
    """Which of `photos`, in the order of their time, fits best beside `chosen`.

    The first of the same view, which shows the way that was gone; for that one itself the last. Where there is no other
    of its view, the one beside it in time. Raises ValueError where there is no other one at all.
    """
    others = [each for each in photos if each.id != chosen.id]
    if not others:
        raise ValueError("there is no other photo")
    alike = [each for each in photos if same_view(each, chosen)]
    if len(alike) > 1:
        return alike[-1] if alike[0].id == chosen.id else alike[0]
    at = next(number for number, each in enumerate(photos) if each.id == chosen.id)
    return photos[at - 1] if at else photos[1]


def comparability(one: PhotoFacts, other: PhotoFacts) -> tuple[str, ...]:
    """What stands against comparing two photos, each a sentence; empty where nothing does."""
    return tuple(_against(*sorted((one, other), key=lambda each: each.taken.replace(tzinfo=None))))


def _against(first: PhotoFacts, then: PhotoFacts) -> Iterable[str]:
    if (first.view, first.zone) != (then.view, then.zone):
        if first.view == then.view:
            yield "They show different zones."
        else:
            yield f"They show different views: {view_words(first.view)}, then {view_words(then.view)}."
    light = then.brightness - first.brightness
    if abs(light) >= LIGHT_DIFFERS:
        yield f"The later one is {'lighter' if light > 0 else 'darker'}: the light was not the same."
    if _is_wide(first) != _is_wide(then):
        yield "One is upright, the other lies on its side."
    elif max(_ratio(first.width, then.width), _ratio(first.height, then.height)) >= SIZE_DIFFERS:
        yield "They are not of the same size: the distance, the zoom or the camera was another."
    for each, which in ((first, "earlier"), (then, "later")):
        if each.after_session is not None and each.after_session < TOO_SOON:
            soon = after_session_words(each.after_session)
            yield f"The {which} one was taken {soon}: needles still show for 48 hours."
    if _hours_between(first.taken, then.taken) >= HOURS_DIFFER:
        yield f"They were taken at different hours: {first.taken:%H:%M}, then {then.taken:%H:%M}."


def after_session_words(after: timedelta | None) -> str:
    """Such as "9 days after a session"."""
    if after is None:
        return "before any session"
    if after < TOO_SOON:
        return f"{counted(int(after.total_seconds() // 3600), 'hour')} after a session"
    return f"{counted(after.days, 'day')} after a session"


def _is_wide(photo: PhotoFacts) -> bool:
    return photo.width > photo.height


def _ratio(one: int, other: int) -> float:
    return max(one, other) / max(1, min(one, other))


def _hours_between(one: datetime, other: datetime) -> float:
    hours = abs((one.hour + one.minute / 60) - (other.hour + other.minute / 60))
    return min(hours, _DAY_HOURS - hours)

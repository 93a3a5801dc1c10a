"""A course of sessions as a plan has it: how many, and after which of them somebody looks at it."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

#: No course has more sessions than this.
MOST_SESSIONS = 100


class SessionCourse(Struct, frozen=True):
    """A course of `sessions`, as its therapist counts them. Progress is looked at after those of `reviews`.

    Sessions from the day `start` on count, after `had` that were before it: those of `kinds` by any of their names, and
    where none is named all in which something is treated.
    """

    sessions: Annotated[int, Meta(ge=1, le=MOST_SESSIONS)]
    start: date
    reviews: tuple[int, ...] = ()
    had: Annotated[int, Meta(ge=0, le=MOST_SESSIONS)] = 0
    kinds: tuple[str, ...] = ()

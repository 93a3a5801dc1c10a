"""Check-ins: what a client rated, answered and wrote at once."""

from __future__ import annotations

import math
from collections.abc import Collection
from datetime import date, datetime

from msgspec import Struct

from aftercare.model.entry_parts import check_parts
from aftercare.model.rating import Rating
from aftercare.model.routine import Id
from aftercare.model.tags import check_tags

#: How often a day's skin is rated. More often it is the hour that is rated, and the rating takes over the day.
MOST_A_DAY = 3


class ContextAnswer(Struct, frozen=True, gc=False):
    """What else was on that day: an answer to one item of `data/context.toml`, in its unit."""

    item: Id
    value: bool | float | str

    def __post_init__(self) -> None:
        if isinstance(self.value, float) and not math.isfinite(self.value):
            raise ValueError("an answer is a number that there is")
        if isinstance(self.value, str) and not self.value.strip():
            raise ValueError("an answer in words has some")


class CheckIn(Struct, frozen=True, tag="check-in", tag_field="kind", omit_defaults=True, gc=False):
    """One check-in. Each subject is rated once at most, each item answered once. It holds something."""

    id: str
    day: date
    at: datetime
    ratings: tuple[Rating, ...] = ()
    context: tuple[ContextAnswer, ...] = ()
    text: str = ""
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_parts(self.at, self.tags)
        check_once(self.ratings, self.context)
        if not (self.ratings or self.context or self.text or self.tags):
            raise ValueError("a check-in without anything in it is none")


def check_once(ratings: Collection[Rating], context: Collection[ContextAnswer]) -> None:
    """Raises ValueError where a subject is rated or an item answered twice."""
    # every check-in that is read comes by here: pairs are made sooner than subjects
    subjects = {(each.measure, each.zone) for each in ratings}
    if len(subjects) < len(ratings) or len({each.item for each in context}) < len(context):
        raise ValueError("each subject is rated once, each item answered once")


class CheckInDraft(Struct, frozen=True, omit_defaults=True):
    """What was filled in of a check-in of `day` and is not kept in the record yet.

    `unread` are answers by their items, and tags under "", as they were typed: they cannot be read as such yet.
    """

    day: date
    ratings: tuple[Rating, ...] = ()
    context: tuple[ContextAnswer, ...] = ()
    text: str = ""
    tags: tuple[str, ...] = ()
    unread: dict[str, str] = {}

    def __post_init__(self) -> None:
        check_tags(self.tags)
        check_once(self.ratings, self.context)

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it was touched."""
        return not (self.ratings or self.context or self.text.strip() or self.tags or self.unread)

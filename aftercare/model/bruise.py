"""Bruises, followed until they are gone: when one was found, and what was seen of it on later days.

What is seen is an event of its own, so that two devices that look on the same day keep both.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.entry_parts import check_parts, check_whole
from aftercare.model.routine import Id

#: The largest size that can be written down, in millimetres.
MOST_MILLIMETRES = 300


class Stage(StrEnum):
    """The colour that a bruise has: the words of the measure `bruise`."""

    NONE = "none"
    RED = "red"
    BLUE = "blue"
    GREEN_OR_YELLOW = "green or yellow"
    BROWN = "brown"


class Bruise(Struct, frozen=True, tag="bruise", tag_field="kind", omit_defaults=True, gc=False):
    """A bruise that was found on `day` in `zone`, with what was seen of it then. Its size is in millimetres."""

    id: str
    day: date
    at: datetime
    zone: Id
    stage: Stage
    millimetres: Annotated[int, Meta(ge=1, le=MOST_MILLIMETRES)] | None = None
    text: str = ""
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_parts(self.at, self.tags)
        _check_seen(self.stage, self.millimetres)
        if self.stage is Stage.NONE:
            raise ValueError("a bruise that is found is there")


class BruiseSeen(Struct, frozen=True, tag="bruise-seen", tag_field="kind", omit_defaults=True, gc=False):
    """What was seen of the `bruise` of that id on `day`: the stage "none" says that it is gone."""

    id: str
    day: date
    at: datetime
    bruise: str
    stage: Stage
    millimetres: Annotated[int, Meta(ge=1, le=MOST_MILLIMETRES)] | None = None
    text: str = ""
    tags: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        check_parts(self.at, self.tags)
        _check_seen(self.stage, self.millimetres)


class BruiseCourse(Struct, frozen=True):
    """A bruise with all that was seen of it, in the order of the days."""

    bruise: Bruise
    seen: tuple[BruiseSeen, ...] = ()

    @property
    def last(self) -> Bruise | BruiseSeen:
        """What was seen of it last."""
        return self.seen[-1] if self.seen else self.bruise

    @property
    def is_gone(self) -> bool:
        """Whether none of it was left when it was looked at last."""
        return self.last.stage is Stage.NONE

    def days(self, today: date) -> int:
        """For how many days it has been there, or was."""
        return ((self.last.day if self.is_gone else today) - self.bruise.day).days

    @property
    def sizes(self) -> tuple[tuple[date, int], ...]:
        """Its sizes in millimetres, on the days on which one was written down."""
        seen: tuple[Bruise | BruiseSeen, ...] = (self.bruise, *self.seen)
        return tuple((each.day, each.millimetres) for each in seen if each.millimetres is not None)


def courses(bruises: Iterable[Bruise], seen: Iterable[BruiseSeen]) -> tuple[BruiseCourse, ...]:
    """Each bruise with what was seen of it, the one found first first."""
    of: dict[str, list[BruiseSeen]] = {}
    for each in sorted(seen, key=lambda one: (one.day, one.at, one.stage is Stage.NONE, one.id)):
        of.setdefault(each.bruise, []).append(each)
    found: Mapping[str, list[BruiseSeen]] = of
    ordered = sorted(bruises, key=lambda one: (one.day, one.at, one.id))
    return tuple(BruiseCourse(each, tuple(found.get(each.id, ()))) for each in ordered)


def _check_seen(stage: Stage, millimetres: int | None) -> None:
    if millimetres is None:
        return
    check_whole(millimetres, 1, MOST_MILLIMETRES, "the size of a bruise in millimetres")
    if stage is Stage.NONE:
        raise ValueError("what is gone has no size")

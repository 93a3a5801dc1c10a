"""Ratings: what is rated, on which scale, and whether somebody touched it or said that it is as it was.

What was not rated is not there: nothing stands for it, least of all a zero.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.entry_parts import check_whole
from aftercare.model.routine import Id

#: What a rating of the program's own scales and the generic ones can be at most.
MOST_POINTS = 10
#: What can be counted at most, such as blemishes of a zone.
MOST_COUNTED = 500
#: The highest total that a scale whose questions are not shipped may come to.
MOST_TOTAL = 100


class Subject(Struct, frozen=True, order=True):
    """What a rating is of: a `measure` in one `zone`, or of the face as a whole (and of life with it) without one."""

    measure: Id
    zone: Id | None = None

    @property
    def name(self) -> str:
        """As it is typed: "glow", "cheek-up-r.redness"."""
        return self.measure if self.zone is None else f"{self.zone}.{self.measure}"


class Points(Struct, frozen=True, tag="points", tag_field="scale", gc=False):  # of so many none is in a circle
    """From 0 to 10."""

    value: Annotated[int, Meta(ge=0, le=MOST_POINTS)]

    def __post_init__(self) -> None:
        # every check-in that is read comes by here several times
        if type(self.value) is not int or not 0 <= self.value <= MOST_POINTS:
            check_whole(self.value, 0, MOST_POINTS, "a rating")


class Count(Struct, frozen=True, tag="count", tag_field="scale", gc=False):
    """How many were counted."""

    value: Annotated[int, Meta(ge=0, le=MOST_COUNTED)]

    def __post_init__(self) -> None:
        check_whole(self.value, 0, MOST_COUNTED, "a count")


class Total(Struct, frozen=True, tag="total", tag_field="scale", gc=False):
    """What a scale came to that was filled in elsewhere."""

    value: Annotated[int, Meta(ge=0, le=MOST_TOTAL)]

    def __post_init__(self) -> None:
        check_whole(self.value, 0, MOST_TOTAL, "a total")


class Term(Struct, frozen=True, tag="term", tag_field="scale", gc=False):
    """A word of a scale: papers number some of them in either direction, so the word is what is kept."""

    word: Annotated[str, Meta(min_length=1, max_length=80)]

    def __post_init__(self) -> None:
        if not self.word or len(self.word) > 80:
            raise ValueError("a word of a scale is missing")


Value = Points | Count | Total | Term


class How(StrEnum):
    """How a rating came about."""

    TOUCHED = "touched"
    SAME = "same"
    """The client said that it is the same as when it was last rated, which as a rule was yesterday."""


class Rating(Struct, frozen=True, omit_defaults=True, gc=False):
    """A value of a measure, in a zone where one is named."""

    measure: Id
    value: Value
    zone: Id | None = None
    how: How = How.TOUCHED

    @property
    def subject(self) -> Subject:
        """What it is of."""
        return Subject(self.measure, self.zone)

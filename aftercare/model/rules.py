"""The rules and courses that a step can have, as values. What each comes to on a day is decided in `deciding`."""

from __future__ import annotations

from datetime import date
from enum import StrEnum
from typing import Annotated

from msgspec import Meta, Struct


class Weekday(StrEnum):
    """A day of the week, in the order of `date.weekday()`."""

    MON = "mon"
    TUE = "tue"
    WED = "wed"
    THU = "thu"
    FRI = "fri"
    SAT = "sat"
    SUN = "sun"


WEEKDAYS = tuple(Weekday)


class Daily(Struct, frozen=True, tag="daily", tag_field="kind"):
    """Due on every day."""


class EveryDays(Struct, frozen=True, tag="every_days", tag_field="kind"):
    """Due every `days` days, counted on the calendar from `start`."""

    days: Annotated[int, Meta(ge=2, le=365)]
    start: date


class Weekdays(Struct, frozen=True, tag="weekdays", tag_field="kind"):
    """Due on the named days of the week."""

    days: Annotated[tuple[Weekday, ...], Meta(min_length=1)]


CalendarRule = Daily | EveryDays | Weekdays


class Cycle(Struct, frozen=True, tag="cycle", tag_field="kind"):
    """Due at the positions `due` (from 1) of a cycle of `days` days, whose position 1 falls on `start`.

    The calendar moves it on. On the first day after a hold or a pause it restarts at the position `recovery`.
    Steps that share a cycle (the same days, start and recovery) restart together, so that skin cycling stays in step.

    Raises ValueError where a position lies outside the cycle.
    """

    days: Annotated[int, Meta(ge=2, le=60)]
    due: Annotated[tuple[int, ...], Meta(min_length=1)]
    start: date
    recovery: int

    def __post_init__(self) -> None:
        for position in (*self.due, self.recovery):
            if not 1 <= position <= self.days:
                raise ValueError(f"position {position} lies outside a cycle of {self.days} days")


class EveryNth(Struct, frozen=True, tag="every_nth", tag_field="kind"):
    """The pattern of a phase that is due every `days` days, counted from the first day of the phase."""

    days: Annotated[int, Meta(ge=2, le=28)]


Pattern = Daily | Weekdays | EveryNth


class Phase(Struct, frozen=True):
    """One stage of a titration or a taper: a pattern, and the weeks as planned after which the next stage comes."""

    pattern: Pattern
    weeks: Annotated[int, Meta(ge=1, le=104)]


class Phases(Struct, frozen=True, tag="phases", tag_field="kind"):
    """Due by the phase that is reached; the last one stays.

    A week is seven days from `start`, from a step-down or from the week before. `step_downs` are the days from which
    on it went one phase back.
    """

    start: date
    phases: Annotated[tuple[Phase, ...], Meta(min_length=1)]
    step_downs: tuple[date, ...] = ()


class AfterSession(Struct, frozen=True, tag="after_session", tag_field="kind"):
    """Due in slots from `from_hours` to `to_hours` after the end of each session, both included.

    Raises ValueError where the span ends before it begins.
    """

    from_hours: Annotated[int, Meta(ge=0, le=24 * 90)]
    to_hours: Annotated[int, Meta(ge=0, le=24 * 90)]

    def __post_init__(self) -> None:
        if self.to_hours < self.from_hours:
            raise ValueError(f"{self.to_hours} h after the session lie before {self.from_hours} h after it")


class SinceLastUse(Struct, frozen=True, tag="since_last_use", tag_field="kind"):
    """Due once at least `hours` hours have passed since it was last done, and from the beginning."""

    hours: Annotated[int, Meta(ge=1, le=24 * 90)]


class AsNeeded(Struct, frozen=True, tag="as_needed", tag_field="kind"):
    """Never due: at the client's wish, at most `at_most` times a day and `hours_apart` hours apart."""

    at_most: Annotated[int, Meta(ge=1, le=24)]
    hours_apart: Annotated[int, Meta(ge=0, le=24 * 7)] = 0


Rule = Daily | EveryDays | Weekdays | Cycle | Phases | AfterSession | SinceLastUse | AsNeeded


class CourseByDates(Struct, frozen=True, tag="by_dates", tag_field="kind"):
    """From `first` to `last`, both included. Raises ValueError where it ends before it begins."""

    first: date
    last: date

    def __post_init__(self) -> None:
        if self.last < self.first:
            raise ValueError(f"a course cannot end on {self.last}, before its first day {self.first}")


class CourseByCount(Struct, frozen=True, tag="by_count", tag_field="kind"):
    """Until it was done `times` times, counted from the day `start`.

    Changed terms that keep the course count on.
    """

    times: Annotated[int, Meta(ge=1, le=10_000)]
    start: date


Course = CourseByDates | CourseByCount

"""Ratings that call for a look at the signs: bounds and rises as `data/alarming_values.toml` has them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Annotated

from msgspec import Meta, Struct

from aftercare.model.bruise import BruiseCourse
from aftercare.model.measure import Measure
from aftercare.model.rating import Rating, Subject
from aftercare.model.reference_row import ReferenceRow
from aftercare.model.routine import Id
from aftercare.model.scale import number_of

_DAY = timedelta(days=1)
_BRUISE = "bruise"


class AlarmingValue(ReferenceRow, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A rule. A rating of `measure` is alarming from `at_least` on, where `rises_by` is given only if it is so much
    higher than the lowest one of the `within_days` before, and where `after_session` is, only in that span of hours
    after a session. A bruise is measured in millimetres, and alarming too once it lasts for `lasts_days`.
    """

    measure: Id
    at_least: Annotated[int, Meta(ge=1)] | None = None
    rises_by: Annotated[int, Meta(ge=1)] | None = None
    within_days: Annotated[int, Meta(ge=1, le=60)] | None = None
    after_session: tuple[int, int] | None = None
    lasts_days: Annotated[int, Meta(ge=1)] | None = None
    signs: Annotated[tuple[Id, ...], Meta(min_length=1)]

    def __post_init__(self) -> None:
        if (self.rises_by is None) != (self.within_days is None):
            raise ValueError(f"what rises in {self.id} rises within some days")
        if self.at_least is None and self.lasts_days is None:
            raise ValueError(f"{self.id} says nothing of a value")


class Rated(Struct, frozen=True):
    """A rating of the past, with its day."""

    day: date
    rating: Rating


def alarms_of_ratings(
    ratings: Iterable[Rating],
    day: date,
    at: datetime,
    earlier: Sequence[Rated],
    session_ends: Iterable[datetime],
    rules: Iterable[AlarmingValue],
    measures: Mapping[str, Measure],
) -> tuple[AlarmingValue, ...]:
    """The rules that ratings of `day`, given at `at`, meet. `earlier` are those of the days before."""
    ends, known = tuple(session_ends), tuple(rules)
    found: dict[str, AlarmingValue] = {}
    for rating in ratings:
        measure = measures.get(rating.measure)
        value = number_of(rating.value, measure) if measure is not None else None
        if measure is None or value is None:
            continue
        for rule in known:
            if rule.measure != rating.measure or rule.at_least is None or value < rule.at_least:
                continue
            if rule.after_session is not None and not _lies_after(ends, at, rule.after_session):
                continue
            before = _before(rating.subject, day, rule, earlier, measure)
            if rule.rises_by is None or (before is not None and value - before >= rule.rises_by):
                found[rule.id] = rule
    return tuple(found.values())


def alarms_of_bruise(course: BruiseCourse, today: date, rules: Iterable[AlarmingValue]) -> tuple[AlarmingValue, ...]:
    """The rules that a bruise meets, as it was seen last."""
    if course.is_gone:
        return ()
    sizes = course.sizes
    found = []
    for rule in rules:
        if rule.measure != _BRUISE:
            continue
        lasts = rule.lasts_days is not None and course.days(today) >= rule.lasts_days
        large = bool(sizes) and rule.at_least is not None and sizes[-1][1] >= rule.at_least
        if rule.rises_by is not None and rule.within_days is not None and large:
            since = sizes[-1][0] - rule.within_days * _DAY
            lowest = min(size for on, size in sizes if on >= since)
            large = sizes[-1][1] - lowest >= rule.rises_by
        if lasts or large:
            found.append(rule)
    return tuple(found)


def signs_of(rules: Iterable[AlarmingValue]) -> tuple[Id, ...]:
    """The signs that `rules` lead to, each once."""
    return tuple(dict.fromkeys(sign for rule in rules for sign in rule.signs))


def _lies_after(ends: Iterable[datetime], at: datetime, span: tuple[int, int]) -> bool:
    first, last = (timedelta(hours=hours) for hours in span)
    return any(first <= at - end <= last for end in ends)


def _before(subject: Subject, day: date, rule: AlarmingValue, earlier: Sequence[Rated], measure: Measure) -> int | None:
    """The lowest value of the days before that the rule looks back to; None where there is none."""
    if rule.within_days is None:
        return None
    since = day - rule.within_days * _DAY
    values = [
        number_of(each.rating.value, measure)
        for each in earlier
        if each.rating.subject == subject and since <= each.day < day
    ]
    return min((each for each in values if each is not None), default=None)

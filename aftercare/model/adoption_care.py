"""The outline, holds, intervals and points of a plan that the client accepts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from functools import partial

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model import tables
from aftercare.model.adopting import Adopting, Dated, Placed, differ, keeping
from aftercare.model.care_words import hold_name, hold_words, point_name, point_words, programme_words
from aftercare.model.face_point import FacePoint
from aftercare.model.plan import Plan
from aftercare.model.plan_change import ChangeKind, Thing
from aftercare.model.plan_hold import PlanHold
from aftercare.model.procedure import Interval
from aftercare.model.procedure_words import interval_name, interval_words
from aftercare.model.programme import PROGRAMME_ID, Programme
from aftercare.model.routine import ByClient, FromPlan
from aftercare.model.zone import NO_ZONES, Zone


class _Group(Struct, frozen=True):
    """How the things of one table are called and shown."""

    table: str
    thing: Thing
    name: Callable[..., str]
    words: Callable[..., dict[str, str]]
    #: Whether a new one says something of the days before the plan too.
    of_days_behind: bool = False


_HOLDS = _Group(tables.HOLDS, Thing.HOLD, hold_name, hold_words)
_INTERVALS = _Group(tables.INTERVALS, Thing.INTERVAL, interval_name, interval_words, of_days_behind=True)


def take_programme(adopting: Adopting, plan: Plan, existing: Programme | None) -> None:
    """Writes what the plan is for. One that the client wrote stays."""
    stated = Programme(
        title=plan.title,
        origin=FromPlan(plan.id, plan.version),
        purpose=plan.purpose,
        concerns=plan.concerns,
        advice=plan.advice,
        review=plan.review,
        plan=plan.id,
        course=plan.course,
        preparations=plan.preparations,
    )
    if existing is None:
        adopting.write(tables.PROGRAMME, PROGRAMME_ID, stated)
        adopting.tell(ChangeKind.ADDED, Thing.PROGRAMME, PROGRAMME_ID, stated.title)
    elif not isinstance(existing.origin, ByClient) and differ(existing, stated):
        adopting.write(tables.PROGRAMME, PROGRAMME_ID, stated)
        words = programme_words(existing), programme_words(stated)
        adopting.tell(ChangeKind.CHANGED, Thing.PROGRAMME, PROGRAMME_ID, stated.title, *words)


def take_holds(adopting: Adopting, plan: Plan, before: Plan | None, present: Mapping[str, PlanHold], on: date) -> None:
    """Writes the holds that are new or differ, and ends those that the plan no longer has."""
    earlier = before.holds if before and before.id == plan.id else ()
    _take_dated(adopting, _HOLDS, plan.holds, earlier, present, on)


def take_intervals(
    adopting: Adopting, plan: Plan, before: Plan | None, present: Mapping[str, Interval], on: date
) -> None:
    """Writes the intervals that are new or differ, and ends those that the plan no longer has."""
    earlier = before.intervals if before and before.id == plan.id else ()
    _take_dated(adopting, _INTERVALS, plan.intervals, earlier, present, on)


def _take_dated(
    adopting: Adopting,
    group: _Group,
    stated: Iterable[Dated],
    earlier: Iterable[Dated],
    present: Mapping[str, Dated],
    on: date,
) -> None:
    """Writes what is new or differs, and ends what the plan no longer has.

    What is new, changes or ends does so from the plan's first day on: what rested on a day behind stays as it was. Only
    an interval of a plan that holds from `on`, the day of its acceptance, is in force for a day just behind too.
    """
    since = adopting.effective
    stated_before = {each.id: each for each in earlier}
    named = set()
    for each in stated:
        named.add(each.id)
        existing = present.get(each.id)
        if existing is None:
            always = group.of_days_behind and since <= on
            adopting.write(group.table, each.id, each if always else replace(each, since=since))
            adopting.tell(ChangeKind.ADDED, group.thing, each.id, group.name(each))
            continue
        running = existing.as_on(since)
        kept = keeping(existing, each, stated_before.get(each.id)).bare()
        if running is None:
            adopting.write(group.table, each.id, existing.changed_to(kept, since))
            adopting.tell(ChangeKind.ADDED, group.thing, each.id, group.name(kept))
        elif differ(running.bare(), kept):
            adopting.write(group.table, each.id, existing.changed_to(kept, since))
            words = group.words(running), group.words(kept)
            adopting.tell(ChangeKind.CHANGED, group.thing, each.id, group.name(kept), *words)
    for gone in present.values():
        # one that is still to begin comes no more
        if isinstance(gone.origin, FromPlan) and gone.id not in named and gone.beginning(since) is not None:
            adopting.write(group.table, gone.id, gone.ended(since - timedelta(days=1)))
            adopting.tell(ChangeKind.ENDED, group.thing, gone.id, group.name(gone))


def take_points(
    adopting: Adopting,
    plan: Plan,
    before: Plan | None,
    present: Mapping[str, FacePoint],
    zones: Mapping[str, Zone] = NO_ZONES,
) -> None:
    """Writes the points that are new or differ, and removes those that the plan no longer has."""
    earlier = before.points if before and before.id == plan.id else ()
    name, words = partial(point_name, zones=zones), partial(point_words, zones=zones)
    _take(adopting, _Group(tables.POINTS, Thing.POINT, name, words), plan.points, earlier, present)


def _take(
    adopting: Adopting,
    group: _Group,
    stated: Iterable[Placed],
    earlier: Iterable[Placed],
    present: Mapping[str, Placed],
) -> None:
    stated_before = {each.id: each for each in earlier}
    named = set()
    for each in stated:
        named.add(each.id)
        existing = present.get(each.id)
        if existing is None:
            adopting.write(group.table, each.id, each)
            adopting.tell(ChangeKind.ADDED, group.thing, each.id, group.name(each))
            continue
        kept = keeping(existing, each, stated_before.get(each.id))
        if differ(existing, kept):
            adopting.write(group.table, each.id, kept)
            words = group.words(existing), group.words(kept)
            adopting.tell(ChangeKind.CHANGED, group.thing, each.id, group.name(kept), *words)
    for gone in present.values():
        if isinstance(gone.origin, FromPlan) and gone.id not in named:
            adopting.write(group.table, gone.id, None)
            adopting.tell(ChangeKind.ENDED, group.thing, gone.id, group.name(gone))

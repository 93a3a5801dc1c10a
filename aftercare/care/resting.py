"""What rests after the sessions of a record: the sessions that reach into some days, and what says what rests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from aftercare.care.kept import Present
from aftercare.model.circumstances import Circumstances
from aftercare.model.ended_session import EndedSession, SessionEnds, Standing, standings
from aftercare.model.hold import Hold
from aftercare.model.local_day import local_date
from aftercare.model.plan_hold import MAX_HOLD_HOURS
from aftercare.model.routine import FormerProduct, Product, Routine
from aftercare.model.rules import Cycle
from aftercare.model.scan import is_scan_kind
from aftercare.model.slot_instant import DatedZone, day_begins

if TYPE_CHECKING:
    from aftercare.model.plan import Plan
    from aftercare.model.rest import Rests

_DAY = timedelta(days=1)
#: How far it is looked back at first for the last restart of a cycle.
_LOOKED_BACK = timedelta(days=60)
#: What is taken from them is kept, so that they need not be read at every start.
_TABLES = ("holds", "session_kinds", "ingredients", "ingredient_classes", "product_kinds", "sources")
#: How far a default hold reaches; `data/holds.toml` is held to it by a test.
DEFAULT_REACH = timedelta(hours=168)


def sessions_reaching(present: Present, first: date, last: date) -> list[Standing]:
    """The sessions whose holds may cover something from the day `first` to the day `last`, as they stand or stood."""
    back = first - (reach_of(present).days + 2) * _DAY
    return [
        standing
        for session in present.sessions.values()
        if not is_scan_kind(session.kind)
        for standing in standings(session)
        if back <= standing.session.at.date() <= last + _DAY and (standing.until is None or standing.until >= first)
    ]


def reach_of(present: Present) -> timedelta:
    """How long after a session something may still be held or come back in stages."""
    hours = (
        max(each.hours, *(stage.until_hours for stage in each.stages)) if each.stages else each.hours
        for hold in present.holds.values()
        for each in (*hold.former, hold)
    )
    return max(DEFAULT_REACH, timedelta(hours=min(max(hours, default=0), MAX_HOLD_HOURS)))


def holds_on(
    present: Present,
    routine: Routine,
    days: Iterable[date],
    zones: tuple[DatedZone, ...],
    now: datetime,
    kept_at: Path,
) -> tuple[Hold, ...]:
    """The holds that decide `routine` on `days`; reads the reference data only where a session reaches them."""
    asked = tuple(days)
    first, last = min(*asked, local_date(now, present.starts)), max(asked)
    begins = min([first, *_cycle_starts(routine, last)])
    rests: Rests | None = None
    holds: tuple[Hold, ...] = ()
    back, since = _LOOKED_BACK, first
    while True:
        # of a cycle its last restart before these days matters, which is seldom years ago
        since = first if begins >= first else max(begins, first - back)
        if found := sessions_reaching(present, since, last):
            rests = rests or rests_of(present, routine, kept_at)
            holds = _holds_after(found, present, routine, zones, now, rests)
        if since <= begins or _restarts_known(present, routine, zones, now, holds, first, since):
            return holds
        back *= 4


def holds_of_plan(
    plan: Plan, present: Present, days: Iterable[date], zones: tuple[DatedZone, ...], now: datetime
) -> tuple[tuple[Hold, ...], Rests]:
    """The holds over `present`, a record that begins with `plan`, that reach into `days`, and what says them.

    Nothing is kept on the disk.
    """
    asked = tuple(days)
    rests = replace(rests_of_plan(plan), plan=tuple(present.holds.values()))
    found = sessions_reaching(present, min(asked), max(asked))
    return _holds_after(found, present, present.routine, zones, now, rests), rests


def _holds_after(
    found: Iterable[Standing],
    present: Present,
    routine: Routine,
    zones: tuple[DatedZone, ...],
    now: datetime,
    rests: Rests,
) -> tuple[Hold, ...]:
    from aftercare.model.holding import holds_over

    ends = SessionEnds(routine, zones, present.starts, now)
    ended = [ends.ended(each) for each in found]
    return holds_over(routine, ended, rests, now, lambda day: day_begins(day, zones, present.starts))


def _restarts_known(
    present: Present,
    routine: Routine,
    zones: tuple[DatedZone, ...],
    now: datetime,
    holds: tuple[Hold, ...],
    first: date,
    since: date,
) -> bool:
    """Whether `holds`, which are those from the day `since` on, tell where the cycles stand on the day `first`."""
    from aftercare.model.restarts import are_known

    pauses = tuple(present.pauses.values())
    seen = Circumstances(now, zones, present.starts, pauses=pauses, holds=holds)
    return are_known(routine, seen, first, since)


def ended_sessions(present: Present, zones: tuple[DatedZone, ...], now: datetime, today: date) -> list[EndedSession]:
    """The sessions that ended before `now` and reach into `today`, each with its end."""
    found = sessions_reaching(present, today, today)
    if not found:
        return []
    ends = SessionEnds(present.routine, zones, present.starts, now)
    ended = [ends.ended(each) for each in found if each.until is None]
    return [each for each in ended if each.end <= now]


def rests_of(present: Present, routine: Routine, kept_at: Path) -> Rests:
    """All that says what rests after a session, for the products of `routine`.

    The part of the reference data that it takes is kept at `kept_at`.
    """
    from aftercare.model.rest import Rests
    from aftercare.store.extract import extracted

    said: list[Product | FormerProduct] = [*routine.products.values()]
    said += [former for product in routine.products.values() for former in product.former]
    labels = _labels(said)
    found = extracted(kept_at / "rests", Rests, _TABLES, labels, lambda: _from_tables(labels))
    return replace(found, plan=tuple(present.holds.values()))


def rests_of_plan(plan: Plan) -> Rests:
    """All that says what rests after a session by `plan`, for its products. Reads the reference data."""
    return replace(_from_tables(_labels(plan.products)), plan=plan.holds)


def _labels(products: Iterable[Product | FormerProduct]) -> list[tuple[str, float | None]]:
    """What stands on the labels of `products`, each once, with the strengths that are known."""
    found = {(name, each.strengths.get(name)) for each in products for name in each.ingredients}
    return sorted(found, key=lambda each: (each[0], each[1] or 0))


def _from_tables(labels: list[tuple[str, float | None]]) -> Rests:
    from aftercare.model.ingredient_row import families
    from aftercare.model.product_ingredients import rows_called
    from aftercare.model.rest import Rests, Substance, label_key
    from aftercare.model.source import source_words
    from aftercare.store import reference

    names, classes, sources = (
        reference.ingredient_names(),
        reference.ingredient_classes(),
        reference.sources(),
    )
    substances = {
        label_key(name, percent): tuple(
            Substance(
                label=row.label,
                classes=families(row, classes),
                hours=row.hold_hours,
                grade=row.grade,
                source=source_words(row.source, sources),
                on_prescription=row.prescription,
            )
            for row in rows_called(name, percent, names)
        )
        for name, percent in labels
    }
    defaults = tuple(reference.hold_defaults().values())
    return Rests(
        defaults=defaults,
        sources={each.source: source_words(each.source, sources) for each in defaults},
        kinds=tuple(reference.session_kinds().values()),
        substances=substances,
        labels={
            **{each.id: each.label for each in reference.product_kinds().values()},
            **{each.id: each.label for each in classes.values()},
        },
    )


def _cycle_starts(routine: Routine, last: date) -> Iterator[date]:
    """The days from which on holds decide where a cycle stands."""
    for step in routine.steps.values():
        for terms in step.terms:
            if isinstance(terms.rule, Cycle) and terms.since <= last:
                yield max(terms.rule.start, terms.since)

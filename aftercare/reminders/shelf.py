"""The shelf: a product that runs out, and one that must go, so many days before.

The day on which a pack runs out is an estimate that shifts with every use. It is told once a pack, from the first day
on which it holds; who was away on that day is told on the next.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from aftercare.model.reminder_basis import ReminderBasis
from aftercare.model.reminder_key import ReminderKey, ReminderKind, RunOutKey, UseByKey
from aftercare.model.reminder_settings import ByDays
from aftercare.model.shelf import ShelfRow
from aftercare.model.words import short_day
from aftercare.reminders.occasion import Occasion, Words
from aftercare.reminders.sessions import on_day

#: What has been past its day for longer is told by the shelf alone.
_STILL_TOLD = timedelta(days=14)


def run_out_occasions(basis: ReminderBasis) -> Iterator[Occasion]:
    """The opened packs that run out, unless another one stands ready."""
    timing = basis.settings.of(ReminderKind.RUN_OUT).timing
    if basis.shelf is None or not isinstance(timing, ByDays):
        return
    today, rows = basis.shelf.today, basis.shelf.rows
    spare = {row.product.id for row in rows if row.pack is not None and row.pack.opened is None}
    for row in rows:
        runs_out = row.supply.runs_out
        if row.pack is None or row.pack.opened is None or runs_out is None or row.product.id in spare:
            continue
        key = RunOutKey(row.pack.id, max(row.pack.opened, row.supply.counted or row.pack.opened))
        when = f"about {short_day(runs_out, today)}"
        words = Words(
            "Shelf",
            "Something is running low.",
            f"{row.product.name} runs out",
            when,
            f"{row.product.name} runs out {when}",
        )
        yield _occasion(basis, key, runs_out - timedelta(days=timing.days[0]), timing.at, words)


def use_by_occasions(basis: ReminderBasis) -> Iterator[Occasion]:
    """The packs that come to the day on which they must go, or passed it a short while ago."""
    timing = basis.settings.of(ReminderKind.USE_BY).timing
    if basis.shelf is None or not isinstance(timing, ByDays):
        return
    today = basis.shelf.today
    for row in basis.shelf.rows:
        if row.pack is None or row.must_go is None or row.must_go.day < today - _STILL_TOLD:
            continue
        last = row.must_go.day
        words = _use_by_words(row, last, today)
        yield _occasion(basis, UseByKey(row.pack.id, last), last - timedelta(days=timing.days[0]), timing.at, words)


def _use_by_words(row: ShelfRow, last: date, today: date) -> Words:
    estimated = ", an estimate" if row.must_go is not None and row.must_go.estimated else ""
    when = f"use by {short_day(last, today)}{estimated}"
    if last < today:
        when = f"was to be used by {short_day(last, today)}{estimated}"
    return Words("Shelf", "Something comes to its last day.", row.product.name, when, f"{row.product.name}: {when}")


def _occasion(basis: ReminderBasis, key: ReminderKey, day: date, at: time, words: Words) -> Occasion:
    assert basis.shelf is not None
    said: datetime = on_day(basis, max(day, basis.shelf.today), at)
    return Occasion(key, said, words)

"""Which backups stay: the newest of each day, week and month, as far back as each of them counts."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import UTC, datetime, timedelta

DAILY, WEEKLY, MONTHLY = 7, 4, 12

#: One that is younger stays in any case: of several imports on one day each has the backup that was made before it.
_FRESH = timedelta(hours=24)


def backups_to_keep(made: Collection[datetime], now: datetime) -> frozenset[datetime]:
    """Those of `made` that stay: the newest of each of the last 7 days that have one, of the last 4 weeks and of the
    last 12 months, and all of the last 24 hours.

    A day without a backup takes no place. Days, weeks (from Monday) and months are those of each backup's own clock.
    """
    newest_first = sorted(made, key=lambda each: each.astimezone(UTC), reverse=True)
    kept = {each for each in newest_first if now - each < _FRESH}
    kept |= _newest_of_each(newest_first, DAILY, lambda each: each.date())
    kept |= _newest_of_each(newest_first, WEEKLY, lambda each: each.isocalendar()[:2])
    kept |= _newest_of_each(newest_first, MONTHLY, lambda each: (each.year, each.month))
    return frozenset(kept)


def _newest_of_each(newest_first: list[datetime], most: int, period: Callable[[datetime], object]) -> set[datetime]:
    found: dict[object, datetime] = {}
    for each in newest_first:
        if len(found) == most and period(each) not in found:
            break
        found.setdefault(period(each), each)
    return set(found.values())

"""What is left of a step that is taken as needed. Each use is an event of its own; the counts are derived."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from msgspec import Struct

from aftercare.model.rules import AsNeeded


class Allowance(Struct, frozen=True):
    """How often the step was `used` on the running date and how often it may be still, `left`.

    `next` is the first instant, in UTC, at which it is allowed: the present where it is allowed now, None where none
    is known.
    """

    used: int
    left: int
    next: datetime | None


def allowance(
    rule: AsNeeded, uses: Sequence[tuple[date, datetime]], today: date, now: datetime, tomorrow: datetime
) -> Allowance:
    """What `rule` alone leaves at `now`. `uses` are local dates with their instants, `tomorrow` is when the next local
    date begins; all instants are in UTC.
    """
    used = sum(day == today for day, _ in uses)
    last = max((at for _, at in uses), default=None)
    following = now if last is None else max(now, last + timedelta(hours=rule.hours_apart))
    if used >= rule.at_most:
        following = max(following, tomorrow)
    return Allowance(used, max(0, rule.at_most - used), following)

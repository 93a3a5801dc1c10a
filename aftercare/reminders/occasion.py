"""An occasion to say something, and the attempts at it: follow-ups, snoozes, quiet hours and the end of its time."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.dismissal import put_away
from aftercare.model.reminder_basis import ReminderBasis
from aftercare.model.reminder_key import ReminderKey, kind_of
from aftercare.model.reminder_settings import NAMED, NEUTRAL
from aftercare.model.snooze import Snooze, latest_snoozes
from aftercare.reminders.quiet import not_before
from aftercare.reminders.reminder import Reminder

#: Attempts are numbered in tens: one ten for the plan, one for each snooze.
_A_TEN = 10


class Words(Struct, frozen=True):
    """What is said of an occasion: neutral, naming nothing, and named; `detail` is one sentence that tells it all."""

    neutral_title: str
    neutral_body: str
    named_title: str
    named_body: str
    detail: str

    def as_wanted(self, wording: str) -> tuple[str, str]:
        """Title and body as the client wants them; their own words stand for the title, and the body stays neutral."""
        if wording == NAMED:
            return self.named_title, self.named_body
        return (self.neutral_title if wording == NEUTRAL else wording), self.neutral_body


class Occasion(Struct, frozen=True):
    """Something to be said `at` an instant about the occurrence `key`.

    From `moot` on nobody needs it any more, whatever the late window says. `by_itself`: it lies in the quiet hours
    because the client wants it there. `series` joins occasions of which only the latest is still worth saying.
    `written_late`: what it is about was entered when its time had passed, so it is said only where the client puts it
    off themselves.
    """

    key: ReminderKey
    at: datetime
    words: Words
    moot: datetime | None = None
    by_itself: bool = False
    series: str = ""
    written_late: bool = False


def reminders_of(
    occasions: Iterable[Occasion], basis: ReminderBasis, now: datetime, until: datetime
) -> Iterator[Reminder]:
    """The attempts at `occasions` up to `until`, and those whose time was over less than `basis.back` before `now`."""
    snoozes = latest_snoozes(basis.snoozes)
    away = put_away(basis.dismissals, basis.snoozes)
    series: dict[str, list[Reminder]] = {}
    for each in occasions:
        if each.key.id in away:
            continue
        found = _attempts(each, basis, snoozes.get(each.key.id), now)
        series.setdefault(each.series or each.key.id, []).extend(found)
    for attempts in series.values():
        for reminder in _still_worth(attempts, now):
            if reminder.at <= until and reminder.expires > now - basis.back:
                yield reminder


def _attempts(occasion: Occasion, basis: ReminderBasis, snooze: Snooze | None, now: datetime) -> Iterator[Reminder]:
    """The attempts at one occasion; after a snooze those from its new time on alone."""
    settings = basis.settings.of(kind_of(occasion.key))
    first = (snooze.until if snooze else occasion.at).astimezone(UTC)
    end = first + settings.late_for
    if occasion.moot is not None:
        end = min(end, occasion.moot.astimezone(UTC))
    # what the client put off, or wants in the night, is said in the night
    in_the_night = snooze is not None or occasion.by_itself
    title, body = occasion.words.as_wanted(settings.wording)
    for number in range(settings.again + 1):
        at = first + number * settings.again_every
        if number and (at >= end or not (in_the_night or _free_from(at, basis) == at)):
            # the first attempt stands for those that have no room
            return
        yield Reminder(
            key=occasion.key,
            attempt=(snooze.times if snooze else 0) * _A_TEN + number + 1,
            at=at,
            due=at if in_the_night else _due(at, basis, now),
            expires=end,
            title=title,
            body=body,
            neutral_title=occasion.words.neutral_title,
            detail=occasion.words.detail,
        )


def _due(at: datetime, basis: ReminderBasis, now: datetime) -> datetime:
    """When what was meant for `at` may be said, seen at `now`: who comes back at night is told in the morning."""
    due = _free_from(at, basis)
    if due > now:
        return due
    free = _free_from(now, basis)
    return due if free == now else free


def _free_from(at: datetime, basis: ReminderBasis) -> datetime:
    return not_before(at, basis.settings.quiet, basis.zones, basis.starts)


def _still_worth(attempts: list[Reminder], now: datetime) -> Iterator[Reminder]:
    """Those to come and the latest of those whose time has come: who was away is told once, not three times.

    Each gives way to the next.
    """
    in_order = sorted(attempts, key=lambda each: (each.at, each.attempt))
    for number, each in enumerate(in_order):
        following = in_order[number + 1] if number + 1 < len(in_order) else None
        if following is None:
            yield each
        elif following.at > now:
            yield replace(each, expires=min(each.expires, following.at))

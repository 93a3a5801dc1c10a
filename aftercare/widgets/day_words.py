"""Days, times, waits and states in the words that the screens use."""

from __future__ import annotations

from datetime import date, datetime, time

from aftercare.model.check_off import Done, Missed, Skipped
from aftercare.model.local_day import local_date
from aftercare.model.routine import Session
from aftercare.model.today import DueStep


def day_in_words(day: date, today: date) -> str:
    """Such as "Sunday 22 November"; with the year where it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%A} {day.day} {day:%B}{year}"


def short_day(day: date, today: date) -> str:
    """Such as "Thu 26 Nov"; with the year where it is another one."""
    year = "" if day.year == today.year else f" {day.year}"
    return f"{day:%a} {day.day} {day:%b}{year}"


def distance(day: date, today: date) -> str:
    """Such as "today", "in 4 days", "2 days ago"."""
    days = (day - today).days
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}.get(days)
    return near or (f"in {days} days" if days > 0 else f"{-days} days ago")


def session_in_words(session: Session, today: date) -> str:
    """Such as "Thu 26 Nov 17:30"."""
    return f"{short_day(session.at.date(), today)} {session.at:%H:%M}"


def wait_in_words(seconds: int) -> str:
    """Such as "wait 1 min"; nothing for none."""
    if seconds <= 0:
        return ""
    minutes, left = divmod(seconds, 60)
    hours, minutes = divmod(minutes, 60)
    parts = ((hours, "h"), (minutes, "min"), (left, "s"))
    return "wait " + " ".join(f"{number} {unit}" for number, unit in parts if number)


def answered_at(at: datetime, day: date, day_start: time) -> str:
    """The time of an answer for `day`; with its date where it was given on another day."""
    given_on = local_date(at, day_start)
    return f"{at:%H:%M}" if given_on == day else f"{short_day(given_on, day)} {at:%H:%M}"


def state_in_words(due: DueStep, day_start: time) -> str:
    """Such as "done 21:04", "skipped: no time", "missed"; nothing while it is pending."""
    match due.state:
        case Done(at=at):
            return f"done {answered_at(at, due.occurrence.day, day_start)}"
        case Skipped(reason=reason):
            return f"skipped: {reason}"
        case Missed():
            return "missed"
    return ""

"""What the last session still asks for, in the words that screens and commands share."""

from __future__ import annotations

from datetime import datetime, tzinfo
from itertools import groupby

from aftercare.model.leaving_out import AfterSession, LeaveOut
from aftercare.model.said_by import said_by_words
from aftercare.model.today import ReturningStep
from aftercare.model.words import short_day

_WEEK = 7


def until_words(at: datetime, zone: tzinfo | None, now: datetime) -> str:
    """Such as "20:45" on the same day, "Sat 18:45" within a week, and "Sat 28 Nov 18:45" later."""
    local, today = at.astimezone(zone), now.astimezone(zone).date()
    if local.date() == today:
        return f"{local:%H:%M}"
    near = 0 < (local.date() - today).days < _WEEK
    return f"{local:%a %H:%M}" if near else f"{short_day(local.date(), today)} {local:%H:%M}"


def leave_out_lines(after: AfterSession, now: datetime) -> list[tuple[str, str]]:
    """Until when, and what: such as ("until Fri 20 Nov 18:45", "Make-up and shared brushes, swimming, alcohol")."""
    zone = now.tzinfo
    lines = []
    for until, group in groupby(after.leave_out, key=lambda each: each.until):
        labels = [each.label for each in group]
        words = ", ".join([labels[0], *(within_sentence(each) for each in labels[1:])])
        lines.append((f"until {until_words(until, zone, now)}", words))
    return lines


def after_heading(after: AfterSession, now: datetime) -> str:
    """Such as "After facial needles, Thu 19 Nov"; asks where nobody has said that the session took place."""
    begun = after.session.at
    asked = " (did it take place?)" if after.provisional else ""
    return f"After {after.session.kind}, {short_day(begun.date(), now.date())}{asked}"


def leave_out_detail(one: LeaveOut, now: datetime) -> list[str]:
    """One thing to leave out with its reason and who says so, each a sentence."""
    lines = [f"{one.label}: until {until_words(one.until, now.tzinfo, now)}."]
    lines += [one.why] if one.why else []
    lines += [f"“{one.note}”"] if one.note else []
    return [*lines, f"Who says so: {said_by_words(one.said_by)}."]


def return_words(one: ReturningStep, now: datetime) -> str:
    """Such as "Sat 28 Nov 18:45  Renewal serum returns"."""
    how = "returns slowly" if one.slowly else "returns"
    return f"{until_words(one.at, now.tzinfo, now)}  {one.step.name} {how}"


def within_sentence(label: str) -> str:
    """`label` as it stands within a sentence."""
    # a label begins with a capital that it does not need inside a list; "BHA" keeps its own
    return label[:1].lower() + label[1:] if label[1:2].islower() else label

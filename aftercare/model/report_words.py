"""What a report says of a step, a sign, a reaction and a measure, the same on its page and in its text."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from aftercare.model.adherence import Tally
from aftercare.model.report import (
    Compared,
    Course,
    FaceOfMeasure,
    MeasureCourse,
    ReportedReaction,
    ReportedSign,
    ReportedStep,
    Verdict,
)
from aftercare.model.words import counted, short_day, times

#: Characters of a text of the client's on the first page.
LONGEST = 120
#: So many days are named in a line.
_MOST_DAYS = 4
#: What stands before a sign: it is told from an empty box, without colour and in any font.
SIGN_MARK = "!"
SIGNS_NOTE = (
    "! marks a sign that may need care: found by fixed rules in what the client answered, rated or wrote, no diagnosis."
)


def done_words(step: ReportedStep) -> str:
    """Such as "11 of 14", or "used 5 times"."""
    if step.uses is not None:
        return f"used {times(step.uses)}"
    if not step.tally.counted:
        return "never due"
    return f"{step.tally.done} of {step.tally.counted}"


def tally_words(tally: Tally) -> str:
    """What stands behind "101 of 104", such as "done of what was due, 97 %; 2 skipped, 1 not answered"."""
    if not tally.counted:
        return "done: nothing was due"
    share = f", {round(100 * tally.share)} %" if tally.share is not None else ""
    left = ((tally.skipped, "skipped"), (tally.missed, "not answered"))
    others = ", ".join(f"{number} {what}" for number, what in left if number)
    return f"done of what was due{share}{f'; {others}' if others else ''}"


def had_words(course: Course) -> str:
    """Such as "5 sessions of 12 took place, 1 more not answered for"."""
    open_ones = f", {course.unanswered} more not answered for" if course.unanswered else ""
    return f"{counted(course.had, 'session')} of {course.planned} took place{open_ones}"


def next_words(course: Course, today: date) -> str:
    """Such as "session 18, Tue 15 Dec 17:30"; "" where none is planned."""
    if course.next is None:
        return ""
    number = f" {course.next_number}," if course.next_number else ""
    return f"session{number} {short_day(course.next.date(), today)} {course.next:%H:%M}"


def plan_words(step: ReportedStep) -> str:
    """When it is to be done, such as "every 3 days, evening"."""
    return ", ".join(each for each in (step.rule, step.when) if each)


def left_out_words(step: ReportedStep, days_named: int = 0, today: date = date.max) -> str:
    """Such as "skipped 3× (no time 2×, too tired 1×); not answered 1×; not due 4× (rest after a session)".

    So many days of each reason are named. Nothing where it never was.
    """
    parts = []
    if step.tally.skipped:
        parts.append(f"skipped {step.tally.skipped}× ({_reasons_words(step, days_named, today)})")
    if step.tally.missed:
        parts.append(f"not answered {step.tally.missed}×")
    covered = (
        (step.held, "rest after a session"),
        (step.paused, "paused"),
        (step.barred, "not offered, for safety"),
    )
    parts += [f"not due {number}× ({why})" for number, why in covered if number]
    return "; ".join(parts)


def _reasons_words(step: ReportedStep, days_named: int, today: date) -> str:
    """Such as "no time 2×, too tired 1×", or "no time: Tue 17 Nov, Fri 20 Nov; too tired: Sun 22 Nov"."""
    found = [(cut(each.reason, 60), each.days) for each in step.reasons]
    if days_named:
        return "; ".join(f"{reason}: {days_words(days, today, days_named)}" for reason, days in found)
    return ", ".join(reason if len(found) == 1 else f"{reason} {len(days)}×" for reason, days in found)


def compared_words(compared: Compared, today: date) -> str:
    """Such as "better: 5.8 at first (4 days from Tue 17 Nov), 3.2 at last (3 days to Sun 29 Nov)".

    Behind "no clear change" stands how much would be one for this measure.
    """
    if compared.before is None:
        return "not rated"
    days = counted(compared.days_before, "day")
    if compared.after is None:
        return f"{compared.verdict}: {compared.before:.1f} on {days}"
    since = f" from {short_day(compared.opens, today)}" if compared.opens else ""
    until = f" to {short_day(compared.closes, today)}" if compared.closes else ""
    return (
        f"{_verdict(compared)}: {compared.before:.1f} at first ({days}{since}), "
        f"{compared.after:.1f} at last ({counted(compared.days_after, 'day')}{until})"
    )


def _verdict(compared: Compared) -> str:
    if compared.verdict is not Verdict.NO_CLEAR_CHANGE:
        return compared.verdict
    if compared.least is None:
        return f"{compared.verdict} (how much counts as one is not known here)"
    return f"{compared.verdict} (less than {round(compared.least, 1):g})"


def zones_words(faces: Sequence[FaceOfMeasure]) -> str:
    """Such as "Tension (Jaw, right): worse (+2.4); no clear change in 3 others that were rated". "" where none was."""
    rated = [(face, zone) for face in faces for zone in face.zones]
    told, unclear = [], (Verdict.NO_CLEAR_CHANGE, Verdict.TOO_FEW)
    for face, zone in rated:
        change = zone.compared.change
        if zone.compared.verdict not in unclear and change is not None:
            told.append(f"{face.label} ({zone.label}): {zone.compared.verdict} ({change:+.1f})")
    left = len(rated) - len(told)
    if left:
        others = "other" if told else "zone"
        told.append(f"no clear change in {counted(left, others)} that {'was' if left == 1 else 'were'} rated")
    return "; ".join(told)


def days_words(days: Sequence[date], today: date, most: int = _MOST_DAYS) -> str:
    """The first days by name, and how many more."""
    named = ", ".join(short_day(each, today) for each in days[:most])
    return f"{named} and {len(days) - most} more" if len(days) > most else named


def reaction_words(reaction: ReportedReaction) -> str:
    """Such as "redness, itch; chin; to Night serum"."""
    parts = [reaction.what, reaction.where, f"to {reaction.to}" if reaction.to else ""]
    return "; ".join(each for each in parts if each)


def found_words(sign: ReportedSign, today: date) -> str:
    """Such as "The client answered yes on Sun 29 Nov"."""
    return f"The client {cut(sign.said, 40)} on {short_day(sign.day, today)}"


def sign_words(sign: ReportedSign) -> str:
    """What the sign is, and how soon it is to be seen to: the urgency is never cut off.

    Found in words or values it is told as what they may speak of.
    """
    label = cut(sign.label, 64)
    return f"{label if sign.answered else f'this may speak of “{label}”'}; {sign.urgency}"


def cut(text: str, most: int = LONGEST) -> str:
    """`text` on one line, with "…" where it is longer than the page has room for."""
    line = " ".join(text.split())
    return line if len(line) <= most else f"{line[: most - 1].rstrip()}…"


def scale_words(course: MeasureCourse) -> str:
    """Such as "0 to 10, lower is better"."""
    return f"{course.lowest:g} to {course.highest:g}{f', {course.better}' if course.better else ''}"


def range_words(course: MeasureCourse) -> str:
    """Such as "Between 2.0 and 6.5."; of weeks and months their means."""
    values = [each.value for each in course.points]
    return f"Between {min(values):.1f} and {max(values):.1f}." if values else ""


def period_words(first: date, last: date) -> str:
    """Such as "1 to 22 November 2026"."""
    if first == last:
        return f"{last.day} {last:%B} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B} {last.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} to {last.day} {last:%B} {last.year}"

"""The first page of a report: what was used, what was left out, what hurt and what is asked, each in a few lines.

What does not fit is counted, and stands in the details. Texts are cut so that the page stays a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import islice
from typing import TypeVar

from msgspec import Struct

from aftercare.model.report import Compared, MeasureCourse, Report, ReportedReaction, ReportedStep
from aftercare.model.report_wish import ReportPart
from aftercare.model.words import counted, short_day, times

T = TypeVar("T")

MOST_USED, MOST_LEFT_OUT, MOST_CHANGES, MOST_HURT, MOST_ASKED, MOST_MEASURES = 10, 6, 4, 6, 6, 5
#: Characters of a text of the client's on this page.
LONGEST = 120
_NAME = 48
SIGNS_NOTE = (
    "What has a mark before it is a sign that an answer, a rating or the client’s words may speak of, and how soon "
    "such a sign should be seen to: found by rules, no diagnosis."
)
LEFT_OUT_NOTE = (
    "Skipped: on purpose, why in brackets. Not answered: marked neither as done nor as skipped. Held (at rest after a "
    "session), paused and not offered (for safety) do not count as due."
)


class BriefLine(Struct, frozen=True):
    """What it is about, and what is told of it."""

    of: str
    told: str


class BriefUse(Struct, frozen=True):
    """A step that was used: `share` of what was due, from 0 to 1, None where nothing was."""

    of: str
    told: str
    share: float | None


class Listed(Struct, frozen=True):
    """Lines, and how many more there are in the details."""

    lines: tuple[BriefLine, ...]
    more: int = 0


class Brief(Struct, frozen=True):
    """The page. What is None was left out of the report by the client, which is not the same as nothing."""

    used: tuple[BriefUse, ...] | None
    used_more: int
    left_out: Listed | None
    changed: Listed | None
    hurt: Listed | None
    skin: Listed | None
    asked: Listed | None


def brief_of(report: Report) -> Brief:
    """The first page."""
    parts = report.wish.parts
    used = [_use(each) for each in report.steps if each.was_used]
    plan = ReportPart.PLAN in parts
    return Brief(
        used=tuple(used[:MOST_USED]) if plan else None,
        used_more=max(0, len(used) - MOST_USED),
        left_out=_cut(_left_out(report.steps), MOST_LEFT_OUT) if plan else None,
        changed=_cut(_changed(report), MOST_CHANGES) if plan or ReportPart.REACTIONS in parts else None,
        hurt=_most_that_hurt(report) if ReportPart.REACTIONS in parts else None,
        skin=_cut(map(_measure, report.measures), MOST_MEASURES) if ReportPart.MEASURES in parts else None,
        asked=_cut(_asked(report), MOST_ASKED) if ReportPart.QUESTIONS in parts else None,
    )


def done_words(step: ReportedStep) -> str:
    """Such as "11 of 14", or "used 5 times"."""
    if step.uses is not None:
        return f"used {times(step.uses)}"
    if not step.tally.counted:
        return "never due"
    return f"{step.tally.done} of {step.tally.counted}"


def left_out_words(step: ReportedStep) -> str:
    """Such as "skipped 3× (no time 2×, too tired 1×); not answered 1×; held 4×"; nothing where it never was."""
    parts = []
    if step.tally.skipped:
        parts.append(f"skipped {step.tally.skipped}× ({reasons_words(step)})")
    if step.tally.missed:
        parts.append(f"not answered {step.tally.missed}×")
    parts += [
        f"{word} {n}×" for word, n in (("held", step.held), ("paused", step.paused), ("not offered", step.barred)) if n
    ]
    return "; ".join(parts)


def reasons_words(step: ReportedStep) -> str:
    """Such as "no time 2×, too tired 1×"."""
    if len(step.reasons) == 1:
        return cut(step.reasons[0].reason, 60)
    return ", ".join(f"{cut(each.reason, 60)} {len(each.days)}×" for each in step.reasons)


def compared_words(compared: Compared) -> str:
    """Such as "5.8 at first, 3.2 at last: better"."""
    if compared.before is None:
        return "not rated"
    if compared.after is None:
        return f"{compared.before:.1f} on {counted(compared.days_before, 'day')}: {compared.verdict}"
    return f"{compared.before:.1f} at first, {compared.after:.1f} at last: {compared.verdict}"


def reaction_words(reaction: ReportedReaction) -> str:
    """Such as "redness, itch; chin; to Night serum"."""
    parts = [reaction.what, reaction.where, f"to {reaction.to}" if reaction.to else ""]
    return "; ".join(each for each in parts if each)


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


def _measure(course: MeasureCourse) -> BriefLine:
    return BriefLine(f"{cut(course.label, _NAME)} ({scale_words(course)})", compared_words(course.compared))


def _use(step: ReportedStep) -> BriefUse:
    return BriefUse(cut(step.name, _NAME), done_words(step), step.tally.share if step.uses is None else None)


def _left_out(steps: Sequence[ReportedStep]) -> Iterator[BriefLine]:
    """Those left out on purpose first: they say why."""
    for each in sorted(steps, key=lambda one: (-one.tally.skipped, -one.tally.missed)):
        told = left_out_words(each)
        if not each.rule:
            told = "in the plan, not in the routine"
        elif not told and not each.was_used and each.uses is None:
            told = done_words(each)
        if told:
            yield BriefLine(cut(each.name, _NAME), cut(told))


def _changed(report: Report) -> Iterator[BriefLine]:
    """What differs from the plan in force, what was had elsewhere, and what changed, the latest first."""
    last = report.wish.last
    for each in report.steps:
        if each.rule and each.plan_says:
            yield BriefLine(cut(each.name, _NAME), cut(f"the plan says {each.plan_says}"))
    for had in report.elsewhere:
        yield BriefLine("Had elsewhere", cut(had))
    for change in reversed(report.changes):
        yield BriefLine(f"{short_day(change.day, last)}, {cut(change.of, _NAME)}", cut(change.what))


def _most_that_hurt(report: Report) -> Listed:
    rest = len(report.signs) + len(report.reactions) - MOST_HURT
    return Listed(tuple(islice(_hurt(report), MOST_HURT)), max(0, rest))


def _hurt(report: Report) -> Iterator[BriefLine]:
    last = report.wish.last
    for sign in report.signs:
        yield BriefLine(f"{sign.urgency}, {short_day(sign.day, last)}", cut(f"{sign.label}: {sign.said}"))
    for each in report.reactions:
        told = reaction_words(each)
        yield BriefLine(short_day(each.day, last), cut(f"{told}: {each.text}" if each.text else told))


def _asked(report: Report) -> Iterator[BriefLine]:
    names = {each.id: each.name for each in report.steps}
    for each in report.questions:
        of = names.get(each.step, each.step) if each.step is not None else ""
        yield BriefLine(cut(of, _NAME), cut(each.text, LONGEST + _NAME))


def _cut(lines: Iterable[BriefLine], most: int) -> Listed:
    found = tuple(lines)
    return Listed(found[:most], max(0, len(found) - most))


def period_words(first: date, last: date) -> str:
    """Such as "1 to 22 November 2026"."""
    if first == last:
        return f"{last.day} {last:%B} {last.year}"
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day} to {last.day} {last:%B} {last.year}"
    year = "" if first.year == last.year else f" {first.year}"
    return f"{first.day} {first:%B}{year} to {last.day} {last:%B} {last.year}"

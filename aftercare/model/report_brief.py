"""The first page of a report: what was used, what was left out, what hurt and what is asked, each in a few lines.

What does not fit is counted, and stands in the details. Texts are cut so that the page stays a page.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct

from aftercare.model.check_off import IRRITATED
from aftercare.model.report import MeasureCourse, Report, ReportedStep
from aftercare.model.report_wish import ReportPart
from aftercare.model.report_words import (
    LONGEST,
    compared_words,
    cut,
    days_words,
    done_words,
    found_words,
    left_out_words,
    plan_words,
    reaction_words,
    scale_words,
    sign_words,
    zones_words,
)
from aftercare.model.words import short_day

MOST_USED, MOST_LEFT_OUT, MOST_CHANGES, MOST_HURT, MOST_ASKED, MOST_MEASURES = 10, 6, 4, 6, 6, 5
MOST_ELSEWHERE = 3
_NAME = 48
#: Characters of a step with its rule where there are few steps, and where there are many.
_ROOMY, _CLOSE, _MANY_STEPS = 100, 72, 8
_MANY_QUESTIONS = 3
_LABEL, _HAD, _SHORTEST = 32, 85, 12
#: Days on which a step was skipped: as long as they are so few, each is named.
_FEW_DAYS = 3


class BriefLine(Struct, frozen=True):
    """What it is about, and what is told of it. `marked` is a sign that may need care."""

    of: str
    told: str
    marked: bool = False


class BriefUse(Struct, frozen=True):
    """A step that was used: `share` of what was due, from 0 to 1, None where nothing was; `plan` is when it is due."""

    of: str
    told: str
    share: float | None
    plan: str = ""


class Listed(Struct, frozen=True):
    """Lines, and how many more there are in the details."""

    lines: tuple[BriefLine, ...]
    more: int = 0


class Brief(Struct, frozen=True):
    """The page. What is None was left out of the report by the client, which is not the same as nothing.

    `left_out_note` explains the words that stand in `left_out`, and names the steps that were only held for rest.
    """

    used: tuple[BriefUse, ...] | None
    used_more: int
    left_out: Listed | None
    changed: Listed | None
    hurt: Listed | None
    skin: Listed | None
    asked: Listed | None
    elsewhere: Listed | None = None
    left_out_note: str = ""


def brief_of(report: Report) -> Brief:
    """The first page."""
    parts = report.wish.parts
    was_used = [each for each in report.steps if each.was_used]
    most = _CLOSE if len(was_used) > _MANY_STEPS else _ROOMY
    used = [_use(each, most) for each in was_used]
    shown = _room(len(used), MOST_USED)
    plan, reactions = ReportPart.PLAN in parts, ReportPart.REACTIONS in parts
    left_out = _left_out(report.steps, report.wish.last)
    lines = (BriefLine(cut(each.name, _NAME), cut(_not_done(each, report.wish.last))) for each in left_out)
    return Brief(
        used=tuple(used[:shown]) if plan else None,
        used_more=len(used) - shown,
        left_out=_cut(lines, MOST_LEFT_OUT) if plan else None,
        changed=_cut(_changed(report), MOST_CHANGES) if plan else None,
        hurt=_cut(_hurt(report), MOST_HURT) if reactions else None,
        skin=_cut(_skin(report), MOST_MEASURES) if ReportPart.MEASURES in parts else None,
        asked=_cut(_asked(report), MOST_ASKED) if ReportPart.QUESTIONS in parts else None,
        elsewhere=_cut(_elsewhere(report), MOST_ELSEWHERE) if reactions else None,
        left_out_note=_note(left_out, report.steps) if plan else "",
    )


def _measure(course: MeasureCourse, report: Report) -> BriefLine:
    told = compared_words(course.compared, report.wish.last)
    return BriefLine(f"{cut(course.label, _LABEL)} ({scale_words(course)})", told)


def _skin(report: Report) -> Iterator[BriefLine]:
    yield from (_measure(each, report) for each in report.measures)
    if zones := zones_words(report.faces):
        yield BriefLine("By zone", cut(zones, 2 * LONGEST))


def _use(step: ReportedStep, most: int) -> BriefUse:
    """`most` characters for its name and its rule: what it is done with is never cut away by a long rule."""
    name, instead = cut(step.name, min(_NAME, most // 2)), ""
    if step.in_place_of:
        is_named = step.product == step.name
        instead = (
            f"; in place of {cut(step.in_place_of, _LABEL)}" if is_named else f"; with {cut(step.product, _LABEL)}"
        )
    plan = cut(plan_words(step), max(_SHORTEST, most - len(name) - len(instead)))
    return BriefUse(name, done_words(step), step.tally.share if step.uses is None else None, f"{plan}{instead}")


def _left_out(steps: Iterable[ReportedStep], last: date) -> tuple[ReportedStep, ...]:
    """Those left out on purpose first: they say why."""
    ordered = sorted(steps, key=lambda one: (-one.tally.skipped, -one.tally.missed))
    return tuple(each for each in ordered if _not_done(each, last) and not _only_rested(each))


def _not_done(step: ReportedStep, last: date) -> str:
    """What is told of what was not done; nothing where there is nothing to tell. A few days are named."""
    if not step.rule:
        return "in the plan, not in the routine"
    never = "" if step.was_used or step.uses is not None else done_words(step)
    few = step.tally.skipped <= _FEW_DAYS
    named = left_out_words(step, _FEW_DAYS, last) if few else ""
    return (named if len(named) <= LONGEST else "") or left_out_words(step) or never


def _only_rested(step: ReportedStep) -> bool:
    """Whether it was done whenever it was due, and held for rest after a session: that is no leaving out."""
    tally = step.tally
    return bool(step.held and step.was_used and not (tally.skipped or tally.missed or step.paused or step.barred))


def _note(left_out: Sequence[ReportedStep], steps: Iterable[ReportedStep]) -> str:
    """What the words mean that stand there, and no others; and what was only held for rest."""
    told, left_out = [], left_out[: _room(len(left_out), MOST_LEFT_OUT)]
    if any(each.tally.skipped for each in left_out):
        told.append("Skipped: marked so by the client, the reason in brackets.")
    if any(each.tally.missed for each in left_out):
        told.append("Not answered: marked neither way.")
    if any(each.held or each.paused or each.barred for each in left_out):
        told.append("Not due: no leaving out.")
    if rested := ", ".join(f"{each.name} {each.held}×" for each in steps if _only_rested(each)):
        told.append(f"Only at rest after a session, not left out: {cut(rested)}.")
    return " ".join(told)


def _changed(report: Report) -> Iterator[BriefLine]:
    """What differs from the plan in force, and what changed, the latest first."""
    last = report.wish.last
    alike: dict[str, list[str]] = {}
    for each in report.steps:
        if each.rule and each.plan_says:
            alike.setdefault(each.plan_says, []).append(cut(each.name, _NAME))
    for said, names in alike.items():
        yield BriefLine(cut("; ".join(names), 2 * _LABEL), cut(f"the plan says {said}"))
    for change in reversed(report.changes):
        yield BriefLine(f"{short_day(change.day, last)}, {cut(change.of, _NAME)}", cut(change.what))


def _elsewhere(report: Report) -> Iterator[BriefLine]:
    """The latest first: that is the one nearest to the next needles."""
    return (BriefLine("", cut(each, _HAD)) for each in reversed(report.elsewhere))


def _hurt(report: Report) -> Iterator[BriefLine]:
    last = report.wish.last
    for sign in report.signs:
        yield BriefLine(found_words(sign, last), sign_words(sign), marked=True)
    for each in report.reactions:
        told = reaction_words(each)
        yield BriefLine(short_day(each.day, last), cut(f"{told}: {each.text}" if each.text else told))
    for step in report.steps:
        for reason in step.reasons:
            if reason.reason.casefold() == IRRITATED.casefold():
                yield BriefLine(cut(step.name, _NAME), f"left out, “{IRRITATED}”: {days_words(reason.days, last)}")


def _asked(report: Report) -> Iterator[BriefLine]:
    names = {each.id: each.name for each in report.steps}
    most = LONGEST if len(report.questions) > _MANY_QUESTIONS else LONGEST + _NAME
    for each in report.questions:
        of = names.get(each.step, each.step) if each.step is not None else ""
        yield BriefLine(cut(of, _NAME), cut(each.text, most))


def _cut(lines: Iterable[BriefLine], most: int) -> Listed:
    found = tuple(lines)
    shown = _room(len(found), most)
    return Listed(found[:shown], len(found) - shown)


def _room(number: int, most: int) -> int:
    """How many of them are shown: a single one more takes no more room than the line that would count it."""
    return number if number <= most + 1 else most

"""The report as plain text: the same as the page, to read in any program, to print, or to hear."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from textwrap import wrap

from aftercare.exchange.report.clear_text import clear
from aftercare.exchange.report.drawing import change_words
from aftercare.exchange.report.own import TEXT_TITLE
from aftercare.model.report import Report, ReportedStep, WhoseStep
from aftercare.model.report_brief import Brief, Listed, brief_of
from aftercare.model.report_by_month import MonthLine, short_reactions, short_signs
from aftercare.model.report_wish import ReportPart, part_title
from aftercare.model.report_words import (
    SIGN_MARK,
    SIGNS_NOTE,
    compared_words,
    done_words,
    had_words,
    left_out_words,
    next_words,
    period_words,
    plan_words,
    range_words,
    reaction_words,
    scale_words,
    tally_words,
)
from aftercare.model.words import counted, day_in_full, short_day, times

_WIDTH = 78
#: So many days of each reason are named, as on the page.
_DAYS = 12
_SELF_REPORTED = (
    "Everything here is what the client wrote down: it is self-reported, and nothing of it is a measurement or a "
    "diagnosis. A day without an answer counts as not answered, never as zero. Held and paused steps never count."
)


def report_text(report: Report) -> str:
    """The text, in lines of 78 characters. Its end is a line break."""
    lines = [TEXT_TITLE, "", *_brief(report, brief_of(report))]
    if not report.wish.brief:
        lines += _details(report)
    lines += ["", *_wrapped(_SELF_REPORTED, ""), *_wrapped(_absent(report), "")]
    return "\n".join(each.rstrip() for each in lines) + "\n"


def _absent(report: Report) -> str:
    left = [part_title(each).lower() for each in report.wish.left_out]
    chosen = f"Not in this report, as the client chose: {', '.join(left)}. " if left else ""
    return f"{chosen}Notes of the journal are never in a report."


def _heading(words: str, line: str = "-") -> list[str]:
    return ["", words, line * len(words)]


def _wrapped(text: str, first: str = "  - ") -> list[str]:
    """`text` in lines, those after the first indented as it is."""
    found: list[str] = []
    for line in clear(text).split("\n"):
        begin = first if not found else " " * len(first)
        found += wrap(line, _WIDTH, initial_indent=begin, subsequent_indent=" " * len(first)) or [begin]
    return found


def _brief(report: Report, brief: Brief) -> Iterator[str]:
    last = report.wish.last
    since = f", since the session: {report.since}" if report.since else ""
    yield from _wrapped(report.client or "Client", "")
    yield from _wrapped(f"{period_words(report.wish.first, last)}, {counted(report.days, 'day')}{since}", "")
    whom = ", ".join(each for each in (report.therapist, report.practice) if each)
    yield from _wrapped(f"for {whom}", "") if whom else ()
    yield from _wrapped(f"Plan: {report.plan}", "") if report.plan else ()
    if (course := report.course) is not None:
        coming = f"; next: {following}" if (following := next_words(course, last)) else ""
        review = f"; review {short_day(course.review, last)}" if course.review else ""
        at = f"; review at session {course.review_at}" if course.review_at else ""
        yield from _wrapped(f"{had_words(course)}{at}{coming}{review}", "")
    yield f"Written {day_in_full(report.made.date())}, {report.made:%H:%M}"
    if brief.used is not None:
        done = f"{report.tally.done} of {report.tally.counted} {tally_words(report.tally)}"
        yield done if report.tally.counted else "Nothing was due"
    yield f"{report.days_checked_in} of {report.days} days with a skin check-in; all of it is self-reported"
    if brief.hurt is not None:
        signs = f"{counted(len(report.signs), 'sign')} that may need care"
        yield f"{signs}; {counted(len(report.reactions), 'reaction')}"
    if brief.elsewhere is not None and brief.elsewhere.lines:
        yield from _listed("Before needling: had elsewhere", brief.elsewhere, "")
    yield from _listed("What hurt", brief.hurt, "Nothing was written down.")
    yield from _wrapped(SIGNS_NOTE, "    ") if report.signs else ()
    yield from _listed("What is asked", brief.asked, "No question is open.")
    if brief.used is not None:
        yield from _heading("What was used")
        for each in brief.used:
            yield from _wrapped(f"{each.of}: {each.told} ({each.plan})")
        yield from ["  Nothing was marked as done."] if not brief.used else _more(brief.used_more)
    yield from _listed("What was left out", brief.left_out, report.nothing_left_out)
    yield from _wrapped(brief.left_out_note, "    ") if brief.left_out_note else ()
    yield from _listed("What changed or differs from the plan", brief.changed, "Nothing in this period.")
    yield from _listed("How the skin was", brief.skin, "Nothing was rated.")


def _listed(title: str, found: Listed | None, nothing: str) -> Iterator[str]:
    if found is None:
        return
    yield from _heading(title)
    for each in found.lines:
        told = f"{each.of}: {each.told}" if each.of else each.told
        yield from _wrapped(told, f"  {SIGN_MARK} " if each.marked else "  - ")
    yield from _more(found.more) if found.lines else [f"  {nothing}"]


def _more(number: int) -> list[str]:
    return [f"    and {number} more in the details"] if number else []


def _details(report: Report) -> Iterator[str]:
    last = report.wish.last
    yield from _part(report, ReportPart.PLAN, _steps(report))
    yield from _part(
        report,
        ReportPart.QUESTIONS,
        (
            *(f"{each.text} (asked {short_day(each.at.date(), last)})" for each in report.questions),
            *(f"{each.text} (settled)" for each in report.settled),
        ),
    )
    yield from _part(
        report,
        ReportPart.REACTIONS,
        (
            *_signs(report),
            *_reactions(report),
            *(f"had elsewhere, {each}" for each in report.elsewhere),
        ),
    )
    yield from _part(
        report,
        ReportPart.FACE,
        (
            f"{face.label}, {zone.label}: {compared_words(zone.compared, last)} ({change_words(zone.compared)})"
            for face in report.faces
            for zone in face.zones
        ),
    )
    yield from _part(
        report,
        ReportPart.MEASURES,
        (
            *(
                f"{each.label} ({scale_words(each)}): {compared_words(each.compared, last)}. {range_words(each)} "
                f"Rated on {each.days} of {counted(report.days, 'day')}"
                for each in report.measures
            ),
            *(f"{short_day(each.day, last)}, {each.words}" for each in report.marks),
        ),
    )
    yield from _part(
        report,
        ReportPart.SESSIONS,
        (
            f"{f'{each.number}: ' if each.number else ''}{short_day(each.day, last)}, {each.kind}, {each.state}"
            f"{f'; {each.felt}' if each.felt else ''}"
            for each in report.sessions
        ),
    )
    yield from _part(
        report,
        ReportPart.SHELF,
        (
            f"{each.name}: use up by {each.must_go}; left {each.left}{''.join(f'; {one}' for one in each.alerts)}"
            for each in report.shelf
        ),
    )
    yield from _part(
        report,
        ReportPart.CONTEXT,
        (f"{each.label}: {each.words} ({counted(each.days, 'day')})" for each in report.context),
    )
    yield from _part(
        report,
        ReportPart.PHOTOS,
        (
            f"{pair.view}, {day_in_full(one.day)}{f': {one.words}' if one.words else ''} (to see in the HTML report)"
            for pair in report.photos
            for one in (pair.first, pair.last)
            if one is not None
        ),
    )


def _signs(report: Report) -> Iterator[str]:
    found = short_signs(report.signs)
    for each in found.in_full:
        yield f"{short_day(each.day, report.wish.last)}: {each.label}; {each.urgency}; the client {each.said}"
    yield from _by_month(found.months, found.said)


def _reactions(report: Report) -> Iterator[str]:
    found = short_reactions(report.reactions)
    for each in found.in_full:
        told = f"{short_day(each.day, report.wish.last)}: {reaction_words(each)}"
        yield f"{told}; {each.text}" if each.text else told
    yield from _by_month(found.months, found.said)


def _by_month(months: Iterable[MonthLine], said: str) -> Iterator[str]:
    if said:
        yield said
    for each in months:
        yield f"{each.month}: {times(each.number)}; {each.words}"


def _part(report: Report, part: ReportPart, lines: Iterable[str]) -> Iterator[str]:
    if part not in report.wish.parts:
        return
    yield from _heading(part_title(part), "=")
    found: Sequence[str] = tuple(lines)
    for each in found:
        yield from _wrapped(each)
    if not found:
        yield "  Nothing in this period."


def _steps(report: Report) -> Iterator[str]:
    for each in report.steps:
        yield _step(each, report.wish.last)
    yield from (f"{short_day(each.day, report.wish.last)}, {each.of}: {each.what}" for each in report.changes)
    yield from report.pauses


def _step(step: ReportedStep, last: date) -> str:
    whose = "the client’s own" if step.whose is WhoseStep.OWN else "plan"
    told = [
        f"{step.name} ({whose}{', prescribed' if step.prescribed else ''}): "
        f"{done_words(step) if step.rule else 'not in the routine'}",
        plan_words(step),
        step.amount,
        left_out_words(step, _DAYS, last),
        f"the plan says {step.plan_says}" if step.plan_says else "",
        *(f"asked: {each}" for each in step.questions),
    ]
    return "; ".join(each for each in told if each)

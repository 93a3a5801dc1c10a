"""`plan preview`: the days that a client would see by a plan file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.page import flowed, headed, rows
from aftercare.cli.plan_preview_grid import grid_lines
from aftercare.cli.terminal import say
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.model.after_words import within_sentence
from aftercare.model.hold import Authority, Hold
from aftercare.model.plan_days import (
    AroundSession,
    PartOfDay,
    PlannedDay,
    PlanPreview,
    alike,
    hours_from,
    is_kept,
    span_words,
    stages_of,
    usual,
)
from aftercare.model.routine import FromPlan, Id, Step
from aftercare.model.rule_words import pattern_words, rule_words, terms_words
from aftercare.model.session import Session
from aftercare.model.timetable import as_told
from aftercare.model.typed_day import typed_day
from aftercare.model.words import day_in_full, short_day, wait_words

if TYPE_CHECKING:
    pass


@command("preview")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--from", "first", metavar="DAY", help="The first day shown; by default that on which the plan begins.")
@everywhere
@click.pass_obj
def preview(wishes: Wishes, file: Path, first: str | None) -> None:
    """Show the 28 days that a client would see by a plan file. Nothing is taken over, and no record is needed.

    They are those of a client who takes the plan over for its first day and uses it as it says, and to whom nothing in
    it is forbidden: what is due in which part of the day, the sessions, and what rests around them.

    \b
    aftercare plan preview plan.toml
    aftercare plan preview plan.toml --from 2026-12-14
    """
    from aftercare.care.plan_preview import preview_of_plan
    from aftercare.cli.plan import read_or_tell

    wishes.refuse_day("plan preview")
    now = clock.now()
    day = typed_day(first, now.date(), "first day") if first else None
    shown = preview_of_plan(read_or_tell(wishes, file), now, day)
    if wishes.json:
        from aftercare.cli.json_shape import encoded
        from aftercare.cli.plan_preview_shapes import plan_preview_shape

        say(encoded(plan_preview_shape(shown)))
        return
    say(*preview_lines(shown))


def preview_lines(shown: PlanPreview) -> list[str]:
    """The whole preview: the grid, what is so on every day, what sessions change, and the days one after the other."""
    days = shown.days
    lines = _title(shown)
    lines += headed("Four weeks", grid_lines(shown))
    lines += headed("Every day", _every_day(shown, days))
    lines += headed("On some days", _some_days(shown, days))
    lines += headed("Begun slowly", _stages(shown))
    lines += headed("Around the sessions", _around(shown))
    lines += headed("Day by day", _day_by_day(shown, days))
    lines += headed("Asked of the client first", (line for each in shown.remarks for line in flowed(each, "  ")))
    return lines


def _title(shown: PlanPreview) -> list[str]:
    plan = shown.plan
    whose = f" for {plan.client}" if plan.client else ""
    begins = "" if shown.begins == shown.preview.first else f", taken over for {day_in_full(shown.begins)}"
    days = len(shown.days)
    return [
        *flowed(f"“{plan.title}”, version {plan.version}, by {plan.practitioner.name}{whose}"),
        *flowed(f"{days} days from {day_in_full(shown.preview.first)}{begins}, used as planned"),
    ]


def _every_day(shown: PlanPreview, days: tuple[PlannedDay, ...]) -> list[str]:
    table = []
    for slot, steps in _usual(shown, days).items():
        part = next(each for each in shown.slots if each.id == slot)
        label = f"{part.name} {part.at_on(shown.begins):%H:%M}"
        table += [(label, str(number), _step_words(step)) for number, step in enumerate(steps, start=1)]
    return rows(table)


def _some_days(shown: PlanPreview, days: tuple[PlannedDay, ...]) -> list[str]:
    """What is not there on every day: how much of it, on which days, and behind which other step."""
    as_usual = _usual(shown, days)
    table, seen = [], set()
    for day in days:
        for part in day.parts:
            for step in part.due:
                if step.id in {each.id for each in as_usual.get(part.slot.id, ())} or (step.id, part.slot.id) in seen:
                    continue
                seen.add((step.id, part.slot.id))
                words = f"{_step_words(step)}: {terms_words(step.terms[-1])}{_place(step, part)}"
                table.append((f"{part.slot.name} {part.slot.at_on(day.day):%H:%M}", words))
    wish = {step.id: step for day in days for step in day.wish}
    for step in wish.values():
        of_day = as_told(step, shown.routine, shown.begins)
        rule = rule_words(step.terms[-1].rule).removeprefix("as needed, ")
        table.append(("If needed", f"{_step_words(of_day)}: {rule}"))
    return rows(sorted(table, key=lambda row: [row[0] == "If needed"]))


def _usual(shown: PlanPreview, days: tuple[PlannedDay, ...]) -> dict[Id, tuple[Step, ...]]:
    return usual([day for day in days if day.day >= shown.begins])


def _step_words(step: Step) -> str:
    wait = f"then wait {wait_words(step.wait)}" if step.wait else ""
    return ", ".join(filter(None, (step.name, step.amount, wait)))


def _stages(shown: PlanPreview) -> list[str]:
    first = shown.preview.first
    table = []
    for each in stages_of(shown.preview):
        until = f"{_day(each.first, first)} to {_day(each.last, first)}"
        table.append(
            (each.step.name, f"stage {each.number} of {each.stages}", f"{until}: {pattern_words(each.pattern)}")
        )
    if not table:
        return []
    return [
        *rows(table),
        *flowed("A week counts when it was used as planned; one that was held or mostly missed does not.", "  "),
    ]


def _around(shown: PlanPreview) -> list[str]:
    """The sessions, those that ask for the same together."""
    lines: list[str] = []
    for sessions in alike(shown.around):
        lines += ["", *_sessions(sessions, shown)] if lines else _sessions(sessions, shown)
    return lines


def _sessions(sessions: tuple[AroundSession, ...], shown: PlanPreview) -> list[str]:
    first = sessions[0]
    days = shown.preview.first
    lines = rows([(_day(each.session.at.date(), days), _from_to(each), each.session.kind) for each in sessions])
    kept = [each for each in first.holds if is_kept(each, shown.routine)]
    held = sorted((each for each in first.holds if each not in kept), key=lambda each: each.end)
    if held:
        words = [
            (f"{hours_from(first.end, each.end)} h", _held_words(each, first, shown.routine.steps[each.step]))
            for each in held
        ]
        lines += ["    These steps rest from its end", *rows(words, "      ")]
    for name in dict.fromkeys(shown.routine.steps[each.step].name for each in kept):
        lines += flowed(f"! {name} stays due: the client is told to ask the prescriber, or you.", "    ", "      ")
    if first.leave_out:
        lines += ["    To leave out besides", *rows(list(_left_out(first)), "      ")]
    lines += [line for ask in first.asks for line in flowed(f"? {ask}", "    ", "      ")]
    if not (first.holds or first.leave_out or first.asks):
        lines.append("    Nothing rests after it.")
    return lines


def _held_words(hold: Hold, around: AroundSession, step: Step) -> str:
    stages = (
        f"then at most every {each.every_days} days up to {span_words(hours_from(around.end, each.until))}"
        for each in hold.stages
    )
    why = hold.reason.removesuffix(f" after {around.session.kind}")
    note = f" “{hold.note}”" if hold.note else ""
    return f"{', '.join([step.name, *stages])} ({_who(hold.said_by)}: {within_sentence(why)}){note}"


def _left_out(around: AroundSession) -> Iterator[tuple[str, str]]:
    for (hours, who), group in groupby(
        around.leave_out, key=lambda one: (hours_from(around.end, one.until), _who(one.said_by))
    ):
        labels = [each.label for each in group]
        words = ", ".join([labels[0], *map(within_sentence, labels[1:])])
        yield f"{hours} h", f"{words} ({who})"


def _who(authority: Authority) -> str:
    return "plan" if isinstance(authority, FromPlan) else "default"


def _from_to(around: AroundSession) -> str:
    return f"{around.session.at:%H:%M}–{around.end:%H:%M}"


def _day_by_day(shown: PlanPreview, days: tuple[PlannedDay, ...]) -> list[str]:
    as_usual = _usual(shown, days)
    first = shown.preview.first
    ends = {each.session.id: each for each in shown.around}
    table: list[tuple[str, str, str]] = []
    for _, group in groupby(
        days, key=lambda day: (day.day < shown.begins, tuple(_unusual(day, as_usual, ends, first)))
    ):
        run = list(group)
        if run[0].day < shown.begins:
            words = [("", "the plan has not begun")]
        else:
            words = list(_unusual(run[0], as_usual, ends, first)) or [("", "as every day")]
        table += [(_run(run[0].day, run[-1].day, first), *each) for each in words]
    return rows(table)


def _run(begin: date, end: date, first: date) -> str:
    if begin == end:
        return _day(begin, first)
    together = (begin.year, begin.month) == (end.year, end.month)
    return f"{f'{begin:%a} {begin.day}' if together else _day(begin, first)} – {_day(end, first)}"


def _unusual(
    day: PlannedDay, as_usual: dict[Id, tuple[Step, ...]], ends: dict[str, AroundSession], first: date
) -> Iterator[tuple[str, str]]:
    """What a day has besides, or without, what every day has: the part of the day and the words."""
    sessions = list(day.sessions)
    for part in day.parts:
        while sessions and sessions[0].at.time() < part.slot.at_on(day.day):
            yield _session_words(sessions.pop(0), ends)
        always = {each.id for each in as_usual.get(part.slot.id, ())}
        name = part.slot.name.lower()
        for step in part.due:
            if step.id not in always:
                yield name, f"{'also ' if always else ''}{step.name}"
        for resting in part.resting:
            without = "without " if resting.step.id in always else "no "
            how = "comes back slowly, again from" if resting.back else "rests until"
            yield name, f"{without}{resting.step.name}: {how} {_instant(resting.until, day.day, first)}"
    for session in sessions:
        yield _session_words(session, ends)


def _session_words(session: Session, ends: dict[str, AroundSession]) -> tuple[str, str]:
    return "session", f"{_from_to(ends[session.id])} {session.kind}"


def _place(step: Step, part: PartOfDay) -> str:
    """Behind which other one it goes on."""
    at = [each.id for each in part.due].index(step.id)
    return f"; after {part.due[at - 1].name}" if at else "; first of all" if len(part.due) > 1 else ""


def _instant(at: datetime, day: date, first: date) -> str:
    return f"{at:%H:%M}" if at.date() == day else f"{_day(at.date(), first)} {at:%H:%M}"


def _day(day: date, first: date) -> str:
    return short_day(day, first)

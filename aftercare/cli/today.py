"""`today`: the day as a list, for people and for programs."""

from __future__ import annotations

import click

from aftercare.cli import clock
from aftercare.cli.command import command
from aftercare.cli.terminal import literal, literal_lines, padded, remark, say, styled, widest
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.cli.wording import COLOURS, GLYPHS, clock_time, notice_sentence, state_words
from aftercare.model.check_off import Barred, Done, Held, Skipped
from aftercare.model.routine import FromPlan
from aftercare.model.rulings import BarredBy, Covering
from aftercare.model.sun_care import sun_words
from aftercare.model.today import DueStep, SlotOfDay, TodayView
from aftercare.model.words import cover_words, day_in_full, days_away, listed, wait_words


@command()
@everywhere
@click.pass_obj
def today(wishes: Wishes) -> None:
    """Tell what is due on a day, and what is done.

    The steps stand in the order in which they go on; `now` marks the part of the day that matters at this hour.

    \b
    aftercare today
    aftercare today --date yesterday
    aftercare today --json
    """
    now = clock.now()
    care = wishes.care()
    view = care.day(now, wishes.day_of(care, now))
    notices = care.notices(now)
    sun = care.sun_care(now) if view.day == view.today else None
    if wishes.json:
        from aftercare.cli.day_shapes import day_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(day_shape(view, care.folder.name, notices, sun)))
        return
    say(*day_lines(view, has_steps=bool(care.present().routine.steps)))
    if sun is not None:
        say("", literal(sun_words(sun, view.today)), sun.advice)
    for notice in notices:
        remark(notice_sentence(notice))


def day_lines(view: TodayView, *, has_steps: bool) -> list[str]:
    """The day as lines of text; `has_steps` says whether there is a routine at all."""
    blocks = [_heading(view)]
    if view.slots:
        names = widest([literal(each.step.name) for each in view.due])
        states = widest([_state(each, view) for each in view.due if not isinstance(each.state, Skipped)])
        blocks += [_slot(slot, view, names, states) for slot in view.slots]
    elif has_steps:
        blocks.append(["Nothing is due on this day."])
    else:
        blocks.append(
            [
                "There are no steps yet. `aftercare plan import FILE` takes over your therapist's plan, "
                "`aftercare routine add NAME` adds one of your own."
            ]
        )
    if view.as_needed:
        blocks.append(_as_needed(view))
    if view.after is not None and view.after.leave_out:
        blocks.append(_leave_out(view))
    if view.left_open:
        blocks.append([_left_open(view.left_open)])
    if view.notes:
        blocks.append(_notes(view))
    coming = [_session(view), *_before_it(view)] if view.next_session else []
    if view.course is not None and view.next_session is None:
        from aftercare.model.course_line import course_line_words

        coming.append(f"The course: {course_line_words(view.course)}")
    if view.review:
        coming.append(f"Review: {day_in_full(view.review)} ({days_away(view.review, view.today)})")
    if coming:
        blocks.append(coming)
    return [line for block in blocks for line in (*block, "")][:-1]


def _heading(view: TodayView) -> list[str]:
    day = day_in_full(view.day)
    if view.day != view.today:
        day += f" ({days_away(view.day, view.today)})"
    name = literal(view.client.name)
    return [styled(f"{day}  {name}".rstrip(), bold=True)]


def _slot(slot: SlotOfDay, view: TodayView, names: int, states: int) -> list[str]:
    now = ", now" if slot.slot.id == view.current else ""
    tally = f"{slot.done} of {slot.counted} done" if slot.counted else _not_counted(slot)
    heading = f"{literal(slot.slot.name)} {clock_time(slot.slot.at)}{now}"
    steps = (line for each in slot.due for line in (_step(each, view, names, states), *_question(each, view)))
    return [f"{styled(heading, bold=True)}  {tally}", *steps]


def _not_counted(slot: SlotOfDay) -> str:
    barred = [isinstance(each.state, Barred) for each in slot.due]
    return "not offered" if all(barred) else "paused, held or not offered" if any(barred) else "paused or held"


def _step(each: DueStep, view: TodayView, names: int, states: int) -> str:
    colour = COLOURS[type(each.state)]
    glyph = styled(GLYPHS[type(each.state)], color=colour)
    name, state = padded(literal(each.step.name), names), _state(each, view)
    if isinstance(each.cover, BarredBy) and isinstance(each.state, Barred):
        from aftercare.model.floor_words import next_in_short

        return f"  {glyph} {name}  {styled(padded(state, states), color=colour)}  {next_in_short(each.cover.floor)}"
    if isinstance(each.state, Skipped):
        return f"  {glyph} {name}  {styled(state, color=colour)}"
    wait = f"then wait {wait_words(each.step.wait)}" if each.step.wait else ""
    details = ", ".join(part for part in (literal(each.amount), _where(each), wait) if part)
    return f"  {glyph} {name}  {styled(padded(state, states), color=colour)}  {details}".rstrip()


def _question(each: DueStep, view: TodayView) -> list[str]:
    """What is to be asked about a step that stays due, and who would have it rest."""
    if not each.asks or each.cover is None or isinstance(each.state, Done | Skipped):
        return []
    return _asked(each.cover, view)


def _asked(cover: Covering, view: TodayView) -> list[str]:
    from aftercare.model.why_words import ruling_words

    return [f"    ? {literal(ruling_words(cover, view.now.tzinfo, view.day, view.today))}"]


def _where(each: DueStep) -> str:
    return literal("; ".join(each.where))


def _as_needed(view: TodayView) -> list[str]:
    lines = [styled("As needed", bold=True)]
    for each in view.as_needed:
        left = each.allowance
        words = "not offered" if each.floor else "paused" if each.pause else ""
        if each.held_until is not None:
            words = cover_words(Held(each.held_until), view.now.date(), view.now.tzinfo)
        elif left is not None and each.pause is None and each.floor is None:
            words = f"{left.used} of {left.used + left.left} today"
            if left.next is not None and left.next > view.now:
                words += f", again from {left.next.astimezone(view.now.tzinfo):%a %H:%M}"
        details = ", ".join(part for part in (literal(each.step.amount), words) if part)
        lines.append(f"  ◦ {literal(each.step.name)}  {details}".rstrip())
        lines += _asked(each.asks, view) if each.asks else []
    return lines


def _leave_out(view: TodayView) -> list[str]:
    from aftercare.model.after_words import after_heading, leave_out_lines

    assert view.after is not None
    told = (f"  Leave out {until}: {what}" for until, what in leave_out_lines(view.after, view.now))
    heading = styled(literal(after_heading(view.after, view.now)), bold=True)
    return [heading, *map(literal, told), "  `aftercare after` tells why, and who says so."]


def _left_open(slot: SlotOfDay) -> str:
    names = literal(listed([each.step.name for each in slot.open]))
    return f"Yesterday, {literal(slot.slot.name.lower())}: {names} still open. `--date yesterday` answers them."


def _state(each: DueStep, view: TodayView) -> str:
    return literal(state_words(each.state, view.day, view.starts, view.now.tzinfo))


def _notes(view: TodayView) -> list[str]:
    steps = {each.step.id: each.step.name for each in view.due}
    lines = [styled("Notes", bold=True)]
    for number, note in enumerate(view.notes, start=1):
        about = f"{literal(steps.get(note.step, note.step))}: " if note.step else ""
        first, *more = literal_lines(note.text)
        begin = f"  {number}  {clock_time(note.at)}  "
        lines += [f"{begin}{about}{first}", *(" " * len(begin) + line for line in more)]
    return lines


def _session(view: TodayView) -> str:
    session = view.next_session
    assert session is not None
    at, away = session.at, days_away(session.at.date(), view.today)
    # with whom one of the client's own is, such as an MRI, nobody knows
    planned = view.practitioner if isinstance(session.origin, FromPlan) else None
    therapist = f", with {literal(planned.name)}" if planned else ""
    told = f"{literal(session.kind)}{_number(view)}{therapist}"
    return f"Next session: {day_in_full(at.date())}, {clock_time(at)} ({away}): {told}"


def _number(view: TodayView) -> str:
    if view.course is None or view.next_session is None:
        return ""
    from aftercare.model.course_line import numbered_words

    words = numbered_words(view.course, view.next_session)
    return f", {words}" if words else ""


def _before_it(view: TodayView) -> list[str]:
    """What is done before the next session, on its day or the one before; `session show` tells who says so."""
    return [f"  Before it: {literal(each.text)}" for each in view.preparing]

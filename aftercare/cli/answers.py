"""`done` and `skip`: answering a step of the day."""

from __future__ import annotations

from datetime import datetime

import click

from aftercare.care import Care
from aftercare.cli import clock
from aftercare.cli.alarm import offer_help
from aftercare.cli.command import command
from aftercare.cli.naming import due_called, fitting, slot_called, step_ids
from aftercare.cli.terminal import literal, say, styled
from aftercare.cli.wishes import Wishes, everywhere
from aftercare.cli.wording import COLOURS, GLYPHS, clock_time, state_words
from aftercare.errors import BadInput, NotFound
from aftercare.model.check_off import Done, Held, Occurrence, Skipped
from aftercare.model.routine import Step
from aftercare.model.today import DueStep, TodayView
from aftercare.model.words import counted, cover_words, day_in_full, listed, times, wait_words

_step = click.argument("step", nargs=-1, required=True, shell_complete=step_ids)
_slot = click.option("--slot", metavar="SLOT", help="Which one, where the step is due more than once on the day.")


@command()
@click.argument("step", nargs=-1, shell_complete=step_ids)
@_slot
@click.option("--all", "whole", is_flag=True, help="Every open step of the part of the day that matters now.")
@everywhere
@click.pass_obj
def done(wishes: Wishes, step: tuple[str, ...], slot: str | None, whole: bool) -> None:
    """Mark a step of the day as done.

    STEP is its id or any part of its name that fits no other step; case and accents do not matter. A step that is due
    in several slots is answered in the one that matters now; the answer says which one that was. Of a step as needed
    one more use is noted.

    \b
    aftercare done cleanser
    aftercare done --all
    aftercare done --all --slot morning
    aftercare done calming gel --slot evening
    aftercare done serum --date yesterday
    """
    care = wishes.care()
    now = care.wall(clock.now())
    view = care.day(now, wishes.day_of(care, now))
    if whole == bool(step):
        raise BadInput("Name a step, or say --all, and not both.", "For example: aftercare done cleanser")
    if whole:
        _tick_all(wishes, care, view, slot, now)
        return
    wished = _wished(" ".join(step), view)
    if wished is not None and view.day == view.today:
        _use(wishes, care, wished, now)
        return
    due = due_called(" ".join(step), slot, view, care.present().routine, Done)
    changed = care.tick(due.occurrence, now)
    _tell(wishes, care, due, care.day(now, view.day), changed=changed)


@command()
@_step
@click.option("--why", required=True, metavar="REASON", help="The reason, in your own words.")
@_slot
@everywhere
@click.pass_obj
def skip(wishes: Wishes, step: tuple[str, ...], why: str, slot: str | None) -> None:
    """Leave out a step of the day, for a reason. It is a state of its own and never counts as missed.

    \b
    aftercare skip renewal --why "my skin stings tonight"
    """
    care = wishes.care()
    now = care.wall(clock.now())
    view = care.day(now, wishes.day_of(care, now))
    due = due_called(" ".join(step), slot, view, care.present().routine, Skipped)
    changed = care.skip(due.occurrence, why, now)
    _tell(wishes, care, due, care.day(now, view.day), changed=changed)
    offer_help(care, why)


@command()
@_step
@_slot
@everywhere
@click.pass_obj
def reopen(wishes: Wishes, step: tuple[str, ...], slot: str | None) -> None:
    """Take the answer to a step away: it is open, or missed, again.

    \b
    aftercare reopen serum --date yesterday
    """
    now = clock.now()
    care = wishes.care()
    view = care.day(now, wishes.day_of(care, now))
    due = due_called(" ".join(step), slot, view, care.present().routine, Done)
    changed = care.reopen(due.occurrence, now)
    _tell(wishes, care, due, care.day(now, view.day), changed=changed)


def _tick_all(wishes: Wishes, care: Care, view: TodayView, slot: str | None, now: datetime) -> None:
    which = slot_called(slot, view).id if slot else view.current
    if which is None:
        raise BadInput("Which part of the day is meant does not follow from the hour.", "Say it with --slot.")
    number = care.tick_slot(which, view.day, now)
    of = next(each.slot for each in view.slots if each.slot.id == which)
    if wishes.json:
        from aftercare.cli.day_shapes import DoneAllShape
        from aftercare.cli.json_shape import encoded

        say(encoded(DoneAllShape(client=care.folder.name, day=view.day, slot=which, steps=number)))
        return
    say(literal(f"{GLYPHS[Done]} {of.name}: {counted(number, 'step')} done."))


def _wished(typed: str, view: TodayView) -> Step | None:
    """The step as needed that `typed` names; None where it names one that is due. Raises NotFound for both."""
    as_needed = {each.step.id: each.step for each in view.as_needed}
    steps = as_needed | {each.step.id: each.step for each in view.due}
    found = fitting(typed, steps.values(), lambda step: (step.id, step.name))
    of_wish = [each for each in found if each.id in as_needed]
    if not of_wish:
        return None
    if len(found) > 1:
        names = listed([each.name for each in found], 8)
        raise NotFound(f"“{typed}” fits {counted(len(found), 'step')}: {names}.", "Write more of the name.")
    return of_wish[0]


def _use(wishes: Wishes, care: Care, step: Step, now: datetime) -> None:
    left = care.use(step.id, now)
    if wishes.json:
        from aftercare.cli.day_shapes import UsedShape
        from aftercare.cli.json_shape import encoded

        say(encoded(UsedShape(client=care.folder.name, step=step.id, used=left.used, left=left.left, next=left.next)))
        return
    more = f"{left.left} more allowed" if left.left else "which is the most for a day"
    say(literal(f"{GLYPHS[Done]} {step.name}: used {times(left.used)} today, {more}."))


def _tell(wishes: Wishes, care: Care, before: DueStep, view: TodayView, *, changed: bool) -> None:
    after = _at(before.occurrence, view) or before
    slot = next(each for each in view.slots if each.slot.id == before.occurrence.slot)
    if wishes.json:
        from aftercare.cli.day_shapes import answered_shape
        from aftercare.cli.json_shape import encoded

        say(encoded(answered_shape(after, care.folder.name, view.now.tzinfo, changed=changed)))
        return
    on = "" if view.day == view.today else f" of {day_in_full(view.day)}"
    state = state_words(after.state, view.day, view.starts, view.now.tzinfo)
    glyph = styled(GLYPHS[type(after.state)], color=COLOURS[type(after.state)])
    already = "" if changed else "already "
    line = f"{glyph} {literal(f'{after.step.name}, {slot.slot.name.lower()}{on}: {already}{state}.')}"
    if changed and isinstance(before.state, Done):
        line += f" It was marked as done at {clock_time(before.state.at)}; `aftercare undo` takes this back."
    elif changed and isinstance(after.state, Done) and (until := before.held_until) is not None:
        held = cover_words(Held(until), view.day, view.now.tzinfo)
        was = "is" if until > view.now else "was"
        line += f" It {was} {held} and is kept as done all the same: `aftercare why` says who has it rest."
    elif changed and isinstance(after.state, Done) and after.step.wait:
        line += f" Wait {wait_words(after.step.wait)} before the next layer."
    say(line)


def _at(occurrence: Occurrence, view: TodayView) -> DueStep | None:
    return next((each for each in view.due if each.occurrence == occurrence), None)

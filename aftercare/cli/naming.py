"""How a person names a step or a slot: by its id or by any part of its name that fits no other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TYPE_CHECKING, TypeVar

import click

from aftercare.cli import clock
from aftercare.cli.wishes import Wishes
from aftercare.cli.wording import state_words
from aftercare.errors import AftercareError, BadInput, NotFound
from aftercare.model.check_off import Done, Missed, Pending, Skipped
from aftercare.model.routine import Routine, Slot, Step
from aftercare.model.text import folded
from aftercare.model.today import DueStep, TodayView
from aftercare.model.words import counted, day_in_full, listed

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

T = TypeVar("T")


def fitting(typed: str, things: Iterable[T], names: Callable[[T], tuple[str, str]]) -> list[T]:
    """The things that `typed` may mean, given the id and the name of each.

    A whole id wins over a whole name, that over the beginning of a word, and that over any part.
    """
    wanted = folded(typed)
    if not wanted:
        return []
    known = [(thing, folded(names(thing)[0]), folded(names(thing)[1])) for thing in things]
    for found in (
        [thing for thing, thing_id, _ in known if thing_id == wanted],
        [thing for thing, _, name in known if name == wanted],
    ):
        if found:
            return found
    begin_a_word = [thing for thing, thing_id, name in known if f" {wanted}" in f" {name} {thing_id.replace('-', ' ')}"]
    return begin_a_word or [thing for thing, thing_id, name in known if wanted in name or wanted in thing_id]


def step_called(typed: str, routine: Routine) -> Step:
    """The step of the routine that `typed` names; of several the one without an end. Raises NotFound."""
    found = fitting(typed, routine.steps.values(), lambda step: (step.id, step.name))
    going_on = [step for step in found if step.ends is None]
    found = going_on if len(going_on) == 1 else found
    if not found:
        raise _no_step(typed, routine)
    if len(found) > 1:
        raise _several(typed, [(step.id, step.name) for step in found])
    return found[0]


def steps_called(typed: str, routine: Routine) -> list[Step]:
    """The step that `typed` names, and every other one that is called so: an id may be another step's whole name.

    For what only tells, and so need not ask which is meant. Raises NotFound.
    """
    wanted = folded(typed)
    same = [each for each in routine.steps.values() if wanted and wanted in (folded(each.id), folded(each.name))]
    return same if len(same) > 1 else [step_called(typed, routine)]


def due_called(
    typed: str, slot: str | None, view: TodayView, routine: Routine, answer: type[Done | Skipped]
) -> DueStep:
    """The occurrence of the day that `typed` and `slot` name, to be answered with `answer`.

    Raises NotFound and BadInput.
    """
    due = [each for each in view.due if slot is None or each.occurrence.slot == slot_called(slot, view).id]
    found = fitting(typed, due, lambda each: (each.step.id, each.step.name))
    if not found:
        raise _not_due(typed, view, routine)
    if len({folded(each.step.name) for each in found}) > 1:
        raise _several(typed, list({each.step.id: (each.step.id, each.step.name) for each in found}.values()))
    if len({each.occurrence.slot for each in found}) < len(found):
        ids = ", ".join(dict.fromkeys(each.step.id for each in found))
        raise NotFound(f"“{found[0].step.name}” is the name of several steps.", f"Say which by its id: {ids}.")
    return _of_slots(found, view, answer)


def _of_slots(found: Sequence[DueStep], view: TodayView, answer: type[Done | Skipped]) -> DueStep:
    if len(found) == 1:
        return found[0]
    current = next((each for each in found if each.occurrence.slot == view.current), None)
    # the same command given twice must not go on to answer another slot
    if current is not None and isinstance(current.state, Pending | answer):
        return current
    unanswered = [each for each in found if isinstance(each.state, Pending | Missed)]
    if current is None and len(unanswered) == 1:
        return unanswered[0]
    if not unanswered and all(isinstance(each.state, answer) for each in found):
        return found[-1]
    slots = {slot.slot.id: slot.slot for slot in view.slots}
    starts, zone = view.starts, view.now.tzinfo
    states = ", ".join(
        f"{slots[each.occurrence.slot].name.lower()} ({state_words(each.state, view.day, starts, zone)})"
        for each in found
    )
    options = " or ".join(f"--slot {each.occurrence.slot}" for each in found)
    times = counted(len(found), "time")
    raise BadInput(f"“{found[0].step.name}” is due {times} on this day: {states}.", f"Add {options}.")


def slot_called(typed: str, view: TodayView) -> Slot:
    """The slot of the day that `typed` names. Raises NotFound."""
    slots = [each.slot for each in view.slots]
    found = fitting(typed, slots, lambda slot: (slot.id, slot.name))
    if len(found) != 1:
        known = ", ".join(slot.id for slot in slots) or "none"
        raise NotFound(f"There is no slot “{typed}” on this day.", f"The slots with something due: {known}.")
    return found[0]


def _several(typed: str, things: Sequence[tuple[str, str]]) -> AftercareError:
    if len({folded(name) for _, name in things}) < len(things):
        titles = [f"{name} ({thing_id})" for thing_id, name in things]
        hint = "Write its id."
    else:
        titles, hint = [name for _, name in things], "Write more of the name."
    return NotFound(f"“{typed}” fits {counted(len(things), 'step')}: {listed(titles, 8)}.", hint)


def _not_due(typed: str, view: TodayView, routine: Routine) -> AftercareError:
    elsewhere = fitting(typed, routine.steps.values(), lambda step: (step.id, step.name))
    if not elsewhere:
        return _no_step(typed, routine)
    names = list(dict.fromkeys(step.name for step in elsewhere))
    slots = [slot.slot.name.lower() for slot in view.slots for each in slot.due if each.step in elsewhere]
    if slots:
        return BadInput(f"{listed(names)} is not due in that slot.", f"It is due: {', '.join(dict.fromkeys(slots))}.")
    be = "is" if len(names) == 1 else "are"
    return BadInput(f"{listed(names)} {be} not due on {day_in_full(view.day)}.", "`aftercare today` lists what is.")


def _no_step(typed: str, routine: Routine) -> AftercareError:
    # costs as much as half the program's own modules: loaded for a slip of the finger only
    from difflib import get_close_matches

    names = {folded(name): step for step in routine.steps.values() for name in (step.id, step.name, *step.name.split())}
    near = get_close_matches(folded(typed), names, n=1)
    if near:
        return NotFound(f"There is no step “{typed}”.", f"Did you mean “{names[near[0]].name}”?")
    return NotFound(f"There is no step “{typed}”.", "`aftercare today` lists the steps.")


def step_ids(ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """The ids of the steps due on the day, for the shell's completion: they have no spaces, as names do."""
    from click.shell_completion import CompletionItem

    wishes = ctx.ensure_object(Wishes)
    try:
        care = wishes.care()
        now = clock.now()
        view = care.day(now, wishes.day_of(care, now))
    except AftercareError:
        return []
    wanted = folded(incomplete)
    names = {each.step.id: each.step.name for each in view.due}
    return [
        CompletionItem(step_id, help=name)
        for step_id, name in names.items()
        if step_id.startswith(wanted) or folded(name).startswith(wanted)
    ]

"""A day as the lines that the step list draws: pure values, so that what is shown can be told without a screen."""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from aftercare.model.check_off import Occurrence, Pending
from aftercare.model.today import AsNeededStep, DueStep, SlotOfDay, TodayView


class Folded(Struct, frozen=True):
    """The id of a slot that is shown on one line."""

    slot: str


class OnWish(Struct, frozen=True):
    """The id of a step as needed."""

    step: str


class LeftOpen(Struct, frozen=True):
    """Yesterday's last slot, by its id."""

    slot: str


#: What the cursor can rest on.
Place = Occurrence | Folded | OnWish | LeftOpen


class PanelTop(Struct, frozen=True):
    """The upper edge of a slot's panel, with its name and how far it is."""

    slot: SlotOfDay
    current: bool


class StepLine(Struct, frozen=True):
    """One step. `next` says that it is the one to do now, `last` that no layer follows."""

    due: DueStep
    current: bool
    next: bool
    last: bool


class PanelBottom(Struct, frozen=True):
    """The lower edge of a panel."""

    current: bool


class FoldedLine(Struct, frozen=True):
    """A finished slot on one line."""

    slot: SlotOfDay


class WishTop(Struct, frozen=True):
    """The upper edge of the panel of the steps as needed."""


class WishLine(Struct, frozen=True):
    """A step as needed."""

    step: AsNeededStep


class LeftOpenLine(Struct, frozen=True):
    """Yesterday's last slot, in which steps were not answered."""

    slot: SlotOfDay


class SaidLine(Struct, frozen=True):
    """Words in the place of steps, or beneath them."""

    text: str


Line = PanelTop | StepLine | PanelBottom | FoldedLine | WishTop | WishLine | LeftOpenLine | SaidLine


def day_lines(view: TodayView, unfolded: Collection[str], when_empty: str) -> tuple[Line, ...]:
    """The day from top to bottom: the slot that matters now first, finished ones on one line each, at the end."""
    lines: list[Line] = []
    left_open = [LeftOpenLine(view.left_open)] if view.left_open is not None else []
    if not view.slots:
        lines += [SaidLine(""), *(SaidLine(line) for line in when_empty.splitlines()), *left_open]
    for position, slot in enumerate(_in_order(view, unfolded)):
        if position == 1:
            lines.extend(left_open)
        if folds(view, slot, unfolded):
            lines.append(FoldedLine(slot))
        else:
            lines.extend(_panel(slot, current=slot.slot.id == view.current))
    if len(view.slots) == 1:
        lines.extend(left_open)
    if view.as_needed:
        lines += [WishTop(), *map(WishLine, view.as_needed), PanelBottom(current=False)]
    if view.slots and view.day == view.today and all(slot.answered == slot.counted for slot in view.slots):
        rests = not any(slot.counted for slot in view.slots)
        lines += [SaidLine(""), SaidLine("Everything rests today." if rests else "That is all for today.")]
    return tuple(lines)


def folds(view: TodayView, slot: SlotOfDay, unfolded: Collection[str]) -> bool:
    """Whether `slot` takes one line: it is finished, it is not the one that matters now, and nobody opened it."""
    return view.day == view.today and is_finished(view, slot) and slot.slot.id not in unfolded


def is_finished(view: TodayView, slot: SlotOfDay) -> bool:
    """Whether every step of `slot` is answered and another slot matters now."""
    return slot.slot.id != view.current and slot.answered == slot.counted


def _in_order(view: TodayView, unfolded: Collection[str]) -> list[SlotOfDay]:
    if view.day != view.today:
        return list(view.slots)
    return sorted(view.slots, key=lambda slot: (slot.slot.id != view.current, is_finished(view, slot)))


def _panel(slot: SlotOfDay, *, current: bool) -> list[Line]:
    following = first_pending(slot.due) if current else None
    last = len(slot.due) - 1
    steps = [
        StepLine(due, current, next=due is following, last=position == last) for position, due in enumerate(slot.due)
    ]
    return [PanelTop(slot, current), *steps, PanelBottom(current)]


def first_pending(due: Collection[DueStep]) -> DueStep | None:
    """The first step of `due` that nobody has answered."""
    return next((each for each in due if isinstance(each.state, Pending)), None)


def place_of(line: Line) -> Place | None:
    """Where the cursor is on `line`; None where it cannot rest there."""
    match line:
        case StepLine(due=due):
            return due.occurrence
        case FoldedLine(slot=slot):
            return Folded(slot.slot.id)
        case WishLine(step=wished):
            return OnWish(wished.step.id)
        case LeftOpenLine(slot=slot):
            return LeftOpen(slot.slot.id)
    return None


def first_place(view: TodayView, lines: tuple[Line, ...]) -> Place | None:
    """Where the cursor begins: on the step to do now, else on the first unanswered one, else on the first."""
    steps = [line for line in lines if isinstance(line, StepLine)]
    wanted = next((line for line in steps if line.next), None) or next(
        (line for line in steps if isinstance(line.due.state, Pending)), None
    )
    if wanted is not None:
        return wanted.due.occurrence
    if steps:
        return steps[0].due.occurrence
    return next((place for line in lines if (place := place_of(line)) is not None), None)


def place_after(view: TodayView, answered: Occurrence) -> Place:
    """Where the cursor goes on once `answered` has its answer: to the next open step of its slot, or nowhere."""
    for slot in view.slots:
        if slot.slot.id == answered.slot:
            at = next((i for i, due in enumerate(slot.due) if due.occurrence == answered), 0)
            open_step = first_pending((*slot.due[at + 1 :], *slot.due[:at]))
            if open_step is not None:
                return open_step.occurrence
    return answered

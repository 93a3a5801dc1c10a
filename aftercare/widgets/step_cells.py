"""The words of one line of the step list, cut to the cells that there are."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, tzinfo

from msgspec import Struct
from rich.cells import cell_len

from aftercare.model.check_off import Barred, Held, Skipped
from aftercare.model.day_start import DayStarts
from aftercare.model.rulings import AskFirst, Covering
from aftercare.model.today import AsNeededStep, DueStep, SlotOfDay
from aftercare.model.words import cover_words
from aftercare.widgets.day_lines import StepLine
from aftercare.widgets.day_words import state_in_words, wait_in_words
from aftercare.widgets.drawn_text import clipped, drawn, filled


class Columns(Struct, frozen=True):
    """How wide the names and the amounts of a day are."""

    name: int = 0
    amount: int = 0


def columns_of(due: Collection[DueStep]) -> Columns:
    """The widths that let the steps of all slots stand in the same columns."""
    return Columns(
        max((cell_len(drawn(each.step.name)) for each in due), default=0),
        max((cell_len(drawn(each.amount)) for each in due), default=0),
    )


def step_cells(
    line: StepLine, room: int, columns: Columns, starts: DayStarts, zone: tzinfo | None = None
) -> tuple[str, str, str]:
    """The name, the amount and the state in `room` cells together; a long reason takes the amount's place."""
    due = line.due
    words = [state_in_words(due, starts, zone)]
    if not words[0]:
        words = ["now"] if line.next else []
        words += [wait_in_words(due.step.wait)] if not line.last else []
    if due.asks:
        words.append(_whom_to_ask(due.cover))
    end = drawn(" · ".join(filter(None, words)))
    most = max(16, min(columns.name, room * 2 // 5)) if columns.amount else room
    name = min(columns.name, most)
    if isinstance(due.state, Skipped):
        rest = room - name - 2
        return filled(due.step.name, name + 2), "", clipped(end, rest).rjust(rest)
    amount = max(0, room - name - 2 - (cell_len(end) + 2 if end else 0))
    return filled(due.step.name, name) + "  ", filled(due.amount, amount), f"  {end}" if end else ""


def count_in_words(slot: SlotOfDay) -> str:
    """Such as "2 of 4", "3 of 4, 1 skipped", "4 of 4 ✓", "paused"."""
    if not slot.counted:
        states = [type(each.state) for each in slot.due]
        return "held" if Held in states else "not offered" if Barred in states else "paused"
    skipped = f", {slot.answered - slot.done} skipped" if slot.answered > slot.done else ""
    return f"{slot.done} of {slot.counted}{skipped}" + (" ✓" if slot.answered == slot.counted else "")


def _whom_to_ask(cover: Covering | None) -> str:
    prescribed = not isinstance(cover, AskFirst) or cover.prescribed
    return "ask your prescriber" if prescribed else "ask your therapist"


def wish_in_words(step: AsNeededStep, now: datetime) -> str:
    """What is left of a step as needed, such as "0 of 2 today", "1 of 2 today, again from 18:30", "paused"; and whom to
    ask first.
    """
    return " · ".join(filter(None, (left_in_words(step, now), _whom_to_ask(step.asks) if step.asks else "")))


def left_in_words(step: AsNeededStep, now: datetime) -> str:
    """What is left of a step as needed."""
    if step.floor is not None:
        return "not offered"
    if step.pause is not None:
        return "paused"
    if step.held_until is not None:
        return cover_words(Held(step.held_until), now.date(), now.tzinfo)
    left = step.allowance
    if left is None:
        return ""
    most = left.used + left.left
    words = f"{left.used} of {most} today"
    if left.next is None:
        return f"{words}, no more"
    return words if left.next <= now else f"{words}, again from {left.next.astimezone(now.tzinfo):%a %H:%M}"

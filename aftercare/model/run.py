"""The run through a slot, one step at a time: where it stands, and how long the layer before still needs.

All of it follows from the day's check-offs, so a run that was closed half-way goes on, here or on another device.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from aftercare.model.check_off import Done, Occurrence, Pending, Skipped
from aftercare.model.routine import Slot
from aftercare.model.today import DueStep, SlotOfDay, TodayView


class Wait(Struct, frozen=True):
    """The time that the layer `after`, put on at `begun`, needs before the next one."""

    after: DueStep
    begun: datetime
    until: datetime


class Run(Struct, frozen=True):
    """A slot as it is gone through. `due` are its steps without those held, paused, barred or missed: `not_to_do`.

    In the short form these are the essential ones, and `left_open` counts the others that are still to do.
    """

    slot: Slot
    due: tuple[DueStep, ...]
    short: bool
    left_open: int
    not_to_do: int
    at_hand: DueStep | None
    following: DueStep | None
    wait: Wait | None
    last: DueStep | None

    @property
    def position(self) -> int:
        """Which of `due` is at hand, counted from 1; with nothing at hand, how many there are."""
        return self.due.index(self.at_hand) + 1 if self.at_hand is not None else len(self.due)

    @property
    def done(self) -> int:
        """How many of its steps are done."""
        return sum(isinstance(each.state, Done) for each in self.due)

    @property
    def skipped(self) -> int:
        """How many of its steps were left out."""
        return sum(isinstance(each.state, Skipped) for each in self.due)

    @property
    def to_do(self) -> tuple[DueStep, ...]:
        """The steps that are still to do."""
        return tuple(each for each in self.due if isinstance(each.state, Pending))


class Countdown(Struct, frozen=True):
    """A wait as it is counted out on a screen. A pause and a skipped wait live here only, and go with the screen."""

    wait: Wait
    until: datetime
    paused_at: datetime | None = None
    skipped: bool = False

    def left(self, now: datetime) -> timedelta:
        """The time that is left at `now`: never negative, and never more than the whole wait."""
        if self.skipped:
            return timedelta()
        whole = timedelta(seconds=self.wait.after.step.wait)
        return min(whole, max(timedelta(), self.until - (self.paused_at or now)))

    def pause(self, now: datetime) -> Countdown:
        """Stops at `now`; stopped already, goes on with what was left."""
        if self.paused_at is None:
            return replace(self, paused_at=now)
        return replace(self, until=now + self.left(now), paused_at=None)


def slot_to_run(view: TodayView, slot: str | None = None) -> SlotOfDay | None:
    """The slot called `slot`; without a name the one that matters now, else the first with something to do.

    None where nothing is due.
    """
    wanted = slot or view.current
    named = next((each for each in view.slots if each.slot.id == wanted), None)
    if named is not None or not view.slots:
        return named
    return next((each for each in view.slots if any(isinstance(due.state, Pending) for due in each.due)), view.slots[0])


def has_short_form(slot: SlotOfDay) -> bool:
    """Whether any of the slot's steps is essential."""
    return any(each.step.essential for each in slot.due)


def run_of(slot: SlotOfDay, *, short: bool = False) -> Run:
    """How the run through `slot` stands."""
    of_run = [each for each in slot.due if isinstance(each.state, Pending | Done | Skipped)]
    due = tuple(each for each in of_run if each.step.essential or not short)
    to_do = [each for each in due if isinstance(each.state, Pending)]
    at_hand = to_do[0] if to_do else None
    return Run(
        slot=slot.slot,
        due=due,
        short=short,
        left_open=sum(isinstance(each.state, Pending) for each in of_run) - len(to_do),
        not_to_do=len(slot.due) - len(of_run),
        at_hand=at_hand,
        following=to_do[1] if len(to_do) > 1 else None,
        wait=_wait(of_run) if at_hand is not None else None,
        last=_last_answered(of_run),
    )


def _wait(due: list[DueStep]) -> Wait | None:
    """The wait of the layer put on last: whoever went on before an earlier one was over, went on."""
    put_on = [(each.state.at, number) for number, each in enumerate(due) if isinstance(each.state, Done)]
    if not put_on:
        return None
    at, number = max(put_on)
    seconds = due[number].step.wait
    return Wait(due[number], at, at + timedelta(seconds=seconds)) if seconds > 0 else None


def _last_answered(due: list[DueStep]) -> DueStep | None:
    answered = [(each.state.at, number) for number, each in enumerate(due) if isinstance(each.state, Done | Skipped)]
    return due[max(answered)[1]] if answered else None


def meant(slot: SlotOfDay, states: dict[Occurrence, Pending | Done | Skipped]) -> SlotOfDay:
    """`slot` with the states that were asked for and that the record does not have yet."""
    if not states:
        return slot
    return replace(
        slot,
        due=tuple(replace(each, state=states.get(each.occurrence, each.state)) for each in slot.due),
    )


def where_words(due: DueStep) -> str:
    """Where on the face, such as "forehead; upper cheek, both sides"; nothing where the step does not say."""
    return "; ".join(due.where)


def clock_words(left: timedelta) -> str:
    """A time that is left, such as "1:00"; a second that has begun counts as a whole one."""
    seconds = -(-left // timedelta(seconds=1))
    hours, rest = divmod(seconds, 3600)
    minutes, rest = divmod(rest, 60)
    return f"{hours}:{minutes:02}:{rest:02}" if hours else f"{minutes}:{rest:02}"

"""A day of a record that keeps up: with the clock, with this process's own actions, and with those of others."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from typing import TypeVar

from textual import on, work
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget
from textual.worker import Worker

from aftercare.care import Care
from aftercare.errors import DiskTrouble
from aftercare.model.notice import Notice, RecordUnreadable
from aftercare.screens.day_state import DayState, read_day
from aftercare.screens.followed_record import FollowedRecord

#: How often other processes' actions are looked for, in seconds: they are to be seen within one.
_BEAT = 0.4

Line = TypeVar("Line", bound=Widget)


class FollowedDay(FollowedRecord[None]):
    """Holds what was last read of the day in `state` and asks for it again whenever that may have changed.

    A screen that shows a day derives from it and draws in `show_state`.
    """

    class DayRead(Message):
        """A worker has read the day. Of two that ran at once the one that was `asked` for later counts."""

        def __init__(self, state: DayState, asked: int) -> None:
            super().__init__()
            self.state = state
            self.asked = asked

    class Reached(Message):
        """Whether the record could be read: None, or what is in the way."""

        def __init__(self, trouble: DiskTrouble | None) -> None:
            super().__init__()
            self.trouble = trouble

    def __init__(self, care: Care, clock: Callable[[], datetime], day: date | None = None) -> None:
        super().__init__()
        self._care = care
        self._clock = clock
        self.state = read_day(care, clock(), day)
        #: The day that the person turned to; None stays with today as the days pass.
        self._day = day if day != self.state.view.today else None
        self._put_away: set[Notice] = set()
        self._unreadable: RecordUnreadable | None = None
        self._asked = self._shown = 0
        self._following: Worker[None] | None = None
        self._beating: Timer

    def on_mount(self) -> None:
        self._beating = self.set_interval(_BEAT, self.beat)

    def rest(self) -> None:
        """Looks at nothing any more: somebody else's record is open over this one."""
        self._beating.pause()

    def go_on(self) -> None:
        """Keeps up again, beginning with what has happened meanwhile."""
        self._beating.resume()
        self.read_again()

    def show_state(self) -> None:
        """Draws `state` and the notices. For the deriving screen."""

    @property
    def notices(self) -> tuple[Notice, ...]:
        """What has to be said about the record and was not put away."""
        said = (self._unreadable, *self.state.notices)
        return tuple(notice for notice in said if notice is not None and notice not in self._put_away)

    def put_away(self, notice: Notice) -> None:
        """Does not show this notice any more, while the screen is open."""
        self._put_away.add(notice)
        self.show_state()

    @property
    def care(self) -> Care:
        """The record that is open."""
        return self._care

    async def line_of(
        self, kind: type[Line], *, before: Widget | None = None, after: Widget | None = None
    ) -> Line | None:
        """The line of this kind, which comes to stand beside the others when it is first asked for.

        None where the day is being closed and takes in nothing more.
        """
        found = self.query(kind)
        if found or not self.is_attached:
            return found.first() if found else None
        line = kind()
        await self.mount(line, before=before, after=after)
        return line if line.is_attached else None

    # ---- keeping up

    def beat(self) -> None:
        """Looks at the clock, and for what other processes wrote."""
        if f"{self._care.wall(self._clock()):%Y%m%d%H%M}" != f"{self.state.view.now:%Y%m%d%H%M}":
            self.read_again()
        if self._following is None or self._following.is_finished:
            self._following = self._follow()

    @work(thread=True, group="follow")
    def _follow(self) -> None:
        try:
            self._care.follow()
        except DiskTrouble as trouble:
            self.post_message(self.Reached(trouble))
        else:
            if self._unreadable is not None:
                self.post_message(self.Reached(None))

    @on(Reached)
    def _tell_reached(self, event: Reached) -> None:
        unreadable = RecordUnreadable(event.trouble.message) if event.trouble else None
        if unreadable != self._unreadable:
            self._unreadable = unreadable
            self.show_state()

    def record_changed(self) -> None:
        """Reads the day as the record has it now."""
        self.read_again()

    def read_again(self) -> None:
        """Reads the day in a worker, and then shows it."""
        self._asked += 1
        self._read(self._clock(), self._day, self._asked)

    @work(thread=True, group="read", exclusive=True)
    def _read(self, now: datetime, day: date | None, asked: int) -> None:
        try:
            state = read_day(self._care, now, day)
        except DiskTrouble as trouble:
            self.post_message(self.Reached(trouble))
        else:
            self.post_message(self.DayRead(state, asked))

    @on(DayRead)
    def _take_over(self, event: DayRead) -> None:
        if event.asked < self._shown:
            return
        self._shown, self.state = event.asked, event.state
        if self._day == self.state.view.today:
            self._day = None
        self.show_state()

    # ---- other days

    @property
    def turned_away(self) -> bool:
        """Whether the person turned to another day than today."""
        return self._day is not None

    def action_turn(self, by: int) -> None:
        """Turns to another day."""
        shown = self._day or self.state.view.today
        self._day = shown + timedelta(days=by)
        self.read_again()

    def action_to_today(self) -> None:
        """Turns back to today, and stays with it."""
        self._day = None
        self.read_again()

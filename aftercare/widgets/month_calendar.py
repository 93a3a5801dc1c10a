"""A month as a small calendar: the days with entries are marked, and each day can be gone to."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from msgspec import Struct
from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from aftercare.model.months import months_after

#: The cells of a day: two for its number, one for its mark.
_CELL = 3
_WIDTH = 7 * _CELL
_HEAD = "Mo Tu We Th Fr Sa Su "
#: The lines above the weeks: the month, and the days of the week.
_ABOVE = 2
_MARK = "•"


class MonthShown(Struct, frozen=True):
    """What the calendar shows: the month of `day`, which is chosen; the days of it `with_entries`; and today."""

    day: date
    today: date
    with_entries: frozenset[date] = frozenset()


class MonthCalendar(Widget, can_focus=True):
    """Draws a `MonthShown` and says to which day a person wants to go. It changes nothing itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left", "go(-1)", "day before", show=False, id="calendar.before"),
        Binding("right", "go(1)", "day after", show=False, id="calendar.after"),
        Binding("up", "go(-7)", "week before", show=False, id="calendar.week_before"),
        Binding("down", "go(7)", "week after", show=False, id="calendar.week_after"),
        Binding("pageup", "turn(-1)", "month before", show=False, id="calendar.month_before"),
        Binding("pagedown", "turn(1)", "month after", show=False, id="calendar.month_after"),
    ]
    DEFAULT_CSS = """
    MonthCalendar { width: 23; height: 8; padding: 0 1; }
    """
    ALLOW_SELECT = False

    shown: reactive[MonthShown | None] = reactive(None, init=False)

    @dataclass
    class Wanted(Message):
        """The person wants to go to this day."""

        day: date

    def action_go(self, days: int) -> None:
        """Goes so many days on."""
        if self.shown is not None:
            self._want(self.shown.day, days)

    def action_turn(self, months: int) -> None:
        """Goes so many months on, to the last day of that month."""
        if self.shown is not None:
            self.want_month(months)

    def want_month(self, months: int) -> None:
        """Asks for the last day of the month that is so many months on."""
        if self.shown is not None:
            first = self.shown.day.replace(day=1)
            if (first.year, first.month) != (1, 1) or months > 0:
                self._want(months_after(first, months + 1), -1)

    def _want(self, day: date, ahead: int) -> None:
        try:
            wanted = day + timedelta(days=ahead)
        except OverflowError:
            return
        if self.shown is not None:
            self.post_message(self.Wanted(min(wanted, self.shown.today)))

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is None or self.shown is None:
            return
        if at.y == 0:
            self.want_month(-1 if at.x < _WIDTH // 2 else 1)
            return
        weeks = list(_weeks(self.shown.day))
        if 0 <= at.y - _ABOVE < len(weeks) and at.x < _WIDTH and (day := weeks[at.y - _ABOVE][at.x // _CELL]):
            self._want(day, 0)

    def on_mouse_scroll_down(self) -> None:
        self.action_turn(1)

    def on_mouse_scroll_up(self) -> None:
        self.action_turn(-1)

    def render(self) -> Content:
        if self.shown is None:
            return Content("")
        parts: list[str | tuple[str, str]] = [*self._title(self.shown), "\n", (_HEAD, "$foreground-muted")]
        for week in _weeks(self.shown.day):
            parts.append("\n")
            for day in week:
                parts += self._day(day, self.shown) if day is not None else [" " * _CELL]
        return Content.assemble(*parts)

    @staticmethod
    def _title(shown: MonthShown) -> list[str | tuple[str, str]]:
        name = f"{shown.day:%B} {shown.day.year}"
        room = _WIDTH - 3
        left = (room - cell_len(name)) // 2
        later = shown.day.replace(day=1) < shown.today.replace(day=1)
        return [
            ("‹ ", "bold $primary"),
            (" " * max(0, left - 1) + name + " " * (room - left - cell_len(name)), "bold"),
            (" ›" if later else "  ", "bold $primary"),
        ]

    def _day(self, day: date, shown: MonthShown) -> list[tuple[str, str]]:
        has = day in shown.with_entries
        style = "bold" if has else "$foreground-muted"
        if day == shown.day:
            # reverse is seen without any colour too
            style = "bold reverse" if self.has_focus else "reverse"
        if day == shown.today:
            style += " underline"
        return [(f"{day.day:2}", style), (_MARK if has else " ", "bold $primary")]

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


def _weeks(of: date) -> Iterator[tuple[date | None, ...]]:
    """The weeks of the month of `of`, from Monday on; days of other months are None."""
    for week in calendar.monthcalendar(of.year, of.month):
        yield tuple(of.replace(day=day) if day else None for day in week)

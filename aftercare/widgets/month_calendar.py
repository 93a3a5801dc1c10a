"""A month as a small calendar: the days with entries are marked, and each day can be gone to."""

from __future__ import annotations

import calendar
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from msgspec import Struct
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from aftercare.model.months import months_after

#: The cells of a day: two for its number, one for its mark.
_CELL = 3
_WIDTH = 7 * _CELL
_HEAD = "Mo Tu We Th Fr Sa Su "
#: The lines above the weeks: the month, and the days of the week. What is told stands below the longest month, and all
#: of it takes so many lines.
_ABOVE, _TOLD_AT, _HEIGHT = 2, 9, 11
_MARK = "•"
_PLAIN, _BOLD, _TODAY = Style(), Style(bold=True), Style(underline=True)
_CHOSEN, _CHOSEN_HERE = Style(reverse=True), Style(reverse=True, bold=True)

#: A piece of a line: text, how it looks, and what is added to that.
_Piece = tuple[str, str, Style]


class MonthShown(Struct, frozen=True):
    """What the calendar shows: the month of `day`, which is chosen; the days of it `with_entries`; and today.

    What is `told` stands below the weeks, in at most two lines.
    """

    day: date
    today: date
    with_entries: frozenset[date] = frozenset()
    told: tuple[str, ...] = ()


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
    COMPONENT_CLASSES: ClassVar[set[str]] = {"month-calendar--quiet", "month-calendar--mark"}
    DEFAULT_CSS = """
    MonthCalendar {
        & > .month-calendar--quiet { color: $foreground-muted; }
        & > .month-calendar--mark { color: $primary; text-style: bold; }
    }
    """
    ALLOW_SELECT = False

    shown: reactive[MonthShown | None] = reactive(None, init=False, repaint=False)

    @dataclass
    class Wanted(Message):
        """The person wants to go to this day."""

        day: date

    def __init__(self) -> None:
        super().__init__()
        #: The lines as they are drawn, and what they are drawn on.
        self._drawn: list[tuple[_Piece, ...]] = []
        self._base = _PLAIN

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

    def watch_shown(self, before: MonthShown | None, now: MonthShown | None) -> None:
        lines = zip(self._lines(before), self._lines(now), strict=True)
        changed = [Region(0, y, self.size.width, 1) for y, (old, new) in enumerate(lines) if old != new]
        if changed:
            self.refresh(*changed)

    def render_lines(self, crop: Region) -> list[Strip]:
        # the same for all lines that are drawn at once
        self._drawn, self._base = self._lines(self.shown), self.rich_style
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        pieces = self._drawn[y] if y < len(self._drawn) else ()
        return Strip([Segment(text, self._base + self._look(name) + also) for text, name, also in pieces])

    def _look(self, name: str) -> Style:
        return self.get_component_rich_style(f"month-calendar--{name}", partial=True) if name else _PLAIN

    def _lines(self, shown: MonthShown | None) -> list[tuple[_Piece, ...]]:
        """All lines, each in pieces."""
        lines: list[tuple[_Piece, ...]] = [()] * _HEIGHT
        if shown is not None:
            lines[0], lines[1] = tuple(self._title(shown)), ((_HEAD, "quiet", _PLAIN),)
            for y, week in enumerate(_weeks(shown.day), _ABOVE):
                lines[y] = tuple(piece for day in week for piece in self._day(day, shown))
            for y, words in enumerate(shown.told, _TOLD_AT):
                lines[y] = ((words, "quiet", _PLAIN),)
        return lines

    @staticmethod
    def _title(shown: MonthShown) -> Iterator[_Piece]:
        name = f"{shown.day:%B} {shown.day.year}"
        room = _WIDTH - 3
        left = (room - cell_len(name)) // 2
        later = shown.day.replace(day=1) < shown.today.replace(day=1)
        yield "‹ ", "mark", _PLAIN
        yield " " * max(0, left - 1) + name + " " * (room - left - cell_len(name)), "", _BOLD
        yield " ›" if later else "  ", "mark", _PLAIN

    def _day(self, day: date | None, shown: MonthShown) -> Iterator[_Piece]:
        if day is None:
            yield " " * _CELL, "", _PLAIN
            return
        has = day in shown.with_entries
        look, also = ("", _BOLD) if has else ("quiet", _PLAIN)
        if day == shown.day:
            # reverse is seen without any colour too
            look, also = "", _CHOSEN_HERE if self.has_focus else _CHOSEN
        if day == shown.today:
            also += _TODAY
        yield f"{day.day:2}", look, also
        yield _MARK if has else " ", "mark", _PLAIN

    def on_focus(self) -> None:
        self.refresh()

    def on_blur(self) -> None:
        self.refresh()


def _weeks(of: date) -> Iterator[tuple[date | None, ...]]:
    """The weeks of the month of `of`, from Monday on; days of other months are None."""
    for week in calendar.monthcalendar(of.year, of.month):
        yield tuple(of.replace(day=day) if day else None for day in week)
